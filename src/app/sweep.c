/* SPDX-License-Identifier: Apache-2.0 */
#include "app/sweep.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/replan.h"
#include "base/json.h"
#include "base/number.h"

static enum status scale(struct programme *out, const struct programme *p, int resource,
                         double share, struct arena *a, struct err *e)
{
    *out = *p;
    out->limits = ARENA_ARRAY(a, struct resource_limit, (size_t)p->limit_count + 1);
    if (!out->limits) return err_set(e, STATUS_NOMEM, "out of memory for limits");
    for (int i = 0; i < p->limit_count; i++) {
        out->limits[i] = p->limits[i];
        if (p->limits[i].resource == resource) out->limits[i].quantity *= 1 + share;
    }
    return STATUS_OK;
}

static enum status count_moves(const struct plan_input *in, const struct plan *from,
                               const struct plan *to, int *moves, int *areas, struct err *e)
{
    struct difference d;
    struct arena scratch = ARENA_INIT((size_t)1 << 40);
    int last = -1;
    enum status status = difference_make(&d, in, from, to, &scratch, e);
    *moves = d.year_count;
    *areas = 0;
    for (int i = 0; status == STATUS_OK && i < d.move_count; i++) { /* by area */
        if (d.moves[i].year_a == d.moves[i].year_b || d.moves[i].area == last) continue;
        last = d.moves[i].area;
        (*areas)++;
    }
    arena_clear(&scratch);
    return status;
}

static enum status plan_afresh(struct sweep_step *out, const struct plan_input *in,
                               const struct stored *stored, const struct sweep_request *request,
                               struct arena *a, struct err *e)
{
    struct plan plan;
    struct plan_options options = plan_options_default();
    options.effort = request->effort;
    options.threads = request->threads;
    options.stop = request->stop;
    TRY(plan_solve(in, &options, &plan, a, e));
    out->bound = plan.bound;
    out->has_fresh = plan.outcome == PLAN_OPTIMAL || plan.outcome == PLAN_FEASIBLE;
    if (!out->has_fresh) return STATUS_OK;
    out->fresh_worth = plan.objective;
    return count_moves(in, &stored->plan, &plan, &out->fresh_moves, &out->fresh_areas, e);
}

static enum status hold_still(struct sweep_step *out, const struct plan_input *in,
                              const struct stored *stored, const struct sweep_request *request,
                              struct arena *a, struct err *e)
{
    struct replan_request ask = {.changes = -1,
                                 .loss = request->loss,
                                 .known = out->has_fresh ? out->fresh_worth : 0,
                                 .rounds = 2,
                                 .threads = request->threads,
                                 .stop = request->stop};
    struct replan answer;
    TRY(replan_search(&answer, stored, in->programme, &ask, a, e));
    out->has_still = answer.chosen >= 0;
    if (!out->has_still) return STATUS_OK;
    const struct plan *plan = &answer.points[answer.chosen].plan;
    out->still_worth = plan->objective;
    return count_moves(in, &stored->plan, plan, &out->still_moves, &out->still_areas, e);
}

static enum status run_step(struct sweep_step *out, const struct session *s,
                            const struct stored *stored, const struct sweep_request *request,
                            struct err *e)
{
    struct arena a = ARENA_INIT((size_t)1 << 40);
    struct programme scaled;
    enum status status = scale(&scaled, &s->programme, request->resource, out->share, &a, e);
    struct plan_input in = {&scaled, &stored->siting, stored->input.equity_weight};
    if (status == STATUS_OK) status = plan_afresh(out, &in, stored, request, &a, e);
    if (status == STATUS_OK) status = hold_still(out, &in, stored, request, &a, e);
    arena_clear(&a);
    return status;
}

enum status sweep(struct sweep *out, struct session *s, const struct sweep_request *request,
                  struct err *e)
{
    struct stored stored;
    *out = (struct sweep){.step_count = request->step_count};
    TRY(stored_read(&stored, s, request->plan, request->threads, e));
    if (!stored_has_visits(&stored))
        return err_set(e, STATUS_NOTFOUND, "plan '%s' has no visits that could move", stored.name);
    out->plan = stored.name;
    for (int v = 0; v < stored.plan.visit_count; v++)
        out->visit_count += !stored.plan.visits[v].decided;
    for (int i = 0; i < request->step_count; i++) {
        struct sweep_step *step = &out->steps[i];
        char text[64];
        step->share = request->from + (request->to - request->from) * i / (request->step_count - 1);
        if (fabs(step->share) < 1e-12) step->share = 0;
        (void)snprintf(text, sizeof text, "%+.3g %%", 100 * step->share);
        progress_report(request->progress, (double)i / request->step_count, text);
        TRY(run_step(step, s, &stored, request, e));
    }
    return STATUS_OK;
}

/* --- words -------------------------------------------------------------------------------- */

static void write_plan(struct buf *b, int has, int moves, int areas, double worth)
{
    if (!has) {
        buf_text(b, "no plan");
        return;
    }
    buf_printf(b, "%4d visits in %4d areas move, worth ", moves, areas);
    buf_grouped(b, worth, 0);
}

void sweep_write(const struct sweep *x, const struct sweep_request *request,
                 const struct programme *p, struct buf *b)
{
    buf_printf(b, "plan %s, %d visits that can move; every limit of %s changed\n", x->plan,
               x->visit_count, p->resources[request->resource].name);
    for (int i = 0; i < x->step_count; i++) {
        const struct sweep_step *s = &x->steps[i];
        buf_printf(b, "  %+6.3g %%  afresh: ", 100 * s->share);
        write_plan(b, s->has_fresh, s->fresh_moves, s->fresh_areas, s->fresh_worth);
        buf_printf(b, "\n            still:  ");
        write_plan(b, s->has_still, s->still_moves, s->still_areas, s->still_worth);
        if (s->has_fresh && s->has_still && s->fresh_worth > 0) {
            double lost = 100 * (s->fresh_worth - s->still_worth) / s->fresh_worth;
            buf_printf(b, " (%.2f %% %s)", fabs(lost), lost >= 0 ? "less" : "more");
        }
        buf_char(b, '\n');
    }
    buf_printf(b, "still: as few visits move as lose no more than %.3g %% of the best found so\n",
               100 * request->loss);
}

static void plan_json(struct json *j, const char *key, int has, int moves, int areas, double worth)
{
    json_key(j, key);
    json_open(j, '{');
    json_key(j, "plan");
    json_flag(j, has);
    if (has) {
        json_key(j, "visits_moved");
        json_integer(j, moves);
        json_key(j, "areas_moved");
        json_integer(j, areas);
        json_key(j, "worth");
        json_real(j, worth);
    }
    json_shut(j, '}');
}

void sweep_write_json(const struct sweep *x, const struct sweep_request *request,
                      const struct programme *p, struct buf *b)
{
    struct json j = {.out = b};
    json_open(&j, '{');
    json_key(&j, "plan");
    json_text(&j, slice_of(x->plan));
    json_key(&j, "resource");
    json_text(&j, slice_of(p->resources[request->resource].code));
    json_key(&j, "loss");
    json_real(&j, request->loss);
    json_key(&j, "visits");
    json_integer(&j, x->visit_count);
    json_key(&j, "steps");
    json_open(&j, '[');
    for (int i = 0; i < x->step_count; i++) {
        const struct sweep_step *s = &x->steps[i];
        json_open(&j, '{');
        json_key(&j, "by");
        json_real(&j, s->share);
        json_key(&j, "bound");
        json_real(&j, s->bound);
        plan_json(&j, "afresh", s->has_fresh, s->fresh_moves, s->fresh_areas, s->fresh_worth);
        plan_json(&j, "still", s->has_still, s->still_moves, s->still_areas, s->still_worth);
        json_shut(&j, '}');
    }
    json_shut(&j, ']');
    json_shut(&j, '}');
    buf_char(b, '\n');
}
