/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supply - which material is sent when from which producer, over which depot, to which site.
 *
 * Problem  needs of sites by material and day; producers with so much a month, depots with
 *          room for so much, carriers with t·km a month, lanes, days on the way.  First the
 *          shortage (phase-days of waiting) of the most favoured class of sites is least,
 *          then that of the next ...; of what is left, the cost of making, carrying and
 *          keeping is least.
 * Method   flow of several materials on a time-expanded network (Ford & Fulkerson 1958) as a
 *          linear programme, a shortage being a flow backwards in time at a price; classes
 *          one after the other (lexicographic), each solve starting from the last basis.
 *          Shipments to a site are thought of from early_days before its first need until
 *          three months after its last, and longer where that leaves a need unmet.
 * Worth    the dual of a limit in the first class that has to wait; for the largest ones, by
 *          solving again with one unit more.
 * Errors   that needs cannot be met is an answer.
 * Limits   PERIODS_MAX periods; sites have room for all that comes; a producer keeps nothing.
 */
#ifndef SUPPLY_SUPPLY_H
#define SUPPLY_SUPPLY_H

#include "base/stop.h"
#include "model/shipping.h"

enum {
    PERIODS_MAX = 10000,
};

struct supply_options {
    int worth;               /* of the limits too, and for so many of them by solving again */
    const struct stop *stop; /* may be NULL */
};

/* The arena owns everything in *out. */
CHECKED enum status supply_solve(const struct supply_case *c, const struct supply_options *options,
                                 struct shipping *out, struct arena *a, struct err *e);

/* Great circle between two places, km; 0 when one is not known. */
double supply_km(double lon, double lat, double to_lon, double to_lat);

#endif
