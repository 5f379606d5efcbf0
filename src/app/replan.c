/* SPDX-License-Identifier: Apache-2.0 */
#include "app/replan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/replan_priced.h"
#include "plan/result.h"
#include "plan/whatif.h"

static const int steps[] = {0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};

enum {
    ANY = 900 * 1000,  /* changes: more than any plan has */
    GIVEN_UP_MAX = 64, /* visits, for few changes */
};

struct work {
    struct replan *out;
    const struct programme *now;
    struct arena *arena;
    const struct replan_request *request;
    struct programme programme; /* with the adopted plan and what it asks for */
    struct plan_input input;
    struct whatif whatif;
    int limit; /* clause that limits changes */
    int allowed;
    int is_priced; /* plans with a price on changes are among the points */
    int idle;      /* rounds without a gain that more changes could not have helped */
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for planning again");
}

/* What counts as near enough to the bound when the plan is told; nothing is searched by it. */
#define GAP 0.01

/* --- the programme with the adopted plan ---------------------------------------------------- */

static struct clause *add_clause(struct programme *p, enum clause_kind kind, const char *text)
{
    struct clause *c = &p->clauses[p->clause_count++];
    *c = (struct clause){.code = "replan",
                         .text = text,
                         .kind = kind,
                         .area = -1,
                         .after = -1,
                         .type = -1,
                         .site = -1,
                         .year_last = p->year_count - 1,
                         .at_least = -INFINITY,
                         .at_most = INFINITY};
    return c;
}

static enum status adopt(struct work *w, struct err *e)
{
    struct programme *p = &w->programme;
    const struct plan *plan = &w->out->adopted.plan;
    struct arena *a = w->arena;
    *p = *w->now;
    p->clauses = ARENA_ARRAY(a, struct clause, (size_t)p->clause_count + 3);
    p->adopted = ARENA_ARRAY(a, struct adopted, (size_t)plan->visit_count + 1);
    if (!p->clauses || !p->adopted) return out_of_memory(e);
    if (p->clause_count > 0)
        memcpy(p->clauses, w->now->clauses, sizeof *p->clauses * (size_t)p->clause_count);
    p->adopted_count = 0;
    for (int v = 0; v < plan->visit_count; v++) {
        const struct visit *visit = &plan->visits[v];
        p->adopted[p->adopted_count++] =
            (struct adopted){.area = visit->area, .stage = visit->stage, .year = visit->year};
    }
    w->limit = p->clause_count;
    add_clause(p, CLAUSE_LIMIT_CHANGES, "no more changes than allowed")->at_most = ANY;
    w->allowed = ANY;
    if (w->request->year_from > 0)
        add_clause(p, CLAUSE_KEEP_ADOPTED, "what was to start by now stays")->year_last =
            w->request->year_from - 1;
    w->input = (struct plan_input){p, &w->out->adopted.siting, w->out->adopted.input.equity_weight};
    return STATUS_OK;
}

/* The clauses that were added have no prices. */
static enum status open_question(struct work *w, struct err *e)
{
    const struct programme *p = &w->programme;
    struct plan known = w->out->adopted.plan;
    struct plan_options options = plan_options_default();
    size_t years = (size_t)p->year_count;
    size_t cells = (size_t)w->now->clause_count * years;
    options.threads = w->request->threads;
    options.stop = w->request->stop;
    known.clause_price = ARENA_ARRAY(w->arena, double, (size_t)p->clause_count *years + 1);
    if (!known.clause_price) return out_of_memory(e);
    memcpy(known.clause_price, w->out->adopted.plan.clause_price, sizeof(double) * cells);
    return whatif_open(&w->whatif, &w->input, &known, &options, e);
}

/* --- points of the frontier ----------------------------------------------------------------- */

static void allow(struct work *w, int changes)
{
    whatif_lower_floor(&w->whatif, w->limit, changes - w->allowed);
    w->allowed = changes;
}

static enum status count_changes(const struct work *w, const struct plan *plan, int *out,
                                 struct err *e)
{
    struct difference d;
    struct arena scratch = ARENA_INIT((size_t)1 << 40);
    enum status status = difference_make(&d, &w->input, &w->out->adopted.plan, plan, &scratch, e);
    *out = d.year_count;
    arena_clear(&scratch);
    return status;
}

static enum status add_point(struct work *w, int allowed, struct err *e)
{
    struct replan *out = w->out;
    struct whatif_answer answer;
    double before = whatif_worth(&w->whatif);
    int made = 0;
    allow(w, allowed < 0 ? ANY : allowed);
    TRY(whatif_polish(&w->whatif, w->request->rounds, &answer, w->arena, e));
    TRY(count_changes(w, &answer.plan, &made, e));
    int is_settled = made < allowed && whatif_worth(&w->whatif) <= before;
    w->idle = is_settled ? w->idle + w->request->rounds : 0;
    struct replan_point *last = out->point_count ? &out->points[out->point_count - 1] : NULL;
    int is_more =
        !last || answer.plan.objective > last->plan.objective + 1e-9 * fabs(w->out->bound);
    if (is_more && out->point_count < REPLAN_POINTS_MAX)
        out->points[out->point_count++] = (struct replan_point){allowed, made, answer.plan};
    return STATUS_OK;
}

static int by_changes(const void *left, const void *right)
{
    const struct replan_point *a = left, *b = right;
    if (a->made != b->made) return a->made - b->made;
    return (a->plan.objective < b->plan.objective) - (a->plan.objective > b->plan.objective);
}

/* Figures have changed much: plans made afresh, with a price on changes. */
static enum status add_priced(struct work *w, struct err *e)
{
    struct replan *out = w->out;
    struct replan_point made[REPLAN_PRICED_MAX], *all = out->points;
    struct replan_priced c = {&w->input, &out->adopted.plan, w->limit, w->request};
    int count = 0, kept = 0;
    w->is_priced = 1;
    TRY(replan_priced(&c, made, &count, w->arena, e));
    for (int i = 0; i < count && out->point_count < REPLAN_POINTS_MAX; i++)
        all[out->point_count++] = made[i];
    qsort(all, (size_t)out->point_count, sizeof *all, by_changes);
    for (int i = 0; i < out->point_count; i++)
        if (kept == 0 || all[i].plan.objective > all[kept - 1].plan.objective) all[kept++] = all[i];
    out->point_count = kept;
    return STATUS_OK;
}

/* The adopted plan mended with no more changes than these; *found 0: not near it. */
static enum status mend(struct work *w, int allowed, int *found, struct err *e)
{
    whatif_reset(&w->whatif);
    allow(w, allowed);
    return whatif_mend(&w->whatif, allowed == ANY ? ANY : GIVEN_UP_MAX, found, w->arena, e);
}

/* From few changes upward: the first number with which a plan is found, then more; each plan is where
 * the next one starts.  When every pair of years has been tried without a gain, and fewer changes
 * were made than are allowed, more of them bring nothing. */
static enum status find_frontier(struct work *w, struct err *e)
{
    int most = w->request->changes, found = 0;
    int visits = w->out->adopted.plan.visit_count;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        int allowed = most >= 0 && steps[i] > most ? most : steps[i];
        if (stop_wanted(w->request->stop) || allowed >= visits) break;
        progress_report(w->request->progress, (double)i / 11, "more changes");
        if (!found) TRY(mend(w, allowed, &found, e));
        if (found) TRY(add_point(w, allowed, e));
        if (allowed == most || w->idle >= w->now->year_count) return STATUS_OK;
    }
    if (!found) {
        TRY(mend(w, ANY, &found, e));
        if (found) TRY(add_point(w, -1, e));
        if (most < 0) TRY(add_priced(w, e));
        return STATUS_OK;
    }
    return add_point(w, -1, e);
}

static double best_of(const struct replan *out, const struct replan_request *request)
{
    double best = request->known != 0 ? request->known : -INFINITY;
    for (int i = 0; i < out->point_count; i++)
        best = fmax(best, out->points[i].plan.objective);
    return best;
}

/* Is no plan found so far worth what the loss leaves of the best that is known? */
static int is_too_poor(const struct work *w)
{
    const struct replan_request *request = w->request;
    const struct replan *out = w->out;
    double best = best_of(out, request);
    if (request->changes >= 0 || isnan(request->loss)) return 0;
    for (int i = 0; i < out->point_count; i++)
        if (out->points[i].plan.objective >= best - request->loss * fabs(best)) return 0;
    return 1;
}

/* Fewest changes whose loss against the best point is allowed. */
static void choose(struct replan *out, const struct replan_request *request)
{
    double best = best_of(out, request);
    out->chosen = out->point_count - 1;
    if (request->changes >= 0 || isnan(request->loss)) return;
    for (int i = out->point_count - 1; i >= 0; i--)
        if (out->points[i].plan.objective >= best - request->loss * fabs(best)) out->chosen = i;
}

/* --- the search ----------------------------------------------------------------------------- */

static enum status run(struct work *w, struct err *e)
{
    struct replan *out = w->out;
    struct difference same;
    struct plan_input now = {w->now, &out->adopted.siting, out->adopted.input.equity_weight};
    TRY(difference_make(&same, &now, &out->adopted.plan, &out->adopted.plan, w->arena, e));
    out->adopted_worth = same.worth_a;
    TRY(adopt(w, e));
    TRY(open_question(w, e));
    out->bound = w->whatif.bound;
    if (w->whatif.why_not_a_plan) {
        size_t len = strlen(w->whatif.why_not_a_plan);
        out->broken = arena_strndup(w->arena, w->whatif.why_not_a_plan, len);
        if (!out->broken) return out_of_memory(e);
    }
    if (w->whatif.problem.why_infeasible) return STATUS_OK;
    TRY(find_frontier(w, e));
    if (!w->is_priced && is_too_poor(w)) TRY(add_priced(w, e));
    choose(out, w->request);
    if (out->chosen < 0) return STATUS_OK;
    struct plan *plan = &out->points[out->chosen].plan;
    return result_prices(plan, &w->whatif.problem, w->whatif.colgen.bound_price, w->arena, e);
}

enum status replan_search(struct replan *out, const struct stored *adopted,
                          const struct programme *p, const struct replan_request *request,
                          struct arena *a, struct err *e)
{
    struct work w = {.out = out, .now = p, .arena = a, .request = request};
    *out = (struct replan){.adopted = *adopted, .chosen = -1, .bound = INFINITY};
    out->adopted.input.siting = &out->adopted.siting; /* a copy points into itself */
    enum status status = run(&w, e);
    whatif_close(&w.whatif);
    return status;
}

/* --- keeping it ----------------------------------------------------------------------------- */

/* The same prices bound the programme without what was adopted. */
static enum status bound_programme(struct replan *out, const struct replan_request *request,
                                   struct plan *plan, struct arena *a, struct err *e)
{
    struct whatif plain;
    struct plan known = *plan;
    struct plan_options options = plan_options_default();
    options.threads = request->threads;
    options.stop = request->stop;
    known.bound = out->adopted.plan.bound; /* without what had to stay, unless nothing had to */
    if (request->year_from <= 0) known.bound = fmin(known.bound, out->bound);
    enum status status = whatif_open(&plain, &out->adopted.input, &known, &options, e);
    if (status == STATUS_OK) out->bound = plain.bound;
    if (status == STATUS_OK)
        status = result_prices(plan, &plain.problem, plain.colgen.bound_price, a, e);
    whatif_close(&plain);
    return status;
}

static enum status keep(struct replan *out, struct session *s, const struct replan_request *request,
                        struct err *e)
{
    struct plan *plan = &out->points[out->chosen].plan;
    struct plan_request kept = {
        .name = request->name, .options = request->options, .gap = GAP, .seed = 1};
    const struct plan_input *input = &out->adopted.input;
    TRY(bound_programme(out, request, plan, s->arena, e));
    plan->bound = fmax(out->bound, plan->objective);
    plan->outcome = PLAN_FEASIBLE;
    TRY(difference_make(&out->difference, input, &out->adopted.plan, plan, s->arena, e));
    out->kept = (struct plan_answer){.plan = *plan, .name = request->name};
    return plan_keep(&out->kept, s, &kept, input, e);
}

enum status replan(struct replan *out, struct session *s, const struct replan_request *request,
                   struct err *e)
{
    struct stored adopted;
    const struct session *from = request->from ? request->from : s;
    *out = (struct replan){.chosen = -1, .bound = INFINITY};
    TRY(stored_read_from(&adopted, s, from, request->plan, request->threads, e));
    if (!stored_has_visits(&adopted))
        return err_set(e, STATUS_NOTFOUND, "plan '%s' has no visits that could stay", adopted.name);
    TRY(replan_search(out, &adopted, &s->programme, request, s->arena, e));
    return out->chosen < 0 ? STATUS_OK : keep(out, s, request, e);
}
