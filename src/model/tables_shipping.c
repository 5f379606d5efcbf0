/* SPDX-License-Identifier: Apache-2.0 */
/* tables_shipping - materials sent to the sites of a plan, and where they fall short. */
#include "model/schema_columns.h"

static const struct column_def shipping_columns[] = {
    REF_KEY("plan", "plan", "the plan whose sites are supplied"),
    CHOICE(
        "agreement", REQ, "agreed|best_found|unmet|rescheduled",
        "agreed: another round of shipping and scheduling brings nothing better; unmet: a need is "
        "never met; rescheduled: a later schedule keeps to these shipments, stocks and waits "
        "are of the one before"),
    INTEGER("rounds", 0, ANY, "rounds of shipping and scheduling"),
    INTEGER("period_days", 0, ANY, "days of a period; shipments leave at its beginning"),
    REAL("late_days", 0, ANY, "facility-days", "of plants, built with what arrives"),
    REAL("late_days_unlimited", 0, ANY, "facility-days", "were materials never short"),
    REAL("shortage", 0, NON_NEGATIVE, "phase-days",
         "days that phases wait for material, if it were used when first wanted"),
    REAL("cost", 0, NON_NEGATIVE, "currency", "of making, carrying and keeping what is shipped"),
    TEXT("input_hash", "SHA-256 of the tables it was made from"),
    TEXT("program_version", "version of the program"),
    TEXT("options", "options given"),
    INTEGER("seed", 0, ANY, "seed of random numbers"),
    TEXT("summary", "the result in one sentence"),
};
RESULT_TABLE(shipping, "Supply of sites");

static const struct column_def shipment_columns[] = {
    REF_KEY("plan", "plan", "the plan whose sites are supplied"),
    INTEGER("number", KEY, ANY, "1: first to leave"),
    REF("resource", "resource", "material"),
    {"origin", COLUMN_CODE, REQ, ANY, NULL, NULL, NULL, "producer or depot it leaves"},
    {"destination", COLUMN_CODE, REQ, ANY, NULL, NULL, NULL, "depot or area it comes to"},
    REF_OPTIONAL("carrier", "carrier", "who carries it"),
    {"leaves", COLUMN_TEXT, REQ, ANY, NULL, NULL, NULL, "day it leaves"},
    {"arrives", COLUMN_TEXT, REQ, ANY, NULL, NULL, NULL, "day it is there"},
    REAL("quantity", REQ, NON_NEGATIVE, "unit of resource", "amount"),
    REAL("cost", 0, NON_NEGATIVE, "currency", "of the way"),
};
RESULT_TABLE(shipment, "Shipments");

static const struct column_def shipping_stock_columns[] = {
    REF_KEY("plan", "plan", "the plan whose sites are supplied"),
    REF_KEY("resource", "resource", "material"),
    {"place", COLUMN_CODE, KEY, ANY, NULL, NULL, NULL, "area or depot"},
    TEXT_KEY("first", "first day of the period; periods in which nothing happens are left out"),
    REAL("wanted", 0, NON_NEGATIVE, "unit of resource", "needed in it, were materials never short"),
    REAL("arrived", 0, NON_NEGATIVE, "unit of resource", "came in it"),
    REAL("used", 0, NON_NEGATIVE, "unit of resource", "used in it by the schedule, or sent on"),
    REAL("stock", 0, NON_NEGATIVE, "unit of resource", "there at its end"),
    REAL("short", 0, NON_NEGATIVE, "unit of resource",
         "wanted until its end and not arrived by then"),
};
RESULT_TABLE(shipping_stock, "Materials by place and period");

static const struct column_def shipping_limit_columns[] = {
    REF_KEY("plan", "plan", "the plan whose sites are supplied"),
    CHOICE("kind", KEY, "production|carrier|lane|depot", "what is limited"),
    {"place", COLUMN_CODE, KEY, ANY, NULL, NULL, NULL,
     "producer, carrier, depot or origin of the lane"},
    {"destination", COLUMN_CODE, OPTIONAL_KEY, ANY, NULL, NULL, NULL, "of the lane"},
    {"resource", COLUMN_CODE, OPTIONAL_KEY, ANY, NULL, "resource", NULL, "material made"},
    TEXT_KEY("first", "first day of the period"),
    REAL("used", 0, NON_NEGATIVE, "unit of the limit", "of it"),
    REAL("limit", 0, NON_NEGATIVE, "unit of the limit", "in the period"),
    REAL("worth", 0, ANY, "phase-days/unit",
         "waiting that one unit more would save the most favoured class that has to wait"),
    REAL("worth_solved", 0, ANY, "phase-days/unit",
         "the same by solving again with one unit more; empty: not done"),
};
RESULT_TABLE(shipping_limit, "Limits of supply and what more would bring");
