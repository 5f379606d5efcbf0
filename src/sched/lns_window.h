/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lns_window - does a schedule become shorter when some of its activities are placed anew?
 *
 * Problem   that of sched/exact.h.  A schedule is given twice, pushed to the left and pushed to
 *           the right; `order` is by start in the second.
 * Method    what comes before the window stays at its left place, what comes after it at its
 *           right place, moved so that the whole ends at `target`: pushing the activities left
 *           one by one in that order passes through this very mixture, so that it is a
 *           schedule but for the move.  Exact search, without the energy of windows, places the
 *           rest in the capacities that are left (Palpant, Artigues & Michelon 2004; Godard,
 *           Laborie & Nuijten 2005; parts of a schedule as problems of their own: Debels &
 *           Vanhoucke 2007).
 * Effort    conflicts; the same question has the same answer.
 */
#ifndef SCHED_LNS_WINDOW_H
#define SCHED_LNS_WINDOW_H

#include "sched/exact.h"

enum {
    LNS_WINDOW_MAX = 60, /* activities */
};

struct lns_window {
    struct exact exact;
    struct exact_task all, part; /* the problem; what is free of it */
    int *index;                  /* [activity] in the part; -1: before it, -2: after it */
    int *member;                 /* [index] activity */
    int *busy;                   /* [resource * target + period] */
    int *start;                  /* [activity] of the answer */
    int length;                  /* of the longest schedule */
};

struct lns_question {
    const int *left, *right, *order; /* [activity] starts; [position] */
    int length;                      /* at which `right` ends */
    int target;                      /* at which the answer shall end */
    int first, count;                /* order[first..first + count - 1] are free */
};

/* For problems that exact_takes(). */
CHECKED enum status lns_window_init(struct lns_window *out, const struct network *net, int length,
                                    struct arena *a, struct err *e);

/* EXACT_FOUND: w->start is a schedule that ends by the target. */
enum exact_outcome lns_window_ask(struct lns_window *w, const struct lns_question *q,
                                  int64_t conflicts, const struct stop *stop);

#endif
