/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gpkg_functions - the five SQL functions that the triggers of a spatial index
 * call: ST_IsEmpty, ST_MinX, ST_MaxX, ST_MinY, ST_MaxY (GeoPackage 1.3, F.3).
 *
 * NULL for NULL and for bytes that are not a geometry; ST_Min… and ST_Max… are
 * NULL for an empty geometry.
 */
#ifndef STORE_GPKG_FUNCTIONS_H
#define STORE_GPKG_FUNCTIONS_H

struct sqlite3;

/* 0 when memory is out. */
int gpkg_functions_register(struct sqlite3 *connection);

#endif
