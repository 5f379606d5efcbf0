/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "base/json.h"
#include "base/number.h"
#include "geo/geojson.h"
#include "geo/wkb.h"

static void add_position(struct buf *b, const char *at)
{
    buf_char(b, '[');
    buf_real(b, wkb_read_real(at));
    buf_char(b, ',');
    buf_real(b, wkb_read_real(at + 8));
    buf_char(b, ']');
}

static uint32_t take_count(struct slice *s)
{
    assert(s->len >= 4);
    uint32_t count = wkb_read_count(s->at);
    s->at += 4;
    s->len -= 4;
    return count;
}

static void add_positions(struct buf *b, struct slice *s)
{
    uint32_t count = take_count(s);
    buf_char(b, '[');
    for (uint32_t i = 0; i < count; i++) {
        if (i) buf_char(b, ',');
        add_position(b, s->at);
        s->at += WKB_POSITION_BYTES;
        s->len -= WKB_POSITION_BYTES;
    }
    buf_char(b, ']');
}

static void add_rings(struct buf *b, struct slice *s)
{
    uint32_t count = take_count(s);
    buf_char(b, '[');
    for (uint32_t i = 0; i < count; i++) {
        if (i) buf_char(b, ',');
        add_positions(b, s);
    }
    buf_char(b, ']');
}

/* The header is taken already. */
static void add_simple(struct buf *b, enum wkb_kind kind, struct slice *s)
{
    if (kind == WKB_POINT) {
        add_position(b, s->at);
        s->at += WKB_POSITION_BYTES;
        s->len -= WKB_POSITION_BYTES;
    } else if (kind == WKB_LINESTRING) {
        add_positions(b, s);
    } else {
        add_rings(b, s);
    }
}

static enum wkb_kind take_header(struct slice *s)
{
    enum wkb_kind kind = wkb_kind_of(*s);
    assert(kind != WKB_NONE);
    s->at += WKB_HEADER_BYTES;
    s->len -= WKB_HEADER_BYTES;
    return kind;
}

/* Recursion ends: wkb_problem() lets at most WKB_DEPTH_MAX levels pass. */
/* NOLINTNEXTLINE(misc-no-recursion): as deep as the geometry */
static void add_geometry(struct buf *b, struct slice *s)
{
    enum wkb_kind kind = take_header(s);
    int is_collection = kind == WKB_COLLECTION;
    buf_printf(b, "{\"type\":\"%s\",\"%s\":", wkb_kind_name(kind),
               is_collection ? "geometries" : "coordinates");
    if (kind <= WKB_POLYGON) {
        add_simple(b, kind, s);
    } else {
        uint32_t count = take_count(s);
        buf_char(b, '[');
        for (uint32_t i = 0; i < count; i++) {
            if (i) buf_char(b, ',');
            if (is_collection)
                add_geometry(b, s);
            else
                add_simple(b, take_header(s), s);
        }
        buf_char(b, ']');
    }
    buf_char(b, '}');
}

void geojson_add_geometry(struct buf *b, struct slice wkb)
{
    add_geometry(b, &wkb);
}

void geojson_add_head(struct buf *b)
{
    buf_text(b, "{\"type\":\"FeatureCollection\",\"features\":[");
}

void geojson_add_feature(struct buf *b, int place, const char *key_property, struct slice key,
                         struct slice wkb)
{
    buf_text(b, place ? ",\n" : "\n");
    buf_text(b, "{\"type\":\"Feature\",\"properties\":");
    struct json j = {b, 0};
    json_open(&j, '{');
    json_key(&j, key_property);
    json_text(&j, key);
    json_shut(&j, '}');
    buf_text(b, ",\"geometry\":");
    geojson_add_geometry(b, wkb);
    buf_char(b, '}');
}

void geojson_add_tail(struct buf *b)
{
    buf_text(b, "\n]}\n");
}
