/* SPDX-License-Identifier: Apache-2.0 */
/*
 * level_search - a good order of activities on the grid of project/level.h, by sched/solve.h.
 *
 * A file of its own because sched/ and project/ both have kinds of links.
 */
#ifndef APP_LEVEL_SEARCH_H
#define APP_LEVEL_SEARCH_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/stop.h"

struct level_grid;

struct level_effort {
    double effort; /* 1: normal; 0: the first schedule only */
    int threads;
    uint64_t seed;
    const struct stop *stop;         /* may be NULL */
    const struct progress *progress; /* may be NULL */
};

struct level_order {
    int *start;      /* [task of the grid] period, or NULL: none was found */
    int lower_bound; /* periods that every schedule takes */
    int64_t schedules;
};

CHECKED enum status level_search(struct level_order *out, const struct level_grid *grid,
                                 const struct level_effort *effort, struct arena *a, struct err *e);

#endif
