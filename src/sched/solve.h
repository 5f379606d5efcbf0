/* SPDX-License-Identifier: Apache-2.0 */
/*
 * solve - a good schedule of a problem, with a bound on every schedule.
 *
 * Problem   sched/problem.h; the cost is makespan_weight * makespan plus weight * periods
 *           after `due`, deadlines kept; see docs/theory/schedule.md.
 * Method    a first schedule by latest finish; lower bounds (sched/bound.h); then genetic
 *           search, windows placed anew and proof, side by side (sched/search.h).
 * Effort    schedules are counted, time is not: each pass of a generation scheme is one.
 *           options.schedules 1 is the first schedule alone.  So are conflicts of exact search.
 *           With options.schedules 0 the search goes on until options.stop; options.gauge tells
 *           it how much there is time for.
 * Threads   the result is the same, byte for byte, on any number of threads, as long as
 *           options.stop does not end the run.
 * Errors    that no schedule exists, or that none was found, is an answer
 *           (result.outcome), not an error.
 */
#ifndef SCHED_SOLVE_H
#define SCHED_SOLVE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/stop.h"
#include "sched/problem.h"

enum sched_outcome {
    SCHED_OPTIMAL,    /* the cost is the lower bound */
    SCHED_FEASIBLE,   /* a schedule, perhaps not the best */
    SCHED_NOT_FOUND,  /* none was found that keeps deadlines and stocks; `start` may miss them */
    SCHED_IMPOSSIBLE, /* `activity` never fits into a capacity, or cannot keep its deadline; when it
                       * is -1, the stocks do not suffice, or nothing keeps the maximal lags */
};

struct sched_gauge {
    double (*used)(void *context); /* the share of what is granted that is used up, 0 to 1 */
    void *context;
};

struct sched_options {
    int64_t schedules; /* to make in all; 0: until `stop` wants it */
    int64_t conflicts; /* of proof, and of windows, where the problem allows it; 0: none.  Not
                        * looked at when schedules are 0 */
    int islands;       /* 0: by the number of schedules */
    int threads;
    uint64_t seed;
    const struct stop *stop;         /* may be NULL, unless schedules are 0 */
    const struct sched_gauge *gauge; /* with schedules 0: how wide a search there is time for */
    const struct progress *progress; /* may be NULL */
};

/* 20,000 schedules, 4,000 conflicts, one thread, seed 1. */
struct sched_options sched_options_default(void);

struct sched_result {
    enum sched_outcome outcome;
    int *start;  /* [activity]; NULL when there is no schedule at all */
    int *finish; /* [activity] */
    int *mode;   /* [activity] of the problem's modes */
    int makespan;
    int64_t cost, lower_bound; /* of the cost */
    int critical_path;         /* without resources */
    int64_t schedules;         /* made */
    int64_t conflicts;         /* met */
    int activity;              /* SCHED_IMPOSSIBLE: because of this one, or -1 */
};

/* The arena owns everything in *out. */
CHECKED enum status sched_solve(const struct sched_problem *p, const struct sched_options *options,
                                struct sched_result *out, struct arena *a, struct err *e);

#endif
