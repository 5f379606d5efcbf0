/* SPDX-License-Identifier: Apache-2.0 */
/* Every failed allocation of a search is told of, and nothing leaks. */
#include "kit/sched_random.h"
#include "kit/torture.h"
#include "sched/solve.h"

static struct sched_problem problem; /* made before anything fails */

static enum status solve(void)
{
    struct arena a = ARENA_INIT((size_t)1 << 26);
    struct sched_result r;
    struct err e = {0};
    struct sched_options o = {
        .schedules = 60, .conflicts = 40, .islands = 2, .threads = 1, .seed = 1};
    enum status s = sched_solve(&problem, &o, &r, &a, &e);
    CHECK(s == STATUS_OK || (s == STATUS_NOMEM && e.text[0] != '\0'));
    arena_clear(&a);
    return s;
}

static const struct sched_link BACK[] = {{0, 2, LINK_FS, 0}, {2, 0, LINK_SS, -20}};

static void torture_shape(const struct sched_shape *shape)
{
    struct arena a = ARENA_INIT((size_t)1 << 26);
    struct gen g = {5};
    sched_random(&problem, shape, &g, &a);
    torture(solve);
    arena_clear(&a);
}

TEST(plain_problems_report_lack_of_memory)
{
    struct sched_shape shape = {12, 1, 4, 0, 0, 0, 5, 0};
    torture_shape(&shape);
}

TEST(problems_with_everything_report_lack_of_memory)
{
    struct sched_shape shape = {8, 3, 5, 2, 1, 1, 5, 0};
    torture_shape(&shape);
}

TEST(modes_within_budgets_report_lack_of_memory)
{
    struct sched_shape shape = {8, 3, 2, 2, 0, 0, 5, 1};
    torture_shape(&shape);
}

TEST(stocks_that_are_filled_report_lack_of_memory)
{
    struct sched_shape shape = {8, 1, 2, 2, 0, 0, 5, 0};
    torture_shape(&shape);
}

TEST(maximal_lags_report_lack_of_memory)
{
    struct arena a = ARENA_INIT((size_t)1 << 26);
    struct sched_shape shape = {6, 1, 2, 0, 0, 0, 5, 0};
    struct gen g = {5};
    sched_random(&problem, &shape, &g, &a);
    problem.links = BACK;
    problem.link_count = 2;
    torture(solve);
    arena_clear(&a);
}

SUITE(CASE(plain_problems_report_lack_of_memory),
      CASE(problems_with_everything_report_lack_of_memory),
      CASE(modes_within_budgets_report_lack_of_memory),
      CASE(stocks_that_are_filled_report_lack_of_memory), CASE(maximal_lags_report_lack_of_memory))
