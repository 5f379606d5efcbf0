/* SPDX-License-Identifier: Apache-2.0 */
/* Whatever call fails while a schedule is planned again, bounded or explained is told; no leaks. */
#include <math.h>

#include "kit/random_works.h"
#include "kit/torture.h"
#include "works/bound.h"
#include "works/facts.h"
#include "works/relax.h"
#include "works/reschedule.h"

static struct random_works *input;
static struct schedule first;
static int status_day;

/* What the schedule says was begun by the status date. */
static void report_progress(struct arena *a)
{
    struct works *works = &input->works;
    works->done = random_array(a, first.activity_count, sizeof *works->done);
    works->done_count = 0;
    for (int i = 0; i < first.activity_count; i++) {
        const struct activity *at = &first.activities[i];
        const struct visit *visit = &input->plan.visits[input->plan.facilities[at->facility].visit];
        if (at->start >= status_day) continue;
        works->done[works->done_count++] = (struct work_done){
            .area = visit->area,
            .phase = at->phase,
            .is_inspection = at->is_inspection,
            .crew = -1,
            .start = at->start,
            .finish = at->finish <= status_day ? at->finish : WORKS_NO_DAY,
            .remaining = -1,
            .share = -1,
        };
    }
}

static enum status build(struct job_net *net, struct arena *a, struct err *e)
{
    return job_net_build(net, input->programme, &input->works, &input->plan, a, e);
}

static enum status plan_again(struct arena *a, struct err *e)
{
    struct job_net net;
    struct reschedule r;
    struct reschedule_options options = {.search = {.effort = 0.05, .threads = 1, .seed = 1},
                                         .moves_max = -1,
                                         .late_days = (double)NAN};
    TRY(build(&net, a, e));
    TRY(facts_take(&net, &first, status_day, a, e));
    return reschedule_solve(&net, &first, &options, &r, a, e);
}

static enum status explain(struct arena *a, struct err *e)
{
    struct job_net net;
    struct relax relax;
    struct relax_answer answer;
    TRY(build(&net, a, e));
    TRY(relax_open(&relax, &net, &first, a, e));
    relax_ask(&answer, &relax, 0, -1);
    return answer.day == first.ready[0] ? STATUS_OK : STATUS_CONFLICT;
}

static enum status bound(struct arena *a, struct err *e)
{
    struct job_net net;
    struct times times;
    struct bound_options options = {.late_days = first.late_days, .steps = 20};
    double out = 0;
    TRY(build(&net, a, e));
    TRY(times_compute(&times, &net, a, e));
    TRY(bound_late_days(&out, &net, &times, &options, e));
    return out <= first.late_days + 1e-6 ? STATUS_OK : STATUS_CONFLICT;
}

static enum status run(enum status (*what)(struct arena *, struct err *))
{
    struct arena a = ARENA_INIT((size_t)1 << 32);
    struct err e = {0};
    enum status s = what(&a, &e);
    CHECK((s == STATUS_OK || s == STATUS_CONFLICT) == (e.text[0] == '\0'));
    arena_clear(&a);
    return s;
}

static enum status plan_it_again(void)
{
    return run(plan_again);
}

static enum status explain_it(void)
{
    return run(explain);
}

static enum status bound_it(void)
{
    return run(bound);
}

/* A world in which everything can be placed and something is late. */
static void make(uint64_t seed, struct arena *a)
{
    struct gen g = {seed};
    struct job_net net;
    struct err e = {0};
    struct schedule_options options = {.effort = 0.03, .threads = 1, .seed = 1};
    struct random_shape s = random_shape_small(&g, 10);
    s.areas = 4;
    s.clauses = s.decided = 0;
    fault_arm(0);
    input = random_works(&s, &g, a);
    CHECK(build(&net, a, &e) == STATUS_OK);
    CHECK(schedule_solve(&net, &options, &first, a, &e) == STATUS_OK);
}

TEST(every_call_may_fail)
{
    struct arena a = ARENA_INIT((size_t)1 << 32);
    for (uint64_t seed = 1; seed < 50; seed++) {
        arena_clear(&a);
        make(seed, &a);
        if (first.unplaced < 0 && first.activity_count > 0 && first.late_days > 0) break;
    }
    CHECK(first.unplaced < 0 && first.activity_count > 0 && first.late_days > 0);
    torture(explain_it);
    torture(bound_it);
    status_day = first.finish / 2;
    report_progress(&a);
    CHECK(input->works.done_count > 0);
    torture(plan_it_again);
    arena_clear(&a);
}

SUITE(CASE(every_call_may_fail))
