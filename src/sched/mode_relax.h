/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mode_relax - one limit on the choice of works that holds the length, the resources, the budgets
 * and the links together.
 *
 * Problem   of the linear relaxation - works chosen in parts, starts, links, budgets, and for each
 *           resource its whole work within the length - the shortest length.
 * Method    every solution of its dual is a combination of the limits that holds for all
 *           schedules; that of the best one says that the works chosen, each at a cost, fit into the
 *           length (surrogate constraint; Glover 1965).  Multipliers are rounded to whole
 *           numbers and the row is summed exactly, so that it holds whatever the solver rounds.
 * Errors    those of lp.h.
 */
#ifndef SCHED_MODE_RELAX_H
#define SCHED_MODE_RELAX_H

#include "sched/mode_row.h"

/* Another row; none when the relaxation has no solution. */
CHECKED enum status mode_relax_add(struct mode_rows *rows, const struct mode_budget *b,
                                   struct err *e);

#endif
