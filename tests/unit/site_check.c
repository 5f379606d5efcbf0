/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "kit/site_world.h"

#define THIN "\u202f" /* between thousands */

struct expected {
    const char *needs; /* of the size */
    const char *site;  /* of the site */
    int passed;
    const char *sentence;
};

static void expect(struct world *w, enum site_condition condition, int passed, double score,
                   const char *sentence)
{
    struct site_check c = world_check(w, 0);
    CHECK_TEXT(world_sentence(w, condition), sentence);
    CHECK(c.passed[condition] == passed);
    CHECK_NEAR(c.score[condition], score, 1e-3);
    struct site_finding f = site_finding(&c, condition);
    CHECK(f.passed == passed && f.score == c.score[condition]);
}

/* One condition with what is stated on the site alone. */
static void run_stated(const struct expected *cases, size_t count, enum site_condition condition,
                       const double *scores)
{
    for (size_t i = 0; i < count; i++) {
        struct world w;
        world_start(&w);
        world_size(&w, "food-m", "food", cases[i].needs);
        world_site(&w, cases[i].site);
        world_load(&w);
        expect(&w, condition, cases[i].passed, scores[i], cases[i].sentence);
        world_end(&w);
    }
}

TEST(power_as_stated)
{
    static const struct expected cases[] = {
        {"", "", 1, "food-m needs no electricity"},
        {"power_kw=450", "power_kw=450", 1,
         "stated supply 450 kW at the site ≥ 450 kW needed by food-m"},
        {"power_kw=450", "power_kw=900", 1,
         "stated supply 900 kW at the site ≥ 450 kW needed by food-m"},
        {"power_kw=450", "power_kw=449.9", 0,
         "stated supply 449.9 kW at the site < 450 kW needed by food-m"},
        {"power_kw=450", "power_kw=0", 0,
         "stated supply 0 kW at the site < 450 kW needed by food-m"},
        {"power_kw=450", "", 0,
         "not known: no feed point is listed and site S1 states no supply; add rows to feed_point "
         "or fill site.power_kw"},
    };
    static const double scores[] = {1, 0.5, 1, 0, 0, 0};
    run_stated(cases, 6, SITE_POWER, scores);
}

TEST(water_as_stated)
{
    static const struct expected cases[] = {
        {"", "", 1, "food-m needs no industrial water"},
        {"water_m3_day=850", "water_m3_day=1275", 1,
         "stated supply 1" THIN "275 m³/day at the site ≥ 850 m³/day needed by food-m"},
        {"water_m3_day=850", "water_m3_day=610", 0,
         "stated supply 610 m³/day at the site < 850 m³/day needed by food-m"},
        {"water_m3_day=850", "", 0,
         "not known: no water source is listed and site S1 states no supply; add rows to "
         "water_source or fill site.water_m3_day"},
    };
    static const double scores[] = {1, 0.75, 0, 0};
    run_stated(cases, 4, SITE_WATER, scores);
}

TEST(land_on_both_sides_of_the_limit)
{
    static const struct expected cases[] = {
        {"", "", 1, "food-m needs no land"},
        {"land_m2=20000", "", 1, "land 20" THIN "000 m² ≥ 20" THIN "000 m² needed by food-m"},
        {"land_m2=20001", "", 0, "land 20" THIN "000 m² < 20" THIN "001 m² needed by food-m"},
        {"land_m2=16000", "", 1, "land 20" THIN "000 m² ≥ 16" THIN "000 m² needed by food-m"},
    };
    static const double scores[] = {1, 0, 0, 0.25};
    run_stated(cases, 4, SITE_LAND, scores);
}

static void start_power(struct world *w, const char *needs)
{
    world_start(w);
    world_size(w, "food-m", "food", needs);
    world_site(w, "");
}

TEST(power_from_the_nearest_that_has_enough)
{
    struct world w;
    start_power(&w, "power_kw=450 power_km_max=10");
    world_place(&w, TABLE_FEED_POINT, 800, 0, "code=F1 name=a kind=line spare_kw=200");
    world_place(&w, TABLE_FEED_POINT, 0, 2100, "code=F3 name=b kind=substation spare_kw=1200");
    world_place(&w, TABLE_FEED_POINT, 0, -5000, "code=F4 name=c kind=plant spare_kw=90000");
    world_load(&w);
    expect(&w, SITE_POWER, 1, (1 + (1 - 0.21)) / 2,
           "spare capacity 1" THIN "200 kW of substation F3 at 2.1 km ≥ 450 kW needed by food-m, "
           "within the 10 km allowed; nearer but not enough: line F1 at 0.8 km with 200 kW");
    struct site_check c = world_check(&w, 0);
    CHECK(c.power.used.id == 1 && c.power.nearest.id == 0);
    CHECK_NEAR(c.power.used.m, 2100, 0.01);
    world_end(&w);
}

TEST(power_too_far)
{
    struct world w;
    start_power(&w, "power_kw=450 power_km_max=10");
    world_place(&w, TABLE_FEED_POINT, 10004, 0, "code=F9 name=a kind=plant spare_kw=450");
    world_load(&w);
    expect(&w, SITE_POWER, 0, 0,
           "the nearest feed point, plant F9, is at 10.004 km > 10 km allowed for food-m");
    world_end(&w);

    start_power(&w, "power_kw=450 power_km_max=10");
    world_place(&w, TABLE_FEED_POINT, 10000, 0, "code=F9 name=a kind=plant spare_kw=450");
    world_load(&w);
    CHECK(world_check(&w, 0).passed[SITE_POWER]); /* the limit itself is allowed */
    world_end(&w);

    start_power(&w, "power_kw=450 power_km_max=10");
    world_place(&w, TABLE_FEED_POINT, 2100, 0, "code=F3 name=a kind=substation spare_kw=300");
    world_place(&w, TABLE_FEED_POINT, 12400, 0, "code=F9 name=a kind=plant spare_kw=5000");
    world_load(&w);
    expect(&w, SITE_POWER, 0, 0,
           "spare capacity 300 kW of substation F3 at 2.1 km < 450 kW needed by food-m; the "
           "nearest with enough, plant F9, is at 12.4 km > 10 km allowed for food-m");
    world_end(&w);
}

TEST(power_that_nobody_has)
{
    struct world w;
    start_power(&w, "power_kw=450");
    world_place(&w, TABLE_FEED_POINT, 2100, 0, "code=F3 name=a kind=substation spare_kw=300");
    world_place(&w, TABLE_FEED_POINT, 9000, 0, "code=F4 name=a kind=line spare_kw=449.99");
    world_load(&w);
    expect(&w, SITE_POWER, 0, 0,
           "spare capacity 300 kW of substation F3 at 2.1 km < 450 kW needed by food-m; none of "
           "the 2 feed points listed has enough");
    world_end(&w);
}

TEST(dry_month_yield_and_quality_of_water)
{
    struct world w;
    start_power(&w, "water_m3_day=850 water_km_max=5");
    world_place(&w, TABLE_WATER_SOURCE, 1400, 0, "code=W12 name=a kind=well dry_m3_day=610");
    world_load(&w);
    expect(&w, SITE_WATER, 0, 0,
           "dry-month yield 610 m³/day of well W12 at 1.4 km < 850 m³/day needed by food-m; no "
           "other water source is listed");
    world_end(&w);

    start_power(&w, "water_m3_day=850 water_km_max=5");
    world_place(&w, TABLE_WATER_SOURCE, 400, 0,
                "code=W1 name=a kind=river dry_m3_day=90000 quality=unfit");
    world_place(&w, TABLE_WATER_SOURCE, 1400, 0,
                "code=W2 name=a kind=lake dry_m3_day=850 quality=treatable");
    world_load(&w);
    expect(&w, SITE_WATER, 1, (0 + (1 - 1.4 / 5)) / 2,
           "dry-month yield 850 m³/day of lake W2 at 1.4 km ≥ 850 m³/day needed by food-m, within "
           "the 5 km allowed; nearer but not enough: river W1 at 0.4 km, unfit");
    world_end(&w);

    start_power(&w, "water_m3_day=850 water_km_max=5");
    world_place(&w, TABLE_WATER_SOURCE, 400, 0,
                "code=W1 name=a kind=river dry_m3_day=90000 quality=unfit");
    world_place(&w, TABLE_WATER_SOURCE, 5001, 0, "code=W2 name=a kind=spring dry_m3_day=9000");
    world_load(&w);
    expect(&w, SITE_WATER, 0, 0,
           "river W1 at 0.4 km is unfit for industry; the nearest with enough, spring W2, is at "
           "5.001 km > 5 km allowed for food-m");
    world_end(&w);
}

TEST(road_and_county_town)
{
    struct world w;
    start_power(&w, "transport_km_max=2 seat_km_max=5 transport_t_year=2400");
    world_road(&w, "R12", 300);
    world_place(&w, TABLE_SETTLEMENT, 0, 1200,
                "code=T1 name=Usi-up area=C1 population=9000 seat=yes");
    world_load(&w);
    expect(&w, SITE_TRANSPORT, 1, (1 + 0.85 + 0.64) / 3,
           "road R12 at 0.3 km ≤ 2 km allowed and Usi-up (county town) by road at 1.8 km ≤ 5 km "
           "allowed (2.7 min, with 0.3 km to the road and 0.3 km from it) for food-m");
    world_end(&w);

    start_power(&w, "transport_km_max=0.2 seat_km_max=1 transport_t_year=2400");
    world_road(&w, "R12", 300);
    world_place(&w, TABLE_SETTLEMENT, 0, 1200,
                "code=T1 name=Usi-up area=C1 population=9000 seat=yes");
    w.data.tables[TABLE_SITE].columns[8].real[0] = 1000; /* transport_t_year */
    CHECK(strcmp(w.data.tables[TABLE_SITE].def->columns[8].name, "transport_t_year") == 0);
    world_load(&w);
    expect(&w, SITE_TRANSPORT, 0, 0,
           "1" THIN "000 t/year can reach the site < 2" THIN
           "400 t/year needed and road R12 at 0.3 km > 0.2 km allowed and Usi-up (county town) by "
           "road at 1.8 km > 1 km allowed (2.7 min, with 0.3 km to the road and 0.3 km from it) "
           "for food-m");
    world_end(&w);

    start_power(&w, "seat_km_max=5");
    world_road(&w, "R12", 300);
    world_load(&w);
    expect(&w, SITE_TRANSPORT, 0, 0,
           "not known: no county town of Usi is marked; give a settlement of the area seat = yes");
    world_end(&w);
}

TEST(without_a_network_the_county_town_stands_for_the_road)
{
    struct world w;
    start_power(&w, "transport_km_max=2");
    world_place(&w, TABLE_SETTLEMENT, 0, 1200,
                "code=T1 name=Usi-up area=C1 population=9000 seat=yes");
    world_load(&w);
    expect(&w, SITE_TRANSPORT, 1, (1 + 0.4) / 2,
           "no road or railway is loaded, so measured to the town: Usi-up (county town) in a "
           "straight line at 1.2 km ≤ 2 km allowed for food-m");
    world_end(&w);

    start_power(&w, "transport_km_max=2 seat_km_max=1.1");
    world_place(&w, TABLE_SETTLEMENT, 0, 1200,
                "code=T1 name=Usi-up area=C1 population=9000 seat=yes");
    world_load(&w);
    CHECK(!world_check(&w, 0).passed[SITE_TRANSPORT]);
    world_end(&w);

    start_power(&w, "transport_km_max=2");
    world_load(&w);
    expect(&w, SITE_TRANSPORT, 0, 0,
           "not known: no road or railway is loaded and no county town of Usi is marked; add rows "
           "to transport, or give a settlement of the area seat = yes");
    world_end(&w);

    start_power(&w, "");
    world_load(&w);
    expect(&w, SITE_TRANSPORT, 1, 1,
           "food-m sets no condition of transport, and no road or county town is known");
    world_end(&w);
}

TEST(a_way_that_costs_by_the_km_must_be_known)
{
    struct world w;
    start_power(&w, "transport_t_year=100");
    world_row(&w, TABLE_RESOURCE, "code=money name=money unit=won kind=yearly");
    world_row(&w, TABLE_CONNECTION, "kind=transport resource=money per_km=100");
    world_load(&w);
    CHECK(!world_check(&w, 0).passed[SITE_TRANSPORT]);
    world_end(&w);
}

static void start_soap(struct world *w, const char *site)
{
    world_start(w);
    world_size(w, "soap-m", "soap", "land_m2=0");
    world_site(w, site);
}

TEST(people_within_the_setback)
{
    struct world w;
    start_soap(&w, "");
    world_place(&w, TABLE_SETTLEMENT, 299, 0, "code=V1 name=Near area=C1 population=50");
    world_place(&w, TABLE_SETTLEMENT, 0, 400, "code=V2 name=Far area=C1 population=8000");
    world_load(&w);
    expect(&w, SITE_INHABITANTS, 1, (1 + 0 + 0) / 3.0,
           "within 300 m of the plant live 50 people ≤ 50 allowed for soap-m; nearest is Near at "
           "299 m");
    world_end(&w);

    start_soap(&w, "");
    world_place(&w, TABLE_SETTLEMENT, 299, 0, "code=V1 name=Near area=C1 population=51");
    world_place(&w, TABLE_SETTLEMENT, 0, 400, "code=V2 name=Far area=C1 population=8000");
    world_load(&w);
    expect(&w, SITE_INHABITANTS, 0, 0,
           "within 300 m of the plant live 51 people > 50 allowed for soap-m; nearest is Near at "
           "299 m");
    world_end(&w);

    start_soap(&w, "");
    world_place(&w, TABLE_SETTLEMENT, 301, 0, "code=V1 name=Near area=C1 population=5100");
    world_load(&w);
    expect(&w, SITE_INHABITANTS, 1, (1 + 1 + 1 / 300.0) / 3,
           "within 300 m of the plant live 0 people ≤ 50 allowed for soap-m; nearest is Near at "
           "301 m; the settlements listed hold 51 % of the people of Usi");
    world_end(&w);
}

TEST(the_setback_is_kept_from_the_edge_of_the_land)
{
    struct world w;
    world_start(&w);
    world_size(&w, "soap-m", "soap", "land_m2=31415.9265358979"); /* a disc of 100 m */
    world_site(&w, "");
    world_place(&w, TABLE_SETTLEMENT, 399, 0, "code=V1 name=Near area=C1 population=8000");
    world_load(&w);
    struct site_check c = world_check(&w, 0);
    CHECK_NEAR(c.neighbours.edge_m, 100, 1e-6);
    CHECK_NEAR(c.neighbours.people, 8000, 0);
    CHECK_NEAR(c.neighbours.nearest.m, 299, 0.01);
    CHECK(!c.passed[SITE_INHABITANTS]);
    world_end(&w);
}

TEST(people_who_would_have_to_move)
{
    struct world w;
    world_start(&w);
    world_size(&w, "food-m", "food", "");
    world_site(&w, "displaced=21");
    world_load(&w);
    expect(&w, SITE_INHABITANTS, 0, 0,
           "food-m keeps no distance from inhabitants; to move would have 21 people > 20 allowed");
    world_end(&w);

    world_start(&w);
    world_size(&w, "store-m", "store", ""); /* no class: nobody may be moved */
    world_site(&w, "displaced=1");
    world_load(&w);
    CHECK(!world_check(&w, 0).passed[SITE_INHABITANTS]);
    world_end(&w);

    world_start(&w);
    world_size(&w, "food-m", "food", "");
    world_site(&w, "displaced=20");
    world_load(&w);
    CHECK(world_check(&w, 0).passed[SITE_INHABITANTS]);
    world_end(&w);
}

TEST(without_settlements_nobody_knows_who_lives_there)
{
    struct world w;
    start_soap(&w, "");
    world_load(&w);
    expect(&w, SITE_INHABITANTS, 0, 0,
           "not known: no settlement is listed, so nobody can say who lives within 300 m; add rows "
           "to settlement");
    world_end(&w);
}

TEST(people_of_overlapping_discs)
{
    struct settlement s = {.population = 1000, .radius_m = 100};
    CHECK_NEAR(people_within(&s, 0, 100), 1000, 1e-9);
    CHECK_NEAR(people_within(&s, 0, 50), 250, 1e-9);   /* a quarter of its land */
    CHECK_NEAR(people_within(&s, 200, 100), 0, 1e-9);  /* touching */
    CHECK_NEAR(people_within(&s, 300, 400), 1000, 0);  /* all within */
    CHECK_NEAR(people_within(&s, 301, 400), 1000, 10); /* nearly all */
    /* equal discs at distance r: 2/3 - sqrt(3)/(2 pi) of the land */
    CHECK_NEAR(people_within(&s, 100, 100), 1000 * 0.39100222, 1e-4);
    s.radius_m = 0;
    CHECK_NEAR(people_within(&s, 100, 100), 1000, 0);
    CHECK_NEAR(people_within(&s, 100.001, 100), 0, 0);
}

TEST(admissible_is_all_conditions_and_overall_their_mean)
{
    struct world w;
    start_power(&w, "land_m2=16000");
    world_load(&w);
    struct site_check c = world_check(&w, 0);
    CHECK(c.admissible);
    CHECK_NEAR(c.overall, (1 + 1 + 1 + 1 + 0.25) / 5, 1e-12);
    world_end(&w);
}

SUITE(CASE(power_as_stated), CASE(water_as_stated), CASE(land_on_both_sides_of_the_limit),
      CASE(power_from_the_nearest_that_has_enough), CASE(power_too_far),
      CASE(power_that_nobody_has), CASE(dry_month_yield_and_quality_of_water),
      CASE(road_and_county_town), CASE(without_a_network_the_county_town_stands_for_the_road),
      CASE(a_way_that_costs_by_the_km_must_be_known), CASE(people_within_the_setback),
      CASE(the_setback_is_kept_from_the_edge_of_the_land), CASE(people_who_would_have_to_move),
      CASE(without_settlements_nobody_knows_who_lives_there), CASE(people_of_overlapping_discs),
      CASE(admissible_is_all_conditions_and_overall_their_mean))
