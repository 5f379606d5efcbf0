/* SPDX-License-Identifier: Apache-2.0 */
/*
 * programme - the whole programme as plain structs: what engines compute with.
 *
 * Everything refers by index into the arrays; -1 means none.  Years are counted
 * from 0 (the first programme year) to year_count - 1.  Order of every array is
 * the order of the rows of its table.
 *
 * Owner   the arena given to programme_load().
 */
#ifndef MODEL_PROGRAMME_H
#define MODEL_PROGRAMME_H

#include "base/arena.h"
#include "base/err.h"
#include "model/chance.h"
#include "model/dataset.h"
#include "model/findings.h"

enum {
    YEAR_MAX = 50,
    STAGE_MAX = 9,
    TRADE_POINTS_MAX = 32, /* of the satisfaction with a good that is traded */
};

struct area {
    const char *code, *name, *name_native, *kind;
    int parent;   /* area, or -1 */
    int province; /* the area of the first level under the root it belongs to; itself there */
    int depth;    /* 0: no parent */
    int visitable;
    int visitable_count; /* areas within it that can be visited, itself too */
    double population;   /* in the first programme year; 0 when not given */
    double growth;       /* share per year */
    double labour;       /* people; INFINITY: not limited */
};

struct good {
    const char *code, *name, *unit;
    double need_per_head; /* unit per person and year */
    double weight;
    /* satisfaction: concave, piecewise linear through (share[i], value[i]), from (0,0) to (1,1) */
    int point_count;
    const double *share, *value;
    double trade_hours_max; /* longest way of what is made beyond an area's need; < 0: not traded */
    double trade_cost_hour; /* taken off the worth of one person's need for a year, by the hour */
};

struct raw_material {
    const char *code, *name, *unit;
};

enum resource_kind {
    RESOURCE_YEARLY,  /* used in a year */
    RESOURCE_LASTING, /* held from a year to the end */
};

struct resource {
    const char *code, *name, *unit;
    enum resource_kind kind;
};

struct resource_limit {
    int resource;
    int area; /* scope: visits in this area and below; -1: all */
    int year; /* 0..year_count-1 */
    double quantity;
};

struct nuisance_class {
    const char *code, *name;
    double setback_m, people_max, displaced_max;
};

struct facility_type {
    const char *code, *name, *name_native;
    int stage;          /* 1..STAGE_MAX */
    int nuisance_class; /* or -1 */
};

struct quantity { /* amount of a good, raw material or resource */
    int what;
    double quantity;
};

struct construction {
    int resource;
    int year_offset; /* 0: the year of the visit */
    double quantity; /* yearly: in that year; lasting: held from that year on */
};

struct facility_size {
    const char *code, *name;
    int type;
    int build_years; /* supplies people from year of visit + build_years on, as the plan counts */
    struct build_time build_time;
    double power_kw, water_m3_day, land_m2, staff, transport_t_year;
    double power_km_max, water_km_max, transport_km_max, seat_km_max; /* INFINITY: no limit */
    double revenue, running_cost;                                     /* currency per year */
    const struct quantity *outputs;                                   /* goods */
    const struct quantity *inputs;                                    /* raw materials */
    const struct construction *constructions;
    int output_count, input_count, construction_count;
};

enum connection_kind {
    CONNECTION_POWER,
    CONNECTION_WATER,
    CONNECTION_TRANSPORT,
    CONNECTION_KIND_COUNT,
};

struct connection {
    enum connection_kind kind;
    int resource;
    double fixed, per_km, per_unit;
};

struct settlement {
    const char *code, *name;
    int area; /* or -1 */
    double lon, lat, population, radius_m;
    int seat;
};

struct feed_point {
    const char *code, *name, *kind;
    double lon, lat, spare_kw;
};

struct water_source {
    const char *code, *name, *kind;
    double lon, lat, dry_m3_day;
    int fit; /* 0: unfit for industry */
};

struct transport {
    const char *code, *name, *kind;
    double speed_km_h;
    struct slice wkb; /* WGS 84 */
};

struct site {
    const char *code, *name;
    int area;
    double lon, lat, land_m2;
    double power_kw, water_m3_day; /* NaN: not stated */
    double transport_t_year;       /* INFINITY: not limited */
    double displaced;
    int proposed;
};

enum clause_kind {
    CLAUSE_VISITS_PER_YEAR,  /* in every year of the period: at_least..at_most visits start */
    CLAUSE_VISITS_IN_PERIOD, /* over the period: at_least..at_most visits start */
    CLAUSE_VISIT_WITHIN, /* every visitable area of the scope gets a visit that starts in the period */
    CLAUSE_NO_VISIT,     /* no visit starts in the scope in the period */
    CLAUSE_REQUIRE_FACILITY, /* every visit of the type's stage in the scope brings the type */
    CLAUSE_FORBID_FACILITY,  /* no visit in the scope and period brings the type */
    CLAUSE_REQUIRE_SITE, /* every visit of the site's area uses the site (of the stage, if given) */
    CLAUSE_FORBID_SITE,  /* nothing is built on the site in the period */
    CLAUSE_LIMIT_SUBSIDY,   /* yearly sum of max(0, running cost - revenue) of operating plants */
    CLAUSE_SHARE_IN_PERIOD, /* at_least..at_most per cent of the visits there could be start in it */
    CLAUSE_VISIT_AFTER, /* visits start at_least years after all visits of their stage in `after` */
    CLAUSE_SELF_FINANCING, /* no facility costs more to run than it earns */
    CLAUSE_LIMIT_CHANGES,  /* at most so many visits differ from the adopted plan */
    CLAUSE_KEEP_ADOPTED,   /* visits of the adopted plan that start in the period stay */
    CLAUSE_KIND_COUNT,
};

struct clause {
    const char *code, *text;
    enum clause_kind kind;
    int area;                  /* scope; -1: everywhere */
    const char *each;          /* kind of area: each of them in the scope by itself; NULL: no */
    int after;                 /* area, read by CLAUSE_VISIT_AFTER alone */
    int stage;                 /* 0: every stage */
    int year_first, year_last; /* 0..year_count-1 */
    int type;                  /* facility type, or -1 */
    int site;                  /* or -1 */
    double at_least, at_most;  /* -INFINITY, INFINITY: none */
    double penalty;            /* worth lost for each unit missed; 0: the clause must be kept */
};

/* May a plan miss the clause, at a price? */
static inline int clause_is_soft(const struct clause *c)
{
    return c->penalty > 0;
}

struct decided { /* one facility of a visit that is decided already */
    int area, year, size;
    int site; /* -1: place not known, no site conditions apply */
};

struct adopted { /* a visit of the plan that was adopted; one for each (area, stage) */
    int area, stage, year;
};

struct trade_way { /* on which an area can supply another */
    int from, to;
    double hours;
};

struct programme {
    const char *code, *title, *currency;
    int first_year, year_count;
    double discount, equity_eta;
    double
        build_chance;  /* with which plants are to be ready when counted on; NAN: as is likeliest */
    double trade_km_h; /* between county towns, where no way is given; NAN: there is none then */
    int geometric;     /* aggregation of the index: geometric mean, else arithmetic */

    struct area *areas;
    struct good *goods;
    struct raw_material *raw_materials;
    struct resource *resources;
    struct resource_limit
        *limits; /* one for each (resource, scope, year) that is limited, no duplicates */
    struct nuisance_class *nuisance_classes;
    struct facility_type *types;
    struct facility_size *sizes;
    struct connection *connections;
    struct settlement *settlements;
    struct feed_point *feed_points;
    struct water_source *water_sources;
    struct transport *transports;
    struct site *sites;
    struct clause *clauses;
    struct decided *decided;
    struct adopted *adopted;
    struct trade_way *trade_ways; /* by from and to; those on which some good can go */
    int area_count, good_count, raw_material_count, resource_count, limit_count;
    int nuisance_class_count, type_count, size_count, connection_count;
    int settlement_count, feed_point_count, water_source_count, transport_count;
    int site_count, clause_count, decided_count, adopted_count, trade_way_count;

    double *need_per_head; /* [area * good_count + good], unit per person and year */
    double *supply;        /* [area * good_count + good], unit per year today, all origins */
    double *raw_supply;    /* [area * raw_material_count + raw], unit per year */
};

/*
 * Check the tables and make the programme of them.  Every error is added to
 * `findings`; when there is one, STATUS_INVALID is returned and *out is not to
 * be used.  Strings are copied into the arena.
 */
CHECKED enum status programme_load(struct programme *out, const struct dataset *d,
                                   struct findings *findings, struct arena *a, struct err *e);

/* People of an area in a year (0..), with growth. */
double area_people(const struct area *area, int year);

/* Is `area` within `scope` (or the same)?  scope -1: always. */
int area_is_within(const struct programme *p, int area, int scope);

/* The areas a clause holds for by itself: its scope, or each area of the kind it names within which
 * something can be visited.  The next one after `previous` (CLAUSE_SCOPE_FIRST to begin with), or
 * CLAUSE_SCOPE_END. */
enum {
    CLAUSE_SCOPE_FIRST = -2,
    CLAUSE_SCOPE_END = -3,
};

int clause_next_scope(const struct programme *p, const struct clause *c, int previous);

/* Visits there could be at most: visitable areas of the scope times the stages concerned that have
 * facility types. */
int clause_visits_possible(const struct programme *p, const struct clause *c, int scope);

/* May the good be sent on a way of so many hours? */
static inline int good_goes(const struct good *good, double hours)
{
    return good->trade_hours_max >= 0 && hours <= good->trade_hours_max;
}

/* The way from one area to another, or NULL. */
const struct trade_way *trade_way_find(const struct programme *p, int from, int to);

/* Satisfaction of a share of need met; shares beyond 1 count as 1. */
double good_satisfaction(const struct good *good, double share);

#endif
