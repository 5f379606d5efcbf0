/* SPDX-License-Identifier: Apache-2.0 */
/*
 * propose - places where plants could stand in areas without surveyed sites.
 *
 * Problem  n points in an area, at the edge of its county town, out of the
 *          setback of inhabitants, near electricity, water and road.
 * Method   a square grid around the anchor (county town, else the largest
 *          settlement, else a point on the area's surface), inside the outline.
 *          Best is the point where the most sizes meet every condition, then the
 *          one with the least sum of ways to the anchor (twice), road, feed point
 *          and water source, with 50 m added for everyone in the widest setback; then
 *          the next best at least `apart_m` from those chosen.
 * Order    depends on the input alone; equal points: the first in the grid.
 */
#ifndef SITE_PROPOSE_H
#define SITE_PROPOSE_H

#include "site/ground.h"

enum {
    PROPOSAL_PER_AREA_MAX = 100,
};

struct proposal_request {
    const int *areas; /* where proposals are wanted */
    int area_count;
    int per_area;
    double land_m2;  /* of a proposed site */
    double step_m;   /* of the grid */
    double margin_m; /* grid reaches this far beyond the edge of the town and the setback */
    double apart_m;  /* between two proposals */
    int threads;
};

/* Without areas, on one thread. */
extern const struct proposal_request proposal_defaults;

struct proposal {
    int area;
    double lon, lat;
    int refused_sizes;      /* that do not meet every condition there */
    int anchor;             /* settlement, or -1: the point on the area's surface */
    double east_m, north_m; /* from it */
};

struct proposal_list { /* by area in the order asked, best first */
    struct proposal *items;
    int count;
};

/* Areas where neither a settlement nor an outline is known get none. */
CHECKED enum status sites_propose(struct proposal_list *out, const struct ground *g,
                                  const struct proposal_request *request, struct arena *a,
                                  struct err *e);

#endif
