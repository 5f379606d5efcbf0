/* SPDX-License-Identifier: Apache-2.0 */
/* tables_decree - the clauses of the decree, and what is decided or adopted. */
#include "model/schema_columns.h"

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
    REAL("penalty", 0, POSITIVE, "weighted person-years",
         "worth lost for each unit by which the rule is missed; empty: it must be kept"),
    {"text", COLUMN_TEXT, REQ, ANY, NULL, NULL, NULL, "the rule in the words of the decree"},
    PROVENANCE,
};
INPUT_TABLE(clause, "Clauses of the decree", GEOMETRY_NONE);

static const struct column_def decided_columns[] = {
    REF_KEY("area", "area", "area of a visit that is decided already"),
    INTEGER("year", KEY, YEAR_RANGE, "year it starts"),
    REF_KEY("facility_size", "facility_size", "plant it brings"),
    REF_OPTIONAL("site", "site", "where; empty: not known, no site conditions apply"),
    CHOICE("status", REQ, "decided|started|completed", "how far it is"),
    PROVENANCE,
};
INPUT_TABLE(decided, "Visits decided already", GEOMETRY_NONE);

static const struct column_def adopted_columns[] = {
    REF_KEY("area", "area", "area visited by the plan that was adopted"),
    {"stage", COLUMN_INTEGER, KEY, 1, 9, NULL, NULL, NULL, "stage of the visit"},
    INTEGER("year", REQ, YEAR_RANGE, "year it starts"),
    PROVENANCE,
};
INPUT_TABLE(adopted, "The plan that was adopted", GEOMETRY_NONE);
