/* SPDX-License-Identifier: Apache-2.0 */
#include "app/import_table.h"

#include <string.h>

#include "app/assign.h"
#include "app/cell.h"
#include "app/disk.h"
#include "app/validate.h"
#include "base/csv.h"
#include "base/wkb.h"
#include "geo/layers.h"
#include "store/store.h"

enum {
    UNUSED_BYTES_MAX = 1 << 20, /* names of fields that fill no column */
};

struct taking { /* rows out of the text of a layer */
    const struct import_table_request *request;
    struct table *table;
    struct assign assign;
    struct csv csv;
    struct findings *findings;
    struct arena *arena;
    int lon, lat; /* columns, -1: none */
};

static enum status no_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory");
}

static int is_spreadsheet(const char *path)
{
    static const char *const endings[] = {".csv", ".CSV", ".xlsx", ".XLSX", ".ods", ".ODS"};
    size_t len = strlen(path);
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        size_t end = strlen(endings[i]);
        if (len > end && strcmp(path + len - end, endings[i]) == 0) return 1;
    }
    return 0;
}

/* Split "PATH,LAYER"; a file whose own name has the comma wins. */
static enum status split_source(const char *source, char **path, char **layer, struct arena *a,
                                struct err *e)
{
    *layer = NULL;
    *path = arena_strndup(a, source, strlen(source));
    if (!*path) return no_memory(e);
    char *comma = strrchr(*path, ',');
    if (!comma || disk_kind_of(*path) != DISK_NOTHING) return STATUS_OK;
    *comma = '\0';
    *layer = comma + 1;
    return STATUS_OK;
}

static int is_given(const struct taking *t, int column)
{
    return t->assign.rules[column].is_mapped || t->assign.rules[column].constant.at;
}

static void take_point(struct taking *t, int row, struct slice wkb)
{
    struct wkb_walk walk = wkb_walk_start(wkb);
    struct wkb_part part;
    if (wkb_kind_of(wkb) != WKB_POINT || !wkb_walk_next(&walk, &part)) {
        findings_row(
            t->findings, 1, t->table, row, NULL,
            "the geometry is a %s, and table %s needs points; make points of them first, in "
            "QGIS with 'Centroids' or 'Point on surface'",
            wkb_kind_name(wkb_kind_of(wkb)), t->table->def->name);
        return;
    }
    if (!is_given(t, t->lon)) table_set_real(t->table, row, t->lon, wkb_x(&part, 0));
    if (!is_given(t, t->lat)) table_set_real(t->table, row, t->lat, wkb_y(&part, 0));
}

static enum status take_shape(struct taking *t, int row, struct slice wkb, struct err *e)
{
    enum wkb_kind kind = wkb_kind_of(wkb);
    int is_area = t->table->def->geometry == GEOMETRY_POLYGON;
    if (is_area && kind != WKB_POLYGON && kind != WKB_MULTIPOLYGON) {
        findings_row(t->findings, 1, t->table, row, NULL,
                     "the geometry is a %s, and table %s needs polygons", wkb_kind_name(kind),
                     t->table->def->name);
        return STATUS_OK;
    }
    struct buf b = BUF_INIT(LAYERS_BYTES_MAX);
    if (is_area)
        wkb_add_promoted(&b, wkb);
    else
        buf_slice(&b, wkb);
    enum status s = buf_ok(&b, e);
    const char *copy = s == STATUS_OK ? arena_strndup(t->arena, b.at, b.len) : NULL;
    if (s == STATUS_OK && !copy) s = no_memory(e);
    if (copy) t->table->geometry[row] = (struct slice){copy, b.len};
    buf_clear(&b);
    return s;
}

static enum status take_geometry(struct taking *t, int row, struct slice hex, struct err *e)
{
    struct slice wkb;
    if (hex.len == 0 || t->table->def->geometry == GEOMETRY_NONE) return STATUS_OK;
    if (!layers_unhex(hex, &wkb, t->arena)) return no_memory(e);
    const char *problem = wkb_problem(wkb);
    if (!problem) problem = wkb_degrees_problem(wkb);
    if (problem) {
        findings_row(t->findings, 1, t->table, row, NULL, "the geometry %s", problem);
        return STATUS_OK;
    }
    if (t->table->def->geometry == GEOMETRY_POINT) {
        take_point(t, row, wkb);
        return STATUS_OK;
    }
    return take_shape(t, row, wkb, e);
}

static enum status take_row(struct taking *t, int number, struct err *e)
{
    int row = table_add(t->table, t->arena);
    if (row < 0) return no_memory(e);
    t->table->lines[row] = number + is_spreadsheet(t->table->origin);
    for (int c = 0; c < t->table->def->column_count; c++) {
        const struct assign_rule *rule = &t->assign.rules[c];
        if (rule->constant.at)
            cell_read(t->table, row, c, rule->constant, t->findings);
        else if (rule->field >= 0)
            cell_read(t->table, row, c, t->csv.fields[rule->field], t->findings);
    }
    return take_geometry(t, row, t->csv.fields[0], e);
}

static enum status tell_unused(struct taking *t, const struct slice *fields, int count,
                               struct import_table_report *out, struct err *e)
{
    struct buf unused = BUF_INIT(UNUSED_BYTES_MAX);
    for (int i = 1; i < count; i++)
        if (!assign_uses(&t->assign, i) && !slice_is(fields[i], "fid"))
            buf_printf(&unused, "%s%.*s", unused.len ? ", " : "", SLICE_ARGS(fields[i]));
    enum status s = buf_ok(&unused, e);
    if (s == STATUS_OK)
        out->unused = arena_strndup(t->arena, unused.at ? unused.at : "", unused.len);
    if (s == STATUS_OK && !out->unused) s = no_memory(e);
    buf_clear(&unused);
    return s;
}

static enum status take_rows(struct taking *t, struct slice text, struct import_table_report *out,
                             struct err *e)
{
    int more, first = t->table->row_count;
    TRY(csv_open(&t->csv, t->table->origin, text, t->arena, e));
    TRY(csv_next(&t->csv, &more, e));
    if (!more) return err_set(e, STATUS_INVALID, "'%s' is empty", t->table->origin);
    const struct table_def *def = t->table->def;
    struct slice *fields = t->csv.fields;
    int count = t->csv.field_count;
    fields[0] = slice_of(""); /* the geometry is no field */
    TRY(assign_make(&t->assign, def, fields, count, t->request->map, t->request->set, e));
    TRY(tell_unused(t, fields, count, out, e));
    for (;;) {
        TRY(csv_next(&t->csv, &more, e));
        if (!more) break;
        TRY(take_row(t, ++out->row_count, e));
    }
    out->row_count = t->table->row_count - first;
    return STATUS_OK;
}

static enum status read_layer(struct taking *t, struct import_table_report *out, struct err *e)
{
    char *path, *layer;
    TRY(split_source(t->request->source, &path, &layer, t->arena, e));
    t->table->origin = path;
    struct buf text = BUF_INIT(LAYERS_BYTES_MAX);
    enum status s = layers_read(path, layer, &text, e);
    char *kept = s == STATUS_OK ? arena_strndup(t->arena, text.at ? text.at : "", text.len) : NULL;
    if (s == STATUS_OK && !kept) s = no_memory(e);
    struct slice whole = {kept, text.len};
    buf_clear(&text);
    return s == STATUS_OK ? take_rows(t, whole, out, e) : s;
}

static enum status count_errors(const struct dataset *d, int *out, struct arena *a, struct err *e)
{
    struct findings before;
    findings_init(&before, a);
    TRY(validate_dataset(d, &before, a, e));
    *out = before.error_count;
    return STATUS_OK;
}

/* Refuse when a finding is about the rows that came in, or there are more than before. */
static enum status judge(const struct findings *f, const char *origin, int errors_before,
                         struct err *e)
{
    int own = 0;
    for (int i = 0; i < f->count; i++)
        own += f->list[i].is_error && strncmp(f->list[i].place, origin, strlen(origin)) == 0;
    return own > 0 || f->error_count > errors_before ? findings_status(f, e) : STATUS_OK;
}

static enum status change(struct store *store, const struct import_table_request *r,
                          enum table_id id, struct import_table_report *out, struct arena *a,
                          struct err *e)
{
    struct dataset *data = ARENA_NEW(a, struct dataset);
    int errors_before;
    if (!data) return no_memory(e);
    TRY(store_read(store, data, a, e));
    TRY(count_errors(data, &errors_before, a, e));
    struct table *t = &data->tables[id];
    if (r->mode == IMPORT_FIRST && t->row_count > 0)
        return err_set(e, STATUS_CONFLICT,
                       "table %s of '%s' has %d rows; --append puts the new ones behind them, "
                       "--replace in their place",
                       r->table, r->file, t->row_count);
    if (r->mode == IMPORT_REPLACE) table_empty(t);
    struct taking taking = {.request = r, .table = t, .findings = &out->findings, .arena = a};
    int is_point = t->def->geometry == GEOMETRY_POINT;
    taking.lon = is_point ? table_column(t, "lon") : -1;
    taking.lat = is_point ? table_column(t, "lat") : -1;
    TRY(read_layer(&taking, out, e));
    TRY(validate_dataset(data, &out->findings, a, e));
    TRY(judge(&out->findings, t->origin, errors_before, e));
    return store_replace(store, data, &id, 1, e);
}

enum status import_table(const struct import_table_request *r, struct import_table_report *out,
                         struct arena *a, struct err *e)
{
    memset(out, 0, sizeof *out);
    findings_init(&out->findings, a);
    out->unused = "";
    int id = schema_table(slice_of(r->table));
    if (id < 0) {
        const char *meant = schema_suggest_table(slice_of(r->table));
        return err_set(e, STATUS_USAGE, "there is no table '%s'%s%s%s", r->table,
                       meant ? "; did you mean '" : "; docs/tables.md lists them",
                       meant ? meant : "", meant ? "'?" : "");
    }
    if (table_defs[id]->computed)
        return err_set(e, STATUS_USAGE, "table %s is a result; only the program writes it",
                       r->table);
    struct store *store = NULL;
    enum status s = store_open(&store, r->file, 1, e);
    if (s == STATUS_OK) s = change(store, r, (enum table_id)id, out, a, e);
    store_close(store);
    return s;
}
