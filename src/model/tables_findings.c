/* SPDX-License-Identifier: Apache-2.0 */
/* tables_findings - what diagnose and site worked out. */
#include "model/schema_columns.h"

static const struct column_def run_columns[] = {
    TEXT_KEY("verb", "what was worked out"),
    TEXT("input_hash", "SHA-256 of the tables it was worked out from"),
    TEXT("program_version", "version of the program"),
    TEXT("options", "options given"),
    INTEGER("seed", 0, ANY, "seed of random numbers"),
    TEXT("summary", "the result in one sentence"),
};
RESULT_TABLE(run, "What was worked out, from what");

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
RESULT_TABLE(area_index, "Index of living standard");

static const struct column_def area_indicator_columns[] = {
    REF_KEY("area", "area", "the area"),
    REF_KEY("indicator", "indicator", "the indicator"),
    REAL("value", 0, ANY, "unit of indicator", "raw value used; empty: none"),
    REAL("normalised", 0, ANY, NULL, "after normalisation, larger is better; empty: left out"),
    CHOICE("origin", REQ, "given|derived|imputed|omitted", "where the value comes from"),
};
RESULT_TABLE(area_indicator, "Normalised indicators");

static const struct column_def inequality_columns[] = {
    TEXT_KEY("variable", "index, supply:GOOD, or supply, the mean over goods by weight"),
    TEXT_KEY("moment", "before, after:PLAN, year:PLAN:YEAR, or without:PLAN:YEAR"),
    CHOICE("measure", KEY, "gini|theil_t|theil_l", "measure of inequality, people-weighted"),
    REAL("total", 0, ANY, NULL, "value over all areas"),
    REAL("between", 0, ANY, NULL, "part between provinces"),
    REAL("within", 0, ANY, NULL, "part within provinces"),
    REAL("residual", 0, ANY, NULL, "overlap term of the Gini index; 0 for the others"),
};
RESULT_TABLE(inequality, "Inequality");

static const struct column_def lorenz_columns[] = {
    TEXT_KEY("variable", "index, supply:GOOD, or supply, the mean over goods by weight"),
    TEXT_KEY("moment", "before, or after:PLAN"),
    INTEGER("point", KEY, ANY, "0: the origin"),
    REAL("population_share", REQ, SHARE, NULL, "cumulative share of people, worst off first"),
    REAL("value_share", REQ, SHARE, NULL, "cumulative share of what they have"),
};
RESULT_TABLE(lorenz, "Lorenz curves");

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
LONG_RESULT_TABLE(site_test, "Site conditions that are not met");

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
    REAL("power_score", 0, SHARE, NULL, "how well electricity is met; 0: just, or not"),
    REAL("water_score", 0, SHARE, NULL, "how well industrial water is met"),
    REAL("transport_score", 0, SHARE, NULL, "how well transport is met"),
    REAL("inhabitants_score", 0, SHARE, NULL, "how well distance from inhabitants is met"),
    REAL("land_score", 0, SHARE, NULL, "how well land is met"),
};
RESULT_TABLE(site_option, "Which plant can stand where");

static const struct column_def site_cost_columns[] = {
    REF_KEY("site", "site", "the site"),
    REF_KEY("facility_size", "facility_size", "the plant"),
    REF_KEY("resource", "resource", "what connecting it takes"),
    REAL("quantity", REQ, NON_NEGATIVE, "unit of resource", "amount, in the year of the visit"),
};
RESULT_TABLE(site_cost, "Cost of connecting a site");
