/* SPDX-License-Identifier: Apache-2.0 */
/*
 * whole - a smaller bound: the limits of a part of the programme kept by whole visits.
 *
 * Problem  the Lagrangian bound pays for what visits use of every row, so that parts of visits fill
 *          small limits that whole ones cannot.
 * Method   the rows of a part (plan/part.h) are not paid for but kept, by branch and price
 *          (plan/tree.h) over its blocks at the prices of all other rows, and where that does not
 *          come to its end by a solver's tree over listed visits (plan/part_close.h);
 *          docs/theory/plan.md has the proof.  Parts where the plan at hand loses most come first.
 * Threads  parts are independent; each has a place of its own for the answer.
 */
#ifndef PLAN_WHOLE_H
#define PLAN_WHOLE_H

#include "plan/choice.h"
#include "plan/colgen.h"

struct whole_effort {
    int block_max;  /* of a part */
    int nodes;      /* of the tree of a part, */
    int iterations; /* and of the simplex method in the solver's behind it; 0: none */
    int parts;
};

/* By how much the bound of column generation, cg->bound with its prices, is too large at least; the
 * search ends where that is `wanted`.  Better plans of a part than `plan` are not kept. */
CHECKED enum status whole_parts(struct colgen *cg, const struct choice_set *plan,
                                const struct whole_effort *effort, double wanted, double *lost,
                                struct err *e);

#endif
