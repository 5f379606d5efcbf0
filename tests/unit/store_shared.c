/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The file among other programs: locked, left in the middle of something, linked,
 * written by two at once.
 */
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "kit/store_data.h"
#include "store/file_swap.h"
#include "store/store_internal.h"

static struct arena arena = ARENA_INIT((size_t)64 << 20);
static struct scratch where;

static void fill(struct dataset *d, double land_m2)
{
    dataset_init(d);
    struct table *site = &d->tables[TABLE_SITE];
    int row = table_add(site, &arena);
    CHECK(row == 0);
    table_put_real(site, row, "land_m2", land_m2);
}

static void save(double land_m2)
{
    struct dataset d;
    struct err e = {0};
    fill(&d, land_m2);
    if (store_save_new(where.path, &d, 1, &e) != STATUS_OK) fail_msg("%s", e.text);
}

static double land(void)
{
    struct store *s = NULL;
    struct dataset d;
    struct err e = {0};
    if (store_open(&s, where.path, 0, &e) != STATUS_OK) fail_msg("%s", e.text);
    if (store_read(s, &d, &arena, &e) != STATUS_OK) fail_msg("%s", e.text);
    store_close(s);
    return table_get_real(&d.tables[TABLE_SITE], 0, "land_m2");
}

static int exists(const char *ending)
{
    char name[160];
    struct stat status;
    snprintf(name, sizeof name, "%s%s", where.path, ending);
    return stat(name, &status) == 0;
}

/* Another program: opens the file, runs the statements, and says so; then it waits to be
 * killed, as a crash would. */
static pid_t start_other(const char *sql)
{
    int ready[2];
    char byte = 0;
    CHECK(pipe(ready) == 0);
    pid_t pid = fork();
    CHECK(pid >= 0);
    if (pid == 0) {
        struct db db = {0};
        int ok = db_open(&db, where.path, where.path, DB_WRITE, NULL) == STATUS_OK &&
                 db_run(&db, sql, NULL) == STATUS_OK;
        byte = ok ? 'y' : 'n';
        if (write(ready[1], &byte, 1) != 1) _exit(1);
        for (;;)
            (void)pause();
    }
    (void)close(ready[1]);
    CHECK(read(ready[0], &byte, 1) == 1 && byte == 'y');
    (void)close(ready[0]);
    return pid;
}

static void crash(pid_t pid)
{
    CHECK(kill(pid, SIGKILL) == 0);
    CHECK(waitpid(pid, NULL, 0) == pid);
}

static enum status try_replace(double land_m2, struct err *e)
{
    struct store *s = NULL;
    struct dataset d;

    const enum table_id ids[] = {TABLE_SITE};

    fill(&d, land_m2);
    enum status status = store_open(&s, where.path, 1, e);
    if (status == STATUS_OK) status = store_replace(s, &d, ids, 1, e);
    store_close(s);
    return status;
}

TEST(a_locked_file_is_not_waited_for_forever)
{
    struct err e = {0};
    struct dataset d;
    save(1);
    pid_t other = start_other("BEGIN EXCLUSIVE; UPDATE site SET land_m2 = 9");
    CHECK(try_replace(2, &e) == STATUS_CONFLICT);
    CHECK(strstr(e.text, "in use by another program") && strstr(e.text, "p.gpkg"));
    fill(&d, 3);
    CHECK(store_save_new(where.path, &d, 1, &e) == STATUS_CONFLICT);
    CHECK(!exists(".new"));
    crash(other);
    CHECK(land() == 1); /* what the other had begun is undone */
    CHECK(try_replace(2, &e) == STATUS_OK && land() == 2);
}

/* QGIS sets WAL while editing.  Its last commit may be in the -wal file alone. */
TEST(a_crash_of_another_program_is_recovered_from)
{
    struct err e = {0};
    save(1);
    pid_t other = start_other("PRAGMA journal_mode = WAL; UPDATE site SET land_m2 = 5");
    CHECK(land() == 5); /* reading beside it works */
    CHECK(exists("-wal"));
    CHECK(try_replace(6, &e) == STATUS_CONFLICT); /* writing does not */
    CHECK(strstr(e.text, "in use by another program"));
    crash(other);
    CHECK(exists("-wal"));
    CHECK(land() == 5);
    if (try_replace(7, &e) != STATUS_OK) fail_msg("%s", e.text);
    CHECK(land() == 7);
    CHECK(!exists("-wal") && !exists("-shm") && !exists("-journal")); /* one file at rest */
}

/* A journal of the old file must not be played back into the new one. */
TEST(a_new_file_is_safe_from_old_journals)
{
    save(1);
    crash(start_other("PRAGMA journal_mode = WAL; UPDATE site SET land_m2 = 5"));
    CHECK(exists("-wal"));
    save(8);
    CHECK(!exists("-wal") && land() == 8);
    crash(start_other("PRAGMA cache_size = 1; PRAGMA journal_mode = DELETE; BEGIN IMMEDIATE;"
                      "UPDATE gpkg_data_columns SET title = 'x'; UPDATE site SET land_m2 = 5"));
    CHECK(exists("-journal"));
    save(9);
    CHECK(!exists("-journal") && land() == 9);
    /* also when the old file is no database any more */
    static const char *const endings[] = {"", "-journal", "-wal", "-shm"};
    for (int i = 0; i < 4; i++) {
        char name[160];
        snprintf(name, sizeof name, "%s%s", where.path, endings[i]);
        FILE *f = fopen(name, "wb");
        CHECK(f);
        for (int k = 0; k < 3000; k++)
            CHECK(fputc('x' + k % 3, f) != EOF);
        CHECK(fclose(f) == 0);
    }
    save(10);
    CHECK(!exists("-wal") && !exists("-journal") && !exists("-shm") && land() == 10);
}

TEST(two_writers_are_told_apart)
{
    struct err e = {0};
    struct file_swap swap;
    struct dataset d;
    int go[2];
    save(1);
    CHECK(pipe(go) == 0);
    CHECK(file_swap_open(&swap, where.path, 1, &e) == STATUS_OK);
    pid_t pid = fork(); /* locks are not inherited: the child is another run */
    CHECK(pid >= 0);
    if (pid == 0) {
        fill(&d, 2);
        enum status status = store_save_new(where.path, &d, 1, &e);
        _exit(status == STATUS_CONFLICT && strstr(e.text, "another run is writing") ? 0 : 1);
    }
    int result = -1;
    CHECK(waitpid(pid, &result, 0) == pid && WIFEXITED(result) && WEXITSTATUS(result) == 0);
    file_swap_close(&swap);
    CHECK(!exists(".new") && land() == 1);
    (void)close(go[0]);
    (void)close(go[1]);
}

TEST(what_a_killed_run_left_is_written_over)
{
    char name[160];
    save(1);
    snprintf(name, sizeof name, "%s.new", where.path);
    FILE *f = fopen(name, "wb");
    CHECK(f);
    for (int i = 0; i < 200000; i++)
        CHECK(fputc(i % 251, f) != EOF);
    CHECK(fclose(f) == 0);
    save(2);
    CHECK(land() == 2 && !exists(".new"));
}

TEST(a_link_leads_to_the_file_that_is_replaced)
{
    struct scratch link = where;
    char target[160];
    struct stat status;
    save(1);
    snprintf(link.path, sizeof link.path, "%s/link.gpkg", where.folder);
    CHECK(symlink("p.gpkg", link.path) == 0);
    struct dataset d;
    fill(&d, 4);
    CHECK(chmod(where.path, 0640) == 0);
    CHECK(store_save_new(link.path, &d, 1, NULL) == STATUS_OK);
    CHECK(readlink(link.path, target, sizeof target) == 6);
    CHECK(land() == 4);
    CHECK(stat(where.path, &status) == 0 && (status.st_mode & 0777) == 0640);
    CHECK(unlink(link.path) == 0);
}

TEST(a_read_only_file_is_read_and_not_written)
{
    struct err e = {0};
    SKIP_UNLESS(geteuid() != 0, "the superuser may write everything");
    save(1);
    CHECK(chmod(where.path, 0400) == 0);
    CHECK(land() == 1);
    CHECK(try_replace(2, &e) == STATUS_IO);
    CHECK(strstr(e.text, "read-only"));
    CHECK(chmod(where.path, 0600) == 0 && chmod(where.folder, 0500) == 0);
    CHECK(land() == 1);
    CHECK(try_replace(2, &e) == STATUS_IO);
    CHECK(strstr(e.text, "read-only"));
    struct dataset d;
    fill(&d, 3);
    CHECK(store_save_new(where.path, &d, 1, &e) == STATUS_IO);
    CHECK(chmod(where.folder, 0700) == 0);
    CHECK(land() == 1);
}

static int set_up(void **state)
{
    (void)state;
    scratch_make(&where);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    scratch_remove(&where);
    arena_clear(&arena);
    return 0;
}

#define FILE_CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest cases[] = {
        FILE_CASE(a_locked_file_is_not_waited_for_forever),
        FILE_CASE(a_crash_of_another_program_is_recovered_from),
        FILE_CASE(a_new_file_is_safe_from_old_journals),
        FILE_CASE(two_writers_are_told_apart),
        FILE_CASE(what_a_killed_run_left_is_written_over),
        FILE_CASE(a_link_leads_to_the_file_that_is_replaced),
        FILE_CASE(a_read_only_file_is_read_and_not_written),
    };
    return cmocka_run_group_tests(cases, NULL, NULL);
}
