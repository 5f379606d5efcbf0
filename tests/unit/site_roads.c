/* SPDX-License-Identifier: Apache-2.0 */
/* Ways by road worked out by hand.  The site is at 0, 0; places are metres east and north of it. */
#include <math.h>

#include "kit/site_world.h"

/* Places are laid out on a plane, ways go over the ellipsoid. */
#define NEAR_M 2.0
#define NEAR   5e-4 /* of a diagonal */

static void start(struct world *w, double town_east_m, double town_north_m)
{
    char text[200];
    double lon = WORLD_LON, lat = WORLD_LAT;
    world_start(w);
    world_size(w, "food-m", "food", "");
    world_site(w, "");
    place_shift(&lon, &lat, 0, town_north_m);
    place_shift(&lon, &lat, town_east_m, 0);
    (void)snprintf(text, sizeof text,
                   "lon=%.12f lat=%.12f code=T name=Usi-up area=C1 population=9000 seat=yes", lon,
                   lat);
    world_row(w, TABLE_SETTLEMENT, "%s", text);
}

static struct way way_of(struct world *w)
{
    world_load(w);
    struct way way = w->ground.ways[0];
    CHECK(w->view.way.m == way.m);
    return way;
}

static void expect_road(struct world *w, double m, double minutes)
{
    struct way way = way_of(w);
    CHECK(way.basis == WAY_BY_ROAD);
    CHECK_NEAR(way.m, m, NEAR_M);
    CHECK_NEAR(way.minutes, minutes, 0.02);
    world_end(w);
}

static void expect_straight(struct world *w, enum way_basis why, double m)
{
    struct way way = way_of(w);
    CHECK(way.basis == why && isnan(way.minutes));
    CHECK_NEAR(way.m, m, NEAR * m);
    world_end(w);
}

TEST(a_site_leaves_to_the_middle_of_a_road)
{
    struct world w;
    start(&w, 2000, 3000);
    WORLD_LINE(&w, "code=R1 kind=road", {-2000, 100}, {2000, 100}, {2000, 3000});
    struct way way = way_of(&w);
    CHECK(w.ground.roads.joint_count == 2 && w.ground.roads.chain_count == 1);
    CHECK_NEAR(way.site_access_m, 100, 0.3); /* a parallel is no straight line */
    CHECK_NEAR(way.town_access_m, 0, 0.3);
    world_end(&w);

    start(&w, 2000, 3000);
    WORLD_LINE(&w, "code=R1 kind=road", {-2000, 100}, {2000, 100}, {2000, 3000});
    expect_road(&w, 5000, 5000 * 3.6 / 40 / 60);
}

TEST(site_and_town_on_one_road_between_two_vertices)
{
    struct world w;
    start(&w, 700, 50);
    WORLD_LINE(&w, "code=R1 kind=road speed_km_h=30", {-2000, 100}, {2000, 100});
    expect_road(&w, 100 + 700 + 50, 850 * 3.6 / 30 / 60);
}

TEST(roads_meet_at_a_shared_vertex)
{
    struct world w;
    start(&w, 1000, 3000); /* a T: the second road begins at a vertex of the first */
    WORLD_LINE(&w, "code=R1 kind=road", {-2000, 100}, {1000, 100}, {4000, 100});
    WORLD_LINE(&w, "code=R2 kind=road", {1000, 100}, {1000, 3000});
    expect_road(&w, 4000, 6);
}

/* A long road past the site, another to the town, each out of reach of the other place. */
static void start_two(struct world *w, const double (*second)[2], const char *kind)
{
    char text[80];
    start(w, 11000, 11000);
    (void)snprintf(text, sizeof text, "code=R1 kind=%s", kind);
    WORLD_LINE(w, text, {-2000, 100}, {14000, 100});
    world_line(w, "code=R2 kind=road", second, 2);
}

TEST(a_crossing_without_a_vertex_is_a_bridge)
{
    struct world w;
    static const double second[2][2] = {{11000, -1000}, {11000, 11000}};
    start_two(&w, second, "road");
    world_load(&w);
    CHECK(w.ground.roads.component_count == 2);
    CHECK_TEXT(world_sentence(&w, SITE_TRANSPORT),
               "road R1 at 0.1 km and Usi-up (county town) in a straight line at 15.6 km (the "
               "roads loaded do not join the two) for food-m");
    expect_straight(&w, WAY_APART, hypot(11000, 11000));
}

TEST(a_loose_end_joins_the_road_beside_it)
{
    struct world w;
    static const double near[2][2] = {{11000, 104}, {11000, 11000}};
    static const double far[2][2] = {{11000, 107}, {11000, 11000}};
    start_two(&w, near, "road");
    expect_road(&w, 22000, 33);

    start_two(&w, far, "road");
    expect_straight(&w, WAY_APART, hypot(11000, 11000));

    start_two(&w, near, "road"); /* an end that shares its vertex: a bridge may begin there */
    WORLD_LINE(&w, "code=R3 kind=road", {11000, 104}, {11000, -900});
    expect_straight(&w, WAY_APART, hypot(11000, 11000));

    start_two(&w, near, "rail"); /* a railway is no road */
    expect_straight(&w, WAY_OFF_SITE, hypot(11000, 11000));
}

TEST(a_nearer_road_that_leads_nowhere_is_not_taken)
{
    struct world w;
    start(&w, 1000, 3000); /* the town can be reached from the second road only */
    WORLD_LINE(&w, "code=R1 kind=road", {-2000, 100}, {200, 100});
    WORLD_LINE(&w, "code=R2 kind=road", {1000, -1000}, {1000, 3000});
    struct way way = way_of(&w);
    CHECK_NEAR(way.m, 4000, NEAR_M);
    CHECK_NEAR(way.site_access_m, 1000, NEAR_M);
    world_end(&w);
}

TEST(three_loose_ends_meet)
{
    struct world w;
    start(&w, 0, 3000);
    WORLD_LINE(&w, "code=R1 kind=road", {0, 0}, {0, 1000});
    WORLD_LINE(&w, "code=R2 kind=road", {2, 1000}, {900, 1000});
    WORLD_LINE(&w, "code=R3 kind=road", {-2, 1001}, {0, 3000});
    expect_road(&w, 3000, 4.5);
}

TEST(a_road_that_leads_nowhere_is_passed_by)
{
    struct world w;
    start(&w, 2000, 3000); /* the nearest road of the site is a path on its own */
    WORLD_LINE(&w, "code=R0 kind=road", {-50, 50}, {50, 50});
    WORLD_LINE(&w, "code=R1 kind=road", {-2000, 100}, {2000, 100}, {2000, 3000});
    expect_road(&w, 5000, 7.5);

    start(&w, 2000, 3000);                                           /* that of the town is */
    WORLD_LINE(&w, "code=R0 kind=road", {2001, 3000}, {2300, 3000}); /* 1 m of the town: loose */
    WORLD_LINE(&w, "code=R1 kind=road", {-2000, 100}, {2000, 100}, {2000, 2990});
    expect_road(&w, 5000, 7.5);
}

TEST(too_far_from_any_road)
{
    struct world w;
    start(&w, 2000, 30000);
    WORLD_LINE(&w, "code=R1 kind=road", {-10500, 0}, {-10500, 30000});
    expect_straight(&w, WAY_OFF_SITE, hypot(2000, 30000));

    start(&w, 2000, 30000);
    WORLD_LINE(&w, "code=R1 kind=road", {100, 0}, {100, 19000});
    expect_straight(&w, WAY_OFF_TOWN, hypot(2000, 30000));

    start(&w, 900, 0);
    WORLD_LINE(&w, "code=R1 kind=road", {-1000, -5000}, {-1000, 5000});
    expect_straight(&w, WAY_TOWN_NEAR, 900);

    start(&w, 900, 0); /* places that are no way */
    WORLD_LINE(&w, "code=R1 kind=road", {10, 10});
    WORLD_LINE(&w, "code=R2 kind=port", {20, 10});
    WORLD_LINE(&w, "code=R3 kind=rail", {0, 0}, {900, 0});
    expect_straight(&w, WAY_NO_ROAD, 900);

    world_start(&w); /* no county town */
    world_size(&w, "food-m", "food", "");
    world_site(&w, "");
    WORLD_LINE(&w, "code=R1 kind=road", {0, 0}, {900, 0});
    struct way way = way_of(&w);
    CHECK(way.basis == WAY_NONE && isinf(way.m) && isnan(way.minutes));
    world_end(&w);
}

TEST(a_road_that_is_no_line_is_told)
{
    struct world w;
    struct findings findings;
    start(&w, 900, 0);
    WORLD_LINE(&w, "code=R1 kind=road", {10, 10});
    WORLD_LINE(&w, "code=R2 kind=road", {10, 10}, {20, 10});
    WORLD_LINE(&w, "code=A kind=station", {10, 10});
    findings_init(&findings, &w.arena);
    CHECK(programme_load(&w.programme, &w.data, &findings, &w.arena, NULL) == STATUS_OK);
    CHECK(findings.warning_count == 1);
    CHECK_TEXT(findings.list[0].sentence,
               "road 'R1' is a Point, but ways lead over lines; draw its "
               "course as a LineString");
    world_end(&w);
}

/* Roads at both ends, a railway between them, and a road around. */
static void start_railway(struct world *w)
{
    start(w, 10000, 0);
    WORLD_LINE(w, "code=R1 kind=road", {0, 0}, {0, 9000}, {10000, 9000}, {10000, 0});
    WORLD_LINE(w, "code=L1 kind=rail speed_km_h=60", {0, -100}, {10000, -100});
}

TEST(a_railway_is_entered_at_stations_only)
{
    struct world w;
    start_railway(&w);
    expect_road(&w, 28000, 42);

    start_railway(&w);
    WORLD_LINE(&w, "code=A kind=station", {0, -50});
    expect_road(&w, 28000, 42);

    start_railway(&w);
    WORLD_LINE(&w, "code=A kind=station", {0, -50});
    WORLD_LINE(&w, "code=B kind=station", {10000, -300}); /* 200 m from the railway */
    struct way way = way_of(&w);
    CHECK(way.basis == WAY_BY_ROAD_AND_RAIL);
    CHECK_NEAR(way.m, 50 + 50 + 10000 + 200 + 300, NEAR_M);
    CHECK_NEAR(way.minutes, (50 + 300) * 0.0015 + (50 + 10000 + 200) * 0.001, 0.02);
    CHECK(strstr(world_sentence(&w, SITE_TRANSPORT), "by road and rail at 10.6 km") != NULL);
    world_end(&w);

    start_railway(&w); /* too far from the railway */
    WORLD_LINE(&w, "code=A kind=station", {0, -50});
    WORLD_LINE(&w, "code=B kind=station", {10000, 410});
    expect_road(&w, 28000, 42);

    start_railway(&w); /* where road and railway share a vertex is a level crossing */
    WORLD_LINE(&w, "code=R2 kind=road", {0, 0}, {0, -100});
    WORLD_LINE(&w, "code=R3 kind=road", {10000, 0}, {10000, -100});
    expect_road(&w, 28000, 42);
}

TEST(without_roads_stations_alone_do)
{
    struct world w;
    start(&w, 10000, 0);
    WORLD_LINE(&w, "code=L1 kind=rail speed_km_h=60", {0, -100}, {10000, -100});
    WORLD_LINE(&w, "code=A kind=station", {0, -100});
    WORLD_LINE(&w, "code=B kind=station", {10000, -100});
    struct way way = way_of(&w);
    CHECK(way.basis == WAY_BY_RAIL);
    CHECK_NEAR(way.m, 10200, NEAR_M);
    world_end(&w);
}

TEST(metres_of_the_shortest_minutes_of_the_quickest)
{
    struct world w;
    start(&w, 10000, 0);
    WORLD_LINE(&w, "code=R1 kind=road speed_km_h=15", {0, 0}, {10000, 0});
    WORLD_LINE(&w, "code=R2 kind=road speed_km_h=80", {0, 0}, {0, 1000}, {10000, 1000}, {10000, 0});
    expect_road(&w, 10000, 12000 * 3.6 / 80 / 60);
}

TEST(roads_cross_the_date_line)
{
    struct world w;
    world_start(&w);
    world_size(&w, "food-m", "food", "");
    world_row(&w, TABLE_SITE, "code=S1 area=C1 lon=179.9 lat=10 land_m2=20000");
    world_row(&w, TABLE_SETTLEMENT,
              "code=T name=T area=C1 lon=-179.9 lat=10 population=9 seat=yes");
    static const double west[4] = {179.9, 10, 180, 10}, east[4] = {-180, 10, -179.9, 10};
    world_row(&w, TABLE_TRANSPORT, "code=R1 kind=road");
    world_row(&w, TABLE_TRANSPORT, "code=R2 kind=road");
    w.data.tables[TABLE_TRANSPORT].geometry[0] = world_wkb(&w, 0, west, 2);
    w.data.tables[TABLE_TRANSPORT].geometry[1] = world_wkb(&w, 0, east, 2);
    struct way way = way_of(&w);
    CHECK(way.basis == WAY_BY_ROAD);
    CHECK_NEAR(way.m, place_apart_m(place_of(179.9, 10), place_of(-179.9, 10)), NEAR_M);

    static const double across[4] = {179.9, 10, -179.9, 10}; /* one segment of 22 km */
    w.data.tables[TABLE_TRANSPORT].row_count = 1;
    w.data.tables[TABLE_TRANSPORT].geometry[0] = world_wkb(&w, 0, across, 2);
    struct way same = way_of(&w);
    CHECK_NEAR(same.m, way.m, NEAR_M);

    static const double beyond[4] = {179.9, 10, 180.1, 10}; /* as some draw it */
    w.data.tables[TABLE_TRANSPORT].geometry[0] = world_wkb(&w, 0, beyond, 2);
    same = way_of(&w);
    CHECK_NEAR(same.m, way.m, NEAR_M);
    world_end(&w);
}

TEST(what_is_no_longitude_and_latitude_is_refused)
{
    struct world w;
    struct err e = {0};
    struct findings findings;
    start(&w, 900, 0);
    static const double metres[4] = {126, 39, 500000, 4300000};
    world_row(&w, TABLE_TRANSPORT, "code=R1 kind=road");
    w.data.tables[TABLE_TRANSPORT].geometry[0] = world_wkb(&w, 0, metres, 2);
    findings_init(&findings, &w.arena);
    CHECK(programme_load(&w.programme, &w.data, &findings, &w.arena, NULL) == STATUS_OK);
    CHECK(ground_build(&w.ground, &w.programme, NULL, &w.arena, &e) == STATUS_INVALID);
    CHECK_TEXT(e.text,
               "transport 'R1': position 500000 4.3e+06 is no longitude and latitude; import "
               "the table transport again, in WGS 84");
    world_end(&w);
}

TEST(rings_and_vertices_that_are_there_twice)
{
    struct world w;
    start(&w, 0, 1000); /* halfway around */
    WORLD_LINE(&w, "code=R1 kind=road", {0, 0}, {0, 0}, {1000, 0}, {1000, 1000}, {1000, 1000},
               {0, 1000}, {-1000, 1000}, {-1000, 0}, {0, 0});
    expect_road(&w, 3000, 4.5);

    start(&w, 0, 5000); /* a ring on a stalk */
    WORLD_LINE(&w, "code=R1 kind=road", {0, 5000}, {0, 1000}, {1000, 1000}, {1000, 0}, {0, 0},
               {-1000, 0}, {-1000, 1000}, {0, 1000});
    expect_road(&w, 3000 + 4000, 10.5);
}

TEST(the_limit_holds_against_the_way_by_road)
{
    struct world w;
    start(&w, 2000, 3000);
    world_size(&w, "soap-s", "soap", "seat_km_max=5.01");
    world_size(&w, "soap-m", "soap", "seat_km_max=4.99 transport_km_max=1");
    WORLD_LINE(&w, "code=R1 kind=road", {-2000, 100}, {2000, 100}, {2000, 3000});
    world_load(&w);
    struct site_check s = world_check(&w, 1), m = world_check(&w, 2), l = world_check(&w, 0);
    CHECK(s.passed[SITE_TRANSPORT] && !m.passed[SITE_TRANSPORT] && l.passed[SITE_TRANSPORT]);
    /* capacity 1; road 0.1 km without limit; town: 1 - 5/5.01, or 7.5 of 15 minutes */
    CHECK_NEAR(s.score[SITE_TRANSPORT], (1 + 1 / 1.01 + (1 - 5 / 5.01)) / 3, 1e-3);
    CHECK_NEAR(l.score[SITE_TRANSPORT], (1 + 1 / 1.01 + 1 / 1.5) / 3, 1e-3);
    struct site_finding f = site_finding(&m, SITE_TRANSPORT);
    CHECK_NEAR(f.value, 5, 0.002);
    CHECK_NEAR(f.limit, 4.99, 0);
    CHECK_NEAR(site_finding(&s, SITE_TRANSPORT).limit, 5.01, 0);
    buf_reset(&w.text);
    site_sentence(&w.text, &w.ground, &m, SITE_TRANSPORT);
    CHECK_TEXT(w.text.at,
               "Usi-up (county town) by road at 5 km > 4.99 km allowed (7.5 min, with 0.1 "
               "km to the road) for soap-m");
    buf_reset(&w.text);
    site_distance_source(&w.text, &w.ground, &m, SITE_TRANSPORT);
    CHECK_TEXT(w.text.at, "road R1, 0.1 km in a straight line; Usi-up (county town), 5 km by road, "
                          "7.5 min, with 0.1 km to the road");
    world_end(&w);
}

SUITE(CASE(a_site_leaves_to_the_middle_of_a_road),
      CASE(site_and_town_on_one_road_between_two_vertices), CASE(roads_meet_at_a_shared_vertex),
      CASE(a_crossing_without_a_vertex_is_a_bridge), CASE(a_loose_end_joins_the_road_beside_it),
      CASE(a_nearer_road_that_leads_nowhere_is_not_taken), CASE(three_loose_ends_meet),
      CASE(a_road_that_leads_nowhere_is_passed_by), CASE(too_far_from_any_road),
      CASE(a_road_that_is_no_line_is_told), CASE(a_railway_is_entered_at_stations_only),
      CASE(without_roads_stations_alone_do), CASE(metres_of_the_shortest_minutes_of_the_quickest),
      CASE(roads_cross_the_date_line), CASE(what_is_no_longitude_and_latitude_is_refused),
      CASE(rings_and_vertices_that_are_there_twice), CASE(the_limit_holds_against_the_way_by_road))
