/* SPDX-License-Identifier: Apache-2.0 */
#include "diagnose/missing.h"
#include "diagnose/normalise.h"

#include <math.h>
#include <string.h>

#include "kit/test.h"

enum {
    N = 5,
};

static struct norm_report scored(struct norm_rule rule, const double value[N], double score[N])
{
    struct order_item scratch[2 * N];
    return normalise(&rule, value, N, score, scratch);
}

static const struct norm_rule minmax = {NORMALISE_MINMAX, 0, NAN, NAN};

TEST(minmax_puts_the_smallest_at_1_and_the_largest_at_100)
{
    double value[N] = {10, 30, 20, 15, 25}, score[N];
    struct norm_report report = scored(minmax, value, score);
    CHECK(score[0] == 1 && score[1] == 100);
    CHECK_NEAR(score[2], 50.5, 1e-12);
    CHECK_NEAR(score[3], 25.75, 1e-12);
    CHECK(report.value_count == N && report.cut_count == 0 && !report.is_constant);
}

TEST(minmax_turns_round_when_less_is_better)
{
    double value[N] = {10, 30, 20, 15, 25}, score[N];
    struct norm_rule rule = minmax;
    rule.less_is_better = 1;
    scored(rule, value, score);
    CHECK(score[0] == 100 && score[1] == 1);
    CHECK_NEAR(score[3], 75.25, 1e-12);
}

/* Dimension index of life expectancy with goalposts 20 and 85 years: (70 - 20) / 65. */
TEST(goalposts_replace_the_range_and_cut_what_lies_beyond)
{
    double value[N] = {70, 20, 85, 90, 10}, score[N];
    struct norm_rule rule = {NORMALISE_MINMAX, 0, 20, 85};
    struct norm_report report = scored(rule, value, score);
    CHECK_NEAR(score[0], 1 + 99 * (50.0 / 65), 1e-12);
    CHECK(score[1] == 1 && score[2] == 100 && score[3] == 100 && score[4] == 1);
    CHECK(report.cut_count == 2);
}

TEST(one_goalpost_leaves_the_other_end_to_the_data)
{
    double value[N] = {10, 30, 20, 15, 25}, score[N];
    struct norm_rule rule = {NORMALISE_MINMAX, 0, 0, NAN};
    scored(rule, value, score);
    CHECK_NEAR(score[0], 34, 1e-12); /* 1 + 99 * 10 / 30 */
    CHECK(score[1] == 100);
}

TEST(all_values_beyond_the_only_goalpost_are_at_its_end)
{
    double value[N] = {1, 2, 3, 4, 5}, score[N];
    struct norm_rule low = {NORMALISE_MINMAX, 0, 7, NAN};
    struct norm_report report = scored(low, value, score);
    CHECK(score[0] == 1 && score[4] == 1 && report.cut_count == N && !report.is_constant);
    low.less_is_better = 1;
    scored(low, value, score);
    CHECK(score[0] == 100 && score[4] == 100);
    struct norm_rule high = {NORMALISE_MINMAX, 0, NAN, 1};
    report = scored(high, value, score);
    CHECK(score[0] == 100 && score[4] == 100 && report.cut_count == N - 1);
}

/* Mean 3, sample variance (4 + 1 + 0 + 1 + 4) / 4 = 2.5. */
TEST(zscore_divides_by_the_sample_deviation)
{
    double value[N] = {1, 2, 3, 4, 5}, score[N];
    struct norm_rule rule = {NORMALISE_ZSCORE, 0, NAN, NAN};
    scored(rule, value, score);
    CHECK_NEAR(score[0], 50 - 20 / sqrt(2.5), 1e-12);
    CHECK_NEAR(score[2], 50, 1e-12);
    CHECK_NEAR(score[4], 50 + 20 / sqrt(2.5), 1e-12);
    rule.less_is_better = 1;
    scored(rule, value, score);
    CHECK_NEAR(score[0], 50 + 20 / sqrt(2.5), 1e-12);
}

/* Of n values one far out has |z| = (n - 1) / sqrt(n): with 31 it is beyond 4.9. */
TEST(zscore_is_cut_off_at_the_ends_of_the_scale)
{
    double value[31] = {0}, score[31];
    struct order_item scratch[62];
    value[30] = -1;
    struct norm_rule rule = {NORMALISE_ZSCORE, 0, NAN, NAN};
    struct norm_report report = normalise(&rule, value, 31, score, scratch);
    CHECK(score[30] == 1 && report.cut_count == 1);
    CHECK(score[0] > 50 && score[0] < 53);
}

TEST(rank_gives_equal_values_the_mean_of_their_ranks)
{
    double value[N] = {7, 3, 3, 9, 1}, score[N]; /* ranks 4, 2.5, 2.5, 5, 1 */
    struct norm_rule rule = {NORMALISE_RANK, 0, NAN, NAN};
    scored(rule, value, score);
    CHECK_NEAR(score[0], 1 + 99 * 3 / 4.0, 1e-12);
    CHECK_NEAR(score[1], 1 + 99 * 1.5 / 4, 1e-12);
    CHECK(score[1] == score[2] && score[3] == 100 && score[4] == 1);
    rule.less_is_better = 1;
    scored(rule, value, score);
    CHECK(score[3] == 1 && score[4] == 100);
}

TEST(a_constant_indicator_gives_the_middle_and_says_so)
{
    double value[N] = {4, 4, 4, 4, 4}, score[N];
    for (int method = NORMALISE_MINMAX; method <= NORMALISE_RANK; method++) {
        struct norm_rule rule = {(enum normalisation)method, 0, NAN, NAN};
        struct norm_report report = scored(rule, value, score);
        CHECK(report.is_constant);
        CHECK(score[3] == (method == NORMALISE_ZSCORE ? 50 : 50.5));
    }
}

TEST(missing_values_stay_missing_and_count_for_nothing)
{
    double value[N] = {NAN, 1, 3, NAN, 2}, score[N];
    for (int method = NORMALISE_MINMAX; method <= NORMALISE_RANK; method++) {
        struct norm_rule rule = {(enum normalisation)method, 0, NAN, NAN};
        struct norm_report report = scored(rule, value, score);
        CHECK(report.value_count == 3 && isnan(score[0]) && isnan(score[3]));
        CHECK_NEAR(score[4], method == NORMALISE_ZSCORE ? 50 : 50.5, 1e-12);
    }
}

TEST(no_values_at_all_give_no_scores)
{
    double value[N] = {NAN, NAN, NAN, NAN, NAN}, score[N];
    for (int method = NORMALISE_MINMAX; method <= NORMALISE_RANK; method++) {
        struct norm_rule rule = {(enum normalisation)method, 0, NAN, NAN};
        struct norm_report report = scored(rule, value, score);
        CHECK(report.value_count == 0 && !report.is_constant && isnan(score[2]));
    }
}

struct fill_case {
    enum missing policy;
    double expected[N];
    int gaps, filled;
};

TEST(missing_policies_fill_what_they_say)
{
    static const int group[N] = {0, 0, 1, 1, 2};
    const double given[N] = {NAN, 4, NAN, 10, NAN}; /* province 2 has no value */
    const struct fill_case cases[] = {
        {MISSING_REFUSE, {NAN, 4, NAN, 10, NAN}, 3, 0},
        {MISSING_OMIT, {NAN, 4, NAN, 10, NAN}, 3, 0},
        {MISSING_MEAN, {7, 4, 7, 10, 7}, 3, 3},
        {MISSING_PROVINCE_MEAN, {4, 4, 10, 10, NAN}, 3, 2},
    };
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        double value[N];
        struct group_mean scratch[3];
        unsigned char filled[N];
        memcpy(value, given, sizeof value);
        struct missing_report r =
            missing_fill(cases[k].policy, (struct grouping){group, 3}, value, N, filled, scratch);
        CHECK(r.gap_count == cases[k].gaps && r.filled_count == cases[k].filled);
        for (int i = 0; i < N; i++) {
            double expected = cases[k].expected[i];
            CHECK(isnan(expected) ? isnan(value[i]) : value[i] == expected);
            CHECK(filled[i] == (isnan(given[i]) && !isnan(expected)));
        }
    }
}

/* A running mean of 2, 2, 0, -3, 3, -2, -2 is off 0 by rounding; ranks would see it. */
TEST(a_mean_is_exact_where_it_can_be)
{
    static const int group[8] = {0};
    double value[8] = {-2, 0, -3, 3, -2, 2, NAN, 2};
    double tenths[8] = {0.1, 0.1, NAN, 0.1, NAN, NAN, NAN, NAN}; /* 0.1 * 3 / 3 > 0.1 */
    struct group_mean scratch[1];
    unsigned char filled[8];
    missing_fill(MISSING_MEAN, (struct grouping){group, 1}, value, 8, filled, scratch);
    CHECK(value[6] == 0);
    missing_fill(MISSING_MEAN, (struct grouping){group, 1}, tenths, 8, filled, scratch);
    CHECK(tenths[2] == 0.1);
}

TEST(a_mean_of_nothing_stays_a_gap)
{
    static const int group[N] = {0, 0, 0, 0, 0};
    double value[N] = {NAN, NAN, NAN, NAN, NAN};
    struct group_mean scratch[1];
    unsigned char filled[N];
    struct missing_report r =
        missing_fill(MISSING_MEAN, (struct grouping){group, 1}, value, N, filled, scratch);
    CHECK(r.gap_count == N && r.filled_count == 0 && isnan(value[0]));
}

SUITE(CASE(minmax_puts_the_smallest_at_1_and_the_largest_at_100),
      CASE(minmax_turns_round_when_less_is_better),
      CASE(goalposts_replace_the_range_and_cut_what_lies_beyond),
      CASE(one_goalpost_leaves_the_other_end_to_the_data),
      CASE(all_values_beyond_the_only_goalpost_are_at_its_end),
      CASE(zscore_divides_by_the_sample_deviation),
      CASE(zscore_is_cut_off_at_the_ends_of_the_scale),
      CASE(rank_gives_equal_values_the_mean_of_their_ranks),
      CASE(a_constant_indicator_gives_the_middle_and_says_so),
      CASE(missing_values_stay_missing_and_count_for_nothing),
      CASE(no_values_at_all_give_no_scores), CASE(missing_policies_fill_what_they_say),
      CASE(a_mean_is_exact_where_it_can_be), CASE(a_mean_of_nothing_stays_a_gap))
