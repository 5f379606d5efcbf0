/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A sound network passes every check; one planted defect fails the check it is for, with the right
 * count and offender, and no other.
 */
#include "project/audit.h"

#include <math.h>

#include "kit/project_network.h"

enum {
    TASKS = 20,
    DONE = 5, /* finished before the status date, which is the morning after */
};

static struct network net;
static struct resource crew;
static struct assignment uses[TASKS];
static struct baseline baselines[TASKS];
static struct audit audit;
static struct audit_options options;

/* Tasks of a day each, one after the other from 2026-06-01 on, planned as they are. */
static void start(void)
{
    memset(&net, 0, sizeof net);
    network_init(&net);
    options = audit_default();
    resource_init(&crew);
    for (int i = 0; i < TASKS; i++) {
        (void)network_task(&net, "task", 8);
        if (i) network_link(&net, i - 1, i, LINK_FS, 0);
        assignment_init(&uses[i]);
        uses[i].uid = uses[i].activity = i;
        uses[i].resource = 0;
    }
    net.project.resources = &crew;
    net.project.resource_count = 1;
    net.project.assignments = uses;
    net.project.assignment_count = TASKS;
    network_run(&net);
    for (int i = 0; i < TASKS; i++) {
        struct activity *v = &net.activities[i];
        const struct project_dates *d = &net.cpm.dates[i];
        baseline_init(&baselines[i]);
        baselines[i].start_s = v->start_s = d->early_start_s;
        baselines[i].finish_s = v->finish_s = d->early_finish_s;
        baselines[i].duration_s = v->duration_s;
        v->baselines = &baselines[i];
        v->baseline_count = 1;
        if (i >= DONE) continue;
        v->actual_start_s = v->start_s;
        v->actual_finish_s = v->finish_s;
    }
    net.project.status_s = at("2026-06-08T08:00");
}

static void run(void)
{
    struct err e;
    network_run(&net);
    if (project_audit(&audit, &net.project, &net.cpm, &options, &net.arena, &e) != STATUS_OK)
        fail_msg("%s", e.text);
}

static void end(void)
{
    arena_clear(&net.arena);
}

static struct activity *task(int i)
{
    return &net.activities[i];
}

/* Only these two checks may be missed; the first must be. */
static void check_only(enum audit_name wanted, enum audit_name tolerated, int count, int of)
{
    run();
    for (int i = 0; i < AUDIT_COUNT; i++)
        if (i != (int)wanted && i != (int)tolerated && audit.checks[i].verdict == AUDIT_NOT_MET)
            fail_msg("%s is not met too", audit_key((enum audit_name)i));
    const struct audit_check *c = &audit.checks[wanted];
    CHECK(c->verdict == AUDIT_NOT_MET);
    CHECK(c->count == count);
    CHECK(c->of == of);
}

TEST(a_sound_network_passes)
{
    start();
    options.limits[AUDIT_LOGIC] = 1.0 / 15; /* the last task has no successor */
    run();
    for (int i = 0; i < AUDIT_COUNT; i++)
        if (audit.checks[i].verdict != AUDIT_MET) fail_msg("%s", audit_key((enum audit_name)i));
    CHECK(audit.task_count == 20 && audit.incomplete_count == 15 && audit.link_count == 15);
    CHECK(audit.checks[AUDIT_LOGIC].row_count == 1 && audit.checks[AUDIT_LOGIC].rows[0] == 19);
    CHECK_NEAR(audit.checks[AUDIT_BEI].value, 1, 0);
    CHECK_NEAR(audit.checks[AUDIT_CPLI].value, 1, 0);
    CHECK_NEAR(audit.path_days, 15, 0);
    CHECK(audit.delayed == 5);
    end();
}

TEST(logic)
{
    start();
    net.links[9].to = 11; /* nothing before task 10 any more; the finish of 9 goes to 11 */
    check_only(AUDIT_LOGIC, AUDIT_LOGIC, 2, 15);
    CHECK(audit.checks[AUDIT_LOGIC].rows[0] == 10);
    end();

    start(); /* links that hold nothing of the start, nor by the finish */
    options.limits[AUDIT_LOGIC] = 0.1;
    options.limits[AUDIT_TYPES] = 0.5;
    net.links[9].kind = LINK_FF;
    net.links[12].kind = LINK_SS;
    run();
    CHECK(audit.open_start_count == 1 && audit.open_finish_count == 1);
    end();
}

TEST(leads_and_lags)
{
    start();
    options.limits[AUDIT_LOGIC] = 0.1;
    net.links[9].lag_s = -3600;
    check_only(AUDIT_LEADS, AUDIT_LEADS, 1, 15);
    CHECK(audit.checks[AUDIT_LEADS].row_count == 1 && audit.checks[AUDIT_LEADS].rows[0] == 9);
    end();

    start();
    options.limits[AUDIT_LOGIC] = 0.1;
    net.links[2].lag_s = 3600; /* to a task that is done: not counted */
    net.links[9].lag_kind = LAG_PERCENT;
    net.links[9].lag_percent = 50;
    check_only(AUDIT_LAGS, AUDIT_LAGS, 1, 15);
    CHECK(audit.checks[AUDIT_LAGS].rows[0] == 9);
    CHECK_NEAR(audit.checks[AUDIT_LAGS].value, 1.0 / 15, 1e-12);
    end();
}

TEST(types_of_links)
{
    start();
    options.limits[AUDIT_LOGIC] = 0.1;
    net.links[9].kind = LINK_SS;
    net.links[10].kind = LINK_FF;
    check_only(AUDIT_TYPES, AUDIT_TYPES, 13, 15);
    CHECK(audit.checks[AUDIT_TYPES].row_count == 2 && audit.checks[AUDIT_TYPES].rows[1] == 10);
    end();
}

TEST(hard_constraints)
{
    static const int hard[] = {CONSTRAINT_START_ON,  CONSTRAINT_FINISH_ON,  CONSTRAINT_START_BY,
                               CONSTRAINT_FINISH_BY, CONSTRAINT_MUST_START, CONSTRAINT_MUST_FINISH};
    static const int soft[] = {CONSTRAINT_LATE, CONSTRAINT_START_FROM, CONSTRAINT_FINISH_FROM};
    for (int i = 0; i < 6; i++) {
        start();
        options.limits[AUDIT_LOGIC] = 0.1;
        task(12)->constraint = hard[i];
        task(12)->constraint_s =
            i % 2 ? net.cpm.dates[12].early_finish_s : net.cpm.dates[12].early_start_s;
        check_only(AUDIT_CONSTRAINTS, AUDIT_CRITICAL_PATH, 1, 15);
        CHECK(audit.checks[AUDIT_CONSTRAINTS].rows[0] == 12);
        end();
    }
    for (int i = 0; i < 3; i++) {
        start();
        task(12)->constraint = soft[i];
        task(12)->constraint_s = net.cpm.dates[12].early_start_s;
        run();
        CHECK(audit.checks[AUDIT_CONSTRAINTS].verdict == AUDIT_MET);
        end();
    }
}

TEST(float_too_high_and_below_zero)
{
    start(); /* a day beside 46 days, which were planned as one: no high duration */
    options.limits[AUDIT_LOGIC] = options.limits[AUDIT_HIGH_DURATION] = 0.1;
    int beside = network_task(&net, "beside", 8);
    network_link(&net, 13, beside, LINK_FS, 0);
    network_link(&net, beside, 15, LINK_FS, 0);
    task(14)->duration_s = 46 * 8 * 3600;
    run();
    CHECK(audit.checks[AUDIT_HIGH_FLOAT].count == 1 &&
          audit.checks[AUDIT_HIGH_FLOAT].rows[0] == beside);
    CHECK(audit.checks[AUDIT_HIGH_DURATION].count == 0);
    end();

    start();
    options.limits[AUDIT_LOGIC] = options.limits[AUDIT_CONSTRAINTS] = 0.1;
    options.limits[AUDIT_CPLI] = 0.9;
    task(19)->deadline_s = net.cpm.dates[18].early_finish_s;
    check_only(AUDIT_NEGATIVE_FLOAT, AUDIT_NEGATIVE_FLOAT, 15, 15);
    CHECK_NEAR(audit.finish_float_days, -1, 0);
    CHECK_NEAR(audit.checks[AUDIT_CPLI].value, 14.0 / 15, 1e-12);
    options.limits[AUDIT_CPLI] = 0.95;
    run();
    CHECK(audit.checks[AUDIT_CPLI].verdict == AUDIT_NOT_MET);
    end();

    start(); /* what the file says of float counts before what is computed */
    options.limits[AUDIT_LOGIC] = 0.1;
    task(7)->total_float_s = 45 * 8 * 3600;
    check_only(AUDIT_HIGH_FLOAT, AUDIT_HIGH_FLOAT, 1, 15);
    end();
}

TEST(high_duration)
{
    start();
    options.limits[AUDIT_LOGIC] = 0.1;
    task(9)->duration_s = 45 * 8 * 3600;
    baselines[9].duration_s = task(9)->duration_s;
    check_only(AUDIT_HIGH_DURATION, AUDIT_HIGH_DURATION, 1, 15);
    options.duration_days = 45;
    run();
    CHECK(audit.checks[AUDIT_HIGH_DURATION].count == 0);
    end();
}

TEST(invalid_dates)
{
    start();
    options.limits[AUDIT_LOGIC] = 0.1;
    options.limits[AUDIT_BEI] = 0.8;
    task(1)->actual_finish_s = at("2026-06-09T17:00"); /* done, tomorrow */
    check_only(AUDIT_DATES, AUDIT_MISSED, 1, 20);
    end();

    start();
    options.limits[AUDIT_LOGIC] = 0.1;
    task(6)->start_s = at("2026-06-05T08:00");        /* to come, last week */
    task(7)->actual_start_s = at("2026-06-05T08:00"); /* begun and to end before the status date */
    task(7)->finish_s = at("2026-06-05T17:00");
    check_only(AUDIT_DATES, AUDIT_DATES, 2, 20);
    end();
}

TEST(resources)
{
    start();
    options.limits[AUDIT_LOGIC] = 0.1;
    uses[8].resource = -1; /* nobody yet */
    uses[9].resource = -1;
    task(9)->cost = 12;
    uses[10].resource = -1;
    task(10)->duration_s = 4 * 3600; /* half a day needs none */
    check_only(AUDIT_RESOURCES, AUDIT_RESOURCES, 1, 15);
    CHECK(audit.checks[AUDIT_RESOURCES].rows[0] == 8);
    end();
}

TEST(missed_tasks_and_execution)
{
    start();
    options.limits[AUDIT_LOGIC] = 0.1;
    task(4)->actual_finish_s = TIME_NONE; /* due last Friday, begun, not done */
    task(4)->finish_s = at("2026-06-08T17:00");
    check_only(AUDIT_MISSED, AUDIT_BEI, 1, 5);
    CHECK(audit.checks[AUDIT_BEI].verdict == AUDIT_NOT_MET);
    CHECK_NEAR(audit.checks[AUDIT_BEI].value, 0.8, 1e-12);
    CHECK(audit.checks[AUDIT_BEI].row_count == 1 && audit.checks[AUDIT_BEI].rows[0] == 4);
    end();

    start(); /* done, but later than planned: missed, yet it was executed */
    options.limits[AUDIT_LOGIC] = 0.1;
    baselines[3].finish_s = at("2026-06-03T17:00");
    check_only(AUDIT_MISSED, AUDIT_MISSED, 1, 5);
    end();

    start(); /* tasks nobody planned count against the index */
    options.limits[AUDIT_LOGIC] = 0.1;
    task(12)->baseline_count = 0;
    check_only(AUDIT_BEI, AUDIT_BEI, 5, 6);
    end();

    start(); /* without a status date nothing is said */
    net.project.status_s = TIME_NONE;
    run();
    CHECK(audit.checks[AUDIT_MISSED].verdict == AUDIT_NOT_APPLIED);
    CHECK(audit.checks[AUDIT_BEI].verdict == AUDIT_NOT_APPLIED);
    CHECK(audit.checks[AUDIT_DATES].verdict == AUDIT_NOT_APPLIED);
    options.status_s = at("2026-06-08T08:00");
    run();
    CHECK(audit.checks[AUDIT_MISSED].verdict == AUDIT_MET);
    end();
}

TEST(critical_path)
{
    start(); /* a task held on its day lets no delay through */
    options.limits[AUDIT_LOGIC] = options.limits[AUDIT_CONSTRAINTS] = 0.1;
    task(12)->constraint = CONSTRAINT_MUST_START;
    task(12)->constraint_s = net.cpm.dates[12].early_start_s;
    run();
    CHECK(audit.checks[AUDIT_CRITICAL_PATH].verdict == AUDIT_NOT_MET);
    CHECK(audit.delayed == 5 && audit.delay_days > 800);
    CHECK_NEAR(audit.slip_days, 0, 0);
    end();

    start();
    run();
    CHECK(audit.delayed == 5);
    CHECK_NEAR(audit.delay_days, 600 / 5 * 7, 0); /* five days in seven */
    CHECK_NEAR(audit.slip_days, 840, 0);
    end();

    start(); /* a circle */
    network_link(&net, 12, 8, LINK_FS, 0);
    run();
    CHECK(net.cpm.outcome == CPM_CYCLE);
    CHECK(audit.checks[AUDIT_CRITICAL_PATH].verdict == AUDIT_NOT_APPLIED);
    CHECK(audit.checks[AUDIT_CPLI].verdict == AUDIT_NOT_APPLIED);
    end();
}

TEST(what_is_counted)
{
    start();
    options.limits[AUDIT_LOGIC] = 0.1;
    (void)network_add(&net, "summary", ACTIVITY_SUMMARY, 0);
    int milestone = network_add(&net, "milestone", ACTIVITY_FINISH_MILESTONE, 0);
    int off = network_task(&net, "off", 8), hammock = network_add(&net, "h", ACTIVITY_HAMMOCK, 8);
    task(off)->is_inactive = 1;
    run();
    CHECK(audit.task_count == 20);
    options.with_milestones = 1;
    run();
    CHECK(audit.task_count == 21 && audit.checks[AUDIT_LOGIC].count == 2);
    CHECK(audit.checks[AUDIT_LOGIC].rows[1] == milestone);
    CHECK(hammock == 23);
    task(7)->percent = 100; /* all done, but nobody said when: not finished */
    run();
    CHECK(audit.incomplete_count == 16);
    end();
}

SUITE(CASE(a_sound_network_passes), CASE(logic), CASE(leads_and_lags), CASE(types_of_links),
      CASE(hard_constraints), CASE(float_too_high_and_below_zero), CASE(high_duration),
      CASE(invalid_dates), CASE(resources), CASE(missed_tasks_and_execution), CASE(critical_path),
      CASE(what_is_counted))
