/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/solve.h"

#include <assert.h>
#include <string.h>

#include "sched/bound.h"
#include "sched/cost.h"
#include "sched/decode.h"
#include "sched/first.h"
#include "sched/maxlag_solve.h"
#include "sched/search.h"
#include "sched/stock_order.h"

struct sched_options sched_options_default(void)
{
    return (struct sched_options){.schedules = 20000, .conflicts = 4000, .threads = 1, .seed = 1};
}

static enum status make_result(struct solver *s)
{
    size_t n = (size_t)s->p->activity_count;
    s->out->start = ARENA_ARRAY(s->arena, int, n);
    s->out->finish = ARENA_ARRAY(s->arena, int, n);
    s->out->mode = ARENA_ARRAY(s->arena, int, n);
    if (!s->out->start || !s->out->finish || !s->out->mode)
        return err_set(s->e, STATUS_NOMEM, "out of memory for a schedule");
    return STATUS_OK;
}

void solver_take(struct solver *s, const int *event, const int *work, int length)
{
    for (int a = 0; a < s->p->activity_count; a++) {
        s->out->start[a] = event[2 * a];
        s->out->finish[a] = event[2 * a + 1];
        s->out->mode[a] = s->net.works[work[a]].mode;
    }
    s->out->makespan = length;
}

/* One try at a first schedule of at most `length` periods, in memory of its own. */
static enum status try_first(struct solver *s, int length, int *found)
{
    struct arena scratch = ARENA_INIT(s->arena->limit);
    struct decoder d;
    size_t n = (size_t)s->p->activity_count;
    enum status status = decoder_init(&d, &s->net, length, &scratch, s->e);
    struct first_list f = {&s->net, &s->cpm, NULL, NULL};
    struct rng rng = rng_new(s->options->seed, 0);
    int *list = NULL;
    *found = -1;
    if (status == STATUS_OK) {
        f.key = ARENA_ARRAY(&scratch, int, n);
        f.count = ARENA_ARRAY(&scratch, int, (size_t)s->cpm.length + 2);
        list = ARENA_ARRAY(&scratch, int, n);
        if (!f.key || !f.count || !list)
            status = err_set(s->e, STATUS_NOMEM, "out of memory for a first schedule");
    }
    if (status == STATUS_OK) {
        first_list_make(&f, 0, &rng, list);
        memcpy(d.work, s->budget.known, sizeof(int) * n);
        *found = decode(&d, &s->net.forward, list, -1);
        if (*found < 0 && s->order_known) *found = decode(&d, &s->net.forward, s->order, -1);
    }
    if (*found >= 0) {
        int64_t cost = schedule_cost(&s->net, d.event, *found);
        solver_take(s, d.event, d.work, *found);
        s->out->cost = cost;
        s->out->outcome = cost < COST_LATE && stock_excess(&d.stock, d.work) == 0 ? SCHED_FEASIBLE
                                                                                  : SCHED_NOT_FOUND;
    }
    arena_clear(&scratch);
    return status;
}

/* Longer and longer, until the list of latest finishes fits. */
static enum status make_first_schedule(struct solver *s)
{
    int64_t bound = s->net.time_bound + 1 < SCHED_NEVER ? s->net.time_bound + 1 : SCHED_NEVER;
    int64_t length = 2 * (int64_t)s->lower_length + 16;
    int found = -1;
    for (int i = 0; i < s->p->change_count; i++)
        if (s->p->changes[i].time + (int64_t)s->lower_length > length)
            length = s->p->changes[i].time + (int64_t)s->lower_length;
    for (;; length *= 2) {
        if (length > bound) length = bound;
        TRY(try_first(s, (int)length, &found));
        if (found >= 0 || length == bound) break;
    }
    s->out->schedules = 1;
    s->length = found >= 0 ? found : (int)length;
    return STATUS_OK;
}

/* Lateness that even the critical path brings is in every schedule. */
void solver_bound(struct solver *s)
{
    s->lower = (int64_t)s->p->makespan_weight * s->lower_length;
    for (int i = 0; i < s->net.limited_count; i++) {
        const struct sched_activity *a = &s->p->activities[s->net.limited[i]];
        int finish = s->cpm.earliest[2 * s->net.limited[i] + 1];
        if (finish > a->due) s->lower += (int64_t)a->weight * (finish - a->due);
    }
    s->out->lower_bound = s->lower;
}

static int misses_deadline(const struct solver *s)
{
    for (int i = 0; i < s->net.limited_count; i++) {
        int a = s->net.limited[i];
        if (s->cpm.earliest[2 * a + 1] > s->p->activities[a].deadline) return a;
    }
    return -1;
}

static enum status refute(struct solver *s)
{
    struct arena scratch = ARENA_INIT(s->arena->limit);
    enum status status =
        bound_by_refuting(&s->lower_length, s->out->makespan, &s->net, &scratch, s->e);
    arena_clear(&scratch);
    solver_bound(s);
    return status;
}

/* Is there an order in which the stocks suffice, as far as that is known? */
static enum status find_order(struct solver *s, int *possible)
{
    enum stock_order order;
    s->order = ARENA_ARRAY(s->arena, int, (size_t)s->p->activity_count);
    if (!s->order) return err_set(s->e, STATUS_NOMEM, "out of memory for the order of stocks");
    TRY(stock_order_find(&order, &s->net, s->order, s->arena, s->e));
    s->order_known = order == STOCK_ORDER_FOUND;
    *possible = order != STOCK_ORDER_NONE;
    return STATUS_OK;
}

static enum status solve_cyclic(struct solver *s)
{
    TRY(mode_budget_read(&s->budget, &s->net, s->arena, s->e));
    TRY(mode_budget_choose(&s->budget, s->arena, s->e));
    TRY(make_result(s));
    TRY(maxlag_solve(&s->net, &s->budget, s->options, s->out, s->arena, s->e));
    if (s->out->cost == INT64_MAX) s->out->start = s->out->finish = s->out->mode = NULL;
    return STATUS_OK;
}

enum status sched_solve(const struct sched_problem *p, const struct sched_options *options,
                        struct sched_result *out, struct arena *a, struct err *e)
{
    struct solver s = {.p = p, .options = options, .out = out, .arena = a, .e = e};
    int possible = 0;
    assert(options->schedules > 0 || options->stop);
    *out = (struct sched_result){.outcome = SCHED_IMPOSSIBLE, .activity = -1, .cost = INT64_MAX};
    TRY(network_build(&s.net, p, a, e));
    out->activity = s.net.never;
    if (out->activity >= 0) return STATUS_OK;
    if (s.net.cyclic) return solve_cyclic(&s);
    TRY(cpm_compute(&s.cpm, &s.net, NULL, a, e));
    out->critical_path = s.cpm.length;
    out->activity = misses_deadline(&s);
    if (out->activity >= 0) return STATUS_OK;
    TRY(bound_by_work(&s.lower_length, &s.net, &s.cpm, a, e));
    solver_bound(&s);
    TRY(mode_budget_read(&s.budget, &s.net, a, e));
    TRY(mode_budget_choose(&s.budget, a, e));
    if (s.budget.choice == MODE_CHOICE_NONE) return STATUS_OK;
    TRY(find_order(&s, &possible));
    if (!possible) return STATUS_OK;
    out->outcome = SCHED_NOT_FOUND;
    TRY(make_result(&s));
    TRY(make_first_schedule(&s));
    if ((out->cost > s.lower || out->outcome != SCHED_FEASIBLE) && options->schedules != 1) {
        if (out->outcome == SCHED_FEASIBLE) TRY(refute(&s));
        TRY(solver_search(&s));
    }
    if (out->cost == INT64_MAX) out->start = out->finish = out->mode = NULL;
    if (out->outcome == SCHED_FEASIBLE && out->cost <= s.lower) out->outcome = SCHED_OPTIMAL;
    return STATUS_OK;
}
