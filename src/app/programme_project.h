/* SPDX-License-Identifier: Apache-2.0 */
/*
 * programme_project - the schedule of a programme as a project that planners' programs open.
 *
 * Outline   programme, year of the visit, area, plant, phase; each plant ends with a milestone
 *           "ready", which has the day it is due as its deadline.
 * Days      work goes on from 8 to 12 and from 13 to 17 o'clock on the working days of a calendar, so a
 *           day of the schedule is 8 hours.  Pauses of every year are written out, year by year.
 * Links     those of table phase_link, from the inspection where there is one; lags are elapsed
 *           days.  From the last phase of a crew's stay to the first of its next one: the way.
 * Dates     an activity that its links do not hold where the schedule has it may start no earlier than
 *           there.  So dates computed from the project alone are those of the schedule, to the day.
 * Progress  actual dates of table progress, status date of the schedule; what remains runs to the
 *           schedule's finish.  Baseline: the schedule made afresh.
 * Identity  the guid of an activity is made of programme, area, plant and phase: it stays the
 *           same when the programme is scheduled anew.
 * Not taken what the project cannot say: people of a crew shared by several phases, and
 *           materials that arrive on dates.  Their effect is in the dates.
 * Owner     the arena.
 */
#ifndef APP_PROGRAMME_PROJECT_H
#define APP_PROGRAMME_PROJECT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/slice.h"

struct dataset;
struct project;

struct programme_source {
    const struct dataset *data;
    struct slice plan; /* code of the plan whose schedule it is */
    int is_for_p6;     /* deadlines as constraints, planned dates for baselines, no notes */
    int without_moves; /* no links for the ways of crews */
};

/* The file, checked, and the last plan that has a schedule (or the plan named). */
CHECKED enum status programme_source_open(struct programme_source *out, const char *path,
                                          const char *plan, struct arena *a, struct err *e);

CHECKED enum status programme_project_make(struct project *out, const struct programme_source *from,
                                           struct arena *a, struct err *e);

#endif
