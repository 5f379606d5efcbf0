/* SPDX-License-Identifier: Apache-2.0 */
/*
 * people - areas, what reaches their people today, indicators, settlements.
 */
#include <math.h>

#include "synth/parts.h"

enum {
    VILLAGES = 4, /* beside the chief town */
    SUPPLY_INDICATORS = 2,
};

/* value = middle + spread * (loading * deprivation + noise); logarithmic: exp of that */
static const struct {
    const char *code, *name, *unit, *dimension, *more_is, *normalisation, *missing;
    double middle, spread, loading;
    int is_log;
    double missing_share;
} indicators[] = {
    {"income", "income per head", "crown", "economy", "better", "minmax", "refuse", 6.8, 0.45, -0.8,
     1, 0},
    {"mortality", "deaths under five per 1,000 births", "per 1,000", "health", "worse", "minmax",
     "refuse", 3.4, 0.35, 0.7, 1, 0},
    {"stunting", "children too short for their age", "%", "health", "worse", "zscore", "refuse",
     3.1, 0.3, 0.7, 1, 0},
    {"power", "households with electricity", "%", "dwelling", "better", "rank", "refuse", 65, 14,
     -0.7, 0, 0},
    {"water", "households with safe water", "%", "dwelling", "better", "minmax", "refuse", 60, 13,
     -0.6, 0, 0},
    {"schooling", "mean years at school", "years", "education", "better", "minmax", "province_mean",
     7, 1.3, -0.6, 0, 0.03},
};

#define INDICATORS ((int)(sizeof indicators / sizeof indicators[0]))

static void write_root(struct synth *s)
{
    struct row r = row_new(s, TABLE_AREA);
    row_text(r, "code", "land");
    row_text(r, "kind", "country");
    row_text(r, "name", name_new(s, -1));
    row_text(r, "visitable", "no");
    if (r.index >= 0) r.t->geometry[r.index] = outline_province(s, -1);
    for (int p = 0; p < s->province_count && !s->failed; p++) {
        r = row_new(s, TABLE_AREA);
        row_text(r, "code", s->provinces[p].code);
        row_text(r, "parent", "land");
        row_text(r, "kind", "province");
        row_text(r, "name", name_new(s, s->o->areas + p));
        row_text(r, "visitable", "no");
        if (r.index >= 0) r.t->geometry[r.index] = outline_province(s, p);
    }
}

static void write_area(struct synth *s, int cell)
{
    const struct synth_cell *c = &s->cells[cell];
    struct rng r = synth_rng(s, STREAM_AREA, s->o->areas + cell);
    struct row row = row_new(s, TABLE_AREA);
    row_text(row, "code", c->code);
    row_text(row, "parent", s->provinces[c->province].code);
    row_text(row, "kind", "county");
    row_text(row, "name", name_new(s, cell));
    row_real(row, "population", c->population);
    row_integer(row, "population_year", s->o->first_year - 1);
    row_real(row, "population_growth", figures(0.008 + 0.005 * rng_normal(&r), 2));
    double labour = 0.02 * exp(0.2 * rng_normal(&r) + 0.1 * c->deprivation);
    if (s->o->family == SYNTH_COUNTRY)
        row_real(row, "labour", figures(fmax(200, labour * c->population), 3));
    if (row.index >= 0) row.t->geometry[row.index] = outline_cell(s, cell);
}

static void write_supply(struct synth *s, int cell)
{
    const struct synth_cell *c = &s->cells[cell];
    struct rng r = synth_rng(s, STREAM_SUPPLY, cell);
    for (int g = 0; g < s->o->goods; g++) {
        double share = 0.5 - 0.16 * c->deprivation + 0.12 * rng_normal(&r);
        share = fmin(1.05, fmax(0.02, share));
        double local = 0.3 + 0.4 * rng_real(&r);
        int differs = rng_int(&r, 0, 19) == 0;
        double per_head = s->need_per_head[g];
        if (differs) {
            per_head = figures(per_head * (0.8 + 0.4 * rng_real(&r)), 3);
            struct row need = row_new(s, TABLE_NEED);
            row_text(need, "area", c->code);
            row_text(need, "good", s->goods[g]);
            row_real(need, "need_per_head", per_head);
        }
        for (int imported = 0; imported < 2; imported++) {
            double part = share * (imported ? 1 - local : local);
            struct row supply = row_new(s, TABLE_SUPPLY);
            row_text(supply, "area", c->code);
            row_text(supply, "good", s->goods[g]);
            row_text(supply, "origin", imported ? "imported" : "local");
            row_real(supply, "quantity", figures(part * c->population * per_head, 4));
        }
    }
}

static void write_indicators(struct synth *s)
{
    for (int i = 0; i < INDICATORS; i++) {
        struct row r = row_new(s, TABLE_INDICATOR);
        row_text(r, "code", indicators[i].code);
        row_text(r, "name", indicators[i].name);
        row_text(r, "unit", indicators[i].unit);
        row_text(r, "dimension", indicators[i].dimension);
        row_text(r, "more_is", indicators[i].more_is);
        row_text(r, "normalisation", indicators[i].normalisation);
        row_text(r, "missing", indicators[i].missing);
    }
    for (int g = 0; g < SUPPLY_INDICATORS && g < s->o->goods; g++) {
        struct row r = row_new(s, TABLE_INDICATOR);
        row_text(r, "code", text_new(s, "supply-%s", s->goods[g]));
        row_text(r, "name", text_new(s, "share of need met: %s", s->goods[g]));
        row_text(r, "unit", "share");
        row_text(r, "dimension", "supply");
        row_text(r, "good", s->goods[g]);
        row_text(r, "more_is", "better");
        row_text(r, "normalisation", "minmax");
        row_real(r, "goal_low", 0);
        row_real(r, "goal_high", 1);
    }
}

static void write_values(struct synth *s, int cell)
{
    const struct synth_cell *c = &s->cells[cell];
    struct rng r = synth_rng(s, STREAM_INDICATOR, cell);
    for (int i = 0; i < INDICATORS; i++) {
        double loading = indicators[i].loading;
        double z = loading * c->deprivation + sqrt(1 - loading * loading) * rng_normal(&r);
        double value = indicators[i].middle + indicators[i].spread * z;
        int is_missing = rng_real(&r) < indicators[i].missing_share;
        if (is_missing) continue;
        if (!indicators[i].is_log) value = fmin(100, fmax(0.5, value));
        struct row row = row_new(s, TABLE_INDICATOR_VALUE);
        row_text(row, "area", c->code);
        row_text(row, "indicator", indicators[i].code);
        row_integer(row, "year", s->o->first_year - 1);
        row_real(row, "value", figures(indicators[i].is_log ? exp(value) : value, 3));
    }
}

static void write_settlement(struct synth *s, int cell, int index, const double place[2],
                             double people)
{
    const struct synth_cell *c = &s->cells[cell];
    double degrees[2];
    plane_to_degrees(place[0], place[1], degrees);
    struct row r = row_new(s, TABLE_SETTLEMENT);
    row_text(r, "code", text_new(s, "%s-t%d", c->code, index));
    row_text(r, "area", c->code);
    row_text(r, "name", name_new(s, 2 * SYNTH_AREA_MAX + cell * (VILLAGES + 1) + index));
    row_real(r, "lon", degrees[0]);
    row_real(r, "lat", degrees[1]);
    row_real(r, "population", round(people));
    row_real(r, "radius_m", figures(sqrt(people * 120 / 3.14159), 2)); /* 120 m² a head */
    row_text(r, "seat", index ? "no" : "yes");
}

/* A third of the people in the chief town, the others in villages of uneven size. */
static void write_settlements(struct synth *s, int cell)
{
    const struct synth_cell *c = &s->cells[cell];
    struct rng r = synth_rng(s, STREAM_SETTLEMENT, cell);
    double seat[2] = {c->seat_x, c->seat_y}, shares[VILLAGES], sum = 0;
    write_settlement(s, cell, 0, seat, c->population / 3);
    for (int i = 0; i < VILLAGES; i++)
        sum += shares[i] = 0.3 + rng_real(&r);
    for (int i = 0; i < VILLAGES; i++) {
        double angle = 6.283185307 * rng_real(&r), far = s->spacing_km * (0.1 + 0.2 * rng_real(&r));
        double place[2] = {c->x_km + far * cos(angle), c->y_km + far * sin(angle)};
        write_settlement(s, cell, i + 1, place, c->population * 2 / 3 * shares[i] / sum);
    }
}

static void write_raw_supply(struct synth *s, int cell)
{
    struct rng r = synth_rng(s, STREAM_RAW, cell);
    for (int i = 0; i < s->o->raw_materials; i++) {
        double quantity = figures(1500 * exp(0.8 * rng_normal(&r)), 2);
        if (rng_int(&r, 0, 9) == 0) continue; /* does not grow there */
        struct row row = row_new(s, TABLE_RAW_SUPPLY);
        row_text(row, "area", s->cells[cell].code);
        row_text(row, "raw_material", raw_code(s, i));
        row_real(row, "quantity", quantity);
    }
}

void make_people(struct synth *s)
{
    write_root(s);
    write_indicators(s);
    void (*const parts[])(struct synth *, int) = {write_area, write_supply, write_values,
                                                  write_settlements, write_raw_supply};
    for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++)
        for (int i = 0; i < s->o->areas && !s->failed; i++)
            parts[k](s, i);
}
