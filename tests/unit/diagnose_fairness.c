/* SPDX-License-Identifier: Apache-2.0 */
#include "diagnose/fairness.h"

#include <math.h>

#include "kit/diagnose_world.h"

/* Today A of 100 people has 1/2 of its soap, B of 300 1/10, C of 200 all and D of 400 none. */

static struct world w;
static struct fairness_work work;

static void begin(void)
{
    world_begin(&w);
    if (world_load(&w) != STATUS_OK) fail_msg("%s", w.e.text);
    if (fairness_init(&work, &w.p, &w.d, &w.arena, &w.e) != STATUS_OK) fail_msg("%s", w.e.text);
}

static int area_of(const char *code)
{
    for (int i = 0; i < w.p.area_count; i++)
        if (strcmp(w.p.areas[i].code, code) == 0) return i;
    fail_msg("no area %s", code);
    return -1;
}

static struct fairness measure(struct visit *visits, struct facility *facilities, int count)
{
    struct plan plan = {
        .visits = visits, .facilities = facilities, .visit_count = count, .facility_count = count};
    return fairness_measure(&work, &plan);
}

TEST(without_plants_it_is_as_today)
{
    begin();
    struct fairness f = measure(NULL, NULL, 0);
    CHECK_NEAR(f.people_supplied, 50 + 30 + 200 + 0, 1e-9);
    CHECK_NEAR(f.worst_area, 0, 0);
    CHECK_NEAR(f.worst_fifth, 0, 0); /* one area of four */
    CHECK_NEAR(f.gini, f.gini_mean, 1e-15);
    CHECK_NEAR(f.theil_t, f.theil_t_mean, 1e-15);
    CHECK_NEAR(work.level[work.areas.place[area_of("A")]], 0.5, 1e-15);
    world_end(&w);
}

/* A plant of 1,000 makes 1/4 of the need of D, from the year after its visit on. */
TEST(a_plant_counts_from_when_it_operates)
{
    begin();
    struct visit visits[2] = {{area_of("D"), 1, 0, 0}, {area_of("D"), 2, 2, 0}};
    struct facility facilities[2] = {{0, 0, -1}, {1, 0, -1}};
    struct fairness none = measure(NULL, NULL, 0), f = measure(visits, facilities, 2);
    CHECK_NEAR(f.people_supplied, 280 + 100, 1e-9); /* the second one operates too late */
    CHECK_NEAR(f.worst_area, 0.1, 1e-15);           /* now B */
    CHECK_NEAR(f.worst_fifth, 0.1, 1e-15);
    double x[4] = {0.5, 0.1, 1, 0.25}, n[4] = {100, 300, 200, 400}, gini = 0;
    for (int i = 0; i < 16; i++)
        gini += n[i / 4] * n[i % 4] * fabs(x[i / 4] - x[i % 4]) / (2 * 1e6 * 0.38);
    CHECK_NEAR(f.gini, gini, 1e-12);
    CHECK_NEAR(f.gini_mean, (none.gini + 2 * gini) / 3, 1e-12);
    world_end(&w);
}

/* Plants that are forgotten leave nothing behind. */
TEST(plans_are_measured_one_by_one)
{
    begin();
    struct visit visit = {area_of("B"), 1, 0, 0};
    struct facility facility = {0, 0, -1};
    struct fairness first = measure(NULL, NULL, 0);
    struct fairness with = measure(&visit, &facility, 1);
    struct fairness last = measure(NULL, NULL, 0);
    CHECK(with.people_supplied > first.people_supplied);
    CHECK(memcmp(&first, &last, sizeof first) == 0);
    world_end(&w);
}

/* The worst fifth is counted in areas, rounded up, and weighed by their people. */
TEST(the_worst_fifth_weighs_its_areas_by_people)
{
    world_begin(&w);
    for (int i = 0; i < 2; i++) /* six areas: the fifth is two */
        fill(&w.d, &w.arena, TABLE_AREA,
             i ? "code=E name=Ea parent=P population=100"
               : "code=F name=Ef parent=P population=100");
    fill(&w.d, &w.arena, TABLE_SUPPLY, "area=E good=soap origin=local quantity=1000");
    fill(&w.d, &w.arena, TABLE_SUPPLY, "area=F good=soap origin=local quantity=1000");
    if (world_load(&w) != STATUS_OK) fail_msg("%s", w.e.text);
    CHECK(fairness_init(&work, &w.p, &w.d, &w.arena, &w.e) == STATUS_OK);
    struct fairness f = measure(NULL, NULL, 0);
    CHECK_NEAR(f.worst_fifth, 30.0 / 700, 1e-15); /* D has nothing, B a tenth */
    world_end(&w);
}

TEST(nothing_at_all_has_no_inequality)
{
    begin();
    memset(w.p.supply, 0, sizeof *w.p.supply * (size_t)(w.p.area_count * w.p.good_count));
    struct fairness f = measure(NULL, NULL, 0);
    CHECK(isnan(f.gini) && isnan(f.gini_mean) && isnan(f.theil_t_mean));
    CHECK_NEAR(f.people_supplied, 0, 0);
    world_end(&w);
}

TEST(without_goods_there_is_nothing_to_compare)
{
    world_begin(&w);
    if (world_load(&w) != STATUS_OK) fail_msg("%s", w.e.text);
    w.p.good_count = 0;
    CHECK(fairness_init(&work, &w.p, &w.d, &w.arena, &w.e) == STATUS_INVALID);
    world_end(&w);
}

SUITE(CASE(without_plants_it_is_as_today), CASE(a_plant_counts_from_when_it_operates),
      CASE(plans_are_measured_one_by_one), CASE(the_worst_fifth_weighs_its_areas_by_people),
      CASE(nothing_at_all_has_no_inequality), CASE(without_goods_there_is_nothing_to_compare))
