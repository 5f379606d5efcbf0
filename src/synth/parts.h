/* SPDX-License-Identifier: Apache-2.0 */
/*
 * parts - what the files of synth share: the programme while it is being made.
 */
#ifndef SYNTH_PARTS_H
#define SYNTH_PARTS_H

#include "base/rng.h"
#include "synth/synth.h"

enum synth_stream { /* one for each kind of figure */
    STREAM_SEED,
    STREAM_VERTEX,
    STREAM_NAME,
    STREAM_PROVINCE,
    STREAM_AREA,
    STREAM_SUPPLY,
    STREAM_INDICATOR,
    STREAM_SETTLEMENT,
    STREAM_RAW,
    STREAM_GOOD,
    STREAM_TYPE,
    STREAM_SIZE,
    STREAM_PLACE,
    STREAM_SITE,
    STREAM_ROAD,
    STREAM_BEND,
    STREAM_LIMIT,
    STREAM_ORDER,
    STREAM_PHASE,
    STREAM_READINESS,
};

enum {
    RESOURCE_MONEY,
    RESOURCE_CEMENT,
    RESOURCE_STEEL,
    RESOURCE_CREW,
    RESOURCE_GRID,   /* lasting */
    RESOURCE_TIMBER, /* SYNTH_PACKAGES */
    SYNTH_RESOURCE_MAX,
};

enum synth_trade {
    TRADE_BUILDING,
    TRADE_FITTING,
    TRADE_INSPECTION,
    TRADE_COUNT,
};

enum {
    PROFILE_YEARS = 3, /* building takes resources in at most so many years */
};

#define SITE_FAR 0.2 /* cells; a site lies that far from the chief town at most, where a road is */

struct synth_cell {  /* an area that can be visited */
    int column, row; /* of the hexagonal grid */
    int province;
    double x_km, y_km;     /* centre */
    double seat_x, seat_y; /* chief town */
    double deprivation;    /* standard normal; large: badly off */
    double population;
    int order; /* in the plan made first: earlier is worse off */
    int year;  /* of its visit there */
    const char *code;
};

struct synth_province {
    double x_km, y_km, deprivation;
    int cell_count;
    int first_cell; /* cells of a province follow each other */
    const char *code;
};

struct synth_size { /* what the decree needs to know of a facility size */
    double construction[SYNTH_RESOURCE_MAX][PROFILE_YEARS];
    double power_kw, water_m3_day, land_m2, staff, transport_t_year;
    double loss;                     /* a year */
    double people_days[TRADE_COUNT]; /* of building it */
    int build_years;
    const char *code;
};

struct synth_type {
    int stage, first_good, good_count; /* goods of its stage */
    int good;                          /* main product */
    const char *code;
};

struct synth {
    const struct synth_options *o;
    struct dataset *d;
    struct arena *a;
    struct slice source;
    int failed; /* memory ran out */

    double spacing_km; /* between centres */
    int column_min, column_max, row_min, row_max;
    int *cell_at;     /* [(row - row_min) * columns + column - column_min], or -1 */
    int *next_corner; /* [corner] while an outline is traced, else -1 */
    struct synth_cell *cells;
    struct synth_province *provinces;
    int province_count;

    int resource_count;
    const char **goods; /* codes */
    double *need_per_head;
    struct synth_type *types;
    struct synth_size *sizes; /* [type * o->sizes + size], from small to large */
    double mean_population;
    double limits[SYNTH_RESOURCE_MAX][SYNTH_YEAR_MAX]; /* of the whole, each year */
    int cohort;                                        /* visits a year, at most */
};

struct rng synth_rng(const struct synth *s, enum synth_stream stream, int index);

/* rows.c: a row of a table, evidence and source filled in; index < 0 when memory is out */
struct row {
    struct table *t;
    int index;
};

struct row row_new(struct synth *s, enum table_id id);
void row_text(struct row r, const char *column, const char *value);
void row_real(struct row r, const char *column, double value);
void row_integer(struct row r, const char *column, int64_t value);
const char *text_new(struct synth *s, const char *fmt, ...) PRINTF(2, 3);

/* To so many significant figures: surveyed numbers are round. */
double figures(double value, int count);

/* A name that can be spoken. */
const char *name_new(struct synth *s, int index);

/* Well-known binary from a list of rings, one line or one point; SLICE_NONE when memory is out. */
struct synth_ring {
    const double *lon_lat; /* pairs; a ring is closed by the writer */
    int count;
};

struct slice wkb_multipolygon(struct synth *s, const struct synth_ring *rings, int count);
struct slice wkb_line(struct synth *s, const double *lon_lat, int count);
struct slice wkb_point(struct synth *s, const double lon_lat[2]);

/* land.c: cells and provinces; the plane to degrees.  Sides of a cell count against the
 * clock from the east: 0 east, 1 north-east ... 5 south-east. */
void make_land(struct synth *s);
void plane_to_degrees(double x_km, double y_km, double out[2]);
int cell_neighbour(const struct synth *s, int cell, int side); /* or -1 */

/* outline.c: outlines as well-known binary, with corners shared by neighbours */
void make_corners(struct synth *s);
struct slice outline_cell(struct synth *s, int cell);
struct slice outline_province(struct synth *s, int province); /* -1: of everything */

/* industry.c; what connecting a site takes at most of money or cement, power and water stated */
double connection_cost(const struct synth *s, const struct synth_size *z, int resource);
const char *resource_code(int resource);
const char *raw_code(struct synth *s, int raw);
void make_industry(struct synth *s); /* goods, resources, types, connections */

void make_sizes(struct synth *s);  /* facility sizes and their recipes */
void make_people(struct synth *s); /* areas, supply, indicators, settlements, raw materials */
void make_roads(struct synth *s);  /* roads, railways, stations */
void make_places(struct synth *s); /* feed points, water, roads, sites */
void make_decree(struct synth *s); /* limits, clauses, decided visits */

/* phases.c, builders.c */
const char *trade_word(enum synth_trade trade);
void make_phases(struct synth *s);   /* of every size; their order and materials */
void make_builders(struct synth *s); /* crews, calendars, arrivals, readiness */

#endif
