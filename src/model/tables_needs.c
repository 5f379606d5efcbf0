/* SPDX-License-Identifier: Apache-2.0 */
/* tables_needs - what people need and have: areas, goods, supply, indicators. */
#include "model/schema_columns.h"

static const struct column_def programme_columns[] = {
    CODE_KEY("short name of the programme"),
    TEXT("title", "title for people"),
    INTEGER("first_year", REQ, YEAR_RANGE, "first programme year"),
    {"year_count", COLUMN_INTEGER, REQ, 1, 50, "years", NULL, NULL, "number of programme years"},
    REAL("discount", 0, SHARE, "share per year", "discount of later benefit; empty: 0"),
    {"equity_eta", COLUMN_REAL, 0, 0, 20, NULL, NULL, NULL,
     "weight of worse-off areas: (reference index / index)^eta; empty: 0, all people equal"},
    {"build_chance", COLUMN_REAL, 0, 0.01, 1, NULL, NULL, NULL,
     "chance with which a plant must be ready in the year the plan counts on it; empty: plans "
     "count "
     "on build_years"},
    CHOICE("aggregation", 0, "arithmetic|geometric",
           "mean that forms the composite index; empty: arithmetic"),
    {"trade_km_h", COLUMN_REAL, 0, 1, 200, "km/h", NULL, NULL,
     "speed of trade in a straight line between county towns, where table trade_way gives no "
     "hours; empty: only its ways are used"},
    TEXT("currency", "unit of money"),
    TEXT("description", "what the programme is"),
    PROVENANCE,
};
INPUT_TABLE(programme, "The programme", GEOMETRY_NONE);

static const struct column_def area_columns[] = {
    CODE_KEY("stable code of the administrative unit"),
    REF_OPTIONAL("parent", "area", "unit it belongs to; empty for the whole country"),
    TEXT("kind", "county, district, province …"),
    NAME,
    TEXT("name_native", "name in the country's own script"),
    REAL("population", 0, NON_NEGATIVE, "people",
         "inhabitants; needed where the area can be visited"),
    INTEGER("population_year", 0, YEAR_RANGE, "year of the population figure"),
    {"population_growth", COLUMN_REAL, 0, -0.5, 0.5, "share per year", NULL, NULL,
     "yearly growth from the first programme year on; empty: 0"},
    REAL("labour", 0, NON_NEGATIVE, "people", "people who can staff plants; empty: not limited"),
    CHOICE("visitable", 0, YES_NO, "may it be visited; empty: yes for units without parts"),
    PROVENANCE,
};
INPUT_TABLE(area, "Areas", GEOMETRY_POLYGON);

static const struct column_def area_alias_columns[] = {
    REF_KEY("area", "area", "the area"),
    TEXT_KEY("alias", "another name or spelling, or a code of another register"),
    TEXT("language", "language or register of the alias"),
    PROVENANCE,
};
INPUT_TABLE(area_alias, "Other names of areas", GEOMETRY_NONE);

static const struct column_def good_columns[] = {
    CODE_KEY("what people need"),
    NAME,
    {"unit", COLUMN_TEXT, REQ, ANY, NULL, NULL, NULL, "unit of quantity, such as kg"},
    {"need_per_head", COLUMN_REAL, REQ, 1e-9, 1e18, "unit per person and year", NULL, NULL,
     "need of one person"},
    REAL("weight", 0, NON_NEGATIVE, NULL, "weight of one person supplied for a year; empty: 1"),
    REAL(
        "trade_hours_max", 0, NON_NEGATIVE, "hours",
        "longest way on which what plants make beyond the need of their area supplies other areas; "
        "empty: not at all"),
    REAL("trade_cost_hour", 0, NON_NEGATIVE, "person-years per hour",
         "what an hour on the way takes off the worth of one person's need for a year; empty: 0"),
    PROVENANCE,
};
INPUT_TABLE(good, "Goods people need", GEOMETRY_NONE);

static const struct column_def satisfaction_columns[] = {
    REF_KEY("good", "good", "the good"),
    {"share", COLUMN_REAL, KEY, 0, 1, NULL, NULL, NULL, "share of need met, 0 to 1"},
    {"value", COLUMN_REAL, REQ, 0, 1, NULL, NULL, NULL,
     "satisfaction at that share; concave, 0 at 0 and 1 at 1; no rows: the share itself"},
    PROVENANCE,
};
INPUT_TABLE(satisfaction, "Satisfaction by share of need met", GEOMETRY_NONE);

static const struct column_def need_columns[] = {
    REF_KEY("area", "area", "where the need differs"),
    REF_KEY("good", "good", "the good"),
    {"need_per_head", COLUMN_REAL, REQ, 1e-9, 1e18, "unit per person and year", NULL, NULL,
     "need of one person there"},
    PROVENANCE,
};
INPUT_TABLE(need, "Needs that differ from the norm", GEOMETRY_NONE);

static const struct column_def supply_columns[] = {
    REF_KEY("area", "area", "the area supplied"),
    REF_KEY("good", "good", "the good"),
    CHOICE("origin", KEY, "local|imported", "made there or brought in"),
    REAL("quantity", REQ, NON_NEGATIVE, "unit of good per year", "what arrives in a year today"),
    PROVENANCE,
};
INPUT_TABLE(supply, "Supply today", GEOMETRY_NONE);

static const struct column_def indicator_columns[] = {
    CODE_KEY("what is measured of an area"),
    NAME,
    TEXT("unit", "unit of the raw values"),
    TEXT("dimension", "group it belongs to, such as health"),
    REF_OPTIONAL("good", "good",
                 "if set, values are the share of need met of this good, worked out from supply"),
    CHOICE("more_is", REQ, "better|worse", "is a larger value better or worse for people"),
    REAL("weight", 0, NON_NEGATIVE, NULL, "weight in the index; empty: 1"),
    CHOICE("normalisation", 0, "minmax|zscore|rank", "how values become comparable; empty: minmax"),
    CHOICE("missing", 0, "refuse|omit|mean|province_mean",
           "what a missing value means; empty: refuse"),
    REAL("goal_low", 0, ANY, NULL, "lower goalpost of minmax; empty: smallest value"),
    REAL("goal_high", 0, ANY, NULL, "upper goalpost of minmax; empty: largest value"),
    PROVENANCE,
};
INPUT_TABLE(indicator, "Indicators", GEOMETRY_NONE);

static const struct column_def indicator_value_columns[] = {
    REF_KEY("area", "area", "the area"),
    REF_KEY("indicator", "indicator", "the indicator"),
    INTEGER("year", OPTIONAL_KEY, YEAR_RANGE, "year of the figure; the latest is used"),
    REAL("value", REQ, ANY, "unit of indicator", "the raw value"),
    PROVENANCE,
};
INPUT_TABLE(indicator_value, "Values of indicators", GEOMETRY_NONE);
