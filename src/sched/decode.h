/* SPDX-License-Identifier: Apache-2.0 */
/*
 * decode - a list of activities becomes a schedule.
 *
 * Method    serial schedule generation (Kelley 1963; Kolisch 1996): activities are taken
 *           in the order of the list, each as early as links, capacities and stocks
 *           allow.  On the mirrored side this gives the latest times; a pass there
 *           and a pass back is forward-backward improvement or double justification
 *           (Li & Willis 1992; Valls, Ballestin & Quintanilla 2005).  With stocks, an
 *           activity whose stock nothing placed so far will fill waits for its turn.
 * List      topological for the side, unless stocks make it wait.
 */
#ifndef SCHED_DECODE_H
#define SCHED_DECODE_H

#include "sched/network.h"
#include "sched/packed.h"
#include "sched/profile.h"
#include "sched/skip.h"
#include "sched/stock.h"

struct decoder {
    const struct network *net;
    struct profile profile;
    struct packed packed; /* of problems of the common kind, in place of the profile */
    struct stock stock;
    struct skip skip;  /* for long times */
    int *event;        /* [2n] start and finish of each activity, in the side's time */
    int *work;         /* [activity] chosen work */
    int *count;        /* [period] for sorting by time */
    int *key;          /* [activity] */
    int *order;        /* in which the activities were placed, when stocks made some wait */
    const int *placed; /* the list, or `order` */
    int length;        /* latest finish of the schedule made last; -1: none */
};

CHECKED enum status decoder_init(struct decoder *out, const struct network *net, int length,
                                 struct arena *a, struct err *e);

/* For lists that are made side by side: the schedules are those of decoder_init(), the profiles lie so that
 * filling one does not hold up another. */
CHECKED enum status decoder_init_many(struct decoder *out, int count, const struct network *net,
                                      int length, struct arena *a, struct err *e);

/* Schedule by the list; `anchor` is -1 forwards and the time that is 0 in the mirror, which
 * matters only when something depends on the date.  Returns the latest finish, or -1 when
 * it does not fit into the length or waits for stock for ever. */
int decode(struct decoder *d, const struct side *s, const int *list, int anchor);

/* May its lists be made side by side?  As packed.h says, and when times are not long. */
int decoder_is_packed(const struct decoder *d);

/* `count` lists by as many decoders of that kind and of one network, which takes less time than one
 * after the other; the latest finish is each one's `length`. */
void decode_many(struct decoder *d, int count, const struct side *s, const int *const *list);

/* The same for an empty profile without timed stocks: for long times, or by instruction set. */
int decode_long(struct decoder *d, const struct side *s, const int *list);
int decode_plain(struct decoder *d, const struct side *s, const int *list);
int decode_wide(struct decoder *d, const struct side *s, const int *list);

/* The list for the other side: by falling finish, so that no activity has to move back. */
void decoder_turn(struct decoder *d, const struct side *s, int *turned);

#endif
