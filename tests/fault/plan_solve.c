/* SPDX-License-Identifier: Apache-2.0 */
/* Every allocation and every call of the solver fails once. */
#include <math.h>

#include "kit/random_programme.h"
#include "kit/torture.h"
#include "plan/colgen.h"
#include "plan/solve.h"
#include "plan/whole.h"

enum {
    WHOLE_SEED = 5, /* a programme whose limits whole visits cannot fill */
};

static struct arena ground = ARENA_INIT((size_t)1 << 30);
static struct random_programme *programme;
static enum plan_outcome wanted;
static enum plan_method method;

static void make(uint64_t seed, int clauses, enum plan_outcome outcome)
{
    struct gen g = {seed};
    struct random_shape s = {.provinces = 1,
                             .areas = 2,
                             .years = 2,
                             .stages = 1,
                             .types_per_stage = 1,
                             .sizes_per_type = 2,
                             .sites_per_area = 1,
                             .resources = 1,
                             .raw_materials = 1,
                             .clauses = clauses,
                             .decided = 0,
                             .percent = 60};
    fault_arm(0);
    programme = random_programme(&s, &g, &ground);
    wanted = outcome;
}

static enum status solve_it(void)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct plan_input in = {&programme->programme, &programme->siting, programme->equity_weight};
    struct plan_options o = plan_options_default();
    struct plan plan;
    struct err e;
    o.gap = 0;
    o.method = method;
    enum status s = plan_solve(&in, &o, &plan, &a, &e);
    if (s == STATUS_OK && plan.outcome != wanted) s = STATUS_CONFLICT;
    arena_clear(&a);
    return s;
}

static int take(void *context, const char *bytes, size_t len)
{
    (void)bytes;
    *(size_t *)context += len;
    return 1;
}

static enum status write_it(void)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct plan_input in = {&programme->programme, &programme->siting, programme->equity_weight};
    size_t bytes = 0;
    struct plan_sink sink = {take, &bytes};
    struct err e;
    enum status s = plan_write_mps(&in, &sink, &a, &e);
    if (s == STATUS_OK && bytes == 0) s = STATUS_CONFLICT;
    arena_clear(&a);
    return s;
}

/* The bound of whole visits, every block in one part. */
static enum status bound_whole(const struct problem *p, struct pool *pool, struct master *m,
                               struct arena *a, struct err *e)
{
    struct plan_options o = plan_options_default();
    struct whole_effort effort = {10, 1, 500, 10};
    struct choice_set none;
    struct colgen cg;
    enum colgen_outcome outcome;
    double lost;
    TRY(pool_init(pool, p, a, e));
    TRY(master_open(m, p, pool, &o, a, e));
    TRY(colgen_init(&cg, m, &o, a, e));
    TRY(colgen_run(&cg, 1e-9, &outcome, e));
    TRY(choice_init(&none, p, a, e));
    choice_update(&none, pool);
    TRY(whole_parts(&cg, &none, &effort, INFINITY, &lost, e));
    return outcome == COLGEN_DONE && lost > 0 ? STATUS_OK : STATUS_CONFLICT;
}

static enum status bound_it(void)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct plan_input in = {&programme->programme, &programme->siting, programme->equity_weight};
    struct problem p;
    struct pool pool = {0};
    struct master m = {0};
    struct err e;
    enum status s = problem_build(&p, &in, &a, &e);
    if (s == STATUS_OK) s = bound_whole(&p, &pool, &m, &a, &e);
    master_close(&m);
    arena_clear(&a);
    return s;
}

TEST(bounding_whole_visits_survives_every_failure)
{
    make(WHOLE_SEED, 0, PLAN_OPTIMAL);
    torture(bound_it);
    arena_clear(&ground);
}

TEST(solving_survives_every_failure)
{
    make(1, 0, PLAN_OPTIMAL);
    torture(solve_it);
    arena_clear(&ground);
}

TEST(solving_by_the_dual_survives_every_failure)
{
    make(1, 0, PLAN_OPTIMAL);
    method = PLAN_DUAL;
    torture(solve_it);
    method = PLAN_BY_SIZE;
    arena_clear(&ground);
}

TEST(proving_that_there_is_no_plan_survives_every_failure)
{
    make(1, 2, PLAN_INFEASIBLE);
    struct clause *c = programme->programme.clauses;
    c[0] = (struct clause){.code = "c",
                           .text = "everybody is visited, nobody in any year",
                           .kind = CLAUSE_VISITS_IN_PERIOD,
                           .area = -1,
                           .year_last = 1,
                           .type = -1,
                           .site = -1,
                           .at_least = 2,
                           .at_most = 9};
    c[1] = c[0];
    c[1].kind = CLAUSE_VISITS_PER_YEAR;
    c[1].at_least = c[1].at_most = 0;
    torture(solve_it);
    arena_clear(&ground);
}

TEST(writing_mps_survives_every_failure)
{
    make(3, 2, PLAN_OPTIMAL);
    torture(write_it);
    arena_clear(&ground);
}

SUITE(CASE(bounding_whole_visits_survives_every_failure), CASE(solving_survives_every_failure),
      CASE(solving_by_the_dual_survives_every_failure),
      CASE(proving_that_there_is_no_plan_survives_every_failure),
      CASE(writing_mps_survives_every_failure))
