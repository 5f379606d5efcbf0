/* SPDX-License-Identifier: Apache-2.0 */
/* What a clause costs: the programme without it, asked again. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/columns.h"
#include "app/why.h"
#include "base/number.h"
#include "plan/demands.h"

enum {
    MOVES_SHOWN = 8,
};

/* Relative rise of the bound that counts as none: bounds are worked out to half of it. */
#define NOTHING 2e-5

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the price of a clause");
}

struct without { /* the programme without one clause */
    struct programme programme;
    struct plan_input input;
    struct plan known;
    struct arena arena;
};

static uint64_t years_of(const struct clause *c)
{
    return years_between(c->year_first, c->year_last);
}

/* The plan with its prices, those of the clause left out. */
static enum status leave_out(struct without *x, struct why *w, int clause, struct err *e)
{
    struct whatif_answer base;
    const struct programme *p = &w->session->programme;
    size_t years = (size_t)p->year_count;
    struct demands demands;
    int *origin = NULL;
    TRY(demands_init(&demands, p, &x->arena, e));
    demands.holds[clause] = 0;
    TRY(demands_programme(&x->programme, &origin, &demands, &x->arena, e));
    x->input = (struct plan_input){&x->programme, &w->stored.siting, w->stored.input.equity_weight};
    TRY(whatif_settle(&w->whatif, years_of(&p->clauses[clause]), &base, w->session->arena, e));
    x->known = base.plan;
    x->known.limit_price = w->stored.plan.limit_price;
    x->known.bound = w->whatif.bound; /* what the bound without it is compared with */
    x->known.clause_price = ARENA_ARRAY(&x->arena, double, (size_t)p->clause_count *years + 1);
    if (!x->known.clause_price) return out_of_memory(e);
    for (int i = 0; i < x->programme.clause_count; i++)
        memcpy(x->known.clause_price + (size_t)i * years,
               w->stored.plan.clause_price + (size_t)origin[i] * years, sizeof(double) * years);
    return STATUS_OK;
}

static enum status answer(struct why_directive *out, struct why *w, struct whatif *q,
                          const struct without *x, struct err *e)
{
    const struct clause *c = &w->session->programme.clauses[out->clause];
    struct arena *a = w->session->arena;
    struct whatif_answer found;
    double nothing = NOTHING * fabs(w->whatif.value);
    out->bound_rises = fmax(0, q->value - w->whatif.value);
    out->is_free = q->value <= w->whatif.value + nothing;
    out->gains_most = fmax(0, q->value - x->known.objective);
    if (out->is_free) {
        out->bound_rises = 0;
        return STATUS_OK;
    }
    q->known_bound = w->whatif.value;
    TRY(whatif_tighten(q, e));
    out->bound_rises = fmax(0, q->value - w->whatif.value);
    out->is_free = out->bound_rises <= nothing;
    if (out->is_free) out->bound_rises = 0;
    TRY(whatif_improve(q, years_of(c), &found, a, e));
    out->gained_found = found.plan.objective - x->known.objective;
    out->gains_most = fmax(out->gained_found, q->value - x->known.objective);
    return difference_make(&out->difference, &w->stored.input, &x->known, &found.plan, a, e);
}

enum status why_directive(struct why_directive *out, struct why *w, int clause, struct err *e)
{
    struct plan_options options = plan_options_default();
    struct without x = {.arena = ARENA_INIT((size_t)1 << 40)};
    struct whatif q = {0};
    *out = (struct why_directive){.clause = clause};
    options.threads = w->whatif.options.threads;
    options.stop = w->whatif.options.stop;
    enum status status = leave_out(&x, w, clause, e);
    if (status == STATUS_OK) status = whatif_open_quick(&q, &x.input, &x.known, &options, e);
    if (status == STATUS_OK) status = answer(out, w, &q, &x, e);
    whatif_close(&q);
    arena_clear(&x.arena);
    return status;
}

/* --- words -------------------------------------------------------------------------------- */

static void write_share(const struct why *w, double value, struct buf *b)
{
    buf_grouped(b, value, 0);
    if (w->stored.plan.objective > 0)
        buf_printf(b, " (%.2g %%)", 100 * value / w->stored.plan.objective);
}

static void write_one(const struct why *w, const struct why_directive *x, struct buf *b)
{
    const struct clause *c = &w->session->programme.clauses[x->clause];
    buf_printf(b, "clause %s: %s\n", c->code, c->text);
    if (x->is_free) {
        buf_text(b, "It costs nothing: without it, what no plan can exceed is the same.\n");
        return;
    }
    buf_text(b, "Without it, what no plan can exceed would be higher by ");
    write_share(w, x->bound_rises, b);
    buf_text(b, " weighted person-years.\n");
    buf_text(b, "No plan without it gains more than ");
    write_share(w, x->gains_most, b);
    buf_text(b, ", which is proven.\n");
    if (x->gained_found < 0.5) {
        buf_text(b, "No better plan was found near this one, though.\n");
        return;
    }
    buf_text(b, "The plan found without it is worth ");
    write_share(w, x->gained_found, b);
    buf_text(b, " more:\n");
    difference_write(&x->difference, MOVES_SHOWN, b);
}

static int compare(const void *left, const void *right)
{
    const struct why_directive *a = *(const struct why_directive *const *)left;
    const struct why_directive *b = *(const struct why_directive *const *)right;
    if (a->bound_rises != b->bound_rises) return a->bound_rises > b->bound_rises ? -1 : 1;
    return a->clause - b->clause;
}

static void write_all(const struct why *w, const struct why_directive *const *list, int count,
                      struct buf *b)
{
    int free_count = 0;
    buf_text(
        b, "what each clause costs, in weighted person-years: without it the bound is higher by,\n"
           "and a plan found near this one gains\n");
    for (int i = 0; i < count; i++) {
        const struct clause *c = &w->session->programme.clauses[list[i]->clause];
        if (list[i]->is_free) {
            free_count++;
            continue;
        }
        buf_right(b, list[i]->bound_rises, 0, 14);
        buf_printf(b, " %6.2f %%", 100 * list[i]->bound_rises / w->stored.plan.objective);
        buf_right(b, list[i]->gained_found, 0, 14);
        buf_printf(b, "  clause %s: %s\n", c->code, c->text);
    }
    buf_printf(b, "%d of %d clauses cost nothing", free_count, count);
    for (int i = 0, shown = 0; i < count && free_count > 0; i++) {
        if (!list[i]->is_free) continue;
        buf_printf(b, "%s %s", shown++ ? "," : ":",
                   w->session->programme.clauses[list[i]->clause].code);
    }
    buf_char(b, '\n');
}

void why_directives_write(const struct why *w, const struct why_directive *list, int count,
                          struct buf *b)
{
    const struct why_directive **order =
        ARENA_ARRAY(w->session->arena, const struct why_directive *, (size_t)count + 1);
    if (count == 1 || !order) {
        for (int i = 0; i < count; i++)
            write_one(w, &list[i], b);
        return;
    }
    for (int i = 0; i < count; i++)
        order[i] = &list[i];
    qsort(order, (size_t)count, sizeof *order, compare);
    write_all(w, order, count, b);
}

void why_directives_write_json(const struct why *w, const struct why_directive *list, int count,
                               struct buf *b)
{
    struct json j = {.out = b};
    json_open(&j, '{');
    json_key(&j, "plan");
    json_text(&j, slice_of(w->stored.name));
    json_key(&j, "clauses");
    json_open(&j, '[');
    for (int i = 0; i < count; i++) {
        const struct clause *c = &w->session->programme.clauses[list[i].clause];
        json_open(&j, '{');
        json_key(&j, "clause");
        json_text(&j, slice_of(c->code));
        json_key(&j, "text");
        json_text(&j, slice_of(c->text));
        json_key(&j, "free");
        json_flag(&j, list[i].is_free);
        json_key(&j, "bound_rises");
        json_real(&j, list[i].bound_rises);
        json_key(&j, "gained_found");
        json_real(&j, list[i].gained_found);
        json_key(&j, "gains_most");
        json_real(&j, list[i].gains_most);
        if (list[i].gained_found > 0 && count == 1) difference_write_json(&list[i].difference, &j);
        json_shut(&j, '}');
    }
    json_shut(&j, ']');
    json_shut(&j, '}');
    buf_char(b, '\n');
}
