/* SPDX-License-Identifier: Apache-2.0 */
/*
 * restrict - the best plan made of given visits, some blocks held as they are.
 *
 * Method   the restricted master as a mixed-integer programme, solved by the port.
 *          What comes back is checked against every row before it is believed.  Soft rows have
 *          slack columns at their penalty.
 */
#ifndef PLAN_RESTRICT_H
#define PLAN_RESTRICT_H

#include "lp/lp.h"
#include "plan/choice.h"

struct restriction {
    const int *columns; /* of the pool, that may be chosen; each once */
    int column_count;
    const char *is_free;            /* [block]; the others stay as in `held`; NULL: all */
    const struct choice_set *held;  /* may be NULL when all are free */
    const struct choice_set *start; /* a plan to start from, or NULL */
    const double *price;            /* [row] for search in a core; restrict_solve needs none */
    double gap;
    int64_t nodes, iterations; /* of the tree, and of the simplex method in it, at most */
    int heuristics;            /* 0..100 */
};

struct restricted {
    int found;      /* `out` is a plan, and better than `start` */
    int exhausted;  /* the search is complete: `bound` is proven by the solver's tree */
    int infeasible; /* and there is no plan of these visits */
    double bound;   /* worth of all visits together, decided ones not counted */
};

CHECKED enum status restrict_solve(const struct restriction *r, const struct pool *pool,
                                   const struct plan_options *o, struct choice_set *out,
                                   struct restricted *result, struct err *e);

#endif
