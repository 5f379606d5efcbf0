/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cpm - the critical path: earliest and latest times when resources are no limit.
 *
 * Method    longest paths in topological order (Kelley & Walker 1959), O(n + m); the
 *           backward pass is the forward pass of the mirrored side.
 * Float     latest start - earliest start; negative when deadlines cannot be met.
 */
#ifndef SCHED_CPM_H
#define SCHED_CPM_H

#include "sched/network.h"

struct cpm {
    int *earliest; /* [event] */
    int *latest;   /* [event] for the whole to end at `length`, deadlines kept */
    int length;    /* latest earliest finish: the critical-path bound */
};

/* Works to compute with, [activity], or NULL: the shortest of each. */
CHECKED enum status cpm_compute(struct cpm *out, const struct network *net, const int *work,
                                struct arena *a, struct err *e);

/* The same again into the arrays of *c, for other works. */
void cpm_update(struct cpm *c, const struct network *net, const int *work);

static inline int cpm_float(const struct cpm *c, int activity)
{
    return c->latest[2 * activity] - c->earliest[2 * activity];
}

/* The arc or release that fixes the earliest start of an activity: the activity before it, or -1. */
int cpm_driver(const struct cpm *c, const struct network *net, int activity);

#endif
