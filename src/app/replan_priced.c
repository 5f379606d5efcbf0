/* SPDX-License-Identifier: Apache-2.0 */
#include "app/replan_priced.h"

#include <math.h>
#include <string.h>

#include "plan/solve.h"

#define LOSS_USUAL 0.005 /* where none is stated */
#define RISE       3.0   /* of the price from one plan to the next */

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for planning again");
}

/* The programme in which a change costs so much; without a price any number is allowed. */
static enum status put_price(struct programme *out, const struct replan_priced *c, double price,
                             struct arena *a, struct err *e)
{
    const struct programme *p = c->input->programme;
    *out = *p;
    out->clauses = ARENA_ARRAY(a, struct clause, (size_t)p->clause_count + 1);
    if (!out->clauses) return out_of_memory(e);
    memcpy(out->clauses, p->clauses, sizeof *p->clauses * (size_t)p->clause_count);
    if (price > 0) {
        out->clauses[c->limit].at_most = 0;
        out->clauses[c->limit].penalty = price;
    }
    return STATUS_OK;
}

/* The plan under a price, measured without it; *found 0: there is none. */
static enum status plan_under(const struct replan_priced *c, double price, struct replan_point *out,
                              int *found, struct arena *a, struct err *e)
{
    struct programme priced;
    struct difference d;
    struct plan_options options = plan_options_default();
    options.threads = c->request->threads;
    options.stop = c->request->stop;
    TRY(put_price(&priced, c, price, a, e));
    struct plan_input input = {&priced, c->input->siting, c->input->equity_weight};
    *out = (struct replan_point){.allowed = -1};
    TRY(plan_solve(&input, &options, &out->plan, a, e));
    *found = out->plan.outcome == PLAN_OPTIMAL || out->plan.outcome == PLAN_FEASIBLE;
    if (!*found) return STATUS_OK;
    TRY(difference_make(&d, c->input, c->adopted, &out->plan, a, e));
    out->made = d.year_count;
    out->plan.penalty -= price * d.year_count;
    out->plan.objective = d.worth_b;
    return STATUS_OK;
}

enum status replan_priced(const struct replan_priced *c, struct replan_point *out, int *count,
                          struct arena *a, struct err *e)
{
    double loss = isnan(c->request->loss) ? LOSS_USUAL : c->request->loss, price = 0;
    *count = 0;
    while (*count < REPLAN_PRICED_MAX && !stop_wanted(c->request->stop)) {
        struct replan_point *at = &out[*count];
        int found = 0;
        progress_report(c->request->progress, 0.5 + 0.1 * *count, "planning afresh");
        TRY(plan_under(c, price, at, &found, a, e));
        if (!found) return STATUS_OK;
        ++*count;
        double allowed = loss * fabs(out[0].plan.objective);
        if (at->made == 0 || !(allowed > 0)) return STATUS_OK;
        if (*count == 1)
            price = allowed / at->made;
        else
            price *= out[0].plan.objective - at->plan.objective <= allowed ? RISE : 1 / RISE / 1.5;
    }
    return STATUS_OK;
}
