/* SPDX-License-Identifier: Apache-2.0 */
/* Networks worked out by hand. */
#include "kit/project_network.h"

static struct network net;

static void start(void)
{
    memset(&net, 0, sizeof net);
    network_init(&net);
}

static void end(void)
{
    arena_clear(&net.arena);
}

TEST(two_paths_and_their_float)
{
    start();
    int a = network_task(&net, "A", 16), b = network_task(&net, "B", 8);
    int c = network_task(&net, "C", 24), d = network_task(&net, "D", 8);
    network_link(&net, a, b, LINK_FS, 0);
    network_link(&net, b, d, LINK_FS, 0);
    network_link(&net, a, c, LINK_FS, 0);
    network_link(&net, c, d, LINK_FS, 0);
    network_run(&net);
    CHECK_EARLY(net, a, "2026-06-01 08:00", "2026-06-02 17:00");
    CHECK_EARLY(net, b, "2026-06-03 08:00", "2026-06-03 17:00");
    CHECK_EARLY(net, d, "2026-06-08 08:00", "2026-06-08 17:00");
    CHECK_LATE(net, b, "2026-06-05 08:00", "2026-06-05 17:00");
    CHECK_FLOAT(net, b, 16, 16);
    CHECK_FLOAT(net, c, 0, 0);
    CHECK(net.cpm.dates[a].is_critical && net.cpm.dates[c].is_critical);
    CHECK(!net.cpm.dates[b].is_critical);
    end();
}

/* All four kinds with a lag of two days, as MS Project dates them. */
TEST(four_kinds_of_links)
{
    static const struct {
        int kind;
        const char *start, *finish;
    } cases[] = {
        {LINK_FS, "2026-06-04 08:00", "2026-06-04 17:00"},
        {LINK_SS, "2026-06-03 08:00", "2026-06-03 17:00"},
        {LINK_FF, "2026-06-03 08:00", "2026-06-03 17:00"},
        {LINK_SF, "2026-06-02 08:00", "2026-06-02 17:00"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        start();
        int a = network_task(&net, "A", 8), b = network_task(&net, "B", 8);
        network_link(&net, a, b, cases[i].kind, 16);
        network_run(&net);
        CHECK_EARLY(net, a, "2026-06-01 08:00", "2026-06-01 17:00");
        CHECK_EARLY(net, b, cases[i].start, cases[i].finish);
        CHECK_FLOAT(net, a, 0, 0);
        end();
    }
}

TEST(leads_elapsed_lags_and_percentages)
{
    start();
    int a = network_task(&net, "A", 16), b = network_task(&net, "B", 8);
    int c = network_task(&net, "C", 8), d = network_task(&net, "D", 8);
    network_link(&net, a, b, LINK_FS, -8);
    network_link(&net, a, c, LINK_FS, 48)->lag_kind = LAG_ELAPSED;
    struct link *l = network_link(&net, a, d, LINK_SS, 0);
    l->lag_kind = LAG_PERCENT;
    l->lag_percent = 50;
    network_run(&net);
    CHECK_EARLY(net, b, "2026-06-02 08:00", "2026-06-02 17:00");
    CHECK_EARLY(net, c, "2026-06-05 08:00", "2026-06-05 17:00"); /* Thursday 17:00 is no start */
    CHECK_EARLY(net, d, "2026-06-02 08:00", "2026-06-02 17:00");
    end();
}

/* A lag over a weekend, on the calendars of either end. */
TEST(calendars_of_lags)
{
    static const struct {
        int lag_calendar;
        const char *start;
    } cases[] = {
        {LAG_ON_SUCCESSOR, "2026-06-09 08:00"},
        {LAG_ON_PREDECESSOR, "2026-06-08 08:00"},
        {LAG_ON_PROJECT, "2026-06-09 08:00"},
        {LAG_ALWAYS, "2026-06-08 08:00"},
    };
    struct work_span all = {0, DAY_SECONDS};
    struct calendar every_day;
    calendar_init(&every_day);
    for (int d = 0; d < WEEK_DAYS; d++)
        every_day.days[d] = (struct work_day){DAY_WORK, &all, 1};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        start();
        net.project.calendars = &every_day;
        net.project.calendar_count = 1;
        net.project.lag_calendar = cases[i].lag_calendar;
        int a = network_task(&net, "A", 105), b = network_task(&net, "B", 8);
        net.activities[a].calendar = 0; /* until Friday 17:00 */
        network_link(&net, a, b, LINK_FS, 8);
        network_run(&net);
        CHECK_TEXT(shown(net.cpm.dates[a].early_finish_s), "2026-06-05 17:00");
        CHECK_TEXT(shown(net.cpm.dates[b].early_start_s), cases[i].start);
        end();
    }
}

TEST(milestones_at_the_end_and_at_the_start_of_work)
{
    start();
    int a = network_task(&net, "A", 40);
    int f = network_add(&net, "F", ACTIVITY_FINISH_MILESTONE, 0);
    int s = network_add(&net, "S", ACTIVITY_START_MILESTONE, 0);
    int b = network_task(&net, "B", 8);
    network_link(&net, a, f, LINK_FS, 0);
    network_link(&net, a, s, LINK_FS, 0);
    network_link(&net, f, b, LINK_FS, 0);
    network_link(&net, s, b, LINK_FS, 0);
    network_run(&net);
    CHECK_EARLY(net, f, "2026-06-05 17:00", "2026-06-05 17:00");
    CHECK_EARLY(net, s, "2026-06-08 08:00", "2026-06-08 08:00");
    CHECK_EARLY(net, b, "2026-06-08 08:00", "2026-06-08 17:00");
    CHECK_FLOAT(net, f, 0, 0);
    CHECK_FLOAT(net, s, 0, 0);
    end();
}

TEST(constraints_of_each_kind)
{
    static const struct {
        int kind;
        const char *date, *start, *late;
        double total_h;
    } cases[] = {
        {CONSTRAINT_NONE, "2026-06-04T08:00", "2026-06-02 08:00", "2026-06-08 08:00", 32},
        {CONSTRAINT_START_FROM, "2026-06-04T08:00", "2026-06-04 08:00", "2026-06-08 08:00", 16},
        {CONSTRAINT_START_BY, "2026-06-04T08:00", "2026-06-02 08:00", "2026-06-04 08:00", 16},
        {CONSTRAINT_FINISH_FROM, "2026-06-04T17:00", "2026-06-04 08:00", "2026-06-08 08:00", 16},
        {CONSTRAINT_FINISH_BY, "2026-06-03T17:00", "2026-06-02 08:00", "2026-06-03 08:00", 8},
        {CONSTRAINT_START_ON, "2026-06-04T08:00", "2026-06-04 08:00", "2026-06-04 08:00", 0},
        {CONSTRAINT_FINISH_ON, "2026-06-04T17:00", "2026-06-04 08:00", "2026-06-04 08:00", 0},
        {CONSTRAINT_MUST_START, "2026-06-01T08:00", "2026-06-01 08:00", "2026-06-01 08:00", 0},
        {CONSTRAINT_MUST_FINISH, "2026-06-01T17:00", "2026-06-01 08:00", "2026-06-01 08:00", 0},
        {CONSTRAINT_LATE, "2026-06-01T17:00", "2026-06-08 08:00", "2026-06-08 08:00", 0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        start();
        int a = network_task(&net, "A", 8), b = network_task(&net, "B", 8);
        (void)network_task(&net, "long", 48);
        network_link(&net, a, b, LINK_FS, 0);
        net.activities[b].constraint = cases[i].kind;
        net.activities[b].constraint_s = at(cases[i].date);
        network_run(&net);
        CHECK_TEXT(shown(net.cpm.dates[b].early_start_s), cases[i].start);
        CHECK_TEXT(shown(net.cpm.dates[b].late_start_s), cases[i].late);
        CHECK_NEAR((double)net.cpm.dates[b].total_float_s / 3600, cases[i].total_h, 0);
        end();
    }
}

TEST(start_on_yields_to_links_unless_constraints_hold)
{
    for (int hold = 0; hold < 2; hold++) {
        start();
        int a = network_task(&net, "A", 24), b = network_task(&net, "B", 8);
        network_link(&net, a, b, LINK_FS, 0);
        net.activities[b].constraint = CONSTRAINT_START_ON;
        net.activities[b].constraint_s = at("2026-06-02T08:00");
        net.project.constraints_hold = hold;
        network_run(&net);
        CHECK_TEXT(shown(net.cpm.dates[b].early_start_s),
                   hold ? "2026-06-02 08:00" : "2026-06-04 08:00");
        CHECK_FLOAT(net, a, -16, 0); /* it should be over by Monday evening */
        end();
    }
}

TEST(a_deadline_makes_float_negative_and_moves_nothing)
{
    start();
    int a = network_task(&net, "A", 24);
    net.activities[a].deadline_s = at("2026-06-02T17:00");
    network_run(&net);
    CHECK_EARLY(net, a, "2026-06-01 08:00", "2026-06-03 17:00");
    CHECK_NEAR((double)net.cpm.dates[a].total_float_s / 3600, -8, 0);
    CHECK(net.cpm.dates[a].is_critical);
    end();
}

TEST(links_of_a_summary_bind_all_below)
{
    start();
    int before = network_task(&net, "before", 8);
    int up = network_add(&net, "up", ACTIVITY_SUMMARY, 0);
    int a = network_task(&net, "A", 8), b = network_task(&net, "B", 16);
    int after = network_task(&net, "after", 8);
    net.activities[a].parent = net.activities[b].parent = up;
    network_link(&net, before, up, LINK_FS, 0);
    network_link(&net, up, after, LINK_FS, 0);
    network_run(&net);
    CHECK_EARLY(net, a, "2026-06-02 08:00", "2026-06-02 17:00");
    CHECK_EARLY(net, up, "2026-06-02 08:00", "2026-06-03 17:00");
    CHECK_EARLY(net, after, "2026-06-04 08:00", "2026-06-04 17:00");
    CHECK_FLOAT(net, before, 0, 0);
    CHECK_FLOAT(net, b, 0, 0);
    CHECK_NEAR((double)net.cpm.dates[a].total_float_s / 3600, 8, 0);
    end();
}

TEST(what_remains_begins_at_the_status_date)
{
    start();
    int a = network_task(&net, "A", 40), b = network_task(&net, "B", 8);
    int c = network_task(&net, "C", 8);
    network_link(&net, a, b, LINK_FS, 0);
    net.project.status_s = at("2026-06-04T08:00");
    net.activities[a].actual_start_s = at("2026-06-01T08:00");
    net.activities[a].remaining_s = 8 * 3600;
    net.activities[b].actual_start_s = at("2026-06-03T08:00"); /* out of sequence */
    net.activities[b].remaining_s = 4 * 3600;
    net.activities[c].actual_start_s = at("2026-06-01T08:00");
    net.activities[c].actual_finish_s = at("2026-06-02T17:00");
    network_run(&net);
    CHECK_EARLY(net, a, "2026-06-04 08:00", "2026-06-04 17:00");
    CHECK_EARLY(net, b, "2026-06-05 08:00", "2026-06-05 12:00"); /* retained: waits for A */
    CHECK_EARLY(net, c, "2026-06-01 08:00", "2026-06-02 17:00");
    arena_clear(&net.arena);
    net.project.progress_rule = PROGRESS_OVERRIDE;
    network_run(&net);
    CHECK_EARLY(net, b, "2026-06-04 08:00", "2026-06-04 12:00");
    end();
}

TEST(as_dated_runs_on_from_its_start)
{
    start();
    int a = network_task(&net, "A", 40), b = network_task(&net, "B", 8);
    network_link(&net, a, b, LINK_FS, 0);
    net.project.progress_rule = PROGRESS_AS_DATED;
    net.activities[a].actual_start_s = at("2026-06-02T08:00");
    net.activities[a].actual_duration_s = 16 * 3600;
    net.activities[a].remaining_s = 24 * 3600;
    network_run(&net);
    CHECK_EARLY(net, a, "2026-06-02 08:00", "2026-06-08 17:00");
    CHECK_EARLY(net, b, "2026-06-09 08:00", "2026-06-09 17:00");
    arena_clear(&net.arena);
    net.activities[a].resumed_s = at("2026-06-08T08:00"); /* interrupted */
    network_run(&net);
    CHECK_EARLY(net, a, "2026-06-02 08:00", "2026-06-10 17:00");
    end();
}

TEST(scheduled_backwards_from_a_finish)
{
    start();
    int a = network_task(&net, "A", 16), b = network_task(&net, "B", 8);
    network_link(&net, a, b, LINK_FS, 0);
    net.project.from_finish = 1;
    net.project.finish_s = at("2026-06-12T17:00");
    network_run(&net);
    CHECK_EARLY(net, a, "2026-06-10 08:00", "2026-06-11 17:00");
    CHECK_EARLY(net, b, "2026-06-12 08:00", "2026-06-12 17:00");
    end();
}

TEST(a_cycle_is_an_answer)
{
    start();
    int a = network_task(&net, "A", 8), b = network_task(&net, "B", 8);
    int c = network_task(&net, "C", 8), d = network_task(&net, "D", 8);
    network_link(&net, a, b, LINK_FS, 0);
    network_link(&net, b, c, LINK_FS, 0);
    network_link(&net, c, b, LINK_SS, 0);
    network_link(&net, c, d, LINK_FS, 0);
    network_run(&net);
    CHECK(net.cpm.outcome == CPM_CYCLE);
    CHECK(net.cpm.cycle_count == 2);
    CHECK((net.cpm.cycle[0] == b && net.cpm.cycle[1] == c) ||
          (net.cpm.cycle[0] == c && net.cpm.cycle[1] == b));
    end();
}

TEST(a_task_linked_with_its_own_summary_is_a_cycle)
{
    start();
    int up = network_add(&net, "up", ACTIVITY_SUMMARY, 0), a = network_task(&net, "A", 8);
    net.activities[a].parent = up;
    network_link(&net, a, up, LINK_FS, 0);
    network_run(&net);
    CHECK(net.cpm.outcome == CPM_CYCLE);
    end();
}

TEST(each_date_is_explained)
{
    start();
    int a = network_task(&net, "A", 8), b = network_task(&net, "B", 8);
    int c = network_task(&net, "C", 8);
    network_link(&net, a, b, LINK_FS, 8);
    network_link(&net, b, c, LINK_SS, 0);
    network_run(&net);
    struct buf text = BUF_INIT(1 << 16);
    project_cpm_explain(&text, &net.project, &net.cpm, c);
    CHECK_TEXT(text.at,
               "'C' starts 2026-06-03 08:00: SS link from 'B', which starts 2026-06-03 08:00\n"
               "'B' starts 2026-06-03 08:00: FS link from 'A', which finishes 2026-06-01 17:00 "
               "with a lag of 8 working hours; from 2026-06-02 17:00 by its duration and calendar\n"
               "'A' starts 2026-06-01 08:00: the project's start\n");
    buf_clear(&text);
    end();
}

TEST(inactive_activities_bind_nobody)
{
    start();
    int a = network_task(&net, "A", 80), b = network_task(&net, "B", 8);
    network_link(&net, a, b, LINK_FS, 0);
    net.activities[a].is_inactive = 1;
    network_run(&net);
    CHECK_EARLY(net, b, "2026-06-01 08:00", "2026-06-01 17:00");
    CHECK(net.cpm.unfollowed_links == 1);
    CHECK_TEXT(shown(net.cpm.finish_s), "2026-06-01 17:00");
    end();
}

TEST(resources_lend_their_calendars)
{
    struct work_span morning = {8 * 3600, 12 * 3600};
    struct calendar half;
    struct resource crew;
    struct assignment use;
    start();
    calendar_init(&half);
    for (int d = 1; d < 6; d++)
        half.days[d] = (struct work_day){DAY_WORK, &morning, 1};
    resource_init(&crew);
    crew.calendar = 0;
    assignment_init(&use);
    use.activity = 0;
    use.resource = 0;
    use.units = 1;
    use.work_s = 8 * 3600;
    net.project.calendars = &half;
    net.project.calendar_count = 1;
    net.project.resources = &crew;
    net.project.resource_count = 1;
    net.project.assignments = &use;
    net.project.assignment_count = 1;
    (void)network_task(&net, "A", 8);
    network_run(&net);
    CHECK_EARLY(net, 0, "2026-06-01 08:00", "2026-06-01 17:00");
    arena_clear(&net.arena);
    net.project.follows_resources = 1;
    network_run(&net);
    CHECK_EARLY(net, 0, "2026-06-01 08:00", "2026-06-02 12:00");
    end();
}

SUITE(CASE(two_paths_and_their_float), CASE(four_kinds_of_links),
      CASE(leads_elapsed_lags_and_percentages), CASE(calendars_of_lags),
      CASE(milestones_at_the_end_and_at_the_start_of_work), CASE(constraints_of_each_kind),
      CASE(start_on_yields_to_links_unless_constraints_hold),
      CASE(a_deadline_makes_float_negative_and_moves_nothing),
      CASE(links_of_a_summary_bind_all_below), CASE(what_remains_begins_at_the_status_date),
      CASE(as_dated_runs_on_from_its_start), CASE(scheduled_backwards_from_a_finish),
      CASE(a_cycle_is_an_answer), CASE(a_task_linked_with_its_own_summary_is_a_cycle),
      CASE(each_date_is_explained), CASE(inactive_activities_bind_nobody),
      CASE(resources_lend_their_calendars))
