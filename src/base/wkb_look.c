/* SPDX-License-Identifier: Apache-2.0 */
#include "base/wkb.h"

enum {
    RING_POSITIONS_MIN = 4,
    LINE_POSITIONS_MIN = 2,
};

static const char *part_problem(const struct wkb_part *part)
{
    if (!part->is_plain) return "is not little-endian WKB in two dimensions";
    if (!part->positions) {
        if (part->count > 0) return NULL;
        return part->kind == WKB_POLYGON ? "has a polygon without rings" : "is empty";
    }
    int last = part->count - 1;
    if (part->kind == WKB_POINT)
        return part->count == 0 ? "has a coordinate that is not a finite number" : NULL;
    if (part->kind == WKB_LINESTRING)
        return part->count < LINE_POSITIONS_MIN ? "has a line of fewer than 2 positions" : NULL;
    if (part->count < RING_POSITIONS_MIN) return "has a ring of fewer than 4 positions";
    if (wkb_x(part, 0) != wkb_x(part, last) || wkb_y(part, 0) != wkb_y(part, last))
        return "has a ring that is not closed (its last position must be its first)";
    return NULL;
}

const char *wkb_problem(struct slice wkb)
{
    struct wkb_walk walk = wkb_walk_start(wkb);
    struct wkb_part part;
    while (wkb_walk_step(&walk, &part)) {
        const char *problem = part_problem(&part);
        if (problem) return problem;
    }
    return walk.problem;
}

void wkb_bounds_join(struct wkb_bounds *b, const struct wkb_bounds *other)
{
    b->west = fmin(b->west, other->west);
    b->south = fmin(b->south, other->south);
    b->east = fmax(b->east, other->east);
    b->north = fmax(b->north, other->north);
}

void wkb_bounds_add(struct wkb_bounds *b, const struct wkb_part *part)
{
    for (int i = 0; i < part->count; i++) {
        double x = wkb_x(part, i), y = wkb_y(part, i);
        wkb_bounds_join(b, &(struct wkb_bounds){x, y, x, y});
    }
}

int wkb_bounds_of(struct slice wkb, struct wkb_bounds *out)
{
    *out = WKB_BOUNDS_EMPTY;
    struct wkb_walk walk = wkb_walk_start(wkb);
    struct wkb_part part;
    while (wkb_walk_next(&walk, &part))
        wkb_bounds_add(out, &part);
    return !walk.problem;
}

int wkb_position_count(struct slice wkb)
{
    int count = 0;
    struct wkb_walk walk = wkb_walk_start(wkb);
    struct wkb_part part;
    while (wkb_walk_next(&walk, &part))
        count += part.count;
    return count;
}

const char *wkb_degrees_problem(struct slice wkb)
{
    struct wkb_bounds b;
    if (!wkb_bounds_of(wkb, &b) || wkb_bounds_is_empty(&b)) return "is empty";
    double lon = fmax(fabs(b.west), fabs(b.east)), lat = fmax(fabs(b.south), fabs(b.north));
    if (lon <= 180 && lat <= 90) return NULL;
    if (lon <= 90 && lat <= 180)
        return "has latitudes beyond 90: are longitude and latitude swapped?";
    return "has coordinates beyond 180 and 90 degrees: they must be longitude and latitude (WGS "
           "84)";
}
