/* SPDX-License-Identifier: Apache-2.0 */
/*
 * regroup - make a plan better by giving some blocks up and choosing anew for them.
 *
 * Method   large-neighbourhood search (Shaw 1998): the visits of some blocks are freed (those of
 *          one province, of two years, or any), the others held, and chosen anew among the nearby
 *          visits of the freed blocks, starting from the plan.
 * Effort   rounds, moves and nodes are counted: the same plan on any number of threads.
 */
#ifndef PLAN_REGROUP_H
#define PLAN_REGROUP_H

#include "plan/choice.h"
#include "plan/colgen.h"

/* Improve `best`, a plan, in rounds from..to, each a short search in the cores (plan/core_search.h)
 * of two groups of blocks side by side, until `enough` is reached.  Only where nothing is traded. */
CHECKED enum status regroup_search(const struct colgen *cg, struct choice_set *best, int from,
                                   int to, double enough, struct err *e);

/* The same in up to `rounds` rounds by the restricted master and a solver's tree. */
CHECKED enum status regroup(const struct colgen *cg, struct choice_set *best, int rounds,
                            double enough, struct err *e);

#endif
