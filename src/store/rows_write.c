/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <math.h>
#include <stdint.h>

#include "store/gpkg_schema.h"
#include "store/rows.h"
#include "store/rtree_pack.h"

enum {
    SQL_BYTES_MAX = 16 * 1024,
    BLOB_BYTES_MAX = DB_VALUE_BYTES_MAX,
    STREAM_BYTES_MAX = 1 << 30, /* of rows at a time */
};

#define BOX_BYTES_MAX ((size_t)TABLE_ROW_MAX * sizeof(struct rtree_box))

/* Everything that writing one table needs. */
struct writer {
    const struct table *t;
    int64_t first; /* fid of the row before its first */
    int lon, lat;  /* columns, for points */
    struct query insert;
    struct rtree_box *boxes; /* of the rows so far; NULL: triggers keep the index */
    int box_count;
    struct buf blob; /* of the row being written */
    struct wkb_bounds bounds;
    struct err *err;
};

static enum status open_insert(struct writer *w, struct db *db, const struct layout *layout)
{
    const struct table_def *def = w->t->def;
    struct buf sql = BUF_INIT(SQL_BYTES_MAX);
    buf_text(&sql, "INSERT INTO ");
    sql_name(&sql, slice_of(def->name));
    buf_text(&sql, " (rowid");
    for (int c = 0; c < def->column_count; c++) {
        buf_char(&sql, ',');
        sql_name(&sql, slice_of(def->columns[c].name));
    }
    if (layout->geometry) {
        buf_char(&sql, ',');
        sql_name(&sql, slice_of(layout->geometry));
    }
    buf_text(&sql, ") VALUES (?1");
    for (int i = 0; i < def->column_count + (layout->geometry != NULL); i++)
        buf_printf(&sql, ",?%d", i + 2);
    buf_char(&sql, ')');
    enum status status = buf_ok(&sql, w->err);
    if (status == STATUS_OK) status = query_open(&w->insert, db, sql.at, w->err);
    buf_clear(&sql);
    return status;
}

static void put_text(struct query *q, int parameter, struct slice text)
{
    if (text.len > 0)
        query_put_text(q, parameter, text);
    else
        query_put_null(q, parameter);
}

static enum status put_values(struct writer *w, int row)
{
    const struct table *t = w->t;
    for (int c = 0; c < t->def->column_count; c++) {
        enum column_type type = t->def->columns[c].type;
        if (type == COLUMN_INTEGER) {
            int64_t value = t->columns[c].integer[row];
            if (value == INTEGER_NONE)
                query_put_null(&w->insert, c + 2);
            else
                query_put_integer(&w->insert, c + 2, value);
        } else if (type == COLUMN_REAL) {
            double value = t->columns[c].real[row];
            if (isinf(value))
                return err_set(w->err, STATUS_INVALID,
                               "%s row %d: %s: an infinite number cannot be "
                               "stored",
                               t->def->name, row + 1, t->def->columns[c].name);
            query_put_real(&w->insert, c + 2, value); /* NaN becomes NULL */
        } else {
            put_text(&w->insert, c + 2, t->columns[c].text[row]);
        }
    }
    return STATUS_OK;
}

/* The geometry of a row into the blob and its bounds; an empty blob when it has none. */
static enum status encode(struct writer *w, int row, struct wkb_bounds *bounds)
{
    const struct table *t = w->t;
    buf_reset(&w->blob);
    *bounds = WKB_BOUNDS_EMPTY;
    if (t->def->geometry == GEOMETRY_POINT) {
        double lon = t->columns[w->lon].real[row], lat = t->columns[w->lat].real[row];
        if (!isfinite(lon) || !isfinite(lat)) return STATUS_OK;
        gpkg_point_encode(&w->blob, lon, lat);
        *bounds = (struct wkb_bounds){lon, lat, lon, lat};
        return buf_ok(&w->blob, w->err);
    }
    struct slice wkb = t->geometry ? t->geometry[row] : SLICE_NONE;
    if (wkb.len == 0) return STATUS_OK;
    struct err why = {0};
    enum status status = gpkg_geometry_encode(&w->blob, wkb, t->def->geometry, bounds, &why);
    if (status == STATUS_OK) return STATUS_OK;
    return err_set(w->err, status, "%s row %d: %s", t->def->name, row + 1, why.text);
}

static enum status write_geometry(struct writer *w, int row)
{
    struct wkb_bounds bounds = WKB_BOUNDS_EMPTY;
    int parameter = w->t->def->column_count + 2;
    TRY(encode(w, row, &bounds));
    wkb_bounds_join(&w->bounds, &bounds);
    if (w->blob.len == 0) {
        query_put_null(&w->insert, parameter);
        return STATUS_OK;
    }
    query_put_blob(&w->insert, parameter, buf_as_slice(&w->blob));
    if (w->boxes && !wkb_bounds_is_empty(&bounds))
        w->boxes[w->box_count++] = rtree_box_of(row + 1, &bounds);
    return STATUS_OK;
}

static enum status write_index(struct writer *w, struct db *db)
{
    struct buf name = BUF_INIT(SQL_BYTES_MAX);
    buf_printf(&name, "rtree_%s_" GPKG_GEOMETRY, w->t->def->name);
    enum status status = buf_ok(&name, w->err);
    if (status == STATUS_OK)
        status = rtree_pack(db, buf_as_slice(&name), w->boxes, w->box_count, w->err);
    buf_clear(&name);
    return status;
}

static enum status write_all(struct writer *w, const struct layout *layout)
{
    for (int row = 0; row < w->t->row_count; row++) {
        query_put_integer(&w->insert, 1, w->first + row + 1);
        TRY(put_values(w, row));
        if (layout->geometry) TRY(write_geometry(w, row));
        TRY(query_run(&w->insert, w->err));
    }
    return STATUS_OK;
}

/* Bounds and time of the table in gpkg_contents. */
static enum status write_contents(const struct writer *w, struct db *db,
                                  const struct layout *layout)
{
    struct query q = {0};
    enum status status =
        query_open(&q, db,
                   "UPDATE gpkg_contents SET min_x = ?2, min_y = ?3, max_x = ?4,"
                   " max_y = ?5, last_change = '" GPKG_LAST_CHANGE "' WHERE table_name = ?1",
                   w->err);
    if (status == STATUS_OK) {
        query_put_text(&q, 1, slice_of(w->t->def->name));
        if (layout->geometry && !wkb_bounds_is_empty(&w->bounds)) {
            query_put_real(&q, 2, w->bounds.west);
            query_put_real(&q, 3, w->bounds.south);
            query_put_real(&q, 4, w->bounds.east);
            query_put_real(&q, 5, w->bounds.north);
        }
        status = query_run(&q, w->err);
    }
    query_close(&q);
    return status;
}

enum status rows_write(struct db *db, const struct table *t, const struct layout *layout,
                       int index_too, struct err *e)
{
    struct writer w = {
        .t = t, .blob = BUF_INIT(BLOB_BYTES_MAX), .bounds = WKB_BOUNDS_EMPTY, .err = e};
    if (t->def->geometry == GEOMETRY_POINT) {
        w.lon = table_column(t, "lon");
        w.lat = table_column(t, "lat");
    }
    struct arena arena = ARENA_INIT(BOX_BYTES_MAX);
    enum status status = open_insert(&w, db, layout);
    if (status == STATUS_OK && index_too && layout->geometry && t->row_count > 0) {
        w.boxes = ARENA_ARRAY(&arena, struct rtree_box, (size_t)t->row_count);
        if (!w.boxes)
            status =
                err_set(e, STATUS_NOMEM, "out of memory while writing table '%s'", t->def->name);
    }
    if (status == STATUS_OK) status = write_all(&w, layout);
    query_close(&w.insert);
    if (status == STATUS_OK && w.boxes) status = write_index(&w, db);
    if (status == STATUS_OK) status = write_contents(&w, db, layout);
    buf_clear(&w.blob);
    arena_clear(&arena);
    return status;
}

enum status rows_stream(struct db *db, const struct store_stream *stream, struct err *e)
{
    struct table rows = {.def = table_defs[stream->id]};
    struct layout layout = {0};
    struct writer w = {.t = &rows, .bounds = WKB_BOUNDS_EMPTY, .err = e};
    struct arena arena = ARENA_INIT(STREAM_BYTES_MAX);
    assert(rows.def->geometry == GEOMETRY_NONE);
    enum status status = open_insert(&w, db, &layout);
    for (int more = 1; status == STATUS_OK && more; w.first += rows.row_count) {
        table_empty(&rows);
        arena_clear(&arena);
        status = stream->next(stream->context, &rows, &arena, e);
        more = rows.row_count > 0;
        if (status == STATUS_OK) status = write_all(&w, &layout);
    }
    query_close(&w.insert);
    if (status == STATUS_OK) status = write_contents(&w, db, &layout);
    arena_clear(&arena);
    return status;
}
