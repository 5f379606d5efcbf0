/* SPDX-License-Identifier: Apache-2.0 */
/*
 * level_grid - what is left of a project to do, on a grid of equal periods of its calendar.
 *
 * Exact    when all of it goes on the project's calendar and nothing is dated, the shortest schedule
 *          of the grid is that of the project, and a bound in periods is one of it.  Else, other
 *          calendars are turned into working time of the project's where cpm dates them, and
 *          the grid serves to find a good order only.
 * Period   the longest in which durations, lags and releases are whole; longer when they would
 *          be too many.  Quantities are hundredths of a unit where that is exact.
 * Limits   this header knows neither project/project.h nor sched/: both name kinds of links.
 */
#ifndef PROJECT_LEVEL_GRID_H
#define PROJECT_LEVEL_GRID_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct project;

struct level_task {
    int activity; /* or -1: an end of a summary */
    int duration, release;
    int need_first, need_count;
};

struct level_need {
    int resource, quantity; /* of the grid's resources */
};

struct level_tie {
    int from, to;
    int kind; /* 0 FS, 1 SS, 2 FF, 3 SF */
    int lag;
};

struct level_grid {
    struct level_task *tasks;
    struct level_need *needs;
    struct level_tie *ties;
    int *capacity; /* [resource] */
    int task_count, need_count, tie_count, resource_count;
    int64_t unit_s;   /* working time of a period, on the project's calendar */
    int64_t origin_s; /* where period 0 begins */
    int is_exact;     /* a bound in periods is one of the project: project_level_bound() */
};

/* What is still to be done, by the dates that cpm gives without delays. */
CHECKED enum status project_level_grid(struct level_grid *out, const struct project *p,
                                       struct arena *a, struct err *e);

/* The instant at which so many periods are over. */
CHECKED enum status project_level_bound(int64_t *finish_s, const struct project *p,
                                        const struct level_grid *g, int periods, struct arena *a,
                                        struct err *e);

#endif
