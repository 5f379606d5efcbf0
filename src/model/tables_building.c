/* SPDX-License-Identifier: Apache-2.0 */
/* tables_building - who builds, in which order, when and with what. */
#include "model/schema_columns.h"

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
INPUT_TABLE(crew, "Crews", GEOMETRY_NONE);

static const struct column_def work_calendar_columns[] = {
    CODE_KEY("when there is work"),
    NAME,
    TEXT("days_off", "week days without work, such as Sat;Sun; empty: none"),
    PROVENANCE,
};
INPUT_TABLE(work_calendar, "Calendars of work", GEOMETRY_NONE);

static const struct column_def work_pause_columns[] = {
    REF_KEY("work_calendar", "work_calendar", "the calendar"),
    TEXT_KEY("first", "first day without work: 12-15 of every year, or 2026-12-15 of one"),
    {"last", COLUMN_TEXT, REQ, ANY, NULL, NULL, NULL, "last day without work, in the same form"},
    TEXT("reason", "frost, rains, harvest, feast day …"),
    PROVENANCE,
};
INPUT_TABLE(work_pause, "Days without work", GEOMETRY_NONE);

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
INPUT_TABLE(phase, "Phases of building", GEOMETRY_NONE);

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
INPUT_TABLE(phase_link, "Order of phases", GEOMETRY_NONE);

static const struct column_def phase_material_columns[] = {
    REF_KEY("facility_size", "facility_size", "the plant"),
    {"phase", COLUMN_CODE, KEY, ANY, NULL, NULL, NULL, "phase that needs it"},
    REF_KEY("resource", "resource", "material that must be there when the phase starts"),
    REAL("quantity", REQ, NON_NEGATIVE, "unit of resource", "amount"),
    PROVENANCE,
};
INPUT_TABLE(phase_material, "Materials of phases", GEOMETRY_NONE);

static const struct column_def arrival_columns[] = {
    REF_KEY("resource", "resource", "material that arrives; without rows it is never short"),
    {"area", COLUMN_CODE, OPTIONAL_KEY, ANY, NULL, "area", NULL,
     "for sites within this area; empty: for all"},
    TEXT_KEY("date", "day it is there, such as 2026-03-01"),
    REAL("quantity", REQ, NON_NEGATIVE, "unit of resource", "amount"),
    PROVENANCE,
};
INPUT_TABLE(arrival, "Arrivals of materials", GEOMETRY_NONE);

static const struct column_def readiness_columns[] = {
    REF_KEY("area", "area", "where"),
    CHOICE("condition", KEY, "power|water|raw_materials|staff", "what phases wait for"),
    {"facility_type", COLUMN_CODE, OPTIONAL_KEY, ANY, NULL, "facility_type", NULL,
     "for plants of this type; empty: for all"},
    {"date", COLUMN_TEXT, REQ, ANY, NULL, NULL, NULL, "day from which it is ready"},
    PROVENANCE,
};
INPUT_TABLE(readiness, "When conditions are met", GEOMETRY_NONE);

static const struct column_def progress_columns[] = {
    REF_KEY("area", "area", "where"),
    REF_KEY("facility_size", "facility_size", "plant"),
    {"phase", COLUMN_CODE, KEY, ANY, NULL, NULL, NULL, "phase; inspections: PHASE.inspection"},
    TEXT("actual_start", "first day of work, such as 2026-03-01; empty: not begun"),
    TEXT("actual_finish", "day after the last day of work; empty: not done"),
    {"remaining_days", COLUMN_INTEGER, 0, 0, 3660, "working days", NULL, NULL,
     "still to do from the status date on; empty: by done_percent, else by the days gone"},
    {"done_percent", COLUMN_REAL, 0, 0, 100, "per cent", NULL, NULL, "of the work"},
    REF_OPTIONAL("crew", "crew", "crew that did it; empty: the one in the schedule"),
    PROVENANCE,
};
INPUT_TABLE(progress, "Work done", GEOMETRY_NONE);
