/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bound - how short no schedule can be.
 *
 * Method    path: the critical path.  Work: for each resource, the work that has to be
 *           done between the earliest of its heads and the latest of its tails
 *           (energy).  Destructive improvement (Klein & Scholl 1999): a length is assumed;
 *           time-table propagation of compulsory parts (Lahrichi 1982) and energetic
 *           reasoning over pairs of times (Erschler & Lopez 1990; Baptiste, Le Pape &
 *           Nuijten 1999) narrow the windows; a contradiction refutes the length.
 * Limits    the destructive part is for problems of constant capacity with one mode
 *           each and at most BOUND_ACTIVITY_MAX activities; others get the first two.
 */
#ifndef SCHED_BOUND_H
#define SCHED_BOUND_H

#include "base/stop.h"
#include "sched/cpm.h"

enum {
    BOUND_ACTIVITY_MAX = 400,
};

/* Of the makespan, from the critical path and the work of each resource. */
CHECKED enum status bound_by_work(int *out, const struct network *net, const struct cpm *cpm,
                                  struct arena *a, struct err *e);

/* Raise `lower` while lengths below `upper` are refuted; returns it as it was when the
 * problem is not of the kind. */
CHECKED enum status bound_by_refuting(int *lower, int upper, const struct network *net,
                                      struct arena *a, struct err *e);

#endif
