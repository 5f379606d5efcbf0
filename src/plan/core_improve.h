/* SPDX-License-Identifier: Apache-2.0 */
/*
 * core_improve - a better plan of given visits, some blocks held as they are, quickly.
 *
 * Method   the question of restrict_solve() without a solver: search in the core
 *          (plan/core_search.h), then its tree (plan/core_tree.h), some milliseconds together.
 *          What comes back is checked against every row before it is believed.
 */
#ifndef PLAN_CORE_IMPROVE_H
#define PLAN_CORE_IMPROVE_H

#include "plan/core_search.h"

/* Only where nothing is traded: flows are not searched for.  Needs r->price.  Without r->start the search starts from r->held.  No bound is told. */
CHECKED enum status core_improve(const struct restriction *r, const struct pool *pool,
                                 const struct core_effort *with, struct choice_set *out,
                                 struct restricted *result, struct err *e);

#endif
