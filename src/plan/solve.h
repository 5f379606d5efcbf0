/* SPDX-License-Identifier: Apache-2.0 */
/*
 * solve - the best plan of a programme, with a proven bound on every plan.
 *
 * Problem  choose, for each area and stage, at most one visit: a year and a
 *          package of facilities on admissible sites, so that every limit and
 *          clause is kept and the worth (model/plan.h) is largest.
 * Method   Dantzig-Wolfe column generation over visits, exact pricing of the
 *          best package by branch and bound, Lagrangian bound; with thousands of
 *          areas the prices come from the smoothed dual instead of a linear
 *          programme; integer plans by rounding, annealing and restricted master problems; see
 *          docs/theory/plan.md.
 * Errors   that no plan exists is an answer (plan.outcome), not an error.
 * Threads  the result is the same, byte for byte, on any number of threads, as
 *          long as options.stop does not end the run.
 */
#ifndef PLAN_SOLVE_H
#define PLAN_SOLVE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/stop.h"
#include "model/plan.h"
#include "model/programme.h"
#include "model/siting.h"

struct plan_input {
    const struct programme *programme;
    const struct siting *siting;
    const double *equity_weight; /* [area], > 0 */
};

enum plan_method { /* of the bound; the plan is looked for alike; goods traded: PLAN_COLUMNS */
    PLAN_BY_SIZE,  /* the dual from 600 blocks on (dual_is_faster()) */
    PLAN_COLUMNS,  /* column generation: the linear programme to its end */
    PLAN_DUAL,     /* prices without a linear programme: within some 1e-5 of that, much sooner */
};

struct plan_options {
    double gap;    /* good enough, so the search ends: (bound - objective) / |objective| */
    double effort; /* search for a better plan: 0 first plan only, 1 normal, 10 ten times that */
    int threads;
    uint64_t seed;
    enum plan_method method;
    const double *share_floor;       /* [area] plan/maxmin.h; NULL: none */
    const struct stop *stop;         /* may be NULL */
    const struct progress *progress; /* may be NULL */
};

/* gap 0.01, effort 1, one thread, seed 1. */
struct plan_options plan_options_default(void);

/* The arena owns everything in *out. */
CHECKED enum status plan_solve(const struct plan_input *in, const struct plan_options *options,
                               struct plan *out, struct arena *a, struct err *e);

/* Where text goes piece by piece; `write` returns 0 when it cannot. */
struct plan_sink {
    int (*write)(void *context, const char *bytes, size_t len);
    void *context;
};

/* Why no plan can exist, as far as decided visits alone, or one clause, say so: found without any
 * search.  NULL: nothing is known against one. */
CHECKED enum status plan_refusal(const struct plan_input *in, const char **why, struct arena *a,
                                 struct err *e);

/* The same problem as one mixed-integer programme in free-format MPS, to be solved by others.
 * Decided visits are subtracted; their worth is the constant of the objective. */
CHECKED enum status plan_write_mps(const struct plan_input *in, const struct plan_sink *sink,
                                   struct arena *a, struct err *e);

#endif
