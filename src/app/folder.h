/* SPDX-License-Identifier: Apache-2.0 */
/*
 * folder - a programme as a folder of CSV and GeoJSON that people keep in git.
 *
 * Layout   TABLE.csv for every input table with rows; TABLE.geojson beside it for
 *          polygons and lines, features keyed by the property `code`;
 *          results/TABLE.csv for what the program worked out.  *.md, *.txt,
 *          LICENSE and names that begin with a dot are left alone; anything else
 *          is refused, so that a misspelt table is not silently left out.
 * Law      folder_write o folder_read = identity on canonical folders, byte for
 *          byte, and folder_read o folder_write = identity on datasets.
 * Limits   FOLDER_CSV_BYTES_MAX, GEOJSON_BYTES_MAX (geo/geojson.h) a file.
 */
#ifndef APP_FOLDER_H
#define APP_FOLDER_H

#include "base/arena.h"
#include "base/err.h"
#include "model/dataset.h"
#include "model/findings.h"

enum {
    FOLDER_CSV_BYTES_MAX = 1 << 30,
};

/*
 * Read all tables.  Everything wrong with the files becomes a finding; *whole is
 * 0 when rows or columns are missing because of them, so that checking what the
 * tables mean together would only mislead.  An error is returned only when the
 * folder cannot be read at all.
 */
CHECKED enum status folder_read(struct dataset *out, const char *folder, int *whole,
                                struct findings *f, struct arena *a, struct err *e);

/*
 * Write all tables.  The folder is made, or is empty, or holds a programme
 * already: then files of tables that have no rows any more are removed, and
 * nothing else is.  All files are written beside their places first, so that a
 * full disk changes nothing.
 */
CHECKED enum status folder_write(const struct dataset *d, const char *folder, struct arena *a,
                                 struct err *e);

/* Table of a file name with this ending (".csv", ".geojson"), or -1. */
int folder_table_of(const char *name, const char *ending);

#endif
