/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sizes - facility sizes with their recipes.
 *
 * A plant of scale 1 supplies half the need of an area of mean population.
 * Cost grows with the 0.7th power of scale, power, water, land and staff with
 * the 0.8th, so that large plants are cheaper a unit and harder to place.
 */
#include <math.h>

#include "synth/parts.h"

static const double SCALE_MIN = 0.4, SCALE_MAX = 1.8;

/* Of scale 1: total amount, share of it in each year of building. */
static const struct {
    double amount, share[PROFILE_YEARS];
} profiles[SYNTH_RESOURCE_MAX] = {
    [RESOURCE_MONEY] = {4000, {0.6, 0.4, 0}},   [RESOURCE_CEMENT] = {900, {0.7, 0.3, 0}},
    [RESOURCE_STEEL] = {140, {0.5, 0.5, 0}},    [RESOURCE_CREW] = {60, {0.65, 0.35, 0}},
    [RESOURCE_GRID] = {0, {0, 1, 0}}, /* what the plant draws */
    [RESOURCE_TIMBER] = {200, {0.5, 0.3, 0.2}},
};

static double between(struct rng *r, double low, double high)
{
    return low + (high - low) * rng_real(r);
}

static void add_output(struct synth *s, const struct synth_size *z, int good, double scale)
{
    struct row r = row_new(s, TABLE_OUTPUT);
    row_text(r, "facility_size", z->code);
    row_text(r, "good", s->goods[good]);
    row_real(r, "quantity", figures(scale * 0.5 * s->mean_population * s->need_per_head[good], 3));
}

static void write_construction(struct synth *s, const struct synth_size *z)
{
    for (int i = 0; i < s->resource_count; i++)
        for (int k = 0; k < PROFILE_YEARS; k++) {
            if (z->construction[i][k] <= 0) continue;
            struct row r = row_new(s, TABLE_CONSTRUCTION);
            row_text(r, "facility_size", z->code);
            row_text(r, "resource", resource_code(i));
            row_integer(r, "year_offset", k);
            row_real(r, "quantity", z->construction[i][k]);
        }
}

static void write_size(struct synth *s, const struct synth_size *z, const struct synth_type *t,
                       double revenue)
{
    struct row r = row_new(s, TABLE_FACILITY_SIZE);
    row_text(r, "code", z->code);
    row_text(r, "facility_type", t->code);
    row_text(r, "name", z->code);
    row_integer(r, "build_years", z->build_years);
    row_real(r, "power_kw", z->power_kw);
    row_real(r, "water_m3_day", z->water_m3_day);
    row_real(r, "land_m2", z->land_m2);
    row_real(r, "staff", z->staff);
    row_real(r, "transport_t_year", z->transport_t_year);
    row_real(r, "revenue", revenue);
    row_real(r, "running_cost", figures(revenue + z->loss, 6));
    if (t == s->types) return; /* the plant that fits everywhere has no distance to keep */
    row_real(r, "power_km_max", 40);
    row_real(r, "water_km_max", 15);
    row_real(r, "transport_km_max", 10);
    row_real(r, "seat_km_max", 60);
}

/* Draws of a type, the same for all its sizes. */
struct type_draws {
    double power_kw, water_m3_day, land_m2, staff, transport_t_year;
    double costs[SYNTH_RESOURCE_MAX], output, margin;
    int second_good, raw;
    double raw_quantity;
};

static struct type_draws draw_type(const struct synth *s, int type)
{
    const struct synth_type *t = &s->types[type];
    struct rng r = synth_rng(s, STREAM_TYPE, type);
    struct type_draws d = {.power_kw = between(&r, 100, 500),
                           .water_m3_day = between(&r, 40, 400),
                           .land_m2 = between(&r, 4000, 15000),
                           .staff = between(&r, 40, 120),
                           .transport_t_year = between(&r, 500, 4000)};
    for (int i = 0; i < SYNTH_RESOURCE_MAX; i++)
        d.costs[i] = between(&r, 0.6, 1.5);
    d.output = between(&r, 0.8, 1.2);
    d.margin = between(&r, -0.25, 0.3);
    int has_second = rng_real(&r) < 0.35 && t->good_count > 1;
    int step = rng_int(&r, 1, t->good_count > 1 ? t->good_count - 1 : 1);
    d.second_good =
        has_second ? t->first_good + (t->good - t->first_good + step) % t->good_count : -1;
    int has_raw = rng_real(&r) < 0.7 && s->o->raw_materials > 0 && type > 0;
    d.raw = has_raw ? rng_int(&r, 0, s->o->raw_materials - 1) : -1;
    d.raw_quantity = between(&r, 300, 1500);
    return d;
}

static void scale_size(const struct synth *s, struct synth_size *z, const struct type_draws *d,
                       double scale)
{
    double size = pow(scale, 0.8), cost = pow(scale, 0.7);
    z->power_kw = figures(d->power_kw * size, 2);
    z->water_m3_day = figures(d->water_m3_day * size, 2);
    z->land_m2 = figures(d->land_m2 * size, 2);
    z->staff = figures(d->staff * size, 2);
    z->transport_t_year = figures(d->transport_t_year * scale, 2);
    z->build_years = scale > 1.2 ? 2 : 1;
    for (int i = 0; i < s->resource_count; i++)
        for (int k = 0; k < PROFILE_YEARS; k++) {
            double amount =
                i == RESOURCE_GRID ? z->power_kw : profiles[i].amount * d->costs[i] * cost;
            z->construction[i][k] = figures(amount * profiles[i].share[k], 3);
        }
}

static void make_size(struct synth *s, int type, int index, const struct type_draws *d)
{
    static const char *const words[] = {"s", "m", "l"};
    const struct synth_type *t = &s->types[type];
    struct synth_size *z = &s->sizes[type * s->o->sizes + index];
    int steps = s->o->sizes - 1;
    double scale = steps ? SCALE_MIN * pow(SCALE_MAX / SCALE_MIN, (double)index / steps) : 0.8;
    z->code = s->o->sizes <= 3 ? text_new(s, "%s-%s", t->code, words[index])
                               : text_new(s, "%s-%d", t->code, index + 1);
    scale_size(s, z, d, scale);
    double revenue = figures(900 * d->output * scale * s->mean_population / 60000, 3);
    z->loss = -figures(revenue * d->margin, 2);
    write_size(s, z, t, revenue);
    add_output(s, z, t->good, d->output * scale);
    if (d->second_good >= 0) add_output(s, z, d->second_good, 0.3 * scale);
    write_construction(s, z);
    if (d->raw < 0) return;
    struct row r = row_new(s, TABLE_INPUT);
    row_text(r, "facility_size", z->code);
    row_text(r, "raw_material", raw_code(s, d->raw));
    row_real(r, "quantity", figures(d->raw_quantity * scale, 2));
}

/* A ready package: two to four goods, and every resource over three years, at random. */
static void make_package(struct synth *s, int type, int index)
{
    const struct synth_type *t = &s->types[type];
    struct synth_size *z = &s->sizes[type * s->o->sizes + index];
    struct rng r = synth_rng(s, STREAM_SIZE, type * SYNTH_SIZE_MAX + index);
    z->code = text_new(s, "package-%d-%d", type + 1, index + 1);
    double goods = t->good_count < 4 ? t->good_count : rng_int(&r, 2, 4), worth = 0;
    int first = rng_int(&r, 0, t->good_count - 1);
    double scales[4];
    for (int k = 0; k < (int)goods; k++)
        worth += scales[k] = between(&r, 0.3, 1.5);
    z->build_years = 2;
    z->power_kw = figures(between(&r, 100, 400) * worth, 2);
    z->land_m2 = figures(between(&r, 3000, 9000) * worth, 2);
    z->staff = figures(between(&r, 20, 60) * worth, 2);
    for (int i = 0; i < s->resource_count; i++) {
        double amount = (i == RESOURCE_GRID ? 300 : profiles[i].amount) * 0.5 * worth;
        for (int k = 0; k < PROFILE_YEARS; k++)
            z->construction[i][k] = figures(amount / PROFILE_YEARS * between(&r, 0.4, 1.6), 3);
    }
    write_size(s, z, t, 0);
    for (int k = 0; k < (int)goods; k++)
        add_output(s, z, t->first_good + (first + k) % t->good_count, scales[k]);
    write_construction(s, z);
}

void make_sizes(struct synth *s)
{
    s->sizes = ARENA_ARRAY(s->a, struct synth_size, (size_t)s->o->types * (size_t)s->o->sizes);
    if (!s->sizes) {
        s->failed = 1;
        return;
    }
    for (int type = 0; type < s->o->types; type++) {
        struct type_draws draws = draw_type(s, type);
        for (int i = 0; i < s->o->sizes && !s->failed; i++)
            if (s->o->family == SYNTH_PACKAGES)
                make_package(s, type, i);
            else
                make_size(s, type, i, &draws);
    }
}
