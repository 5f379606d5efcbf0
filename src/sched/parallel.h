/* SPDX-License-Identifier: Apache-2.0 */
/*
 * parallel - schedules made period by period: whatever can start now, starts now.
 *
 * Method    parallel schedule generation (Bedworth & Bailey 1982; Kolisch 1996): at each
 *           time at which something ends, opens or becomes free, the activities that may
 *           start are tried in the order of the list.  Non-delay schedules: often good,
 *           not always containing the best; used to begin the search.
 */
#ifndef SCHED_PARALLEL_H
#define SCHED_PARALLEL_H

#include "sched/decode.h"

struct parallel {
    int *left;     /* [activity] predecessors without a place */
    int *earliest; /* [activity] when left is 0 */
    int *open;     /* positions of the list that may start, in its order */
    int *rank;     /* [activity] position in the list */
    int *ends;     /* heap of times at which something may change */
    int end_count;
};

CHECKED enum status parallel_init(struct parallel *out, const struct network *net, struct arena *a,
                                  struct err *e);

/* As decode(), by the parallel scheme; d->placed is in order of start.  Timed stocks are not
 * looked at: not for problems that have them. */
int decode_parallel(struct decoder *d, struct parallel *x, const struct side *s, const int *list);

#endif
