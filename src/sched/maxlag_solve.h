/* SPDX-License-Identifier: Apache-2.0 */
/*
 * maxlag_solve - a good schedule of activities with maximal lags, or the proof that none exists.
 *
 * Method    lists, crossed and changed, through the scheme with unscheduling
 *           (sched/maxlag_decode.h); for the kind of problem that it is for, the complete
 *           search (sched/maxlag_branch.h) in between.  Each schedule and each node counts as one.
 * Limits    stocks that are filled are refused; costs of lateness are not looked at, so that
 *           they are refused too.  One thread.
 */
#ifndef SCHED_MAXLAG_SOLVE_H
#define SCHED_MAXLAG_SOLVE_H

#include "sched/mode_budget.h"
#include "sched/solve.h"

/* Fills *out apart from critical_path; start, finish and mode are there to be written to. */
CHECKED enum status maxlag_solve(const struct network *net, const struct mode_budget *budget,
                                 const struct sched_options *options, struct sched_result *out,
                                 struct arena *a, struct err *e);

#endif
