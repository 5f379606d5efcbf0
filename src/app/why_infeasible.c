/* SPDX-License-Identifier: Apache-2.0 */
#include "app/why_infeasible.h"

#include <math.h>

#include "app/equity.h"
#include "app/site.h"
#include "base/json.h"
#include "base/number.h"

enum {
    REPAIRS_SHOWN = 8,
};

enum status why_infeasible(struct why_infeasible *out, struct session *s, int threads,
                           const struct stop *stop, struct err *e)
{
    struct siting siting;
    double *weights = NULL;
    struct plan_options options = plan_options_default();
    options.threads = threads;
    options.stop = stop;
    out->programme = &s->programme;
    TRY(siting_obtain(&siting, &s->data, &s->programme, threads, s->arena, e));
    TRY(equity_weights(&weights, &s->data, &s->programme, s->arena, e));
    struct plan_input input = {&s->programme, &siting, weights};
    return repair_find(&out->answer, &input, &options, s->arena, e);
}

/* --- words -------------------------------------------------------------------------------- */

static void write_limit(const struct programme *p, const struct resource_limit *l, struct buf *b)
{
    buf_printf(b, "%s in %d", p->resources[l->resource].name, p->first_year + l->year);
    if (l->area >= 0) buf_printf(b, " for %s", p->areas[l->area].name);
}

/* "clause 7: Two visits a year." or "330 t of Steel in 2026" */
static void write_demand(const struct programme *p, int demand, struct buf *b)
{
    if (demand < p->clause_count) {
        buf_printf(b, "clause %s: %s", p->clauses[demand].code, p->clauses[demand].text);
        return;
    }
    const struct resource_limit *l = &p->limits[demand - p->clause_count];
    buf_grouped(b, l->quantity, fabs(l->quantity - round(l->quantity)) > 1e-9 ? 2 : 0);
    buf_printf(b, " %s of ", p->resources[l->resource].unit);
    write_limit(p, l, b);
}

/* Neighbouring years of one resource in one line. */
static int same_series(const struct programme *p, int a, int b)
{
    if (a < p->clause_count || b < p->clause_count) return 0;
    const struct resource_limit *x = &p->limits[a - p->clause_count];
    const struct resource_limit *y = &p->limits[b - p->clause_count];
    return x->resource == y->resource && x->area == y->area && y->year > x->year;
}

static void write_conflict(const struct programme *p, const struct conflict_set *set, struct buf *b)
{
    for (int i = 0; i < set->count; i++) {
        buf_text(b, "  - ");
        write_demand(p, set->demands[i], b);
        while (i + 1 < set->count && same_series(p, set->demands[i], set->demands[i + 1])) {
            const struct resource_limit *l = &p->limits[set->demands[++i] - p->clause_count];
            buf_text(b, ", ");
            buf_grouped(b, l->quantity, 0);
            buf_printf(b, " in %d", p->first_year + l->year);
        }
        buf_char(b, '\n');
    }
    if (set->is_with_decided) buf_text(b, "  - and the visits that are decided already\n");
    if (set->reason) buf_printf(b, "  because %s\n", set->reason);
    if (!set->is_minimal)
        buf_text(b,
                 "  (perhaps not all of them are needed: the search was ended before it knew)\n");
}

static void write_figure(struct buf *b, double value)
{
    int decimals = fabs(value - round(value)) < 1e-9 ? 0 : fabs(value) < 10 ? 3 : 2;
    buf_grouped(b, value, decimals);
}

static void write_step(const struct programme *p, const struct repair_step *s, struct buf *b)
{
    if (s->kind == REPAIR_LIMIT) {
        const struct resource_limit *l = &p->limits[s->demand - p->clause_count];
        buf_text(b, "raise ");
        write_limit(p, l, b);
        buf_text(b, " by ");
        write_figure(b, s->to - s->from);
        buf_text(b, " to ");
        write_figure(b, s->to);
        buf_printf(b, " %s", p->resources[l->resource].unit);
        return;
    }
    const struct clause *c = &p->clauses[s->demand];
    switch (s->kind) {
    case REPAIR_AT_MOST:
        buf_printf(b, "let clause %s allow ", c->code);
        write_figure(b, s->to);
        buf_text(b, " instead of ");
        write_figure(b, s->from);
        return;
    case REPAIR_AT_LEAST:
        buf_printf(b, "let clause %s ask for ", c->code);
        write_figure(b, s->to);
        buf_text(b, " instead of ");
        write_figure(b, s->from);
        return;
    case REPAIR_LATER:
    case REPAIR_EARLIER:
        buf_printf(b, "let the period of clause %s %s in %d instead of %d", c->code,
                   s->kind == REPAIR_LATER ? "end" : "begin", p->first_year + (int)s->to,
                   p->first_year + (int)s->from);
        return;
    default:
        buf_printf(b, "drop clause %s", c->code);
    }
}

static void write_repairs(const struct why_infeasible *x, struct buf *b)
{
    const struct repair_answer *r = &x->answer;
    if (r->repair_count == 0) {
        buf_text(b, "No way out was found before the search was ended.\n");
        return;
    }
    buf_text(b,
             r->repair_count == 1
                 ? "A way out, with which a plan was found:\n"
                 : "Ways out, one of them is enough, the smallest change first; with each a plan "
                   "was found:\n");
    for (int i = 0; i < r->repair_count && i < REPAIRS_SHOWN; i++) {
        buf_printf(b, "  %d. ", i + 1);
        for (int k = 0; k < r->repairs[i].step_count; k++) {
            if (k > 0) buf_text(b, "; and ");
            write_step(x->programme, &r->repairs[i].steps[k], b);
        }
        buf_char(b, '\n');
    }
    if (r->repair_count > REPAIRS_SHOWN)
        buf_printf(b, "  ... and %d more (--json lists all)\n", r->repair_count - REPAIRS_SHOWN);
}

void why_infeasible_write(const struct why_infeasible *x, struct buf *b)
{
    const struct repair_answer *r = &x->answer;
    if (r->is_feasible) {
        buf_text(b, "There is a plan that keeps every clause and limit: nothing to explain.\n");
        return;
    }
    if (r->is_unknown) {
        buf_text(b,
                 "Neither a plan nor a proof that there is none was found: parts of visits could "
                 "keep everything. 'groundwork plan --effort 10' searches longer.\n");
        return;
    }
    for (int i = 0; i < r->conflict_count; i++) {
        if (r->conflict_count > 1) buf_printf(b, "Conflict %d: ", i + 1);
        buf_text(b, r->conflicts[i].count == 1
                        ? "This cannot be kept, even alone:\n"
                        : "These cannot all be kept; without any one of them the others could:\n");
        write_conflict(x->programme, &r->conflicts[i], b);
    }
    if (r->has_more_conflicts) buf_text(b, "There are more conflicts than these.\n");
    write_repairs(x, b);
}

/* --- JSON --------------------------------------------------------------------------------- */

static void demand_json(const struct programme *p, int demand, struct json *j)
{
    if (demand < p->clause_count) {
        json_key(j, "clause");
        json_text(j, slice_of(p->clauses[demand].code));
        json_key(j, "text");
        json_text(j, slice_of(p->clauses[demand].text));
        return;
    }
    const struct resource_limit *l = &p->limits[demand - p->clause_count];
    json_key(j, "resource");
    json_text(j, slice_of(p->resources[l->resource].code));
    json_key(j, "year");
    json_integer(j, p->first_year + l->year);
    json_key(j, "area");
    json_text(j, l->area < 0 ? SLICE_NONE : slice_of(p->areas[l->area].code));
    json_key(j, "limit");
    json_real(j, l->quantity);
}

static void step_json(const struct programme *p, const struct repair_step *s, struct json *j)
{
    static const char *const kinds[] = {"limit", "at_most", "at_least", "later", "earlier", "drop"};
    int is_year = s->kind == REPAIR_LATER || s->kind == REPAIR_EARLIER;
    json_open(j, '{');
    json_key(j, "change");
    json_text(j, slice_of(kinds[s->kind]));
    demand_json(p, s->demand, j);
    if (s->kind != REPAIR_DROP) {
        json_key(j, "from");
        json_real(j, s->from + (is_year ? p->first_year : 0));
        json_key(j, "to");
        json_real(j, s->to + (is_year ? p->first_year : 0));
    }
    json_shut(j, '}');
}

static void conflict_json(const struct programme *p, const struct conflict_set *set, struct json *j)
{
    json_open(j, '{');
    json_key(j, "minimal");
    json_flag(j, set->is_minimal);
    json_key(j, "with_decided");
    json_flag(j, set->is_with_decided);
    json_key(j, "reason");
    json_text(j, slice_of(set->reason));
    json_key(j, "demands");
    json_open(j, '[');
    for (int i = 0; i < set->count; i++) {
        json_open(j, '{');
        demand_json(p, set->demands[i], j);
        json_shut(j, '}');
    }
    json_shut(j, ']');
    json_shut(j, '}');
}

void why_infeasible_write_json(const struct why_infeasible *x, struct buf *b)
{
    struct json j = {.out = b};
    const struct repair_answer *r = &x->answer;
    json_open(&j, '{');
    json_key(&j, "feasible");
    json_flag(&j, r->is_feasible);
    json_key(&j, "unknown");
    json_flag(&j, r->is_unknown);
    json_key(&j, "more_conflicts");
    json_flag(&j, r->has_more_conflicts);
    json_key(&j, "conflicts");
    json_open(&j, '[');
    for (int i = 0; i < r->conflict_count; i++)
        conflict_json(x->programme, &r->conflicts[i], &j);
    json_shut(&j, ']');
    json_key(&j, "repairs");
    json_open(&j, '[');
    for (int i = 0; i < r->repair_count; i++) {
        json_open(&j, '{');
        json_key(&j, "size");
        json_real(&j, r->repairs[i].size);
        json_key(&j, "steps");
        json_open(&j, '[');
        for (int k = 0; k < r->repairs[i].step_count; k++)
            step_json(x->programme, &r->repairs[i].steps[k], &j);
        json_shut(&j, ']');
        json_shut(&j, '}');
    }
    json_shut(&j, ']');
    json_shut(&j, '}');
    buf_char(b, '\n');
}
