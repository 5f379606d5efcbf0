/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Projection and shapes, against numbers known from elsewhere.
 */
#include <math.h>
#include <string.h>

#include "geo/crs.h"
#include "geo/overlay.h"
#include "kit/shapes.h"
#include "kit/test.h"

enum {
    MEMORY_MAX = 1 << 24,
};

static const double RADIAN = 3.14159265358979323846 / 180;

TEST(geodesic_distances_are_those_of_karney)
{
    struct crs_plane plane;
    struct err e = {0};
    CHECK(crs_open(&plane, 126, 39, &e) == STATUS_OK);
    /* JFK to LHR: C. F. F. Karney, Algorithms for geodesics (2013) and its GeodSolve example */
    const double jfk[2] = {-73.8, 40.6}, lhr[2] = {-(30.0 / 60), 51.6};
    CHECK_NEAR(crs_distance_km(&plane, jfk, lhr), 5551.759400319, 1e-6);
    /* a quarter of a meridian of WGS 84 */
    const double equator[2] = {10, 0}, pole[2] = {10, 90};
    CHECK_NEAR(crs_distance_km(&plane, equator, pole), 10001.965729, 1e-5);
    crs_close(&plane);
    crs_close(&plane);
}

/* Area of the ellipsoid from the equator to a latitude, over one radian of longitude. */
static double zone_m2(double lat_degrees)
{
    const double b = 6356752.314245179, ecc = 0.0818191908426215;
    double s = sin(lat_degrees * RADIAN);
    double logarithm = log((1 + ecc * s) / (1 - ecc * s)) / (2 * ecc);
    return b * b / 2 * (s / (1 - ecc * ecc * s * s) + logarithm);
}

TEST(areas_on_the_plane_are_those_of_the_ellipsoid)
{
    enum {
        STEPS = 500
    };

    /* a narrow strip, its long sides cut fine: on the plane meridians are curves */
    double corners[2 * (STEPS + 1)][2], area_m2;
    struct arena a = ARENA_INIT(MEMORY_MAX);
    struct crs_plane plane;
    struct err e = {0};
    for (int i = 0; i <= STEPS; i++) {
        corners[i][0] = 30.505;
        corners[i][1] = 38 + (double)i / STEPS;
        corners[2 * STEPS + 1 - i][0] = 30.495;
        corners[2 * STEPS + 1 - i][1] = corners[i][1];
    }
    double exact_m2 = 0.01 * RADIAN * (zone_m2(39) - zone_m2(38));
    CHECK(crs_open(&plane, 30.5, 38.5, &e) == STATUS_OK);
    struct slice strip = shape_of(corners, 2 * (STEPS + 1), &a);
    CHECK(crs_area_m2(&plane, strip, &area_m2, &e) == STATUS_OK);
    CHECK_NEAR(area_m2 / exact_m2, 1, 1e-7);
    crs_close(&plane);
    CHECK(crs_open(&plane, 36, 30, &e) == STATUS_OK); /* equal area from anywhere */
    CHECK(crs_area_m2(&plane, strip, &area_m2, &e) == STATUS_OK);
    CHECK_NEAR(area_m2 / exact_m2, 1, 1e-6);
    crs_close(&plane);
    arena_clear(&a);
}

TEST(holes_are_taken_off)
{
    struct arena a = ARENA_INIT(MEMORY_MAX);
    struct crs_plane plane;
    struct err e = {0};
    struct buf b = BUF_INIT(10000);
    wkb_add_header(&b, WKB_POLYGON);
    wkb_add_count(&b, 2);
    for (int ring = 0; ring < 2; ring++) {
        struct slice box = ring ? shape_box(0.25, 0.25, 0.75, 0.75, &a) : shape_box(0, 0, 1, 1, &a);
        buf_add(&b, box.at + WKB_HEADER_BYTES + 4, box.len - WKB_HEADER_BYTES - 4);
    }
    double whole, outer, hole;
    CHECK(crs_open(&plane, 0.5, 0.5, &e) == STATUS_OK);
    CHECK(crs_area_m2(&plane, buf_as_slice(&b), &whole, &e) == STATUS_OK);
    CHECK(crs_area_m2(&plane, shape_box(0, 0, 1, 1, &a), &outer, &e) == STATUS_OK);
    CHECK(crs_area_m2(&plane, shape_box(0.25, 0.25, 0.75, 0.75, &a), &hole, &e) == STATUS_OK);
    CHECK_NEAR(whole, outer - hole, 1e-3);
    crs_close(&plane);
    buf_clear(&b);
    arena_clear(&a);
}

TEST(what_is_no_place_has_no_plane)
{
    struct crs_plane plane;
    struct err e = {0};
    CHECK(crs_open(&plane, 181, 0, &e) == STATUS_INVALID);
    CHECK(crs_open(&plane, 0, (double)NAN, &e) == STATUS_INVALID);
    CHECK(crs_open(&plane, 0, 0, &e) == STATUS_OK);
    double x = 180, y = 0; /* the antipode */
    CHECK(crs_to_plane(&plane, &x, &y, 1, &e) == STATUS_INVALID);
    crs_close(&plane);
}

TEST(unsound_polygons_are_told_with_the_place)
{
    struct arena a = ARENA_INIT(MEMORY_MAX);
    struct overlay o;
    struct err e = {0};
    char reason[OVERLAY_REASON_MAX];
    double bow[4][2] = {{0, 0}, {2, 2}, {2, 0}, {0, 2}};
    CHECK(overlay_open(&o, &e) == STATUS_OK);
    CHECK(overlay_check(&o, shape_box(0, 0, 1, 1, &a), reason, &e) == STATUS_OK && !reason[0]);
    CHECK(overlay_check(&o, shape_of(bow, 4, &a), reason, &e) == STATUS_OK);
    CHECK_TEXT(reason, "Self-intersection[1 1]");
    struct slice mended;
    CHECK(overlay_mend(&o, shape_of(bow, 4, &a), &mended, &a, &e) == STATUS_OK);
    CHECK(wkb_problem(mended) == NULL);
    CHECK(overlay_check(&o, mended, reason, &e) == STATUS_OK && !reason[0]);
    overlay_close(&o);
    overlay_close(&o);
    arena_clear(&a);
}

TEST(centres_and_inner_points)
{
    struct arena a = ARENA_INIT(MEMORY_MAX);
    struct overlay o;
    struct err e = {0};
    double at[2];
    /* a U: its centroid is not within */
    double u[8][2] = {{0, 0}, {3, 0}, {3, 3}, {2.9, 3}, {2.9, 0.1}, {0.1, 0.1}, {0.1, 3}, {0, 3}};
    struct slice shape = shape_of(u, 8, &a);
    struct overlay_index x;
    int inside;
    CHECK(overlay_open(&o, &e) == STATUS_OK);
    CHECK(overlay_centroid(&o, shape_box(0, 0, 2, 4, &a), at, &e) == STATUS_OK);
    CHECK(at[0] == 1 && at[1] == 2);
    CHECK(overlay_index_open(&x, &o, &shape, 1, &a, &e) == STATUS_OK);
    CHECK(overlay_centroid(&o, shape, at, &e) == STATUS_OK);
    CHECK(overlay_index_covers(&x, 0, at[0], at[1], &inside, &e) == STATUS_OK && !inside);
    CHECK(overlay_inner_point(&o, shape, at, &e) == STATUS_OK);
    CHECK(overlay_index_covers(&x, 0, at[0], at[1], &inside, &e) == STATUS_OK && inside);
    overlay_index_close(&x);
    overlay_close(&o);
    arena_clear(&a);
}

TEST(points_are_found_among_many_polygons)
{
    enum {
        SIDE = 20
    };

    struct arena a = ARENA_INIT(MEMORY_MAX);
    struct overlay o;
    struct overlay_index x;
    struct err e = {0};
    struct slice cells[SIDE * SIDE];
    for (int i = 0; i < SIDE * SIDE; i++)
        cells[i] = shape_box(i % SIDE, i / SIDE, i % SIDE + 1, i / SIDE + 1, &a);
    cells[21] = SLICE_NONE;
    CHECK(overlay_open(&o, &e) == STATUS_OK);
    CHECK(overlay_index_open(&x, &o, cells, SIDE * SIDE, &a, &e) == STATUS_OK);
    for (int i = 0; i < SIDE * SIDE; i++) {
        int found;
        double lon = i % SIDE + 0.3, lat = i / SIDE + 0.6;
        CHECK(overlay_index_find(&x, lon, lat, &found, &e) == STATUS_OK);
        CHECK(found == (i == 21 ? -1 : i));
    }
    int found, number, *others, count;
    double distance;
    CHECK(overlay_index_find(&x, 1, 1, &found, &e) == STATUS_OK && found == 0); /* the lowest */
    CHECK(overlay_index_find(&x, -1, 5, &found, &e) == STATUS_OK && found == -1);
    CHECK(overlay_index_nearest(&x, -2, 5.5, &number, &distance, &e) == STATUS_OK);
    CHECK(number == 5 * SIDE && distance == 2);
    CHECK(overlay_index_distance(&x, 0, 4, 5, &distance, &e) == STATUS_OK);
    CHECK_NEAR(distance, 5, 1e-12);
    CHECK(overlay_index_neighbours(&x, 0, &others, &count, &a, &e) == STATUS_OK);
    CHECK(count == 2 && others[0] == 1 && others[1] == SIDE); /* 21 was left out */
    overlay_index_close(&x);
    overlay_index_close(&x);
    overlay_close(&o);
    arena_clear(&a);
}

TEST(an_empty_index_finds_nothing)
{
    struct arena a = ARENA_INIT(MEMORY_MAX);
    struct overlay o;
    struct overlay_index x;
    struct err e = {0};
    int found;
    double distance;
    CHECK(overlay_open(&o, &e) == STATUS_OK);
    CHECK(overlay_index_open(&x, &o, NULL, 0, &a, &e) == STATUS_OK);
    CHECK(overlay_index_find(&x, 0, 0, &found, &e) == STATUS_OK && found == -1);
    CHECK(overlay_index_nearest(&x, 0, 0, &found, &distance, &e) == STATUS_OK && found == -1);
    overlay_index_close(&x);
    overlay_close(&o);
    arena_clear(&a);
}

TEST(shared_area_and_simplification)
{
    struct arena a = ARENA_INIT(MEMORY_MAX);
    struct overlay o;
    struct err e = {0};
    double area;
    struct gen g = {7};
    struct buf b = BUF_INIT(1 << 20);
    wkb_add_header(&b, WKB_POLYGON);
    wkb_add_count(&b, 1);
    shape_ring(&g, &b, 2000, 0, 0, 10);
    struct slice star = buf_as_slice(&b), simple;
    char reason[OVERLAY_REASON_MAX];
    CHECK(overlay_open(&o, &e) == STATUS_OK);
    CHECK(overlay_shared_area(&o, shape_box(0, 0, 2, 2, &a), shape_box(1, 1, 3, 3, &a), &area,
                              &e) == STATUS_OK);
    CHECK_NEAR(area, 1, 1e-12);
    CHECK(overlay_simplify(&o, star, 1, &simple, &a, &e) == STATUS_OK);
    CHECK(wkb_problem(simple) == NULL && wkb_position_count(simple) < 1500);
    CHECK(overlay_check(&o, simple, reason, &e) == STATUS_OK && !reason[0]);
    overlay_close(&o);
    buf_clear(&b);
    arena_clear(&a);
}

SUITE(CASE(geodesic_distances_are_those_of_karney),
      CASE(areas_on_the_plane_are_those_of_the_ellipsoid), CASE(holes_are_taken_off),
      CASE(what_is_no_place_has_no_plane), CASE(unsound_polygons_are_told_with_the_place),
      CASE(centres_and_inner_points), CASE(points_are_found_among_many_polygons),
      CASE(an_empty_index_finds_nothing), CASE(shared_area_and_simplification))
