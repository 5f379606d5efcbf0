/* SPDX-License-Identifier: Apache-2.0 */
/*
 * outline - polygons of cells and of sets of cells, with shared corners.
 *
 * Three cells meet in a corner, so the outline of a set passes a corner at most
 * once: following it from corner to corner needs no choice.  Corners are moved
 * by at most a quarter of a side; a hexagon stays simple under that.
 */
#include <math.h>

#include "synth/parts.h"

static const double JITTER = 0.17; /* of a side, to each side of its place */

/* Corner i of a cell starts its side i, counted against the clock. */
static const int corner_x[6] = {1, 1, 0, -1, -1, 0}, corner_y[6] = {-1, 1, 2, 1, -1, -2};

static int corner_columns(const struct synth *s)
{
    return 2 * (s->column_max - s->column_min) + 5;
}

static int corner_of(const struct synth *s, int cell, int i)
{
    const struct synth_cell *c = &s->cells[cell];
    int x = 2 * (c->column - s->column_min) + (c->row & 1) + 1 + corner_x[i];
    int y = 3 * (c->row - s->row_min) + 2 + corner_y[i];
    return y * corner_columns(s) + x;
}

void make_corners(struct synth *s)
{
    size_t rows = 3 * (size_t)(s->row_max - s->row_min) + 5;
    size_t count = rows * (size_t)corner_columns(s);
    s->next_corner = ARENA_ARRAY(s->a, int, count);
    if (!s->next_corner) {
        s->failed = 1;
        return;
    }
    for (size_t i = 0; i < count; i++)
        s->next_corner[i] = -1;
}

static void corner_degrees(const struct synth *s, int corner, double out[2])
{
    int x = corner % corner_columns(s), y = corner / corner_columns(s);
    double half = s->spacing_km / 2, quarter = s->spacing_km / sqrt(12);
    struct rng r = synth_rng(s, STREAM_VERTEX, corner);
    double shift_x = JITTER * 2 * quarter * (2 * rng_real(&r) - 1);
    double shift_y = JITTER * 2 * quarter * (2 * rng_real(&r) - 1);
    plane_to_degrees((x - 1 + 2 * s->column_min) * half + shift_x,
                     (y - 2 + 3 * s->row_min) * quarter + shift_y, out);
}

struct slice outline_cell(struct synth *s, int cell)
{
    double lon_lat[12];
    for (int i = 0; i < 6; i++)
        corner_degrees(s, corner_of(s, cell, i), lon_lat + (size_t)2 * (size_t)i);
    return wkb_multipolygon(s, &(struct synth_ring){lon_lat, 6}, 1);
}

static int is_border(const struct synth *s, int cell, int side, int province)
{
    int other = cell_neighbour(s, cell, side);
    return other < 0 || (province >= 0 && s->cells[other].province != province);
}

/* Follow the outline from a corner on; returns how many corners it has. */
static int trace(struct synth *s, int start, double *lon_lat)
{
    int count = 0;
    for (int corner = start; s->next_corner[corner] >= 0; count++) {
        int next = s->next_corner[corner];
        corner_degrees(s, corner, lon_lat + (size_t)2 * (size_t)count);
        s->next_corner[corner] = -1;
        corner = next;
    }
    return count;
}

struct slice outline_province(struct synth *s, int province)
{
    int first = province < 0 ? 0 : s->provinces[province].first_cell;
    int end = province < 0 ? s->o->areas : first + s->provinces[province].cell_count;
    int sides = 0;
    for (int i = first; i < end; i++)
        for (int side = 0; side < 6; side++)
            if (is_border(s, i, side, province)) {
                s->next_corner[corner_of(s, i, side)] = corner_of(s, i, (side + 1) % 6);
                sides++;
            }
    double *lon_lat = ARENA_ARRAY(s->a, double, 2 * (size_t)sides);
    struct synth_ring *rings = ARENA_ARRAY(s->a, struct synth_ring, (size_t)sides / 6 + 1);
    if (!lon_lat || !rings) {
        s->failed = 1;
        return SLICE_NONE;
    }
    int count = 0;
    for (int i = first; i < end; i++)
        for (int side = 0; side < 6; side++) {
            int length = trace(s, corner_of(s, i, side), lon_lat);
            if (length == 0) continue;
            rings[count++] = (struct synth_ring){lon_lat, length};
            lon_lat += 2 * (size_t)length;
        }
    return wkb_multipolygon(s, rings, count);
}
