/* SPDX-License-Identifier: Apache-2.0 */
#include "report/atlas.h"

#include "kit/report_dataset.h"
#include "report/simplify.h"

static struct arena arena = ARENA_INIT((size_t)1 << 30);

static struct slice box(double west, double south, double size)
{
    struct buf b = BUF_INIT(4096);
    const double x[5] = {0, 1, 1, 0, 0}, y[5] = {0, 0, 1, 1, 0};
    wkb_add_header(&b, WKB_POLYGON);
    wkb_add_count(&b, 1);
    wkb_add_count(&b, 5);
    for (int i = 0; i < 5; i++)
        wkb_add_position(&b, west + size * x[i], south + size * y[i]);
    struct slice copy = {arena_strndup(&arena, b.at, b.len), b.len};
    buf_clear(&b);
    return copy;
}

/* A programme of these polygons, one area each. */
static void make(struct atlas *m, struct view *v, const struct slice *shapes, int count)
{
    static struct dataset d;
    struct err e = {0};
    dataset_init(&d);
    struct report_fill f = {&d, &arena, {.areas = count, .provinces = 1, .years = 3}};
    report_fill_programme(&f);
    report_fill_areas(&f);
    for (int i = 0; i < count; i++)
        d.tables[TABLE_AREA].geometry[2 + i] = shapes[i];
    CHECK(view_load(v, &d, NULL, &arena, &e) == STATUS_OK);
    CHECK(atlas_make(m, v, &arena, &e) == STATUS_OK);
}

TEST(north_is_up_and_east_is_right)
{
    struct atlas m;
    struct view v;
    const struct slice shapes[] = {box(100, 40, 1), box(101, 41, 1)};
    double x0, y0, x1, y1;
    make(&m, &v, shapes, 2);
    CHECK(m.shape_count == 2 && m.missing_count == 0);
    CHECK(m.height <= ATLAS_GRID && m.width < m.height); /* degrees of longitude are shorter */
    atlas_place(&m, 100, 40, &x0, &y0);
    atlas_place(&m, 102, 42, &x1, &y1);
    CHECK(x1 > x0 && y1 < y0);
    CHECK(x0 >= 0 && x1 <= m.width && y1 >= 0 && y0 <= m.height);
    CHECK_NEAR((x1 - x0) / (y0 - y1), 0.7547, 1e-3); /* cos(41 degrees) */
    atlas_place(&m, 101, 41, &x0, &y0);
    struct buf b = BUF_INIT(4096);
    atlas_path(&b, &m, 2);
    CHECK(b.at[0] == 'M' && b.at[b.len - 1] == 'z');
    buf_clear(&b);
    arena_clear(&arena);
}

TEST(a_country_across_the_date_line_is_put_together)
{
    struct atlas m;
    struct view v;
    const struct slice shapes[] = {box(178, -18, 1), box(-180, -18, 1)};
    double fiji, lau, y;
    make(&m, &v, shapes, 2);
    CHECK(m.wraps);
    atlas_place(&m, 178, -18, &fiji, &y);
    atlas_place(&m, -180, -18, &lau, &y);
    CHECK(lau > fiji && m.width > m.height);
    arena_clear(&arena);
}

TEST(a_tiny_area_is_not_lost)
{
    struct atlas m;
    struct view v;
    const struct slice shapes[] = {box(100, 0, 10), box(111, 3, 0.0001)};
    struct buf b = BUF_INIT(4096);
    make(&m, &v, shapes, 2);
    CHECK(m.shapes[3].ring_count == 1);
    atlas_path(&b, &m, 3);
    CHECK(strstr(b.at, "l2 0 0 2-2 0z"));
    buf_reset(&b);
    atlas_outline(&b, &m);
    int shapes_there = 0;
    for (size_t i = 0; i < b.len; i++)
        shapes_there += b.at[i] == 'M';
    CHECK(shapes_there == 2);
    buf_clear(&b);
    arena_clear(&arena);
}

TEST(broken_shapes_are_left_out_and_counted)
{
    struct atlas m;
    struct view v;
    struct slice cut = box(100, 0, 1);
    cut.len -= 3;
    const struct slice shapes[] = {box(100, 0, 1), cut, box(500, 0, 1), SLICE_NONE};
    make(&m, &v, shapes, 4);
    CHECK(m.shape_count == 1 && m.missing_count == 3);
    CHECK(m.shapes[3].ring_count == 0 && m.shapes[4].ring_count == 0);
    arena_clear(&arena);
}

TEST(no_polygons_make_no_map)
{
    struct atlas m;
    struct view v;
    const struct slice shapes[] = {SLICE_NONE};
    make(&m, &v, shapes, 1);
    CHECK(m.shape_count == 0 && m.width == 0);
    arena_clear(&arena);
}

TEST(straight_lines_lose_their_middles)
{
    struct point points[5] = {{0, 0}, {1, 0.001}, {2, 0}, {3, 5}, {4, 0}};
    char keep[5];
    struct range stack[5];
    CHECK(simplify_line(points, 5, 0.1, keep, stack) == 4);
    CHECK(points[1].x == 2 && points[2].x == 3 && points[3].x == 4);
}

TEST(a_ring_keeps_its_corners_and_its_end)
{
    struct point ring[9] = {{0, 0}, {1, 0}, {2, 0}, {2, 1}, {2, 2}, {1, 2}, {0, 2}, {0, 1}, {0, 0}};
    char keep[9];
    struct range stack[9];
    CHECK(simplify_ring(ring, 9, 0.1, keep, stack) == 5);
    CHECK(ring[0].x == 0 && ring[4].x == 0 && ring[4].y == 0);
    struct point flat[5] = {{0, 0}, {1, 0}, {2, 0}, {1, 0}, {0, 0}};
    CHECK(simplify_ring(flat, 5, 0.1, keep, stack) == 0); /* no area is left */
}

SUITE(CASE(north_is_up_and_east_is_right), CASE(a_country_across_the_date_line_is_put_together),
      CASE(a_tiny_area_is_not_lost), CASE(broken_shapes_are_left_out_and_counted),
      CASE(no_polygons_make_no_map), CASE(straight_lines_lose_their_middles),
      CASE(a_ring_keeps_its_corners_and_its_end))
