/* SPDX-License-Identifier: Apache-2.0 */
#include "store/gpkg_geometry.h"

#include <stdint.h>
#include <string.h>

enum {
    HEADER_BYTES = 8,
    ENVELOPE_BYTES = 2 * WKB_POSITION_BYTES,
    FLAG_LITTLE_ENDIAN = 0x01,
    FLAG_ENVELOPE_XY = 0x02,
    FLAG_EMPTY = 0x10,
    FLAG_EXTENDED = 0x20,
};

static uint64_t read_bits(const unsigned char *p, int bytes, int big_endian)
{
    uint64_t bits = 0;
    for (int i = 0; i < bytes; i++)
        bits = bits << 8 | p[big_endian ? i : bytes - 1 - i];
    return bits;
}

static double read_real(const unsigned char *p, int big_endian)
{
    uint64_t bits = read_bits(p, 8, big_endian);
    double value = 0;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static enum status check_kind(enum wkb_kind is, enum geometry_kind wanted, struct err *e)
{
    int is_polygon = is == WKB_POLYGON || is == WKB_MULTIPOLYGON;
    int is_point = is == WKB_POINT || is == WKB_MULTIPOINT;
    if (is == WKB_NONE || wanted == GEOMETRY_ANY) return STATUS_OK; /* the walk knows more */
    if (wanted == GEOMETRY_POLYGON ? is_polygon : is_point) return STATUS_OK;
    return err_set(e, STATUS_INVALID, "the geometry is a %s where a %s is expected",
                   wkb_kind_name(is), wanted == GEOMETRY_POLYGON ? "polygon" : "point");
}

/* Append wkb in the plain form, as the kind. */
static enum status normalise(struct buf *out, struct slice wkb, enum geometry_kind kind,
                             struct wkb_bounds *bounds, struct err *e)
{
    enum wkb_kind is = wkb_kind_of(wkb);
    *bounds = WKB_BOUNDS_EMPTY;
    TRY(check_kind(is, kind, e));
    if (kind == GEOMETRY_POLYGON && is == WKB_POLYGON) {
        wkb_add_header(out, WKB_MULTIPOLYGON);
        wkb_add_count(out, 1);
    }
    const char *problem = wkb_add_plain(out, wkb, bounds);
    if (problem) return err_set(e, STATUS_INVALID, "the geometry %s", problem);
    if (kind == GEOMETRY_POINT && !wkb_bounds_is_empty(bounds) &&
        (bounds->west != bounds->east || bounds->south != bounds->north))
        return err_set(e, STATUS_INVALID, "the geometry has several points where one is expected");
    return buf_ok(out, e);
}

static void write_header(struct buf *blob, unsigned flags)
{
    const char head[4] = {'G', 'P', 0, (char)(flags | FLAG_LITTLE_ENDIAN)};
    buf_add(blob, head, sizeof head);
    wkb_add_count(blob, GEOMETRY_SRS_WGS84);
}

enum status gpkg_geometry_encode(struct buf *blob, struct slice wkb, enum geometry_kind kind,
                                 struct wkb_bounds *bounds, struct err *e)
{
    size_t envelope = blob->len + HEADER_BYTES, body = envelope + ENVELOPE_BYTES;
    write_header(blob, FLAG_ENVELOPE_XY);
    wkb_add_position(blob, 0, 0); /* the envelope, once it is known */
    wkb_add_position(blob, 0, 0);
    TRY(normalise(blob, wkb, kind, bounds, e));
    if (wkb_bounds_is_empty(bounds)) {
        blob->at[envelope - HEADER_BYTES + 3] = FLAG_LITTLE_ENDIAN | FLAG_EMPTY;
        memmove(blob->at + envelope, blob->at + body, blob->len - body);
        blob->len -= body - envelope;
        return STATUS_OK;
    }
    /* min x, max x, min y, max y */
    wkb_set_position(blob->at + envelope, bounds->west, bounds->east);
    wkb_set_position(blob->at + envelope + WKB_POSITION_BYTES, bounds->south, bounds->north);
    return STATUS_OK;
}

void gpkg_point_encode(struct buf *blob, double lon, double lat)
{
    write_header(blob, 0);
    wkb_add_header(blob, WKB_POINT);
    wkb_add_position(blob, lon, lat);
}

/* The WKB within a blob, and the envelope of its header when it has one. */
static enum status open_blob(struct slice blob, struct slice *wkb, struct wkb_bounds *header,
                             int32_t *srs, struct err *e)
{
    static const size_t envelope_bytes[8] = {0, 32, 48, 48, 64, 0, 0, 0};
    const unsigned char *p = (const unsigned char *)blob.at;
    *header = WKB_BOUNDS_EMPTY;
    if (blob.len < HEADER_BYTES || p[0] != 'G' || p[1] != 'P')
        return err_set(e, STATUS_INVALID, "this is not a GeoPackage geometry");
    unsigned flags = p[3], kind = flags >> 1 & 7;
    if (p[2] != 0 || kind > 4 || (flags & FLAG_EXTENDED))
        return err_set(e, STATUS_INVALID,
                       "the geometry is of a kind that is not supported "
                       "(version %u, flags %u)",
                       p[2], flags);
    int big_endian = !(flags & FLAG_LITTLE_ENDIAN);
    *srs = (int32_t)read_bits(p + 4, 4, big_endian);
    size_t head = HEADER_BYTES + envelope_bytes[kind];
    if (blob.len < head)
        return err_set(e, STATUS_INVALID,
                       "the geometry is cut short: its "
                       "envelope needs %zu bytes, there are %zu",
                       head, blob.len);
    if (kind > 0)
        *header = (struct wkb_bounds){.west = read_real(p + 8, big_endian),
                                      .east = read_real(p + 16, big_endian),
                                      .south = read_real(p + 24, big_endian),
                                      .north = read_real(p + 32, big_endian)};
    *wkb = (struct slice){blob.at + head, blob.len - head};
    return STATUS_OK;
}

enum status gpkg_geometry_decode(struct buf *wkb, struct slice blob, enum geometry_kind kind,
                                 struct wkb_bounds *bounds, struct err *e)
{
    struct slice inside = SLICE_NONE;
    struct wkb_bounds header = WKB_BOUNDS_EMPTY;
    size_t start = wkb->len;
    *bounds = WKB_BOUNDS_EMPTY;
    int32_t srs = 0;
    TRY(open_blob(blob, &inside, &header, &srs, e));
    if (srs != GEOMETRY_SRS_WGS84 && srs != 0 && srs != -1)
        return err_set(e, STATUS_INVALID,
                       "the geometry is in reference system %d; it must be in "
                       "longitude and latitude, WGS 84 (EPSG:4326)",
                       (int)srs);
    TRY(normalise(wkb, inside, kind, bounds, e));
    if (wkb_bounds_is_empty(bounds)) wkb->len = start;
    return STATUS_OK;
}

int gpkg_geometry_bounds(struct slice blob, struct wkb_bounds *bounds)
{
    struct slice inside = SLICE_NONE;
    int32_t srs = 0;
    *bounds = WKB_BOUNDS_EMPTY;
    if (open_blob(blob, &inside, bounds, &srs, NULL) != STATUS_OK) return 0;
    if (!wkb_bounds_is_empty(bounds)) return 1;
    return wkb_bounds_of(inside, bounds);
}
