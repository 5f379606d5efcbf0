/* SPDX-License-Identifier: Apache-2.0 */
/*
 * shipping - what is needed where and when, and what is sent: question and answer of
 * the supply engine, input of its verifier.
 *
 * Periods of period_days days are counted from day 0.  What is made in a period leaves on
 * the first day of the next; what arrives within a period counts from the first day of the
 * next on (on that day itself when it arrives then).  So a need is met in time when its
 * material is there on the first day of the period of the need.
 *
 * Units    days as in works.h; phase-days: days waited times quantity, as a share of the
 *          mean quantity of one need of the material.
 */
#ifndef MODEL_SHIPPING_H
#define MODEL_SHIPPING_H

#include "model/logistics.h"

struct supply_site {
    int area;
    double lon, lat; /* NaN: not known, the way there counts as nothing */
};

struct supply_need {
    int site, resource, day;
    double quantity;
};

struct supply_case {
    const struct programme *programme;
    const struct logistics *logistics;
    const struct supply_site *sites;
    const struct supply_need *needs; /* by site, resource, day */
    int site_count, need_count;
    int period_days, day_count;
};

struct way {                 /* between two places */
    int origin, destination; /* places as in logistics.h */
    int carrier, lane;       /* -1: none */
    double km, cost_t;
    int days;
};

struct shipment {
    int way, resource;
    int leaves, arrives; /* days */
    double quantity;
};

enum supply_limit_kind {
    LIMIT_PRODUCTION,
    LIMIT_CARRIER,
    LIMIT_LANE,
    LIMIT_DEPOT,
    LIMIT_KIND_COUNT,
};

struct supply_limit {
    enum supply_limit_kind kind;
    int what;     /* producer, carrier, lane, depot */
    int resource; /* of production; else -1 */
    int period;
    double limit, used;  /* unit of the material, t·km, t, t */
    double worth;        /* phase-days one unit more saves the first class that waits */
    double worth_solved; /* the same by solving again; NaN: not done */
};

struct shipping {
    struct way *ways;
    struct shipment *shipments; /* by day of leaving, way, resource */
    struct supply_limit *limits;
    int way_count, shipment_count, limit_count;
    double shortage[PRIORITY_CLASSES + 1]; /* phase-days, by class; [0]: of all */
    double unmet;  /* largest share of the need of a site for a material that never arrives */
    int unreached; /* the first need of a site and material no way leads to, -1: none */
    double cost;
    int column_count, row_count, solve_count; /* of the linear programme */
};

#endif
