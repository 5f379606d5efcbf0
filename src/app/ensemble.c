/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ensemble.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/equity.h"
#include "app/runs.h"
#include "app/site.h"
#include "base/number.h"
#include "verify/verify.h"

const enum table_id ensemble_result_tables[ENSEMBLE_RESULT_TABLE_COUNT] = {
    TABLE_ENSEMBLE, TABLE_ENSEMBLE_VISIT, TABLE_ENSEMBLE_FACILITY, TABLE_RUN};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for an ensemble of plans");
}

/* The verifier, which shares no code with the planner, has the last word. */
static enum status verify(const struct ensemble_answer *x, const struct plan_input *in,
                          struct arena *a, struct err *e)
{
    struct verifier *verifier = NULL;
    struct verdict verdict;
    TRY(verifier_new(&verifier, in->programme, in->siting, in->equity_weight, a, e));
    for (int i = 0; i < x->found.count; i++) {
        verifier_check(verifier, &x->found.plans[i], &verdict);
        if (verdict.count > 0)
            return err_set(e, STATUS_EXTERNAL,
                           "plan %d of the ensemble breaks %d rules, '%s' first, by the verifier: "
                           "this is a mistake of the program",
                           i + 1, verdict.count, rule_name(verdict.list[0].rule));
    }
    return STATUS_OK;
}

/* --- counting ----------------------------------------------------------------------------- */

static int by_number(int a, int b)
{
    return (a > b) - (a < b);
}

static int compare_visits(const void *left, const void *right)
{
    const struct ensemble_visit *a = left, *b = right;
    int order = by_number(a->area, b->area);
    if (order == 0) order = by_number(a->stage, b->stage);
    return order ? order : by_number(a->year, b->year);
}

static int compare_facilities(const void *left, const void *right)
{
    const struct ensemble_facility *a = left, *b = right;
    int order = by_number(a->area, b->area);
    if (order == 0) order = by_number(a->stage, b->stage);
    if (order == 0) order = by_number(a->size, b->size);
    return order ? order : by_number(a->site, b->site);
}

static enum status make_room(struct ensemble_answer *x, struct arena *a, struct err *e)
{
    size_t visits = 1, facilities = 1;
    for (int i = 0; i < x->found.count; i++) {
        visits += (size_t)x->found.plans[i].visit_count;
        facilities += (size_t)x->found.plans[i].facility_count;
    }
    x->visits = ARENA_ARRAY(a, struct ensemble_visit, visits);
    x->facilities = ARENA_ARRAY(a, struct ensemble_facility, facilities);
    x->moved = ARENA_ARRAY(a, int, (size_t)x->found.count + 1);
    return x->visits && x->facilities && x->moved ? STATUS_OK : out_of_memory(e);
}

/* Everything of every plan, then equal things as one. */
static void count_all(struct ensemble_answer *x)
{
    int visits = 0, facilities = 0;
    for (int i = 0; i < x->found.count; i++) {
        const struct plan *plan = &x->found.plans[i];
        for (int v = 0; v < plan->visit_count; v++) {
            const struct visit *at = &plan->visits[v];
            if (at->decided) continue;
            x->visits[visits++] = (struct ensemble_visit){at->area, at->stage, at->year, 1};
        }
        for (int f = 0; f < plan->facility_count; f++) {
            const struct facility *at = &plan->facilities[f];
            const struct visit *v = &plan->visits[at->visit];
            if (v->decided) continue;
            x->facilities[facilities++] =
                (struct ensemble_facility){v->area, v->stage, at->size, at->site, 1};
        }
    }
    qsort(x->visits, (size_t)visits, sizeof *x->visits, compare_visits);
    qsort(x->facilities, (size_t)facilities, sizeof *x->facilities, compare_facilities);
    for (int i = 0; i < visits; i++) {
        struct ensemble_visit *last = x->visits + x->visit_count - 1;
        if (x->visit_count > 0 && compare_visits(last, &x->visits[i]) == 0)
            last->plans++;
        else
            x->visits[x->visit_count++] = x->visits[i];
    }
    for (int i = 0; i < facilities; i++) {
        struct ensemble_facility *last = x->facilities + x->facility_count - 1;
        if (x->facility_count > 0 && compare_facilities(last, &x->facilities[i]) == 0)
            last->plans++;
        else
            x->facilities[x->facility_count++] = x->facilities[i];
    }
}

static void count_core(struct ensemble_answer *x)
{
    int all = x->found.count;
    for (int i = 0; i < x->visit_count;) {
        int plans = 0, k = i;
        for (; k < x->visit_count && x->visits[k].area == x->visits[i].area &&
               x->visits[k].stage == x->visits[i].stage;
             k++)
            plans += x->visits[k].plans;
        x->served_count++;
        x->always_count += plans == all;
        x->core_count += x->visits[i].plans == all;
        i = k;
    }
    x->placed_count = x->facility_count;
    for (int i = 0; i < x->facility_count; i++)
        x->core_placed += x->facilities[i].plans == all;
}

/* Visits of a plan that plan 1 does not have in that year, and those of plan 1 that it leaves out. */
static enum status count_moved(struct ensemble_answer *x, const struct programme *p,
                               struct arena *a, struct err *e)
{
    size_t cells = (size_t)p->area_count * (STAGE_MAX + 1);
    int *year = ARENA_ARRAY(a, int, cells + 1); /* of plan 1, plus 1 */
    int *seen = ARENA_ARRAY(a, int, cells + 1); /* the last plan that visits, plus 1 */
    if (!year || !seen) return out_of_memory(e);
    for (int i = 0; i < x->found.count; i++) {
        const struct plan *plan = &x->found.plans[i], *first = &x->found.plans[0];
        for (int v = 0; v < plan->visit_count; v++) {
            const struct visit *at = &plan->visits[v];
            int cell = at->area * (STAGE_MAX + 1) + at->stage;
            if (i == 0) year[cell] = at->year + 1;
            x->moved[i] += year[cell] != at->year + 1;
            seen[cell] = i + 1;
        }
        for (int v = 0; v < first->visit_count; v++)
            x->moved[i] +=
                seen[first->visits[v].area * (STAGE_MAX + 1) + first->visits[v].stage] != i + 1;
    }
    return STATUS_OK;
}

/* --- keeping ------------------------------------------------------------------------------ */

static double gap_of(const struct plan *plan)
{
    double distance = plan->bound - plan->objective;
    return distance <= 0 ? 0 : distance / fmax(fabs(plan->objective), 1e-9);
}

static enum status keep_plans(const struct ensemble_answer *x, struct session *s, struct err *e)
{
    struct table *t = &s->data.tables[TABLE_ENSEMBLE];
    table_empty(t);
    for (int i = 0; i < x->found.count; i++) {
        const struct plan *plan = &x->found.plans[i];
        int row = table_add(t, s->arena);
        if (row < 0) return out_of_memory(e);
        table_put_integer(t, row, "number", i + 1);
        table_put_real(t, row, "objective", plan->objective);
        table_put_real(t, row, "gap", gap_of(plan));
        table_put_integer(t, row, "moved", x->moved[i]);
        table_put_real(t, row, "bound", plan->bound);
    }
    return STATUS_OK;
}

static enum status keep_shares(const struct ensemble_answer *x, struct session *s, struct err *e)
{
    const struct programme *p = &s->programme;
    struct table *visits = &s->data.tables[TABLE_ENSEMBLE_VISIT];
    struct table *facilities = &s->data.tables[TABLE_ENSEMBLE_FACILITY];
    table_empty(visits);
    table_empty(facilities);
    for (int i = 0; i < x->visit_count; i++) {
        const struct ensemble_visit *v = &x->visits[i];
        int row = table_add(visits, s->arena);
        if (row < 0) return out_of_memory(e);
        table_put_text(visits, row, "area", slice_of(p->areas[v->area].code));
        table_put_integer(visits, row, "stage", v->stage);
        table_put_integer(visits, row, "year", p->first_year + v->year);
        table_put_integer(visits, row, "plans", v->plans);
        table_put_real(visits, row, "share", (double)v->plans / x->found.count);
    }
    for (int i = 0; i < x->facility_count; i++) {
        const struct ensemble_facility *f = &x->facilities[i];
        int row = table_add(facilities, s->arena);
        if (row < 0) return out_of_memory(e);
        table_put_text(facilities, row, "area", slice_of(p->areas[f->area].code));
        table_put_integer(facilities, row, "stage", f->stage);
        table_put_text(facilities, row, "facility_size", slice_of(p->sizes[f->size].code));
        table_put_text(facilities, row, "site", slice_of(p->sites[f->site].code));
        table_put_integer(facilities, row, "plans", f->plans);
        table_put_real(facilities, row, "share", (double)f->plans / x->found.count);
    }
    return STATUS_OK;
}

static void phrase(const struct ensemble_answer *x, double share, struct buf *b)
{
    if (x->found.outcome == PLAN_INFEASIBLE) {
        buf_printf(b, "no plan keeps every limit and clause: %s", x->found.why_infeasible);
    } else if (x->found.count == 0) {
        buf_printf(b,
                   "no plan within %.3g %% of the bound was found; allow more with --within, or "
                   "search more with --effort",
                   100 * share);
    } else {
        buf_printf(b, "%d plans, each proven within %.3g %% of the best possible: ", x->found.count,
                   100 * share);
        buf_printf(b,
                   "%d of %d visits start in the same year in all of them, %d of %d facilities "
                   "stand on the same site",
                   x->core_count, x->served_count, x->core_placed, x->placed_count);
    }
}

static enum status summarise(struct ensemble_answer *x, double share, struct arena *a,
                             struct err *e)
{
    struct buf b = BUF_INIT(8192);
    phrase(x, share, &b);
    enum status status = buf_ok(&b, e);
    if (status == STATUS_OK) {
        x->summary = arena_strndup(a, b.at, b.len);
        if (!x->summary) status = out_of_memory(e);
    }
    buf_clear(&b);
    return status;
}

enum status ensemble_make(struct ensemble_answer *out, struct session *s,
                          const struct ensemble_options *o, struct err *e)
{
    struct siting siting;
    double *weights = NULL;
    *out = (struct ensemble_answer){0};
    TRY(siting_obtain(&siting, &s->data, &s->programme, o->threads, s->arena, e));
    TRY(equity_weights(&weights, &s->data, &s->programme, s->arena, e));
    struct plan_input input = {&s->programme, &siting, weights};
    struct ensemble_request request = {o->plan_count, o->share};
    struct plan_options options = plan_options_default();
    options.effort = o->effort;
    options.threads = o->threads;
    options.seed = o->seed;
    options.stop = o->stop;
    options.progress = o->progress;
    TRY(ensemble_solve(&out->found, &input, &options, &request, s->arena, e));
    TRY(verify(out, &input, s->arena, e));
    TRY(make_room(out, s->arena, e));
    count_all(out);
    count_core(out);
    TRY(count_moved(out, &s->programme, s->arena, e));
    TRY(summarise(out, o->share, s->arena, e));
    TRY(keep_plans(out, s, e));
    TRY(keep_shares(out, s, e));
    struct run_note note = {"ensemble", s->input_hash, o->options, (int64_t)o->seed, out->summary};
    return runs_note(&s->data, &note, s->arena, e);
}
