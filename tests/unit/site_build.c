/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "kit/site_world.h"
#include "site/propose.h"

static void start(struct world *w)
{
    world_start(w);
    world_row(w, TABLE_RESOURCE, "code=money name=money unit=won kind=yearly");
    world_row(w, TABLE_RESOURCE, "code=steel name=steel unit=t kind=yearly");
    world_row(w, TABLE_RESOURCE, "code=idle name=idle unit=t kind=yearly");
    world_row(w, TABLE_CONNECTION, "kind=power resource=money fixed=1000 per_km=100 per_unit=2");
    world_row(w, TABLE_CONNECTION, "kind=power resource=steel per_km=3");
    world_row(w, TABLE_CONNECTION, "kind=water resource=money fixed=500 per_km=10 per_unit=1");
    world_row(w, TABLE_CONNECTION, "kind=transport resource=money per_km=7");
    world_size(w, "food-s", "food", "power_kw=100 water_m3_day=20 transport_t_year=5");
    world_size(w, "food-l", "food", "power_kw=900 water_m3_day=20 transport_t_year=5");
    world_size(w, "idle", "soap", "");
}

static void build(struct world *w, struct siting *s, int threads)
{
    struct err e = {0};
    world_load(w);
    if (siting_build(s, &w->ground, threads, &w->arena, &e) != STATUS_OK) fail_msg("%s", e.text);
}

TEST(connections_cost_by_rate_distance_and_load)
{
    struct world w;
    struct siting s;
    start(&w);
    world_site(&w, "");
    world_place(&w, TABLE_FEED_POINT, 2000, 0, "code=F1 name=a kind=line spare_kw=300");
    world_place(&w, TABLE_FEED_POINT, 0, 6000, "code=F2 name=b kind=plant spare_kw=5000");
    world_place(&w, TABLE_WATER_SOURCE, 1000, 0, "code=W1 name=a kind=well dry_m3_day=80");
    world_road(&w, "R1", 3000);
    build(&w, &s, 1);

    const struct site_option *small = siting_option(&s, &w.programme, 0, 0);
    CHECK(small->admissible && small->feed_point == 0 && small->water_source == 0);
    CHECK(small->cost_count == 2 && small->costs[0].what == 0 && small->costs[1].what == 1);
    CHECK_NEAR(small->costs[0].quantity, (1000 + 200 + 200) + (500 + 10 + 20) + 21, 0.01);
    CHECK_NEAR(small->costs[1].quantity, 6, 1e-3);

    const struct site_option *large = siting_option(&s, &w.programme, 0, 1);
    CHECK(large->admissible && large->feed_point == 1);
    CHECK_NEAR(large->costs[0].quantity, (1000 + 600 + 1800) + 530 + 21, 0.01);

    const struct site_option *idle = siting_option(&s, &w.programme, 0, 2);
    CHECK(!idle->admissible && idle->cost_count == 0); /* no settlement: nobody knows */

    CHECK_NEAR(s.power_kw[0], 5000, 0); /* of the strongest source used */
    CHECK_NEAR(s.water_m3_day[0], 80, 0);
    world_end(&w);
}

TEST(a_supply_at_the_site_has_no_way)
{
    struct world w;
    struct siting s;
    start(&w);
    world_site(&w, "power_kw=950 water_m3_day=30");
    world_place(&w, TABLE_FEED_POINT, 2000, 0, "code=F1 name=a kind=line spare_kw=30000");
    world_road(&w, "R1", 0);
    build(&w, &s, 1);
    const struct site_option *o = siting_option(&s, &w.programme, 0, 1);
    CHECK(o->admissible && o->feed_point == -1 && o->water_source == -1);
    CHECK_NEAR(o->costs[0].quantity, 1000 + 1800 + 500 + 20, 0.01);
    CHECK(o->cost_count == 1); /* no steel without a way */
    CHECK_NEAR(s.power_kw[0], 950, 0);
    CHECK_NEAR(s.water_m3_day[0], 30, 0);
    world_end(&w);
}

TEST(what_needs_nothing_costs_nothing)
{
    struct world w;
    struct siting s;
    start(&w);
    world_site(&w, "");
    world_place(&w, TABLE_SETTLEMENT, 9000, 0, "code=T name=t area=C1 population=9 seat=yes");
    build(&w, &s, 1);
    const struct site_option *o = siting_option(&s, &w.programme, 0, 2);
    CHECK(o->admissible && o->cost_count == 0);
    CHECK_NEAR(s.power_kw[0], 0, 0);
    world_end(&w);
}

TEST(without_a_road_the_way_is_that_to_the_county_town)
{
    struct world w;
    struct siting s;
    start(&w);
    world_site(&w, "power_kw=950 water_m3_day=30");
    world_place(&w, TABLE_SETTLEMENT, 9000, 0, "code=T name=t area=C1 population=9 seat=yes");
    build(&w, &s, 1);
    const struct site_option *o = siting_option(&s, &w.programme, 0, 0);
    CHECK_NEAR(o->costs[0].quantity, (1000 + 200) + (500 + 20) + 63, 0.01);
    world_end(&w);
}

static struct proposal *propose(struct world *w, int per_area, int threads, int *count)
{
    static const int areas[] = {1};
    struct proposal_request request = proposal_defaults;
    struct proposal_list list;
    struct err e = {0};
    request.per_area = per_area;
    request.areas = areas;
    request.area_count = 1;
    request.threads = threads;
    if (sites_propose(&list, &w->ground, &request, &w->arena, &e) != STATUS_OK)
        fail_msg("%s", e.text);
    *count = list.count;
    return list.items;
}

TEST(proposals_lie_at_the_edge_of_the_county_town)
{
    struct world w;
    int count;
    world_start(&w);
    world_size(&w, "soap-m", "soap", "land_m2=10000 power_kw=10");
    world_place(&w, TABLE_SETTLEMENT, 0, 0,
                "code=T name=t area=C1 population=9000 seat=yes radius_m=800");
    world_place(&w, TABLE_SETTLEMENT, 40000, 0, "code=V name=v area=C1 population=99000");
    world_place(&w, TABLE_FEED_POINT, 5000, 0, "code=F name=f kind=line spare_kw=90");
    world_load(&w);
    struct proposal *list = propose(&w, 4, 1, &count);
    CHECK(count == 4);
    for (int i = 0; i < count; i++) {
        double m = hypot(list[i].east_m, list[i].north_m);
        CHECK(list[i].area == 1 && list[i].anchor == 0 && list[i].refused_sizes == 0);
        CHECK(m > 800 && m < 2000); /* out of the town, not out of reach */
        CHECK_NEAR(
            place_apart_m(place_of(WORLD_LON, WORLD_LAT), place_of(list[i].lon, list[i].lat)), m,
            1);
        for (int k = 0; k < i; k++)
            CHECK(hypot(list[i].east_m - list[k].east_m, list[i].north_m - list[k].north_m) >=
                  proposal_defaults.apart_m);
    }
    CHECK(list[0].east_m > 0); /* towards the feed point */
    world_end(&w);
}

TEST(proposals_stay_within_the_outline)
{
    struct world w;
    int count;
    world_start(&w);
    world_size(&w, "soap-m", "soap", "");
    double west = WORLD_LON - 0.03; /* the county ends at the town's meridian */
    double ring[10] = {west, 38.9, WORLD_LON, 38.9, WORLD_LON, 39.1, west, 39.1, west, 38.9};
    w.data.tables[TABLE_AREA].geometry[1] = world_wkb(&w, 1, ring, 5);
    world_place(&w, TABLE_SETTLEMENT, 0, 0, "code=T name=t population=9000 area=C1");
    world_load(&w);
    struct proposal *list = propose(&w, 10, 1, &count);
    CHECK(count == 10);
    for (int i = 0; i < count; i++)
        CHECK(list[i].lon < WORLD_LON && list[i].lon > west);
    world_end(&w);
}

TEST(without_settlements_proposals_lie_around_the_middle)
{
    struct world w;
    int count;
    world_start(&w);
    world_size(&w, "food-m", "food", "");
    double ring[10] = {125, 38, 127, 38, 127, 40, 125, 40, 125, 38};
    w.data.tables[TABLE_AREA].geometry[1] = world_wkb(&w, 1, ring, 5);
    world_load(&w);
    struct proposal *list = propose(&w, 2, 1, &count);
    CHECK(count == 2 && list[0].anchor == -1);
    CHECK_NEAR(list[0].lon, 126, 1e-9); /* the point itself */
    CHECK_NEAR(list[0].lat, 39, 1e-9);
    world_end(&w);

    world_start(&w); /* neither outline nor settlement */
    world_size(&w, "food-m", "food", "");
    world_load(&w);
    (void)propose(&w, 2, 1, &count);
    CHECK(count == 0);
    world_end(&w);
}

SUITE(CASE(connections_cost_by_rate_distance_and_load), CASE(a_supply_at_the_site_has_no_way),
      CASE(what_needs_nothing_costs_nothing),
      CASE(without_a_road_the_way_is_that_to_the_county_town),
      CASE(proposals_lie_at_the_edge_of_the_county_town), CASE(proposals_stay_within_the_outline),
      CASE(without_settlements_proposals_lie_around_the_middle))
