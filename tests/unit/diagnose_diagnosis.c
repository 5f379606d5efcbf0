/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "kit/diagnose_world.h"

static struct world w;

static void begin(const char *school)
{
    world_begin(&w);
    if (school) world_indicators(&w, school);
    if (world_load(&w) != STATUS_OK) fail_msg("%s", w.e.text);
}

#define SCHOOL "code=school name=School more_is=better "

/* Row of an area in area_index; A..D are rows 0..3. */
static const struct table *area_index(void)
{
    return &w.d.tables[TABLE_AREA_INDEX];
}

static const struct table *area_indicator(void)
{
    return &w.d.tables[TABLE_AREA_INDICATOR];
}

/* road 2, 4, 6, 10 reversed: 100, 75.25, 50.5, 1; school 10, 20, -, 40: 1, 34, -, 100;
 * weights 2 and 1. */
TEST(the_index_by_hand_where_a_value_is_left_out)
{
    begin(SCHOOL "missing=omit");
    CHECK(world_diagnose(&w, NULL) == STATUS_OK);
    const double expected[4] = {(200 + 1) / 3.0, (2 * 75.25 + 34) / 3, 50.5, (2 + 100) / 3.0};
    const int64_t ranks[4] = {4, 3, 2, 1}, gaps[4] = {0, 0, 1, 0};
    CHECK(area_index()->row_count == 4);
    for (int i = 0; i < 4; i++) {
        CHECK_NEAR(table_get_real(area_index(), i, "value"), expected[i], 1e-12);
        CHECK(table_get_integer(area_index(), i, "rank") == ranks[i]);
        CHECK(table_get_integer(area_index(), i, "imputed_count") == gaps[i]);
    }
    CHECK(w.x.values.gap_count == 1);
    CHECK(world_finding(&w, "1 of 4 values of indicator 'school' are missing"));
    world_end(&w);
}

TEST(every_cell_says_where_its_value_comes_from)
{
    begin(SCHOOL "missing=omit");
    CHECK(world_diagnose(&w, NULL) == STATUS_OK);
    CHECK(area_indicator()->row_count == 8);
    for (int row = 0; row < 8; row++) {
        int omitted = slice_is(table_get_text(area_indicator(), row, "area"), "C") &&
                      slice_is(table_get_text(area_indicator(), row, "indicator"), "school");
        CHECK(slice_is(table_get_text(area_indicator(), row, "origin"),
                       omitted ? "omitted" : "given"));
        CHECK(isnan(table_get_real(area_indicator(), row, "value")) == omitted);
        CHECK(isnan(table_get_real(area_indicator(), row, "normalised")) == omitted);
    }
    CHECK(table_get_real(area_indicator(), 0, "value") == 2); /* the latest year, not 9 */
    CHECK(table_get_real(area_indicator(), 2, "value") == 4); /* whichever comes first */
    world_end(&w);
}

TEST(a_filled_mean_is_recorded_and_counted)
{
    begin(SCHOOL "missing=mean");
    CHECK(world_diagnose(&w, NULL) == STATUS_OK);
    CHECK_NEAR(table_get_real(area_indicator(), 5, "value"), 70 / 3.0, 1e-12);
    CHECK(slice_is(table_get_text(area_indicator(), 5, "origin"), "imputed"));
    CHECK(table_get_integer(area_index(), 2, "imputed_count") == 1);
    double school = 1 + 99 * (70 / 3.0 - 10) / 30;
    CHECK_NEAR(table_get_real(area_index(), 2, "value"), (2 * 50.5 + school) / 3, 1e-12);
    CHECK(world_finding(&w, "filled with the mean of all areas"));
    world_end(&w);
}

TEST(a_province_mean_is_of_the_own_province)
{
    begin(SCHOOL "missing=province_mean");
    CHECK(world_diagnose(&w, NULL) == STATUS_OK);
    CHECK_NEAR(table_get_real(area_indicator(), 5, "value"), 40, 1e-12); /* D, not A and B */
    world_end(&w);
}

TEST(without_a_policy_each_missing_value_is_an_error)
{
    begin(SCHOOL);
    CHECK(world_diagnose(&w, NULL) == STATUS_INVALID);
    CHECK(w.findings.error_count == 1);
    const struct finding *f = world_finding(&w, "has no value of indicator 'school'");
    CHECK(f && f->is_error && strstr(f->sentence, "'C' (Cea)"));
    CHECK_TEXT(f->place, "area row 6");
    CHECK(strstr(f->sentence, "add a row to indicator_value"));
    CHECK(area_index()->row_count == 0); /* nothing half-written */
    world_end(&w);
}

TEST(all_missing_values_are_listed_at_once)
{
    begin(SCHOOL);
    w.d.tables[TABLE_INDICATOR_VALUE].row_count = 2; /* only road of A is left */
    CHECK(world_diagnose(&w, NULL) == STATUS_INVALID);
    CHECK(w.findings.error_count == 3 + 4 + 3); /* roads, schools, and three areas without any */
    CHECK(world_finding(&w, "has no value of any indicator"));
    world_end(&w);
}

TEST(a_province_without_values_cannot_give_a_mean)
{
    begin(SCHOOL "missing=province_mean");
    w.d.tables[TABLE_INDICATOR_VALUE].row_count = 8; /* school: A and B only */
    CHECK(world_diagnose(&w, NULL) == STATUS_INVALID);
    CHECK(w.findings.error_count == 2);
    CHECK(world_finding(&w, "nor has any area of its province"));
    world_end(&w);
}

TEST(a_geometric_index_is_a_product)
{
    begin(SCHOOL "missing=omit");
    w.p.geometric = 1;
    CHECK(world_diagnose(&w, NULL) == STATUS_OK);
    CHECK_NEAR(table_get_real(area_index(), 0, "value"), cbrt(100 * 100 * 1), 1e-9);
    CHECK_NEAR(table_get_real(area_index(), 3, "value"), cbrt(1 * 1 * 100), 1e-9);
    world_end(&w);
}

TEST(an_indicator_of_a_good_is_the_share_of_need_met)
{
    world_begin(&w);
    fill(&w.d, &w.arena, TABLE_INDICATOR,
         "code=soap_met name=S good=soap more_is=better goal_low=0 goal_high=1");
    fill(&w.d, &w.arena, TABLE_INDICATOR_VALUE, "area=A indicator=soap_met value=0.9");
    CHECK(world_load(&w) == STATUS_OK);
    CHECK(world_diagnose(&w, NULL) == STATUS_OK);
    const double share[4] = {0.5, 0.1, 1, 0};
    for (int i = 0; i < 4; i++) {
        CHECK_NEAR(table_get_real(area_indicator(), i, "value"), share[i], 1e-15);
        CHECK(slice_is(table_get_text(area_indicator(), i, "origin"), "derived"));
        CHECK_NEAR(table_get_real(area_index(), i, "value"), 1 + 99 * share[i], 1e-12);
        CHECK_NEAR(table_get_real(area_index(), i, "supply_share"), share[i], 1e-15);
    }
    CHECK(world_finding(&w, "so its 1 values are not used"));
    CHECK(world_finding(&w, "1 of 4 areas have no row for good 'soap'"));
    world_end(&w);
}

TEST(without_indicators_the_goods_are_the_index)
{
    begin(NULL);
    CHECK(world_diagnose(&w, NULL) == STATUS_OK);
    CHECK(w.x.indicators.from_goods && area_indicator()->row_count == 0);
    CHECK_NEAR(table_get_real(area_index(), 1, "value"), 1 + 99 * 0.1, 1e-12);
    CHECK(table_get_integer(area_index(), 3, "rank") == 1);
    world_end(&w);
}

TEST(without_indicators_and_supply_it_says_what_to_add)
{
    begin(NULL);
    w.d.tables[TABLE_SUPPLY].row_count = 0;
    CHECK(world_diagnose(&w, NULL) == STATUS_INVALID);
    CHECK(world_finding(&w, "add indicators with their values"));
    world_end(&w);
}

TEST(without_people_there_is_nothing_to_compare)
{
    begin(SCHOOL "missing=omit");
    for (int i = 0; i < w.p.area_count; i++)
        w.p.areas[i].population = 0;
    CHECK(world_diagnose(&w, NULL) == STATUS_INVALID);
    CHECK(world_finding(&w, "no area may be visited and has inhabitants"));
    world_end(&w);
}

TEST(an_area_without_people_is_left_out_and_named)
{
    begin(SCHOOL "missing=omit");
    w.p.areas[4].population = 0;
    CHECK(world_diagnose(&w, NULL) == STATUS_OK);
    CHECK(area_index()->row_count == 3);
    CHECK(world_finding(&w, "area 'B' has no inhabitants"));
    world_end(&w);
}

TEST(weights_on_the_command_line_replace_those_of_the_table)
{
    begin(SCHOOL "missing=omit");
    CHECK(world_diagnose(&w, "school=0,road=5") == STATUS_OK);
    CHECK_NEAR(table_get_real(area_index(), 3, "value"), 1, 1e-12);
    CHECK(table_get_integer(area_index(), 2, "imputed_count") == 0); /* school weighs nothing */
    CHECK(table_get_integer(area_index(), 2, "rank_low") == 2);      /* nor in random weightings */
    CHECK(table_get_integer(area_index(), 2, "rank_high") == 2);
    world_end(&w);
}

TEST(weights_that_cannot_be_read_are_refused)
{
    static const struct {
        const char *weights, *sentence;
    } cases[] = {
        {"shool=2", "there is no indicator 'shool'; did you mean 'school'?"},
        {"elephants=2", "there is no indicator 'elephants'"},
        {"school", "'school' is not CODE=WEIGHT"},
        {"school=-1", "'school=-1' is not CODE=WEIGHT"},
        {"school=1,,road=1", "'' is not CODE=WEIGHT"},
        {"", "'' is not CODE=WEIGHT"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        begin(SCHOOL "missing=omit");
        CHECK(world_diagnose(&w, cases[i].weights) == STATUS_USAGE);
        if (!strstr(w.e.text, cases[i].sentence)) fail_msg("%s", w.e.text);
        world_end(&w);
    }
    begin(SCHOOL "missing=omit");
    CHECK(world_diagnose(&w, "school=0,road=0") == STATUS_INVALID);
    CHECK(world_finding(&w, "every weight is 0"));
    world_end(&w);
}

TEST(goalposts_the_wrong_way_round_are_refused)
{
    begin(SCHOOL "missing=omit goal_low=50 goal_high=10");
    CHECK(world_diagnose(&w, NULL) == STATUS_INVALID);
    CHECK(world_finding(&w, "goal_low 50 must be below goal_high 10"));
    world_end(&w);
}

TEST(values_beyond_a_goalpost_and_constants_are_said)
{
    begin(SCHOOL "missing=omit goal_low=15 goal_high=60");
    for (int row = 0; row < 6; row++)
        table_put_real(&w.d.tables[TABLE_INDICATOR_VALUE], row, "value", 3);
    CHECK(world_diagnose(&w, NULL) == STATUS_OK);
    CHECK(world_finding(&w, "1 values of 'school' lie beyond a goalpost"));
    CHECK(world_finding(&w, "'road' is the same in every area"));
    world_end(&w);
}

TEST(a_number_too_large_is_refused_with_its_place)
{
    begin(SCHOOL "missing=omit");
    table_put_real(&w.d.tables[TABLE_INDICATOR_VALUE], 3, "value", 1e150);
    CHECK(world_diagnose(&w, NULL) == STATUS_INVALID);
    const struct finding *f = world_finding(&w, "too large to reckon with");
    CHECK(f && strcmp(f->place, "indicator_value row 4") == 0);
    world_end(&w);
}

/* Shares 0.5, 0.1, 1, 0 of 100, 300, 200, 400 people: mean 0.28. */
TEST(inequality_before_is_that_of_people)
{
    begin(NULL);
    CHECK(world_diagnose(&w, NULL) == STATUS_OK);
    /* sum over pairs p q |x - y|: AB 12000, AC 10000, AD 20000, BC 54000, BD 12000, CD 80000 */
    CHECK_NEAR(world_inequality(&w, "supply:soap", "before", "gini", "total"),
               188000 / (1000.0 * 1000 * 0.28), 1e-12);
    CHECK(isnan(world_inequality(&w, "supply:soap", "before", "theil_l", "total")));
    CHECK(!isnan(world_inequality(&w, "index", "before", "theil_l", "total")));
    CHECK(w.d.tables[TABLE_LORENZ].row_count == 2 * 5);
    world_end(&w);
}

static void add_plan(const char *facility)
{
    fill(&w.d, &w.arena, TABLE_PLAN, "code=first outcome=feasible");
    fill(&w.d, &w.arena, TABLE_PLAN_FACILITY, facility);
}

/* One plant of 1,000 in B from 2028: share of B (100 + 200 + 1000) / 3000. */
TEST(a_plan_changes_the_supply_from_its_operating_year_on)
{
    begin(NULL);
    add_plan("plan=first area=B stage=1 facility_size=works-s year=2027 operating_year=2028");
    CHECK(world_diagnose(&w, NULL) == STATUS_OK);
    double before = world_inequality(&w, "supply:soap", "before", "gini", "total");
    CHECK(world_inequality(&w, "supply:soap", "year:first:2027", "gini", "total") == before);
    double after = world_inequality(&w, "supply:soap", "after:first", "gini", "total");
    CHECK(world_inequality(&w, "supply:soap", "year:first:2028", "gini", "total") == after);
    CHECK(world_inequality(&w, "supply:soap", "year:first:2029", "gini", "total") == after);
    /* B now 13/30: AB 2000, AC 10000, AD 20000, BC 34000, BD 52000, CD 80000; mean 0.38 */
    CHECK_NEAR(after, 198000 / (1000.0 * 1000 * 0.38), 1e-12);
    CHECK(w.d.tables[TABLE_LORENZ].row_count == 3 * 5);
    world_end(&w);
}

TEST(diagnosing_again_replaces_what_was_there)
{
    begin(NULL);
    add_plan("plan=first area=B stage=1 facility_size=works-s year=2027 operating_year=2028");
    CHECK(world_diagnose(&w, NULL) == STATUS_OK);
    int rows = w.d.tables[TABLE_INEQUALITY].row_count, points = w.d.tables[TABLE_LORENZ].row_count;
    CHECK(world_diagnose(&w, NULL) == STATUS_OK);
    CHECK(w.d.tables[TABLE_INEQUALITY].row_count == rows);
    CHECK(w.d.tables[TABLE_LORENZ].row_count == points);
    CHECK(area_index()->row_count == 4);
    world_end(&w);
}

TEST(a_plan_of_other_tables_is_left_out_with_a_warning)
{
    begin(NULL);
    add_plan("plan=first area=Z stage=1 facility_size=works-s year=2027 operating_year=2028");
    CHECK(world_diagnose(&w, NULL) == STATUS_OK);
    const struct finding *f = world_finding(&w, "names 'Z'");
    CHECK(f && !f->is_error);
    world_end(&w);
}

SUITE(CASE(the_index_by_hand_where_a_value_is_left_out),
      CASE(every_cell_says_where_its_value_comes_from), CASE(a_filled_mean_is_recorded_and_counted),
      CASE(a_province_mean_is_of_the_own_province),
      CASE(without_a_policy_each_missing_value_is_an_error),
      CASE(all_missing_values_are_listed_at_once),
      CASE(a_province_without_values_cannot_give_a_mean), CASE(a_geometric_index_is_a_product),
      CASE(an_indicator_of_a_good_is_the_share_of_need_met),
      CASE(without_indicators_the_goods_are_the_index),
      CASE(without_indicators_and_supply_it_says_what_to_add),
      CASE(without_people_there_is_nothing_to_compare),
      CASE(an_area_without_people_is_left_out_and_named),
      CASE(weights_on_the_command_line_replace_those_of_the_table),
      CASE(weights_that_cannot_be_read_are_refused),
      CASE(goalposts_the_wrong_way_round_are_refused),
      CASE(values_beyond_a_goalpost_and_constants_are_said),
      CASE(a_number_too_large_is_refused_with_its_place), CASE(inequality_before_is_that_of_people),
      CASE(a_plan_changes_the_supply_from_its_operating_year_on),
      CASE(diagnosing_again_replaces_what_was_there),
      CASE(a_plan_of_other_tables_is_left_out_with_a_warning))
