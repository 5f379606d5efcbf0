/* SPDX-License-Identifier: Apache-2.0 */
/*
 * industry - goods, resources, raw materials, nuisance classes, facility types
 * and what connecting a site takes.
 */
#include "synth/parts.h"

static const struct {
    const char *code, *name, *unit;
    double need, weight; /* per head and year */
} goods[] = {
    {"food", "processed food", "kg", 30, 1.2},
    {"seasoning", "soy sauce and paste", "kg", 9, 1},
    {"garments", "garments", "pieces", 4, 0.8},
    {"soap", "soap and detergent", "kg", 6, 1},
    {"paper", "paper and notebooks", "kg", 7, 0.5},
    {"oil", "edible oil", "kg", 8, 1.1},
    {"footwear", "footwear", "pairs", 2, 0.7},
    {"pottery", "pottery", "pieces", 3, 0.3},
    {"furniture", "furniture", "pieces", 0.2, 0.4},
    {"tools", "hand tools", "pieces", 0.5, 0.5},
    {"care", "hospital care", "consultations", 5, 1.5},
    {"grain", "stored grain", "kg", 150, 1},
};

static const struct {
    const char *code, *name, *unit;
    int lasting;
} resources[SYNTH_RESOURCE_MAX] = {
    [RESOURCE_MONEY] = {"money", "money", "1000 crowns", 0},
    [RESOURCE_CEMENT] = {"cement", "cement", "t", 0},
    [RESOURCE_STEEL] = {"steel", "steel", "t", 0},
    [RESOURCE_CREW] = {"crew", "builders", "crew-months", 0},
    [RESOURCE_GRID] = {"grid", "grid capacity", "kW", 1},
    [RESOURCE_TIMBER] = {"timber-sawn", "sawn timber", "m³", 0},
};

static const struct {
    const char *code, *name, *unit;
} raws[] = {
    {"wheat", "wheat", "t"}, {"soybean", "soybeans", "t"}, {"cotton", "cotton", "t"},
    {"logs", "logs", "m³"},  {"clay", "clay", "t"},        {"hides", "hides", "pieces"},
};

#define COUNT(a) ((int)(sizeof(a) / sizeof((a)[0])))

/* Names of a list that is used round and round: the second round gets a number. */
static const char *numbered(struct synth *s, const char *stem, int index, int count)
{
    if (index < count) return stem;
    return text_new(s, "%s-%d", stem, index / count + 1);
}

static void make_good(struct synth *s, int i)
{
    int from = i % COUNT(goods);
    struct rng r = synth_rng(s, STREAM_GOOD, i);
    struct row row = row_new(s, TABLE_GOOD);
    s->goods[i] = numbered(s, goods[from].code, i, COUNT(goods));
    s->need_per_head[i] = figures(goods[from].need * (0.9 + 0.2 * rng_real(&r)), 3);
    row_text(row, "code", s->goods[i]);
    row_text(row, "name", numbered(s, goods[from].name, i, COUNT(goods)));
    row_text(row, "unit", goods[from].unit);
    row_real(row, "need_per_head", s->need_per_head[i]);
    row_real(row, "weight", goods[from].weight);
    if (i % 2) return;
    /* every other good: the first half of the need is worth more than the second */
    static const double points[3][2] = {{0, 0}, {0.5, 0.7}, {1, 1}};
    for (int k = 0; k < 3; k++) {
        struct row point = row_new(s, TABLE_SATISFACTION);
        row_text(point, "good", s->goods[i]);
        row_real(point, "share", points[k][0]);
        row_real(point, "value", points[k][1]);
    }
}

static void make_resources(struct synth *s)
{
    s->resource_count = s->o->family == SYNTH_PACKAGES ? SYNTH_RESOURCE_MAX : RESOURCE_TIMBER;
    for (int i = 0; i < s->resource_count; i++) {
        struct row r = row_new(s, TABLE_RESOURCE);
        row_text(r, "code", resources[i].code);
        row_text(r, "name", resources[i].name);
        row_text(r, "unit", resources[i].unit);
        row_text(r, "kind",
                 resources[i].lasting && s->o->family == SYNTH_COUNTRY ? "lasting" : "yearly");
    }
}

static void make_raw_materials(struct synth *s)
{
    for (int i = 0; i < s->o->raw_materials; i++) {
        int from = i % COUNT(raws);
        struct row r = row_new(s, TABLE_RAW_MATERIAL);
        row_text(r, "code", numbered(s, raws[from].code, i, COUNT(raws)));
        row_text(r, "name", numbered(s, raws[from].name, i, COUNT(raws)));
        row_text(r, "unit", raws[from].unit);
    }
}

static void make_nuisance(struct synth *s)
{
    static const struct {
        const char *code, *name;
        double setback_m, people_max, displaced_max;
    } classes[] = {{"quiet", "noise by day", 100, 200, 20},
                   {"smelly", "smell and waste water", 500, 500, 5}};

    for (int i = 0; i < COUNT(classes); i++) {
        struct row r = row_new(s, TABLE_NUISANCE_CLASS);
        row_text(r, "code", classes[i].code);
        row_text(r, "name", classes[i].name);
        row_real(r, "setback_m", classes[i].setback_m);
        row_real(r, "people_max", classes[i].people_max);
        row_real(r, "displaced_max", classes[i].displaced_max);
    }
}

/* Types and goods are dealt to the stages in equal runs. */
static void make_type(struct synth *s, int i)
{
    const struct synth_options *o = s->o;
    struct synth_type *t = &s->types[i];
    int stage = (int)((long)i * o->stages / o->types);
    int first_type = 0;
    while ((long)first_type * o->stages / o->types < stage)
        first_type++;
    t->stage = stage + 1;
    t->first_good = (int)(((long)stage * o->goods + o->stages - 1) / o->stages);
    t->good_count =
        (int)(((long)(stage + 1) * o->goods + o->stages - 1) / o->stages) - t->first_good;
    t->good = t->first_good + (i - first_type) % t->good_count;
    int again = (i - first_type) / t->good_count;
    t->code = again ? text_new(s, "%s-plant-%d", s->goods[t->good], again + 1)
                    : text_new(s, "%s-plant", s->goods[t->good]);

    struct row r = row_new(s, TABLE_FACILITY_TYPE);
    row_text(r, "code", t->code);
    row_text(r, "name", text_new(s, "plant for %s", s->goods[t->good]));
    row_integer(r, "stage", t->stage);
    if (i > 0) row_text(r, "nuisance_class", i % 3 == 2 ? "smelly" : "quiet");
}

static const struct {
    const char *kind;
    int resource;
    double fixed, per_km, per_unit;
} connections[] = {
    {"power", RESOURCE_MONEY, 20, 12, 0.1},      {"power", RESOURCE_STEEL, 0, 1.5, 0},
    {"water", RESOURCE_MONEY, 10, 25, 0.2},      {"water", RESOURCE_CEMENT, 0, 12, 0},
    {"transport", RESOURCE_MONEY, 0, 40, 0.002}, {"transport", RESOURCE_CEMENT, 0, 30, 0},
};

static void make_connections(struct synth *s)
{
    for (int i = 0; i < COUNT(connections); i++) {
        struct row r = row_new(s, TABLE_CONNECTION);
        row_text(r, "kind", connections[i].kind);
        row_text(r, "resource", resources[connections[i].resource].code);
        row_real(r, "fixed", connections[i].fixed);
        row_real(r, "per_km", connections[i].per_km);
        row_real(r, "per_unit", connections[i].per_unit);
    }
}

double connection_cost(const struct synth *s, const struct synth_size *z, int resource)
{
    double cost = 0, km = 1.1 * SITE_FAR * s->spacing_km; /* the sphere is not a plane */
    for (int i = 0; i < COUNT(connections); i++) {
        if (connections[i].resource != resource) continue;
        double load = *connections[i].kind == 'p'   ? z->power_kw
                      : *connections[i].kind == 'w' ? z->water_m3_day
                                                    : z->transport_t_year;
        cost += connections[i].fixed + connections[i].per_unit * load;
        if (*connections[i].kind == 't') cost += connections[i].per_km * km;
    }
    return cost;
}

const char *resource_code(int resource)
{
    return resources[resource].code;
}

const char *raw_code(struct synth *s, int raw)
{
    return numbered(s, raws[raw % COUNT(raws)].code, raw, COUNT(raws));
}

void make_industry(struct synth *s)
{
    s->goods = ARENA_ARRAY(s->a, const char *, (size_t)s->o->goods);
    s->need_per_head = ARENA_ARRAY(s->a, double, (size_t)s->o->goods);
    s->types = ARENA_ARRAY(s->a, struct synth_type, (size_t)s->o->types);
    if (!s->goods || !s->need_per_head || !s->types) {
        s->failed = 1;
        return;
    }
    for (int i = 0; i < s->o->goods && !s->failed; i++)
        make_good(s, i);
    make_resources(s);
    make_raw_materials(s);
    make_nuisance(s);
    for (int i = 0; i < s->o->types && !s->failed; i++)
        make_type(s, i);
    make_connections(s);
}
