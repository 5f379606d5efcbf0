/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "report/view.h"

static int year_index(const struct view *v, int64_t year)
{
    return year < v->first_year || year >= (int64_t)v->first_year + v->year_count
               ? -1
               : (int)(year - v->first_year);
}

struct visit_key {
    int year, province, area, stage, row;
};

static int by_visit(const void *left, const void *right)
{
    const struct visit_key *a = left, *b = right;
    if (a->year != b->year) return a->year - b->year;
    if (a->province != b->province) return a->province - b->province;
    if (a->area != b->area) return a->area - b->area;
    return a->stage != b->stage ? a->stage - b->stage : a->row - b->row;
}

/* Rows of plan_visit of this plan whose area and year exist, sorted. */
static int collect_visits(struct view *v, const struct table *t, struct visit_key *keys)
{
    int plan = table_column(t, "plan"), area = table_column(t, "area");
    int stage = table_column(t, "stage"), year = table_column(t, "year");
    int count = 0;
    for (int row = 0; row < t->row_count; row++) {
        if (!view_is_plan(v, t, plan, row)) continue;
        int at = view_find(v, &v->area_of, table_text(t, row, area));
        int when = year_index(v, table_integer(t, row, year));
        int64_t step = table_integer(t, row, stage);
        if (when < 0 || step < 1 || step > VIEW_STAGE_MAX) v->lost_count += at >= 0;
        if (at < 0 || when < 0 || step < 1 || step > VIEW_STAGE_MAX) continue;
        keys[count++] = (struct visit_key){when, v->areas[at].province, at, (int)step, row};
    }
    qsort(keys, (size_t)count, sizeof *keys, by_visit);
    return count;
}

static void chain_visits(struct view *v)
{
    for (int i = v->visit_count - 1; i >= 0; i--) { /* later years first */
        struct view_area *area = &v->areas[v->visits[i].area];
        v->visits[i].next = area->first_visit;
        area->first_visit = i;
        area->visit_count++;
        area->is_unit = 1;
    }
}

static enum status load_visits(struct view *v, struct arena *a, struct err *e)
{
    const struct table *t = view_table(v, TABLE_PLAN_VISIT);
    struct visit_key *keys = ARENA_ARRAY(a, struct visit_key, (size_t)t->row_count + 1);
    v->visits = ARENA_ARRAY(a, struct view_visit, (size_t)t->row_count + 1);
    v->year_first_visit = ARENA_ARRAY(a, int, (size_t)v->year_count + 1);
    if (!keys || !v->visits || !v->year_first_visit) return view_no_memory(a, e);
    v->visit_count = collect_visits(v, t, keys);
    for (int i = 0; i < v->visit_count; i++) {
        const struct visit_key *k = &keys[i];
        v->visits[i] =
            (struct view_visit){.area = k->area,
                                .stage = k->stage,
                                .year = k->year,
                                .decided = slice_is(table_get_text(t, k->row, "decided"), "yes"),
                                .benefit = table_get_real(t, k->row, "benefit"),
                                .next = -1};
        v->year_first_visit[k->year + 1] = i + 1;
    }
    for (int y = 1; y <= v->year_count; y++)
        if (v->year_first_visit[y] < v->year_first_visit[y - 1])
            v->year_first_visit[y] = v->year_first_visit[y - 1];
    chain_visits(v);
    return STATUS_OK;
}

static int find_visit(const struct view *v, int area, int64_t stage)
{
    for (int i = area < 0 ? -1 : v->areas[area].first_visit; i >= 0; i = v->visits[i].next)
        if (v->visits[i].stage == stage) return i;
    return -1;
}

static int by_facility(const void *left, const void *right)
{
    const struct view_facility *a = left, *b = right;
    if (a->visit != b->visit) return a->visit - b->visit;
    return a->size != b->size ? a->size - b->size : a->site - b->site;
}

static enum status load_facilities(struct view *v, struct arena *a, struct err *e)
{
    const struct table *t = view_table(v, TABLE_PLAN_FACILITY);
    int plan = table_column(t, "plan");
    v->facilities = ARENA_ARRAY(a, struct view_facility, (size_t)t->row_count + 1);
    if (!v->facilities) return view_no_memory(a, e);
    for (int row = 0; row < t->row_count; row++) {
        if (!view_is_plan(v, t, plan, row)) continue;
        int area = view_find(v, &v->area_of, table_get_text(t, row, "area"));
        int visit = find_visit(v, area, table_get_integer(t, row, "stage"));
        int size = view_find(v, &v->size_of, table_get_text(t, row, "facility_size"));
        if (area >= 0 && size >= 0 && visit < 0) v->lost_count++;
        if (visit < 0 || size < 0) continue;
        int64_t year = table_get_integer(t, row, "operating_year");
        v->facilities[v->facility_count++] =
            (struct view_facility){visit,
                                   size,
                                   view_find(v, &v->site_of, table_get_text(t, row, "site")),
                                   year < 0 || year > 3000 ? 0 : (int)year,
                                   table_get_real(t, row, "on_time"),
                                   -1,
                                   0,
                                   0};
        if (v->sizes[size].type >= 0) v->types[v->sizes[size].type].planned_count++;
    }
    qsort(v->facilities, (size_t)v->facility_count, sizeof *v->facilities, by_facility);
    for (int i = v->facility_count - 1; i >= 0; i--) {
        struct view_visit *visit = &v->visits[v->facilities[i].visit];
        visit->facility_first = i;
        visit->facility_count++;
    }
    return STATUS_OK;
}

static double *none_by_year(const struct view *v, struct arena *a)
{
    double *values = ARENA_ARRAY(a, double, (size_t)v->year_count);
    for (int y = 0; values && y < v->year_count; y++)
        values[y] = REAL_NONE;
    return values;
}

/* need, people, before, after of every good, one block of four a good. */
static enum status load_gains(struct view *v, struct arena *a, struct err *e)
{
    static const char *const columns[4] = {"need", "people", "people_before", "people_after"};
    const struct table *t = view_table(v, TABLE_PLAN_GAIN);
    double **values = ARENA_ARRAY(a, double *, (size_t)v->good_count * 4 + 1);
    if (!values) return view_no_memory(a, e);
    for (size_t i = 0; i < (size_t)v->good_count * 4; i++)
        if (!(values[i] = none_by_year(v, a))) return view_no_memory(a, e);
    int plan = table_column(t, "plan");
    for (int row = 0; row < t->row_count; row++) {
        if (!view_is_plan(v, t, plan, row)) continue;
        int good = view_find(v, &v->good_of, table_get_text(t, row, "good"));
        int year = year_index(v, table_get_integer(t, row, "year"));
        if (good < 0 || year < 0) continue;
        for (int k = 0; k < 4; k++)
            values[(size_t)good * 4 + (size_t)k][year] = table_get_real(t, row, columns[k]);
    }
    for (int g = 0; g < v->good_count; g++) {
        double **of = values + (size_t)g * 4;
        if (isnan(of[3][v->year_count - 1])) continue; /* no plan, no curve */
        v->goods[g].need = of[0];
        v->goods[g].people = of[1];
        v->goods[g].before = of[2];
        v->goods[g].after = of[3];
    }
    return STATUS_OK;
}

enum status view_load_plan(struct view *v, struct arena *a, struct err *e)
{
    TRY(load_visits(v, a, e));
    TRY(load_facilities(v, a, e));
    return load_gains(v, a, e);
}
