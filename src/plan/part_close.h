/* SPDX-License-Identifier: Apache-2.0 */
/*
 * part_close - what a part can be worth, by a solver's tree over all visits that matter.
 *
 * Method   visits whose value is so far below the best of their block that no plan with them is
 *          worth more than the known one are left out, and those that another makes needless
 *          (plan/frontier.h).  What remains is a small programme, which the solver's tree with its
 *          cuts bounds much better than prices do.  That bound is believed, with a margin.
 * Limits   those of plan/frontier.h; otherwise the bound is as it was.
 */
#ifndef PLAN_PART_CLOSE_H
#define PLAN_PART_CLOSE_H

#include "plan/choice.h"

struct part_prices {     /* of the bound of column generation, for the part */
    const double *value; /* [block] best at these prices */
    const double *row;   /* [row] */
    double counted;      /* the bound they give */
    double enough;       /* a plan of the part that is worth so much is known */
};

struct part_bound {
    int is_better; /* than what the prices give: */
    double bound;
    int visits; /* listed */
};

/* Blocks and needs of the problem are not as before at the end. */
CHECKED enum status part_close(struct problem *p, const struct part_prices *at, int iterations,
                               const struct plan_options *o, struct part_bound *out,
                               struct arena *a, struct err *e);

#endif
