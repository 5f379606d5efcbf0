/* SPDX-License-Identifier: Apache-2.0 */
/*
 * member - a schedule as the genetic search keeps it.
 *
 * A member holds the list that makes the schedule of the other side from it, when it
 * uses resources most, and the chosen works.
 */
#ifndef SCHED_MEMBER_H
#define SCHED_MEMBER_H

#include "sched/decode.h"

struct member {
    int *list; /* for the other side */
    int *time; /* [position] its start, in the other side's time */
    int *sum;  /* [period + 1] use of all resources before the period, in that time */
    int *work; /* [activity]; NULL when each has only one */
    int length;
    int64_t fit; /* smaller is better; MEMBER_NONE: no schedule */
};

#define MEMBER_NONE    INT64_MAX
#define MEMBER_EXCEEDS (INT64_C(1) << 60) /* no schedule either, but near one */

CHECKED enum status member_init(struct member *m, const struct network *net, int length,
                                struct arena *a, struct err *e);

void member_copy(struct member *to, const struct member *from, const struct network *net);

/* From what the decoder just made; `weight` is the use of all resources by a work in a period. */
void member_note(struct member *m, struct decoder *d, const struct side *s, const int *weight);

#endif
