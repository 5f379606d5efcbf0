/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "geo/child.h"
#include "geo/crs.h"
#include "geo/geojson.h"
#include "geo/overlay.h"
#include "kit/shapes.h"
#include "kit/torture.h"

enum {
    MEMORY_MAX = 1 << 24,
};

/* Made before the faults are armed; torture() takes a function without arguments. */
static struct slice box, other, bow;

static enum status read_geojson(void)
{
    static const char text[] =
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":"
        "{\"code\":7},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,0]]"
        "]"
        "}}]}";
    struct arena a = ARENA_INIT(MEMORY_MAX);
    struct geojson g;
    struct err e = {0};
    enum status s = geojson_read(&g, "t", slice_of(text), "code", &a, &e);
    CHECK((s == STATUS_OK) == (e.text[0] == '\0'));
    CHECK(s != STATUS_OK || (g.count == 1 && g.features[0].wkb.len == 77));
    arena_clear(&a);
    return s;
}

static enum status project(void)
{
    struct arena a = ARENA_INIT(MEMORY_MAX);
    struct crs_plane plane;
    struct err e = {0};
    struct slice flat;
    double area_m2, x = 1, y = 1;
    enum status s = crs_open(&plane, 0, 0, &e);
    if (s == STATUS_OK) s = crs_to_plane(&plane, &x, &y, 1, &e);
    if (s == STATUS_OK) s = crs_wkb_to_plane(&plane, box, &flat, &a, &e);
    if (s == STATUS_OK) s = crs_area_m2(&plane, box, &area_m2, &e);
    CHECK((s == STATUS_OK) == (e.text[0] == '\0'));
    crs_close(&plane);
    arena_clear(&a);
    return s;
}

static enum status ask_shapes(struct overlay *o, struct arena *a, struct err *e)
{
    char reason[OVERLAY_REASON_MAX];
    struct slice made;
    double at[2], area;
    TRY(overlay_check(o, bow, reason, e));
    TRY(overlay_mend(o, bow, &made, a, e));
    TRY(overlay_simplify(o, box, 0.1, &made, a, e));
    TRY(overlay_centroid(o, box, at, e));
    TRY(overlay_inner_point(o, box, at, e));
    return overlay_shared_area(o, box, other, &area, e);
}

static enum status ask_index(struct overlay_index *x, struct arena *a, struct err *e)
{
    int number, *others, count;
    double distance;
    TRY(overlay_index_find(x, 0.5, 0.5, &number, e));
    TRY(overlay_index_covers(x, 1, 0.5, 0.5, &number, e));
    TRY(overlay_index_nearest(x, 5, 5, &number, &distance, e));
    TRY(overlay_index_distance(x, 0, 5, 5, &distance, e));
    return overlay_index_neighbours(x, 0, &others, &count, a, e);
}

static enum status overlay(void)
{
    struct arena a = ARENA_INIT(MEMORY_MAX);
    struct overlay o;
    struct overlay_index x = {0};
    struct err e = {0};
    const struct slice shapes[2] = {box, other};
    enum status s = overlay_open(&o, &e);
    if (s == STATUS_OK) s = ask_shapes(&o, &a, &e);
    if (s == STATUS_OK) s = overlay_index_open(&x, &o, shapes, 2, &a, &e);
    if (s == STATUS_OK) s = ask_index(&x, &a, &e);
    CHECK((s == STATUS_OK) == (e.text[0] == '\0'));
    overlay_index_close(&x);
    overlay_close(&o);
    arena_clear(&a);
    return s;
}

static enum status run_cat(void)
{
    char program[] = "/bin/cat";
    char *const arguments[] = {program, NULL};
    struct buf out = BUF_INIT(1000);
    struct child_request request = {arguments, slice_of("hello"), 60};
    struct child_result result = {.output = &out};
    struct err e = {0};
    enum status s = child_run(&request, &result, &e);
    CHECK((s == STATUS_OK) == (e.text[0] == '\0'));
    CHECK(s != STATUS_OK || (result.exit_code == 0 && slice_is(buf_as_slice(&out), "hello")));
    buf_clear(&out);
    return s;
}

TEST(reading_geojson)
{
    torture(read_geojson);
}

TEST(projecting)
{
    struct arena a = ARENA_INIT(MEMORY_MAX);
    box = shape_box(0, 0, 1, 1, &a);
    torture(project);
    arena_clear(&a);
}

TEST(shapes)
{
    struct arena a = ARENA_INIT(MEMORY_MAX);
    double corners[4][2] = {{0, 0}, {2, 2}, {2, 0}, {0, 2}};
    box = shape_box(0, 0, 1, 1, &a);
    other = shape_box(0.5, 0.5, 2, 2, &a);
    bow = shape_of(corners, 4, &a);
    torture(overlay);
    arena_clear(&a);
}

TEST(running_a_child)
{
    torture(run_cat);
}

SUITE(CASE(reading_geojson), CASE(projecting), CASE(shapes), CASE(running_a_child))
