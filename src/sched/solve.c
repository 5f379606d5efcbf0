/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/solve.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/team.h"
#include "sched/bound.h"
#include "sched/cost.h"
#include "sched/evolve.h"
#include "sched/first.h"
#include "sched/maxlag_solve.h"
#include "sched/mode_prove.h"
#include "sched/prove.h"
#include "sched/stock_order.h"

enum {
    ISLANDS = 2, /* when there are schedules enough for them */
    ISLANDS_FROM = 200000,
    ISLAND_MAX = 64,
    ROUNDS = 16,               /* islands send their best so often */
    POPULATION_INTS = 1 << 26, /* of all members together, at most */
};

struct solver {
    const struct sched_problem *p;
    const struct sched_options *options;
    struct network net;
    struct cpm cpm;
    struct mode_budget budget;
    int *order; /* in which the stocks suffice, when it is known */
    int order_known;
    struct island *islands;
    struct prover prover;
    struct mode_prover mode_prover; /* when there are works to choose */
    int island_count, round;
    int length;    /* of the first schedule */
    int64_t lower; /* of the cost */
    int lower_length;
    struct sched_result *out;
    struct arena *arena;
    struct err *e;
};

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

static void take_result(struct solver *s, const int *event, const int *work, int length)
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
        take_result(s, d.event, d.work, *found);
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

/* Large enough not to settle early, small enough for forty generations: found by trial. */
static int population_for(const struct solver *s, int64_t schedules)
{
    double wish = 40 * pow((double)schedules / 1000, 0.75);
    double ints = 2.0 * s->p->activity_count + 1.5 * s->length;
    double room = POPULATION_INTS / (2 * ints * s->island_count);
    double most = wish < room ? wish : room;
    return most < 4 ? 4 : most > 20000 ? 20000 : (int)most;
}

static enum status open_islands(struct solver *s)
{
    int64_t schedules = s->options->schedules;
    s->island_count = s->options->islands > 0     ? s->options->islands
                      : schedules >= ISLANDS_FROM ? ISLANDS
                                                  : 1;
    if (s->island_count > ISLAND_MAX) s->island_count = ISLAND_MAX;
    s->islands = ARENA_ARRAY(s->arena, struct island, (size_t)s->island_count);
    if (!s->islands) return err_set(s->e, STATUS_NOMEM, "out of memory for a search");
    struct island_plan plan = {.length = s->length + s->length / 2 + 16,
                               .lower = s->lower,
                               .seed = s->options->seed,
                               .budget = &s->budget};
    plan.population = population_for(s, schedules / s->island_count);
    for (int i = 0; i < s->island_count; i++) {
        plan.stream = (uint64_t)i + 1;
        TRY(island_init(&s->islands[i], &s->net, &s->cpm, &plan, s->arena, s->e));
    }
    return STATUS_OK;
}

static void run_one(void *context, int i, int thread)
{
    struct solver *s = context;
    int64_t share = s->options->schedules / s->island_count;
    (void)thread;
    if (i == s->island_count && s->mode_prover.active)
        mode_prover_run(&s->mode_prover, s->options->conflicts * (s->round + 1) / ROUNDS,
                        s->options->stop);
    else if (i == s->island_count)
        prover_run(&s->prover, s->options->conflicts * (s->round + 1) / ROUNDS, s->options->stop);
    else
        island_run(&s->islands[i], share * (s->round + 1) / ROUNDS, s->options->stop);
}

static const struct island *best_island(const struct solver *s)
{
    const struct island *best = &s->islands[0];
    for (int i = 1; i < s->island_count; i++)
        if (s->islands[i].best_cost < best->best_cost) best = &s->islands[i];
    return best;
}

static void tell(const struct solver *s)
{
    char text[96];
    const struct island *best = best_island(s);
    if (best->best_cost == INT64_MAX) return;
    (void)snprintf(text, sizeof text, "cost %lld, at least %lld", (long long)best->best_cost,
                   (long long)s->lower);
    progress_report(s->options->progress, (double)(s->round + 1) / ROUNDS, text);
}

/* Lateness that even the critical path brings is in every schedule. */
static void bound_cost(struct solver *s)
{
    s->lower = (int64_t)s->p->makespan_weight * s->lower_length;
    for (int i = 0; i < s->net.limited_count; i++) {
        const struct sched_activity *a = &s->p->activities[s->net.limited[i]];
        int finish = s->cpm.earliest[2 * s->net.limited[i] + 1];
        if (finish > a->due) s->lower += (int64_t)a->weight * (finish - a->due);
    }
    s->out->lower_bound = s->lower;
}

/* What islands and proof found out in a round, for the other side. */
static void exchange(struct solver *s)
{
    const struct island *best = best_island(s);
    struct prover *p = &s->prover;
    if (p->active && best->best_cost < INT64_MAX) {
        int *start = s->out->start;
        for (int a = 0; a < s->p->activity_count; a++)
            start[a] = best->best_event[2 * a];
        prover_tell(p, start, best->best_length);
    }
    if (best->best_cost < INT64_MAX)
        mode_prover_tell(&s->mode_prover, best->best_event, best->best_work, best->best_length);
    if (p->lower > s->lower_length) s->lower_length = p->lower;
    if (s->mode_prover.lower > s->lower_length) s->lower_length = s->mode_prover.lower;
    bound_cost(s);
    for (int i = 0; i < s->island_count; i++) {
        s->islands[i].lower = s->lower;
        if (s->island_count > 1)
            island_receive(&s->islands[i], &s->islands[(i + 1) % s->island_count]);
    }
}

/* The prover's schedule is taken when it is shorter. */
static void take_proved(struct solver *s)
{
    const struct prover *p = &s->prover;
    s->out->conflicts = p->exact.conflicts;
    if (p->found == 0 || p->found >= s->out->makespan) return;
    for (int a = 0; a < s->p->activity_count; a++) {
        s->out->start[a] = p->start[a];
        s->out->finish[a] = p->start[a] + s->net.works[a].duration;
        s->out->mode[a] = s->net.works[a].mode;
    }
    s->out->makespan = p->found;
    s->out->cost = (int64_t)s->p->makespan_weight * p->found;
}

static void take_mode_proved(struct solver *s)
{
    const struct mode_prover *p = &s->mode_prover;
    s->out->conflicts += p->exact.conflicts;
    if (s->out->outcome == SCHED_NOT_FOUND && p->lower > s->net.time_bound) {
        s->out->outcome = SCHED_IMPOSSIBLE;
        s->out->cost = INT64_MAX; /* what was placed is none */
    }
    int worse = s->out->outcome == SCHED_FEASIBLE && p->found >= s->out->makespan;
    if (p->found == 0 || worse) return;
    for (int a = 0; a < s->p->activity_count; a++) {
        const struct work *w = &s->net.works[p->work[a]];
        s->out->start[a] = p->start[a];
        s->out->finish[a] = p->start[a] + w->duration;
        s->out->mode[a] = w->mode;
    }
    s->out->makespan = p->found;
    s->out->cost = (int64_t)s->p->makespan_weight * p->found;
    s->out->outcome = SCHED_FEASIBLE;
}

static int is_solved(const struct solver *s)
{
    int64_t cost = best_island(s)->best_cost, found = s->prover.found;
    if (s->mode_prover.found > 0) found = s->mode_prover.found;
    if (s->mode_prover.lower > s->net.time_bound) return 1; /* none is possible */
    if (found > 0 && found * s->p->makespan_weight < cost) cost = found * s->p->makespan_weight;
    return cost <= s->lower;
}

/* Where no schedule is known, one is asked for that takes as long as some would if there were any: only
 * stocks may deny it, and a proof says that they do. */
static enum status open_mode_prover(struct solver *s)
{
    int known = s->out->outcome == SCHED_FEASIBLE;
    int64_t length = known ? s->length + s->length / 2 + 16 : s->net.time_bound;
    if (length >= SCHED_NEVER) return STATUS_OK;
    struct mode_prove_plan plan = {&s->budget, s->lower_length, (int)length, s->options->conflicts,
                                   s->options->seed};
    TRY(mode_prover_init(&s->mode_prover, &s->net, &plan, s->arena, s->e));
    if (known)
        mode_prover_begin(&s->mode_prover, s->out->start, s->out->mode, s->out->makespan);
    else
        mode_prover_begin_blind(&s->mode_prover, (int)length);
    return STATUS_OK;
}

static enum status search(struct solver *s)
{
    int pieces;
    TRY(open_islands(s));
    TRY(prover_init(&s->prover, &s->net, s->lower_length, s->out->makespan, s->options->conflicts,
                    s->arena, s->e));
    TRY(open_mode_prover(s));
    for (s->round = 0; s->round < ROUNDS && !stop_wanted(s->options->stop); s->round++) {
        pieces = s->island_count + (s->prover.active || s->mode_prover.active);
        team_run(s->options->threads, pieces, 1, run_one, s);
        exchange(s);
        tell(s);
        if (is_solved(s)) break;
    }
    for (int i = 0; i < s->island_count; i++)
        s->out->schedules += s->islands[i].schedules;
    const struct island *best = best_island(s);
    if (best->best_cost < s->out->cost ||
        (s->out->outcome == SCHED_NOT_FOUND && best->best_cost < COST_LATE)) {
        take_result(s, best->best_event, best->best_work, best->best_length);
        s->out->cost = best->best_cost;
        s->out->outcome = best->best_cost < COST_LATE ? SCHED_FEASIBLE : SCHED_NOT_FOUND;
    }
    take_proved(s);
    take_mode_proved(s);
    return STATUS_OK;
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
    bound_cost(s);
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
    bound_cost(&s);
    TRY(mode_budget_read(&s.budget, &s.net, a, e));
    TRY(mode_budget_choose(&s.budget, a, e));
    if (s.budget.choice == MODE_CHOICE_NONE) return STATUS_OK;
    TRY(find_order(&s, &possible));
    if (!possible) return STATUS_OK;
    out->outcome = SCHED_NOT_FOUND;
    TRY(make_result(&s));
    TRY(make_first_schedule(&s));
    if ((out->cost > s.lower || out->outcome != SCHED_FEASIBLE) && options->schedules > 1) {
        if (out->outcome == SCHED_FEASIBLE) TRY(refute(&s));
        TRY(search(&s));
    }
    if (out->cost == INT64_MAX) out->start = out->finish = out->mode = NULL;
    if (out->outcome == SCHED_FEASIBLE && out->cost <= s.lower) out->outcome = SCHED_OPTIMAL;
    return STATUS_OK;
}
