/* SPDX-License-Identifier: Apache-2.0 */
#include "store/gpkg_schema.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum {
    MEANING_BYTES_MAX = 1024,
};

#define RTREE_DEFINITION  "http://www.geopackage.org/spec130/#extension_rtree"
#define SCHEMA_DEFINITION "http://www.geopackage.org/spec130/#extension_schema"

static void sql_quoted(struct buf *sql, struct slice text, char quote)
{
    buf_char(sql, quote);
    while (text.len > 0) {
        const char *found = memchr(text.at, quote, text.len);
        size_t len = found ? (size_t)(found - text.at) + 1 : text.len;
        buf_add(sql, text.at, len);
        if (found) buf_char(sql, quote);
        text = (struct slice){text.at + len, text.len - len};
    }
    buf_char(sql, quote);
}

void sql_text(struct buf *sql, struct slice text)
{
    sql_quoted(sql, text, '\'');
}

void sql_name(struct buf *sql, struct slice name)
{
    sql_quoted(sql, name, '"');
}

static const char core_tables[] =
    "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL,"
    " srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,"
    " organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);\n"
    "CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,"
    " identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL"
    " DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE,"
    " max_y DOUBLE, srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id)"
    " REFERENCES gpkg_spatial_ref_sys(srs_id));\n"
    "CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,"
    " geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL,"
    " m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),"
    " CONSTRAINT uk_gc_table_name UNIQUE (table_name),"
    " CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),"
    " CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));\n"
    "CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,"
    " definition TEXT NOT NULL, scope TEXT NOT NULL,"
    " CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));\n"
    "CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,"
    " name TEXT, title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT,"
    " CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),"
    " CONSTRAINT gdc_tn UNIQUE (table_name, name));\n"
    "CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL,"
    " constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN,"
    " max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,"
    " CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));\n";

static const char core_rows[] =
    "INSERT INTO gpkg_spatial_ref_sys VALUES"
    "('Undefined cartesian SRS',-1,'NONE',-1,'undefined','undefined cartesian coordinates'),"
    "('Undefined geographic SRS',0,'NONE',0,'undefined','undefined geographic coordinates'),"
    "('WGS 84 geodetic',4326,'EPSG',4326,'GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\","
    "SPHEROID[\"WGS 84\",6378137,298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],"
    "AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],"
    "UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],AXIS[\"Latitude\",NORTH],"
    "AXIS[\"Longitude\",EAST],AUTHORITY[\"EPSG\",\"4326\"]]',"
    "'longitude and latitude in decimal degrees on the WGS 84 ellipsoid');\n"
    "INSERT INTO gpkg_extensions VALUES"
    "('gpkg_data_columns',NULL,'gpkg_schema','" SCHEMA_DEFINITION "','read-write'),"
    "('gpkg_data_column_constraints',NULL,'gpkg_schema','" SCHEMA_DEFINITION "','read-write');\n";

void gpkg_schema_core(struct buf *sql)
{
    buf_printf(sql, "PRAGMA application_id = %d;\nPRAGMA user_version = %d;\n", GPKG_APPLICATION_ID,
               GPKG_USER_VERSION);
    buf_text(sql, core_tables);
    buf_text(sql, core_rows);
}

static const char *geometry_type(enum geometry_kind kind)
{
    if (kind == GEOMETRY_POINT) return "POINT";
    return kind == GEOMETRY_POLYGON ? "MULTIPOLYGON" : "GEOMETRY";
}

static const char *column_type(enum column_type type)
{
    static const char *const names[] = {
        [COLUMN_TEXT] = "TEXT",
        [COLUMN_CODE] = "TEXT(64)",
        [COLUMN_INTEGER] = "INTEGER",
        [COLUMN_REAL] = "REAL",
    };
    return names[type];
}

static void register_layer(struct buf *sql, const char *name, const char *title,
                           enum geometry_kind kind)
{
    int is_spatial = kind != GEOMETRY_NONE;
    buf_printf(sql,
               "INSERT INTO gpkg_contents (table_name, data_type, identifier, description,"
               " last_change, srs_id) VALUES ('%s','%s',",
               name, is_spatial ? "features" : "attributes");
    sql_text(sql, slice_of(title));
    buf_printf(sql, ",'','%s',%s);\n", GPKG_LAST_CHANGE, is_spatial ? "4326" : "NULL");
    if (is_spatial)
        buf_printf(sql,
                   "INSERT INTO gpkg_geometry_columns VALUES ('%s','" GPKG_GEOMETRY
                   "','%s',4326,0,0);\n",
                   name, geometry_type(kind));
}

void gpkg_schema_table(struct buf *sql, const struct table_def *def)
{
    buf_printf(sql, "CREATE TABLE \"%s\" (fid INTEGER PRIMARY KEY", def->name);
    if (def->geometry != GEOMETRY_NONE)
        buf_printf(sql, ", " GPKG_GEOMETRY " %s", geometry_type(def->geometry));
    for (int c = 0; c < def->column_count; c++)
        buf_printf(sql, ", \"%s\" %s", def->columns[c].name, column_type(def->columns[c].type));
    buf_text(sql, ");\n");
    register_layer(sql, def->name, def->title, def->geometry);
    if (def->geometry == GEOMETRY_NONE) return;
    gpkg_schema_index(sql, def);
    buf_printf(sql,
               "INSERT INTO gpkg_extensions VALUES ('%s','" GPKG_GEOMETRY
               "','gpkg_rtree_index','" RTREE_DEFINITION "','write-only');\n",
               def->name);
}

void gpkg_schema_column(struct buf *sql, const struct table_def *def,
                        const struct column_def *column)
{
    buf_printf(sql, "ALTER TABLE \"%s\" ADD COLUMN \"%s\" %s;\n", def->name, column->name,
               column_type(column->type));
}

/* Has a column before this one the same list of choices? */
static int is_seen(const struct table *tables, int table, int column)
{
    const char *choices = tables[table].def->columns[column].choices;
    for (int i = 0; i <= table; i++) {
        int end = i < table ? tables[i].def->column_count : column;
        for (int c = 0; c < end; c++) {
            const char *other = tables[i].def->columns[c].choices;
            if (other && strcmp(other, choices) == 0) return 1;
        }
    }
    return 0;
}

/* One list of choices is one constraint, wherever it is used: its name is the list itself. */
static void write_choices(struct buf *sql, const char *choices)
{
    const char *lead = "INSERT INTO gpkg_data_column_constraints"
                       " (constraint_name, constraint_type, value) VALUES";
    for (const char *p = choices; *p;) {
        size_t len = strcspn(p, "|");
        buf_printf(sql, "%s (", lead);
        sql_text(sql, slice_of(choices));
        buf_text(sql, ",'enum',");
        sql_text(sql, (struct slice){p, len});
        buf_char(sql, ')');
        p += len + (p[len] == '|');
        lead = ",";
    }
    buf_text(sql, ";\n");
}

static void write_column(struct buf *sql, const char *table, const struct column_def *column)
{
    char text[MEANING_BYTES_MAX];
    const char *unit = column->unit, *of = column->refers_to;
    int len = snprintf(text, sizeof text, "%s%s%s%s%s%s%s", column->meaning, unit ? " [" : "",
                       unit ? unit : "", unit ? "]" : "", of ? " (code of " : "", of ? of : "",
                       of ? ")" : "");
    assert(len > 0 && len < (int)sizeof text);
    buf_printf(sql, " ('%s','%s','%s',", table, column->name, column->name);
    sql_text(sql, (struct slice){text, (size_t)len});
    buf_char(sql, ',');
    if (column->choices)
        sql_text(sql, slice_of(column->choices));
    else
        buf_text(sql, "NULL");
    buf_char(sql, ')');
}

void gpkg_schema_columns(struct buf *sql, const struct table *tables, int count)
{
    for (int i = 0; i < count; i++)
        for (int c = 0; c < tables[i].def->column_count; c++) {
            const char *choices = tables[i].def->columns[c].choices;
            if (choices && !is_seen(tables, i, c)) write_choices(sql, choices);
        }
    buf_text(sql, "INSERT INTO gpkg_data_columns"
                  " (table_name, column_name, name, description, constraint_name) VALUES");
    for (int i = 0; i < count; i++)
        for (int c = 0; c < tables[i].def->column_count; c++) {
            if (i + c > 0) buf_char(sql, ',');
            write_column(sql, tables[i].def->name, &tables[i].def->columns[c]);
        }
    buf_text(sql, ";\n");
}

/*
 * The six triggers of GeoPackage 1.3, F.3, in the place of @.  They do what those of the
 * standard do, divided otherwise: a changed geometry is the matter of update1 and update2
 * alone, a changed fid that of update3 and update4, which move or remove the entry and so
 * need no ST_ function.  SQLite compiles a trigger for every statement whose columns it
 * names, and for all when it names none: in the standard's text any UPDATE needs ST_IsEmpty,
 * which a plain SQLite shell does not have.  update3 names no columns, since GDAL takes one
 * that does for a known mistake of older writers and writes it anew.
 */
#define INDEX_ENTRY                                                         \
    "INSERT OR REPLACE INTO \"rtree_@_geom\" VALUES (NEW.\"fid\","          \
    " ST_MinX(NEW.\"geom\"), ST_MaxX(NEW.\"geom\"), ST_MinY(NEW.\"geom\")," \
    " ST_MaxY(NEW.\"geom\")); END;\n"
static const char index_triggers[] =
    "CREATE TRIGGER \"rtree_@_geom_insert\" AFTER INSERT ON \"@\""
    " WHEN (NEW.\"geom\" NOTNULL AND NOT ST_IsEmpty(NEW.\"geom\"))"
    " BEGIN " INDEX_ENTRY
    "CREATE TRIGGER \"rtree_@_geom_update1\" AFTER UPDATE OF \"geom\" ON \"@\""
    " WHEN (NEW.\"geom\" NOTNULL AND NOT ST_IsEmpty(NEW.\"geom\"))"
    " BEGIN DELETE FROM \"rtree_@_geom\" WHERE id = OLD.\"fid\"; " INDEX_ENTRY
    "CREATE TRIGGER \"rtree_@_geom_update2\" AFTER UPDATE OF \"geom\" ON \"@\""
    " WHEN (NEW.\"geom\" ISNULL OR ST_IsEmpty(NEW.\"geom\"))"
    " BEGIN DELETE FROM \"rtree_@_geom\" WHERE id IN (OLD.\"fid\", NEW.\"fid\"); END;\n"
    "CREATE TRIGGER \"rtree_@_geom_update3\" AFTER UPDATE ON \"@\""
    " WHEN OLD.\"fid\" != NEW.\"fid\" AND NEW.\"geom\" NOTNULL"
    " BEGIN UPDATE OR REPLACE \"rtree_@_geom\" SET id = NEW.\"fid\" WHERE id = OLD.\"fid\"; END;\n"
    "CREATE TRIGGER \"rtree_@_geom_update4\" AFTER UPDATE ON \"@\""
    " WHEN OLD.\"fid\" != NEW.\"fid\" AND NEW.\"geom\" ISNULL"
    " BEGIN DELETE FROM \"rtree_@_geom\" WHERE id IN (OLD.\"fid\", NEW.\"fid\"); END;\n"
    "CREATE TRIGGER \"rtree_@_geom_delete\" AFTER DELETE ON \"@\""
    " WHEN OLD.\"geom\" NOTNULL"
    " BEGIN DELETE FROM \"rtree_@_geom\" WHERE id = OLD.\"fid\"; END;\n";

/* A point set or moved on the map takes its columns along. */
static const char point_triggers[] =
    "CREATE TRIGGER \"groundwork_@_place\" AFTER INSERT ON \"@\""
    " WHEN NEW.\"geom\" NOT NULL AND NOT ST_IsEmpty(NEW.\"geom\")"
    " AND (NEW.lon IS NOT ST_MinX(NEW.\"geom\") OR NEW.lat IS NOT ST_MinY(NEW.\"geom\"))"
    " BEGIN UPDATE \"@\" SET lon = ST_MinX(NEW.\"geom\"), lat = ST_MinY(NEW.\"geom\")"
    " WHERE fid = NEW.fid; END;\n"
    "CREATE TRIGGER \"groundwork_@_move\" AFTER UPDATE OF \"geom\" ON \"@\""
    " WHEN NEW.\"geom\" IS NOT OLD.\"geom\" AND NEW.\"geom\" NOT NULL"
    " AND NOT ST_IsEmpty(NEW.\"geom\")"
    " BEGIN UPDATE \"@\" SET lon = ST_MinX(NEW.\"geom\"), lat = ST_MinY(NEW.\"geom\")"
    " WHERE fid = NEW.fid; END;\n";

static void fill_in(struct buf *sql, const char *pattern, const char *name)
{
    for (const char *p = pattern; *p;) {
        size_t len = strcspn(p, "@");
        buf_add(sql, p, len);
        if (p[len] == '@') buf_text(sql, name);
        p += len + (p[len] == '@');
    }
}

void gpkg_schema_triggers(struct buf *sql, const struct table_def *def)
{
    if (def->geometry != GEOMETRY_NONE) fill_in(sql, index_triggers, def->name);
    if (def->geometry == GEOMETRY_POINT) fill_in(sql, point_triggers, def->name);
}

void gpkg_schema_index(struct buf *sql, const struct table_def *def)
{
    buf_printf(sql,
               "CREATE VIRTUAL TABLE \"rtree_%s_geom\" USING rtree(id, minx, maxx, miny, maxy);\n",
               def->name);
}

void gpkg_schema_drop_index(struct buf *sql, const struct table_def *def)
{
    static const char *const index[] = {"insert",  "update1", "update2",
                                        "update3", "update4", "delete"};
    for (int i = 0; i < 6; i++)
        buf_printf(sql, "DROP TRIGGER IF EXISTS \"rtree_%s_geom_%s\";\n", def->name, index[i]);
    if (def->geometry == GEOMETRY_POINT)
        fill_in(sql,
                "DROP TRIGGER IF EXISTS \"groundwork_@_place\"; DROP TRIGGER IF EXISTS "
                "\"groundwork_@_move\";\n",
                def->name);
    buf_printf(sql, "DROP TABLE \"rtree_%s_geom\";\n", def->name);
}

void gpkg_schema_move_trigger(struct buf *name, const struct table_def *def)
{
    fill_in(name, "groundwork_@_move", def->name);
}

void gpkg_schema_views(struct buf *sql)
{
    buf_text(sql,
             "CREATE VIEW plan_visit_map AS SELECT v.fid AS OGC_FID, a.geom AS geom, v.plan,"
             " v.area, a.name AS area_name, v.stage, v.year, v.benefit, v.decided"
             " FROM plan_visit v JOIN area a ON a.code = v.area;\n"
             "CREATE VIEW plan_facility_map AS SELECT f.fid AS OGC_FID, s.geom AS geom, f.plan,"
             " f.area, f.stage, f.facility_size, f.site, s.name AS site_name, f.year,"
             " f.operating_year FROM plan_facility f JOIN site s ON s.code = f.site;\n");
    register_layer(sql, "plan_visit_map", "Map of the visits of a plan", GEOMETRY_POLYGON);
    register_layer(sql, "plan_facility_map", "Map of the facilities of a plan", GEOMETRY_POINT);
}
