/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "app/disk.h"
#include "app/folder.h"
#include "app/table_csv.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/wkb.h"
#include "geo/geojson.h"

enum {
    NAME_MAX_BYTES = 256,
};

struct reading {
    struct dataset *data;
    const char *folder;
    struct findings *findings;
    struct arena *arena;
    int whole;
};

static const char *const RESULTS = "results";

static int has_ending(const char *name, const char *ending)
{
    size_t len = strlen(name), end_len = strlen(ending);
    return len > end_len && strcmp(name + len - end_len, ending) == 0;
}

int folder_table_of(const char *name, const char *ending)
{
    if (!has_ending(name, ending)) return -1;
    return schema_table((struct slice){name, strlen(name) - strlen(ending)});
}

static int is_ignored(const char *name)
{
    return has_ending(name, ".md") || has_ending(name, ".txt") || has_ending(name, ".new") ||
           strcmp(name, "LICENSE") == 0;
}

static void wrong_file(struct reading *r, const char *place, const char *sentence)
{
    findings_add(r->findings, 1, place, NULL, "%s", sentence);
    r->whole = 0;
}

/* A file whose name is that of no table. */
static void tell_unknown(struct reading *r, const char *place, const char *name)
{
    const char *dot = strrchr(name, '.');
    struct slice stem = {name, dot ? (size_t)(dot - name) : strlen(name)};
    const char *ending = dot ? dot : "";
    const char *meant = schema_suggest_table(stem);
    int is_table_file = strcmp(ending, ".csv") == 0 || strcmp(ending, ".geojson") == 0;
    r->whole = 0;
    if (is_table_file && meant)
        findings_add(r->findings, 1, place, NULL, "there is no table '%.*s'; did you mean '%s%s'?",
                     SLICE_ARGS(stem), meant, ending);
    else if (is_table_file)
        findings_add(r->findings, 1, place, NULL,
                     "there is no table '%.*s'; docs/tables.md lists them; remove the file or keep "
                     "it elsewhere",
                     SLICE_ARGS(stem));
    else
        findings_add(r->findings, 1, place, NULL,
                     "a file of this kind does not belong here; only NAME.csv, NAME.geojson, *.md, "
                     "*.txt and LICENSE do");
}

static void check_geojson_name(struct reading *r, const char *place, const char *name)
{
    int id = folder_table_of(name, ".geojson");
    if (id < 0) {
        tell_unknown(r, place, name);
    } else if (table_defs[id]->geometry == GEOMETRY_POINT) {
        wrong_file(r, place,
                   "places of this table are in its columns lon and lat; remove the file");
    } else if (table_defs[id]->geometry == GEOMETRY_NONE) {
        wrong_file(r, place, "this table has no geometry; remove the file");
    }
}

static void check_name(struct reading *r, const char *place, const char *name, int in_results)
{
    if (is_ignored(name)) return;
    if (has_ending(name, ".geojson") && !in_results) {
        check_geojson_name(r, place, name);
        return;
    }
    int id = folder_table_of(name, ".csv");
    if (id < 0)
        tell_unknown(r, place, name);
    else if (table_defs[id]->computed && !in_results)
        wrong_file(r, place, "this table is a result; it belongs into the folder results");
    else if (!table_defs[id]->computed && in_results)
        wrong_file(r, place, "this table is an input, not a result; move it one folder up");
}

/* NOLINTNEXTLINE(misc-no-recursion): only into results, where there are no results within */
static enum status check_names(struct reading *r, const char *folder, int in_results, struct err *e)
{
    struct disk_names names;
    TRY(disk_list(folder, &names, r->arena, e));
    for (int i = 0; i < names.count; i++) {
        char place[NAME_MAX_BYTES + 16];
        const char *name = names.names[i];
        (void)snprintf(place, sizeof place, "%s%s", in_results ? "results/" : "", name);
        char *path = disk_join(folder, name, r->arena);
        if (!path) return err_set(e, STATUS_NOMEM, "out of memory");
        enum disk_kind kind = disk_kind_of(path);
        int is_results = !in_results && strcmp(name, RESULTS) == 0;
        if (is_results && kind == DISK_FOLDER)
            TRY(check_names(r, path, 1, e));
        else if (is_results)
            wrong_file(r, place, "must be a folder");
        else if (kind == DISK_FOLDER)
            wrong_file(r, place, "a folder of this name does not belong here; keep it elsewhere");
        else
            check_name(r, place, name, in_results);
    }
    return STATUS_OK;
}

/* Read one file of the folder; what is wrong with it is a finding and *got stays 0. */
static enum status read_file(struct reading *r, const char *name, size_t max_bytes,
                             struct slice *out, int *got, struct err *e)
{
    *got = 0;
    char *path = disk_join(r->folder, name, r->arena);
    if (!path) return err_set(e, STATUS_NOMEM, "out of memory");
    if (disk_kind_of(path) == DISK_NOTHING) return STATUS_OK;
    struct err problem = {0};
    enum status s = disk_read(path, max_bytes, out, r->arena, &problem);
    if (s == STATUS_NOMEM) return err_set(e, s, "%s", problem.text);
    *got = s == STATUS_OK;
    if (s != STATUS_OK) wrong_file(r, name, problem.text);
    return STATUS_OK;
}

static const char *file_name(struct reading *r, const struct table_def *def, const char *ending)
{
    char name[NAME_MAX_BYTES];
    int len =
        snprintf(name, sizeof name, "%s%s%s", def->computed ? "results/" : "", def->name, ending);
    return arena_strndup(r->arena, name, (size_t)len);
}

static enum status read_csv(struct reading *r, struct table *t, struct err *e)
{
    struct slice text;
    int got;
    const char *name = file_name(r, t->def, ".csv");
    if (!name) return err_set(e, STATUS_NOMEM, "out of memory");
    TRY(read_file(r, name, FOLDER_CSV_BYTES_MAX, &text, &got, e));
    if (!got) return STATUS_OK;
    enum table_read how;
    TRY(table_csv_read(t, name, text, &how, r->findings, r->arena, e));
    if (how != TABLE_READ_WHOLE) r->whole = 0;
    return STATUS_OK;
}

static enum status promote(struct slice *wkb, struct arena *a, struct err *e)
{
    struct buf b = BUF_INIT(GEOJSON_BYTES_MAX);
    wkb_add_promoted(&b, *wkb);
    enum status s = buf_ok(&b, e);
    const char *copy = s == STATUS_OK ? arena_strndup(a, b.at, b.len) : NULL;
    if (s == STATUS_OK && !copy) s = err_set(e, STATUS_NOMEM, "out of memory");
    *wkb = (struct slice){copy, b.len};
    buf_clear(&b);
    return s;
}

static enum status place_feature(struct reading *r, struct table *t, const char *place,
                                 const struct geojson_feature *feature, const struct map *rows,
                                 struct err *e)
{
    int row = map_get(rows, feature->key);
    enum wkb_kind kind = wkb_kind_of(feature->wkb);
    int is_area = t->def->geometry == GEOMETRY_POLYGON;
    if (row < 0) {
        findings_add(
            r->findings, 1, place, "code",
            "'%.*s' is not the code of any row of %s.csv; add the row or remove the feature",
            SLICE_ARGS(feature->key), t->def->name);
    } else if (t->geometry[row].at) {
        findings_add(r->findings, 1, place, "code", "'%.*s' has a geometry already; remove one",
                     SLICE_ARGS(feature->key));
    } else if (kind != WKB_NONE && is_area && kind != WKB_POLYGON && kind != WKB_MULTIPOLYGON) {
        findings_add(r->findings, 1, place, NULL,
                     "the geometry of '%.*s' is a %s; an area needs a Polygon or MultiPolygon",
                     SLICE_ARGS(feature->key), wkb_kind_name(kind));
    } else if (kind != WKB_NONE) {
        t->geometry[row] = feature->wkb;
        if (is_area && kind == WKB_POLYGON) TRY(promote(&t->geometry[row], r->arena, e));
    }
    return STATUS_OK;
}

static enum status place_features(struct reading *r, struct table *t, const char *name,
                                  const struct geojson *g, struct err *e)
{
    struct map rows;
    int code = table_column(t, "code");
    if (!map_init(&rows, t->row_count, r->arena)) return err_set(e, STATUS_NOMEM, "out of memory");
    for (int row = 0; row < t->row_count; row++)
        if (table_text(t, row, code).at) map_put(&rows, table_text(t, row, code), row);
    for (int i = 0; i < g->count; i++) {
        const struct geojson_feature *feature = &g->features[i];
        char place[NAME_MAX_BYTES + 32];
        (void)snprintf(place, sizeof place, "%s feature %d", name, i + 1);
        if (feature->problem)
            findings_add(r->findings, 1, place, feature->key.at ? NULL : "code", "%.*s%s%s",
                         SLICE_ARGS(feature->key), feature->key.at ? " " : "", feature->problem);
        else
            TRY(place_feature(r, t, place, feature, &rows, e));
    }
    return STATUS_OK;
}

static enum status read_geojson(struct reading *r, struct table *t, struct err *e)
{
    struct slice text;
    int got;
    const char *name = file_name(r, t->def, ".geojson");
    if (!name) return err_set(e, STATUS_NOMEM, "out of memory");
    TRY(read_file(r, name, GEOJSON_BYTES_MAX, &text, &got, e));
    if (!got) return STATUS_OK;
    struct geojson g;
    struct err problem = {0};
    enum status s = geojson_read(&g, name, text, "code", r->arena, &problem);
    if (s == STATUS_INVALID) {
        finding_of_error(r->findings, name, &problem);
        r->whole = 0;
        return STATUS_OK;
    }
    if (s != STATUS_OK) return err_set(e, s, "%s", problem.text);
    return place_features(r, t, name, &g, e);
}

enum status folder_read(struct dataset *out, const char *folder, int *whole, struct findings *f,
                        struct arena *a, struct err *e)
{
    struct reading r = {out, folder, f, a, 1};
    dataset_init(out);
    if (disk_kind_of(folder) == DISK_FILE)
        return err_set(e, STATUS_INVALID,
                       "'%s' is a file; give the folder that holds programme.csv and the other "
                       "tables (one table alone: import --table NAME)",
                       folder);
    TRY(check_names(&r, folder, 0, e));
    for (int id = 0; id < TABLE_COUNT; id++) {
        struct table *t = &out->tables[id];
        TRY(read_csv(&r, t, e));
        int has_file = t->def->geometry == GEOMETRY_POLYGON || t->def->geometry == GEOMETRY_ANY;
        if (has_file) TRY(read_geojson(&r, t, e));
    }
    *whole = r.whole;
    return f->failed ? err_set(e, STATUS_NOMEM, "out of memory") : STATUS_OK;
}
