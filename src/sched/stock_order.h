/* SPDX-License-Identifier: Apache-2.0 */
/*
 * stock_order - an order in which the stocks suffice, or the proof that there is none.
 *
 * Problem   activities take from stocks and fill them; with no deadline, time is no matter: a
 *           schedule exists exactly when the activities can take place one after the other, in
 *           some order that the links allow, and no stock falls below zero.  (By the order of
 *           starts, what was given before a start in the schedule is given before it there.)
 * Method    depth first over sets of activities that have taken place.  One that takes no
 *           more than it gives is taken at once; sets that led nowhere are kept in a table.
 * Limits    one work each, FS links, no deadlines, at most ORDER_ACTIVITY_MAX activities; at
 *           most one activity without duration takes stock, as several at one moment
 *           may help each other.  Others get STOCK_ORDER_UNKNOWN.
 */
#ifndef SCHED_STOCK_ORDER_H
#define SCHED_STOCK_ORDER_H

#include "sched/network.h"

enum {
    ORDER_ACTIVITY_MAX = 256,
};

enum stock_order {
    STOCK_ORDER_UNKNOWN,
    STOCK_ORDER_FOUND,
    STOCK_ORDER_NONE, /* proved */
};

/* list: [activity] the order, when one is found. */
CHECKED enum status stock_order_find(enum stock_order *out, const struct network *net, int *list,
                                     struct arena *a, struct err *e);

#endif
