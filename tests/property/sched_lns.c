/* SPDX-License-Identifier: Apache-2.0 */
/* Windows placed anew: against trying all starts, against the whole; and a search without an end. */
#include <string.h>

#include "kit/sched_check.h"
#include "kit/sched_random.h"
#include "sched/decode.h"
#include "sched/lns_window.h"
#include "sched/solve.h"

enum {
    MANY = 64,
    LENGTH = 200,
    FREE = 3,
};

struct world {
    struct arena a;
    struct sched_problem p;
    struct network net;
    struct decoder d;
    struct lns_window w;
    int left[MANY], right[MANY], order[MANY];
    int length;
};

/* A schedule of a plain problem, pushed right and left until neither is shorter. */
static void make_world(struct world *x, struct gen *g, int activities)
{
    struct sched_shape shape = {
        .activities = activities, .modes = 1, .resources = gen_int(g, 1, 3), .duration_max = 3};
    int list[MANY];
    x->a = (struct arena)ARENA_INIT((size_t)1 << 28);
    sched_random(&x->p, &shape, g, &x->a);
    CHECK(network_build(&x->net, &x->p, &x->a, NULL) == STATUS_OK && x->net.plain);
    CHECK(decoder_init(&x->d, &x->net, LENGTH, &x->a, NULL) == STATUS_OK);
    CHECK(lns_window_init(&x->w, &x->net, LENGTH, &x->a, NULL) == STATUS_OK);
    x->length = decode(&x->d, &x->net.forward, x->net.forward.order, -1);
    for (int right = -1; right != x->length;) {
        decoder_turn(&x->d, &x->net.forward, list);
        right = decode(&x->d, &x->net.mirror, list, x->length);
        for (int a = 0; a < activities; a++)
            x->right[a] = right - x->d.event[2 * a + 1];
        decoder_turn(&x->d, &x->net.mirror, x->order);
        x->length = decode(&x->d, &x->net.forward, x->order, -1);
    }
    for (int a = 0; a < activities; a++)
        x->left[a] = x->d.event[2 * a];
}

static int is_schedule(const struct world *x, const int *start, int target)
{
    int finish[MANY], mode[MANY], end = 0;
    for (int a = 0; a < x->p.activity_count; a++) {
        mode[a] = x->p.activities[a].mode_first;
        finish[a] = start[a] + x->p.modes[mode[a]].duration;
        end = finish[a] > end ? finish[a] : end;
        if (start[a] < 0) return 0;
    }
    return end <= target && sched_check(&x->p, start, finish, mode, end);
}

/* All starts of the free activities. */
static int try_all(const struct world *x, const struct lns_question *q, int *start, int i)
{
    if (i == q->count) return is_schedule(x, start, q->target);
    int a = q->order[q->first + i];
    for (start[a] = 0; start[a] <= q->target; start[a]++)
        if (try_all(x, q, start, i + 1)) return 1;
    return 0;
}

static int windows_are_right(struct gen *g, int size)
{
    struct world x;
    make_world(&x, g, FREE + size);
    int n = x.p.activity_count, start[MANY], holds = 1;
    for (int move = 0; move <= 1 && x.length > move; move++) {
        struct lns_question q = {
            x.left, x.right, x.order, x.length, x.length - move, gen_int(g, 0, n - FREE), FREE};
        enum exact_outcome outcome = lns_window_ask(&x.w, &q, INT64_MAX, NULL);
        for (int i = 0; i < n; i++) {
            int a = x.order[i];
            start[a] = i < q.first ? x.left[a] : x.right[a] - move;
        }
        if (outcome == EXACT_FOUND)
            holds = holds && is_schedule(&x, x.w.start, q.target);
        else
            holds = holds && outcome == EXACT_REFUTED && move > 0 && !try_all(&x, &q, start, 0);
        for (int i = 0; i < n && outcome == EXACT_FOUND; i++) { /* the others stay */
            int a = x.order[i], is_free = i >= q.first && i < q.first + FREE;
            holds = holds && (is_free || x.w.start[a] == start[a]);
        }
    }
    arena_clear(&x.a);
    return holds;
}

/* With everything free the answer is that of exact search for the whole. */
static int the_whole_is_a_window(struct gen *g, int size)
{
    struct world x;
    struct exact e;
    make_world(&x, g, 6 + size);
    int n = x.p.activity_count;
    CHECK(exact_init(&e, &x.net, x.length + 1, &x.a, NULL) == STATUS_OK);
    int holds = 1, limit = 4000, open = 0;
    for (int target = x.length; target >= x.length - 2 && target > 0 && holds; target--) {
        struct lns_question q = {x.left, x.right, x.order, x.length, target, 0, n};
        enum exact_outcome outcome = lns_window_ask(&x.w, &q, limit, NULL);
        exact_ask(&e, target, 1, NULL);
        enum exact_outcome whole = exact_run(&e, e.conflicts + limit, NULL);
        open = outcome == EXACT_OPEN || whole == EXACT_OPEN;
        holds = open || outcome == whole;
        if (outcome == EXACT_FOUND) holds = holds && is_schedule(&x, x.w.start, target);
    }
    arena_clear(&x.a);
    return holds;
}

static int is_proper(const struct sched_problem *p, const struct sched_result *r)
{
    return (r->outcome == SCHED_OPTIMAL || r->outcome == SCHED_FEASIBLE) &&
           sched_check(p, r->start, r->finish, r->mode, r->makespan) && r->cost == r->makespan &&
           r->lower_bound <= r->cost;
}

/* Phases, islands and windows: the same on any number of threads. */
static int threads_are_no_matter(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct sched_shape shape = {
        .activities = 20 + size, .modes = 1, .resources = 4, .duration_max = 9};
    struct sched_problem p;
    struct sched_result r[3];
    int holds = 1;
    sched_random(&p, &shape, g, &a);
    for (int i = 0; i < 3; i++) {
        struct sched_options o = {
            .schedules = 2000, .conflicts = 1500, .islands = 2, .threads = 1 << i, .seed = 3};
        CHECK(sched_solve(&p, &o, &r[i], &a, NULL) == STATUS_OK);
        holds = holds && is_proper(&p, &r[i]) && r[i].schedules == r[0].schedules &&
                r[i].conflicts == r[0].conflicts && r[i].lower_bound == r[0].lower_bound &&
                memcmp(r[i].start, r[0].start, sizeof(int) * (size_t)p.activity_count) == 0;
    }
    arena_clear(&a);
    return holds;
}

struct grant { /* is used up by asking */
    double used, step;
};

static double used(void *context)
{
    struct grant *x = context;
    return x->used += x->step;
}

static int is_used_up(void *context)
{
    struct grant *x = context;
    return (x->used += x->step / 100) >= 1;
}

/* Whatever the gauge says, the search ends when it is told to, with a schedule. */
static int grants_are_kept(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct sched_shape shape = {
        .activities = 5 + size, .modes = gen_int(g, 1, 2), .resources = 4, .duration_max = 9};
    struct grant grant = {0, 0.01 * gen_int(g, 1, 60)};
    struct stop stop = {is_used_up, &grant};
    struct sched_gauge gauge = {used, &grant};
    struct sched_problem p;
    struct sched_result r;
    struct sched_options o = {.threads = 1, .seed = 1, .stop = &stop};
    if (gen_int(g, 0, 1)) o.gauge = &gauge;
    sched_random(&p, &shape, g, &a);
    CHECK(sched_solve(&p, &o, &r, &a, NULL) == STATUS_OK);
    int holds = is_proper(&p, &r) && (r.outcome == SCHED_OPTIMAL || grant.used >= 1);
    arena_clear(&a);
    return holds;
}

TEST(windows_agree_with_trying_all)
{
    property_check("windows", windows_are_right, 9, 150);
}

TEST(everything_free_is_the_whole_question)
{
    property_check("whole", the_whole_is_a_window, 14, 60);
}

TEST(threads_do_not_matter)
{
    property_check("threads", threads_are_no_matter, 25, 12);
}

TEST(search_ends_when_it_is_told_to)
{
    property_check("grants", grants_are_kept, 20, 40);
}

SUITE(CASE(windows_agree_with_trying_all), CASE(everything_free_is_the_whole_question),
      CASE(threads_do_not_matter), CASE(search_ends_when_it_is_told_to))
