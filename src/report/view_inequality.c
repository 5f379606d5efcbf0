/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "report/view.h"

static int measure_of(struct slice name)
{
    static const char *const names[3] = {"gini", "theil_t", "theil_l"};
    for (int m = 0; m < 3; m++)
        if (slice_is(name, names[m])) return m;
    return -1;
}

/* What follows "prefix:PLAN" in a moment such as "after:PLAN"; at == NULL when it is another. */
static struct slice moment_rest(const struct view *v, struct slice moment, const char *prefix)
{
    size_t len = strlen(prefix), whole = len + v->plan.len;
    if (!v->plan.at || moment.len < whole) return SLICE_NONE;
    if (memcmp(moment.at, prefix, len) != 0 ||
        memcmp(moment.at + len, v->plan.at, v->plan.len) != 0)
        return SLICE_NONE;
    return (struct slice){moment.at + whole, moment.len - whole};
}

static void clear_measure(struct view_measure *m, struct slice variable)
{
    m->variable = variable;
    for (int k = 0; k < 3; k++)
        m->before[k] = m->after[k] = m->between[k] = m->within[k] = m->between_after[k] =
            m->within_after[k] = REAL_NONE;
    for (int y = 0; y < VIEW_YEAR_MAX; y++)
        for (int k = 0; k < 2; k++)
            m->with[k][y] = m->without[k][y] = REAL_NONE;
}

/* Variables, in the order in which they come. */
static enum status list_variables(struct view *v, const struct table *t, struct map *out,
                                  struct arena *a, struct err *e)
{
    if (!map_init(out, t->row_count, a)) return view_no_memory(a, e);
    for (int row = 0; row < t->row_count; row++)
        (void)map_put(out, table_get_text(t, row, "variable"), out->count);
    v->measure_count = out->count;
    v->measures = ARENA_ARRAY(a, struct view_measure, (size_t)out->count + 1);
    if (!v->measures) return view_no_memory(a, e);
    for (int row = 0; row < t->row_count; row++) {
        struct slice variable = table_get_text(t, row, "variable");
        clear_measure(&v->measures[map_get(out, variable)], variable);
    }
    return STATUS_OK;
}

/* Year of "PREFIX:PLAN:YEAR" as 0.., or -1. */
static int year_of(const struct view *v, struct slice moment, const char *prefix)
{
    struct slice rest = moment_rest(v, moment, prefix);
    int64_t when;
    if (rest.len < 2 || rest.at[0] != ':') return -1;
    if (!number_parse_integer((struct slice){rest.at + 1, rest.len - 1}, &when)) return -1;
    if (when < v->first_year || when >= v->first_year + v->year_count) return -1;
    return (int)(when - v->first_year);
}

static void load_measure(const struct view *v, struct view_measure *m, const struct table *t,
                         int row)
{
    struct slice moment = table_get_text(t, row, "moment");
    int k = measure_of(table_get_text(t, row, "measure"));
    if (k < 0) return;
    double total = table_get_real(t, row, "total");
    struct slice after = moment_rest(v, moment, "after:");
    int is_before = slice_is(moment, "before"), is_after = after.at && after.len == 0;
    int with = year_of(v, moment, "year:"), without = year_of(v, moment, "without:");
    if (with >= 0 && k < 2) m->with[k][with] = total;
    if (without >= 0 && k < 2) m->without[k][without] = total;
    if (!is_before && !is_after) return;
    (is_before ? m->before : m->after)[k] = total;
    (is_before ? m->between : m->between_after)[k] = table_get_real(t, row, "between");
    (is_before ? m->within : m->within_after)[k] = table_get_real(t, row, "within");
}

static enum status load_measures(struct view *v, struct arena *a, struct err *e)
{
    const struct table *t = view_table(v, TABLE_INEQUALITY);
    struct map variables;
    TRY(list_variables(v, t, &variables, a, e));
    for (int row = 0; row < t->row_count; row++) {
        int at = map_get(&variables, table_get_text(t, row, "variable"));
        load_measure(v, &v->measures[at], t, row);
    }
    return STATUS_OK;
}

struct lorenz_key {
    int curve, row;
    int64_t point;
};

static int by_point(const void *left, const void *right)
{
    const struct lorenz_key *a = left, *b = right;
    if (a->curve != b->curve) return a->curve - b->curve;
    return a->point != b->point ? (a->point < b->point ? -1 : 1) : a->row - b->row;
}

static int find_curve(struct view *v, struct slice variable, int after)
{
    for (int i = 0; i < v->curve_count; i++)
        if (v->curves[i].after == after && slice_equal(v->curves[i].variable, variable)) return i;
    v->curves[v->curve_count] = (struct view_curve){variable, after, 0, 0};
    return v->curve_count++;
}

static enum status load_curves(struct view *v, struct arena *a, struct err *e)
{
    const struct table *t = view_table(v, TABLE_LORENZ);
    struct lorenz_key *keys = ARENA_ARRAY(a, struct lorenz_key, (size_t)t->row_count + 1);
    v->lorenz_rows = ARENA_ARRAY(a, int, (size_t)t->row_count + 1);
    v->curves = ARENA_ARRAY(a, struct view_curve, (size_t)t->row_count + 1);
    if (!keys || !v->lorenz_rows || !v->curves) return view_no_memory(a, e);
    int count = 0;
    for (int row = 0; row < t->row_count; row++) {
        struct slice moment = table_get_text(t, row, "moment");
        struct slice after = moment_rest(v, moment, "after:");
        int is_after = after.at && after.len == 0;
        if (!is_after && !slice_is(moment, "before")) continue;
        int curve = find_curve(v, table_get_text(t, row, "variable"), is_after);
        keys[count++] = (struct lorenz_key){curve, row, table_get_integer(t, row, "point")};
    }
    qsort(keys, (size_t)count, sizeof *keys, by_point);
    for (int i = count - 1; i >= 0; i--) {
        v->lorenz_rows[i] = keys[i].row;
        v->curves[keys[i].curve].row_first = i;
        v->curves[keys[i].curve].point_count++;
    }
    return STATUS_OK;
}

enum status view_load_inequality(struct view *v, struct arena *a, struct err *e)
{
    TRY(load_measures(v, a, e));
    return load_curves(v, a, e);
}
