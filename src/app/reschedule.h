/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reschedule - plan the rest of a schedule again on a status date, and move little.
 *
 * Reads    the schedule of the plan, and table progress: what is done, what is running.
 * Writes   the tables of schedule (schedule.h), with state, baseline and moves; the schedule made
 *          afresh stays the baseline, however often it is planned again.
 * Kept     of the ladder moves x late days (works/reschedule.h): with `moves`, no more than so many;
 *          with `late_days`, the fewest moves that have no more; else the fewest moves that have no
 *          more late days than the schedule had before, or the fewest late days.
 * Errors   NOTFOUND when there is no schedule, USAGE when no date is given and none is reported,
 *          INVALID when work is reported after the date.
 */
#ifndef APP_RESCHEDULE_H
#define APP_RESCHEDULE_H

#include "app/schedule.h"
#include "works/reschedule.h"

struct reschedule_request {
    struct schedule_request schedule;
    const char *date; /* NULL: the last day table progress names */
    int moves;        /* -1: any */
    double late_days; /* NaN: see above */
};

struct reschedule_answer {
    struct schedule_answer now;
    struct schedule earlier;
    struct schedule_again again;
    struct reschedule result;
    int done_count, running_count, planned_count;
};

CHECKED enum status reschedule_make(struct reschedule_answer *out, struct session *s,
                                    const struct reschedule_request *request, struct err *e);
void reschedule_write(const struct reschedule_answer *x, const struct programme *p, struct buf *b);
void reschedule_write_json(const struct reschedule_answer *x, const struct programme *p,
                           struct buf *b);

#endif
