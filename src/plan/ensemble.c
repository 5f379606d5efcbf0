/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/ensemble.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "plan/anneal.h"
#include "plan/enumerate.h"
#include "plan/integer.h"
#include "plan/result.h"

enum {
    TRIES = 3, /* for each plan wanted */
    MOVES_PER_BLOCK = 2000,
    MOVES_MIN = 100 * 1000,
    NEAR_PER_BLOCK = 100,
    STREAM = 1 << 10, /* of random numbers, apart from those of the first plan */
};

/* Reduced cost up to which visits are listed: share of the mean worth of a block. */
#define NEAR_SHARE 0.05

/* Charges: of the mean worth of a block, for a year that every plan so far has chosen. */
#define CHARGE_FIRST 0.02
#define CHARGE_MORE  1.5
#define CHARGE_LESS  0.5
#define OF_YEAR      0.7 /* of the charge; the rest is for the very package */

struct gathering {
    const struct problem *problem;
    struct colgen *cg;
    const struct ensemble_request *request;
    struct ensemble *out;
    struct choice_set best, trial;
    int **chosen;      /* [plan][block] column, -1: none */
    int *year_count;   /* [block * year_count + year] plans that visit then */
    int *column_count; /* [column] plans that have it */
    double *worth;     /* [column] without charges */
    struct arena *work, *result;
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for an ensemble of plans");
}

static int is_new(const struct gathering *g, const struct choice_set *choice)
{
    size_t bytes = sizeof(int) * (size_t)g->problem->block_count;
    for (int i = 0; i < g->out->count; i++)
        if (memcmp(g->chosen[i], choice->column, bytes) == 0) return 0;
    return 1;
}

static enum status add_plan(struct gathering *g, const struct choice_set *choice, struct err *e)
{
    const struct problem *p = g->problem;
    struct ensemble *out = g->out;
    struct plan *plan = &out->plans[out->count];
    int *chosen = ARENA_ARRAY(g->work, int, (size_t)p->block_count + 1);
    if (!chosen) return out_of_memory(e);
    memcpy(chosen, choice->column, sizeof(int) * (size_t)p->block_count);
    *plan = (struct plan){.outcome = PLAN_FEASIBLE};
    TRY(result_prices(plan, p, g->cg->bound_price, g->result, e));
    TRY(result_fill(plan, p, g->cg->pool, choice, g->result, e));
    out->bound = fmax(out->bound, plan->objective); /* they round differently */
    g->chosen[out->count++] = chosen;
    for (int b = 0; b < p->block_count; b++) {
        if (chosen[b] < 0) continue;
        g->year_count[b * p->year_count + g->cg->pool->columns[chosen[b]].year]++;
        g->column_count[chosen[b]]++;
    }
    return STATUS_OK;
}

/* Worths less a charge on what was chosen before; 0 takes all charges off. */
static void charge(struct gathering *g, double most)
{
    const struct problem *p = g->problem;
    struct pool *pool = g->cg->pool;
    double share = most / g->out->count;
    for (int i = 0; i < pool->count; i++) {
        struct pattern *c = &pool->columns[i];
        double year = g->year_count[c->block * p->year_count + c->year];
        c->worth = g->worth[i] - share * (OF_YEAR * year + (1 - OF_YEAR) * g->column_count[i]);
    }
}

/* One more try from the last plan; *kept: it is good enough, and new. */
static enum status try_charge(struct gathering *g, double most, int *kept, struct err *e)
{
    const struct problem *p = g->problem;
    const struct plan_options *o = g->cg->options;
    struct pool *pool = g->cg->pool;
    double moves = fmax(MOVES_MIN, (double)MOVES_PER_BLOCK * p->block_count) * fmax(o->effort, 0.1);
    memcpy(g->trial.column, g->chosen[g->out->count - 1], sizeof(int) * (size_t)p->block_count);
    charge(g, most);
    choice_update(&g->trial, pool);
    struct annealing with = {(int64_t)moves, STREAM + (uint64_t)g->out->tried++, NEAR_PER_BLOCK, 1};
    enum status status = anneal(g->cg, &g->trial, &with, e);
    charge(g, 0);
    if (status != STATUS_OK) return status;
    choice_update(&g->trial, pool);
    *kept = g->trial.is_plan && p->fixed_worth + g->trial.worth >= g->out->least &&
            is_new(g, &g->trial);
    return *kept ? add_plan(g, &g->trial, e) : STATUS_OK;
}

static enum status prepare(struct gathering *g, struct err *e)
{
    const struct problem *p = g->problem;
    const struct pool *pool = g->cg->pool;
    size_t cells = (size_t)p->block_count * (size_t)p->year_count, columns = (size_t)pool->count;
    g->chosen = ARENA_ARRAY(g->work, int *, (size_t)g->request->plan_count + 1);
    g->year_count = ARENA_ARRAY(g->work, int, cells + 1);
    g->column_count = ARENA_ARRAY(g->work, int, columns + 1);
    g->worth = ARENA_ARRAY(g->work, double, columns + 1);
    g->out->plans = ARENA_ARRAY(g->result, struct plan, (size_t)g->request->plan_count + 1);
    if (!g->chosen || !g->year_count || !g->column_count || !g->worth || !g->out->plans)
        return out_of_memory(e);
    for (int i = 0; i < pool->count; i++)
        g->worth[i] = pool->columns[i].worth;
    return STATUS_OK;
}

static void report(const struct gathering *g)
{
    progress_report(g->cg->options->progress, (double)g->out->count / g->request->plan_count,
                    "plans as good");
}

static enum status gather(struct gathering *g, struct err *e)
{
    struct ensemble *out = g->out;
    double mean = fabs(g->cg->bound) / (g->problem->block_count + 1);
    double most = CHARGE_FIRST * mean;
    TRY(enumerate_near(g->cg, NEAR_SHARE * mean, NEAR_PER_BLOCK, e));
    TRY(prepare(g, e));
    if (g->problem->fixed_worth + g->best.worth < out->least) return STATUS_OK;
    TRY(add_plan(g, &g->best, e));
    while (out->count < g->request->plan_count && out->tried < TRIES * g->request->plan_count) {
        int kept = 0;
        report(g);
        if (stop_wanted(g->cg->options->stop)) break;
        TRY(try_charge(g, most, &kept, e));
        most *= kept ? CHARGE_MORE : CHARGE_LESS;
    }
    for (int i = 0; i < out->count; i++)
        out->plans[i].bound = out->bound;
    return STATUS_OK;
}

static enum status answer(struct gathering *g, enum colgen_outcome outcome, struct err *e)
{
    struct ensemble *out = g->out;
    struct plan none;
    struct integer_result integer = {.bound = g->cg->bound};
    if (outcome == COLGEN_INFEASIBLE) {
        out->outcome = PLAN_INFEASIBLE;
        TRY(result_conflict(g->cg, &none, g->result, e));
        out->why_infeasible = none.why_infeasible;
        return STATUS_OK;
    }
    TRY(choice_init(&g->best, g->problem, g->work, e));
    TRY(choice_init(&g->trial, g->problem, g->work, e));
    TRY(integer_solve(g->cg, &g->best, &integer, e));
    if (integer.infeasible) {
        out->outcome = PLAN_INFEASIBLE;
        TRY(result_no_whole_plan(g->problem, &none, g->result, e));
        out->why_infeasible = none.why_infeasible;
    }
    if (!integer.has_plan) return STATUS_OK;
    out->outcome = integer.optimal ? PLAN_OPTIMAL : PLAN_FEASIBLE;
    out->bound = integer.bound;
    out->least = out->bound - g->request->share * fabs(out->bound);
    return gather(g, e);
}

static enum status solve(struct gathering *g, const struct plan_options *o, struct err *e)
{
    struct pool pool;
    struct master master = {0};
    struct colgen cg;
    enum colgen_outcome outcome = COLGEN_STOPPED;
    enum status status = pool_init(&pool, g->problem, g->work, e);
    if (status == STATUS_OK) status = master_open(&master, g->problem, &pool, o, g->work, e);
    if (status == STATUS_OK) status = colgen_init(&cg, &master, o, g->work, e);
    if (status == STATUS_OK) status = colgen_run(&cg, 1e-7, &outcome, e);
    g->cg = &cg;
    if (status == STATUS_OK) status = answer(g, outcome, e);
    master_close(&master);
    return status;
}

enum status ensemble_solve(struct ensemble *out, const struct plan_input *in,
                           const struct plan_options *options,
                           const struct ensemble_request *request, struct arena *a, struct err *e)
{
    assert(request->plan_count >= 1 && request->plan_count <= ENSEMBLE_PLANS_MAX);
    *out = (struct ensemble){.outcome = PLAN_STOPPED, .bound = INFINITY, .least = -INFINITY};
    struct arena work = ARENA_INIT((size_t)1 << 40);
    struct problem problem;
    struct plan_options o = *options;
    struct gathering g = {
        .problem = &problem, .request = request, .out = out, .work = &work, .result = a};
    o.gap = fmin(o.gap, request->share / 2); /* the first plan leaves room for others */
    enum status status = problem_build(&problem, in, &work, e);
    if (status == STATUS_OK && problem.why_infeasible) {
        out->outcome = PLAN_INFEASIBLE;
        out->why_infeasible =
            arena_strndup(a, problem.why_infeasible, strlen(problem.why_infeasible));
        if (!out->why_infeasible) status = out_of_memory(e);
    } else if (status == STATUS_OK) {
        status = solve(&g, &o, e);
    }
    arena_clear(&work);
    return status;
}
