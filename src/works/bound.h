/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bound - late days that no schedule avoids, because materials come when they come and crews are
 * few: the greater of two.
 *
 * Crews    bound_crews.c, trade by trade.
 * Materials  What is used by any day has arrived by then: for every stock and arrival a limit on all
 *          jobs that start before the next.  These limits are priced (Lagrange).  Then every
 *          plant chooses by itself how late it is, and each of its jobs starts as late as that
 *          allows, where what it takes is cheapest; for any prices
 *
 *              sum of the plants' least late days + price of what they take
 *                  -  sum of price x what has arrived
 *
 *          is a bound.  When a plant is ready at the earliest if a job starts on a day follows
 *          from the critical path after it, in its calendars (bound_ready()).  Prices are found
 *          by subgradient steps (Polyak 1969); the best value counts.
 * Proof    nothing depends on how good the prices are; rounding is kept on the safe side.
 * Limits   trades and materials are not taken together; ways of crews count as nothing.
 */
#ifndef WORKS_BOUND_H
#define WORKS_BOUND_H

#include "base/stop.h"
#include "works/times.h"

struct bound_options {
    double late_days; /* of a schedule that was found: guides the steps */
    int steps;
    const struct stop *stop;
};

/* No schedule has fewer late days; never less than t->late_days. */
CHECKED enum status bound_late_days(double *out, const struct job_net *n, const struct times *t,
                                    const struct bound_options *o, struct err *e);

/* (*out)[phase][day]: when the phase is finished on the day, its plant is ready no earlier. */
CHECKED enum status bound_ready(int ***out, const struct job_net *n, struct arena *a,
                                struct err *e);

/* Because crews of one trade are few; `ready` as above. */
CHECKED enum status bound_crews(double *out, const struct job_net *n, const struct times *t,
                                int *const *ready, const struct bound_options *o, struct arena *a,
                                struct err *e);

#endif
