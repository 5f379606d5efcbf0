/* SPDX-License-Identifier: Apache-2.0 */
/*
 * network - the problem compiled for speed: links as arcs between events, seen from
 * both ends of time, needs as words of four lanes.
 *
 * event     2a is the start of activity a, 2a + 1 its finish
 * side      the network as time runs, or mirrored: in the mirror an activity starts
 *           where it finishes, FF becomes SS, arrivals become withdrawals.  What places
 *           activities as early as possible on the mirrored side places them as late as
 *           possible.
 * bank      four resources; a need or a capacity of a bank is a word of four 16-bit
 *           lanes whose top bits are clear
 * work      a mode that fits into the capacities; modes that never fit are left out
 *
 * Method    topological order by levels of Kahn (1962), ties by index: O(n + m).
 * Errors    a cycle of links is STATUS_INVALID and names an activity on it.
 * Owner     the arena; the problem is borrowed.
 */
#ifndef SCHED_NETWORK_H
#define SCHED_NETWORK_H

#include "base/arena.h"
#include "sched/problem.h"

enum {
    LANES = 4,
    LANE_BITS = 16,
};

struct arc { /* bound: time of the event + lag */
    int event, lag;
};

enum {
    NODE_ARCS = 4,
};

/* The first bounds on an activity's start, side by side; the rest are arcs of the side. */
struct node {
    struct arc arcs[NODE_ARCS]; /* filled up with event 2n, which is at 0 */
    int more_first, more_last;
    int has_tails, spare;
};

struct side {
    int mirrored;
    const struct node *nodes; /* [n] */
    const int *order;         /* topological */
    const int *arc_first;     /* [n + 1] bounds on the start */
    const int *tail_first;    /* [n + 1] bounds on the finish */
    const struct arc *arcs, *tails;
};

struct demand {
    uint64_t need;
    int bank;
};

struct work {
    uint64_t need; /* of `bank`; 0: none */
    int bank, duration;
    int more_first, more_count; /* into demands: further banks */
    int mode;                   /* of the problem */
};

struct network {
    const struct sched_problem *problem;
    int activity_count, work_count, bank_count;
    struct side forward, mirror;
    int *work_first; /* [n + 1] works of an activity */
    struct work *works;
    struct demand *demands;
    int *limited; /* activities with a deadline or a cost of being late */
    int limited_count;
    int cyclic;         /* links with maximal lags; the sides have no order */
    int plain;          /* FS links without negative lags: finishing order is an order of links */
    int single;         /* one work each */
    int timeless;       /* no changes, releases, deadlines or costs: both sides are equal in kind */
    int never;          /* an activity none of whose modes fits, or -1 */
    int64_t time_bound; /* some schedule ends by then, if any does and stocks allow */
};

CHECKED enum status network_build(struct network *out, const struct sched_problem *p,
                                  struct arena *a, struct err *e);

/* The earliest start that arcs and release allow; event[2n] must be 0. */
static inline int side_earliest(const struct side *s, const int *event, int activity, int duration)
{
    const struct node *node = &s->nodes[activity];
    int at = 0;
    for (int i = 0; i < NODE_ARCS; i++) {
        int bound = event[node->arcs[i].event] + node->arcs[i].lag;
        at = bound > at ? bound : at;
    }
    for (int i = node->more_first; i < node->more_last; i++) {
        int bound = event[s->arcs[i].event] + s->arcs[i].lag;
        at = bound > at ? bound : at;
    }
    if (!node->has_tails) return at;
    for (int i = s->tail_first[activity]; i < s->tail_first[activity + 1]; i++) {
        int bound = event[s->tails[i].event] + s->tails[i].lag - duration;
        at = bound > at ? bound : at;
    }
    return at;
}

#endif
