/* SPDX-License-Identifier: Apache-2.0 */
/* What labour, raw materials and sites of each area have left for new visits. */
#include <math.h>

#include "plan/problem.h"

static struct capacity capacity_of(enum capacity_kind kind, int area, int what, double all)
{
    return (struct capacity){.kind = kind,
                             .area = area,
                             .what = what,
                             .left = all,
                             .tolerance = isfinite(all) ? PLAN_TOLERANCE * fmax(1, all) : 0,
                             .row = -1};
}

static int add_site(const struct problem *p, struct capacity *at, int site)
{
    const struct site *s = &p->programme->sites[site];
    const struct siting *siting = p->in->siting;
    at[0] = capacity_of(CAPACITY_POWER, s->area, site, siting->power_kw[site]);
    at[1] = capacity_of(CAPACITY_WATER, s->area, site, siting->water_m3_day[site]);
    at[2] = capacity_of(CAPACITY_LAND, s->area, site, s->land_m2);
    at[3] = capacity_of(CAPACITY_TRANSPORT, s->area, site, s->transport_t_year);
    return 4;
}

static double decided_need(const struct facility_size *z, const struct capacity *c)
{
    double sum = 0;
    switch (c->kind) {
    case CAPACITY_LABOUR:
        return z->staff;
    case CAPACITY_RAW:
        for (int i = 0; i < z->input_count; i++)
            if (z->inputs[i].what == c->what) sum += z->inputs[i].quantity;
        return sum;
    case CAPACITY_POWER:
        return z->power_kw;
    case CAPACITY_WATER:
        return z->water_m3_day;
    case CAPACITY_LAND:
        return z->land_m2;
    case CAPACITY_TRANSPORT:
        return z->transport_t_year;
    }
    return 0;
}

/* Decided facilities alone never exceed a capacity: it then counts as what they use. */
static void subtract_decided(struct problem *p)
{
    const struct programme *pr = p->programme;
    for (int i = 0; i < pr->decided_count; i++) {
        const struct decided *d = &pr->decided[i];
        for (int c = p->capacity_first[d->area]; c < p->capacity_first[d->area + 1]; c++) {
            struct capacity *capacity = &p->capacities[c];
            int of_site = capacity->kind >= CAPACITY_POWER;
            if (of_site && capacity->what != d->site) continue;
            capacity->left -= decided_need(&pr->sizes[d->size], capacity);
        }
    }
    for (int c = 0; c < p->capacity_count; c++)
        if (p->capacities[c].left < 0) {
            double used_beyond = -p->capacities[c].left;
            p->capacities[c].tolerance += PLAN_TOLERANCE * used_beyond;
            p->capacities[c].left = 0;
        }
}

enum status problem_build_capacities(struct problem *p, struct arena *a, struct err *e)
{
    const struct programme *pr = p->programme;
    size_t areas = (size_t)pr->area_count;
    int *site_count = ARENA_ARRAY(a, int, areas + 1);
    p->capacity_first = ARENA_ARRAY(a, int, areas + 1);
    if (!site_count || !p->capacity_first)
        return err_set(e, STATUS_NOMEM, "out of memory for capacities");
    for (int s = 0; s < pr->site_count; s++)
        site_count[pr->sites[s].area]++;
    for (int i = 0; i < pr->area_count; i++)
        p->capacity_first[i + 1] =
            p->capacity_first[i] + 1 + pr->raw_material_count + 4 * site_count[i];
    p->capacity_count = p->capacity_first[pr->area_count];
    p->capacities = ARENA_ARRAY(a, struct capacity, (size_t)p->capacity_count + 1);
    int *filled = ARENA_ARRAY(a, int, areas + 1);
    if (!p->capacities || !filled) return err_set(e, STATUS_NOMEM, "out of memory for capacities");

    for (int i = 0; i < pr->area_count; i++) {
        struct capacity *at = p->capacities + p->capacity_first[i];
        *at++ = capacity_of(CAPACITY_LABOUR, i, -1, pr->areas[i].labour);
        for (int r = 0; r < pr->raw_material_count; r++)
            *at++ = capacity_of(CAPACITY_RAW, i, r, pr->raw_supply[i * pr->raw_material_count + r]);
        filled[i] = (int)(at - p->capacities);
    }
    for (int s = 0; s < pr->site_count; s++)
        filled[pr->sites[s].area] += add_site(p, p->capacities + filled[pr->sites[s].area], s);
    subtract_decided(p);
    return STATUS_OK;
}
