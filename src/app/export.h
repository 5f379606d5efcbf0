/* SPDX-License-Identifier: Apache-2.0 */
/*
 * export - a programme file becomes a folder of CSV and GeoJSON.
 *
 * The exact inverse of import: exporting what was imported from a canonical
 * folder gives the same bytes.  A file with mistakes is exported too, so that it
 * can be mended with a text editor; only values of a wrong kind are refused, which
 * would be lost.
 */
#ifndef APP_EXPORT_H
#define APP_EXPORT_H

#include "base/arena.h"
#include "base/err.h"
#include "model/dataset.h"
#include "model/findings.h"

struct export_report {
    struct findings findings; /* values that could not be read and are left empty */
    int table_count;          /* tables with rows */
    long row_count;
};

CHECKED enum status export_folder(const char *file, const char *folder, struct export_report *out,
                                  struct arena *a, struct err *e);

#endif
