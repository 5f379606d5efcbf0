/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "kit/fill.h"
#include "kit/torture.h"
#include "model/programme.h"

static enum status load_small(void)
{
    struct arena a = ARENA_INIT(64 << 20);
    static struct dataset d;
    struct err e = {0};
    struct findings findings;
    struct programme p;
    struct table *t;
    dataset_init(&d);
    findings_init(&findings, &a);
    enum status s = STATUS_NOMEM;
    t = &d.tables[TABLE_PROGRAMME];
    if (table_add(t, &a) < 0) goto done;
    table_put_text(t, 0, "code", slice_of("p"));
    table_put_integer(t, 0, "first_year", 2024);
    table_put_integer(t, 0, "year_count", 3);
    table_put_text(t, 0, "evidence", slice_of("assumed"));
    table_put_text(t, 0, "source", slice_of("test"));
    t = &d.tables[TABLE_AREA];
    if (table_add(t, &a) < 0) goto done;
    table_put_text(t, 0, "code", slice_of("a"));
    table_put_text(t, 0, "name", slice_of("A"));
    table_put_real(t, 0, "population", 5);
    table_put_text(t, 0, "evidence", slice_of("assumed"));
    table_put_text(t, 0, "source", slice_of("test"));
    s = programme_load(&p, &d, &findings, &a, &e);
    CHECK(s == STATUS_OK || (s == STATUS_NOMEM && e.code == s));
done:
    arena_clear(&a);
    return s;
}

TEST(every_allocation_failure_is_reported)
{
    torture(load_small);
}

SUITE(CASE(every_allocation_failure_is_reported))
