/* SPDX-License-Identifier: Apache-2.0 */
/*
 * prove - raise the bound, or find the schedule that meets it, by exact search.
 *
 * Method    from below: a length that no schedule was shown to undercut is asked for, and the
 *           next when it is refuted, for half of the effort.  Then from above, keeping what was
 *           learned: always one period less than the best schedule (sched/exact.h).  A gap
 *           that is too wide for that is left to the first.
 * Effort    conflicts; what is found depends on the upper bounds given, not on time.
 */
#ifndef SCHED_PROVE_H
#define SCHED_PROVE_H

#include "sched/exact.h"

struct prover {
    struct exact exact;
    int active;               /* 0: not for problems of this kind, or done */
    int falling;              /* asks from above */
    int lower;                /* no schedule is shorter */
    int upper;                /* the shortest known */
    int found;                /* `start` has this length, or 0: nothing found */
    int *start, *like;        /* found here; given */
    int64_t effort, given_up; /* conflicts in all; from which on this length is left open */
};

/* Inactive when the problem is not of the kind that exact search takes. */
CHECKED enum status prover_init(struct prover *out, const struct network *net, int lower, int upper,
                                int64_t effort, struct arena *a, struct err *e);

/* A schedule of length `upper` from elsewhere. */
void prover_tell(struct prover *p, const int *start, int upper);

/* Until so many conflicts were met since prover_init(). */
void prover_run(struct prover *p, int64_t conflicts, const struct stop *stop);

#endif
