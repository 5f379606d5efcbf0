/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search - local search over schedules; see schedule.h.
 *
 * Method   ruin and recreate (Schrimpf et al. 2000; Shaw 1998): a late visit is taken out
 *          together with visits related to it - served by the same crew just before, drawing on
 *          the same material, or at work at the same time - and they are placed again in another
 *          order, sometimes with another crew.  BATCH candidates are made from the best schedule
 *          at a time and the best of them taken when it is not worse.
 */
#ifndef WORKS_SEARCH_H
#define WORKS_SEARCH_H

#include "base/rng.h"
#include "works/dispatch.h"
#include "works/schedule.h"
#include "works/times.h"

enum {
    BATCH = 8, /* candidates made at a time, whatever the number of threads */
    RUIN_MAX = 8,
};

struct ruin {       /* camps taken out, in the order in which they are placed again */
    int is_holding; /* jobs go to where they were in the earlier schedule when they fit */
    int camps[RUIN_MAX];
    int crews[RUIN_MAX]; /* tried first, or -1 */
    int count;
};

struct search {
    const struct job_net *net;
    const struct schedule_options *options;
    const int *latest;
    struct dispatch *dispatch[BATCH + 1]; /* the last one is the best */
    int *order;
    struct ruin ruins[BATCH];
    const struct schedule *earlier; /* moves count against it; NULL: none */
    int moves_max;                  /* a schedule with more is not taken */
    struct rng rng;
    int *late; /* [camp] camps with late plants in the best schedule */
    int late_count;
};

CHECKED enum status search_open(struct search *s, const struct job_net *n, const struct times *t,
                                const struct schedule_options *options, struct arena *a,
                                struct err *e);

/* Make the schedule of s->order and take it when it is the first or better; the job not placed. */
int search_try(struct search *s, int is_first);

/* Rounds of BATCH candidates, until no plant is later than it has to be or rounds are over. */
void search_run(struct search *s, double late_days_bound, int rounds);

static inline struct dispatch *search_best(const struct search *s)
{
    return s->dispatch[BATCH];
}

#endif
