/* SPDX-License-Identifier: Apache-2.0 */
/*
 * timetable - what a resource of constant capacity says about when activities start.
 *
 * Method    compulsory parts (Lahrichi 1982) make a profile: no activity may overfill a period
 *           of it.  Then, in each window from a first start to a last finish, the energy of the
 *           activities inside and of the compulsory parts of the others must have room
 *           (Vilim 2011; Schutt, Feydy & Stuckey 2013).  Reasons are of one period or one
 *           window, with as few and as weak literals as suffice (Schutt et al. 2011).
 */
#ifndef SCHED_TIMETABLE_H
#define SCHED_TIMETABLE_H

#include <stdint.h>

#include "sched/trail.h"

struct user { /* of a resource */
    int activity, need, duration;
};

struct timetable {
    struct user *users; /* by falling need */
    int user_count, capacity;
    const int *busy; /* [period] held by others; NULL: nothing, and the energy is looked at */
};

struct timetable_scratch {  /* of all resources */
    int *height;            /* [period + 1] compulsory use */
    int64_t *sum;           /* [period + 1] of the heights before */
    int *by_start, *by_end; /* [user] orders */
    int *part;              /* [user] of its duration, in the window */
    int length;             /* periods */
};

/* Overfull periods and windows; raises bounds.  Returns 0 on a conflict. */
int timetable_propagate(const struct timetable *x, struct timetable_scratch *s, struct trail *t);

#endif
