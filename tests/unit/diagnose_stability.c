/* SPDX-License-Identifier: Apache-2.0 */
#include "diagnose/stability.h"

#include <math.h>

#include "kit/test.h"

static struct arena arena = ARENA_INIT(1 << 26);

static struct stability tried(const double *score, int areas, int indicators, int trials)
{
    struct composite c;
    struct stability s;
    struct err e;
    struct stability_request request = {.trial_count = trials, .seed = 7, .threads = 2};
    CHECK(composite_build(&c, score, areas, indicators, 0, &arena, &e) == STATUS_OK);
    CHECK(stability_measure(&s, &c, &request, &arena, &e) == STATUS_OK);
    return s;
}

/* Area 0 is worse in everything, area 2 better: no weights can change that. */
TEST(a_dominated_area_is_always_last)
{
    const double score[6] = {1, 40, 90, 10, 50, 60};
    struct stability s = tried(score, 3, 2, 1000);
    CHECK(s.trial_count == 1000 && s.worst_count == 1);
    CHECK(s.rank_low[0] == 1 && s.rank_high[0] == 1 && s.worst_share[0] == 1);
    CHECK(s.rank_low[2] == 3 && s.rank_high[2] == 3 && s.rank_mean[2] == 3);
    CHECK(stability_surely_worst(&s, 0) && !stability_surely_not(&s, 0));
    CHECK(stability_surely_not(&s, 1) && stability_surely_not(&s, 2));
    arena_clear(&arena);
}

/* (1, 100) against (100, 1): each is worse under half of all weights. */
TEST(mirror_images_are_worst_half_the_time)
{
    const double score[4] = {1, 100, 100, 1};
    struct stability s = tried(score, 2, 2, 20000);
    CHECK_NEAR(s.worst_share[0], 0.5, 0.015); /* 4 standard deviations */
    CHECK_NEAR(s.worst_share[0] + s.worst_share[1], 1, 1e-12);
    CHECK(s.rank_low[0] == 1 && s.rank_high[0] == 2);
    CHECK(!stability_surely_worst(&s, 0) && !stability_surely_not(&s, 0));
    arena_clear(&arena);
}

/*
 * Weights are even over the simplex: of three, P(w_1 < t) = 1 - (1 - t)^2.  Area 0 scores
 * (100, 1, 1), area 1 scores 50.5 throughout: area 0 is worse while w_1 < 1/2: 3/4.
 */
TEST(weights_are_even_over_the_simplex)
{
    const double score[6] = {100, 50.5, 1, 50.5, 1, 50.5};
    struct stability s = tried(score, 2, 3, 40000);
    CHECK_NEAR(s.worst_share[0], 0.75, 0.0087);
    CHECK_NEAR(s.rank_mean[0], 1.25, 0.0087);
    arena_clear(&arena);
}

TEST(equal_areas_share_the_smallest_rank)
{
    const double score[6] = {5, 5, 70, 9, 9, 60};
    struct stability s = tried(score, 3, 2, 100);
    CHECK(s.rank_high[0] == 1 && s.rank_high[1] == 1 && s.rank_low[2] == 3);
    arena_clear(&arena);
}

TEST(one_indicator_leaves_nothing_to_weights)
{
    const double score[5] = {50, 10, 40, 30, 20};
    struct stability s = tried(score, 5, 1, 300);
    for (int i = 0; i < 5; i++)
        CHECK(s.rank_low[i] == s.rank_high[i] && s.rank_mean[i] == s.rank_low[i]);
    CHECK(s.rank_low[1] == 1 && s.rank_low[0] == 5);
    arena_clear(&arena);
}

/* Above the limit ranks are counted in bins; the interval must still hold every rank. */
TEST(many_areas_are_counted_in_bins_rounded_outwards)
{
    enum {
        N = STABILITY_BIN_MAX + 500,
    };

    double *score = ARENA_ARRAY(&arena, double, N);
    CHECK(score);
    for (int i = 0; i < N; i++)
        score[i] = 1 + (i * 7919) % N;
    struct stability s = tried(score, N, 1, 3);
    for (int i = 0; i < N; i++) {
        int rank = (int)score[i];
        CHECK(s.rank_mean[i] == rank);
        CHECK(s.rank_low[i] <= rank && rank <= s.rank_high[i]);
        CHECK(s.rank_high[i] - s.rank_low[i] <= 1 && s.rank_high[i] <= N);
    }
    arena_clear(&arena);
}

static int stop_after_two(void *context)
{
    int *calls = context;
    return ++*calls > 2;
}

TEST(stopped_early_it_says_how_many_trials_it_made)
{
    const double score[4] = {1, 100, 100, 1};
    struct composite c;
    struct stability s;
    struct err e;
    int calls = 0;
    struct stop stop = {stop_after_two, &calls};
    struct stability_request request = {10000, 1, 1, &stop, NULL};
    CHECK(composite_build(&c, score, 2, 2, 0, &arena, &e) == STATUS_OK);
    CHECK(stability_measure(&s, &c, &request, &arena, &e) == STATUS_OK);
    CHECK(s.trial_count > 0 && s.trial_count < 10000);
    CHECK_NEAR(s.worst_share[0] + s.worst_share[1], 1, 1e-12);
    calls = 2;
    CHECK(stability_measure(&s, &c, &request, &arena, &e) == STATUS_OK);
    CHECK(s.trial_count == 0 && !stability_surely_worst(&s, 0) && !stability_surely_not(&s, 0));
    arena_clear(&arena);
}

SUITE(CASE(a_dominated_area_is_always_last), CASE(mirror_images_are_worst_half_the_time),
      CASE(weights_are_even_over_the_simplex), CASE(equal_areas_share_the_smallest_rank),
      CASE(one_indicator_leaves_nothing_to_weights),
      CASE(many_areas_are_counted_in_bins_rounded_outwards),
      CASE(stopped_early_it_says_how_many_trials_it_made))
