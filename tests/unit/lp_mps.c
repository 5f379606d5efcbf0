/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "kit/test.h"
#include "lp/mps.h"

static int collect(void *context, struct slice text)
{
    buf_slice(context, text);
    return 1;
}

static int refuse(void *context, struct slice text)
{
    (void)context, (void)text;
    return 0;
}

static enum status write_example(struct mps *m, struct err *e)
{
    TRY(mps_begin(m, "example", "worth", 1, e));
    TRY(mps_row(m, "most", -INFINITY, 4, e));
    TRY(mps_row(m, "least", 1, INFINITY, e));
    TRY(mps_row(m, "same", 2, 2, e));
    TRY(mps_row(m, "between", 1, 3.5, e));
    mps_column(m, "x", MPS_BINARY, INFINITY);
    mps_entry(m, "x", -1, 3);
    mps_entry(m, "x", 0, 1);
    mps_entry(m, "x", 3, 0.1);
    mps_column(m, "z", MPS_REAL, 7);
    mps_entry(m, "z", 1, -2);
    return mps_end(m, 10, e);
}

TEST(every_section_of_a_small_programme)
{
    struct arena a = ARENA_INIT(1 << 20);
    struct buf out = BUF_INIT(1 << 16);
    struct mps m = {.flush = collect, .context = &out, .arena = &a};
    CHECK(write_example(&m, NULL) == STATUS_OK);
    mps_clear(&m);
    CHECK_TEXT(out.at, "NAME example\n"
                       "OBJSENSE\n    MAX\n"
                       "ROWS\n N worth\n L most\n G least\n E same\n L between\n"
                       "COLUMNS\n MARKER 'MARKER' 'INTORG'\n"
                       " x worth 3\n x most 1\n x between 0.1\n"
                       " MARKER 'MARKER' 'INTEND'\n"
                       " z least -2\n"
                       "RHS\n rhs worth -10\n rhs most 4\n rhs least 1\n rhs same 2\n"
                       " rhs between 3.5\n"
                       "RANGES\n range between 2.5\n"
                       "BOUNDS\n UP bound x 1\n UP bound z 7\n"
                       "ENDATA\n");
    buf_clear(&out);
    arena_clear(&a);
}

TEST(a_full_disk_is_told)
{
    struct arena a = ARENA_INIT(1 << 20);
    struct mps m = {.flush = refuse, .arena = &a};
    struct err e;
    CHECK(write_example(&m, &e) == STATUS_IO);
    mps_clear(&m);
    arena_clear(&a);
}

TEST(a_large_file_goes_out_in_pieces)
{
    struct arena a = ARENA_INIT(1 << 20);
    struct buf out = BUF_INIT(1 << 26);
    struct mps m = {.flush = collect, .context = &out, .arena = &a};
    CHECK(mps_begin(&m, "large", "cost", 0, NULL) == STATUS_OK);
    CHECK(mps_row(&m, "row", 0, 1, NULL) == STATUS_OK);
    size_t largest = 0;
    for (int i = 0; i < 20000; i++) {
        mps_column(&m, "column", MPS_REAL, INFINITY);
        mps_entry(&m, "column", 0, i);
        if (m.text.len > largest) largest = m.text.len;
    }
    CHECK(largest < 128 * 1024 && out.len > 100 * 1024);
    CHECK(mps_end(&m, 0, NULL) == STATUS_OK);
    CHECK(strstr(out.at, "column row 19999\n") != NULL);
    CHECK(strcmp(out.at + out.len - 7, "ENDATA\n") == 0);
    mps_clear(&m);
    buf_clear(&out);
    arena_clear(&a);
}

SUITE(CASE(every_section_of_a_small_programme), CASE(a_full_disk_is_told),
      CASE(a_large_file_goes_out_in_pieces))
