/* SPDX-License-Identifier: Apache-2.0 */
/*
 * regroup - make a plan better by giving some blocks up and choosing anew for them.
 *
 * Method   large-neighbourhood search (Shaw 1998): the visits of some blocks are freed (those of
 *          one province, of two years, or any), the others held; the restricted master over
 *          the nearby visits of the freed blocks chooses again, starting from the plan.
 * Effort   rounds and nodes are counted: the same plan on any number of threads.
 */
#ifndef PLAN_REGROUP_H
#define PLAN_REGROUP_H

#include "plan/choice.h"
#include "plan/colgen.h"

/* Improve `best`, a plan, in up to `rounds` rounds, or until `enough` is reached. */
CHECKED enum status regroup(const struct colgen *cg, struct choice_set *best, int rounds,
                            double enough, struct err *e);

#endif
