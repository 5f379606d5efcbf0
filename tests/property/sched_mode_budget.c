/* SPDX-License-Identifier: Apache-2.0 */
/* The choice of modes within budgets, against all choices. */
#include "kit/sched_random.h"
#include "sched/mode_budget.h"

enum {
    STOCKS = 4,
};

/* Does some choice of modes from activity `a` on leave no stock below zero? */
static int some_choice(const struct sched_problem *p, int a, const int *left)
{
    if (a == p->activity_count) return 1;
    const struct sched_activity *x = &p->activities[a];
    for (int m = x->mode_first; m < x->mode_first + x->mode_count; m++) {
        int rest[STOCKS], enough = 1;
        for (int s = 0; s < p->stock_count; s++)
            rest[s] = left[s];
        for (int i = 0; i < p->modes[m].use_count; i++) {
            const struct sched_use *u = &p->uses[p->modes[m].use_first + i];
            rest[u->stock] -= u->taken;
            enough = enough && rest[u->stock] >= 0;
        }
        if (enough && some_choice(p, a + 1, rest)) return 1;
    }
    return 0;
}

static int is_within(const struct sched_problem *p, const struct network *net, const int *work)
{
    int left[STOCKS], good = 1;
    for (int s = 0; s < p->stock_count; s++)
        left[s] = p->stocks[s].initial;
    for (int a = 0; a < p->activity_count; a++) {
        const struct sched_mode *m = &p->modes[net->works[work[a]].mode];
        good = good && work[a] >= net->work_first[a] && work[a] < net->work_first[a + 1];
        for (int i = m->use_first; i < m->use_first + m->use_count; i++)
            left[p->uses[i].stock] -= p->uses[i].taken;
    }
    for (int s = 0; s < p->stock_count; s++)
        good = good && left[s] >= 0;
    return good;
}

static int choice_is_right(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 26);
    struct sched_shape shape = {size, 3, 0, gen_int(g, 1, STOCKS), 0, 0, 3, 1};
    struct sched_problem p;
    struct network net;
    struct mode_budget b;
    struct rng rng = rng_new(gen_u64(g), 1);
    int left[STOCKS], work[64];
    sched_random(&p, &shape, g, &a);
    for (int s = 0; s < p.stock_count; s++)
        left[s] = p.stocks[s].initial;
    CHECK(network_build(&net, &p, &a, NULL) == STATUS_OK);
    int exists = some_choice(&p, 0, left), holds = 1;
    if (net.never >= 0) { /* no mode left: none is within the budgets */
        arena_clear(&a);
        return !exists;
    }
    CHECK(mode_budget_read(&b, &net, &a, NULL) == STATUS_OK);
    CHECK(mode_budget_choose(&b, &a, NULL) == STATUS_OK);
    holds = (b.choice == MODE_CHOICE_KNOWN) == exists && b.choice != MODE_CHOICE_NOT_FOUND;
    if (exists) {
        holds = holds && is_within(&p, &net, b.known);
        for (int i = 0; i < p.activity_count; i++)
            work[i] = rng_int(&rng, net.work_first[i], net.work_first[i + 1] - 1);
        holds = holds && mode_budget_repair(&b, work, &rng) && is_within(&p, &net, work);
    }
    arena_clear(&a);
    return holds;
}

TEST(a_choice_is_found_exactly_when_there_is_one)
{
    property_check("choice of modes", choice_is_right, 9, 600);
}

SUITE(CASE(a_choice_is_found_exactly_when_there_is_one))
