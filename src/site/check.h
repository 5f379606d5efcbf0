/* SPDX-License-Identifier: Apache-2.0 */
/*
 * check - the conditions of one plant on one site: numbers first, words later.
 *
 * Problem  may this facility size stand on this site: electricity, industrial
 *          water, transport, inhabitants, land?  Every condition is a hard test
 *          and a score from 0 (just met, or not met) to 1 (ideal).
 * Method   docs/theory/site.md has the definitions, formulas and defaults.
 * Limits   distances are straight lines over ground, but the way to the county town
 *          goes by road where roads lead there; heights do not count.
 * Missing  what the figures cannot answer is refused and named, never assumed.
 */
#ifndef SITE_CHECK_H
#define SITE_CHECK_H

#include "site/ground.h"

enum site_condition {
    SITE_POWER,
    SITE_WATER,
    SITE_TRANSPORT,
    SITE_INHABITANTS,
    SITE_LAND,
    SITE_CONDITION_COUNT,
};

enum supply_state {
    SUPPLY_NOT_NEEDED,   /* passes */
    SUPPLY_STATED,       /* passes: the site's own figure is enough */
    SUPPLY_CONNECTED,    /* passes: `used` has enough, near enough */
    SUPPLY_STATED_SHORT, /* the site's own figure is too small */
    SUPPLY_FAR,          /* the nearest that has enough is too far */
    SUPPLY_SHORT,        /* none has enough */
    SUPPLY_UNKNOWN,      /* no figure: nothing stated, nothing listed */
};

struct supply { /* electricity in kW, water in m3/day */
    enum supply_state state;
    double needed, there; /* there: stated, or of `used` */
    double km_max;
    struct hit nearest; /* whatever it can give; id -1: none listed */
    struct hit used;    /* the nearest that gives enough */
};

enum { /* why transport or inhabitants fail; bits */
    ACCESS_ROAD_FAR = 1,
    ACCESS_SEAT_FAR = 2,
    ACCESS_CAPACITY = 4,
    ACCESS_ROAD_UNKNOWN = 8,
    ACCESS_SEAT_UNKNOWN = 16,
    PEOPLE_TOO_MANY = 1,
    PEOPLE_DISPLACED = 2,
    PEOPLE_UNKNOWN = 4,
};

struct access {
    unsigned faults;
    struct hit road;    /* nearest road, railway, station or port */
    struct hit seat;    /* county town, in a straight line */
    struct way way;     /* to it, as tested */
    int seat_for_road;  /* no network is loaded: the county town stands for the road */
    double connect_km;  /* way to build; NAN: not known */
    double road_km_max; /* as tested: INFINITY when not tested */
    double seat_km_max;
    double needed_t_year, there_t_year;
};

struct neighbours {
    unsigned faults;
    double setback_m, edge_m;  /* edge_m: radius of the plant's own land */
    double people, people_max; /* within the setback */
    double displaced, displaced_max;
    struct hit nearest;  /* settlement; from the plant's edge to inhabited ground, >= 0;
                                     id -1: none within twice the widest setback */
    double listed_share; /* of the area's people, in the settlements listed; NAN: unknown */
};

struct site_check {
    int site, size; /* site -1: not in the programme */
    struct supply power, water;
    struct access access;
    struct neighbours neighbours;
    double land_m2, land_needed_m2;
    int passed[SITE_CONDITION_COUNT];
    double score[SITE_CONDITION_COUNT]; /* 0..1; 0 when not passed */
    int admissible;                     /* all passed */
    double overall;                     /* mean of the scores */
};

/* What all plants on one site share; working memory of one thread. */
struct site_view {
    const struct ground *ground;
    const struct site *at;
    int site; /* its index; -1: not in the programme */
    struct place place;
    struct hit road, seat;
    struct way way;                      /* to the seat */
    struct hit feed_point, water_source; /* the nearest, whatever they can give */
    struct hit nearest;                  /* settlement; from the site's point to inhabited ground */
    double *people;                      /* [size] within its setback */
    double *reach_m; /* [size] setback and own land, from the site's point; 0: no setback */
    struct way_finder *finder; /* NULL: only sites of the programme are looked at */
    double look_m;             /* how far inhabitants are looked for */
    double way_per_km;         /* does a way to the road cost anything per km? */
};

CHECKED enum status site_view_init(struct site_view *v, const struct ground *g, struct arena *a,
                                   struct err *e);
void site_view_move(struct site_view *v, int site);

/* The same for a site that is not in the programme, after the view was made ready for such
 * places; the site must stay while checks are made. */
CHECKED enum status site_view_roam(struct site_view *v, struct arena *a, struct err *e);
void site_view_place(struct site_view *v, const struct site *at);
void site_check(const struct site_view *v, int size, struct site_check *out);

/* People of a settlement within reach_m of a point that is apart_m from its centre: all who
 * live in the overlap of the two discs; with radius 0 all or none. */
double people_within(const struct settlement *s, double apart_m, double reach_m);

#endif
