/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A disk that fails: a file system for SQLite (VFS) that passes everything on to
 * the real one until its n-th write, sync, truncation or deletion.
 *
 * Full      that call says that the disk is full, once; then all is well again.
 * Broken    that call and all later ones fail, as when a device goes away.
 * Power     as broken, and what was not synced is cut out of the page that was
 *           being written: half of the n-th write reaches the disk.
 *
 * Whatever n: the error is told, and the file holds the rows of before or of after.
 */
#include <sqlite3.h>

#include "kit/store_data.h"
#include "store/store.h"

enum failure {
    FULL,
    BROKEN,
    POWER,
    FAILURE_COUNT,
};

static struct {
    sqlite3_vfs vfs;
    sqlite3_vfs *real;
    long calls, fail_at; /* 0: never */
    enum failure failure;
    int fired;
} disk;

struct file {
    sqlite3_file base;
    sqlite3_file *real; /* behind this struct */
};

static sqlite3_file *real_of(sqlite3_file *f)
{
    return ((struct file *)f)->real;
}

/* Does this call fail? */
static int fails(void)
{
    disk.calls++;
    if (disk.fail_at == 0 || disk.calls < disk.fail_at) return 0;
    if (disk.failure == FULL && disk.calls > disk.fail_at) return 0;
    disk.fired = 1;
    return 1;
}

static int disk_close(sqlite3_file *f)
{
    return real_of(f)->pMethods->xClose(real_of(f));
}

static int disk_read(sqlite3_file *f, void *at, int len, sqlite3_int64 place)
{
    return real_of(f)->pMethods->xRead(real_of(f), at, len, place);
}

static int disk_write(sqlite3_file *f, const void *at, int len, sqlite3_int64 place)
{
    if (!fails()) return real_of(f)->pMethods->xWrite(real_of(f), at, len, place);
    if (disk.failure == POWER && disk.calls == disk.fail_at)
        (void)real_of(f)->pMethods->xWrite(real_of(f), at, len / 2, place);
    return disk.failure == FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

static int disk_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    if (fails()) return SQLITE_IOERR_TRUNCATE;
    return real_of(f)->pMethods->xTruncate(real_of(f), size);
}

static int disk_sync(sqlite3_file *f, int flags)
{
    if (fails()) return disk.failure == FULL ? SQLITE_FULL : SQLITE_IOERR_FSYNC;
    return real_of(f)->pMethods->xSync(real_of(f), flags);
}

static int disk_size(sqlite3_file *f, sqlite3_int64 *size)
{
    return real_of(f)->pMethods->xFileSize(real_of(f), size);
}

static int disk_lock(sqlite3_file *f, int level)
{
    return real_of(f)->pMethods->xLock(real_of(f), level);
}

static int disk_unlock(sqlite3_file *f, int level)
{
    return real_of(f)->pMethods->xUnlock(real_of(f), level);
}

static int disk_reserved(sqlite3_file *f, int *out)
{
    return real_of(f)->pMethods->xCheckReservedLock(real_of(f), out);
}

static int disk_control(sqlite3_file *f, int op, void *arg)
{
    return real_of(f)->pMethods->xFileControl(real_of(f), op, arg);
}

static int disk_sector(sqlite3_file *f)
{
    return real_of(f)->pMethods->xSectorSize(real_of(f));
}

static int disk_traits(sqlite3_file *f)
{
    return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f));
}

static const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = disk_close,
    .xRead = disk_read,
    .xWrite = disk_write,
    .xTruncate = disk_truncate,
    .xSync = disk_sync,
    .xFileSize = disk_size,
    .xLock = disk_lock,
    .xUnlock = disk_unlock,
    .xCheckReservedLock = disk_reserved,
    .xFileControl = disk_control,
    .xSectorSize = disk_sector,
    .xDeviceCharacteristics = disk_traits,
};

static int disk_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out)
{
    struct file *file = (struct file *)f;
    (void)vfs;
    file->real = (sqlite3_file *)(file + 1);
    file->real->pMethods = NULL;
    file->base.pMethods = NULL;
    int rc = disk.real->xOpen(disk.real, name, file->real, flags, out);
    if (file->real->pMethods) file->base.pMethods = &methods;
    return rc;
}

static int disk_delete(sqlite3_vfs *vfs, const char *name, int sync_folder)
{
    (void)vfs;
    if (fails()) return SQLITE_IOERR_DELETE;
    return disk.real->xDelete(disk.real, name, sync_folder);
}

static struct arena arena = ARENA_INIT((size_t)64 << 20);
static struct dataset before, after;
static struct scratch where;
static char journal[160];
static struct bytes whole; /* of the file with before */

static enum status save_over(struct err *e)
{
    return store_save_new(where.path, &after, 1, e);
}

static enum status replace(struct err *e)
{
    static const enum table_id ids[] = {TABLE_AREA, TABLE_SITE, TABLE_PLAN};
    struct store *s = NULL;
    enum status status = store_open(&s, where.path, 1, e);
    if (status == STATUS_OK) status = store_replace(s, &after, ids, 3, e);
    store_close(s);
    return status;
}

/* 0: as before, 1: as after; anything else is a failure. */
static int which(void)
{
    static const enum table_id replaced[] = {TABLE_AREA, TABLE_SITE, TABLE_PLAN};
    struct arena own = ARENA_INIT((size_t)64 << 20);
    struct store *s = NULL;
    struct dataset d;
    struct err e = {0};
    if (access(journal, F_OK) != 0 && bytes_are(where.path, &whole)) return 0;
    enum status status = store_open(&s, where.path, 0, &e); /* recovers, as any user would */
    if (status == STATUS_OK) status = store_read(s, &d, &own, &e);
    store_close(s);
    if (status != STATUS_OK) fail_msg("call %ld: %s", disk.fail_at, e.text);
    int is_after = d.tables[TABLE_SITE].row_count == after.tables[TABLE_SITE].row_count;
    const struct dataset *same = is_after ? &after : &before;
    for (int i = 0; i < 3; i++)
        CHECK(data_same_table(&d.tables[replaced[i]], &same->tables[replaced[i]]));
    arena_clear(&own);
    return is_after;
}

static void arm(long fail_at, enum failure failure)
{
    disk.calls = 0;
    disk.fail_at = fail_at;
    disk.failure = failure;
    disk.fired = 0;
}

/* Fail call `step`, 2 * step, … of the action; step 1 is every call. */
static void fail_every_call(enum status (*action)(struct err *), enum failure failure, long step)
{
    struct err e = {0};
    arm(0, failure);
    bytes_write(where.path, &whole);
    arm(0, failure);
    if (action(&e) != STATUS_OK) fail_msg("%s", e.text);
    long calls = disk.calls;
    CHECK(calls > 10 && which() == 1);
    for (long n = 1; n <= calls; n += step) {
        arm(0, failure);
        bytes_write(where.path, &whole);
        arm(n, failure);
        e = (struct err){0};
        enum status status = action(&e);
        CHECK(disk.fired);
        arm(0, failure);
        int is_after = which();
        /* told as done: it is done; told as failed: a sentence about the file */
        if (status == STATUS_OK)
            CHECK(is_after);
        else if (!strstr(e.text, "p.gpkg"))
            fail_msg("call %ld of %ld: '%s'", n, calls, e.text);
        if (status != STATUS_OK && failure == FULL && n > 1 && n < calls - 1)
            CHECK(status == STATUS_IO);
    }
}

TEST(saving_on_a_full_disk)
{
    fail_every_call(save_over, FULL, 3);
}

TEST(saving_on_a_broken_disk)
{
    fail_every_call(save_over, BROKEN, 4);
}

TEST(replacing_on_a_full_disk)
{
    fail_every_call(replace, FULL, 1);
}

TEST(replacing_on_a_broken_disk)
{
    fail_every_call(replace, BROKEN, 1);
}

TEST(replacing_when_the_power_fails)
{
    fail_every_call(replace, POWER, 1);
}

static int set_up(void **state)
{
    struct gen g = {31}, other = {32};
    (void)state;
    scratch_make(&where);
    data_fill(&g, &before, 12, &arena);
    data_fill(&other, &after, 12, &arena);
    for (int i = 0; i < TABLE_COUNT; i++) /* only three tables are replaced */
        if (i != TABLE_AREA && i != TABLE_SITE && i != TABLE_PLAN)
            after.tables[i] = before.tables[i];
    CHECK(before.tables[TABLE_SITE].row_count != after.tables[TABLE_SITE].row_count);
    snprintf(journal, sizeof journal, "%s-journal", where.path);
    CHECK(store_save_new(where.path, &before, 0, NULL) == STATUS_OK);
    whole = bytes_read(where.path);
    disk.real = sqlite3_vfs_find(NULL);
    disk.vfs = *disk.real;
    disk.vfs.zName = "failing";
    disk.vfs.szOsFile = (int)sizeof(struct file) + disk.real->szOsFile;
    disk.vfs.xOpen = disk_open;
    disk.vfs.xDelete = disk_delete;
    return sqlite3_vfs_register(&disk.vfs, 1);
}

static int tear_down(void **state)
{
    (void)state;
    scratch_remove(&where);
    arena_clear(&arena);
    free(whole.at);
    return sqlite3_vfs_unregister(&disk.vfs);
}

int main(void)
{
    const struct CMUnitTest cases[] = {
        CASE(saving_on_a_full_disk),          CASE(saving_on_a_broken_disk),
        CASE(replacing_on_a_full_disk),       CASE(replacing_on_a_broken_disk),
        CASE(replacing_when_the_power_fails),
    };
    return cmocka_run_group_tests(cases, set_up, tear_down);
}
