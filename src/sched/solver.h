/* SPDX-License-Identifier: Apache-2.0 */
/*
 * solver - what the parts of sched_solve() share: the problem compiled, the best schedule and the
 * best bound so far.
 */
#ifndef SCHED_SOLVER_H
#define SCHED_SOLVER_H

#include "sched/cpm.h"
#include "sched/mode_budget.h"
#include "sched/solve.h"

struct solver {
    const struct sched_problem *p;
    const struct sched_options *options;
    struct network net;
    struct cpm cpm;
    struct mode_budget budget;
    int *order; /* in which the stocks suffice, when it is known */
    int order_known;
    int length;    /* of the first schedule */
    int64_t lower; /* of the cost */
    int lower_length;
    struct sched_result *out; /* the best so far */
    struct arena *arena;
    struct err *e;
};

/* A schedule becomes the result. */
void solver_take(struct solver *s, const int *event, const int *work, int length);

/* The bound of the cost, from lower_length. */
void solver_bound(struct solver *s);

#endif
