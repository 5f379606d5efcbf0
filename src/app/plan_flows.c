/* SPDX-License-Identifier: Apache-2.0 */
/* Goods that areas send each other, and what each flow is worth. */
#include <math.h>

#include "app/plan_writer.h"
#include "plan/worth.h"

struct supplied { /* an area with a good in a year */
    double own, received;
};

static struct supplied *supplied_at(const struct plan_writer *w, struct supplied *all, int area,
                                    int good, int year)
{
    return &all[(area * w->p->good_count + good) * w->p->year_count + year];
}

/* From plants of the plan and today's supply; and by all flows. */
static void count_supplied(const struct plan_writer *w, struct supplied *all)
{
    const struct programme *p = w->p;
    for (int i = 0; i < p->area_count * p->good_count; i++)
        for (int y = 0; y < p->year_count; y++)
            all[i * p->year_count + y].own = p->supply[i];
    for (int f = 0; f < w->plan->facility_count; f++) {
        const struct visit *v = &w->plan->visits[w->plan->facilities[f].visit];
        const struct facility_size *z = &p->sizes[w->plan->facilities[f].size];
        for (int i = 0; i < z->output_count; i++)
            for (int y = v->year + z->build_years; y < p->year_count; y++)
                supplied_at(w, all, v->area, z->outputs[i].what, y)->own += z->outputs[i].quantity;
    }
    for (int i = 0; i < w->plan->flow_count; i++) {
        const struct flow *f = &w->plan->flows[i];
        supplied_at(w, all, f->to, f->good, f->year)->received += f->quantity;
    }
}

/* The flow's part, by quantity, of what the area gains, less the cost of its way. */
static double benefit_of(const struct plan_writer *w, const struct flow *flow,
                         const struct supplied *at, double hours)
{
    const struct programme *p = w->p;
    const struct good *good = &p->goods[flow->good];
    double demand = good_demand(p, flow->to, flow->good, flow->year);
    double gain = good_satisfaction(good, fmin(1, (at->own + at->received) / demand)) -
                  good_satisfaction(good, fmin(1, at->own / demand));
    return good_weight(&w->input, flow->to, flow->good, flow->year) * flow->quantity *
           (gain / at->received - hours * good->trade_cost_hour / demand);
}

void plan_writer_flows(struct plan_writer *w)
{
    const struct programme *p = w->p;
    struct table *t = &w->data->tables[TABLE_PLAN_FLOW];
    size_t cells = (size_t)p->area_count * (size_t)p->good_count * (size_t)p->year_count;
    if (w->plan->flow_count == 0) return;
    struct supplied *all = ARENA_ARRAY(w->arena, struct supplied, cells);
    if (!all) {
        w->failed = 1;
        return;
    }
    count_supplied(w, all);
    for (int i = 0; i < w->plan->flow_count; i++) {
        const struct flow *flow = &w->plan->flows[i];
        double hours = trade_way_find(p, flow->from, flow->to)->hours;
        int row = plan_writer_add(w, TABLE_PLAN_FLOW);
        if (row < 0) return;
        table_put_text(t, row, "from_area", slice_of(p->areas[flow->from].code));
        table_put_text(t, row, "to_area", slice_of(p->areas[flow->to].code));
        table_put_text(t, row, "good", slice_of(p->goods[flow->good].code));
        table_put_integer(t, row, "year", p->first_year + flow->year);
        table_put_real(t, row, "quantity", flow->quantity);
        table_put_real(t, row, "hours", hours);
        table_put_real(
            t, row, "benefit",
            benefit_of(w, flow, supplied_at(w, all, flow->to, flow->good, flow->year), hours));
    }
}
