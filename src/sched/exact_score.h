/* SPDX-License-Identifier: Apache-2.0 */
/*
 * exact_score - which question an exact search decides next: does an activity start by a time?
 *
 * Method    a heap of the questions that are open, by how often conflicts met them, recent
 *           ones weighing more; the answer is the last one given (Pipatsrisawat & Darwiche
 *           2007).  At first early times come first.
 */
#ifndef SCHED_EXACT_SCORE_H
#define SCHED_EXACT_SCORE_H

#include "sched/exact.h"

void exact_score_reset(struct exact *x);

/* Answer as in the schedule. */
void exact_score_follow(struct exact *x, const int *start);

void exact_score_bump(struct exact *x, struct literal l);
void exact_score_age(struct exact *x);

/* A raise was undone: its questions are open again. */
void exact_score_restore(struct exact *x, int var, int bound, int old_bound);

/* Returns 0 when all is decided. */
int exact_score_choose(struct exact *x, struct literal *out);

#endif
