/* SPDX-License-Identifier: Apache-2.0 */
/* workdays - the calendars of the works, counted out day by day. */
#ifndef WORKS_WORKDAYS_H
#define WORKS_WORKDAYS_H

#include "works/jobs.h"

/* Needs n->works and n->day_count. */
CHECKED enum status workdays_build(struct job_net *n, struct arena *a, struct err *e);

/* The calendar with its week days off alone; of the one with every day, itself. */
static inline int workdays_without_pauses(const struct works *w, int calendar)
{
    return calendar < w->calendar_count ? w->calendar_count + 1 + calendar : calendar;
}

#endif
