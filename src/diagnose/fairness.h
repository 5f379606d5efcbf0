/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fairness - how a plan shares out what it brings, by yardsticks no weight enters.
 *
 * Method   m(a, y) is the share of need met in area a and year y, mean over goods by
 *          their weight, with all plants of the plan (supply_years.h); P(a, y) the
 *          people, T the last programme year.
 *            people supplied  sum over a of P(a, T) m(a, T)
 *            worst fifth      mean of m(., T), by people, over the fifth of areas
 *                             (rounded up) in which it is smallest under this plan
 *            worst area       min over a of m(a, T)
 *            Gini, Theil T    of m(., y) between areas, each person counting with the
 *                             value of their area (inequality.h): in year T, and mean
 *                             over the years
 * Nulls    a measure of inequality that does not exist is NaN; the mean is over the
 *          years in which it does.
 * Owner    the arena given to fairness_init(); measuring allocates nothing.
 */
#ifndef DIAGNOSE_FAIRNESS_H
#define DIAGNOSE_FAIRNESS_H

#include "diagnose/inequality.h"
#include "diagnose/supply_years.h"
#include "model/plan.h"

struct fairness {
    double people_supplied;
    double worst_fifth, worst_area; /* 0..1 */
    double gini, gini_mean, theil_t, theil_t_mean;
};

struct fairness_work {
    struct compared areas;
    struct supply_years supply;
    struct inequality_work inequality;
    double *level;                     /* [place] m(., T) of the plan measured last */
    double *value;                     /* [place] scratch */
    struct order_item *order, *sorted; /* [place] scratch */
};

/* STATUS_INVALID when there is no area to compare, or no good. */
CHECKED enum status fairness_init(struct fairness_work *out, const struct programme *p,
                                  const struct dataset *d, struct arena *a, struct err *e);

struct fairness fairness_measure(struct fairness_work *w, const struct plan *plan);

#endif
