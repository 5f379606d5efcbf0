/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search - from the first schedule to better ones: islands, windows and proof, side by side.
 *
 * Phase     islands of genetic search (evolve.h), as wide as its number of schedules is large;
 *           in its second half they have windows of their best schedules placed anew by exact
 *           search (lns.h); beside them a prover (prove.h).  All go on in sixteen rounds of fixed
 *           effort, after which they tell each other what they found.
 * Anytime   a number of schedules is one phase.  Without one, short phases come first; how much
 *           of what is granted they used up (sched_options.gauge) tells how many schedules
 *           there is room for, and the last phase is as wide as that.  Without a gauge each phase is
 *           four times as long as the one before it, until the stop flag.
 * Threads   islands and prover are tasks; the result does not depend on how many take place at
 *           a time.
 */
#ifndef SCHED_SEARCH_H
#define SCHED_SEARCH_H

#include "sched/solver.h"

/* Improves s->out and the bounds until they meet or the effort is spent. */
CHECKED enum status solver_search(struct solver *s);

#endif
