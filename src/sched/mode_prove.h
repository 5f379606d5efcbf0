/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mode_prove - better schedules, and the proof that there are none, when works are to be chosen.
 *
 * Method    always one period less than the best schedule known, from here or from elsewhere,
 *           keeping what was learned (sched/mode_exact.h).
 * Effort    conflicts; what is found depends on the schedules told, not on time.
 */
#ifndef SCHED_MODE_PROVE_H
#define SCHED_MODE_PROVE_H

#include "sched/mode_exact.h"

struct mode_prover {
    struct mode_exact exact;
    int active; /* 0: not for problems of this kind, or done */
    int lower;  /* no schedule is shorter */
    int upper;  /* the shortest known; 0: none was told yet */
    int found;  /* `start` and `work` have this length, or 0: nothing found */
    int *start, *work;
    int64_t effort; /* conflicts in all */
};

struct mode_prove_plan {
    const struct mode_budget *budget; /* read */
    int lower;                        /* no schedule is shorter */
    int length;                       /* of the longest that will be told or asked for */
    int64_t effort;
    uint64_t seed;
};

/* Inactive when the problem is not of the kind. */
CHECKED enum status mode_prover_init(struct mode_prover *out, const struct network *net,
                                     const struct mode_prove_plan *plan, struct arena *a,
                                     struct err *e);

/* The first schedule: starts and modes of the problem. */
void mode_prover_begin(struct mode_prover *p, const int *start, const int *mode, int upper);

/* No schedule is known: look for one of at most `length`, as in the plan. */
void mode_prover_begin_blind(struct mode_prover *p, int length);

/* A schedule from elsewhere: events and works. */
void mode_prover_tell(struct mode_prover *p, const int *event, const int *work, int upper);

/* Until so many conflicts were met since mode_prover_init(). */
void mode_prover_run(struct mode_prover *p, int64_t conflicts, const struct stop *stop);

#endif
