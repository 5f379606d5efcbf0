/* SPDX-License-Identifier: Apache-2.0 */
#include "base/wkb.h"

enum {
    LITTLE_ENDIAN_MARK = 1,
    COUNT_BYTES = 4,
    REAL_BYTES = 8,
};

static void put_bits(char *at, uint64_t bits, int bytes)
{
    for (int i = 0; i < bytes; i++)
        at[i] = (char)(bits >> (8 * i) & 0xFF);
}

static void put_real(char *at, double value)
{
    uint64_t bits;
    double plain = value == 0 ? 0 : value; /* no negative zero: text would lose it */
    memcpy(&bits, &plain, sizeof bits);
    put_bits(at, bits, REAL_BYTES);
}

void wkb_add_count(struct buf *b, uint32_t count)
{
    char bytes[COUNT_BYTES];
    put_bits(bytes, count, COUNT_BYTES);
    buf_add(b, bytes, sizeof bytes);
}

void wkb_add_header(struct buf *b, enum wkb_kind kind)
{
    buf_char(b, LITTLE_ENDIAN_MARK);
    wkb_add_count(b, (uint32_t)kind);
}

void wkb_set_position(char *at, double x, double y)
{
    put_real(at, x);
    put_real(at + REAL_BYTES, y);
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

static void add_positions(struct buf *b, const struct wkb_part *part)
{
    if (part->is_plain)
        buf_add(b, part->positions, (size_t)part->count * WKB_POSITION_BYTES);
    else
        for (int i = 0; i < part->count; i++)
            wkb_add_position(b, wkb_x(part, i), wkb_y(part, i));
}

const char *wkb_add_plain(struct buf *b, struct slice wkb, struct wkb_bounds *bounds)
{
    struct wkb_walk walk = wkb_walk_start(wkb);
    struct wkb_part part;
    *bounds = WKB_BOUNDS_EMPTY;
    while (wkb_walk_step(&walk, &part)) {
        int is_ring = part.kind == WKB_POLYGON && part.positions;
        if (!is_ring) wkb_add_header(b, part.kind);
        if (part.kind != WKB_POINT) wkb_add_count(b, (uint32_t)part.count);
        if (part.kind == WKB_POINT && part.count == 0)
            wkb_add_position(b, (double)NAN, (double)NAN);
        if (!part.positions) continue;
        add_positions(b, &part);
        wkb_bounds_add(bounds, &part);
    }
    return walk.problem;
}
