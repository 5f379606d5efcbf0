/* SPDX-License-Identifier: Apache-2.0 */
/*
 * profile - what is free of every resource in every period, and the first window
 * that is wide and long enough.
 *
 * Method    a word of four 16-bit lanes for each bank and period holds what is in use
 *           above 0x7fff - capacity, so that adding a need sets a lane's top bit exactly
 *           when it does not fit.  Many periods are compared with a need at a time: 64
 *           with AVX-512, 32 with SSE2, else word by word; all find the same.
 * Limits    periods 0..length - 1; a search that leaves them fails.
 * Mirror    with capacities that change, the profile of the mirror depends on the time
 *           that is its 0: profile_reset() is told; periods before time 0 have the
 *           capacity of time 0, so that a mirrored schedule may begin too early.
 */
#ifndef SCHED_PROFILE_H
#define SCHED_PROFILE_H

#include "sched/network.h"

struct profile {
    uint64_t *load; /* [bank * stride + period] */
    size_t stride;
    int length, bank_count;
    int touched;    /* periods from here on are as after a reset */
    uint64_t *base; /* as load, of the forward side, when capacities change; else [bank] */
    int changing;
    int wide;   /* the processor has 512-bit words */
    int anchor; /* of the last reset: the mirror's 0, or -1 forwards */
};

/* Room for schedules of up to `length` periods. */
CHECKED enum status profile_init(struct profile *out, const struct network *net, int length,
                                 struct arena *a, struct err *e);

/* All free again; anchor: -1 forwards, else the time that is 0 in the mirror. */
void profile_reset(struct profile *p, int anchor);

#define PROFILE_TOP UINT64_C(0x8000800080008000) /* the lanes' top bits */

/* The first start >= from at which the work fits for all of its duration, or -1. */
int profile_find(const struct profile *p, const struct network *net, const struct work *w,
                 int from);
int profile_find_plain(const struct profile *p, const struct network *net, const struct work *w,
                       int from);
int profile_find_wide(const struct profile *p, const struct network *net, const struct work *w,
                      int from);

void profile_take(struct profile *p, const struct network *net, const struct work *w, int start);
void profile_give(struct profile *p, const struct network *net, const struct work *w, int start);

#endif
