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

static struct view_measure *find_measure(struct view *v, struct slice variable)
{
    for (int i = 0; i < v->measure_count; i++)
        if (slice_equal(v->measures[i].variable, variable)) return &v->measures[i];
    struct view_measure *m = &v->measures[v->measure_count++];
    m->variable = variable;
    for (int k = 0; k < 3; k++)
        m->before[k] = m->after[k] = m->between[k] = m->within[k] = m->between_after[k] =
            m->within_after[k] = REAL_NONE;
    for (int y = 0; y < VIEW_YEAR_MAX; y++)
        m->by_year[y] = REAL_NONE;
    return m;
}

static enum status load_measures(struct view *v, struct arena *a, struct err *e)
{
    const struct table *t = view_table(v, TABLE_INEQUALITY);
    v->measures = ARENA_ARRAY(a, struct view_measure, (size_t)t->row_count + 1);
    if (!v->measures) return view_no_memory(a, e);
    for (int row = 0; row < t->row_count; row++) {
        struct slice moment = table_get_text(t, row, "moment");
        int k = measure_of(table_get_text(t, row, "measure"));
        struct slice after = moment_rest(v, moment, "after:"),
                     year = moment_rest(v, moment, "year:");
        int64_t when = -1;
        int is_before = slice_is(moment, "before"), is_after = after.at && after.len == 0;
        int is_year = year.len > 1 && year.at[0] == ':' &&
                      number_parse_integer((struct slice){year.at + 1, year.len - 1}, &when) &&
                      when >= v->first_year && when < v->first_year + v->year_count;
        if (k < 0 || (!is_before && !is_after && !is_year)) continue;
        struct view_measure *m = find_measure(v, table_get_text(t, row, "variable"));
        double total = table_get_real(t, row, "total");
        if (is_year && k == 0) m->by_year[when - v->first_year] = total;
        if (is_before) m->before[k] = total;
        if (is_after) m->after[k] = total;
        if (!is_before && !is_after) continue;
        (is_before ? m->between : m->between_after)[k] = table_get_real(t, row, "between");
        (is_before ? m->within : m->within_after)[k] = table_get_real(t, row, "within");
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
