/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cpm - dates of a project by the critical path method: a forward and a
 * backward pass over links of all four kinds with lags, calendars,
 * constraints, deadlines and progress.
 *
 * Problem  the earliest dates that keep every link, calendar, constraint and
 *          actual date; the latest that still keep the project's finish;
 *          the float between them; and for each early date what drives it.
 * Method   longest paths in topological order (Kelley & Walker 1959; Kahn
 *          1962), distances being functions of time: worktime_add().  A
 *          summary is two nodes, a gate before its activities and one after.
 *          O(activities + links) questions to the calendars.
 * Rules    those of the project's fields: lag_calendar, float_kind,
 *          progress_rule, constraints_hold, follows_resources, from_finish.
 *          - A task begins at working time; a finish milestone may also lie
 *            at the end of it.
 *          - A lag runs on its calendar, percentages are of the predecessor's
 *            duration.
 *          - FINISH_BY and deadlines bound late dates only, so float may be
 *            negative; MUST_… and, when constraints_hold, START_ON and
 *            FINISH_ON replace what the links say.
 *          - PROGRESS_RETAINED: what remains begins at the status date or when
 *            predecessors allow; PROGRESS_AS_DATED: it runs on from the actual
 *            start, or from where it was resumed.
 *          - LATE: as late as no successor's early dates move (free float).
 *          - A hammock starts and ends as its predecessors let it; a measured
 *            summary spans the activities beside it.
 *          - A late start that elapsed time puts outside working time is named
 *            by the end of the working time before it.
 * Limits   links that end at a summary's finish and links of inactive
 *          activities are not followed, and counted.
 * Outcome  CPM_CYCLE with the activities of one cycle when the links have one.
 */
#ifndef PROJECT_CPM_H
#define PROJECT_CPM_H

#include "base/buf.h"
#include "project/calendar.h"
#include "project/project.h"

enum project_outcome {
    CPM_DONE,
    CPM_CYCLE,
};

/* What decides an early start. */
enum project_driver {
    DRIVER_PROJECT_START,
    DRIVER_STATUS_DATE,
    DRIVER_LINK,       /* index: the link */
    DRIVER_SUMMARY,    /* index: the summary above, which may not start earlier */
    DRIVER_CONSTRAINT, /* its own */
    DRIVER_DATED,      /* actual dates, or typed in */
    DRIVER_BELOW,      /* index: the first activity of the summary */
    DRIVER_NOTHING,    /* it has no dates */
};

struct project_dates {
    int64_t early_start_s, early_finish_s;
    int64_t late_start_s, late_finish_s;
    int64_t total_float_s, free_float_s;
    int is_critical;
    enum project_driver driver;
    int driver_index;
    int64_t driver_s; /* what the driver said, before moving to working time; TIME_NONE: nothing */
};

struct project_cpm {
    enum project_outcome outcome;
    struct project_dates *dates; /* of each activity */
    int64_t start_s, finish_s;
    int *cycle; /* activities, each linked to the next, the last to the first */
    int cycle_count;
    int undated_count;    /* activities without dates: their calendar has no working time */
    int unfollowed_links; /* of inactive activities, or to the finish of a summary */
};

CHECKED enum status project_cpm_compute(struct project_cpm *out, const struct project *p,
                                        struct arena *a, struct err *e);

/* Why an activity starts when it does: one line for each step back to the project's start. */
void project_cpm_explain(struct buf *out, const struct project *p, const struct project_cpm *c,
                         int activity);

#endif
