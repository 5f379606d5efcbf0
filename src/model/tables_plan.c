/* SPDX-License-Identifier: Apache-2.0 */
/* tables_plan - what the planner worked out. */
#include "model/schema_columns.h"

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
    REAL("penalty", 0, ANY, "weighted person-years supplied",
         "taken off in the objective, for clauses that are missed; empty: none may be"),
    REAL("level", 0, SHARE, NULL,
         "of a max-min plan: share of need met in the last year that every area has, but those "
         "whose own sites allow no more"),
    REAL("level_bound", 0, SHARE, NULL, "no plan reaches a higher level"),
    INTEGER("below_level", 0, ANY, "areas below the level: their own sites allow no more"),
    TEXT("input_hash", "SHA-256 of the tables it was made from"),
    TEXT("program_version", "version of the program"),
    TEXT("options", "options given"),
    INTEGER("seed", 0, ANY, "seed of random numbers"),
    INTEGER("round_count", 0, ANY, "rounds of column generation"),
    INTEGER("column_count", 0, ANY, "visit patterns generated"),
    TEXT("summary", "the result in one sentence"),
};
RESULT_TABLE(plan, "Plans");

static const struct column_def plan_visit_columns[] = {
    REF_KEY("plan", "plan", "the plan"),
    REF_KEY("area", "area", "area visited"),
    {"stage", COLUMN_INTEGER, KEY, 1, 9, NULL, NULL, NULL, "stage of the visit"},
    INTEGER("year", REQ, YEAR_RANGE, "year it starts"),
    REAL("benefit", 0, ANY, "weighted person-years supplied", "its part of the objective"),
    CHOICE("decided", REQ, YES_NO, "was it decided before the plan"),
};
RESULT_TABLE(plan_visit, "Visits of a plan");

static const struct column_def plan_facility_columns[] = {
    REF_KEY("plan", "plan", "the plan"),
    REF_KEY("area", "area", "where"),
    {"stage", COLUMN_INTEGER, KEY, 1, 9, NULL, NULL, NULL, "stage of the visit"},
    REF_KEY("facility_size", "facility_size", "the plant"),
    REF_OPTIONAL("site", "site", "site; empty: decided before, place not known"),
    INTEGER("year", REQ, YEAR_RANGE, "year its visit starts"),
    INTEGER("operating_year", REQ, YEAR_RANGE, "first year it supplies people"),
    REAL("on_time", 0, SHARE, NULL,
         "chance that it is ready then; empty: its building time is not given as a range"),
};
RESULT_TABLE(plan_facility, "Facilities of a plan");

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
RESULT_TABLE(plan_use, "Resources used by a plan");

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
    REAL("missed", 0, ANY, "units of docs/clauses.md",
         "by how much a clause that may be missed is; empty: it must be kept"),
    REAL("penalty", 0, ANY, "weighted person-years supplied", "what that costs"),
};
RESULT_TABLE(plan_clause, "Clauses under a plan");

static const struct column_def plan_gain_columns[] = {
    REF_KEY("plan", "plan", "the plan"),
    REF_KEY("good", "good", "the good"),
    INTEGER("year", KEY, YEAR_RANGE, "year"),
    REAL("need", REQ, ANY, "unit of good", "what all areas need in that year"),
    REAL("people", REQ, ANY, "people", "people there are"),
    REAL("people_before", REQ, ANY, "people", "people fully supplied without the plan"),
    REAL("people_after", REQ, ANY, "people", "people fully supplied with it"),
};
RESULT_TABLE(plan_gain, "People supplied by a plan");

static const struct column_def plan_area_gain_columns[] = {
    REF_KEY("plan", "plan", "the plan"),
    REF_KEY("area", "area", "the area"),
    REF_KEY("good", "good", "the good"),
    REAL("share_before", REQ, SHARE, NULL, "share of need met without the plan, last year"),
    REAL("share_after", REQ, SHARE, NULL, "share of need met with it, last year"),
};
RESULT_TABLE(plan_area_gain, "Needs met by a plan, by area");

static const struct column_def frontier_columns[] = {
    TEXT_KEY("point", "eta:EXPONENT, or max-min"),
    {"eta", COLUMN_REAL, 0, 0, 20, NULL, NULL, NULL,
     "exponent of the equity weight; empty: max-min"},
    REAL("level", 0, SHARE, NULL,
         "max-min: share of need met in the last year that every area has, but those whose own "
         "sites allow no more"),
    REAL("level_bound", 0, SHARE, NULL, "no plan reaches a higher level"),
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
RESULT_TABLE(frontier, "Total benefit and the worst-off, by equity weight");

static const struct column_def ensemble_columns[] = {
    INTEGER("number", KEY, ANY, "of the plan; 1 is the one found first"),
    REAL("objective", REQ, ANY, "weighted person-years supplied", "worth of the plan"),
    REAL("gap", REQ, ANY, "share", "(bound - objective) / objective"),
    INTEGER("moved", REQ, ANY,
            "visits that start in another year than in plan 1, or never, or are new"),
    REAL("bound", REQ, ANY, "weighted person-years supplied", "no plan can be worth more"),
};
RESULT_TABLE(ensemble, "Plans nearly as good as the best");

static const struct column_def ensemble_visit_columns[] = {
    REF_KEY("area", "area", "area visited"),
    {"stage", COLUMN_INTEGER, KEY, 1, 9, NULL, NULL, NULL, "stage of the visit"},
    INTEGER("year", KEY, YEAR_RANGE, "year it starts"),
    INTEGER("plans", REQ, ANY, "plans of the ensemble that visit then"),
    REAL("share", REQ, SHARE, NULL, "the same as a share of all of them; 1: the safe core"),
};
RESULT_TABLE(ensemble_visit, "How often near-best plans visit an area in a year");

static const struct column_def ensemble_facility_columns[] = {
    REF_KEY("area", "area", "area visited"),
    {"stage", COLUMN_INTEGER, KEY, 1, 9, NULL, NULL, NULL, "stage of the visit"},
    REF_KEY("facility_size", "facility_size", "plant it brings"),
    REF_KEY("site", "site", "where"),
    INTEGER("plans", REQ, ANY, "plans of the ensemble with that plant there, in whatever year"),
    REAL("share", REQ, SHARE, NULL, "the same as a share of all of them; 1: the safe core"),
};
RESULT_TABLE(ensemble_facility, "How often near-best plans put a plant on a site");
