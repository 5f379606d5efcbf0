/* SPDX-License-Identifier: Apache-2.0 */
/*
 * clause - each kind of rule of the decree, as docs/clauses.md puts it.
 */
#include <math.h>

#include "verify/parts.h"

static struct violation *about_clause(struct verifier *v, int clause, double missed)
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
        [CLAUSE_SHARE_IN_PERIOD] = RULE_SHARE_IN_PERIOD,
        [CLAUSE_VISIT_AFTER] = RULE_VISIT_AFTER,
        [CLAUSE_SELF_FINANCING] = RULE_SELF_FINANCING,
        [CLAUSE_LIMIT_CHANGES] = RULE_LIMIT_CHANGES,
        [CLAUSE_KEEP_ADOPTED] = RULE_KEEP_ADOPTED,
    };

    return violation_add_clause(v, rules[v->p->clauses[clause].kind], clause, missed);
}

static struct violation *visit_breaks(struct verifier *v, int clause, const struct plan *plan,
                                      int visit, double missed)
{
    struct violation *o = about_clause(v, clause, missed);
    o->visit = visit;
    o->area = plan->visits[visit].area;
    o->stage = plan->visits[visit].stage;
    o->year = plan->visits[visit].year;
    return o;
}

static int is_in_period(const struct clause *c, int year)
{
    return year >= c->year_first && year <= c->year_last;
}

/* Is the visit of the stage, if one is given, and within the scope? */
static int is_in_scope(const struct programme *p, const struct clause *c, int scope,
                       const struct visit *visit)
{
    return (c->stage == 0 || c->stage == visit->stage) && area_is_within(p, visit->area, scope);
}

static int is_concerned(const struct programme *p, const struct clause *c,
                        const struct visit *visit)
{
    return is_in_scope(p, c, c->area, visit);
}

/* What is counted for a clause, and where. */
struct sum {
    int clause, scope, year; /* scope: an area, -1: everywhere; year -1: the period */
    double value, at_least, at_most;
};

static void compare_sum(struct verifier *v, const struct sum *s)
{
    int floor_kept = keeps_floor(s->value, s->at_least);
    if (floor_kept && keeps_ceiling(s->value, s->at_most)) return;
    struct violation *o =
        about_clause(v, s->clause, floor_kept ? s->value - s->at_most : s->at_least - s->value);
    o->area = s->scope, o->year = s->year, o->value = s->value;
    o->is_floor = !floor_kept;
    o->limit = floor_kept ? s->at_most : s->at_least;
}

static void check_counts(struct verifier *v, int clause, int scope, const struct plan *plan)
{
    const struct clause *c = &v->p->clauses[clause];
    struct sum sum = {clause, scope, -1, 0, c->at_least, c->at_most};
    int counts[YEAR_MAX] = {0}, total = 0;
    for (int i = 0; i < plan->visit_count; i++) {
        const struct visit *visit = &plan->visits[i];
        if (!is_in_period(c, visit->year) || !is_in_scope(v->p, c, scope, visit)) continue;
        counts[visit->year]++, total++;
    }
    if (c->kind != CLAUSE_VISITS_PER_YEAR) {
        double all = clause_visits_possible(v->p, c, scope);
        sum.value = total;
        int is_share = c->kind == CLAUSE_SHARE_IN_PERIOD;
        if (is_share && isfinite(sum.at_least)) sum.at_least *= all / 100;
        if (is_share && isfinite(sum.at_most)) sum.at_most *= all / 100;
        compare_sum(v, &sum);
        return;
    }
    for (sum.year = c->year_first; sum.year <= c->year_last; sum.year++) {
        sum.value = counts[sum.year];
        compare_sum(v, &sum);
    }
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
            struct violation *o = about_clause(v, clause, 1);
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

/* How many facilities of the visit stand on the site. */
static int uses_site(const struct verifier *v, const struct plan *plan, int visit, int site)
{
    int count = 0;
    for (int f = v->first_facility[visit]; f >= 0; f = v->next_facility[f])
        count += plan->facilities[f].site == site;
    return count;
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
        if (visit_keeps(v, c, plan, i)) continue;
        int is_place = c->kind == CLAUSE_FORBID_SITE;
        (void)visit_breaks(v, clause, plan, i, is_place ? uses_site(v, plan, i, c->site) : 1);
    }
}

static void check_subsidy(struct verifier *v, int clause, int scope, const struct plan *plan)
{
    const struct programme *p = v->p;
    const struct clause *c = &p->clauses[clause];
    double loss[YEAR_MAX] = {0};
    for (int i = 0; i < plan->facility_count; i++) {
        const struct facility_size *size = &p->sizes[plan->facilities[i].size];
        const struct visit *visit = &plan->visits[plan->facilities[i].visit];
        double one = fmax(0, size->running_cost - size->revenue);
        if (one == 0 || !is_in_scope(p, c, scope, visit)) continue;
        for (int y = visit->year + size->build_years; y < p->year_count; y++)
            loss[y] += one;
    }
    for (int y = c->year_first; y <= c->year_last; y++) {
        struct sum sum = {clause, scope, y, loss[y], -INFINITY, c->at_most};
        compare_sum(v, &sum);
    }
}

/* Every visit that waits against every area it waits for. */
static void check_after(struct verifier *v, int clause, const struct plan *plan)
{
    const struct programme *p = v->p;
    const struct clause *c = &p->clauses[clause];
    double lag = fmax(0, c->at_least);
    for (int i = 0; i < plan->visit_count; i++) {
        const struct visit *visit = &plan->visits[i];
        if (visit->decided || !is_in_period(c, visit->year) || !is_concerned(p, c, visit)) continue;
        int early = 0;
        for (int area = 0; area < p->area_count; area++) {
            if (!p->areas[area].visitable || !area_is_within(p, area, c->after)) continue;
            int first = v->visit_of[area * STAGE_MAX + visit->stage - 1];
            early += first < 0 || plan->visits[first].year + lag > visit->year;
        }
        if (early == 0) continue;
        visit_breaks(v, clause, plan, i, early)->value = early;
    }
}

static void check_financing(struct verifier *v, int clause, const struct plan *plan)
{
    const struct programme *p = v->p;
    const struct clause *c = &p->clauses[clause];
    for (int i = 0; i < plan->facility_count; i++) {
        const struct facility *f = &plan->facilities[i];
        const struct facility_size *size = &p->sizes[f->size];
        const struct visit *visit = &plan->visits[f->visit];
        if (visit->decided || !is_in_period(c, visit->year) || !is_concerned(p, c, visit)) continue;
        if ((c->type >= 0 && c->type != size->type) ||
            keeps_ceiling(size->running_cost, size->revenue))
            continue;
        struct violation *o = about_clause(v, clause, 1);
        o->visit = f->visit, o->facility = i, o->size = f->size;
        o->area = visit->area, o->stage = visit->stage, o->year = visit->year;
        o->value = size->running_cost, o->limit = size->revenue;
    }
}

/* An adopted visit that starts in another year, or never, is a change; so is one nobody adopted. */
static void check_changes(struct verifier *v, int clause, const struct plan *plan)
{
    const struct programme *p = v->p;
    const struct clause *c = &p->clauses[clause];
    struct sum sum = {clause, c->area, -1, 0, -INFINITY, c->at_most};
    int visits = 0, known = 0;
    for (int i = 0; i < plan->visit_count; i++)
        visits += is_concerned(p, c, &plan->visits[i]);
    for (int i = 0; i < p->adopted_count; i++) {
        const struct adopted *x = &p->adopted[i];
        struct visit as_adopted = {x->area, x->stage, x->year, 0};
        if (!is_concerned(p, c, &as_adopted)) continue;
        int visit = v->visit_of[x->area * STAGE_MAX + x->stage - 1];
        known += visit >= 0;
        sum.value += visit < 0 || plan->visits[visit].year != x->year;
    }
    sum.value += visits - known;
    compare_sum(v, &sum);
}

static void check_kept(struct verifier *v, int clause, const struct plan *plan)
{
    const struct programme *p = v->p;
    const struct clause *c = &p->clauses[clause];
    for (int i = 0; i < p->adopted_count; i++) {
        const struct adopted *x = &p->adopted[i];
        struct visit as_adopted = {x->area, x->stage, x->year, 0};
        if (!is_in_period(c, x->year) || !is_concerned(p, c, &as_adopted)) continue;
        int visit = v->visit_of[x->area * STAGE_MAX + x->stage - 1];
        if (visit >= 0 && plan->visits[visit].year == x->year) continue;
        struct violation *o = about_clause(v, clause, 1);
        o->visit = visit, o->area = x->area, o->stage = x->stage;
        o->year = visit < 0 ? -1 : plan->visits[visit].year;
        o->limit = x->year;
    }
}

static void check_sums(struct verifier *v, int clause, const struct plan *plan)
{
    const struct clause *c = &v->p->clauses[clause];
    int scope = clause_next_scope(v->p, c, CLAUSE_SCOPE_FIRST);
    for (; scope != CLAUSE_SCOPE_END; scope = clause_next_scope(v->p, c, scope)) {
        if (c->kind == CLAUSE_LIMIT_SUBSIDY)
            check_subsidy(v, clause, scope, plan);
        else
            check_counts(v, clause, scope, plan);
    }
}

void check_clauses(struct verifier *v, const struct plan *plan)
{
    static void (*const checks[CLAUSE_KIND_COUNT])(struct verifier *, int, const struct plan *) = {
        [CLAUSE_VISITS_PER_YEAR] = check_sums,        [CLAUSE_VISITS_IN_PERIOD] = check_sums,
        [CLAUSE_SHARE_IN_PERIOD] = check_sums,        [CLAUSE_LIMIT_SUBSIDY] = check_sums,
        [CLAUSE_VISIT_WITHIN] = check_within,         [CLAUSE_NO_VISIT] = check_each_visit,
        [CLAUSE_REQUIRE_FACILITY] = check_each_visit, [CLAUSE_FORBID_FACILITY] = check_each_visit,
        [CLAUSE_REQUIRE_SITE] = check_each_visit,     [CLAUSE_FORBID_SITE] = check_each_visit,
        [CLAUSE_VISIT_AFTER] = check_after,           [CLAUSE_SELF_FINANCING] = check_financing,
        [CLAUSE_LIMIT_CHANGES] = check_changes,       [CLAUSE_KEEP_ADOPTED] = check_kept,
    };
    for (int i = 0; i < v->p->clause_count; i++)
        checks[v->p->clauses[i].kind](v, i, plan);
}
