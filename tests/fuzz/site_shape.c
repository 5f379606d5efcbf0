/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a geometry: every vertex is finite and the walk ends. */
#include <assert.h>
#include <math.h>
#include <stdint.h>

#include "site/polygon.h"
#include "site/shape.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice bytes = {(const char *)data, size};
    struct shape s = shape_open(bytes);
    struct shape_part part;
    enum shape_kind kind;
    while ((kind = shape_next(&s, &part)) != SHAPE_END && kind != SHAPE_BROKEN)
        for (int i = 0; i < part.vertex_count; i++) {
            double x, y;
            shape_vertex(&part, i, &x, &y);
            assert(isfinite(x) && isfinite(y));
        }

    struct arena arena = ARENA_INIT((size_t)1 << 26);
    struct polygon p;
    enum status status = polygon_read(&p, bytes, &arena, NULL);
    assert((status == STATUS_INVALID) == (kind == SHAPE_BROKEN));
    double x, y;
    if (status == STATUS_OK && p.edge_count <= 200 && polygon_point(&p, &x, &y))
        assert(polygon_has(&p, x, y));
    arena_clear(&arena);
    return 0;
}
