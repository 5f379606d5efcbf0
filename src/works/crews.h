/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crews - the stays of crews: where a job fits into what a crew has to do, jobs laid
 * there and taken away again.
 *
 * A stay is a time a crew spends in one camp, from its first job there to its last.
 * Stays of a crew are a list by time; those next to each other in one camp are one
 * stay unless the crew has nothing to do for more than net.idle_days between.
 */
#ifndef WORKS_CREWS_H
#define WORKS_CREWS_H

#include "works/dispatch.h"

struct slot {          /* where a job can go in the stays of a crew */
    int start, finish; /* start == day_count: nowhere */
    int stay;          /* existing one, or -1 */
    int after;         /* stay before the new one, or -1 */
};

/*
 * Earliest place of a job from a day on among what the crew has to do.  A new stay is
 * opened only where the trade could remain for `span` days before the crew is due elsewhere.
 */
struct slot crew_find_slot(const struct dispatch *d, const struct job *job, int crew, int from,
                           int span);

/* Does the job fit exactly there? */
int crew_fits(const struct dispatch *d, const struct job *job, int crew, int start, int finish);

/* Put the job there; its crew, start and finish are in placed[j]. */
void crew_lay(struct dispatch *d, int j, const struct slot *slot);

/* The same, of a job whose slot is not known; nothing is checked. */
void crew_lay_at(struct dispatch *d, int j);

void crew_take_away(struct dispatch *d, int j);

double crew_km_from_home(const struct dispatch *d, int crew, int camp);

#endif
