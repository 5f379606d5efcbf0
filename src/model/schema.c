/* SPDX-License-Identifier: Apache-2.0 */
#include "model/schema.h"

#include <stddef.h>

#include "base/near.h"

#define ARRAY_COUNT(a) (sizeof(a) / sizeof((a)[0]))

#define YEAR_RANGE   1900, 2200
#define NON_NEGATIVE 0, 1e18
#define POSITIVE     1e-9, 1e18
#define SHARE        0, 1
#define ANY          0, 0

/* name, type, flags, min, max, unit, refers to, choices, meaning */
#define CODE_KEY(meaning)                                                                 \
    {                                                                                     \
        "code", COLUMN_CODE, COLUMN_REQUIRED | COLUMN_KEY, ANY, NULL, NULL, NULL, meaning \
    }
#define NAME                                                                           \
    {                                                                                  \
        "name", COLUMN_TEXT, COLUMN_REQUIRED, ANY, NULL, NULL, NULL, "name for people" \
    }
#define REF(name, table, meaning)                                           \
    {                                                                       \
        name, COLUMN_CODE, COLUMN_REQUIRED, ANY, NULL, table, NULL, meaning \
    }
#define REF_KEY(name, table, meaning)                                                    \
    {                                                                                    \
        name, COLUMN_CODE, COLUMN_REQUIRED | COLUMN_KEY, ANY, NULL, table, NULL, meaning \
    }
#define REF_OPTIONAL(name, table, meaning)                    \
    {                                                         \
        name, COLUMN_CODE, 0, ANY, NULL, table, NULL, meaning \
    }
#define TEXT(name, meaning)                                  \
    {                                                        \
        name, COLUMN_TEXT, 0, ANY, NULL, NULL, NULL, meaning \
    }
#define TEXT_KEY(name, meaning)                                                         \
    {                                                                                   \
        name, COLUMN_TEXT, COLUMN_REQUIRED | COLUMN_KEY, ANY, NULL, NULL, NULL, meaning \
    }
#define CHOICE(name, flags, choices, meaning)                       \
    {                                                               \
        name, COLUMN_TEXT, flags, ANY, NULL, NULL, choices, meaning \
    }
#define INTEGER(name, flags, range, meaning)                          \
    {                                                                 \
        name, COLUMN_INTEGER, flags, range, NULL, NULL, NULL, meaning \
    }
#define REAL(name, flags, range, unit, meaning)                    \
    {                                                              \
        name, COLUMN_REAL, flags, range, unit, NULL, NULL, meaning \
    }
#define LON                                                                                        \
    {                                                                                              \
        "lon", COLUMN_REAL, COLUMN_REQUIRED, -180, 180, "degrees", NULL, NULL, "longitude, WGS 84" \
    }
#define LAT                                                                                     \
    {                                                                                           \
        "lat", COLUMN_REAL, COLUMN_REQUIRED, -90, 90, "degrees", NULL, NULL, "latitude, WGS 84" \
    }
#define YES_NO       "yes|no"
#define REQ          COLUMN_REQUIRED
#define KEY          (COLUMN_REQUIRED | COLUMN_KEY)
#define OPTIONAL_KEY COLUMN_OPTIONAL_KEY

/* Where a figure comes from and how it is known: on every input table. */
#define PROVENANCE                                                                            \
    {"evidence",                                                                              \
     COLUMN_TEXT,                                                                             \
     COLUMN_REQUIRED,                                                                         \
     ANY,                                                                                     \
     NULL,                                                                                    \
     NULL,                                                                                    \
     "measured|reported|estimated|assumed",                                                   \
     "how the figures of the row are known"},                                                 \
    {                                                                                         \
        "source", COLUMN_TEXT, COLUMN_REQUIRED, ANY, NULL, NULL, NULL, "where they come from" \
    }

static const struct column_def programme_columns[] = {
    CODE_KEY("short name of the programme"),
    TEXT("title", "title for people"),
    INTEGER("first_year", REQ, YEAR_RANGE, "first programme year"),
    {"year_count", COLUMN_INTEGER, REQ, 1, 50, "years", NULL, NULL, "number of programme years"},
    REAL("discount", 0, SHARE, "share per year", "discount of later benefit; empty: 0"),
    {"equity_eta", COLUMN_REAL, 0, 0, 20, NULL, NULL, NULL,
     "weight of worse-off areas: (reference index / index)^eta; empty: 0, all people equal"},
    CHOICE("aggregation", 0, "arithmetic|geometric",
           "mean that forms the composite index; empty: arithmetic"),
    TEXT("currency", "unit of money"),
    TEXT("description", "what the programme is"),
    PROVENANCE,
};

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

static const struct column_def area_alias_columns[] = {
    REF_KEY("area", "area", "the area"),
    TEXT_KEY("alias", "another name or spelling, or a code of another register"),
    TEXT("language", "language or register of the alias"),
    PROVENANCE,
};

static const struct column_def good_columns[] = {
    CODE_KEY("what people need"),
    NAME,
    {"unit", COLUMN_TEXT, REQ, ANY, NULL, NULL, NULL, "unit of quantity, such as kg"},
    {"need_per_head", COLUMN_REAL, REQ, 1e-9, 1e18, "unit per person and year", NULL, NULL,
     "need of one person"},
    REAL("weight", 0, NON_NEGATIVE, NULL, "weight of one person supplied for a year; empty: 1"),
    PROVENANCE,
};

static const struct column_def satisfaction_columns[] = {
    REF_KEY("good", "good", "the good"),
    {"share", COLUMN_REAL, KEY, 0, 1, NULL, NULL, NULL, "share of need met, 0 to 1"},
    {"value", COLUMN_REAL, REQ, 0, 1, NULL, NULL, NULL,
     "satisfaction at that share; concave, 0 at 0 and 1 at 1; no rows: the share itself"},
    PROVENANCE,
};

static const struct column_def need_columns[] = {
    REF_KEY("area", "area", "where the need differs"),
    REF_KEY("good", "good", "the good"),
    {"need_per_head", COLUMN_REAL, REQ, 1e-9, 1e18, "unit per person and year", NULL, NULL,
     "need of one person there"},
    PROVENANCE,
};

static const struct column_def supply_columns[] = {
    REF_KEY("area", "area", "the area supplied"),
    REF_KEY("good", "good", "the good"),
    CHOICE("origin", KEY, "local|imported", "made there or brought in"),
    REAL("quantity", REQ, NON_NEGATIVE, "unit of good per year", "what arrives in a year today"),
    PROVENANCE,
};

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

static const struct column_def indicator_value_columns[] = {
    REF_KEY("area", "area", "the area"),
    REF_KEY("indicator", "indicator", "the indicator"),
    INTEGER("year", OPTIONAL_KEY, YEAR_RANGE, "year of the figure; the latest is used"),
    REAL("value", REQ, ANY, "unit of indicator", "the raw value"),
    PROVENANCE,
};

static const struct column_def raw_material_columns[] = {
    CODE_KEY("local raw material"),
    NAME,
    {"unit", COLUMN_TEXT, REQ, ANY, NULL, NULL, NULL, "unit of quantity, such as t"},
    PROVENANCE,
};

static const struct column_def raw_supply_columns[] = {
    REF_KEY("area", "area", "where it grows or is dug"),
    REF_KEY("raw_material", "raw_material", "the raw material"),
    REAL("quantity", REQ, NON_NEGATIVE, "unit of raw material per year",
         "what local plants can count on in a year"),
    PROVENANCE,
};

static const struct column_def resource_columns[] = {
    CODE_KEY("what is limited: money, cement, crew-months, grid capacity …"),
    NAME,
    {"unit", COLUMN_TEXT, REQ, ANY, NULL, NULL, NULL, "unit of quantity"},
    CHOICE("kind", REQ, "yearly|lasting", "used up in a year, or held from a year on"),
    PROVENANCE,
};

static const struct column_def resource_limit_columns[] = {
    REF_KEY("resource", "resource", "the resource"),
    {"area", COLUMN_CODE, OPTIONAL_KEY, ANY, NULL, "area", NULL,
     "limit for the visits within this area; empty: the whole programme"},
    INTEGER("year", OPTIONAL_KEY, YEAR_RANGE,
            "year of the limit; empty: every year without a row of its own"),
    REAL("quantity", REQ, NON_NEGATIVE, "unit of resource", "what there is"),
    PROVENANCE,
};

static const struct column_def nuisance_class_columns[] = {
    CODE_KEY("class of noise, smell and danger"),
    NAME,
    REAL("setback_m", REQ, NON_NEGATIVE, "m", "distance that must be kept from inhabitants"),
    REAL("people_max", 0, NON_NEGATIVE, "people", "people tolerated within the setback; empty: 0"),
    REAL("displaced_max", 0, NON_NEGATIVE, "people",
         "people that may be moved for the site; empty: 0"),
    PROVENANCE,
};

static const struct column_def facility_type_columns[] = {
    CODE_KEY("kind of plant or service"),
    NAME,
    TEXT("name_native", "name in the country's own script"),
    {"stage", COLUMN_INTEGER, REQ, 1, 9, NULL, NULL, NULL,
     "bundle it belongs to; an area is visited at most once for each stage"},
    REF_OPTIONAL("nuisance_class", "nuisance_class", "setback from inhabitants; empty: none"),
    PROVENANCE,
};

static const struct column_def facility_size_columns[] = {
    CODE_KEY("type in one size, such as food-s"),
    REF("facility_type", "facility_type", "the type"),
    NAME,
    {"build_years", COLUMN_INTEGER, REQ, 0, 20, "years", NULL, NULL,
     "years from the start of the visit until it supplies people"},
    REAL("power_kw", 0, NON_NEGATIVE, "kW", "electric load; empty: 0"),
    REAL("water_m3_day", 0, NON_NEGATIVE, "m³/day", "industrial water; empty: 0"),
    REAL("land_m2", 0, NON_NEGATIVE, "m²", "land; empty: 0"),
    REAL("staff", 0, NON_NEGATIVE, "people", "staff; empty: 0"),
    REAL("transport_t_year", 0, NON_NEGATIVE, "t/year", "goods in and out; empty: 0"),
    REAL("power_km_max", 0, NON_NEGATIVE, "km", "farthest feed point; empty: no limit"),
    REAL("water_km_max", 0, NON_NEGATIVE, "km", "farthest water source; empty: no limit"),
    REAL("transport_km_max", 0, NON_NEGATIVE, "km", "farthest road or railway; empty: no limit"),
    REAL("seat_km_max", 0, NON_NEGATIVE, "km",
         "longest way to the county town, by road where roads lead there; empty: no limit"),
    REAL("revenue", 0, NON_NEGATIVE, "currency/year", "sales at full output; empty: 0"),
    REAL("running_cost", 0, NON_NEGATIVE, "currency/year",
         "cost of a year at full output; empty: 0"),
    PROVENANCE,
};

static const struct column_def output_columns[] = {
    REF_KEY("facility_size", "facility_size", "the plant"),
    REF_KEY("good", "good", "what it makes"),
    REAL("quantity", REQ, NON_NEGATIVE, "unit of good per year", "output of a year"),
    PROVENANCE,
};

static const struct column_def input_columns[] = {
    REF_KEY("facility_size", "facility_size", "the plant"),
    REF_KEY("raw_material", "raw_material", "what it needs from its own area"),
    REAL("quantity", REQ, NON_NEGATIVE, "unit of raw material per year", "need of a year"),
    PROVENANCE,
};

static const struct column_def construction_columns[] = {
    REF_KEY("facility_size", "facility_size", "the plant"),
    REF_KEY("resource", "resource", "what building and running it takes"),
    {"year_offset", COLUMN_INTEGER, KEY, 0, 49, "years", NULL, NULL,
     "0: the year of the visit; a lasting resource is held from then on"},
    REAL("quantity", REQ, NON_NEGATIVE, "unit of resource", "amount"),
    PROVENANCE,
};

static const struct column_def connection_columns[] = {
    CHOICE("kind", KEY, "power|water|transport", "what the site is connected to"),
    REF_KEY("resource", "resource", "what the connection takes, in the year of the visit"),
    REAL("fixed", 0, NON_NEGATIVE, "unit of resource", "for any connection; empty: 0"),
    REAL("per_km", 0, NON_NEGATIVE, "unit of resource per km", "per kilometre; empty: 0"),
    REAL("per_unit", 0, NON_NEGATIVE, "unit of resource per kW, m³/day or t/year",
         "per unit of load; empty: 0"),
    PROVENANCE,
};

static const struct column_def settlement_columns[] = {
    CODE_KEY("town, village or ward"),
    REF_OPTIONAL("area", "area", "area it lies in; empty: found by its place"),
    NAME,
    LON,
    LAT,
    REAL("population", REQ, NON_NEGATIVE, "people", "inhabitants"),
    REAL("radius_m", 0, NON_NEGATIVE, "m",
         "radius within which the inhabitants live evenly; empty: all at the point"),
    CHOICE("seat", 0, YES_NO, "is it the area's chief town; empty: no"),
    PROVENANCE,
};

static const struct column_def feed_point_columns[] = {
    CODE_KEY("place where electricity can be taken"),
    NAME,
    CHOICE("kind", REQ, "substation|plant|line|local", "what stands there"),
    LON,
    LAT,
    REAL("spare_kw", REQ, NON_NEGATIVE, "kW", "load that can still be connected"),
    REAL("voltage_kv", 0, NON_NEGATIVE, "kV", "voltage"),
    PROVENANCE,
};

static const struct column_def water_source_columns[] = {
    CODE_KEY("place where industrial water can be taken"),
    NAME,
    CHOICE("kind", REQ, "river|reservoir|lake|well|spring|network", "what it is"),
    LON,
    LAT,
    REAL("dry_m3_day", REQ, NON_NEGATIVE, "m³/day", "dependable yield in the driest month"),
    CHOICE("quality", 0, "good|treatable|unfit", "quality for industry; empty: good"),
    PROVENANCE,
};

static const struct column_def transport_columns[] = {
    CODE_KEY("road, railway or station"),
    CHOICE("kind", REQ, "road|rail|station|port", "what it is"),
    TEXT("name", "name for people"),
    {"speed_km_h", COLUMN_REAL, 0, 1, 500, "km/h", NULL, NULL, "speed of goods on it; empty: 40"},
    PROVENANCE,
};

static const struct column_def site_columns[] = {
    CODE_KEY("place where plants can stand"),
    REF("area", "area", "area it lies in"),
    TEXT("name", "name for people"),
    LON,
    LAT,
    REAL("land_m2", REQ, NON_NEGATIVE, "m²", "usable land"),
    REAL("power_kw", 0, NON_NEGATIVE, "kW",
         "stated supply at the site; empty: taken from the nearest feed point"),
    REAL("water_m3_day", 0, NON_NEGATIVE, "m³/day",
         "stated dry-season supply at the site; empty: taken from the nearest water source"),
    REAL("transport_t_year", 0, NON_NEGATIVE, "t/year",
         "goods that can reach it; empty: not limited"),
    REAL("displaced", 0, NON_NEGATIVE, "people", "people who would have to move; empty: 0"),
    TEXT("former_use", "what the land is used for now"),
    CHOICE("proposed", 0, YES_NO, "a proposal of the program, not a surveyed place; empty: no"),
    PROVENANCE,
};

static const struct column_def crew_columns[] = {
    CODE_KEY("building unit"),
    NAME,
    REF_OPTIONAL("home", "area", "where it is stationed"),
    TEXT("parent_body", "formation it belongs to"),
    REAL("strength", REQ, NON_NEGATIVE, "people", "people"),
    TEXT("trades", "trades, separated by ;"),
    INTEGER("year_from", 0, YEAR_RANGE, "first year it is there; empty: first programme year"),
    INTEGER("year_to", 0, YEAR_RANGE, "last year it is there; empty: last programme year"),
    REAL("travel_km_day", 0, POSITIVE, "km/day", "how far it moves in a day; empty: in no time"),
    {"camp_days", COLUMN_INTEGER, 0, 0, 366, "days", NULL, NULL,
     "to set up camp at a new place; empty: 0"},
    PROVENANCE,
};

static const struct column_def work_calendar_columns[] = {
    CODE_KEY("when there is work"),
    NAME,
    TEXT("days_off", "week days without work, such as Sat;Sun; empty: none"),
    PROVENANCE,
};

static const struct column_def work_pause_columns[] = {
    REF_KEY("work_calendar", "work_calendar", "the calendar"),
    TEXT_KEY("first", "first day without work: 12-15 of every year, or 2026-12-15 of one"),
    {"last", COLUMN_TEXT, REQ, ANY, NULL, NULL, NULL, "last day without work, in the same form"},
    TEXT("reason", "frost, rains, harvest, feast day …"),
    PROVENANCE,
};

static const struct column_def phase_columns[] = {
    REF_KEY("facility_size", "facility_size", "the plant that is built"),
    {"phase", COLUMN_CODE, KEY, ANY, NULL, NULL, NULL, "code of the phase, such as frame"},
    NAME,
    {"days", COLUMN_INTEGER, REQ, 0, 3660, "working days", NULL, NULL, "how long it takes"},
    {"trade", COLUMN_TEXT, REQ, ANY, NULL, NULL, NULL, "trade of the crew that does it"},
    REAL("people", 0, NON_NEGATIVE, "people", "of the crew, all the time; empty: the whole crew"),
    REF_OPTIONAL("work_calendar", "work_calendar", "when there is work; empty: every day"),
    CHOICE("condition", 0, "power|water|raw_materials|staff",
           "what must be ready in the area before it starts; empty: nothing"),
    {"inspection_days", COLUMN_INTEGER, 0, 0, 366, "days", NULL, NULL,
     "of an inspector, before what follows may start; empty: none"},
    PROVENANCE,
};

static const struct column_def phase_link_columns[] = {
    REF_KEY("facility_size", "facility_size", "the plant"),
    {"predecessor", COLUMN_CODE, KEY, ANY, NULL, NULL, NULL, "phase that comes before"},
    {"successor", COLUMN_CODE, KEY, ANY, NULL, NULL, NULL, "phase that waits for it"},
    CHOICE("kind", OPTIONAL_KEY, "FS|SS|FF|SF",
           "what waits for what: finish to start (FS, also when empty) …"),
    {"lag_days", COLUMN_INTEGER, 0, -3660, 3660, "days", NULL, NULL,
     "days between the two, in the calendar of the year; empty: 0"},
    PROVENANCE,
};

static const struct column_def phase_material_columns[] = {
    REF_KEY("facility_size", "facility_size", "the plant"),
    {"phase", COLUMN_CODE, KEY, ANY, NULL, NULL, NULL, "phase that needs it"},
    REF_KEY("resource", "resource", "material that must be there when the phase starts"),
    REAL("quantity", REQ, NON_NEGATIVE, "unit of resource", "amount"),
    PROVENANCE,
};

static const struct column_def arrival_columns[] = {
    REF_KEY("resource", "resource", "material that arrives; without rows it is never short"),
    {"area", COLUMN_CODE, OPTIONAL_KEY, ANY, NULL, "area", NULL,
     "for sites within this area; empty: for all"},
    TEXT_KEY("date", "day it is there, such as 2026-03-01"),
    REAL("quantity", REQ, NON_NEGATIVE, "unit of resource", "amount"),
    PROVENANCE,
};

static const struct column_def readiness_columns[] = {
    REF_KEY("area", "area", "where"),
    CHOICE("condition", KEY, "power|water|raw_materials|staff", "what phases wait for"),
    {"facility_type", COLUMN_CODE, OPTIONAL_KEY, ANY, NULL, "facility_type", NULL,
     "for plants of this type; empty: for all"},
    {"date", COLUMN_TEXT, REQ, ANY, NULL, NULL, NULL, "day from which it is ready"},
    PROVENANCE,
};

static const struct column_def clause_columns[] = {
    CODE_KEY("number of the clause in the decree"),
    CHOICE(
        "kind", REQ,
        "visits_per_year|visits_in_period|visit_within|no_visit|require_facility|forbid_facility|"
        "require_site|forbid_site|limit_subsidy|share_in_period|visit_after|self_financing|"
        "limit_changes|keep_adopted",
        "what the rule is; docs/clauses.md explains each"),
    REF_OPTIONAL("area", "area", "areas within this one; empty: everywhere"),
    TEXT("each", "kind of area, such as province: the rule holds for each of them by itself"),
    REF_OPTIONAL("after", "area", "visits wait until every visit within this area has been made"),
    {"stage", COLUMN_INTEGER, 0, 1, 9, NULL, NULL, NULL,
     "visits of this stage; empty: of every stage"},
    INTEGER("year_first", 0, YEAR_RANGE, "from this year; empty: first programme year"),
    INTEGER("year_last", 0, YEAR_RANGE, "to this year; empty: last programme year"),
    REF_OPTIONAL("facility_type", "facility_type", "the type it names"),
    REF_OPTIONAL("site", "site", "the site it names"),
    REAL("at_least", 0, NON_NEGATIVE, "by kind: visits, per cent of them, or years",
         "floor; empty: none"),
    REAL("at_most", 0, NON_NEGATIVE, "by kind: visits, per cent of them, currency, or changes",
         "ceiling; empty: none"),
    {"text", COLUMN_TEXT, REQ, ANY, NULL, NULL, NULL, "the rule in the words of the decree"},
    PROVENANCE,
};

static const struct column_def decided_columns[] = {
    REF_KEY("area", "area", "area of a visit that is decided already"),
    INTEGER("year", KEY, YEAR_RANGE, "year it starts"),
    REF_KEY("facility_size", "facility_size", "plant it brings"),
    REF_OPTIONAL("site", "site", "where; empty: not known, no site conditions apply"),
    CHOICE("status", REQ, "decided|started|completed", "how far it is"),
    PROVENANCE,
};

static const struct column_def adopted_columns[] = {
    REF_KEY("area", "area", "area visited by the plan that was adopted"),
    {"stage", COLUMN_INTEGER, KEY, 1, 9, NULL, NULL, NULL, "stage of the visit"},
    INTEGER("year", REQ, YEAR_RANGE, "year it starts"),
    PROVENANCE,
};

static const struct column_def run_columns[] = {
    TEXT_KEY("verb", "what was worked out"),
    TEXT("input_hash", "SHA-256 of the tables it was worked out from"),
    TEXT("program_version", "version of the program"),
    TEXT("options", "options given"),
    INTEGER("seed", 0, ANY, "seed of random numbers"),
    TEXT("summary", "the result in one sentence"),
};

static const struct column_def area_index_columns[] = {
    REF_KEY("area", "area", "the area"),
    REAL("value", REQ, ANY, NULL, "composite index of living standard, larger is better"),
    INTEGER("rank", REQ, ANY, "1: worst off"),
    INTEGER("rank_low", 0, ANY, "5th percentile of the rank under random weights"),
    INTEGER("rank_high", 0, ANY, "95th percentile of the rank under random weights"),
    REAL("rank_mean", 0, ANY, NULL, "mean rank under random weights"),
    REAL("worst_share", 0, SHARE, NULL,
         "share of random weightings in which it is among the worst fifth"),
    INTEGER("imputed_count", 0, ANY, "indicator values that were filled in or left out"),
    REAL("supply_share", 0, SHARE, NULL, "share of need met today, mean over goods by weight"),
};

static const struct column_def area_indicator_columns[] = {
    REF_KEY("area", "area", "the area"),
    REF_KEY("indicator", "indicator", "the indicator"),
    REAL("value", 0, ANY, "unit of indicator", "raw value used; empty: none"),
    REAL("normalised", 0, ANY, NULL, "after normalisation, larger is better; empty: left out"),
    CHOICE("origin", REQ, "given|derived|imputed|omitted", "where the value comes from"),
};

static const struct column_def inequality_columns[] = {
    TEXT_KEY("variable", "index, supply:GOOD, or supply, the mean over goods by weight"),
    TEXT_KEY("moment", "before, after:PLAN, year:PLAN:YEAR, or without:PLAN:YEAR"),
    CHOICE("measure", KEY, "gini|theil_t|theil_l", "measure of inequality, people-weighted"),
    REAL("total", 0, ANY, NULL, "value over all areas"),
    REAL("between", 0, ANY, NULL, "part between provinces"),
    REAL("within", 0, ANY, NULL, "part within provinces"),
    REAL("residual", 0, ANY, NULL, "overlap term of the Gini index; 0 for the others"),
};

static const struct column_def lorenz_columns[] = {
    TEXT_KEY("variable", "index, supply:GOOD, or supply, the mean over goods by weight"),
    TEXT_KEY("moment", "before, or after:PLAN"),
    INTEGER("point", KEY, ANY, "0: the origin"),
    REAL("population_share", REQ, SHARE, NULL, "cumulative share of people, worst off first"),
    REAL("value_share", REQ, SHARE, NULL, "cumulative share of what they have"),
};

static const struct column_def site_test_columns[] = {
    REF_KEY("site", "site", "the site"),
    REF_KEY("facility_size", "facility_size", "the plant"),
    CHOICE("condition", KEY, "power|water|transport|inhabitants|land", "the condition tested"),
    CHOICE("passed", REQ, YES_NO, "is it met"),
    REAL("score", 0, SHARE, NULL, "how well, 0 to 1"),
    REAL("value", 0, ANY, NULL, "what there is"),
    REAL("limit", 0, ANY, NULL, "what is needed or allowed"),
    TEXT("unit", "unit of both"),
    TEXT("distance_source", "what the nearest thing is and how far was measured"),
    TEXT("sentence", "the finding in words, with both numbers"),
};

static const struct column_def site_option_columns[] = {
    REF_KEY("site", "site", "the site"),
    REF_KEY("facility_size", "facility_size", "the plant"),
    CHOICE("admissible", REQ, YES_NO, "does it pass every test"),
    REAL("score", 0, SHARE, NULL, "mean score of the conditions"),
    REAL("power_km", 0, NON_NEGATIVE, "km", "to the feed point used"),
    REAL("water_km", 0, NON_NEGATIVE, "km", "to the water source used"),
    REAL("transport_km", 0, NON_NEGATIVE, "km", "to the nearest road or railway"),
    REAL("seat_km", 0, NON_NEGATIVE, "km", "way to the county town, measured as seat_way says"),
    REAL("seat_minutes", 0, NON_NEGATIVE, "minutes", "quickest way there; empty: not known"),
    CHOICE("seat_way", 0, "road|rail|road_and_rail|straight",
           "what the way to the county town goes by; empty: no county town"),
    TEXT("feed_point", "feed point used; empty: stated supply at the site"),
    TEXT("water_source", "water source used; empty: stated supply at the site"),
};

static const struct column_def site_cost_columns[] = {
    REF_KEY("site", "site", "the site"),
    REF_KEY("facility_size", "facility_size", "the plant"),
    REF_KEY("resource", "resource", "what connecting it takes"),
    REAL("quantity", REQ, NON_NEGATIVE, "unit of resource", "amount, in the year of the visit"),
};

static const struct column_def plan_columns[] = {
    CODE_KEY("name of the plan"),
    CHOICE(
        "outcome", REQ, "optimal|feasible|infeasible|stopped",
        "optimal: proven that no plan is worth more; feasible: a plan, and the best one is worth "
        "no more than the bound; infeasible: proven that no plan keeps everything; stopped: "
        "ended before it could say"),
    REAL("objective", 0, ANY, "weighted person-years supplied", "worth of the plan"),
    REAL("bound", 0, ANY, "weighted person-years supplied", "no plan can be worth more"),
    REAL("gap", 0, ANY, "share", "(bound - objective) / objective"),
    TEXT("input_hash", "SHA-256 of the tables it was made from"),
    TEXT("program_version", "version of the program"),
    TEXT("options", "options given"),
    INTEGER("seed", 0, ANY, "seed of random numbers"),
    INTEGER("round_count", 0, ANY, "rounds of column generation"),
    INTEGER("column_count", 0, ANY, "visit patterns generated"),
    TEXT("summary", "the result in one sentence"),
};

static const struct column_def plan_visit_columns[] = {
    REF_KEY("plan", "plan", "the plan"),
    REF_KEY("area", "area", "area visited"),
    {"stage", COLUMN_INTEGER, KEY, 1, 9, NULL, NULL, NULL, "stage of the visit"},
    INTEGER("year", REQ, YEAR_RANGE, "year it starts"),
    REAL("benefit", 0, ANY, "weighted person-years supplied", "its part of the objective"),
    CHOICE("decided", REQ, YES_NO, "was it decided before the plan"),
};

static const struct column_def plan_facility_columns[] = {
    REF_KEY("plan", "plan", "the plan"),
    REF_KEY("area", "area", "where"),
    {"stage", COLUMN_INTEGER, KEY, 1, 9, NULL, NULL, NULL, "stage of the visit"},
    REF_KEY("facility_size", "facility_size", "the plant"),
    REF_OPTIONAL("site", "site", "site; empty: decided before, place not known"),
    INTEGER("year", REQ, YEAR_RANGE, "year its visit starts"),
    INTEGER("operating_year", REQ, YEAR_RANGE, "first year it supplies people"),
};

static const struct column_def plan_use_columns[] = {
    REF_KEY("plan", "plan", "the plan"),
    REF_KEY("resource", "resource", "the resource"),
    {"area", COLUMN_CODE, OPTIONAL_KEY, ANY, NULL, "area", NULL,
     "scope of the limit; empty: whole programme"},
    INTEGER("year", KEY, YEAR_RANGE, "year"),
    REAL("used", REQ, ANY, "unit of resource", "what the plan takes"),
    REAL("limit", 0, NON_NEGATIVE, "unit of resource", "what there is; empty: not limited"),
    REAL("shadow_price", 0, ANY, "objective per unit",
         "what one unit more would bring, at the bound"),
};

static const struct column_def plan_clause_columns[] = {
    REF_KEY("plan", "plan", "the plan"),
    REF_KEY("clause", "clause", "the clause"),
    {"area", COLUMN_CODE, OPTIONAL_KEY, ANY, NULL, "area", NULL,
     "area, for a rule that holds for each of them"},
    INTEGER("year", OPTIONAL_KEY, YEAR_RANGE, "year, for a rule that holds year by year"),
    REAL("value", 0, ANY, NULL, "what the plan does"),
    REAL("at_least", 0, ANY, NULL, "floor"),
    REAL("at_most", 0, ANY, NULL, "ceiling"),
    CHOICE("kept", REQ, YES_NO, "is the rule kept"),
    REAL("shadow_price", 0, ANY, NULL, "objective gained by loosening the rule by one"),
};

static const struct column_def plan_gain_columns[] = {
    REF_KEY("plan", "plan", "the plan"),
    REF_KEY("good", "good", "the good"),
    INTEGER("year", KEY, YEAR_RANGE, "year"),
    REAL("need", REQ, ANY, "unit of good", "what all areas need in that year"),
    REAL("people", REQ, ANY, "people", "people there are"),
    REAL("people_before", REQ, ANY, "people", "people fully supplied without the plan"),
    REAL("people_after", REQ, ANY, "people", "people fully supplied with it"),
};

static const struct column_def plan_area_gain_columns[] = {
    REF_KEY("plan", "plan", "the plan"),
    REF_KEY("area", "area", "the area"),
    REF_KEY("good", "good", "the good"),
    REAL("share_before", REQ, SHARE, NULL, "share of need met without the plan, last year"),
    REAL("share_after", REQ, SHARE, NULL, "share of need met with it, last year"),
};

static const struct column_def schedule_columns[] = {
    REF_KEY("plan", "plan", "the plan that is built"),
    REAL("late_days", 0, ANY, "facility-days", "days that plants are ready after their date"),
    REAL("late_days_bound", 0, ANY, "facility-days", "no schedule can have fewer"),
    INTEGER("late_count", 0, ANY, "plants that are late"),
    INTEGER("activity_count", 0, ANY, "activities"),
    {"finish", COLUMN_TEXT, 0, ANY, NULL, NULL, NULL, "day the last plant is ready"},
    REAL("travel_km", 0, NON_NEGATIVE, "km", "way of all crews"),
    TEXT("input_hash", "SHA-256 of the tables it was made from"),
    TEXT("program_version", "version of the program"),
    TEXT("options", "options given"),
    INTEGER("seed", 0, ANY, "seed of random numbers"),
    TEXT("summary", "the result in one sentence"),
};

static const struct column_def schedule_activity_columns[] = {
    REF_KEY("plan", "plan", "the plan that is built"),
    REF_KEY("area", "area", "where"),
    REF_KEY("facility_size", "facility_size", "plant it belongs to"),
    {"phase", COLUMN_CODE, KEY, ANY, NULL, NULL, NULL, "phase; inspections: PHASE.inspection"},
    REF_OPTIONAL("site", "site", "site; empty: place not known"),
    REF_OPTIONAL("crew", "crew", "crew that does it"),
    {"start", COLUMN_TEXT, REQ, ANY, NULL, NULL, NULL, "first day"},
    {"finish", COLUMN_TEXT, REQ, ANY, NULL, NULL, NULL, "day after the last day of work"},
    {"earliest_start", COLUMN_TEXT, REQ, ANY, NULL, NULL, NULL,
     "if crews and materials were never short"},
    INTEGER("float_days", 0, ANY, "days it can slip by the order of phases before a plant is late"),
    CHOICE("waits_for", REQ, "visit|phase|condition|crew|material|calendar",
           "what kept it from an earlier start"),
    TEXT("reason", "the same in words, with the day"),
};

static const struct column_def schedule_stay_columns[] = {
    REF_KEY("plan", "plan", "the plan that is built"),
    REF_KEY("crew", "crew", "the crew"),
    INTEGER("number", KEY, ANY, "1: first stay"),
    REF("area", "area", "where it is"),
    REF_OPTIONAL("site", "site", "site; empty: place not known"),
    {"first", COLUMN_TEXT, REQ, ANY, NULL, NULL, NULL, "first day of work there"},
    {"last", COLUMN_TEXT, REQ, ANY, NULL, NULL, NULL, "day after the last day of work"},
    REAL("km", 0, NON_NEGATIVE, "km", "way there"),
    INTEGER("travel_days", 0, ANY, "days on the way and setting up camp"),
};

static const struct column_def frontier_columns[] = {
    TEXT_KEY("point", "eta:EXPONENT"),
    {"eta", COLUMN_REAL, 0, 0, 20, NULL, NULL, NULL, "exponent of the equity weight"},
    CHOICE("outcome", REQ, "optimal|feasible|infeasible|stopped", "what the planner can say"),
    REAL("objective", 0, ANY, "weighted person-years supplied",
         "worth of the plan, weighted by eta"),
    REAL("bound", 0, ANY, "weighted person-years supplied",
         "no plan can be worth more, weighted by eta"),
    REAL("gap", 0, ANY, "share", "(bound - objective) / objective"),
    REAL("total", 0, ANY, "weighted person-years supplied", "worth of the plan, all people equal"),
    REAL("people_supplied", 0, ANY, "people",
         "people times share of need met, mean over goods by weight, last year"),
    REAL("worst_fifth", 0, SHARE, NULL,
         "share of need met in the worst-off fifth of areas, last year"),
    REAL("worst_area", 0, SHARE, NULL, "share of need met in the worst area, last year"),
    REAL("gini", 0, ANY, NULL, "Gini index of need met between areas, last year"),
    REAL("gini_mean", 0, ANY, NULL, "the same, mean over the years"),
    REAL("theil_t", 0, ANY, NULL, "Theil T of need met between areas, last year"),
    REAL("theil_t_mean", 0, ANY, NULL, "the same, mean over the years"),
    INTEGER("moved", 0, ANY, "areas visited in another year than in the plan compared with"),
    CHOICE("dominated", 0, YES_NO,
           "has another point no less of total, worst fifth and worst area, and more of one"),
    TEXT("plan", "plan compared with; empty: there was none"),
};

#define INPUT(name, title, geometry)                                           \
    {                                                                          \
#name, title, geometry, 0, ARRAY_COUNT(name##_columns), name##_columns \
    }
#define RESULT(name, title)                                                         \
    {                                                                               \
#name, title, GEOMETRY_NONE, 1, ARRAY_COUNT(name##_columns), name##_columns \
    }

const struct table_def table_defs[TABLE_COUNT] = {
    [TABLE_PROGRAMME] = INPUT(programme, "The programme", GEOMETRY_NONE),
    [TABLE_AREA] = INPUT(area, "Areas", GEOMETRY_POLYGON),
    [TABLE_AREA_ALIAS] = INPUT(area_alias, "Other names of areas", GEOMETRY_NONE),
    [TABLE_GOOD] = INPUT(good, "Goods people need", GEOMETRY_NONE),
    [TABLE_SATISFACTION] = INPUT(satisfaction, "Satisfaction by share of need met", GEOMETRY_NONE),
    [TABLE_NEED] = INPUT(need, "Needs that differ from the norm", GEOMETRY_NONE),
    [TABLE_SUPPLY] = INPUT(supply, "Supply today", GEOMETRY_NONE),
    [TABLE_INDICATOR] = INPUT(indicator, "Indicators", GEOMETRY_NONE),
    [TABLE_INDICATOR_VALUE] = INPUT(indicator_value, "Values of indicators", GEOMETRY_NONE),
    [TABLE_RAW_MATERIAL] = INPUT(raw_material, "Raw materials", GEOMETRY_NONE),
    [TABLE_RAW_SUPPLY] = INPUT(raw_supply, "Local raw materials", GEOMETRY_NONE),
    [TABLE_RESOURCE] = INPUT(resource, "Resources", GEOMETRY_NONE),
    [TABLE_RESOURCE_LIMIT] = INPUT(resource_limit, "Limits of resources", GEOMETRY_NONE),
    [TABLE_NUISANCE_CLASS] = INPUT(nuisance_class, "Nuisance classes", GEOMETRY_NONE),
    [TABLE_FACILITY_TYPE] = INPUT(facility_type, "Facility types", GEOMETRY_NONE),
    [TABLE_FACILITY_SIZE] = INPUT(facility_size, "Facility sizes", GEOMETRY_NONE),
    [TABLE_OUTPUT] = INPUT(output, "What facilities make", GEOMETRY_NONE),
    [TABLE_INPUT] = INPUT(input, "What facilities need", GEOMETRY_NONE),
    [TABLE_CONSTRUCTION] = INPUT(construction, "What building takes", GEOMETRY_NONE),
    [TABLE_CONNECTION] = INPUT(connection, "What connecting a site takes", GEOMETRY_NONE),
    [TABLE_SETTLEMENT] = INPUT(settlement, "Settlements", GEOMETRY_POINT),
    [TABLE_FEED_POINT] = INPUT(feed_point, "Feed points of electricity", GEOMETRY_POINT),
    [TABLE_WATER_SOURCE] = INPUT(water_source, "Water sources", GEOMETRY_POINT),
    [TABLE_TRANSPORT] = INPUT(transport, "Roads and railways", GEOMETRY_ANY),
    [TABLE_SITE] = INPUT(site, "Sites", GEOMETRY_POINT),
    [TABLE_CREW] = INPUT(crew, "Crews", GEOMETRY_NONE),
    [TABLE_WORK_CALENDAR] = INPUT(work_calendar, "Calendars of work", GEOMETRY_NONE),
    [TABLE_WORK_PAUSE] = INPUT(work_pause, "Days without work", GEOMETRY_NONE),
    [TABLE_PHASE] = INPUT(phase, "Phases of building", GEOMETRY_NONE),
    [TABLE_PHASE_LINK] = INPUT(phase_link, "Order of phases", GEOMETRY_NONE),
    [TABLE_PHASE_MATERIAL] = INPUT(phase_material, "Materials of phases", GEOMETRY_NONE),
    [TABLE_ARRIVAL] = INPUT(arrival, "Arrivals of materials", GEOMETRY_NONE),
    [TABLE_READINESS] = INPUT(readiness, "When conditions are met", GEOMETRY_NONE),
    [TABLE_CLAUSE] = INPUT(clause, "Clauses of the decree", GEOMETRY_NONE),
    [TABLE_DECIDED] = INPUT(decided, "Visits decided already", GEOMETRY_NONE),
    [TABLE_ADOPTED] = INPUT(adopted, "The plan that was adopted", GEOMETRY_NONE),
    [TABLE_RUN] = RESULT(run, "What was worked out, from what"),
    [TABLE_AREA_INDEX] = RESULT(area_index, "Index of living standard"),
    [TABLE_AREA_INDICATOR] = RESULT(area_indicator, "Normalised indicators"),
    [TABLE_INEQUALITY] = RESULT(inequality, "Inequality"),
    [TABLE_LORENZ] = RESULT(lorenz, "Lorenz curves"),
    [TABLE_SITE_TEST] = RESULT(site_test, "Site conditions, one by one"),
    [TABLE_SITE_OPTION] = RESULT(site_option, "Which plant can stand where"),
    [TABLE_SITE_COST] = RESULT(site_cost, "Cost of connecting a site"),
    [TABLE_PLAN] = RESULT(plan, "Plans"),
    [TABLE_PLAN_VISIT] = RESULT(plan_visit, "Visits of a plan"),
    [TABLE_PLAN_FACILITY] = RESULT(plan_facility, "Facilities of a plan"),
    [TABLE_PLAN_USE] = RESULT(plan_use, "Resources used by a plan"),
    [TABLE_PLAN_CLAUSE] = RESULT(plan_clause, "Clauses under a plan"),
    [TABLE_PLAN_GAIN] = RESULT(plan_gain, "People supplied by a plan"),
    [TABLE_PLAN_AREA_GAIN] = RESULT(plan_area_gain, "Needs met by a plan, by area"),
    [TABLE_SCHEDULE] = RESULT(schedule, "Schedules of building"),
    [TABLE_SCHEDULE_ACTIVITY] = RESULT(schedule_activity, "Activities of a schedule"),
    [TABLE_SCHEDULE_STAY] = RESULT(schedule_stay, "Where crews are"),
    [TABLE_FRONTIER] = RESULT(frontier, "Total benefit and the worst-off, by equity weight"),
};

int schema_table(struct slice name)
{
    for (int i = 0; i < TABLE_COUNT; i++)
        if (slice_is(name, table_defs[i].name)) return i;
    return -1;
}

int schema_column(const struct table_def *def, struct slice name)
{
    for (int i = 0; i < def->column_count; i++)
        if (slice_is(name, def->columns[i].name)) return i;
    return -1;
}

const char *schema_suggest_table(struct slice name)
{
    struct near near = near_start(name);
    for (int i = 0; i < TABLE_COUNT; i++)
        near_offer(&near, table_defs[i].name);
    return near.best;
}

const char *schema_suggest_column(const struct table_def *def, struct slice name)
{
    struct near near = near_start(name);
    for (int i = 0; i < def->column_count; i++)
        near_offer(&near, def->columns[i].name);
    return near.best;
}

int schema_is_choice(const char *choices, struct slice value)
{
    while (*choices) {
        size_t len = strcspn(choices, "|");
        if (slice_equal(value, (struct slice){choices, len})) return 1;
        choices += len + (choices[len] == '|');
    }
    return 0;
}

int schema_is_code(struct slice s)
{
    if (s.len == 0 || s.len > CODE_BYTES_MAX) return 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        int fine = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                   c == '_' || c == '.' || c == ':' || c == '-';
        if (!fine) return 0;
    }
    return 1;
}
