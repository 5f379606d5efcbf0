/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/solve.h"

#include <assert.h>
#include <math.h>

#include "plan/dual.h"
#include "plan/floors.h"
#include "plan/integer.h"
#include "plan/result.h"

/* Distance of bound and master at which column generation ends. */
#define COLGEN_TOLERANCE 1e-7

/* Bound and worth that differ by no more, as a share, are called equal. */
#define EQUAL 1e-9

struct plan_options plan_options_default(void)
{
    return (struct plan_options){.gap = 0.01, .effort = 1, .threads = 1, .seed = 1};
}

static enum status answer(struct plan *out, struct colgen *cg, enum colgen_outcome outcome,
                          struct arena *a, struct err *e)
{
    const struct problem *p = cg->problem;
    struct choice_set best;
    struct integer_result integer = {.bound = cg->bound};
    TRY(choice_init(&best, p, a, e));
    if (outcome == COLGEN_INFEASIBLE) {
        out->outcome = PLAN_INFEASIBLE;
        TRY(result_conflict(cg, out, a, e));
    } else {
        TRY(integer_solve(cg, &best, &integer, e));
        out->outcome = PLAN_STOPPED;
        if (integer.infeasible) {
            out->outcome = PLAN_INFEASIBLE;
            TRY(result_no_whole_plan(p, out, a, e));
        }
    }
    out->bound = integer.bound;
    out->round_count = cg->round_count;
    out->column_count = cg->pool->count;
    TRY(result_prices(out, p, isfinite(cg->bound) ? cg->bound_price : NULL, a, e));
    TRY(result_fill(out, p, cg->pool, integer.has_plan ? &best : NULL, a, e));
    if (!integer.has_plan) return STATUS_OK;
    /* The sum of the visits and the definition round differently. */
    if (integer.optimal || out->bound < out->objective)
        out->bound = fmax(out->bound, out->objective);
    double distance = out->bound - out->objective;
    int proven = integer.optimal || distance <= EQUAL * fabs(out->objective);
    out->outcome = proven ? PLAN_OPTIMAL : PLAN_FEASIBLE;
    return STATUS_OK;
}

/* The dual without a linear programme knows no flows. */
static int by_dual(const struct problem *p, const struct plan_options *o)
{
    if (p->trade.lane_count > 0) return 0;
    if (o->method == PLAN_BY_SIZE) return dual_is_faster(p);
    return o->method == PLAN_DUAL;
}

static enum status find_bound(struct colgen *cg, enum colgen_outcome *outcome, struct err *e)
{
    if (by_dual(cg->problem, cg->options)) return dual_run(cg, outcome, e);
    return colgen_run(cg, COLGEN_TOLERANCE, outcome, e);
}

/* What takes memory only while solving lives in an arena of its own. */
static enum status solve(const struct problem *p, const struct plan_options *o, struct plan *out,
                         struct arena *result, struct err *e)
{
    struct arena work = ARENA_INIT((size_t)1 << 40);
    struct pool pool;
    struct master master = {0}; /* stays closed for the dual */
    struct colgen cg;
    enum colgen_outcome outcome = COLGEN_STOPPED;
    enum status status = pool_init(&pool, p, &work, e);
    master = (struct master){.problem = p, .pool = &pool};
    if (status == STATUS_OK && !by_dual(p, o)) status = master_open(&master, p, &pool, o, &work, e);
    if (status == STATUS_OK) status = colgen_init(&cg, &master, o, &work, e);
    if (status == STATUS_OK) status = find_bound(&cg, &outcome, e);
    if (status == STATUS_OK) status = answer(out, &cg, outcome, result, e);
    master_close(&master);
    arena_clear(&work);
    return status;
}

enum status plan_solve(const struct plan_input *in, const struct plan_options *options,
                       struct plan *out, struct arena *a, struct err *e)
{
    assert(options->threads >= 1 && options->gap >= 0 && options->effort >= 0);
    *out = (struct plan){.outcome = PLAN_STOPPED};
    struct arena arena = ARENA_INIT((size_t)1 << 40);
    struct problem problem;
    enum status status = problem_build(&problem, in, &arena, e);
    if (status == STATUS_OK && options->share_floor)
        status = floors_apply(&problem, options->share_floor, &arena, e);
    if (status == STATUS_OK && problem.why_infeasible) {
        out->outcome = PLAN_INFEASIBLE;
        size_t len = slice_of(problem.why_infeasible).len;
        out->why_infeasible = arena_strndup(a, problem.why_infeasible, len);
        if (!out->why_infeasible) status = err_set(e, STATUS_NOMEM, "out of memory for a reason");
        if (status == STATUS_OK) status = result_prices(out, &problem, NULL, a, e);
        if (status == STATUS_OK) status = result_fill(out, &problem, NULL, NULL, a, e);
    } else if (status == STATUS_OK) {
        status = solve(&problem, options, out, a, e);
    }
    arena_clear(&arena);
    return status;
}
