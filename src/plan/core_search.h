/* SPDX-License-Identifier: Apache-2.0 */
/*
 * core_search - a good choice from a core, by chains of changes.
 *
 * Method   simulated annealing (Kirkpatrick, Gelatt & Vecchi 1983) along the limits: what exceeds
 *          a row costs its weight times a factor that rises while it is exceeded and falls while
 *          it is not.  A move changes one class; while it leaves a row exceeded, another class
 *          that can mend that row changes too, up to CHAIN_MAX (ejection chains, Glover 1996).
 *          Items of small loss are tried more often.
 * Effort   moves are counted, time is not; walks with streams of their own run side by side: the
 *          same choice on any number of threads.
 */
#ifndef PLAN_CORE_SEARCH_H
#define PLAN_CORE_SEARCH_H

#include "base/stop.h"
#include "plan/core.h"

struct core_effort {
    int64_t moves; /* of each walk */
    int64_t nodes; /* of the tree behind it (plan/core_improve.h) */
    int walks, threads;
    double warm; /* first temperature, in typical losses */
    uint64_t seed, stream;
    const struct stop *stop;
};

/* Starts from `at` [class], which need not keep every row, and leaves the best choice there.
 * *worth: less what soft rows miss; -INFINITY: none was found, `at` is as it was. */
CHECKED enum status core_search(const struct core *c, const struct core_effort *with, int *at,
                                double *worth, struct err *e);

#endif
