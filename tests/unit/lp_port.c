/* SPDX-License-Identifier: Apache-2.0 */
/* The port to the solver: every adapter must pass this. */
#include <math.h>

#include <string.h>

#include "kit/test.h"
#include "lp/lp.h"

static struct lp *open_lp(enum lp_sense sense, const struct stop *stop, struct arena *a)
{
    struct lp *lp = NULL;
    struct lp_settings settings = {.sense = sense, .seed = 1, .stop = stop};
    CHECK(lp_open(&lp, &settings, a, NULL) == STATUS_OK);
    return lp;
}

/* maximise 3 x + 2 y, x + y <= 4, x + 3 y <= 6, 0 <= x <= 3, y >= 0: x = 3, y = 1, worth 11 */
static struct lp *small(struct arena *a)
{
    struct lp *lp = open_lp(LP_MAXIMISE, NULL, a);
    static const double lower[] = {-INFINITY, -INFINITY}, upper[] = {4, 6};
    static const double cost[] = {3, 2}, zero[] = {0, 0}, most[] = {3, INFINITY};
    static const int none[] = {0, 0, 0}, start[] = {0, 2, 4}, index[] = {0, 1, 0, 1};
    static const double value[] = {1, 1, 1, 3}, nothing[] = {0};
    struct lp_batch rows = {2, NULL, lower, upper, none, none, nothing};
    struct lp_batch columns = {2, cost, zero, most, start, index, value};
    CHECK(lp_add_rows(lp, &rows, NULL) == STATUS_OK);
    CHECK(lp_add_columns(lp, &columns, NULL) == STATUS_OK);
    return lp;
}

TEST(optimum_and_duals_of_a_small_programme)
{
    struct arena a = ARENA_INIT(1 << 20);
    struct lp *lp = small(&a);
    struct lp_result r;
    double x[2], dual[2], reduced[2];
    CHECK(lp_solve(lp, &r, NULL) == STATUS_OK);
    CHECK(r.outcome == LP_OPTIMAL && r.has_solution);
    CHECK_NEAR(r.objective, 11, 1e-9);
    CHECK(lp_solution(lp, x, dual, reduced, NULL) == STATUS_OK);
    CHECK_NEAR(x[0], 3, 1e-9);
    CHECK_NEAR(x[1], 1, 1e-9);
    /* a degenerate corner: duals are not unique, but they price the bounds of the optimum */
    CHECK(dual[0] >= -1e-9 && dual[1] >= -1e-9 && reduced[0] >= -1e-9);
    CHECK_NEAR(4 * dual[0] + 6 * dual[1] + 3 * reduced[0], 11, 1e-9);
    lp_close(lp);
    arena_clear(&a);
}

TEST(a_basis_is_told_and_where_another_solve_begins)
{
    struct arena a = ARENA_INIT(1 << 20);
    struct lp *lp = small(&a), *again = small(&a);
    struct lp_result r;
    int column[2], row[2], of_column[2], of_row[2], basic = 0;
    CHECK(lp_solve(lp, &r, NULL) == STATUS_OK);
    CHECK(lp_get_basis(lp, column, row, NULL) == STATUS_OK);
    for (int i = 0; i < 2; i++)
        basic += (column[i] == LP_BASIC) + (row[i] == LP_BASIC);
    CHECK(basic == 2);
    CHECK(lp_set_basis(again, column, row, NULL) == STATUS_OK);
    CHECK(lp_get_basis(again, of_column, of_row, NULL) == STATUS_OK);
    CHECK(memcmp(column, of_column, sizeof column) == 0 && memcmp(row, of_row, sizeof row) == 0);
    CHECK(lp_solve(again, &r, NULL) == STATUS_OK);
    CHECK_NEAR(r.objective, 11, 1e-9);
    lp_close(lp);
    lp_close(again);
    arena_clear(&a);
}

TEST(a_dual_is_the_gain_of_a_unit_when_maximising_and_minimising)
{
    struct arena a = ARENA_INIT(1 << 20);
    for (int minimise = 0; minimise < 2; minimise++) {
        struct lp *lp = open_lp(minimise ? LP_MINIMISE : LP_MAXIMISE, NULL, &a);
        double lower = minimise ? 2 : -INFINITY, upper = minimise ? INFINITY : 2;
        double cost = 5, zero = 0, most = INFINITY, one = 1, dual = 0;
        int none[2] = {0, 0}, start[2] = {0, 1}, row = 0;
        struct lp_batch rows = {1, NULL, &lower, &upper, none, none, &zero};
        struct lp_batch columns = {1, &cost, &zero, &most, start, &row, &one};
        struct lp_result r;
        CHECK(lp_add_rows(lp, &rows, NULL) == STATUS_OK);
        CHECK(lp_add_columns(lp, &columns, NULL) == STATUS_OK);
        CHECK(lp_solve(lp, &r, NULL) == STATUS_OK);
        CHECK_NEAR(r.objective, 10, 1e-9);
        CHECK(lp_solution(lp, NULL, &dual, NULL, NULL) == STATUS_OK);
        CHECK_NEAR(dual, 5, 1e-9);
        CHECK(lp_set_row(lp, 0, minimise ? 3 : -INFINITY, minimise ? INFINITY : 3, NULL) ==
              STATUS_OK);
        CHECK(lp_solve(lp, &r, NULL) == STATUS_OK);
        CHECK_NEAR(r.objective, 15, 1e-9);
        lp_close(lp);
    }
    arena_clear(&a);
}

TEST(costs_and_columns_change_and_the_next_solve_follows)
{
    struct arena a = ARENA_INIT(1 << 20);
    struct lp *lp = small(&a);
    struct lp_result r;
    double x[2];
    CHECK(lp_set_cost(lp, 1, 10, NULL) == STATUS_OK);
    CHECK(lp_solve(lp, &r, NULL) == STATUS_OK);
    CHECK_NEAR(r.objective, 20, 1e-9); /* the corner x = 0, y = 2 */
    CHECK(lp_set_column(lp, 0, 0, 0, NULL) == STATUS_OK);
    CHECK(lp_solve(lp, &r, NULL) == STATUS_OK);
    CHECK_NEAR(r.objective, 20, 1e-9);
    CHECK(lp_solution(lp, x, NULL, NULL, NULL) == STATUS_OK);
    CHECK_NEAR(x[1], 2, 1e-9);
    int keep[2] = {0, 1};
    CHECK(lp_keep_columns(lp, keep, NULL) == STATUS_OK);
    CHECK(lp_column_count(lp) == 1 && lp_row_count(lp) == 2);
    CHECK(lp_solve(lp, &r, NULL) == STATUS_OK);
    CHECK_NEAR(r.objective, 20, 1e-9);
    lp_close(lp);
    arena_clear(&a);
}

TEST(what_cannot_be_is_an_outcome_with_a_ray)
{
    struct arena a = ARENA_INIT(1 << 20);
    struct lp *lp = small(&a);
    struct lp_result r;
    double weight[2] = {0, 0};
    int found = 0;
    CHECK(lp_set_row(lp, 0, 10, 12, NULL) == STATUS_OK);
    CHECK(lp_solve(lp, &r, NULL) == STATUS_OK);
    CHECK(r.outcome == LP_INFEASIBLE && !r.has_solution);
    CHECK(lp_ray(lp, weight, &found, NULL) == STATUS_OK);
    if (found) CHECK(weight[0] != 0);
    lp_close(lp);

    lp = open_lp(LP_MAXIMISE, NULL, &a);
    double cost = 1, zero = 0, most = INFINITY;
    int none[2] = {0, 0};
    struct lp_batch columns = {1, &cost, &zero, &most, none, none, &zero};
    CHECK(lp_add_columns(lp, &columns, NULL) == STATUS_OK);
    CHECK(lp_solve(lp, &r, NULL) == STATUS_OK);
    CHECK(r.outcome == LP_UNBOUNDED);
    lp_close(lp);
    arena_clear(&a);
}

TEST(without_columns_rows_decide)
{
    struct arena a = ARENA_INIT(1 << 20);
    for (int floor = 0; floor < 2; floor++) {
        struct lp *lp = open_lp(LP_MAXIMISE, NULL, &a);
        double lower = floor, upper = 5, zero = 0;
        int none[2] = {0, 0};
        struct lp_batch rows = {1, NULL, &lower, &upper, none, none, &zero};
        struct lp_mip mip = {.nodes = 10};
        struct lp_result r;
        CHECK(lp_add_rows(lp, &rows, NULL) == STATUS_OK);
        CHECK(lp_solve(lp, &r, NULL) == STATUS_OK);
        CHECK(r.outcome == (floor ? LP_INFEASIBLE : LP_OPTIMAL));
        CHECK(lp_solve_mip(lp, 0, 0, &mip, &r, NULL) == STATUS_OK);
        CHECK(r.outcome == (floor ? LP_INFEASIBLE : LP_OPTIMAL));
        lp_close(lp);
    }
    arena_clear(&a);
}

/* A knapsack of 12 things: the best of 4096 sets, and a first solution that is taken up. */
TEST(whole_numbers_when_asked_for_and_fractions_again_after)
{
    struct arena a = ARENA_INIT(1 << 20);
    struct lp *lp = open_lp(LP_MAXIMISE, NULL, &a);
    double cost[12], weight[12], zero[12] = {0}, one[12], x[12] = {0}, lower = -INFINITY, most = 50;
    int start[13], index[12] = {0}, none[2] = {0, 0};
    for (int i = 0; i < 12; i++) {
        cost[i] = 10 + (i * 7) % 11;
        weight[i] = 5 + (i * 5) % 13;
        one[i] = 1;
        start[i] = i;
    }
    start[12] = 12;
    double best = 0;
    for (int set = 0; set < 1 << 12; set++) {
        double worth = 0, load = 0;
        for (int i = 0; i < 12; i++) {
            worth += (set >> i & 1) * cost[i];
            load += (set >> i & 1) * weight[i];
        }
        if (load <= most && worth > best) best = worth;
    }
    struct lp_batch rows = {1, NULL, &lower, &most, none, none, zero};
    struct lp_batch columns = {12, cost, zero, one, start, index, weight};
    struct lp_mip mip = {.nodes = 10000, .heuristics = 5, .x = x};
    struct lp_result linear, whole;
    x[0] = 1;
    CHECK(lp_add_rows(lp, &rows, NULL) == STATUS_OK);
    CHECK(lp_add_columns(lp, &columns, NULL) == STATUS_OK);
    CHECK(lp_solve(lp, &linear, NULL) == STATUS_OK);
    CHECK(lp_solve_mip(lp, 0, 12, &mip, &whole, NULL) == STATUS_OK);
    CHECK(whole.outcome == LP_OPTIMAL && whole.has_solution);
    CHECK_NEAR(whole.objective, best, 1e-6);
    CHECK_NEAR(whole.bound, best, 1e-6);
    CHECK(linear.objective > whole.objective);
    CHECK(lp_solution(lp, x, NULL, NULL, NULL) == STATUS_OK);
    for (int i = 0; i < 12; i++)
        CHECK_NEAR(x[i], round(x[i]), 1e-6);
    struct lp_result again;
    CHECK(lp_solve(lp, &again, NULL) == STATUS_OK);
    CHECK_NEAR(again.objective, linear.objective, 1e-9);
    lp_close(lp);
    arena_clear(&a);
}

/* Markets to split (Cornuejols & Dawande 1998): 50 things into halves that are equal by six
 * measures; the columns after the 50 count what is over and under.  No tree of this size ends. */
static void split_markets(struct arena *a, int64_t iterations, struct lp_result *out)
{
    enum {
        ROWS = 6,
        THINGS = 50,
        COLUMNS = THINGS + 2 * ROWS,
        ENTRIES = THINGS * ROWS + 2 * ROWS
    };
    struct lp *lp = open_lp(LP_MINIMISE, NULL, a);
    double cost[COLUMNS], zero[COLUMNS] = {0}, upper[COLUMNS], value[ENTRIES], half[ROWS] = {0};
    int start[COLUMNS + 1], index[ENTRIES], none[ROWS + 1] = {0}, at = 0;
    for (int i = 0; i < COLUMNS; i++) {
        start[i] = at;
        upper[i] = i < THINGS ? 1 : INFINITY;
        cost[i] = i < THINGS ? 0 : 1;
        for (int r = 0; i < THINGS && r < ROWS; r++, at++) {
            index[at] = r;
            value[at] = (i * i * (r + 3) * 37 + i * (r + 1) * 61 + r * 17) % 100;
            half[r] += value[at] / 2;
        }
        if (i < THINGS) continue;
        index[at] = (i - THINGS) / 2;
        value[at++] = (i - THINGS) % 2 ? 1 : -1;
    }
    start[COLUMNS] = at;
    for (int r = 0; r < ROWS; r++)
        half[r] = floor(half[r]);
    struct lp_batch rows = {ROWS, NULL, half, half, none, none, zero};
    struct lp_batch columns = {COLUMNS, cost, zero, upper, start, index, value};
    struct lp_mip mip = {.nodes = 1000 * 1000, .iterations = iterations, .heuristics = 5};
    CHECK(lp_add_rows(lp, &rows, NULL) == STATUS_OK);
    CHECK(lp_add_columns(lp, &columns, NULL) == STATUS_OK);
    CHECK(lp_solve_mip(lp, 0, THINGS, &mip, out, NULL) == STATUS_OK);
    lp_close(lp);
}

TEST(a_tree_ends_at_its_iterations_and_at_the_same_place_every_time)
{
    struct arena a = ARENA_INIT(1 << 20);
    struct lp_result some, again, more;
    split_markets(&a, 300, &some);
    split_markets(&a, 300, &again);
    split_markets(&a, 3000, &more);
    CHECK(some.outcome == LP_LIMIT && more.outcome == LP_LIMIT);
    CHECK(some.nodes == again.nodes && some.nodes < more.nodes);
    CHECK(some.bound == again.bound && some.objective == again.objective);
    arena_clear(&a);
}

static int yes(void *context)
{
    (void)context;
    return 1;
}

TEST(the_stop_flag_ends_a_solve)
{
    struct arena a = ARENA_INIT(1 << 20);
    struct stop stop = {yes, NULL};
    struct lp *lp = open_lp(LP_MAXIMISE, &stop, &a);

    enum {
        N = 200
    };

    static double cost[N], zero[N], most[N], value[N * N], upper[N], lower[N];
    static int start[N + 1], index[N * N], none[N + 1];
    for (int i = 0; i < N; i++) {
        cost[i] = 1 + i % 7;
        most[i] = INFINITY;
        upper[i] = 100 + i;
        lower[i] = -INFINITY;
        start[i + 1] = N * (i + 1);
        for (int r = 0; r < N; r++) {
            index[i * N + r] = r;
            value[i * N + r] = 1 + (i * 31 + r * 17) % 23;
        }
    }
    struct lp_batch rows = {N, NULL, lower, upper, none, none, zero};
    struct lp_batch columns = {N, cost, zero, most, start, index, value};
    struct lp_result r;
    CHECK(lp_add_rows(lp, &rows, NULL) == STATUS_OK);
    CHECK(lp_add_columns(lp, &columns, NULL) == STATUS_OK);
    CHECK(lp_solve(lp, &r, NULL) == STATUS_OK);
    CHECK(r.outcome == LP_LIMIT);
    lp_close(lp);
    arena_clear(&a);
}

TEST(closing_nothing_is_allowed)
{
    lp_close(NULL);
}

SUITE(CASE(optimum_and_duals_of_a_small_programme),
      CASE(a_basis_is_told_and_where_another_solve_begins),
      CASE(a_dual_is_the_gain_of_a_unit_when_maximising_and_minimising),
      CASE(costs_and_columns_change_and_the_next_solve_follows),
      CASE(what_cannot_be_is_an_outcome_with_a_ray), CASE(without_columns_rows_decide),
      CASE(whole_numbers_when_asked_for_and_fractions_again_after),
      CASE(a_tree_ends_at_its_iterations_and_at_the_same_place_every_time),
      CASE(the_stop_flag_ends_a_solve), CASE(closing_nothing_is_allowed))
