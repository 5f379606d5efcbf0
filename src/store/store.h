/* SPDX-License-Identifier: Apache-2.0 */
/*
 * store - the programme file: all tables of a programme in one OGC GeoPackage 1.3.
 *
 * File     SQLite with a table for each entry of model/schema.h: `fid`, the
 *          columns of the schema, and `geom` where the table has a place.  QGIS
 *          and GDAL open it, styled, and may edit it; docs/file.md tells how.
 *          The order of rows is the order of `fid`.  Equal datasets give equal
 *          bytes.  Empty text and no value are the same: both are NULL there.
 * Places   A point is kept twice, as lon and lat and as geometry.  A trigger
 *          carries a moved geometry over to the columns, so the later edit wins.
 * Safety   A new file is written beside the old one and put in its place at
 *          once; tables are replaced in one transaction.  A file is before or
 *          after, never between, also when the process is killed or the disk
 *          fills up.  The journal is a rollback journal: one file at rest.
 * Owner    struct store belongs to the caller until store_close(); rows read
 *          belong to the arena given.
 * Errors   Every sentence names the file, and table, row, column and value where
 *          there are such.  NOTFOUND: no file.  CONFLICT: it exists already, is
 *          open in another program, or was written by a newer program.  INVALID:
 *          damaged, not a GeoPackage, not a programme, or a value of a wrong
 *          kind.  IO: the system refuses.
 * Threads  one store, one thread.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/arena.h"
#include "base/err.h"
#include "model/dataset.h"
#include "model/findings.h"

struct store;

/*
 * Write all tables into a new file.  An existing one is replaced when overwrite
 * is set, else CONFLICT.  The name must end in ".gpkg".  What other programs had
 * added to the old file (columns, layers) is gone: this is an import, not an edit.
 */
CHECKED enum status store_save_new(const char *path, const struct dataset *d, int overwrite,
                                   struct err *e);

/* How QGIS draws a layer: its own style document. */
struct store_style {
    const char *layer; /* name of the table */
    const char *name, *description;
    struct slice qml;
    int is_default; /* taken when the layer is loaded; else offered by name */
};

/*
 * Write tables that are no programme, each of a declaration of its own, as layers for
 * other programs.  An existing file is replaced, but not a programme file: CONFLICT.
 */
CHECKED enum status store_save_layers(const char *path, const struct table *tables, int count,
                                      const struct store_style *styles, int style_count,
                                      struct err *e);

/*
 * Open a programme file; checks that it is whole and that it is one.  A file of
 * an older program is brought up to date when writable.  Left over from a crash
 * of another program, a journal is played back first.
 */
CHECKED enum status store_open(struct store **out, const char *path, int writable, struct err *e);

/* Read all tables into *out, in one snapshot.  The first value that cannot be
 * read is told in *e, with the number of the others. */
CHECKED enum status store_read(struct store *s, struct dataset *out, struct arena *a,
                               struct err *e);

/* The same, but every value that cannot be read becomes a finding and is read as
 * no value, so that a check sees everything at once. */
CHECKED enum status store_read_all(struct store *s, struct dataset *out, struct findings *findings,
                                   struct arena *a, struct err *e);

/* The same without the rows of long tables (schema.h), which store_read_table() reads. */
CHECKED enum status store_read_short(struct store *s, struct dataset *out,
                                     struct findings *findings, struct arena *a, struct err *e);

/* Read the rows of one table that has none yet. */
CHECKED enum status store_read_table(struct store *s, enum table_id id, struct dataset *out,
                                     struct findings *findings, struct arena *a, struct err *e);

/* How many rows a table has, none of them read. */
CHECKED enum status store_count(struct store *s, enum table_id id, int64_t *out, struct err *e);

/* Rows that are made while they are written: a long table need not be held. */
struct store_stream {
    enum table_id id; /* a table without places */
    /* Add the next rows to an empty table; none: that was all.  The arena is cleared after each. */
    enum status (*next)(void *context, struct table *rows, struct arena *a, struct err *e);
    void *context;
};

/* store_replace(), and the rows of one more table from a stream, all or none. */
CHECKED enum status store_replace_streaming(struct store *s, const struct dataset *d,
                                            const enum table_id *ids, int count,
                                            const struct store_stream *stream, struct err *e);

/* Replace the rows of these tables, all or none.  Needs a store opened writable.
 * Columns that other programs added stay, empty in the new rows. */
CHECKED enum status store_replace(struct store *s, const struct dataset *d,
                                  const enum table_id *ids, int count, struct err *e);

/* Accepts NULL. */
void store_close(struct store *s);

#endif
