/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "base/wkb.h"
#include "kit/shapes.h"
#include "kit/test.h"

enum {
    MEMORY_MAX = 1 << 24,
};

static struct slice build(struct buf *b)
{
    CHECK(!b->failed);
    return buf_as_slice(b);
}

TEST(a_sound_geometry_has_no_problem)
{
    struct arena a = ARENA_INIT(MEMORY_MAX);
    struct gen g = {1};
    for (int kind = WKB_POINT; kind <= WKB_COLLECTION; kind++) {
        struct slice wkb = shape_random(&g, (enum wkb_kind)kind, &a);
        CHECK(wkb_kind_of(wkb) == (enum wkb_kind)kind);
        CHECK(wkb_problem(wkb) == NULL);
        CHECK(wkb_degrees_problem(wkb) == NULL);
    }
    arena_clear(&a);
}

TEST(every_cut_is_noticed)
{
    struct arena a = ARENA_INIT(MEMORY_MAX);
    struct gen g = {2};
    for (int kind = WKB_POINT; kind <= WKB_COLLECTION; kind++) {
        struct slice wkb = shape_random(&g, (enum wkb_kind)kind, &a);
        for (size_t len = 0; len < wkb.len; len++)
            CHECK(wkb_problem((struct slice){wkb.at, len}) != NULL);
    }
    arena_clear(&a);
}

TEST(bytes_left_over_are_noticed)
{
    struct buf b = BUF_INIT(1000);
    wkb_add_header(&b, WKB_POINT);
    wkb_add_position(&b, 1, 2);
    CHECK(wkb_problem(build(&b)) == NULL);
    buf_char(&b, 0);
    CHECK_TEXT(wkb_problem(build(&b)), "has bytes left over at its end");
    buf_clear(&b);
}

TEST(rings_must_close_and_have_four_positions)
{
    struct buf b = BUF_INIT(1000);
    wkb_add_header(&b, WKB_POLYGON);
    wkb_add_count(&b, 1);
    wkb_add_count(&b, 4);
    wkb_add_position(&b, 0, 0);
    wkb_add_position(&b, 1, 0);
    wkb_add_position(&b, 1, 1);
    wkb_add_position(&b, 0, 0.5);
    CHECK(strstr(wkb_problem(build(&b)), "not closed"));
    wkb_set_position(b.at + b.len - WKB_POSITION_BYTES, 0, 0);
    CHECK(wkb_problem(build(&b)) == NULL);
    b.at[WKB_HEADER_BYTES + 4] = 3; /* the count of the ring */
    b.len -= WKB_POSITION_BYTES;
    CHECK(strstr(wkb_problem(build(&b)), "fewer than 4"));
    buf_clear(&b);
}

TEST(a_count_that_the_bytes_cannot_hold_is_noticed)
{
    struct buf b = BUF_INIT(1000);
    wkb_add_header(&b, WKB_LINESTRING);
    wkb_add_count(&b, UINT32_MAX);
    wkb_add_position(&b, 0, 0);
    CHECK_TEXT(wkb_problem(build(&b)), "announces more than its bytes hold");
    buf_clear(&b);
}

TEST(what_is_not_a_number_is_noticed)
{
    struct buf b = BUF_INIT(1000);
    wkb_add_header(&b, WKB_POINT);
    wkb_add_position(&b, (double)NAN, 0);
    CHECK(strstr(wkb_problem(build(&b)), "finite"));
    wkb_set_position(b.at + WKB_HEADER_BYTES, 0, (double)INFINITY);
    CHECK(strstr(wkb_problem(build(&b)), "finite"));
    buf_clear(&b);
}

TEST(nesting_has_an_end)
{
    struct buf b = BUF_INIT(10000);
    for (int depth = 0; depth < WKB_DEPTH_MAX; depth++) {
        wkb_add_header(&b, WKB_COLLECTION);
        wkb_add_count(&b, 1);
    }
    size_t kept = b.len;
    wkb_add_header(&b, WKB_POINT);
    wkb_add_position(&b, 1, 2);
    CHECK(wkb_problem(build(&b)) == NULL);
    b.len = kept;
    wkb_add_header(&b, WKB_COLLECTION);
    wkb_add_count(&b, 1);
    wkb_add_header(&b, WKB_POINT);
    wkb_add_position(&b, 1, 2);
    CHECK_TEXT(wkb_problem(build(&b)), "is nested too deeply");
    buf_clear(&b);
}

TEST(parts_of_a_multi_must_be_of_its_kind)
{
    struct buf b = BUF_INIT(1000);
    wkb_add_header(&b, WKB_MULTIPOLYGON);
    wkb_add_count(&b, 1);
    wkb_add_header(&b, WKB_POINT);
    wkb_add_position(&b, 1, 2);
    CHECK_TEXT(wkb_problem(build(&b)), "has a part of a wrong kind");
    buf_clear(&b);
}

TEST(swapped_axes_are_told_from_coordinates_in_metres)
{
    static const struct {
        double x, y;
        const char *says;
    } cases[] = {{127.5, 39.2, NULL},
                 {39.2, 127.5, "swapped"},
                 {500000, 4300000, "WGS 84"},
                 {180, 90, NULL},
                 {180.1, 0, "WGS 84"}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buf b = BUF_INIT(1000);
        wkb_add_header(&b, WKB_POINT);
        wkb_add_position(&b, cases[i].x, cases[i].y);
        const char *problem = wkb_degrees_problem(build(&b));
        CHECK(cases[i].says ? problem && strstr(problem, cases[i].says) : !problem);
        buf_clear(&b);
    }
}

TEST(the_walk_visits_every_ring_of_every_polygon)
{
    struct buf b = BUF_INIT(10000);
    wkb_add_header(&b, WKB_MULTIPOLYGON);
    wkb_add_count(&b, 2);
    for (int polygon = 0; polygon < 2; polygon++) {
        wkb_add_header(&b, WKB_POLYGON);
        wkb_add_count(&b, 2);
        for (int ring = 0; ring < 2; ring++) {
            wkb_add_count(&b, 4);
            for (int i = 0; i < 4; i++)
                wkb_add_position(&b, 10 * polygon + (i == 1), ring + (i == 2));
        }
    }
    CHECK(wkb_problem(build(&b)) == NULL);
    struct wkb_walk walk = wkb_walk_start(build(&b));
    struct wkb_part part;
    for (int polygon = 0; polygon < 2; polygon++) {
        for (int ring = 0; ring < 2; ring++) {
            CHECK(wkb_walk_next(&walk, &part));
            CHECK(part.kind == WKB_POLYGON && part.polygon == polygon && part.ring == ring);
            CHECK(part.count == 4 && wkb_x(&part, 1) == 10 * polygon + 1);
            CHECK(wkb_y(&part, 2) == ring + 1);
        }
    }
    CHECK(!wkb_walk_next(&walk, &part));
    struct wkb_bounds bounds;
    CHECK(wkb_bounds_of(build(&b), &bounds));
    CHECK(bounds.west == 0 && bounds.east == 11 && bounds.south == 0 && bounds.north == 2);
    CHECK(wkb_position_count(build(&b)) == 16);
    buf_clear(&b);
}

TEST(a_polygon_becomes_a_multipolygon_of_one)
{
    struct arena a = ARENA_INIT(MEMORY_MAX);
    struct buf b = BUF_INIT(1000);
    wkb_add_promoted(&b, shape_box(1, 2, 3, 4, &a));
    CHECK(wkb_kind_of(build(&b)) == WKB_MULTIPOLYGON && wkb_problem(build(&b)) == NULL);
    struct buf again = BUF_INIT(1000);
    wkb_add_promoted(&again, build(&b));
    CHECK(slice_equal(buf_as_slice(&again), build(&b)));
    buf_clear(&again);
    buf_clear(&b);
    arena_clear(&a);
}

TEST(the_walk_tells_heads_before_their_parts)
{
    static const struct {
        enum wkb_kind kind;
        int count, is_head;
    } wanted[] = {{WKB_COLLECTION, 2, 1},
                  {WKB_POINT, 1, 0},
                  {WKB_MULTILINESTRING, 2, 1},
                  {WKB_LINESTRING, 2, 0},
                  {WKB_LINESTRING, 2, 0}};
    struct buf b = BUF_INIT(1000);
    wkb_add_header(&b, WKB_COLLECTION);
    wkb_add_count(&b, 2);
    wkb_add_header(&b, WKB_POINT);
    wkb_add_position(&b, 1, 2);
    wkb_add_header(&b, WKB_MULTILINESTRING);
    wkb_add_count(&b, 2);
    for (int line = 0; line < 2; line++) {
        wkb_add_header(&b, WKB_LINESTRING);
        wkb_add_count(&b, 2);
        wkb_add_position(&b, line, 0);
        wkb_add_position(&b, line, 1);
    }
    struct wkb_walk walk = wkb_walk_start(build(&b));
    struct wkb_part part;
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        CHECK(wkb_walk_step(&walk, &part));
        CHECK(part.kind == wanted[i].kind && part.count == wanted[i].count);
        CHECK((part.positions == NULL) == wanted[i].is_head);
    }
    CHECK(!wkb_walk_step(&walk, &part) && !walk.problem);
    buf_clear(&b);
}

/* POINT Z (1 2 7) in big-endian EWKB with a reference system. */
static const char FOREIGN[] = "\x00\xA0\x00\x00\x01\x00\x00\x10\xE6"
                              "\x3F\xF0\x00\x00\x00\x00\x00\x00"
                              "\x40\x00\x00\x00\x00\x00\x00\x00"
                              "\x40\x1C\x00\x00\x00\x00\x00\x00";

TEST(a_foreign_geometry_is_walked_and_becomes_plain)
{
    struct slice foreign = {FOREIGN, sizeof FOREIGN - 1};
    struct wkb_walk walk = wkb_walk_start(foreign);
    struct wkb_part part;
    struct wkb_bounds bounds;
    struct buf plain = BUF_INIT(1000);
    CHECK(wkb_walk_next(&walk, &part) && part.kind == WKB_POINT && part.count == 1);
    CHECK(wkb_x(&part, 0) == 1 && wkb_y(&part, 0) == 2);
    CHECK(!wkb_walk_next(&walk, &part) && !walk.problem);
    CHECK_TEXT(wkb_problem(foreign), "is not little-endian WKB in two dimensions");
    CHECK(wkb_add_plain(&plain, foreign, &bounds) == NULL);
    CHECK(plain.len == WKB_POINT_BYTES && wkb_problem(build(&plain)) == NULL);
    CHECK(bounds.west == 1 && bounds.east == 1 && bounds.south == 2 && bounds.north == 2);
    for (size_t len = 0; len < foreign.len; len++)
        CHECK_TEXT(wkb_add_plain(&plain, (struct slice){FOREIGN, len}, &bounds), "is cut off");
    buf_clear(&plain);
}

TEST(an_empty_point_is_a_part_without_positions)
{
    struct buf b = BUF_INIT(1000), plain = BUF_INIT(1000);
    wkb_add_header(&b, WKB_COLLECTION);
    wkb_add_count(&b, 2);
    for (int i = 0; i < 2; i++) {
        wkb_add_header(&b, WKB_POINT);
        wkb_add_position(&b, i ? 3 : (double)NAN, i ? 4 : (double)NAN);
    }
    struct wkb_walk walk = wkb_walk_start(build(&b));
    struct wkb_part part;
    CHECK(wkb_walk_next(&walk, &part) && part.kind == WKB_POINT && part.count == 0);
    CHECK(wkb_walk_next(&walk, &part) && part.count == 1);
    struct wkb_bounds bounds;
    CHECK(wkb_add_plain(&plain, build(&b), &bounds) == NULL);
    CHECK(slice_equal(build(&plain), build(&b)));
    CHECK(bounds.west == 3 && bounds.north == 4 && !wkb_bounds_is_empty(&bounds));
    CHECK(strstr(wkb_problem(build(&b)), "finite"));
    buf_clear(&plain);
    buf_clear(&b);
}

TEST(after_a_fault_the_walk_stays_at_its_end)
{
    struct buf b = BUF_INIT(1000);
    wkb_add_header(&b, WKB_MULTIPOINT);
    wkb_add_count(&b, 2);
    wkb_add_header(&b, WKB_POINT);
    wkb_add_position(&b, 1, 2);
    wkb_add_header(&b, WKB_POINT);
    wkb_add_position(&b, (double)INFINITY, 2);
    struct wkb_walk walk = wkb_walk_start(build(&b));
    struct wkb_part part;
    CHECK(wkb_walk_next(&walk, &part));
    for (int i = 0; i < 3; i++)
        CHECK(!wkb_walk_next(&walk, &part) && strstr(walk.problem, "finite"));
    struct wkb_bounds bounds;
    CHECK(!wkb_bounds_of(build(&b), &bounds));
    buf_clear(&b);
}

SUITE(CASE(a_sound_geometry_has_no_problem), CASE(every_cut_is_noticed),
      CASE(bytes_left_over_are_noticed), CASE(rings_must_close_and_have_four_positions),
      CASE(a_count_that_the_bytes_cannot_hold_is_noticed), CASE(what_is_not_a_number_is_noticed),
      CASE(nesting_has_an_end), CASE(parts_of_a_multi_must_be_of_its_kind),
      CASE(swapped_axes_are_told_from_coordinates_in_metres),
      CASE(the_walk_visits_every_ring_of_every_polygon),
      CASE(a_polygon_becomes_a_multipolygon_of_one), CASE(the_walk_tells_heads_before_their_parts),
      CASE(a_foreign_geometry_is_walked_and_becomes_plain),
      CASE(an_empty_point_is_a_part_without_positions),
      CASE(after_a_fault_the_walk_stays_at_its_end))
