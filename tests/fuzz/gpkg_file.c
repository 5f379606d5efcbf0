/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a programme file: refused in words, or read.  When the first byte is
 * 'P', the rest are not a file but changes to a sound one, (place, value) in five
 * bytes each, so that the fuzzer gets past the first page.  When it is 'V', they are a
 * table, a column, a type and a value of it, which another program put there.
 */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/wkb.h"
#include "store/db.h"
#include "store/store.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char path[64];
static char *sound; /* bytes of a sound file */
static size_t sound_len;

static void remove_file(void)
{
    static const char *const endings[] = {"", "-journal", "-wal", "-shm"};
    for (int i = 0; i < 4; i++) {
        char name[96];
        snprintf(name, sizeof name, "%s%s", path, endings[i]);
        (void)unlink(name);
    }
}

static void finish(void)
{
    remove_file();
    free(sound);
}

/* A row in each table, with an outline where one belongs and a place where one does. */
static void fill(struct dataset *d, struct arena *arena, struct buf *outline)
{
    static const double corners[4][2] = {{126, 39}, {127, 39}, {127, 40}, {126, 39}};
    wkb_add_header(outline, WKB_MULTIPOLYGON);
    wkb_add_count(outline, 1);
    wkb_add_header(outline, WKB_POLYGON);
    wkb_add_count(outline, 1);
    wkb_add_count(outline, 4);
    for (int i = 0; i < 4; i++)
        wkb_add_position(outline, corners[i][0], corners[i][1]);
    dataset_init(d);
    for (int i = 0; i < TABLE_COUNT; i++) {
        struct table *t = &d->tables[i];
        int row = table_add(t, arena);
        assert(row == 0);
        if (t->geometry) t->geometry[row] = buf_as_slice(outline);
        if (t->def->geometry != GEOMETRY_POINT) continue;
        table_put_real(t, row, "lon", 126.5);
        table_put_real(t, row, "lat", 39.5);
    }
}

static void start(void)
{
    struct arena arena = ARENA_INIT((size_t)1 << 24);
    struct buf outline = BUF_INIT(1024);
    struct dataset d;
    snprintf(path, sizeof path, "fuzz-%ld.gpkg", (long)getpid());
    fill(&d, &arena, &outline);
    enum status status = store_save_new(path, &d, 1, NULL);
    assert(status == STATUS_OK);
    buf_clear(&outline);
    arena_clear(&arena);
    FILE *f = fopen(path, "rb");
    assert(f && fseek(f, 0, SEEK_END) == 0);
    sound_len = (size_t)ftell(f);
    rewind(f);
    sound = malloc(sound_len);
    assert(sound && fread(sound, 1, sound_len, f) == sound_len);
    (void)fclose(f);
    (void)atexit(finish);
}

static void write_file(const uint8_t *data, size_t size)
{
    FILE *f = fopen(path, "wb");
    assert(f);
    if (size > 0 && (data[0] == 'P' || data[0] == 'V')) {
        size_t written = fwrite(sound, 1, sound_len, f);
        assert(written == sound_len);
        for (size_t i = 1; data[0] == 'P' && i + 5 <= size; i += 5) {
            unsigned long place = (unsigned long)data[i] << 24 | (unsigned long)data[i + 1] << 16 |
                                  (unsigned long)data[i + 2] << 8 | data[i + 3];
            (void)fseek(f, (long)(place % sound_len), SEEK_SET);
            (void)fputc(data[i + 4], f);
        }
    } else {
        (void)fwrite(data, 1, size, f);
    }
    (void)fclose(f);
}

static void put_value(struct query *q, unsigned type, struct slice value)
{
    uint64_t bits = 0;
    double real;
    memcpy(&bits, value.at, value.len < sizeof bits ? value.len : sizeof bits);
    memcpy(&real, &bits, sizeof real);
    if (type == 0)
        query_put_integer(q, 1, (int64_t)bits);
    else if (type == 1)
        query_put_real(q, 1, real);
    else if (type == 2)
        query_put_text(q, 1, value);
    else
        query_put_blob(q, 1, value);
}

/* The value into every row of the column; "geom" stands behind the others.  The functions of the
 * index refuse a geometry they cannot read, and the file stays as it was. */
static void set_value(const uint8_t *data, size_t size)
{
    if (size < 4) return;
    const struct table_def *def = table_defs[data[1] % TABLE_COUNT];
    int is_spatial = def->geometry != GEOMETRY_NONE;
    int column = data[2] % (def->column_count + is_spatial);
    const char *name = column < def->column_count ? def->columns[column].name : "geom";
    struct slice value = {(const char *)data + 4, size - 4};
    char sql[256];
    struct db db = {0};
    struct query q = {0};
    snprintf(sql, sizeof sql, "UPDATE \"%s\" SET \"%s\" = ?1", def->name, name);
    enum status status = db_open(&db, path, path, DB_WRITE, NULL);
    if (status == STATUS_OK)
        status = db_run(&db, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF", NULL);
    if (status == STATUS_OK) status = query_open(&q, &db, sql, NULL);
    if (status == STATUS_OK) put_value(&q, data[3] % 4, value);
    assert(status == STATUS_OK);
    status = query_run(&q, NULL);
    assert(status == STATUS_OK || strcmp(name, "geom") == 0);
    query_close(&q);
    db_close(&db);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = ARENA_INIT((size_t)1 << 26);
    struct store *s = NULL;
    struct dataset d;
    struct err e = {0};
    if (!sound) start();
    write_file(data, size);
    if (size > 0 && data[0] == 'V') set_value(data, size);
    enum status status = store_open(&s, path, size % 2 == 0, &e);
    if (status == STATUS_OK) status = store_read(s, &d, &arena, &e);
    assert(status == STATUS_OK || e.text[0]);
    store_close(s);
    arena_clear(&arena);
    remove_file();
    return 0;
}
