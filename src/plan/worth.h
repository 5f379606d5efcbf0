/* SPDX-License-Identifier: Apache-2.0 */
/*
 * worth - what visits are worth, straight from the definition in model/plan.h.
 *
 * Slow and plain: the optimiser's own arithmetic is checked against it.
 */
#ifndef PLAN_WORTH_H
#define PLAN_WORTH_H

#include "plan/solve.h"

/* Weighted person-years of a visit to an area in a year (0..) that brings these sizes. */
double visit_worth(const struct plan_input *in, int area, int year, const int *sizes, int count);

/* Weight of satisfying all people of an area with a good in a year. */
double good_weight(const struct plan_input *in, int area, int good, int year);

/* What all people of the area need of a good in a year. */
double good_demand(const struct programme *p, int area, int good, int year);

#endif
