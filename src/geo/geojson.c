/* SPDX-License-Identifier: Apache-2.0 */
#include "geo/geojson.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

#include "base/fault.h"
#include "base/number.h"
#include "base/wkb.h"

enum {
    WKB_BYTES_MAX = 512 << 20,
    KEY_BYTES_MAX = 64,
};

struct reader {
    const char *key_property;
    struct arena *arena;
    struct buf wkb;
};

static const char *read_position(struct buf *b, const json_t *position)
{
    if (!json_is_array(position) || json_array_size(position) < 2)
        return "has a position that is not [longitude, latitude]";
    const json_t *x = json_array_get(position, 0), *y = json_array_get(position, 1);
    if (!json_is_number(x) || !json_is_number(y)) return "has a coordinate that is not a number";
    wkb_add_position(b, json_number_value(x), json_number_value(y));
    return NULL;
}

static const char *read_positions(struct buf *b, const json_t *list)
{
    if (!json_is_array(list)) return "has coordinates that are not nested as its type needs";
    wkb_add_count(b, (uint32_t)json_array_size(list));
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *problem = read_position(b, json_array_get(list, i));
        if (problem) return problem;
    }
    return NULL;
}

static const char *read_rings(struct buf *b, const json_t *list)
{
    if (!json_is_array(list)) return "has coordinates that are not nested as its type needs";
    wkb_add_count(b, (uint32_t)json_array_size(list));
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *problem = read_positions(b, json_array_get(list, i));
        if (problem) return problem;
    }
    return NULL;
}

static const char *read_simple(struct buf *b, enum wkb_kind kind, const json_t *coordinates)
{
    wkb_add_header(b, kind);
    if (kind == WKB_POINT) return read_position(b, coordinates);
    return kind == WKB_LINESTRING ? read_positions(b, coordinates) : read_rings(b, coordinates);
}

static enum wkb_kind kind_by_name(const char *name)
{
    for (int kind = WKB_POINT; kind <= WKB_COLLECTION; kind++)
        if (strcmp(name, wkb_kind_name((enum wkb_kind)kind)) == 0) return (enum wkb_kind)kind;
    return WKB_NONE;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as WKB_DEPTH_MAX */
static const char *read_geometry(struct buf *b, const json_t *geometry, int depth)
{
    const char *name = json_string_value(json_object_get(geometry, "type"));
    enum wkb_kind kind = name ? kind_by_name(name) : WKB_NONE;
    if (kind == WKB_NONE) return "has a geometry whose type is not one of GeoJSON";
    int is_collection = kind == WKB_COLLECTION;
    const json_t *list = json_object_get(geometry, is_collection ? "geometries" : "coordinates");
    if (!json_is_array(list))
        return is_collection ? "has a GeometryCollection without \"geometries\""
                             : "has a geometry without \"coordinates\"";
    if (kind <= WKB_POLYGON) return read_simple(b, kind, list);
    if (depth > WKB_DEPTH_MAX) return "is nested too deeply";

    wkb_add_header(b, kind);
    wkb_add_count(b, (uint32_t)json_array_size(list));
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        const char *problem = is_collection ? read_geometry(b, item, depth + 1)
                                            : read_simple(b, (enum wkb_kind)((int)kind - 3), item);
        if (problem) return problem;
    }
    return NULL;
}

static enum status no_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory");
}

/* The key as text; a whole number counts as its digits. */
static enum status read_key(struct reader *r, const json_t *feature, struct geojson_feature *out,
                            struct err *e)
{
    const json_t *value = json_object_get(json_object_get(feature, "properties"), r->key_property);
    char digits[NUMBER_TEXT_MAX];
    struct slice key = SLICE_NONE;
    if (json_is_string(value)) {
        key = (struct slice){json_string_value(value), json_string_length(value)};
    } else if (json_is_integer(value)) {
        struct buf number = BUF_INIT(sizeof digits);
        buf_integer(&number, json_integer_value(value));
        key.len = number.len;
        if (number.len) memcpy(digits, number.at, number.len);
        key.at = digits;
        int failed = number.failed;
        buf_clear(&number);
        if (failed) return no_memory(e);
    }
    if (!key.at || key.len == 0) {
        out->problem = "has no property that names its row";
    } else if (key.len > KEY_BYTES_MAX) {
        out->problem = "names its row by a text of more than 64 bytes";
    } else {
        const char *copy = arena_strndup(r->arena, key.at, key.len);
        if (!copy) return no_memory(e);
        out->key = (struct slice){copy, key.len};
    }
    return STATUS_OK;
}

static enum status read_feature(struct reader *r, const json_t *feature,
                                struct geojson_feature *out, struct err *e)
{
    *out = (struct geojson_feature){SLICE_NONE, SLICE_NONE, NULL};
    const char *type = json_string_value(json_object_get(feature, "type"));
    if (!type || strcmp(type, "Feature") != 0) {
        out->problem = "is not of type Feature";
        return STATUS_OK;
    }
    TRY(read_key(r, feature, out, e));
    const json_t *geometry = json_object_get(feature, "geometry");
    if (out->problem || !geometry || json_is_null(geometry)) return STATUS_OK;

    buf_reset(&r->wkb);
    out->problem = read_geometry(&r->wkb, geometry, 1);
    TRY(buf_ok(&r->wkb, e));
    struct slice wkb = buf_as_slice(&r->wkb);
    if (!out->problem) out->problem = wkb_problem(wkb);
    if (!out->problem) out->problem = wkb_degrees_problem(wkb);
    if (out->problem) return STATUS_OK;
    const char *copy = arena_strndup(r->arena, wkb.at, wkb.len);
    if (!copy) return no_memory(e);
    out->wkb = (struct slice){copy, wkb.len};
    return STATUS_OK;
}

/* Files from before RFC 7946 may name a reference system. */
static enum status check_crs(const char *file, const json_t *root, struct err *e)
{
    const json_t *crs = json_object_get(root, "crs");
    if (!crs || json_is_null(crs)) return STATUS_OK;
    const char *name =
        json_string_value(json_object_get(json_object_get(crs, "properties"), "name"));
    if (name && (strstr(name, "CRS84") || strstr(name, "EPSG::4326") || strstr(name, "EPSG:4326")))
        return STATUS_OK;
    return err_set(e, STATUS_INVALID,
                   "%s: its reference system is '%.60s'; convert it to longitude and latitude, "
                   "WGS 84 (EPSG:4326)",
                   file, name ? name : "unknown");
}

static enum status read_root(struct reader *r, struct geojson *out, const char *name,
                             const json_t *root, struct err *e)
{
    const char *type = json_string_value(json_object_get(root, "type"));
    const json_t *features = json_object_get(root, "features");
    if (!type || strcmp(type, "FeatureCollection") != 0 || !json_is_array(features))
        return err_set(e, STATUS_INVALID,
                       "%s: is not a GeoJSON FeatureCollection with a list of features", name);
    TRY(check_crs(name, root, e));
    size_t count = json_array_size(features);
    if (count == 0) return STATUS_OK;
    out->features = ARENA_ARRAY(r->arena, struct geojson_feature, count);
    if (!out->features) return no_memory(e);
    for (size_t i = 0; i < count; i++)
        TRY(read_feature(r, json_array_get(features, i), &out->features[i], e));
    out->count = (int)count;
    return STATUS_OK;
}

enum status geojson_read(struct geojson *out, const char *name, struct slice text,
                         const char *key_property, struct arena *a, struct err *e)
{
    *out = (struct geojson){NULL, 0};
    if (text.len > GEOJSON_BYTES_MAX)
        return err_set(e, STATUS_LIMIT, "%s: is larger than %d MiB; simplify the geometries", name,
                       GEOJSON_BYTES_MAX >> 20);
    if (text.len >= 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0)
        text = (struct slice){text.at + 3, text.len - 3};

    struct reader r = {key_property, a, BUF_INIT(WKB_BYTES_MAX)};
    json_error_t at = {0};
    int refused = fault();
    json_t *root =
        refused ? NULL : json_loadb(text.len ? text.at : "", text.len, JSON_REJECT_DUPLICATES, &at);
    enum status s = STATUS_OK;
    if (root)
        s = read_root(&r, out, name, root, e);
    else if (refused || json_error_code(&at) == json_error_out_of_memory)
        s = no_memory(e);
    else
        s = err_set(e, STATUS_INVALID, "%s:%d: is not JSON: %s", name, at.line, at.text);
    if (s != STATUS_OK) *out = (struct geojson){NULL, 0};
    json_decref(root);
    buf_clear(&r.wkb);
    return s;
}
