/* SPDX-License-Identifier: Apache-2.0 */
/*
 * schema - every table of a programme, declared once.
 *
 * The same declaration creates the GeoPackage, reads and writes the folder of
 * CSV and GeoJSON, checks values and references, writes docs/tables.md and
 * tells a user which column was meant.  Adding a column means adding a line in
 * a tables_SUBJECT.c and a migration in store/.
 */
#ifndef MODEL_SCHEMA_H
#define MODEL_SCHEMA_H

#include "base/slice.h"

/* Input tables first, in the order in which one may refer to another; then
 * results, which only the program writes. */
#define TABLE_LIST(X)                       \
    X(PROGRAMME, programme)                 \
    X(AREA, area)                           \
    X(AREA_ALIAS, area_alias)               \
    X(GOOD, good)                           \
    X(SATISFACTION, satisfaction)           \
    X(NEED, need)                           \
    X(SUPPLY, supply)                       \
    X(INDICATOR, indicator)                 \
    X(INDICATOR_VALUE, indicator_value)     \
    X(RAW_MATERIAL, raw_material)           \
    X(RAW_SUPPLY, raw_supply)               \
    X(RESOURCE, resource)                   \
    X(RESOURCE_LIMIT, resource_limit)       \
    X(NUISANCE_CLASS, nuisance_class)       \
    X(FACILITY_TYPE, facility_type)         \
    X(FACILITY_SIZE, facility_size)         \
    X(OUTPUT, output)                       \
    X(INPUT, input)                         \
    X(CONSTRUCTION, construction)           \
    X(CONNECTION, connection)               \
    X(SETTLEMENT, settlement)               \
    X(FEED_POINT, feed_point)               \
    X(WATER_SOURCE, water_source)           \
    X(TRANSPORT, transport)                 \
    X(TRADE_WAY, trade_way)                 \
    X(SITE, site)                           \
    X(CREW, crew)                           \
    X(WORK_CALENDAR, work_calendar)         \
    X(WORK_PAUSE, work_pause)               \
    X(PHASE, phase)                         \
    X(PHASE_LINK, phase_link)               \
    X(PHASE_MATERIAL, phase_material)       \
    X(ARRIVAL, arrival)                     \
    X(MATERIAL, material)                   \
    X(PRODUCER, producer)                   \
    X(PRODUCTION, production)               \
    X(DEPOT, depot)                         \
    X(CARRIER, carrier)                     \
    X(CARRIER_CAPACITY, carrier_capacity)   \
    X(LANE, lane)                           \
    X(MATERIAL_PRIORITY, material_priority) \
    X(READINESS, readiness)                 \
    X(PROGRESS, progress)                   \
    X(CLAUSE, clause)                       \
    X(DECIDED, decided)                     \
    X(ADOPTED, adopted)                     \
    X(RUN, run)                             \
    X(AREA_INDEX, area_index)               \
    X(AREA_INDICATOR, area_indicator)       \
    X(INEQUALITY, inequality)               \
    X(LORENZ, lorenz)                       \
    X(SITE_TEST, site_test)                 \
    X(SITE_OPTION, site_option)             \
    X(SITE_COST, site_cost)                 \
    X(PLAN, plan)                           \
    X(PLAN_VISIT, plan_visit)               \
    X(PLAN_FACILITY, plan_facility)         \
    X(PLAN_USE, plan_use)                   \
    X(PLAN_CLAUSE, plan_clause)             \
    X(PLAN_GAIN, plan_gain)                 \
    X(PLAN_AREA_GAIN, plan_area_gain)       \
    X(PLAN_FLOW, plan_flow)                 \
    X(SCHEDULE, schedule)                   \
    X(SCHEDULE_ACTIVITY, schedule_activity) \
    X(SCHEDULE_STAY, schedule_stay)         \
    X(SHIPPING, shipping)                   \
    X(SHIPMENT, shipment)                   \
    X(SHIPPING_STOCK, shipping_stock)       \
    X(SHIPPING_LIMIT, shipping_limit)       \
    X(FRONTIER, frontier)                   \
    X(ENSEMBLE, ensemble)                   \
    X(ENSEMBLE_VISIT, ensemble_visit)       \
    X(ENSEMBLE_FACILITY, ensemble_facility)

enum table_id {
#define X(id, name) TABLE_##id,
    TABLE_LIST(X)
#undef X
    TABLE_COUNT
};

enum column_type {
    COLUMN_TEXT,    /* any UTF-8 */
    COLUMN_CODE,    /* [A-Za-z0-9_.:-]{1,64} */
    COLUMN_INTEGER, /* 64 bits */
    COLUMN_REAL,    /* finite double */
};

enum {
    COLUMN_REQUIRED = 1,     /* a row without it is refused */
    COLUMN_KEY = 2,          /* part of what makes a row unique; implies required unless optional */
    COLUMN_OPTIONAL_KEY = 4, /* part of the key, may be empty */
};

enum {
    COLUMN_PER_TABLE_MAX = 24,
    CODE_BYTES_MAX = 64,
};

struct column_def {
    const char *name;
    enum column_type type;
    unsigned flags;
    double min, max;       /* of a number; both 0: any */
    const char *unit;      /* NULL: none; "currency", "unit of good" … are resolved by people */
    const char *refers_to; /* table whose code this is, or NULL */
    const char *choices;   /* "a|b|c", or NULL */
    const char *meaning;   /* one clause, for docs and messages */
};

enum geometry_kind {
    GEOMETRY_NONE,
    GEOMETRY_POINT,   /* from the columns lon, lat */
    GEOMETRY_POLYGON, /* MULTIPOLYGON, in NAME.geojson beside NAME.csv */
    GEOMETRY_ANY,     /* any, in NAME.geojson */
};

struct table_def {
    const char *name;
    const char *title; /* for people */
    enum geometry_kind geometry;
    int computed; /* a result: only the program writes it */
    int column_count;
    const struct column_def *columns;
    int is_long; /* a result of very many rows, that are read only to be shown */
};

extern const struct table_def *const table_defs[TABLE_COUNT];

/* Index of a table or a column by name, or -1. */
int schema_table(struct slice name);
int schema_column(const struct table_def *def, struct slice name);

/* The nearest table or column name to a misspelt one, or NULL when none is near. */
const char *schema_suggest_table(struct slice name);
const char *schema_suggest_column(const struct table_def *def, struct slice name);

/* Is value one of the choices "a|b|c"? */
int schema_is_choice(const char *choices, struct slice value);

/* Does it have the form of a code, [A-Za-z0-9_.:-]{1,64}? */
int schema_is_code(struct slice s);

#endif
