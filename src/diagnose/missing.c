/* SPDX-License-Identifier: Apache-2.0 */
#include "diagnose/missing.h"

#include <math.h>

/*
 * Means of the groups; NaN without any value.  Everything is one group when `whole`.  Summed with
 * compensation and kept between the smallest and largest value: the mean of equal values is
 * exactly that value, and ranks do not see rounding.
 */
static void find_means(struct grouping by, int whole, const double *value, int count,
                       struct group_mean *groups)
{
    for (int k = 0; k < by.group_count; k++)
        groups[k] = (struct group_mean){.low = INFINITY, .high = -INFINITY};
    for (int i = 0; i < count; i++) {
        struct group_mean *g = &groups[whole ? 0 : by.group[i]];
        if (isnan(value[i])) continue;
        sum_add(&g->total, value[i]);
        g->given += 1;
        g->low = fmin(g->low, value[i]);
        g->high = fmax(g->high, value[i]);
    }
    for (int k = 0; k < by.group_count; k++) {
        struct group_mean *g = &groups[k];
        double mean = g->given > 0 ? sum_value(g->total) / g->given : NAN;
        g->mean = mean < g->low ? g->low : mean > g->high ? g->high : mean;
    }
}

struct missing_report missing_fill(enum missing policy, struct grouping provinces, double *value,
                                   int count, unsigned char *filled, struct group_mean *scratch)
{
    struct missing_report report = {0};
    int whole = policy == MISSING_MEAN;
    int fills = whole || policy == MISSING_PROVINCE_MEAN;
    if (fills) find_means(provinces, whole, value, count, scratch);
    for (int i = 0; i < count; i++) {
        filled[i] = 0;
        if (!isnan(value[i])) continue;
        report.gap_count++;
        if (!fills) continue;
        value[i] = scratch[whole ? 0 : provinces.group[i]].mean;
        if (isnan(value[i])) continue;
        filled[i] = 1;
        report.filled_count++;
    }
    return report;
}
