/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a geometry blob: refused or decoded, and what is decoded encodes again. */
#include <assert.h>
#include <stdint.h>

#include "store/gpkg_geometry.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const enum geometry_kind kinds[] = {GEOMETRY_POINT, GEOMETRY_POLYGON, GEOMETRY_ANY};
    struct slice blob = {(const char *)data, size};
    struct wkb_bounds bounds;
    (void)gpkg_geometry_bounds(blob, &bounds);
    for (int i = 0; i < 3; i++) {
        struct buf wkb = BUF_INIT(1 << 24), again = BUF_INIT(1 << 24);
        struct err e = {0};
        enum status status = gpkg_geometry_decode(&wkb, blob, kinds[i], &bounds, &e);
        assert(status == STATUS_OK || e.text[0]);
        if (status == STATUS_OK && wkb.len > 0)
            assert(gpkg_geometry_encode(&again, buf_as_slice(&wkb), kinds[i], &bounds, &e) ==
                   STATUS_OK);
        buf_clear(&wkb);
        buf_clear(&again);
    }
    return 0;
}
