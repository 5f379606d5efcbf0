/* SPDX-License-Identifier: Apache-2.0 */
/* Every clause by itself, and under a plan. */
#include <math.h>

#include "app/check.h"
#include "app/clause.h"
#include "app/plan_writer.h"
#include "app/site.h"
#include "base/json.h"
#include "base/map.h"
#include "base/number.h"

static enum status no_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for testing the clauses");
}

/* One clause and no limits of resources: is there anything at all that keeps it? */
static enum status test_alone(struct clause_state *states, const struct plan_input *in,
                              struct arena *a, struct err *e)
{
    const struct programme *all = in->programme;
    for (int i = 0; i < all->clause_count; i++) {
        struct programme one = *all;
        struct plan_input alone = *in;
        one.clauses = &all->clauses[i];
        one.clause_count = 1;
        one.limit_count = 0;
        alone.programme = &one;
        TRY(plan_refusal(&alone, &states[i].why_impossible, a, e));
    }
    return STATUS_OK;
}

/* A row of plan_clause: does it leave less room than what was seen of the clause so far? */
static void look_at(struct clause_state *x, const struct table *t, int row,
                    const struct programme *p, const struct map *areas)
{
    double value = table_get_real(t, row, "value");
    double least = table_get_real(t, row, "at_least"), most = table_get_real(t, row, "at_most");
    double below = isnan(most) ? INFINITY : most - value;
    double above = isnan(least) ? INFINITY : value - least;
    int64_t year = table_get_integer(t, row, "year");
    struct slice area = table_get_text(t, row, "area");
    x->kept += slice_is(table_get_text(t, row, "kept"), "yes");
    if (x->checks++ > 0 && fmin(below, above) >= x->slack) return;
    x->slack = fmin(below, above);
    x->value = value;
    x->is_floor = above < below;
    x->limit = x->is_floor ? least : most;
    x->year = year == INTEGER_NONE ? -1 : (int)year - p->first_year;
    x->area = area.at ? map_get(areas, area) : -1;
}

/* The stored plan under the clauses as they are now. */
static enum status test_under_plan(struct clause_state *states, const struct plan_input *in,
                                   const struct plan *plan, struct arena *a, struct err *e)
{
    const struct programme *p = in->programme;
    struct plan shown = *plan;
    struct dataset *d = ARENA_NEW(a, struct dataset);
    struct map areas, clauses;
    shown.clause_price = ARENA_ARRAY(a, double, (size_t)p->clause_count *(size_t)p->year_count + 1);
    if (!d || !shown.clause_price || !map_init(&areas, p->area_count, a) ||
        !map_init(&clauses, p->clause_count, a))
        return no_memory(e);
    dataset_init(d);
    for (int i = 0; i < p->area_count; i++)
        (void)map_put(&areas, slice_of(p->areas[i].code), i);
    for (int i = 0; i < p->clause_count; i++)
        (void)map_put(&clauses, slice_of(p->clauses[i].code), i);
    struct plan_writer w = {.data = d,
                            .p = p,
                            .siting = in->siting,
                            .input = *in,
                            .plan = &shown,
                            .code = slice_of("plan"),
                            .arena = a};
    plan_writer_clauses(&w);
    if (w.failed) return no_memory(e);
    const struct table *t = &d->tables[TABLE_PLAN_CLAUSE];
    for (int row = 0; row < t->row_count; row++) {
        int clause = map_get(&clauses, table_get_text(t, row, "clause"));
        look_at(&states[clause], t, row, p, &areas);
    }
    return STATUS_OK;
}

static int has_visits(enum plan_outcome outcome)
{
    return outcome == PLAN_OPTIMAL || outcome == PLAN_FEASIBLE;
}

/* Row of the plan, or -1 when none was asked for and there is none. */
static enum status find_plan(const struct session *s, const char *code, int *row, struct err *e)
{
    const struct table *t = &s->data.tables[TABLE_PLAN];
    *row = code ? -1 : t->row_count - 1;
    for (int i = 0; i < t->row_count && code; i++)
        if (slice_is(table_get_text(t, i, "code"), code)) *row = i;
    if (code && *row < 0) return err_set(e, STATUS_NOTFOUND, "there is no plan '%s'", code);
    return STATUS_OK;
}

enum status clause_test(struct clause_test *out, const struct session *s, const char *plan,
                        int threads, struct err *e)
{
    const struct programme *p = &s->programme;
    struct siting siting;
    int plan_row = -1;
    *out = (struct clause_test){0};
    struct clause_state *states =
        ARENA_ARRAY(s->arena, struct clause_state, (size_t)p->clause_count + 1);
    double *weights = ARENA_ARRAY(s->arena, double, (size_t)p->area_count + 1);
    if (!states || !weights) return no_memory(e);
    for (int i = 0; i < p->area_count; i++)
        weights[i] = 1; /* nothing here asks what a visit is worth */
    out->states = states;
    TRY(find_plan(s, plan, &plan_row, e));
    TRY(siting_obtain(&siting, &s->data, p, threads, s->arena, e));
    struct plan_input in = {p, &siting, weights};
    TRY(test_alone(states, &in, s->arena, e));
    if (plan_row >= 0) {
        struct stored_plan stored;
        struct findings findings;
        findings_init(&findings, s->arena);
        TRY(plan_from_tables(&stored, &s->data, p, plan_row, &findings, e));
        struct slice code = table_get_text(&s->data.tables[TABLE_PLAN], plan_row, "code");
        if (stored.is_whole && has_visits(stored.plan.outcome)) {
            TRY(test_under_plan(states, &in, &stored.plan, s->arena, e));
            out->plan = arena_strndup(s->arena, code.at ? code.at : "", code.len);
            if (!out->plan) return no_memory(e);
        }
    }
    for (int i = 0; i < p->clause_count; i++) {
        out->impossible_count += states[i].why_impossible != NULL;
        int is_missed = out->plan && states[i].kept < states[i].checks;
        states[i].is_soft = clause_is_soft(&p->clauses[i]);
        *(states[i].is_soft ? &out->wish_count : &out->missed_count) += is_missed;
    }
    return STATUS_OK;
}

/* --- told --------------------------------------------------------------------------------- */

static void write_state(const struct clause_state *x, const struct programme *p, struct buf *b)
{
    if (x->checks == 0) {
        buf_text(b, "kept, nothing to count");
        return;
    }
    if (x->slack < 0 && x->kept < x->checks) {
        buf_text(b, x->is_soft ? "missed, as it may be, by " : "MISSED by ");
        buf_real(b, -x->slack);
    } else {
        buf_text(b, "kept, room ");
        buf_real(b, fmax(0, x->slack));
    }
    buf_text(b, " (");
    buf_real(b, x->value);
    buf_text(b, x->is_floor ? ", at least " : ", at most ");
    buf_real(b, x->limit);
    if (x->area >= 0) buf_printf(b, ", %s", p->areas[x->area].code);
    if (x->year >= 0) buf_printf(b, ", %d", p->first_year + x->year);
    buf_char(b, ')');
    if (x->checks > 1) buf_printf(b, ", %d of %d checks kept", x->kept, x->checks);
}

void clause_test_write(const struct clause_test *x, const struct session *s, struct buf *b)
{
    const struct programme *p = &s->programme;
    for (int i = 0; i < p->clause_count; i++) {
        const struct clause_state *state = &x->states[i];
        buf_printf(b, "%s: ", p->clauses[i].code);
        if (state->why_impossible)
            buf_printf(b, "IMPOSSIBLE: %s", state->why_impossible);
        else if (x->plan)
            write_state(state, p, b);
        else
            buf_text(b, "possible by itself");
        buf_char(b, '\n');
    }
    buf_printf(b, "%d clauses, %d impossible by themselves", p->clause_count, x->impossible_count);
    if (x->plan) buf_printf(b, "; plan %s misses %d", x->plan, x->missed_count);
    if (x->wish_count > 0) buf_printf(b, ", and %d that may be missed", x->wish_count);
    buf_char(b, '\n');
}

void clause_test_write_json(const struct clause_test *x, const struct session *s, struct buf *b)
{
    const struct programme *p = &s->programme;
    struct json j = {b, 0};
    json_open(&j, '{');
    json_key(&j, "plan");
    json_text(&j, slice_of(x->plan));
    json_key(&j, "impossible");
    json_integer(&j, x->impossible_count);
    json_key(&j, "missed");
    json_integer(&j, x->missed_count);
    json_key(&j, "missed_wishes");
    json_integer(&j, x->wish_count);
    json_key(&j, "clauses");
    json_open(&j, '[');
    for (int i = 0; i < p->clause_count; i++) {
        const struct clause_state *state = &x->states[i];
        int counted = x->plan && state->checks > 0;
        json_open(&j, '{');
        json_key(&j, "code");
        json_text(&j, slice_of(p->clauses[i].code));
        json_key(&j, "impossible");
        json_text(&j, slice_of(state->why_impossible));
        json_key(&j, "checks");
        json_integer(&j, state->checks);
        json_key(&j, "kept");
        json_integer(&j, state->kept);
        json_key(&j, "slack");
        json_real(&j, counted ? state->slack : NAN);
        json_key(&j, "value");
        json_real(&j, counted ? state->value : NAN);
        json_key(&j, "limit");
        json_real(&j, counted ? state->limit : NAN);
        json_shut(&j, '}');
    }
    json_shut(&j, ']');
    json_shut(&j, '}');
    buf_char(b, '\n');
}
