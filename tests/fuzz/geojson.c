/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes: refused with a sentence, or read; and what is read is written and read the same. */
#include <stdlib.h>

#include "base/wkb.h"
#include "geo/geojson.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int condition)
{
    if (!condition) abort();
}

static void check_again(const struct geojson *g)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct buf b = BUF_INIT((size_t)1 << 30);
    struct geojson again;
    struct err e = {0};
    int written = 0;
    geojson_add_head(&b);
    for (int i = 0; i < g->count; i++)
        if (g->features[i].wkb.at)
            geojson_add_feature(&b, written++, "code", g->features[i].key, g->features[i].wkb);
    geojson_add_tail(&b);
    must(geojson_read(&again, "again", buf_as_slice(&b), "code", &a, &e) == STATUS_OK);
    must(again.count == written);
    for (int i = 0, k = 0; i < g->count; i++)
        if (g->features[i].wkb.at) must(slice_equal(g->features[i].wkb, again.features[k++].wkb));
    buf_clear(&b);
    arena_clear(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct geojson g;
    struct err e = {0};
    struct slice text = {(const char *)data, size};
    if (geojson_read(&g, "fuzz", text, "code", &a, &e) == STATUS_OK)
        check_again(&g);
    else
        must(e.text[0] != '\0');
    arena_clear(&a);
    return 0;
}
