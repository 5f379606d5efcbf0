/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/worth.h"

#include <math.h>

double good_demand(const struct programme *p, int area, int good, int year)
{
    return area_people(&p->areas[area], year) * p->need_per_head[area * p->good_count + good];
}

double good_weight(const struct plan_input *in, int area, int good, int year)
{
    const struct programme *p = in->programme;
    double discount = pow(1 + p->discount, -year);
    return discount * in->equity_weight[area] * p->goods[good].weight *
           area_people(&p->areas[area], year);
}

static double output_of(const struct facility_size *z, int good)
{
    double sum = 0;
    for (int i = 0; i < z->output_count; i++)
        if (z->outputs[i].what == good) sum += z->outputs[i].quantity;
    return sum;
}

/* Output of the sizes that operate in year y. */
static double output_in(const struct programme *p, int good, int years_after_visit,
                        const int *sizes, int count)
{
    double sum = 0;
    for (int i = 0; i < count; i++) {
        const struct facility_size *z = &p->sizes[sizes[i]];
        if (years_after_visit >= z->build_years) sum += output_of(z, good);
    }
    return sum;
}

double visit_worth(const struct plan_input *in, int area, int year, const int *sizes, int count)
{
    const struct programme *p = in->programme;
    double worth = 0;
    for (int g = 0; g < p->good_count; g++) {
        if (output_in(p, g, YEAR_MAX, sizes, count) <= 0) continue;
        double today = p->supply[area * p->good_count + g];
        for (int y = year; y < p->year_count; y++) {
            double demand = good_demand(p, area, g, y);
            if (demand <= 0) continue;
            double then = today + output_in(p, g, y - year, sizes, count);
            double gained = good_satisfaction(&p->goods[g], fmin(1, then / demand)) -
                            good_satisfaction(&p->goods[g], fmin(1, today / demand));
            worth += good_weight(in, area, g, y) * gained;
        }
    }
    return worth;
}
