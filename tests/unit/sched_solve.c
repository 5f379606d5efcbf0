/* SPDX-License-Identifier: Apache-2.0 */
/* Small problems whose best schedule is known by hand. */
#include "kit/sched_check.h"
#include "kit/test.h"
#include "sched/solve.h"

static struct sched_result solve(const struct sched_problem *p, struct arena *a)
{
    struct sched_result r;
    struct sched_options o = sched_options_default();
    o.schedules = 500;
    CHECK(sched_solve(p, &o, &r, a, NULL) == STATUS_OK);
    return r;
}

static const struct sched_resource ONE_CREW[] = {{1, 0, 0}};
static const struct sched_need THE_CREW[] = {{0, 1}};

TEST(one_crew_works_one_after_the_other)
{
    static const struct sched_activity activities[] = {{0, 1, 0, SCHED_NEVER, SCHED_NEVER, 0},
                                                       {1, 1, 0, SCHED_NEVER, SCHED_NEVER, 0},
                                                       {2, 1, 0, SCHED_NEVER, SCHED_NEVER, 0}};
    static const struct sched_mode modes[] = {{3, 0, 1, 0, 0}, {4, 0, 1, 0, 0}, {5, 0, 1, 0, 0}};
    struct sched_problem p = {.activities = activities,
                              .modes = modes,
                              .needs = THE_CREW,
                              .resources = ONE_CREW,
                              .activity_count = 3,
                              .mode_count = 3,
                              .need_count = 1,
                              .resource_count = 1,
                              .makespan_weight = 1};
    struct arena a = ARENA_INIT(1 << 24);
    struct sched_result r = solve(&p, &a);
    CHECK(r.outcome == SCHED_OPTIMAL && r.makespan == 12 && r.lower_bound == 12);
    CHECK(r.critical_path == 5);
    CHECK(sched_check(&p, r.start, r.finish, r.mode, r.makespan));
    arena_clear(&a);
}

/* Two jobs of 4 with one crew; the one with the heavier weight goes first though listed last. */
TEST(lateness_decides_who_goes_first)
{
    static const struct sched_activity activities[] = {{0, 1, 0, SCHED_NEVER, 4, 1},
                                                       {1, 1, 0, SCHED_NEVER, 4, 10}};
    static const struct sched_mode modes[] = {{4, 0, 1, 0, 0}, {4, 0, 1, 0, 0}};
    struct sched_problem p = {.activities = activities,
                              .modes = modes,
                              .needs = THE_CREW,
                              .resources = ONE_CREW,
                              .activity_count = 2,
                              .mode_count = 2,
                              .need_count = 1,
                              .resource_count = 1,
                              .makespan_weight = 1};
    struct arena a = ARENA_INIT(1 << 24);
    struct sched_result r = solve(&p, &a);
    CHECK(r.start[1] == 0 && r.start[0] == 4 && r.cost == 8 + 4);
    arena_clear(&a);
}

/* The frost: nobody works from 2 to 6; a job of 3 has to wait until it is over. */
TEST(work_waits_for_the_season)
{
    static const struct sched_activity activities[] = {{0, 1, 0, SCHED_NEVER, SCHED_NEVER, 0}};
    static const struct sched_mode modes[] = {{3, 0, 1, 0, 0}};
    static const struct sched_resource seasonal[] = {{1, 0, 2}};
    static const struct sched_change changes[] = {{2, 0}, {6, 1}};
    struct sched_problem p = {.activities = activities,
                              .modes = modes,
                              .needs = THE_CREW,
                              .resources = seasonal,
                              .changes = changes,
                              .activity_count = 1,
                              .mode_count = 1,
                              .need_count = 1,
                              .resource_count = 1,
                              .change_count = 2,
                              .makespan_weight = 1};
    struct arena a = ARENA_INIT(1 << 24);
    struct sched_result r = solve(&p, &a);
    CHECK(r.start[0] == 6 && r.makespan == 9);
    CHECK(sched_check(&p, r.start, r.finish, r.mode, r.makespan));
    arena_clear(&a);
}

/* 5 t at first, 4 t on day 7; three jobs of 3 t: the third waits for the delivery. */
TEST(work_waits_for_material)
{
    static const struct sched_activity activities[] = {{0, 1, 0, SCHED_NEVER, SCHED_NEVER, 0},
                                                       {0, 1, 0, SCHED_NEVER, SCHED_NEVER, 0},
                                                       {0, 1, 0, SCHED_NEVER, SCHED_NEVER, 0}};
    static const struct sched_mode modes[] = {{2, 0, 0, 0, 1}};
    static const struct sched_use uses[] = {{0, 3, 0}};
    static const struct sched_stock stocks[] = {{5, 0, 1}};
    static const struct sched_change changes[] = {{7, 4}};
    struct sched_problem p = {.activities = activities,
                              .modes = modes,
                              .uses = uses,
                              .stocks = stocks,
                              .changes = changes,
                              .activity_count = 3,
                              .mode_count = 1,
                              .use_count = 1,
                              .stock_count = 1,
                              .change_count = 1,
                              .makespan_weight = 1};
    struct arena a = ARENA_INIT(1 << 24);
    struct sched_result r = solve(&p, &a);
    CHECK(r.outcome == SCHED_FEASIBLE && r.makespan == 9);
    CHECK(sched_check(&p, r.start, r.finish, r.mode, r.makespan));
    static const struct sched_change too_little[] = {{7, 3}};
    p.changes = too_little;
    r = solve(&p, &a);
    CHECK(r.outcome == SCHED_IMPOSSIBLE && r.start == NULL);
    arena_clear(&a);
}

/* The quick mode costs more of the budget than there is for both. */
TEST(modes_share_a_budget)
{
    static const struct sched_activity activities[] = {{0, 2, 0, SCHED_NEVER, SCHED_NEVER, 0},
                                                       {2, 2, 0, SCHED_NEVER, SCHED_NEVER, 0}};
    static const struct sched_mode modes[] = {
        {2, 0, 0, 0, 1}, {5, 0, 0, 1, 1}, {3, 0, 0, 0, 1}, {9, 0, 0, 1, 1}};
    static const struct sched_use uses[] = {{0, 6, 0}, {0, 2, 0}};
    static const struct sched_stock stocks[] = {{8, 0, 0}};
    struct sched_problem p = {.activities = activities,
                              .modes = modes,
                              .uses = uses,
                              .stocks = stocks,
                              .activity_count = 2,
                              .mode_count = 4,
                              .use_count = 2,
                              .stock_count = 1,
                              .makespan_weight = 1};
    struct arena a = ARENA_INIT(1 << 24);
    struct sched_result r = solve(&p, &a);
    CHECK(r.outcome == SCHED_OPTIMAL && r.makespan == 5 && r.mode[0] == 1 && r.mode[1] == 2);
    arena_clear(&a);
}

TEST(what_cannot_be_is_an_answer)
{
    static const struct sched_activity activities[] = {{0, 1, 0, 2, SCHED_NEVER, 0}};
    static const struct sched_mode modes[] = {{3, 0, 1, 0, 0}};
    static const struct sched_need needs[] = {{0, 2}};
    struct sched_problem p = {.activities = activities,
                              .modes = modes,
                              .needs = needs,
                              .resources = ONE_CREW,
                              .activity_count = 1,
                              .mode_count = 1,
                              .need_count = 1,
                              .resource_count = 1,
                              .makespan_weight = 1};
    struct arena a = ARENA_INIT(1 << 24);
    struct sched_result r = solve(&p, &a);
    CHECK(r.outcome == SCHED_IMPOSSIBLE && r.activity == 0); /* 2 of 1 crew */
    p.needs = THE_CREW;
    r = solve(&p, &a);
    CHECK(r.outcome == SCHED_IMPOSSIBLE && r.activity == 0); /* 3 days until day 2 */
    arena_clear(&a);
}

SUITE(CASE(one_crew_works_one_after_the_other), CASE(lateness_decides_who_goes_first),
      CASE(work_waits_for_the_season), CASE(work_waits_for_material), CASE(modes_share_a_budget),
      CASE(what_cannot_be_is_an_answer))
