/* SPDX-License-Identifier: Apache-2.0 */
#include "report/view.h"

#include <string.h>

#include "base/date.h"

int view_find(struct view *v, const struct map *codes, struct slice code)
{
    if (!code.at) return -1;
    int found = codes->entries ? map_get(codes, code) : -1;
    if (found < 0) v->lost_count++;
    return found;
}

int view_day(const struct table *t, int row, int column)
{
    int64_t instant = 0;
    return time_parse(table_text(t, row, column), &instant) ? time_day(instant) : VIEW_NO_DAY;
}

int view_is_plan(const struct view *v, const struct table *t, int plan_column, int row)
{
    return v->plan.at && slice_equal(table_text(t, row, plan_column), v->plan);
}

enum status view_no_memory(const struct arena *a, struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory while preparing the report (limit %zu bytes)",
                   a->limit);
}

int view_use_binds(const struct view_use *use, int year)
{
    int is_full = use->limit[year] > 0 && use->used[year] >= 0.999 * use->limit[year];
    return is_full || use->price[year] > 1e-9;
}

struct slice view_variable_name(const struct view *v, struct slice variable)
{
    static const char prefix[] = "supply:";
    size_t len = sizeof prefix - 1;
    if (slice_is(variable, "index")) return slice_of("Index of living standard");
    if (slice_is(variable, "supply")) return slice_of("All goods");
    if (variable.len > len && memcmp(variable.at, prefix, len) == 0) {
        struct slice code = {variable.at + len, variable.len - len};
        int good = v->good_of.entries ? map_get(&v->good_of, code) : -1;
        if (good >= 0) return v->goods[good].name;
    }
    return variable;
}

struct slice view_province_name(const struct view *v, int area)
{
    int province = v->areas[area].province;
    return province < 0 || province == area ? SLICE_NONE : v->areas[province].name;
}

/* Codes of a table, first column named "code". */
static int index_codes(struct map *m, const struct table *t, struct arena *a)
{
    if (t->row_count == 0) return 1;
    if (!map_init(m, t->row_count, a)) return 0;
    int code = table_column(t, "code");
    for (int row = 0; row < t->row_count; row++)
        (void)map_put(m, table_text(t, row, code), row);
    return 1;
}

static double real_or(double value, double otherwise)
{
    return isnan(value) ? otherwise : value;
}

static enum status load_programme(struct view *v, struct err *e)
{
    const struct table *t = view_table(v, TABLE_PROGRAMME);
    if (t->row_count == 0)
        return err_set(e, STATUS_INVALID,
                       "table programme is empty: import a programme before reporting on it");
    int64_t first = table_get_integer(t, 0, "first_year"),
            count = table_get_integer(t, 0, "year_count");
    if (first < 0 || count < 1 || count > VIEW_YEAR_MAX)
        return err_set(e, STATUS_INVALID,
                       "programme row 1: first_year and year_count (1 to %d) are needed; run "
                       "'groundwork validate'",
                       VIEW_YEAR_MAX);
    v->first_year = (int)first;
    v->year_count = (int)count;
    v->code = table_get_text(t, 0, "code");
    v->title = table_get_text(t, 0, "title");
    if (v->title.len == 0) v->title = v->code;
    v->currency = table_get_text(t, 0, "currency");
    v->description = table_get_text(t, 0, "description");
    v->discount = real_or(table_get_real(t, 0, "discount"), 0);
    v->equity_eta = real_or(table_get_real(t, 0, "equity_eta"), 0);
    return STATUS_OK;
}

static enum status load_goods(struct view *v, struct arena *a, struct err *e)
{
    const struct table *t = view_table(v, TABLE_GOOD);
    v->good_count = t->row_count;
    v->goods = ARENA_ARRAY(a, struct view_good, (size_t)t->row_count + 1);
    if (!v->goods) return view_no_memory(a, e);
    for (int i = 0; i < t->row_count; i++)
        v->goods[i] = (struct view_good){.code = table_get_text(t, i, "code"),
                                         .name = table_get_text(t, i, "name"),
                                         .unit = table_get_text(t, i, "unit"),
                                         .need_per_head = table_get_real(t, i, "need_per_head")};
    return STATUS_OK;
}

static enum status load_resources(struct view *v, struct arena *a, struct err *e)
{
    const struct table *t = view_table(v, TABLE_RESOURCE);
    v->resource_count = t->row_count;
    v->resources = ARENA_ARRAY(a, struct view_resource, (size_t)t->row_count + 1);
    if (!v->resources) return view_no_memory(a, e);
    for (int i = 0; i < t->row_count; i++)
        v->resources[i] =
            (struct view_resource){.code = table_get_text(t, i, "code"),
                                   .name = table_get_text(t, i, "name"),
                                   .unit = table_get_text(t, i, "unit"),
                                   .lasting = slice_is(table_get_text(t, i, "kind"), "lasting")};
    return STATUS_OK;
}

static enum status load_types(struct view *v, struct arena *a, struct err *e)
{
    const struct table *t = view_table(v, TABLE_FACILITY_TYPE);
    const struct table *s = view_table(v, TABLE_FACILITY_SIZE);
    v->type_count = t->row_count;
    v->size_count = s->row_count;
    v->types = ARENA_ARRAY(a, struct view_type, (size_t)t->row_count + 1);
    v->sizes = ARENA_ARRAY(a, struct view_size, (size_t)s->row_count + 1);
    if (!v->types || !v->sizes) return view_no_memory(a, e);
    for (int i = 0; i < t->row_count; i++)
        v->types[i] = (struct view_type){.code = table_get_text(t, i, "code"),
                                         .name = table_get_text(t, i, "name"),
                                         .name_native = table_get_text(t, i, "name_native"),
                                         .stage = (int)table_get_integer(t, i, "stage")};
    for (int i = 0; i < s->row_count; i++)
        v->sizes[i] = (struct view_size){
            .code = table_get_text(s, i, "code"),
            .name = table_get_text(s, i, "name"),
            .type = view_find(v, &v->type_of, table_get_text(s, i, "facility_type"))};
    return STATUS_OK;
}

/* The plan to show: the one named, else the last. */
static enum status choose_plan(struct view *v, const char *name, struct err *e)
{
    const struct table *t = view_table(v, TABLE_PLAN);
    v->plan_count = t->row_count;
    v->plan_row = -1;
    v->objective = v->bound = v->gap = REAL_NONE;
    for (int row = 0; row < t->row_count; row++)
        if (!name || slice_is(table_get_text(t, row, "code"), name)) v->plan_row = row;
    if (name && v->plan_row < 0)
        return err_set(
            e, STATUS_NOTFOUND, "there is no plan '%s' in this file; it has %d plan%s%s%.*s%s",
            name, t->row_count, t->row_count == 1 ? "" : "s", t->row_count ? ", the last is '" : "",
            SLICE_ARGS(t->row_count ? table_get_text(t, t->row_count - 1, "code") : slice_of("")),
            t->row_count ? "'" : "; run 'groundwork plan' first");
    if (v->plan_row < 0) return STATUS_OK;
    v->plan = table_get_text(t, v->plan_row, "code");
    v->outcome = table_get_text(t, v->plan_row, "outcome");
    v->objective = table_get_real(t, v->plan_row, "objective");
    v->bound = table_get_real(t, v->plan_row, "bound");
    v->gap = table_get_real(t, v->plan_row, "gap");
    return STATUS_OK;
}

enum status view_load(struct view *out, const struct dataset *d, const char *plan, struct arena *a,
                      struct err *e)
{
    struct view *v = out;
    memset(v, 0, sizeof *v);
    v->data = d;
    TRY(load_programme(v, e));
    TRY(choose_plan(v, plan, e));

    const struct {
        struct map *codes;
        enum table_id table;
    } indices[] = {
        {&v->area_of, TABLE_AREA},          {&v->good_of, TABLE_GOOD},
        {&v->resource_of, TABLE_RESOURCE},  {&v->type_of, TABLE_FACILITY_TYPE},
        {&v->size_of, TABLE_FACILITY_SIZE}, {&v->site_of, TABLE_SITE},
        {&v->clause_of, TABLE_CLAUSE},
    };

    for (size_t i = 0; i < sizeof indices / sizeof indices[0]; i++)
        if (!index_codes(indices[i].codes, view_table(v, indices[i].table), a))
            return view_no_memory(a, e);
    TRY(load_goods(v, a, e));
    TRY(load_resources(v, a, e));
    TRY(load_types(v, a, e));
    TRY(view_load_areas(v, a, e));
    TRY(view_load_plan(v, a, e));
    TRY(view_load_building(v, a, e));
    TRY(view_load_shipping(v, a, e));
    TRY(view_load_use(v, a, e));
    TRY(view_load_inequality(v, a, e));
    TRY(view_load_frontier(v, a, e));
    TRY(view_load_ensemble(v, a, e));
    TRY(view_load_sources(v, a, e));
    return view_load_sites(v, a, e);
}
