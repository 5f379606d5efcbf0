/* SPDX-License-Identifier: Apache-2.0 */
#include "app/frontier.h"

#include <math.h>
#include <stdio.h>

#include "kit/test.h"

static double etas[FRONTIER_ETA_MAX];
static int count;
static struct err e;

TEST(exponents_are_sorted_and_each_once)
{
    CHECK(frontier_read_etas("2,0,0.5,2,0", etas, &count, &e) == STATUS_OK);
    CHECK(count == 3);
    CHECK(etas[0] == 0 && etas[1] == 0.5 && etas[2] == 2);
    CHECK(frontier_read_etas("-0", etas, &count, &e) == STATUS_OK);
    CHECK(count == 1 && etas[0] == 0 && !signbit(etas[0]));
}

TEST(what_is_no_exponent_is_named)
{
    static const char *const lists[] = {"",   "1,", ",1",  "1,,2", "one",
                                        "-1", "21", "nan", "1;2",  " 1"};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        e.text[0] = '\0';
        CHECK(frontier_read_etas(lists[i], etas, &count, &e) == STATUS_USAGE);
        CHECK(strstr(e.text, "--eta: '") && strstr(e.text, "give exponents as"));
    }
}

TEST(there_are_only_so_many)
{
    char list[8 * FRONTIER_ETA_MAX] = "0";
    size_t len = 1;
    for (int i = 1; i <= FRONTIER_ETA_MAX; i++) {
        CHECK((frontier_read_etas(list, etas, &count, &e) == STATUS_OK) == (i <= FRONTIER_ETA_MAX));
        len += (size_t)snprintf(list + len, sizeof list - len, ",%d.%d", i / 10, i % 10);
    }
    CHECK(frontier_read_etas(list, etas, &count, &e) == STATUS_USAGE);
}

static struct frontier_point point(double eta, double total, double fifth, double area)
{
    struct frontier_point p = {.eta = eta, .has_plan = 1, .total = total, .outcome = PLAN_OPTIMAL};
    (void)snprintf(p.code, sizeof p.code, "eta:%g", eta);
    p.gap = 0.001;
    p.fairness.worst_fifth = fifth;
    p.fairness.worst_area = area;
    p.moved_count = -1;
    return p;
}

TEST(a_point_is_dominated_by_one_that_is_no_worse_in_anything)
{
    struct frontier_point points[] = {point(0, 100, 0.6, 0.3), point(0.5, 99, 0.7, 0.4),
                                      point(1, 98, 0.7, 0.4),  point(2, 97, 0.65, 0.45),
                                      point(4, 96, 0.65, 0.2), point(5, 100, 0.6, 0.3)};
    struct frontier_answer x = {.points = points, .count = 6};
    frontier_mark_dominated(&x);
    const int expected[] = {0, 0, 1, 0, 1, 0}; /* equal points do not dominate each other */
    for (int i = 0; i < 6; i++)
        CHECK(points[i].is_dominated == expected[i]);
    CHECK(frontier_largest(&x) == 0);
    CHECK(frontier_fairest(&x) == 1);
}

TEST(a_point_without_a_plan_takes_no_part)
{
    struct frontier_point points[] = {point(0, 100, 0.6, 0.3), point(1, 200, 0.9, 0.9)};
    struct frontier_answer x = {.points = points, .count = 2};
    points[1].has_plan = 0;
    frontier_mark_dominated(&x);
    CHECK(!points[0].is_dominated && frontier_largest(&x) == 0 && frontier_fairest(&x) == 0);
    points[0].has_plan = 0;
    CHECK(frontier_largest(&x) == -1 && frontier_fairest(&x) == -1);
}

static const char *summary_of(struct frontier_answer *x, struct arena *a)
{
    x->last_year = 2033;
    frontier_mark_dominated(x);
    CHECK(frontier_summarise(x, a, &e) == STATUS_OK);
    return x->summary;
}

TEST(the_step_is_said_in_a_sentence)
{
    struct arena a = ARENA_INIT(1 << 20);
    struct frontier_point points[] = {point(0, 1000, 0.61, 0.3), point(1, 988, 0.68, 0.3)};
    struct frontier_answer x = {.points = points, .count = 2};
    CHECK_TEXT(
        summary_of(&x, &a),
        "Going from η = 0 to η = 1 gives up 1.20\u202f% of the total and lifts the worst-off "
        "fifth of areas from 61.0\u202f% to 68.0\u202f% of their needs in 2033; it leaves the "
        "worst area at 30.0\u202f%.");
    points[1].gap = 0.02; /* what the plan leaves open is more than the loss */
    CHECK(strstr(summary_of(&x, &a),
                 "gives up 1.20\u202f% of the total (no more than the 2.00\u202f% "
                 "by which each plan may be below the best"));
    points[1] = point(1, 990, 0.6, 0.2);
    CHECK(strstr(summary_of(&x, &a), "The plan of η = 0 has the largest total and serves the "
                                     "worst-off fifth of areas best too (61.0\u202f%"));
    arena_clear(&a);
}

TEST(max_min_is_a_point_with_a_level)
{
    struct arena a = ARENA_INIT(1 << 20);
    struct frontier_point points[] = {point(0, 1000, 0.61, 0.3), point(NAN, 900, 0.6, 0.5)};
    struct frontier_answer x = {.points = points, .count = 2};
    struct buf b = BUF_INIT(1 << 16);
    points[1].level = 0.5;
    points[1].level_bound = 0.55;
    CHECK(strstr(summary_of(&x, &a), "Max-min brings every area to 50.0\u202f% of its needs in "
                                     "2033, or as far as its own sites allow; no plan brings all "
                                     "to more than 55.0\u202f%."));
    CHECK(!points[1].is_dominated); /* no other has a better worst area */
    frontier_write(&x, &b);
    CHECK(strstr(b.at, "\nmax-min"));
    points[1].has_plan = 0;
    CHECK(!strstr(summary_of(&x, &a), "Max-min"));
    buf_clear(&b);
    arena_clear(&a);
}

TEST(no_plan_is_said_too)
{
    struct arena a = ARENA_INIT(1 << 20);
    struct frontier_point points[] = {point(0, NAN, NAN, NAN)};
    struct frontier_answer x = {
        .points = points, .count = 1, .why_infeasible = "too little cement"};
    struct buf b = BUF_INIT(1 << 16);
    points[0].has_plan = 0;
    points[0].outcome = PLAN_INFEASIBLE;
    CHECK_TEXT(summary_of(&x, &a), "No plan keeps every limit and clause, whatever the weights: "
                                   "too little cement.");
    frontier_write(&x, &b);
    CHECK(strstr(b.at, "no plan keeps every limit and clause\n"));
    buf_reset(&b);
    frontier_write_json(&x, &b);
    CHECK(strstr(b.at, "\"total\":null") &&
          strstr(b.at, "\"why_infeasible\":\"too little cement\""));
    x.why_infeasible = NULL;
    points[0].outcome = PLAN_STOPPED;
    CHECK_TEXT(summary_of(&x, &a), "Stopped before a plan was found.");
    buf_clear(&b);
    arena_clear(&a);
}

SUITE(CASE(exponents_are_sorted_and_each_once), CASE(what_is_no_exponent_is_named),
      CASE(there_are_only_so_many), CASE(a_point_is_dominated_by_one_that_is_no_worse_in_anything),
      CASE(a_point_without_a_plan_takes_no_part), CASE(the_step_is_said_in_a_sentence),
      CASE(max_min_is_a_point_with_a_level), CASE(no_plan_is_said_too))
