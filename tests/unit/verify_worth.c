/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Worth, use and capacities of plans small enough to be worked out by hand.
 */
#include <math.h>
#include <string.h>

#include "kit/test.h"
#include "verify/verify.h"

static const double whole[] = {0, 1}, half[] = {0, 0.5, 1}, curve[] = {0, 0.8, 1};
static const struct quantity soap[] = {{0, 4000}}, soap_too[] = {{0, 8000}}, care[] = {{1, 500}};
static const struct quantity clay[] = {{0, 7}};
static const struct construction build[] = {{0, 0, 10}, {0, 1, 5}, {1, 1, 30}};

/* A county of 1,000 people in a province, three years from 2030, two sites. */
struct world {
    struct arena arena;
    struct area areas[3];
    struct good goods[2];
    struct raw_material raws[1];
    struct resource resources[2];
    struct resource_limit limits[4];
    struct facility_type types[3];
    struct facility_size sizes[3];
    struct site sites[2];
    struct decided decided[2];
    double need[6], supply[6], raw_supply[3], weights[3];
    struct site_option options[6];
    double power[2], water[2];
    struct quantity costs[1];
    struct programme programme;
    struct siting siting;
    struct visit visits[4];
    struct facility facilities[6];
    struct plan plan;
    struct verdict verdict;
    struct verifier *verifier;
};

static void world_fill(struct world *w)
{
    *w = (struct world){
        .arena = ARENA_INIT((size_t)1 << 20),
        .areas = {{.code = "land", .parent = -1},
                  {.code = "north", .parent = 0, .province = 1, .depth = 1},
                  {.code = "usi",
                   .parent = 1,
                   .province = 1,
                   .depth = 2,
                   .visitable = 1,
                   .population = 1000,
                   .labour = 100}},
        .goods = {{.code = "soap", .weight = 1.5, .point_count = 2, .share = whole, .value = whole},
                  {.code = "care", .weight = 2, .point_count = 3, .share = half, .value = curve}},
        .raws = {{"clay", "clay", "t"}},
        .resources = {{"money", "money", "crown", RESOURCE_YEARLY},
                      {"grid", "grid", "kW", RESOURCE_LASTING}},
        .types = {{.code = "soap-plant", .stage = 1, .nuisance_class = -1},
                  {.code = "soap-mill", .stage = 1, .nuisance_class = -1},
                  {.code = "hospital", .stage = 2, .nuisance_class = -1}},
        .sizes = {{.code = "s",
                   .type = 0,
                   .build_years = 1,
                   .power_kw = 30,
                   .staff = 40,
                   .outputs = soap,
                   .output_count = 1,
                   .inputs = clay,
                   .input_count = 1,
                   .constructions = build,
                   .construction_count = 3},
                  {.code = "m", .type = 1, .power_kw = 20, .outputs = soap_too, .output_count = 1},
                  {.code = "h", .type = 2, .outputs = care, .output_count = 1}},
        .sites = {{.code = "a", .area = 2, .land_m2 = 1, .transport_t_year = INFINITY},
                  {.code = "b", .area = 2, .land_m2 = 1, .transport_t_year = INFINITY}},
        .need = {10, 1, 10, 1, 10, 1},
        .supply = {0, 0, 0, 0, 2000, 100},
        .raw_supply = {0, 0, 10},
        .weights = {1, 1, 2},
        .power = {50, 50},
        .water = {1, 1},
        .costs = {{0, 3}},
    };
    w->limits[0] = (struct resource_limit){0, -1, 0, 13};
    w->limits[1] = (struct resource_limit){0, 1, 1, 5};
    w->limits[2] = (struct resource_limit){1, 2, 1, 30};
    w->limits[3] = (struct resource_limit){1, -1, 2, 30};
    for (int i = 0; i < 6; i++)
        w->options[i] = (struct site_option){.site = i / 3, .size = i % 3, .admissible = 1};
    w->options[0].costs = w->costs;
    w->options[0].cost_count = 1;
}

static void world_link(struct world *w)
{
    w->programme = (struct programme){.first_year = 2030,
                                      .year_count = 3,
                                      .discount = 0.1,
                                      .areas = w->areas,
                                      .area_count = 3,
                                      .goods = w->goods,
                                      .good_count = 2,
                                      .raw_materials = w->raws,
                                      .raw_material_count = 1,
                                      .resources = w->resources,
                                      .resource_count = 2,
                                      .limits = w->limits,
                                      .limit_count = 4,
                                      .types = w->types,
                                      .type_count = 3,
                                      .sizes = w->sizes,
                                      .size_count = 3,
                                      .sites = w->sites,
                                      .site_count = 2,
                                      .decided = w->decided,
                                      .need_per_head = w->need,
                                      .supply = w->supply,
                                      .raw_supply = w->raw_supply};
    w->siting = (struct siting){w->options, 6, w->power, w->water};
    w->plan = (struct plan){.outcome = PLAN_FEASIBLE,
                            .visits = w->visits,
                            .facilities = w->facilities,
                            .bound = INFINITY};
}

/* The soap plant on site a in the first year; stated worth is what the first check finds. */
static void world_start(struct world *w)
{
    world_fill(w);
    world_link(w);
    w->visits[0] = (struct visit){2, 1, 0, 0};
    w->facilities[0] = (struct facility){0, 0, 0};
    w->plan.visit_count = w->plan.facility_count = 1;
}

static void world_check(struct world *w)
{
    struct err e;
    CHECK(verifier_new(&w->verifier, &w->programme, &w->siting, w->weights, &w->arena, &e) ==
          STATUS_OK);
    verifier_check(w->verifier, &w->plan, &w->verdict);
    w->plan.objective = w->verdict.objective;
    verifier_check(w->verifier, &w->plan, &w->verdict);
}

static int breaks(const struct world *w, enum rule rule)
{
    int count = 0;
    for (int i = 0; i < w->verdict.kept; i++)
        count += w->verdict.list[i].rule == rule;
    return count;
}

TEST(verify_worth_is_the_sum_over_operating_years)
{
    struct world w;
    world_start(&w);
    world_check(&w);
    /* 0.2 of the need today, 0.6 with the plant, in years 1 and 2 */
    double expected = 2 * 1.5 * 1000 * 0.4 * (1 / 1.1 + 1 / 1.21);
    CHECK_NEAR(w.verdict.objective, expected, 1e-9);
    CHECK(w.verdict.count == 0);
    CHECK_NEAR(verifier_visit_worth(w.verifier, &w.plan, 0), expected, 1e-9);
    CHECK_NEAR(verifier_supply(w.verifier, &w.plan, 2, 0, 0), 2000, 0);
    CHECK_NEAR(verifier_supply(w.verifier, &w.plan, 2, 0, 1), 6000, 0);
    CHECK_NEAR(verifier_supply(w.verifier, &w.plan, 2, 1, 1), 100, 0);
    arena_clear(&w.arena);
}

TEST(verify_outputs_of_a_good_add_up_before_satisfaction)
{
    struct world w;
    world_start(&w);
    w.facilities[1] = (struct facility){0, 1, 0}; /* 8,000 more at once: 1.0, then 1.4 */
    w.plan.facility_count = 2;
    world_check(&w);
    CHECK_NEAR(w.verdict.objective, 2 * 1.5 * 1000 * 0.8 * (1 + 1 / 1.1 + 1 / 1.21), 1e-9);
    CHECK(w.verdict.count == 0);
    arena_clear(&w.arena);
}

TEST(verify_satisfaction_bends_and_people_grow)
{
    struct world w;
    world_start(&w);
    w.areas[2].growth = 0.25;
    w.visits[0] = (struct visit){2, 2, 1, 0};
    w.facilities[0] = (struct facility){0, 2, 1};
    world_check(&w);
    /* year 1: 1,250 people, share 0.08 to 0.48; year 2: 1,562.5, 0.064 to 0.384; slope 1.6 */
    double year1 = 1250 * 1.6 * (0.48 - 0.08) / 1.1, year2 = 1562.5 * 1.6 * 0.32 / 1.21;
    CHECK_NEAR(w.verdict.objective, 2 * 2 * (year1 + year2), 1e-9);
    w.supply[5] = 700; /* 700 of 1,250 to 1,200: 0.56 to 0.96, above the bend, slope 0.4 */
    world_check(&w);
    year1 = 1250 * 0.4 * (0.96 - 0.56) / 1.1;
    double before = 1.6 * 700 / 1562.5, after = 0.8 + 0.4 * (1200 / 1562.5 - 0.5);
    year2 = 1562.5 * (after - before) / 1.21;
    CHECK_NEAR(w.verdict.objective, 2 * 2 * (year1 + year2), 1e-9);
    arena_clear(&w.arena);
}

TEST(verify_resources_follow_their_profile)
{
    struct world w;
    world_start(&w);
    world_check(&w);
    CHECK_NEAR(verifier_limit_use(w.verifier, 0), 13, 0); /* with 3 for the connection */
    CHECK_NEAR(verifier_limit_use(w.verifier, 1), 5, 0);
    CHECK_NEAR(verifier_limit_use(w.verifier, 2), 30, 0);
    CHECK_NEAR(verifier_limit_use(w.verifier, 3), 30, 0); /* held */
    CHECK(w.verdict.count == 0);
    w.limits[3].quantity = 29.9;
    world_check(&w);
    CHECK(w.verdict.count == 1 && breaks(&w, RULE_LIMIT) == 1);
    CHECK(w.verdict.list[0].year == 2 && w.verdict.list[0].what == 3);
    w.limits[3].quantity = 30 - 2e-5; /* within 1e-6 of 30 */
    world_check(&w);
    CHECK(w.verdict.count == 0);
    arena_clear(&w.arena);
}

TEST(verify_decided_use_is_excused_and_nothing_beyond_it)
{
    struct world w;
    world_start(&w);
    w.decided[0] = (struct decided){2, 0, 0, 0};
    w.programme.decided_count = 1;
    w.visits[0].decided = 1;
    w.power[0] = 10, w.areas[2].labour = 10, w.raw_supply[2] = 1;
    w.options[0].admissible = 0;
    world_check(&w);
    CHECK(w.verdict.count == 0); /* more than there is, but decided */

    w.visits[1] = (struct visit){2, 2, 0, 0};
    w.facilities[1] = (struct facility){1, 2, 0};
    w.plan.visit_count = w.plan.facility_count = 2;
    world_check(&w);
    CHECK(w.verdict.count == 0); /* a hospital that needs nothing of it */

    w.sizes[2].power_kw = 1, w.sizes[2].staff = 1;
    world_check(&w);
    CHECK(w.verdict.count == 2 && breaks(&w, RULE_SITE_POWER) && breaks(&w, RULE_LABOUR));

    w.limits[0].quantity = 12; /* limits excuse nobody */
    world_check(&w);
    CHECK(breaks(&w, RULE_LIMIT) == 1);
    arena_clear(&w.arena);
}

TEST(verify_decided_without_a_place_needs_no_site)
{
    struct world w;
    world_start(&w);
    w.decided[0] = (struct decided){2, 0, 0, -1};
    w.programme.decided_count = 1;
    w.visits[0].decided = 1;
    w.facilities[0].site = -1;
    w.power[0] = w.power[1] = 0;
    world_check(&w);
    CHECK(w.verdict.count == 0);
    CHECK_NEAR(verifier_limit_use(w.verifier, 0), 10, 0); /* and connects nothing */
    arena_clear(&w.arena);
}

TEST(verify_counts_more_violations_than_it_keeps)
{
    struct world w;
    world_start(&w);
    static struct resource_limit limits[VERIFY_LIST_MAX + 20];
    for (int i = 0; i < VERIFY_LIST_MAX + 20; i++)
        limits[i] = (struct resource_limit){0, -1, 0, 1};
    w.programme.limits = limits;
    w.programme.limit_count = VERIFY_LIST_MAX + 20;
    world_check(&w);
    CHECK(w.verdict.count == VERIFY_LIST_MAX + 20);
    CHECK(w.verdict.kept == VERIFY_LIST_MAX);
    struct findings f;
    findings_init(&f, &w.arena);
    verdict_tell(w.verifier, &w.plan, &w.verdict, &f);
    CHECK(f.error_count == VERIFY_LIST_MAX + 1);
    arena_clear(&w.arena);
}

TEST(verify_plan_in_one_go_tells_in_words)
{
    struct world w;
    struct err e;
    struct findings f;
    world_start(&w);
    w.limits[0].quantity = 12;
    world_check(&w);
    findings_init(&f, &w.arena);
    CHECK(verify_plan(&w.programme, &w.siting, w.weights, &w.plan, &f, &e) == STATUS_OK);
    CHECK(f.error_count == 1);
    CHECK_TEXT(f.list[0].place, "limit");
    CHECK_TEXT(
        f.list[0].sentence,
        "money (money) in 2030, the whole programme: the plan uses 13 crown; the limit is 12");
    arena_clear(&w.arena);
}

TEST(verify_infeasible_is_an_answer_without_visits)
{
    struct world w;
    world_start(&w);
    w.plan.outcome = PLAN_INFEASIBLE;
    world_check(&w);
    CHECK(w.verdict.count == 1 && breaks(&w, RULE_NOTHING) == 1);
    w.plan.visit_count = w.plan.facility_count = 0;
    world_check(&w);
    CHECK(w.verdict.count == 0);
    arena_clear(&w.arena);
}

TEST(verify_every_rule_has_a_name_and_a_meaning)
{
    for (int i = 0; i < RULE_COUNT; i++) {
        CHECK(strlen(rule_name((enum rule)i)) > 2);
        CHECK(strlen(rule_meaning((enum rule)i)) > 10);
        for (int k = 0; k < i; k++)
            CHECK(strcmp(rule_name((enum rule)i), rule_name((enum rule)k)) != 0);
    }
}

SUITE(CASE(verify_worth_is_the_sum_over_operating_years),
      CASE(verify_outputs_of_a_good_add_up_before_satisfaction),
      CASE(verify_satisfaction_bends_and_people_grow), CASE(verify_resources_follow_their_profile),
      CASE(verify_decided_use_is_excused_and_nothing_beyond_it),
      CASE(verify_decided_without_a_place_needs_no_site),
      CASE(verify_counts_more_violations_than_it_keeps), CASE(verify_plan_in_one_go_tells_in_words),
      CASE(verify_infeasible_is_an_answer_without_visits),
      CASE(verify_every_rule_has_a_name_and_a_meaning))
