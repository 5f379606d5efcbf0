/* SPDX-License-Identifier: Apache-2.0 */
/* What exact search with works to choose says, against all schedules of tiny problems. */
#include "kit/sched_check.h"
#include "kit/sched_random.h"
#include "sched/cpm.h"
#include "sched/mode_exact.h"

enum {
    MANY = 8,
    HORIZON = 24,
};

struct trial { /* all modes and starts, depth first in an order of links */
    const struct sched_problem *p;
    const int *order;
    int start[MANY], finish[MANY], mode[MANY], placed[MANY];
    int best;
};

static int fits(const struct trial *t, int a)
{
    const struct sched_problem *p = t->p;
    for (int i = 0; i < p->link_count; i++) {
        const struct sched_link *l = &p->links[i];
        if (l->to != a || !t->placed[l->from]) continue;
        int from = l->kind == LINK_FS ? t->finish[l->from] : t->start[l->from];
        if (t->start[a] < from + l->lag) return 0;
    }
    for (int r = 0; r < p->resource_count; r++)
        for (int at = t->start[a]; at < t->finish[a]; at++) {
            int use = 0;
            for (int k = 0; k < p->activity_count; k++) {
                const struct sched_mode *m = &p->modes[t->mode[k]];
                if ((k != a && !t->placed[k]) || at < t->start[k] || at >= t->finish[k]) continue;
                for (int i = m->need_first; i < m->need_first + m->need_count; i++)
                    if (p->needs[i].resource == r) use += p->needs[i].quantity;
            }
            if (use > p->resources[r].capacity) return 0;
        }
    return 1;
}

static void try_all(struct trial *t, int i, int end)
{
    const struct sched_problem *p = t->p;
    if (i == p->activity_count) {
        for (int s = 0; s < p->stock_count; s++)
            if (sched_short_stock(p, t->start, t->mode, s, end) >= 0) return;
        t->best = end;
        return;
    }
    int a = t->order[i];
    const struct sched_activity *x = &p->activities[a];
    for (int m = x->mode_first; m < x->mode_first + x->mode_count; m++)
        for (int s = 0; s + p->modes[m].duration < t->best; s++) {
            t->start[a] = s;
            t->finish[a] = s + p->modes[m].duration;
            t->mode[a] = m;
            if (!fits(t, a)) continue;
            t->placed[a] = 1;
            try_all(t, i + 1, t->finish[a] > end ? t->finish[a] : end);
            t->placed[a] = 0;
        }
}

static int is_schedule(const struct mode_exact *x, int length)
{
    const struct sched_problem *p = x->net->problem;
    int finish[MANY], mode[MANY], end = 0;
    for (int a = 0; a < p->activity_count; a++) {
        mode[a] = x->net->works[x->work[a]].mode;
        finish[a] = x->start[a] + p->modes[mode[a]].duration;
        end = finish[a] > end ? finish[a] : end;
    }
    return end <= length && sched_check(p, x->start, finish, mode, end);
}

/* Shorter and shorter; `step` conflicts at a time come to the same end as all at once. */
static int falls_to(struct mode_exact *x, int best, int64_t step)
{
    int start[MANY] = {0}, work[MANY], length = HORIZON, holds = 1;
    for (int a = 0; a < x->net->activity_count; a++)
        work[a] = x->net->work_first[a];
    for (;; length--) {
        enum exact_outcome outcome = EXACT_OPEN;
        mode_exact_ask(x, length, start, work);
        while (outcome == EXACT_OPEN)
            outcome = mode_exact_run(x, x->conflicts + step, NULL);
        if (outcome == EXACT_REFUTED) break;
        holds = holds && length >= best && is_schedule(x, length);
    }
    return holds && length == best - 1;
}

static int search_is_right(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 28);
    struct sched_shape shape = {.activities = 1 + size,
                                .modes = gen_int(g, 1, 3),
                                .resources = gen_int(g, 0, 2),
                                .stocks = gen_int(g, 0, 2),
                                .kinds = gen_int(g, 0, 1),
                                .duration_max = 4,
                                .budgets = gen_int(g, 0, 1)};
    struct sched_problem p;
    struct network net;
    struct mode_budget budget;
    struct mode_exact x;
    int holds = 1;
    sched_random(&p, &shape, g, &a);
    CHECK(network_build(&net, &p, &a, NULL) == STATUS_OK);
    if (net.never < 0 && mode_exact_takes(&net, HORIZON)) {
        struct trial t = {.p = &p, .order = net.forward.order, .best = HORIZON + 1};
        CHECK(mode_budget_read(&budget, &net, &a, NULL) == STATUS_OK);
        CHECK(mode_exact_init(&x, &net, &budget, HORIZON, &a, NULL) == STATUS_OK);
        try_all(&t, 0, 0);
        holds = mode_rows_bound(&x.rows, &net) <= t.best &&
                falls_to(&x, t.best, gen_int(g, 0, 1) ? 1 : 1000000);
        if (!holds) print_message("best %d\n", t.best);
    }
    arena_clear(&a);
    return holds;
}

TEST(the_search_falls_to_the_shortest_schedule_and_no_further)
{
    property_check("exact search with modes", search_is_right, 4, 1000);
}

SUITE(CASE(the_search_falls_to_the_shortest_schedule_and_no_further))
