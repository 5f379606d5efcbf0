/* SPDX-License-Identifier: Apache-2.0 */
#include "report/view.h"

enum status view_load_frontier(struct view *v, struct arena *a, struct err *e)
{
    const struct table *t = view_table(v, TABLE_FRONTIER);
    v->points = ARENA_ARRAY(a, struct view_point, (size_t)t->row_count + 1);
    if (!v->points) return view_no_memory(a, e);
    v->point_count = t->row_count;
    for (int row = 0; row < t->row_count; row++) {
        struct slice outcome = table_get_text(t, row, "outcome");
        v->points[row] = (struct view_point){
            .code = table_get_text(t, row, "point"),
            .eta = table_get_real(t, row, "eta"),
            .has_plan = slice_is(outcome, "optimal") || slice_is(outcome, "feasible"),
            .dominated = slice_is(table_get_text(t, row, "dominated"), "yes"),
            .total = table_get_real(t, row, "total"),
            .people_supplied = table_get_real(t, row, "people_supplied"),
            .worst_fifth = table_get_real(t, row, "worst_fifth"),
            .worst_area = table_get_real(t, row, "worst_area"),
            .gini = table_get_real(t, row, "gini"),
            .gini_mean = table_get_real(t, row, "gini_mean"),
            .theil_t = table_get_real(t, row, "theil_t"),
            .gap = table_get_real(t, row, "gap"),
            .moved = table_get_integer(t, row, "moved"),
        };
    }
    return STATUS_OK;
}
