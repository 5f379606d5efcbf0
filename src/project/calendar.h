/* SPDX-License-Identifier: Apache-2.0 */
/*
 * calendar - working time as arithmetic: add, difference, next, previous.
 *
 * Method   W(t), the working time before an instant t, is tabulated for every
 *          midnight from the first day that differs from the week to the
 *          last; outside it is a closed form of the week.  All questions are
 *          W and its two inverses: O(log days), no allocation, exact.
 * Rules    a day is decided by the exceptions of the calendar, then those of
 *          the calendars it is derived from; else by its working weeks, its
 *          week, and those of the calendars it is derived from.  Of several
 *          exceptions of one calendar for one day the first holds.
 * Limits   exceptions within WORKTIME_DAYS_MAX days of each other.
 * Units    seconds; instants of base/date.h.
 */
#ifndef PROJECT_CALENDAR_H
#define PROJECT_CALENDAR_H

#include "project/project.h"

enum {
    WORKTIME_DAYS_MAX = 150000, /* about 400 years */
};

struct day_pattern {
    const struct work_span *spans;
    int span_count;
    int total_s;
};

struct worktime {
    struct day_pattern *patterns; /* 0..6 the week from Sunday, then the exceptions' */
    int first_day, day_count;     /* tabulated days */
    int *pattern_of;              /* of each tabulated day */
    int64_t *before_s;            /* W at the midnight it begins; day_count + 1 of them */
    int64_t week_s;               /* working time of an ordinary week */
};

/* Index of a calendar of the project; -1 is the project's own, else Monday to Friday 8-12, 13-17. */
CHECKED enum status worktime_build(struct worktime *out, const struct project *p, int calendar,
                                   struct arena *a, struct err *e);

/* All the time there is. */
CHECKED enum status worktime_build_always(struct worktime *out, struct arena *a, struct err *e);

/* Working time from a to b; negative when b is before a. */
int64_t worktime_between(const struct worktime *w, int64_t a_s, int64_t b_s);

/*
 * The instant so much working time later (or earlier, when negative).  Going
 * forward it is the earliest such instant, the end of work; going back the
 * latest, the start of work; adding nothing changes nothing.  TIME_NONE when
 * the calendar has no working time left, or t is TIME_NONE.
 */
int64_t worktime_add(const struct worktime *w, int64_t t_s, int64_t work_s);

/* The first instant from t on at which work goes on; the last until t at which it did. */
int64_t worktime_next(const struct worktime *w, int64_t t_s);
int64_t worktime_previous(const struct worktime *w, int64_t t_s);

/* Is t the start, the end or within a working span? */
int worktime_touches(const struct worktime *w, int64_t t_s);

/* Call each(context, day) for the days of an exception, ascending; at most WORKTIME_DAYS_MAX. */
void exception_days(const struct calendar_exception *x, int week_start,
                    void (*each)(void *context, int day), void *context);

/* The working spans of one day as the rules above decide it. */
struct day_pattern worktime_day(const struct worktime *w, int day);

#endif
