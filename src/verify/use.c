/* SPDX-License-Identifier: Apache-2.0 */
/*
 * use - what the visits take of every resource, in every scope and year.
 */
#include <math.h>
#include <string.h>

#include "verify/parts.h"

/* Take a quantity from a year on: that year, or for good. */
static void take(struct verifier *v, int scope, int resource, int year, double quantity)
{
    const struct programme *p = v->p;
    size_t cell = (size_t)scope * (size_t)p->resource_count + (size_t)resource;
    double *use = v->use + cell * (size_t)p->year_count;
    int last = p->resources[resource].kind == RESOURCE_LASTING ? p->year_count - 1 : year;
    for (int y = year; y <= last && y < p->year_count; y++)
        use[y] += quantity;
}

static void take_facility(struct verifier *v, const struct facility *f, int scope, int year)
{
    const struct programme *p = v->p;
    const struct facility_size *size = &p->sizes[f->size];
    for (int i = 0; i < size->construction_count; i++) {
        const struct construction *c = &size->constructions[i];
        take(v, scope, c->resource, year + c->year_offset, c->quantity);
    }
    if (f->site < 0) return;
    const struct site_option *option = siting_option(v->siting, p, f->site, f->size);
    for (int i = 0; i < option->cost_count; i++)
        take(v, scope, option->costs[i].what, year, option->costs[i].quantity);
}

double verifier_use(const struct verifier *v, int resource, int area, int year)
{
    int scope = area < 0 ? 0 : v->scope_of[area];
    if (scope < 0) return NAN;
    return v->use[(scope * v->p->resource_count + resource) * v->p->year_count + year];
}

double verifier_limit_use(const struct verifier *v, int limit)
{
    const struct resource_limit *l = &v->p->limits[limit];
    return verifier_use(v, l->resource, l->area, l->year);
}

void check_use(struct verifier *v, const struct plan *plan)
{
    const struct programme *p = v->p;
    memset(v->use, 0,
           (size_t)v->scope_count * (size_t)p->resource_count * (size_t)p->year_count *
               sizeof *v->use);
    for (int i = 0; i < plan->facility_count; i++) {
        const struct facility *f = &plan->facilities[i];
        const struct visit *visit = &plan->visits[f->visit];
        take_facility(v, f, 0, visit->year);
        for (int area = visit->area; area >= 0; area = p->areas[area].parent)
            if (v->scope_of[area] >= 0) take_facility(v, f, v->scope_of[area], visit->year);
    }
    for (int i = 0; i < p->limit_count; i++) {
        double used = verifier_limit_use(v, i);
        if (keeps_ceiling(used, p->limits[i].quantity)) continue;
        struct violation *o = violation_add(v, RULE_LIMIT);
        o->what = i, o->area = p->limits[i].area, o->year = p->limits[i].year;
        o->value = used, o->limit = p->limits[i].quantity;
    }
}
