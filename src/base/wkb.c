/* SPDX-License-Identifier: Apache-2.0 */
#include "base/wkb.h"

#include <assert.h>
#include <limits.h>

enum {
    LITTLE_ENDIAN_MARK = 1,
    COUNT_BYTES = 4,
    REAL_BYTES = 8,
    GEOMETRY_BYTES_MIN = WKB_HEADER_BYTES + COUNT_BYTES,
};

#define EWKB_Z   0x80000000U
#define EWKB_M   0x40000000U
#define EWKB_SRS 0x20000000U

static const char CUT_OFF[] = "is cut off";

static uint64_t read_bits(const char *at, int bytes, int is_big)
{
    uint64_t bits = 0;
    for (int i = 0; i < bytes; i++)
        bits = bits << 8 | (unsigned char)at[is_big ? i : bytes - 1 - i];
    return bits;
}

static double read_real(const char *at, int is_big)
{
    uint64_t bits = is_big ? read_bits(at, REAL_BYTES, 1) : read_bits(at, REAL_BYTES, 0);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static const char *position_at(const struct wkb_part *part, int i)
{
    assert(i >= 0 && i < part->count && part->positions);
    return part->positions + (size_t)i * (size_t)part->stride_bytes;
}

double wkb_x(const struct wkb_part *part, int i)
{
    return read_real(position_at(part, i), part->is_big);
}

double wkb_y(const struct wkb_part *part, int i)
{
    return read_real(position_at(part, i) + REAL_BYTES, part->is_big);
}

static void skip(struct slice *s, size_t bytes)
{
    assert(bytes <= s->len);
    s->at += bytes;
    s->len -= bytes;
}

/* A header off the front of s, with what it says about what follows; NULL, or what is wrong. */
static const char *take_header(struct slice *s, struct wkb_part *out)
{
    if (s->len < WKB_HEADER_BYTES) return CUT_OFF;
    unsigned char order = (unsigned char)s->at[0];
    if (order > LITTLE_ENDIAN_MARK) return "is not well-known binary: it has no byte order";
    int is_big = order != LITTLE_ENDIAN_MARK;
    uint32_t code = (uint32_t)read_bits(s->at + 1, COUNT_BYTES, is_big);
    uint32_t type = code & ~(EWKB_Z | EWKB_M | EWKB_SRS), thousands = type / 1000;
    int heights = (code & EWKB_Z) || thousands == 1 || thousands == 3;
    int measures = (code & EWKB_M) || thousands == 2 || thousands == 3;
    skip(s, WKB_HEADER_BYTES);
    if (thousands > 3 || type % 1000 < WKB_POINT || type % 1000 > WKB_COLLECTION)
        return "is of a kind that is not supported: turn curves and surfaces into lines and "
               "polygons";
    if (code & EWKB_SRS) {
        if (s->len < COUNT_BYTES) return CUT_OFF;
        skip(s, COUNT_BYTES);
    }
    *out = (struct wkb_part){.kind = (enum wkb_kind)(type % 1000),
                             .stride_bytes = REAL_BYTES * (2 + heights + measures),
                             .is_big = is_big,
                             .is_plain = !is_big && code <= WKB_COLLECTION};
    return NULL;
}

/* A count off the front of s, of things of at least `each` bytes. */
static const char *take_count(struct slice *s, struct wkb_part *out, int each)
{
    if (s->len < COUNT_BYTES) return CUT_OFF;
    uint32_t count = (uint32_t)read_bits(s->at, COUNT_BYTES, out->is_big);
    skip(s, COUNT_BYTES);
    if (count > s->len / (size_t)each || count > INT_MAX)
        return "announces more than its bytes hold";
    out->count = (int)count;
    return NULL;
}

static const char *take_positions(struct slice *s, struct wkb_part *out)
{
    size_t bytes = (size_t)out->count * (size_t)out->stride_bytes;
    if (bytes > s->len) return CUT_OFF;
    out->positions = s->at;
    skip(s, bytes);
    if (out->kind == WKB_POINT && isnan(wkb_x(out, 0)) && isnan(wkb_y(out, 0))) out->count = 0;
    for (int i = 0; i < out->count; i++)
        if (!isfinite(wkb_x(out, i)) || !isfinite(wkb_y(out, i)))
            return "has a coordinate that is not a finite number";
    return NULL;
}

static const char *take_line(struct slice *s, struct wkb_part *out)
{
    const char *problem = take_count(s, out, out->stride_bytes);
    return problem ? problem : take_positions(s, out);
}

static const char *take_ring(struct wkb_walk *w, struct wkb_part *out)
{
    *out = w->polygon_head;
    w->polygon_head.ring++;
    w->rings_left--;
    return take_line(&w->rest, out);
}

static const char *take_polygon(struct wkb_walk *w, struct wkb_part *out)
{
    const char *problem = take_count(&w->rest, out, COUNT_BYTES);
    out->polygon = w->polygon_head.polygon + 1;
    w->polygon_head = *out;
    w->rings_left = problem ? 0 : out->count;
    return problem;
}

static const char *take_multi(struct wkb_walk *w, struct wkb_part *out)
{
    const char *problem = take_count(&w->rest, out, GEOMETRY_BYTES_MIN);
    if (problem) return problem;
    if (w->depth == WKB_DEPTH_MAX) return "is nested too deeply";
    w->levels[++w->depth] = (struct wkb_level){out->kind, out->count};
    return NULL;
}

static const char *take_geometry(struct wkb_walk *w, struct wkb_part *out)
{
    struct wkb_level *level = &w->levels[w->depth];
    int is_multi = level->kind >= WKB_MULTIPOINT && level->kind <= WKB_MULTIPOLYGON;
    level->left--;
    const char *problem = take_header(&w->rest, out);
    if (problem) return problem;
    if (is_multi && (int)out->kind != (int)level->kind - 3) return "has a part of a wrong kind";
    if (out->kind == WKB_LINESTRING) return take_line(&w->rest, out);
    if (out->kind == WKB_POLYGON) return take_polygon(w, out);
    if (out->kind > WKB_POLYGON) return take_multi(w, out);
    out->count = 1;
    return take_positions(&w->rest, out);
}

struct wkb_walk wkb_walk_start(struct slice wkb)
{
    return (struct wkb_walk){
        .rest = wkb, .polygon_head.polygon = -1, .levels[0] = {.kind = WKB_NONE, .left = 1}};
}

int wkb_walk_step(struct wkb_walk *w, struct wkb_part *out)
{
    if (w->problem) return 0;
    if (w->rings_left > 0) {
        w->problem = take_ring(w, out);
        return !w->problem;
    }
    while (w->depth > 0 && w->levels[w->depth].left == 0)
        w->depth--;
    if (w->levels[w->depth].left > 0)
        w->problem = take_geometry(w, out);
    else if (w->rest.len > 0)
        w->problem = "has bytes left over at its end";
    else
        return 0;
    return !w->problem;
}

int wkb_walk_next(struct wkb_walk *w, struct wkb_part *out)
{
    while (wkb_walk_step(w, out))
        if (out->positions) return 1;
    return 0;
}

enum wkb_kind wkb_kind_of(struct slice wkb)
{
    struct wkb_part head;
    return take_header(&wkb, &head) ? WKB_NONE : head.kind;
}

const char *wkb_kind_name(enum wkb_kind kind)
{
    static const char *const names[] = {
        "nothing",    "Point",           "LineString",   "Polygon",
        "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection"};
    assert(kind >= WKB_NONE && kind <= WKB_COLLECTION);
    return names[kind];
}
