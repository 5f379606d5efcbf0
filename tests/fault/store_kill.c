/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kill -9 at any moment while files are saved and tables replaced: afterwards the
 * file holds the rows of one of the two datasets, whole, and can be written again.
 */
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#include "kit/store_data.h"
#include "store/store.h"

enum {
    KILLS = 110, /* of each kind */
};

static struct arena arena = ARENA_INIT((size_t)64 << 20);
static struct dataset one, other;
static struct scratch where;
static char journal[160];
static struct bytes whole; /* of the file with `one` */

#define SECOND_NS INT64_C(1000000000)

static enum status save(const struct dataset *d)
{
    return store_save_new(where.path, d, 1, NULL);
}

static enum status replace(const struct dataset *d)
{
    static const enum table_id ids[] = {TABLE_AREA, TABLE_SITE, TABLE_PLAN};
    struct store *s = NULL;
    enum status status = store_open(&s, where.path, 1, NULL);
    if (status == STATUS_OK) status = store_replace(s, d, ids, 3, NULL);
    store_close(s);
    return status;
}

/* The child writes other, one, other … until it is killed. */
static void write_forever(enum status (*act)(const struct dataset *))
{
    for (int i = 0;; i++)
        if (act(i % 2 ? &one : &other) != STATUS_OK) _exit(1);
}

static void kill_after(pid_t pid, int64_t delay_ns)
{
    struct timespec delay = {delay_ns / SECOND_NS, delay_ns % SECOND_NS};
    int result = 0;
    (void)nanosleep(&delay, NULL);
    CHECK(kill(pid, SIGKILL) == 0);
    CHECK(waitpid(pid, &result, 0) == pid);
    CHECK(WIFSIGNALED(result) && WTERMSIG(result) == SIGKILL); /* it had not failed before */
}

static int64_t now_ns(void)
{
    struct timespec t;
    CHECK(clock_gettime(CLOCK_MONOTONIC, &t) == 0);
    return t.tv_sec * SECOND_NS + t.tv_nsec;
}

/* 0: the file holds `one`, 1: `other`. */
static int which(void)
{
    struct arena own = ARENA_INIT((size_t)64 << 20);
    struct store *s = NULL;
    struct dataset d;
    struct err e = {0};
    if (access(journal, F_OK) != 0 && bytes_are(where.path, &whole)) return 0;
    enum status status = store_open(&s, where.path, 0, &e);
    if (status == STATUS_OK) status = store_read(s, &d, &own, &e);
    store_close(s);
    if (status != STATUS_OK) fail_msg("%s", e.text);
    int is_other = d.tables[TABLE_SITE].row_count == other.tables[TABLE_SITE].row_count;
    CHECK(data_same(&d, is_other ? &other : &one));
    arena_clear(&own);
    return is_other;
}

/* Kills are spread over the time that two writes take here and now. */
static void kill_many(enum status (*act)(const struct dataset *), uint64_t seed)
{
    struct gen g = {seed};
    int seen[2] = {0}, journals = 0;
    int64_t span_ns = 0;
    for (int i = 0; i < KILLS; i++) {
        bytes_write(where.path, &whole);
        if (i % 20 == 0) {
            int64_t start = now_ns();
            CHECK(act(&other) == STATUS_OK && which() == 1 && act(&one) == STATUS_OK);
            span_ns = now_ns() - start;
            bytes_write(where.path, &whole);
        }
        pid_t pid = fork();
        CHECK(pid >= 0);
        if (pid == 0) write_forever(act);
        kill_after(pid, span_ns * gen_int(&g, 0, 1000) / 1000);
        journals += access(journal, F_OK) == 0;
        seen[which()]++;
    }
    print_message("%d before, %d after, %d in the middle of a commit\n", seen[0], seen[1],
                  journals);
    CHECK(seen[0] > 0 && seen[1] > 0); /* the kills did fall on both sides of a write */
    CHECK(act(&other) == STATUS_OK && which() == 1);
    bytes_write(where.path, &whole);
}

TEST(killed_while_saving)
{
    kill_many(save, 1);
}

TEST(killed_while_replacing)
{
    kill_many(replace, 2);
}

static int set_up(void **state)
{
    struct gen g = {41}, h = {42};
    (void)state;
    scratch_make(&where);
    data_fill(&g, &one, 8, &arena);
    data_fill(&h, &other, 9, &arena);
    for (int i = 0; i < TABLE_COUNT; i++) /* only three tables are replaced */
        if (i != TABLE_AREA && i != TABLE_SITE && i != TABLE_PLAN) other.tables[i] = one.tables[i];
    snprintf(journal, sizeof journal, "%s-journal", where.path);
    CHECK(save(&one) == STATUS_OK);
    whole = bytes_read(where.path);
    CHECK(one.tables[TABLE_SITE].row_count != other.tables[TABLE_SITE].row_count);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    scratch_remove(&where);
    arena_clear(&arena);
    free(whole.at);
    return 0;
}

int main(void)
{
    const struct CMUnitTest cases[] = {CASE(killed_while_saving), CASE(killed_while_replacing)};
    return cmocka_run_group_tests(cases, set_up, tear_down);
}
