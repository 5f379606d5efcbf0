/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dispatch - one schedule of a net of jobs: camp after camp, job after job, each at
 * the earliest day at which links, calendar, crew and materials allow it.
 *
 * Method   serial schedule generation (Kelley 1963) with crews that move: a crew
 *          is in one camp at a time, works on several jobs there within its
 *          strength, and takes days to get to the next camp.  One crew does all
 *          jobs of a trade in a camp; inspectors come and go.  A job goes into a gap of what its crew has
 *          to do already when the way there and back fits.
 * Cost     one pass over the jobs; a job looks at the stays of its crew, the
 *          first of a trade in a camp at those of all crews.
 * Owner    dispatch_new() takes the arena; nothing is allocated afterwards.
 */
#ifndef WORKS_DISPATCH_H
#define WORKS_DISPATCH_H

#include "model/schedule.h"
#include "works/jobs.h"

struct genes {      /* what makes one schedule differ from another */
    int *order;     /* [camp] camps, first served first */
    int *preferred; /* [camp] crew that is tried first, or -1 */
};

struct placed { /* a job in the schedule */
    int crew, stay;
    int start, finish;
    int next; /* job of the same stay */
    enum wait_cause cause;
    int blocker; /* job, or -1 */
    int stock;   /* it waited for, or -1 */
};

struct dispatch_stay {
    int camp, first, last;
    int jobs; /* list through placed.next */
    int next; /* stay of the same crew, later */
};

struct score { /* less is better, the first that differs decides */
    int unplaced;
    double late_days, ready_days, travel_km;
};

struct dispatch {
    const struct job_net *net;
    const int *latest; /* [job] latest start by links and calendars */
    struct placed *placed;
    struct dispatch_stay *stays;
    int *first_stay; /* [crew] or -1 */
    int *crew_of;    /* [camp * trade_count + trade] or -1 */
    int *span;       /* [camp * trade_count + trade] days the trade is needed there */
    double **left;   /* [stock] of each arrival, not yet taken */
    int *job_order;  /* by camp, smallest latest start first */
    int stay_count;
    int unplaced; /* job, or -1 */
    struct score score;
};

CHECKED enum status dispatch_new(struct dispatch **out, const struct job_net *n, const int *latest,
                                 const int *earliest, struct arena *a, struct err *e);

/* Make the schedule of the genes; the score is in d->score. */
void dispatch_run(struct dispatch *d, const struct genes *genes);

/* After a run that placed every job: name what the crews did before the jobs that waited for them. */
void dispatch_explain(struct dispatch *d);

/* Negative: x is better. */
int score_compare(const struct score *x, const struct score *y);

/* Days from one place to another for a crew: way and camp. */
int crew_travel_days(const struct crew *c, double km);

#endif
