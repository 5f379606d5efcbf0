/* SPDX-License-Identifier: Apache-2.0 */
#include "geo/wkb.h"

#include <assert.h>
#include <limits.h>
#include <math.h>
#include <string.h>

enum {
    LITTLE_ENDIAN_MARK = 1,
    COUNT_BYTES = 4,
    RING_POSITIONS_MIN = 4,
    LINE_POSITIONS_MIN = 2,
};

uint32_t wkb_read_count(const char *at)
{
    uint32_t value = 0;
    for (int i = 0; i < COUNT_BYTES; i++)
        value |= (uint32_t)(unsigned char)at[i] << (8 * i);
    return value;
}

double wkb_read_real(const char *at)
{
    uint64_t bits = 0;
    for (int i = 0; i < 8; i++)
        bits |= (uint64_t)(unsigned char)at[i] << (8 * i);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

double wkb_x(const struct wkb_part *part, int i)
{
    assert(i >= 0 && i < part->count);
    return wkb_read_real(part->positions + (size_t)i * WKB_POSITION_BYTES);
}

double wkb_y(const struct wkb_part *part, int i)
{
    assert(i >= 0 && i < part->count);
    return wkb_read_real(part->positions + (size_t)i * WKB_POSITION_BYTES + 8);
}

enum wkb_kind wkb_kind_of(struct slice wkb)
{
    if (wkb.len < WKB_HEADER_BYTES || wkb.at[0] != LITTLE_ENDIAN_MARK) return WKB_NONE;
    uint32_t kind = wkb_read_count(wkb.at + 1);
    return kind >= WKB_POINT && kind <= WKB_COLLECTION ? (enum wkb_kind)kind : WKB_NONE;
}

const char *wkb_kind_name(enum wkb_kind kind)
{
    static const char *const names[] = {
        "nothing",    "Point",           "LineString",   "Polygon",
        "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection"};
    assert(kind >= WKB_NONE && kind <= WKB_COLLECTION);
    return names[kind];
}

static void skip(struct slice *s, size_t bytes)
{
    assert(bytes <= s->len);
    s->at += bytes;
    s->len -= bytes;
}

/* What is wrong with one header, its place in its parent and its count (at the front of s). */
static const char *header_problem(struct slice s, enum wkb_kind parent)
{
    if (s.len < WKB_HEADER_BYTES) return "is cut off";
    if (s.at[0] != LITTLE_ENDIAN_MARK) return "is not little-endian WKB";
    enum wkb_kind kind = wkb_kind_of(s);
    if (kind == WKB_NONE) return "is of a kind that is not known (heights and curves are not used)";
    int is_multi = parent >= WKB_MULTIPOINT && parent <= WKB_MULTIPOLYGON;
    if (is_multi && (int)kind != (int)parent - 3) return "has a part of a wrong kind";
    size_t needed = WKB_HEADER_BYTES + (kind == WKB_POINT ? WKB_POSITION_BYTES : COUNT_BYTES);
    return s.len < needed ? "is cut off" : NULL;
}

static const char *positions_problem(struct slice *s, uint32_t count, enum wkb_kind kind)
{
    if (count > s->len / WKB_POSITION_BYTES || count > INT_MAX) return "is cut off";
    struct wkb_part part = {kind, 0, 0, (int)count, s->at};
    for (int i = 0; i < part.count; i++)
        if (!isfinite(wkb_x(&part, i)) || !isfinite(wkb_y(&part, i)))
            return "has a coordinate that is not a finite number";
    if (kind == WKB_LINESTRING && part.count < LINE_POSITIONS_MIN)
        return "has a line of fewer than 2 positions";
    if (kind == WKB_POLYGON) {
        if (part.count < RING_POSITIONS_MIN) return "has a ring of fewer than 4 positions";
        int last = part.count - 1;
        if (wkb_x(&part, 0) != wkb_x(&part, last) || wkb_y(&part, 0) != wkb_y(&part, last))
            return "has a ring that is not closed (its last position must be its first)";
    }
    skip(s, (size_t)count * WKB_POSITION_BYTES);
    return NULL;
}

static const char *rings_problem(struct slice *s, uint32_t count)
{
    if (count == 0) return "has a polygon without rings";
    for (uint32_t i = 0; i < count; i++) {
        if (s->len < COUNT_BYTES) return "is cut off";
        uint32_t positions = wkb_read_count(s->at);
        skip(s, COUNT_BYTES);
        const char *problem = positions_problem(s, positions, WKB_POLYGON);
        if (problem) return problem;
    }
    return NULL;
}

struct level { /* a multi-geometry or collection we are in */
    enum wkb_kind kind;
    uint32_t left;
};

const char *wkb_problem(struct slice wkb)
{
    struct level levels[WKB_DEPTH_MAX + 1] = {{WKB_NONE, 1}};
    int depth = 0;
    struct slice s = wkb;
    while (depth >= 0) {
        if (levels[depth].left == 0) {
            depth--;
            continue;
        }
        levels[depth].left--;
        const char *problem = header_problem(s, levels[depth].kind);
        if (problem) return problem;
        enum wkb_kind kind = wkb_kind_of(s);
        skip(&s, WKB_HEADER_BYTES);
        if (kind == WKB_POINT) {
            problem = positions_problem(&s, 1, kind);
        } else {
            uint32_t count = wkb_read_count(s.at);
            skip(&s, COUNT_BYTES);
            if (kind == WKB_LINESTRING) {
                problem = positions_problem(&s, count, kind);
            } else if (kind == WKB_POLYGON) {
                problem = rings_problem(&s, count);
            } else {
                if (count == 0) return "is empty";
                if (depth == WKB_DEPTH_MAX) return "is nested too deeply";
                levels[++depth] = (struct level){kind, count};
            }
        }
        if (problem) return problem;
    }
    return s.len > 0 ? "has bytes left over at its end" : NULL;
}

struct wkb_walk wkb_walk_start(struct slice wkb)
{
    return (struct wkb_walk){.rest = wkb, .polygon = -1};
}

static void hand_out(struct wkb_walk *w, struct wkb_part *out, enum wkb_kind kind, int count)
{
    *out = (struct wkb_part){kind, w->polygon < 0 ? 0 : w->polygon, w->ring, count, w->rest.at};
    skip(&w->rest, (size_t)count * WKB_POSITION_BYTES);
}

static int take_count(struct wkb_walk *w)
{
    assert(w->rest.len >= COUNT_BYTES);
    uint32_t count = wkb_read_count(w->rest.at);
    skip(&w->rest, COUNT_BYTES);
    return (int)count;
}

int wkb_walk_next(struct wkb_walk *w, struct wkb_part *out)
{
    for (;;) {
        if (w->rings_left > 0) {
            w->rings_left--;
            hand_out(w, out, WKB_POLYGON, take_count(w));
            w->ring++;
            return 1;
        }
        if (w->rest.len == 0) return 0;
        enum wkb_kind kind = wkb_kind_of(w->rest);
        assert(kind != WKB_NONE); /* the caller checked it with wkb_problem() */
        skip(&w->rest, WKB_HEADER_BYTES);
        w->ring = 0;
        if (kind == WKB_POINT) {
            hand_out(w, out, kind, 1);
            return 1;
        }
        int count = take_count(w);
        if (kind == WKB_LINESTRING) {
            hand_out(w, out, kind, count);
            return 1;
        }
        if (kind == WKB_POLYGON) {
            w->polygon++;
            w->rings_left = count;
        }
    }
}

int wkb_bounds_of(struct slice wkb, struct wkb_bounds *out)
{
    *out = (struct wkb_bounds){INFINITY, INFINITY, -INFINITY, -INFINITY};
    struct wkb_walk walk = wkb_walk_start(wkb);
    struct wkb_part part;
    while (wkb_walk_next(&walk, &part)) {
        for (int i = 0; i < part.count; i++) {
            double x = wkb_x(&part, i), y = wkb_y(&part, i);
            out->west = fmin(out->west, x);
            out->east = fmax(out->east, x);
            out->south = fmin(out->south, y);
            out->north = fmax(out->north, y);
        }
    }
    return out->west <= out->east;
}

int wkb_position_count(struct slice wkb)
{
    int count = 0;
    struct wkb_walk walk = wkb_walk_start(wkb);
    struct wkb_part part;
    while (wkb_walk_next(&walk, &part))
        count += part.count;
    return count;
}

const char *wkb_degrees_problem(struct slice wkb)
{
    struct wkb_bounds b;
    if (!wkb_bounds_of(wkb, &b)) return "is empty";
    double lon = fmax(fabs(b.west), fabs(b.east)), lat = fmax(fabs(b.south), fabs(b.north));
    if (lon <= 180 && lat <= 90) return NULL;
    if (lon <= 90 && lat <= 180)
        return "has latitudes beyond 90: are longitude and latitude swapped?";
    return "has coordinates beyond 180 and 90 degrees: they must be longitude and latitude (WGS "
           "84)";
}

void wkb_add_count(struct buf *b, uint32_t count)
{
    char bytes[COUNT_BYTES];
    for (int i = 0; i < COUNT_BYTES; i++)
        bytes[i] = (char)(count >> (8 * i) & 0xFF);
    buf_add(b, bytes, sizeof bytes);
}

void wkb_add_header(struct buf *b, enum wkb_kind kind)
{
    buf_char(b, LITTLE_ENDIAN_MARK);
    wkb_add_count(b, (uint32_t)kind);
}

void wkb_set_count(struct buf *b, size_t at, uint32_t count)
{
    if (b->failed) return;
    assert(at + COUNT_BYTES <= b->len);
    for (int i = 0; i < COUNT_BYTES; i++)
        b->at[at + (size_t)i] = (char)(count >> (8 * i) & 0xFF);
}

static void put_real(char *at, double value)
{
    uint64_t bits;
    double plain = value == 0 ? 0 : value; /* no negative zero: text would lose it */
    memcpy(&bits, &plain, sizeof bits);
    for (int i = 0; i < 8; i++)
        at[i] = (char)(bits >> (8 * i) & 0xFF);
}

void wkb_set_position(char *at, double x, double y)
{
    put_real(at, x);
    put_real(at + 8, y);
}

void wkb_add_position(struct buf *b, double x, double y)
{
    char bytes[WKB_POSITION_BYTES];
    wkb_set_position(bytes, x, y);
    buf_add(b, bytes, sizeof bytes);
}

void wkb_add_promoted(struct buf *b, struct slice wkb)
{
    if (wkb_kind_of(wkb) == WKB_POLYGON) {
        wkb_add_header(b, WKB_MULTIPOLYGON);
        wkb_add_count(b, 1);
    }
    buf_slice(b, wkb);
}
