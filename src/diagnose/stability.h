/* SPDX-License-Identifier: Apache-2.0 */
/*
 * stability - which ranks of the index hold whatever the weights are.
 *
 * Problem  nobody can prove the weights of an index.  So try all of them: draw weights
 *          evenly from all that sum to 1 (flat Dirichlet: independent exponentials, divided
 *          by their sum), rank the areas, and see how far each area's rank moves.
 * Method   trial t uses the stream t of the seed, so the result is the same on any number of
 *          threads.  Ranks count from 1, the worst off; equal values share the smallest.
 *          rank_low and rank_high are the smallest ranks at or below which at least 5 % and
 *          95 % of the trials lie.  O(trials * n * (indicators + log n)).
 * Limits   above STABILITY_BIN_MAX areas ranks are counted in bins of equal width and the
 *          interval is rounded outwards to whole bins.
 * Stop     at a block of trials; trial_count says how many were made.
 */
#ifndef DIAGNOSE_STABILITY_H
#define DIAGNOSE_STABILITY_H

#include <stdint.h>

#include "base/stop.h"
#include "diagnose/composite.h"

enum {
    STABILITY_BIN_MAX = 2048,
    STABILITY_TRIAL_MAX = 100 * 1000 * 1000,
};

struct stability_request {
    int trial_count; /* 1..STABILITY_TRIAL_MAX */
    uint64_t seed;
    int threads;
    const struct stop *stop;         /* may be NULL */
    const struct progress *progress; /* may be NULL */
};

struct stability {
    int trial_count;           /* made; 0: stopped before the first block, the rest is unset */
    int worst_count;           /* areas in the worst fifth: n / 5, rounded up */
    int *rank_low, *rank_high; /* [area] */
    double *rank_mean;         /* [area] */
    double *worst_share;       /* [area] share of trials in which rank <= worst_count */
};

/* Every area needs a score of at least one indicator. */
CHECKED enum status stability_measure(struct stability *out, const struct composite *c,
                                      const struct stability_request *request, struct arena *a,
                                      struct err *e);

/* Is the whole interval of ranks within the worst fifth, or outside of it? */
int stability_surely_worst(const struct stability *s, int area);
int stability_surely_not(const struct stability *s, int area);

#endif
