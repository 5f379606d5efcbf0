/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Conflicts and repairs against enumeration: contradictions are planted in small random
 * programmes; every plan of them is listed with the demands it breaks.  Every set that is told
 * must be one that each plan breaks, and without any one of it some plan must keep the others;
 * what no set names must be able to hold; every repair must leave a plan.
 */
#include "kit/every_plan.h"
#include "kit/property.h"
#include "model/clause_form.h"
#include "plan/repair.h"

enum {
    MASK_MAX = 4096,
    PLANTED_MAX = 6,
};

/* --- what plans break ----------------------------------------------------------------------- */

struct broken { /* demands that plans break: the least sets only */
    const struct programme *p;
    uint64_t masks[MASK_MAX];
    int count;
};

static int note(void *context, const struct plan *plan, const struct verdict *v)
{
    struct broken *b = context;
    uint64_t mask = 0;
    (void)plan;
    CHECK(v->count == v->kept);
    for (int i = 0; i < v->count; i++) {
        const struct violation *o = &v->list[i];
        if (o->rule == RULE_OBJECTIVE) continue; /* none is stated */
        if (o->rule == RULE_LIMIT)
            mask |= UINT64_C(1) << (b->p->clause_count + o->what);
        else if (o->rule > RULE_LIMIT)
            mask |= UINT64_C(1) << o->what;
        else
            return 1; /* a fact stands against the plan */
    }
    int kept = 0;
    for (int i = 0; i < b->count; i++)
        if ((b->masks[i] & mask) == b->masks[i]) return 1;
    for (int i = 0; i < b->count; i++)
        if ((b->masks[i] & mask) != mask) b->masks[kept++] = b->masks[i];
    CHECK(kept < MASK_MAX);
    b->masks[kept++] = mask;
    b->count = kept;
    return 1;
}

static int can_hold(const struct broken *b, uint64_t demands)
{
    for (int i = 0; i < b->count; i++)
        if ((b->masks[i] & demands) == 0) return 1;
    return 0;
}

/* --- planting ------------------------------------------------------------------------------- */

static struct clause *add_clause(struct programme *p, enum clause_kind kind, struct arena *a)
{
    struct clause *c = &p->clauses[p->clause_count];
    *c = (struct clause){.code = random_code(a, "planted-", p->clause_count),
                         .text = "planted",
                         .kind = kind,
                         .area = -1,
                         .after = -1,
                         .type = -1,
                         .site = -1,
                         .year_last = p->year_count - 1,
                         .at_least = -INFINITY,
                         .at_most = INFINITY};
    p->clause_count++;
    return c;
}

static int first_visitable(const struct programme *p)
{
    for (int i = 0; i < p->area_count; i++)
        if (p->areas[i].visitable) return i;
    fail_msg("no area");
    return -1;
}

static void plant_visit(struct programme *p, int area, int stage, struct arena *a)
{
    struct clause *c = add_clause(p, CLAUSE_VISIT_WITHIN, a);
    c->area = area;
    c->stage = stage;
}

/* A visit that has to build on a site, and may not. */
static void plant_site(struct programme *p, int area, int stage, struct arena *a)
{
    int site = 0;
    while (site < p->site_count - 1 && p->sites[site].area != area)
        site++;
    add_clause(p, CLAUSE_REQUIRE_SITE, a)->site = site;
    add_clause(p, CLAUSE_FORBID_SITE, a)->site = site;
    plant_visit(p, area, stage, a);
}

/* A plant that every visit brings, a visit, and no site left to build on. */
static void plant_no_site(struct programme *p, int area, int type, struct arena *a)
{
    for (int i = 0; i < p->site_count; i++)
        if (p->sites[i].area == area) add_clause(p, CLAUSE_FORBID_SITE, a)->site = i;
    add_clause(p, CLAUSE_REQUIRE_FACILITY, a)->type = type;
    plant_visit(p, area, p->types[type].stage, a);
}

/* A plant that loses money whatever its size, that every visit brings, and less to lose: in all,
 * and nested, where that is enough, in the province. */
static void plant_loss(struct programme *p, int area, int type, struct gen *g, struct arena *a)
{
    for (int i = 0; i < p->size_count; i++)
        if (p->sizes[i].type == type) p->sizes[i].running_cost = p->sizes[i].revenue + 50;
    add_clause(p, CLAUSE_LIMIT_SUBSIDY, a)->at_most = gen_int(g, 0, 80);
    if (gen_int(g, 0, 1)) {
        struct clause *c = add_clause(p, CLAUSE_LIMIT_SUBSIDY, a);
        c->area = p->areas[area].parent;
        c->at_most = gen_int(g, 0, 40);
    }
    add_clause(p, CLAUSE_REQUIRE_FACILITY, a)->type = type;
    plant_visit(p, area, p->types[type].stage, a);
}

/* One contradiction; some are alone, some take two or three clauses, some overlap the others. */
static void plant(struct programme *p, struct gen *g, struct arena *a)
{
    struct clause *c;
    int area = first_visitable(p), type = gen_int(g, 0, p->type_count - 1);
    switch (gen_int(g, 0, 14)) {
    case 0: /* more visits than there can be */
        c = add_clause(p, CLAUSE_VISITS_IN_PERIOD, a);
        c->at_least = 40;
        return;
    case 1: /* some, and none */
        c = add_clause(p, CLAUSE_VISITS_IN_PERIOD, a);
        c->at_least = 1;
        c->stage = p->types[type].stage;
        add_clause(p, CLAUSE_NO_VISIT, a);
        return;
    case 2: /* one area in a year in which nothing may start */
        c = add_clause(p, CLAUSE_VISIT_WITHIN, a);
        c->area = area;
        c->stage = p->types[type].stage;
        c->year_last = c->year_first = gen_int(g, 0, p->year_count - 1);
        c = add_clause(p, CLAUSE_NO_VISIT, a);
        c->area = p->areas[area].parent;
        return;
    case 3: /* a plant that every visit brings and no visit may bring, and a visit */
        c = add_clause(p, CLAUSE_REQUIRE_FACILITY, a);
        c->type = type;
        c = add_clause(p, CLAUSE_FORBID_FACILITY, a);
        c->type = type;
        c = add_clause(p, CLAUSE_VISITS_IN_PERIOD, a);
        c->at_least = 1;
        c->stage = p->types[type].stage;
        return;
    case 4: /* everybody, but at most none in each year */
        add_clause(p, CLAUSE_VISIT_WITHIN, a);
        c = add_clause(p, CLAUSE_VISITS_PER_YEAR, a);
        c->at_most = 0;
        return;
    case 5: /* nested: two in a part, fewer in the whole */
        c = add_clause(p, CLAUSE_VISITS_IN_PERIOD, a);
        c->at_least = 2;
        c->area = p->areas[area].parent;
        c = add_clause(p, CLAUSE_VISITS_IN_PERIOD, a);
        c->at_most = 1;
        return;
    case 6: /* what was adopted stays, and nothing may start */
        add_clause(p, CLAUSE_KEEP_ADOPTED, a);
        add_clause(p, CLAUSE_NO_VISIT, a);
        return;
    case 7: /* no change, and nothing may start */
        c = add_clause(p, CLAUSE_LIMIT_CHANGES, a);
        c->at_most = gen_int(g, 0, 1);
        add_clause(p, CLAUSE_NO_VISIT, a);
        return;
    case 8: /* half of all in the first year, and a tenth at most over all of them */
        c = add_clause(p, CLAUSE_SHARE_IN_PERIOD, a);
        c->at_least = 50;
        c->year_last = 0;
        c = add_clause(p, CLAUSE_SHARE_IN_PERIOD, a);
        c->at_most = 10;
        return;
    case 9: /* a visit that waits for itself, and has to be */
        c = add_clause(p, CLAUSE_VISIT_AFTER, a);
        c->area = area;
        c->after = p->areas[area].parent;
        c->at_least = 1;
        c = add_clause(p, CLAUSE_VISIT_WITHIN, a);
        c->area = area;
        c->stage = p->types[type].stage;
        return;
    case 10: /* plants that earn what they cost, one that every visit brings, and a visit */
        add_clause(p, CLAUSE_SELF_FINANCING, a);
        c = add_clause(p, CLAUSE_REQUIRE_FACILITY, a);
        c->type = type;
        c = add_clause(p, CLAUSE_VISIT_WITHIN, a);
        c->area = area;
        c->stage = p->types[type].stage;
        return;
    case 11:
        plant_site(p, area, p->types[type].stage, a);
        return;
    case 12:
        plant_no_site(p, area, type, a);
        return;
    case 13:
        plant_loss(p, area, type, g, a);
        return;
    default: /* a visit, and nothing to build it with */
        c = add_clause(p, CLAUSE_VISITS_IN_PERIOD, a);
        c->at_least = gen_int(g, 1, 2);
        for (int i = 0; i < p->limit_count; i++)
            if (p->limits[i].area < 0) p->limits[i].quantity = gen_int(g, 0, 4);
        return;
    }
}

/* --- the laws ------------------------------------------------------------------------------- */

static struct {
    long programmes, infeasible, conflicts, alone, largest, repairs, steps_most;
    long of_kind[CLAUSE_KIND_COUNT]; /* conflicts with such a clause in them */
} tally;

static void count_kinds(const struct conflict_set *set, const struct programme *p)
{
    long seen[CLAUSE_KIND_COUNT] = {0};
    for (int k = 0; k < set->count; k++)
        if (set->demands[k] < p->clause_count) seen[p->clauses[set->demands[k]].kind] = 1;
    for (int kind = 0; kind < CLAUSE_KIND_COUNT; kind++)
        tally.of_kind[kind] += seen[kind];
}

static int conflicts_are_right(const struct repair_answer *x, const struct broken *b, uint64_t all)
{
    uint64_t named = 0;
    for (int i = 0; i < x->conflict_count; i++) {
        const struct conflict_set *set = &x->conflicts[i];
        uint64_t mask = 0;
        for (int k = 0; k < set->count; k++)
            mask |= UINT64_C(1) << set->demands[k];
        if (can_hold(b, mask) || (mask & named) || !set->is_minimal) {
            fprintf(stderr, "conflict %d can hold, is not proven, or shares a demand\n", i);
            return 0;
        }
        for (int k = 0; k < set->count; k++)
            if (!can_hold(b, mask & ~(UINT64_C(1) << set->demands[k]))) {
                fprintf(stderr, "conflict %d can spare demand %d\n", i, set->demands[k]);
                return 0;
            }
        named |= mask;
        count_kinds(set, b->p);
        tally.alone += set->count == 1;
        tally.conflicts++;
        if (set->count > tally.largest) tally.largest = set->count;
    }
    return x->has_more_conflicts || can_hold(b, all & ~named);
}

static int find_clean(void *context, const struct plan *plan, const struct verdict *v)
{
    int *found = context;
    (void)plan;
    *found |= v->count == 1 && v->list[0].rule == RULE_OBJECTIVE;
    return !*found;
}

static int repairs_are_right(const struct repair_answer *x, const struct random_programme *rp,
                             struct arena *a)
{
    struct err e = {0};
    if (x->conflict_count > 0 && x->repair_count == 0) {
        fprintf(stderr, "no way out is offered\n");
        return 0;
    }
    for (int i = 0; i < x->repair_count; i++) {
        struct demands d;
        struct programme repaired;
        int *origin = NULL, found = 0;
        CHECK(demands_init(&d, &rp->programme, a, &e) == STATUS_OK);
        repair_apply(&d, &x->repairs[i]);
        CHECK(demands_programme(&repaired, &origin, &d, a, &e) == STATUS_OK);
        every_plan(&repaired, &rp->siting, rp->equity_weight, find_clean, &found);
        if (!found) {
            fprintf(stderr, "repair %d of %d leaves no plan\n", i, x->repair_count);
            return 0;
        }
        tally.repairs++;
        if (x->repairs[i].step_count > tally.steps_most)
            tally.steps_most = x->repairs[i].step_count;
    }
    return 1;
}

static int told_as_it_is(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)256 << 20);
    struct err e = {0};
    struct random_shape shape = random_shape_small(g, size);
    shape.soft = size % 2;
    shape.resources = shape.resources > 2 ? 2 : shape.resources;
    struct random_programme *rp = random_programme(&shape, g, &a);
    struct programme *p = &rp->programme;
    struct clause *clauses = random_array(&a, p->clause_count + 3 * PLANTED_MAX, sizeof *clauses);
    if (p->clause_count > 0) memcpy(clauses, p->clauses, sizeof *clauses * (size_t)p->clause_count);
    p->clauses = clauses;
    for (int i = gen_int(g, 1, 3); i > 0; i--)
        plant(p, g, &a);
    struct broken b = {.p = p};
    int count = p->clause_count + p->limit_count;
    CHECK(count < 64);
    uint64_t all = (UINT64_C(1) << count) - 1;
    every_plan(p, &rp->siting, rp->equity_weight, note, &b);

    struct plan_input in = {p, &rp->siting, rp->equity_weight};
    struct plan_options options = plan_options_default();
    struct repair_answer x;
    if (repair_find(&x, &in, &options, &a, &e) != STATUS_OK) fail_msg("%s", e.text);
    int ok = x.is_feasible == can_hold(&b, all) && !x.is_unknown;
    if (!ok) fprintf(stderr, "is_feasible %d, by enumeration %d\n", x.is_feasible, !x.is_feasible);
    ok = ok && conflicts_are_right(&x, &b, all) && repairs_are_right(&x, rp, &a);
    tally.programmes++;
    tally.infeasible += !x.is_feasible;
    arena_clear(&a);
    return ok;
}

TEST(planted_contradictions_are_told_and_repaired)
{
    property_check("told_as_it_is", told_as_it_is, 10, 200);
    print_message("%ld programmes, %ld without a plan: %ld conflicts, %ld of one demand alone, the "
                  "largest of %ld; %ld repairs of up to %ld steps\n",
                  tally.programmes, tally.infeasible, tally.conflicts, tally.alone, tally.largest,
                  tally.repairs, tally.steps_most);
    for (int kind = 0; kind < CLAUSE_KIND_COUNT; kind++) {
        print_message("  %-16s in %ld\n", clause_forms[kind].name, tally.of_kind[kind]);
        CHECK(tally.of_kind[kind] >= 2); /* every kind takes part in some */
    }
    CHECK(tally.infeasible >= 100 && tally.largest >= 3 && tally.alone >= 10);
}

SUITE(CASE(planted_contradictions_are_told_and_repaired))
