/* SPDX-License-Identifier: Apache-2.0 */
/*
 * maxlag - time distances of activities whose links form cycles: maximal lags.
 *
 * Problem   a link back with a negative lag says how late its end may be: SS from b to a with
 *           lag -x means that b starts at most x after a.  Such links close cycles; a cycle
 *           whose lags add up to more than 0 can be kept by no schedule.
 * Method    distance[i][j]: j starts at least so long after i.  All links together, longest
 *           paths of Floyd (1962) and Warshall (1962); an arc added later closes them again
 *           in O(n^2).  Node n is time 0 (releases, deadlines), node n + 1 the end.
 *           Bellman (1958) and Ford (1956) find the cycles that cannot be kept.
 * Limits    MAXLAG_ACTIVITY_MAX activities; times below MAXLAG_TIME_MAX.
 * Owner     the arena.
 */
#ifndef SCHED_MAXLAG_H
#define SCHED_MAXLAG_H

#include "sched/network.h"

enum {
    MAXLAG_ACTIVITY_MAX = 1000,
    MAXLAG_TIME_MAX = 1 << 26,
    MAXLAG_FREE = -(1 << 28), /* no path; sums of two stay ints */
};

struct maxlag {
    const struct network *net;
    int n, width;  /* width = n + 2 */
    int *distance; /* [from * width + to] */
    int *duration; /* [activity] */
};

static inline int maxlag_origin(const struct maxlag *m)
{
    return m->n;
}

static inline int maxlag_end(const struct maxlag *m)
{
    return m->n + 1;
}

static inline int maxlag_get(const struct maxlag *m, int from, int to)
{
    return m->distance[from * m->width + to];
}

CHECKED enum status maxlag_init(struct maxlag *out, const struct network *net, struct arena *a,
                                struct err *e);

/* An activity on a cycle of links that no choice of works keeps, or -1. */
int maxlag_find_cycle(struct maxlag *m);

/* Distances for the works, or, for NULL, those that any choice of works keeps.  Returns the
 * index of an activity on a cycle that cannot be kept, or -1; n when it is a deadline's. */
int maxlag_close(struct maxlag *m, const int *work);

/* `to` starts at least `lag` after `from`.  Returns 0 when that cannot be. */
int maxlag_add(struct maxlag *m, int from, int to, int lag);

void maxlag_copy(struct maxlag *to, const struct maxlag *from);

#endif
