/* SPDX-License-Identifier: Apache-2.0 */
/*
 * anneal_field - what the chains of annealing share: the visits that are tried, and what they use.
 *
 * Method   rows that the plan at hand is far from exceeding are left out of the entries, so that a
 *          move looks at what matters.  They are watched from time to time: field_watch().
 * Owner    the arena given to field_open().
 */
#ifndef PLAN_ANNEAL_FIELD_H
#define PLAN_ANNEAL_FIELD_H

#include "plan/choice.h"
#include "plan/colgen.h"
#include "plan/nearby.h"

struct field_row {
    double upper, lower; /* none where the row may be missed */
    double weight;       /* cost of a unit in excess */
};

struct field {
    const struct colgen *cg;
    const struct problem *problem;
    struct nearby nearby; /* a visit is known by its place here */
    const int *first;     /* [block + 1] of the visits, best first */
    int *by_year;         /* visits by block and year, best first */
    int *year_first;      /* [block * year_count + year, + 1] */
    double *worth;        /* [visit] */
    int *year;            /* [visit] */
    int *entry_first;     /* [visit + 1] uses of the rows that are watched in every move */
    int *entry_rows;
    double *entry_values;
    struct field_row *rows; /* [row] */
    char *is_active;        /* [row] */
    int has_soft;           /* some row may be missed */
    double mean_worth;      /* of a visit */
};

/* The visits of the pool nearest to the bound, at most `block_max` a block; surplus and room count
 * at a share of their prices there. */
CHECKED enum status field_open(struct field *out, const struct colgen *cg, int block_max,
                               double trade, struct arena *a, struct err *e);

/* Watch the rows that these sums come near to, and those that were before. */
void field_watch(struct field *f, const double *sum);

/* Watch every row. */
void field_watch_all(struct field *f);

/* The column of a visit in the pool; -1: none. */
static inline int field_column(const struct field *f, int visit)
{
    return visit < 0 ? -1 : f->nearby.visits[visit].column;
}

/* The visit of a block that is the column, else its best; -1: none, as may be. */
int field_visit(const struct field *f, int block, int column);

static inline double field_excess(const struct field_row *r, double sum)
{
    double over = sum - r->upper, under = r->lower - sum;
    double most = over > under ? over : under;
    return most > 0 ? r->weight * most : 0;
}

/* Sums over all rows of the visits chosen for each block. */
void field_sums(const struct field *f, const int *visit, double *sum);

#endif
