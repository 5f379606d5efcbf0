/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mspdi_map - the elements of MSPDI, in the order of the schema, and the field
 * each is.  Reading, writing and the manual follow these tables.
 */
#ifndef EXCHANGE_MSPDI_MAP_H
#define EXCHANGE_MSPDI_MAP_H

#include "exchange/xml.h"
#include "project/fields.h"

enum mspdi_code {
    AS_TEXT,
    AS_INTEGER,
    AS_FLAG, /* 0 or 1 */
    AS_NOT,  /* a flag with the opposite meaning */
    AS_WORD, /* a number that stands for one of ours */
    AS_INSTANT,
    AS_CLOCK,    /* a time of day */
    AS_DURATION, /* PT8H0M0S */
    AS_TENTHS,   /* tenths of a minute */
    AS_REAL,
    AS_COST, /* hundredths */
    AS_PART, /* read and written by code of its own */
    AS_LEFT, /* known and not kept: worked out anew, or only shows */
};

/* A number of the file and what it means here; ended by file < 0. */
struct mspdi_word {
    int file, ours;
};

struct mspdi_element {
    const char *name;
    int code;
    int field; /* index in the record's fields; -1 with AS_PART and AS_LEFT */
    const struct mspdi_word *words;
};

/* A kind of record. */
struct mspdi_record {
    const char *name; /* "Task" */
    const struct mspdi_element *elements;
    int element_count;
    const struct field *fields;
};

extern const struct mspdi_record mspdi_project, mspdi_calendar, mspdi_task, mspdi_resource,
    mspdi_assignment, mspdi_baseline;

/* The element of this name, or NULL. */
const struct mspdi_element *mspdi_element(const struct mspdi_record *r, struct slice name);

/* DurationFormat: the unit, elapsed and estimated of a number, and back. */
void mspdi_format_read(int number, int *unit, int *elapsed, int *estimated);
int mspdi_format_write(int unit, int elapsed, int estimated);

#endif
