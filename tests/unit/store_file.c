/* SPDX-License-Identifier: Apache-2.0 */
#include "store/store.h"

#include "kit/store_data.h"
#include "kit/test.h"

static struct arena arena = ARENA_INIT((size_t)256 << 20);

static void read_file(const char *path, struct dataset *out)
{
    struct store *s = NULL;
    struct err e = {0};
    if (store_open(&s, path, 0, &e) != STATUS_OK) fail_msg("%s", e.text);
    if (store_read(s, out, &arena, &e) != STATUS_OK) fail_msg("%s", e.text);
    store_close(s);
}

TEST(everything_comes_back)
{
    struct scratch where;
    struct gen g = {1};
    struct dataset d, back;
    struct err e = {0};
    scratch_make(&where);
    data_fill(&g, &d, 20, &arena);
    if (store_save_new(where.path, &d, 0, &e) != STATUS_OK) fail_msg("%s", e.text);
    read_file(where.path, &back);
    CHECK(data_same(&d, &back));
    scratch_remove(&where);
    arena_clear(&arena);
}

SUITE(CASE(everything_comes_back))
