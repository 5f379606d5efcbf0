/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dataset - all tables of a programme in memory, as columns.
 *
 * This is what files, database and reports exchange; engines use the typed
 * `struct programme` made from it.
 *
 * Nulls    text: at == NULL; integer: INTEGER_NONE; real: NaN.
 * Owner    everything lives in the arena the table was filled from.
 * Limits   TABLE_ROW_MAX rows a table.
 */
#ifndef MODEL_DATASET_H
#define MODEL_DATASET_H

#include <math.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/slice.h"
#include "model/schema.h"

#define INTEGER_NONE INT64_MIN
#define REAL_NONE    ((double)NAN)

enum {
    TABLE_ROW_MAX = 20 * 1000 * 1000,
};

union column {
    struct slice *text; /* COLUMN_TEXT, COLUMN_CODE */
    int64_t *integer;
    double *real;
};

struct table {
    const struct table_def *def;
    int row_count, row_size;
    union column columns[COLUMN_PER_TABLE_MAX];
    struct slice *geometry; /* WKB, little endian, WGS 84; NULL when the table has none */
    const char *origin;     /* file the rows were read from, for messages; NULL: the table itself */
    int *lines;             /* line of each row in origin; NULL: row number + 1 is shown */
};

struct dataset {
    struct table tables[TABLE_COUNT];
};

/* Empty tables. */
void dataset_init(struct dataset *d);

/* Append an empty row (all null) and return its index, or -1 when memory or TABLE_ROW_MAX is out. */
int table_add(struct table *t, struct arena *a);

/* Room for so many rows in all, so that adding them copies nothing; 0 when memory is out. */
int table_reserve(struct table *t, int rows, struct arena *a);

/* Set and get by column index; the type must be the column's. */
void table_set_text(struct table *t, int row, int column, struct slice value);
void table_set_integer(struct table *t, int row, int column, int64_t value);
void table_set_real(struct table *t, int row, int column, double value);
struct slice table_text(const struct table *t, int row, int column);
int64_t table_integer(const struct table *t, int row, int column);
double table_real(const struct table *t, int row, int column);

/* Column index by name; the name must exist (programmer error otherwise). */
int table_column(const struct table *t, const char *name);

/* By name, for code that is not in a hot loop. */
void table_put_text(struct table *t, int row, const char *column, struct slice value);
void table_put_integer(struct table *t, int row, const char *column, int64_t value);
void table_put_real(struct table *t, int row, const char *column, double value);
struct slice table_get_text(const struct table *t, int row, const char *column);
int64_t table_get_integer(const struct table *t, int row, const char *column);
double table_get_real(const struct table *t, int row, const char *column);

/* Is the value absent, whatever its type? */
int table_is_none(const struct table *t, int row, int column);

/* Forget the rows (the memory stays with its arena). */
void table_empty(struct table *t);

/* Forget the rows whose text in a column is the value; the others keep their order. */
void table_drop(struct table *t, const char *column, struct slice value);

/* SHA-256 over all input tables: changes whenever a figure changes, and only then.
 * Not over computed tables. */
void dataset_digest(const struct dataset *d, char text[DIGEST_TEXT_BYTES]);

/* The same without the tables that only say how plants are built, which plans do not depend on. */
void dataset_digest_planning(const struct dataset *d, char text[DIGEST_TEXT_BYTES]);

/* The same over the given tables only: what a step really depends on. */
void dataset_digest_of(const struct dataset *d, const enum table_id *ids, int count,
                       char text[DIGEST_TEXT_BYTES]);

#endif
