/* SPDX-License-Identifier: Apache-2.0 */
/*
 * table_csv - one table as CSV text.
 *
 * Writes   canonical: the schema's columns in its order, numbers as base/number.h
 *          has them, LF.  Reads them in any order; optional columns may be absent.
 *          read o write = identity on tables, write o read = identity on
 *          canonical text.
 * Errors   everything that is wrong becomes a finding with file and line.
 */
#ifndef APP_TABLE_CSV_H
#define APP_TABLE_CSV_H

#include "base/buf.h"
#include "model/dataset.h"
#include "model/findings.h"

enum table_read {
    TABLE_READ_WHOLE,  /* every row is there; single cells may have findings */
    TABLE_READ_BROKEN, /* header or text are such that rows are missing or half empty */
};

/* Append the rows of the text to the table.  `name` is that of the file; it and the text must
 * live as long as the table. */
CHECKED enum status table_csv_read(struct table *t, const char *name, struct slice text,
                                   enum table_read *how, struct findings *f, struct arena *a,
                                   struct err *e);

void table_csv_write(struct buf *b, const struct table *t);

/* A sentence of the form "NAME:LINE: what" becomes a finding with its place. */
void finding_of_error(struct findings *f, const char *name, const struct err *e);

#endif
