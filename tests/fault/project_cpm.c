/* SPDX-License-Identifier: Apache-2.0 */
#include "kit/project_network.h"
#include "kit/torture.h"
#include "project/audit.h"
#include "project/level.h"
#include "project/level_grid.h"
#include "project/overload.h"

static struct network net;

static enum status scenario(void)
{
    struct err e;
    memset(&net, 0, sizeof net);
    network_init(&net);
    int up = network_add(&net, "up", ACTIVITY_SUMMARY, 0);
    int a = network_task(&net, "A", 8), b = network_task(&net, "B", 8);
    net.activities[a].parent = net.activities[b].parent = up;
    network_link(&net, a, b, LINK_FS, 8);
    enum status s = project_check(&net.project, &net.arena, &e);
    if (s == STATUS_OK) s = project_cpm_compute(&net.cpm, &net.project, &net.arena, &e);
    if (s == STATUS_OK) CHECK_EARLY(net, b, "2026-06-03 08:00", "2026-06-03 17:00");
    arena_clear(&net.arena);
    return s;
}

static enum status cycle(void)
{
    struct err e;
    memset(&net, 0, sizeof net);
    network_init(&net);
    int a = network_task(&net, "A", 8), b = network_task(&net, "B", 8);
    network_link(&net, a, b, LINK_FS, 8);
    network_link(&net, b, a, LINK_FS, 8);
    enum status s = project_cpm_compute(&net.cpm, &net.project, &net.arena, &e);
    if (s == STATUS_OK) CHECK(net.cpm.outcome == CPM_CYCLE);
    arena_clear(&net.arena);
    return s;
}

static enum status audit(void)
{
    struct err e;
    struct audit out;
    struct audit_options options = audit_default();
    memset(&net, 0, sizeof net);
    network_init(&net);
    int a = network_task(&net, "A", 8), b = network_task(&net, "B", 8);
    network_link(&net, a, b, LINK_FS, 8);
    net.project.status_s = net.project.start_s;
    enum status s = project_cpm_compute(&net.cpm, &net.project, &net.arena, &e);
    if (s == STATUS_OK) s = project_audit(&out, &net.project, &net.cpm, &options, &net.arena, &e);
    if (s == STATUS_OK) CHECK(out.checks[AUDIT_LAGS].count == 1 && out.delayed == a);
    arena_clear(&net.arena);
    return s;
}

static enum status levelled(void)
{
    struct err e;
    struct project_level out;
    struct project_overload over;
    struct level_grid grid;
    struct resource crew;
    struct assignment both[2];
    static const int64_t key[2] = {1, 0};
    memset(&net, 0, sizeof net);
    network_init(&net);
    int a = network_task(&net, "A", 8), b = network_task(&net, "B", 8);
    resource_init(&crew);
    for (int k = 0; k < 2; k++) {
        assignment_init(&both[k]);
        both[k].activity = k ? b : a;
        both[k].resource = 0;
        both[k].units = 1;
    }
    crew.max_units = 1;
    net.project.resources = &crew;
    net.project.assignments = both;
    net.project.resource_count = 1;
    net.project.assignment_count = 2;
    enum status s = project_level_grid(&grid, &net.project, &net.arena, &e);
    if (s == STATUS_OK) s = project_level_place(&out, &net.project, key, &net.arena, &e);
    if (s == STATUS_OK) CHECK(out.delayed_count == 1 && out.delay_s[a] == 24 * 3600);
    if (s == STATUS_OK) s = project_cpm_compute(&net.cpm, &net.project, &net.arena, &e);
    if (s == STATUS_OK)
        s = project_overload_find(&over, &net.project, net.cpm.dates, &net.arena, &e);
    if (s == STATUS_OK) CHECK(over.count == 1 && over.list[0].peak == 2 * USE_ONE);
    arena_clear(&net.arena);
    return s;
}

TEST(in_levelling_too)
{
    torture(levelled);
}

TEST(in_an_audit_too)
{
    torture(audit);
}

TEST(each_allocation_may_fail)
{
    torture(scenario);
}

TEST(also_on_the_way_to_a_cycle)
{
    torture(cycle);
}

SUITE(CASE(each_allocation_may_fail), CASE(also_on_the_way_to_a_cycle), CASE(in_an_audit_too),
      CASE(in_levelling_too))
