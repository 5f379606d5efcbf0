/* SPDX-License-Identifier: Apache-2.0 */
#include "app/site.h"
#include "kit/site_world.h"
#include "kit/torture.h"

static void fill_world(struct world *w)
{
    world_start(w);
    world_row(w, TABLE_RESOURCE, "code=money name=money unit=won kind=yearly");
    world_row(w, TABLE_CONNECTION, "kind=power resource=money fixed=1000 per_km=100");
    world_size(w, "food-s", "food", "power_kw=100");
    world_place(w, TABLE_FEED_POINT, 2000, 0, "code=F1 name=a kind=line spare_kw=300");
    world_place(w, TABLE_SETTLEMENT, 0, 900, "code=T1 name=Usi-up area=C1 population=900 seat=yes");
}

static enum status run(struct world *w, struct err *e)
{
    struct site_request request = {.propose = 1, .threads = 1, .options = ""};
    struct site_report report;
    struct siting siting;
    struct findings findings;
    findings_init(&findings, &w->arena);
    TRY(programme_load(&w->programme, &w->data, &findings, &w->arena, e));
    TRY(site_run(&report, &w->data, &w->programme, &request, &w->arena, e));
    CHECK(report.proposed_count == 1 && w->data.tables[TABLE_SITE_OPTION].row_count == 1);
    TRY(siting_from_tables(&siting, &w->data, &w->programme, &w->arena, e));
    CHECK(siting.options[0].admissible && siting.options[0].cost_count == 1);
    return STATUS_OK;
}

/* The world is filled undisturbed, the run is not. */
static enum status scenario(void)
{
    struct world w;
    struct err e = {0};
    fill_world(&w);
    enum status s = run(&w, &e);
    CHECK((s == STATUS_OK) == (e.text[0] == '\0'));
    world_end(&w);
    return s;
}

/* torture() would fail the filling too, so the calls of the filling are left out by hand. */
TEST(every_refused_allocation_is_reported)
{
    struct world w;
    fault_arm(0);
    fill_world(&w);
    long filling = fault_count();
    world_end(&w);
    fault_arm(0);
    CHECK(scenario() == STATUS_OK);
    long calls = fault_count();
    CHECK(calls > filling);
    for (long n = filling + 1; n <= calls; n++) {
        fault_arm(n);
        if (scenario() == STATUS_OK) fail_msg("call %ld of %ld failed unnoticed", n, calls);
    }
    fault_arm(0);
}

SUITE(CASE(every_refused_allocation_is_reported))
