/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sched_read - the public instance formats of project scheduling, for the benchmark.
 *
 * .sm, .mm   PSPLIB and MMLIB: renewable and non-renewable resources, modes
 * .rcp       RCPSP-CPR: stocks taken and given; those of the first and last activity
 *            are ignored, as the set's README asks
 * .sch       RCPSP/max of ProGen/max: lags from start to start, of either sign
 * .txt       MPLIB: several projects that share resources, made one problem
 */
#ifndef BENCH_SCHED_READ_H
#define BENCH_SCHED_READ_H

#include "base/arena.h"
#include "sched/problem.h"

/* The arena owns the problem.  Prints what is wrong and ends the program. */
void sched_read(struct sched_problem *out, const char *path, struct arena *a);

#endif
