/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rows - write rows, texts and well-known binary into the dataset's arena.
 */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "synth/parts.h"

enum {
    TEXT_BYTES_MAX = 400,
    WKB_POLYGON = 3,
    WKB_MULTIPOLYGON = 6,
    WKB_LINE = 2,
    WKB_POINT = 1,
};

struct rng synth_rng(const struct synth *s, enum synth_stream stream, int index)
{
    return rng_new(s->o->seed, ((uint64_t)stream << 32) + (uint32_t)index);
}

struct row row_new(struct synth *s, enum table_id id)
{
    struct row r = {&s->d->tables[id], table_add(&s->d->tables[id], s->a)};
    if (r.index < 0) s->failed = 1;
    row_text(r, "evidence", "assumed");
    if (r.index >= 0) table_put_text(r.t, r.index, "source", s->source);
    return r;
}

void row_text(struct row r, const char *column, const char *value)
{
    if (r.index >= 0 && value) table_put_text(r.t, r.index, column, slice_of(value));
}

void row_real(struct row r, const char *column, double value)
{
    if (r.index >= 0) table_put_real(r.t, r.index, column, value);
}

void row_integer(struct row r, const char *column, int64_t value)
{
    if (r.index >= 0) table_put_integer(r.t, r.index, column, value);
}

const char *text_new(struct synth *s, const char *fmt, ...)
{
    char text[TEXT_BYTES_MAX];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    const char *copy = arena_strndup(s->a, text, strlen(text));
    if (!copy) s->failed = 1;
    return copy;
}

double figures(double value, int count)
{
    if (value == 0 || !isfinite(value)) return value;
    int exponent = (int)floor(log10(fabs(value))) + 1 - count;
    if (exponent > 0) {
        double unit = pow(10, exponent);
        return round(value / unit) * unit;
    }
    double unit = pow(10, -exponent); /* a whole number, so that the quotient is the nearest */
    return round(value * unit) / unit;
}

const char *name_new(struct synth *s, int index)
{
    static const char *const starts[] = {"Ba", "Che", "Do", "Fa", "Gi", "Ha",   "Jo",  "Ka",
                                         "Lu", "Ma",  "Ne", "O",  "Pa", "Ri",   "Sa",  "To",
                                         "U",  "Va",  "We", "Ya", "Zi", "Tshe", "Mbo", "Sho"};
    static const char *const middles[] = {"la", "ri", "mo", "ne", "tu", "ka", "sha", "ndo",
                                          "wi", "ro", "se", "bu", "ha", "li", "ma",  "zo"};
    static const char *const ends[] = {"ra", "n",  "nga", "to", "le", "ri", "m",  "bi",
                                       "sa", "no", "ka",  "wa", "d",  "s",  "ya", "lu"};
    struct rng r = synth_rng(s, STREAM_NAME, index);
    const char *start = starts[rng_int(&r, 0, 23)], *middle = middles[rng_int(&r, 0, 15)];
    const char *more = rng_int(&r, 0, 2) ? "" : middles[rng_int(&r, 0, 15)];
    return text_new(s, "%s%s%s%s", start, middle, more, ends[rng_int(&r, 0, 15)]);
}

static char *put_u32(char *at, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        *at++ = (char)(value >> (8 * i) & 0xff);
    return at;
}

static char *put_head(char *at, uint32_t kind, uint32_t count)
{
    *at++ = 1; /* little endian */
    return put_u32(put_u32(at, kind), count);
}

static char *put_points(char *at, const double *lon_lat, int count)
{
    for (int i = 0; i < 2 * count; i++) {
        uint64_t bits;
        memcpy(&bits, &lon_lat[i], sizeof bits);
        for (int k = 0; k < 8; k++)
            *at++ = (char)(bits >> (8 * k) & 0xff);
    }
    return at;
}

struct slice wkb_multipolygon(struct synth *s, const struct synth_ring *rings, int count)
{
    size_t bytes = 9;
    for (int i = 0; i < count; i++)
        bytes += 9 + 4 + 16 * ((size_t)rings[i].count + 1);
    char *wkb = arena_alloc(s->a, bytes, 1);
    if (!wkb) {
        s->failed = 1;
        return SLICE_NONE;
    }
    char *at = put_head(wkb, WKB_MULTIPOLYGON, (uint32_t)count);
    for (int i = 0; i < count; i++) {
        at = put_head(at, WKB_POLYGON, 1);
        at = put_u32(at, (uint32_t)rings[i].count + 1);
        at = put_points(at, rings[i].lon_lat, rings[i].count);
        at = put_points(at, rings[i].lon_lat, 1);
    }
    return (struct slice){wkb, bytes};
}

struct slice wkb_line(struct synth *s, const double *lon_lat, int count)
{
    size_t bytes = 9 + 16 * (size_t)count;
    char *wkb = arena_alloc(s->a, bytes, 1);
    if (!wkb) {
        s->failed = 1;
        return SLICE_NONE;
    }
    put_points(put_head(wkb, WKB_LINE, (uint32_t)count), lon_lat, count);
    return (struct slice){wkb, bytes};
}

struct slice wkb_point(struct synth *s, const double lon_lat[2])
{
    size_t bytes = 5 + 16;
    char *wkb = arena_alloc(s->a, bytes, 1);
    if (!wkb) {
        s->failed = 1;
        return SLICE_NONE;
    }
    wkb[0] = 1; /* little endian */
    put_points(put_u32(wkb + 1, WKB_POINT), lon_lat, 1);
    return (struct slice){wkb, bytes};
}
