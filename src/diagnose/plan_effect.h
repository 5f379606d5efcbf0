/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plan_effect - how a plan changes the inequality of supply, year by year.
 *
 * Reads    plan_facility of the plan, as stored: a plant adds its outputs to the area's supply
 *          from its operating_year on; people grow as stated; and plan_flow, which takes from one
 *          area what it adds to another.
 * Writes   for every good, and with several for their mean by weight: inequality of the share of
 *          need met at "year:PLAN:YEAR" of every programme year, the same with none of the plan's
 *          plants at "without:PLAN:YEAR", and inequality and Lorenz curve at "after:PLAN", the
 *          last year.  Rows of the plan that were there before are replaced.
 */
#ifndef DIAGNOSE_PLAN_EFFECT_H
#define DIAGNOSE_PLAN_EFFECT_H

#include "model/programme.h"

/* STATUS_INVALID when a row of the plan names what the programme does not have. */
CHECKED enum status plan_effect_write(struct dataset *d, const struct programme *p,
                                      const char *plan, struct arena *a, struct err *e);

#endif
