/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "report/view.h"

static void read_areas(struct view *v)
{
    const struct table *t = view_table(v, TABLE_AREA);
    int code = table_column(t, "code"), name = table_column(t, "name");
    int native = table_column(t, "name_native"), kind = table_column(t, "kind");
    int parent = table_column(t, "parent"), people = table_column(t, "population");
    int visitable = table_column(t, "visitable");
    for (int i = 0; i < t->row_count; i++) {
        v->areas[i] = (struct view_area){
            .code = table_text(t, i, code),
            .name = table_text(t, i, name),
            .name_native = table_text(t, i, native),
            .kind = table_text(t, i, kind),
            .parent = view_find(v, &v->area_of, table_text(t, i, parent)),
            .province = -1,
            .is_unit = slice_is(table_text(t, i, visitable), "yes"),
            .population = table_real(t, i, people),
            .index = REAL_NONE,
            .supply_share = REAL_NONE,
            .worst_share = REAL_NONE,
            .rank_mean = REAL_NONE,
            .first_visit = -1,
        };
        if (v->areas[i].parent == i) v->areas[i].parent = -1;
    }
    for (int i = 0; i < t->row_count; i++)
        if (v->areas[i].parent >= 0) v->areas[v->areas[i].parent].child_count++;
    for (int i = 0; i < t->row_count; i++)
        if (v->areas[i].child_count == 0 && !slice_is(table_text(t, i, visitable), "no"))
            v->areas[i].is_unit = 1;
}

/* The area of the first level under the root, unless that is itself one that is visited; the tree may be
 * broken, so steps are counted. */
static int province_of(const struct view *v, int area)
{
    int at = area;
    for (int steps = 0; steps < v->area_count; steps++) {
        int parent = v->areas[at].parent;
        if (parent < 0) return -1;
        if (v->areas[parent].parent < 0) return v->areas[at].child_count ? at : -1;
        at = parent;
    }
    return -1;
}

static int integer_or_0(const struct table *t, int row, int column)
{
    int64_t value = table_integer(t, row, column);
    return value < 0 || value > INT32_MAX ? 0 : (int)value;
}

static void read_index(struct view *v)
{
    const struct table *t = view_table(v, TABLE_AREA_INDEX);
    int area = table_column(t, "area"), value = table_column(t, "value");
    int rank = table_column(t, "rank"), low = table_column(t, "rank_low");
    int high = table_column(t, "rank_high"), mean = table_column(t, "rank_mean");
    int worst = table_column(t, "worst_share"), imputed = table_column(t, "imputed_count");
    int supply = table_column(t, "supply_share");
    for (int row = 0; row < t->row_count; row++) {
        int i = view_find(v, &v->area_of, table_text(t, row, area));
        if (i < 0) continue;
        struct view_area *at = &v->areas[i];
        at->is_unit = 1;
        at->index = table_real(t, row, value);
        at->rank = integer_or_0(t, row, rank);
        at->rank_low = integer_or_0(t, row, low);
        at->rank_high = integer_or_0(t, row, high);
        at->rank_mean = table_real(t, row, mean);
        at->worst_share = table_real(t, row, worst);
        at->imputed_count = integer_or_0(t, row, imputed);
        at->supply_share = table_real(t, row, supply);
    }
}

struct ranked {
    int rank, area;
};

static int by_rank(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    int ra = a->rank ? a->rank : INT32_MAX, rb = b->rank ? b->rank : INT32_MAX;
    if (ra != rb) return ra < rb ? -1 : 1;
    return a->area - b->area;
}

static enum status sort_units(struct view *v, struct arena *a, struct err *e)
{
    struct ranked *order = ARENA_ARRAY(a, struct ranked, (size_t)v->area_count + 1);
    v->ranking = ARENA_ARRAY(a, int, (size_t)v->area_count + 1);
    v->provinces = ARENA_ARRAY(a, int, (size_t)v->area_count + 1);
    char *is_province = ARENA_ARRAY(a, char, (size_t)v->area_count + 1);
    if (!order || !v->ranking || !v->provinces || !is_province) return view_no_memory(a, e);
    v->index_decimals = 3;
    for (int i = 0; i < v->area_count; i++) {
        if (!v->areas[i].is_unit) continue;
        order[v->unit_count++] = (struct ranked){v->areas[i].rank, i};
        v->ranked_count += v->areas[i].rank > 0;
        if (fabs(v->areas[i].index) > 10) v->index_decimals = 1;
        if (v->areas[i].province >= 0) is_province[v->areas[i].province] = 1;
    }
    qsort(order, (size_t)v->unit_count, sizeof *order, by_rank);
    for (int i = 0; i < v->unit_count; i++)
        v->ranking[i] = order[i].area;
    for (int i = 0; i < v->area_count; i++)
        if (is_province[i]) v->provinces[v->province_count++] = i;
    return STATUS_OK;
}

enum status view_load_areas(struct view *v, struct arena *a, struct err *e)
{
    v->area_count = view_table(v, TABLE_AREA)->row_count;
    v->areas = ARENA_ARRAY(a, struct view_area, (size_t)v->area_count + 1);
    if (!v->areas) return view_no_memory(a, e);
    read_areas(v);
    for (int i = 0; i < v->area_count; i++)
        v->areas[i].province = province_of(v, i);
    read_index(v);
    return sort_units(v, a, e);
}
