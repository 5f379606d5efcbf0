/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ground - what lies around the sites, made ready for questions: feed points,
 * water sources, settlements, roads and railways, county towns, outlines.
 *
 * Owner   the arena given to ground_build(); the programme must outlive it.
 */
#ifndef SITE_GROUND_H
#define SITE_GROUND_H

#include "model/programme.h"
#include "site/index.h"
#include "site/polygon.h"
#include "site/way.h"

struct ground {
    const struct programme *programme;
    struct index feed_points;   /* weight: spare kW */
    struct index water_sources; /* weight: dry-month m3/day; -INFINITY: unfit */
    struct index settlements;   /* weight: people */
    struct roads roads;         /* roads, railways, stations, ports */
    struct way *ways;           /* [site] to its county town */
    double settlement_radius_max_m;
    struct place *settlement_places;
    int *settlement_areas;    /* stated, or found by the outlines; -1: not known */
    struct polygon *outlines; /* [area] */
    int *seat_starts;         /* [area + 1] into seats: county towns within the area */
    int *seats;               /* settlements */
    double *listed_people;    /* [area] of the settlements listed within it */
};

/* outlines: WKB of each area, or NULL when none is known. */
CHECKED enum status ground_build(struct ground *out, const struct programme *p,
                                 const struct slice *outlines, struct arena *a, struct err *e);

/* The county town of a place in an area: the nearest seat within the area, else
 * within the unit above it, and so on up; id is a settlement. */
struct hit ground_seat(const struct ground *g, int area, struct place place);

/* The way from a place to that county town. */
struct way ground_way(const struct ground *g, struct way_finder *finder, struct place place,
                      struct hit seat);

#endif
