/* SPDX-License-Identifier: Apache-2.0 */
/*
 * random_programme - programmes with siting and equity weights, made from a
 * generator, for property tests of the planner and the verifier.
 *
 * The small ones can be solved by enumeration and have everything in them:
 * several stages, goods shared by types, build years, lasting and yearly
 * resources, limits of provinces, site and area capacities, decided visits with
 * and without a place, clauses of every kind.  The shape says how many of each.
 */
#ifndef KIT_RANDOM_PROGRAMME_H
#define KIT_RANDOM_PROGRAMME_H

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "kit/property.h"
#include "model/programme.h"
#include "model/siting.h"

struct random_shape {
    int provinces, areas; /* areas that can be visited */
    int years, stages;
    int types_per_stage, sizes_per_type, sites_per_area;
    int goods_shared; /* nonzero: types of a stage share goods */
    int resources, raw_materials;
    int clauses; /* tried; 0: none */
    int soft;    /* nonzero: half of them may be missed */
    int decided; /* visits decided already, at most */
    int percent; /* of the demand of resources that there is: small is tight */
    int trade;   /* nonzero: goods may be sent to other areas, and plants are large */
};

struct random_programme {
    struct programme programme;
    struct siting siting;
    double *equity_weight;
};

/* At most a few thousand visits altogether, so that enumeration ends. */
static inline struct random_shape random_shape_small(struct gen *g, int size)
{
    struct random_shape s = {
        .provinces = gen_int(g, 1, 2),
        .areas = gen_int(g, 1, size > 12 ? 3 : 2),
        .years = gen_int(g, 1, 3),
        .stages = gen_int(g, 1, 2),
        .types_per_stage = gen_int(g, 1, 2),
        .sizes_per_type = gen_int(g, 1, 2),
        .sites_per_area = gen_int(g, 1, 2),
        .goods_shared = gen_int(g, 0, 1),
        .resources = gen_int(g, 1, 3),
        .raw_materials = gen_int(g, 0, 2),
        .clauses = gen_int(g, 0, 3),
        .decided = gen_int(g, 0, 1),
        .percent = gen_int(g, 20, 120),
    };
    if (s.areas * s.stages > 4) s.stages = 1;
    if (s.areas * s.stages > 2) s.sites_per_area = s.sizes_per_type = 1;
    return s;
}

/* The family the figures in docs/theory/plan.md are given for. */
static inline struct random_shape random_shape_large(int areas)
{
    return (struct random_shape){.provinces = areas / 20 + 1,
                                 .areas = areas,
                                 .years = 10,
                                 .stages = 1,
                                 .types_per_stage = 6,
                                 .sizes_per_type = 3,
                                 .sites_per_area = 4,
                                 .resources = 5,
                                 .raw_materials = 2,
                                 .percent = 55};
}

static inline double gen_real(struct gen *g, double lo, double hi)
{
    return lo + (hi - lo) * (double)(gen_u64(g) >> 11) * 0x1p-53;
}

static inline void *random_array(struct arena *a, int count, size_t size)
{
    void *p = arena_alloc(a, (size_t)(count > 0 ? count : 1), size);
    if (!p) fail_msg("no memory for a random programme");
    return p;
}

static inline const char *random_code(struct arena *a, const char *stem, int i)
{
    char *text = random_array(a, 24, 1);
    snprintf(text, 24, "%s%d", stem, i + 1);
    return text;
}

static inline void random_areas(struct programme *p, const struct random_shape *s, struct gen *g,
                                struct arena *a)
{
    p->area_count = 1 + s->provinces + s->areas;
    p->areas = random_array(a, p->area_count, sizeof *p->areas);
    for (int i = 0; i < p->area_count; i++) {
        struct area *area = &p->areas[i];
        area->name = area->code = random_code(a, "area-", i);
        area->depth = i == 0 ? 0 : i <= s->provinces ? 1 : 2;
        area->parent = area->depth == 0 ? -1 : area->depth == 1 ? 0 : 1 + i % s->provinces;
        area->province = area->depth == 2 ? area->parent : i;
        area->kind = area->depth == 0 ? "country" : area->depth == 1 ? "province" : "county";
        area->visitable = area->depth == 2;
        for (int up = i; area->visitable && up >= 0; up = p->areas[up].parent)
            p->areas[up].visitable_count++;
        area->labour = INFINITY;
        if (!area->visitable) continue;
        area->population = gen_int(g, 10, 100) * 1000;
        area->growth = gen_int(g, 0, 2) == 0 ? 0.01 * gen_int(g, -1, 2) : 0;
        if (gen_int(g, 0, 1) == 0) area->labour = gen_int(g, 100, 300) * s->stages;
    }
}

static inline void random_goods(struct programme *p, const struct random_shape *s, struct gen *g,
                                struct arena *a)
{
    static const double half[] = {0, 0.5, 1}, worth[] = {0, 0.7, 1}, whole[] = {0, 1};
    int per_stage = s->goods_shared ? (s->types_per_stage + 1) / 2 : s->types_per_stage;
    p->good_count = s->stages * per_stage;
    p->goods = random_array(a, p->good_count, sizeof *p->goods);
    for (int i = 0; i < p->good_count; i++) {
        struct good *good = &p->goods[i];
        good->name = good->code = random_code(a, "good-", i);
        good->unit = "kg";
        good->need_per_head = gen_int(g, 1, 5);
        good->weight = 0.25 * gen_int(g, 1, 6);
        good->point_count = gen_int(g, 0, 1) ? 3 : 2;
        good->share = good->point_count == 3 ? half : whole;
        good->value = good->point_count == 3 ? worth : whole;
    }
    int cells = p->area_count * p->good_count;
    p->need_per_head = random_array(a, cells, sizeof(double));
    p->supply = random_array(a, cells, sizeof(double));
    for (int i = 0; i < cells; i++) {
        const struct area *area = &p->areas[i / p->good_count];
        p->need_per_head[i] = p->goods[i % p->good_count].need_per_head;
        if (gen_int(g, 0, 4) == 0) p->need_per_head[i] *= 1.5;
        p->supply[i] = area->population * p->need_per_head[i] * gen_real(g, 0, 0.8);
    }
    p->raw_material_count = s->raw_materials;
    p->raw_materials = random_array(a, p->raw_material_count, sizeof *p->raw_materials);
    for (int i = 0; i < p->raw_material_count; i++)
        p->raw_materials[i] = (struct raw_material){random_code(a, "raw-", i), "raw", "t"};
    cells = p->area_count * p->raw_material_count;
    p->raw_supply = random_array(a, cells, sizeof(double));
    for (int i = 0; i < cells; i++)
        p->raw_supply[i] = gen_int(g, 0, 5) ? gen_int(g, 100, 400) * s->stages : 0;
}

static inline void random_resources(struct programme *p, const struct random_shape *s,
                                    struct gen *g, struct arena *a)
{
    p->resource_count = s->resources;
    p->resources = random_array(a, p->resource_count, sizeof *p->resources);
    for (int i = 0; i < p->resource_count; i++)
        p->resources[i] =
            (struct resource){random_code(a, "resource-", i), "resource", "t",
                              gen_int(g, 0, 2) == 0 ? RESOURCE_LASTING : RESOURCE_YEARLY};
}

static inline void random_size(struct programme *p, const struct random_shape *s, int index,
                               struct gen *g, struct arena *a)
{
    struct facility_size *z = &p->sizes[index];
    int scale = 1 + index % s->sizes_per_type;
    int stage = p->types[z->type].stage;
    z->build_years = gen_int(g, 0, 2);
    z->power_kw = gen_int(g, 0, 60) * scale;
    z->water_m3_day = gen_int(g, 0, 60) * scale;
    z->land_m2 = gen_int(g, 10, 60) * scale;
    z->staff = gen_int(g, 5, 60) * scale;
    z->transport_t_year = gen_int(g, 0, 60) * scale;
    z->power_km_max = z->water_km_max = z->transport_km_max = z->seat_km_max = INFINITY;
    z->revenue = gen_int(g, 0, 100) * scale;
    z->running_cost = gen_int(g, 0, 100) * scale;

    int per_stage = p->good_count / s->stages;
    struct quantity *out = random_array(a, 2, sizeof *out);
    int good = (z->type % s->types_per_stage) % per_stage;
    z->output_count = s->goods_shared && per_stage > 1 ? gen_int(g, 1, 2) : 1;
    for (int i = 0; i < z->output_count; i++) {
        out[i].what = (stage - 1) * per_stage + (good + i) % per_stage;
        out[i].quantity = p->goods[out[i].what].need_per_head * 1000 * gen_int(g, 5, 40) * scale;
    }
    z->outputs = out;
    struct quantity *in = random_array(a, 1, sizeof *in);
    z->inputs = in;
    z->input_count = p->raw_material_count > 0 ? gen_int(g, 0, 1) : 0;
    if (z->input_count > 0)
        in[0] = (struct quantity){gen_int(g, 0, p->raw_material_count - 1),
                                  gen_int(g, 20, 120) * scale};

    struct construction *c = random_array(a, 2 * p->resource_count, sizeof *c);
    z->constructions = c;
    for (int r = 0; r < p->resource_count; r++)
        for (int k = 0; k < 2; k++)
            if (gen_int(g, 0, 2))
                c[z->construction_count++] = (struct construction){r, k == 0 ? 0 : gen_int(g, 1, 2),
                                                                   gen_int(g, 5, 30) * scale};
}

static inline void random_types(struct programme *p, const struct random_shape *s, struct gen *g,
                                struct arena *a)
{
    p->type_count = s->stages * s->types_per_stage;
    p->types = random_array(a, p->type_count, sizeof *p->types);
    p->size_count = p->type_count * s->sizes_per_type;
    p->sizes = random_array(a, p->size_count, sizeof *p->sizes);
    for (int i = 0; i < p->type_count; i++) {
        p->types[i].name = p->types[i].code = random_code(a, "type-", i);
        p->types[i].stage = 1 + i / s->types_per_stage;
        p->types[i].nuisance_class = -1;
    }
    for (int i = 0; i < p->size_count; i++) {
        p->sizes[i].name = p->sizes[i].code = random_code(a, "size-", i);
        p->sizes[i].type = i / s->sizes_per_type;
        random_size(p, s, i, g, a);
    }
}

static inline void random_sites(struct random_programme *rp, const struct random_shape *s,
                                struct gen *g, struct arena *a)
{
    struct programme *p = &rp->programme;
    p->site_count = s->areas * s->sites_per_area;
    p->sites = random_array(a, p->site_count, sizeof *p->sites);
    rp->siting.option_count = p->site_count * p->size_count;
    rp->siting.options = random_array(a, rp->siting.option_count, sizeof *rp->siting.options);
    rp->siting.power_kw = random_array(a, p->site_count, sizeof(double));
    rp->siting.water_m3_day = random_array(a, p->site_count, sizeof(double));
    int room = s->types_per_stage * s->stages;
    for (int i = 0; i < p->site_count; i++) {
        struct site *site = &p->sites[i];
        site->name = site->code = random_code(a, "site-", i);
        site->area = 1 + s->provinces + i / s->sites_per_area;
        site->land_m2 = gen_int(g, 50, 80) * room;
        site->power_kw = site->water_m3_day = NAN;
        site->transport_t_year = gen_int(g, 0, 1) ? (double)INFINITY : gen_int(g, 50, 80) * room;
        rp->siting.power_kw[i] = gen_int(g, 30, 80) * room;
        rp->siting.water_m3_day[i] =
            gen_int(g, 0, 2) ? gen_int(g, 30, 80) * room : (double)INFINITY;
    }
    for (int i = 0; i < rp->siting.option_count; i++) {
        struct site_option *o = &rp->siting.options[i];
        struct quantity *cost = random_array(a, 1, sizeof *cost);
        *o = (struct site_option){.site = i / p->size_count,
                                  .size = i % p->size_count,
                                  .admissible = gen_int(g, 0, 5) > 0,
                                  .score = 1,
                                  .feed_point = -1,
                                  .water_source = -1,
                                  .costs = cost};
        o->cost_count = gen_int(g, 0, 1);
        *cost = (struct quantity){gen_int(g, 0, p->resource_count - 1), gen_int(g, 1, 15)};
    }
}

static inline void random_decided(struct programme *p, const struct random_shape *s, struct gen *g,
                                  struct arena *a)
{
    p->decided = random_array(a, s->decided * s->types_per_stage, sizeof *p->decided);
    int visits = s->decided > 0 ? gen_int(g, 0, s->decided) : 0;
    for (int v = 0; v < visits && v < s->areas; v++) {
        int area = 1 + s->provinces + v, year = gen_int(g, 0, s->years - 1);
        int stage = gen_int(g, 1, s->stages), facilities = gen_int(g, 1, s->types_per_stage);
        for (int f = 0; f < facilities; f++) {
            int type = (stage - 1) * s->types_per_stage + f;
            int size = type * s->sizes_per_type + gen_int(g, 0, s->sizes_per_type - 1);
            int site = gen_int(g, 0, 1) ? -1 : v * s->sites_per_area;
            p->decided[p->decided_count++] = (struct decided){area, year, size, site};
        }
    }
}

/* A plan that was adopted for some of the areas and stages, whether it can be or not. */
static inline void random_adopted(struct programme *p, const struct random_shape *s, struct gen *g,
                                  struct arena *a)
{
    p->adopted = random_array(a, s->areas * s->stages, sizeof *p->adopted);
    for (int area = 0; area < p->area_count; area++)
        for (int stage = 1; stage <= s->stages && p->areas[area].visitable; stage++)
            if (gen_int(g, 0, 2))
                p->adopted[p->adopted_count++] =
                    (struct adopted){area, stage, gen_int(g, 0, s->years - 1)};
}

/* Limits in proportion to what every area visited once in the programme would take. */
static inline void random_limits(struct programme *p, const struct random_shape *s, struct gen *g,
                                 struct arena *a)
{
    p->limits = random_array(a, p->resource_count * p->year_count * 2, sizeof *p->limits);
    for (int r = 0; r < p->resource_count; r++) {
        double mean = 0;
        for (int z = 0; z < p->size_count; z++)
            for (int c = 0; c < p->sizes[z].construction_count; c++)
                if (p->sizes[z].constructions[c].resource == r)
                    mean += p->sizes[z].constructions[c].quantity / s->sizes_per_type;
        double year = mean * s->areas / p->year_count * s->percent / 100;
        int lasting = p->resources[r].kind == RESOURCE_LASTING;
        int province = s->provinces > 1 && gen_int(g, 0, 3) == 0 ? gen_int(g, 1, s->provinces) : -1;
        for (int y = 0; y < p->year_count; y++) {
            if (gen_int(g, 0, 9) == 0) continue;
            double quantity = floor(year * (lasting ? y + 1 : 1) * gen_real(g, 0.8, 1.2)) + 10;
            p->limits[p->limit_count++] = (struct resource_limit){r, -1, y, quantity};
            if (province < 0) continue;
            quantity = floor(quantity * gen_real(g, 0.5, 1.2));
            p->limits[p->limit_count++] = (struct resource_limit){r, province, y, quantity};
        }
    }
}

/* Two areas that do not overlap: provinces, counties, or one of each. */
static inline void random_precedence(struct clause *c, const struct programme *p,
                                     const struct random_shape *s, struct gen *g)
{
    int first = 1 + s->provinces, last = p->area_count - 1;
    c->area = gen_int(g, s->provinces > 1 ? 1 : first, last);
    c->after = gen_int(g, s->provinces > 1 ? 1 : first, last);
    if (gen_int(g, 0, 1)) c->at_least = gen_int(g, 0, 2);
    if (!area_is_within(p, c->area, c->after) && !area_is_within(p, c->after, c->area)) return;
    c->kind = CLAUSE_NO_VISIT;
    c->after = -1;
    c->at_least = -INFINITY;
}

static inline struct clause random_clause(const struct programme *p, const struct random_shape *s,
                                          struct gen *g)
{
    struct clause c = {.text = "as the decree says",
                       .kind = (enum clause_kind)gen_int(g, 0, CLAUSE_KIND_COUNT - 1),
                       .area = gen_int(g, 0, 2) ? -1 : gen_int(g, 1, p->area_count - 1),
                       .stage = gen_int(g, 0, 1) ? 0 : gen_int(g, 1, s->stages),
                       .after = -1,
                       .type = -1,
                       .site = -1,
                       .at_least = -INFINITY,
                       .at_most = INFINITY};
    c.year_first = gen_int(g, 0, p->year_count - 1);
    c.year_last = gen_int(g, c.year_first, p->year_count - 1);
    int visits = s->areas * s->stages;
    int may_each = c.kind == CLAUSE_VISITS_PER_YEAR || c.kind == CLAUSE_VISITS_IN_PERIOD ||
                   c.kind == CLAUSE_SHARE_IN_PERIOD || c.kind == CLAUSE_LIMIT_SUBSIDY;
    if (may_each && gen_int(g, 0, 2) == 0) c.each = gen_int(g, 0, 3) ? "province" : "county";
    switch (c.kind) {
    case CLAUSE_SHARE_IN_PERIOD:
        if (gen_int(g, 0, 1)) c.at_least = gen_int(g, 0, 4) * 20;
        if (c.at_least < 0 || gen_int(g, 0, 1)) c.at_most = 20 + gen_int(g, 1, 5) * 20;
        if (c.at_most < c.at_least) c.at_most = c.at_least;
        break;
    case CLAUSE_VISIT_AFTER:
        random_precedence(&c, p, s, g);
        break;
    case CLAUSE_SELF_FINANCING:
        if (gen_int(g, 0, 1)) c.type = gen_int(g, 0, p->type_count - 1);
        break;
    case CLAUSE_LIMIT_CHANGES:
        c.at_most = gen_int(g, 0, visits);
        c.year_first = 0;
        c.year_last = p->year_count - 1;
        break;
    case CLAUSE_VISITS_PER_YEAR:
    case CLAUSE_VISITS_IN_PERIOD:
        if (gen_int(g, 0, 2) == 0) c.at_least = gen_int(g, 0, (visits + 1) / 2);
        if (c.at_least < 0 || gen_int(g, 0, 1)) c.at_most = gen_int(g, 1, visits);
        if (c.at_most < c.at_least) c.at_most = c.at_least;
        break;
    case CLAUSE_REQUIRE_FACILITY:
    case CLAUSE_FORBID_FACILITY:
        c.type = gen_int(g, 0, p->type_count - 1);
        c.stage = 0;
        break;
    case CLAUSE_REQUIRE_SITE:
    case CLAUSE_FORBID_SITE:
        c.site = gen_int(g, 0, p->site_count - 1);
        c.area = -1;
        if (c.kind == CLAUSE_FORBID_SITE) c.stage = 0;
        break;
    case CLAUSE_LIMIT_SUBSIDY:
        c.at_most = gen_int(g, 0, 40) * visits;
        break;
    default:
        break;
    }
    if (s->soft && gen_int(g, 0, 1)) {
        int is_small = c.kind == CLAUSE_LIMIT_SUBSIDY || c.kind == CLAUSE_REQUIRE_SITE ||
                       c.kind == CLAUSE_VISIT_AFTER;
        int unit = is_small ? 10 : 1000;
        c.penalty = unit * gen_int(g, 1, 10) * gen_int(g, 1, 10);
    }
    return c;
}

/* Some goods are traded, on ways between some areas, that take 1 to 4 hours. */
static inline void random_trade(struct programme *p, struct gen *g, struct arena *a)
{
    for (int i = 0; i < p->good_count; i++) {
        p->goods[i].trade_hours_max = gen_int(g, 0, 4) ? gen_int(g, 2, 4) : -1;
        p->goods[i].trade_cost_hour = gen_int(g, 0, 1) ? 0.05 * gen_int(g, 0, 8) : 0;
    }
    for (int i = 0; i < p->size_count; i++) {
        struct quantity *out = random_array(a, p->sizes[i].output_count, sizeof *out);
        for (int k = 0; k < p->sizes[i].output_count; k++) {
            out[k] = p->sizes[i].outputs[k];
            out[k].quantity *= gen_int(g, 1, 4);
        }
        p->sizes[i].outputs = out;
    }
    p->trade_ways = random_array(a, p->area_count * p->area_count, sizeof *p->trade_ways);
    for (int from = 0; from < p->area_count; from++)
        for (int to = 0; to < p->area_count; to++) {
            if (from == to || !p->areas[from].visitable || !p->areas[to].visitable) continue;
            if (gen_int(g, 0, 3))
                p->trade_ways[p->trade_way_count++] =
                    (struct trade_way){from, to, 0.5 * gen_int(g, 2, 8)};
        }
}

static inline struct random_programme *random_programme(const struct random_shape *s, struct gen *g,
                                                        struct arena *a)
{
    struct random_programme *rp = random_array(a, 1, sizeof *rp);
    struct programme *p = &rp->programme;
    p->code = p->title = "random";
    p->first_year = 2030;
    p->year_count = s->years;
    p->discount = gen_int(g, 0, 1) ? 0.05 : 0;
    random_areas(p, s, g, a);
    random_goods(p, s, g, a);
    random_resources(p, s, g, a);
    random_types(p, s, g, a);
    random_sites(rp, s, g, a);
    random_decided(p, s, g, a);
    random_adopted(p, s, g, a);
    random_limits(p, s, g, a);
    p->clauses = random_array(a, s->clauses, sizeof *p->clauses);
    for (int i = 0; i < s->clauses; i++) {
        p->clauses[p->clause_count] = random_clause(p, s, g);
        p->clauses[p->clause_count++].code = random_code(a, "clause-", i);
    }
    rp->equity_weight = random_array(a, p->area_count, sizeof(double));
    for (int i = 0; i < p->area_count; i++)
        rp->equity_weight[i] = gen_real(g, 0.5, 2);
    if (s->trade) random_trade(p, g, a);
    return rp;
}

#endif
