/* SPDX-License-Identifier: Apache-2.0 */
#include "app/new.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/csv.h"
#include "base/fault.h"
#include "base/number.h"
#include "model/dataset.h"
#include "store/store.h"

enum {
    PATH_BYTES = 4096,
    PAGE_BYTES_MAX = 1 << 22,
    MEMORY_MAX = 16 << 20,
};

enum status new_check(const struct new_options *options, struct err *e)
{
    if (schema_is_code(slice_of(options->code))) return STATUS_OK;
    return err_set(e, STATUS_USAGE,
                   "--code '%s' is not a code; use 1 to %d letters A-Z a-z, digits and _ . : -",
                   options->code, CODE_BYTES_MAX);
}

enum status new_file(const char *path, const struct new_options *options, struct err *e)
{
    struct arena a = ARENA_INIT(MEMORY_MAX);
    struct dataset d;
    dataset_init(&d);
    struct table *t = &d.tables[TABLE_PROGRAMME];
    enum status s = STATUS_OK;
    if (table_add(t, &a) < 0) {
        s = err_set(e, STATUS_NOMEM, "out of memory");
        goto done;
    }
    table_put_text(t, 0, "code", slice_of(options->code));
    table_put_text(t, 0, "title", slice_of(options->title));
    table_put_integer(t, 0, "first_year", options->first_year);
    table_put_integer(t, 0, "year_count", options->year_count);
    table_put_text(t, 0, "evidence", slice_of("assumed"));
    table_put_text(t, 0, "source", slice_of("groundwork new"));
    s = store_save_new(path, &d, 0, e);
done:
    arena_clear(&a);
    return s;
}

static void write_column(struct buf *b, const struct column_def *c)
{
    static const char *const types[] = {[COLUMN_TEXT] = "text",
                                        [COLUMN_CODE] = "code",
                                        [COLUMN_INTEGER] = "whole number",
                                        [COLUMN_REAL] = "number"};
    unsigned key = COLUMN_KEY | COLUMN_OPTIONAL_KEY;
    buf_printf(b, "| `%s` | %s | %s%s | ", c->name, types[c->type],
               c->flags & COLUMN_REQUIRED ? "yes" : "", c->flags & key ? " key" : "");
    if (c->unit) buf_text(b, c->unit);
    buf_text(b, " | ");
    if (c->min != 0 || c->max != 0) {
        buf_real(b, c->min);
        buf_text(b, " to ");
        buf_real(b, c->max);
    }
    for (const char *p = c->choices ? c->choices : ""; *p; p++) {
        if (*p == '|')
            buf_text(b, ", ");
        else
            buf_char(b, *p);
    }
    if (c->refers_to) buf_printf(b, "a code of `%s`", c->refers_to);
    buf_printf(b, " | %s |\n", c->meaning);
}

void new_write_tables_page(struct buf *b)
{
    buf_text(b, "# The tables of a programme\n\n"
                "A programme is a folder with one file `TABLE.csv` for each table that has rows "
                "(UTF-8, comma,\n"
                "decimal point) and `area.geojson`, `transport.geojson` for their shapes, or the "
                "same tables in\n"
                "one GeoPackage. Points stand in the columns `lon` and `lat`. Results are in "
                "`results/`.\n");
    for (int i = 0; i < TABLE_COUNT; i++) {
        const struct table_def *def = table_defs[i];
        buf_printf(b, "\n## `%s`: %s%s\n\n", def->name, def->title,
                   def->computed ? " (result)" : "");
        buf_text(
            b, "| column | type | needed | unit | values | meaning |\n|---|---|---|---|---|---|\n");
        for (int c = 0; c < def->column_count; c++)
            write_column(b, &def->columns[c]);
    }
}

static enum status write_file(const char *folder, const char *name, const struct buf *b,
                              struct err *e)
{
    char path[PATH_BYTES];
    if ((size_t)snprintf(path, sizeof path, "%s/%s", folder, name) >= sizeof path)
        return err_set(e, STATUS_LIMIT, "the path '%.60s…' is too long", folder);
    TRY(buf_ok(b, e));
    FILE *f = fault() ? NULL : fopen(path, "wxe");
    if (!f) return err_set(e, STATUS_IO, "cannot write '%s': %s", path, strerror(errno));
    int failed = fwrite(b->at, 1, b->len, f) != b->len;
    failed |= fclose(f) != 0;
    if (failed) return err_set(e, STATUS_IO, "cannot write '%s': %s", path, strerror(errno));
    return STATUS_OK;
}

static int is_empty_folder(const char *path)
{
    DIR *dir = opendir(path);
    int count = 0;
    if (!dir) return 0;
    while (readdir(dir))
        count++;
    (void)closedir(dir);
    return count <= 2;
}

static void write_header(struct buf *b, const struct table_def *def)
{
    for (int c = 0; c < def->column_count; c++)
        buf_printf(b, "%s%s", c ? "," : "", def->columns[c].name);
    buf_char(b, '\n');
}

static void write_first_row(struct buf *b, const struct new_options *o)
{
    const struct table_def *def = table_defs[TABLE_PROGRAMME];
    for (int c = 0; c < def->column_count; c++) {
        struct slice name = slice_of(def->columns[c].name);
        if (c) buf_char(b, ',');
        if (slice_is(name, "code")) buf_text(b, o->code);
        if (slice_is(name, "title")) csv_write_field(b, slice_of(o->title));
        if (slice_is(name, "first_year")) buf_integer(b, o->first_year);
        if (slice_is(name, "year_count")) buf_integer(b, o->year_count);
        if (slice_is(name, "evidence")) buf_text(b, "assumed");
        if (slice_is(name, "source")) buf_text(b, "groundwork new");
    }
    buf_char(b, '\n');
}

static enum status write_tables(const char *path, const struct new_options *options, struct buf *b,
                                struct err *e)
{
    for (int i = 0; i < TABLE_COUNT; i++) {
        char name[64];
        if (table_defs[i]->computed) continue;
        buf_reset(b);
        write_header(b, table_defs[i]);
        if (i == TABLE_PROGRAMME) write_first_row(b, options);
        snprintf(name, sizeof name, "%s.csv", table_defs[i]->name);
        TRY(write_file(path, name, b, e));
    }
    buf_reset(b);
    new_write_tables_page(b);
    return write_file(path, "TABLES.md", b, e);
}

enum status new_folder(const char *path, const struct new_options *options, struct err *e)
{
    if (mkdir(path, 0777) != 0) {
        if (errno != EEXIST)
            return err_set(e, STATUS_IO, "cannot make the folder '%s': %s", path, strerror(errno));
        if (!is_empty_folder(path))
            return err_set(e, STATUS_CONFLICT,
                           "'%s' exists and is not an empty folder; choose another name", path);
    }
    struct buf b = BUF_INIT(PAGE_BYTES_MAX);
    enum status s = write_tables(path, options, &b, e);
    buf_clear(&b);
    return s;
}
