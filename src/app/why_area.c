/* SPDX-License-Identifier: Apache-2.0 */
/* Why an area is visited when it is, and what another year would cost. */
#include <math.h>
#include <stdlib.h>

#include "app/why.h"

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for an answer");
}

/* --- what a visit takes of what is scarce -------------------------------------------------- */

static int compare_charges(const void *left, const void *right)
{
    const struct why_charge *a = left, *b = right;
    if (a->worth != b->worth) return a->worth > b->worth ? -1 : 1;
    if (a->limit != b->limit) return a->limit > b->limit ? -1 : 1;
    return (a->clause > b->clause) - (a->clause < b->clause);
}

static enum status add_charges(struct why_visit *v, struct why *w, int column, struct err *e)
{
    const struct whatif *q = &w->whatif;
    if (column < 0) return STATUS_OK;
    const struct pattern *c = &q->pool.columns[column];
    v->charges = ARENA_ARRAY(w->session->arena, struct why_charge, (size_t)c->entry_count + 1);
    if (!v->charges) return out_of_memory(e);
    v->charge_year = c->year;
    v->charge_worth = c->worth;
    for (int i = 0; i < c->entry_count; i++) {
        const struct row *row = &q->problem.rows[c->rows[i]];
        double worth = q->colgen.bound_price[c->rows[i]] * c->values[i];
        if (row->kind == ROW_SURPLUS) v->surplus_worth -= worth;
        if (row->kind == ROW_ROOM) v->room_worth += worth;
        if (!(worth > 0) || row->kind >= ROW_CAPACITY) continue;
        int is_limit = row->kind == ROW_LIMIT;
        v->charges[v->charge_count++] =
            (struct why_charge){is_limit ? row->origin : -1, is_limit ? -1 : row->origin, row->year,
                                c->values[i], worth};
    }
    qsort(v->charges, (size_t)v->charge_count, sizeof *v->charges, compare_charges);
    return STATUS_OK;
}

/* --- the change --------------------------------------------------------------------------- */

static int year_in(const struct plan *plan, int area, int stage)
{
    for (int v = 0; v < plan->visit_count; v++)
        if (plan->visits[v].area == area && plan->visits[v].stage == stage)
            return plan->visits[v].year;
    return -1;
}

/* A clause about the area by which it cannot be: a visit that has to be, or may not be. */
static int find_forbidding(const struct why_visit *v, const struct programme *p, uint64_t years)
{
    for (int i = 0; i < p->clause_count; i++) {
        const struct clause *c = &p->clauses[i];
        uint64_t period = years_between(c->year_first, c->year_last);
        if ((c->stage != 0 && c->stage != v->stage) || !area_is_within(p, v->area, c->area))
            continue;
        if (c->kind == CLAUSE_VISIT_WITHIN && (years & period) == 0) return i;
        if (c->kind == CLAUSE_NO_VISIT && years != 0 && (years & ~period) == 0) return i;
    }
    return -1;
}

static enum status change(struct why_visit *v, struct why *w, int block, uint64_t years,
                          struct err *e)
{
    struct whatif_answer answer;
    struct arena *a = w->session->arena;
    double now = w->stored.plan.objective;
    TRY(whatif_force(&w->whatif, block, years, &answer, a, e));
    v->change.is_impossible = answer.is_impossible;
    v->change.clause = answer.clause;
    if (answer.is_impossible && answer.clause < 0)
        v->change.clause = find_forbidding(v, &w->session->programme, years);
    v->change.found = answer.found;
    v->change.lost_least = now - answer.bound;
    v->change.lost_most = answer.found ? now - answer.plan.objective : NAN;
    v->change_year = -1;
    if (!answer.found) return STATUS_OK;
    v->change_year = year_in(&answer.plan, v->area, v->stage);
    return difference_make(&v->change.difference, &w->stored.input, &w->stored.plan, &answer.plan,
                           a, e);
}

/* Years in which a visit may start, less one of them. */
static uint64_t other_years(const struct why *w, int year)
{
    int count = w->session->programme.year_count;
    uint64_t all = ~UINT64_C(0) >> (64 - count);
    return year < 0 ? all : all & ~(UINT64_C(1) << year);
}

/* Away from the year: in another one or, where that is allowed and better, not at all. */
static enum status force_away(struct why_visit *v, struct why *w, int block, struct err *e)
{
    int count = w->session->programme.year_count;
    double best = INFINITY;
    for (int y = 0; y < count; y++)
        if (y != v->year && !isnan(v->falls[y])) best = fmin(best, v->falls[y]);
    int stays_away = !isnan(v->falls[count]) && v->falls[count] < best;
    v->is_forced_away = 1;
    return change(v, w, block, stays_away ? 0 : other_years(w, v->year), e);
}

static enum status ask(struct why_visit *v, struct why *w, int block, enum why_question question,
                       int year, struct err *e)
{
    const struct whatif *q = &w->whatif;
    int own = q->known.column[block], count = w->session->programme.year_count;
    v->is_asked = question != WHY_AREA;
    v->asked_year = question == WHY_IN_YEAR ? year : -1;
    if (question == WHY_IN_YEAR && v->year != year) {
        TRY(change(v, w, block, UINT64_C(1) << year, e));
        return add_charges(v, w, q->best[block * count + year], e);
    }
    if (v->year < 0) {
        TRY(change(v, w, block, other_years(w, -1), e));
        if (v->change_year < 0) return STATUS_OK;
        return add_charges(v, w, q->best[block * count + v->change_year], e);
    }
    TRY(add_charges(v, w, own, e));
    if (question != WHY_NOT) return force_away(v, w, block, e);
    v->is_forced_away = 1;
    return change(v, w, block, 0, e);
}

/* --- one stage of the area ----------------------------------------------------------------- */

static enum status answer_stage(struct why_visit *v, struct why *w, enum why_question question,
                                int year, struct err *e)
{
    int count = w->session->programme.year_count, block = -1;
    double bounds[YEAR_MAX + 1];
    v->year = year_in(&w->stored.plan, v->area, v->stage);
    for (int i = 0; i < w->stored.plan.visit_count; i++) {
        const struct visit *visit = &w->stored.plan.visits[i];
        if (visit->area == v->area && visit->stage == v->stage) v->is_decided |= visit->decided;
    }
    if (!v->is_decided) block = whatif_block(&w->whatif, v->area, v->stage);
    v->has_block = block >= 0;
    if (!v->has_block) return STATUS_OK;
    whatif_year_bounds(&w->whatif, block, bounds);
    for (int y = 0; y <= count; y++)
        v->falls[y] = isfinite(bounds[y]) ? w->whatif.value - bounds[y] : NAN;
    return ask(v, w, block, question, year, e);
}

static int stage_exists(const struct programme *p, int stage)
{
    for (int t = 0; t < p->type_count; t++)
        if (p->types[t].stage == stage) return 1;
    return 0;
}

enum status why_area(struct why_visit **out, int *count, struct why *w,
                     const struct why_area_request *request, struct err *e)
{
    const struct programme *p = &w->session->programme;
    const struct area *area = &p->areas[request->area];
    *count = 0;
    *out = ARENA_ARRAY(w->session->arena, struct why_visit, STAGE_MAX);
    if (!*out) return out_of_memory(e);
    if (!area->visitable)
        return err_set(e, STATUS_USAGE,
                       "'%s' (%s) is no area that can be visited; ask about one within it",
                       area->code, area->name);
    if (request->stage > 0 && !stage_exists(p, request->stage))
        return err_set(e, STATUS_USAGE, "no facility type is of stage %d", request->stage);
    for (int s = 1; s <= STAGE_MAX; s++) {
        if (!stage_exists(p, s) || (request->stage > 0 && s != request->stage)) continue;
        struct why_visit *v = &(*out)[(*count)++];
        v->area = request->area;
        v->stage = s;
        TRY(answer_stage(v, w, request->question, request->year, e));
    }
    return STATUS_OK;
}
