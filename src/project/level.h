/* SPDX-License-Identifier: Apache-2.0 */
/*
 * level - delays that keep a project within what its resources can do.
 *
 * Problem  given which activity comes first where a resource is short, the earliest dates that keep
 *          links, lags, calendars, constraints and progress as project/cpm.h does, and ask no more
 *          of a resource at any time than its max_units.
 * Method   the serial scheme (Kelley 1963; Kolisch 1996) on the calendars themselves, to the second:
 *          activities in an order that the links allow, each as early as cpm dates it and its
 *          resources have room until it is done.  The difference is its delay, in elapsed time, so
 *          that project_cpm_compute() with these delays gives these dates.
 * Order    by `key`, small first, but behind what it depends on; project/level_grid.h puts the project
 *          on a grid of equal periods, in which a search can look for good keys.
 * Fixed    what has begun, dates typed in, constraints that hold against links, and priority 1000
 *          are not delayed; what they use, they have.  An activity that needs more than there is
 *          waits until it has all there is; both may leave an overload, project/overload.h tells.
 * Not      splitting of activities, delays of single assignments, contours (their activity takes the
 *          units from start to finish), resource availability that changes with time.  Delays that
 *          the file has are replaced.
 */
#ifndef PROJECT_LEVEL_H
#define PROJECT_LEVEL_H

#include "project/cpm.h"

struct project_level {
    int64_t *delay_s; /* [activity] elapsed; 0: none */
    int delayed_count;
    int too_much_count; /* activities that need more of a resource than there is */
    int too_much;       /* the first of them, or -1 */
    int64_t finish_s;
};

/* The links of the project have no cycle.  The project's own delays are not looked at. */
CHECKED enum status project_level_place(struct project_level *out, const struct project *p,
                                        const int64_t *key, struct arena *a, struct err *e);

/* Does levelling let the dates of an activity alone? */
int project_level_is_fixed(const struct project *p, int activity);

#endif
