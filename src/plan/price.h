/* SPDX-License-Identifier: Apache-2.0 */
/*
 * price - the best visit of a block when rows have prices.
 *
 * Problem  for a block and a year, the package that maximises
 *              worth(package) - sum over rows of price * use of the row
 *          with at most one option of each group, within the capacities of the
 *          area, with what the clauses want in it.
 * Method   depth-first branch and bound over groups.  Worth is concave in the
 *          outputs, so an option alone gains at least what it adds to others:
 *          the sum of the best that still fits of each open group is a bound.
 * Limits   PRICE_NODE_MAX nodes a visit; beyond that the answer may not be the
 *          best, and `bound` is larger than `value`.
 * Threads  one scratch a thread.
 */
#ifndef PLAN_PRICE_H
#define PLAN_PRICE_H

#include "plan/problem.h"

enum {
    PRICE_NODE_MAX = 100 * 1000,
};

struct prices {
    double worth;      /* factor of worth: 1, or 0 to look for any plan */
    const double *row; /* [row] */
    double *unit;      /* [reach * cell_count + cell] price of one unit there */
    double *onward;    /* the same, and in every later year */
};

struct package {
    double value; /* worth less prices; -INFINITY: there is none worth more than asked */
    double bound; /* no package has a larger value, or than asked */
    int count;
    int *options; /* [group_count] */
};

struct price_scratch;

CHECKED enum status prices_init(struct prices *out, const struct problem *p, struct arena *a,
                                struct err *e);

/* Take the prices of rows (borrowed). */
void prices_set(struct prices *out, const struct problem *p, const double *row, double worth);

/* Price of an option in a visit year. */
double option_price(const struct problem *p, const struct prices *prices, const struct block *b,
                    const struct option *o, int year);

/* Room for pricing any block. */
CHECKED enum status price_scratch_new(struct price_scratch **out, const struct problem *p,
                                      struct arena *a, struct err *e);

/* The best package worth more than `more_than`, which may be -INFINITY. */
void price_visit(const struct problem *p, const struct prices *prices, int block, int year,
                 double more_than, struct price_scratch *s, struct package *out);

/* Every package with a value of at least `at_least`, until `found` returns 0. */
typedef int price_found(void *context, const int *options, int count, double value);

/* 0 when `found` or the node limit ended it. */
int price_all(const struct problem *p, const struct prices *prices, int block, int year,
              double at_least, struct price_scratch *s, price_found *found, void *context);

#endif
