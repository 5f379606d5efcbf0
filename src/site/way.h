/* SPDX-License-Identifier: Apache-2.0 */
/*
 * way - how far it is from a site to its county town, and on what.
 *
 * Problem  the way by road where the loaded roads lead there, the straight line
 *          where they do not, and which of the two it is and why.
 * Method   site and town come onto the nearest road or station within WAY_JOIN_M,
 *          in a straight line that is counted.  When these two are not connected,
 *          the town may come onto a farther road that is connected with the
 *          site's, or the site onto one connected with the town's, whichever adds
 *          less.  Metres are those of the shortest way, minutes those of the
 *          quickest; the access goes at the speed of the road it leads to.
 * Owner    a finder is the working memory of one thread, in the arena.
 */
#ifndef SITE_WAY_H
#define SITE_WAY_H

#include "site/route.h"

#define WAY_JOIN_M 10000.0

enum way_basis {
    WAY_NONE, /* no county town */
    WAY_BY_ROAD,
    WAY_BY_RAIL, /* from station to station */
    WAY_BY_ROAD_AND_RAIL,
    /* in a straight line, because: */
    WAY_NO_ROAD,   /* none is loaded */
    WAY_OFF_SITE,  /* none within WAY_JOIN_M of the site */
    WAY_OFF_TOWN,  /* none within WAY_JOIN_M of the county town */
    WAY_TOWN_NEAR, /* the county town is nearer than any road that leads there */
    WAY_APART,     /* the roads at the site do not lead to those at the county town */
    WAY_BASIS_COUNT,
};

struct way {
    enum way_basis basis;
    double m;             /* all of it; INFINITY: no county town */
    double minutes;       /* NAN: not known */
    double site_access_m; /* of it, to the road */
    double town_access_m; /* of it, from the road to the county town */
};

static inline int way_is_by_road(const struct way *w)
{
    return w->basis >= WAY_BY_ROAD && w->basis <= WAY_BY_ROAD_AND_RAIL;
}

struct way_finder {
    const struct roads *roads;
    struct route_search searches[ROADS_MEASURE_COUNT];
    int town;              /* those below are of it; -1: none yet */
    struct approach near;  /* the nearest road */
    struct approach other; /* the nearest of the component asked for last */
    int other_component;
};

CHECKED enum status way_finder_init(struct way_finder *f, const struct roads *n, struct arena *a,
                                    struct err *e);

/* town: a number that stands for the place of the county town; straight_m: between the two.
 * Questions about one town after the other share the search. */
struct way way_find(struct way_finder *f, struct place site, int town, struct place town_place,
                    double straight_m);

#endif
