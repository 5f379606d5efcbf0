/* SPDX-License-Identifier: Apache-2.0 */
/*
 * overlay - questions about shapes: sound, inside, near, shared, simpler.
 *
 * Method   GEOS, reentrant interface; many polygons through an STR-packed R-tree
 *          (Leutenegger et al. 1997) and prepared geometries, O(log n) a point.
 * Units    those of the coordinates given: degrees in, degrees out; for metres
 *          give geometries on a plane (geo/crs.h).
 * Owner    an overlay and an index are opened and closed; zeroed ones are closed
 *          already.  The index must be closed before its overlay; both borrow the
 *          WKB given only while opening.
 * Threads  one overlay, with its indices, belongs to one thread at a time.
 */
#ifndef GEO_OVERLAY_H
#define GEO_OVERLAY_H

#include "base/arena.h"
#include "base/err.h"
#include "base/slice.h"

enum {
    OVERLAY_REASON_MAX = 200,
};

struct overlay {
    void *context;
    char message[OVERLAY_REASON_MAX]; /* what GEOS said last */
};

CHECKED enum status overlay_open(struct overlay *o, struct err *e);
void overlay_close(struct overlay *o);

/* Is the geometry sound as OGC 06-103r4 has it (rings that do not cross themselves or each
 * other, holes inside)?  reason[0] is '\0' when it is; else a clause with the place. */
CHECKED enum status overlay_check(struct overlay *o, struct slice wkb,
                                  char reason[OVERLAY_REASON_MAX], struct err *e);

/* The nearest sound geometry (GEOSMakeValid), as WKB. */
CHECKED enum status overlay_mend(struct overlay *o, struct slice wkb, struct slice *out,
                                 struct arena *a, struct err *e);

CHECKED enum status overlay_centroid(struct overlay *o, struct slice wkb, double at[2],
                                     struct err *e);

/* A place that surely lies within, for a label. */
CHECKED enum status overlay_inner_point(struct overlay *o, struct slice wkb, double at[2],
                                        struct err *e);

/* Fewer positions, none farther than the tolerance from where it was, no ring crossing
 * another (Douglas & Peucker 1973, topology preserving).  Edges between neighbours are
 * simplified one by one and may part. */
CHECKED enum status overlay_simplify(struct overlay *o, struct slice wkb, double tolerance,
                                     struct slice *out, struct arena *a, struct err *e);

/* Area that both cover. */
CHECKED enum status overlay_shared_area(struct overlay *o, struct slice first, struct slice second,
                                        double *out, struct err *e);

struct overlay_index {
    struct overlay *overlay;
    void *tree;
    void **shapes;         /* NULL where no geometry was given */
    const void **prepared; /* made when first asked */
    int *numbers;          /* what the tree points at */
    int count, used;
};

/* Geometries by number; SLICE_NONE is left out. */
CHECKED enum status overlay_index_open(struct overlay_index *x, struct overlay *o,
                                       const struct slice *wkbs, int count, struct arena *a,
                                       struct err *e);
void overlay_index_close(struct overlay_index *x);

/* Lowest number of a geometry that covers the point (its edge belongs to it); -1: none. */
CHECKED enum status overlay_index_find(struct overlay_index *x, double at_x, double at_y, int *out,
                                       struct err *e);

/* Does geometry `number` cover the point?  0 where none was given. */
CHECKED enum status overlay_index_covers(struct overlay_index *x, int number, double at_x,
                                         double at_y, int *out, struct err *e);

/* Nearest geometry and its distance; -1 when the index is empty. */
CHECKED enum status overlay_index_nearest(struct overlay_index *x, double at_x, double at_y,
                                          int *number, double *distance, struct err *e);

/* Distance from the point to geometry `number`. */
CHECKED enum status overlay_index_distance(struct overlay_index *x, int number, double at_x,
                                           double at_y, double *distance, struct err *e);

/* Numbers above `number` whose bounds touch its bounds, ascending, in the arena. */
CHECKED enum status overlay_index_neighbours(struct overlay_index *x, int number, int **out,
                                             int *out_count, struct arena *a, struct err *e);

#endif
