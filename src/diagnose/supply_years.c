/* SPDX-License-Identifier: Apache-2.0 */
#include "diagnose/supply_years.h"

#include <assert.h>
#include <string.h>

#include "diagnose/supply_share.h"

enum status supply_years_init(struct supply_years *out, const struct programme *p,
                              const struct compared *areas, struct arena *a, struct err *e)
{
    assert(p->good_count > 0 && areas->count > 0);
    size_t cells = (size_t)areas->count * (size_t)p->good_count;
    *out = (struct supply_years){.programme = p, .areas = areas, .cells = cells};
    out->added = ARENA_ARRAY(a, double, cells *(size_t)p->year_count);
    out->supply = ARENA_ARRAY(a, double, cells);
    out->people = ARENA_ARRAY(a, double, (size_t)areas->count);
    if (!out->added || !out->supply || !out->people)
        return err_set(e, STATUS_NOMEM, "out of memory for the supply of %d areas in %d years",
                       areas->count, p->year_count);
    return STATUS_OK;
}

void supply_years_clear(struct supply_years *x)
{
    memset(x->added, 0, x->cells * (size_t)x->programme->year_count * sizeof *x->added);
}

void supply_years_add(struct supply_years *x, int area, int size, int operating_year)
{
    const struct facility_size *s = &x->programme->sizes[size];
    int place = x->areas->place[area], year = operating_year < 0 ? 0 : operating_year;
    if (place < 0 || year >= x->programme->year_count) return;
    size_t at = (size_t)year * x->cells + (size_t)place * (size_t)x->programme->good_count;
    for (int k = 0; k < s->output_count; k++)
        x->added[at + (size_t)s->outputs[k].what] += s->outputs[k].quantity;
}

void supply_years_exchange(struct supply_years *x, int area, int good, int year, double quantity)
{
    int place = x->areas->place[area];
    if (place < 0) return;
    size_t at = (size_t)year * x->cells + (size_t)(place * x->programme->good_count + good);
    x->added[at] += quantity;
    if (year + 1 < x->programme->year_count) x->added[at + x->cells] -= quantity;
}

void supply_years_begin(struct supply_years *x, int year)
{
    const struct programme *p = x->programme;
    size_t goods = (size_t)p->good_count;
    for (int i = 0; i < x->areas->count; i++) {
        const double *today = p->supply + (size_t)x->areas->area[i] * goods;
        if (year == 0) memcpy(x->supply + (size_t)i * goods, today, goods * sizeof *today);
        x->people[i] = area_people(&p->areas[x->areas->area[i]], year);
    }
    for (size_t i = 0; i < x->cells; i++)
        x->supply[i] += x->added[(size_t)year * x->cells + i];
}

double supply_years_share(const struct supply_years *x, int place, int good)
{
    size_t at = (size_t)place * (size_t)x->programme->good_count + (size_t)good;
    return supply_share_of(x->programme, x->areas->area[place], good, x->supply[at],
                           x->people[place]);
}

double supply_years_mean(const struct supply_years *x, int place)
{
    const double *supply = x->supply + (size_t)place * (size_t)x->programme->good_count;
    return supply_share_over_goods(x->programme, x->areas->area[place], supply, x->people[place]);
}
