/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mode_reduce - leave out works that no schedule, or no best schedule, needs.
 *
 * Method    of a budget, a work that takes more than the others leave when they take the
 *           least cannot be chosen (not executable); a work that is no shorter and needs no less
 *           than another is not needed (inefficient); again until nothing changes
 *           (Sprecher, Hartmann & Drexl 1997).
 * Limits    an activity whose finish a link bounds from below keeps its inefficient works:
 *           there a shorter one may be worse; so do those of a network with cycles.
 */
#ifndef SCHED_MODE_REDUCE_H
#define SCHED_MODE_REDUCE_H

#include "sched/network.h"

/* Shortens net->works; sets net->never when an activity has none left. */
CHECKED enum status mode_reduce(struct network *net, struct arena *a, struct err *e);

#endif
