/* SPDX-License-Identifier: Apache-2.0 */
/*
 * choice - a plan as one visit of the pool, or none, for every block.
 */
#ifndef PLAN_CHOICE_H
#define PLAN_CHOICE_H

#include "plan/pool.h"

struct choice_set {
    int *column; /* [block] of the pool, -1: not visited */
    double *sum; /* [row] use of all visits chosen */
    double
        worth; /* of them, and of the best flows, less what soft rows miss; without decided visits */
    int is_plan; /* keeps every row and must, checked */
};

CHECKED enum status choice_init(struct choice_set *out, const struct problem *p, struct arena *a,
                                struct err *e);

/* Work out sum, worth and is_plan anew from the columns. */
void choice_update(struct choice_set *s, const struct pool *pool);

void choice_copy(struct choice_set *to, const struct choice_set *from, const struct problem *p);

/* Does a sum keep the row?  A soft one may be missed. */
int row_is_kept(const struct row *r, double sum);

#endif
