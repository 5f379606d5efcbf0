/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The planner against enumeration: every plan of small random programmes is
 * listed, the independent verifier says which keep the rules and what they are
 * worth, and the planner must find the best of them, or that there is none.
 */
#include "base/arena.h"
#include "kit/best_flows.h"
#include "kit/property.h"
#include "kit/random_programme.h"
#include "plan/solve.h"
#include "verify/verify.h"

enum {
    SLOT_MAX = 8, /* (area, stage) pairs the plan may decide on */
    FACILITY_ROOM = 64,
};

struct slot {
    int area, stage;
};

struct enumeration {
    const struct random_programme *rp;
    struct verifier *verifier;
    struct arena *arena;
    struct slot slots[SLOT_MAX];
    int slot_count;
    struct visit visits[SLOT_MAX + 2];
    struct facility facilities[FACILITY_ROOM];
    struct flow flows[FLOW_ROOM];
    struct plan plan;
    struct arena *scratch; /* of one plan */
    long plan_count, feasible_count, traded_count;
    double best;
};

static int find_visit(const struct plan *plan, int area, int stage)
{
    for (int i = 0; i < plan->visit_count; i++)
        if (plan->visits[i].area == area && plan->visits[i].stage == stage) return i;
    return -1;
}

static void start_with_decided(struct enumeration *x)
{
    const struct programme *p = &x->rp->programme;
    struct plan *plan = &x->plan;
    for (int i = 0; i < p->decided_count; i++) {
        const struct decided *row = &p->decided[i];
        int stage = p->types[p->sizes[row->size].type].stage;
        int visit = find_visit(plan, row->area, stage);
        if (visit < 0) {
            visit = plan->visit_count++;
            plan->visits[visit] = (struct visit){row->area, stage, row->year, 1};
        }
        plan->facilities[plan->facility_count++] = (struct facility){visit, row->size, row->site};
    }
}

static void list_slots(struct enumeration *x)
{
    const struct programme *p = &x->rp->programme;
    int has_types[STAGE_MAX + 1] = {0};
    for (int i = 0; i < p->type_count; i++)
        has_types[p->types[i].stage] = 1;
    for (int area = 0; area < p->area_count; area++)
        for (int stage = 1; stage <= STAGE_MAX && p->areas[area].visitable; stage++) {
            if (!has_types[stage] || find_visit(&x->plan, area, stage) >= 0) continue;
            CHECK(x->slot_count < SLOT_MAX);
            x->slots[x->slot_count++] = (struct slot){area, stage};
        }
}

static long refused_alone[RULE_COUNT]; /* plans that break this rule and no other */

/* The worth with the best flows, or without any where they cannot make it the best plan. */
static double worth_with_flows(struct enumeration *x, double worth)
{
    const struct programme *p = &x->rp->programme;
    struct verdict verdict;
    double most = flows_most(&x->plan, p, x->rp->equity_weight);
    if (most <= 0 || worth + most <= x->best) return worth;
    x->traded_count++;
    arena_clear(x->scratch);
    x->plan.flows = x->flows;
    x->plan.flow_count = best_flows(p, x->rp->equity_weight, &x->plan, x->flows, x->scratch);
    verifier_check(x->verifier, &x->plan, &verdict);
    CHECK(verdict.count == 1 && verdict.list[0].rule == RULE_OBJECTIVE);
    x->plan.flow_count = 0;
    return verdict.objective;
}

/* The verifier as oracle: a worth that is not stated is the only rule it may find broken. */
static void judge(struct enumeration *x)
{
    struct verdict verdict;
    x->plan_count++;
    verifier_check(x->verifier, &x->plan, &verdict);
    if (verdict.count == 2) refused_alone[verdict.list[0].rule]++;
    if (verdict.count != 1 || verdict.list[0].rule != RULE_OBJECTIVE) return;
    x->feasible_count++;
    double worth = verdict.objective;
    if (x->rp->programme.trade_way_count > 0) worth = worth_with_flows(x, worth);
    if (!(worth <= x->best)) x->best = worth;
}

static void try_slots(struct enumeration *x, int slot);

/* NOLINTBEGIN(misc-no-recursion): as deep as there are slots and types, and they are few */

/* Types one after another: without it, or in every size on every site of the area. */
static void try_types(struct enumeration *x, int slot, int type)
{
    const struct programme *p = &x->rp->programme;
    int visit = x->plan.visit_count - 1, area = x->slots[slot].area;
    while (type < p->type_count && p->types[type].stage != x->slots[slot].stage)
        type++;
    if (type == p->type_count) {
        int is_empty = x->plan.facility_count == 0 ||
                       x->plan.facilities[x->plan.facility_count - 1].visit != visit;
        if (!is_empty) try_slots(x, slot + 1);
        return;
    }
    try_types(x, slot, type + 1);
    for (int size = 0; size < p->size_count; size++) {
        if (p->sizes[size].type != type) continue;
        for (int site = 0; site < p->site_count; site++) {
            if (p->sites[site].area != area) continue;
            CHECK(x->plan.facility_count < FACILITY_ROOM);
            x->facilities[x->plan.facility_count++] = (struct facility){visit, size, site};
            try_types(x, slot, type + 1);
            x->plan.facility_count--;
        }
    }
}

static void try_slots(struct enumeration *x, int slot)
{
    if (slot == x->slot_count) {
        judge(x);
        return;
    }
    try_slots(x, slot + 1); /* not visited */
    int visit = x->plan.visit_count++;
    for (int year = 0; year < x->rp->programme.year_count; year++) {
        x->visits[visit] = (struct visit){x->slots[slot].area, x->slots[slot].stage, year, 0};
        try_types(x, slot, 0);
    }
    x->plan.visit_count--;
}

/* NOLINTEND(misc-no-recursion) */

static void enumerate(struct enumeration *x, struct arena *a)
{
    struct err e = {0};
    CHECK(verifier_new(&x->verifier, &x->rp->programme, &x->rp->siting, x->rp->equity_weight, a,
                       &e) == STATUS_OK);
    x->plan = (struct plan){.outcome = PLAN_FEASIBLE,
                            .visits = x->visits,
                            .facilities = x->facilities,
                            .objective = NAN,
                            .bound = INFINITY};
    x->best = -INFINITY;
    start_with_decided(x);
    list_slots(x);
    try_slots(x, 0);
}

static int is_near(double a, double b)
{
    return fabs(a - b) <= 1e-7 * fmax(1, fmax(fabs(a), fabs(b)));
}

static long soft_missed[CLAUSE_KIND_COUNT], soft_kept[CLAUSE_KIND_COUNT]; /* by best plans */

/* Does the plan pass the verifier as it stands, worth and bound included? */
static int is_clean(struct enumeration *x, const struct plan *plan)
{
    struct verdict verdict;
    struct findings findings;
    verifier_check(x->verifier, plan, &verdict);
    findings_init(&findings, x->arena);
    verdict_tell(x->verifier, plan, &verdict, &findings);
    for (int i = 0; i < findings.count; i++)
        fprintf(stderr, "the planner's plan breaks %s: %s\n", findings.list[i].place,
                findings.list[i].sentence);
    for (int i = 0; i < x->rp->programme.clause_count; i++) {
        const struct clause *c = &x->rp->programme.clauses[i];
        if (clause_is_soft(c)) (verdict.missed[i] > 0 ? soft_missed : soft_kept)[c->kind]++;
    }
    if (!is_near(plan->penalty, verdict.penalty))
        fprintf(stderr, "the planner counts a penalty of %.12g, the verifier %.12g\n",
                plan->penalty, verdict.penalty);
    return verdict.count == 0 && is_near(plan->penalty, verdict.penalty);
}

static int agrees(struct enumeration *x, const struct plan *plan)
{
    if (x->feasible_count == 0) {
        if (plan->outcome == PLAN_INFEASIBLE && plan->why_infeasible) return 1;
        fprintf(stderr, "no plan exists, and the planner says outcome %d\n", (int)plan->outcome);
        return 0;
    }
    if (plan->outcome != PLAN_OPTIMAL) {
        fprintf(stderr, "the best plan is worth %.12g; the planner says outcome %d, %s\n", x->best,
                (int)plan->outcome, plan->why_infeasible ? plan->why_infeasible : "");
        return 0;
    }
    if (!is_near(plan->objective, x->best) ||
        plan->bound < x->best - 1e-7 * fmax(1, fabs(x->best))) {
        fprintf(stderr, "the best plan is worth %.12g; the planner says %.12g, at most %.12g\n",
                x->best, plan->objective, plan->bound);
        (void)is_clean(x, plan);
        return 0;
    }
    return is_clean(x, plan);
}

static struct {
    long programmes, infeasible, plans, feasible, decided, clauses, sent, traded;
} tally;

static int planner_equals_enumeration(struct gen *g, const struct random_shape *shape)
{
    struct arena a = ARENA_INIT((size_t)256 << 20);
    struct err e = {0};
    struct random_programme *rp = random_programme(shape, g, &a);
    struct arena scratch = ARENA_INIT((size_t)64 << 20);
    struct enumeration x = {.rp = rp, .arena = &a, .scratch = &scratch};
    enumerate(&x, &a);
    arena_clear(&scratch);

    struct plan_input in = {&rp->programme, &rp->siting, rp->equity_weight};
    struct plan_options options = plan_options_default();
    struct plan plan;
    options.gap = 0;
    enum status s = plan_solve(&in, &options, &plan, &a, &e);
    if (s != STATUS_OK) fprintf(stderr, "%s\n", e.text);
    int holds = s == STATUS_OK && agrees(&x, &plan);

    tally.programmes++;
    tally.plans += x.plan_count;
    tally.feasible += x.feasible_count;
    tally.infeasible += x.feasible_count == 0;
    tally.decided += rp->programme.decided_count > 0;
    tally.clauses += rp->programme.clause_count;
    tally.sent += plan.flow_count > 0;
    tally.traded += x.traded_count;
    arena_clear(&a);
    return holds;
}

static int hard_is_right(struct gen *g, int size)
{
    struct random_shape shape = random_shape_small(g, size);
    return planner_equals_enumeration(g, &shape);
}

static int soft_is_right(struct gen *g, int size)
{
    struct random_shape shape = random_shape_small(g, size);
    shape.soft = 1;
    shape.clauses += 1 + size / 8;
    if (shape.areas * shape.stages <= 2) shape.sites_per_area = 2; /* one can be left out */
    return planner_equals_enumeration(g, &shape);
}

static int trade_is_right(struct gen *g, int size)
{
    struct random_shape shape = random_shape_small(g, size);
    if (shape.areas == 1) shape.areas = 2;
    if (shape.areas * shape.stages > 4) shape.stages = 1;
    shape.sites_per_area = 1;
    if (shape.areas > 2) shape.sizes_per_type = 1;
    shape.trade = 1;
    shape.percent += 40;
    return planner_equals_enumeration(g, &shape);
}

TEST(plan_optimum_is_that_of_enumeration)
{
    property_check("planner equals enumeration", hard_is_right, 24,
                   (int)property_setting("GROUNDWORK_RUNS", 600));
    print_message("%ld programmes, %ld without a plan, %ld with decided visits, %ld clauses; "
                  "%ld plans listed, %ld of them keep the rules\n",
                  tally.programmes, tally.infeasible, tally.decided, tally.clauses, tally.plans,
                  tally.feasible);
    /* the family must stay worth testing */
    if (tally.programmes < 600) return;
    CHECK(tally.infeasible >= 20 && tally.infeasible <= tally.programmes / 2);
    CHECK(tally.decided >= 100);
    CHECK(tally.clauses >= 600);
    for (int rule = RULE_ADMISSIBLE; rule <= RULE_KEEP_ADOPTED; rule++)
        if (refused_alone[rule] == 0) fail_msg("%s never decides", rule_name((enum rule)rule));
}

TEST(with_soft_clauses_too)
{
    memset(&tally, 0, sizeof tally);
    property_check("planner equals enumeration, soft", soft_is_right, 24,
                   (int)property_setting("GROUNDWORK_RUNS", 600));
    print_message("%ld programmes, %ld without a plan, %ld clauses; %ld plans listed, %ld of them "
                  "keep what must be kept\n",
                  tally.programmes, tally.infeasible, tally.clauses, tally.plans, tally.feasible);
    if (tally.programmes < 600) return;
    for (int kind = 0; kind < CLAUSE_KIND_COUNT; kind++)
        if (soft_missed[kind] == 0 || soft_kept[kind] == 0)
            fail_msg("kind %d: missed by %ld best plans, kept by %ld", kind, soft_missed[kind],
                     soft_kept[kind]);
}

TEST(with_trade_too)
{
    memset(&tally, 0, sizeof tally);
    property_check("planner equals enumeration, trade", trade_is_right, 24,
                   (int)property_setting("GROUNDWORK_RUNS", 300));
    print_message("%ld programmes, %ld without a plan, %ld whose best plan sends goods; %ld plans "
                  "listed, %ld keep the rules, best flows worked out for %ld\n",
                  tally.programmes, tally.infeasible, tally.sent, tally.plans, tally.feasible,
                  tally.traded);
    if (tally.programmes < 300) return;
    CHECK(tally.sent >= 60);
}

SUITE(CASE(plan_optimum_is_that_of_enumeration), CASE(with_soft_clauses_too), CASE(with_trade_too))
