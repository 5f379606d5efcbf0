/* SPDX-License-Identifier: Apache-2.0 */
/*
 * store_data - datasets for tests of the store: random rows of every table, places
 * in a folder of their own, and comparison of every value.
 */
#ifndef KIT_STORE_DATA_H
#define KIT_STORE_DATA_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/wkb.h"
#include "kit/property.h"
#include "model/dataset.h"

/* A file name in a folder made for this process; removed by scratch_remove(). */
struct scratch {
    char folder[64];
    char path[128];
};

static inline void scratch_make(struct scratch *s)
{
    snprintf(s->folder, sizeof s->folder, "store-test-XXXXXX");
    if (!mkdtemp(s->folder)) fail_msg("cannot make a folder");
    snprintf(s->path, sizeof s->path, "%s/p.gpkg", s->folder);
}

static inline void scratch_unlink(const struct scratch *s, const char *ending)
{
    char name[160];
    snprintf(name, sizeof name, "%s%s", s->path, ending);
    (void)unlink(name);
}

static inline void scratch_remove(const struct scratch *s)
{
    static const char *const endings[] = {"", ".new", "-journal", "-wal", "-shm", ".copy"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        scratch_unlink(s, endings[i]);
    (void)rmdir(s->folder);
}

static inline struct slice data_keep(struct arena *a, const char *text)
{
    char *copy = arena_strndup(a, text, strlen(text));
    if (!copy) fail_msg("out of memory");
    return (struct slice){copy, strlen(text)};
}

static inline struct slice data_text(struct gen *g, struct arena *a)
{
    static const char *const words[] = {
        "a", "x'y\"z", "two\nlines", "Ŝtono", "평양시", "0",  "1e5", " ",  "NULL",    "a,b;c",
        "🏭", "-",      "\\n%s",      "𐍈",     "né",     "\t", "{}",  "12", "measured"};
    char text[128];
    int len = 0, count = gen_int(g, 0, 4);
    if (count == 0) return SLICE_NONE;
    for (int i = 0; i < count; i++)
        len += snprintf(text + len, sizeof text - (size_t)len, "%s",
                        words[gen_int(g, 0, (int)(sizeof words / sizeof words[0]) - 1)]);
    return data_keep(a, text);
}

static inline int64_t data_integer(struct gen *g)
{
    switch (gen_int(g, 0, 5)) {
    case 0:
        return INTEGER_NONE;
    case 1:
        return INT64_MAX;
    case 2:
        return INT64_MIN + 1;
    case 3:
        return (int64_t)gen_u64(g) | 1;
    default:
        return gen_int(g, -3000, 3000);
    }
}

static inline double data_real(struct gen *g)
{
    switch (gen_int(g, 0, 7)) {
    case 0:
        return REAL_NONE;
    case 1:
        return 1.7976931348623157e308;
    case 2:
        return -4.9406564584124654e-324;
    case 3:
        return 0.1 * gen_int(g, -100, 100);
    case 4:
        return 9007199254740993.0;
    case 5: {
        double value = 0;
        uint64_t bits = gen_u64(g);
        memcpy(&value, &bits, sizeof value);
        return isfinite(value) ? value : 0;
    }
    default:
        return gen_int(g, -180, 180) + gen_int(g, 0, 999999) / 1e6;
    }
}

static inline void wkb_points(struct gen *g, struct buf *b, int count)
{
    for (int i = 0; i < count; i++) {
        double x = gen_int(g, -180, 180) + gen_int(g, 0, 999) / 1e3;
        double y = gen_int(g, -180, 180) + gen_int(g, 0, 999) / 1e3;
        wkb_add_position(b, x, y);
    }
}

/* Any geometry of a type, 1..7. */
static inline void data_wkb(struct gen *g, struct buf *b, uint32_t type, int depth)
{
    wkb_add_header(b, (enum wkb_kind)type);
    int count = gen_int(g, 1, 4);
    if (type == 1) {
        wkb_points(g, b, 1);
    } else if (type == 2) {
        wkb_add_count(b, (uint32_t)count);
        wkb_points(g, b, count);
    } else if (type == 3) {
        wkb_add_count(b, (uint32_t)count);
        for (int i = 0; i < count; i++) {
            int points = gen_int(g, 4, 9);
            wkb_add_count(b, (uint32_t)points);
            wkb_points(g, b, points);
        }
    } else {
        wkb_add_count(b, (uint32_t)count);
        for (int i = 0; i < count; i++)
            data_wkb(g, b, type < 7 ? type - 3 : (uint32_t)gen_int(g, 1, depth < 3 ? 7 : 6),
                     depth + 1);
    }
}

static inline struct slice data_geometry(struct gen *g, enum geometry_kind kind, struct arena *a)
{
    struct buf b = BUF_INIT(1 << 24);
    if (kind == GEOMETRY_NONE || kind == GEOMETRY_POINT || gen_int(g, 0, 4) == 0) return SLICE_NONE;
    data_wkb(g, &b, kind == GEOMETRY_POLYGON ? 6 : (uint32_t)gen_int(g, 1, 7), 0);
    char *copy = arena_strndup(a, b.at, b.len);
    if (!copy) fail_msg("out of memory");
    struct slice out = {copy, b.len};
    buf_clear(&b);
    return out;
}

static inline void data_fill_row(struct gen *g, struct table *t, int row, struct arena *a)
{
    for (int c = 0; c < t->def->column_count; c++) {
        enum column_type type = t->def->columns[c].type;
        if (type == COLUMN_INTEGER)
            table_set_integer(t, row, c, data_integer(g));
        else if (type == COLUMN_REAL)
            table_set_real(t, row, c, data_real(g));
        else
            table_set_text(t, row, c, data_text(g, a));
    }
    if (t->geometry) t->geometry[row] = data_geometry(g, t->def->geometry, a);
}

/* Up to `size` random rows in every table. */
static inline void data_fill(struct gen *g, struct dataset *d, int size, struct arena *a)
{
    dataset_init(d);
    for (int i = 0; i < TABLE_COUNT; i++) {
        int rows = gen_int(g, 0, size);
        for (int k = 0; k < rows; k++) {
            int row = table_add(&d->tables[i], a);
            if (row < 0) fail_msg("out of memory");
            data_fill_row(g, &d->tables[i], row, a);
        }
    }
}

static inline int data_same_value(const struct table *a, const struct table *b, int row, int c)
{
    enum column_type type = a->def->columns[c].type;
    if (type == COLUMN_INTEGER) return table_integer(a, row, c) == table_integer(b, row, c);
    if (type == COLUMN_REAL) {
        double x = table_real(a, row, c), y = table_real(b, row, c);
        return (isnan(x) && isnan(y)) || memcmp(&x, &y, sizeof x) == 0;
    }
    struct slice x = table_text(a, row, c), y = table_text(b, row, c);
    return slice_equal(x, y) && !x.at == !y.at;
}

static inline int data_same_table(const struct table *a, const struct table *b)
{
    if (a->row_count != b->row_count) {
        fprintf(stderr, "%s: %d and %d rows\n", a->def->name, a->row_count, b->row_count);
        return 0;
    }
    for (int row = 0; row < a->row_count; row++) {
        for (int c = 0; c < a->def->column_count; c++) {
            if (data_same_value(a, b, row, c)) continue;
            fprintf(stderr, "%s row %d: %s differs\n", a->def->name, row, a->def->columns[c].name);
            return 0;
        }
        if (a->geometry && !slice_equal(a->geometry[row], b->geometry[row])) {
            fprintf(stderr, "%s row %d: geometry differs\n", a->def->name, row);
            return 0;
        }
    }
    return 1;
}

/* All bytes of a file, to be put back or compared; the caller frees them. */
struct bytes {
    char *at;
    size_t len;
};

static inline struct bytes bytes_read(const char *path)
{
    struct bytes b = {NULL, 0};
    FILE *f = fopen(path, "rb");
    if (!f || fseek(f, 0, SEEK_END) != 0) fail_msg("cannot read %s", path);
    b.len = (size_t)ftell(f);
    rewind(f);
    b.at = malloc(b.len + 1);
    if (!b.at || fread(b.at, 1, b.len, f) != b.len || fclose(f) != 0)
        fail_msg("cannot read %s", path);
    return b;
}

static inline void bytes_write(const char *path, const struct bytes *b)
{
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(b->at, 1, b->len, f) != b->len || fclose(f) != 0)
        fail_msg("cannot write %s", path);
}

/* Does the file hold exactly these bytes? */
static inline int bytes_are(const char *path, const struct bytes *b)
{
    struct bytes now = bytes_read(path);
    int same = now.len == b->len && memcmp(now.at, b->at, b->len) == 0;
    free(now.at);
    return same;
}

static inline int data_same(const struct dataset *a, const struct dataset *b)
{
    for (int i = 0; i < TABLE_COUNT; i++)
        if (!data_same_table(&a->tables[i], &b->tables[i])) return 0;
    return 1;
}

#endif
