/* SPDX-License-Identifier: Apache-2.0 */
/*
 * layers - tables and maps of other programs, read and written by GDAL in a
 * process of its own (groundwork-gdal), because such files may be hostile.
 *
 * Reads    Shapefile, GeoPackage, GeoJSON, CSV, XLSX, ODS, FlatGeobuf, KML: one
 *          layer becomes CSV text whose first column, `geometry`, is WKB in
 *          hexadecimal (WGS 84, two dimensions) and whose second, `fid`, is the
 *          number of the feature.  Layers in another reference system are
 *          reprojected; one without any must look like degrees.
 * Writes   GPKG, GeoJSON, FlatGeobuf, XLSX, ODS, from the same kind of text.
 * Limits   LAYERS_TIME_S; memory, CPU time and files of the process, see
 *          gdal_child.c; LAYERS_BYTES_MAX of text.
 */
#ifndef GEO_LAYERS_H
#define GEO_LAYERS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/slice.h"

enum {
    LAYERS_TIME_S = 600,
    LAYERS_BYTES_MAX = 1 << 30,
    LAYERS_PATH_MAX = 4096,
};

/* Path of groundwork-gdal: the variable GROUNDWORK_GDAL, or beside the running program. */
CHECKED enum status layers_program(char path[LAYERS_PATH_MAX], struct err *e);

/* One layer of the source as CSV text into `out`; layer NULL: the only one. */
CHECKED enum status layers_read(const char *source, const char *layer, struct buf *out,
                                struct err *e);

/* A new file of a format of GDAL ("GPKG", "XLSX" …) with one layer.  `csv` has a first line
 * "geometry,NAME:TYPE,…" with TYPE text, integer or real; `kind` is the type of its geometries,
 * "none", "Point", "MultiPolygon" or "Unknown".  The file must not exist. */
CHECKED enum status layers_write(const char *format, const char *path, const char *layer,
                                 const char *kind, struct slice csv, struct err *e);

/* Bytes from hexadecimal digits; 0 when they are none. */
int layers_unhex(struct slice text, struct slice *out, struct arena *a);
void layers_add_hex(struct buf *b, struct slice bytes);

#endif
