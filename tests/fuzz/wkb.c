/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a geometry: the walk ends, hands out finite numbers alone, and its
 * plain form is walked alike; what wkb_problem() lets pass is plain already, and can
 * be bounded and written without another check.
 */
#include <stdlib.h>

#include "base/wkb.h"
#include "geo/geojson.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds)
{
    if (!holds) abort();
}

static int walk(struct slice wkb, int *positions)
{
    struct wkb_walk w = wkb_walk_start(wkb);
    struct wkb_part part;
    *positions = 0;
    while (wkb_walk_next(&w, &part)) {
        for (int i = 0; i < part.count; i++)
            must(isfinite(wkb_x(&part, i)) && isfinite(wkb_y(&part, i)));
        *positions += part.count;
    }
    return !w.problem;
}

static void check_plain(struct slice wkb)
{
    struct buf plain = BUF_INIT((size_t)1 << 30), again = BUF_INIT((size_t)1 << 30);
    struct wkb_bounds bounds, same;
    int positions, is_whole = walk(wkb, &positions), plain_positions;
    must((wkb_add_plain(&plain, wkb, &bounds) == NULL) == is_whole);
    if (is_whole) {
        must(wkb_kind_of(wkb) == wkb_kind_of(buf_as_slice(&plain)));
        must(walk(buf_as_slice(&plain), &plain_positions) && plain_positions == positions);
        must(wkb_bounds_is_empty(&bounds) == (positions == 0));
        must(!wkb_add_plain(&again, buf_as_slice(&plain), &same));
        must(slice_equal(buf_as_slice(&plain), buf_as_slice(&again)));
        must(positions == 0 || (same.west == bounds.west && same.south == bounds.south &&
                                same.east == bounds.east && same.north == bounds.north));
    }
    if (!wkb_problem(wkb)) must(is_whole && slice_equal(buf_as_slice(&plain), wkb));
    buf_clear(&plain);
    buf_clear(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *copy = malloc(size ? size : 1); /* so that reading behind the end is seen */
    if (!copy) return 0;
    if (size) memcpy(copy, data, size);
    struct slice wkb = {copy, size};
    check_plain(wkb);
    if (!wkb_problem(wkb)) {
        struct buf b = BUF_INIT((size_t)1 << 30);
        struct wkb_bounds bounds;
        must(wkb_bounds_of(wkb, &bounds) && wkb_position_count(wkb) > 0);
        (void)wkb_degrees_problem(wkb);
        geojson_add_geometry(&b, wkb);
        wkb_add_promoted(&b, wkb);
        buf_clear(&b);
    }
    free(copy);
    return 0;
}
