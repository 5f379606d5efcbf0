/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wkb - look into well-known binary: what it is, where it lies, every ring of it.
 *
 * Text     ISO 13249-3 / OGC 06-103r4, restricted to what datasets hold: little
 *          endian, two-dimensional, POINT to GEOMETRYCOLLECTION.
 * Method   the bytes are a prefix code, so one pass from front to back visits all
 *          parts; nothing is copied and nothing allocated.
 * Limits   nesting WKB_DEPTH_MAX; what wkb_problem() has passed can be walked
 *          without further checks.
 */
#ifndef GEO_WKB_H
#define GEO_WKB_H

#include <stdint.h>

#include "base/buf.h"
#include "base/slice.h"

enum wkb_kind {
    WKB_NONE = 0,
    WKB_POINT = 1,
    WKB_LINESTRING = 2,
    WKB_POLYGON = 3,
    WKB_MULTIPOINT = 4,
    WKB_MULTILINESTRING = 5,
    WKB_MULTIPOLYGON = 6,
    WKB_COLLECTION = 7,
};

enum {
    WKB_DEPTH_MAX = 8,
    WKB_HEADER_BYTES = 5,
    WKB_POSITION_BYTES = 16,
    WKB_POINT_BYTES = WKB_HEADER_BYTES + WKB_POSITION_BYTES,
};

struct wkb_bounds {
    double west, south, east, north;
};

/* One point, one line or one ring of a polygon. */
struct wkb_part {
    enum wkb_kind kind; /* WKB_POINT, WKB_LINESTRING or WKB_POLYGON (a ring) */
    int polygon;        /* running number of the polygon a ring belongs to, from 0 */
    int ring;           /* 0: outer ring; 1.. holes */
    int count;          /* positions */
    const char *positions;
};

struct wkb_walk {
    struct slice rest;
    int polygon, ring; /* of the ring handed out next */
    int rings_left;
};

/* NULL when the bytes are one whole geometry as above, every number finite, every
 * ring closed and of at least four positions, every line of at least two; else what
 * is wrong, as a clause. */
const char *wkb_problem(struct slice wkb);

/* Is every position a longitude and latitude?  NULL, or what is wrong (says when
 * longitude and latitude look swapped).  The geometry must be sound. */
const char *wkb_degrees_problem(struct slice wkb);

/* WKB_NONE when it is too short or of no known kind. */
enum wkb_kind wkb_kind_of(struct slice wkb);
const char *wkb_kind_name(enum wkb_kind kind); /* "MultiPolygon", as in GeoJSON */

/* The parts of a sound geometry, front to back; 0 when there are no more. */
struct wkb_walk wkb_walk_start(struct slice wkb);
int wkb_walk_next(struct wkb_walk *w, struct wkb_part *out);

/* 0 when it has no position. */
int wkb_bounds_of(struct slice wkb, struct wkb_bounds *out);
int wkb_position_count(struct slice wkb);

/* Position i of a part. */
double wkb_x(const struct wkb_part *part, int i);
double wkb_y(const struct wkb_part *part, int i);
double wkb_read_real(const char *at);
uint32_t wkb_read_count(const char *at);

/* Write: a header, for all but points a count behind it, positions. */
void wkb_add_header(struct buf *b, enum wkb_kind kind);
void wkb_add_count(struct buf *b, uint32_t count);
void wkb_add_position(struct buf *b, double x, double y);

/* Put another count where one was written, at byte `at` of the buf. */
void wkb_set_count(struct buf *b, size_t at, uint32_t count);

/* Put another position into a writable copy of a geometry. */
void wkb_set_position(char *at, double x, double y);

/* A polygon as a multipolygon of one; anything else as it is. */
void wkb_add_promoted(struct buf *b, struct slice wkb);

#endif
