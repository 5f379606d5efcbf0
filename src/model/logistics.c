/* SPDX-License-Identifier: Apache-2.0 */
#include "model/logistics.h"

const char *logistics_code(const struct logistics *l, const struct programme *p, int place)
{
    if (place < l->producer_count) return l->producers[place].code;
    place -= l->producer_count;
    if (place < l->depot_count) return l->depots[place].code;
    return p->areas[place - l->depot_count].code;
}

int logistics_class(const struct logistics *l, const struct programme *p, int resource, int area)
{
    int class = PRIORITY_CLASSES + 1;
    for (int i = 0; i < l->priority_count; i++) {
        const struct material_priority *x = &l->priorities[i];
        if (x->resource >= 0 && x->resource != resource) continue;
        if (x->area >= 0 && !area_is_within(p, area, x->area)) continue;
        if (x->class < class) class = x->class;
    }
    return class > PRIORITY_CLASSES ? PRIORITY_DEFAULT : class;
}

/* Days of [from, to) that are in [first, last). */
static int common_days(int from, int to, int first, int last)
{
    if (first > from) from = first;
    if (last < to) to = last;
    return to > from ? to - from : 0;
}

double logistics_made(const struct logistics *l, int producer, int resource, int from, int to)
{
    double sum = 0;
    for (int i = 0; i < l->production_count; i++) {
        const struct production *x = &l->productions[i], *next = x + 1;
        if (x->producer != producer || x->resource != resource) continue;
        int is_last = i + 1 == l->production_count || next->producer != producer ||
                      next->resource != resource;
        int days = common_days(from, to, x->day, is_last ? to : next->day);
        sum += days * x->per_month / MONTH_DAYS;
    }
    return sum;
}

double logistics_price(const struct logistics *l, int producer, int resource, int day)
{
    double price = 0;
    for (int i = 0; i < l->production_count; i++) {
        const struct production *x = &l->productions[i];
        if (x->producer == producer && x->resource == resource && x->day < day) price = x->price;
    }
    return price;
}

double logistics_carried(const struct logistics *l, int carrier, int from, int to)
{
    double sum = 0;
    int count = 0;
    for (int i = 0; i < l->capacity_count; i++) {
        const struct carrier_capacity *x = &l->capacities[i], *next = x + 1;
        if (x->carrier != carrier) continue;
        int is_last = i + 1 == l->capacity_count || next->carrier != carrier;
        sum += common_days(from, to, x->day, is_last ? to : next->day) * x->t_km_month / MONTH_DAYS;
        count++;
    }
    return count ? sum : INFINITY;
}
