/* SPDX-License-Identifier: Apache-2.0 */
/*
 * overload - when dates ask more of a resource than there is.
 *
 * Use      from its start to its finish an activity takes the units of its assignments, at night
 *          too: a crew is not lent to another calendar's hours.  Where the units are not said, work
 *          divided by duration.  Work that has begun counts from the status date, work that is
 *          finished, inactive activities, summaries, hammocks, material and cost do not count.
 * Limit    max_units of the resource; one that has none, or 0, is never overloaded.
 * Method   events of each resource by time, added up.  It shares nothing with project/level.h but
 *          project_use_units(), so that it can judge what that makes.
 * Units    use and limits in millionths of a unit, whole numbers.
 */
#ifndef PROJECT_OVERLOAD_H
#define PROJECT_OVERLOAD_H

#include "project/cpm.h"

#define USE_ONE 1000000 /* one unit of a resource */

struct overload { /* of one resource */
    int resource;
    int64_t peak, limit;
    int64_t first_s;    /* when it begins */
    int first_activity; /* whose start makes it so */
    int64_t over_s;     /* how long in all, elapsed */
};

struct project_overload {
    struct overload *list; /* by resource */
    int count;
    int limited_count; /* resources with a limit and a use */
};

/* What an assignment takes of its resource, or 0 when it does not count. */
int64_t project_use_units(const struct project *p, const struct assignment *s);

/* What there is of a resource, or 0 when it has no limit. */
int64_t project_use_limit(const struct project *p, int resource);

CHECKED enum status project_overload_find(struct project_overload *out, const struct project *p,
                                          const struct project_dates *dates, struct arena *a,
                                          struct err *e);

#endif
