/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mode_budget - works chosen within stocks that nothing fills, where only the sum counts.
 *
 * Problem   one work for each activity, so that no budget is exceeded: a knapsack with
 *           several dimensions and one choice a class, NP-complete in its feasibility.
 * Method    first a complete search (depth first, the scarcest activities first, cut by
 *           what the rest takes at least and, for the first two budgets, by dynamic programming
 *           over both) of at most NODE_MAX nodes, which finds works or proves that there are
 *           none; in the search a walk: the change that lowers the excess most, and when
 *           none does, pairs of changes; if the walk ends, the works known.
 * Limits    budgets that no choice can exceed are left out.
 * Owner     the arena; the network is borrowed.
 */
#ifndef SCHED_MODE_BUDGET_H
#define SCHED_MODE_BUDGET_H

#include "base/rng.h"
#include "sched/network.h"

enum mode_choice {
    MODE_CHOICE_KNOWN,
    MODE_CHOICE_NONE, /* proved */
    MODE_CHOICE_NOT_FOUND,
};

struct mode_budget {
    const struct network *net;
    int count;     /* of budgets that some choice exceeds */
    int *need;     /* [work * count + budget] */
    int64_t *room; /* [budget] */
    int64_t *used; /* [budget] by the works loaded */
    int *known;    /* [activity] works within all budgets, when `choice` says so */
    enum mode_choice choice;
};

/* The budgets; works are chosen by the other. */
CHECKED enum status mode_budget_read(struct mode_budget *out, const struct network *net,
                                     struct arena *a, struct err *e);

/* Find `known` and `choice`. */
CHECKED enum status mode_budget_choose(struct mode_budget *b, struct arena *a, struct err *e);

/* Another count of the same budgets and works known. */
CHECKED enum status mode_budget_copy(struct mode_budget *out, const struct mode_budget *from,
                                     struct arena *a, struct err *e);

/* Count what the works use; returns by how much they exceed all budgets. */
int64_t mode_budget_load(struct mode_budget *b, const int *work);

/* Would the loaded works still be within all budgets? */
int mode_budget_allows(const struct mode_budget *b, int old, int work);

void mode_budget_change(struct mode_budget *b, int old, int work);

/* Bring the works within the budgets; returns 0 when it cannot. */
int mode_budget_repair(struct mode_budget *b, int *work, struct rng *rng);

#endif
