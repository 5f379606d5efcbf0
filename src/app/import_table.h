/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_table - one table of a programme file from a file of another program.
 *
 * Reads    whatever geo/layers.h reads: Shapefile, GeoPackage, XLSX, ODS, CSV …
 *          Points come from the geometry unless lon and lat are mapped.
 * Refuses  when the new rows have mistakes, or when other tables get mistakes by
 *          them (a code that is referred to and is gone).  Mistakes that the
 *          programme had before are let pass, so that one can build it up table
 *          by table.
 */
#ifndef APP_IMPORT_TABLE_H
#define APP_IMPORT_TABLE_H

#include "base/arena.h"
#include "base/err.h"
#include "model/findings.h"

enum import_mode {
    IMPORT_FIRST,   /* the table must be empty */
    IMPORT_APPEND,  /* behind the rows there are */
    IMPORT_REPLACE, /* instead of them */
};

struct import_table_request {
    const char *file;   /* programme */
    const char *table;  /* name */
    const char *source; /* PATH or PATH,LAYER */
    const char *map, *set;
    enum import_mode mode;
};

struct import_table_report {
    struct findings findings; /* of the new rows and what follows from them */
    int row_count;            /* new rows */
    const char *unused;       /* fields that fill no column, or "" */
};

CHECKED enum status import_table(const struct import_table_request *r,
                                 struct import_table_report *out, struct arena *a, struct err *e);

#endif
