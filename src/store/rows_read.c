/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <limits.h>
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "store/gpkg_schema.h"
#include "store/rows.h"

enum {
    SQL_BYTES_MAX = 16 * 1024,
    WKB_BYTES_MAX = DB_VALUE_BYTES_MAX,
    KNOWN_TEXTS = 64, /* of a column, kept to be used again */
    KNOWN_BYTES = 24, /* the length of those */
    ROWS_PER_PAGE = 200,
};

/* Everything that reading one table needs. */
struct reader {
    struct table *t;
    struct layout layout;
    struct query q;
    struct findings *findings;
    struct arena *arena;
    struct buf wkb;                          /* of the row being read */
    struct slice last[COLUMN_PER_TABLE_MAX]; /* text of the row before: often the same again */
    struct slice known[COLUMN_PER_TABLE_MAX][KNOWN_TEXTS]; /* short texts by what they hash to */
    struct err *err;
};

static enum status no_memory(const struct reader *r)
{
    return err_set(r->err, STATUS_NOMEM, "out of memory while reading table '%s' of '%s' (%d rows)",
                   r->t->def->name, r->q.db->name, r->t->row_count);
}

/* Which triggers and index does a spatial table have? */
static enum status look_at_index(struct layout *out, struct db *db, const struct table_def *def,
                                 struct slice move_trigger, struct err *e)
{
    assert(out->geometry);
    struct query q = {0};
    int more = 0, triggers = def->geometry == GEOMETRY_POINT ? 8 : 6;
    enum status status = query_open(
        &q, db,
        "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND name = ?2),"
        " (SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?1)"
        " = ?3 AND EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table'"
        " AND name = 'rtree_' || ?1 || '_" GPKG_GEOMETRY "')"
        " AND (SELECT page_size FROM pragma_page_size) >= 2048",
        e);
    if (status == STATUS_OK) {
        query_put_text(&q, 1, slice_of(def->name));
        query_put_text(&q, 2, move_trigger);
        query_put_integer(&q, 3, triggers);
        status = query_step(&q, &more, e);
    }
    if (status == STATUS_OK && more) {
        out->has_move = query_integer(&q, 0) != 0;
        out->is_ours = query_integer(&q, 1) != 0 && strcmp(out->geometry, GPKG_GEOMETRY) == 0;
    }
    query_close(&q);
    return status;
}

static enum status geometry_column(char **out, struct db *db, const struct table_def *def,
                                   struct arena *a, struct err *e)
{
    struct query q = {0};
    int more = 0;
    enum status status = query_open(&q, db,
                                    "SELECT g.column_name, s.organization_coordsys_id"
                                    " FROM gpkg_geometry_columns g LEFT JOIN gpkg_spatial_ref_sys s"
                                    " USING (srs_id) WHERE g.table_name = ?1",
                                    e);
    if (status == STATUS_OK) {
        query_put_text(&q, 1, slice_of(def->name));
        status = query_step(&q, &more, e);
    }
    if (status == STATUS_OK && more) {
        struct slice name = query_text(&q, 0);
        int64_t srs = query_integer(&q, 1);
        if (srs != GEOMETRY_SRS_WGS84)
            status = err_set(e, STATUS_INVALID,
                             "table '%s' of '%s' is in reference system %lld; it must be in "
                             "longitude and latitude: ogr2ogr -t_srs EPSG:4326",
                             def->name, db->name, (long long)srs);
        else if (!name.at || !(*out = arena_strndup(a, name.at, name.len)))
            status = err_set(e, STATUS_NOMEM, "out of memory while opening '%s'", db->name);
    } else if (status == STATUS_OK) {
        status = err_set(e, STATUS_INVALID,
                         "table '%s' of '%s' has no geometry any more: gpkg_geometry_columns does "
                         "not name it",
                         def->name, db->name);
    }
    query_close(&q);
    return status;
}

enum status layout_read(struct layout *out, struct db *db, const struct table_def *def,
                        struct arena *a, struct err *e)
{
    *out = (struct layout){0};
    if (def->geometry == GEOMETRY_NONE) return STATUS_OK;
    TRY(geometry_column(&out->geometry, db, def, a, e));
    struct buf name = BUF_INIT(256);
    gpkg_schema_move_trigger(&name, def);
    enum status status = buf_ok(&name, e);
    if (status == STATUS_OK) status = look_at_index(out, db, def, buf_as_slice(&name), e);
    buf_clear(&name);
    return status;
}

static enum status open_select(struct reader *r, struct db *db)
{
    const struct table_def *def = r->t->def;
    struct buf sql = BUF_INIT(SQL_BYTES_MAX);
    buf_text(&sql, "SELECT rowid");
    for (int c = 0; c < def->column_count; c++) {
        buf_char(&sql, ',');
        sql_name(&sql, slice_of(def->columns[c].name));
    }
    if (r->layout.geometry) {
        buf_char(&sql, ',');
        sql_name(&sql, slice_of(r->layout.geometry));
    }
    buf_text(&sql, " FROM ");
    sql_name(&sql, slice_of(def->name));
    buf_text(&sql, " ORDER BY rowid");
    enum status status = buf_ok(&sql, r->err);
    if (status == STATUS_OK) status = query_open(&r->q, db, sql.at, r->err);
    buf_clear(&sql);
    return status;
}

/* A value that is of another kind than its column. */
static void wrong_kind(struct reader *r, int row, int column, const char *expected)
{
    const char *name = r->t->def->columns[column].name;
    enum db_type type = query_type(&r->q, column + 1);
    if (type == DB_BLOB) {
        findings_row(r->findings, 1, r->t, row, name,
                     "bytes are stored where %s is expected; enter it anew", expected);
        return;
    }
    struct slice value = query_text(&r->q, column + 1);
    int is_clean = utf8_valid(value, NULL);
    findings_row(r->findings, 1, r->t, row, name,
                 "'%.*s' is stored where %s is expected; correct it",
                 SLICE_ARGS(is_clean ? value : slice_of("…")), expected);
}

static void read_integer(struct reader *r, int row, int c)
{
    enum db_type type = query_type(&r->q, c + 1);
    int64_t value = query_integer(&r->q, c + 1);
    if (type == DB_INTEGER && value != INTEGER_NONE)
        table_set_integer(r->t, row, c, value);
    else if (type != DB_NULL)
        wrong_kind(r, row, c, "a whole number");
}

static void read_real(struct reader *r, int row, int c)
{
    enum db_type type = query_type(&r->q, c + 1);
    double value = query_real(&r->q, c + 1);
    if ((type == DB_REAL || type == DB_INTEGER) && isfinite(value))
        table_set_real(r->t, row, c, value);
    else if (type != DB_NULL)
        wrong_kind(r, row, c, "a finite number");
}

/* Where a text that was met not long ago is kept: codes come again and again. */
static struct slice *find_known(struct reader *r, int c, struct slice value)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    if (value.len > KNOWN_BYTES) return &r->last[c];
    for (size_t i = 0; i < value.len; i++)
        hash = (hash ^ (unsigned char)value.at[i]) * 16777619u;
    return &r->known[c][(hash ^ (hash >> 15)) % KNOWN_TEXTS];
}

static enum status read_text(struct reader *r, int row, int c)
{
    enum db_type type = query_type(&r->q, c + 1);
    if (type == DB_NULL) return STATUS_OK;
    if (type == DB_BLOB) {
        wrong_kind(r, row, c, "text");
        return STATUS_OK;
    }
    struct slice value = query_text(&r->q, c + 1);
    if (!value.at) return no_memory(r);
    if (value.len == 0) return STATUS_OK;
    struct slice *known = find_known(r, c, value);
    if (known->at && slice_equal(*known, value)) {
        table_set_text(r->t, row, c, *known);
        return STATUS_OK;
    }
    if (memchr(value.at, 0, value.len) || !utf8_valid(value, NULL)) {
        findings_row(r->findings, 1, r->t, row, r->t->def->columns[c].name,
                     "the text is not valid UTF-8; enter it anew");
        return STATUS_OK;
    }
    char *copy = arena_strndup(r->arena, value.at, value.len);
    if (!copy) return no_memory(r);
    *known = (struct slice){copy, value.len};
    table_set_text(r->t, row, c, *known);
    return STATUS_OK;
}

/* Which is it: the point on the map, or the columns? */
static void settle_point(struct reader *r, int row, const struct wkb_bounds *bounds)
{
    int lon = table_column(r->t, "lon"), lat = table_column(r->t, "lat");
    double x = table_real(r->t, row, lon), y = table_real(r->t, row, lat);
    int is_placed = !isnan(x) && !isnan(y);
    if (is_placed && fabs(x - bounds->west) <= ROWS_SAME_PLACE_DEGREES &&
        fabs(y - bounds->south) <= ROWS_SAME_PLACE_DEGREES)
        return;
    int columns_count = is_placed && r->layout.has_move;
    if (is_placed)
        findings_row(r->findings, 0, r->t, row, "lon",
                     "the columns say %.7f, %.7f and the point on the map is at %.7f, %.7f; %s", x,
                     y, bounds->west, bounds->south,
                     columns_count
                         ? "the columns were changed last and count"
                         : "the table was written by another program and the point counts");
    if (columns_count) return;
    table_set_real(r->t, row, lon, bounds->west);
    table_set_real(r->t, row, lat, bounds->south);
}

static enum status read_geometry(struct reader *r, int row)
{
    int column = r->t->def->column_count + 1;
    enum db_type type = query_type(&r->q, column);
    if (type == DB_NULL) return STATUS_OK;
    struct wkb_bounds bounds = WKB_BOUNDS_EMPTY;
    struct err why = {0};
    buf_reset(&r->wkb);
    enum status status = type == DB_BLOB
                             ? gpkg_geometry_decode(&r->wkb, query_blob(&r->q, column),
                                                    r->t->def->geometry, &bounds, &why)
                             : err_set(&why, STATUS_INVALID, "this is not a GeoPackage geometry");
    if (status == STATUS_NOMEM) return no_memory(r);
    if (status != STATUS_OK) {
        findings_row(r->findings, 1, r->t, row, r->layout.geometry, "%s; draw it anew or delete it",
                     why.text);
        return STATUS_OK;
    }
    if (wkb_bounds_is_empty(&bounds)) return STATUS_OK;
    if (r->t->def->geometry == GEOMETRY_POINT) {
        settle_point(r, row, &bounds);
        return STATUS_OK;
    }
    char *copy = arena_strndup(r->arena, r->wkb.at, r->wkb.len);
    if (!copy) return no_memory(r);
    r->t->geometry[row] = (struct slice){copy, r->wkb.len};
    return STATUS_OK;
}

static enum status read_row(struct reader *r)
{
    int row = table_add(r->t, r->arena);
    if (row < 0) return no_memory(r);
    int64_t id = query_integer(&r->q, 0);
    r->t->lines[row] = id > 0 && id <= INT_MAX ? (int)id : 0;
    for (int c = 0; c < r->t->def->column_count; c++) {
        enum column_type type = r->t->def->columns[c].type;
        if (type == COLUMN_INTEGER)
            read_integer(r, row, c);
        else if (type == COLUMN_REAL)
            read_real(r, row, c);
        else
            TRY(read_text(r, row, c));
    }
    return r->layout.geometry ? read_geometry(r, row) : STATUS_OK;
}

/* Room for as many rows as there can be, where fid says so: 1, 2, 3 ... as we write them. */
static enum status reserve_rows(struct reader *r, struct db *db)
{
    struct buf sql = BUF_INIT(SQL_BYTES_MAX);
    int64_t last = 0, count = 0;
    buf_text(&sql, "SELECT max(rowid) FROM ");
    sql_name(&sql, slice_of(r->t->def->name));
    enum status status = buf_ok(&sql, r->err);
    if (status == STATUS_OK) status = db_integer(db, sql.at, &last, r->err);
    if (status == STATUS_OK && last > 0 && last <= TABLE_ROW_MAX)
        status = db_integer(db, "PRAGMA page_count", &count, r->err);
    /* a row takes some bytes of a page: a fid typed in by hand asks for no more than that */
    if (status == STATUS_OK && count > 0 && last / ROWS_PER_PAGE <= count &&
        !table_reserve(r->t, (int)last, r->arena))
        status = no_memory(r);
    buf_clear(&sql);
    return status;
}

enum status rows_read(struct db *db, struct table *t, struct findings *findings, struct arena *a,
                      struct err *e)
{
    struct reader r = {
        .t = t, .findings = findings, .arena = a, .wkb = BUF_INIT(WKB_BYTES_MAX), .err = e};
    int more = 1;
    enum status status = layout_read(&r.layout, db, t->def, a, e);
    if (status == STATUS_OK) status = open_select(&r, db);
    if (status == STATUS_OK) status = reserve_rows(&r, db);
    if (status == STATUS_OK) status = query_step(&r.q, &more, e);
    while (status == STATUS_OK && more) {
        status = read_row(&r);
        if (status == STATUS_OK) status = query_step(&r.q, &more, e);
    }
    query_close(&r.q);
    buf_clear(&r.wkb);
    return status;
}
