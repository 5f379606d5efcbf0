/* SPDX-License-Identifier: Apache-2.0 */
#include "diagnose/missing.h"

#include <math.h>
#include <string.h>

/* mean[g] over the values of group g; NaN without any.  Everything is one group
 * when `whole`. */
static void find_means(struct grouping by, int whole, const double *value, int count, double *mean)
{
    double *given = mean + by.group_count;
    memset(mean, 0, (size_t)by.group_count * 2 * sizeof *mean);
    for (int i = 0; i < count; i++) {
        int g = whole ? 0 : by.group[i];
        if (isnan(value[i])) continue;
        given[g] += 1;
        mean[g] += (value[i] - mean[g]) / given[g];
    }
    for (int g = 0; g < by.group_count; g++)
        if (given[g] == 0) mean[g] = NAN;
}

struct missing_report missing_fill(enum missing policy, struct grouping provinces, double *value,
                                   int count, unsigned char *filled, double *scratch)
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
        value[i] = scratch[whole ? 0 : provinces.group[i]];
        if (isnan(value[i])) continue;
        filled[i] = 1;
        report.filled_count++;
    }
    return report;
}
