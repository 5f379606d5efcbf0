/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json.h"
#include "base/wkb.h"
#include "geo/geojson.h"
#include "report/layer.h"

enum {
    POINT_BYTES_MAX = 64, /* of the WKB of a point */
};

static void add_value(struct json *j, const struct table *t, int row, int column)
{
    enum column_type type = t->def->columns[column].type;
    json_key(j, t->def->columns[column].name);
    if (type == COLUMN_REAL)
        json_real(j, table_real(t, row, column));
    else if (type != COLUMN_INTEGER)
        json_text(j, table_text(t, row, column));
    else if (table_integer(t, row, column) == INTEGER_NONE)
        json_real(j, REAL_NONE);
    else
        json_integer(j, table_integer(t, row, column));
}

/* The geometry of a row as WKB, made from lon and lat for a point; none when it has none. */
static struct slice geometry_of(const struct table *t, int row, struct buf *wkb)
{
    if (t->def->geometry != GEOMETRY_POINT) return t->geometry[row];
    double lon = table_get_real(t, row, "lon"), lat = table_get_real(t, row, "lat");
    buf_reset(wkb);
    if (isnan(lon) || isnan(lat)) return SLICE_NONE;
    wkb_add_header(wkb, WKB_POINT);
    wkb_add_position(wkb, lon, lat);
    return wkb->failed ? SLICE_NONE : buf_as_slice(wkb);
}

static void add_feature(struct buf *b, const struct table *t, int row, struct buf *wkb)
{
    struct json j = {b, 0};
    buf_text(b, row ? ",\n" : "\n");
    json_open(&j, '{');
    json_key(&j, "type");
    json_text(&j, slice_of("Feature"));
    json_key(&j, "properties");
    json_open(&j, '{');
    for (int c = 0; c < t->def->column_count; c++)
        add_value(&j, t, row, c);
    json_shut(&j, '}');
    json_key(&j, "geometry");
    struct slice geometry = geometry_of(t, row, wkb);
    if (geometry.at)
        geojson_add_geometry(b, geometry);
    else
        buf_text(b, "null");
    json_shut(&j, '}');
}

enum status layer_geojson(struct buf *b, const struct table *t, struct err *e)
{
    struct buf wkb = BUF_INIT(POINT_BYTES_MAX);
    geojson_add_head(b);
    for (int row = 0; row < t->row_count; row++)
        add_feature(b, t, row, &wkb);
    geojson_add_tail(b);
    enum status s = buf_ok(&wkb, e);
    if (s == STATUS_OK) s = buf_ok(b, e);
    buf_clear(&wkb);
    return s;
}
