/* SPDX-License-Identifier: Apache-2.0 */
/*
 * store_tool - the store on the command line, for scripts that test it together
 * with programs of others.
 *
 *     make FILE SEED ROWS       write a new file of random tables, well formed
 *     replace FILE SEED ROWS    replace sites and plans by others
 *     read FILE                 rows of each table that has any, and the digest
 *     cell FILE TABLE ROW COLUMN   one value, row from 1
 */
#include <inttypes.h>

#include "base/number.h"
#include "kit/store_data.h"
#include "store/store.h"

static struct arena arena = ARENA_INIT((size_t)1 << 30);

static void put(struct table *t, int row, const char *column, const char *format, int number)
{
    char text[64];
    snprintf(text, sizeof text, format, number); /* NOLINT(clang-diagnostic-format-nonliteral) */
    table_put_text(t, row, column, data_keep(&arena, text));
}

/* A square of one degree around a point. */
static struct slice square(double x, double y)
{
    struct buf b = BUF_INIT(1024);
    const double at[10] = {x, y, x + 1, y, x + 1, y + 1, x, y + 1, x, y};
    wkb_add_header(&b, WKB_MULTIPOLYGON);
    wkb_add_count(&b, 1);
    wkb_add_header(&b, WKB_POLYGON);
    wkb_add_count(&b, 1);
    wkb_add_count(&b, 5);
    buf_add(&b, (const char *)at, sizeof at);
    char *copy = arena_strndup(&arena, b.at, b.len);
    struct slice out = {copy, b.len};
    buf_clear(&b);
    return out;
}

static struct slice line(double x, double y)
{
    struct buf b = BUF_INIT(1024);
    const double at[6] = {x, y, x + 0.5, y + 0.25, x + 1, y};
    wkb_add_header(&b, WKB_LINESTRING);
    wkb_add_count(&b, 3);
    buf_add(&b, (const char *)at, sizeof at);
    char *copy = arena_strndup(&arena, b.at, b.len);
    struct slice out = {copy, b.len};
    buf_clear(&b);
    return out;
}

static void fill_point(struct table *t, int row, struct gen *g)
{
    table_put_real(t, row, "lon", gen_int(g, 1240, 1300) / 10.0);
    table_put_real(t, row, "lat", gen_int(g, 380, 420) / 10.0);
}

/* Rows as a person would write them: codes that refer to each other, places on the map. */
static void fill(struct dataset *d, uint64_t seed, int rows)
{
    struct gen g = {seed};
    dataset_init(d);
    for (int i = 0; i < rows; i++) {
        struct table *area = &d->tables[TABLE_AREA], *site = &d->tables[TABLE_SITE];
        struct table *road = &d->tables[TABLE_TRANSPORT], *visit = &d->tables[TABLE_PLAN_VISIT];
        struct table *town = &d->tables[TABLE_SETTLEMENT], *plant = &d->tables[TABLE_PLAN_FACILITY];
        struct table *feed = &d->tables[TABLE_FEED_POINT], *water = &d->tables[TABLE_WATER_SOURCE];
        struct table *points[4] = {site, town, feed, water};
        int row = table_add(area, &arena);
        put(area, row, "code", "A%d", i);
        put(area, row, "name", "Ŝtono %d", i);
        table_put_real(area, row, "population", gen_int(&g, 1000, 90000));
        area->geometry[row] = square(gen_int(&g, 124, 130), gen_int(&g, 38, 42));
        for (int k = 0; k < 4; k++) {
            row = table_add(points[k], &arena);
            put(points[k], row, "code", "P%d", i);
            put(points[k], row, "name", "place %d", i);
            fill_point(points[k], row, &g);
        }
        put(site, row, "area", "A%d", i);
        table_put_real(site, row, "land_m2", gen_int(&g, 1000, 90000));
        put(town, row, "seat", i % 3 ? "no" : "yes", i);
        put(feed, row, "kind", i % 2 ? "line" : "substation", i);
        table_put_real(feed, row, "spare_kw", gen_int(&g, 100, 900));
        row = table_add(road, &arena);
        put(road, row, "code", "R%d", i);
        put(road, row, "kind", i % 2 ? "road" : "rail", i);
        road->geometry[row] = line(gen_int(&g, 124, 130), gen_int(&g, 38, 42));
        row = table_add(visit, &arena);
        put(visit, row, "plan", "first", i);
        put(visit, row, "area", "A%d", i);
        table_put_integer(visit, row, "stage", 1);
        table_put_integer(visit, row, "year", 2026 + i % 10);
        row = table_add(plant, &arena);
        put(plant, row, "plan", "first", i);
        put(plant, row, "site", "P%d", i);
        table_put_integer(plant, row, "year", 2026 + i % 10);
    }
}

static enum status make(const char *path, char **arguments, struct err *e)
{
    struct dataset d;
    fill(&d, strtoull(arguments[0], NULL, 10), (int)strtol(arguments[1], NULL, 10));
    return store_save_new(path, &d, 1, e);
}

static enum status replace(struct store *s, char **arguments, struct err *e)
{
    static const enum table_id ids[] = {TABLE_SITE, TABLE_PLAN_VISIT, TABLE_AREA};
    struct dataset d;
    fill(&d, strtoull(arguments[0], NULL, 10), (int)strtol(arguments[1], NULL, 10));
    return store_replace(s, &d, ids, 3, e);
}

static enum status print_tables(struct store *s, struct err *e)
{
    struct dataset d;
    char digest[DIGEST_TEXT_BYTES];
    TRY(store_read(s, &d, &arena, e));
    for (int i = 0; i < TABLE_COUNT; i++)
        if (d.tables[i].row_count > 0)
            printf("%s %d\n", table_defs[i]->name, d.tables[i].row_count);
    dataset_digest(&d, digest);
    printf("digest %s\n", digest);
    return STATUS_OK;
}

static enum status print_cell(struct store *s, char **arguments, struct err *e)
{
    struct dataset d;
    TRY(store_read(s, &d, &arena, e));
    int id = schema_table(slice_of(arguments[0])), row = (int)strtol(arguments[1], NULL, 10) - 1;
    int column = id < 0 ? -1 : schema_column(table_defs[id], slice_of(arguments[2]));
    if (column < 0 || row < 0 || row >= d.tables[id].row_count)
        return err_set(e, STATUS_USAGE, "no such cell");
    const struct table *t = &d.tables[id];
    char number[NUMBER_TEXT_MAX] = "";
    enum column_type type = t->def->columns[column].type;
    if (table_is_none(t, row, column)) {
        printf("none\n");
    } else if (type == COLUMN_INTEGER) {
        printf("%" PRId64 "\n", table_integer(t, row, column));
    } else if (type == COLUMN_REAL) {
        (void)number_write_real(number, table_real(t, row, column));
        printf("%s\n", number);
    } else {
        printf("%.*s\n", SLICE_ARGS(table_text(t, row, column)));
    }
    return STATUS_OK;
}

static enum status act(int argc, char **argv, struct err *e)
{
    if (argc < 3) return err_set(e, STATUS_USAGE, "store_tool VERB FILE ...");
    const char *verb = argv[1], *path = argv[2];
    if (strcmp(verb, "make") == 0 && argc == 5) return make(path, argv + 3, e);
    struct store *s = NULL;
    int is_replace = strcmp(verb, "replace") == 0 && argc == 5;
    enum status status = store_open(&s, path, is_replace, e);
    if (status == STATUS_OK && is_replace)
        status = replace(s, argv + 3, e);
    else if (status == STATUS_OK && strcmp(verb, "cell") == 0 && argc == 6)
        status = print_cell(s, argv + 3, e);
    else if (status == STATUS_OK)
        status = print_tables(s, e);
    store_close(s);
    return status;
}

int main(int argc, char **argv)
{
    struct err e = {0};
    enum status status = act(argc, argv, &e);
    if (status != STATUS_OK) fprintf(stderr, "store_tool: %s\n", e.text);
    arena_clear(&arena);
    return status_exit_code(status);
}
