/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as an outline: refused, or its point lies in it. */
#include <assert.h>
#include <stdint.h>

#include "base/wkb.h"
#include "site/polygon.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice bytes = {(const char *)data, size};
    struct wkb_bounds bounds;
    struct arena arena = ARENA_INIT((size_t)1 << 26);
    struct polygon p;
    enum status status = polygon_read(&p, bytes, &arena, NULL);
    assert((status == STATUS_OK) == (!data || wkb_bounds_of(bytes, &bounds)));
    double x, y;
    if (status == STATUS_OK && p.edge_count <= 200 && polygon_point(&p, &x, &y))
        assert(polygon_has(&p, x, y));
    arena_clear(&arena);
    return 0;
}
