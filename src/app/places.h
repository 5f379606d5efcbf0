/* SPDX-License-Identifier: Apache-2.0 */
/*
 * places - what the checks of polygons and of points share: areas by code, their
 * tree, their sound polygons, a plane in metres.  Part of validate.
 */
#ifndef APP_PLACES_H
#define APP_PLACES_H

#include "base/map.h"
#include "base/wkb.h"
#include "geo/crs.h"
#include "geo/overlay.h"
#include "model/dataset.h"
#include "model/findings.h"

struct places {
    const struct dataset *data;
    const struct table *area;
    struct findings *findings;
    struct arena *arena;
    struct overlay overlay;
    struct overlay_index all, leaves; /* sound polygons by row; those of areas without parts */
    struct crs_plane plane;           /* around the middle of all polygons */
    struct slice *sound;              /* [area row] SLICE_NONE: no sound polygon */
    int *parents;                     /* [area row] row of the parent, or -1 */
    int *has_parts;                   /* [area row] */
    struct map rows;                  /* area code to row */
    struct wkb_bounds bounds;         /* of all sound polygons */
    int polygon_count;                /* sound ones */
};

struct slice places_code(const struct table *t, int row);

/* Area row that a column of a row names, or -1. */
int places_area(const struct places *p, const struct table *t, int row, const char *column);

/* Geometries sound, missing, overlapping; fills sound, bounds and polygon_count. */
CHECKED enum status places_check_areas(struct places *p, struct err *e);
CHECKED enum status places_check_overlaps(struct places *p, struct err *e);

/* Points within the areas they name, axes not swapped, settlements' people. */
CHECKED enum status places_check_points(struct places *p, struct err *e);

#endif
