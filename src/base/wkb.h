/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wkb - look into well-known binary: what it is, where it lies, every ring of it.
 *
 * Text     ISO 13249-3 / OGC 06-103r4, POINT to GEOMETRYCOLLECTION.  The walk reads
 *          either byte order, EWKB too, and passes over heights, measures and
 *          reference systems.  Datasets hold the plain form alone: little-endian,
 *          two-dimensional; wkb_problem() is the guard of it.
 * Method   the bytes are a prefix code, so one pass from front to back visits all
 *          parts; nothing is copied and nothing allocated.
 * Limits   nesting WKB_DEPTH_MAX; never reads past the end, whatever the bytes.
 */
#ifndef BASE_WKB_H
#define BASE_WKB_H

#include <math.h>
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
    WKB_POSITION_BYTES = 16, /* in the plain form */
    WKB_POINT_BYTES = WKB_HEADER_BYTES + WKB_POSITION_BYTES,
};

/* Empty when west > east. */
struct wkb_bounds {
    double west, south, east, north;
};

#define WKB_BOUNDS_EMPTY ((struct wkb_bounds){INFINITY, INFINITY, -INFINITY, -INFINITY})

static inline int wkb_bounds_is_empty(const struct wkb_bounds *b)
{
    return !(b->west <= b->east);
}

/* One point, one line, one ring of a polygon; or the head of what consists of others. */
struct wkb_part {
    enum wkb_kind kind;    /* a ring has WKB_POLYGON */
    int polygon;           /* running number of the polygon a ring belongs to, from 0 */
    int ring;              /* 0: outer ring; 1.. holes */
    int count;             /* positions, 0 of an empty point; of a head: rings or geometries */
    const char *positions; /* NULL: a head */
    int stride_bytes;      /* from one position to the next */
    int is_big;            /* numbers are big-endian */
    int is_plain;          /* is this geometry written as datasets hold it? */
};

struct wkb_level { /* a multi-geometry or collection we are in */
    enum wkb_kind kind;
    int left;
};

struct wkb_walk {
    struct slice rest;
    const char *problem;          /* why the walk ended early, as a clause; NULL: nothing wrong */
    struct wkb_part polygon_head; /* that of the ring handed out next */
    int rings_left;
    int depth;
    struct wkb_level levels[WKB_DEPTH_MAX + 1];
};

/* The points, lines and rings of any bytes, front to back; 0 when there are no more or
 * walk.problem says what is wrong.  Every number handed out is finite. */
struct wkb_walk wkb_walk_start(struct slice wkb);
int wkb_walk_next(struct wkb_walk *w, struct wkb_part *out);

/* The same with the heads: each comes before its `count` rings or geometries. */
int wkb_walk_step(struct wkb_walk *w, struct wkb_part *out);

/* Position i of a part. */
double wkb_x(const struct wkb_part *part, int i);
double wkb_y(const struct wkb_part *part, int i);

/* NULL when the bytes are one whole geometry in the plain form, nothing in it empty,
 * every ring closed and of at least four positions, every line of at least two; else
 * what is wrong, as a clause.  What passes is called sound. */
const char *wkb_problem(struct slice wkb);

/* Is every position a longitude and latitude?  NULL, or what is wrong (says when
 * longitude and latitude look swapped).  The geometry must be sound. */
const char *wkb_degrees_problem(struct slice wkb);

/* WKB_NONE when it is too short or of no known kind. */
enum wkb_kind wkb_kind_of(struct slice wkb);
const char *wkb_kind_name(enum wkb_kind kind); /* "MultiPolygon", as in GeoJSON */

/* Where it lies, empty when it has no position.  0 when the bytes are damaged. */
int wkb_bounds_of(struct slice wkb, struct wkb_bounds *out);
int wkb_position_count(struct slice wkb);

/* Make the bounds include others, or the positions of a part. */
void wkb_bounds_join(struct wkb_bounds *b, const struct wkb_bounds *other);
void wkb_bounds_add(struct wkb_bounds *b, const struct wkb_part *part);

/* Write: a header, for all but points a count behind it, positions. */
void wkb_add_header(struct buf *b, enum wkb_kind kind);
void wkb_add_count(struct buf *b, uint32_t count);
void wkb_add_position(struct buf *b, double x, double y);

/* Put another position into a writable copy of a geometry. */
void wkb_set_position(char *at, double x, double y);

/* A polygon as a multipolygon of one; anything else as it is. */
void wkb_add_promoted(struct buf *b, struct slice wkb);

/* Any geometry in the plain form, and where it lies.  NULL, or what is wrong with it. */
const char *wkb_add_plain(struct buf *b, struct slice wkb, struct wkb_bounds *bounds);

#endif
