/* SPDX-License-Identifier: Apache-2.0 */
/*
 * shape - walk over the points, lines and rings of a geometry in well-known
 * binary (ISO 19125, OGC 06-103r4), without memory.
 *
 * Reads    both byte orders, Z and M (left out), collections of any nesting:
 *          the parts come one after the other.
 * Refuses  unknown types, counts that the bytes cannot hold, bytes left over,
 *          coordinates that are not finite.
 */
#ifndef SITE_SHAPE_H
#define SITE_SHAPE_H

#include "base/slice.h"

enum shape_kind {
    SHAPE_END,
    SHAPE_POINT, /* one vertex, or none when it is empty */
    SHAPE_LINE,
    SHAPE_RING,
    SHAPE_BROKEN,
};

struct shape_part {
    int vertex_count;
    const unsigned char *at; /* of the first vertex */
    int is_big, stride;
};

struct shape {
    const unsigned char *at, *end;
    long geometries_left, rings_left;
    int is_big, stride; /* of the polygon whose rings are being read */
};

struct shape shape_open(struct slice bytes);

/* Next part; SHAPE_END after the last, SHAPE_BROKEN (again and again) at a fault. */
enum shape_kind shape_next(struct shape *w, struct shape_part *part);

void shape_vertex(const struct shape_part *part, int i, double *x, double *y);

#endif
