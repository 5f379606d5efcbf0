/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The largest of the smallest shares against enumeration: every plan of small random programmes
 * is listed, the verifier says which keep the rules, shares are counted here from the definition,
 * and the planner must reach the level of the best of them with the worth of the best that does.
 */
#include "kit/every_plan.h"
#include "plan/maxmin.h"

enum {
    AREA_MAX = 16,
};

struct judged {
    const struct programme *p;
    const double *most; /* [area] of the planner */
    double top;         /* the largest of them */
    double seen[AREA_MAX];
    double level; /* the largest of plans that keep the rules; -1: there are none */
    double at_level, worth;
    long above; /* plans that keep the rules and bring an area further than it can be */
};

/* Share of need met in the last year: mean over goods by weight. */
static double share_of(const struct programme *p, const struct plan *plan, int area)
{
    double sum = 0, weights = 0;
    int last = p->year_count - 1;
    for (int g = 0; g < p->good_count; g++) {
        double supply = p->supply[area * p->good_count + g];
        double need =
            area_people(&p->areas[area], last) * p->need_per_head[area * p->good_count + g];
        for (int i = 0; i < plan->facility_count; i++) {
            const struct visit *v = &plan->visits[plan->facilities[i].visit];
            const struct facility_size *z = &p->sizes[plan->facilities[i].size];
            if (v->area != area || v->year + z->build_years > last) continue;
            for (int k = 0; k < z->output_count; k++)
                if (z->outputs[k].what == g) supply += z->outputs[k].quantity;
        }
        sum += p->goods[g].weight * fmin(1, supply / need);
        weights += p->goods[g].weight;
    }
    return sum / weights;
}

static double level_of(const struct judged *x, const struct plan *plan)
{
    double level = x->top;
    for (int a = 0; a < x->p->area_count; a++) {
        if (!x->p->areas[a].visitable) continue;
        double share = share_of(x->p, plan, a);
        if (share < x->most[a] - 1e-6) level = fmin(level, share);
    }
    return level;
}

/* Are only rules broken that visits share? */
static int is_fit(const struct verdict *v)
{
    for (int i = 0; i < v->count && i < VERIFY_LIST_MAX; i++)
        if (v->list[i].rule < RULE_LIMIT) return 0;
    return 1;
}

static int look(void *context, const struct plan *plan, const struct verdict *v)
{
    struct judged *x = context;
    int keeps = v->count == 1 && v->list[0].rule == RULE_OBJECTIVE;
    for (int a = 0; a < x->p->area_count && is_fit(v); a++) {
        if (!x->p->areas[a].visitable) continue;
        double share = share_of(x->p, plan, a);
        x->seen[a] = fmax(x->seen[a], share);
        x->above += keeps && share > x->most[a] + 1e-8;
    }
    if (!keeps) return 1;
    double level = level_of(x, plan);
    x->level = fmax(x->level, level);
    if (level >= x->at_level - 1e-6) x->worth = fmax(x->worth, v->objective);
    return 1;
}

static long reached, between, none, lifted;

static int agrees(const struct judged *x, const struct plan *plan, const struct maxmin *m)
{
    double size = fmax(1, fabs(x->worth));
    if (plan->outcome == PLAN_INFEASIBLE || plan->outcome == PLAN_STOPPED) {
        none++;
        return plan->outcome == PLAN_INFEASIBLE && x->level < 0 && isnan(m->level);
    }
    if (fabs(level_of(x, plan) - m->level) > 3e-6 && level_of(x, plan) < m->level) return 0;
    if (fabs(m->level - x->level) > 2e-5 || m->level_bound < x->level - 1e-9) return 0;
    reached += x->level >= x->top - 1e-9;
    between += x->level < x->top - 1e-9 && x->level > 0;
    return fabs(plan->objective - x->worth) <= 1e-7 * size && plan->bound >= x->worth - 1e-7 * size;
}

static int is_right(struct gen *g, int size)
{
    struct random_shape shape = random_shape_small(g, size);
    struct arena a = ARENA_INIT((size_t)256 << 20);
    struct err e = {0};
    struct plan plan;
    struct maxmin maxmin;
    double *most = NULL;
    struct random_programme *rp = random_programme(&shape, g, &a);
    const struct programme *p = &rp->programme;
    struct plan_input in = {p, &rp->siting, rp->equity_weight};
    struct plan_options options = plan_options_default();
    options.gap = 0;
    CHECK(p->area_count <= AREA_MAX);
    if (plan_maxmin(&in, &options, &plan, &maxmin, &a, &e) != STATUS_OK) fail_msg("%s", e.text);
    if (maxmin_reach(&in, &most, &a, &e) != STATUS_OK) fail_msg("%s", e.text);
    struct judged x = {
        .p = p, .most = most, .level = -1, .at_level = maxmin.level, .worth = -1e300};
    for (int i = 0; i < p->area_count; i++)
        if (p->areas[i].visitable) x.top = fmax(x.top, most[i]);
    every_plan(p, &rp->siting, rp->equity_weight, look, &x);
    int holds = x.above == 0 && agrees(&x, &plan, &maxmin);
    for (int i = 0; i < p->area_count && holds; i++)
        holds = shape.stages > 1 || !p->areas[i].visitable || most[i] <= x.seen[i] + 1e-8;
    lifted += maxmin.question_count > 1;
    if (!holds)
        fprintf(
            stderr,
            "level %.9g (at most %.9g), worth %.9g, outcome %d; listed: %.9g, %.9g; %ld above\n",
            maxmin.level, maxmin.level_bound, plan.objective, (int)plan.outcome, x.level, x.worth,
            x.above);
    arena_clear(&a);
    return holds;
}

TEST(the_level_and_its_best_plan_are_those_of_enumeration)
{
    int runs = (int)property_setting("GROUNDWORK_RUNS", 150);
    property_check("max-min equals enumeration", is_right, 24, runs);
    print_message("%ld without a plan; the top reached by %ld, a level between by %ld; %ld asked\n",
                  none, reached, between, lifted);
    if (runs < 150) return;
    CHECK(none >= 5 && reached >= 10 && between >= 10);
}

SUITE(CASE(the_level_and_its_best_plan_are_those_of_enumeration))
