/* SPDX-License-Identifier: Apache-2.0 */
/*
 * csv - comma-separated values as RFC 4180 and CSVW have them.
 *
 * Reads    UTF-8 with or without a byte order mark, LF or CRLF, quoted fields
 *          with doubled quotes and line breaks in them.
 * Writes   canonical: LF, quotes only where needed.  read o write = identity.
 * Refuses  bytes that are not UTF-8, zero bytes, a quote left open, text after
 *          a closing quote; each with the line where it is.
 */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/slice.h"

struct csv {
    struct slice rest;
    const char *name; /* of the file, for messages */
    int line;         /* of the record last read, from 1 */
    int next_line;
    struct slice *fields; /* grown in the arena */
    int field_count, field_size;
    struct arena *arena; /* fields that need unquoting are copied here */
};

enum {
    CSV_FIELD_MAX = 4096, /* columns of one record */
};

/* The text stays the caller's and must outlive the records. */
CHECKED enum status csv_open(struct csv *c, const char *name, struct slice text, struct arena *a,
                             struct err *e);

/* Next record into fields[0..field_count); *more is 0 at the end.  A blank line
 * is skipped.  An unquoted empty field has len 0. */
CHECKED enum status csv_next(struct csv *c, int *more, struct err *e);

/* One field, quoted when it must be. */
void csv_write_field(struct buf *b, struct slice field);

#endif
