/* SPDX-License-Identifier: Apache-2.0 */
/*
 * maxlag_decode - a list of activities becomes a schedule that keeps maximal lags.
 *
 * Method    serial scheme with unscheduling (Neumann & Zhan 1995; Franck, Neumann &
 *           Schwindt 2001): the first of the list whose strict predecessors are placed
 *           takes the earliest start that fits.  When that is later than a maximal lag of placed
 *           activities allows, those activities have to start later by as much, and they
 *           and all that start after them lose their places.
 * Limits    finds no schedule when that happens too often; that proves nothing.
 */
#ifndef SCHED_MAXLAG_DECODE_H
#define SCHED_MAXLAG_DECODE_H

#include "sched/maxlag.h"
#include "sched/profile.h"

struct maxlag_decoder {
    const struct maxlag *times;
    struct profile profile;
    const int *work;  /* [activity] */
    int *start;       /* [activity]; -1: no place */
    int *floor;       /* [activity] no earlier, after what was unscheduled */
    int *before;      /* [activity] strict predecessors without a place */
    int *before_all;  /* [activity] strict predecessors */
    int *after;       /* strict successors of all activities */
    int *after_first; /* [activity + 1] into after */
    int *to;          /* [activity * n + from] distances, so that those to one lie together */
    int placed, most_placed;
};

CHECKED enum status maxlag_decoder_init(struct maxlag_decoder *out, const struct maxlag *times,
                                        struct arena *a, struct err *e);

/* When the distances have changed. */
void maxlag_decoder_load(struct maxlag_decoder *d);

/* Returns the latest finish, or -1 after `patience` unschedulings; most_placed says how far it
 * came. */
int maxlag_decode(struct maxlag_decoder *d, const int *work, const int *list, int patience);

#endif
