/* SPDX-License-Identifier: Apache-2.0 */
/*
 * core_tree - the best choice from a core, proven, as far as a number of nodes goes.
 *
 * Method   depth-first branch and bound, class by class.  By the prices no choice below a node is
 *          worth more than the first items together, less what the items chosen so far lose, plus
 *          for every row the price of the most that can still be used of it (the Lagrangian bound
 *          with what is left of each row taken into account); a row that cannot be kept any more
 *          ends the branch.  Classes with much to lose come first.
 * Limits   nodes are counted, time is not.
 */
#ifndef PLAN_CORE_TREE_H
#define PLAN_CORE_TREE_H

#include "base/stop.h"
#include "plan/core.h"

struct core_tree {
    int64_t nodes; /* visited, at most */
    const struct stop *stop;
};

/* Looks for a choice worth more than *worth (-INFINITY: any) and leaves it in `at` and *worth.
 * *whole: the tree came to its end, so there is no better one. */
CHECKED enum status core_tree_search(const struct core *c, const struct core_tree *with, int *at,
                                     double *worth, int *whole, struct err *e);

#endif
