/* SPDX-License-Identifier: Apache-2.0 */
/*
 * layer - the plan as map layers for QGIS and others: GeoJSON, and styles as QML.
 *
 * Areas    polygons with index, rank, need met, first visit, plants, native name.
 * Sites    points: chosen, free (some plant could stand there) or refused, with why.
 * Styles   QGIS takes NAME.qml beside NAME.geojson by itself.
 */
#ifndef REPORT_LAYER_H
#define REPORT_LAYER_H

#include "report/report.h"

/* GeoJSON, one feature a line, members in a fixed order. */
CHECKED enum status layer_areas(struct buf *b, const struct report *r, struct err *e);
CHECKED enum status layer_sites(struct buf *b, const struct report *r, struct err *e);

/* QML: areas by the year of the first visit; areas by rank of the index; sites by state. */
CHECKED enum status layer_style_years(struct buf *b, const struct report *r, struct err *e);
CHECKED enum status layer_style_index(struct buf *b, const struct report *r, struct err *e);
CHECKED enum status layer_style_sites(struct buf *b, const struct report *r, struct err *e);

#endif
