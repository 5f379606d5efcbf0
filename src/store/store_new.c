/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/fault.h"
#include "store/db.h"
#include "store/file_swap.h"
#include "store/gpkg_schema.h"
#include "store/gpkg_styles.h"
#include "store/migration.h"
#include "store/rows.h"
#include "store/store.h"

enum {
    SQL_BYTES_MAX = 4 * 1024 * 1024,
};

static enum status check_name(const char *path, struct err *e)
{
    static const char ending[] = ".gpkg";
    size_t len = strlen(path);
    if (len >= sizeof ending && strcasecmp(path + len - (sizeof ending - 1), ending) == 0)
        return STATUS_OK;
    return err_set(e, STATUS_USAGE,
                   "the name of a programme file must end in '.gpkg': '%s' does not", path);
}

/* What a new file is to hold. */
struct content {
    const struct table *tables;
    int count;
    const struct store_style *styles;
    int style_count;
    int is_programme; /* with a ledger, the views of a plan, and styles of its own */
};

static enum status create_tables(struct db *db, const struct content *x, struct err *e)
{
    struct buf sql = BUF_INIT(SQL_BYTES_MAX);
    gpkg_schema_core(&sql);
    for (int i = 0; i < x->count; i++)
        gpkg_schema_table(&sql, x->tables[i].def);
    gpkg_schema_columns(&sql, x->tables, x->count);
    enum status status = buf_ok(&sql, e);
    if (status == STATUS_OK) status = db_run(db, sql.at, e);
    if (status == STATUS_OK && x->is_programme)
        status = migration_begin(db, migration_all, buf_as_slice(&sql), e);
    buf_clear(&sql);
    return status;
}

static enum status create_rest(struct db *db, const struct content *x, struct err *e)
{
    struct buf sql = BUF_INIT(SQL_BYTES_MAX);
    for (int i = 0; i < x->count; i++)
        gpkg_schema_triggers(&sql, x->tables[i].def);
    if (x->is_programme) gpkg_schema_views(&sql);
    gpkg_styles_table(&sql);
    if (x->is_programme) gpkg_styles_of_programme(&sql, NULL);
    for (int i = 0; i < x->style_count; i++)
        gpkg_styles_add(&sql, &x->styles[i]);
    enum status status = buf_ok(&sql, e);
    if (status == STATUS_OK) status = db_run(db, sql.at, e);
    buf_clear(&sql);
    return status;
}

static enum status build(struct db *db, const struct content *x, struct err *e)
{
    char geometry[] = GPKG_GEOMETRY;
    TRY(db_run(db, "BEGIN", e));
    TRY(create_tables(db, x, e));
    for (int i = 0; i < x->count; i++) {
        int is_spatial = x->tables[i].def->geometry != GEOMETRY_NONE;
        struct layout layout = {.geometry = is_spatial ? geometry : NULL};
        TRY(rows_write(db, &x->tables[i], &layout, 1, e));
    }
    TRY(create_rest(db, x, e));
    return db_run(db, "COMMIT", e);
}

static void remove_beside(const char *path, const char *ending)
{
    char name[FILE_SWAP_PATH_MAX + 16];
    int len = snprintf(name, sizeof name, "%s%s", path, ending);
    if (len > 0 && (size_t)len < sizeof name) (void)unlink(name);
}

/*
 * Hold the file that is to be replaced.  A program that has it open would go on
 * with a file that has no name; a journal beside it would be played back into
 * the new file.  So: alone with it, no journal left, locked until it is gone.
 */
static enum status hold_old(struct db *old, const char *path, const char *name, struct err *e)
{
    struct err why = {0};
    enum status status = db_open(old, path, name, DB_WRITE, &why);
    if (status == STATUS_OK) status = db_run(old, "PRAGMA journal_mode = DELETE", &why);
    if (status == STATUS_OK) status = db_run(old, "BEGIN EXCLUSIVE", &why);
    if (status != STATUS_INVALID)
        return status == STATUS_OK ? status : err_set(e, status, "%s", why.text);
    db_close(old); /* not a database: nothing that anybody could go on with */
    remove_beside(path, "-journal");
    remove_beside(path, "-wal");
    remove_beside(path, "-shm");
    return STATUS_OK;
}

/* Layers are written anew at will; a programme is not lost to them. */
static enum status spare_programme(struct db *old, struct err *e)
{
    int64_t is_programme = 0;
    if (!old->handle) return STATUS_OK;
    TRY(db_integer(old, "SELECT 1 FROM sqlite_schema WHERE name = 'groundwork_migration'",
                   &is_programme, e));
    if (!is_programme) return STATUS_OK;
    return err_set(e, STATUS_CONFLICT,
                   "'%s' is a programme file and is not written over by map layers; give another "
                   "folder",
                   old->name);
}

static enum status save(const char *path, const struct content *x, int overwrite, struct err *e)
{
    TRY(check_name(path, e));
    struct file_swap swap;
    struct db old = {0}, db = {0};
    TRY(file_swap_open(&swap, path, overwrite, e));
    enum status status = swap.has_target ? hold_old(&old, swap.target, path, e) : STATUS_OK;
    if (status == STATUS_OK && !x->is_programme) status = spare_programme(&old, e);
    if (status == STATUS_OK) status = db_open(&db, swap.temporary, path, DB_BUILD, e);
    if (status == STATUS_OK) status = build(&db, x, e);
    if (status == STATUS_OK) status = file_swap_commit(&swap, e);
    db_rollback(&db);
    db_close(&db); /* after the commit: see file_swap.h */
    db_rollback(&old);
    db_close(&old);
    file_swap_close(&swap);
    return status;
}

enum status store_save_new(const char *path, const struct dataset *d, int overwrite, struct err *e)
{
    const struct content content = {d->tables, TABLE_COUNT, NULL, 0, 1};
    return save(path, &content, overwrite, e);
}

enum status store_save_layers(const char *path, const struct table *tables, int count,
                              const struct store_style *styles, int style_count, struct err *e)
{
    const struct content content = {tables, count, styles, style_count, 0};
    return save(path, &content, 1, e);
}
