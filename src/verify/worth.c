/* SPDX-License-Identifier: Apache-2.0 */
/*
 * worth - the objective, from its definition in model/plan.h.
 */
#include <math.h>

#include "verify/parts.h"

/* A concave piecewise linear function is the least of its lines; this says the
 * same as good_satisfaction() by another road. */
double satisfaction(const struct good *good, double share)
{
    double least = 1;
    for (int i = 1; i < good->point_count; i++) {
        double width = good->share[i] - good->share[i - 1];
        if (width <= 0) continue;
        double slope = (good->value[i] - good->value[i - 1]) / width;
        least = fmin(least, good->value[i] + slope * (share - good->share[i]));
    }
    return least;
}

void output_forget(struct verifier *v)
{
    int years = v->p->year_count;
    for (int i = 0; i < v->output_count; i++)
        for (int y = 0; y < years; y++)
            v->output[v->output_goods[i] * years + y] = 0;
    v->output_count = 0;
}

/* What the facilities of a visit make, year by year. */
void output_add(struct verifier *v, const struct plan *plan, int visit)
{
    const struct programme *p = v->p;
    for (int f = v->first_facility[visit]; f >= 0; f = v->next_facility[f]) {
        const struct facility_size *size = &p->sizes[plan->facilities[f].size];
        for (int i = 0; i < size->output_count; i++) {
            int good = size->outputs[i].what, known = 0;
            for (int k = 0; k < v->output_count; k++)
                known |= v->output_goods[k] == good;
            if (!known) v->output_goods[v->output_count++] = good;
            for (int y = plan->visits[visit].year + size->build_years; y < p->year_count; y++)
                v->output[good * p->year_count + y] += size->outputs[i].quantity;
        }
    }
}

/* Person-years that the output brings to an area, weighted. */
static double area_worth(const struct verifier *v, int area)
{
    const struct programme *p = v->p;
    double worth = 0;
    for (int i = 0; i < v->output_count; i++) {
        int g = v->output_goods[i];
        const struct good *good = &p->goods[g];
        double today = p->supply[area * p->good_count + g];
        double per_head = p->need_per_head[area * p->good_count + g];
        for (int y = 0; y < p->year_count; y++) {
            double output = v->output[g * p->year_count + y];
            double people = p->areas[area].population * pow(1 + p->areas[area].growth, y);
            if (output <= 0 || people <= 0) continue;
            double before = satisfaction(good, fmin(1, today / (people * per_head)));
            double after = satisfaction(good, fmin(1, (today + output) / (people * per_head)));
            worth += v->discount[y] * v->weights[area] * good->weight * people * (after - before);
        }
    }
    return worth;
}

double verifier_visit_worth(struct verifier *v, const struct plan *plan, int visit)
{
    output_add(v, plan, visit);
    double worth = area_worth(v, plan->visits[visit].area);
    output_forget(v);
    return worth;
}

double verifier_supply(struct verifier *v, const struct plan *plan, int area, int good, int year)
{
    for (int visit = v->first_visit[area]; visit >= 0; visit = v->next_visit[visit])
        output_add(v, plan, visit);
    double supply =
        v->p->supply[area * v->p->good_count + good] + v->output[good * v->p->year_count + year];
    output_forget(v);
    return supply + exchanged_net(v, area, good, year);
}

void check_worth(struct verifier *v, const struct plan *plan)
{
    double objective = 0;
    for (int area = 0; area < v->p->area_count; area++) {
        if (v->first_visit[area] < 0) continue;
        for (int visit = v->first_visit[area]; visit >= 0; visit = v->next_visit[visit])
            output_add(v, plan, visit);
        objective += area_worth(v, area);
        output_forget(v);
    }
    v->verdict->trade = check_trade(v, plan);
    objective += v->verdict->trade - v->verdict->penalty;
    v->verdict->objective = objective;
    if (!(fabs(plan->objective - objective) <= 1e-6 * fmax(1, fabs(objective)))) {
        struct violation *o = violation_add(v, RULE_OBJECTIVE);
        o->value = plan->objective, o->limit = objective;
    }
    if (!keeps_ceiling(objective, plan->bound)) {
        struct violation *o = violation_add(v, RULE_BOUND);
        o->value = objective, o->limit = plan->bound;
    }
}
