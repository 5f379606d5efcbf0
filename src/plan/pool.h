/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pool - the visits found so far: columns of the master, each once.
 *
 * Owner  the arena given to pool_init().  Columns keep their index for ever.
 */
#ifndef PLAN_POOL_H
#define PLAN_POOL_H

#include "plan/trade.h"

struct pattern {
    int block, year;
    int option_count, entry_count;
    const int *options; /* ascending */
    double worth;
    const int *rows; /* ascending */
    const double *values;
};

struct visit_choice { /* a visit by its options */
    int block, year;
    const int *options;
    int count;
};

struct pool {
    const struct problem *problem;
    struct pattern *columns;
    int count, size;
    int *slots; /* hash table of columns, -1: free */
    int slot_count;
    double *dense; /* [row] scratch, zero */
    int *touched;
    struct trade_sender *sender; /* scratch */
    struct arena *arena;
};

CHECKED enum status pool_init(struct pool *out, const struct problem *p, struct arena *a,
                              struct err *e);

/* Add unless known; *index is the column's either way. */
CHECKED enum status pool_add(struct pool *pool, const struct visit_choice *v, int *index,
                             struct err *e);

/* worth - sum of price * use. */
double pattern_value(const struct pattern *c, const double *row_price);

#endif
