/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/fault.h"
#include "store/gpkg_schema.h"
#include "store/rows.h"
#include "store/store_internal.h"

enum {
    STORE_BYTES_MAX = 1024 * 1024, /* of a store itself; rows go to the reader's arena */
    NAMES_BYTES_MAX = 16 * 1024,
    SQL_BYTES_MAX = 256 * 1024,
    NAMES_SHOWN = 8,
};

static enum status check_file(const char *path, struct err *e)
{
    struct stat status;
    int failed = fault() ? EIO : stat(path, &status) != 0 ? errno : 0;
    if (failed == ENOENT) return err_set(e, STATUS_NOTFOUND, "there is no file '%s'", path);
    if (failed)
        return err_set(e, STATUS_IO, "cannot open '%s': %s", path,
                       strerror(failed)); /* NOLINT(concurrency-mt-unsafe) */
    if (!S_ISREG(status.st_mode)) return err_set(e, STATUS_INVALID, "'%s' is not a file", path);
    if (status.st_size == 0)
        return err_set(e, STATUS_INVALID, "'%s' is empty: it is not a programme file", path);
    return STATUS_OK;
}

/* The whole file, page by page: what is damaged is told before anything is done. */
static enum status check_whole(struct db *db, struct err *e)
{
    struct query q = {0};
    int more = 0;
    enum status status = query_open(&q, db, "PRAGMA quick_check(1)", e);
    if (status == STATUS_OK) status = query_step(&q, &more, e);
    if (status == STATUS_OK && more && !slice_is(query_text(&q, 0), "ok"))
        status = err_set(e, STATUS_INVALID,
                         "'%s' is damaged (%.*s); take the last good copy, or import its folder "
                         "again",
                         db->name, SLICE_ARGS(query_text(&q, 0)));
    query_close(&q);
    return status;
}

static enum status check_is_geopackage(struct db *db, struct err *e)
{
    int64_t id = 0;
    TRY(db_integer(db, "PRAGMA application_id", &id, e));
    if (id != GPKG_APPLICATION_ID)
        return err_set(e, STATUS_INVALID,
                       "'%s' is an SQLite database but not a GeoPackage; make a programme file "
                       "with 'groundwork import'",
                       db->name);
    return STATUS_OK;
}

/* Names for the end of a sentence: "a, b, c and 4 more". */
struct listing {
    struct buf names;
    int count;
};

static void list(struct listing *l, struct slice table, struct slice column)
{
    if (l->count++ >= NAMES_SHOWN) return;
    buf_printf(&l->names, "%s%.*s", l->count > 1 ? ", " : "", SLICE_ARGS(table));
    if (column.at) buf_printf(&l->names, ".%.*s", SLICE_ARGS(column));
}

/* OK when nothing was listed. */
static enum status refuse_listed(struct listing *l, const struct db *db, const char *what,
                                 struct err *e)
{
    if (l->count > NAMES_SHOWN) buf_printf(&l->names, " and %d more", l->count - NAMES_SHOWN);
    TRY(buf_ok(&l->names, e));
    if (l->count == 0) return STATUS_OK;
    return err_set(e, STATUS_INVALID, "'%s' %s: %s", db->name, what, l->names.at);
}

static enum status list_tables(struct listing *l, struct db *db, struct err *e)
{
    struct buf sql = BUF_INIT(SQL_BYTES_MAX);
    struct query q = {0};
    int more = 0;
    buf_text(&sql, "VALUES ('groundwork_migration'), ('gpkg_contents'), ('gpkg_geometry_columns'),"
                   " ('gpkg_spatial_ref_sys')");
    for (int i = 0; i < TABLE_COUNT; i++)
        buf_printf(&sql, ", ('%s')", table_defs[i]->name);
    buf_text(&sql, " EXCEPT SELECT lower(name) FROM pragma_table_list"
                   " WHERE schema = 'main' AND type = 'table' AND wr = 0");
    enum status status = buf_ok(&sql, e);
    if (status == STATUS_OK) status = query_open(&q, db, sql.at, e);
    if (status == STATUS_OK) status = query_step(&q, &more, e);
    while (status == STATUS_OK && more) {
        list(l, query_text(&q, 0), SLICE_NONE);
        status = query_step(&q, &more, e);
    }
    query_close(&q);
    buf_clear(&sql);
    return status;
}

/* Are all tables there: real ones (no view, no virtual table), with rowid? */
static enum status check_tables(struct db *db, struct err *e)
{
    struct listing missing = {BUF_INIT(NAMES_BYTES_MAX), 0};
    enum status status = list_tables(&missing, db, e);
    if (status == STATUS_OK)
        status = refuse_listed(
            &missing, db, "is a GeoPackage but not a whole programme file; it lacks the tables", e);
    buf_clear(&missing.names);
    return status;
}

static int is_name(struct slice text, const char *name)
{
    return text.len == strlen(name) && strncasecmp(text.at, name, text.len) == 0;
}

/* The columns of a table that are not there, by a query for those that are. */
static enum status list_columns(struct listing *l, struct query *q, const struct table_def *def,
                                struct err *e)
{
    unsigned char seen[COLUMN_PER_TABLE_MAX] = {0};
    int more = 0;
    query_put_text(q, 1, slice_of(def->name));
    TRY(query_step(q, &more, e));
    while (more) {
        struct slice name = query_text(q, 0);
        for (int c = 0; name.at && c < def->column_count; c++)
            seen[c] |= (unsigned char)is_name(name, def->columns[c].name);
        TRY(query_step(q, &more, e));
    }
    query_reset(q);
    for (int c = 0; c < def->column_count; c++)
        if (!seen[c]) list(l, slice_of(def->name), slice_of(def->columns[c].name));
    return STATUS_OK;
}

static enum status check_columns(struct db *db, struct err *e)
{
    struct listing missing = {BUF_INIT(NAMES_BYTES_MAX), 0};
    struct query q = {0};
    enum status status = query_open(&q, db, "SELECT name FROM pragma_table_info(?1)", e);
    for (int i = 0; i < TABLE_COUNT && status == STATUS_OK; i++)
        status = list_columns(&missing, &q, table_defs[i], e);
    query_close(&q);
    if (status == STATUS_OK)
        status = refuse_listed(
            &missing, db, "lacks columns that were removed by another program; add them again", e);
    buf_clear(&missing.names);
    return status;
}

/* Everything that must hold before the file is used; *pending steps are still to take. */
static enum status check_programme(struct db *db, struct migration_list list, int *pending,
                                   struct err *e)
{
    int64_t has_ledger = 0;
    *pending = 0;
    TRY(check_is_geopackage(db, e));
    TRY(check_whole(db, e));
    TRY(db_integer(db, "SELECT 1 FROM sqlite_schema WHERE name = 'groundwork_migration'",
                   &has_ledger, e));
    if (has_ledger) TRY(migration_pending(db, list, pending, e));
    if (*pending > 0) return STATUS_OK;
    TRY(check_tables(db, e));
    return check_columns(db, e);
}

static enum status open_once(struct db *db, const char *path, int writable,
                             struct migration_list list, int *pending, struct err *e)
{
    enum status status = db_open(db, path, path, writable ? DB_WRITE : DB_READ, e);
    if (status == STATUS_OK) status = check_programme(db, list, pending, e);
    if (status == STATUS_OK && writable) status = db_run(db, "PRAGMA journal_mode = DELETE", e);
    if (status == STATUS_OK && writable && *pending > 0) {
        status = migration_apply(db, list, e);
        if (status == STATUS_OK) status = check_programme(db, list, pending, e);
    }
    if (status != STATUS_OK) db_close(db);
    return status;
}

enum status store_open_at(struct store **out, const char *path, int writable,
                          struct migration_list list, struct err *e)
{
    struct arena arena = ARENA_INIT(STORE_BYTES_MAX);
    struct db db = {0};
    int pending = 0;
    *out = NULL;
    TRY(check_file(path, e));
    struct store *s = ARENA_NEW(&arena, struct store);
    char *name = s ? arena_strndup(&arena, path, strlen(path)) : NULL;
    enum status status = name ? open_once(&db, name, writable, list, &pending, e)
                              : err_set(e, STATUS_NOMEM, "out of memory while opening '%s'", path);
    if (status == STATUS_OK && pending > 0) { /* to read an older file, it is brought up to date */
        db_close(&db);
        status = open_once(&db, name, 1, list, &pending, e);
    }
    if (status != STATUS_OK) {
        arena_clear(&arena);
        return status;
    }
    s->db = db;
    s->writable = writable;
    s->arena = arena;
    *out = s;
    return STATUS_OK;
}

enum status store_open(struct store **out, const char *path, int writable, struct err *e)
{
    return store_open_at(out, path, writable, migration_all, e);
}

void store_close(struct store *s)
{
    if (!s) return;
    db_close(&s->db);
    struct arena arena = s->arena;
    arena_clear(&arena);
}
