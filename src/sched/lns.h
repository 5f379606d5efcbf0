/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lns - good schedules of an island made shorter, window by window, by exact search.
 *
 * Method    large neighbourhood search: the best schedule that was not looked at yet is pushed
 *           right and left; windows of its activities, one third of a window apart, are asked
 *           for a schedule that is one period shorter (sched/lns_window.h).  What is found goes
 *           into the island and is looked at next.  When no window of a size gives anything and
 *           few were left open, the windows grow by a fifth; the next schedule begins two
 *           sizes lower (adaptive sizes: Laborie & Godard 2007).
 * Problem   that of sched/exact.h with plain links.
 * Effort    conflicts; what is found depends on the island and on nothing else.
 */
#ifndef SCHED_LNS_H
#define SCHED_LNS_H

#include "sched/evolve.h"
#include "sched/lns_window.h"

enum {
    LNS_TRIED = 1 << 10,
};

struct lns {
    int active; /* 0: not for problems of this kind */
    struct lns_window window;
    int *left, *right, *order; /* of the schedule that is looked at */
    int *list, *count;
    int64_t tried[LNS_TRIED]; /* fits of schedules that were looked at */
    int size;                 /* of a window, to begin with */
    int64_t conflicts, found, refuted, open;
};

/* For schedules of at most `length` periods. */
CHECKED enum status lns_init(struct lns *out, const struct network *net, int length,
                             struct arena *a, struct err *e);

/* Until so many conflicts were met since lns_init(), or all good members were looked at. */
void lns_run(struct lns *l, struct island *d, int64_t conflicts, const struct stop *stop);

#endif
