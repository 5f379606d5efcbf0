/* SPDX-License-Identifier: Apache-2.0 */
/*
 * frontier - the visits of a block that no other makes needless.
 *
 * Problem  all visits of a block that may be in a plan worth more than a known one are far too many
 *          to list; but where the rows are the few of a part (plan/part.h), all its packages of a
 *          year use them in one proportion, so much or so little of it.  Then a visit is needless
 *          when another of the same block and year is worth as much and uses no more.
 * Method   the most valuable visit that uses at most so much, found by pricing with that as one
 *          more capacity; then the same for less than that one uses, and so on down
 *          (epsilon-constraint; Haimes, Lasdon & Wismer 1971).
 * Limits   rows without lower limits, but for those that count visits as such; not with trade or
 *          floors.  Otherwise, and when there are too many visits, the list is not complete.
 * Owner    the problem's blocks and needs get one more dimension, for good; `pool` and `prices` are
 *          to be opened after frontier_open().
 */
#ifndef PLAN_FRONTIER_H
#define PLAN_FRONTIER_H

#include "plan/pool.h"
#include "plan/price.h"

/* Relative step down; what visits within it use is that much less than it is. */
#define FRONTIER_STEP 1e-9

struct frontier {
    struct problem *problem;
    struct pool *pool;
    struct prices prices; /* of no row at all */
    struct price_scratch *scratch;
    struct package package;
    double **left;      /* [block] what may be used, by dimension */
    double *zero;       /* [row] */
    double *use;        /* [row] scratch, zero */
    double *proportion; /* [row] */
    int *touched;
    int *columns; /* of the pool, listed */
    int count, count_max;
    int is_complete;
};

CHECKED enum status frontier_open(struct frontier *out, struct problem *p, struct pool *pool,
                                  int count_max, struct arena *a, struct err *e);

/* Those of the block whose value at the prices of rows is `least` or more. */
CHECKED enum status frontier_list(struct frontier *f, int block, double least,
                                  const double *row_price, struct err *e);

#endif
