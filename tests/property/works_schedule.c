/* SPDX-License-Identifier: Apache-2.0 */
/* Every schedule keeps everything, by the verifier that shares nothing with the engine; none is
 * better than the bound; the same on any number of threads; search never makes one worse. */
#include <string.h>

#include "kit/random_works.h"
#include "verify/works.h"
#include "works/schedule.h"

static struct schedule solve(const struct random_works *r, double effort, int threads,
                             struct arena *a)
{
    struct job_net net;
    struct schedule schedule;
    struct schedule_options options = {.effort = effort, .threads = threads, .seed = 1};
    CHECK(job_net_build(&net, r->programme, &r->works, &r->plan, a, NULL) == STATUS_OK);
    CHECK(schedule_solve(&net, &options, &schedule, a, NULL) == STATUS_OK);
    return schedule;
}

static int is_sound(const struct random_works *r, const struct schedule *schedule, struct arena *a)
{
    struct findings findings;
    struct works_case c = {r->programme, &r->works, &r->plan, schedule, 0, 0};
    findings_init(&findings, a);
    CHECK(verify_works(&c, &findings, a, NULL) == STATUS_OK);
    for (int i = 0; i < findings.count; i++)
        fprintf(stderr, "%s: %s\n", findings.list[i].place, findings.list[i].sentence);
    return findings.error_count == 0;
}

static struct random_shape shape_of(struct gen *g, int size)
{
    struct random_shape s = random_shape_small(g, size);
    s.areas = 1 + size / 2;
    s.clauses = s.decided = 0;
    return s;
}

static int placed, unplaced;

static int schedules_are_sound(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 32);
    struct random_shape s = shape_of(g, size);
    struct random_works *r = random_works(&s, g, &a);
    struct schedule first = solve(r, 0, 1, &a), better = solve(r, 0.1, 1, &a);
    int holds = 1;
    placed += first.unplaced < 0;
    unplaced += first.unplaced >= 0;
    if (first.unplaced < 0) {
        holds = is_sound(r, &first, &a) && is_sound(r, &better, &a);
        holds = holds && better.unplaced < 0 && better.late_days <= first.late_days;
    }
    arena_clear(&a);
    return holds;
}

static int is_same(const struct schedule *x, const struct schedule *y)
{
    size_t activities = sizeof *x->activities * (size_t)x->activity_count;
    return x->activity_count == y->activity_count && x->stay_count == y->stay_count &&
           x->unplaced == y->unplaced && memcmp(x->activities, y->activities, activities) == 0;
}

static int same_on_any_threads(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 32);
    struct random_shape s = shape_of(g, size);
    struct random_works *r = random_works(&s, g, &a);
    struct schedule one = solve(r, 0.2, 1, &a), two = solve(r, 0.2, 2, &a);
    struct schedule four = solve(r, 0.2, 4, &a);
    int holds = is_same(&one, &two) && is_same(&one, &four);
    arena_clear(&a);
    return holds;
}

static void test_sound(void **state)
{
    (void)state;
    property_check("schedules are sound", schedules_are_sound, 24, 300);
    CHECK(placed > 10 * unplaced); /* the law is about schedules that there are */
}

static void test_threads(void **state)
{
    (void)state;
    property_check("same on any threads", same_on_any_threads, 20, 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_sound),
                                       cmocka_unit_test(test_threads)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
