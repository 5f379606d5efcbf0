/* SPDX-License-Identifier: Apache-2.0 */
#include "site/shape.h"

#include <assert.h>
#include <limits.h>
#include <math.h>
#include <stdint.h>

enum {
    ORDINATE_BYTES = 8,
    HEADER_BYTES = 5,
    TYPE_POINT = 1,
    TYPE_LINE = 2,
    TYPE_POLYGON = 3,
    TYPE_COLLECTION_LAST = 7, /* 4..7: multi and collection */
};

struct shape shape_open(struct slice bytes)
{
    const unsigned char *at = (const unsigned char *)bytes.at;
    return (struct shape){.at = at, .end = at ? at + bytes.len : at, .geometries_left = 1};
}

static uint32_t word_at(const unsigned char *at, int is_big)
{
    uint32_t v = 0;
    for (int i = 0; i < 4; i++)
        v = v << 8 | at[is_big ? i : 3 - i];
    return v;
}

static double real_at(const unsigned char *at, int is_big)
{
    uint64_t bits = 0;
    for (int i = 0; i < ORDINATE_BYTES; i++)
        bits = bits << 8 | at[is_big ? i : ORDINATE_BYTES - 1 - i];
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

void shape_vertex(const struct shape_part *part, int i, double *x, double *y)
{
    assert(i >= 0 && i < part->vertex_count);
    const unsigned char *at = part->at + (size_t)i * (size_t)part->stride;
    *x = real_at(at, part->is_big);
    *y = real_at(at + ORDINATE_BYTES, part->is_big);
}

static long bytes_left(const struct shape *w)
{
    return (long)(w->end - w->at);
}

static enum shape_kind break_off(struct shape *w)
{
    w->at = w->end;
    w->geometries_left = 1; /* nothing can be read any more: broken for ever */
    w->rings_left = 0;
    return SHAPE_BROKEN;
}

/* count vertices at w->at become the part; a vertex that is not finite breaks the geometry. */
static enum shape_kind take_vertices(struct shape *w, struct shape_part *part, long count,
                                     enum shape_kind kind)
{
    if (count > bytes_left(w) / w->stride) return break_off(w);
    *part = (struct shape_part){(int)count, w->at, w->is_big, w->stride};
    for (int i = 0; i < part->vertex_count; i++) {
        double x, y;
        shape_vertex(part, i, &x, &y);
        if (!isfinite(x) || !isfinite(y)) return break_off(w);
    }
    w->at += count * w->stride;
    return kind;
}

static enum shape_kind take_point(struct shape *w, struct shape_part *part)
{
    if (bytes_left(w) < w->stride) return break_off(w);
    if (isnan(real_at(w->at, w->is_big)) && isnan(real_at(w->at + ORDINATE_BYTES, w->is_big))) {
        *part = (struct shape_part){0, w->at, w->is_big, w->stride}; /* POINT EMPTY */
        w->at += w->stride;
        return SHAPE_POINT;
    }
    return take_vertices(w, part, 1, SHAPE_POINT);
}

/* A count that needs at least `each` bytes an element; -1 when the bytes cannot hold it. */
static long take_count(struct shape *w, long each)
{
    if (bytes_left(w) < 4) return -1;
    uint32_t count = word_at(w->at, w->is_big);
    w->at += 4;
    return count > INT_MAX || (long)count > bytes_left(w) / each ? -1 : (long)count;
}

static int type_of(uint32_t code, int *stride)
{
    uint32_t flavour = code / 1000, type = code % 1000;
    if (flavour > 3 || type < TYPE_POINT || type > TYPE_COLLECTION_LAST) return 0;
    *stride = ORDINATE_BYTES * (flavour == 0 ? 2 : flavour == 3 ? 4 : 3);
    return (int)type;
}

enum shape_kind shape_next(struct shape *w, struct shape_part *part)
{
    for (;;) {
        if (w->rings_left > 0) {
            w->rings_left--;
            long count = take_count(w, w->stride);
            return count < 0 ? break_off(w) : take_vertices(w, part, count, SHAPE_RING);
        }
        if (w->geometries_left == 0) return w->at == w->end ? SHAPE_END : break_off(w);
        if (bytes_left(w) < HEADER_BYTES || w->at[0] > 1) return break_off(w);
        w->is_big = w->at[0] == 0;
        int type = type_of(word_at(w->at + 1, w->is_big), &w->stride);
        w->at += HEADER_BYTES;
        w->geometries_left--;
        if (type == 0) return break_off(w);
        if (type == TYPE_POINT) return take_point(w, part);
        long each = type == TYPE_LINE ? w->stride : type == TYPE_POLYGON ? 4 : HEADER_BYTES;
        long count = take_count(w, each);
        if (count < 0) return break_off(w);
        if (type == TYPE_LINE) return take_vertices(w, part, count, SHAPE_LINE);
        if (type == TYPE_POLYGON)
            w->rings_left = count;
        else
            w->geometries_left += count;
    }
}
