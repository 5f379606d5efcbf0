/* SPDX-License-Identifier: Apache-2.0 */
/* The same bytes on 1, 2 and 4 threads; another seed may give another plan, never a better bound
 * than the worth of it. */
#include <string.h>

#include "kit/random_programme.h"
#include "plan/solve.h"

static struct plan solve_with(const struct random_programme *rp, int threads, uint64_t seed,
                              enum plan_method method, struct arena *a)
{
    struct plan_input in = {&rp->programme, &rp->siting, rp->equity_weight};
    struct plan_options o = plan_options_default();
    struct plan plan;
    o.threads = threads;
    o.seed = seed;
    o.gap = 0.002;
    o.effort = 0.05;
    o.method = method;
    CHECK(plan_solve(&in, &o, &plan, a, NULL) == STATUS_OK);
    return plan;
}

static int is_same(const struct plan *a, const struct plan *b, const struct programme *p)
{
    size_t limits = sizeof(double) * (size_t)p->limit_count;
    size_t clauses = sizeof(double) * (size_t)(p->clause_count * p->year_count);
    if (a->outcome != b->outcome || a->visit_count != b->visit_count ||
        a->facility_count != b->facility_count || a->round_count != b->round_count ||
        a->column_count != b->column_count || a->flow_count != b->flow_count)
        return 0;
    for (int i = 0; i < a->flow_count; i++)
        if (a->flows[i].quantity != b->flows[i].quantity || a->flows[i].from != b->flows[i].from ||
            a->flows[i].to != b->flows[i].to)
            return 0;
    return memcmp(&a->objective, &b->objective, sizeof(double)) == 0 &&
           memcmp(&a->bound, &b->bound, sizeof(double)) == 0 &&
           memcmp(a->visits, b->visits, sizeof *a->visits * (size_t)a->visit_count) == 0 &&
           memcmp(a->facilities, b->facilities,
                  sizeof *a->facilities * (size_t)a->facility_count) == 0 &&
           memcmp(a->limit_price, b->limit_price, limits) == 0 &&
           memcmp(a->clause_price, b->clause_price, clauses) == 0 &&
           strcmp(a->why_infeasible ? a->why_infeasible : "",
                  b->why_infeasible ? b->why_infeasible : "") == 0;
}

static long flows; /* of all plans */

static int same_by(enum plan_method method, int trade, struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 32);
    struct random_shape s = random_shape_small(g, size);
    s.areas = 7 + size;
    s.years = 4;
    s.types_per_stage = 3;
    s.sites_per_area = 2;
    s.sizes_per_type = 2;
    s.trade = trade;
    struct random_programme *rp = random_programme(&s, g, &a);
    struct plan one = solve_with(rp, 1, 1, method, &a);
    struct plan two = solve_with(rp, 2, 1, method, &a);
    struct plan four = solve_with(rp, 4, 1, method, &a);
    struct plan other = solve_with(rp, 2, 99, method, &a);
    int holds = is_same(&one, &two, &rp->programme) && is_same(&one, &four, &rp->programme);
    flows += one.flow_count;
    if (one.outcome <= PLAN_FEASIBLE && other.outcome <= PLAN_FEASIBLE)
        holds = holds && other.objective <= one.bound && one.objective <= other.bound;
    arena_clear(&a);
    return holds;
}

static int same_by_columns(struct gen *g, int size)
{
    return same_by(PLAN_COLUMNS, 0, g, size);
}

static int same_by_the_dual(struct gen *g, int size)
{
    return same_by(PLAN_DUAL, 0, g, size);
}

static int same_with_trade(struct gen *g, int size)
{
    return same_by(PLAN_BY_SIZE, 1, g, size);
}

TEST(the_same_bytes_with_trade)
{
    property_check("threads, trade", same_with_trade, 6, 12);
    CHECK(flows > 0);
}

TEST(the_same_bytes_on_one_two_and_four_threads)
{
    property_check("threads", same_by_columns, 6, 24);
}

TEST(the_same_bytes_from_the_dual)
{
    property_check("threads of the dual", same_by_the_dual, 3, 4);
}

SUITE(CASE(the_same_bytes_with_trade), CASE(the_same_bytes_from_the_dual),
      CASE(the_same_bytes_on_one_two_and_four_threads))
