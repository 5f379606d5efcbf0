/* SPDX-License-Identifier: Apache-2.0 */
/*
 * docs/tables.md is written from the schema: GROUNDWORK_UPDATE=1 writes it again.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/disk.h"
#include "app/new.h"
#include "kit/test.h"
#include "model/schema.h"

enum {
    MEMORY_MAX = 1 << 24,
};

TEST(the_page_of_the_tables_is_that_of_the_schema)
{
    const char *source = getenv("GROUNDWORK_SOURCE");
    SKIP_UNLESS(source, "GROUNDWORK_SOURCE is not set");
    struct arena a = ARENA_INIT(MEMORY_MAX);
    struct buf page = BUF_INIT(MEMORY_MAX);
    struct slice there;
    struct err e = {0};
    const char *path = disk_join(source, "docs/tables.md", &a);
    new_write_tables_page(&page);
    if (getenv("GROUNDWORK_UPDATE")) CHECK(disk_write(path, buf_as_slice(&page), &e) == STATUS_OK);
    if (disk_read(path, MEMORY_MAX, &there, &a, &e) != STATUS_OK) fail_msg("%s", e.text);
    if (!slice_equal(there, buf_as_slice(&page)))
        fail_msg("docs/tables.md is not current: run this test with GROUNDWORK_UPDATE=1");
    buf_clear(&page);
    arena_clear(&a);
}

TEST(every_table_and_column_is_on_the_page)
{
    struct buf page = BUF_INIT(MEMORY_MAX);
    char heading[200];
    new_write_tables_page(&page);
    for (int id = 0; id < TABLE_COUNT; id++) {
        (void)snprintf(heading, sizeof heading, "\n## `%s`", table_defs[id]->name);
        CHECK(strstr(page.at, heading));
        for (int c = 0; c < table_defs[id]->column_count; c++) {
            (void)snprintf(heading, sizeof heading, "\n| `%s` |", table_defs[id]->columns[c].name);
            CHECK(strstr(page.at, heading));
        }
    }
    buf_clear(&page);
}

SUITE(CASE(the_page_of_the_tables_is_that_of_the_schema),
      CASE(every_table_and_column_is_on_the_page))
