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
    CHECK(rows_of("without:none:2027") == 3 && rows_of("without:none:2029") == 3);
    CHECK(w.d.tables[TABLE_INEQUALITY].row_count == 21);
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

/* Without the plan only people grow: its plants are not in it, not even decided ones. */
TEST(without_the_plan_its_plants_are_not_there)
{
    begin();
    w.p.areas[4].growth = 1; /* B: 300, 600, 1,200 people */
    fill(&w.d, &w.arena, TABLE_PLAN_FACILITY,
         "plan=x area=D stage=1 facility_size=works-s year=2027 operating_year=2028");
    CHECK(plan_effect_write(&w.d, &w.p, "x", &w.arena, &w.e) == STATUS_OK);
    double with = world_inequality(&w, "supply:soap", "year:x:2027", "theil_t", "total");
    CHECK(world_inequality(&w, "supply:soap", "without:x:2027", "theil_t", "total") == with);
    /* 2028: A 0.5 of 100, B 0.05 of 600, C 1 of 200, D 0 of 400 without and 0.25 with */
    for (int plants = 0; plants < 2; plants++) {
        double x[4] = {0.5, 0.05, 1, plants ? 0.25 : 0}, n[4] = {100, 600, 200, 400};
        double mean = 0, gini = 0;
        for (int i = 0; i < 4; i++)
            mean += n[i] * x[i] / 1300;
        for (int i = 0; i < 16; i++)
            gini += n[i / 4] * n[i % 4] * fabs(x[i / 4] - x[i % 4]) / (2 * 1300 * 1300 * mean);
        CHECK_NEAR(world_inequality(&w, "supply:soap", plants ? "year:x:2028" : "without:x:2028",
                                    "gini", "total"),
                   gini, 1e-12);
    }
    world_end(&w);
}

/* Two goods of weights 3 and 1: their mean is measured too. */
TEST(several_goods_are_measured_together_as_well)
{
    world_begin(&w);
    fill(&w.d, &w.arena, TABLE_GOOD, "code=salt name=Salt unit=kg need_per_head=1 weight=3");
    fill(&w.d, &w.arena, TABLE_SUPPLY, "area=D good=salt origin=local quantity=200");
    if (world_load(&w) != STATUS_OK) fail_msg("%s", w.e.text);
    CHECK(plan_effect_write(&w.d, &w.p, "x", &w.arena, &w.e) == STATUS_OK);
    /* A 1/8, B 1/40, C 1/4, D 3/8: provinces P 20 of 400, Q 200 of 600 people */
    double mean = 220 / 1000.0, p = 20 / 400.0, q = 200 / 600.0;
    const char *moments[3] = {"year:x:2027", "without:x:2029", "after:x"};
    for (int i = 0; i < 3; i++)
        CHECK_NEAR(world_inequality(&w, "supply", moments[i], "gini", "between"),
                   (q - p) * 0.4 * 0.6 / mean, 1e-12);
    CHECK(w.d.tables[TABLE_INEQUALITY].row_count == 63);
    CHECK(w.d.tables[TABLE_LORENZ].row_count == 15);
    world_end(&w);
}

TEST(only_the_rows_of_the_plan_are_replaced)
{
    begin();
    CHECK(plan_effect_write(&w.d, &w.p, "a", &w.arena, &w.e) == STATUS_OK);
    CHECK(plan_effect_write(&w.d, &w.p, "a:b", &w.arena, &w.e) == STATUS_OK);
    CHECK(plan_effect_write(&w.d, &w.p, "a", &w.arena, &w.e) == STATUS_OK);
    CHECK(w.d.tables[TABLE_INEQUALITY].row_count == 42);
    CHECK(rows_of("after:a:b") == 3 && rows_of("year:a:b:2028") == 3 && rows_of("after:a") == 3);
    measures_forget(&w.d, "a");
    CHECK(rows_of("after:a") == 0 && rows_of("year:a:2028") == 0);
    CHECK(rows_of("without:a:2028") == 0 && rows_of("without:a:b:2028") == 3);
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
      CASE(growing_people_share_the_same_supply), CASE(without_the_plan_its_plants_are_not_there),
      CASE(several_goods_are_measured_together_as_well),
      CASE(only_the_rows_of_the_plan_are_replaced), CASE(a_facility_nobody_knows_is_named))
