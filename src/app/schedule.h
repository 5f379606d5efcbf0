/* SPDX-License-Identifier: Apache-2.0 */
/*
 * schedule - when each phase of a plan's plants is built and by which crew, kept as tables.
 *
 * Tables   written: schedule, schedule_activity, schedule_stay; rows of an earlier
 *          schedule of the same plan are replaced.  Shipments of the plan are kept to and marked
 *          as of an earlier schedule, or dropped (shipments.h).
 * Before   the plan must be in the file; a plan made from other figures is scheduled
 *          as it stands, and the answer says so.
 * Errors   INVALID with a sentence for what is wrong in the tables of building, and
 *          when there are no phases; that a phase can never be done is an answer.
 */
#ifndef APP_SCHEDULE_H
#define APP_SCHEDULE_H

#include <stdint.h>

#include "app/session.h"
#include "app/shipments.h"
#include "base/buf.h"
#include "base/stop.h"
#include "model/plan.h"
#include "model/schedule.h"
#include "model/works.h"
#include "works/jobs.h"

enum {
    SCHEDULE_TABLE_COUNT = 8,
};

/* What scheduling and supplying change, for session_keep(). */
extern const enum table_id schedule_tables[SCHEDULE_TABLE_COUNT];

struct schedule_request {
    const char *plan; /* code; NULL: the last one */
    double effort;
    int no_shipments;          /* drop those of the plan and read table arrival alone */
    int idle_days, pause_days; /* works/jobs.h */
    int threads;
    uint64_t seed;
    const struct schedule *first; /* works/schedule.h; NULL: made afresh */
    const char *options;          /* as on the command line */
    const struct stop *stop;
    const struct progress *progress;
};

struct schedule_again { /* what a schedule that was planned again has besides */
    int status_day;
    const struct schedule *earlier;
    const struct job_fact *facts;                   /* [activity] */
    struct slice *baseline_start, *baseline_finish; /* [activity] */
    struct slice *reason, *moved_reason;            /* [activity] of the earlier one; of the move */
    double baseline_late_days;
    int moved_count;
};

struct schedule_answer {
    const char *plan, *summary;
    struct plan built;
    struct works works;
    struct schedule schedule;
    struct shipments shipments;
    int is_plan_stale;
    int without_phases;                 /* facilities whose size has no phases */
    const struct schedule_again *again; /* NULL: made afresh; see app/reschedule.h */
    int *rows;                          /* [activity] of table schedule_activity, when read */
};

/* The plan and how it is built, with the rows of table arrival alone. */
CHECKED enum status schedule_open_plan(struct schedule_answer *out, struct session *s,
                                       const char *plan, struct err *e);

/* With the shipments of the plan, and its jobs: what schedule_make() and schedule_read() begin
 * with. */
CHECKED enum status schedule_open(struct schedule_answer *out, struct job_net *net,
                                  struct session *s, const char *plan, struct err *e);

/*
 * schedule_read.c: the schedule of the plan that was opened, as the tables have it, activities
 * in the order of the jobs.  NOTFOUND when there is none, CONFLICT when it does not fit.
 */
CHECKED enum status schedule_read(struct schedule_answer *x, const struct job_net *net,
                                  struct session *s, struct err *e);

CHECKED enum status schedule_make(struct schedule_answer *out, struct session *s,
                                  const struct schedule_request *request, struct err *e);

/* A schedule of what is open, verified and in words; works and plan may have been changed. */
CHECKED enum status schedule_build(struct schedule_answer *x, struct session *s,
                                   const struct schedule_request *request, struct err *e);

void schedule_answer_write(const struct schedule_answer *x, const struct programme *p,
                           struct buf *b);
/* Key shipments: "none", "unmet" (not used), "used", "stale" (used all the same). */
void schedule_answer_write_json(const struct schedule_answer *x, const struct programme *p,
                                struct buf *b);

/* schedule.c: what both verbs end with. */
CHECKED enum status schedule_verify(const struct schedule_answer *x, struct session *s,
                                    struct err *e);
CHECKED enum status schedule_summarise(struct schedule_answer *x, struct arena *a, struct err *e);

/* schedule_words.c: what kept an activity from an earlier start, as a sentence. */
void schedule_reason(struct buf *b, const struct schedule_answer *x, const struct programme *p,
                     int activity);

/* Where and what: "Kangdong, Foodstuff factory, small: frame". */
void schedule_name(struct buf *b, const struct schedule_answer *x, const struct programme *p,
                   int activity);

/* schedule_tables.c */
CHECKED enum status schedule_tables_write(struct session *s, const struct schedule_answer *x,
                                          const struct schedule_request *request, struct err *e);

#endif
