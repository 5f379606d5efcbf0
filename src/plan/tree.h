/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tree - branch and price: a bound on whole visits that is as small as the effort allows.
 *
 * Method   best-bound search.  The bound of a node is the Lagrangian one of column generation
 *          (plan/colgen.h) under what the node demands, so that no answer of the solver is
 *          believed.  A node is split in two by a block that its linear solution visits in parts:
 *          visited or not, visited early or late, or, in one year, with a size (or an option) or
 *          without it; by the split whose sides differ most in what they use, at the prices of the
 *          rows.  Every visit keeps to one side at least.
 * Limits   so many nodes; what is open then counts with its bound.
 * Owner    the problem's blocks and options are changed while the tree grows and are as they were
 *          at the end.
 */
#ifndef PLAN_TREE_H
#define PLAN_TREE_H

#include "plan/colgen.h"

struct tree_goal {
    double enough; /* a bound as small as this is small enough: a plan of this worth is known */
    int nodes;
};

struct tree_result {
    double bound; /* decided visits counted; -INFINITY: no plan at all */
    int nodes, rounds;
    int has_plan;                /* one worth more than `enough` was met: */
    double worth;                /* its worth, */
    struct visit_choice *visits; /* and its visits, `options` being the problem's */
    int visit_count;
};

/* p->is_branched must be set.  Visits are in the arena. */
CHECKED enum status tree_run(struct problem *p, const struct plan_options *o,
                             const struct tree_goal *goal, struct tree_result *out, struct arena *a,
                             struct err *e);

#endif
