/* SPDX-License-Identifier: Apache-2.0 */
#include "app/export_table.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/cell.h"
#include "app/disk.h"
#include "app/table_csv.h"
#include "base/wkb.h"
#include "geo/layers.h"
#include "store/store.h"

static const size_t TEXT_BYTES = (size_t)1 << 30;

struct format {
    const char *name, *driver; /* driver NULL: we write it ourselves */
    int has_geometry;
};

static const struct format formats[] = {{"csv", NULL, 0},          {"gpkg", "GPKG", 1},
                                        {"geojson", "GeoJSON", 1}, {"fgb", "FlatGeobuf", 1},
                                        {"xlsx", "XLSX", 0},       {"ods", "ODS", 0}};

static enum status find_format(const struct export_table_request *r, const struct format **out,
                               struct err *e)
{
    const char *dot = strrchr(r->target, '.');
    const char *name = r->format ? r->format : dot ? dot + 1 : "";
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        *out = &formats[i];
        if (strcmp(name, formats[i].name) == 0) return STATUS_OK;
    }
    return err_set(e, STATUS_USAGE,
                   "'%s' is no format; --format is csv, gpkg, geojson, fgb, xlsx or ods", name);
}

static const char *type_word(enum column_type type)
{
    return type == COLUMN_INTEGER ? "integer" : type == COLUMN_REAL ? "real" : "text";
}

static const char *kind_word(const struct table *t, int has_geometry)
{
    if (!has_geometry || t->def->geometry == GEOMETRY_NONE) return "none";
    if (t->def->geometry == GEOMETRY_POINT) return "Point";
    return t->def->geometry == GEOMETRY_POLYGON ? "MultiPolygon" : "Unknown";
}

static enum status add_geometry(struct buf *b, const struct table *t, int row, struct err *e)
{
    if (t->def->geometry == GEOMETRY_NONE) return STATUS_OK;
    if (t->def->geometry != GEOMETRY_POINT) {
        if (t->geometry[row].at) layers_add_hex(b, t->geometry[row]);
        return STATUS_OK;
    }
    double lon = table_get_real(t, row, "lon"), lat = table_get_real(t, row, "lat");
    if (isnan(lon) || isnan(lat)) return STATUS_OK;
    struct buf wkb = BUF_INIT(2 * WKB_POINT_BYTES + 256);
    wkb_add_header(&wkb, WKB_POINT);
    wkb_add_position(&wkb, lon, lat);
    enum status s = buf_ok(&wkb, e);
    if (s == STATUS_OK) layers_add_hex(b, buf_as_slice(&wkb));
    buf_clear(&wkb);
    return s;
}

/* The text that groundwork-gdal reads. */
static enum status write_layer_text(struct buf *b, const struct table *t, int has_geometry,
                                    struct err *e)
{
    buf_text(b, "geometry");
    for (int c = 0; c < t->def->column_count; c++)
        buf_printf(b, ",%s:%s", t->def->columns[c].name, type_word(t->def->columns[c].type));
    buf_char(b, '\n');
    for (int row = 0; row < t->row_count; row++) {
        if (has_geometry) TRY(add_geometry(b, t, row, e));
        for (int c = 0; c < t->def->column_count; c++) {
            buf_char(b, ',');
            cell_write(b, t, row, c);
        }
        buf_char(b, '\n');
    }
    return buf_ok(b, e);
}

/* GDAL chooses by the ending, and takes a path with ".xlsx" in its middle for an archive: the file
 * beside "x.xlsx" is "x.new.xlsx". */
static enum status name_beside(char beside[DISK_PATH_MAX], const char *target, const char *ending,
                               struct err *e)
{
    size_t len = strlen(target), end_len = strlen(ending);
    int has_ending = len > end_len + 1 && strcmp(target + len - end_len, ending) == 0 &&
                     target[len - end_len - 1] == '.';
    int stem = (int)(has_ending ? len - end_len - 1 : len);
    int written = snprintf(beside, DISK_PATH_MAX, "%.*s.new.%s", stem, target, ending);
    if (written > 0 && written < DISK_PATH_MAX) return STATUS_OK;
    return err_set(e, STATUS_USAGE, "the path '%.60s…' is too long", target);
}

/* FlatGeobuf has no rows without geometry: better none than some. */
static enum status check_whole(const struct format *format, const struct table *t, struct err *e)
{
    int missing = 0;
    if (strcmp(format->name, "fgb") != 0) return STATUS_OK;
    for (int row = 0; row < t->row_count; row++)
        missing += t->def->geometry == GEOMETRY_NONE ||
                   (t->def->geometry != GEOMETRY_POINT && !t->geometry[row].at);
    if (missing == 0) return STATUS_OK;
    return err_set(e, STATUS_INVALID,
                   "%d of %d rows of table %s have no geometry, and FlatGeobuf cannot hold them; "
                   "choose gpkg or geojson",
                   missing, t->row_count, t->def->name);
}

static enum status write_foreign(const struct export_table_request *r, const struct format *format,
                                 const struct table *t, struct buf *text, struct err *e)
{
    char beside[DISK_PATH_MAX];
    TRY(check_whole(format, t, e));
    TRY(name_beside(beside, r->target, format->name, e));
    TRY(write_layer_text(text, t, format->has_geometry, e));
    (void)unlink(beside); /* left over from a run that was killed */
    TRY(layers_write(format->driver, beside, r->table, kind_word(t, format->has_geometry),
                     buf_as_slice(text), e));
    if (disk_kind_of(r->target) == DISK_OTHER) {
        (void)unlink(beside);
        return err_set(e, STATUS_USAGE, "'%s' is a device or a pipe; name a file to write",
                       r->target);
    }
    if (rename(beside, r->target) == 0) return STATUS_OK;
    enum status s =
        err_set(e, STATUS_IO, "cannot put '%s' in its place: %s", r->target, strerror(errno));
    (void)unlink(beside);
    return s;
}

static enum status write_table(const struct export_table_request *r, const struct format *format,
                               const struct table *t, struct err *e)
{
    struct buf text = BUF_INIT(TEXT_BYTES);
    enum status s;
    if (format->driver) {
        s = write_foreign(r, format, t, &text, e);
    } else {
        table_csv_write(&text, t);
        s = buf_ok(&text, e);
        if (s == STATUS_OK) s = disk_write(r->target, buf_as_slice(&text), e);
    }
    buf_clear(&text);
    return s;
}

enum status export_table(const struct export_table_request *r, int *row_count, struct arena *a,
                         struct err *e)
{
    const struct format *format;
    int id = schema_table(slice_of(r->table));
    if (id < 0) {
        const char *meant = schema_suggest_table(slice_of(r->table));
        return err_set(e, STATUS_USAGE, "there is no table '%s'%s%s%s", r->table,
                       meant ? "; did you mean '" : "; docs/tables.md lists them",
                       meant ? meant : "", meant ? "'?" : "");
    }
    TRY(find_format(r, &format, e));
    if (!r->overwrite && disk_kind_of(r->target) != DISK_NOTHING)
        return err_set(e, STATUS_CONFLICT, "'%s' exists; --force replaces it", r->target);
    struct dataset *data = ARENA_NEW(a, struct dataset);
    if (!data) return err_set(e, STATUS_NOMEM, "out of memory");
    struct store *store = NULL;
    enum status s = store_open(&store, r->file, 0, e);
    if (s == STATUS_OK) s = store_read(store, data, a, e);
    store_close(store);
    if (s != STATUS_OK) return s;
    *row_count = data->tables[id].row_count;
    return write_table(r, format, &data->tables[id], e);
}
