/* SPDX-License-Identifier: Apache-2.0 */
/*
 * colgen - column generation: the linear bound of the programme and good visits.
 *
 * Method   Dantzig-Wolfe over visits.  Each round solves the master, moves the
 *          prices part of the way from those of the best bound to the master's
 *          (Wentges 1997; the step shrinks after a round without a new column,
 *          Pessoa, Sadykov, Uchoa & Vanderbeck 2018), and prices every block and
 *          year.  Any prices of the right sign give the Lagrangian bound
 *              sum over rows of price * limit + sum over blocks of the best value,
 *          worked out here from the prices, with a margin for rounding; nothing
 *          of the solver's answer is believed.
 * Answer   or proof that nothing keeps all rows: the same bound without worth is
 *          negative.
 */
#ifndef PLAN_COLGEN_H
#define PLAN_COLGEN_H

#include "plan/master.h"
#include "plan/price.h"

enum colgen_outcome {
    COLGEN_DONE,       /* bound within the tolerance of the master, or small enough */
    COLGEN_INFEASIBLE, /* proven */
    COLGEN_STOPPED,
};

struct colgen {
    const struct problem *problem;
    const struct plan_options *options;
    struct pool *pool;
    struct master *master;
    struct prices prices;
    struct price_scratch **scratch; /* [thread] */
    int threads;
    struct package *packages; /* [block * year_count + year] of the last pricing */
    double *block_value;      /* [block] best of the last pricing */
    double bound;             /* the best so far, decided visits counted */
    double enough;            /* small enough: colgen_run() ends; -INFINITY at first */
    double *bound_price;      /* [row] prices it was found with */
    double *bound_value;      /* [block] best value with these prices */
    double *trial;            /* [row] prices being tried */
    double *use;              /* [row] of the best packages at them */
    double smooth;            /* share of the bound's prices in those tried */
    int *added;               /* columns for the master */
    int added_size;
    int *start;    /* [block] columns to round from, -1: none; NULL: those of the master */
    int is_lean;   /* look only for packages that improve the master, and for one of a block */
    double warmth; /* of annealing from them: first temperature in shares of a visit's worth */
    int round_count, phase;
    struct arena *arena;
};

CHECKED enum status colgen_init(struct colgen *out, struct master *m, const struct plan_options *o,
                                struct arena *a, struct err *e);

/* Run to a relative distance of `tolerance` between bound and master. */
CHECKED enum status colgen_run(struct colgen *cg, double tolerance, enum colgen_outcome *out,
                               struct err *e);

/* Note the bound of the prices tried last if it is better. */
void colgen_keep_bound(struct colgen *cg, double bound);

/* Price every block with these prices (of any sign: wrong ones are set to 0); the bound they give,
 * decided visits counted; -INFINITY when some must has no package at all. */
double colgen_price(struct colgen *cg, double *row_price, double worth);

/* What one block adds to the bound at the prices set last, but at least `floor`; fills its
 * packages. */
double colgen_price_block(struct colgen *cg, int block, double floor, int thread);

/* The same with every stride-th block counted stride times: an estimate, no bound, unless 1. */
double colgen_price_some(struct colgen *cg, double *row_price, double worth, int stride);

/* The year, not in `but`, of the most valuable package of a block; -1 when none is left. */
int colgen_best_year(const struct colgen *cg, int block, uint64_t but);

/* Bound on one row's side: price * the limit the price points at. */
double row_term(const struct row *r, double price);

#endif
