/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import - a folder of CSV and GeoJSON becomes a programme file.
 *
 * All or nothing: the file is written when nothing is wrong, whole, in one
 * step; else it is as it was before.
 */
#ifndef APP_IMPORT_H
#define APP_IMPORT_H

#include "base/arena.h"
#include "base/err.h"
#include "model/dataset.h"
#include "model/findings.h"

struct import_report {
    struct findings findings; /* also when it fails: everything that is wrong */
    int table_count;          /* tables with rows */
    long row_count;
};

/* Everything lives in the arena. */
CHECKED enum status import_folder(const char *folder, const char *file, int overwrite,
                                  struct import_report *out, struct arena *a, struct err *e);

#endif
