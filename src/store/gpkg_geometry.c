/* SPDX-License-Identifier: Apache-2.0 */
#include "store/gpkg_geometry.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum {
    HEADER_BYTES = 8,
    POINT_WKB_BYTES = 21,
    FLAG_LITTLE_ENDIAN = 0x01,
    FLAG_ENVELOPE_XY = 0x02,
    FLAG_EMPTY = 0x10,
    FLAG_EXTENDED = 0x20,
};

enum wkb_type {
    WKB_POINT = 1,
    WKB_LINE,
    WKB_POLYGON,
    WKB_MULTIPOINT,
    WKB_MULTILINE,
    WKB_MULTIPOLYGON,
    WKB_COLLECTION,
};

#define EWKB_Z   0x80000000u
#define EWKB_M   0x40000000u
#define EWKB_SRS 0x20000000u

/* A walk over WKB: reads with every length checked, gathers bounds, may write it anew. */
struct walk {
    const unsigned char *at;
    size_t len, pos;
    int big_endian;  /* of the part being read */
    int dimensions;  /* of the part being read, 2..4 */
    struct buf *out; /* NULL: only look */
    struct envelope bounds;
    struct err *err;
};

void envelope_join(struct envelope *v, const struct envelope *other)
{
    if (envelope_is_empty(other)) return;
    v->min_x = fmin(v->min_x, other->min_x);
    v->max_x = fmax(v->max_x, other->max_x);
    v->min_y = fmin(v->min_y, other->min_y);
    v->max_y = fmax(v->max_y, other->max_y);
}

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

static void write_bits(struct buf *out, uint64_t bits, int bytes)
{
    char text[8];
    for (int i = 0; i < bytes; i++)
        text[i] = (char)(bits >> (8 * i) & 0xFF);
    buf_add(out, text, (size_t)bytes);
}

static void write_real(struct buf *out, double value)
{
    uint64_t bits = 0;
    memcpy(&bits, &value, sizeof bits);
    write_bits(out, bits, 8);
}

static enum status cut_short(const struct walk *w, const char *what)
{
    return err_set(w->err, STATUS_INVALID, "the geometry is cut short: %s expected at byte %zu",
                   what, w->pos);
}

static enum status read_count(struct walk *w, const char *what, size_t least_bytes, uint32_t *out)
{
    if (w->len - w->pos < 4) return cut_short(w, what);
    uint32_t count = (uint32_t)read_bits(w->at + w->pos, 4, w->big_endian);
    w->pos += 4;
    if (count > (w->len - w->pos) / least_bytes)
        return err_set(w->err, STATUS_INVALID,
                       "the geometry is damaged: %u %s announced at byte %zu, %zu bytes left",
                       count, what, w->pos - 4, w->len - w->pos);
    if (w->out) write_bits(w->out, count, 4);
    *out = count;
    return STATUS_OK;
}

static enum status walk_coordinates(struct walk *w, size_t count)
{
    size_t step = (size_t)w->dimensions * 8;
    int is_canonical = !w->big_endian && w->dimensions == 2; /* can be copied as it is */
    const unsigned char *start = w->at + w->pos;
    if ((w->len - w->pos) / step < count) return cut_short(w, "a coordinate");
    for (size_t i = 0; i < count; i++, w->pos += step) {
        double x = read_real(w->at + w->pos, w->big_endian);
        double y = read_real(w->at + w->pos + 8, w->big_endian);
        if (!isfinite(x) || !isfinite(y))
            return err_set(w->err, STATUS_INVALID,
                           "the geometry has a coordinate that is not a finite number at byte %zu",
                           w->pos);
        envelope_join(&w->bounds, &(struct envelope){x, x, y, y});
        if (w->out && !is_canonical) {
            write_real(w->out, x);
            write_real(w->out, y);
        }
    }
    if (w->out && is_canonical) buf_add(w->out, (const char *)start, count * step);
    return STATUS_OK;
}

static enum status walk_point(struct walk *w)
{
    size_t step = (size_t)w->dimensions * 8;
    int is_empty = w->len - w->pos >= step && isnan(read_real(w->at + w->pos, w->big_endian)) &&
                   isnan(read_real(w->at + w->pos + 8, w->big_endian));
    if (!is_empty) return walk_coordinates(w, 1);
    w->pos += step;
    if (w->out) {
        write_real(w->out, (double)NAN);
        write_real(w->out, (double)NAN);
    }
    return STATUS_OK;
}

static enum status walk_line(struct walk *w)
{
    uint32_t count = 0;
    TRY(read_count(w, "points", (size_t)w->dimensions * 8, &count));
    return walk_coordinates(w, count);
}

static enum status walk_polygon(struct walk *w)
{
    uint32_t rings = 0;
    TRY(read_count(w, "rings", 4, &rings));
    for (uint32_t i = 0; i < rings; i++)
        TRY(walk_line(w));
    return STATUS_OK;
}

/* Type without its dimensions, which are kept in the walk; 0 when unknown. */
static uint32_t split_type(struct walk *w, uint32_t code)
{
    int z = (code & EWKB_Z) != 0, m = (code & EWKB_M) != 0;
    if (code & EWKB_SRS) w->pos += w->len - w->pos >= 4 ? 4 : w->len - w->pos;
    code &= ~(EWKB_Z | EWKB_M | EWKB_SRS);
    uint32_t thousands = code / 1000;
    if (thousands > 3) return 0;
    z |= thousands == 1 || thousands == 3;
    m |= thousands >= 2;
    w->dimensions = 2 + z + m;
    return code % 1000;
}

static enum status read_head(struct walk *w, uint32_t *type)
{
    if (w->len - w->pos < 5) return cut_short(w, "a geometry");
    unsigned char order = w->at[w->pos];
    if (order > 1)
        return err_set(w->err, STATUS_INVALID, "the geometry is damaged: byte order %u at byte %zu",
                       order, w->pos);
    w->big_endian = order == 0;
    uint32_t code = (uint32_t)read_bits(w->at + w->pos + 1, 4, w->big_endian);
    w->pos += 5;
    *type = split_type(w, code);
    if (*type < WKB_POINT || *type > WKB_COLLECTION)
        return err_set(w->err, STATUS_INVALID,
                       "the geometry is of type %u, which is not supported; convert curves and "
                       "surfaces to lines and polygons first",
                       code);
    if (w->out) {
        write_bits(w->out, 1, 1);
        write_bits(w->out, *type, 4);
    }
    return STATUS_OK;
}

/* One geometry; parts of a MULTI… must be of its own type.  Its depth is bounded. */
/* NOLINTNEXTLINE(misc-no-recursion) */
static enum status walk_geometry(struct walk *w, uint32_t wanted, int depth)
{
    uint32_t type = 0;
    TRY(read_head(w, &type));
    if (wanted && type != wanted)
        return err_set(w->err, STATUS_INVALID,
                       "the geometry is damaged: a part of type %u within "
                       "a collection of type %u",
                       type, wanted);
    if (type == WKB_POINT) return walk_point(w);
    if (type == WKB_LINE) return walk_line(w);
    if (type == WKB_POLYGON) return walk_polygon(w);
    if (depth == GEOMETRY_DEPTH_MAX)
        return err_set(w->err, STATUS_INVALID, "the geometry is nested more than %d deep",
                       GEOMETRY_DEPTH_MAX);
    uint32_t parts = 0;
    TRY(read_count(w, "parts", 5, &parts));
    for (uint32_t i = 0; i < parts; i++)
        TRY(walk_geometry(w, type == WKB_COLLECTION ? 0 : type - 3, depth + 1));
    return STATUS_OK;
}

static enum status check_kind(struct slice wkb, enum geometry_kind kind, int *promote,
                              struct err *e)
{
    struct walk peek = {(const unsigned char *)wkb.at, wkb.len, 0, 0, 2, NULL, ENVELOPE_EMPTY, e};
    uint32_t type = 0;
    TRY(read_head(&peek, &type));
    *promote = kind == GEOMETRY_POLYGON && type == WKB_POLYGON;
    if (kind == GEOMETRY_POLYGON && type != WKB_POLYGON && type != WKB_MULTIPOLYGON)
        return err_set(e, STATUS_INVALID, "the geometry is of type %u where a polygon is expected",
                       type);
    if (kind == GEOMETRY_POINT && type != WKB_POINT && type != WKB_MULTIPOINT)
        return err_set(e, STATUS_INVALID, "the geometry is of type %u where a point is expected",
                       type);
    return STATUS_OK;
}

/* Append wkb as little-endian ISO WKB 2D of the kind. */
static enum status normalise(struct buf *out, struct slice wkb, enum geometry_kind kind,
                             struct envelope *bounds, struct err *e)
{
    int promote = 0;
    *bounds = ENVELOPE_EMPTY;
    TRY(check_kind(wkb, kind, &promote, e));
    if (promote) {
        write_bits(out, 1, 1);
        write_bits(out, WKB_MULTIPOLYGON, 4);
        write_bits(out, 1, 4);
    }
    struct walk w = {(const unsigned char *)wkb.at, wkb.len, 0, 0, 2, out, ENVELOPE_EMPTY, e};
    TRY(walk_geometry(&w, 0, 0));
    if (w.pos != w.len)
        return err_set(e, STATUS_INVALID, "the geometry is damaged: %zu bytes after its end",
                       w.len - w.pos);
    *bounds = w.bounds;
    if (kind == GEOMETRY_POINT && !envelope_is_empty(bounds) &&
        (bounds->min_x != bounds->max_x || bounds->min_y != bounds->max_y))
        return err_set(e, STATUS_INVALID, "the geometry has several points where one is expected");
    return buf_ok(out, e);
}

static void write_header(struct buf *blob, unsigned flags)
{
    buf_add(blob, "GP", 2);
    write_bits(blob, 0, 1);
    write_bits(blob, flags | FLAG_LITTLE_ENDIAN, 1);
    write_bits(blob, GEOMETRY_SRS_WGS84, 4);
}

enum status gpkg_geometry_encode(struct buf *blob, struct slice wkb, enum geometry_kind kind,
                                 struct envelope *bounds, struct err *e)
{
    static const char room[4 * 8];
    size_t start = blob->len;
    write_header(blob, FLAG_ENVELOPE_XY);
    buf_add(blob, room, sizeof room);
    TRY(normalise(blob, wkb, kind, bounds, e));
    if (envelope_is_empty(bounds)) {
        blob->at[start + 3] = FLAG_LITTLE_ENDIAN | FLAG_EMPTY;
        memmove(blob->at + start + HEADER_BYTES, blob->at + start + HEADER_BYTES + sizeof room,
                blob->len - start - HEADER_BYTES - sizeof room);
        blob->len -= sizeof room;
        return STATUS_OK;
    }
    const double values[4] = {bounds->min_x, bounds->max_x, bounds->min_y, bounds->max_y};
    for (size_t i = 0; i < 4; i++) {
        uint64_t bits = 0;
        memcpy(&bits, &values[i], sizeof bits);
        for (size_t k = 0; k < 8; k++)
            blob->at[start + HEADER_BYTES + i * 8 + k] = (char)(bits >> (8 * k) & 0xFF);
    }
    return STATUS_OK;
}

void gpkg_point_encode(struct buf *blob, double lon, double lat)
{
    write_header(blob, 0);
    write_bits(blob, 1, 1);
    write_bits(blob, WKB_POINT, 4);
    write_real(blob, lon);
    write_real(blob, lat);
}

/* The WKB within a blob, and the envelope of its header when it has one. */
static enum status open_blob(struct slice blob, struct slice *wkb, struct envelope *header,
                             int32_t *srs, struct err *e)
{
    static const size_t envelope_bytes[8] = {0, 32, 48, 48, 64, 0, 0, 0};
    const unsigned char *p = (const unsigned char *)blob.at;
    *header = ENVELOPE_EMPTY;
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
        *header = (struct envelope){read_real(p + 8, big_endian), read_real(p + 16, big_endian),
                                    read_real(p + 24, big_endian), read_real(p + 32, big_endian)};
    *wkb = (struct slice){blob.at + head, blob.len - head};
    return STATUS_OK;
}

enum status gpkg_geometry_decode(struct buf *wkb, struct slice blob, enum geometry_kind kind,
                                 struct envelope *bounds, struct err *e)
{
    struct slice inside = SLICE_NONE;
    struct envelope header = ENVELOPE_EMPTY;
    size_t start = wkb->len;
    *bounds = ENVELOPE_EMPTY;
    int32_t srs = 0;
    TRY(open_blob(blob, &inside, &header, &srs, e));
    if (srs != GEOMETRY_SRS_WGS84 && srs != 0 && srs != -1)
        return err_set(e, STATUS_INVALID,
                       "the geometry is in reference system %d; it must be in "
                       "longitude and latitude, WGS 84 (EPSG:4326)",
                       (int)srs);
    TRY(normalise(wkb, inside, kind, bounds, e));
    if (envelope_is_empty(bounds)) wkb->len = start;
    return STATUS_OK;
}

int gpkg_geometry_bounds(struct slice blob, struct envelope *bounds)
{
    struct slice inside = SLICE_NONE;
    int32_t srs = 0;
    *bounds = ENVELOPE_EMPTY;
    if (open_blob(blob, &inside, bounds, &srs, NULL) != STATUS_OK) return 0;
    if (!envelope_is_empty(bounds)) return 1;
    struct walk w = {
        (const unsigned char *)inside.at, inside.len, 0, 0, 2, NULL, ENVELOPE_EMPTY, NULL};
    if (walk_geometry(&w, 0, 0) != STATUS_OK) return 0;
    *bounds = w.bounds;
    return 1;
}
