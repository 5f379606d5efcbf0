/* SPDX-License-Identifier: Apache-2.0 */
/* tables_schedule - what the scheduler of building worked out. */
#include "model/schema_columns.h"

static const struct column_def schedule_columns[] = {
    REF_KEY("plan", "plan", "the plan that is built"),
    REAL("late_days", 0, ANY, "facility-days", "days that plants are ready after their date"),
    REAL("late_days_bound", 0, ANY, "facility-days", "no schedule can have fewer"),
    INTEGER("late_count", 0, ANY, "plants that are late"),
    INTEGER("activity_count", 0, ANY, "activities"),
    {"finish", COLUMN_TEXT, 0, ANY, NULL, NULL, NULL, "day the last plant is ready"},
    REAL("travel_km", 0, NON_NEGATIVE, "km", "way of all crews"),
    {"status_date", COLUMN_TEXT, 0, ANY, NULL, NULL, NULL,
     "day from which it was planned again; empty: made afresh"},
    INTEGER("moved_count", 0, ANY, "activities not begun that moved against the schedule before"),
    REAL("baseline_late_days", 0, ANY, "facility-days", "late days of the schedule made afresh"),
    TEXT("input_hash", "SHA-256 of the tables it was made from"),
    TEXT("program_version", "version of the program"),
    TEXT("options", "options given"),
    INTEGER("seed", 0, ANY, "seed of random numbers"),
    TEXT("summary", "the result in one sentence"),
};
RESULT_TABLE(schedule, "Schedules of building");

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
    CHOICE("state", 0, "done|running|planned", "on the status date; empty: made afresh"),
    TEXT("baseline_start", "first day in the schedule made afresh"),
    TEXT("baseline_finish", "day after the last day of work in the schedule made afresh"),
    INTEGER("moved_days", 0, ANY, "later than in the schedule before; negative: earlier"),
    TEXT("moved_reason", "why it moved"),
};
RESULT_TABLE(schedule_activity, "Activities of a schedule");

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
RESULT_TABLE(schedule_stay, "Where crews are");
