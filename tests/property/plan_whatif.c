/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Questions against planning again: for small random programmes and their best plan, every visit
 * is forced into every year and away, and every limit is moved.  The programme with that as a
 * clause, or with that limit, is planned to its end: no plan of it may be worth more than the bound
 * that was told, the plan that was found must pass the verifier and be worth no more than the best,
 * and what is called impossible must be so.
 */
#include "kit/property.h"
#include "kit/random_programme.h"
#include "plan/whatif.h"
#include "verify/verify.h"

struct world {
    struct random_programme *rp;
    struct arena *arena;
    struct plan_options options;
    struct plan best;
    struct whatif w;
};

static struct {
    long programmes, questions, impossible, found, exact;
} tally;

static int has_plan(const struct plan *plan)
{
    return plan->outcome == PLAN_OPTIMAL || plan->outcome == PLAN_FEASIBLE;
}

static int is_at_most(double a, double b)
{
    return a <= b + 1e-6 * fmax(1, fmax(fabs(a), fabs(b)));
}

static int is_sound(const struct world *x, const struct programme *p, const struct plan *plan)
{
    struct findings findings;
    struct err e = {0};
    findings_init(&findings, x->arena);
    CHECK(verify_plan(p, &x->rp->siting, x->rp->equity_weight, plan, &findings, &e) == STATUS_OK);
    for (int i = 0; i < findings.count; i++)
        fprintf(stderr, "the plan found breaks %s: %s\n", findings.list[i].place,
                findings.list[i].sentence);
    return findings.count == 0;
}

/* The answer against the best plan of the programme that was asked about. */
static int is_true(const struct world *x, const struct programme *p, const struct whatif_answer *w)
{
    struct plan_input in = {p, &x->rp->siting, x->rp->equity_weight};
    struct plan plan;
    struct err e = {0};
    CHECK(plan_solve(&in, &x->options, &plan, x->arena, &e) == STATUS_OK);
    tally.questions++;
    tally.impossible += w->is_impossible;
    tally.found += w->found;
    if (w->is_impossible) return !has_plan(&plan) && !w->found;
    if (!has_plan(&plan)) return !w->found;
    tally.exact += w->found && is_at_most(plan.objective, w->plan.objective);
    if (!is_at_most(plan.objective, w->bound)) {
        fprintf(stderr, "told: at most %.12g; there is a plan worth %.12g\n", w->bound,
                plan.objective);
        return 0;
    }
    if (!w->found) return 1;
    if (!is_at_most(w->plan.objective, plan.objective)) {
        fprintf(stderr, "found: %.12g; the best is worth %.12g\n", w->plan.objective,
                plan.objective);
        return 0;
    }
    return is_sound(x, p, &w->plan);
}

static struct clause *add_clause(const struct world *x, struct programme *p, enum clause_kind kind,
                                 int block)
{
    const struct block *b = &x->w.problem.blocks[block];
    struct clause *list = random_array(x->arena, p->clause_count + 1, sizeof *list);
    if (p->clause_count > 0) memcpy(list, p->clauses, sizeof *list * (size_t)p->clause_count);
    p->clauses = list;
    struct clause *c = &p->clauses[p->clause_count++];
    *c = (struct clause){.code = "asked",
                         .text = "asked",
                         .kind = kind,
                         .area = b->area,
                         .stage = b->stage,
                         .year_last = p->year_count - 1,
                         .type = -1,
                         .site = -1,
                         .at_least = -INFINITY,
                         .at_most = INFINITY};
    return c;
}

static int years_are_true(struct world *x, int block)
{
    struct err e = {0};
    struct whatif_answer answer;
    for (int y = 0; y < x->rp->programme.year_count; y++) {
        struct programme p = x->rp->programme;
        struct clause *c = add_clause(x, &p, CLAUSE_VISIT_WITHIN, block);
        c->year_first = c->year_last = y;
        CHECK(whatif_force(&x->w, block, UINT64_C(1) << y, &answer, x->arena, &e) == STATUS_OK);
        if (!is_true(x, &p, &answer)) return 0;
    }
    struct programme p = x->rp->programme;
    (void)add_clause(x, &p, CLAUSE_NO_VISIT, block);
    CHECK(whatif_force(&x->w, block, 0, &answer, x->arena, &e) == STATUS_OK);
    return is_true(x, &p, &answer);
}

static int limits_are_true(struct world *x, int limit, double more)
{
    struct err e = {0};
    struct whatif_answer answer;
    struct programme p = x->rp->programme;
    p.limits = random_array(x->arena, p.limit_count, sizeof *p.limits);
    memcpy(p.limits, x->rp->programme.limits, sizeof *p.limits * (size_t)p.limit_count);
    if (p.limits[limit].quantity + more < 0) return 1;
    p.limits[limit].quantity += more;
    CHECK(whatif_limit(&x->w, limit, more, &answer, x->arena, &e) == STATUS_OK);
    return is_true(x, &p, &answer);
}

static int answers_are_true(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct err e = {0};
    struct random_shape shape = random_shape_small(g, size);
    shape.areas += shape.stages == 1;
    shape.soft = size % 2;
    struct world x = {.rp = random_programme(&shape, g, &a), .arena = &a};
    struct plan_input in = {&x.rp->programme, &x.rp->siting, x.rp->equity_weight};
    int ok = 1;
    x.options = plan_options_default();
    x.options.gap = 0;
    CHECK(plan_solve(&in, &x.options, &x.best, &a, &e) == STATUS_OK);
    if (has_plan(&x.best)) {
        int forgets = gen_int(g, 0, 3) == 0; /* prices are found anew */
        if (forgets) x.best.limit_price = NULL;
        if (whatif_open(&x.w, &in, &x.best, &x.options, &e) != STATUS_OK) fail_msg("%s", e.text);
        ok = !x.w.why_not_a_plan;
        for (int b = 0; b < x.w.problem.block_count && ok; b++)
            ok = years_are_true(&x, b);
        for (int i = 0; i < x.rp->programme.limit_count && ok; i++)
            ok = limits_are_true(&x, i, gen_int(g, -30, 60));
        whatif_close(&x.w);
        tally.programmes++;
    }
    arena_clear(&a);
    return ok;
}

/* --- planning again ------------------------------------------------------------------------- */

static struct {
    long programmes, broken, mended, changed;
} again;

static int count_changes(const struct plan *a, const struct plan *b)
{
    int same = 0;
    for (int i = 0; i < a->visit_count; i++)
        for (int k = 0; k < b->visit_count; k++)
            same += a->visits[i].area == b->visits[k].area &&
                    a->visits[i].stage == b->visits[k].stage &&
                    a->visits[i].year == b->visits[k].year;
    return a->visit_count + b->visit_count - 2 * same; /* at least the changes */
}

/* Limits are cut: the plan that is mended and polished keeps them, and is worth no more than the
 * best plan, which is worth no more than the bound. */
static int mended_plans_are_plans(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct err e = {0};
    struct random_shape shape = random_shape_small(g, size);
    shape.areas += shape.stages == 1;
    shape.soft = size % 2;
    struct world x = {.rp = random_programme(&shape, g, &a), .arena = &a};
    struct programme *p = &x.rp->programme;
    struct plan_input in = {p, &x.rp->siting, x.rp->equity_weight};
    int ok = 1, found = 0;
    x.options = plan_options_default();
    x.options.gap = 0;
    CHECK(plan_solve(&in, &x.options, &x.best, &a, &e) == STATUS_OK);
    for (int i = 0; i < p->limit_count; i++)
        p->limits[i].quantity *= gen_real(g, 0.3, 1);
    x.best.bound = INFINITY;
    if (has_plan(&x.best)) {
        if (whatif_open(&x.w, &in, &x.best, &x.options, &e) != STATUS_OK) fail_msg("%s", e.text);
        again.programmes++;
        again.broken += x.w.why_not_a_plan != NULL;
        if (!x.w.problem.why_infeasible) CHECK(whatif_mend(&x.w, 100, &found, &a, &e) == STATUS_OK);
        struct whatif_answer answer;
        if (found) CHECK(whatif_polish(&x.w, 2, &answer, &a, &e) == STATUS_OK);
        if (found) ok = is_true(&x, p, &answer);
        again.mended += found;
        again.changed += found && count_changes(&x.best, &answer.plan) > 0;
        whatif_close(&x.w);
    }
    arena_clear(&a);
    return ok;
}

TEST(what_is_mended_is_a_plan)
{
    property_check("mended_plans_are_plans", mended_plans_are_plans, 12, 120);
    print_message(
        "%ld programmes, %ld plans broken by cuts, %ld mended, %ld of them with changes\n",
        again.programmes, again.broken, again.mended, again.changed);
    CHECK(again.broken >= 20 && again.changed >= 20);
}

TEST(what_is_told_of_every_year_and_limit_is_true)
{
    property_check("answers_are_true", answers_are_true, 12, 50);
    print_message("%ld programmes, %ld questions: %ld impossible, %ld with a plan found, %ld of "
                  "them the best\n",
                  tally.programmes, tally.questions, tally.impossible, tally.found, tally.exact);
    CHECK(tally.questions >= 300 && tally.impossible >= 5);
    CHECK(tally.exact * 10 >= tally.found * 8);
}

SUITE(CASE(what_is_told_of_every_year_and_limit_is_true), CASE(what_is_mended_is_a_plan))
