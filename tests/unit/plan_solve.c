/* SPDX-License-Identifier: Apache-2.0 */
/* Plans of a programme so small that they can be worked out by hand, and the answers when there is
 * none. */
#include <math.h>
#include <string.h>

#include "kit/test.h"
#include "plan/solve.h"
#include "plan/worth.h"

/*
 * Three areas, 1000 people each, one good, 10 kg a head and year; nothing today.  A mill in two
 * sizes (5 and 10 t a year: half the need and all of it; 1 and 3 t of cement; 0 years to build) on
 * one site in each area; two years.  Every mill of full size brings 1000 people a year.
 */
enum {
    AREAS = 3,
    YEARS = 2,
};

struct hand {
    struct programme p;
    struct siting siting;
    struct area areas[AREAS];
    struct good good;
    struct resource cement;
    struct resource_limit limits[YEARS];
    struct facility_type mill;
    struct facility_size sizes[2];
    struct quantity outputs[2];
    struct construction constructions[2];
    struct site sites[AREAS];
    struct site_option options[2 * AREAS];
    double power[AREAS], water[AREAS], need[AREAS], supply[AREAS], weights[AREAS];
    struct clause clauses[4];
    struct decided decided[2];
    struct adopted adopted[AREAS];
    struct arena arena;
};

static const char *const area_codes[] = {"north", "middle", "south"};
static const char *const site_codes[] = {"n1", "m1", "s1"};

static void hand_sizes(struct hand *h)
{
    h->mill = (struct facility_type){.code = "mill", .name = "mill", .stage = 1};
    h->mill.nuisance_class = -1;
    for (int i = 0; i < 2; i++) {
        h->outputs[i] = (struct quantity){0, i == 0 ? 5000 : 10000};
        h->constructions[i] = (struct construction){0, 0, i == 0 ? 1 : 3};
        h->sizes[i] = (struct facility_size){.code = i == 0 ? "small" : "large",
                                             .name = "mill",
                                             .outputs = &h->outputs[i],
                                             .output_count = 1,
                                             .constructions = &h->constructions[i],
                                             .construction_count = 1,
                                             .land_m2 = i == 0 ? 100 : 300,
                                             .running_cost = i == 0 ? 50 : 70,
                                             .revenue = 40};
    }
}

static struct hand *hand_new(double cement)
{
    static struct hand store;
    static const double zero_one[] = {0, 1};
    struct hand *h = &store;
    memset(h, 0, sizeof *h);
    h->arena = (struct arena)ARENA_INIT(1 << 26);
    hand_sizes(h);
    h->good = (struct good){"food", "food", "kg", 10, 1, 2, zero_one, zero_one, -1, 0};
    h->cement = (struct resource){"cement", "cement", "t", RESOURCE_YEARLY};
    for (int y = 0; y < YEARS; y++)
        h->limits[y] = (struct resource_limit){0, -1, y, cement};
    for (int i = 0; i < AREAS; i++) {
        h->areas[i] = (struct area){.code = area_codes[i],
                                    .name = area_codes[i],
                                    .parent = -1,
                                    .province = i,
                                    .kind = "county",
                                    .visitable = 1,
                                    .visitable_count = 1,
                                    .population = 1000,
                                    .labour = INFINITY};
        h->sites[i] = (struct site){.code = site_codes[i], .area = i, .land_m2 = 300};
        h->sites[i].transport_t_year = INFINITY;
        h->power[i] = h->water[i] = INFINITY;
        h->need[i] = 10;
        h->weights[i] = 1;
        for (int s = 0; s < 2; s++)
            h->options[2 * i + s] = (struct site_option){.site = i, .size = s, .admissible = 1};
    }
    h->siting = (struct siting){h->options, 2 * AREAS, h->power, h->water};
    h->p = (struct programme){.code = "hand",
                              .first_year = 2030,
                              .year_count = YEARS,
                              .areas = h->areas,
                              .goods = &h->good,
                              .resources = &h->cement,
                              .limits = h->limits,
                              .types = &h->mill,
                              .sizes = h->sizes,
                              .sites = h->sites,
                              .clauses = h->clauses,
                              .decided = h->decided,
                              .adopted = h->adopted,
                              .area_count = AREAS,
                              .good_count = 1,
                              .resource_count = 1,
                              .limit_count = YEARS,
                              .type_count = 1,
                              .size_count = 2,
                              .site_count = AREAS,
                              .need_per_head = h->need,
                              .supply = h->supply};
    return h;
}

static struct plan hand_solve(struct hand *h)
{
    struct plan_input in = {&h->p, &h->siting, h->weights};
    struct plan_options o = plan_options_default();
    struct plan plan;
    o.gap = 0;
    CHECK(plan_solve(&in, &o, &plan, &h->arena, NULL) == STATUS_OK);
    return plan;
}

static void hand_clause(struct hand *h, enum clause_kind kind, int area, double least, double most)
{
    struct clause *c = &h->clauses[h->p.clause_count++];
    *c = (struct clause){.code = "5.2", .text = "as decreed", .kind = kind, .area = area};
    c->year_last = YEARS - 1;
    c->type = c->site = -1;
    c->at_least = least;
    c->at_most = most;
}

TEST(plenty_brings_everything_at_once)
{
    struct hand *h = hand_new(9);
    struct plan plan = hand_solve(h);
    CHECK(plan.outcome == PLAN_OPTIMAL);
    CHECK(plan.visit_count == 3 && plan.facility_count == 3);
    CHECK_NEAR(plan.objective, 3 * 2000, 1e-6);
    CHECK_NEAR(plan.bound, plan.objective, 1e-3);
    for (int i = 0; i < 3; i++)
        CHECK(plan.visits[i].year == 0 && plan.facilities[i].size == 1);
    arena_clear(&h->arena);
}

/* 3 t a year: three small mills at once bring 3000; then the cement of the second year is left,
 * as nobody is visited twice.  Or two small ones (2000) and a large one later (1000): the same. */
TEST(scarce_cement_goes_where_it_brings_most)
{
    struct hand *h = hand_new(3);
    struct plan plan = hand_solve(h);
    CHECK(plan.outcome == PLAN_OPTIMAL);
    CHECK_NEAR(plan.objective, 3000, 1e-6);
    h->weights[2] = 3; /* the south counts three times: the large mill there, at once */
    plan = hand_solve(h);
    CHECK_NEAR(plan.objective, 3 * 2000 + 2 * 500, 1e-6);
    CHECK(plan.visits[0].area == 2 && plan.facilities[0].size == 1);
    CHECK(plan.limit_price[0] > 0);
    arena_clear(&h->arena);
}

TEST(later_benefit_is_discounted_and_mills_take_time_to_build)
{
    struct hand *h = hand_new(9);
    h->p.discount = 0.25;
    struct plan plan = hand_solve(h);
    CHECK_NEAR(plan.objective, 3 * (1000 + 1000 / 1.25), 1e-6);
    h->sizes[0].build_years = h->sizes[1].build_years = 1;
    plan = hand_solve(h);
    CHECK_NEAR(plan.objective, 3 * 1000 / 1.25, 1e-6);
    arena_clear(&h->arena);
}

TEST(what_is_decided_stays_and_counts)
{
    struct hand *h = hand_new(3);
    h->p.decided_count = 1;
    h->decided[0] = (struct decided){1, 0, 0, -1};
    struct plan plan = hand_solve(h);
    CHECK(plan.outcome == PLAN_OPTIMAL && plan.visit_count == 3);
    CHECK_NEAR(plan.objective, 3000, 1e-6);
    int seen = 0;
    for (int v = 0; v < plan.visit_count; v++)
        if (plan.visits[v].area == 1) {
            seen = plan.visits[v].decided && plan.visits[v].year == 0;
            CHECK(plan.facilities[v].site == -1 && plan.facilities[v].size == 0);
        }
    CHECK(seen);
    arena_clear(&h->arena);
}

TEST(decided_visits_beyond_a_limit_are_told)
{
    struct hand *h = hand_new(2);
    h->p.decided_count = 1;
    h->decided[0] = (struct decided){1, 0, 1, -1};
    struct plan plan = hand_solve(h);
    CHECK(plan.outcome == PLAN_INFEASIBLE);
    CHECK(strstr(plan.why_infeasible, "decided visits alone take 3 t of 'cement' in 2030") != NULL);
    arena_clear(&h->arena);
}

TEST(a_floor_no_limit_allows_names_both)
{
    struct hand *h = hand_new(1);
    hand_clause(h, CLAUSE_VISITS_IN_PERIOD, -1, 3, INFINITY);
    struct plan plan = hand_solve(h);
    CHECK(plan.outcome == PLAN_INFEASIBLE);
    CHECK(strstr(plan.why_infeasible, "clause '5.2'") != NULL);
    CHECK(strstr(plan.why_infeasible, "the limit of 'cement' in 2030 (1 t)") != NULL);
    CHECK(strstr(plan.why_infeasible, "the limit of 'cement' in 2031 (1 t)") != NULL);
    arena_clear(&h->arena);
}

/* 1.5 t a year: parts of visits would do, whole ones do not. */
TEST(a_floor_only_parts_of_visits_meet_is_told_too)
{
    struct hand *h = hand_new(1.5);
    hand_clause(h, CLAUSE_VISITS_IN_PERIOD, -1, 3, INFINITY);
    struct plan plan = hand_solve(h);
    CHECK(plan.outcome == PLAN_INFEASIBLE);
    CHECK(strstr(plan.why_infeasible, "whole visits") != NULL);
    CHECK(strstr(plan.why_infeasible, "clause '5.2'") != NULL);
    arena_clear(&h->arena);
}

TEST(a_must_without_any_place_is_told)
{
    struct hand *h = hand_new(9);
    h->options[2].admissible = h->options[3].admissible = 0;
    hand_clause(h, CLAUSE_VISIT_WITHIN, -1, -INFINITY, INFINITY);
    struct plan plan = hand_solve(h);
    CHECK(plan.outcome == PLAN_INFEASIBLE);
    CHECK(strstr(plan.why_infeasible, "'middle'") != NULL);
    CHECK(strstr(plan.why_infeasible, "5.2") != NULL);
    arena_clear(&h->arena);
}

TEST(a_must_and_a_ban_leave_no_year)
{
    struct hand *h = hand_new(9);
    hand_clause(h, CLAUSE_VISIT_WITHIN, 2, -INFINITY, INFINITY);
    hand_clause(h, CLAUSE_NO_VISIT, 2, -INFINITY, INFINITY);
    struct plan plan = hand_solve(h);
    CHECK(plan.outcome == PLAN_INFEASIBLE);
    CHECK(strstr(plan.why_infeasible, "'south'") != NULL);
    arena_clear(&h->arena);
}

TEST(one_area_waits_for_another)
{
    struct hand *h = hand_new(9);
    hand_clause(h, CLAUSE_VISIT_AFTER, 0, 1, INFINITY);
    h->clauses[0].after = 1;
    struct plan plan = hand_solve(h);
    CHECK(plan.outcome == PLAN_OPTIMAL && plan.visit_count == 3);
    CHECK(plan.visits[2].area == 0 && plan.visits[2].year == 1); /* north, a year after middle */
    CHECK_NEAR(plan.objective, 5000, 1e-6);
    h->clauses[0].at_least = 2; /* which never comes */
    plan = hand_solve(h);
    CHECK(plan.outcome == PLAN_OPTIMAL && plan.visit_count == 2);
    arena_clear(&h->arena);
}

TEST(each_area_gets_no_more_than_its_share)
{
    struct hand *h = hand_new(9);
    hand_clause(h, CLAUSE_LIMIT_SUBSIDY, -1, -INFINITY, 10);
    h->clauses[0].each = "county";
    struct plan plan = hand_solve(h);
    CHECK(plan.outcome == PLAN_OPTIMAL && plan.visit_count == 3); /* small mills lose 10 */
    CHECK_NEAR(plan.objective, 3000, 1e-6);
    h->clauses[0].each = NULL;
    plan = hand_solve(h);
    CHECK(plan.visit_count == 1);
    arena_clear(&h->arena);
}

TEST(few_changes_against_what_was_adopted)
{
    struct hand *h = hand_new(9);
    h->adopted[0] = (struct adopted){0, 1, 1};
    h->adopted[1] = (struct adopted){1, 1, 1};
    h->p.adopted_count = 2;
    hand_clause(h, CLAUSE_LIMIT_CHANGES, -1, -INFINITY, 2);
    struct plan plan = hand_solve(h); /* a visit to the south and one brought forward */
    CHECK(plan.outcome == PLAN_OPTIMAL);
    CHECK_NEAR(plan.objective, 5000, 1e-6);
    h->clauses[0].at_most = 0;
    plan = hand_solve(h);
    CHECK(plan.visit_count == 2);
    CHECK_NEAR(plan.objective, 2000, 1e-6);
    h->sites[0].land_m2 = 10; /* no mill can stand in the north */
    plan = hand_solve(h);
    CHECK(plan.outcome == PLAN_INFEASIBLE);
    CHECK(strstr(plan.why_infeasible, "clause '5.2' allows 0 changes") != NULL);
    CHECK(strstr(plan.why_infeasible, "1 cannot be avoided") != NULL);
    arena_clear(&h->arena);
}

TEST(what_was_adopted_and_has_to_stay_is_named)
{
    struct hand *h = hand_new(1);
    h->adopted[0] = (struct adopted){0, 1, 1};
    h->adopted[1] = (struct adopted){1, 1, 1};
    h->p.adopted_count = 2;
    hand_clause(h, CLAUSE_KEEP_ADOPTED, -1, -INFINITY, INFINITY);
    struct plan plan = hand_solve(h); /* two mills of 1 t at least in a year with 1 t */
    CHECK(plan.outcome == PLAN_INFEASIBLE);
    CHECK(strstr(plan.why_infeasible, "clause '5.2' (for 'north')") != NULL);
    CHECK(strstr(plan.why_infeasible, "the limit of 'cement' in 2031 (1 t)") != NULL);
    arena_clear(&h->arena);
}

TEST(a_clause_impossible_by_itself_is_told_alone)
{
    struct hand *h = hand_new(9);
    hand_clause(h, CLAUSE_VISITS_PER_YEAR, -1, 4, INFINITY);
    struct plan plan = hand_solve(h);
    CHECK(plan.outcome == PLAN_INFEASIBLE);
    CHECK_TEXT(plan.why_infeasible,
               "clause '5.2' asks for 4 visits in 2030; 3 can be made: ask for "
               "fewer, or let more areas be visited");
    h->clauses[0].kind = CLAUSE_SHARE_IN_PERIOD;
    h->clauses[0].at_least = 40; /* per cent of 3: 1.2 to 1.5 visits */
    h->clauses[0].at_most = 50;
    plan = hand_solve(h);
    CHECK(plan.outcome == PLAN_INFEASIBLE);
    CHECK(
        strstr(plan.why_infeasible, "asks for 1.2 to 1.5 visits from 2030 to 2031, and no whole"));
    arena_clear(&h->arena);
}

TEST(clauses_shape_the_plan)
{
    struct hand *h = hand_new(9);
    hand_clause(h, CLAUSE_VISITS_PER_YEAR, -1, -INFINITY, 1);
    hand_clause(h, CLAUSE_LIMIT_SUBSIDY, -1, -INFINITY, 40);
    struct plan plan = hand_solve(h);
    CHECK(plan.outcome == PLAN_OPTIMAL && plan.visit_count == 2);
    /* a large mill loses 30 a year, a small one 10: one of each */
    CHECK_NEAR(plan.objective, 2000 + 500, 1e-6);
    CHECK(plan.visits[0].year == 0 && plan.visits[1].year == 1);
    arena_clear(&h->arena);
}

TEST(land_of_the_site_bounds_the_mill)
{
    struct hand *h = hand_new(9);
    h->sites[0].land_m2 = 299;
    struct plan plan = hand_solve(h);
    CHECK_NEAR(plan.objective, 1000 + 2 * 2000, 1e-6);
    arena_clear(&h->arena);
}

TEST(nothing_to_visit_is_a_plan_too)
{
    struct hand *h = hand_new(9);
    for (int i = 0; i < AREAS; i++)
        h->areas[i].visitable = 0;
    struct plan plan = hand_solve(h);
    CHECK(plan.outcome == PLAN_OPTIMAL && plan.visit_count == 0 && plan.objective == 0);
    arena_clear(&h->arena);
}

static int yes(void *context)
{
    return ++*(int *)context > 1;
}

TEST(the_stop_flag_ends_with_what_there_is)
{
    struct hand *h = hand_new(3);
    struct plan_input in = {&h->p, &h->siting, h->weights};
    struct plan_options o = plan_options_default();
    int asked = 0;
    struct stop stop = {yes, &asked};
    struct plan plan;
    o.stop = &stop;
    CHECK(plan_solve(&in, &o, &plan, &h->arena, NULL) == STATUS_OK);
    CHECK(asked > 0 && plan.outcome != PLAN_INFEASIBLE);
    arena_clear(&h->arena);
}

TEST(worth_follows_the_definition)
{
    struct hand *h = hand_new(9);
    struct plan_input in = {&h->p, &h->siting, h->weights};
    int both[] = {0, 1};
    h->supply[0] = 4000;
    CHECK_NEAR(visit_worth(&in, 0, 0, both, 1), 2 * 500, 1e-9); /* 4 t + 5 t of 10 t */
    CHECK_NEAR(visit_worth(&in, 0, 0, both, 2), 2 * 600, 1e-9); /* not more than all */
    CHECK_NEAR(visit_worth(&in, 0, 1, both, 2), 600, 1e-9);
    h->areas[0].growth = 0.5;
    CHECK_NEAR(visit_worth(&in, 0, 1, both, 1), 1500 * (9.0 / 15 - 4.0 / 15), 1e-9);
    arena_clear(&h->arena);
}

SUITE(CASE(plenty_brings_everything_at_once), CASE(scarce_cement_goes_where_it_brings_most),
      CASE(later_benefit_is_discounted_and_mills_take_time_to_build),
      CASE(what_is_decided_stays_and_counts), CASE(decided_visits_beyond_a_limit_are_told),
      CASE(a_floor_no_limit_allows_names_both), CASE(a_floor_only_parts_of_visits_meet_is_told_too),
      CASE(a_must_without_any_place_is_told), CASE(a_must_and_a_ban_leave_no_year),
      CASE(one_area_waits_for_another), CASE(each_area_gets_no_more_than_its_share),
      CASE(few_changes_against_what_was_adopted), CASE(what_was_adopted_and_has_to_stay_is_named),
      CASE(a_clause_impossible_by_itself_is_told_alone), CASE(clauses_shape_the_plan),
      CASE(land_of_the_site_bounds_the_mill), CASE(nothing_to_visit_is_a_plan_too),
      CASE(the_stop_flag_ends_with_what_there_is), CASE(worth_follows_the_definition))
