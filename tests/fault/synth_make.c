/* SPDX-License-Identifier: Apache-2.0 */
#include "kit/torture.h"
#include "synth/synth.h"

static enum status make_small(void)
{
    struct arena a = ARENA_INIT((size_t)64 << 20);
    struct dataset d;
    struct err e = {0};
    struct synth_options o = synth_default();
    o.areas = 3, o.years = 2, o.types = 2, o.sizes = 2, o.goods = 2, o.sites = 2, o.decided = 1;
    o.provinces = 2, o.stations = 1;
    dataset_init(&d);
    enum status s = synth_make(&o, &d, &a, &e);
    if (s != STATUS_OK) CHECK(s == STATUS_NOMEM && e.text[0]);
    arena_clear(&a);
    return s;
}

TEST(synth_reports_every_failed_allocation)
{
    torture(make_small);
}

SUITE(CASE(synth_reports_every_failed_allocation))
