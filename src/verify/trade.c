/* SPDX-License-Identifier: Apache-2.0 */
/*
 * trade - what areas send each other, and what it is worth, from its definition in model/plan.h.
 */
#include <math.h>
#include <string.h>

#include "verify/parts.h"

static int flow_is_whole(const struct programme *p, const struct flow *f)
{
    return f->from >= 0 && f->from < p->area_count && f->to >= 0 && f->to < p->area_count &&
           f->good >= 0 && f->good < p->good_count && f->year >= 0 && f->year < p->year_count &&
           isfinite(f->quantity) && f->quantity >= 0;
}

void check_flow_form(struct verifier *v, const struct plan *plan)
{
    for (int i = 0; i < plan->flow_count; i++)
        if (!flow_is_whole(v->p, &plan->flows[i])) violation_add(v, RULE_FORM)->flow = i;
}

/* Hours of the way, or NAN: there is none that is short enough. */
static double hours_of(const struct programme *p, const struct flow *f)
{
    const struct trade_way *way = trade_way_find(p, f->from, f->to);
    return way && way->hours <= p->goods[f->good].trade_hours_max ? way->hours : NAN;
}

static struct exchanged *exchanged_at(const struct verifier *v, int area, int good, int year)
{
    return &v->exchanged[(area * v->p->good_count + good) * v->p->year_count + year];
}

static double demand_of(const struct programme *p, int area, int good, int year)
{
    double people = p->areas[area].population * pow(1 + p->areas[area].growth, year);
    return people * p->need_per_head[area * p->good_count + good];
}

/* Weight of an area whose people are supplied whole with the good in the year. */
static double weight_of(const struct verifier *v, int area, int good, int year)
{
    const struct programme *p = v->p;
    double people = p->areas[area].population * pow(1 + p->areas[area].growth, year);
    return v->discount[year] * v->weights[area] * p->goods[good].weight * people;
}

static void add_flow(struct verifier *v, const struct flow *f, int index)
{
    const struct programme *p = v->p;
    double hours = hours_of(p, f), demand = demand_of(p, f->to, f->good, f->year);
    if (isnan(hours)) {
        struct violation *o = violation_add(v, RULE_TRADE_WAY);
        o->flow = index, o->area = f->from, o->year = f->year, o->what = f->good;
        return;
    }
    struct exchanged *to = exchanged_at(v, f->to, f->good, f->year);
    exchanged_at(v, f->from, f->good, f->year)->sent += f->quantity;
    to->received += f->quantity;
    if (demand > 0)
        to->cost += f->quantity / demand * hours * p->goods[f->good].trade_cost_hour *
                    weight_of(v, f->to, f->good, f->year);
}

static void compare(struct verifier *v, enum rule rule, const int at[3], double value, double limit)
{
    if (keeps_ceiling(value, limit)) return;
    struct violation *o = violation_add(v, rule);
    o->area = at[0], o->what = at[1], o->year = at[2];
    o->value = value, o->limit = limit;
}

/* What an area gains by what it receives; and does it send and receive no more than it may? */
static double area_trade(struct verifier *v, int area, int good, int year)
{
    const struct programme *p = v->p;
    struct exchanged *x = exchanged_at(v, area, good, year);
    if (x->sent == 0 && x->received == 0) return 0;
    int at[3] = {area, good, year};
    double today = p->supply[area * p->good_count + good];
    double supply = today + v->output[good * p->year_count + year];
    double demand = demand_of(p, area, good, year);
    compare(v, RULE_TRADE_SURPLUS, at, x->sent, fmax(0, supply - fmax(demand, today)));
    compare(v, RULE_TRADE_ROOM, at, x->received, fmax(0, demand - supply));
    if (demand <= 0) return 0;
    double before = satisfaction(&p->goods[good], fmin(1, supply / demand));
    double after = satisfaction(&p->goods[good], fmin(1, (supply + x->received) / demand));
    return weight_of(v, area, good, year) * (after - before) - x->cost;
}

double check_trade(struct verifier *v, const struct plan *plan)
{
    const struct programme *p = v->p;
    size_t cells = (size_t)p->area_count * (size_t)p->good_count * (size_t)p->year_count;
    double worth = 0;
    if (v->exchanged) memset(v->exchanged, 0, cells * sizeof *v->exchanged);
    for (int i = 0; i < plan->flow_count; i++)
        add_flow(v, &plan->flows[i], i);
    for (int area = 0; area < p->area_count && v->exchanged && plan->flow_count > 0; area++) {
        for (int visit = v->first_visit[area]; visit >= 0; visit = v->next_visit[visit])
            output_add(v, plan, visit);
        for (int g = 0; g < p->good_count; g++)
            for (int y = 0; y < p->year_count; y++)
                worth += area_trade(v, area, g, y);
        output_forget(v);
    }
    return worth;
}

double exchanged_net(const struct verifier *v, int area, int good, int year)
{
    if (!v->exchanged) return 0;
    const struct exchanged *x = exchanged_at(v, area, good, year);
    return x->received - x->sent;
}

double verifier_flow_worth(struct verifier *v, const struct plan *plan, int flow, double *hours)
{
    const struct flow *f = &plan->flows[flow];
    const struct programme *p = v->p;
    *hours = hours_of(p, f);
    double demand = demand_of(p, f->to, f->good, f->year);
    double cost = *hours * p->goods[f->good].trade_cost_hour / demand * f->quantity;
    const struct exchanged *x = v->exchanged ? exchanged_at(v, f->to, f->good, f->year) : NULL;
    if (!x || x->received <= 0) return NAN;
    double all = verifier_supply(v, plan, f->to, f->good, f->year) + x->sent;
    double after = satisfaction(&p->goods[f->good], fmin(1, all / demand));
    double before = satisfaction(&p->goods[f->good], fmin(1, (all - x->received) / demand));
    double part = f->quantity / x->received * (after - before);
    return weight_of(v, f->to, f->good, f->year) * (part - cost);
}
