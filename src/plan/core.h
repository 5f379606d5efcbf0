/* SPDX-License-Identifier: Apache-2.0 */
/*
 * core - a few visits of each block and the rows they share, packed for search.
 *
 * Problem  a multiple-choice knapsack with several rows: of every class (a block that may be
 *          chosen anew) exactly one item (a visit, or none where that is allowed), so that every
 *          row is kept and the sum of worth, less what soft rows miss, is largest.
 * Ties     what is held is worth a ten millionth more, so that nothing moves for nothing.
 * Order    the items of a class by worth less prices, best first; `lost` is the distance to the
 *          first.
 * Rows     limits are less what the other blocks use and wider by half the tolerance.  Rows that
 *          no choice can exceed are left out.
 * Owner    the arena given to core_build().
 */
#ifndef PLAN_CORE_H
#define PLAN_CORE_H

#include "plan/restrict.h"

struct core_row {
    double lower, upper;
    double penalty; /* worth lost a unit beyond the limits; 0: they must be kept */
    double weight;  /* what a unit of use is worth: its price, or what items typically gain */
    double price;
};

struct core {
    int class_count, item_count, row_count;
    int *item_first;  /* [class + 1] */
    int *block;       /* [class] */
    int *column;      /* [item] of the pool; -1: no visit */
    double *worth;    /* [item] */
    double *lost;     /* [item] */
    int *entry_first; /* [item + 1] */
    int *entry_row;
    double *entry_value;
    struct core_row *rows;
    int *user_first; /* [row + 1] classes that can use the row */
    int *users;
    int is_impossible; /* a row that no choice keeps, or a must without a visit */
    double best_value; /* of the first items together: worth less prices */
    double mean_lost;  /* of the item in the middle of its class */
};

CHECKED enum status core_build(struct core *out, const struct restriction *r,
                               const struct pool *pool, struct arena *a, struct err *e);

/* The items that a plan chooses; a class whose visit is not listed gets its first item. */
void core_read(const struct core *c, const struct choice_set *plan, int *at);

/* The other way: blocks that are not free keep their visits. */
void core_write(const struct core *c, const int *at, struct choice_set *plan);

/* What a sum is beyond the limits. */
static inline double core_excess(const struct core_row *r, double sum)
{
    double over = sum - r->upper, under = r->lower - sum;
    double most = over > under ? over : under;
    return most > 0 ? most : 0;
}

#endif
