/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "report/view.h"

enum {
    SERIES = 6, /* of view_material */
    PERIODS_MAX = 20000,
};

#define MISSING_LEAST 1e-6 /* of a unit: less is rounding */

static void find_row(struct view *v)
{
    const struct table *t = view_table(v, TABLE_SHIPPING);
    int plan = table_column(t, "plan");
    v->shipping.row = -1;
    for (int row = 0; row < t->row_count; row++)
        if (view_is_plan(v, t, plan, row)) v->shipping.row = row;
    if (v->shipping.row < 0) return;
    int64_t days = table_get_integer(t, v->shipping.row, "period_days");
    v->shipping.period_days = days > 0 && days < 4000 ? (int)days : 28;
}

/* First and last period of which anything is told. */
static void find_periods(struct view *v, const struct table *t)
{
    struct view_shipping *x = &v->shipping;
    int plan = table_column(t, "plan"), first = table_column(t, "first"), last = -VIEW_NO_DAY;
    x->first_day = VIEW_NO_DAY;
    for (int row = 0; row < t->row_count; row++) {
        int day = view_is_plan(v, t, plan, row) ? view_day(t, row, first) : VIEW_NO_DAY;
        if (day == VIEW_NO_DAY) continue;
        if (day < x->first_day) x->first_day = day;
        if (day > last) last = day;
    }
    if (last < x->first_day) return;
    x->period_count = (last - x->first_day) / x->period_days + 1;
    if (x->period_count > PERIODS_MAX) x->period_count = PERIODS_MAX;
}

static struct view_material *find_material(struct view *v, int resource, struct arena *a)
{
    struct view_shipping *x = &v->shipping;
    for (int i = 0; i < x->material_count; i++)
        if (x->materials[i].resource == resource) return &x->materials[i];
    size_t periods = (size_t)x->period_count;
    double *values = ARENA_ARRAY(a, double, SERIES *periods);
    if (!values) return NULL;
    struct view_material *m = &x->materials[x->material_count++];
    *m = (struct view_material){.resource = resource,
                                .values = values,
                                .wanted = values,
                                .arrived = values + periods,
                                .used = values + 2 * periods,
                                .at_sites = values + 3 * periods,
                                .at_depots = values + 4 * periods,
                                .missing = values + 5 * periods,
                                .worst_period = -1};
    return m;
}

/* --- reading rows: place by place, in the order of time ----------------------------------- */

struct stock_row {
    int resource, place, period;
    double wanted, arrived, used, missing;
};

static int by_place(const void *left, const void *right)
{
    const struct stock_row *a = left, *b = right;
    if (a->resource != b->resource) return a->resource - b->resource;
    return a->place != b->place ? a->place - b->place : a->period - b->period;
}

static double amount(const struct table *t, int row, const char *column)
{
    double value = table_get_real(t, row, column);
    return isnan(value) ? 0 : value;
}

static int read_rows(struct view *v, const struct map *places, struct stock_row *rows)
{
    const struct table *t = view_table(v, TABLE_SHIPPING_STOCK);
    const struct view_shipping *x = &v->shipping;
    int plan = table_column(t, "plan"), first = table_column(t, "first"), count = 0;
    for (int row = 0; row < t->row_count; row++) {
        if (!view_is_plan(v, t, plan, row)) continue;
        int resource = view_find(v, &v->resource_of, table_get_text(t, row, "resource"));
        int place = view_find(v, places, table_get_text(t, row, "place"));
        int day = view_day(t, row, first);
        if (resource < 0 || place < 0 || day == VIEW_NO_DAY) continue;
        int period = (day - x->first_day) / x->period_days;
        if (period >= x->period_count) continue;
        rows[count++] = (struct stock_row){resource,
                                           place,
                                           period,
                                           amount(t, row, "wanted"),
                                           amount(t, row, "arrived"),
                                           amount(t, row, "used"),
                                           amount(t, row, "short")};
    }
    qsort(rows, (size_t)count, sizeof *rows, by_place);
    return count;
}

/* What a row changes from its period on; sums are made when all rows are in. */
static void add_row(const struct view_shipping *x, struct view_material *m,
                    const struct stock_row *r, double missing_before)
{
    double *at = m->values + r->period;
    size_t periods = (size_t)x->period_count;
    if (r->place < x->producer_count + x->depot_count) {
        at[4 * periods] += r->arrived - r->used;
        return;
    }
    at[0] += r->wanted;
    at[periods] += r->arrived;
    at[2 * periods] += r->used;
    at[3 * periods] += r->arrived - r->used;
    at[5 * periods] += r->missing - missing_before;
}

/* How long and how much the rows from..to-1 of a site lack. */
static void note_shortage(struct view_shipping *x, const struct stock_row *rows, int from, int to)
{
    int sources = x->producer_count + x->depot_count;
    struct view_shortage s = {.resource = rows[from].resource, .area = rows[from].place - sources};
    for (int i = from; i < to; i++) {
        int next = i + 1 < to ? rows[i + 1].period : rows[i].period + 1;
        int days = (next - rows[i].period) * x->period_days;
        s.wanted += rows[i].wanted;
        if (rows[i].missing <= MISSING_LEAST) continue;
        if (s.days == 0) s.first = x->first_day + rows[i].period * x->period_days;
        s.days += days;
        s.unit_days += rows[i].missing * days;
        s.most = fmax(s.most, rows[i].missing);
    }
    if (rows[from].place >= sources && s.days > 0) x->shortages[x->shortage_count++] = s;
}

static int by_waiting(const void *left, const void *right)
{
    const struct view_shortage *a = left, *b = right;
    double x = a->unit_days / fmax(a->wanted, 1e-300), y = b->unit_days / fmax(b->wanted, 1e-300);
    if (x != y) return x < y ? 1 : -1;
    return a->area != b->area ? a->area - b->area : a->resource - b->resource;
}

static void sum_up(const struct view_shipping *x, struct view_material *m)
{
    for (int s = 0; s < SERIES; s++)
        for (int k = 1; k < x->period_count; k++)
            m->values[(size_t)s * (size_t)x->period_count + (size_t)k] +=
                m->values[(size_t)s * (size_t)x->period_count + (size_t)k - 1];
    double most = MISSING_LEAST;
    for (int k = 0; k < x->period_count; k++)
        if (m->missing[k] > most) {
            most = m->missing[k];
            m->worst_period = k;
        }
}

static enum status load_stocks(struct view *v, const struct map *places, struct arena *a,
                               struct err *e)
{
    struct view_shipping *x = &v->shipping;
    const struct table *t = view_table(v, TABLE_SHIPPING_STOCK);
    find_periods(v, t);
    struct stock_row *rows = ARENA_ARRAY(a, struct stock_row, (size_t)t->row_count + 1);
    x->materials = ARENA_ARRAY(a, struct view_material, (size_t)v->resource_count + 1);
    x->shortages = ARENA_ARRAY(a, struct view_shortage, (size_t)t->row_count + 1);
    if (!rows || !x->materials || !x->shortages) return view_no_memory(a, e);
    int count = read_rows(v, places, rows);
    for (int from = 0, to; from < count; from = to) {
        struct view_material *m = find_material(v, rows[from].resource, a);
        double missing = 0;
        if (!m) return view_no_memory(a, e);
        for (to = from; to < count && rows[to].resource == rows[from].resource &&
                        rows[to].place == rows[from].place;
             to++) {
            add_row(x, m, &rows[to], missing);
            missing = rows[to].missing;
        }
        note_shortage(x, rows, from, to);
    }
    for (int i = 0; i < x->material_count; i++)
        sum_up(x, &x->materials[i]);
    qsort(x->shortages, (size_t)x->shortage_count, sizeof *x->shortages, by_waiting);
    return STATUS_OK;
}

/* One number for every code of a producer, a depot or an area; names of the first two. */
static enum status index_places(struct view *v, struct map *places, struct arena *a, struct err *e)
{
    struct view_shipping *x = &v->shipping;
    const struct table *producers = view_table(v, TABLE_PRODUCER);
    const struct table *depots = view_table(v, TABLE_DEPOT);
    x->producer_count = producers->row_count;
    x->depot_count = depots->row_count;
    int sources = x->producer_count + x->depot_count;
    x->names = ARENA_ARRAY(a, struct slice, (size_t)sources + 1);
    if (!x->names || !map_init(places, sources + v->area_count + 1, a)) return view_no_memory(a, e);
    for (int i = 0; i < sources; i++) {
        const struct table *t = i < x->producer_count ? producers : depots;
        int row = i < x->producer_count ? i : i - x->producer_count;
        x->names[i] = table_get_text(t, row, "name");
        if (x->names[i].len == 0) x->names[i] = table_get_text(t, row, "code");
        (void)map_put(places, table_get_text(t, row, "code"), i);
    }
    for (int i = 0; i < v->area_count; i++)
        (void)map_put(places, v->areas[i].code, sources + i);
    return STATUS_OK;
}

enum status view_load_shipping(struct view *v, struct arena *a, struct err *e)
{
    struct map places;
    find_row(v);
    if (v->shipping.row < 0) return STATUS_OK;
    TRY(index_places(v, &places, a, e));
    TRY(load_stocks(v, &places, a, e));
    TRY(view_load_flows(v, &places, a, e));
    return view_load_supply_limits(v, a, e);
}
