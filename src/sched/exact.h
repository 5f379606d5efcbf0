/* SPDX-License-Identifier: Apache-2.0 */
/*
 * exact - is there a schedule of at most a given length?  A search that learns.
 *
 * Problem   a task: one mode each, least distances between starts, starts within bounds,
 *           resources of which others may hold a part in each period.  A network is one when it
 *           has one mode each, constant capacities, no stocks and no dates (exact_takes()); times
 *           up to EXACT_STARTS_MAX / activities.
 * Method    lazy clause generation (Ohrimenko, Stuckey & Codish 2009; Schutt et al. 2011):
 *           bounds of starts with reasons (trail.h), resources (timetable.h), nogoods
 *           (nogood.h).  Decided is whether an activity starts by a time: the pair that
 *           conflicts met most, recently (Moskewicz et al. 2001); as it was decided last, at
 *           first as in a given schedule.  Restarts after Luby's numbers of conflicts (1993).
 * Effort    conflicts are counted, time is not.
 */
#ifndef SCHED_EXACT_H
#define SCHED_EXACT_H

#include "base/stop.h"
#include "sched/network.h"
#include "sched/nogood.h"
#include "sched/timetable.h"

enum {
    EXACT_STARTS_MAX = 1 << 21,
};

enum exact_outcome {
    EXACT_FOUND,   /* a schedule: exact.start */
    EXACT_REFUTED, /* there is none */
    EXACT_OPEN,    /* the conflicts are used up */
};

struct bond { /* start of `activity` >= start of the other + lag */
    int activity, lag;
};

struct distance { /* start of `to` >= start of `from` + lag */
    int from, to, lag;
};

struct exact_task {
    int activity_count, resource_count, distance_count;
    int *duration; /* [activity] */
    int *need;     /* [resource * activity_count + activity] */
    int *capacity; /* [resource] */
    int *busy;     /* [resource * length + period] held by others; NULL: nothing */
    int *earliest; /* [activity] of starts */
    int *latest;   /* [activity] */
    struct distance *distances;
};

struct exact_size { /* at most */
    int activities, resources, distances, length;
};

struct exact {
    struct exact_task task;
    struct trail trail;
    struct nogoods nogoods;
    struct timetable *tables; /* [resource] */
    struct timetable_scratch scratch;
    int *dirty;                      /* [resource] */
    int *after_first, *before_first; /* [n + 1] into bonds of either direction */
    struct bond *afters, *befores;
    int periods;                   /* starts 0..periods - 1 are kept a score of */
    double *score, step;           /* [activity * periods + time]: starts by then? */
    int *heap, *place, heap_count; /* of them by score; place -1: not in the heap */
    unsigned char *late;           /* the same index: 1 when it was last decided to start later */
    int *mark, stamp;
    int read;  /* raises that were propagated */
    int swept; /* and the bounds of level 0 */
    int length, restarts, until_restart;
    int64_t conflicts;
    int *start;
};

/* Of the whole problem; starts are not bounded yet. */
CHECKED enum status exact_task_make(struct exact_task *out, const struct network *net,
                                    struct arena *a, struct err *e);

/* Is the problem of the kind, and not too large? */
int exact_takes(const struct network *net, int length);

/* A network, for lengths up to `length`. */
CHECKED enum status exact_init(struct exact *out, const struct network *net, int length,
                               struct arena *a, struct err *e);

/* Room for tasks to come. */
CHECKED enum status exact_make(struct exact *out, const struct exact_size *size, struct arena *a,
                               struct err *e);

/* Another task, whose arrays stay the caller's, for lengths up to `length`; all is forgotten. */
void exact_load(struct exact *x, const struct exact_task *task, int length);

/* Undo all and forget what was learned. */
void exact_forget(struct exact *x);

/* Ask for schedules of at most `length`, which is no longer than before unless `anew`, which
 * forgets what was learned; like the schedule, unless NULL. */
void exact_ask(struct exact *x, int length, int anew, const int *like);

/* Go on until so many conflicts were met since exact_make(). */
enum exact_outcome exact_run(struct exact *x, int64_t conflicts, const struct stop *stop);

#endif
