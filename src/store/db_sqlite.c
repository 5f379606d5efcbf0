/* SPDX-License-Identifier: Apache-2.0 */
#include "store/db.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <sqlite3.h>
#include <string.h>

#include "base/fault.h"
#include "store/gpkg_functions.h"

static int is_out_of_space(const struct db *db)
{
    int number = db->handle ? sqlite3_system_errno(db->handle) : 0;
    return number == ENOSPC || number == EDQUOT || number == EFBIG;
}

static enum status fail_to_write(const struct db *db, int code, struct err *e)
{
    const char *name = db->name;
    if (code == SQLITE_FULL || is_out_of_space(db))
        return err_set(e, STATUS_IO,
                       "cannot write '%s': the disk is full; make room and run again, the file is "
                       "as it was before",
                       name);
    if (code == SQLITE_READONLY)
        return err_set(e, STATUS_IO,
                       "cannot write '%s': the file or its folder is read-only; change the "
                       "permissions or work on a copy",
                       name);
    int number = db->handle ? sqlite3_system_errno(db->handle) : 0;
    const char *why =
        number ? strerror(number) : sqlite3_errstr(code); /* NOLINT(concurrency-mt-unsafe) */
    if (code == SQLITE_CANTOPEN) return err_set(e, STATUS_IO, "cannot open '%s': %s", name, why);
    return err_set(e, STATUS_IO, "cannot read or write '%s': %s", name, why);
}

/* A code of SQLite as a status with a sentence. */
static enum status fail(const struct db *db, int extended, struct err *e)
{
    const char *name = db->name;
    const char *text = db->handle ? sqlite3_errmsg(db->handle) : sqlite3_errstr(extended);
    switch (extended & 0xFF) {
    case SQLITE_NOMEM:
        return err_set(e, STATUS_NOMEM, "out of memory while working on '%s'", name);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return err_set(e, STATUS_CONFLICT,
                       "'%s' is in use by another program; close it there (in QGIS: save the "
                       "edits and remove its layers) and run again",
                       name);
    case SQLITE_NOTADB:
        return err_set(e, STATUS_INVALID,
                       "'%s' is not a programme file: it is not an SQLite database", name);
    case SQLITE_CORRUPT:
        return err_set(e, STATUS_INVALID,
                       "'%s' is damaged (%s); take the last good copy, or import its folder again",
                       name, text);
    case SQLITE_TOOBIG:
        return err_set(e, STATUS_LIMIT, "a value in '%s' is larger than %d MB", name,
                       DB_VALUE_BYTES_MAX / 1024 / 1024);
    case SQLITE_CONSTRAINT:
        return err_set(e, STATUS_INVALID,
                       "'%s' has a rule of its own that refuses the new rows (%s); remove it", name,
                       text);
    case SQLITE_FULL:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
        return fail_to_write(db, extended & 0xFF, e);
    default:
        return err_set(e, STATUS_EXTERNAL, "SQLite refuses to work on '%s': %s", name, text);
    }
}

/* Nothing in the file may make the connection do more than read and write tables. */
static int harden(sqlite3 *handle)
{
    int rc = sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    if (rc == SQLITE_OK) rc = sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    (void)sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, DB_VALUE_BYTES_MAX);
    (void)sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
    if (rc == SQLITE_OK) rc = sqlite3_extended_result_codes(handle, 1);
    if (rc == SQLITE_OK) rc = sqlite3_busy_timeout(handle, DB_WAIT_MS);
    return rc;
}

enum status db_open(struct db *db, const char *path, const char *name, enum db_mode mode,
                    struct err *e)
{
    static const char *const settings[] = {
        [DB_READ] =
            "PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF;"
            "PRAGMA wal_autocheckpoint = 0; PRAGMA query_only = ON; PRAGMA cache_size = -65536;",
        /* trusted_schema: before 3.44 triggers that write an R-tree count as unsafe without it */
        [DB_WRITE] =
            "PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON;"
            "PRAGMA trusted_schema = ON; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;",
        [DB_BUILD] =
            "PRAGMA page_size = 4096; PRAGMA auto_vacuum = NONE; PRAGMA encoding = 'UTF-8';"
            "PRAGMA trusted_schema = OFF; PRAGMA journal_mode = OFF;"
            "PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;",
    };
    *db = (struct db){NULL, name};
    if (fault()) return fail(db, SQLITE_CANTOPEN, e);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    if (mode == DB_BUILD) flags |= SQLITE_OPEN_CREATE;
    int rc = sqlite3_open_v2(path, &db->handle, flags, NULL);
    if (rc == SQLITE_OK) rc = harden(db->handle);
    if (rc == SQLITE_OK && !gpkg_functions_register(db->handle)) rc = SQLITE_NOMEM;
    enum status status = rc == SQLITE_OK ? db_run(db, settings[mode], e) : fail(db, rc, e);
    if (status == STATUS_OK) db_guard(db, mode != DB_BUILD);
    if (status != STATUS_OK) db_close(db);
    return status;
}

void db_guard(struct db *db, int on)
{
    (void)sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, on, NULL);
}

void db_close(struct db *db)
{
    if (db->handle) {
        int rc = sqlite3_close(db->handle);
        assert(rc == SQLITE_OK); /* every query was closed before */
        (void)rc;
    }
    db->handle = NULL;
}

enum status db_run(struct db *db, const char *sql, struct err *e)
{
    int rc = fault() ? SQLITE_IOERR : sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? STATUS_OK : fail(db, rc, e);
}

void db_rollback(struct db *db)
{
    if (db->handle && !sqlite3_get_autocommit(db->handle))
        (void)sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
}

enum status db_integer(struct db *db, const char *sql, int64_t *out, struct err *e)
{
    struct query q = {0};
    int more = 0;
    *out = 0;
    enum status status = query_open(&q, db, sql, e);
    if (status == STATUS_OK) status = query_step(&q, &more, e);
    if (status == STATUS_OK && more) *out = query_integer(&q, 0);
    query_close(&q);
    return status;
}

enum status query_open(struct query *q, struct db *db, const char *sql, struct err *e)
{
    *q = (struct query){NULL, db, SQLITE_OK};
    int rc = fault() ? SQLITE_NOMEM : sqlite3_prepare_v2(db->handle, sql, -1, &q->handle, NULL);
    return rc == SQLITE_OK ? STATUS_OK : fail(db, rc, e);
}

void query_close(struct query *q)
{
    (void)sqlite3_finalize(q->handle);
    q->handle = NULL;
}

static void keep_failure(struct query *q, int rc)
{
    if (rc != SQLITE_OK && q->failed == SQLITE_OK) q->failed = rc;
}

void query_put_null(struct query *q, int parameter)
{
    keep_failure(q, sqlite3_bind_null(q->handle, parameter));
}

void query_put_integer(struct query *q, int parameter, int64_t value)
{
    keep_failure(q, sqlite3_bind_int64(q->handle, parameter, value));
}

void query_put_real(struct query *q, int parameter, double value)
{
    keep_failure(q, sqlite3_bind_double(q->handle, parameter, value));
}

void query_put_text(struct query *q, int parameter, struct slice value)
{
    keep_failure(q, sqlite3_bind_text64(q->handle, parameter, value.at, value.len, SQLITE_STATIC,
                                        SQLITE_UTF8));
}

void query_put_blob(struct query *q, int parameter, struct slice value)
{
    keep_failure(q, sqlite3_bind_blob64(q->handle, parameter, value.at, value.len, SQLITE_STATIC));
}

enum status query_step(struct query *q, int *more, struct err *e)
{
    *more = 0;
    int rc = fault() ? SQLITE_IOERR : q->failed;
    if (rc == SQLITE_OK) rc = sqlite3_step(q->handle);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE) return fail(q->db, rc, e);
    *more = rc == SQLITE_ROW;
    return STATUS_OK;
}

void query_reset(struct query *q)
{
    (void)sqlite3_reset(q->handle);
}

enum status query_run(struct query *q, struct err *e)
{
    int more = 1;
    enum status status = STATUS_OK;
    while (more && status == STATUS_OK)
        status = query_step(q, &more, e);
    query_reset(q);
    return status;
}

enum db_type query_type(const struct query *q, int column)
{
    switch (sqlite3_column_type(q->handle, column)) {
    case SQLITE_INTEGER:
        return DB_INTEGER;
    case SQLITE_FLOAT:
        return DB_REAL;
    case SQLITE_TEXT:
        return DB_TEXT;
    case SQLITE_BLOB:
        return DB_BLOB;
    default:
        return DB_NULL;
    }
}

int64_t query_integer(const struct query *q, int column)
{
    return sqlite3_column_int64(q->handle, column);
}

double query_real(const struct query *q, int column)
{
    return sqlite3_column_double(q->handle, column);
}

struct slice query_text(const struct query *q, int column)
{
    const char *at = (const char *)sqlite3_column_text(q->handle, column);
    return (struct slice){at, (size_t)sqlite3_column_bytes(q->handle, column)};
}

struct slice query_blob(const struct query *q, int column)
{
    const void *at = sqlite3_column_blob(q->handle, column);
    size_t len = (size_t)sqlite3_column_bytes(q->handle, column);
    return (struct slice){at ? at : "", len};
}
