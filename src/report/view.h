/* SPDX-License-Identifier: Apache-2.0 */
/*
 * view - a programme and one of its plans, joined and sorted for readers.
 *
 * Sections, workbook and layers read this and nothing else, so that they agree.
 * It is lenient where the engines are strict: a code that leads nowhere is left
 * out and counted, because a report must also be able to show a broken file.
 *
 * Indices  -1 means none.  Years count from 0, the first programme year.
 * Nulls    numbers that are not there are NaN; ranks 0.
 * Owner    the arena given to view_load(); text is borrowed from the dataset.
 */
#ifndef REPORT_VIEW_H
#define REPORT_VIEW_H

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "model/dataset.h"
#include "report/view_ensemble.h"
#include "report/view_shipping.h"

enum {
    VIEW_YEAR_MAX = 50,
    VIEW_STAGE_MAX = 9,
    VIEW_PHASE_MAX = 64,
    VIEW_TRADE_MAX = 6,
    VIEW_NO_DAY = 1 << 30,
};

enum view_condition { /* order of the columns of every table of sites */
    CONDITION_POWER,
    CONDITION_WATER,
    CONDITION_TRANSPORT,
    CONDITION_INHABITANTS,
    CONDITION_LAND,
    CONDITION_COUNT,
};

struct view_area {
    struct slice code, name, name_native, kind;
    int parent, province;
    int child_count;
    int is_unit; /* has an index, a visit, or no parts and people: a line of the tables */
    double population;
    double index, supply_share, worst_share, rank_mean;
    int rank, rank_low, rank_high, imputed_count;
    int first_visit; /* by year */
    int visit_count;
    int site_count;                     /* sites in it */
    int option_count, admissible_count; /* (site, size) pairs tested there, and passed */
};

struct view_good {
    struct slice code, name, unit;
    double need_per_head;
    const double *need, *people, *before, *after; /* [year], of the plan; NULL: no plan */
};

struct view_resource {
    struct slice code, name, unit;
    int lasting;
};

struct view_size {
    struct slice code, name;
    int type;
};

struct view_type {
    struct slice code, name, name_native;
    int stage;
    int planned_count; /* facilities of it in the plan */
};

struct view_visit {
    int area, stage, year, decided;
    double benefit;
    int facility_first, facility_count; /* in facilities */
    int next;                           /* next visit of the same area, by year */
    int building_first, building_last;  /* days from 1970-01-01; first > last: not scheduled */
    int first_work;                     /* in works, or -1 */
};

struct view_facility {
    int visit, size, site, operating_year;
    double on_time; /* NAN: its building time is certain */
    int option;     /* in options, or -1 */
    int due;        /* day from 1970-01-01 */
    int ready;      /* the same, by the schedule; negative: not scheduled */
};

struct view_site {
    struct slice code, name;
    int area, proposed;
    double lon, lat;
    int option_count, admissible_count;
    int facility_count; /* the plan puts there */
};

struct view_option { /* a plant at a site */
    int site, size, admissible;
    double score, power_km, water_km, transport_km;
    double scores[CONDITION_COUNT]; /* NAN: not known */
    int test[CONDITION_COUNT];      /* row of site_test, or -1 */
    int facility;                   /* of the plan, or -1 */
};

struct view_use {                       /* one resource in one scope over the years */
    int resource, area;                 /* area -1: whole programme */
    double *values;                     /* used, limit, price: one after the other */
    const double *used, *limit, *price; /* [year]; NaN: none */
    double used_total; /* yearly: sum over the years; lasting: the most held in a year */
    double limited_used, limit_total; /* the same over the years that are limited; NaN: none is */
    double limit_share; /* used in those years over their limit; lasting: the fullest year */
    int limited_years, bound_years, priced_years; /* bound: see view_use_binds() */
};

struct view_rule {          /* one row of plan_clause */
    int clause, area, year; /* area -1: the clause's; year -1: over the period */
    int kept;
    double value, at_least, at_most, price;
    double missed, penalty; /* of a clause that may be missed; NaN: it must be kept */
};

struct view_clause {
    struct slice code, kind, text;
    int area, year_first, year_last, stage;
    int rule_first, rule_count; /* in rules */
    int broken_count, priced_count;
    double penalty;      /* of a unit missed; NaN: it must be kept */
    double missed, cost; /* by the plan */
};

struct view_measure { /* inequality of one variable */
    struct slice variable;
    double before[3], after[3];   /* gini, theil_t, theil_l: total */
    double between[3], within[3]; /* before */
    double between_after[3], within_after[3];
    double with[2][VIEW_YEAR_MAX];    /* gini, theil_t with the plan, by year; NaN: none */
    double without[2][VIEW_YEAR_MAX]; /* the same without it, as people grow */
};

struct view_point { /* of the frontier between total and worst-off */
    struct slice code;
    double eta; /* NaN: not by a weight */
    int has_plan, dominated;
    double total, people_supplied, worst_fifth, worst_area;
    double gini, gini_mean, theil_t, gap;
    int64_t moved;
};

struct view_curve { /* points of a Lorenz curve, as rows of the table */
    struct slice variable;
    int after;
    int row_first, point_count; /* in lorenz_rows */
};

struct view_phase {
    struct slice code, name;
};

struct view_work { /* an activity of the schedule; days from 1970-01-01 */
    int facility, phase, inspection;
    int start, finish, earliest;
    int row;  /* of schedule_activity */
    int next; /* next work of the same visit, or -1 */
};

struct view_crew {
    struct slice code, name, trades;
    int home;             /* area, or -1 */
    int stay_count, days; /* days at sites */
    double km;
    int trade; /* first of its trades, in view.trades; -1: one too many */
};

struct view_stay { /* of a crew; by crew and number */
    int crew, number, area, site;
    int first; /* day from 1970-01-01 */
    double km;
};

struct view_source { /* a text of the column source */
    struct slice text;
    int row_count;
    uint64_t tables; /* bit i: input table i of the schema */
};

_Static_assert(TABLE_RUN <= 64, "view_source.tables is too narrow for the input tables");

struct view {
    const struct dataset *data;
    struct slice code, title, currency, description;
    int first_year, year_count;
    double discount, equity_eta;

    struct slice plan; /* code; at == NULL: no plan */
    int plan_row, plan_count;
    struct slice outcome;
    double objective, bound, gap;

    struct map area_of, good_of, resource_of, type_of, size_of, site_of, clause_of;
    struct view_area *areas;
    struct view_good *goods;
    struct view_resource *resources;
    struct view_type *types;
    struct view_size *sizes;
    struct view_visit *visits;        /* by (year, province, area, stage) */
    struct view_facility *facilities; /* by (visit, size) */
    struct view_site *sites;
    struct view_option *options; /* by (site, size) */
    struct view_use *uses;       /* whole programme first */
    struct view_rule *rules;     /* by (clause, year) */
    struct view_clause *clauses;
    struct view_measure *measures;
    struct view_curve *curves;
    struct view_point *points;
    int *lorenz_rows;
    int area_count, good_count, resource_count, type_count, size_count, visit_count, facility_count;
    int site_count, option_count, use_count, rule_count, clause_count, measure_count, curve_count,
        point_count;

    int schedule_row;                         /* of table schedule; -1: the plan has none */
    struct view_phase phases[VIEW_PHASE_MAX]; /* in the order in which they come first */
    struct view_work *works;                  /* by visit, facility, order of phases */
    struct view_crew *crews;
    struct view_stay *stays;
    struct slice trades[VIEW_TRADE_MAX]; /* first trades of the crews that move */
    int phase_count, work_count, crew_count, stay_count, trade_count;

    struct view_shipping shipping;
    struct view_ensemble ensemble;

    int *provinces; /* areas that are some unit's province, in order */
    int province_count;
    int *ranking; /* units by rank, then those without by code */
    int unit_count, ranked_count;
    int index_decimals;    /* with which indices are shown: 1 on a scale to 100, 3 on one to 1 */
    int *year_first_visit; /* [year_count + 1] into visits */
    struct view_source *sources; /* most rows first */
    int source_count;
    int lost_count; /* rows that refer to what is not there */
};

/*
 * `plan` NULL: the last one in the file, if there is any.
 * STATUS_INVALID: no programme row; STATUS_NOTFOUND: no plan of that name.
 */
CHECKED enum status view_load(struct view *out, const struct dataset *d, const char *plan,
                              struct arena *a, struct err *e);

/* Steps of view_load(), one file each. */
CHECKED enum status view_load_areas(struct view *v, struct arena *a, struct err *e);
CHECKED enum status view_load_plan(struct view *v, struct arena *a, struct err *e);
CHECKED enum status view_load_use(struct view *v, struct arena *a, struct err *e);
CHECKED enum status view_load_sites(struct view *v, struct arena *a, struct err *e);
CHECKED enum status view_load_inequality(struct view *v, struct arena *a, struct err *e);
CHECKED enum status view_load_building(struct view *v, struct arena *a, struct err *e);
CHECKED enum status view_load_shipping(struct view *v, struct arena *a, struct err *e);
CHECKED enum status view_load_flows(struct view *v, const struct map *places, struct arena *a,
                                    struct err *e); /* places as struct view_flow counts them */
CHECKED enum status view_load_supply_limits(struct view *v, struct arena *a, struct err *e);
CHECKED enum status view_load_ensemble(struct view *v, struct arena *a, struct err *e);
CHECKED enum status view_load_frontier(struct view *v, struct arena *a, struct err *e);
CHECKED enum status view_load_sources(struct view *v, struct arena *a, struct err *e);

/* Index of a code, or -1; a code that is there but unknown is counted as lost. */
int view_find(struct view *v, const struct map *codes, struct slice code);

/* A cell as a day from 1970-01-01; VIEW_NO_DAY: none. */
int view_day(const struct table *t, int row, int column);

/* Rows in which column `plan` is the plan shown. */
int view_is_plan(const struct view *v, const struct table *t, int plan_column, int row);

CHECKED enum status view_no_memory(const struct arena *a, struct err *e);

/* Is the limit used up, or worth more than nothing, in that year? */
int view_use_binds(const struct view_use *use, int year);

/* "Index of living standard", the name of the good of "supply:GOOD", or "All goods". */
struct slice view_variable_name(const struct view *v, struct slice variable);

/* Area name with province, such as a heading needs; province may be empty. */
struct slice view_province_name(const struct view *v, int area);

static inline const struct table *view_table(const struct view *v, enum table_id id)
{
    return &v->data->tables[id];
}

#endif
