/* SPDX-License-Identifier: Apache-2.0 */
/*
 * local - what sites and areas have against what all facilities there need, for ever.
 */
#include <math.h>
#include <string.h>

#include "verify/parts.h"

double size_need(const struct facility_size *size, enum site_need need)
{
    switch (need) {
    case SITE_NEED_POWER:
        return size->power_kw;
    case SITE_NEED_WATER:
        return size->water_m3_day;
    case SITE_NEED_LAND:
        return size->land_m2;
    case SITE_NEED_TRANSPORT:
        return size->transport_t_year;
    case SITE_NEED_COUNT:
        break;
    }
    return 0;
}

static void forget_use(struct verifier *v)
{
    const struct programme *p = v->p;
    size_t areas = (size_t)p->area_count;
    memset(v->site_use, 0, (size_t)p->site_count * SITE_NEED_COUNT * sizeof *v->site_use);
    memset(v->labour_use, 0, areas * sizeof *v->labour_use);
    memset(v->raw_use, 0, areas * (size_t)p->raw_material_count * sizeof *v->raw_use);
}

static void add_use(struct verifier *v, int area, int size_index, int site)
{
    const struct facility_size *size = &v->p->sizes[size_index];
    for (int need = 0; site >= 0 && need < SITE_NEED_COUNT; need++)
        v->site_use[site * SITE_NEED_COUNT + need] += size_need(size, (enum site_need)need);
    v->labour_use[area] += size->staff;
    for (int i = 0; i < size->input_count; i++)
        v->raw_use[area * v->p->raw_material_count + size->inputs[i].what] +=
            size->inputs[i].quantity;
}

void prepare_local(struct verifier *v)
{
    const struct programme *p = v->p;
    forget_use(v);
    for (int i = 0; i < p->decided_count; i++)
        add_use(v, p->decided[i].area, p->decided[i].size, p->decided[i].site);
    for (int i = 0; i < p->site_count; i++) {
        double have[SITE_NEED_COUNT] = {v->siting->power_kw[i], v->siting->water_m3_day[i],
                                        p->sites[i].land_m2, p->sites[i].transport_t_year};
        for (int need = 0; need < SITE_NEED_COUNT; need++) {
            int at = i * SITE_NEED_COUNT + need;
            v->site_have[at] = fmax(have[need], v->site_use[at]);
        }
    }
    for (int i = 0; i < p->area_count; i++)
        v->labour_have[i] = fmax(p->areas[i].labour, v->labour_use[i]);
    for (int i = 0; i < p->area_count * p->raw_material_count; i++)
        v->raw_have[i] = fmax(p->raw_supply[i], v->raw_use[i]);
}

static void compare_sites(struct verifier *v)
{
    static const enum rule rules[] = {RULE_SITE_POWER, RULE_SITE_WATER, RULE_SITE_LAND,
                                      RULE_SITE_TRANSPORT};

    for (int i = 0; i < v->p->site_count * SITE_NEED_COUNT; i++) {
        if (keeps_ceiling(v->site_use[i], v->site_have[i])) continue;
        struct violation *o = violation_add(v, rules[i % SITE_NEED_COUNT]);
        o->site = i / SITE_NEED_COUNT;
        o->area = v->p->sites[o->site].area;
        o->value = v->site_use[i], o->limit = v->site_have[i];
    }
}

static void compare_areas(struct verifier *v)
{
    int raws = v->p->raw_material_count;
    for (int i = 0; i < v->p->area_count; i++) {
        if (keeps_ceiling(v->labour_use[i], v->labour_have[i])) continue;
        struct violation *o = violation_add(v, RULE_LABOUR);
        o->area = i, o->value = v->labour_use[i], o->limit = v->labour_have[i];
    }
    for (int i = 0; i < v->p->area_count * raws; i++) {
        if (keeps_ceiling(v->raw_use[i], v->raw_have[i])) continue;
        struct violation *o = violation_add(v, RULE_RAW_MATERIAL);
        o->area = i / raws, o->what = i % raws;
        o->value = v->raw_use[i], o->limit = v->raw_have[i];
    }
}

void check_local(struct verifier *v, const struct plan *plan)
{
    forget_use(v);
    for (int i = 0; i < plan->facility_count; i++) {
        const struct facility *f = &plan->facilities[i];
        add_use(v, plan->visits[f->visit].area, f->size, f->site);
    }
    compare_sites(v);
    compare_areas(v);
}
