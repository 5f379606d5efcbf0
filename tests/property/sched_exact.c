/* SPDX-License-Identifier: Apache-2.0 */
/* What exact search says, against all schedules of tiny problems, and against itself on larger. */
#include "kit/sched_check.h"
#include "kit/sched_random.h"
#include "sched/cpm.h"
#include "sched/exact.h"
#include "sched/solve.h"

enum {
    MANY = 8,
    HORIZON = 40,
};

struct trial { /* all starts, depth first in an order of links */
    const struct sched_problem *p;
    const int *order;
    int start[MANY], finish[MANY], placed[MANY];
    int best;
};

static int fits(const struct trial *t, int a)
{
    for (int i = 0; i < t->p->link_count; i++) {
        const struct sched_link *l = &t->p->links[i];
        if (l->to != a || !t->placed[l->from]) continue;
        int from =
            l->kind == LINK_FS || l->kind == LINK_FF ? t->finish[l->from] : t->start[l->from];
        int to = l->kind == LINK_FF || l->kind == LINK_SF ? t->finish[a] : t->start[a];
        if (to < from + l->lag) return 0;
    }
    for (int r = 0; r < t->p->resource_count; r++)
        for (int at = t->start[a]; at < t->finish[a]; at++) {
            int use = 0;
            for (int k = 0; k < t->p->activity_count; k++) {
                const struct sched_mode *m = &t->p->modes[t->p->activities[k].mode_first];
                if ((k != a && !t->placed[k]) || at < t->start[k] || at >= t->finish[k]) continue;
                for (int i = m->need_first; i < m->need_first + m->need_count; i++)
                    if (t->p->needs[i].resource == r) use += t->p->needs[i].quantity;
            }
            if (use > t->p->resources[r].capacity) return 0;
        }
    return 1;
}

static void try_all(struct trial *t, int i, int end)
{
    if (i == t->p->activity_count) {
        t->best = end;
        return;
    }
    int a = t->order[i], duration = t->p->modes[t->p->activities[a].mode_first].duration;
    for (int s = 0; s + duration < t->best; s++) {
        t->start[a] = s;
        t->finish[a] = s + duration;
        if (!fits(t, a)) continue;
        t->placed[a] = 1;
        try_all(t, i + 1, s + duration > end ? s + duration : end);
        t->placed[a] = 0;
    }
}

static int is_schedule(const struct sched_problem *p, const struct exact *x, int length)
{
    int finish[128], mode[128], end = 0;
    for (int a = 0; a < p->activity_count; a++) {
        mode[a] = p->activities[a].mode_first;
        finish[a] = x->start[a] + p->modes[mode[a]].duration;
        end = finish[a] > end ? finish[a] : end;
    }
    return end <= length && sched_check(p, x->start, finish, mode, end);
}

/* Down from a long schedule keeping what was learned, and each length anew. */
static int agrees(const struct sched_problem *p, struct exact *x, int best)
{
    int holds = 1, length = HORIZON;
    for (;; length--) {
        exact_ask(x, length, 0, NULL);
        enum exact_outcome outcome = exact_run(x, INT64_MAX, NULL);
        if (outcome == EXACT_FOUND) holds = holds && length >= best && is_schedule(p, x, length);
        if (outcome != EXACT_FOUND) break;
    }
    holds = holds && length == best - 1;
    for (length = best > 2 ? best - 2 : 0; length <= best && holds; length++) {
        exact_ask(x, length, 1, NULL);
        enum exact_outcome outcome = exact_run(x, INT64_MAX, NULL);
        holds = outcome == (length < best ? EXACT_REFUTED : EXACT_FOUND);
        if (outcome == EXACT_FOUND) holds = holds && is_schedule(p, x, length);
    }
    return holds;
}

static int exact_is_right(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 28);
    struct sched_shape shape = {.activities = 1 + size,
                                .modes = 1,
                                .resources = gen_int(g, 0, 3),
                                .kinds = gen_int(g, 0, 1),
                                .duration_max = 4};
    struct sched_problem p;
    struct network net;
    struct exact x;
    sched_random(&p, &shape, g, &a);
    CHECK(network_build(&net, &p, &a, NULL) == STATUS_OK);
    CHECK(exact_takes(&net, HORIZON) && exact_init(&x, &net, HORIZON, &a, NULL) == STATUS_OK);
    struct trial t = {.p = &p, .order = net.forward.order, .best = HORIZON + 1};
    try_all(&t, 0, 0);
    int holds = agrees(&p, &x, t.best);
    if (!holds) print_message("best %d\n", t.best);
    arena_clear(&a);
    return holds;
}

/* A budget of one conflict at a time comes to the same end as one of all. */
static int pauses_change_nothing(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 28);
    struct sched_shape shape = {
        .activities = 10 + size, .modes = 1, .resources = 4, .duration_max = 6};
    struct sched_problem p;
    struct network net;
    struct cpm c;
    struct exact x, y;
    sched_random(&p, &shape, g, &a);
    CHECK(network_build(&net, &p, &a, NULL) == STATUS_OK);
    CHECK(cpm_compute(&c, &net, NULL, &a, NULL) == STATUS_OK);
    int length = c.length + gen_int(g, 0, 6), holds = 1;
    CHECK(exact_init(&x, &net, length, &a, NULL) == STATUS_OK);
    CHECK(exact_init(&y, &net, length, &a, NULL) == STATUS_OK);
    enum exact_outcome whole = exact_run(&x, 3000, NULL), parts = EXACT_OPEN;
    for (int64_t i = 1; i <= 3000 && parts == EXACT_OPEN; i++)
        parts = exact_run(&y, i, NULL);
    holds = whole == parts && x.conflicts == y.conflicts;
    if (whole == EXACT_FOUND) holds = holds && is_schedule(&p, &x, length);
    for (int k = 0; k < p.activity_count && whole == EXACT_FOUND; k++)
        holds = holds && x.start[k] == y.start[k];
    arena_clear(&a);
    return holds;
}

/* Forgetting half of what was learned changes no answer. */
static int forgetting_changes_nothing(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 28);
    struct sched_shape shape = {
        .activities = 15 + size, .modes = 1, .resources = 3, .duration_max = 6};
    struct sched_problem p;
    struct network net;
    struct cpm c;
    struct exact x, y;
    sched_random(&p, &shape, g, &a);
    CHECK(network_build(&net, &p, &a, NULL) == STATUS_OK);
    CHECK(cpm_compute(&c, &net, NULL, &a, NULL) == STATUS_OK);
    int length = c.length + gen_int(g, 0, 9);
    CHECK(exact_init(&x, &net, length, &a, NULL) == STATUS_OK);
    CHECK(exact_init(&y, &net, length, &a, NULL) == STATUS_OK);
    enum exact_outcome all = exact_run(&x, 3000, NULL), less = EXACT_OPEN;
    for (int64_t i = 1; i <= 60 && less == EXACT_OPEN; i++) {
        y.nogoods.limit = 10;
        less = exact_run(&y, 50 * i, NULL);
    }
    int holds = all == EXACT_OPEN || less == EXACT_OPEN || all == less;
    if (less == EXACT_FOUND) holds = holds && is_schedule(&p, &y, length);
    arena_clear(&a);
    return holds;
}

/* The whole scheduler: bounds meet schedules, from both sides. */
static int small_problems_are_proved(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 28);
    struct sched_shape shape = {
        .activities = 5 + size, .modes = 1, .resources = gen_int(g, 1, 4), .duration_max = 6};
    struct sched_problem p;
    struct sched_result r, s;
    struct sched_options o = {.schedules = 40, .conflicts = 3000, .threads = 1, .seed = 1};
    sched_random(&p, &shape, g, &a);
    CHECK(sched_solve(&p, &o, &r, &a, NULL) == STATUS_OK);
    o = (struct sched_options){.schedules = 3000, .threads = 1, .seed = 2};
    CHECK(sched_solve(&p, &o, &s, &a, NULL) == STATUS_OK);
    int found = r.outcome == SCHED_OPTIMAL || r.outcome == SCHED_FEASIBLE;
    int holds = found == (s.outcome == SCHED_OPTIMAL || s.outcome == SCHED_FEASIBLE);
    if (found)
        holds = holds && sched_check(&p, r.start, r.finish, r.mode, r.makespan) &&
                r.cost == r.makespan && r.lower_bound <= s.cost && s.lower_bound <= r.cost &&
                (r.outcome != SCHED_OPTIMAL || r.lower_bound == r.cost);
    arena_clear(&a);
    return holds;
}

TEST(exact_search_agrees_with_trying_all)
{
    property_check("exact", exact_is_right, 5, 400);
}

TEST(exact_search_may_pause)
{
    property_check("pauses", pauses_change_nothing, 20, 40);
}

TEST(exact_search_may_forget)
{
    property_check("forgetting", forgetting_changes_nothing, 15, 60);
}

TEST(proofs_hold_against_search)
{
    property_check("proofs", small_problems_are_proved, 25, 60);
}

SUITE(CASE(exact_search_agrees_with_trying_all), CASE(exact_search_may_pause),
      CASE(exact_search_may_forget), CASE(proofs_hold_against_search))
