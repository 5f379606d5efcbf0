/* SPDX-License-Identifier: Apache-2.0 */
/*
 * programme - the linear programme of a network: rows, columns, what they cost.
 *
 * Rows     what a producer makes in a period; what a depot has at a boundary (before = after)
 *          and has room for; what a carrier and a lane do in a period; what a site has of a
 *          material at a boundary.
 * Columns  what leaves along a way at a boundary; what lies at a depot or a site from one
 *          boundary to the next; what a site is short of from one to the next.
 * Owner    flow_programme_open's caller calls flow_programme_close.
 */
#ifndef SUPPLY_PROGRAMME_H
#define SUPPLY_PROGRAMME_H

#include "lp/lp.h"
#include "supply/net.h"

struct flow_programme {
    const struct net *net;
    struct lp *lp;
    double *cost;    /* [column] currency a unit */
    double *waiting; /* [column] phase-days a unit; 0: no shortage */
    int *class;      /* [column] of a shortage; 0: none */
    double *upper;   /* [column] its bound, or INFINITY; all are 0 or more */
    int *is_held;    /* [column] fixed at a bound for a class that goes before */
    double *set;     /* [column] cost it has in the solver now */
    double *x;       /* [column] */
    struct supply_limit *limits;
    int *limit_row; /* [limit] */
    int limit_count, column_count, row_count;
    int *made, *kept, *room, *carried, *lane; /* first row of each, or -1 */
    int *lying;                               /* first column of what lies at a depot, or -1 */
};

CHECKED enum status flow_programme_open(struct flow_programme *f, const struct net *n,
                                        const struct stop *stop, struct arena *a, struct err *e);
void flow_programme_close(struct flow_programme *f);

#endif
