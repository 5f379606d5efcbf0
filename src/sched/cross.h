/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cross - a list from stretches of several schedules.
 *
 * Method    the list of one member, the mother, is the ground.  For each of three lengths of time,
 *           drawn at random, four other members and all times that no stretch covers yet are
 *           looked at: that member which uses resources more than the mother from the same time
 *           on for that long, by most, is father of a stretch.  Its activities come as they are
 *           in the father's list, what comes before and after in the order of the list so far.
 *           Peak crossover (Valls, Ballestin & Quintanilla 2008) and the crossover of Debels &
 *           Vanhoucke (2007) take one stretch of one father, and look at his use alone.
 * Modes     with works to choose, one stretch of one father: who is busier may have
 *           taken the works that need more, and choosing among fathers makes that worse.
 * List      topological, as all lists of the population are.
 */
#ifndef SCHED_CROSS_H
#define SCHED_CROSS_H

#include "base/rng.h"
#include "sched/member.h"

struct crossing {
    const struct network *net;
    struct rng *rng;
    const struct member *members;
    int population;
    int *mark, *spare; /* [activity] */
};

/* One of the better members: the better of two drawn at random. */
const struct member *cross_parent(const struct crossing *c);

/* A child's list, and its works where there is a choice: every activity's is that of the parent who
 * gave its place.  Returns whether all parents are equally long. */
int cross(const struct crossing *c, const struct member *mother, int *list, int *work);

#endif
