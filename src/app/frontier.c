/* SPDX-License-Identifier: Apache-2.0 */
#include "app/frontier.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/equity.h"
#include "app/frontier_table.h"
#include "app/plan.h"
#include "app/site.h"
#include "base/map.h"
#include "base/number.h"
#include "plan/maxmin.h"
#include "plan/solve.h"
#include "verify/verify.h"

const enum table_id frontier_result_tables[FRONTIER_RESULT_TABLE_COUNT] = {TABLE_FRONTIER,
                                                                           TABLE_RUN};

struct maker {
    struct session *session;
    const struct frontier_request *request;
    struct frontier_answer *out;
    struct siting siting;
    struct fairness_work fairness;
    double *equal; /* [area] weights of 1 */
    int *compared; /* [area * (STAGE_MAX + 1) + stage] year of the plan compared with, or -1 */
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the frontier");
}

enum status frontier_prepare(struct session *s, const struct frontier_request *request,
                             int *did_index, int *did_sites, struct err *e)
{
    int again = 0;
    TRY(plan_prepare(s, request->threads, did_index, did_sites, e));
    double eta = s->programme.equity_eta; /* an exponent above 0 needs the index */
    s->programme.equity_eta = request->etas[request->eta_count - 1];
    enum status status =
        *did_index ? STATUS_OK : plan_prepare(s, request->threads, did_index, &again, e);
    s->programme.equity_eta = eta;
    return status;
}

/* --- the plan compared with --------------------------------------------------------------- */

static int plan_has_visits(const struct table *t, int row)
{
    struct slice outcome = table_get_text(t, row, "outcome");
    return slice_is(outcome, "optimal") || slice_is(outcome, "feasible");
}

static enum status find_compared(struct maker *m, struct err *e)
{
    const struct table *t = &m->session->data.tables[TABLE_PLAN];
    const char *name = m->request->plan;
    for (int row = t->row_count - 1; row >= 0; row--) {
        struct slice code = table_get_text(t, row, "code");
        if (name && !slice_is(code, name)) continue;
        if (!plan_has_visits(t, row)) {
            if (!name) continue;
            return err_set(e, STATUS_INVALID, "plan '%s' has no visits to compare with", name);
        }
        m->out->plan = arena_strndup(m->session->arena, code.at, code.len);
        return m->out->plan ? STATUS_OK : out_of_memory(e);
    }
    if (!name) return STATUS_OK;
    return err_set(e, STATUS_NOTFOUND, "there is no plan '%s'; table plan lists %d", name,
                   t->row_count);
}

static enum status read_compared(struct maker *m, struct err *e)
{
    const struct programme *p = &m->session->programme;
    const struct table *t = &m->session->data.tables[TABLE_PLAN_VISIT];
    size_t cells = (size_t)p->area_count * (STAGE_MAX + 1);
    struct map areas;
    m->compared = ARENA_ARRAY(m->session->arena, int, cells);
    if (!m->compared || !map_init(&areas, p->area_count, m->session->arena))
        return out_of_memory(e);
    for (int i = 0; i < p->area_count; i++)
        (void)map_put(&areas, slice_of(p->areas[i].code), i);
    for (size_t i = 0; i < cells; i++)
        m->compared[i] = -1;
    for (int row = 0; row < t->row_count; row++) {
        if (!slice_is(table_get_text(t, row, "plan"), m->out->plan)) continue;
        int area = map_get(&areas, table_get_text(t, row, "area"));
        int64_t stage = table_get_integer(t, row, "stage");
        int64_t year = table_get_integer(t, row, "year") - p->first_year;
        if (area < 0 || stage < 1 || stage > STAGE_MAX || year < 0 || year >= p->year_count)
            continue; /* a plan made from other figures: the area counts as moved */
        m->compared[area * (STAGE_MAX + 1) + stage] = (int)year;
    }
    return STATUS_OK;
}

static enum status count_moved(struct maker *m, const struct plan *plan, int *out, struct err *e)
{
    const struct programme *p = &m->session->programme;
    size_t cells = (size_t)p->area_count * (STAGE_MAX + 1);
    int *years = ARENA_ARRAY(m->session->arena, int, cells);
    if (!years) return out_of_memory(e);
    for (size_t i = 0; i < cells; i++)
        years[i] = -1;
    for (int v = 0; v < plan->visit_count; v++)
        years[plan->visits[v].area * (STAGE_MAX + 1) + plan->visits[v].stage] =
            plan->visits[v].year;
    *out = 0;
    for (int area = 0; area < p->area_count; area++) {
        const size_t at = (size_t)area * (STAGE_MAX + 1);
        *out += memcmp(years + at, m->compared + at, sizeof *years * (STAGE_MAX + 1)) != 0;
    }
    return STATUS_OK;
}

/* --- one plan ------------------------------------------------------------------------------ */

/* The verifier, which shares no code with the planner, has the last word. */
static enum status verify(struct maker *m, const double *weights, const struct plan *plan,
                          struct frontier_point *point, struct err *e)
{
    const struct programme *p = &m->session->programme;
    struct arena *a = m->session->arena;
    struct verifier *verifier;
    struct verdict verdict;
    TRY(verifier_new(&verifier, p, &m->siting, weights, a, e));
    verifier_check(verifier, plan, &verdict);
    if (verdict.count > 0)
        return err_set(e, STATUS_EXTERNAL,
                       "the plan of %s breaks %d rules, '%s' first, by the verifier: this is a "
                       "mistake of the program",
                       point->code, verdict.count, rule_name(verdict.list[0].rule));
    struct plan alike = *plan; /* people equal: another worth, under no bound */
    alike.bound = INFINITY;
    TRY(verifier_new(&verifier, p, &m->siting, m->equal, a, e));
    verifier_check(verifier, &alike, &verdict);
    point->total = verdict.objective;
    return STATUS_OK;
}

static enum status measure(struct maker *m, const double *weights, const struct plan *plan,
                           struct frontier_point *point, struct err *e)
{
    point->outcome = plan->outcome;
    point->objective = point->bound = point->gap = point->total = NAN;
    point->moved_count = -1;
    point->has_plan = plan->outcome == PLAN_OPTIMAL || plan->outcome == PLAN_FEASIBLE;
    if (plan->outcome == PLAN_INFEASIBLE) m->out->why_infeasible = plan->why_infeasible;
    if (plan->outcome != PLAN_INFEASIBLE && isfinite(plan->bound)) point->bound = plan->bound;
    if (!point->has_plan) return STATUS_OK;
    point->objective = plan->objective;
    double distance = plan->bound - plan->objective;
    point->gap = distance <= 0 ? 0 : distance / fmax(fabs(plan->objective), 1e-9);
    TRY(verify(m, weights, plan, point, e));
    point->fairness = fairness_measure(&m->fairness, plan);
    return m->out->plan ? count_moved(m, plan, &point->moved_count, e) : STATUS_OK;
}

/* NaN: max-min. */
static enum status solve_eta(struct maker *m, double eta, struct err *e)
{
    const struct frontier_request *r = m->request;
    struct session *s = m->session;
    struct programme weighted = s->programme; /* only the exponent differs */
    struct frontier_point *point = &m->out->points[m->out->count];
    char number[NUMBER_TEXT_MAX] = "";
    double *weights = NULL;
    struct plan plan;
    if (!isnan(eta)) weighted.equity_eta = eta;
    if (!isnan(eta)) number_write_real(number, eta);
    (void)snprintf(point->code, sizeof point->code, isnan(eta) ? "max-min" : "eta:%s", number);
    point->eta = eta;
    progress_report(r->progress, (double)m->out->count / (r->eta_count + r->max_min), point->code);
    TRY(equity_weights(&weights, &s->data, &weighted, s->arena, e));
    struct plan_input input = {&s->programme, &m->siting, weights};
    struct plan_options options = {.gap = r->gap,
                                   .effort = r->effort,
                                   .threads = r->threads,
                                   .seed = r->seed,
                                   .stop = r->stop,
                                   .progress = NULL};
    struct maxmin maxmin = {NAN, NAN, 0};
    if (isnan(eta))
        TRY(plan_maxmin(&input, &options, &plan, &maxmin, s->arena, e));
    else
        TRY(plan_solve(&input, &options, &plan, s->arena, e));
    point->level = maxmin.level;
    point->level_bound = maxmin.level_bound;
    TRY(measure(m, weights, &plan, point, e));
    m->out->count++;
    return STATUS_OK;
}

static enum status prepare(struct maker *m, struct err *e)
{
    struct session *s = m->session;
    const struct programme *p = &s->programme;
    m->out->points =
        ARENA_ARRAY(s->arena, struct frontier_point, (size_t)m->request->eta_count + 1);
    m->equal = ARENA_ARRAY(s->arena, double, (size_t)p->area_count + 1);
    if (!m->out->points || !m->equal) return out_of_memory(e);
    for (int i = 0; i < p->area_count; i++)
        m->equal[i] = 1;
    m->out->last_year = p->first_year + p->year_count - 1;
    TRY(siting_obtain(&m->siting, &s->data, p, m->request->threads, s->arena, e));
    TRY(fairness_init(&m->fairness, p, &s->data, s->arena, e));
    TRY(find_compared(m, e));
    return m->out->plan ? read_compared(m, e) : STATUS_OK;
}

enum status frontier_make(struct frontier_answer *out, struct session *s,
                          const struct frontier_request *request, struct err *e)
{
    assert(request->eta_count >= 1 && request->eta_count <= FRONTIER_ETA_MAX);
    *out = (struct frontier_answer){0};
    struct maker m = {.session = s, .request = request, .out = out};
    TRY(prepare(&m, e));
    for (int i = 0; i < request->eta_count && !out->why_infeasible; i++)
        TRY(solve_eta(&m, request->etas[i], e));
    if (request->max_min && !out->why_infeasible) TRY(solve_eta(&m, NAN, e));
    frontier_mark_dominated(out);
    TRY(frontier_summarise(out, s->arena, e));
    return frontier_keep(out, s, request, e);
}

/* --- the list of exponents ---------------------------------------------------------------- */

static int add_eta(double *etas, int *count, double eta)
{
    int at = *count;
    for (int i = 0; i < *count; i++)
        if (etas[i] == eta) return 1;
    if (*count == FRONTIER_ETA_MAX) return 0;
    for (; at > 0 && etas[at - 1] > eta; at--)
        etas[at] = etas[at - 1];
    etas[at] = eta;
    ++*count;
    return 1;
}

enum status frontier_read_etas(const char *list, double *out, int *count, struct err *e)
{
    static const double most = 20; /* as the column equity_eta */
    *count = 0;
    for (const char *at = list;; at++) {
        size_t len = strcspn(at, ",");
        double eta;
        if (!number_parse_real((struct slice){at, len}, &eta) || eta < 0 || eta > most)
            return err_set(e, STATUS_USAGE,
                           "--eta: '%.*s' is not a number from 0 to %g; give exponents as "
                           "'0,0.5,1,2'",
                           (int)(len < 40 ? len : 40), at, most);
        if (!add_eta(out, count, eta + 0.0))
            return err_set(e, STATUS_USAGE, "--eta: more than %d exponents", FRONTIER_ETA_MAX);
        at += len;
        if (*at == '\0') return STATUS_OK;
    }
}
