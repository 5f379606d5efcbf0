/* SPDX-License-Identifier: Apache-2.0 */
/* search - local search over the orders that schedules are made from; see schedule.h. */
#ifndef WORKS_SEARCH_H
#define WORKS_SEARCH_H

#include "base/rng.h"
#include "works/dispatch.h"
#include "works/schedule.h"
#include "works/times.h"

enum {
    BATCH = 8, /* candidates made at a time, whatever the number of threads */
};

struct search {
    const struct job_net *net;
    const struct schedule_options *options;
    struct dispatch *dispatch[BATCH]; /* one for each candidate, so that the best one is at hand */
    struct genes trials[BATCH];
    struct genes best;
    struct score score; /* of the best */
    int has_best;
    int trial_count;
    struct rng rng;
    int *late; /* [camp] camps with late plants in the best schedule */
    int late_count;
};

CHECKED enum status search_open(struct search *s, const struct job_net *n, const struct times *t,
                                const struct schedule_options *options, struct arena *a,
                                struct err *e);

/* Make the schedules of the first trial_count trials and take the best if it is better. */
void search_try(struct search *s);

/* Rounds of BATCH candidates, until no plant is later than it has to be or rounds are over. */
void search_run(struct search *s, double late_days_bound, int rounds);

/* The best schedule, made again and explained. */
const struct dispatch *search_best(struct search *s);

#endif
