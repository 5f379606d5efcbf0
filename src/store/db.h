/* SPDX-License-Identifier: Apache-2.0 */
/*
 * db - a connection to one SQLite file: statements in, values out.
 *
 * The only place that knows SQLite, so that every call which can fail has a
 * fault point and every code becomes a sentence about the file.
 *
 * Owner    db_close() and query_close() accept what was never opened.
 * Errors   binding is sticky: the next query_step() reports it.
 * Limits   text and blobs up to DB_VALUE_BYTES_MAX.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <stdint.h>

#include "base/err.h"
#include "base/slice.h"

struct sqlite3;
struct sqlite3_stmt;

enum {
    DB_VALUE_BYTES_MAX = 512 * 1024 * 1024,
    DB_WAIT_MS = 3000, /* for another program's lock */
};

enum db_mode {
    DB_READ,  /* never changes rows; may play back a journal left by a crash */
    DB_WRITE, /* rollback journal, synced at every commit */
    DB_BUILD, /* new file that nobody else sees: no journal, synced at commit */
};

struct db {
    struct sqlite3 *handle;
    const char *name; /* of the file, for messages; borrowed */
};

struct query {
    struct sqlite3_stmt *handle;
    struct db *db;
    int failed; /* code of a binding that failed */
};

enum db_type {
    DB_NULL,
    DB_INTEGER,
    DB_REAL,
    DB_TEXT,
    DB_BLOB,
};

CHECKED enum status db_open(struct db *db, const char *path, const char *name, enum db_mode mode,
                            struct err *e);
void db_close(struct db *db);

/* May nobody write the tables behind an R-tree?  On, unless building. */
void db_guard(struct db *db, int on);

/* Any number of statements. */
CHECKED enum status db_run(struct db *db, const char *sql, struct err *e);

/* Undo the open transaction, if there is one. */
void db_rollback(struct db *db);

/* The first value of the first row; 0 when there is none. */
CHECKED enum status db_integer(struct db *db, const char *sql, int64_t *out, struct err *e);

CHECKED enum status query_open(struct query *q, struct db *db, const char *sql, struct err *e);
void query_close(struct query *q);

/* Parameters count from 1.  Text and blobs are borrowed until the next query_reset(). */
void query_put_null(struct query *q, int parameter);
void query_put_integer(struct query *q, int parameter, int64_t value);
void query_put_real(struct query *q, int parameter, double value);
void query_put_text(struct query *q, int parameter, struct slice value);
void query_put_blob(struct query *q, int parameter, struct slice value);

/* To the next row; *more is 0 after the last. */
CHECKED enum status query_step(struct query *q, int *more, struct err *e);

/* Ready for other parameters; those put stay. */
void query_reset(struct query *q);

/* To the end, then reset: for statements without rows. */
CHECKED enum status query_run(struct query *q, struct err *e);

/* Columns count from 0.  Text and blobs live until the next step. */
enum db_type query_type(const struct query *q, int column);
int64_t query_integer(const struct query *q, int column);
double query_real(const struct query *q, int column);
struct slice query_text(const struct query *q, int column); /* also of a number */
struct slice query_blob(const struct query *q, int column);

#endif
