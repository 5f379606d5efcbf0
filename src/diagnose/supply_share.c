/* SPDX-License-Identifier: Apache-2.0 */
#include "diagnose/supply_share.h"

#include <assert.h>
#include <math.h>

double supply_share_of(const struct programme *p, int area, int good, double supply, double people)
{
    double need = people * p->need_per_head[(size_t)area * (size_t)p->good_count + (size_t)good];
    assert(people > 0 && need > 0 && supply >= 0);
    return supply < need ? supply / need : 1;
}

double supply_share_today(const struct programme *p, int area, int good)
{
    double supply = p->supply[(size_t)area * (size_t)p->good_count + (size_t)good];
    return supply_share_of(p, area, good, supply, p->areas[area].population);
}

double supply_share_over_goods(const struct programme *p, int area, const double *supply,
                               double people)
{
    double weighted = 0, weights = 0, plain = 0;
    for (int g = 0; g < p->good_count; g++) {
        double share = supply_share_of(p, area, g, supply[g], people);
        weighted += p->goods[g].weight * share;
        weights += p->goods[g].weight;
        plain += share;
    }
    if (p->good_count == 0) return NAN;
    double mean = weights > 0 ? weighted / weights : plain / p->good_count;
    return mean < 1 ? mean : 1;
}

double supply_share_mean(const struct programme *p, int area)
{
    const double *supply = p->supply + (size_t)area * (size_t)p->good_count;
    return supply_share_over_goods(p, area, supply, p->areas[area].population);
}
