/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gpkg_styles - how QGIS shows the layers: its table layer_styles, filled with QML.
 *
 * QGIS takes the row with useAsDefault for a layer when it is loaded.  Whoever
 * saves another default style there replaces ours; a new import brings ours back.
 */
#ifndef STORE_GPKG_STYLES_H
#define STORE_GPKG_STYLES_H

#include "base/buf.h"

/* Append the table and its rows. */
void gpkg_styles(struct buf *sql);

#endif
