/* SPDX-License-Identifier: Apache-2.0 */
/*
 * net - the time-expanded network of a case: ways, periods, and for each site and material
 * the periods in which something may arrive.
 *
 * Boundary k is the first day of period k.
 *
 * Few columns  Needs further apart than anything may lie or wait are targets of their own.  Where
 * no way to a site is limited, and nor is the room where they begin, what comes early may as well
 * wait there: nothing arrives before its first need and nothing lies at the site.  A target is
 * served until the day by which so much was made that all due by then, and all that goes before
 * it by class, can be met, and TAIL_DAYS longer.
 */
#ifndef SUPPLY_NET_H
#define SUPPLY_NET_H

#include "model/shipping.h"

struct target { /* a material at a site, for needs that follow one another */
    int site, resource, class;
    int is_free;                /* what is early may wait in depots as well: nothing lies here */
    int need_first, need_count; /* into the needs of the case */
    int first, last;            /* boundaries at which something may arrive */
    int from, until;            /* boundaries of the first and the last need */
    int is_reached;             /* a way leads there from where the material is */
    int tail;                   /* periods from until to last */
    double total, mean;         /* of the needs; the mean is that of all needs of the material */
    int row, stock, late;       /* of the programme: at first; at first; at from */
};

struct flow {                  /* of a material along a way */
    int way, resource, target; /* -1: to a depot */
    int first, last;           /* boundaries at which it may leave */
    int column;                /* at first */
};

struct net {
    const struct supply_case *c;
    struct way *ways;
    struct target *targets;
    struct flow *flows;
    int *needed;   /* [resource] */
    int *first_of; /* [site + 1] its targets stand together */
    int *site_of;  /* [area] or -1 */
    int way_count, target_count, flow_count;
    int period_count; /* boundaries 1..period_count are in the programme */
    int period_max;
};

CHECKED enum status net_build(struct net *n, const struct supply_case *c, struct arena *a,
                              struct err *e);

/* Flows for the targets as they are now. */
CHECKED enum status net_flows(struct net *n, struct arena *a, struct err *e);

/* Boundaries on the way. */
int way_periods(const struct net *n, int way);

/* 0: a producer, 1: a depot, 2: a site. */
int place_kind(const struct logistics *l, int place);

/* First boundary at or after a day. */
int boundary_after(const struct supply_case *c, int day);

#endif
