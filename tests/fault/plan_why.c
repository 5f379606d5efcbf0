/* SPDX-License-Identifier: Apache-2.0 */
/* Questions, conflicts and ways out: every allocation and every call of the solver fails once. */
#include "kit/random_programme.h"
#include "kit/torture.h"
#include "plan/repair.h"
#include "plan/whatif.h"

static struct arena ground = ARENA_INIT((size_t)1 << 30);
static struct random_programme *programme;
static struct plan_input input;
static struct plan known;
static struct plan_options options;

static void make(int clauses)
{
    struct gen g = {3};
    struct err e = {0};
    struct random_shape s = {.provinces = 1,
                             .areas = 2,
                             .years = 2,
                             .stages = 1,
                             .types_per_stage = 1,
                             .sizes_per_type = 1,
                             .sites_per_area = 1,
                             .resources = 1,
                             .raw_materials = 1,
                             .clauses = clauses,
                             .decided = 0,
                             .percent = 60};
    fault_arm(0);
    programme = random_programme(&s, &g, &ground);
    input =
        (struct plan_input){&programme->programme, &programme->siting, programme->equity_weight};
    options = plan_options_default();
    options.gap = 0;
    if (clauses == 0) CHECK(plan_solve(&input, &options, &known, &ground, &e) == STATUS_OK);
}

static enum status ask(struct whatif *w, struct arena *a, struct err *e)
{
    struct whatif_answer answer;
    int found = 0;
    TRY(whatif_open(w, &input, &known, &options, e));
    if (w->why_not_a_plan) return STATUS_CONFLICT;
    TRY(whatif_force(w, 0, 2, &answer, a, e));
    TRY(whatif_limit(w, 0, 10, &answer, a, e));
    TRY(whatif_limit(w, 0, -0.5 * input.programme->limits[0].quantity, &answer, a, e));
    TRY(whatif_polish(w, 1, &answer, a, e));
    TRY(whatif_mend(w, 8, &found, a, e));
    return found ? STATUS_OK : STATUS_CONFLICT;
}

static enum status ask_it(void)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct whatif w = {0};
    struct err e;
    enum status s = ask(&w, &a, &e);
    whatif_close(&w);
    arena_clear(&a);
    return s;
}

static enum status repair_it(void)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct repair_answer answer;
    struct err e;
    enum status s = repair_find(&answer, &input, &options, &a, &e);
    if (s == STATUS_OK && answer.repair_count == 0) s = STATUS_CONFLICT;
    arena_clear(&a);
    return s;
}

TEST(a_question_survives_every_failure)
{
    make(0);
    torture(ask_it);
    arena_clear(&ground);
}

TEST(explaining_a_conflict_survives_every_failure)
{
    make(2);
    struct clause *c = programme->programme.clauses;
    c[0] = (struct clause){.code = "some",
                           .text = "somebody is visited",
                           .kind = CLAUSE_VISITS_IN_PERIOD,
                           .area = -1,
                           .after = -1,
                           .year_last = 1,
                           .type = -1,
                           .site = -1,
                           .at_least = 1,
                           .at_most = INFINITY};
    c[1] = c[0];
    c[1].code = "none";
    c[1].at_least = -INFINITY;
    c[1].at_most = 0;
    programme->programme.clause_count = 2;
    torture(repair_it);
    arena_clear(&ground);
}

SUITE(CASE(a_question_survives_every_failure), CASE(explaining_a_conflict_survives_every_failure))
