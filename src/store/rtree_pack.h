/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rtree_pack - fill an empty R-tree of SQLite with many boxes at once.
 *
 * Problem  inserting one by one costs ten times as much as the rows themselves.
 * Method   sort-tile-recursive packing (Leutenegger, Lopez & Edgington, ICDE
 *          1997): O(n log n), nodes evenly filled, written straight into the three
 *          tables that SQLite documents as the R-tree's storage (R-Tree Module,
 *          3.2.2), so that later inserts and deletes go on from there.
 * Limits   two dimensions, 32-bit floats rounded outwards, as SQLite keeps them.
 */
#ifndef STORE_RTREE_PACK_H
#define STORE_RTREE_PACK_H

#include <stdint.h>

#include "store/db.h"
#include "store/gpkg_geometry.h"

struct rtree_box {
    int64_t id;      /* of the row, or number of the node below */
    float bounds[4]; /* min x, max x, min y, max y */
};

/* A box around bounds that are not empty. */
struct rtree_box rtree_box_of(int64_t id, const struct wkb_bounds *bounds);

/* Fill the R-tree of that name, which must be empty.  Reorders the boxes.  The
 * connection must be allowed to write shadow tables: see db_guard(). */
CHECKED enum status rtree_pack(struct db *db, struct slice name, struct rtree_box *boxes, int count,
                               struct err *e);

#endif
