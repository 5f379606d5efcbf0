/* SPDX-License-Identifier: Apache-2.0 */
/*
 * audit - is a network of activities sound enough to believe its dates?  The fourteen checks of the
 * Defense Contract Management Agency.
 *
 * Source   DCMA-EA PAM 200.1, Earned Value Management System Program Analysis Pamphlet (2012),
 *          section 4, "14 point schedule metrics"; thresholds are defaults, each can be set.
 * Counted  tasks: activities that are no summary, hammock, milestone (no duration) or inactive;
 *          incomplete: without actual finish.  Links: those between activities that are no
 *          summaries, whose successor is incomplete.
 *          1 logic          incomplete tasks without predecessor or without successor
 *          2 leads          links with a negative lag
 *          3 lags           links with a positive lag
 *          4 types          links that are finish to start
 *          5 constraints    incomplete tasks that must start or finish on a day, or no later than one
 *          6 high float     incomplete tasks with more than float_days of total float
 *          7 negative float incomplete tasks with total float below zero
 *          8 high duration  incomplete tasks of more than duration_days (of the baseline where there is one)
 *          9 dates          what is to come dated before the status date, what is done dated after it
 *         10 resources      incomplete tasks of a day or more without resource and cost
 *         11 missed         of tasks due by the baseline on the status date, those finished later or not yet
 *         12 critical path  share of a delay of delay_days of the first critical task (deadlines apart) that
 *                           reaches the activity that finishes last
 *         13 CPLI           (length of the critical path + float of the finish) / length
 *         14 BEI            tasks finished / (tasks due by the baseline + tasks without baseline)
 * Float    as stored by the program that wrote the file, else computed.  Days: of the activity's
 *          calendar.  Baseline: number 0, else the planned dates.
 * Not      9, 11 and 14 apply only with a status date, 11 and 14 only with baselines, 12 and 13
 * applied  only when links do not go round in a circle.
 * Owner    the arena.
 */
#ifndef PROJECT_AUDIT_H
#define PROJECT_AUDIT_H

#include "project/cpm.h"

enum audit_name {
    AUDIT_LOGIC,
    AUDIT_LEADS,
    AUDIT_LAGS,
    AUDIT_TYPES,
    AUDIT_CONSTRAINTS,
    AUDIT_HIGH_FLOAT,
    AUDIT_NEGATIVE_FLOAT,
    AUDIT_HIGH_DURATION,
    AUDIT_DATES,
    AUDIT_RESOURCES,
    AUDIT_MISSED,
    AUDIT_CRITICAL_PATH,
    AUDIT_CPLI,
    AUDIT_BEI,
    AUDIT_COUNT,
};

enum audit_verdict {
    AUDIT_MET,
    AUDIT_NOT_MET,
    AUDIT_NOT_APPLIED,
};

struct audit_options {
    double limits[AUDIT_COUNT]; /* shares; most, or least where audit_is_least() */
    double float_days, duration_days, delay_days;
    int64_t status_s;    /* TIME_NONE: the project's */
    int with_milestones; /* count milestones as tasks */
};

struct audit_check {
    enum audit_verdict verdict;
    int count, of; /* of so many; BEI: finished of due; CPLI and critical path: 0 */
    double value;  /* a share, or the index */
    int *rows;     /* offenders: activities, or links for leads, lags and types */
    int row_count;
};

struct audit {
    struct audit_check checks[AUDIT_COUNT];
    int64_t status_s;
    int task_count, incomplete_count, link_count; /* counted */
    int open_start_count, open_finish_count; /* incomplete tasks with links that do not hold their
                                                     start, or that their finish does not hold */
    int delayed;                             /* the activity delayed for check 12, or -1 */
    double delay_days, slip_days;            /* elapsed: of its finish, of the last one's */
    double path_days, finish_float_days;     /* of CPLI */
};

/* The thresholds of the pamphlet. */
struct audit_options audit_default(void);

/* "logic" …, as options and JSON name them; "Missing logic" …; never NULL. */
const char *audit_key(enum audit_name check);
const char *audit_title(enum audit_name check);

/* Is the limit a least value? */
int audit_is_least(enum audit_name check);

/* Are the offenders links? */
int audit_rows_are_links(enum audit_name check);

CHECKED enum status project_audit(struct audit *out, const struct project *p,
                                  const struct project_cpm *cpm,
                                  const struct audit_options *options, struct arena *a,
                                  struct err *e);

#endif
