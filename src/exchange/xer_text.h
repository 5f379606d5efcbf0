/* SPDX-License-Identifier: Apache-2.0 */
/*
 * xer_text - an XER file as tables of texts, and values as text.
 */
#ifndef EXCHANGE_XER_TEXT_H
#define EXCHANGE_XER_TEXT_H

#include "base/buf.h"
#include "exchange/notes.h"
#include "exchange/xer_map.h"

struct xer_row {
    struct slice *fields; /* as many as the table has columns; missing ones have len 0 */
    int line;
};

struct xer_table {
    struct slice name;
    struct slice *columns;
    int column_count;
    struct xer_row *rows;
    int row_count, row_room;
    int line;
};

struct xer_file {
    struct slice currency; /* the ninth word of the first line */
    struct xer_table *tables;
    int table_count, table_room;
};

/* The text must be UTF-8; the fields point into it. */
CHECKED enum status xer_split(struct xer_file *out, struct slice text, const char *file,
                              struct notes *notes, struct arena *a, struct err *e);

/* The table of this name, or NULL. */
const struct xer_table *xer_find(const struct xer_file *f, const char *name);

/* Index of a column, or -1; the field of a row, len 0 when there is no such column. */
int xer_at(const struct xer_table *t, const char *column);
struct slice xer_get(const struct xer_table *t, const struct xer_row *row, const char *column);

/* A number of a row; -1 when it is empty or none. */
int xer_number(const struct xer_table *t, const struct xer_row *row, const char *column);

/* Set the column's field of a record: 1, 0 when the text is no such value, -1 without memory.  An
 * empty text sets nothing. */
int xer_set(const struct xer_record *r, const struct xer_column *x, void *record, struct slice text,
            struct arena *a);

/* Add the value as text; 0 when a number has no word (nothing is added). */
int xer_put(struct buf *out, const struct xer_record *r, const struct xer_column *x,
            const void *record);

int xer_hours_parse(struct slice text, int64_t *out_s);
void xer_hours_write(struct buf *out, int64_t s);
void xer_time_write(struct buf *out, int64_t t_s);

/* A copy with line breaks where the file has two bytes 0x7f; -1 without memory, else 1. */
int xer_text_set(struct slice text, struct slice *out, struct arena *a);

/* Text of one field: tabs become spaces, line breaks two bytes 0x7f. */
void xer_text_write(struct buf *out, struct slice text);

#endif
