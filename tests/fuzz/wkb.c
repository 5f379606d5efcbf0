/* SPDX-License-Identifier: Apache-2.0 */
/* What wkb_problem() lets pass can be walked, bounded and written without another check. */
#include <stdlib.h>

#include "geo/geojson.h"
#include "geo/wkb.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *copy = malloc(size ? size : 1); /* so that reading behind the end is seen */
    if (!copy) return 0;
    if (size) memcpy(copy, data, size);
    struct slice wkb = {copy, size};
    if (!wkb_problem(wkb)) {
        struct buf b = BUF_INIT((size_t)1 << 30);
        struct wkb_bounds bounds;
        if (!wkb_bounds_of(wkb, &bounds) || wkb_position_count(wkb) < 1) abort();
        (void)wkb_degrees_problem(wkb);
        geojson_add_geometry(&b, wkb);
        wkb_add_promoted(&b, wkb);
        buf_clear(&b);
    }
    free(copy);
    return 0;
}
