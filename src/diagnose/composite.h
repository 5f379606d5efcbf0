/* SPDX-License-Identifier: Apache-2.0 */
/*
 * composite - one index of many scores: the weighted mean, arithmetic or geometric.
 *
 * Method   I(a) = sum_j w_j s_j(a) / sum_j w_j                 arithmetic
 *          I(a) = exp( sum_j w_j ln s_j(a) / sum_j w_j )       geometric
 *          over the indicators j of which area a has a score; so a score left out
 *          leaves its weight to the others.  Scores lie in 1..100, so does the index.
 * Memory   built once; means with other weights allocate nothing.
 */
#ifndef DIAGNOSE_COMPOSITE_H
#define DIAGNOSE_COMPOSITE_H

#include "base/arena.h"
#include "base/err.h"

struct composite {
    int area_count, indicator_count;
    int geometric;
    int has_gaps;
    double *term;    /* [indicator * area_count + area] score or its logarithm; 0: left out */
    double *present; /* [the same] 1, or 0: left out; NULL without gaps */
};

/* From score[indicator * area_count + area]; NaN: left out. */
CHECKED enum status composite_build(struct composite *out, const double *score, int area_count,
                                    int indicator_count, int geometric, struct arena *a,
                                    struct err *e);

/*
 * mean[area] of the terms under weight[indicator] >= 0: the index, or its logarithm when
 * geometric.  scratch[area_count] is used when there are gaps.  NaN where nothing of
 * positive weight is present.
 */
void composite_mean(const struct composite *c, const double *weight, double *mean, double *scratch);

/* The index itself. */
void composite_index(const struct composite *c, const double *weight, double *index_value,
                     double *scratch);

#endif
