/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gpkg_styles - how QGIS shows the layers: its table layer_styles, filled with QML.
 *
 * QGIS takes the row with useAsDefault for a layer when it is loaded, and offers
 * the others by name.  Whoever saves another default style there replaces ours;
 * a new import brings ours back.
 */
#ifndef STORE_GPKG_STYLES_H
#define STORE_GPKG_STYLES_H

#include "base/buf.h"
#include "store/store.h"

/* Append the table, empty. */
void gpkg_styles_table(struct buf *sql);

/* Append the row of a style. */
void gpkg_styles_add(struct buf *sql, const struct store_style *s);

/* Append the rows for the tables and views of a programme file, or for one of them. */
void gpkg_styles_of_programme(struct buf *sql, const char *layer);

#endif
