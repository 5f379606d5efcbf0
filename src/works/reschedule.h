/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reschedule - plan the rest again when some is built, and move as little as can be.
 *
 * Problem  the net with its facts (works/facts.h) and an earlier schedule.  A move is a planned
 *          job that starts on another day, or with another crew, than in the earlier one.
 * Method   every planned job that still fits stays on its day; what does not, and what waits for
 *          it, is placed anew around the rest: that is the schedule with the fewest moves found.
 *          Then 0, 5, 10, 20, 50 … more moves are allowed in turn and used by ruin and recreate
 *          (works/search.h) to make plants less late: the ladder is the choice.
 * Limits   the fewest moves are found, not proven.
 */
#ifndef WORKS_RESCHEDULE_H
#define WORKS_RESCHEDULE_H

#include "works/schedule.h"

enum {
    RESCHEDULE_STEPS_MAX = 24,
};

struct reschedule_options {
    struct schedule_options search; /* effort: rounds for each step of the ladder */
    int moves_max;                  /* -1: any */
    double late_days;               /* as few moves as have no more late days; NaN: see kept */
};

struct reschedule_step {
    int moves;
    double late_days;
};

struct reschedule {
    struct schedule schedule; /* the one kept */
    double earlier_late_days; /* of the earlier schedule, as it was */
    struct reschedule_step steps[RESCHEDULE_STEPS_MAX];
    int step_count;
    int kept; /* step; the first with no more late days than are asked for - when none is asked
                 for and moves_max is -1: than the earlier schedule had -, else the last */
};

/* The arena owns everything in *out; out->schedule.unplaced tells when a job cannot be placed. */
CHECKED enum status reschedule_solve(const struct job_net *n, const struct schedule *earlier,
                                     const struct reschedule_options *options,
                                     struct reschedule *out, struct arena *a, struct err *e);

#endif
