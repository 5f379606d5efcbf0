/* SPDX-License-Identifier: Apache-2.0 */
/*
 * jobs - what a plan asks to be built, as jobs and what they wait for.
 *
 * job     a phase of one facility of one visit, or the inspection of a phase
 * camp    where the crews of a visit stay: one place for all its facilities
 * stock   a material for the sites of an area, or of all, filled by arrivals
 *
 * A facility is due on the first day of the year in which the plan counts on it
 * (year of the visit + build_years, or the end of that year when it is 0); its
 * jobs are released on the first day of the year of the visit.
 *
 * Limits   facilities of sizes without phases have no jobs.
 * Owner    the arena given to job_net_build(); programme, works and plan are
 *          borrowed.
 * Units    days from the first day of the first programme year, km.
 */
#ifndef WORKS_JOBS_H
#define WORKS_JOBS_H

#include "base/arena.h"
#include "base/err.h"
#include "model/plan.h"
#include "model/works.h"
#include "works/globe.h"

struct job_link { /* of a job to one before it */
    int before;
    enum link_kind kind;
    int lag_days;
};

struct job_need {
    int stock;
    double quantity;
};

struct job {
    int camp, facility; /* of the plan */
    int phase;          /* of the works */
    int is_inspection;  /* of the phase */
    int days, calendar;
    int trade;     /* -1: needs no crew */
    double people; /* -1: the whole crew */
    int release;   /* not before: visit and condition */
    int gate;      /* day its condition is met; 0: has none */
    int link_first, link_count;
    int need_first, need_count;
};

struct camp { /* one visit of the plan */
    int visit;
    struct globe_point place;
    int job_first, job_count;
    int release;
};

struct stock { /* arrivals by day, one for each day */
    int resource, area;
    int *day;
    double *total; /* [arrival] with all before it */
    int count;
};

struct workdays { /* of one calendar; working days are numbered from 0 */
    int *number;  /* [day_count + 1] working days before the day */
    int *day;     /* [number of them] */
    int count;
};

enum job_state {
    JOB_PLANNED,
    JOB_RUNNING,
    JOB_DONE,
};

struct job_fact { /* what is known of a job on the status date; see facts.h */
    enum job_state state;

    int start, finish; /* of running ones: as far as can be told */
    int crew;          /* -1: not known */
    int is_place;      /* of its crew: where the crew is */
};

struct job_net {
    const struct programme *programme;
    const struct works *works;
    const struct plan *plan;
    struct job *jobs; /* by visit, facility, phase; every job after those it waits for */
    struct job_link *links;
    struct job_need *needs;
    struct camp *camps;
    struct globe_point *places; /* [area] */
    struct globe_point *homes;  /* [crew] */
    int *crews;                 /* by trade; crew_first[trade] to before crew_first[trade + 1] */
    int *crew_first;
    struct stock *stocks;
    struct workdays *calendars; /* [calendar_count], every day, then the first without pauses */
    int *due;                   /* [facility] */
    struct job_fact *facts;     /* [job]; NULL: nothing is built yet */
    int status_day;             /* what is planned starts on it or later */
    double *km;                 /* [camp * camp_count + camp]; NULL: too many to keep */
    int job_count, link_count, need_count, camp_count, stock_count;
    int day_count;
    int idle_days;  /* a crew with nothing to do for longer may be sent elsewhere meanwhile */
    int pause_days; /* so many days without work are told as the cause of a wait */
};

CHECKED enum status job_net_build(struct job_net *out, const struct programme *p,
                                  const struct works *w, const struct plan *plan, struct arena *a,
                                  struct err *e);

/* First working day on or after a day; day_count: none. */
int workdays_start(const struct job_net *n, int calendar, int day);

/* Day after the last of so many working days from a working day on; day_count: beyond. */
int workdays_finish(const struct job_net *n, int calendar, int start, int days);

/* Latest start whose finish is not after a day; negative: before day 0. */
int workdays_latest_start(const struct job_net *n, int calendar, int finish, int days);

/* Earliest start whose finish is not before a day. */
int workdays_start_to_finish(const struct job_net *n, int calendar, int finish, int days);

/* The last arrival up to a day; -1: none. */
int stock_bucket(const struct stock *s, int day);

/*
 * First day from `from` on from which on so much is spare for good; none: never.  spare[arrival]
 * is what has come with it and before and is not used before the next one.
 */
int stock_day(const struct stock *s, const double *spare, double quantity, int from, int none);

/* Way between two camps, km. */
double camp_km(const struct job_net *n, int from, int to);

#endif
