/* SPDX-License-Identifier: Apache-2.0 */
/* tables_trade - ways between areas, and what a plan sends over them. */
#include "model/schema_columns.h"

static const struct column_def trade_way_columns[] = {
    REF_KEY("from_area", "area", "where goods come from"),
    REF_KEY("to_area", "area", "where they go; the way back takes as long unless it has a row"),
    REAL("hours", REQ, NON_NEGATIVE, "hours", "time the way takes"),
    PROVENANCE,
};
INPUT_TABLE(trade_way, "Ways of trade between areas", GEOMETRY_NONE);

static const struct column_def plan_flow_columns[] = {
    REF_KEY("plan", "plan", "the plan"),
    REF_KEY("from_area", "area", "whose plants make more than the area needs"),
    REF_KEY("to_area", "area", "that is supplied"),
    REF_KEY("good", "good", "the good"),
    INTEGER("year", KEY, YEAR_RANGE, "year"),
    REAL("quantity", REQ, NON_NEGATIVE, "unit of good per year", "what is sent"),
    REAL("hours", REQ, NON_NEGATIVE, "hours", "time the way takes"),
    REAL("benefit", REQ, ANY, "weighted person-years supplied",
         "its part of the objective: of what the area gains by all that arrives, by quantity, less "
         "the cost of the way"),
};
RESULT_TABLE(plan_flow, "Goods that a plan sends between areas");
