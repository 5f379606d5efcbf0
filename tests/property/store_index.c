/* SPDX-License-Identifier: Apache-2.0 */
/*
 * However rows are inserted, changed, renumbered and deleted in SQL: the spatial index holds
 * what an index made afresh would hold, and the columns of a point follow the point.
 */
#include <stdio.h>

#include "kit/store_data.h"
#include "store/gpkg_geometry.h"
#include "store/store_internal.h"

static struct scratch where;

static void run(struct db *db, const char *sql)
{
    struct err e = {0};
    if (db_run(db, sql, &e) != STATUS_OK) fail_msg("%s: %s", sql, e.text);
}

static int64_t ask(struct db *db, const char *sql)
{
    struct err e = {0};
    int64_t value = -1;
    if (db_integer(db, sql, &value, &e) != STATUS_OK) fail_msg("%s: %s", sql, e.text);
    return value;
}

/* A blob as SQL: NULL, an empty geometry, or one somewhere. */
static void add_blob(struct gen *g, struct buf *sql, enum geometry_kind kind)
{
    struct buf blob = BUF_INIT(1 << 20), wkb = BUF_INIT(1 << 20);
    struct wkb_bounds bounds;
    int choice = gen_int(g, 0, 5);
    if (choice == 0) {
        buf_text(sql, "NULL");
        return;
    }
    if (kind == GEOMETRY_POINT && choice > 1) {
        double lon = gen_int(g, -1800, 1800) / 10.0, lat = gen_int(g, -900, 900) / 10.0;
        gpkg_point_encode(&blob, lon, lat);
    } else {
        if (choice == 1)
            buf_slice(&wkb, (struct slice){"\1\7\0\0\0\0\0\0\0", 9}); /* GEOMETRYCOLLECTION EMPTY */
        else
            data_wkb(g, &wkb, (uint32_t)gen_int(g, 1, 7), 0);
        CHECK(gpkg_geometry_encode(&blob, buf_as_slice(&wkb), GEOMETRY_ANY, &bounds, NULL) ==
              STATUS_OK);
    }
    buf_text(sql, "x'");
    for (size_t i = 0; i < blob.len; i++)
        buf_printf(sql, "%02x", (unsigned)(unsigned char)blob.at[i]);
    buf_char(sql, '\'');
    buf_clear(&blob);
    buf_clear(&wkb);
}

/* One statement on a table; rows are chosen by fid, and new numbers are never taken ones. */
static void change(struct gen *g, struct db *db, const char *table, enum geometry_kind kind)
{
    struct buf sql = BUF_INIT(1 << 22);
    long long row = gen_int(g, 1, 12), fresh = 100 + (long long)(gen_u64(g) % 1000000000);
    const char *number = gen_int(g, 0, 1) ? "fid" : "rowid";
    switch (gen_int(g, 0, 6)) {
    case 0:
    case 1:
        buf_printf(&sql, "INSERT INTO %s (geom) VALUES (", table);
        add_blob(g, &sql, kind);
        buf_char(&sql, ')');
        break;
    case 2:
        buf_printf(&sql, "UPDATE %s SET source = 'x' WHERE fid %% 7 = %lld", table, row % 7);
        break;
    case 3:
        buf_printf(&sql, "UPDATE %s SET geom = ", table);
        add_blob(g, &sql, kind);
        buf_printf(&sql, " WHERE fid %% 5 = %lld", row % 5);
        break;
    case 4:
        buf_printf(&sql, "UPDATE %s SET %s = %lld WHERE fid = (SELECT min(fid) FROM %s)", table,
                   number, fresh, table);
        break;
    case 5:
        buf_printf(&sql, "UPDATE %s SET geom = ", table);
        add_blob(g, &sql, kind);
        buf_printf(&sql, ", %s = %lld WHERE fid = (SELECT max(fid) FROM %s)", number, fresh, table);
        break;
    default:
        buf_printf(&sql, "DELETE FROM %s WHERE fid %% 11 = %lld", table, row % 11);
    }
    CHECK(!sql.failed);
    run(db, sql.at);
    buf_clear(&sql);
}

/* Does the index of a table hold what one made afresh holds? */
static int is_true(struct db *db, const char *table)
{
    char sql[1024];
    snprintf(sql, sizeof sql,
             "CREATE VIRTUAL TABLE fresh USING rtree(id, minx, maxx, miny, maxy);"
             "INSERT INTO fresh SELECT fid, ST_MinX(geom), ST_MaxX(geom), ST_MinY(geom),"
             " ST_MaxY(geom) FROM %s WHERE geom NOTNULL AND NOT ST_IsEmpty(geom)",
             table);
    run(db, sql);
    snprintf(sql, sizeof sql,
             "SELECT (SELECT count(*) FROM (SELECT * FROM fresh EXCEPT SELECT * FROM"
             " rtree_%s_geom)) + (SELECT count(*) FROM (SELECT * FROM rtree_%s_geom EXCEPT SELECT"
             " * FROM fresh)) + (SELECT rtreecheck('rtree_%s_geom') <> 'ok')",
             table, table, table);
    int64_t differences = ask(db, sql);
    run(db, "DROP TABLE fresh");
    return differences == 0;
}

static int index_is_kept(struct gen *g, int size)
{
    struct dataset d;
    struct db db = {0};
    struct err e = {0};
    dataset_init(&d); /* rows written by the store itself: unit/store_geopackage */
    if (store_save_new(where.path, &d, 1, &e) != STATUS_OK) fail_msg("%s", e.text);
    if (db_open(&db, where.path, where.path, DB_WRITE, &e) != STATUS_OK) fail_msg("%s", e.text);
    run(&db, "PRAGMA synchronous = OFF");
    int holds = is_true(&db, "site") && is_true(&db, "transport");
    for (int i = 0; i < size && holds; i++) {
        change(g, &db, "site", GEOMETRY_POINT);
        change(g, &db, "transport", GEOMETRY_ANY);
        holds = is_true(&db, "site") && is_true(&db, "transport");
    }
    db_close(&db);
    return holds;
}

TEST(the_index_is_as_one_made_afresh)
{
    property_check("index_is_kept", index_is_kept, 30, 30);
}

static int set_up(void **state)
{
    (void)state;
    scratch_make(&where);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    scratch_remove(&where);
    return 0;
}

int main(void)
{
    const struct CMUnitTest cases[] = {CASE(the_index_is_as_one_made_afresh)};
    return cmocka_run_group_tests(cases, set_up, tear_down);
}
