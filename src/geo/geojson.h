/* SPDX-License-Identifier: Apache-2.0 */
/*
 * geojson - features of a GeoJSON file (RFC 7946) as key and WKB, and back.
 *
 * Reads    a FeatureCollection; each feature's key is one of its properties.
 *          Heights are dropped.  A `crs` member must name WGS 84.
 * Writes   canonical: one feature a line, properties before geometry, every
 *          coordinate with the fewest digits that give the same double back, so
 *          that write o read = identity on bytes and read o write on geometries.
 * Errors   what is wrong with one feature is kept with it and reading goes on;
 *          what is wrong with the file (not JSON, not a FeatureCollection) is an
 *          error that names file and line.
 * Limits   nesting 2048 (the JSON parser's), GEOJSON_BYTES_MAX of text.
 */
#ifndef GEO_GEOJSON_H
#define GEO_GEOJSON_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/slice.h"

enum {
    GEOJSON_BYTES_MAX = 512 << 20,
};

struct geojson_feature {
    struct slice key;    /* SLICE_NONE: see problem */
    struct slice wkb;    /* SLICE_NONE: the feature has no geometry, or see problem */
    const char *problem; /* NULL: sound; else a clause with what to do */
};

struct geojson {
    struct geojson_feature *features; /* in the order of the file */
    int count;
};

/* Everything lives in the arena. */
CHECKED enum status geojson_read(struct geojson *out, const char *name, struct slice text,
                                 const char *key_property, struct arena *a, struct err *e);

/* The collection's first and last lines; between them features, each begun by
 * geojson_add_feature() with its place, 0 for the first. */
void geojson_add_head(struct buf *b);
void geojson_add_feature(struct buf *b, int place, const char *key_property, struct slice key,
                         struct slice wkb);
void geojson_add_tail(struct buf *b);

/* The geometry object alone: {"type":"Point","coordinates":[1,2]}; the WKB must be sound. */
void geojson_add_geometry(struct buf *b, struct slice wkb);

#endif
