/* SPDX-License-Identifier: Apache-2.0 */
/*
 * split - one step of a search tree: what a visit of a block must, or must not, be.
 */
#ifndef PLAN_SPLIT_H
#define PLAN_SPLIT_H

#include "plan/master.h"

enum split_kind {
    SPLIT_NONE,
    SPLIT_YEARS,  /* a visit, if any, in these years */
    SPLIT_VISIT,  /* a visit */
    SPLIT_WITH,   /* a visit, if any, in the year and with one of the options */
    SPLIT_WITHOUT /* no visit in the year with one of the options */
};

struct split {
    enum split_kind kind;
    int block;
    uint64_t years; /* SPLIT_YEARS */
    int year;
    int option, is_size; /* the option, or all of its group that have its size */
};

/* The two sides of the split of the master's solution that promises most; *found 0: every block
 * is visited whole, or not at all. */
CHECKED enum status split_choose(const struct master *m, struct split sides[2], int *found,
                                 struct err *e);

/* Narrow blocks and options so. */
void split_apply(struct problem *p, const struct split *s);

/* May the visit be chosen as blocks and options are now? */
int split_allows(const struct problem *p, const struct pattern *c);

#endif
