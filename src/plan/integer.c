/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/integer.h"

#include <math.h>
#include <string.h>

#include "plan/enumerate.h"
#include "plan/restrict.h"

struct search {
    struct colgen *cg;
    struct choice_set *best;
    struct choice_set trial;
    struct integer_result *result;
    struct arena *arena;
};

static double gap_of(const struct search *s)
{
    if (!s->result->has_plan) return INFINITY;
    double worth = s->cg->problem->fixed_worth + s->best->worth;
    double gap = s->result->bound - worth;
    return gap <= 0 ? 0 : gap / fmax(fabs(worth), 1e-9);
}

static int is_enough(const struct search *s)
{
    return s->result->has_plan && (s->result->optimal || gap_of(s) <= s->cg->options->gap);
}

static void keep(struct search *s)
{
    if (!s->trial.is_plan || (s->result->has_plan && s->trial.worth <= s->best->worth)) return;
    choice_copy(s->best, &s->trial, s->cg->problem);
    s->result->has_plan = 1;
}

/* Columns of the pool whose reduced cost is within `slack` of the best of their block. */
static enum status near_columns(struct search *s, double slack, int **out, int *count,
                                struct err *e)
{
    const struct colgen *cg = s->cg;
    *out = ARENA_ARRAY(s->arena, int, (size_t)cg->pool->count + 1);
    if (!*out) return err_set(e, STATUS_NOMEM, "out of memory for visits");
    *count = 0;
    for (int i = 0; i < cg->pool->count; i++) {
        const struct pattern *c = &cg->pool->columns[i];
        double lost = cg->bound_value[c->block] - pattern_value(c, cg->bound_price);
        if (lost <= slack) (*out)[(*count)++] = i;
    }
    return STATUS_OK;
}

static enum status first_plan(struct search *s, struct err *e)
{
    int *columns = NULL, count = 0;
    double slack = 0.02 * fabs(s->cg->bound);
    TRY(near_columns(s, slack, &columns, &count, e));
    struct restriction r = {.columns = columns,
                            .column_count = count,
                            .start = s->result->has_plan ? s->best : NULL,
                            .gap = s->cg->options->gap / 2,
                            .nodes = 200,
                            .heuristics = 20};
    struct restricted done;
    TRY(restrict_solve(&r, s->cg->pool, s->cg->options, &s->trial, &done, e));
    if (done.found) keep(s);
    return STATUS_OK;
}

/* The exact end: every visit that a better plan can contain. */
static enum status close_gap(struct search *s, struct err *e)
{
    double worth = s->result->has_plan ? s->cg->problem->fixed_worth + s->best->worth : -INFINITY;
    struct enumeration all;
    TRY(enumerate_visits(s->cg, worth, 20000, &all, e));
    if (!all.complete) return STATUS_OK;
    /* The plan to start from need not be listed itself: it is not better than itself. */
    struct restriction r = {.columns = all.columns,
                            .column_count = all.count,
                            .gap = fmin(1e-9, s->cg->options->gap),
                            .nodes = 100000,
                            .heuristics = 5};
    struct restricted done;
    TRY(restrict_solve(&r, s->cg->pool, s->cg->options, &s->trial, &done, e));
    if (done.found) keep(s);
    if (!done.exhausted) return STATUS_OK;
    s->result->infeasible = done.infeasible && !s->result->has_plan;
    s->result->optimal = s->result->has_plan;
    return STATUS_OK;
}

static enum status run(struct search *s, struct err *e)
{
    TRY(first_plan(s, e));
    if (is_enough(s)) return STATUS_OK;
    TRY(close_gap(s, e));
    return STATUS_OK;
}

enum status integer_solve(struct colgen *cg, struct choice_set *best, struct integer_result *out,
                          struct err *e)
{
    *out = (struct integer_result){.bound = cg->bound};
    struct arena arena = ARENA_INIT((size_t)1 << 40);
    struct search s = {.cg = cg, .best = best, .result = out, .arena = &arena};
    enum status status = choice_init(&s.trial, cg->problem, &arena, e);
    if (status == STATUS_OK) {
        choice_update(best, cg->pool);
        out->has_plan = best->is_plan; /* nothing new: often a plan, the empty one */
        status = run(&s, e);
    }
    if (out->optimal) out->bound = fmin(out->bound, cg->problem->fixed_worth + best->worth);
    arena_clear(&arena);
    return status;
}
