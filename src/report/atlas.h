/* SPDX-License-Identifier: Apache-2.0 */
/*
 * atlas - the shapes of the areas on a small whole-number grid, ready to be drawn.
 *
 * Method   equirectangular projection at the middle latitude (true to scale there;
 *          at the edges of a country of 10 degrees off by under 1 %, which a map
 *          of colours does not show); Douglas-Peucker at about a third of a pixel.
 *          A country across the 180th meridian is put together.  An area too
 *          small to see becomes a small square, so that none is lost.
 * Units    grid: ATLAS_GRID steps along the longer side, y downwards.
 * Owner    the arena given.
 */
#ifndef REPORT_ATLAS_H
#define REPORT_ATLAS_H

#include "base/buf.h"
#include "report/view.h"

enum {
    ATLAS_GRID = 1000,
    ATLAS_GRID_LARGE = 4000, /* above ATLAS_LARGE units */
    ATLAS_LARGE = 2000,
    ATLAS_THUMB_CELLS = 240, /* cells along the longer side of the plain outline */
};

struct atlas_ring {
    int first, count; /* in points; closed without repeating the first */
};

struct atlas_shape {
    int ring_first, ring_count; /* 0: no polygon */
};

struct atlas {
    int grid, width, height;    /* of the view box; 0: no polygons */
    int is_dense;               /* too many areas to be told apart one by one */
    int shape_count;            /* areas drawn */
    int missing_count;          /* units without a sound polygon */
    struct atlas_shape *shapes; /* [area] */
    struct atlas_ring *rings;
    int *x, *y; /* points */
    int ring_count, point_count;
    double west, north, scale, stretch; /* grid = (lon - west) * stretch * scale … */
    int wraps;                          /* lon < 0 counts as lon + 360 */
    unsigned char *thumb;               /* outline cells of shapes that vanish there */
};

CHECKED enum status atlas_make(struct atlas *out, const struct view *v, struct arena *a,
                               struct err *e);

/* Place of a longitude and latitude on the grid. */
void atlas_place(const struct atlas *m, double lon, double lat, double *x, double *y);

/* The d attribute of one area's path: absolute starts, relative steps, even-odd. */
void atlas_path(struct buf *b, const struct atlas *m, int area);

/* One path of all shapes, coarse: what the small maps stand on. */
void atlas_outline(struct buf *b, const struct atlas *m);

#endif
