/* SPDX-License-Identifier: Apache-2.0 */
/*
 * clause - each kind of rule of the decree, as docs/clauses.md puts it.
 */
#include <math.h>

#include "verify/parts.h"

static struct violation *about_clause(struct verifier *v, int clause)
{
    static const enum rule rules[CLAUSE_KIND_COUNT] = {
        [CLAUSE_VISITS_PER_YEAR] = RULE_VISITS_PER_YEAR,
        [CLAUSE_VISITS_IN_PERIOD] = RULE_VISITS_IN_PERIOD,
        [CLAUSE_VISIT_WITHIN] = RULE_VISIT_WITHIN,
        [CLAUSE_NO_VISIT] = RULE_NO_VISIT,
        [CLAUSE_REQUIRE_FACILITY] = RULE_REQUIRE_FACILITY,
        [CLAUSE_FORBID_FACILITY] = RULE_FORBID_FACILITY,
        [CLAUSE_REQUIRE_SITE] = RULE_REQUIRE_SITE,
        [CLAUSE_FORBID_SITE] = RULE_FORBID_SITE,
        [CLAUSE_LIMIT_SUBSIDY] = RULE_LIMIT_SUBSIDY,
    };
    struct violation *o = violation_add(v, rules[v->p->clauses[clause].kind]);
    o->what = clause;
    return o;
}

static void visit_breaks(struct verifier *v, int clause, const struct plan *plan, int visit)
{
    struct violation *o = about_clause(v, clause);
    o->visit = visit;
    o->area = plan->visits[visit].area;
    o->stage = plan->visits[visit].stage;
    o->year = plan->visits[visit].year;
}

static int is_in_period(const struct clause *c, int year)
{
    return year >= c->year_first && year <= c->year_last;
}

static int is_concerned(const struct programme *p, const struct clause *c,
                        const struct visit *visit)
{
    return (c->stage == 0 || c->stage == visit->stage) && area_is_within(p, visit->area, c->area);
}

static void compare_count(struct verifier *v, int clause, int year, double count)
{
    const struct clause *c = &v->p->clauses[clause];
    int floor_kept = keeps_floor(count, c->at_least);
    if (floor_kept && keeps_ceiling(count, c->at_most)) return;
    struct violation *o = about_clause(v, clause);
    o->year = year, o->value = count;
    o->is_floor = !floor_kept;
    o->limit = floor_kept ? c->at_most : c->at_least;
}

static void check_counts(struct verifier *v, int clause, const struct plan *plan)
{
    const struct clause *c = &v->p->clauses[clause];
    int counts[YEAR_MAX] = {0}, total = 0;
    for (int i = 0; i < plan->visit_count; i++) {
        const struct visit *visit = &plan->visits[i];
        if (!is_in_period(c, visit->year) || !is_concerned(v->p, c, visit)) continue;
        counts[visit->year]++, total++;
    }
    if (c->kind == CLAUSE_VISITS_IN_PERIOD) {
        compare_count(v, clause, -1, total);
        return;
    }
    for (int y = c->year_first; y <= c->year_last; y++)
        compare_count(v, clause, y, counts[y]);
}

static void check_within(struct verifier *v, int clause, const struct plan *plan)
{
    const struct programme *p = v->p;
    const struct clause *c = &p->clauses[clause];
    int concerned[STAGE_MAX + 1] = {0};
    for (int i = 0; i < p->type_count; i++)
        concerned[p->types[i].stage] = c->stage == 0;
    if (c->stage) concerned[c->stage] = 1;
    for (int area = 0; area < p->area_count; area++) {
        if (!p->areas[area].visitable || !area_is_within(p, area, c->area)) continue;
        for (int stage = 1; stage <= STAGE_MAX; stage++) {
            if (!concerned[stage]) continue;
            int visit = v->visit_of[area * STAGE_MAX + stage - 1];
            if (visit >= 0 && is_in_period(c, plan->visits[visit].year)) continue;
            struct violation *o = about_clause(v, clause);
            o->visit = visit, o->area = area, o->stage = stage;
            o->year = visit < 0 ? -1 : plan->visits[visit].year;
        }
    }
}

static int brings_type(const struct verifier *v, const struct plan *plan, int visit, int type)
{
    for (int f = v->first_facility[visit]; f >= 0; f = v->next_facility[f])
        if (v->p->sizes[plan->facilities[f].size].type == type) return 1;
    return 0;
}

static int uses_site(const struct verifier *v, const struct plan *plan, int visit, int site)
{
    for (int f = v->first_facility[visit]; f >= 0; f = v->next_facility[f])
        if (plan->facilities[f].site == site) return 1;
    return 0;
}

/* Does this visit, chosen by the plan and starting in the period, keep the clause? */
static int visit_keeps(const struct verifier *v, const struct clause *c, const struct plan *plan,
                       int index)
{
    const struct programme *p = v->p;
    const struct visit *visit = &plan->visits[index];
    int in_scope = area_is_within(p, visit->area, c->area);
    switch (c->kind) {
    case CLAUSE_NO_VISIT:
        return !is_concerned(p, c, visit);
    case CLAUSE_REQUIRE_FACILITY:
        return !in_scope || visit->stage != p->types[c->type].stage ||
               brings_type(v, plan, index, c->type);
    case CLAUSE_FORBID_FACILITY:
        return !in_scope || !brings_type(v, plan, index, c->type);
    case CLAUSE_REQUIRE_SITE:
        return visit->area != p->sites[c->site].area || (c->stage && c->stage != visit->stage) ||
               uses_site(v, plan, index, c->site);
    case CLAUSE_FORBID_SITE:
        return !uses_site(v, plan, index, c->site);
    default:
        return 1;
    }
}

static void check_each_visit(struct verifier *v, int clause, const struct plan *plan)
{
    const struct clause *c = &v->p->clauses[clause];
    for (int i = 0; i < plan->visit_count; i++) {
        if (plan->visits[i].decided || !is_in_period(c, plan->visits[i].year)) continue;
        if (!visit_keeps(v, c, plan, i)) visit_breaks(v, clause, plan, i);
    }
}

static void check_subsidy(struct verifier *v, int clause, const struct plan *plan)
{
    const struct programme *p = v->p;
    const struct clause *c = &p->clauses[clause];
    double loss[YEAR_MAX] = {0};
    for (int i = 0; i < plan->facility_count; i++) {
        const struct facility_size *size = &p->sizes[plan->facilities[i].size];
        const struct visit *visit = &plan->visits[plan->facilities[i].visit];
        double one = fmax(0, size->running_cost - size->revenue);
        if (one == 0 || !is_concerned(p, c, visit)) continue;
        for (int y = visit->year + size->build_years; y < p->year_count; y++)
            loss[y] += one;
    }
    for (int y = c->year_first; y <= c->year_last; y++) {
        if (keeps_ceiling(loss[y], c->at_most)) continue;
        struct violation *o = about_clause(v, clause);
        o->year = y, o->value = loss[y], o->limit = c->at_most;
    }
}

void check_clauses(struct verifier *v, const struct plan *plan)
{
    for (int i = 0; i < v->p->clause_count; i++) {
        switch (v->p->clauses[i].kind) {
        case CLAUSE_VISITS_PER_YEAR:
        case CLAUSE_VISITS_IN_PERIOD:
            check_counts(v, i, plan);
            break;
        case CLAUSE_VISIT_WITHIN:
            check_within(v, i, plan);
            break;
        case CLAUSE_LIMIT_SUBSIDY:
            check_subsidy(v, i, plan);
            break;
        default:
            check_each_visit(v, i, plan);
        }
    }
}
