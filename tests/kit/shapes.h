/* SPDX-License-Identifier: Apache-2.0 */
/*
 * shapes - sound random geometries in degrees, as WKB, for tests.
 */
#ifndef KIT_SHAPES_H
#define KIT_SHAPES_H

#include <math.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/wkb.h"
#include "kit/property.h"

static inline double shape_degree(struct gen *g, int limit)
{
    double fine = (double)(gen_u64(g) >> 11) * 0x1p-53; /* 0..1, all digits */
    switch (gen_int(g, 0, 3)) {
    case 0:
        return gen_int(g, -limit, limit);
    case 1:
        return gen_int(g, -limit * 100, limit * 100) / 100.0;
    default:
        return (2 * fine - 1) * limit;
    }
}

static inline void shape_positions(struct gen *g, struct buf *b, int count)
{
    for (int i = 0; i < count; i++) {
        double x = shape_degree(g, 180), y = shape_degree(g, 90);
        wkb_add_position(b, x, y);
    }
}

/* A star around a centre: it never crosses itself. */
static inline void shape_ring(struct gen *g, struct buf *b, int corners, double lon, double lat,
                              double radius)
{
    wkb_add_count(b, (uint32_t)corners + 1);
    double first_x = 0, first_y = 0;
    for (int i = 0; i < corners; i++) {
        double angle = 6.283185307179586 * i / corners;
        double reach = radius * (0.5 + 0.5 * gen_int(g, 0, 1000) / 1000.0);
        double x = lon + reach * cos(angle), y = lat + reach * sin(angle);
        if (i == 0) {
            first_x = x;
            first_y = y;
        }
        wkb_add_position(b, x, y);
    }
    wkb_add_position(b, first_x, first_y);
}

/* One outer ring, and maybe a hole that touches nothing. */
static inline void shape_polygon(struct gen *g, struct buf *b, double lon, double lat)
{
    int holes = gen_int(g, 0, 1);
    wkb_add_header(b, WKB_POLYGON);
    wkb_add_count(b, (uint32_t)(1 + holes));
    shape_ring(g, b, gen_int(g, 8, 20), lon, lat, 1);
    if (holes) shape_ring(g, b, gen_int(g, 3, 8), lon, lat, 0.2);
}

static inline void shape_add(struct gen *g, struct buf *b, enum wkb_kind kind, int depth)
{
    int count = gen_int(g, 1, 4);
    double lon = gen_int(g, -170, 170), lat = gen_int(g, -80, 80);
    if (kind == WKB_POLYGON) {
        shape_polygon(g, b, lon, lat);
        return;
    }
    wkb_add_header(b, kind);
    if (kind == WKB_POINT) {
        shape_positions(g, b, 1);
    } else if (kind == WKB_LINESTRING) {
        wkb_add_count(b, (uint32_t)count + 1);
        shape_positions(g, b, count + 1);
    } else {
        wkb_add_count(b, (uint32_t)count);
        for (int i = 0; i < count; i++) {
            if (kind == WKB_MULTIPOLYGON)
                shape_polygon(g, b, lon + 3 * i - 6, lat);
            else if (kind == WKB_COLLECTION)
                shape_add(g, b, (enum wkb_kind)gen_int(g, 1, depth < 3 ? 7 : 6), depth + 1);
            else
                shape_add(g, b, (enum wkb_kind)((int)kind - 3), depth + 1);
        }
    }
}

/* A sound geometry of the kind, in the arena. */
static inline struct slice shape_random(struct gen *g, enum wkb_kind kind, struct arena *a)
{
    struct buf b = BUF_INIT(1 << 24);
    shape_add(g, &b, kind, 0);
    char *copy = arena_strndup(a, b.at, b.len);
    if (!copy) fail_msg("out of memory");
    struct slice out = {copy, b.len};
    buf_clear(&b);
    return out;
}

/* A polygon with these corners (closed by itself), in the arena. */
static inline struct slice shape_of(double (*corners)[2], int count, struct arena *a)
{
    struct buf b = BUF_INIT(1 << 20);
    wkb_add_header(&b, WKB_POLYGON);
    wkb_add_count(&b, 1);
    wkb_add_count(&b, (uint32_t)count + 1);
    for (int i = 0; i <= count; i++)
        wkb_add_position(&b, corners[i % count][0], corners[i % count][1]);
    char *copy = arena_strndup(a, b.at, b.len);
    if (!copy) fail_msg("out of memory");
    struct slice out = {copy, b.len};
    buf_clear(&b);
    return out;
}

static inline struct slice shape_box(double west, double south, double east, double north,
                                     struct arena *a)
{
    double corners[4][2] = {{west, south}, {east, south}, {east, north}, {west, north}};
    return shape_of(corners, 4, a);
}

#endif
