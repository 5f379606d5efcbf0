/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is the file a valid OGC GeoPackage 1.3?  Each check is a requirement of the
 * standard, asked of the file in SQL: a query that counts what breaks it.  Asked of
 * a programme file, then of a file of map layers.
 */
#include <stdio.h>
#include <string.h>

#include "kit/store_data.h"
#include "store/gpkg_schema.h"
#include "store/store_internal.h"

static struct arena arena = ARENA_INIT((size_t)256 << 20);
static struct scratch where;
static struct db db;
static const struct table_def *const *defs; /* of the tables in the file */
static int def_count;

static int64_t ask(const char *sql)
{
    struct err e = {0};
    int64_t value = -1;
    if (db_integer(&db, sql, &value, &e) != STATUS_OK) fail_msg("%s: %s", sql, e.text);
    return value;
}

static void none(const char *requirement, const char *sql)
{
    int64_t count = ask(sql);
    if (count != 0) fail_msg("%s: %lld break it: %s", requirement, (long long)count, sql);
}

TEST(header)
{
    char bytes[100];
    FILE *f = fopen(where.path, "rb");
    CHECK(f && fread(bytes, 1, sizeof bytes, f) == sizeof bytes && fclose(f) == 0);
    CHECK(memcmp(bytes, "SQLite format 3", 16) == 0);          /* Req 1 */
    CHECK(memcmp(bytes + 68, "GPKG", 4) == 0);                 /* Req 2 */
    CHECK(memcmp(bytes + 60, "\x00\x00\x28\x3C", 4) == 0);     /* 10300 */
    CHECK(bytes[18] == 1 && bytes[19] == 1);                   /* rollback journal */
    CHECK(bytes[52] == 0 && bytes[53] == 0 && bytes[55] == 0); /* no autovacuum */
    CHECK(ask("PRAGMA application_id") == GPKG_APPLICATION_ID);
    CHECK(ask("PRAGMA user_version") == GPKG_USER_VERSION);
}

TEST(integrity)
{
    CHECK(ask("SELECT integrity_check = 'ok' FROM pragma_integrity_check") == 1); /* Req 6 */
    none("Req 7: foreign keys", "SELECT count(*) FROM pragma_foreign_key_check");
}

TEST(reference_systems)
{
    CHECK(ask("SELECT count(*) FROM gpkg_spatial_ref_sys WHERE srs_id IN (-1, 0)") == 2);
    CHECK(ask("SELECT count(*) FROM gpkg_spatial_ref_sys WHERE srs_id = 4326 AND organization ="
              " 'EPSG' AND organization_coordsys_id = 4326 AND definition LIKE 'GEOGCS[%'") == 1);
    none("Req 12: every layer's system is defined",
         "SELECT count(*) FROM gpkg_contents WHERE srs_id NOT IN"
         " (SELECT srs_id FROM gpkg_spatial_ref_sys)");
}

TEST(contents)
{
    none("Req 13, 14: every table exists",
         "SELECT count(*) FROM gpkg_contents WHERE table_name NOT IN"
         " (SELECT name FROM sqlite_schema)");
    none("Req 15: last_change is a time",
         "SELECT count(*) FROM gpkg_contents WHERE last_change NOT GLOB"
         " '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9]"
         "[0-9][0-9]Z'");
    none("data types", "SELECT count(*) FROM gpkg_contents WHERE data_type NOT IN"
                       " ('features', 'attributes')");
    for (int i = 0; i < def_count; i++) {
        char sql[512];
        snprintf(sql, sizeof sql,
                 "SELECT count(*) FROM gpkg_contents WHERE table_name = '%s' AND data_type = '%s'",
                 defs[i]->name, defs[i]->geometry != GEOMETRY_NONE ? "features" : "attributes");
        CHECK(ask(sql) == 1);
    }
    for (int i = 0; i < def_count; i++) {
        char sql[512];
        if (defs[i]->geometry == GEOMETRY_NONE) continue;
        snprintf(sql, sizeof sql,
                 "SELECT count(*) FROM gpkg_contents c, rtree_%s_geom r WHERE c.table_name = '%s'"
                 " AND (c.min_x > r.maxx OR c.max_x < r.minx OR c.min_y > r.maxy OR c.max_y <"
                 " r.miny)",
                 defs[i]->name, defs[i]->name);
        none("bounds hold all features", sql);
    }
}

TEST(columns)
{
    none("Req 5: column types",
         "SELECT count(*) FROM gpkg_contents c JOIN pragma_table_info(c.table_name) p"
         " JOIN sqlite_schema s ON s.name = c.table_name AND s.type = 'table'"
         " WHERE upper(p.type) NOT IN ('INTEGER', 'REAL', 'TEXT', 'TEXT(64)', 'TEXT(30)',"
         " 'TEXT(256)', 'BOOLEAN', 'DATETIME', 'POINT', 'MULTIPOLYGON', 'GEOMETRY')");
    none("Req 29, 119: an integer primary key",
         "SELECT count(*) FROM gpkg_contents c JOIN sqlite_schema s ON s.name = c.table_name AND"
         " s.type = 'table' WHERE (SELECT count(*) FROM pragma_table_info(c.table_name) WHERE pk ="
         " 1 AND type = 'INTEGER') <> 1");
    none("Req 30: one geometry column each",
         "SELECT count(*) FROM gpkg_contents c JOIN sqlite_schema s ON s.name = c.table_name AND"
         " s.type = 'table' WHERE c.data_type = 'features' AND (SELECT count(*) FROM"
         " pragma_table_info(c.table_name) WHERE type IN ('POINT', 'MULTIPOLYGON', 'GEOMETRY'))"
         " <> 1");
}

TEST(geometry_columns)
{
    none("Req 22, 23: features and only they have a row",
         "SELECT count(*) FROM gpkg_contents c WHERE (data_type = 'features') <>"
         " (SELECT count(*) FROM gpkg_geometry_columns g WHERE g.table_name = c.table_name)");
    none("Req 24: the column exists",
         "SELECT count(*) FROM gpkg_geometry_columns g WHERE NOT EXISTS (SELECT 1 FROM"
         " pragma_table_info(g.table_name) p WHERE p.name = g.column_name)");
    none("Req 25: the declared type",
         "SELECT count(*) FROM gpkg_geometry_columns g JOIN pragma_table_info(g.table_name) p ON"
         " p.name = g.column_name WHERE p.type <> g.geometry_type_name");
    none("Req 26, 146: the same system as in gpkg_contents",
         "SELECT count(*) FROM gpkg_geometry_columns g JOIN gpkg_contents c USING (table_name)"
         " WHERE g.srs_id <> c.srs_id");
    none("Req 27, 28: no z, no m", "SELECT count(*) FROM gpkg_geometry_columns WHERE z OR m");
}

TEST(spatial_index)
{
    static const char *const triggers[] = {"insert",  "update1", "update2",
                                           "update3", "update4", "delete"};
    for (int i = 0; i < def_count; i++) {
        const char *name = defs[i]->name;
        char sql[1024];
        if (defs[i]->geometry == GEOMETRY_NONE) continue;
        snprintf(sql, sizeof sql,
                 "SELECT count(*) FROM gpkg_extensions WHERE table_name = '%s' AND column_name ="
                 " 'geom' AND extension_name = 'gpkg_rtree_index' AND scope = 'write-only'",
                 name);
        CHECK(ask(sql) == 1); /* Req 75, 76 */
        for (int k = 0; k < 6; k++) {
            snprintf(sql, sizeof sql,
                     "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name ="
                     " '%s' AND name = 'rtree_%s_geom_%s'",
                     name, name, triggers[k]);
            CHECK(ask(sql) == 1); /* Req 77 */
        }
        snprintf(sql, sizeof sql, "SELECT rtreecheck('rtree_%s_geom') = 'ok'", name);
        CHECK(ask(sql) == 1);
        snprintf(sql, sizeof sql,
                 "SELECT (SELECT count(*) FROM rtree_%s_geom) - (SELECT count(*) FROM %s WHERE"
                 " geom IS NOT NULL)",
                 name, name);
        CHECK(ask(sql) == 0);
    }
}

TEST(extensions)
{
    none("Req 58: the table named exists",
         "SELECT count(*) FROM gpkg_extensions WHERE table_name NOT IN"
         " (SELECT name FROM sqlite_schema)");
    none("Req 64: scope", "SELECT count(*) FROM gpkg_extensions WHERE scope NOT IN"
                          " ('read-write', 'write-only')");
    none("schema extension: every column described exists",
         "SELECT count(*) FROM gpkg_data_columns d WHERE NOT EXISTS (SELECT 1 FROM"
         " pragma_table_info(d.table_name) p WHERE p.name = d.column_name)");
    none("schema extension: every constraint named exists",
         "SELECT count(*) FROM gpkg_data_columns WHERE constraint_name NOT IN"
         " (SELECT constraint_name FROM gpkg_data_column_constraints)");
    CHECK(ask("SELECT count(*) FROM gpkg_data_column_constraints WHERE constraint_name = 'yes|no'"
              " AND constraint_type = 'enum' AND value IN ('yes', 'no')") == 2);
}

TEST(styles)
{
    none("every style is for a layer",
         "SELECT count(*) FROM layer_styles WHERE NOT EXISTS (SELECT 1 FROM gpkg_geometry_columns"
         " g WHERE g.table_name = f_table_name AND g.column_name = f_geometry_column)");
    none("every layer has one style that QGIS takes",
         "SELECT count(*) FROM gpkg_geometry_columns g WHERE (SELECT count(*) FROM layer_styles"
         " WHERE f_table_name = g.table_name AND useAsDefault = 1) <> 1");
    none("every field of a style is a column",
         "SELECT count(*) FROM layer_styles l WHERE NOT EXISTS (SELECT 1 FROM"
         " pragma_table_info(l.f_table_name) p WHERE l.styleQML LIKE"
         " '%fieldName=\"' || p.name || '\"%') AND l.styleQML LIKE '%fieldName=%'");
    none("Req 119 for the views: the first column is unique",
         "SELECT count(*) - count(DISTINCT OGC_FID) FROM plan_visit_map");
}

/* A layer of a plan shows the area and the site it names. */
TEST(views)
{
    CHECK(ask("SELECT count(*) FROM plan_visit_map WHERE area_name = 'Usi' AND year = 2027 AND"
              " geom = (SELECT geom FROM area WHERE code = 'A1')") == 1);
    CHECK(ask("SELECT count(*) FROM plan_facility_map WHERE site_name = 'Riverside' AND"
              " ST_MinX(geom) = 126.5") == 1);
}

/* Random rows, and a plan whose place is known. */
static void fill(struct dataset *d)
{
    struct gen g = {11};
    data_fill(&g, d, 30, &arena);
    struct table *area = &d->tables[TABLE_AREA], *site = &d->tables[TABLE_SITE];
    struct table *visit = &d->tables[TABLE_PLAN_VISIT], *plant = &d->tables[TABLE_PLAN_FACILITY];
    int row = table_add(area, &arena);
    table_put_text(area, row, "code", slice_of("A1"));
    table_put_text(area, row, "name", slice_of("Usi"));
    do {
        area->geometry[row] = data_geometry(&g, GEOMETRY_POLYGON, &arena);
    } while (!area->geometry[row].at);
    row = table_add(site, &arena);
    table_put_text(site, row, "code", slice_of("S1"));
    table_put_text(site, row, "name", slice_of("Riverside"));
    table_put_real(site, row, "lon", 126.5);
    table_put_real(site, row, "lat", 39.5);
    row = table_add(visit, &arena);
    table_put_text(visit, row, "area", slice_of("A1"));
    table_put_integer(visit, row, "year", 2027);
    row = table_add(plant, &arena);
    table_put_text(plant, row, "site", slice_of("S1"));
}

static void open_db(void)
{
    struct err e = {0};
    if (db_open(&db, where.path, where.path, DB_WRITE, &e) != STATUS_OK) fail_msg("%s", e.text);
}

static int set_up(void **state)
{
    struct dataset d;
    struct err e = {0};
    (void)state;
    scratch_make(&where);
    fill(&d);
    defs = table_defs;
    def_count = TABLE_COUNT;
    if (store_save_new(where.path, &d, 0, &e) != STATUS_OK) fail_msg("%s", e.text);
    open_db();
    return 0;
}

static const struct column_def block_columns[] = {
    {"code", COLUMN_CODE, 0, 0, 0, NULL, NULL, NULL, "code of it"},
    {"share", COLUMN_REAL, 0, 0, 0, "per cent", NULL, NULL, "how much"},
    {"rank", COLUMN_INTEGER, 0, 0, 0, NULL, NULL, NULL, "how far"},
};
static const struct column_def mark_columns[] = {
    {"lon", COLUMN_REAL, 0, 0, 0, NULL, NULL, NULL, "longitude"},
    {"lat", COLUMN_REAL, 0, 0, 0, NULL, NULL, NULL, "latitude"},
    {"built", COLUMN_TEXT, 0, 0, 0, NULL, NULL, "yes|no", "is it there?"},
};
static const struct table_def block = {"block", "Blocks", GEOMETRY_POLYGON, 1, 3, block_columns, 0};
static const struct table_def mark = {"mark", "Marks", GEOMETRY_POINT, 1, 3, mark_columns, 0};
static const struct table_def note = {"note", "Notes", GEOMETRY_NONE, 1, 3, block_columns, 0};
static const struct table_def *const layer_defs[] = {&block, &mark, &note};
static const struct store_style layer_looks[] = {
    {"block", "it's ranked", "by 'rank'", {"<qgis a='1'/>", 13}, 1},
    {"block", "plain", "", {"<qgis/>", 7}, 0},
    {"mark", "built", "or not", {"<qgis/>", 7}, 1},
};

static enum status save_layers(const char *path, int rows, struct err *e)
{
    struct gen g = {12};
    struct table t[3];
    for (int i = 0; i < 3; i++) {
        t[i] = (struct table){.def = layer_defs[i]};
        for (int row = 0; row < rows; row++)
            data_fill_row(&g, &t[i], table_add(&t[i], &arena), &arena);
    }
    return store_save_layers(path, t, 3, layer_looks, 3, e);
}

static int set_up_layers(void **state)
{
    struct err e = {0};
    (void)state;
    scratch_make(&where);
    defs = layer_defs;
    def_count = 3;
    if (save_layers(where.path, 40, &e) != STATUS_OK) fail_msg("%s", e.text);
    open_db();
    return 0;
}

TEST(layers_hold_their_rows_and_looks)
{
    CHECK(ask("SELECT count(*) FROM block") == 40 && ask("SELECT count(*) FROM note") == 40);
    CHECK(ask("SELECT count(*) FROM layer_styles WHERE f_table_name = 'block' AND styleName ="
              " 'it''s ranked' AND description = 'by ''rank''' AND styleQML = '<qgis a=''1''/>'"
              " AND useAsDefault = 1") == 1);
    CHECK(ask("SELECT count(*) FROM layer_styles") == 3);
    CHECK(ask("SELECT count(*) FROM gpkg_data_columns WHERE table_name = 'block' AND column_name ="
              " 'share' AND description = 'how much [per cent]'") == 1);
    CHECK(ask("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'groundwork_mi%' OR type ="
              " 'view'") == 0);
}

TEST(layers_replace_layers_but_no_programme)
{
    struct err e = {0};
    struct store *s = NULL;
    struct dataset d;
    db_close(&db);
    CHECK(save_layers(where.path, 7, &e) == STATUS_OK);
    open_db();
    CHECK(ask("SELECT count(*) FROM mark") == 7);
    db_close(&db);
    CHECK(store_open(&s, where.path, 0, &e) == STATUS_INVALID);
    CHECK(strstr(e.text, "not a whole programme file"));
    dataset_init(&d);
    CHECK(store_save_new(where.path, &d, 1, &e) == STATUS_OK);
    struct bytes programme = bytes_read(where.path);
    CHECK(save_layers(where.path, 7, &e) == STATUS_CONFLICT);
    CHECK(strstr(e.text, "is a programme file and is not written over"));
    CHECK(bytes_are(where.path, &programme));
    free(programme.at);
    CHECK(save_layers("layers.txt", 7, &e) == STATUS_USAGE);
    open_db();
}

static int tear_down(void **state)
{
    (void)state;
    db_close(&db);
    scratch_remove(&where);
    arena_clear(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest cases[] = {
        CASE(header),        CASE(integrity),  CASE(reference_systems),
        CASE(contents),      CASE(columns),    CASE(geometry_columns),
        CASE(spatial_index), CASE(extensions), CASE(styles),
        CASE(views),
    };
    const struct CMUnitTest of_layers[] = {
        CASE(header),
        CASE(integrity),
        CASE(reference_systems),
        CASE(contents),
        CASE(columns),
        CASE(geometry_columns),
        CASE(spatial_index),
        CASE(extensions),
        CASE(layers_hold_their_rows_and_looks),
        CASE(layers_replace_layers_but_no_programme),
    };
    int failed = cmocka_run_group_tests(cases, set_up, tear_down);
    return failed + cmocka_run_group_tests(of_layers, set_up_layers, tear_down);
}
