/* SPDX-License-Identifier: Apache-2.0 */
#include "verify/verify.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "verify/parts.h"

#define TOLERANCE 1e-6

int keeps_ceiling(double x, double limit)
{
    return x <= limit + TOLERANCE * fmax(1, fabs(limit)) || limit == INFINITY;
}

int keeps_floor(double x, double limit)
{
    return x >= limit - TOLERANCE * fmax(1, fabs(limit)) || limit == -INFINITY;
}

/* The next place in a list; the one behind its end takes all that does not fit. */
static struct violation *list_add(struct violation *list, int *kept, int *count, enum rule rule)
{
    struct violation *o = &list[*kept < VERIFY_LIST_MAX ? (*kept)++ : VERIFY_LIST_MAX];
    (*count)++;
    *o = (struct violation){.rule = rule,
                            .visit = -1,
                            .facility = -1,
                            .flow = -1,
                            .area = -1,
                            .stage = -1,
                            .year = -1,
                            .site = -1,
                            .size = -1,
                            .what = -1};
    return o;
}

struct violation *violation_add(struct verifier *v, enum rule rule)
{
    return list_add(v->list, &v->verdict->kept, &v->verdict->count, rule);
}

struct violation *violation_add_clause(struct verifier *v, enum rule rule, int clause,
                                       double missed)
{
    const struct clause *c = &v->p->clauses[clause];
    struct verdict *verdict = v->verdict;
    struct violation *o =
        clause_is_soft(c) ? list_add(v->soft_list, &verdict->soft_kept, &verdict->soft_count, rule)
                          : violation_add(v, rule);
    o->what = clause;
    o->missed = missed;
    v->missed[clause] += missed;
    verdict->penalty += c->penalty * missed;
    return o;
}

static void find_scopes(struct verifier *v)
{
    const struct programme *p = v->p;
    v->scope_count = 1;
    for (int i = 0; i < p->area_count; i++)
        v->scope_of[i] = -1;
    for (int i = 0; i < p->limit_count; i++) {
        int area = p->limits[i].area;
        if (area >= 0 && v->scope_of[area] < 0) v->scope_of[area] = v->scope_count++;
    }
}

static int stage_count(const struct programme *p)
{
    int seen[STAGE_MAX + 1] = {0}, count = 0;
    for (int i = 0; i < p->type_count; i++)
        if (!seen[p->types[i].stage]++) count++;
    return count;
}

static int allocate(struct verifier *v, struct arena *a)
{
    const struct programme *p = v->p;
    size_t areas = (size_t)p->area_count, sites = (size_t)p->site_count;
    size_t raws = areas * (size_t)p->raw_material_count;
    v->visit_of = ARENA_ARRAY(a, int, areas *STAGE_MAX);
    v->first_facility = ARENA_ARRAY(a, int, (size_t)v->visit_max);
    v->next_facility = ARENA_ARRAY(a, int, (size_t)v->facility_max);
    v->first_visit = ARENA_ARRAY(a, int, areas);
    v->next_visit = ARENA_ARRAY(a, int, (size_t)v->visit_max);
    v->decided_rows = ARENA_ARRAY(a, int, (size_t)v->visit_max);
    v->site_have = ARENA_ARRAY(a, double, sites *SITE_NEED_COUNT);
    v->site_use = ARENA_ARRAY(a, double, sites *SITE_NEED_COUNT);
    v->labour_have = ARENA_ARRAY(a, double, areas);
    v->labour_use = ARENA_ARRAY(a, double, areas);
    v->raw_have = ARENA_ARRAY(a, double, raws);
    v->raw_use = ARENA_ARRAY(a, double, raws);
    v->scope_of = ARENA_ARRAY(a, int, areas);
    v->discount = ARENA_ARRAY(a, double, (size_t)p->year_count);
    v->output = ARENA_ARRAY(a, double, (size_t)p->good_count *(size_t)p->year_count);
    v->output_goods = ARENA_ARRAY(a, int, (size_t)p->good_count);
    v->list = ARENA_ARRAY(a, struct violation, VERIFY_LIST_MAX + 1);
    v->soft_list = ARENA_ARRAY(a, struct violation, VERIFY_LIST_MAX + 1);
    v->missed = ARENA_ARRAY(a, double, (size_t)p->clause_count + 1);
    if (!v->visit_of || !v->first_facility || !v->next_facility || !v->decided_rows) return 0;
    if (!v->first_visit || !v->next_visit) return 0;
    if (!v->site_have || !v->site_use || !v->labour_have || !v->labour_use) return 0;
    if (!v->raw_have || !v->raw_use || !v->scope_of || !v->discount) return 0;
    if (!v->output || !v->output_goods || !v->list) return 0;
    if (!v->soft_list || !v->missed) return 0;

    if (p->trade_way_count > 0) {
        v->exchanged =
            ARENA_ARRAY(a, struct exchanged, areas * (size_t)p->good_count * (size_t)p->year_count);
        if (!v->exchanged) return 0;
    }

    find_scopes(v);
    v->use = ARENA_ARRAY(a, double,
                         (size_t)v->scope_count *(size_t)p->resource_count *(size_t)p->year_count);
    return v->use != NULL;
}

enum status verifier_new(struct verifier **out, const struct programme *p,
                         const struct siting *siting, const double *weights, struct arena *a,
                         struct err *e)
{
    struct verifier *v = ARENA_NEW(a, struct verifier);
    if (!v) return err_set(e, STATUS_NOMEM, "out of memory for checking a plan");
    v->p = p, v->siting = siting, v->weights = weights;
    /* decided visits may stand in areas and types of their own */
    v->visit_max = p->area_count * stage_count(p) + p->decided_count;
    v->facility_max = p->area_count * p->type_count + p->decided_count;
    if (!allocate(v, a)) return err_set(e, STATUS_NOMEM, "out of memory for checking a plan");

    for (int y = 0; y < p->year_count; y++)
        v->discount[y] = 1 / pow(1 + p->discount, y);
    prepare_local(v);
    *out = v;
    return STATUS_OK;
}

void verifier_check(struct verifier *v, const struct plan *plan, struct verdict *out)
{
    *out = (struct verdict){
        .list = v->list, .soft_list = v->soft_list, .missed = v->missed, .objective = NAN};
    for (int i = 0; i < v->p->clause_count; i++)
        v->missed[i] = 0;
    v->verdict = out;
    if (plan->outcome == PLAN_INFEASIBLE || plan->outcome == PLAN_STOPPED) {
        int planned = 0;
        for (int i = 0; i < plan->visit_count; i++)
            planned += !plan->visits[i].decided;
        if (planned) violation_add(v, RULE_NOTHING)->value = planned;
        return;
    }
    if (!check_form(v, plan)) return;
    check_visits(v, plan);
    check_local(v, plan);
    check_use(v, plan);
    check_clauses(v, plan);
    check_worth(v, plan);
}

const char *rule_name(enum rule rule)
{
    static const char *const names[] = {
#define X(name, text, meaning) text,
        RULE_LIST(X)
#undef X
    };
    assert(rule < RULE_COUNT);
    return names[rule];
}

const char *rule_meaning(enum rule rule)
{
    static const char *const meanings[] = {
#define X(name, text, meaning) meaning,
        RULE_LIST(X)
#undef X
    };
    assert(rule < RULE_COUNT);
    return meanings[rule];
}

enum status verify_plan(const struct programme *p, const struct siting *siting,
                        const double *weights, const struct plan *plan, struct findings *findings,
                        struct err *e)
{
    struct verifier *v = NULL;
    struct verdict verdict;
    TRY(verifier_new(&v, p, siting, weights, findings->arena, e));
    assert(v);
    verifier_check(v, plan, &verdict);
    verdict_tell(v, plan, &verdict, findings);
    if (findings->failed) return err_set(e, STATUS_NOMEM, "out of memory for checking a plan");
    return STATUS_OK;
}
