/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "report/view.h"

/* The series of (resource, scope), made when it is new; -1 when memory is out. */
static int find_use(struct view *v, int *series, int resource, int area, struct arena *a)
{
    int *at = &series[(size_t)resource * ((size_t)v->area_count + 1) + (size_t)(area + 1)];
    if (*at > 0) return *at - 1;
    double *values = ARENA_ARRAY(a, double, 3 * (size_t)v->year_count);
    if (!values) return -1;
    for (int i = 0; i < 3 * v->year_count; i++)
        values[i] = REAL_NONE;
    v->uses[v->use_count] = (struct view_use){.resource = resource,
                                              .area = area,
                                              .values = values,
                                              .used = values,
                                              .limit = values + v->year_count,
                                              .price = values + 2 * (ptrdiff_t)v->year_count};
    *at = ++v->use_count;
    return *at - 1;
}

static int by_scope(const void *left, const void *right)
{
    const struct view_use *a = left, *b = right;
    if ((a->area < 0) != (b->area < 0)) return a->area < 0 ? -1 : 1;
    return a->resource != b->resource ? a->resource - b->resource : a->area - b->area;
}

static void summarise(const struct view *v, struct view_use *use)
{
    int lasting = v->resources[use->resource].lasting;
    use->used_total = 0;
    use->limited_used = use->limit_total = use->limit_share = REAL_NONE;
    for (int y = 0; y < v->year_count; y++) {
        double used = isnan(use->used[y]) ? 0 : use->used[y], limit = use->limit[y];
        use->used_total = lasting ? fmax(use->used_total, used) : use->used_total + used;
        use->bound_years += view_use_binds(use, y);
        use->priced_years += use->price[y] > 1e-9;
        if (isnan(limit)) continue;
        if (use->limited_years++ == 0) use->limited_used = use->limit_total = 0;
        use->limit_total = lasting ? fmax(use->limit_total, limit) : use->limit_total + limit;
        use->limited_used = lasting ? fmax(use->limited_used, used) : use->limited_used + used;
        if (lasting && limit > 0) use->limit_share = fmax(use->limit_share, used / limit);
    }
    if (!lasting && use->limit_total > 0) use->limit_share = use->limited_used / use->limit_total;
}

static enum status load_uses(struct view *v, struct arena *a, struct err *e)
{
    const struct table *t = view_table(v, TABLE_PLAN_USE);
    size_t scopes = (size_t)v->area_count + 1;
    int *series = ARENA_ARRAY(a, int, (size_t)v->resource_count *scopes + 1);
    v->uses = ARENA_ARRAY(a, struct view_use, (size_t)t->row_count + 1);
    if (!series || !v->uses) return view_no_memory(a, e);
    int plan = table_column(t, "plan"), resource = table_column(t, "resource");
    int area = table_column(t, "area"), year = table_column(t, "year");
    int used = table_column(t, "used"), limit = table_column(t, "limit");
    int price = table_column(t, "shadow_price");
    for (int row = 0; row < t->row_count; row++) {
        if (!view_is_plan(v, t, plan, row)) continue;
        int which = view_find(v, &v->resource_of, table_text(t, row, resource));
        struct slice scope_code = table_text(t, row, area);
        int scope = scope_code.len ? view_find(v, &v->area_of, scope_code) : -1;
        int64_t y = table_integer(t, row, year) - v->first_year;
        if (which < 0 || (scope < 0 && scope_code.len) || y < 0 || y >= v->year_count) continue;
        int i = find_use(v, series, which, scope, a);
        if (i < 0) return view_no_memory(a, e);
        double *values = v->uses[i].values;
        values[y] = table_real(t, row, used);
        values[v->year_count + y] = table_real(t, row, limit);
        values[2 * (int64_t)v->year_count + y] = table_real(t, row, price);
    }
    for (int i = 0; i < v->use_count; i++)
        summarise(v, &v->uses[i]);
    qsort(v->uses, (size_t)v->use_count, sizeof *v->uses, by_scope);
    return STATUS_OK;
}

static int by_rule(const void *left, const void *right)
{
    const struct view_rule *a = left, *b = right;
    if (a->clause != b->clause) return a->clause - b->clause;
    return a->area != b->area ? a->area - b->area : a->year - b->year;
}

static void read_clauses(struct view *v)
{
    const struct table *t = view_table(v, TABLE_CLAUSE);
    for (int i = 0; i < t->row_count; i++) {
        int64_t stage = table_get_integer(t, i, "stage");
        int64_t first = table_get_integer(t, i, "year_first"),
                last = table_get_integer(t, i, "year_last");
        v->clauses[i] = (struct view_clause){
            .code = table_get_text(t, i, "code"),
            .kind = table_get_text(t, i, "kind"),
            .text = table_get_text(t, i, "text"),
            .area = view_find(v, &v->area_of, table_get_text(t, i, "area")),
            .year_first = first < 0 ? v->first_year : (int)first,
            .year_last = last < 0 ? v->first_year + v->year_count - 1 : (int)last,
            .stage = stage < 0 ? 0 : (int)stage,
            .penalty = table_get_real(t, i, "penalty"),
        };
    }
}

static enum status load_clauses(struct view *v, struct arena *a, struct err *e)
{
    const struct table *t = view_table(v, TABLE_PLAN_CLAUSE);
    v->clause_count = view_table(v, TABLE_CLAUSE)->row_count;
    v->clauses = ARENA_ARRAY(a, struct view_clause, (size_t)v->clause_count + 1);
    v->rules = ARENA_ARRAY(a, struct view_rule, (size_t)t->row_count + 1);
    if (!v->clauses || !v->rules) return view_no_memory(a, e);
    read_clauses(v);
    int plan = table_column(t, "plan");
    for (int row = 0; row < t->row_count; row++) {
        if (!view_is_plan(v, t, plan, row)) continue;
        int clause = view_find(v, &v->clause_of, table_get_text(t, row, "clause"));
        if (clause < 0) continue;
        int64_t year = table_get_integer(t, row, "year");
        v->rules[v->rule_count++] =
            (struct view_rule){clause,
                               view_find(v, &v->area_of, table_get_text(t, row, "area")),
                               year < 0 ? -1 : (int)(year - v->first_year),
                               slice_is(table_get_text(t, row, "kept"), "yes"),
                               table_get_real(t, row, "value"),
                               table_get_real(t, row, "at_least"),
                               table_get_real(t, row, "at_most"),
                               fabs(table_get_real(t, row, "shadow_price")),
                               table_get_real(t, row, "missed"),
                               table_get_real(t, row, "penalty")};
    }
    qsort(v->rules, (size_t)v->rule_count, sizeof *v->rules, by_rule);
    for (int i = v->rule_count - 1; i >= 0; i--) {
        struct view_clause *clause = &v->clauses[v->rules[i].clause];
        clause->rule_first = i;
        clause->rule_count++;
        clause->broken_count += !v->rules[i].kept && isnan(v->rules[i].missed);
        if (!isnan(v->rules[i].missed)) {
            clause->missed += v->rules[i].missed;
            clause->cost += v->rules[i].penalty;
        }
        clause->priced_count += v->rules[i].price > 1e-9;
    }
    return STATUS_OK;
}

enum status view_load_use(struct view *v, struct arena *a, struct err *e)
{
    TRY(load_uses(v, a, e));
    return load_clauses(v, a, e);
}
