/* SPDX-License-Identifier: Apache-2.0 */
/* Answers about an area, for people and for programs. */
#include <math.h>

#include "app/why.h"
#include "base/number.h"

enum {
    MOVES_SHOWN = 8,
    CHARGES_SHOWN = 5,
};

/* --- words -------------------------------------------------------------------------------- */

static void write_worth(struct buf *b, const struct why *w, double value)
{
    double all = w->stored.plan.objective;
    buf_grouped(b, value, 0);
    if (all > 0) buf_printf(b, " (%.2g %%)", 100 * value / all);
}

static void write_when(struct buf *b, const struct programme *p, int year)
{
    if (year < 0)
        buf_text(b, "not at all");
    else
        buf_printf(b, "in %d", p->first_year + year);
}

/* --- what is lost ------------------------------------------------------------------------- */

void why_change_write(const struct why *w, const struct why_change *c, struct buf *b)
{
    if (c->is_impossible && c->clause >= 0) {
        const struct clause *clause = &w->session->programme.clauses[c->clause];
        buf_printf(b, "It cannot be, by clause %s: %s\n", clause->code, clause->text);
        return;
    }
    if (c->is_impossible) {
        buf_text(b, "No plan is like that: the clauses, sites and limits leave no room for it.\n");
        return;
    }
    if (!c->found) {
        buf_text(b, "No plan like that was found near this one");
        if (c->lost_least > 0) {
            buf_text(b, "; any would lose at least ");
            write_worth(b, w, c->lost_least);
        }
        buf_text(b, ".\n");
        return;
    }
    if (c->lost_most <= 0) {
        buf_text(b, "It costs nothing: the plan found like that is worth ");
        if (c->lost_most > -0.5)
            buf_text(b, "as much");
        else
            write_worth(b, w, -c->lost_most);
        buf_text(b, c->lost_most > -0.5 ? " as this one.\n" : " more than this one.\n");
        return;
    }
    buf_text(b, "It costs at most ");
    write_worth(b, w, c->lost_most);
    buf_text(b, ", as the plan found like that shows");
    if (c->lost_least > 0) {
        buf_text(b, ", and at least ");
        write_worth(b, w, c->lost_least);
        buf_text(b, ", which is proven");
    }
    buf_text(b, ".\n");
}

static void write_visit(const struct why *w, const struct why_visit *v, struct buf *b)
{
    const struct programme *p = &w->session->programme;
    buf_printf(b, "%s (%s), stage %d: ", p->areas[v->area].name, p->areas[v->area].code, v->stage);
    if (v->is_decided) {
        buf_printf(b, "decided for %d before the plan was made; the plan takes it as it is.\n",
                   p->first_year + v->year);
        return;
    }
    if (!v->has_block) {
        buf_text(b, "no plant of the stage can stand on any of its sites ('groundwork site' tells "
                    "why), so no plan visits it.\n");
        return;
    }
    if (v->year < 0)
        buf_text(b, "the plan does not visit it.\n");
    else
        buf_printf(b, "the plan visits it in %d.\n", p->first_year + v->year);
}

static void write_question(const struct why *w, const struct why_visit *v, struct buf *b)
{
    const struct programme *p = &w->session->programme;
    if (v->is_forced_away && v->asked_year < 0 && v->is_asked)
        buf_text(b, "What if it were not visited? ");
    else if (v->is_forced_away)
        buf_printf(b, "Why not another year than %d? ", p->first_year + v->year);
    else if (v->asked_year >= 0)
        buf_printf(b, "Why not in %d? ", p->first_year + v->asked_year);
    else
        buf_text(b, "What if it were visited? ");
    why_change_write(w, &v->change, b);
    if (!v->change.found || (v->is_asked && v->asked_year < 0 && v->is_forced_away)) return;
    if (v->change_year == v->asked_year && !v->is_forced_away) return;
    buf_text(b, "In that plan it is visited ");
    write_when(b, p, v->change_year);
    buf_text(b, ".\n");
}

/* --- what it takes ------------------------------------------------------------------------- */

static void write_charge(const struct why *w, const struct why_charge *c, struct buf *b)
{
    const struct programme *p = &w->session->programme;
    buf_text(b, "  ");
    if (c->limit >= 0) {
        const struct resource_limit *l = &p->limits[c->limit];
        const struct resource *r = &p->resources[l->resource];
        buf_grouped(b, c->use, fabs(c->use) < 100 ? 2 : 0);
        buf_printf(b, " %s of %s in %d", r->unit, r->name, p->first_year + l->year);
        if (l->area >= 0) buf_printf(b, " for %s", p->areas[l->area].name);
    } else {
        buf_printf(b, "clause %s", p->clauses[c->clause].code);
        if (c->year >= 0) buf_printf(b, " in %d", p->first_year + c->year);
    }
    buf_text(b, ": ");
    buf_grouped(b, c->worth, 0);
    buf_char(b, '\n');
}

static void write_charges(const struct why *w, const struct why_visit *v, struct buf *b)
{
    const struct programme *p = &w->session->programme;
    double all = v->room_worth, rest = 0;
    if (!v->charges) return;
    for (int i = 0; i < v->charge_count; i++) {
        all += v->charges[i].worth;
        if (i >= CHARGES_SHOWN) rest += v->charges[i].worth;
    }
    buf_printf(b, "Visited in %d it is worth ", p->first_year + v->charge_year);
    buf_grouped(b, v->charge_worth, 0);
    if (v->surplus_worth >= 0.5) {
        buf_text(b, ", and ");
        buf_grouped(b, v->surplus_worth, 0);
        buf_text(b, " by what it leaves to other areas");
    }
    if (v->charge_count == 0 && v->room_worth < 0.5) {
        buf_text(b, " and takes nothing that is scarce.\n");
        return;
    }
    buf_text(b, "; what it takes of what is scarce would elsewhere bring ");
    buf_grouped(b, all, 0);
    buf_text(b, ":\n");
    for (int i = 0; i < v->charge_count && i < CHARGES_SHOWN; i++)
        write_charge(w, &v->charges[i], b);
    if (v->room_worth >= 0.5) {
        buf_text(b, "  need that other areas could supply: ");
        buf_grouped(b, v->room_worth, 0);
        buf_char(b, '\n');
    }
    if (rest < 0.5) return;
    buf_text(b, "  the rest: ");
    buf_grouped(b, rest, 0);
    buf_char(b, '\n');
}

/* --- the years ---------------------------------------------------------------------------- */

static void write_years(const struct why *w, const struct why_visit *v, struct buf *b)
{
    const struct programme *p = &w->session->programme;
    buf_text(b, "Year by year, what no plan can exceed falls by\n");
    for (int y = 0; y <= p->year_count; y++) {
        if (isnan(v->falls[y]) && y == p->year_count) continue;
        if (y < p->year_count)
            buf_printf(b, "  %d         ", p->first_year + y);
        else
            buf_text(b, "  not visited  ");
        if (isnan(v->falls[y]))
            buf_text(b, "cannot be");
        else
            buf_grouped(b, fmax(0, v->falls[y]), 0);
        buf_text(b, y == v->year ? "  <- the plan\n" : "\n");
    }
}

void why_area_write(const struct why *w, const struct why_visit *list, int count, struct buf *b)
{
    for (int i = 0; i < count; i++) {
        const struct why_visit *v = &list[i];
        if (i > 0) buf_char(b, '\n');
        write_visit(w, v, b);
        if (!v->has_block) continue;
        write_question(w, v, b);
        if (v->change.found) difference_write(&v->change.difference, MOVES_SHOWN, b);
        write_charges(w, v, b);
        if (!v->is_asked && !v->change.is_impossible) write_years(w, v, b);
    }
    if (count > 0) why_trade_write(w, list[0].area, b);
    buf_text(b,
             "\nFigures without a unit are weighted person-years supplied, as the plan's worth.\n");
}

/* --- JSON --------------------------------------------------------------------------------- */

static void year_json(struct json *j, const char *key, const struct programme *p, int year)
{
    json_key(j, key);
    if (year < 0)
        json_text(j, SLICE_NONE);
    else
        json_integer(j, p->first_year + year);
}

void why_change_write_json(const struct why_change *c, struct json *j)
{
    json_key(j, "impossible");
    json_flag(j, c->is_impossible);
    json_key(j, "found");
    json_flag(j, c->found);
    json_key(j, "lost_least");
    json_real(j, c->is_impossible ? NAN : fmax(0, c->lost_least));
    json_key(j, "lost_most");
    json_real(j, c->lost_most);
    if (c->found) difference_write_json(&c->difference, j);
}

static void charges_json(const struct why *w, const struct why_visit *v, struct json *j)
{
    const struct programme *p = &w->session->programme;
    json_key(j, "charges");
    json_open(j, '[');
    for (int i = 0; i < v->charge_count; i++) {
        const struct why_charge *c = &v->charges[i];
        json_open(j, '{');
        json_key(j, c->limit >= 0 ? "resource" : "clause");
        json_text(j, slice_of(c->limit >= 0 ? p->resources[p->limits[c->limit].resource].code
                                            : p->clauses[c->clause].code));
        year_json(j, "year", p, c->year);
        json_key(j, "use");
        json_real(j, c->use);
        json_key(j, "worth");
        json_real(j, c->worth);
        json_shut(j, '}');
    }
    json_shut(j, ']');
}

static void visit_json(const struct why *w, const struct why_visit *v, struct json *j)
{
    const struct programme *p = &w->session->programme;
    json_key(j, "area");
    json_text(j, slice_of(p->areas[v->area].code));
    json_key(j, "stage");
    json_integer(j, v->stage);
    year_json(j, "year", p, v->year);
    json_key(j, "decided");
    json_flag(j, v->is_decided);
    json_key(j, "possible");
    json_flag(j, v->has_block || v->is_decided);
    if (!v->has_block) return;
    year_json(j, "asked_year", p, v->asked_year);
    json_key(j, "asked_away");
    json_flag(j, v->is_forced_away);
    json_key(j, "bound_falls");
    json_open(j, '[');
    for (int y = 0; y <= p->year_count; y++) {
        json_open(j, '{');
        year_json(j, "year", p, y < p->year_count ? y : -1);
        json_key(j, "by");
        json_real(j, isnan(v->falls[y]) ? NAN : fmax(0, v->falls[y]));
        json_shut(j, '}');
    }
    json_shut(j, ']');
    charges_json(w, v, j);
    if (v->surplus_worth > 0) {
        json_key(j, "surplus_worth");
        json_real(j, v->surplus_worth);
    }
    if (v->room_worth > 0) {
        json_key(j, "room_worth");
        json_real(j, v->room_worth);
    }
    json_key(j, "change");
    json_open(j, '{');
    year_json(j, "year", p, v->change_year);
    why_change_write_json(&v->change, j);
    json_shut(j, '}');
}

void why_area_write_json(const struct why *w, const struct why_visit *list, int count,
                         struct buf *b)
{
    struct json j = {.out = b};
    json_open(&j, '{');
    json_key(&j, "plan");
    json_text(&j, slice_of(w->stored.name));
    json_key(&j, "visits");
    json_open(&j, '[');
    for (int i = 0; i < count; i++) {
        json_open(&j, '{');
        visit_json(w, &list[i], &j);
        json_shut(&j, '}');
    }
    json_shut(&j, ']');
    json_shut(&j, '}');
    buf_char(b, '\n');
}
