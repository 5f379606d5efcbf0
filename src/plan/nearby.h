/* SPDX-License-Identifier: Apache-2.0 */
/*
 * nearby - for each block the visits of the pool that cost least against its best one.
 */
#ifndef PLAN_NEARBY_H
#define PLAN_NEARBY_H

#include "plan/colgen.h"

struct nearby_visit {
    int column;
    double lost; /* against the best of its block, at the prices of the bound */
};

struct nearby {
    struct nearby_visit *visits; /* by block, best first */
    int *first;                  /* [block + 1] */
};

/* At most block_max a block, as the pool is now. */
CHECKED enum status nearby_list(struct nearby *out, const struct colgen *cg, int block_max,
                                struct arena *a, struct err *e);

#endif
