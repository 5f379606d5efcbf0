/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/disk.h"
#include "app/folder.h"
#include "app/table_csv.h"
#include "base/buf.h"
#include "geo/geojson.h"

enum {
    FILE_MAX = 2 * TABLE_COUNT,
};

static const size_t TEXT_MAX = (size_t)2 << 30;

struct writing {
    const char *folder;
    struct arena *arena;
    struct buf text;
    const char *staged[FILE_MAX];
    int staged_count;
    int made_folder, made_results;
};

static char *path_of(struct writing *w, const struct table_def *def, const char *ending)
{
    char name[256];
    (void)snprintf(name, sizeof name, "%s%s%s", def->computed ? "results/" : "", def->name, ending);
    return disk_join(w->folder, name, w->arena);
}

static int has_geometry(const struct table *t)
{
    if (t->def->geometry != GEOMETRY_POLYGON && t->def->geometry != GEOMETRY_ANY) return 0;
    for (int row = 0; row < t->row_count; row++)
        if (t->geometry[row].at) return 1;
    return 0;
}

static void write_geometry(struct buf *b, const struct table *t)
{
    int code = table_column(t, "code"), place = 0;
    geojson_add_head(b);
    for (int row = 0; row < t->row_count; row++)
        if (t->geometry[row].at)
            geojson_add_feature(b, place++, "code", table_text(t, row, code), t->geometry[row]);
    geojson_add_tail(b);
}

static enum status stage(struct writing *w, const struct table_def *def, const char *ending,
                         struct err *e)
{
    const char *path = path_of(w, def, ending);
    if (!path) return err_set(e, STATUS_NOMEM, "out of memory");
    TRY(buf_ok(&w->text, e));
    TRY(disk_stage(path, buf_as_slice(&w->text), e));
    w->staged[w->staged_count++] = path;
    return STATUS_OK;
}

static enum status stage_table(struct writing *w, const struct table *t, struct err *e)
{
    if (t->row_count == 0) return STATUS_OK;
    if (t->def->computed && !w->made_results) {
        const char *results = disk_join(w->folder, "results", w->arena);
        if (!results) return err_set(e, STATUS_NOMEM, "out of memory");
        TRY(disk_make_folder(results, &w->made_results, e));
    }
    buf_reset(&w->text);
    table_csv_write(&w->text, t);
    TRY(stage(w, t->def, ".csv", e));
    if (!has_geometry(t)) return STATUS_OK;
    buf_reset(&w->text);
    write_geometry(&w->text, t);
    return stage(w, t->def, ".geojson", e);
}

/* Files of tables that are empty now would come back with the next import. */
static enum status remove_stale(struct writing *w, const struct table *t, struct err *e)
{
    char *csv = path_of(w, t->def, ".csv"), *geojson = path_of(w, t->def, ".geojson");
    if (!csv || !geojson) return err_set(e, STATUS_NOMEM, "out of memory");
    int failed = 0;
    if (t->row_count == 0 && disk_kind_of(csv) == DISK_FILE) failed |= unlink(csv);
    int own = t->def->geometry == GEOMETRY_POLYGON || t->def->geometry == GEOMETRY_ANY;
    if (own && !has_geometry(t) && disk_kind_of(geojson) == DISK_FILE) failed |= unlink(geojson);
    if (failed)
        return err_set(e, STATUS_IO, "cannot remove '%s', whose table has no rows any more", csv);
    return STATUS_OK;
}

static enum status check_place(struct writing *w, struct err *e)
{
    enum disk_kind kind = disk_kind_of(w->folder);
    if (kind == DISK_NOTHING) return STATUS_OK;
    if (kind != DISK_FOLDER)
        return err_set(e, STATUS_CONFLICT, "'%s' exists and is not a folder", w->folder);
    struct disk_names names;
    TRY(disk_list(w->folder, &names, w->arena, e));
    int tables = 0;
    for (int i = 0; i < names.count; i++)
        tables += folder_table_of(names.names[i], ".csv") >= 0;
    if (names.count == 0 || tables > 0) return STATUS_OK;
    return err_set(e, STATUS_CONFLICT,
                   "'%s' is not empty and holds no programme; give a new or an empty folder",
                   w->folder);
}

static enum status publish(struct writing *w, const struct dataset *d, struct err *e)
{
    for (int i = 0; i < w->staged_count; i++)
        TRY(disk_publish(w->staged[i], e));
    for (int id = 0; id < TABLE_COUNT; id++)
        TRY(remove_stale(w, &d->tables[id], e));
    return STATUS_OK;
}

static enum status write_all(struct writing *w, const struct dataset *d, struct err *e)
{
    TRY(check_place(w, e));
    TRY(disk_make_folder(w->folder, &w->made_folder, e));
    for (int id = 0; id < TABLE_COUNT; id++)
        TRY(stage_table(w, &d->tables[id], e));
    return publish(w, d, e);
}

static void undo(struct writing *w)
{
    for (int i = 0; i < w->staged_count; i++)
        disk_discard(w->staged[i]);
    char *results = w->made_results ? disk_join(w->folder, "results", w->arena) : NULL;
    if (results) (void)rmdir(results); /* only succeeds when nothing is in it */
    if (w->made_folder) (void)rmdir(w->folder);
}

enum status folder_write(const struct dataset *d, const char *folder, struct arena *a,
                         struct err *e)
{
    struct writing w = {.folder = folder, .arena = a, .text = BUF_INIT(TEXT_MAX)};
    enum status s = write_all(&w, d, e);
    if (s != STATUS_OK) undo(&w);
    buf_clear(&w.text);
    return s;
}
