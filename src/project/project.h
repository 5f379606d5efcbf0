/* SPDX-License-Identifier: Apache-2.0 */
/*
 * project - a network of activities as planners keep it in their programs.
 *
 * What     calendars, activities in outline order, links, resources,
 *          assignments, baselines, progress, and the dates another program
 *          stored.  A plain value: the readers of exchange/ fill it, the
 *          writers of exchange/ write it, project/cpm.h computes dates of it.
 * Units    instants and durations are whole seconds (base/date.h), so that
 *          the tenths of minutes, seconds and decimal hours of the two file
 *          formats are all exact; durations are working time of the calendar
 *          unless they say elapsed.  Work is seconds of one unit's work; of a
 *          material 3600 mean one unit of it.  Percentages run 0..100, units
 *          of a resource 1 = one whole person.
 * Nulls    text: at == NULL; instants and durations: TIME_NONE; numbers that
 *          may be missing: NaN; indices: -1.
 * Order    an activity stands behind its parent: parent index < own index.
 * Owner    everything is in one arena, text may point into the file's bytes.
 */
#ifndef PROJECT_PROJECT_H
#define PROJECT_PROJECT_H

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/slice.h"

enum {
    PROJECT_ACTIVITY_MAX = 4000000,
    PROJECT_LINK_MAX = 16000000,
    PROJECT_CALENDAR_MAX = 100000,
    PROJECT_RESOURCE_MAX = 1000000,
    PROJECT_ASSIGNMENT_MAX = 16000000,
    PROJECT_RATE_MAX = 1000, /* of one resource */
    BASELINE_COUNT = 11,     /* 0..10 */
    WEEK_DAYS = 7,
};

/* Working time of a day: seconds after midnight, from < to <= DAY_SECONDS. */
struct work_span {
    int from_s, to_s;
};

enum day_kind {
    DAY_INHERIT, /* as the base calendar has it; without one, no work */
    DAY_OFF,
    DAY_WORK,
};

struct work_day {
    enum day_kind kind;
    struct work_span *spans; /* ascending, not touching */
    int span_count;
};

enum recurrence {
    RECUR_NOT, /* every day from..to */
    RECUR_DAILY,
    RECUR_WEEKLY,
    RECUR_MONTHLY_DAY,      /* on day month_day */
    RECUR_MONTHLY_POSITION, /* on the position-th item */
    RECUR_YEARLY_DAY,
    RECUR_YEARLY_POSITION,
};

/* What a position in a month counts. */
enum month_item {
    ITEM_DAY,
    ITEM_WEEKDAY, /* Monday to Friday */
    ITEM_WEEKEND_DAY,
    ITEM_SUNDAY, /* … ITEM_SUNDAY + 6 is Saturday */
    ITEM_SATURDAY = ITEM_SUNDAY + 6,
};

/* Days that differ from the week: off, or with working times of their own. */
struct calendar_exception {
    struct slice name;
    int from_day, to_day; /* both included */
    enum recurrence recurrence;
    int period;              /* every so many days, weeks, months; from 1 */
    int weekdays;            /* weekly: bit 0 = Sunday */
    int month;               /* yearly: 1..12 */
    int month_day;           /* 1..31 */
    int item;                /* enum month_item */
    int position;            /* 0 first … 3 fourth, 4 last */
    int occurrences;         /* 0: as many as there are until to_day */
    struct work_span *spans; /* none: a day off */
    int span_count;
};

/* A week that holds for a time instead of the usual one. */
struct work_week {
    struct slice name;
    int from_day, to_day;
    struct work_day days[WEEK_DAYS];
};

enum calendar_scope {
    CALENDAR_SHARED,
    CALENDAR_OF_PROJECT,
    CALENDAR_OF_RESOURCE,
};

struct calendar {
    int uid;
    struct slice name, guid;
    int base; /* index of the calendar it is derived from, or -1 */
    int scope;
    int is_default;
    int64_t day_s, week_s, month_s, year_s; /* how durations are shown; TIME_NONE: unknown */
    struct work_day days[WEEK_DAYS];        /* from Sunday */
    struct calendar_exception *exceptions;
    int exception_count;
    struct work_week *weeks;
    int week_count;
};

struct baseline {
    int number;
    int64_t start_s, finish_s, duration_s, work_s;
    double cost;
};

enum activity_kind {
    ACTIVITY_TASK,
    ACTIVITY_START_MILESTONE,
    ACTIVITY_FINISH_MILESTONE,
    ACTIVITY_SUMMARY,          /* its dates are those of the activities below it */
    ACTIVITY_PROJECT,          /* the summary of all */
    ACTIVITY_HAMMOCK,          /* spans from its predecessors to its successors */
    ACTIVITY_BY_RESOURCE,      /* a task on its resources' calendars */
    ACTIVITY_SUMMARY_MEASURED, /* an activity that spans its own part of the outline */
};

enum constraint_kind {
    CONSTRAINT_NONE, /* as soon as possible */
    CONSTRAINT_LATE, /* as late as possible */
    CONSTRAINT_START_ON,
    CONSTRAINT_FINISH_ON,
    CONSTRAINT_START_FROM, /* no earlier than */
    CONSTRAINT_START_BY,   /* no later than */
    CONSTRAINT_FINISH_FROM,
    CONSTRAINT_FINISH_BY,
    CONSTRAINT_MUST_START, /* also against the links */
    CONSTRAINT_MUST_FINISH,
};

enum work_rule {
    RULE_FIXED_UNITS,
    RULE_FIXED_DURATION,
    RULE_FIXED_WORK,
    RULE_FIXED_DURATION_UNITS,
};

enum percent_kind {
    PERCENT_OF_DURATION,
    PERCENT_PHYSICAL,
    PERCENT_OF_UNITS,
};

/* How a duration is shown. */
enum duration_unit {
    UNIT_DEFAULT,
    UNIT_MINUTE,
    UNIT_HOUR,
    UNIT_DAY,
    UNIT_WEEK,
    UNIT_MONTH,
};

struct activity {
    int uid; /* of the file it came from; unique in the project */
    struct slice code, name, wbs, guid, notes;
    int parent; /* index, or -1 */
    int kind;
    int calendar; /* index, or -1: the project's */
    int64_t duration_s;
    int duration_is_elapsed, duration_is_estimated, duration_unit;
    int constraint;
    int64_t constraint_s;
    int constraint2;
    int64_t constraint2_s;
    int64_t deadline_s;
    int priority; /* 0..1000, usually 500 */
    int work_rule, effort_driven;
    int is_marked_milestone; /* a task with a duration that is shown as one */
    int is_manual;           /* its dates are typed in, not computed */
    int is_inactive;
    int ignores_resource_calendar;
    int percent_kind;
    double percent, percent_work, percent_physical;
    int64_t actual_start_s, actual_finish_s, actual_duration_s, remaining_s;
    int64_t suspended_s, resumed_s;
    int64_t planned_start_s, planned_finish_s, expected_finish_s;
    int64_t leveling_delay_s; /* elapsed */
    int64_t work_s, actual_work_s, remaining_work_s;
    double fixed_cost, cost, actual_cost, remaining_cost;
    int64_t created_s;
    /* computed by the program that wrote the file */
    int64_t start_s, finish_s;
    int64_t early_start_s, early_finish_s, late_start_s, late_finish_s;
    int64_t total_float_s, free_float_s;
    int is_critical;
    struct baseline *baselines;
    int baseline_count;
};

enum link_kind {
    LINK_FS,
    LINK_SS,
    LINK_FF,
    LINK_SF,
};

enum lag_kind {
    LAG_WORKING,
    LAG_ELAPSED,
    LAG_PERCENT, /* of the predecessor's duration */
    LAG_PERCENT_ELAPSED,
};

struct link {
    int from, to; /* activities */
    int kind;
    int lag_kind;
    int64_t lag_s; /* negative: a lead */
    double lag_percent;
    int lag_unit;
};

enum resource_kind {
    RESOURCE_WORK,
    RESOURCE_EQUIPMENT,
    RESOURCE_MATERIAL,
    RESOURCE_COST,
};

struct rate {
    int table; /* 0..4 = A..E */
    int64_t from_s, to_s;
    double standard, overtime, per_use; /* for one hour, for one use */
};

struct resource {
    int uid;
    struct slice code, name, group, email, guid, notes, unit_label;
    int kind;
    int parent;   /* index, or -1 */
    int calendar; /* index, or -1: the project's */
    double max_units;
    double standard_rate, overtime_rate, cost_per_use; /* for one hour or unit; for one use */
    int accrues;                                       /* 1 start, 2 finish, 3 in proportion */
    int is_generic, is_inactive;
    struct rate *rates;
    int rate_count;
    struct baseline *baselines;
    int baseline_count;
};

struct assignment {
    int uid;
    int activity;
    int resource; /* index, or -1: nobody yet */
    double units;
    int64_t work_s, actual_work_s, remaining_work_s;
    double cost, actual_cost, remaining_cost;
    double percent_work;
    int64_t start_s, finish_s, actual_start_s, actual_finish_s;
    int64_t delay_s; /* working time from the activity's start */
    int rate_table;
    int contour; /* 0 flat; others as MS Project numbers them */
    struct slice guid, notes;
    struct baseline *baselines;
    int baseline_count;
};

/* Which calendar a lag runs on. */
enum lag_calendar {
    LAG_ON_SUCCESSOR,
    LAG_ON_PREDECESSOR,
    LAG_ON_PROJECT,
    LAG_ALWAYS, /* 24 hours a day */
};

/* What total float is. */
enum float_kind {
    FLOAT_SMALLER,
    FLOAT_START,
    FLOAT_FINISH,
};

enum progress_rule {
    PROGRESS_RETAINED, /* what remains waits for unfinished predecessors */
    PROGRESS_OVERRIDE, /* what remains does not wait */
    PROGRESS_AS_DATED, /* what has begun runs on from its own dates */
};

struct project {
    struct slice code, name, author, company, title, subject, manager, guid;
    struct slice currency_code, currency_symbol;
    int currency_digits;
    int64_t start_s, finish_s, must_finish_s, status_s, created_s, saved_s;
    int from_finish;               /* scheduled backwards from finish_s */
    int calendar;                  /* index, or -1: working days Monday to Friday 8-12, 13-17 */
    int day_start_s, day_finish_s; /* of dates typed in without a time */
    int minutes_per_day, minutes_per_week, days_per_month, week_start;
    int64_t critical_float_s; /* critical: total float of at most this */
    int lag_calendar, float_kind, progress_rule;
    int constraints_hold;  /* START_ON … hold also against the links */
    int open_is_critical;  /* activities without successor are critical */
    int follows_resources; /* tasks run on the calendars of their resources */
    struct calendar *calendars;
    int calendar_count;
    struct activity *activities;
    int activity_count;
    struct link *links;
    int link_count;
    struct resource *resources;
    int resource_count;
    struct assignment *assignments;
    int assignment_count;
};

void project_init(struct project *p);
void calendar_init(struct calendar *c);
void activity_init(struct activity *a);
void link_init(struct link *l);
void resource_init(struct resource *r);
void assignment_init(struct assignment *s);
void baseline_init(struct baseline *b);

static inline int activity_is_summary(const struct activity *a)
{
    return a->kind == ACTIVITY_SUMMARY || a->kind == ACTIVITY_PROJECT;
}

static inline int activity_is_milestone(const struct activity *a)
{
    return a->kind == ACTIVITY_START_MILESTONE || a->kind == ACTIVITY_FINISH_MILESTONE;
}

/* "FS", "SS" …; "no earlier than" …; never NULL. */
const char *link_kind_text(int kind);
const char *constraint_text(int kind);

/* How to call an activity in a sentence: its code, else its name, else "". */
struct slice activity_label(const struct activity *a);

/*
 * Every index within its limits, parents before children, uids of each kind
 * unique and not negative, spans ascending, no calendar its own ancestor, links not from an activity to
 * itself.  What a writer may rely on; the readers establish it.
 */
CHECKED enum status project_check(const struct project *p, struct arena *scratch, struct err *e);

#endif
