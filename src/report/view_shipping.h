/* SPDX-License-Identifier: Apache-2.0 */
/*
 * view_shipping - the materials sent to the sites of the plan shown, summed for readers.
 *
 * Days     from 1970-01-01.  Periods count from the first one in which anything happens.
 * Owner    the arena given to view_load().
 */
#ifndef REPORT_VIEW_SHIPPING_H
#define REPORT_VIEW_SHIPPING_H

#include "base/slice.h"

struct view_material {
    int resource;
    double *values;          /* all that follow, one after the other, [period_count] each */
    const double *wanted;    /* at sites, from the start to the end of the period */
    const double *arrived;   /* the same */
    const double *used;      /* the same; by the schedule */
    const double *at_sites;  /* lies there at the end of the period */
    const double *at_depots; /* the same */
    const double *missing;   /* wanted at a site by then and not arrived, summed over the sites */
    int worst_period;        /* the one with most missing; -1: nothing is ever missing */
};

struct view_shortage { /* of a material at the sites of an area */
    int resource, area;
    double wanted, most; /* in all; missing at the worst time */
    double unit_days;    /* missing, times the days it is */
    int first, days;     /* day from which something is missing; so long, with gaps left out */
};

struct view_flow { /* all shipments of a material from one place to a depot or into a province */
    int resource;
    int origin, to; /* places: producers, then depots, then areas; a province for sites in it */
    double quantity, cost;
    int shipment_count;
};

struct view_supply_limit { /* a producer and material, carrier, lane or depot over the periods */
    struct slice kind, place, to; /* codes; to: of a lane */
    int resource;                 /* made; -1: none */
    double used, limit;           /* over the periods that are limited */
    double fullest;               /* share of the limit used in the fullest of them */
    int period_count, full_count; /* limited; used up */
    double worth, worth_solved;   /* phase-days that one unit more saves, where it saves most */
    int worth_first;              /* first day of that period */
};

struct view_shipping {
    int row; /* of table shipping; -1: nothing was sent */
    int first_day, period_days, period_count;
    struct view_material *materials;
    struct view_shortage *shortages;  /* most unit-days, as a share of what is wanted, first */
    struct view_flow *flows;          /* by material, largest first */
    struct view_supply_limit *limits; /* worth most first, then fullest */
    int material_count, shortage_count, flow_count, limit_count, shipment_count;
    struct slice *names;             /* [place] of producers and depots */
    int producer_count, depot_count; /* in the tables */
};

#endif
