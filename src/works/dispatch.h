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
 *          Jobs can be laid and taken away one by one too (search.h, relax.h, replan.h).
 * Cost     one pass over the jobs; a job looks at the stays of its crew, the
 *          first of a trade in a camp at those of all crews.
 * Owner    dispatch_new() takes the arena; nothing is allocated afterwards.
 */
#ifndef WORKS_DISPATCH_H
#define WORKS_DISPATCH_H

#include "model/schedule.h"
#include "works/jobs.h"

struct placed { /* a job in the schedule */
    int is_placed;
    int crew, stay; /* -1: it needs none */
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

struct start_key {
    int start, job;
};

struct score { /* less is better, the first that differs decides */
    int unplaced;
    double late_days;
    int moves; /* against an earlier schedule, if there is one */
    double ready_days, travel_km;
};

struct camp_score { /* what a camp adds to the score */
    int is_known, moves;
    double late_days, ready_days;
};

enum {
    DIFFERS_MAX = 32,
};

struct crew_glance;

struct dispatch {
    const struct job_net *net;
    const int *latest;              /* [job] latest start by links and calendars */
    const struct schedule *earlier; /* moves are counted against it; NULL: none */
    struct placed *placed;
    struct dispatch_stay *stays;
    int *first_stay; /* [crew] or -1 */
    int *crew_of;    /* [camp * trade_count + trade] or -1 */
    int *span;       /* [camp * trade_count + trade] days the trade is needed there */
    double **spare;  /* [stock] after each arrival: come and not used; see stock_day() */
    int *job_order;  /* by camp, smallest latest start first */
    struct start_key *keys;
    int *over, *known; /* stay_index.h */
    int marks;
    struct crew_glance *glances; /* crew_choice.h */
    int *reach;                  /* [crew] days to anywhere */
    struct camp_score *camp_scores;
    double *crew_km; /* negative: not known */
    int stay_count, free_stay;
    int unplaced;                           /* job, or -1 */
    int differs[DIFFERS_MAX], differ_count; /* camps, see dispatch_renew(); -1: any */
    struct score score;
};

CHECKED enum status dispatch_new(struct dispatch **out, const struct job_net *n, const int *latest,
                                 const int *earliest, struct arena *a, struct err *e);

void dispatch_clear(struct dispatch *d);

/* Make the schedule that serves camps in this order; the score is in d->score. */
void dispatch_run(struct dispatch *d, const int *order);

/*
 * Place one job as early as can be, not before a day; jobs it waits for must be placed.
 * `preferred`: crew that is tried first, or -1.  0: no crew can ever do it.
 */
int dispatch_place(struct dispatch *d, int j, int from, int preferred);

/* All jobs of a camp that are not placed; 0 and d->unplaced when one cannot be. */
int dispatch_place_camp(struct dispatch *d, int camp, int from, int preferred);

/* Lay a job where it is known to be; nothing is checked.  crew -1: done without one. */
void dispatch_lay(struct dispatch *d, int j, int crew, int start, int finish);

/* The same for its working days from a day on. */
static inline void dispatch_lay_from(struct dispatch *d, int j, int crew, int start)
{
    const struct job *job = &d->net->jobs[j];
    dispatch_lay(d, j, crew, start, workdays_finish(d->net, job->calendar, start, job->days));
}

/* Could it be laid there, by everything but the jobs that wait for it? */
int dispatch_fits(const struct dispatch *d, int j, int crew, int start);

void dispatch_take_away(struct dispatch *d, int j);
void dispatch_take_camp_away(struct dispatch *d, int camp);

void dispatch_score(struct dispatch *d);
void dispatch_copy(struct dispatch *to, const struct dispatch *from);

/* The same where `to` differs in no camps but those of to->differs. */
void dispatch_renew(struct dispatch *to, const struct dispatch *from);

/*
 * When every job is placed: each that is planned goes as early as it can with its crew, in
 * the order of days; then causes are told, and what crews did before the jobs that waited.
 */
void dispatch_settle(struct dispatch *d);

/* Does a planned job start on another day, or with another crew, than in d->earlier? */
int dispatch_is_moved(const struct dispatch *d, int j);

/* For qsort: by day, then job. */
int start_key_compare(const void *left, const void *right);

/* Negative: x is better. */
int score_compare(const struct score *x, const struct score *y);

/* Days from one place to another for a crew: way and camp (crews.c). */
int crew_travel_days(const struct crew *c, double km);

#endif
