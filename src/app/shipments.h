/* SPDX-License-Identifier: Apache-2.0 */
/*
 * shipments - what 'supply' sent to the sites of a plan, as arrivals of materials.
 *
 * A schedule of a plan that has been supplied is built with what was sent: for every shipped
 * material the rows of table arrival are replaced by the shipments to the sites, and where none
 * comes, nothing does.  So the shipments suffice for any schedule made later; stocks, waits and
 * cost beside them are still those of the schedule they were made with, which the word
 * 'rescheduled' in column agreement says.
 */
#ifndef APP_SHIPMENTS_H
#define APP_SHIPMENTS_H

#include "app/session.h"
#include "model/plan.h"
#include "model/works.h"

enum shipments_state {
    SHIPMENTS_NONE,
    SHIPMENTS_UNMET, /* a need is never met; they are not taken */
    SHIPMENTS_TAKEN,
};

struct shipments {
    enum shipments_state state;
    int is_stale; /* figures have changed since */
};

/* Of the solver: a share that lacks of a need does not make it wait. */
#define SHIPMENTS_ROUNDING 1e-6

/* Replace the arrivals of shipped materials by the shipments of the plan, if there are any. */
CHECKED enum status shipments_take(struct shipments *out, struct works *w, const char *plan,
                                   const struct plan *built, struct session *s, struct err *e);

/* The plan was scheduled again: say so beside its shipments. */
void shipments_mark_rescheduled(struct dataset *d, const char *plan);

void shipments_drop(struct dataset *d, const char *plan);

/* For qsort of arrivals: by day, material, area, quantity. */
int arrival_compare(const void *left, const void *right);

#endif
