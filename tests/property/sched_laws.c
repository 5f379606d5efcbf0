/* SPDX-License-Identifier: Apache-2.0 */
/* Laws of every schedule, on problems of every shape. */
#include <string.h>

#include "kit/sched_check.h"
#include "kit/sched_random.h"
#include "sched/bound.h"
#include "sched/first.h"
#include "sched/parallel.h"
#include "sched/solve.h"

enum {
    LENGTH = 2000,
};

static struct sched_shape shape_of(struct gen *g, int size)
{
    return (struct sched_shape){.activities = 1 + size,
                                .modes = gen_int(g, 1, 3),
                                .resources = gen_int(g, 0, 9),
                                .stocks = gen_int(g, 0, 2) == 0 ? gen_int(g, 1, 2) : 0,
                                .kinds = gen_int(g, 0, 1),
                                .dates = gen_int(g, 0, 1),
                                .duration_max = gen_int(g, 0, 3) == 0 ? 40 : 6};
}

struct made { /* a schedule as the checker wants it */
    int start[256], finish[256], mode[256];
};

static int is_schedule(const struct decoder *d, const struct side *s, int length)
{
    struct made m;
    for (int a = 0; a < d->net->activity_count; a++) {
        int start = d->event[2 * a], finish = d->event[2 * a + 1];
        m.start[a] = s->mirrored ? length - finish : start;
        m.finish[a] = s->mirrored ? length - start : finish;
        m.mode[a] = d->net->works[d->work[a]].mode;
    }
    return sched_check(d->net->problem, m.start, m.finish, m.mode, length);
}

/* Forward, pushed right, pushed left: schedules all, never longer; both schemes; wide and plain. */
static int passes_hold(struct decoder *d, const struct cpm *c, struct gen *g, struct arena *a)
{
    const struct network *net = d->net;
    size_t n = (size_t)net->activity_count;
    int *list = ARENA_ARRAY(a, int, n), *turned = ARENA_ARRAY(a, int, n);
    struct first_list f = {net, c, ARENA_ARRAY(a, int, n), ARENA_ARRAY(a, int, LENGTH)};
    struct rng rng = rng_new(gen_u64(g), 1);
    struct parallel x;
    CHECK(list && turned && f.key && f.count && parallel_init(&x, net, a, NULL) == STATUS_OK);
    for (size_t i = 0; i < n; i++)
        d->work[i] = gen_int(g, net->work_first[i], net->work_first[i + 1] - 1);
    first_list_make(&f, gen_int(g, 0, 9), &rng, list);
    int length = decode(d, &net->forward, list, -1);
    if (length < 0) return d->stock.timed; /* waits for stock that never comes */
    if (!is_schedule(d, &net->forward, length)) return 0;
    decoder_turn(d, &net->forward, turned);
    int right = decode(d, &net->mirror, turned, length);
    if (d->stock.timed) return 1;
    if (net->plain && right > length) return 0;
    if (net->timeless && !is_schedule(d, &net->mirror, right)) return 0;
    decoder_turn(d, &net->mirror, list);
    int left = decode(d, &net->forward, list, -1);
    if (left < 0 || !is_schedule(d, &net->forward, left)) return 0;
    if (net->plain && net->timeless && left > right) return 0;
    d->profile.wide = 0;
    if (decode(d, &net->forward, list, -1) != left) return 0;
    int parallel = decode_parallel(d, &x, &net->forward, list);
    return parallel >= 0 && is_schedule(d, &net->forward, parallel);
}

static int schemes_make_schedules(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 28);
    struct sched_shape shape = shape_of(g, size);
    struct sched_problem p;
    struct network net;
    struct cpm c;
    struct decoder d;
    sched_random(&p, &shape, g, &a);
    CHECK(network_build(&net, &p, &a, NULL) == STATUS_OK);
    CHECK(cpm_compute(&c, &net, NULL, &a, NULL) == STATUS_OK);
    CHECK(decoder_init(&d, &net, LENGTH, &a, NULL) == STATUS_OK);
    int holds = net.never >= 0 || passes_hold(&d, &c, g, &a);
    arena_clear(&a);
    return holds;
}

/* Long times are searched block by block: the same schedule as period by period. */
static int long_times_are_no_different(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct sched_shape shape = {.activities = 20 * size,
                                .modes = 1,
                                .resources = gen_int(g, 0, 9),
                                .dates = gen_int(g, 0, 1),
                                .duration_max = 40};
    struct sched_problem p;
    struct network net;
    struct decoder near, far;
    sched_random(&p, &shape, g, &a);
    CHECK(network_build(&net, &p, &a, NULL) == STATUS_OK);
    int holds = 1;
    if (net.never < 0) {
        CHECK(decoder_init(&near, &net, SKIP_FROM - 1, &a, NULL) == STATUS_OK);
        CHECK(decoder_init(&far, &net, SKIP_FROM, &a, NULL) == STATUS_OK);
        for (int again = 0; again < 2; again++) {
            int length = decode(&near, &net.forward, net.forward.order, -1);
            holds = holds && decode(&far, &net.forward, net.forward.order, -1) == length;
            size_t bytes = 2 * sizeof(int) * (size_t)p.activity_count;
            holds = holds && memcmp(near.event, far.event, bytes) == 0;
        }
    }
    arena_clear(&a);
    return holds;
}

/* The critical path is the longest path, by relaxing links until nothing moves. */
static int critical_path_is_longest(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 26);
    struct sched_shape shape = {1 + size, 1, 0, 0, gen_int(g, 0, 1), gen_int(g, 0, 1), 9, 0};
    struct sched_problem p;
    struct network net;
    struct cpm c;
    int start[256], longest = 0, moved = 1;
    sched_random(&p, &shape, g, &a);
    CHECK(network_build(&net, &p, &a, NULL) == STATUS_OK);
    CHECK(cpm_compute(&c, &net, NULL, &a, NULL) == STATUS_OK);
    for (int i = 0; i < p.activity_count; i++)
        start[i] = p.activities[i].release;
    while (moved) {
        moved = 0;
        for (int i = 0; i < p.link_count; i++) {
            const struct sched_link *l = &p.links[i];
            int from = start[l->from], to = l->lag;
            if (l->kind == LINK_FS || l->kind == LINK_FF) from += p.modes[l->from].duration;
            if (l->kind == LINK_FF || l->kind == LINK_SF) to -= p.modes[l->to].duration;
            if (from + to <= start[l->to]) continue;
            start[l->to] = from + to;
            moved = 1;
        }
    }
    int holds = 1;
    for (int i = 0; i < p.activity_count; i++) {
        if (start[i] + p.modes[i].duration > longest) longest = start[i] + p.modes[i].duration;
        holds = holds && c.earliest[2 * i] == start[i] && cpm_float(&c, i) >= 0;
    }
    arena_clear(&a);
    return holds && c.length == longest;
}

static struct sched_result solve(const struct sched_problem *p, int threads, int islands,
                                 struct arena *a)
{
    struct sched_result r;
    struct sched_options o = {
        .schedules = 600, .conflicts = 200, .islands = islands, .threads = threads, .seed = 3};
    CHECK(sched_solve(p, &o, &r, a, NULL) == STATUS_OK);
    return r;
}

static int same(const struct sched_problem *p, const struct sched_result *x,
                const struct sched_result *y)
{
    size_t bytes = sizeof(int) * (size_t)p->activity_count;
    if (x->outcome != y->outcome || x->cost != y->cost || x->schedules != y->schedules) return 0;
    if (!x->start || !y->start) return !x->start == !y->start;
    return memcmp(x->start, y->start, bytes) == 0 && memcmp(x->mode, y->mode, bytes) == 0;
}

static int same_on_any_threads(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 28);
    struct sched_shape shape = shape_of(g, size);
    struct sched_problem p;
    sched_random(&p, &shape, g, &a);
    struct sched_result one = solve(&p, 1, 3, &a), two = solve(&p, 2, 3, &a),
                        four = solve(&p, 4, 3, &a);
    int holds = same(&p, &one, &two) && same(&p, &one, &four);
    if (one.outcome == SCHED_OPTIMAL || one.outcome == SCHED_FEASIBLE)
        holds = holds && sched_check(&p, one.start, one.finish, one.mode, one.makespan) &&
                one.lower_bound <= one.cost && one.cost == one.makespan;
    arena_clear(&a);
    return holds;
}

TEST(both_schemes_make_schedules)
{
    property_check("schemes", schemes_make_schedules, 60, 1500);
}

TEST(blocks_find_the_same_windows)
{
    property_check("blocks", long_times_are_no_different, 12, 60);
}

TEST(cpm_is_the_longest_path)
{
    property_check("critical path", critical_path_is_longest, 60, 500);
}

TEST(threads_do_not_matter)
{
    property_check("threads", same_on_any_threads, 30, 60);
}

SUITE(CASE(both_schemes_make_schedules), CASE(blocks_find_the_same_windows),
      CASE(cpm_is_the_longest_path), CASE(threads_do_not_matter))
