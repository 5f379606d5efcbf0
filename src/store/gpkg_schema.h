/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gpkg_schema - the SQL that makes an empty GeoPackage 1.3 for tables of ours.
 *
 * Everything comes from the declaration of each table; each function appends statements.  Rows
 * are to be written between the tables and the triggers, which is faster, and
 * gives the same file.
 *
 * Types    TEXT, TEXT(64) for codes, INTEGER, REAL; no NOT NULL and no UNIQUE,
 *          so that a half-filled row can be saved in QGIS and be told about by
 *          `validate` with all others.
 * Changes  gpkg_contents.last_change is GPKG_LAST_CHANGE whenever we wrote the
 *          table: no clock, equal input gives equal bytes.  Other programs
 *          write the time.
 */
#ifndef STORE_GPKG_SCHEMA_H
#define STORE_GPKG_SCHEMA_H

#include "base/buf.h"
#include "model/dataset.h"

enum {
    GPKG_APPLICATION_ID = 0x47504B47, /* "GPKG" */
    GPKG_USER_VERSION = 10300,
};

#define GPKG_LAST_CHANGE "1970-01-01T00:00:00.000Z"
#define GPKG_GEOMETRY    "geom"

/* 'text' and "name", with the quotes in them doubled. */
void sql_text(struct buf *sql, struct slice text);
void sql_name(struct buf *sql, struct slice name);

/* The tables that a GeoPackage must have, and the reference systems. */
void gpkg_schema_core(struct buf *sql);

/* A table, its entry in gpkg_contents, and its spatial index. */
void gpkg_schema_table(struct buf *sql, const struct table_def *def);

/* A column more for a table that lacks it. */
void gpkg_schema_column(struct buf *sql, const struct table_def *def,
                        const struct column_def *column);

/* What each column of the tables means and may hold, by the schema extension. */
void gpkg_schema_columns(struct buf *sql, const struct table *tables, int count);

/* The triggers that keep the spatial index, and lon and lat of points. */
void gpkg_schema_triggers(struct buf *sql, const struct table_def *def);

/* The opposite, with the index: for rows to be written anew. */
void gpkg_schema_drop_index(struct buf *sql, const struct table_def *def);

/* The spatial index, empty. */
void gpkg_schema_index(struct buf *sql, const struct table_def *def);

/* Layers made of results: where a plan visits and builds. */
void gpkg_schema_views(struct buf *sql);

/* Name of the trigger that carries a moved point over to its columns. */
void gpkg_schema_move_trigger(struct buf *name, const struct table_def *def);

#endif
