/* SPDX-License-Identifier: Apache-2.0 */
/*
 * missing - what a value that is not there means, as the indicator's row says.
 *
 * Policy   refuse         nothing is filled; the caller names every gap
 *          omit           the area's index is the mean of its other indicators
 *          mean           the plain mean of the areas that have a value
 *          province_mean  the plain mean of those of the same province; a
 *                         province without any value is left as a gap
 * Nothing is silent: `filled` marks every cell that was filled, and a gap that
 * the policy cannot fill stays NaN and is counted.
 */
#ifndef DIAGNOSE_MISSING_H
#define DIAGNOSE_MISSING_H

#include "diagnose/sum.h"

enum missing {
    MISSING_REFUSE,
    MISSING_OMIT,
    MISSING_MEAN,
    MISSING_PROVINCE_MEAN,
};

/* Areas of a mean: group[i] in 0..group_count-1. */
struct grouping {
    const int *group;
    int group_count;
};

struct missing_report {
    int gap_count;    /* values that were missing */
    int filled_count; /* of these, filled */
};

/* Scratch of one group. */
struct group_mean {
    struct sum total;
    double given, low, high, mean;
};

/* Fill NaN in value[count] and mark filled[count]; scratch has group_count elements. */
struct missing_report missing_fill(enum missing policy, struct grouping provinces, double *value,
                                   int count, unsigned char *filled, struct group_mean *scratch);

#endif
