/* SPDX-License-Identifier: Apache-2.0 */
/*
 * enumerate - every visit that a plan better than a given one can contain.
 *
 * Method   with the prices of the bound, a plan that contains a visit is worth at
 *          most  bound - (best value of its block - value of the visit).  Visits
 *          for which that is below the worth of a known plan are left out; what
 *          remains, if it can be listed, holds the best plan (Baldacci, Christofides
 *          & Mingozzi 2008).
 */
#ifndef PLAN_ENUMERATE_H
#define PLAN_ENUMERATE_H

#include "plan/colgen.h"

struct enumeration {
    int *columns; /* of the pool */
    int count, size;
    int complete; /* nothing was left out but what cannot be better */
};

/* Visits that may be in a plan worth more than `worth` (decided visits counted; -INFINITY: any);
 * gives up beyond count_max. */
CHECKED enum status enumerate_visits(struct colgen *cg, double worth, int count_max,
                                     struct enumeration *out, struct err *e);

/* Bring into the pool, for each block, visits whose reduced cost is within `slack` of its best;
 * where that is more than block_max, within a half of it, a quarter ... */
CHECKED enum status enumerate_near(struct colgen *cg, double slack, int block_max, struct err *e);

#endif
