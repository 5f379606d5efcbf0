/* SPDX-License-Identifier: Apache-2.0 */
/* What more or less of a limit would bring. */
#include <math.h>

#include "app/columns.h"
#include "app/why.h"
#include "base/number.h"

enum {
    MOVES_SHOWN = 6,
};

static const double step_shares[WHY_STEPS] = {-0.1, -0.01, 0.01, 0.1};

static double used_of(const struct why *w, int limit)
{
    const struct whatif *q = &w->whatif;
    for (int r = 0; r < q->problem.coupling_count; r++) {
        const struct row *row = &q->problem.rows[r];
        if (row->kind == ROW_LIMIT &&
            row->origin == limit) /* decided visits: taken off the limit */
            return q->known.sum[r] + w->session->programme.limits[limit].quantity - row->upper;
    }
    return NAN;
}

static double price_of(const struct why *w, int limit)
{
    const struct whatif *q = &w->whatif;
    for (int r = 0; r < q->problem.coupling_count; r++)
        if (q->problem.rows[r].kind == ROW_LIMIT && q->problem.rows[r].origin == limit)
            return q->colgen.bound_price[r];
    return 0;
}

/* Plans are found from the same start: what they differ by is due to the limit. */
enum status why_limit(struct why_limit *out, struct why *w, int limit, struct err *e)
{
    struct arena *a = w->session->arena;
    const struct resource_limit *l = &w->session->programme.limits[limit];
    struct whatif_answer base, answer;
    *out = (struct why_limit){.limit = limit};
    out->price = price_of(w, limit);
    out->used = used_of(w, limit);
    TRY(whatif_settle(&w->whatif, UINT64_C(1) << l->year, &base, a, e));
    for (int i = 0; i < WHY_STEPS; i++) {
        struct why_step *s = &out->steps[i];
        s->more = step_shares[i] * l->quantity;
        TRY(whatif_limit(&w->whatif, limit, s->more, &answer, a, e));
        s->bound_moves = answer.moves;
        s->is_impossible = answer.is_impossible;
        s->gained_found = answer.found ? answer.plan.objective - base.plan.objective : NAN;
        if (answer.found)
            TRY(difference_make(&s->difference, &w->stored.input, &base.plan, &answer.plan, a, e));
    }
    return STATUS_OK;
}

/* --- words -------------------------------------------------------------------------------- */

static void write_step(const struct why_step *s, struct buf *b)
{
    buf_text(b, "  ");
    buf_right_signed(b, s->more, fabs(s->more) < 100 ? 2 : 0, 12);
    buf_right_signed(b, s->bound_moves, 0, 16);
    if (isnan(s->gained_found))
        buf_text(b, s->is_impossible ? "  decided visits alone take more" : "  no plan found");
    else
        buf_right_signed(b, s->gained_found, 0, 16);
    buf_char(b, '\n');
}

void why_limit_write(const struct why *w, const struct why_limit *x, struct buf *b)
{
    const struct programme *p = &w->session->programme;
    const struct resource_limit *l = &p->limits[x->limit];
    const struct resource *r = &p->resources[l->resource];
    int decimals = l->quantity < 100 ? 2 : 0;
    buf_printf(b, "%s in %d", r->name, p->first_year + l->year);
    if (l->area >= 0) buf_printf(b, " for %s", p->areas[l->area].name);
    buf_text(b, ": ");
    buf_grouped(b, l->quantity, decimals);
    buf_printf(b, " %s, of which the plan takes ", r->unit);
    buf_grouped(b, x->used, decimals);
    buf_text(b, ".\n");
    if (x->price > 0) {
        buf_printf(b, "It is scarce: one %s more would bring at most ", r->unit);
        buf_grouped(b, x->price, x->price < 100 ? 2 : 0);
        buf_text(b, " weighted person-years, however much is added.\n");
    } else {
        buf_text(b, "It is not scarce: more of it brings nothing that the bound can tell.\n");
    }
    buf_printf(b, "  %12s%16s%16s\n", "more or less", "bound, at most", "plans found");
    for (int i = 0; i < WHY_STEPS; i++)
        write_step(&x->steps[i], b);
    const struct why_step *most = &x->steps[WHY_STEPS - 1];
    if (isnan(most->gained_found) || most->difference.move_count == 0) return;
    buf_text(b, "With ");
    buf_grouped(b, most->more, fabs(most->more) < 100 ? 2 : 0);
    buf_printf(b, " %s more:\n", r->unit);
    difference_write(&most->difference, MOVES_SHOWN, b);
}

void why_limit_write_json(const struct why *w, const struct why_limit *x, struct buf *b)
{
    const struct programme *p = &w->session->programme;
    const struct resource_limit *l = &p->limits[x->limit];
    struct json j = {.out = b};
    json_open(&j, '{');
    json_key(&j, "plan");
    json_text(&j, slice_of(w->stored.name));
    json_key(&j, "resource");
    json_text(&j, slice_of(p->resources[l->resource].code));
    json_key(&j, "year");
    json_integer(&j, p->first_year + l->year);
    json_key(&j, "area");
    json_text(&j, l->area < 0 ? SLICE_NONE : slice_of(p->areas[l->area].code));
    json_key(&j, "limit");
    json_real(&j, l->quantity);
    json_key(&j, "used");
    json_real(&j, x->used);
    json_key(&j, "price");
    json_real(&j, x->price);
    json_key(&j, "steps");
    json_open(&j, '[');
    for (int i = 0; i < WHY_STEPS; i++) {
        const struct why_step *s = &x->steps[i];
        json_open(&j, '{');
        json_key(&j, "more");
        json_real(&j, s->more);
        json_key(&j, "bound_moves");
        json_real(&j, s->bound_moves);
        json_key(&j, "gained_found");
        json_real(&j, s->gained_found);
        if (!isnan(s->gained_found)) difference_write_json(&s->difference, &j);
        json_shut(&j, '}');
    }
    json_shut(&j, ']');
    json_shut(&j, '}');
    buf_char(b, '\n');
}
