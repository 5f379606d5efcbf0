/* SPDX-License-Identifier: Apache-2.0 */
/*
 * normalise - raw values of one indicator to a common scale from 1 to 100.
 *
 * Scale    1 is worst, 100 is best, whatever the direction of the indicator.
 *          It begins at 1 and not at 0, so that a geometric mean exists
 *          and the index can be divided by.
 * Method   x is the value where more is better, else minus the value:
 *            minmax  1 + 99 (x - low) / (high - low); low and high are the smallest
 *                    and largest value, or a goalpost; beyond a goalpost: cut off
 *            zscore  50 + 10 (x - mean) / sd, sd with n - 1; cut off to 1..100
 *            rank    1 + 99 (r - 1) / (n - 1), r from 1, equal values share their mean
 *          Where all values are equal the indicator tells nothing: all get the
 *          middle (50.5, or 50 for zscore) and the result says so.  Where all lie
 *          beyond the only goalpost they get that end of the scale.
 *          Sources and how other programs differ: docs/theory/diagnose.md.
 * Missing  NaN stays NaN and counts for nothing.
 * Limits   values within +-NORM_VALUE_MAX, so that no square overflows.
 */
#ifndef DIAGNOSE_NORMALISE_H
#define DIAGNOSE_NORMALISE_H

#include "diagnose/order.h"

#define SCORE_MIN 1.0
#define SCORE_MAX 100.0

#define NORM_VALUE_MAX 1e100

enum normalisation {
    NORMALISE_MINMAX,
    NORMALISE_ZSCORE,
    NORMALISE_RANK,
};

struct norm_rule {
    enum normalisation method;
    int less_is_better;
    double goal_low, goal_high; /* of minmax, in raw units; NaN: from the data; low < high */
};

struct norm_report {
    int value_count; /* values there were */
    int cut_count;   /* values beyond a goalpost or the ends of the scale */
    int is_constant; /* all values equal, no goalposts: nothing to tell areas apart */
};

/* value[count] to score[count]; scratch holds 2 * count items. */
struct norm_report normalise(const struct norm_rule *rule, const double *value, int count,
                             double *score, struct order_item *scratch);

#endif
