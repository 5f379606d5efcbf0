/* SPDX-License-Identifier: Apache-2.0 */
/*
 * schedule - when each phase of a plan is built and by which crew, so that plants
 * are late as little as possible.
 *
 * Problem  jobs with links, calendars, crews that move and materials that arrive
 *          (works/jobs.h); fewest late days, then plants ready early, then a
 *          short way for the crews.
 * Method   one schedule made job by job (works/dispatch.h) from each of several simple
 *          orders of the visits; the best is improved by ruin and recreate
 *          (works/search.h), and then every job goes as early as it can.  Candidates are
 *          made a batch at a time and the best one is taken, so the result is the same
 *          on any number of threads.
 * Bound    the greater of two: days by links, calendars, conditions and arrivals alone, and,
 *          with effort, what is late because materials come too late for all (works/bound.h).
 * Again    made from another schedule of the same jobs, after what arrives has changed: its jobs in
 *          the order of their days with their crews, and from there the search.
 * Errors   that some job can never be done is an answer: schedule.unplaced.
 */
#ifndef WORKS_SCHEDULE_H
#define WORKS_SCHEDULE_H

#include <stdint.h>

#include "base/stop.h"
#include "model/schedule.h"
#include "works/jobs.h"

struct schedule_options {
    double effort; /* rounds of the local search: 0 none, 1 normal */
    int threads;
    uint64_t seed;
    const struct schedule *first;    /* to begin with, and without a bound by prices; may be NULL */
    const struct stop *stop;         /* may be NULL */
    const struct progress *progress; /* may be NULL */
};

/* The arena owns everything in *out. */
CHECKED enum status schedule_solve(const struct job_net *n, const struct schedule_options *options,
                                   struct schedule *out, struct arena *a, struct err *e);

#endif
