/* SPDX-License-Identifier: Apache-2.0 */
/*
 * places - feed points, water and sites.
 *
 * The first site of every area states enough electricity and water for the
 * smallest plants; the plan made first stands there.
 */
#include <math.h>

#include "synth/parts.h"

static double between(struct rng *r, double low, double high)
{
    return low + (high - low) * rng_real(r);
}

/* Within `far` cells of the chief town. */
static void put_place(struct synth *s, struct row row, int cell, double far, struct rng *r)
{
    const struct synth_cell *c = &s->cells[cell];
    double angle = between(r, 0, 6.283185307), degrees[2];
    double km = far * s->spacing_km * (0.3 + 0.7 * rng_real(r));
    plane_to_degrees(c->seat_x + km * cos(angle), c->seat_y + km * sin(angle), degrees);
    row_real(row, "lon", degrees[0]);
    row_real(row, "lat", degrees[1]);
}

static void write_feed_point(struct synth *s, int cell)
{
    struct rng r = synth_rng(s, STREAM_PLACE, 2 * cell);
    struct row row = row_new(s, TABLE_FEED_POINT);
    row_text(row, "code", text_new(s, "%s-f", s->cells[cell].code));
    row_text(row, "name", "substation");
    row_text(row, "kind", "substation");
    put_place(s, row, cell, 0.15, &r);
    row_real(row, "spare_kw", figures(900 * exp(0.6 * rng_normal(&r)), 2));
    row_real(row, "voltage_kv", rng_int(&r, 0, 3) ? 66 : 110);
}

static void write_water_source(struct synth *s, int cell)
{
    static const char *const kinds[] = {"river", "river", "reservoir", "well", "lake", "spring"};
    static const char *const qualities[] = {"good", "good", "good", "treatable", "unfit"};
    struct rng r = synth_rng(s, STREAM_PLACE, 2 * cell + 1);
    struct row row = row_new(s, TABLE_WATER_SOURCE);
    row_text(row, "code", text_new(s, "%s-w", s->cells[cell].code));
    row_text(row, "name", "source");
    row_text(row, "kind", kinds[rng_int(&r, 0, 5)]);
    put_place(s, row, cell, 0.25, &r);
    row_real(row, "dry_m3_day", figures(800 * exp(0.7 * rng_normal(&r)), 2));
    row_text(row, "quality", qualities[rng_int(&r, 0, 4)]);
}

/* What a site of generous size must have for everything in its middle size. */
static struct synth_size wants_of(const struct synth *s)
{
    struct synth_size sum = {.power_kw = 0};
    for (int t = 0; t < s->o->types; t++) {
        const struct synth_size *z = &s->sizes[t * s->o->sizes + s->o->sizes / 2];
        sum.power_kw += z->power_kw;
        sum.water_m3_day += z->water_m3_day;
        sum.land_m2 += z->land_m2;
        sum.transport_t_year += z->transport_t_year;
    }
    return sum;
}

static void write_site(struct synth *s, int cell, int index, const struct synth_size *wants)
{
    const struct synth_size *least = &s->sizes[0]; /* must fit on the first site */
    struct rng r = synth_rng(s, STREAM_SITE, cell * SYNTH_SITE_MAX + index);
    double generous = index == 0 ? between(&r, 0.25, 0.8) : between(&r, 0.1, 0.7);
    double power = generous * wants->power_kw * between(&r, 0.6, 1.4);
    double water = generous * wants->water_m3_day * between(&r, 0.6, 1.4);
    double land = generous * wants->land_m2 * between(&r, 0.6, 1.4);
    int is_stated = rng_real(&r) < s->o->stated || index == 0;
    int is_reached = rng_int(&r, 0, 1) || index == 0;
    if (index == 0) {
        power = fmax(power, 1.1 * least->power_kw);
        water = fmax(water, 1.1 * least->water_m3_day);
        land = fmax(land, 1.1 * least->land_m2);
    }
    struct row row = row_new(s, TABLE_SITE);
    row_text(row, "code", text_new(s, "%s-s%d", s->cells[cell].code, index + 1));
    row_text(row, "area", s->cells[cell].code);
    put_place(s, row, cell, SITE_FAR, &r);
    row_real(row, "land_m2", figures(land, 3));
    if (is_stated) {
        row_real(row, "power_kw", figures(power, 3));
        row_real(row, "water_m3_day", figures(water, 3));
    }
    if (!is_reached)
        row_real(row, "transport_t_year", figures(wants->transport_t_year * 0.7 * generous, 2));
    if (index > 0 && rng_int(&r, 0, 7) == 0) row_real(row, "displaced", rng_int(&r, 5, 60));
    row_text(row, "former_use", index % 2 ? "farm land" : "disused works");
}

void make_places(struct synth *s)
{
    struct synth_size wants = wants_of(s);
    for (int i = 0; i < s->o->areas && !s->failed; i++)
        write_feed_point(s, i);
    for (int i = 0; i < s->o->areas && !s->failed; i++)
        write_water_source(s, i);
    make_roads(s);
    for (int i = 0; i < s->o->areas && !s->failed; i++)
        for (int k = 0; k < s->o->sites; k++)
            write_site(s, i, k, &wants);
}
