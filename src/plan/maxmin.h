/* SPDX-License-Identifier: Apache-2.0 */
/*
 * maxmin - the plan whose worst-served area is served best, and among those the one worth most.
 *
 * Problem  let s(a) be the share of its need that an area has met in the last year (plan/floors.h)
 *          and c(a) the most that its visits could make of it if nothing else were built.  A plan
 *          reaches the level z when s(a) >= min(z, c(a)) for every area that can be visited:
 *          every area is brought to z, or as far as its own sites and resources let it be.  Find
 *          the largest z that some plan reaches, then the plan of largest worth that reaches it.
 * Method   bisection on z.  Each question is a planning problem with floors, which a plan answers
 *          with yes, and prices or a whole tree with a proven no (plan/solve.h).  A question that
 *          the effort does not suffice for counts as no for the search and not for the bound.
 * Answer   level is reached by the plan; no plan reaches more than level_bound.  The plan's bound
 *          holds for all plans that reach the level.
 * Limits   programmes without trade between areas: LIMIT otherwise.  Levels are told apart by MAXMIN_STEP; with several stages c(a) counts each by itself,
 *          so that an area whose stages compete for its own labour may stop the level.
 * Theory   docs/theory/equity.md.
 */
#ifndef PLAN_MAXMIN_H
#define PLAN_MAXMIN_H

#include "plan/solve.h"

#define MAXMIN_STEP 1e-3

/* Shares that differ by less are the same. */
#define MAXMIN_SAME 1e-6

struct maxmin {
    double level, level_bound; /* NaN without a plan */
    int question_count;
};

CHECKED enum status plan_maxmin(const struct plan_input *in, const struct plan_options *options,
                                struct plan *out, struct maxmin *level, struct arena *a,
                                struct err *e);

/* c(a) of every area. */
CHECKED enum status maxmin_reach(const struct plan_input *in, double **out, struct arena *a,
                                 struct err *e);

/* Areas that can be visited and are below the level in the last year. */
CHECKED enum status maxmin_below(const struct programme *p, const struct plan *plan, double level,
                                 int *out, struct arena *a, struct err *e);

#endif
