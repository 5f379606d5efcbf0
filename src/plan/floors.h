/* SPDX-License-Identifier: Apache-2.0 */
/*
 * floors - every area brought to a share of its need.
 *
 * Share    of need met in the last year of the programme: mean over goods by weight of
 *          min(1, supply / need), as `diagnose` defines it; supply is today's, and what plants
 *          make that operate by then.
 * Floor    what a visit has to add to the share of its area (block.floor, option.lift).  Only
 *          packages that add as much are ever made, so that every bound and every plan of the
 *          planner is one with the floors; where today's share is too small, a visit is a must.
 *          Where an area has several blocks, a row counts what their visits add together.
 */
#ifndef PLAN_FLOORS_H
#define PLAN_FLOORS_H

#include "plan/price.h"

/* Shares as they are, decided visits counted, and the most that visits can make of them when
 * nothing else is built, each stage by itself; both [area], 1 where nobody can be visited. */
CHECKED enum status floors_reach(const struct problem *p, double *now, double *most,
                                 struct arena *a, struct err *e);

/* Ask for these shares, [area].  An area that no visit can bring so far is a reason why there is no
 * plan. */
CHECKED enum status floors_apply(struct problem *p, const double *share, struct arena *a,
                                 struct err *e);

/* Shares of a plan, [area]. */
void floors_of_plan(const struct programme *p, const struct plan *plan, double *share,
                    double *supply);

#endif
