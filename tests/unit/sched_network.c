/* SPDX-License-Identifier: Apache-2.0 */
/* Problems that are refused, critical paths worked out by hand, and windows in a profile. */
#include <limits.h>
#include <string.h>

#include "kit/test.h"
#include "sched/cpm.h"
#include "sched/profile.h"

/* a(3) -> b(2) -> d(1), a -> c(4) -> d; one resource of 5 */
static const struct sched_activity ACTIVITIES[] = {
    {0, 1, 0, SCHED_NEVER, SCHED_NEVER, 0},
    {1, 1, 0, SCHED_NEVER, SCHED_NEVER, 0},
    {2, 1, 0, SCHED_NEVER, SCHED_NEVER, 0},
    {3, 1, 0, SCHED_NEVER, SCHED_NEVER, 0},
};
static const struct sched_mode MODES[] = {
    {3, 0, 1, 0, 0}, {2, 1, 1, 0, 0}, {4, 2, 1, 0, 0}, {1, 3, 1, 0, 0}};
static const struct sched_need NEEDS[] = {{0, 2}, {0, 3}, {0, 3}, {0, 5}};
static const struct sched_resource RESOURCES[] = {{5, 0, 0}};

static struct sched_problem diamond(const struct sched_link *links, int count)
{
    return (struct sched_problem){.activities = ACTIVITIES,
                                  .modes = MODES,
                                  .needs = NEEDS,
                                  .links = links,
                                  .resources = RESOURCES,
                                  .activity_count = 4,
                                  .mode_count = 4,
                                  .need_count = 4,
                                  .link_count = count,
                                  .resource_count = 1,
                                  .makespan_weight = 1};
}

static const struct sched_link DIAMOND[] = {
    {0, 1, LINK_FS, 0}, {0, 2, LINK_FS, 0}, {1, 3, LINK_FS, 0}, {2, 3, LINK_FS, 0}};

TEST(critical_path_of_a_diamond)
{
    struct arena a = ARENA_INIT(1 << 20);
    struct network net;
    struct cpm c;
    struct sched_problem p = diamond(DIAMOND, 4);
    CHECK(network_build(&net, &p, &a, NULL) == STATUS_OK);
    CHECK(cpm_compute(&c, &net, NULL, &a, NULL) == STATUS_OK);
    CHECK(c.length == 8);
    CHECK(c.earliest[2 * 1] == 3 && c.latest[2 * 1] == 5 && cpm_float(&c, 1) == 2);
    CHECK(cpm_float(&c, 0) == 0 && cpm_float(&c, 2) == 0 && cpm_float(&c, 3) == 0);
    CHECK(cpm_driver(&c, &net, 3) == 2 && cpm_driver(&c, &net, 0) == -1);
    arena_clear(&a);
}

TEST(every_kind_of_link_bounds_its_own_ends)
{
    static const struct {
        struct sched_link link;
        int start; /* of activity 1 (2 long), after activity 0 (3 long) */
    } cases[] = {
        {{0, 1, LINK_FS, 2}, 5}, {{0, 1, LINK_SS, 2}, 2},  {{0, 1, LINK_FF, 2}, 3},
        {{0, 1, LINK_SF, 7}, 5}, {{0, 1, LINK_FS, -1}, 2}, {{0, 1, LINK_FF, -3}, 0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena a = ARENA_INIT(1 << 20);
        struct network net;
        struct cpm c;
        struct sched_problem p = diamond(&cases[i].link, 1);
        CHECK(network_build(&net, &p, &a, NULL) == STATUS_OK);
        CHECK(cpm_compute(&c, &net, NULL, &a, NULL) == STATUS_OK);
        CHECK(c.earliest[2] == cases[i].start);
        CHECK(!net.plain == (cases[i].link.kind != LINK_FS || cases[i].link.lag < 0));
        arena_clear(&a);
    }
}

TEST(a_deadline_makes_float_negative)
{
    struct arena a = ARENA_INIT(1 << 20);
    struct network net;
    struct cpm c;
    struct sched_problem p = diamond(DIAMOND, 4);
    struct sched_activity late[4];
    memcpy(late, ACTIVITIES, sizeof late);
    late[2].deadline = 5;
    p.activities = late;
    CHECK(network_build(&net, &p, &a, NULL) == STATUS_OK);
    CHECK(cpm_compute(&c, &net, NULL, &a, NULL) == STATUS_OK);
    CHECK(cpm_float(&c, 2) == -2 && cpm_float(&c, 0) == -2 && cpm_float(&c, 1) == 2);
    arena_clear(&a);
}

TEST(a_cycle_is_refused_and_named)
{
    static const struct sched_link cycle[] = {
        {0, 1, LINK_FS, 0}, {1, 2, LINK_SS, 0}, {2, 1, LINK_FS, 0}};
    struct arena a = ARENA_INIT(1 << 20);
    struct network net;
    struct err e;
    struct sched_problem p = diamond(cycle, 3);
    CHECK(network_build(&net, &p, &a, &e) == STATUS_INVALID);
    CHECK(strstr(e.text, "activity 1 waits for itself"));
    arena_clear(&a);
}

TEST(mistakes_are_named_by_their_place)
{
    struct err e;
    struct sched_problem p = diamond(DIAMOND, 4);
    struct sched_link link = {0, 9, LINK_FS, 0};
    p.links = &link;
    p.link_count = 1;
    CHECK(sched_problem_check(&p, &e) == STATUS_INVALID && strstr(e.text, "link 0: from 0 to 9"));
    p = diamond(DIAMOND, 4);
    struct sched_need twice[] = {{0, 2}, {0, 3}, {0, 40000}, {7, 5}};
    struct sched_mode modes[4];
    memcpy(modes, MODES, sizeof modes);
    p.needs = twice;
    p.modes = modes;
    CHECK(sched_problem_check(&p, &e) == STATUS_INVALID && strstr(e.text, "need 40000"));
    twice[2].quantity = 1;
    CHECK(sched_problem_check(&p, &e) == STATUS_INVALID && strstr(e.text, "no resource 7"));
    twice[3].resource = 0;
    CHECK(sched_problem_check(&p, &e) == STATUS_OK);
    modes[0].need_count = 2;
    CHECK(sched_problem_check(&p, &e) == STATUS_INVALID && strstr(e.text, "named twice"));
    modes[0] = (struct sched_mode){-1, 0, 1, 0, 0};
    CHECK(sched_problem_check(&p, &e) == STATUS_INVALID && strstr(e.text, "duration -1"));
    modes[0] = (struct sched_mode){1, INT_MAX, 1, 0, 0};
    CHECK(sched_problem_check(&p, &e) == STATUS_INVALID && strstr(e.text, "outside the list"));
    p = diamond(DIAMOND, 4);
    p.activity_count = 0;
    CHECK(sched_problem_check(&p, &e) == STATUS_LIMIT);
}

TEST(windows_are_found_where_there_is_room)
{
    struct arena a = ARENA_INIT(1 << 22);
    struct network net;
    struct profile profile;
    struct sched_problem p = diamond(DIAMOND, 4);
    CHECK(network_build(&net, &p, &a, NULL) == STATUS_OK);
    CHECK(profile_init(&profile, &net, 300, &a, NULL) == STATUS_OK);
    struct work block = net.works[1], need_3 = net.works[2]; /* 3 of 5 each: never both */
    for (int t = 10; t < 290; t += 10) {
        block.duration = 7; /* leaves 3 periods in 10 */
        profile_take(&profile, &net, &block, t);
    }
    static const int lengths[][2] = {{1, 0}, {10, 0}, {3, 0}, {11, 287}, {13, 287}};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        need_3.duration = lengths[i][0];
        CHECK(profile_find(&profile, &net, &need_3, 0) == lengths[i][1]);
    }
    need_3.duration = 3;
    CHECK(profile_find(&profile, &net, &need_3, 8) == 17);
    need_3.duration = 4;
    CHECK(profile_find(&profile, &net, &need_3, 7) == 287);
    need_3.duration = 14;
    CHECK(profile_find(&profile, &net, &need_3, 0) == -1);
    profile_give(&profile, &net, &block, 10);
    profile_give(&profile, &net, &block, 20);
    need_3.duration = 30;
    CHECK(profile_find(&profile, &net, &need_3, 0) == 0);
    profile_reset(&profile, -1);
    CHECK(profile_find(&profile, &net, &need_3, 5) == 5);
    arena_clear(&a);
}

SUITE(CASE(critical_path_of_a_diamond), CASE(every_kind_of_link_bounds_its_own_ends),
      CASE(a_deadline_makes_float_negative), CASE(a_cycle_is_refused_and_named),
      CASE(mistakes_are_named_by_their_place), CASE(windows_are_found_where_there_is_room))
