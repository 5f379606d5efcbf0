/* SPDX-License-Identifier: Apache-2.0 */
/*
 * level - a project file kept within what its resources can do.
 *
 * Method   dates by project/cpm.h without delays; a good order by sched/ on the project's grid
 *          (app/level_search.h); dates in that order, and in two others by rule, on the calendars
 *          themselves (project/level.h); the earliest finish is kept.  The dates written are those
 *          that cpm gives with the delays, and project/overload.h looks at them anew.
 * Bound    the finish by cpm; where the grid is exact also that of sched/.
 * Refused  projects that are scheduled from their finish, links in a circle, programmes.
 */
#ifndef APP_LEVEL_H
#define APP_LEVEL_H

#include "app/convert.h"
#include "app/level_search.h"
#include "project/level.h"
#include "project/overload.h"

struct level_request {
    const char *from, *to; /* to == NULL: only told */
    int overwrite;
    int hold; /* delays become "start no earlier than", for programs that know no delay */
    struct level_effort effort;
};

struct level_answer {
    struct convert_answer file;
    int64_t finish_before_s, finish_s, bound_s;
    int bound_by_resources; /* else by links alone */
    struct project_overload before, after;
    int delayed_count;
    int missed_count;    /* deadlines and latest dates missed that were kept before */
    int missed;          /* the first of them, or -1 */
    int late_count;      /* "as late as possible" is as soon as possible here */
    int fixed_count;     /* not delayed: begun, typed in, held by a constraint, priority 1000 */
    int too_much_count;  /* activities that need more than there is */
    int too_much;        /* the first of them, or -1 */
    int unlimited_count; /* resources that are used and have no limit */
    int contour_count;   /* assignments with contours or delays of their own */
    int replaced_count;  /* delays the file had */
    int held_count;      /* by --hold */
};

CHECKED enum status level(struct level_answer *out, const struct level_request *request,
                          struct arena *a, struct err *e);

#endif
