/* SPDX-License-Identifier: Apache-2.0 */
/*
 * replan_priced - plans afresh in which every change of the adopted plan costs something.
 *
 * For figures that have changed so much that the adopted plan cannot be mended by giving up a few
 * of its visits: the limit of changes becomes a wish with a price (a soft clause), the planner
 * plans anew, and the price is raised or lowered until the loss against no price is near the one
 * allowed.  So the changes are few for the loss, not the fewest.
 *
 * Private to replan*.c.
 */
#ifndef APP_REPLAN_PRICED_H
#define APP_REPLAN_PRICED_H

#include "app/replan.h"

struct replan_priced {
    const struct plan_input *input; /* with the adopted plan, and a clause that limits changes */
    const struct plan *adopted;
    int limit; /* that clause */
    const struct replan_request *request;
};

enum {
    REPLAN_PRICED_MAX = 4, /* plans made */
};

/* Plans in the order in which they were made, the first without a price; *count of them. */
CHECKED enum status replan_priced(const struct replan_priced *c, struct replan_point *out,
                                  int *count, struct arena *a, struct err *e);

#endif
