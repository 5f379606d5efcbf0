/* SPDX-License-Identifier: Apache-2.0 */
#include "kit/diagnose_world.h"
#include "kit/torture.h"

/* The tables are made once, undisturbed; loading and diagnosing have an arena of their own. */
static struct world w;

/* Everything at once: indicators of all kinds, a filled mean, warnings, and a plan. */
static void make_tables(void)
{
    world_begin(&w);
    world_indicators(&w, "code=school name=School more_is=better missing=mean");
    fill(&w.d, &w.arena, TABLE_INDICATOR,
         "code=met name=Met good=soap more_is=better normalisation=rank");
    fill(&w.d, &w.arena, TABLE_PLAN, "code=first outcome=feasible");
    fill(&w.d, &w.arena, TABLE_PLAN_FACILITY,
         "plan=first area=B stage=1 facility_size=works-s year=2027 operating_year=2028");
}

static enum status diagnose_all(void)
{
    struct arena arena = ARENA_INIT(1 << 26);
    const struct diagnosis_request request = {"road=3", 600, 1, 2, NULL, NULL};

    const enum table_id results[] = {TABLE_AREA_INDEX, TABLE_AREA_INDICATOR, TABLE_INEQUALITY,
                                     TABLE_LORENZ};

    w.e = (struct err){0};
    findings_init(&w.findings, &arena);
    enum status s = programme_load(&w.p, &w.d, &w.findings, &arena, &w.e);
    if (s == STATUS_OK) s = diagnosis_make(&w.x, &w.d, &w.p, &request, &w.findings, &w.e);
    if (s == STATUS_OK) {
        CHECK(w.d.tables[TABLE_AREA_INDEX].row_count == 4);
        CHECK(w.d.tables[TABLE_AREA_INDICATOR].row_count == 12);
        CHECK(w.d.tables[TABLE_INEQUALITY].row_count == 3 * (1 + 1 + 3 + 3 + 1));
        CHECK(w.d.tables[TABLE_LORENZ].row_count == 3 * 5);
        CHECK(w.findings.warning_count > 0);
    } else {
        CHECK(s == STATUS_NOMEM && w.e.text[0] != '\0');
    }
    for (size_t i = 0; i < sizeof results / sizeof results[0]; i++)
        table_empty(&w.d.tables[results[i]]);
    arena_clear(&arena);
    return s;
}

TEST(every_allocation_may_fail)
{
    make_tables();
    torture(diagnose_all);
    world_end(&w);
}

SUITE(CASE(every_allocation_may_fail))
