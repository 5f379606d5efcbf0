/* SPDX-License-Identifier: Apache-2.0 */
#include "diagnose/composite.h"

#include <math.h>
#include <string.h>

#include "diagnose/order.h"
#include "kit/test.h"

/* One area with these scores. */
static double mean_of(const double *score, const double *weight, int count, int geometric)
{
    struct arena a = ARENA_INIT(1 << 20);
    struct composite c;
    struct err e;
    double index_value = 0, scratch = 0;
    CHECK(composite_build(&c, score, 1, count, geometric, &a, &e) == STATUS_OK);
    composite_index(&c, weight, &index_value, &scratch);
    arena_clear(&a);
    return index_value;
}

/* The example of the documentation of COINr's a_amean: 1..10 with weights 10..1. */
TEST(arithmetic_mean_weighs)
{
    double score[10], weight[10];
    for (int i = 0; i < 10; i++) {
        score[i] = i + 1;
        weight[i] = 10 - i;
    }
    CHECK_NEAR(mean_of(score, weight, 10, 0), 4, 1e-12);
}

/* (10!)^(1/10) */
TEST(geometric_mean_weighs)
{
    double score[10], weight[10];
    for (int i = 0; i < 10; i++) {
        score[i] = i + 1;
        weight[i] = 0.1;
    }
    CHECK_NEAR(mean_of(score, weight, 10, 1), 4.528728688116765, 1e-12);
    CHECK_NEAR(mean_of((double[]){4, 9}, (double[]){1, 1}, 2, 1), 6, 1e-12);
    CHECK_NEAR(mean_of((double[]){2, 16}, (double[]){2, 1}, 2, 1), 4, 1e-12);
}

TEST(what_is_left_out_leaves_its_weight_to_the_others)
{
    CHECK_NEAR(mean_of((double[]){10, NAN, 40}, (double[]){2, 5, 1}, 3, 0), 20, 1e-12);
    CHECK_NEAR(mean_of((double[]){2, NAN, 16}, (double[]){2, 5, 1}, 3, 1), 4, 1e-12);
}

TEST(nothing_left_gives_no_index)
{
    CHECK(isnan(mean_of((double[]){NAN, 3}, (double[]){1, 0}, 2, 0)));
    CHECK(isnan(mean_of((double[]){NAN, NAN}, (double[]){1, 1}, 2, 1)));
}

TEST(a_gap_of_one_area_does_not_touch_another)
{
    struct arena a = ARENA_INIT(1 << 20);
    struct composite c;
    struct err e;
    double index_value[2], scratch[2];
    double score[4] = {10, 20, NAN, 40}; /* indicator by indicator */
    CHECK(composite_build(&c, score, 2, 2, 0, &a, &e) == STATUS_OK);
    composite_index(&c, (double[]){1, 3}, index_value, scratch);
    CHECK_NEAR(index_value[0], 10, 1e-12);
    CHECK_NEAR(index_value[1], 35, 1e-12);
    arena_clear(&a);
}

TEST(memory_out_is_said)
{
    struct arena a = ARENA_INIT(100);
    struct composite c;
    struct err e;
    double score[32] = {0};
    CHECK(composite_build(&c, score, 16, 2, 0, &a, &e) == STATUS_NOMEM);
    CHECK(strstr(e.text, "16 areas x 2 indicators"));
    arena_clear(&a);
}

TEST(order_is_ascending_and_stable)
{
    struct order_item items[41], spare[41];
    for (int i = 0; i < 41; i++)
        items[i] = (struct order_item){(i * 17) % 7, i};
    order_sort(items, spare, 41);
    for (int i = 1; i < 41; i++) {
        CHECK(items[i - 1].value <= items[i].value);
        CHECK(items[i - 1].value < items[i].value || items[i - 1].at < items[i].at);
    }
}

TEST(ranks_share_on_ties)
{
    struct order_item items[4] = {{1, 3}, {2, 0}, {2, 2}, {5, 1}};
    int low[4];
    double mean[4];
    order_rank_low(items, 4, low);
    order_rank_mean(items, 4, mean);
    CHECK(low[3] == 1 && low[0] == 2 && low[2] == 2 && low[1] == 4);
    CHECK(mean[3] == 1 && mean[0] == 2.5 && mean[2] == 2.5 && mean[1] == 4);
}

SUITE(CASE(arithmetic_mean_weighs), CASE(geometric_mean_weighs),
      CASE(what_is_left_out_leaves_its_weight_to_the_others), CASE(nothing_left_gives_no_index),
      CASE(a_gap_of_one_area_does_not_touch_another), CASE(memory_out_is_said),
      CASE(order_is_ascending_and_stable), CASE(ranks_share_on_ties))
