/* SPDX-License-Identifier: Apache-2.0 */
/* The bound and the plan against the compact programme, on random programmes. */
#include <math.h>

#include "kit/random_programme.h"
#include "plan/colgen.h"
#include "plan/compact.h"

struct compared {
    enum colgen_outcome outcome;
    double bound;      /* of column generation */
    double linear;     /* of the compact programme without integrality; NAN: infeasible */
    double optimum;    /* of the compact programme; NAN: infeasible */
    int single_option; /* every block has one option */
    double size;       /* of worth: the largest there is to compare */
};

static long lanes; /* of trade, in all programmes */

static struct compared compare(const struct plan_input *in, struct arena *a)
{
    struct compared c = {.outcome = COLGEN_INFEASIBLE, .linear = NAN, .optimum = NAN};
    struct plan_options o = plan_options_default();
    struct problem p;
    struct pool pool;
    struct master m;
    struct colgen cg;
    CHECK(problem_build(&p, in, a, NULL) == STATUS_OK);
    if (p.why_infeasible) return c;
    CHECK(pool_init(&pool, &p, a, NULL) == STATUS_OK);
    CHECK(master_open(&m, &p, &pool, &o, a, NULL) == STATUS_OK);
    CHECK(colgen_init(&cg, &m, &o, a, NULL) == STATUS_OK);
    CHECK(colgen_run(&cg, 1e-9, &c.outcome, NULL) == STATUS_OK);
    c.bound = cg.bound;
    master_close(&m);

    struct lp *lp = NULL;
    struct lp_settings settings = {LP_MAXIMISE, 1, NULL};
    struct lp_result result;
    struct lp_mip mip = {.nodes = 1000000, .heuristics = 5};
    int binaries = 0;
    CHECK(lp_open(&lp, &settings, a, NULL) == STATUS_OK);
    CHECK(compact_load(&p, 1, lp, &binaries, a, NULL) == STATUS_OK);
    CHECK(lp_solve(lp, &result, NULL) == STATUS_OK);
    if (result.outcome == LP_OPTIMAL) c.linear = result.objective + p.fixed_worth;
    CHECK(lp_solve_mip(lp, 0, binaries, &mip, &result, NULL) == STATUS_OK);
    if (result.outcome == LP_OPTIMAL) c.optimum = result.objective + p.fixed_worth;
    lp_close(lp);

    c.single_option = p.trade.lane_count == 0; /* trade is tighter there */
    c.size = fmax(100, isnan(c.linear) ? 0 : fabs(c.linear));
    for (int i = 0; i < p.option_count; i++)
        c.size = fmax(c.size, p.options[i].gain[0]);
    for (int k = 0; k < p.block_count; k++)
        if (p.blocks[k].option_count > 1) c.single_option = 0;
    lanes += p.trade.lane_count;
    for (int i = 0; i < p.trade.lane_count; i++) /* flows have a tolerance of their own */
        c.size += p.rows[p.trade.lanes[i].send_row].size * p.trade.lanes[i].value;
    return c;
}

static int bounds_hold(const struct plan_input *in, struct arena *a)
{
    struct compared c = compare(in, a);
    struct plan plan;
    struct plan_options o = plan_options_default();
    o.gap = 0;
    CHECK(plan_solve(in, &o, &plan, a, NULL) == STATUS_OK);
    if (isnan(c.optimum)) {
        if (plan.outcome != PLAN_INFEASIBLE)
            print_message("no plan exists, but the outcome is %d\n", plan.outcome);
        return plan.outcome == PLAN_INFEASIBLE && plan.why_infeasible;
    }
    double tolerance = 1e-6 * c.size;
    int holds = c.outcome == COLGEN_DONE && plan.outcome == PLAN_OPTIMAL &&
                fabs(plan.objective - c.optimum) <= tolerance && c.bound >= c.optimum - tolerance &&
                plan.bound >= plan.objective && plan.bound <= plan.objective + tolerance &&
                c.bound <= c.linear + tolerance;
    if (c.single_option) holds = holds && fabs(c.bound - c.linear) <= tolerance;
    if (!holds)
        print_message("outcome %d/%d plan %.10g optimum %.10g bound %.10g linear %.10g %s\n",
                      c.outcome, plan.outcome, plan.objective, c.optimum, c.bound, c.linear,
                      plan.why_infeasible ? plan.why_infeasible : "");
    return holds;
}

static int holds_on(const struct random_shape *s, struct gen *g)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct random_programme *rp = random_programme(s, g, &a);
    struct plan_input in = {&rp->programme, &rp->siting, rp->equity_weight};
    int holds = bounds_hold(&in, &a);
    arena_clear(&a);
    return holds;
}

static int small_programmes(struct gen *g, int size)
{
    struct random_shape s = random_shape_small(g, size);
    return holds_on(&s, g);
}

static int soft_programmes(struct gen *g, int size)
{
    struct random_shape s = random_shape_small(g, size);
    s.soft = 1;
    s.clauses += 2;
    return holds_on(&s, g);
}

/* One option in every block: the pricing problem is integral, the bounds are equal. */
static int single_options(struct gen *g, int size)
{
    struct random_shape s = random_shape_small(g, size);
    s.types_per_stage = s.sizes_per_type = s.sites_per_area = 1;
    s.areas = 2 + size;
    s.soft = size % 2;
    return holds_on(&s, g);
}

static int larger_programmes(struct gen *g, int size)
{
    struct random_shape s = random_shape_small(g, size);
    s.areas = 3 + size;
    s.years = 3;
    s.types_per_stage = 2;
    s.decided = 2;
    s.soft = size % 2;
    return holds_on(&s, g);
}

static int traded_programmes(struct gen *g, int size)
{
    struct random_shape s = random_shape_small(g, size);
    if (s.areas < 2) s.areas = 2;
    s.areas += size / 6;
    s.trade = 1;
    s.soft = size % 2;
    s.percent += 20;
    return holds_on(&s, g);
}

TEST(plan_and_bound_agree_with_the_compact_programme)
{
    property_check("small programmes", small_programmes, 20, 400);
}

TEST(soft_clauses_cost_the_same_in_both)
{
    property_check("soft clauses", soft_programmes, 20, 300);
}

TEST(bound_equals_the_compact_one_where_packages_are_single)
{
    property_check("single options", single_options, 4, 220);
}

TEST(larger_programmes_are_solved_too)
{
    property_check("larger programmes", larger_programmes, 5, 20);
}

TEST(traded_goods_are_worth_the_same_in_both)
{
    lanes = 0;
    property_check("traded goods", traded_programmes, 20, 150);
    print_message("%ld lanes\n", lanes);
    CHECK(lanes > 400);
}

SUITE(CASE(traded_goods_are_worth_the_same_in_both),
      CASE(plan_and_bound_agree_with_the_compact_programme),
      CASE(soft_clauses_cost_the_same_in_both),
      CASE(bound_equals_the_compact_one_where_packages_are_single),
      CASE(larger_programmes_are_solved_too))
