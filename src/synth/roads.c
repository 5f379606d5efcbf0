/* SPDX-License-Identifier: Apache-2.0 */
/*
 * roads - roads between the chief towns of neighbours, railways between those of
 * provinces, stations where a railway ends.
 *
 * Lines begin and end at the same place in the same chief town, so that all roads are
 * one network but for where a whole side of the country has none.
 */
#include <math.h>

#include "synth/parts.h"

static const double BEND = 0.15, WAVER = 0.005; /* cells, to each side */

static double between(struct rng *r, double low, double high)
{
    return low + (high - low) * rng_real(r);
}

/* Vertex i of a line from a to b that is bent in its middle. */
static void put_vertex(const struct synth *s, const double bent[3][2], int i, struct rng *r,
                       double lon_lat[2])
{
    int last = s->o->road_vertices - 1, half = 2 * i > last;
    double share = 2.0 * i / last - half, plane[2];
    for (int k = 0; k < 2; k++)
        plane[k] = bent[half][k] + share * (bent[half + 1][k] - bent[half][k]);
    if (i != 0 && i != last && 2 * i != last)
        for (int k = 0; k < 2; k++)
            plane[k] += WAVER * s->spacing_km * between(r, -1, 1);
    plane_to_degrees(plane[0], plane[1], lon_lat);
}

static void write_line(struct synth *s, const char *kind, const int ends[2], int index)
{
    const struct synth_cell *a = &s->cells[ends[0]], *b = &s->cells[ends[1]];
    struct rng r = synth_rng(s, STREAM_BEND, index);
    double bend = BEND * s->spacing_km, lon_lat[2 * SYNTH_ROAD_VERTEX_MAX];
    double middle_y = (a->seat_y + b->seat_y) / 2 + between(&r, -bend, bend);
    double middle_x = (a->seat_x + b->seat_x) / 2 + between(&r, -bend, bend);
    const double bent[3][2] = {
        {a->seat_x, a->seat_y}, {middle_x, middle_y}, {b->seat_x, b->seat_y}};
    for (int i = 0; i < s->o->road_vertices; i++)
        put_vertex(s, bent, i, &r, lon_lat + 2 * (size_t)i);
    struct row row = row_new(s, TABLE_TRANSPORT);
    row_text(row, "code", text_new(s, "%s-%s-%s", kind, a->code, b->code));
    row_text(row, "kind", kind);
    row_real(row, "speed_km_h", 30);
    if (row.index >= 0) row.t->geometry[row.index] = wkb_line(s, lon_lat, s->o->road_vertices);
}

/* Is there a road over this side?  Both cells of a side give the same answer. */
static int has_road(const struct synth *s, int cell, int side)
{
    int other = cell_neighbour(s, cell, side);
    if (other < 0) return 0;
    int west = side < 3 ? cell : other; /* the one that has it among its first three sides */
    struct rng r = synth_rng(s, STREAM_ROAD, 3 * west + side % 3);
    return rng_int(&r, 0, 3) > 0; /* a quarter is missing */
}

static void write_roads(struct synth *s, int cell)
{
    int count = 0;
    for (int side = 0; side < 6; side++) {
        if (!has_road(s, cell, side)) continue;
        int ends[2] = {cell, cell_neighbour(s, cell, side)};
        if (side < 3) write_line(s, "road", ends, 3 * cell + side);
        count++;
    }
    for (int side = 0; side < 6 && count == 0; side++) { /* nobody is cut off */
        int ends[2] = {cell, cell_neighbour(s, cell, side)};
        if (ends[1] < 0) continue;
        write_line(s, "road", ends, 3 * cell + side % 3);
        count++;
    }
}

static int middle_cell(const struct synth_province *p)
{
    return p->first_cell + p->cell_count / 2;
}

/* Railways link the middle cells of provinces in the order of their numbers. */
static void write_railways(struct synth *s)
{
    for (int p = 1; p < s->province_count; p++) {
        int ends[2] = {middle_cell(&s->provinces[p - 1]), middle_cell(&s->provinces[p])};
        write_line(s, "rail", ends, 3 * s->o->areas + p);
    }
}

static void write_stations(struct synth *s)
{
    for (int p = 0; p < s->province_count && s->province_count > 1; p++) {
        const struct synth_cell *c = &s->cells[middle_cell(&s->provinces[p])];
        double lon_lat[2];
        plane_to_degrees(c->seat_x, c->seat_y, lon_lat);
        struct row row = row_new(s, TABLE_TRANSPORT);
        row_text(row, "code", text_new(s, "station-%s", c->code));
        row_text(row, "kind", "station");
        if (row.index >= 0) row.t->geometry[row.index] = wkb_point(s, lon_lat);
    }
}

void make_roads(struct synth *s)
{
    if (s->o->road_vertices == 0) return;
    for (int i = 0; i < s->o->areas && !s->failed; i++)
        write_roads(s, i);
    write_railways(s);
    if (s->o->stations) write_stations(s);
}
