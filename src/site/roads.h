/* SPDX-License-Identifier: Apache-2.0 */
/*
 * roads - the roads and railways as a graph that ways are searched in.
 *
 * Problem  lines as people draw them (table transport), a million vertices and
 *          more, to places that lie beside them.
 * Method   lines are cut into pieces of at most 4 km, indexed as segments.  Two
 *          lines of one kind meet where they share a vertex (equal to 1e-7
 *          degrees) and nowhere else: a crossing without a vertex is a bridge.  A
 *          loose end, one that shares no vertex, is linked to every other line of its
 *          kind within ROADS_SNAP_M.  A station is linked to the nearest railway
 *          and the nearest road within ROADS_STATION_M; nothing else joins
 *          road and rail.  Then all nodes where nothing branches and no speed changes
 *          are taken out: what is left are joints and the chains between them.
 * Cost     O(n log n) for the index, O(n) for the rest; docs/theory/site.md has
 *          bytes and seconds.
 * Owner    the arena; the programme must outlive it.
 * Limits   PIECE_MAX pieces.  Ways can be used in both directions.
 */
#ifndef SITE_ROADS_H
#define SITE_ROADS_H

#include "model/programme.h"
#include "site/index.h"

#define ROADS_SNAP_M    5.0
#define ROADS_STATION_M 500.0

enum roads_measure { /* what a way costs */
    ROADS_METRES,
    ROADS_SECONDS,
    ROADS_MEASURE_COUNT,
};

struct roads_section { /* of a piece; several where something is linked in its middle */
    double share;      /* of the piece before it, 0..1 */
    double offset_m;   /* of its start along the chain */
    int chain;         /* or ~joint: a station */
    int backward;      /* does the chain run against the piece? */
};

struct roads_chain {
    int from, to; /* joints; the same: a loop */
    int is_rail;
    double m, km_h;
};

struct roads_arc {
    int to, is_rail;
    double cost[ROADS_MEASURE_COUNT];
};

struct roads {
    const struct programme *programme;
    struct index index;  /* pieces, stations, ports; weight 1: sites can join it (road, station) */
    int *items;          /* [piece] in the index */
    int *lines;          /* [piece] transport */
    int *section_starts; /* [piece + 1] */
    struct roads_section *sections;
    struct roads_chain *chains;
    int *arc_starts; /* [joint + 1] */
    struct roads_arc *arcs;
    int *components; /* [joint] those that can reach each other have the same */
    int piece_count, section_count, chain_count, joint_count, component_count;
    int joinable_count; /* pieces of road and stations */
    int link_count;     /* of loose ends and stations */
};

struct approach { /* where a place comes onto the network */
    int line;     /* transport; -1: none is near enough */
    int chain;    /* or ~joint */
    int component;
    double offset_m; /* along the chain */
    double access_m; /* in a straight line from the place */
    double km_h;     /* of the line */
};

CHECKED enum status roads_build(struct roads *out, const struct programme *p, struct arena *a,
                                struct err *e);

/* The nearest point on a road, or a station, of a component (-1: of any). */
struct approach roads_approach(const struct roads *n, struct place place, int component,
                               double radius_m);

struct roads_extent {
    double m, largest_m; /* of road; of the network with the most */
    int network_count;   /* that have roads and are not connected with each other */
};

CHECKED enum status roads_extent(struct roads_extent *out, const struct roads *n, struct arena *a,
                                 struct err *e);

#endif
