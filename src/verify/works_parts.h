/* SPDX-License-Identifier: Apache-2.0 */
/* works_parts - what the parts of verify_works() share.  Private to works*.c. */
#ifndef VERIFY_WORKS_PARTS_H
#define VERIFY_WORKS_PARTS_H

#include "verify/works.h"

struct works_check {
    const struct works_case *c;
    struct findings *findings;
    struct arena *arena;
    int *activity_of;              /* [facility * phase_max + phase of its size] or -1 */
    int *inspection_of;            /* the same */
    const struct work_done **done; /* [activity] what is reported of it; NULL: planned */
    int *stock_area; /* [resource * area_count + area], filled by works_stocks.c as asked for */
    int phase_max;
};

static inline const struct visit *visit_of(const struct works_check *k, const struct activity *at)
{
    return &k->c->plan->visits[k->c->plan->facilities[at->facility].visit];
}

/* A rule that an activity breaks. */
void works_broken(struct works_check *k, int activity, const char *what, long is, long must);

/* Crews are in one place at a time, people enough, with time for the ways (works_crews.c). */
CHECKED enum status works_check_crews(struct works_check *k, struct err *e);

/* What is used by any day has arrived by then (works_stocks.c). */
CHECKED enum status works_check_stocks(struct works_check *k, struct err *e);

#endif
