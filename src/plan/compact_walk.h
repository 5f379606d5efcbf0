/* SPDX-License-Identifier: Apache-2.0 */
/*
 * compact_walk - what the files that write the compact programme share.
 */
#ifndef PLAN_COMPACT_WALK_H
#define PLAN_COMPACT_WALK_H

#include "plan/compact.h"
#include "plan/trade.h"

struct walk {
    const struct problem *p;
    const struct compact_sink *sink;
    double tolerance;
    int row_count;
    int *capacity_row; /* [capacity] -1: never exceeded */
    int *block_row;    /* [block] */
    int *visit_row;    /* [block * year_count + year] first of the visit's rows */
    char *shared;      /* [good of the block] scratch: made by several groups */
    double *dense;     /* [row of the problem] scratch, zero */
    int *touched;
    int *need_row;    /* [cell of trade] first of its pieces, -1 */
    int *surplus_row; /* [cell of trade], -1 */
    char *is_chosen;  /* [cell of trade] surplus needs a binary: several groups make the good */
    char name[512];
    struct arena *arena;
};

#define NAME_IT(w, ...) snprintf((w)->name, sizeof(w)->name, __VA_ARGS__)

CHECKED enum status put_row(struct walk *w, double lower, double upper, struct err *e);
CHECKED enum status put_column(struct walk *w, int binary, double cost, struct err *e);
CHECKED enum status put(struct walk *w, int row, double value, struct err *e);

/* Goods that several groups of the block make, into w->shared. */
void find_shared(struct walk *w, const struct block *b);

/* Piece k of the satisfaction: value <= slope * supply + level; the last piece is the ceiling. */
void piece(const struct good *good, double demand, int k, double *slope, double *level);

/* Is the good worth something by what is received too, so that its gain is counted by the area? */
static inline int is_received(const struct block *b, int good, int year)
{
    return b->goods[good].trade && b->goods[good].trade[year].room_row >= 0;
}

/* compact_trade.c: rows, entries of an option's column, the binary columns, the others. */
CHECKED enum status walk_trade_rows(struct walk *w, struct err *e);
CHECKED enum status put_trade(struct walk *w, const struct block *b, const struct option *o,
                              int year, struct err *e);
CHECKED enum status walk_trade_choices(struct walk *w, struct err *e);
CHECKED enum status walk_trade_columns(struct walk *w, struct err *e);

#endif
