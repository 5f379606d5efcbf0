/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "base/json.h"
#include "base/number.h"
#include "base/wkb.h"
#include "geo/geojson.h"

static void add_position(struct buf *b, const struct wkb_part *part, int i)
{
    buf_char(b, '[');
    buf_real(b, wkb_x(part, i));
    buf_char(b, ',');
    buf_real(b, wkb_y(part, i));
    buf_char(b, ']');
}

static void add_positions(struct buf *b, const struct wkb_part *part)
{
    buf_char(b, '[');
    for (int i = 0; i < part->count; i++) {
        if (i) buf_char(b, ',');
        add_position(b, part, i);
    }
    buf_char(b, ']');
}

/* The part is taken already; what belongs to it is taken from the walk.  Recursion ends:
 * the walk goes at most WKB_DEPTH_MAX levels deep. */
/* NOLINTNEXTLINE(misc-no-recursion): as deep as the geometry */
static void add_part(struct buf *b, struct wkb_walk *w, const struct wkb_part *part, int is_named)
{
    int is_collection = part->kind == WKB_COLLECTION;
    if (is_named)
        buf_printf(b, "{\"type\":\"%s\",\"%s\":", wkb_kind_name(part->kind),
                   is_collection ? "geometries" : "coordinates");
    if (!part->positions) {
        struct wkb_part child;
        buf_char(b, '[');
        for (int i = 0; i < part->count && wkb_walk_step(w, &child); i++) {
            if (i) buf_char(b, ',');
            add_part(b, w, &child, is_collection);
        }
        buf_char(b, ']');
    } else if (part->kind == WKB_POINT) {
        add_position(b, part, 0);
    } else {
        add_positions(b, part);
    }
    if (is_named) buf_char(b, '}');
}

void geojson_add_geometry(struct buf *b, struct slice wkb)
{
    struct wkb_walk walk = wkb_walk_start(wkb);
    struct wkb_part part;
    int is_sound = wkb_walk_step(&walk, &part);
    assert(is_sound); /* the caller checked it with wkb_problem() */
    add_part(b, &walk, &part, 1);
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
