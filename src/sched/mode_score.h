/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mode_score - which question conflicts met most, recently (Moskewicz et al. 2001).
 *
 * question  a number below count; open ones are in a heap by falling score, ties by number
 */
#ifndef SCHED_MODE_SCORE_H
#define SCHED_MODE_SCORE_H

#include "base/arena.h"
#include "base/err.h"

struct mode_score {
    double *score, step; /* [question] */
    int *heap, *place;   /* place -1: not in the heap */
    int heap_count, count;
};

CHECKED enum status mode_score_init(struct mode_score *out, int count, struct arena *a,
                                    struct err *e);

/* All questions, by the scores as they are. */
void mode_score_fill(struct mode_score *s);

void mode_score_bump(struct mode_score *s, int question);
void mode_score_age(struct mode_score *s);
void mode_score_insert(struct mode_score *s, int question);

/* Take out the first; -1: none is left. */
int mode_score_take(struct mode_score *s);

#endif
