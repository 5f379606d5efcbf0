/* SPDX-License-Identifier: Apache-2.0 */
/*
 * first - lists to begin a search with: by latest finish, with noise.
 *
 * Method    priority rule LFT (Davis & Patterson 1975) with random delays of up to
 *           `spread` periods, made an order of links by raising each key to those before
 *           it; counting sort, O(n + m + length).
 */
#ifndef SCHED_FIRST_H
#define SCHED_FIRST_H

#include "base/rng.h"
#include "sched/cpm.h"

struct first_list {
    const struct network *net;
    const struct cpm *cpm;
    int *key;   /* [activity] */
    int *count; /* [cpm length + spread + 2] */
};

void first_list_make(const struct first_list *f, int spread, struct rng *rng, int *list);

#endif
