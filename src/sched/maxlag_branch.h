/* SPDX-License-Identifier: Apache-2.0 */
/*
 * maxlag_branch - complete search over who comes after whom, with maximal lags.
 *
 * Problem   the shortest schedule of activities with one work each and constant
 *           capacities, or the proof that there is none.
 * Method    De Reyck & Herroelen (1998): where the earliest starts need more than there is, a
 *           least set of activities that cannot overlap is taken; in every schedule one
 *           of them follows another, and each pair is a branch.  The branches exclude each
 *           other, as the pairs tried before may not be in order any more.  In every node pairs
 *           that cannot overlap are put in order where only one order is possible, until
 *           nothing changes.  Depth first with restarts, whose number of dead ends grows, and
 *           noise in the order of branches.
 * Effort    nodes.
 */
#ifndef SCHED_MAXLAG_BRANCH_H
#define SCHED_MAXLAG_BRANCH_H

#include "base/rng.h"
#include "base/stop.h"
#include "sched/maxlag.h"

struct maxlag_search {
    int best;     /* a length to beat; after it the length found */
    int *start;   /* [activity] of the best */
    int found;    /* start is a schedule of length best */
    int complete; /* nothing shorter than best exists */
    int64_t nodes;
};

/* Is the problem of the kind that branching is for? */
int maxlag_can_branch(const struct network *net);

/* root: closed distances.  Ends after so many nodes in all. */
CHECKED enum status maxlag_branch(struct maxlag_search *s, const struct maxlag *root, int64_t nodes,
                                  const struct stop *stop, struct err *e);

#endif
