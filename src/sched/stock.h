/* SPDX-License-Identifier: Apache-2.0 */
/*
 * stock - what is left of every stock in every period, as activities take and give.
 *
 * Method    levels by period up to the last change.  A start fits when no level from then on falls below
 *           zero; what a mode gives counts from its finish.  In the mirror an activity takes
 *           what it gives and gives what it takes, from the level that is left in the end.
 * budget    a stock that nothing fills: only the sum counts, so that it does not
 *           restrict times; see stock_excess()
 */
#ifndef SCHED_STOCK_H
#define SCHED_STOCK_H

#include "sched/network.h"

struct stock {
    const struct network *net;
    int *is_budget; /* [stock] */
    int timed;      /* some stock is no budget */
    int64_t *level; /* [stock * length + period] of those that are no budget */
    int64_t *tail;  /* [stock] level from period end[stock] on */
    int *end;
    int64_t *sum; /* [stock] for counting */
    int length, mirrored;
};

CHECKED enum status stock_init(struct stock *out, const struct network *net, int length,
                               struct arena *a, struct err *e);

/* Nothing placed; anchor as in profile_reset(), `work` what is going to be placed.  Returns 0 when
 * the works take more than there will ever be. */
int stock_reset(struct stock *s, int mirrored, int anchor, const int *work);

/* The first start >= from that all timed stocks allow, or -1. */
int stock_find(const struct stock *s, const struct work *w, int from);

void stock_place(struct stock *s, const struct work *w, int start);

/* How much more is taken from budgets than they hold. */
int64_t stock_excess(struct stock *s, const int *work);

#endif
