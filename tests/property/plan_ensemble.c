/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Near-best plans of random programmes: each passes the verifier with its worth and bound, is worth
 * what was asked, and is another than those before; where a programme has a plan at all there is at
 * least the best one.
 */
#include "kit/property.h"
#include "kit/random_programme.h"
#include "plan/ensemble.h"
#include "verify/verify.h"

#define WITHIN 0.25

static struct {
    long programmes, infeasible, several, plans;
} tally;

static int is_same(const struct plan *a, const struct plan *b)
{
    return a->visit_count == b->visit_count && a->facility_count == b->facility_count &&
           memcmp(a->visits, b->visits, sizeof *a->visits * (size_t)a->visit_count) == 0 &&
           memcmp(a->facilities, b->facilities,
                  sizeof *a->facilities * (size_t)a->facility_count) == 0;
}

static int plans_are_sound(const struct ensemble *x, struct verifier *verifier, double best)
{
    for (int i = 0; i < x->count; i++) {
        struct verdict verdict;
        const struct plan *plan = &x->plans[i];
        verifier_check(verifier, plan, &verdict);
        if (verdict.count != 0) {
            fprintf(stderr, "plan %d breaks %s\n", i + 1, rule_name(verdict.list[0].rule));
            return 0;
        }
        double size = 1e-7 * fmax(1, fabs(best));
        if (plan->objective > best + size || plan->bound < best - size) return 0;
        if (plan->objective < x->bound - WITHIN * fabs(x->bound) - size) return 0;
        for (int k = 0; k < i; k++)
            if (is_same(plan, &x->plans[k])) return 0;
    }
    return 1;
}

static int ensembles_are_sound(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct err e = {0};
    struct random_shape shape = random_shape_small(g, size);
    shape.areas += size / 4;
    shape.soft = size % 2;
    struct random_programme *rp = random_programme(&shape, g, &a);
    struct plan_input in = {&rp->programme, &rp->siting, rp->equity_weight};
    struct plan_options o = plan_options_default();
    struct ensemble_request request = {4, WITHIN};
    struct ensemble x;
    struct plan best;
    struct verifier *verifier = NULL;
    o.effort = 0.1; /* a tenth of the moves will do here */
    CHECK(ensemble_solve(&x, &in, &o, &request, &a, &e) == STATUS_OK);
    o = plan_options_default();
    o.gap = 0;
    CHECK(plan_solve(&in, &o, &best, &a, &e) == STATUS_OK);
    CHECK(verifier_new(&verifier, &rp->programme, &rp->siting, rp->equity_weight, &a, &e) ==
          STATUS_OK);
    int holds = (x.outcome == PLAN_INFEASIBLE) == (best.outcome == PLAN_INFEASIBLE);
    if (x.outcome == PLAN_INFEASIBLE)
        holds = holds && x.why_infeasible && x.count == 0;
    else if (best.outcome == PLAN_OPTIMAL)
        holds = holds && plans_are_sound(&x, verifier, best.objective);
    tally.programmes++;
    tally.infeasible += x.outcome == PLAN_INFEASIBLE;
    tally.plans += x.count;
    tally.several += x.count > 1;
    arena_clear(&a);
    return holds;
}

TEST(near_best_plans_are_plans)
{
    property_check("ensembles", ensembles_are_sound, 12, 60);
    print_message("%ld programmes, %ld without a plan, %ld with several, %ld plans\n",
                  tally.programmes, tally.infeasible, tally.several, tally.plans);
    CHECK(tally.plans >= 80 && tally.several >= 10);
}

SUITE(CASE(near_best_plans_are_plans))
