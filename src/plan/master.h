/* SPDX-License-Identifier: Apache-2.0 */
/*
 * master - the linear programme over the visits of the pool.
 *
 *   maximise  sum worth x   over  lower <= sum use x <= upper  for every row,
 *             sum x <= 1 (= 1 where a visit is a must) for every block,  x >= 0.
 *
 * Rows are divided by the size of their limit and worth by its largest, so that
 * the solver's absolute tolerances mean the same everywhere.  Floors that
 * nothing meets yet are met by artificial columns at a penalty.  Soft rows have slack
 * columns, at theirs.  Capacity rows enter when a solution exceeds them.
 *
 * Owner  master_close() even after a failure.
 */
#ifndef PLAN_MASTER_H
#define PLAN_MASTER_H

#include "lp/lp.h"
#include "plan/pool.h"

struct master {
    const struct problem *problem;
    struct pool *pool;
    struct lp *lp;
    int *lp_row; /* [row] in the solver, -1: not there yet */
    int lp_row_count;
    int *column_of; /* [column of the solver] in the pool; -1 - i: made-up column i */
    int column_count, column_size;
    int *place_of; /* [column of the pool] in the solver; -1: not there */
    int place_size;
    int made_up_count;
    double *
        slack_cost; /* [made-up column] worth a unit of slack costs, < 0: a flow gains; 0: artificial */
    double worth_scale; /* worth * scale = cost */
    double penalty;     /* of an artificial column, in the scaled objective */
    int phase;          /* 1: only artificial columns cost; 2: worth */
    /* of the last solve */
    double value;        /* worth less slack, artificial columns left out; decided not counted */
    double artificial;   /* sum of the artificial columns */
    double *x;           /* [column of the solver] */
    char *is_shut;       /* [column of the solver] may not be used for now */
    double *row_price;   /* [row] */
    double *block_price; /* [block] */
    double *dual;        /* [row of the solver] scratch */
    int dual_size;
    struct arena *arena;
};

CHECKED enum status master_open(struct master *out, const struct problem *p, struct pool *pool,
                                const struct plan_options *o, struct arena *a, struct err *e);
void master_close(struct master *m);

/* Bring columns of the pool in; those already there are skipped. */
CHECKED enum status master_add(struct master *m, const int *columns, int count, struct err *e);

/* 1: find any plan; 2: the best.  Entering phase 2 again raises the penalty. */
CHECKED enum status master_set_phase(struct master *m, int phase, struct err *e);

/* A column of the solver that may not be used, or may again. */
CHECKED enum status master_shut(struct master *m, int column, int shut, struct err *e);

/* Exactly one visit of the block, or at most one; the problem has to be is_branched. */
CHECKED enum status master_set_must(struct master *m, int block, int must, struct err *e);

/* The limits of a row are other ones now; what divides it (row->size) has to be as it was. */
CHECKED enum status master_set_row(struct master *m, int row, struct err *e);

/* Solve, bring exceeded capacity rows in, until none is.  *stopped: the stop flag ended it. */
CHECKED enum status master_solve(struct master *m, int *stopped, struct err *e);

/* Leave out columns that are far from the basis when there are very many. */
CHECKED enum status master_shrink(struct master *m, struct err *e);

/* What divides a row in the solver. */
double row_scale(const struct row *r);

#endif
