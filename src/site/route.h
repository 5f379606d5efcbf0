/* SPDX-License-Identifier: Apache-2.0 */
/*
 * route - the shortest or quickest way over the network from one place to many.
 *
 * Method   Dijkstra (1959) from the start, in a heap of four children a node with
 *          places known, so that a cost can fall.  The search goes only as far
 *          as the answer needs and waits there: the next question goes on from
 *          it.  Starting anew costs nothing (labels carry the number of their search).
 * Cost     O(k log k) for k joints settled; 21 bytes a joint and search.
 * Order    costs depend on the network and the start alone.
 * Owner    the arena.
 */
#ifndef SITE_ROUTE_H
#define SITE_ROUTE_H

#include "site/roads.h"

enum { /* bits */
    ROUTE_ROAD = 1,
    ROUTE_RAIL = 2,
};

struct route_search {
    const struct roads *roads;
    enum roads_measure measure;
    struct approach start;
    unsigned number;      /* of the search; 0: none was started */
    unsigned *numbers;    /* [joint] of the search its label belongs to */
    double *costs;        /* [joint] */
    unsigned char *lines; /* [joint] ROUTE_ROAD, ROUTE_RAIL: what the way goes by */
    int *places, *heap;   /* [joint] in the heap, -1: settled; joints waiting */
    int waiting_count;
};

CHECKED enum status route_init(struct route_search *r, const struct roads *n,
                               enum roads_measure measure, struct arena *a, struct err *e);

void route_start(struct route_search *r, const struct approach *start);

struct route {
    double cost;    /* m or s, on the network alone; INFINITY: there is no way */
    unsigned lines; /* bits: what it goes by; 0: it starts and ends at one station */
};

struct route route_to(struct route_search *r, const struct approach *to);

#endif
