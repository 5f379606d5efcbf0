/* SPDX-License-Identifier: Apache-2.0 */
/*
 * new - the start of a programme: a file with its first row, or a folder of
 * empty tables with a page that explains every column.
 */
#ifndef APP_NEW_H
#define APP_NEW_H

#include "base/buf.h"
#include "base/err.h"

struct new_options {
    const char *code, *title;
    int first_year, year_count;
};

/* USAGE when the code is none. */
CHECKED enum status new_check(const struct new_options *options, struct err *e);

/* A programme file with the row of table programme; CONFLICT when it exists. */
CHECKED enum status new_file(const char *path, const struct new_options *options, struct err *e);

/* A folder with a header line for each input table, the row of programme.csv and TABLES.md;
 * CONFLICT when the folder exists and is not empty. */
CHECKED enum status new_folder(const char *path, const struct new_options *options, struct err *e);

/* The page that explains every table and column, from the schema. */
void new_write_tables_page(struct buf *b);

#endif
