/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mode_row - linear limits on the choice of works: budgets, and what a relaxation says.
 *
 * Row       the costs of the works chosen, one for each activity, are in sum at most
 *           room + each x length.
 * Method    the least that the works left cost must fit; a work that does not fit beside the least
 *           of the others goes (reduced cost fixing, when a relaxation made the row; mode_relax.h).
 *           Reasons leave out what the excess does not need.
 * Owner     the arena.
 */
#ifndef SCHED_MODE_ROW_H
#define SCHED_MODE_ROW_H

#include "sched/mode_budget.h"

struct mode_exact;

enum {
    MODE_ROWS_MORE = 4, /* room for rows that are no budgets */
};

struct mode_rows {
    int count;
    int64_t *cost;        /* [row * works + work] */
    int64_t *room, *each; /* [row] */
    int64_t *least;       /* [activity] of the works left, of one row */
};

/* The budgets, and room for MODE_ROWS_MORE rows. */
CHECKED enum status mode_rows_init(struct mode_rows *out, const struct mode_budget *b,
                                   struct arena *a, struct err *e);

/* No schedule is shorter. */
int mode_rows_bound(const struct mode_rows *rows, const struct network *net);

/* Returns 0 on a conflict. */
int mode_rows_propagate(struct mode_exact *x);

#endif
