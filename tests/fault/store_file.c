/* SPDX-License-Identifier: Apache-2.0 */
#include "store/store.h"

#include "kit/store_data.h"
#include "kit/torture.h"
#include "store/db.h"

static struct arena before_arena = ARENA_INIT((size_t)16 << 20);
static struct dataset before, after;
static struct scratch where;
static struct bytes whole; /* of the file with before */
static char layers[160];   /* a file of map layers beside it */
static struct bytes whole_layers;

static void must(enum status status, const struct err *e)
{
    if (status != STATUS_OK) fail_msg("%s", e->text);
}

/* The file holds the rows of before or of after, whatever failed; then it is put back. */
static void check_before_or_after(int expect_after)
{
    fault_arm(0);
    if (!bytes_are(where.path, &whole) || expect_after) {
        struct arena arena = ARENA_INIT((size_t)16 << 20);
        struct store *s = NULL;
        struct dataset d;
        struct err e = {0};
        must(store_open(&s, where.path, 0, &e), &e);
        must(store_read(s, &d, &arena, &e), &e);
        store_close(s);
        CHECK(data_same_table(&d.tables[TABLE_AREA], &after.tables[TABLE_AREA]));
        CHECK(data_same_table(&d.tables[TABLE_SITE], &after.tables[TABLE_SITE]));
        arena_clear(&arena);
        bytes_write(where.path, &whole);
    }
}

/* The torture loop asks afterwards how many calls the scenario itself made. */
static void count_again(long calls)
{
    fault_arm(0);
    for (long i = 0; i < calls; i++)
        (void)fault();
}

static int fails(enum status status, const struct err *e)
{
    if (status != STATUS_OK) CHECK(e->text[0] != '\0' && e->code == status);
    return status != STATUS_OK;
}

static void check_layers_are_whole(void)
{
    struct db db = {0};
    struct err e = {0};
    int64_t sites = 0;
    must(db_open(&db, layers, layers, DB_READ, &e), &e);
    must(db_integer(&db, "SELECT count(*) FROM site", &sites, &e), &e);
    db_close(&db);
    CHECK(sites == after.tables[TABLE_SITE].row_count);
}

static enum status save_over(void)
{
    struct err e = {0};
    enum status status = store_save_new(where.path, &after, 1, &e);
    int failed = fails(status, &e);
    long armed_calls = fault_count();
    check_before_or_after(!failed);
    count_again(armed_calls);
    return status;
}

static enum status make_one_row(void *context, struct table *rows, struct arena *a, struct err *e)
{
    int *left = context, row = *left > 0 ? table_add(rows, a) : 0;
    if (row < 0) return err_set(e, STATUS_NOMEM, "out of memory");
    if ((*left)-- > 0) table_put_text(rows, row, "sentence", slice_of("far"));
    return STATUS_OK;
}

static enum status replace(void)
{
    int left = 1;
    struct store_stream stream = {TABLE_SITE_TEST, make_one_row, &left};

    static const enum table_id ids[] = {TABLE_AREA, TABLE_SITE};
    struct store *s = NULL;
    struct err e = {0};
    enum status status = store_open(&s, where.path, 1, &e);
    if (status == STATUS_OK) status = store_replace_streaming(s, &after, ids, 2, &stream, &e);
    int failed = fails(status, &e);
    long armed_calls = fault_count();
    store_close(s);
    check_before_or_after(!failed);
    count_again(armed_calls);
    return status;
}

static enum status read_all(void)
{
    struct arena arena = ARENA_INIT((size_t)16 << 20);
    struct store *s = NULL;
    struct dataset d;
    struct err e = {0};
    enum status status = store_open(&s, where.path, 0, &e);
    if (status == STATUS_OK) status = store_read(s, &d, &arena, &e);
    if (!fails(status, &e)) CHECK(data_same(&d, &before));
    store_close(s);
    arena_clear(&arena);
    return status;
}

/* Layers in place of layers: the old ones stay when it fails. */
static enum status save_layers(void)
{
    const struct table tables[] = {after.tables[TABLE_AREA], after.tables[TABLE_SITE]};
    const struct store_style look = {"area", "look", "", {"<qgis/>", 7}, 1};
    struct err e = {0};
    bytes_write(layers, &whole_layers);
    enum status status = store_save_layers(layers, tables, 2, &look, 1, &e);
    int failed = fails(status, &e);
    long armed_calls = fault_count();
    fault_arm(0);
    CHECK(failed || !bytes_are(layers, &whole_layers));
    if (failed && !bytes_are(layers, &whole_layers)) check_layers_are_whole();
    count_again(armed_calls);
    return status;
}

TEST(every_failure_of_saving_layers_is_told)
{
    must(store_save_layers(layers, &before.tables[TABLE_AREA], 1, NULL, 0, NULL), &(struct err){0});
    whole_layers = bytes_read(layers);
    torture(save_layers);
    free(whole_layers.at);
    CHECK(unlink(layers) == 0);
}

TEST(every_failure_of_saving_is_told)
{
    torture(save_over);
}

TEST(every_failure_of_replacing_is_told)
{
    torture(replace);
}

TEST(every_failure_of_reading_is_told)
{
    torture(read_all);
}

static int set_up(void **state)
{
    struct gen g = {21}, other = {22};
    (void)state;
    scratch_make(&where);
    snprintf(layers, sizeof layers, "%s/layers.gpkg", where.folder);
    data_fill(&g, &before, 1, &before_arena);
    data_fill(&other, &after, 2, &before_arena);
    must(store_save_new(where.path, &before, 0, NULL), &(struct err){0});
    whole = bytes_read(where.path);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    scratch_remove(&where);
    arena_clear(&before_arena);
    free(whole.at);
    return 0;
}

int main(void)
{
    const struct CMUnitTest cases[] = {
        CASE(every_failure_of_saving_is_told),
        CASE(every_failure_of_saving_layers_is_told),
        CASE(every_failure_of_replacing_is_told),
        CASE(every_failure_of_reading_is_told),
    };
    return cmocka_run_group_tests(cases, set_up, tear_down);
}
