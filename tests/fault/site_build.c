/* SPDX-License-Identifier: Apache-2.0 */
#include "kit/site_world.h"
#include "kit/torture.h"
#include "site/propose.h"

static void fill_world(struct world *w)
{
    double ring[10] = {125, 38, 127, 38, 127, 40, 125, 40, 125, 38};
    world_start(w);
    world_row(w, TABLE_RESOURCE, "code=money name=money unit=won kind=yearly");
    world_row(w, TABLE_CONNECTION, "kind=power resource=money fixed=1000 per_km=100");
    world_size(w, "food-s", "food", "power_kw=100 water_m3_day=20");
    world_site(w, "");
    w->data.tables[TABLE_AREA].geometry[1] = world_wkb(w, 1, ring, 5);
    world_place(w, TABLE_FEED_POINT, 2000, 0, "code=F1 name=a kind=line spare_kw=300");
    world_place(w, TABLE_WATER_SOURCE, 1000, 0, "code=W1 name=a kind=well dry_m3_day=80");
    world_place(w, TABLE_SETTLEMENT, 900, 0, "code=T name=t population=9 seat=yes");
    world_road(w, "R1", 3000);
    WORLD_LINE(w, "code=R2 kind=road", {3002, 0}, {500, 0});
    WORLD_LINE(w, "code=L1 kind=rail", {3000, 100}, {500, 100});
    WORLD_LINE(w, "code=A kind=station", {3000, 50});
}

static enum status run(struct world *w, struct err *e)
{
    static const int areas[] = {1};
    struct proposal_request request = proposal_defaults;
    struct proposal_list list;
    struct siting siting;
    request.areas = areas;
    request.area_count = 1;
    request.margin_m = 300;
    request.threads = 2;
    TRY(ground_build(&w->ground, &w->programme, w->data.tables[TABLE_AREA].geometry, &w->arena, e));
    TRY(siting_build(&siting, &w->ground, 2, &w->arena, e));
    CHECK(siting.options[0].admissible && siting.options[0].cost_count == 1);
    CHECK(w->ground.roads.link_count > 2 && way_is_by_road(&w->ground.ways[0]));
    TRY(sites_propose(&list, &w->ground, &request, &w->arena, e));
    CHECK(list.count > 0);
    return STATUS_OK;
}

static struct world world;

static enum status scenario(void)
{
    struct err e = {0};
    enum status s = run(&world, &e);
    CHECK((s == STATUS_OK) == (e.text[0] == '\0'));
    return s;
}

TEST(every_refused_allocation_is_reported)
{
    struct findings findings;
    fault_arm(0);
    fill_world(&world);
    findings_init(&findings, &world.arena);
    CHECK(programme_load(&world.programme, &world.data, &findings, &world.arena, NULL) ==
          STATUS_OK);
    torture(scenario);
    world_end(&world);
}

SUITE(CASE(every_refused_allocation_is_reported))
