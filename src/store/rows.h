/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rows - the rows of one table, into the file and out of it.
 *
 * Writes   fid 1, 2, 3 …; text that is empty becomes NULL.
 * Reads    in the order of fid.  A value of another kind than its column's, text
 *          that is not UTF-8 and a damaged geometry each become a finding, and
 *          no value.  Columns that we do not know are left alone.
 * Points   lon and lat count, unless the geometry is elsewhere (by more than
 *          ROWS_SAME_PLACE_DEGREES) and the trigger that keeps them together is
 *          gone: then some program wrote the table anew and the geometry counts.
 */
#ifndef STORE_ROWS_H
#define STORE_ROWS_H

#include "model/dataset.h"
#include "model/findings.h"
#include "store/db.h"
#include "store/gpkg_geometry.h"
#include "store/store.h"

#define ROWS_SAME_PLACE_DEGREES 1e-9

/* How a table lies in an open file. */
struct layout {
    char *geometry; /* its geometry column; NULL: none */
    int has_move;   /* is the trigger there that moves lon and lat? */
    int is_ours;    /* are index and triggers there as we made them? */
};

CHECKED enum status layout_read(struct layout *out, struct db *db, const struct table_def *def,
                                struct arena *a, struct err *e);

/* Append the rows.  index_too: also fill the R-tree, for there are no triggers yet. */
CHECKED enum status rows_write(struct db *db, const struct table *t, const struct layout *layout,
                               int index_too, struct err *e);

/* Append the rows of a stream to an empty table without places. */
CHECKED enum status rows_stream(struct db *db, const struct store_stream *stream, struct err *e);

/* Append what is in the file to an empty table. */
CHECKED enum status rows_read(struct db *db, struct table *t, struct findings *findings,
                              struct arena *a, struct err *e);

#endif
