/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crs - from longitude and latitude (WGS 84) to a plane in metres, and back.
 *
 * Method   Lambert azimuthal equal-area projection of the ellipsoid around a
 *          point (PROJ): areas are exact, distances true at the centre and off by
 *          0.1 % at 560 km from it; there and back is exact to 1 mm within 2,000 km.
 *          Geodesic distances by Karney (2013).
 * Owner    a plane is opened and closed; a zeroed one is closed already.
 * Errors   a point that has no image (the antipode) is STATUS_INVALID.
 * Threads  a plane belongs to one thread at a time.
 */
#ifndef GEO_CRS_H
#define GEO_CRS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/slice.h"
#include "base/wkb.h"

struct pj_ctx;
struct PJconsts;

struct crs_plane {
    struct pj_ctx *context;
    struct PJconsts *projection;
};

CHECKED enum status crs_open(struct crs_plane *plane, double lon, double lat, struct err *e);
void crs_close(struct crs_plane *plane);

/* In place: degrees to metres, metres to degrees. */
CHECKED enum status crs_to_plane(struct crs_plane *plane, double *x, double *y, int count,
                                 struct err *e);
CHECKED enum status crs_to_degrees(struct crs_plane *plane, double *x, double *y, int count,
                                   struct err *e);

/* A copy of the geometry with every position on the plane. */
CHECKED enum status crs_wkb_to_plane(struct crs_plane *plane, struct slice wkb, struct slice *out,
                                     struct arena *a, struct err *e);

/* Area of the polygons of a geometry, holes taken off; 0 for points and lines. */
CHECKED enum status crs_area_m2(struct crs_plane *plane, struct slice wkb, double *out,
                                struct err *e);

/* Shortest way over the ellipsoid between two points in degrees. */
double crs_distance_km(struct crs_plane *plane, const double from[2], const double to[2]);

#endif
