/* SPDX-License-Identifier: Apache-2.0 */
/*
 * form - are the visits and facilities what visits and facilities must be?
 */
#include <string.h>

#include "verify/parts.h"

static int visit_is_whole(const struct programme *p, const struct visit *visit)
{
    return visit->area >= 0 && visit->area < p->area_count && visit->stage >= 1 &&
           visit->stage <= STAGE_MAX && visit->year >= 0 && visit->year < p->year_count;
}

static int facility_is_whole(const struct programme *p, const struct plan *plan,
                             const struct facility *f)
{
    return f->visit >= 0 && f->visit < plan->visit_count && f->size >= 0 &&
           f->size < p->size_count && f->site >= -1 && f->site < p->site_count;
}

static void link_lists(struct verifier *v, const struct plan *plan)
{
    for (int i = 0; i < plan->visit_count; i++)
        v->first_facility[i] = -1;
    for (int i = plan->facility_count; i-- > 0;) {
        int *first = &v->first_facility[plan->facilities[i].visit];
        v->next_facility[i] = *first;
        *first = i;
    }
    for (int i = 0; i < v->p->area_count; i++)
        v->first_visit[i] = -1;
    for (int i = plan->visit_count; i-- > 0;) {
        int *first = &v->first_visit[plan->visits[i].area];
        v->next_visit[i] = *first;
        *first = i;
    }
}

int check_form(struct verifier *v, const struct plan *plan)
{
    const struct programme *p = v->p;
    if (plan->visit_count > v->visit_max || plan->facility_count > v->facility_max) {
        struct violation *o = violation_add(v, RULE_FORM);
        int visits = plan->visit_count > v->visit_max;
        o->value = visits ? plan->visit_count : plan->facility_count;
        o->limit = visits ? v->visit_max : v->facility_max;
        return 0;
    }
    for (int i = 0; i < plan->visit_count; i++)
        if (!visit_is_whole(p, &plan->visits[i])) violation_add(v, RULE_FORM)->visit = i;
    for (int i = 0; i < plan->facility_count; i++)
        if (!facility_is_whole(p, plan, &plan->facilities[i]))
            violation_add(v, RULE_FORM)->facility = i;
    check_flow_form(v, plan);
    if (v->verdict->count) return 0;
    link_lists(v, plan);
    return 1;
}

static struct violation *about_visit(struct verifier *v, const struct plan *plan, enum rule rule,
                                     int visit)
{
    struct violation *o = violation_add(v, rule);
    o->visit = visit;
    o->area = plan->visits[visit].area;
    o->stage = plan->visits[visit].stage;
    o->year = plan->visits[visit].year;
    return o;
}

static void about_facility(struct verifier *v, const struct plan *plan, enum rule rule, int f)
{
    struct violation *o = about_visit(v, plan, rule, plan->facilities[f].visit);
    o->facility = f;
    o->size = plan->facilities[f].size;
    o->site = plan->facilities[f].site;
}

/* A facility the plan itself chose: of the right stage, at a place it may stand. */
static void check_facility(struct verifier *v, const struct plan *plan, int index)
{
    const struct programme *p = v->p;
    const struct facility *f = &plan->facilities[index];
    const struct visit *visit = &plan->visits[f->visit];
    int type = p->sizes[f->size].type;

    for (int other = v->next_facility[index]; other >= 0; other = v->next_facility[other])
        if (p->sizes[plan->facilities[other].size].type == type)
            about_facility(v, plan, RULE_ONE_SIZE, other);
    if (p->types[type].stage != visit->stage) about_facility(v, plan, RULE_STAGE, index);
    if (f->site < 0)
        about_facility(v, plan, RULE_SITE_GIVEN, index);
    else if (p->sites[f->site].area != visit->area)
        about_facility(v, plan, RULE_SITE_AREA, index);
    else if (!siting_option(v->siting, p, f->site, f->size)->admissible)
        about_facility(v, plan, RULE_ADMISSIBLE, index);
}

static void check_visit(struct verifier *v, const struct plan *plan, int index)
{
    const struct visit *visit = &plan->visits[index];
    int *place = &v->visit_of[visit->area * STAGE_MAX + visit->stage - 1];
    if (*place >= 0)
        about_visit(v, plan, RULE_TWICE, index);
    else
        *place = index;
    if (v->first_facility[index] < 0) about_visit(v, plan, RULE_EMPTY, index);
    if (visit->decided) return; /* compared with the table instead */
    if (!v->p->areas[visit->area].visitable) about_visit(v, plan, RULE_VISITABLE, index);
    for (int f = v->first_facility[index]; f >= 0; f = v->next_facility[f])
        check_facility(v, plan, f);
}

static int has_facility(const struct verifier *v, const struct plan *plan, int visit,
                        const struct decided *row)
{
    for (int f = v->first_facility[visit]; f >= 0; f = v->next_facility[f])
        if (plan->facilities[f].size == row->size && plan->facilities[f].site == row->site)
            return 1;
    return 0;
}

/* Every row of `decided` stands in the plan, and decided visits bring nothing else. */
static void check_decided(struct verifier *v, const struct plan *plan)
{
    const struct programme *p = v->p;
    for (int i = 0; i < plan->visit_count; i++)
        v->decided_rows[i] = 0;
    for (int i = 0; i < p->decided_count; i++) {
        const struct decided *row = &p->decided[i];
        int stage = p->types[p->sizes[row->size].type].stage;
        int visit = v->visit_of[row->area * STAGE_MAX + stage - 1];
        int stands = visit >= 0 && plan->visits[visit].decided &&
                     plan->visits[visit].year == row->year && has_facility(v, plan, visit, row);
        if (stands) {
            v->decided_rows[visit]++;
            continue;
        }
        struct violation *o = violation_add(v, RULE_DECIDED);
        o->area = row->area, o->stage = stage, o->year = row->year;
        o->size = row->size, o->site = row->site;
    }
    for (int i = 0; i < plan->visit_count; i++) {
        if (!plan->visits[i].decided) continue;
        int count = 0;
        for (int f = v->first_facility[i]; f >= 0; f = v->next_facility[f])
            count++;
        if (count == v->decided_rows[i]) continue;
        struct violation *o = about_visit(v, plan, RULE_DECIDED, i);
        o->value = count, o->limit = v->decided_rows[i];
    }
}

void check_visits(struct verifier *v, const struct plan *plan)
{
    memset(v->visit_of, 0xff, (size_t)v->p->area_count * STAGE_MAX * sizeof *v->visit_of);
    for (int i = 0; i < plan->visit_count; i++)
        check_visit(v, plan, i);
    check_decided(v, plan);
}
