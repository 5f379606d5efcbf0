/* SPDX-License-Identifier: Apache-2.0 */
/*
 * layer - the plan as map layers for QGIS and others: tables, GeoJSON, and styles as QML.
 *
 * Areas    polygons with index, rank, need met, first visit, plants, native name.
 * Sites    points: chosen, free (some plant could stand there) or refused, with why.
 * Styles   QGIS takes NAME.qml beside NAME.geojson by itself, and the styles that lie
 *          in a GeoPackage.
 * Text     is clean: UTF-8 without control characters.
 * Owner    tables lie in the arena of the report.
 */
#ifndef REPORT_LAYER_H
#define REPORT_LAYER_H

#include "report/report.h"

enum layer_id {
    LAYER_AREAS,
    LAYER_SITES,
    LAYER_COUNT
};

/* The rows of a layer, as a table of its own kind. */
CHECKED enum status layer_make(struct table *out, enum layer_id id, const struct report *r,
                               struct err *e);

/* GeoJSON, one feature a line, members in the order of the columns. */
CHECKED enum status layer_geojson(struct buf *b, const struct table *t, struct err *e);

/* One look of a layer. */
struct layer_style {
    enum layer_id layer;
    int is_default; /* taken by QGIS when it loads the layer */
    const char *file, *name, *description;
};

enum {
    LAYER_STYLE_COUNT = 3,
};

extern const struct layer_style layer_styles[LAYER_STYLE_COUNT];

/* QML of a look: areas by the year of the first visit; areas by rank of the index; sites by state. */
CHECKED enum status layer_style(struct buf *b, const struct report *r, int style, struct err *e);

#endif
