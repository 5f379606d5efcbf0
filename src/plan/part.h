/* SPDX-License-Identifier: Apache-2.0 */
/*
 * part - blocks that share limits of their own, as a problem by themselves.
 *
 * Parts    blocks that some row of few blocks couples, joined from the rows of fewest blocks on, as
 *          long as no part gets more than `block_max`: mostly the areas of a province.  The rows
 *          that only count blocks of one part are its own.  A programme of at most `block_max`
 *          blocks is one part, and all rows are its own.  Where goods are traded, or stages of
 *          an area reach a floor together, there are no parts.
 * Problem  the blocks of a part with its own rows; what its visits use of all other rows is paid
 *          for, at prices given, and taken off their worth as a bonus of the options.
 */
#ifndef PLAN_PART_H
#define PLAN_PART_H

#include "plan/price.h"

struct parts {
    int count;
    int *block_first; /* [count + 1] into blocks */
    int *blocks;      /* ascending in each part */
    int *row_first;   /* [count + 1] into rows */
    int *rows;        /* ascending in each part */
};

CHECKED enum status parts_find(struct parts *out, const struct problem *p, int block_max,
                               struct arena *a, struct err *e);

/* Block, option and row k of *out are number k among those of the part.  `prices` is scratch. */
CHECKED enum status part_problem(struct problem *out, const struct problem *p,
                                 const struct parts *parts, int part, struct prices *prices,
                                 const double *row_price, struct arena *a, struct err *e);

#endif
