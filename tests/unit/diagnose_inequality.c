/* SPDX-License-Identifier: Apache-2.0 */
#include "diagnose/inequality.h"

#include <math.h>
#include <string.h>

#include "diagnose/lorenz.h"
#include "kit/test.h"

static struct inequality_set measured(const double *value, const double *people, const int *group,
                                      int count, int group_count)
{
    struct arena a = ARENA_INIT(1 << 20);
    struct inequality_work w;
    struct err e;
    CHECK(inequality_prepare(&w, count, (struct grouping){group, group_count}, &a, &e) ==
          STATUS_OK);
    struct inequality_set set = inequality_measure(&w, value, people);
    arena_clear(&a);
    return set;
}

static const double ones[32] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                                1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

/*
 * Gross domestic product per head of the 32 states of Mexico in 1940 and the regions of
 * Hanson (1998): the example of PySAL's inequality package, whose documentation prints
 * Theil 0.20894344, between 0.0345889, within 0.17435454.  Gini 0.35372371173452849 and the
 * parts of Gini_Spatial are what its version 1.1.2 computes.
 */
static const double mexico[32] = {10384, 22361, 9573, 3758, 2934, 8578,  8537,  6909,
                                  17816, 12132, 4359, 2181, 4414, 5309,  3408,  3327,
                                  6936,  4836,  9073, 1892, 3569, 11016, 21965, 4372,
                                  4840,  6399,  2459, 7508, 3605, 5203,  7990,  3734};
static const int regions[32] = {1, 0, 1, 4, 4, 0, 0, 2, 3, 1, 2, 4, 2, 2, 3, 2,
                                2, 1, 0, 4, 2, 2, 4, 1, 1, 0, 4, 0, 2, 2, 4, 1};

TEST(mexico_1940_equals_what_pysal_publishes)
{
    struct inequality_set set = measured(mexico, ones, regions, 32, 5);
    CHECK_NEAR(set.theil_t.total, 0.20894344230358594, 1e-12);
    CHECK_NEAR(set.theil_t.between, 0.0345889, 5e-8);
    CHECK_NEAR(set.theil_t.within, 0.17435454, 5e-9);
    CHECK_NEAR(set.gini.total, 0.3537237117345285, 1e-12);
}

/*
 * Gini and Theil seem to disagree on what is larger, within or between: of Theil T
 * 83 % lie within the regions, of the Gini only 17 %.  The reason is that "between" of a pair
 * decomposition is every pair of different regions, overlap included.
 */
TEST(gini_between_plus_overlap_is_what_gini_spatial_calls_between)
{
    struct inequality_set set = measured(mexico, ones, regions, 32, 5);
    CHECK_NEAR(set.gini.within, 0.059705723775483305, 1e-12);
    CHECK_NEAR(set.gini.between + set.gini.residual, 0.2940179879590452, 1e-12);
    CHECK(set.theil_t.within > set.theil_t.between);
    CHECK(set.gini.within < set.gini.between + set.gini.residual);
    CHECK(set.gini.residual > set.gini.between / 2); /* it is overlap that makes the difference */
}

/* A region where nobody has anything: within is 0, not -0.69. */
TEST(a_province_with_nothing_has_no_inequality_within)
{
    const double value[6] = {0, 0, 0, 10, 10, 10};
    const int group[6] = {0, 0, 0, 1, 1, 1};
    struct inequality_set set = measured(value, ones, group, 6, 2);
    CHECK_NEAR(set.theil_t.total, log(2), 1e-12);
    CHECK_NEAR(set.theil_t.between, log(2), 1e-12);
    CHECK_NEAR(set.theil_t.within, 0, 1e-12);
    CHECK_NEAR(set.gini.total, 0.5, 1e-12);
    CHECK_NEAR(set.gini.between, 0.5, 1e-12);
    CHECK(set.gini.within == 0 && set.gini.residual == 0);
}

/* 1 and 3, one person each: |1 - 3| * 2 / (2 * 4 * 2) = 1/4; T = (0.5 ln 0.5 + 1.5 ln 1.5) / 2;
 * L = (ln 2 - ln 1.5 ... ) by hand: (ln(2/1) + ln(2/3)) / 2. */
TEST(two_people_by_hand)
{
    const double value[2] = {3, 1};
    const int one[2] = {0, 0}, two[2] = {0, 1};
    struct inequality_set whole = measured(value, ones, one, 2, 1);
    CHECK_NEAR(whole.gini.total, 0.25, 1e-15);
    CHECK_NEAR(whole.theil_t.total, (0.5 * log(0.5) + 1.5 * log(1.5)) / 2, 1e-15);
    CHECK_NEAR(whole.theil_l.total, (log(2) + log(2 / 3.0)) / 2, 1e-15);
    CHECK(whole.gini.between == 0 && whole.theil_t.between < 1e-15);
    struct inequality_set apart = measured(value, ones, two, 2, 2);
    CHECK_NEAR(apart.gini.between, 0.25, 1e-15);
    CHECK(apart.gini.within == 0 && apart.gini.residual == 0 && apart.theil_l.within == 0);
}

/*
 * Provinces A = {1, 5} and B = {2, 4}, one person each; mean 3 both.  By hand, of 16 ordered
 * pairs: sum of differences 2 * (1+3+4+2+3+1) - pairs: |1-5|=4, |1-2|=1, |1-4|=3, |5-2|=3, |5-4|=1,
 * |2-4|=2: 14; G = 28 / (2 * 16 * 3) = 7/24.  Within: (1/2)(1/2) G_A + (1/2)(1/2) G_B with G_A =
 * 8 / (2*4*3) = 1/3, G_B = 4 / 24 = 1/6: 1/8.  Between 0.  Overlap 7/24 - 1/8 = 1/6.
 */
TEST(overlap_by_hand)
{
    const double value[4] = {1, 2, 5, 4};
    const int group[4] = {0, 1, 0, 1};
    struct inequality_set set = measured(value, ones, group, 4, 2);
    CHECK_NEAR(set.gini.total, 7 / 24.0, 1e-15);
    CHECK_NEAR(set.gini.within, 1 / 8.0, 1e-15);
    CHECK_NEAR(set.gini.between, 0, 1e-15);
    CHECK_NEAR(set.gini.residual, 1 / 6.0, 1e-15);
}

/* An area of 3 people is three people. */
TEST(people_weigh)
{
    const double value[2] = {2, 8}, people[2] = {3, 1};
    const double each[4] = {2, 2, 2, 8};
    const int group[4] = {0, 0, 0, 0};
    struct inequality_set areas = measured(value, people, group, 2, 1);
    struct inequality_set persons = measured(each, ones, group, 4, 1);
    CHECK_NEAR(areas.gini.total, persons.gini.total, 1e-15);
    CHECK_NEAR(areas.theil_t.total, persons.theil_t.total, 1e-15);
    CHECK_NEAR(areas.theil_l.total, persons.theil_l.total, 1e-15);
}

TEST(equal_values_have_no_inequality_at_all)
{
    const double value[3] = {0.1, 0.1, 0.1}, people[3] = {1, 7, 13};
    const int group[3] = {0, 1, 0};
    struct inequality_set set = measured(value, people, group, 3, 2);
    CHECK_NEAR(set.gini.total, 0, 1e-15);
    CHECK_NEAR(set.theil_t.total, 0, 1e-15);
    CHECK_NEAR(set.theil_l.total, 0, 1e-15);
}

TEST(a_single_area_is_equal)
{
    const int group[1] = {0};
    struct inequality_set set = measured((double[]){5}, (double[]){100}, group, 1, 1);
    CHECK(set.gini.total == 0 && set.theil_t.total == 0 && set.theil_l.total == 0);
}

TEST(what_does_not_exist_says_why)
{
    const int group[2] = {0, 0};
    struct inequality_set zero = measured((double[]){0, 4}, ones, group, 2, 1);
    CHECK(zero.gini.reason == NULL && zero.theil_t.reason == NULL);
    CHECK_NEAR(zero.theil_t.total, log(2), 1e-15);
    CHECK(zero.theil_l.reason && isnan(zero.theil_l.total) && isnan(zero.theil_l.between));
    struct inequality_set nothing = measured((double[]){0, 0}, ones, group, 2, 1);
    CHECK(nothing.gini.reason && isnan(nothing.gini.total) && isnan(nothing.theil_t.within));
}

TEST(a_province_without_areas_counts_for_nothing)
{
    const double value[2] = {3, 1};
    const int with[2] = {0, 2}, without[2] = {0, 1};
    struct inequality_set a = measured(value, ones, with, 2, 3);
    struct inequality_set b = measured(value, ones, without, 2, 2);
    CHECK(a.gini.between == b.gini.between && a.theil_t.between == b.theil_t.between);
    CHECK(a.theil_l.between == b.theil_l.between);
}

/* The memory of one measure must not show in the next. */
TEST(measuring_again_gives_the_same)
{
    struct arena a = ARENA_INIT(1 << 20);
    struct inequality_work w;
    struct err e;
    CHECK(inequality_prepare(&w, 32, (struct grouping){regions, 5}, &a, &e) == STATUS_OK);
    struct inequality_set first = inequality_measure(&w, mexico, ones);
    double other[32];
    for (int i = 0; i < 32; i++)
        other[i] = i;
    inequality_measure(&w, other, mexico);
    struct inequality_set again = inequality_measure(&w, mexico, ones);
    CHECK(memcmp(&first, &again, sizeof first) == 0);
    arena_clear(&a);
}

TEST(lorenz_curve_by_hand)
{
    struct arena a = ARENA_INIT(1 << 20);
    struct lorenz curve;
    struct err e;
    const double value[3] = {6, 1, 2}, people[3] = {1, 2, 1}; /* total 10 of 4 people */
    CHECK(lorenz_draw(&curve, value, people, 3, &a, &e) == STATUS_OK);
    CHECK(curve.count == 4);
    const double expected[4][2] = {{0, 0}, {0.5, 0.2}, {0.75, 0.4}, {1, 1}};
    for (int k = 0; k < 4; k++) {
        CHECK_NEAR(curve.people_share[k], expected[k][0], 1e-15);
        CHECK_NEAR(curve.value_share[k], expected[k][1], 1e-15);
    }
    CHECK(lorenz_draw(&curve, (double[]){0, 0, 0}, people, 3, &a, &e) == STATUS_OK);
    CHECK(curve.count == 0);
    arena_clear(&a);
}

TEST(lorenz_curve_of_many_areas_keeps_to_its_limit)
{
    enum {
        N = 2777,
    };

    struct arena a = ARENA_INIT(1 << 22);
    struct lorenz curve;
    struct err e;
    double *value = ARENA_ARRAY(&a, double, N), *people = ARENA_ARRAY(&a, double, N);
    CHECK(value && people);
    for (int i = 0; i < N; i++) {
        value[i] = N - i;
        people[i] = 1;
    }
    CHECK(lorenz_draw(&curve, value, people, N, &a, &e) == STATUS_OK);
    CHECK(curve.count == LORENZ_POINT_MAX);
    CHECK(curve.people_share[0] == 0 && curve.people_share[LORENZ_POINT_MAX - 1] == 1);
    for (int k = 1; k < curve.count; k++) {
        double n = curve.people_share[k] * N; /* a vertex: n whole areas, values 1..n */
        CHECK_NEAR(n, round(n), 1e-9);
        CHECK_NEAR(curve.value_share[k], n * (n + 1) / ((double)N * (N + 1)), 1e-12);
        CHECK(curve.people_share[k] > curve.people_share[k - 1]);
    }
    arena_clear(&a);
}

SUITE(CASE(mexico_1940_equals_what_pysal_publishes),
      CASE(gini_between_plus_overlap_is_what_gini_spatial_calls_between),
      CASE(a_province_with_nothing_has_no_inequality_within), CASE(two_people_by_hand),
      CASE(overlap_by_hand), CASE(people_weigh), CASE(equal_values_have_no_inequality_at_all),
      CASE(a_single_area_is_equal), CASE(what_does_not_exist_says_why),
      CASE(a_province_without_areas_counts_for_nothing), CASE(measuring_again_gives_the_same),
      CASE(lorenz_curve_by_hand), CASE(lorenz_curve_of_many_areas_keeps_to_its_limit))
