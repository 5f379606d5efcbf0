/* SPDX-License-Identifier: Apache-2.0 */
#include "diagnose/plan_effect.h"

#include <math.h>

#include "diagnose/measures.h"
#include "kit/diagnose_world.h"

static struct world w;

static void begin(void)
{
    world_begin(&w);
    if (world_load(&w) != STATUS_OK) fail_msg("%s", w.e.text);
}

static int rows_of(const char *moment)
{
    const struct table *t = &w.d.tables[TABLE_INEQUALITY];
    int found = 0;
    for (int row = 0; row < t->row_count; row++)
        found += slice_is(table_get_text(t, row, "moment"), moment);
    return found;
}

TEST(every_year_and_the_end_get_three_measures)
{
    begin();
    CHECK(plan_effect_write(&w.d, &w.p, "none", &w.arena, &w.e) == STATUS_OK);
    CHECK(rows_of("year:none:2027") == 3 && rows_of("year:none:2029") == 3);
    CHECK(rows_of("after:none") == 3 && rows_of("year:none:2030") == 0);
    CHECK(w.d.tables[TABLE_INEQUALITY].row_count == 12);
    CHECK(w.d.tables[TABLE_LORENZ].row_count == 5);
    world_end(&w);
}

/* Two plants in D (need 4,000) from 2028 and one more from 2029. */
TEST(plants_add_up_year_by_year)
{
    begin();
    struct arena *a = &w.arena;
    fill(&w.d, a, TABLE_PLAN_FACILITY,
         "plan=x area=D stage=1 facility_size=works-s year=2027 operating_year=2028");
    fill(&w.d, a, TABLE_PLAN_FACILITY,
         "plan=x area=D stage=2 facility_size=works-s year=2027 operating_year=2028");
    fill(&w.d, a, TABLE_PLAN_FACILITY,
         "plan=x area=D stage=3 facility_size=works-s year=2028 operating_year=2029");
    fill(&w.d, a, TABLE_PLAN_FACILITY,
         "plan=other area=A stage=1 facility_size=works-s year=2027 operating_year=2027");
    CHECK(plan_effect_write(&w.d, &w.p, "x", a, &w.e) == STATUS_OK);
    /* mean share (50 + 30 + 200 + 400 d) / 1000; between provinces: P 80 of 400, Q 200 + 400 d of
     * 600: |0.2 - m_Q| * 400 * 600 / (1000^2 * mean) */
    const double d[3] = {0, 0.5, 0.75};
    const char *moment[3] = {"year:x:2027", "year:x:2028", "year:x:2029"};
    for (int year = 0; year < 3; year++) {
        double mean = (280 + 400 * d[year]) / 1000, q = (200 + 400 * d[year]) / 600;
        CHECK_NEAR(world_inequality(&w, "supply:soap", moment[year], "gini", "between"),
                   fabs(0.2 - q) * 400 * 600 / (1e6 * mean), 1e-12);
    }
    world_end(&w);
}

TEST(a_plant_that_runs_already_counts_from_the_first_year)
{
    begin();
    fill(&w.d, &w.arena, TABLE_PLAN_FACILITY,
         "plan=x area=D stage=1 facility_size=works-s year=2024 operating_year=2025");
    CHECK(plan_effect_write(&w.d, &w.p, "x", &w.arena, &w.e) == STATUS_OK);
    double mean = 0.28 + 0.1, q = 300 / 600.0;
    CHECK_NEAR(world_inequality(&w, "supply:soap", "year:x:2027", "gini", "between"),
               (q - 0.2) * 0.4 * 0.6 / mean, 1e-12);
    world_end(&w);
}

TEST(growing_people_share_the_same_supply)
{
    begin();
    for (int i = 3; i < 7; i++)
        w.p.areas[i].growth = 0.25;
    CHECK(plan_effect_write(&w.d, &w.p, "x", &w.arena, &w.e) == STATUS_OK);
    /* in 2028 A has 0.4, B 0.08, C still 1 (4,000 of 2,500), D 0 */
    double mean = (0.4 * 100 + 0.08 * 300 + 200) / 1000;
    double q = 200 / 600.0, p = 64 / 400.0;
    CHECK_NEAR(world_inequality(&w, "supply:soap", "year:x:2028", "gini", "between"),
               (q - p) * 0.4 * 0.6 / mean, 1e-12);
    world_end(&w);
}

TEST(only_the_rows_of_the_plan_are_replaced)
{
    begin();
    CHECK(plan_effect_write(&w.d, &w.p, "a", &w.arena, &w.e) == STATUS_OK);
    CHECK(plan_effect_write(&w.d, &w.p, "a:b", &w.arena, &w.e) == STATUS_OK);
    CHECK(plan_effect_write(&w.d, &w.p, "a", &w.arena, &w.e) == STATUS_OK);
    CHECK(w.d.tables[TABLE_INEQUALITY].row_count == 24);
    CHECK(rows_of("after:a:b") == 3 && rows_of("year:a:b:2028") == 3 && rows_of("after:a") == 3);
    measures_forget(&w.d, "a");
    CHECK(rows_of("after:a") == 0 && rows_of("year:a:2028") == 0);
    CHECK(rows_of("after:a:b") == 3 && rows_of("year:a:b:2028") == 3);
    CHECK(w.d.tables[TABLE_LORENZ].row_count == 5);
    world_end(&w);
}

TEST(a_facility_nobody_knows_is_named)
{
    begin();
    fill(&w.d, &w.arena, TABLE_PLAN_FACILITY,
         "plan=x area=D stage=1 facility_size=works-xl year=2027 operating_year=2028");
    CHECK(plan_effect_write(&w.d, &w.p, "x", &w.arena, &w.e) == STATUS_INVALID);
    CHECK(strstr(w.e.text, "plan_facility row 1: facility_size: plan 'x' names 'works-xl'"));
    CHECK(w.d.tables[TABLE_INEQUALITY].row_count == 0);
    world_end(&w);
}

SUITE(CASE(every_year_and_the_end_get_three_measures), CASE(plants_add_up_year_by_year),
      CASE(a_plant_that_runs_already_counts_from_the_first_year),
      CASE(growing_people_share_the_same_supply), CASE(only_the_rows_of_the_plan_are_replaced),
      CASE(a_facility_nobody_knows_is_named))
