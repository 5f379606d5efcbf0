/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lp - linear and mixed-integer programmes: the port to a solver.
 *
 * Problem  optimise c x over  lower <= A x <= upper,  x within its bounds, some
 *          x integer; rows and columns are added and changed, and solving again
 *          starts from the last basis.
 * Duals    the dual of a row is what the objective gains per unit by which its
 *          active bound grows; a reduced cost likewise for a column's bound.
 *          This holds for maximising and minimising alike.
 * Bounds   -INFINITY and INFINITY mean none.
 * Owner    lp_open's caller calls lp_close; lp_close(NULL) is allowed.
 * Errors   that a programme is infeasible is an outcome; STATUS_EXTERNAL means
 *          that the solver itself failed.  A linear programme in which it gets lost from the last
 *          basis is begun anew once.
 * Threads  one lp, one thread; the same calls give the same bytes.
 */
#ifndef LP_LP_H
#define LP_LP_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/stop.h"

struct lp;

enum lp_sense {
    LP_MINIMISE,
    LP_MAXIMISE,
};

enum lp_outcome {
    LP_OPTIMAL,    /* also: within the gap asked for */
    LP_INFEASIBLE, /* no solution at all */
    LP_UNBOUNDED,  /* or infeasible, where the solver cannot tell */
    LP_LIMIT,      /* a limit or the stop flag ended the search */
};

struct lp_settings {
    enum lp_sense sense;
    uint64_t seed;
    const struct stop *stop; /* asked during solving; may be NULL */
    int is_repriced; /* costs change between solves: begin with the method the last basis fits */
};

/* Rows (or columns) to add; entries of item i at start[i] .. start[i + 1] - 1. */
struct lp_batch {
    int count;
    const double *cost; /* columns only */
    const double *lower, *upper;
    const int *start; /* count + 1 */
    const int *index; /* of columns in rows, of rows in columns */
    const double *value;
};

struct lp_mip {
    double gap;         /* relative, good enough */
    int64_t nodes;      /* of the search tree, at most */
    int64_t iterations; /* of the simplex method in the tree, about at most; 0: any number */
    int heuristics;     /* 0..100: share of the effort spent on finding solutions */
    const double *x;    /* a solution to start from, or NULL */
};

struct lp_result {
    enum lp_outcome outcome;
    int has_solution;
    double objective; /* of the solution */
    double bound;     /* of a mixed-integer solve: no solution is better */
    int64_t nodes;
};

CHECKED enum status lp_open(struct lp **out, const struct lp_settings *settings, struct arena *a,
                            struct err *e);
void lp_close(struct lp *lp);

CHECKED enum status lp_add_rows(struct lp *lp, const struct lp_batch *rows, struct err *e);
CHECKED enum status lp_add_columns(struct lp *lp, const struct lp_batch *columns, struct err *e);
CHECKED enum status lp_set_cost(struct lp *lp, int column, double cost, struct err *e);
CHECKED enum status lp_set_column(struct lp *lp, int column, double lower, double upper,
                                  struct err *e);
CHECKED enum status lp_set_row(struct lp *lp, int row, double lower, double upper, struct err *e);

/* Remove the columns with keep[i] == 0; the others move up, in order. */
CHECKED enum status lp_keep_columns(struct lp *lp, const int *keep, struct err *e);

int lp_row_count(const struct lp *lp);
int lp_column_count(const struct lp *lp);

/* Solve without regard to integrality. */
CHECKED enum status lp_solve(struct lp *lp, struct lp_result *out, struct err *e);

/* Solve with every column integer in [from, to). */
CHECKED enum status lp_solve_mip(struct lp *lp, int from, int to, const struct lp_mip *mip,
                                 struct lp_result *out, struct err *e);

/* Of the last solve that had a solution; any pointer may be NULL.  Duals only after lp_solve. */
CHECKED enum status lp_solution(const struct lp *lp, double *x, double *row_dual,
                                double *column_dual, struct err *e);

/* Where each column and row stands in the last basis; one set is where the next solve begins. */
enum lp_basis {
    LP_AT_LOWER, /* of a row whose bounds are equal as well */
    LP_BASIC,
    LP_AT_UPPER,
    LP_AT_ZERO,
    LP_NONBASIC,
};

CHECKED enum status lp_get_basis(const struct lp *lp, int *column, int *row, struct err *e);
CHECKED enum status lp_set_basis(struct lp *lp, const int *column, const int *row, struct err *e);

/* After LP_INFEASIBLE: weights of rows whose combination cannot hold; *found 0 when the solver has
 * none. */
CHECKED enum status lp_ray(const struct lp *lp, double *row_weight, int *found, struct err *e);

#endif
