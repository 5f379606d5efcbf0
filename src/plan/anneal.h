/* SPDX-License-Identifier: Apache-2.0 */
/*
 * anneal - a good plan of whole visits, quickly.
 *
 * Method   simulated annealing (Kirkpatrick, Gelatt & Vecchi 1983) over one visit of
 *          the pool for every block; a move gives one block another visit or none.
 *          What exceeds a row costs its price at the bound times a factor that
 *          grows while the row is exceeded and falls while it is not, so that the
 *          search goes along the limits; visits with small reduced cost are tried
 *          more often.  Several
 *          chains with streams of their own run side by side; the best plan counts.
 * Effort   moves are counted, time is not: the same plan on any number of threads.
 */
#ifndef PLAN_ANNEAL_H
#define PLAN_ANNEAL_H

#include "plan/choice.h"
#include "plan/colgen.h"

struct annealing {
    int64_t moves;   /* of each chain */
    uint64_t stream; /* of random numbers */
    int near_max;    /* visits of a block that are tried */
    double trade;    /* share at which the prices of surplus and room count */
};

/* Start every chain from `best`, which need not be a plan; leave the best plan found there, or
 * `best` as it was. */
CHECKED enum status anneal(const struct colgen *cg, struct choice_set *best,
                           const struct annealing *with, struct err *e);

#endif
