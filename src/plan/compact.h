/* SPDX-License-Identifier: Apache-2.0 */
/*
 * compact - the whole problem as one mixed-integer programme.
 *
 *   v(b,t)      binary: block b is visited in year t
 *   x(b,t,o)    binary: the visit brings option o
 *   z(b,t,g,y)  what a good made by several groups gains in year y, at most each
 *               linear piece of its satisfaction
 *   and, where goods are traded, what compact_trade.c adds
 *
 * This is what a general solver gets: rivals of the column generation, and the
 * tests that compare with it.
 */
#ifndef PLAN_COMPACT_H
#define PLAN_COMPACT_H

#include "lp/lp.h"
#include "plan/problem.h"

/* Receives all rows, then all columns, each column followed by its entries. */
struct compact_sink {
    enum status (*row)(void *context, const char *name, double lower, double upper, struct err *e);
    enum status (*column)(void *context, const char *name, int binary, double cost, struct err *e);
    enum status (*entry)(void *context, const char *name, int row, double value, struct err *e);
    void *context;
};

/* `tolerance`: how much of the tolerance of each limit is given away, 0 to 1. */
CHECKED enum status compact_walk(const struct problem *p, double tolerance,
                                 const struct compact_sink *sink, struct arena *a, struct err *e);

/* Load it into an empty, maximising lp; *binaries: the first so many columns are binary. */
CHECKED enum status compact_load(const struct problem *p, double tolerance, struct lp *lp,
                                 int *binaries, struct arena *a, struct err *e);

#endif
