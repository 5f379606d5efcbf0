/* SPDX-License-Identifier: Apache-2.0 */
/*
 * findings - everything that is wrong with an input, each a sentence with its place.
 *
 * A check adds as many findings as there are and goes on; whoever asked decides
 * what to do.  After FINDINGS_MAX the rest is only counted.
 */
#ifndef MODEL_FINDINGS_H
#define MODEL_FINDINGS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/slice.h"
#include "model/dataset.h"

enum {
    FINDINGS_MAX = 1000,
};

struct finding {
    int is_error;         /* else a warning */
    const char *place;    /* "area.csv:17", "area row 17", "area row 17 (fid 23)"; never NULL */
    const char *column;   /* NULL: the row or file as a whole */
    const char *sentence; /* what is wrong, with the value, and what to do */
};

struct findings {
    struct finding *list;
    int count;       /* kept in list */
    int error_count; /* found, also beyond the list */
    int warning_count;
    struct arena *arena;
    int failed; /* memory ran out while adding */
};

void findings_init(struct findings *f, struct arena *a);

void findings_add(struct findings *f, int is_error, const char *place, const char *column,
                  const char *fmt, ...) PRINTF(5, 6);

/* About a row of a table (row < 0: the table) and a column of it (NULL: the row).  A row of a
 * programme file whose fid, which QGIS shows, is not its number is told with both. */
void findings_row(struct findings *f, int is_error, const struct table *t, int row,
                  const char *column, const char *fmt, ...) PRINTF(6, 7);

/* "area.csv:17: population: sentence" into the buf, one line each. */
struct buf;
void findings_write(const struct findings *f, struct buf *b);

/* OK without errors; else STATUS_INVALID with the first one and how many more. */
CHECKED enum status findings_status(const struct findings *f, struct err *e);

#endif
