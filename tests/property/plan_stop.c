/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A run that is told to stop ends soon and leaves what it has: the stop flag is asked in place of a
 * clock, is set at the k-th question of a run, for k all over it, and how often it is asked from then
 * on says how much is still done.
 */
#include "kit/random_programme.h"
#include "plan/maxmin.h"
#include "verify/verify.h"

enum {
    AFTERWARDS = 40, /* questions once the flag is set: each part of the search asks, and ends */
    STOPS = 12,
};

struct flag {
    long asked, from; /* set from this question on; 0: never */
};

static int is_set(void *context)
{
    struct flag *f = context;
    f->asked++;
    return f->from > 0 && f->asked >= f->from;
}

static struct plan run(const struct random_programme *rp, struct flag *flag,
                       enum plan_method method, int max_min, struct arena *a)
{
    struct plan_input in = {&rp->programme, &rp->siting, rp->equity_weight};
    struct plan_options o = plan_options_default();
    struct stop stop = {is_set, flag};
    struct maxmin level;
    struct plan plan;
    struct err e = {0};
    o.gap = 0;
    o.effort = 0.05;
    o.method = method;
    o.stop = &stop;
    enum status s =
        max_min ? plan_maxmin(&in, &o, &plan, &level, a, &e) : plan_solve(&in, &o, &plan, a, &e);
    if (s != STATUS_OK) fail_msg("%s", e.text);
    return plan;
}

static int is_usable(const struct random_programme *rp, const struct plan *plan, struct arena *a)
{
    struct verifier *verifier;
    struct verdict verdict;
    CHECK(verifier_new(&verifier, &rp->programme, &rp->siting, rp->equity_weight, a, NULL) ==
          STATUS_OK);
    if (plan->outcome > PLAN_FEASIBLE) return 1;
    verifier_check(verifier, plan, &verdict);
    return verdict.count == 0;
}

static long with_plan, without;

static int stops(struct gen *g, int size, enum plan_method method, int max_min)
{
    struct arena a = ARENA_INIT((size_t)1 << 32);
    struct random_shape s = random_shape_small(g, size);
    s.areas = 7 + size;
    s.types_per_stage = 2;
    struct random_programme *rp = random_programme(&s, g, &a);
    struct flag whole = {0};
    struct plan full = run(rp, &whole, method, max_min, &a);
    int holds = is_usable(rp, &full, &a);
    for (int i = 0; i < STOPS && holds; i++) {
        struct flag flag = {0, 1 + whole.asked * i / STOPS};
        struct plan plan = run(rp, &flag, method, max_min, &a);
        long more = flag.asked - flag.from;
        int found = plan.outcome <= PLAN_FEASIBLE;
        holds = is_usable(rp, &plan, &a) && more <= AFTERWARDS;
        /* what is proven on the way is true of the end; max-min plans are for another level each */
        if (found && full.outcome <= PLAN_FEASIBLE && !max_min)
            holds = holds && plan.bound >= full.objective - 1e-6 * fabs(full.objective);
        if (full.outcome <= PLAN_FEASIBLE) holds = holds && plan.outcome != PLAN_INFEASIBLE;
        (found ? &with_plan : &without)[0]++;
        if (!holds)
            fprintf(stderr, "stopped at %ld of %ld: outcome %d, asked %ld times more\n", flag.from,
                    whole.asked, (int)plan.outcome, more);
    }
    arena_clear(&a);
    return holds;
}

static int columns_stop(struct gen *g, int size)
{
    return stops(g, size, PLAN_COLUMNS, 0);
}

static int dual_stops(struct gen *g, int size)
{
    return stops(g, size, PLAN_DUAL, 0);
}

static int max_min_stops(struct gen *g, int size)
{
    return stops(g, size, PLAN_COLUMNS, 1);
}

TEST(a_run_that_is_told_to_stop_ends_with_what_it_has)
{
    int runs = (int)property_setting("GROUNDWORK_RUNS", 12);
    property_check("columns stop", columns_stop, 12, runs);
    property_check("dual stops", dual_stops, 12, runs);
    property_check("max-min stops", max_min_stops, 12, runs / 2);
    print_message("stopped with a plan %ld times, without %ld times\n", with_plan, without);
    if (runs >= 12) CHECK(with_plan >= 20);
}

SUITE(CASE(a_run_that_is_told_to_stop_ends_with_what_it_has))
