/* SPDX-License-Identifier: Apache-2.0 */
/* The dual without a linear programme against column generation, which goes to its end. */
#include <math.h>

#include "kit/random_programme.h"
#include "plan/colgen.h"
#include "plan/dual.h"

static int with_clauses; /* programmes with clauses that can be kept */

static struct plan solve_by(enum plan_method method, const struct plan_input *in, struct arena *a)
{
    struct plan plan;
    struct plan_options o = plan_options_default();
    o.method = method;
    o.effort = 0.05;
    o.gap = 0.001;
    CHECK(plan_solve(in, &o, &plan, a, NULL) == STATUS_OK);
    return plan;
}

static double bound_by(enum plan_method method, const struct plan_input *in, int threads,
                       struct arena *a)
{
    struct plan_options o = plan_options_default();
    struct problem p;
    struct pool pool;
    struct master m;
    struct colgen cg;
    enum colgen_outcome outcome;
    o.threads = threads;
    CHECK(problem_build(&p, in, a, NULL) == STATUS_OK);
    if (p.why_infeasible) return NAN;
    CHECK(pool_init(&pool, &p, a, NULL) == STATUS_OK);
    CHECK(master_open(&m, &p, &pool, &o, a, NULL) == STATUS_OK);
    CHECK(colgen_init(&cg, &m, &o, a, NULL) == STATUS_OK);
    if (method == PLAN_DUAL)
        CHECK(dual_run(&cg, &outcome, NULL) == STATUS_OK);
    else
        CHECK(colgen_run(&cg, 1e-9, &outcome, NULL) == STATUS_OK);
    master_close(&m);
    if (outcome == COLGEN_INFEASIBLE) return -INFINITY;
    CHECK(outcome == COLGEN_DONE);
    return cg.bound;
}

/* Prices of any origin give a bound, so the dual's is one, too: never below the least there is. */
static int never_below(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct random_shape s = random_shape_small(g, size);
    s.areas = 3 + size;
    s.years = 3;
    struct random_programme *rp = random_programme(&s, g, &a);
    struct plan_input in = {&rp->programme, &rp->siting, rp->equity_weight};
    double least = bound_by(PLAN_COLUMNS, &in, 1, &a), dual = bound_by(PLAN_DUAL, &in, 1, &a);
    int holds = isnan(least) ? isnan(dual) : dual >= least - 1e-6 * fmax(100, fabs(least));
    if (!holds) print_message("dual %.10g, least %.10g\n", dual, least);
    struct plan plan = solve_by(PLAN_DUAL, &in, &a);
    if (plan.outcome <= PLAN_FEASIBLE)
        holds = holds && plan.objective <= least + 1e-6 * fmax(100, fabs(least));
    if (plan.outcome == PLAN_INFEASIBLE) /* then the other way says so, too */
        holds = holds && solve_by(PLAN_COLUMNS, &in, &a).outcome == PLAN_INFEASIBLE;
    arena_clear(&a);
    return holds;
}

/* With blocks enough it is close, whatever clauses want; and the same on any number of threads. */
static int close_with(struct gen *g, int size, int clauses)
{
    struct arena a = ARENA_INIT((size_t)1 << 32);
    struct random_shape s = random_shape_small(g, size);
    s.areas = 100 + 20 * size;
    s.years = 5;
    s.stages = 1;
    s.types_per_stage = s.sizes_per_type = s.sites_per_area = 2;
    s.clauses = clauses;
    s.percent = gen_int(g, 40, 90);
    struct random_programme *rp = random_programme(&s, g, &a);
    struct plan_input in = {&rp->programme, &rp->siting, rp->equity_weight};
    double least = bound_by(PLAN_COLUMNS, &in, 1, &a), dual = bound_by(PLAN_DUAL, &in, 1, &a);
    double other = bound_by(PLAN_DUAL, &in, 3, &a);
    int holds = dual >= least * (1 - 1e-7) && dual <= least * (1 + 1e-3) && dual == other;
    if (clauses && !isfinite(least)) holds = 1; /* they contradict each other */
    with_clauses += clauses && isfinite(least);
    if (!holds) print_message("dual %.10g and %.10g, least %.10g\n", dual, other, least);
    arena_clear(&a);
    return holds;
}

static int close_to_it(struct gen *g, int size)
{
    return close_with(g, size, 0);
}

static int close_with_clauses(struct gen *g, int size)
{
    return close_with(g, size, 1 + gen_int(g, 0, 3));
}

TEST(the_dual_never_falls_below_the_least_bound)
{
    property_check("never below", never_below, 6, 18);
}

TEST(the_dual_is_close_with_many_blocks)
{
    property_check("close", close_to_it, 3, 4);
}

TEST(the_dual_is_close_with_clauses)
{
    property_check("close", close_with_clauses, 6, 4);
    CHECK(with_clauses >= 3);
}

SUITE(CASE(the_dual_never_falls_below_the_least_bound), CASE(the_dual_is_close_with_many_blocks),
      CASE(the_dual_is_close_with_clauses))
