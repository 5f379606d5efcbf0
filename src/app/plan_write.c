/* SPDX-License-Identifier: Apache-2.0 */
/* The answer of the planner for people and for programs. */
#include <math.h>

#include "app/plan.h"
#include "base/json.h"
#include "base/number.h"

enum {
    PRICES_SHOWN = 5,
};

static void write_years(const struct plan_answer *x, const struct programme *p, struct buf *b)
{
    buf_text(b, "  year  visits  facilities\n");
    for (int y = 0, v = 0; y < p->year_count; y++) {
        int visits = 0, decided = 0, facilities = 0, first = v;
        for (; v < x->plan.visit_count && x->plan.visits[v].year == y; v++) {
            visits++;
            decided += x->plan.visits[v].decided;
        }
        for (int f = 0; f < x->plan.facility_count; f++)
            facilities += x->plan.facilities[f].visit >= first && x->plan.facilities[f].visit < v;
        buf_printf(b, "  %d  %6d  %10d", p->first_year + y, visits, facilities);
        if (decided) buf_printf(b, "  (decided before: %d)", decided);
        buf_char(b, '\n');
    }
}

/* The limit with the largest price * quantity below `below`. */
static int next_limit(const struct plan_answer *x, const struct programme *p, double below)
{
    int best = -1;
    double largest = 0;
    for (int i = 0; i < p->limit_count; i++) {
        double weight = x->plan.limit_price[i] * p->limits[i].quantity;
        if (weight <= largest || weight >= below) continue;
        largest = weight;
        best = i;
    }
    return best;
}

/* The scarcest limits: what one percent more of each would bring. */
static void write_prices(const struct plan_answer *x, const struct programme *p, struct buf *b)
{
    double below = INFINITY;
    for (int shown = 0; shown < PRICES_SHOWN; shown++) {
        int i = next_limit(x, p, below);
        if (i < 0) return;
        const struct resource_limit *l = &p->limits[i];
        below = x->plan.limit_price[i] * l->quantity;
        if (shown == 0) buf_text(b, "scarcest:\n");
        buf_printf(b, "  1 %% more %s in %d", p->resources[l->resource].name,
                   p->first_year + l->year);
        if (l->area >= 0) buf_printf(b, " for %s", p->areas[l->area].name);
        buf_text(b, " would bring about ");
        buf_grouped(b, 0.01 * below, 0);
        buf_text(b, " weighted person-years\n");
    }
}

void plan_answer_write(const struct plan_answer *x, const struct programme *p, struct buf *b)
{
    buf_printf(b, "plan %s: %s\n", x->name, x->summary);
    if (isnan(x->gap)) return;
    write_years(x, p, b);
    write_prices(x, p, b);
}

static void write_visits_json(const struct plan_answer *x, const struct programme *p,
                              struct json *j)
{
    json_key(j, "visits");
    json_open(j, '[');
    for (int v = 0, f = 0; v < x->plan.visit_count; v++) {
        const struct visit *visit = &x->plan.visits[v];
        json_open(j, '{');
        json_key(j, "area");
        json_text(j, slice_of(p->areas[visit->area].code));
        json_key(j, "stage");
        json_integer(j, visit->stage);
        json_key(j, "year");
        json_integer(j, p->first_year + visit->year);
        json_key(j, "decided");
        json_flag(j, visit->decided);
        json_key(j, "facilities");
        json_open(j, '[');
        for (; f < x->plan.facility_count && x->plan.facilities[f].visit == v; f++) {
            const struct facility *at = &x->plan.facilities[f];
            json_open(j, '{');
            json_key(j, "size");
            json_text(j, slice_of(p->sizes[at->size].code));
            json_key(j, "site");
            json_text(j, at->site < 0 ? SLICE_NONE : slice_of(p->sites[at->site].code));
            json_shut(j, '}');
        }
        json_shut(j, ']');
        json_shut(j, '}');
    }
    json_shut(j, ']');
}

static void write_flows_json(const struct plan_answer *x, const struct programme *p, struct json *j)
{
    json_key(j, "flows");
    json_open(j, '[');
    for (int i = 0; i < x->plan.flow_count; i++) {
        const struct flow *f = &x->plan.flows[i];
        json_open(j, '{');
        json_key(j, "from");
        json_text(j, slice_of(p->areas[f->from].code));
        json_key(j, "to");
        json_text(j, slice_of(p->areas[f->to].code));
        json_key(j, "good");
        json_text(j, slice_of(p->goods[f->good].code));
        json_key(j, "year");
        json_integer(j, p->first_year + f->year);
        json_key(j, "quantity");
        json_real(j, f->quantity);
        json_shut(j, '}');
    }
    json_shut(j, ']');
}

void plan_answer_write_json(const struct plan_answer *x, const struct programme *p, struct buf *b)
{
    static const char *const outcomes[] = {"optimal", "feasible", "infeasible", "stopped"};
    struct json j = {.out = b};
    int found = !isnan(x->gap);
    json_open(&j, '{');
    json_key(&j, "plan");
    json_text(&j, slice_of(x->name));
    json_key(&j, "outcome");
    json_text(&j, slice_of(outcomes[x->plan.outcome]));
    json_key(&j, "objective");
    json_real(&j, found ? x->plan.objective : NAN);
    json_key(&j, "penalty");
    json_real(&j, found ? x->plan.penalty : NAN);
    if (x->plan.flow_count > 0) {
        json_key(&j, "trade");
        json_real(&j, x->plan.trade);
    }
    json_key(&j, "bound");
    json_real(&j, x->plan.outcome == PLAN_INFEASIBLE ? NAN : x->plan.bound);
    json_key(&j, "gap");
    json_real(&j, x->gap);
    json_key(&j, "level");
    json_real(&j, found && x->is_max_min ? x->maxmin.level : NAN);
    json_key(&j, "level_bound");
    json_real(&j, found && x->is_max_min ? x->maxmin.level_bound : NAN);
    json_key(&j, "rounds");
    json_integer(&j, x->plan.round_count);
    json_key(&j, "columns");
    json_integer(&j, x->plan.column_count);
    json_key(&j, "summary");
    json_text(&j, slice_of(x->summary));
    if (found) write_visits_json(x, p, &j);
    if (x->plan.flow_count > 0) write_flows_json(x, p, &j);
    json_shut(&j, '}');
    buf_char(b, '\n');
}
