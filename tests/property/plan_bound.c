/* SPDX-License-Identifier: Apache-2.0 */
/* The bound and the plan against the compact programme, on random programmes. */
#include <math.h>

#include "kit/random_programme.h"
#include "plan/colgen.h"
#include "plan/compact.h"
#include "plan/part.h"
#include "plan/tree.h"
#include "plan/whole.h"

enum {
    WHOLE_BLOCKS = 6, /* so few are branched upon to the end */
};

struct compared {
    enum colgen_outcome outcome;
    double bound;      /* of column generation */
    double parts;      /* the same with the limits of small parts kept whole */
    double tree;       /* of a search tree over all of it; -INFINITY: no plan */
    double best;       /* the plan that the tree found; -INFINITY: none */
    double linear;     /* of the compact programme without integrality; NAN: infeasible */
    double optimum;    /* of the compact programme; NAN: infeasible */
    int is_whole;      /* the tree came to its end */
    int single_option; /* every block has one option */
    double size;       /* of worth: the largest there is to compare */
};

static long lanes;  /* of trade, in all programmes */
static long closed; /* bounds of parts that the solver's tree made smaller */

/* With parts of at most so many blocks, and nothing known but the plan without visits. */
static double bound_of_parts(struct colgen *cg, struct whole_effort effort, struct arena *a)
{
    struct choice_set none;
    double lost = 0;
    CHECK(choice_init(&none, cg->problem, a, NULL) == STATUS_OK);
    choice_update(&none, cg->pool);
    CHECK(whole_parts(cg, &none, &effort, INFINITY, &lost, NULL) == STATUS_OK);
    CHECK(lost >= 0);
    return cg->bound - lost;
}

/* Branch and price over everything, to its end where blocks are few. */
static void grow_tree(struct compared *c, struct colgen *cg, struct arena *a)
{
    const struct problem *p = cg->problem;
    struct parts parts;
    struct problem all;
    struct plan_options o = plan_options_default();
    int nodes = p->block_count <= WHOLE_BLOCKS ? 100000 : 10;
    struct tree_goal goal = {-INFINITY, nodes};
    struct tree_result result;
    CHECK(parts_find(&parts, p, p->block_count, a, NULL) == STATUS_OK);
    c->tree = cg->bound;
    if (p->trade.lane_count > 0) return; /* no parts */
    CHECK(parts.count == 1);
    CHECK(part_problem(&all, p, &parts, 0, &cg->prices, cg->bound_price, a, NULL) == STATUS_OK);
    all.is_branched = 1;
    CHECK(tree_run(&all, &o, &goal, &result, a, NULL) == STATUS_OK);
    c->is_whole = result.nodes < nodes;
    c->tree = result.bound + p->fixed_worth;
    c->best = result.has_plan ? result.worth + p->fixed_worth : -INFINITY;
}

static struct compared compare(const struct plan_input *in, struct arena *a)
{
    struct compared c = {.outcome = COLGEN_INFEASIBLE, .linear = NAN, .optimum = NAN};
    c.parts = c.tree = c.best = -INFINITY;
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
    if (c.outcome == COLGEN_DONE) {
        int half = 1 + p.block_count / 2, nodes = 1 + 7 * (p.option_count % 5);
        c.parts = fmin(bound_of_parts(&cg, (struct whole_effort){half, nodes, 0, 1000}, a),
                       bound_of_parts(&cg, (struct whole_effort){2, 20, 0, 1000}, a));
        double open = c.parts, shut = c.parts;
        if (p.option_count % 3 == 0) { /* the solver takes its time */
            open = bound_of_parts(&cg, (struct whole_effort){half, 1, 0, 1000}, a);
            shut = bound_of_parts(&cg, (struct whole_effort){half, 1, 1000, 1000}, a);
        }
        CHECK(shut <= open);
        closed += shut < open - 1e-6 * fabs(open);
        c.parts = fmin(c.parts, shut);
        grow_tree(&c, &cg, a);
    }

    struct lp *lp = NULL;
    struct lp_settings settings = {.sense = LP_MAXIMISE, .seed = 1};
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

/* The bounds count limits with their tolerance, at the prices of the rows. */
static int tree_holds(const struct compared *c, double tolerance)
{
    double most = 100 * tolerance;
    if (c->tree < c->optimum - tolerance || c->best > c->tree || c->best > c->optimum + most)
        return 0;
    return !c->is_whole || (c->tree <= c->optimum + most && c->best >= c->optimum - most);
}

static int bounds_hold(const struct plan_input *in, struct arena *a)
{
    struct compared c = compare(in, a);
    struct plan plan;
    struct plan_options o = plan_options_default();
    o.gap = 0;
    CHECK(plan_solve(in, &o, &plan, a, NULL) == STATUS_OK);
    if (isnan(c.optimum)) {
        CHECK(!c.is_whole || !(c.tree > -INFINITY));
        if (plan.outcome != PLAN_INFEASIBLE)
            print_message("no plan exists, but the outcome is %d\n", plan.outcome);
        return plan.outcome == PLAN_INFEASIBLE && plan.why_infeasible;
    }
    double tolerance = 1e-6 * c.size;
    int holds = c.outcome == COLGEN_DONE && plan.outcome == PLAN_OPTIMAL &&
                fabs(plan.objective - c.optimum) <= tolerance && c.bound >= c.optimum - tolerance &&
                plan.bound >= plan.objective && plan.bound <= plan.objective + tolerance &&
                c.bound <= c.linear + tolerance && c.parts >= c.optimum - tolerance &&
                c.parts <= c.bound && tree_holds(&c, tolerance);
    if (c.single_option) holds = holds && fabs(c.bound - c.linear) <= tolerance;
    if (!holds)
        print_message("outcome %d/%d plan %.10g optimum %.10g bound %.10g linear %.10g parts %.10g "
                      "tree %.10g %.10g %s\n",
                      c.outcome, plan.outcome, plan.objective, c.optimum, c.bound, c.linear,
                      c.parts, c.tree, c.best, plan.why_infeasible ? plan.why_infeasible : "");
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
    closed = 0;
    property_check("small programmes", small_programmes, 20, 240);
    print_message("%ld parts closed\n", closed);
    CHECK(closed > 0);
}

TEST(soft_clauses_cost_the_same_in_both)
{
    property_check("soft clauses", soft_programmes, 20, 180);
}

TEST(bound_equals_the_compact_one_where_packages_are_single)
{
    property_check("single options", single_options, 4, 160);
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
