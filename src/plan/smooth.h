/* SPDX-License-Identifier: Apache-2.0 */
/*
 * smooth - the Lagrangian dual over listed visits, made smooth.
 *
 * Problem  for prices u of rows, the least of
 *              sum over rows of max(u h, u l) + sum over blocks of v(u),
 *          v the best value of the block's listed visits (or of none, where it may be).
 * Method   the best value is replaced by m log(sum of exp(value / m)), which is larger by at most
 *          m log(visits) and has a gradient: the use of a plan that takes every visit by its
 *          share.  Least by accelerated gradient steps with a step of its own for every row, from
 *          the variance of its use, within a box around the start (Nesterov 1983; Beck & Teboulle
 *          2009; restarts as O'Donoghue & Candes 2015).  A row's own term is minimised exactly.
 * Layout   visits of a block lie side by side, their entries too: one pass reads memory once.
 * Units    rows divided by the size of their limit, worth by the mean worth of a block.
 * Threads  blocks in a fixed number of parts, each with sums of its own that are added in order.
 */
#ifndef PLAN_SMOOTH_H
#define PLAN_SMOOTH_H

#include "plan/colgen.h"
#include "plan/nearby.h"

struct smooth {
    const struct problem *problem;
    int threads, stride; /* every stride-th block counts for stride blocks */
    double worth_unit;
    double width; /* m */
    int block_count, column_count;
    int *first;                    /* [block + 1] into column, the blocks counted by stride */
    char *may_be_none;             /* [block] */
    int *column;                   /* of the pool */
    double *worth;                 /* [column] */
    double *share;                 /* [column] of the last pass */
    int *entry_first;              /* [column + 1] */
    int *row;                      /* [entry] */
    double *use;                   /* [entry] */
    double *scale, *upper, *lower; /* [row] */
    double *reach;                 /* [row] half-width of the box */
    double *most;                  /* [row] largest price: a soft row is missed rather */
    double *part_use, *part_spread, *part_value; /* [part * row] and [part] */
    double *use_sum, *spread;                    /* [row] of the last pass */
    const double *price;                         /* of the pass under way */
};

/* List the visits nearest to the prices of the bound. */
CHECKED enum status smooth_open(struct smooth *out, const struct colgen *cg,
                                const struct nearby *nearby, int stride, struct arena *a,
                                struct err *e);

/* Value with these prices (in the units above); fills share, use_sum and spread. */
double smooth_pass(struct smooth *s, const double *price);

/* From `price` to better ones, in place, by so many passes at most. */
CHECKED enum status smooth_descend(struct smooth *s, double *price, int passes, struct err *e);

#endif
