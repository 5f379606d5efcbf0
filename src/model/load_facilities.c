/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "model/load.h"

static enum status read_nuisance(struct load *l, struct err *e)
{
    const struct table *t = load_table(l, TABLE_NUISANCE_CLASS);
    struct programme *p = l->p;
    p->nuisance_class_count = t->row_count;
    LOAD_ARRAY(l, p->nuisance_classes, t->row_count);
    for (int i = 0; i < t->row_count; i++) {
        struct nuisance_class *n = &p->nuisance_classes[i];
        TRY(load_code_and_name(l, t, i, &n->code, &n->name, e));
        n->setback_m = table_get_real(t, i, "setback_m");
        n->people_max = load_real(t, i, "people_max", 0);
        n->displaced_max = load_real(t, i, "displaced_max", 0);
    }
    return STATUS_OK;
}

static enum status read_types(struct load *l, struct err *e)
{
    const struct table *t = load_table(l, TABLE_FACILITY_TYPE);
    struct programme *p = l->p;
    p->type_count = t->row_count;
    LOAD_ARRAY(l, p->types, t->row_count);
    for (int i = 0; i < t->row_count; i++) {
        struct facility_type *type = &p->types[i];
        TRY(load_code_and_name(l, t, i, &type->code, &type->name, e));
        TRY(load_text_into(l, t, i, "name_native", &type->name_native, e));
        type->stage = (int)table_get_integer(t, i, "stage");
        type->nuisance_class = load_reference(l, t, i, "nuisance_class");
    }
    return STATUS_OK;
}

/* How long it takes, and the year the plan counts on. */
static void read_build_time(struct load *l, const struct table *t, int row,
                            struct facility_size *size)
{
    double likely = (double)table_get_integer(t, row, "build_years");
    struct build_time *time = &size->build_time;
    *time = (struct build_time){load_real(t, row, "build_years_low", likely), likely,
                                load_real(t, row, "build_years_high", likely)};
    size->build_years = (int)likely;
    if (time->low > likely)
        findings_row(l->findings, 1, t, row, "build_years_low",
                     "%g years at the shortest, but %g are likeliest (build_years); give no more",
                     time->low, likely);
    else if (time->high < likely)
        findings_row(l->findings, 1, t, row, "build_years_high",
                     "%g years at the longest, but %g are likeliest (build_years); give no less",
                     time->high, likely);
    else if (!isnan(l->p->build_chance))
        size->build_years = build_time_years(time, l->p->build_chance);
}

static enum status read_sizes(struct load *l, struct err *e)
{
    const struct table *t = load_table(l, TABLE_FACILITY_SIZE);
    struct programme *p = l->p;
    p->size_count = t->row_count;
    LOAD_ARRAY(l, p->sizes, t->row_count);
    for (int i = 0; i < t->row_count; i++) {
        struct facility_size *size = &p->sizes[i];
        TRY(load_code_and_name(l, t, i, &size->code, &size->name, e));
        size->type = load_reference(l, t, i, "facility_type");
        read_build_time(l, t, i, size);
        size->power_kw = load_real(t, i, "power_kw", 0);
        size->water_m3_day = load_real(t, i, "water_m3_day", 0);
        size->land_m2 = load_real(t, i, "land_m2", 0);
        size->staff = load_real(t, i, "staff", 0);
        size->transport_t_year = load_real(t, i, "transport_t_year", 0);
        size->power_km_max = load_real(t, i, "power_km_max", INFINITY);
        size->water_km_max = load_real(t, i, "water_km_max", INFINITY);
        size->transport_km_max = load_real(t, i, "transport_km_max", INFINITY);
        size->seat_km_max = load_real(t, i, "seat_km_max", INFINITY);
        size->revenue = load_real(t, i, "revenue", 0);
        size->running_cost = load_real(t, i, "running_cost", 0);
    }
    return STATUS_OK;
}

/* Rows of `id` gathered by facility size into one array; starts[size]..starts[size+1] are its own. */
static enum status group_by_size(struct load *l, enum table_id id, int **starts, int **rows,
                                 struct err *e)
{
    const struct table *t = load_table(l, id);
    int size_count = l->p->size_count;
    LOAD_ARRAY(l, *starts, size_count + 1);
    LOAD_ARRAY(l, *rows, t->row_count);
    int *fill = NULL;
    LOAD_ARRAY(l, fill, size_count + 1);
    for (int i = 0; i < t->row_count; i++)
        (*starts)[load_reference(l, t, i, "facility_size") + 1]++;
    for (int s = 0; s < size_count; s++)
        (*starts)[s + 1] += (*starts)[s];
    memcpy(fill, *starts, sizeof *fill * (size_t)size_count);
    for (int i = 0; i < t->row_count; i++)
        (*rows)[fill[load_reference(l, t, i, "facility_size")]++] = i;
    return STATUS_OK;
}

static enum status read_quantities(struct load *l, enum table_id id, const char *what, int **starts,
                                   struct quantity **out, struct err *e)
{
    const struct table *t = load_table(l, id);
    int *rows;
    TRY(group_by_size(l, id, starts, &rows, e));
    LOAD_ARRAY(l, *out, t->row_count);
    for (int i = 0; i < t->row_count; i++)
        (*out)[i] = (struct quantity){load_reference(l, t, rows[i], what),
                                      table_get_real(t, rows[i], "quantity")};
    return STATUS_OK;
}

static enum status read_recipes(struct load *l, struct err *e)
{
    struct programme *p = l->p;
    int *outputs_at, *inputs_at, *constructions_at, *rows;
    struct quantity *outputs, *inputs;
    struct construction *constructions;
    TRY(read_quantities(l, TABLE_OUTPUT, "good", &outputs_at, &outputs, e));
    TRY(read_quantities(l, TABLE_INPUT, "raw_material", &inputs_at, &inputs, e));
    TRY(group_by_size(l, TABLE_CONSTRUCTION, &constructions_at, &rows, e));
    const struct table *t = load_table(l, TABLE_CONSTRUCTION);
    LOAD_ARRAY(l, constructions, t->row_count);
    for (int i = 0; i < t->row_count; i++)
        constructions[i] = (struct construction){load_reference(l, t, rows[i], "resource"),
                                                 (int)table_get_integer(t, rows[i], "year_offset"),
                                                 table_get_real(t, rows[i], "quantity")};
    for (int s = 0; s < p->size_count; s++) {
        struct facility_size *size = &p->sizes[s];
        size->outputs = outputs + outputs_at[s];
        size->output_count = outputs_at[s + 1] - outputs_at[s];
        size->inputs = inputs + inputs_at[s];
        size->input_count = inputs_at[s + 1] - inputs_at[s];
        size->constructions = constructions + constructions_at[s];
        size->construction_count = constructions_at[s + 1] - constructions_at[s];
    }
    return STATUS_OK;
}

/* Benefit adds up over stages only when no good is made in two of them. */
static enum status check_stages(struct load *l, struct err *e)
{
    struct programme *p = l->p;
    int *stage_of = NULL;
    LOAD_ARRAY(l, stage_of, p->good_count);
    for (int s = 0; s < p->size_count; s++) {
        int stage = p->types[p->sizes[s].type].stage;
        if (p->sizes[s].output_count == 0)
            findings_row(l->findings, 0, load_table(l, TABLE_FACILITY_SIZE), s, "code",
                         "'%s' makes nothing; add rows to output, or it is never worth building",
                         p->sizes[s].code);
        for (int k = 0; k < p->sizes[s].output_count; k++) {
            int good = p->sizes[s].outputs[k].what;
            if (stage_of[good] && stage_of[good] != stage)
                findings_row(
                    l->findings, 1, load_table(l, TABLE_FACILITY_SIZE), s, "facility_type",
                    "'%s' of stage %d makes '%s', which stage %d makes too; facilities that "
                    "make the same good must be of one stage",
                    p->sizes[s].code, stage, p->goods[good].code, stage_of[good]);
            stage_of[good] = stage;
        }
    }
    return STATUS_OK;
}

static enum status read_connections(struct load *l, struct err *e)
{
    static const char *const kinds[CONNECTION_KIND_COUNT] = {[CONNECTION_POWER] = "power",
                                                             [CONNECTION_WATER] = "water",
                                                             [CONNECTION_TRANSPORT] = "transport"};
    const struct table *t = load_table(l, TABLE_CONNECTION);
    struct programme *p = l->p;
    p->connection_count = t->row_count;
    LOAD_ARRAY(l, p->connections, t->row_count);
    for (int i = 0; i < t->row_count; i++) {
        struct connection *c = &p->connections[i];
        int kind = 0;
        while (kind < CONNECTION_KIND_COUNT - 1 && !load_is(t, i, "kind", kinds[kind]))
            kind++;
        c->kind = (enum connection_kind)kind;
        c->resource = load_reference(l, t, i, "resource");
        c->fixed = load_real(t, i, "fixed", 0);
        c->per_km = load_real(t, i, "per_km", 0);
        c->per_unit = load_real(t, i, "per_unit", 0);
    }
    return STATUS_OK;
}

enum status load_facilities(struct load *l, struct err *e)
{
    TRY(read_nuisance(l, e));
    TRY(read_types(l, e));
    TRY(read_sizes(l, e));
    TRY(read_recipes(l, e));
    TRY(check_stages(l, e));
    return read_connections(l, e);
}
