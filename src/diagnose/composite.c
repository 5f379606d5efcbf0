/* SPDX-License-Identifier: Apache-2.0 */
#include "diagnose/composite.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static int find_gaps(const double *score, size_t cells)
{
    for (size_t i = 0; i < cells; i++)
        if (isnan(score[i])) return 1;
    return 0;
}

enum status composite_build(struct composite *out, const double *score, int area_count,
                            int indicator_count, int geometric, struct arena *a, struct err *e)
{
    size_t cells = (size_t)area_count * (size_t)indicator_count;
    *out = (struct composite){.area_count = area_count,
                              .indicator_count = indicator_count,
                              .geometric = geometric,
                              .has_gaps = find_gaps(score, cells)};
    out->term = ARENA_ARRAY(a, double, cells);
    if (out->has_gaps) out->present = ARENA_ARRAY(a, double, cells);
    if (!out->term || (out->has_gaps && !out->present))
        return err_set(e, STATUS_NOMEM, "out of memory for %d areas x %d indicators", area_count,
                       indicator_count);
    for (size_t i = 0; i < cells; i++) {
        int there = !isnan(score[i]);
        assert(!there || !geometric || score[i] > 0);
        if (there) out->term[i] = geometric ? log(score[i]) : score[i];
        if (out->has_gaps) out->present[i] = there;
    }
    return STATUS_OK;
}

/* sum += weight * row */
static void add_row(double *restrict sum, const double *restrict row, double weight, int count)
{
    for (int i = 0; i < count; i++)
        sum[i] += weight * row[i];
}

void composite_mean(const struct composite *c, const double *weight, double *mean, double *scratch)
{
    int n = c->area_count;
    double total = 0;
    memset(mean, 0, (size_t)n * sizeof *mean);
    if (c->has_gaps) memset(scratch, 0, (size_t)n * sizeof *scratch);
    for (int j = 0; j < c->indicator_count; j++) {
        size_t row = (size_t)j * (size_t)n;
        total += weight[j];
        add_row(mean, c->term + row, weight[j], n);
        if (c->has_gaps) add_row(scratch, c->present + row, weight[j], n);
    }
    for (int i = 0; i < n; i++)
        mean[i] /= c->has_gaps ? scratch[i] : total;
}

void composite_index(const struct composite *c, const double *weight, double *index_value,
                     double *scratch)
{
    composite_mean(c, weight, index_value, scratch);
    if (!c->geometric) return;
    for (int i = 0; i < c->area_count; i++)
        index_value[i] = exp(index_value[i]);
}
