/* SPDX-License-Identifier: Apache-2.0 */
/*
 * validate - everything that is wrong with a programme, or looks wrong, at once.
 *
 * Reads    a programme file, or a folder of CSV and GeoJSON.
 * Checks   files and types, then values and references, then what values mean
 *          together (programme_load), then places (geo/): each finding has its
 *          place, the value, and what to do.
 */
#ifndef APP_VALIDATE_H
#define APP_VALIDATE_H

#include "base/arena.h"
#include "base/err.h"
#include "model/dataset.h"
#include "model/findings.h"

/* What is wrong with the file or folder is in findings and not an error. */
CHECKED enum status validate_path(const char *path, struct dataset *data, struct findings *findings,
                                  struct arena *a, struct err *e);

/* Values, references, meaning and places of tables that are read already.  Drops findings
 * that only follow from an earlier one about the same cell. */
CHECKED enum status validate_dataset(const struct dataset *data, struct findings *findings,
                                     struct arena *a, struct err *e);

/* Places alone: polygons sound and apart, points within the areas they name. */
CHECKED enum status validate_places(const struct dataset *data, struct findings *findings,
                                    struct arena *a, struct err *e);

#endif
