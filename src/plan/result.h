/* SPDX-License-Identifier: Apache-2.0 */
/*
 * result - the answer as a struct plan, and why there is none.
 */
#ifndef PLAN_RESULT_H
#define PLAN_RESULT_H

#include "plan/choice.h"
#include "plan/colgen.h"

/* Visits and facilities of the choice (NULL: none) and of the decided visits; the objective from
 * the definition. */
CHECKED enum status result_fill(struct plan *out, const struct problem *p, const struct pool *pool,
                                const struct choice_set *choice, struct arena *a, struct err *e);

/* What a unit more of each limit, and of each clause, would bring at the bound. */
CHECKED enum status result_prices(struct plan *out, const struct problem *p,
                                  const double *row_price, struct arena *a, struct err *e);

/* The sentence for a proof of infeasibility: the rows and musts that cannot hold together, which
 * `row_price` and the block values of the last pricing weigh. */
CHECKED enum status result_conflict(const struct colgen *cg, struct plan *out, struct arena *a,
                                    struct err *e);

/* The sentence when rows hold on average, but for no whole visits. */
CHECKED enum status result_no_whole_plan(const struct problem *p, struct plan *out, struct arena *a,
                                         struct err *e);

#endif
