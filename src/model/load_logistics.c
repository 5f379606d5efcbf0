/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "model/load_works.h"
#include "model/logistics.h"

struct reader {
    struct works_load works;
    struct load *load; /* of works */
    struct logistics *l;
    struct map places; /* number of each code, but for areas */
};

static int by_production(const void *left, const void *right)
{
    const struct production *a = left, *b = right;
    if (a->producer != b->producer) return a->producer - b->producer;
    if (a->resource != b->resource) return a->resource - b->resource;
    return a->day < b->day ? -1 : a->day > b->day;
}

static int by_capacity(const void *left, const void *right)
{
    const struct carrier_capacity *a = left, *b = right;
    if (a->carrier != b->carrier) return a->carrier - b->carrier;
    return a->day < b->day ? -1 : a->day > b->day;
}

static enum status read_materials(struct reader *r, struct err *e)
{
    const struct table *t = load_table(r->load, TABLE_MATERIAL);
    LOAD_ARRAY(r->load, r->l->materials, r->load->p->resource_count);
    for (int i = 0; i < r->load->p->resource_count; i++)
        r->l->materials[i] = (struct material){.weight_t = 1, .early_days = 182};
    for (int i = 0; i < t->row_count; i++) {
        struct material *m = &r->l->materials[load_reference(r->load, t, i, "resource")];
        int64_t early = table_get_integer(t, i, "early_days");
        m->weight_t = load_real(t, i, "weight_t", 1);
        m->stock_cost = load_real(t, i, "stock_cost", 0);
        if (early != INTEGER_NONE) m->early_days = (int)early;
    }
    return STATUS_OK;
}

/* Producers and depots; a code names one place only, areas too. */
static enum status read_sources(struct reader *r, enum table_id id, struct source **out, int *count,
                                struct err *e)
{
    const struct table *t = load_table(r->load, id);
    *count = t->row_count;
    LOAD_ARRAY(r->load, *out, t->row_count);
    for (int i = 0; i < t->row_count; i++) {
        struct source *s = &(*out)[i];
        TRY(load_code_and_name(r->load, t, i, &s->code, &s->name, e));
        s->lon = table_get_real(t, i, "lon");
        s->lat = table_get_real(t, i, "lat");
        s->capacity_t = id == TABLE_DEPOT ? load_real(t, i, "capacity_t", INFINITY) : INFINITY;
        int is_area = map_get(&r->load->index->codes[TABLE_AREA], slice_of(s->code)) >= 0;
        int at = id == TABLE_DEPOT ? r->l->producer_count + i : i;
        if (is_area || map_get(&r->places, slice_of(s->code)) >= 0)
            findings_row(r->load->findings, 1, t, i, "code",
                         "'%s' is the code of another place too; give each its own", s->code);
        else
            (void)map_put(&r->places, slice_of(s->code), at);
    }
    return STATUS_OK;
}

static enum status read_productions(struct reader *r, struct err *e)
{
    const struct table *t = load_table(r->load, TABLE_PRODUCTION);
    r->l->production_count = t->row_count;
    LOAD_ARRAY(r->load, r->l->productions, t->row_count);
    for (int i = 0; i < t->row_count; i++) {
        struct production *x = &r->l->productions[i];
        *x = (struct production){load_reference(r->load, t, i, "producer"),
                                 load_reference(r->load, t, i, "resource"),
                                 works_day(&r->works, t, i, "first"),
                                 table_get_real(t, i, "per_month"), load_real(t, i, "price", 0)};
        r->l->materials[x->resource].is_shipped = 1;
    }
    qsort(r->l->productions, (size_t)t->row_count, sizeof *r->l->productions, by_production);
    return STATUS_OK;
}

static enum status read_carriers(struct reader *r, struct err *e)
{
    const struct table *t = load_table(r->load, TABLE_CARRIER);
    r->l->carrier_count = t->row_count;
    LOAD_ARRAY(r->load, r->l->carriers, t->row_count);
    for (int i = 0; i < t->row_count; i++) {
        struct carrier *c = &r->l->carriers[i];
        TRY(load_code_and_name(r->load, t, i, &c->code, &c->name, e));
        c->from_producer = !load_is(t, i, "origin", "depot");
        c->from_depot = !load_is(t, i, "origin", "producer");
        c->to_depot = !load_is(t, i, "destination", "site");
        c->to_site = !load_is(t, i, "destination", "depot");
        c->km_max = load_real(t, i, "km_max", INFINITY);
        c->detour = load_real(t, i, "detour", 1);
        c->km_day = load_real(t, i, "km_day", INFINITY);
        c->cost_t_km = load_real(t, i, "cost_t_km", 0);
        int64_t days = table_get_integer(t, i, "load_days");
        c->load_days = days == INTEGER_NONE ? 0 : (int)days;
    }
    t = load_table(r->load, TABLE_CARRIER_CAPACITY);
    r->l->capacity_count = t->row_count;
    LOAD_ARRAY(r->load, r->l->capacities, t->row_count);
    for (int i = 0; i < t->row_count; i++)
        r->l->capacities[i] = (struct carrier_capacity){load_reference(r->load, t, i, "carrier"),
                                                        works_day(&r->works, t, i, "first"),
                                                        table_get_real(t, i, "t_km_month")};
    qsort(r->l->capacities, (size_t)t->row_count, sizeof *r->l->capacities, by_capacity);
    return STATUS_OK;
}

/* The place a column names, or -1 after a finding. */
static int find_place(struct reader *r, const struct table *t, int row, const char *column)
{
    struct slice code = table_get_text(t, row, column);
    int is_end = strcmp(column, "destination") == 0, place = map_get(&r->places, code);
    if (place >= 0 && !(is_end && place < r->l->producer_count)) return place;
    int area = is_end ? map_get(&r->load->index->codes[TABLE_AREA], code) : -1;
    if (area >= 0) return r->l->producer_count + r->l->depot_count + area;
    findings_row(r->load->findings, 1, t, row, column, "'%.*s' is no %s; name one",
                 SLICE_ARGS(code), is_end ? "depot or area" : "producer or depot");
    return -1;
}

static enum status read_lanes(struct reader *r, struct err *e)
{
    const struct table *t = load_table(r->load, TABLE_LANE);
    r->l->lane_count = t->row_count;
    LOAD_ARRAY(r->load, r->l->lanes, t->row_count);
    for (int i = 0; i < t->row_count; i++)
        r->l->lanes[i] = (struct lane){.origin = find_place(r, t, i, "origin"),
                                       .destination = find_place(r, t, i, "destination"),
                                       .carrier = load_reference(r->load, t, i, "carrier"),
                                       .km = table_get_real(t, i, "km"),
                                       .cost_t = load_real(t, i, "cost_t", 0),
                                       .t_month = load_real(t, i, "t_month", INFINITY),
                                       .days = (int)table_get_integer(t, i, "days")};
    return STATUS_OK;
}

static enum status read_priorities(struct reader *r, struct err *e)
{
    const struct table *t = load_table(r->load, TABLE_MATERIAL_PRIORITY);
    r->l->priority_count = t->row_count;
    LOAD_ARRAY(r->load, r->l->priorities, t->row_count);
    for (int i = 0; i < t->row_count; i++)
        r->l->priorities[i] = (struct material_priority){load_reference(r->load, t, i, "resource"),
                                                         load_reference(r->load, t, i, "area"),
                                                         (int)table_get_integer(t, i, "class")};
    return STATUS_OK;
}

enum status logistics_load(struct logistics *out, const struct programme *p, const struct works *w,
                           const struct dataset *d, struct findings *findings, struct arena *a,
                           struct err *e)
{
    struct code_index index;
    struct programme programme = *p;
    struct works works = *w;
    struct reader r = {.works = {.load = {&programme, d, &index, findings, a}, .w = &works},
                       .l = out};
    r.load = &r.works.load;
    memset(out, 0, sizeof *out);
    TRY(code_index_build(&index, d, a, e));
    int sources = d->tables[TABLE_PRODUCER].row_count + d->tables[TABLE_DEPOT].row_count;
    if (!map_init(&r.places, sources, a)) return err_set(e, STATUS_NOMEM, "out of memory");
    TRY(read_materials(&r, e));
    TRY(read_sources(&r, TABLE_PRODUCER, &out->producers, &out->producer_count, e));
    TRY(read_sources(&r, TABLE_DEPOT, &out->depots, &out->depot_count, e));
    TRY(read_productions(&r, e));
    TRY(read_carriers(&r, e));
    TRY(read_lanes(&r, e));
    TRY(read_priorities(&r, e));
    return findings_status(findings, e);
}
