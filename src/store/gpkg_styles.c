/* SPDX-License-Identifier: Apache-2.0 */
#include "store/gpkg_styles.h"
#include "store/gpkg_schema.h"

static const char table[] =
    "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,"
    " f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),"
    " f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,"
    " useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),"
    " update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));\n"
    "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)"
    " VALUES ('layer_styles','attributes','layer_styles','','" GPKG_LAST_CHANGE "');\n";

void gpkg_styles(struct buf *sql)
{
    buf_text(sql, table);
}
