/* SPDX-License-Identifier: Apache-2.0 */
/*
 * export_table - one table of a programme file as a file for another program.
 *
 * Formats  csv (canonical, as in the folder), gpkg, geojson, fgb, xlsx, ods by
 *          GDAL (geo/layers.h): points and shapes as geometries where the format
 *          has them, columns with their types.
 */
#ifndef APP_EXPORT_TABLE_H
#define APP_EXPORT_TABLE_H

#include "base/arena.h"
#include "base/err.h"

struct export_table_request {
    const char *file;
    const char *table;
    const char *format; /* NULL: by the ending of target */
    const char *target; /* the file to write */
    int overwrite;
};

/* The target is written beside its place and put there whole; *row_count tells how many rows. */
CHECKED enum status export_table(const struct export_table_request *r, int *row_count,
                                 struct arena *a, struct err *e);

#endif
