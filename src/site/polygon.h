/* SPDX-License-Identifier: Apache-2.0 */
/*
 * polygon - the outline of an area in degrees: what lies in it, and a point that
 * surely does.
 *
 * Method   even-odd rule over all rings (Shimrat 1962), so that holes and
 *          several parts need no special case; the point on the surface is the
 *          middle of the widest stretch inside along the middle parallel.
 * Limits   planar in degrees, right for units that do not cross the date line.
 */
#ifndef SITE_POLYGON_H
#define SITE_POLYGON_H

#include "base/arena.h"
#include "base/err.h"
#include "base/slice.h"

struct polygon {
    int edge_count;        /* 0: no outline known */
    const double *x0, *y0; /* [edge] */
    const double *x1, *y1;
    double west, south, east, north;
};

/* From the rings of a geometry; no bytes, or no ring: an empty polygon.
 * STATUS_INVALID when the bytes are no geometry. */
CHECKED enum status polygon_read(struct polygon *out, struct slice wkb, struct arena *a,
                                 struct err *e);

int polygon_has(const struct polygon *p, double x, double y);

/* 0 when there is none (no outline, or one without surface). */
int polygon_point(const struct polygon *p, double *x, double *y);

#endif
