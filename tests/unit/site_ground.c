/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "kit/site_world.h"
#include "site/polygon.h"

TEST(distances_are_those_of_the_ellipsoid)
{
    /* geodesics on WGS 84 as PROJ gives them (Karney 2013) */
    static const struct {
        double lon0, lat0, lon1, lat1, m;
    } cases[] = {
        {0, 0, 1, 0, 111319.4908},
        {126, 39, 126, 39.01, 1110.1558},
        {126, 39, 126.01, 39, 866.2640},
        {126, 39, 127, 40, 140442.9477},
        {30.06, -1.95, 30.16, -1.95, 11125.5457},
        {179.99, 50, -179.99, 50, 1433.9151}, /* across the date line */
        {5, 5, 5, 5, 0},
        {0, 90, 120, 90, 0}, /* one pole */
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        CHECK_NEAR(place_apart_m(place_of(cases[i].lon0, cases[i].lat0),
                                 place_of(cases[i].lon1, cases[i].lat1)),
                   cases[i].m, 0.005);
    CHECK_NEAR(place_chord_m(place_arc_m(250000)), 250000, 1e-6);
    CHECK(isinf(place_chord_m(3e7)));
}

TEST(a_shift_is_as_long_as_it_says)
{
    for (int lat = -80; lat <= 80; lat += 20) {
        double lon = 20, to = lat;
        place_shift(&lon, &to, 300, -400);
        CHECK_NEAR(place_apart_m(place_of(20, lat), place_of(lon, to)), 500, 0.05);
    }
}

TEST(distance_to_a_segment)
{
    struct place a = {0, 0, 0}, b = {100, 0, 0};
    CHECK_NEAR(place_segment2((struct place){50, 30, 0}, a, b), 900, 1e-9);
    CHECK_NEAR(place_segment2((struct place){-30, 40, 0}, a, b), 2500, 1e-9);
    CHECK_NEAR(place_segment2((struct place){130, 0, 40}, a, b), 2500, 1e-9);
    CHECK_NEAR(place_segment2((struct place){3, 4, 0}, a, a), 25, 1e-9);
}

static const double square[10] = {0, 0, 10, 0, 10, 10, 0, 10, 0, 0};

TEST(polygons_know_what_lies_in_them)
{
    struct world w;
    struct polygon p;
    double x, y;
    world_start(&w);
    CHECK(polygon_read(&p, world_wkb(&w, 1, square, 5), &w.arena, NULL) == STATUS_OK);
    CHECK(polygon_has(&p, 5, 5) && polygon_has(&p, 0.001, 9.999));
    CHECK(!polygon_has(&p, -1, 5) && !polygon_has(&p, 5, 10.5));
    CHECK(polygon_point(&p, &x, &y) && polygon_has(&p, x, y));

    /* a U: the middle of its box is outside, the point is inside */
    static const double u[18] = {0, 0, 9, 0, 9, 9, 8, 9, 8, 1, 1, 1, 1, 9, 0, 9, 0, 0};
    CHECK(polygon_read(&p, world_wkb(&w, 1, u, 9), &w.arena, NULL) == STATUS_OK);
    CHECK(!polygon_has(&p, 4.5, 4.5));
    CHECK(polygon_point(&p, &x, &y) && polygon_has(&p, x, y));

    CHECK(polygon_read(&p, SLICE_NONE, &w.arena, NULL) == STATUS_OK);
    CHECK(!polygon_has(&p, 0, 0) && !polygon_point(&p, &x, &y));
    struct err e = {0};
    CHECK(polygon_read(&p, slice_of("no geometry"), &w.arena, &e) == STATUS_INVALID);
    world_end(&w);
}

TEST(the_county_town_is_looked_for_upwards)
{
    struct world w;
    world_start(&w);
    world_row(&w, TABLE_AREA, "code=S1 parent=C1 name=ward population=100");
    world_row(&w, TABLE_AREA, "code=S2 parent=C1 name=ward2 population=100");
    world_row(&w, TABLE_AREA, "code=C2 parent=P1 name=Ryongrim population=100");
    world_place(&w, TABLE_SETTLEMENT, 9000, 0, "code=T1 name=a area=S2 population=5 seat=yes");
    world_place(&w, TABLE_SETTLEMENT, 10, 0, "code=T2 name=b area=C2 population=5 seat=yes");
    world_place(&w, TABLE_SETTLEMENT, 20, 0, "code=T3 name=c area=S1 population=5");
    world_load(&w);
    struct place here = place_of(WORLD_LON, WORLD_LAT);
    CHECK(ground_seat(&w.ground, 1, here).id == 0); /* county: its own */
    CHECK(ground_seat(&w.ground, 2, here).id == 0); /* ward without one: the county's */
    CHECK(ground_seat(&w.ground, 4, here).id == 1);
    CHECK(ground_seat(&w.ground, 0, here).id == 1); /* province: the nearest */
    CHECK_NEAR(w.ground.listed_people[0], 15, 0);
    CHECK_NEAR(w.ground.listed_people[1], 10, 0);
    world_end(&w);
}

TEST(settlements_without_an_area_are_placed_by_the_outlines)
{
    struct world w;
    world_start(&w);
    static const double county[10] = {125, 38, 127, 38, 127, 40, 125, 40, 125, 38};
    static const double province[10] = {120, 30, 130, 30, 130, 45, 120, 45, 120, 30};
    w.data.tables[TABLE_AREA].geometry[0] = world_wkb(&w, 1, province, 5);
    w.data.tables[TABLE_AREA].geometry[1] = world_wkb(&w, 1, county, 5);
    world_row(&w, TABLE_SETTLEMENT, "code=T1 name=a lon=126 lat=39 population=5 seat=yes");
    world_row(&w, TABLE_SETTLEMENT, "code=T2 name=b lon=121 lat=31 population=5 seat=yes");
    world_row(&w, TABLE_SETTLEMENT, "code=T3 name=c lon=0 lat=0 population=5 seat=yes");
    world_load(&w);
    CHECK(w.ground.settlement_areas[0] == 1); /* the smallest unit that has it */
    CHECK(w.ground.settlement_areas[1] == 0);
    CHECK(w.ground.settlement_areas[2] == -1);
    world_end(&w);
}

TEST(a_long_road_is_followed_over_the_ground)
{
    struct world w;
    world_start(&w);
    /* 1 degree of latitude in one segment: its chord runs 240 m under the ground */
    double road[4] = {WORLD_LON, WORLD_LAT - 0.5, WORLD_LON, WORLD_LAT + 0.5};
    world_row(&w, TABLE_TRANSPORT, "code=R1 kind=rail");
    w.data.tables[TABLE_TRANSPORT].geometry[0] = world_wkb(&w, 0, road, 2);
    world_load(&w);
    struct place p = place_of(WORLD_LON, WORLD_LAT + 0.013);
    CHECK(index_nearest(&w.ground.roads.index, p, -INFINITY).m < 2.1);
    world_end(&w);
}

TEST(a_broken_outline_or_road_is_named)
{
    struct world w;
    struct err e = {0};
    struct findings findings;
    world_start(&w);
    w.data.tables[TABLE_AREA].geometry[1] = slice_of("broken");
    findings_init(&findings, &w.arena);
    CHECK(programme_load(&w.programme, &w.data, &findings, &w.arena, &e) == STATUS_OK);
    CHECK(ground_build(&w.ground, &w.programme, w.data.tables[TABLE_AREA].geometry, &w.arena, &e) ==
          STATUS_INVALID);
    CHECK(strstr(e.text, "'C1'") != NULL);

    world_row(&w, TABLE_TRANSPORT, "code=R7 kind=rail");
    w.data.tables[TABLE_TRANSPORT].geometry[0] = slice_of("broken");
    findings_init(&findings, &w.arena);
    CHECK(programme_load(&w.programme, &w.data, &findings, &w.arena, &e) == STATUS_OK);
    CHECK(ground_build(&w.ground, &w.programme, NULL, &w.arena, &e) == STATUS_INVALID);
    CHECK(strstr(e.text, "'R7'") != NULL);
    world_end(&w);
}

SUITE(CASE(distances_are_those_of_the_ellipsoid), CASE(a_shift_is_as_long_as_it_says),
      CASE(distance_to_a_segment), CASE(polygons_know_what_lies_in_them),
      CASE(the_county_town_is_looked_for_upwards),
      CASE(settlements_without_an_area_are_placed_by_the_outlines),
      CASE(a_long_road_is_followed_over_the_ground), CASE(a_broken_outline_or_road_is_named))
