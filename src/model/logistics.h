/* SPDX-License-Identifier: Apache-2.0 */
/*
 * logistics - who makes building materials, where they lie, who carries them, and
 * who gets them first when they are scarce.
 *
 * A place is a producer, a depot or an area, by one number: producers first, then
 * depots, then areas.  A month is a twelfth of a year of 365.25 days.
 *
 * Owner    the arena given to logistics_load().
 * Units    days as in works.h, t, km, the unit of the material, currency.
 */
#ifndef MODEL_LOGISTICS_H
#define MODEL_LOGISTICS_H

#include "model/works.h"

#define MONTH_DAYS 30.4375

enum {
    PRIORITY_CLASSES = 9,
    PRIORITY_DEFAULT = 5,
};

struct material {   /* of a resource */
    int is_shipped; /* somebody makes it */
    double weight_t, stock_cost;
    int early_days;
};

struct source { /* a producer or a depot */
    const char *code, *name;
    double lon, lat;
    double capacity_t; /* of a depot; INFINITY: no limit */
};

struct production { /* from a day on, until the next of the same producer and resource */
    int producer, resource, day;
    double per_month, price;
};

struct carrier {
    const char *code, *name;
    int from_producer, from_depot, to_depot, to_site;
    double km_max, detour, km_day, cost_t_km; /* INFINITY: no limit, in no time */
    int load_days;
};

struct carrier_capacity { /* from a day on */
    int carrier, day;
    double t_km_month;
};

struct lane {
    int origin, destination;    /* places */
    int carrier;                /* or -1 */
    double km, cost_t, t_month; /* INFINITY: no limit */
    int days;
};

struct material_priority {
    int resource, area; /* -1: every, all */
    int class;
};

struct logistics {
    struct material *materials; /* [resource] */
    struct source *producers, *depots;
    struct production *productions; /* by producer, resource, day */
    struct carrier *carriers;
    struct carrier_capacity *capacities; /* by carrier, day */
    struct lane *lanes;
    struct material_priority *priorities;
    int producer_count, depot_count, production_count, carrier_count, capacity_count;
    int lane_count, priority_count;
};

/* Read and check the tables of supply; errors as in works_load(), made before from the same data. */
CHECKED enum status logistics_load(struct logistics *out, const struct programme *p,
                                   const struct works *w, const struct dataset *d,
                                   struct findings *findings, struct arena *a, struct err *e);

/* Code of a place. */
const char *logistics_code(const struct logistics *l, const struct programme *p, int place);

/* 1..PRIORITY_CLASSES, 1 is served first. */
int logistics_class(const struct logistics *l, const struct programme *p, int resource, int area);

/* What is made, or can be carried, from one day to before another. */
double logistics_made(const struct logistics *l, int producer, int resource, int from, int to);
double logistics_carried(const struct logistics *l, int carrier, int from, int to);

/* Price of a unit that leaves on a day; 0 when nothing is made. */
double logistics_price(const struct logistics *l, int producer, int resource, int day);

#endif
