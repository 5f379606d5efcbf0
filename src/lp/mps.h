/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mps - write a mixed-integer programme as free-format MPS, column by column.
 *
 * Text     sections NAME, OBJSENSE, ROWS, COLUMNS, RHS, RANGES, BOUNDS, ENDATA, as
 *          HiGHS, CBC, SCIP, GLPK and the commercial solvers read them.
 * Order    mps_begin, mps_row for every row, mps_column with its mps_entry for
 *          every column, mps_end.  Rows are remembered, columns are not.
 * Numbers  shortest text that reads back as the same double.
 * Names    without blanks; the caller's, borrowed until mps_end for rows.
 */
#ifndef LP_MPS_H
#define LP_MPS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

struct mps_row;

struct mps {
    /* Takes the text written so far out of `text`; 0: cannot. */
    int (*flush)(void *context, struct slice text);
    void *context;
    struct buf text;
    struct mps_row *rows;
    int row_count, row_size;
    int in_integers, failed;
    struct buf bounds; /* the section, kept until the columns are done */
    struct arena *arena;
};

enum mps_kind {
    MPS_REAL,
    MPS_BINARY,
};

CHECKED enum status mps_begin(struct mps *m, const char *name, const char *objective, int maximise,
                              struct err *e);

/* lower <= row <= upper; both infinite: a free row. */
CHECKED enum status mps_row(struct mps *m, const char *name, double lower, double upper,
                            struct err *e);

/* A column of the given kind, at least 0; upper INFINITY: none. */
void mps_column(struct mps *m, const char *name, enum mps_kind kind, double upper);

/* An entry of the column `name` in a row; row < 0: the objective. */
void mps_entry(struct mps *m, const char *name, int row, double value);

/* `constant` is added to the objective. */
CHECKED enum status mps_end(struct mps *m, double constant, struct err *e);

/* Also after a failure. */
void mps_clear(struct mps *m);

#endif
