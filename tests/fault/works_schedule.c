/* SPDX-License-Identifier: Apache-2.0 */
/* Whatever call fails while a schedule is made or checked is told, and nothing leaks. */
#include "kit/random_works.h"
#include "kit/torture.h"
#include "verify/works.h"
#include "works/schedule.h"

static struct random_works *input;

static enum status make_and_check(struct arena *a)
{
    struct err e = {0};
    struct job_net net;
    struct schedule schedule;
    struct schedule_options options = {.effort = 0.03, .threads = 1, .seed = 1};
    TRY(job_net_build(&net, input->programme, &input->works, &input->plan, a, &e));
    TRY(schedule_solve(&net, &options, &schedule, a, &e));
    struct findings findings;
    struct works_case c = {input->programme, &input->works, &input->plan, &schedule, 0, 0};
    findings_init(&findings, a);
    TRY(verify_works(&c, &findings, a, &e));
    return findings.error_count ? STATUS_INVALID : STATUS_OK;
}

static enum status scenario(void)
{
    struct arena a = ARENA_INIT((size_t)1 << 32);
    enum status s = make_and_check(&a);
    arena_clear(&a);
    return s;
}

static void test_every_call_may_fail(void **state)
{
    (void)state;
    struct arena a = ARENA_INIT((size_t)1 << 32);
    struct gen g = {7};
    struct random_shape s = random_shape_small(&g, 10);
    s.areas = 4;
    s.clauses = s.decided = 0;
    fault_arm(0);
    input = random_works(&s, &g, &a);
    torture(scenario);
    fault_arm(0);
    arena_clear(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_call_may_fail)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
