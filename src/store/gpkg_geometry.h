/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gpkg_geometry - between WKB of a dataset and the geometry blobs of a GeoPackage.
 *
 * Blob     GeoPackageBinary (GeoPackage 1.3, 2.1.3): "GP", version, flags, srs_id,
 *          envelope, WKB.  We write little-endian, an XY envelope except for
 *          points, and ISO WKB in two dimensions.
 * Reads    either byte order, ISO and EWKB, Z and M (left out: a place on the map
 *          is what counts), a Polygon where a MultiPolygon is wanted.
 * Refuses  anything whose counts do not fit its bytes, coordinates that are not
 *          finite, curves, nesting beyond WKB_DEPTH_MAX; never reads past
 *          the end.
 */
#ifndef STORE_GPKG_GEOMETRY_H
#define STORE_GPKG_GEOMETRY_H

#include "base/buf.h"
#include "base/err.h"
#include "base/slice.h"
#include "base/wkb.h"
#include "model/schema.h"

enum {
    GEOMETRY_SRS_WGS84 = 4326,
};

/* Append the blob of a WKB geometry.  INVALID when it is none of the kind wanted. */
CHECKED enum status gpkg_geometry_encode(struct buf *blob, struct slice wkb,
                                         enum geometry_kind kind, struct wkb_bounds *bounds,
                                         struct err *e);

/* Append the blob of a point. */
void gpkg_point_encode(struct buf *blob, double lon, double lat);

/* Append the WKB of a blob; nothing when it is empty.  *bounds tells where it is, and for
 * GEOMETRY_POINT is all there is to know. */
CHECKED enum status gpkg_geometry_decode(struct buf *wkb, struct slice blob,
                                         enum geometry_kind kind, struct wkb_bounds *bounds,
                                         struct err *e);

/* Bounds of a blob, from its header when they are there; 0 when it is not a geometry. */
int gpkg_geometry_bounds(struct slice blob, struct wkb_bounds *bounds);

#endif
