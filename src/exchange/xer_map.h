/* SPDX-License-Identifier: Apache-2.0 */
/*
 * xer_map - the columns of XER tables, in the order they are written, and the
 * field each is.  Reading, writing and the manual follow these tables.
 */
#ifndef EXCHANGE_XER_MAP_H
#define EXCHANGE_XER_MAP_H

#include "project/fields.h"

enum xer_code {
    XER_TEXT,
    XER_INTEGER,
    XER_FLAG,    /* Y or N */
    XER_NOT,     /* a flag with the opposite meaning */
    XER_WORD,    /* a word that stands for one of our numbers */
    XER_INSTANT, /* 2026-06-01 08:00 */
    XER_HOURS,   /* decimal hours */
    XER_REAL,
    XER_PART, /* read and written by code of its own */
    XER_MADE, /* written for P6, worked out of other fields; not read */
    XER_LEFT, /* known and neither read nor written */
};

struct xer_word {
    const char *file; /* NULL ends the list */
    int ours;
};

struct xer_column {
    const char *name;
    int code;
    int field; /* index in the record's fields, or -1 */
    const struct xer_word *words;
};

struct xer_record {
    const char *name; /* of the table */
    const struct xer_column *columns;
    int column_count;
    const struct field *fields;
};

extern const struct xer_record xer_project, xer_options, xer_calendar, xer_wbs, xer_task, xer_pred,
    xer_resource, xer_use;

/* The column of this name, or NULL. */
const struct xer_column *xer_column(const struct xer_record *r, struct slice name);

/* Tables that are known, and neither read nor written. */
int xer_table_is_left(struct slice name);

#endif
