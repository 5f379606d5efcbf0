/* SPDX-License-Identifier: Apache-2.0 */
/*
 * exact - is there a schedule of at most a given length?  A search that learns.
 *
 * Problem   one mode each, links of any kind, constant capacities, no stocks, no dates
 *           (exact_takes()); times up to EXACT_STARTS_MAX / activities.
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

struct exact {
    const struct network *net;
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

/* Is the problem of the kind, and not too large? */
int exact_takes(const struct network *net, int length);

/* For lengths up to `length`. */
CHECKED enum status exact_init(struct exact *out, const struct network *net, int length,
                               struct arena *a, struct err *e);

/* Ask for schedules of at most `length`, which is no longer than before unless `anew`, which
 * forgets what was learned; like the schedule, unless NULL. */
void exact_ask(struct exact *x, int length, int anew, const int *like);

/* Go on until so many conflicts were met since exact_init(). */
enum exact_outcome exact_run(struct exact *x, int64_t conflicts, const struct stop *stop);

#endif
