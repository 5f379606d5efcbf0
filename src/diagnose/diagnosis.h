/* SPDX-License-Identifier: Apache-2.0 */
/*
 * diagnosis - from the tables of a programme to its result tables: the index of living
 * standard, its inputs, how sure the ranking is, and how unequal the areas are.
 *
 * Steps    areas compared, indicators, values (missing, normalised), composite index and
 *          ranks, rank stability, supply shares, inequality and Lorenz curves of the index
 *          and of each good, and the same after each plan that is stored.
 * Index    1..100, larger is better; never 0, so that (reference / index)^eta exists.
 * Writes   area_index, area_indicator, inequality, lorenz; what was there is replaced.
 *          Without indicators (index from goods) area_indicator stays empty.
 */
#ifndef DIAGNOSE_DIAGNOSIS_H
#define DIAGNOSE_DIAGNOSIS_H

#include "diagnose/stability.h"
#include "diagnose/values.h"

struct diagnosis_request {
    const char *weights; /* "CODE=2,CODE=0.5", or NULL */
    int trial_count;     /* of the rank stability */
    uint64_t seed;
    int threads;
    const struct stop *stop;
    const struct progress *progress;
};

struct diagnosis {
    struct compared areas;
    struct indicator_list indicators;
    struct values values;
    double *index;        /* [compared area] */
    int *rank;            /* 1: worst off; equal values share the smallest */
    double *supply_share; /* NaN without goods */
    struct stability stability;
};

/* Work it out and write it.  STATUS_INVALID when findings has errors; nothing is written then. */
CHECKED enum status diagnosis_make(struct diagnosis *out, struct dataset *d,
                                   const struct programme *p,
                                   const struct diagnosis_request *request,
                                   struct findings *findings, struct err *e);

#endif
