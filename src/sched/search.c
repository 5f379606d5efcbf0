/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/search.h"

#include <math.h>
#include <stdio.h>

#include "base/team.h"
#include "sched/cost.h"
#include "sched/evolve.h"
#include "sched/lns.h"
#include "sched/mode_prove.h"
#include "sched/prove.h"

enum {
    ISLANDS = 2, /* when there are schedules enough for them */
    ISLANDS_FROM = 200000,
    ISLAND_MAX = 64,
    ROUNDS = 16,
    ROUNDS_ALONE = 8,          /* of them before windows are placed anew */
    POPULATION_INTS = 1 << 26, /* of all members together, at most */
};

/* Effort of a phase. */
struct effort {
    int64_t schedules;
    int64_t conflicts; /* of the prover */
    int64_t windows;   /* conflicts in windows, of all islands */
};

struct phase {
    struct solver *s;
    struct effort effort;
    struct island *islands;
    struct lns *lns; /* [island] */
    struct prover prover;
    struct mode_prover mode_prover; /* instead, when there are works to choose */
    int island_count, round;
    struct arena *arena;
};

/* Large enough not to settle early, small enough for forty generations: found by trial. */
static int population_for(const struct phase *x, int64_t schedules)
{
    double wish = 50 * pow((double)schedules / 1000, 0.75);
    double ints = 2.0 * x->s->p->activity_count + 1.5 * x->s->length;
    double room = POPULATION_INTS / (2 * ints * x->island_count);
    double most = wish < room ? wish : room;
    return most < 4 ? 4 : most > 20000 ? 20000 : (int)most;
}

static enum status open_islands(struct phase *x)
{
    struct solver *s = x->s;
    int64_t schedules = x->effort.schedules;
    x->island_count = s->options->islands > 0     ? s->options->islands
                      : schedules >= ISLANDS_FROM ? ISLANDS
                                                  : 1;
    if (x->island_count > ISLAND_MAX) x->island_count = ISLAND_MAX;
    x->islands = ARENA_ARRAY(x->arena, struct island, (size_t)x->island_count);
    x->lns = ARENA_ARRAY(x->arena, struct lns, (size_t)x->island_count);
    if (!x->islands || !x->lns) return err_set(s->e, STATUS_NOMEM, "out of memory for a search");
    struct island_plan plan = {.length = s->length + s->length / 2 + 16,
                               .lower = s->lower,
                               .seed = s->options->seed,
                               .budget = &s->budget};
    plan.schedules = schedules / x->island_count;
    plan.population = population_for(x, plan.schedules);
    for (int i = 0; i < x->island_count; i++) {
        plan.stream = (uint64_t)i + 1;
        TRY(island_init(&x->islands[i], &s->net, &s->cpm, &plan, x->arena, s->e));
        if (x->effort.windows > 0) TRY(lns_init(&x->lns[i], &s->net, plan.length, x->arena, s->e));
    }
    return STATUS_OK;
}

/* Where no schedule is known, one is asked for that takes as long as some would if there were any:
 * only stocks may deny it, and a proof says that they do. */
static enum status open_mode_prover(struct phase *x)
{
    struct solver *s = x->s;
    int known = s->out->outcome == SCHED_FEASIBLE;
    int64_t length = known ? s->length + s->length / 2 + 16 : s->net.time_bound;
    if (length >= SCHED_NEVER) return STATUS_OK;
    struct mode_prove_plan plan = {&s->budget, s->lower_length, (int)length, x->effort.conflicts,
                                   s->options->seed};
    TRY(mode_prover_init(&x->mode_prover, &s->net, &plan, x->arena, s->e));
    if (known)
        mode_prover_begin(&x->mode_prover, s->out->start, s->out->mode, s->out->makespan);
    else
        mode_prover_begin_blind(&x->mode_prover, (int)length);
    return STATUS_OK;
}

static void run_one(void *context, int i, int thread)
{
    struct phase *x = context;
    const struct stop *stop = x->s->options->stop;
    int64_t share = x->effort.schedules / x->island_count;
    (void)thread;
    if (i == x->island_count) {
        int64_t conflicts = x->effort.conflicts * (x->round + 1) / ROUNDS;
        if (x->mode_prover.active)
            mode_prover_run(&x->mode_prover, conflicts, stop);
        else
            prover_run(&x->prover, conflicts, stop);
        return;
    }
    island_run(&x->islands[i], share * (x->round + 1) / ROUNDS, stop);
    int together = x->round + 1 - ROUNDS_ALONE;
    if (together > 0)
        lns_run(&x->lns[i], &x->islands[i],
                x->effort.windows / x->island_count * together / (ROUNDS - ROUNDS_ALONE), stop);
}

static const struct island *best_island(const struct phase *x)
{
    const struct island *best = &x->islands[0];
    for (int i = 1; i < x->island_count; i++)
        if (x->islands[i].best_cost < best->best_cost) best = &x->islands[i];
    return best;
}

static void take_best(struct phase *x)
{
    struct sched_result *out = x->s->out;
    const struct island *best = best_island(x);
    if (best->best_cost >= out->cost &&
        (out->outcome != SCHED_NOT_FOUND || best->best_cost >= COST_LATE))
        return;
    solver_take(x->s, best->best_event, best->best_work, best->best_length);
    out->cost = best->best_cost;
    out->outcome = best->best_cost < COST_LATE ? SCHED_FEASIBLE : SCHED_NOT_FOUND;
}

/* What exact search found is taken when it is shorter; work NULL: there is only one of each. */
static void take_proved(struct solver *s, const int *start, const int *work, int length)
{
    if (length == 0 || (length >= s->out->makespan && s->out->outcome == SCHED_FEASIBLE)) return;
    for (int a = 0; a < s->p->activity_count; a++) {
        const struct work *w = &s->net.works[work ? work[a] : a];
        s->out->start[a] = start[a];
        s->out->finish[a] = start[a] + w->duration;
        s->out->mode[a] = w->mode;
    }
    s->out->makespan = length;
    s->out->cost = (int64_t)s->p->makespan_weight * length;
    s->out->outcome = SCHED_FEASIBLE;
}

static void raise_bound(struct solver *s, int lower)
{
    if (lower > s->lower_length) s->lower_length = lower;
    solver_bound(s);
}

static void exchange_with_provers(struct phase *x)
{
    struct solver *s = x->s;
    struct prover *p = &x->prover;
    struct mode_prover *m = &x->mode_prover;
    const struct island *best = best_island(x);
    take_proved(s, p->start, NULL, p->found);
    take_proved(s, m->start, m->work, m->found);
    if (p->active) prover_tell(p, s->out->start, s->out->makespan);
    if (best->best_cost < INT64_MAX)
        mode_prover_tell(m, best->best_event, best->best_work, best->best_length);
    raise_bound(s, p->lower);
    if (s->out->outcome == SCHED_NOT_FOUND && m->lower > s->net.time_bound) {
        s->out->outcome = SCHED_IMPOSSIBLE;
        s->out->cost = INT64_MAX; /* what was placed is none */
        return;
    }
    raise_bound(s, m->lower);
}

/* What islands and proof found out in a round, for the other side. */
static void exchange(struct phase *x)
{
    struct solver *s = x->s;
    take_best(x);
    exchange_with_provers(x);
    for (int i = 0; i < x->island_count; i++) {
        struct island *d = &x->islands[i];
        const struct mode_prover *m = &x->mode_prover;
        d->lower = s->lower;
        if (m->found > 0 && m->found < d->best_length && d->from) island_take(d, m->start, m->work);
        if (x->island_count > 1)
            island_receive(&x->islands[i], &x->islands[(i + 1) % x->island_count]);
    }
}

static int is_solved(const struct solver *s)
{
    return s->out->outcome == SCHED_IMPOSSIBLE ||
           (s->out->outcome == SCHED_FEASIBLE && s->out->cost <= s->lower);
}

static void tell(const struct solver *s, double done)
{
    char text[96];
    if (s->out->cost == INT64_MAX) return;
    (void)snprintf(text, sizeof text, "cost %lld, at least %lld", (long long)s->out->cost,
                   (long long)s->lower);
    progress_report(s->options->progress, done, text);
}

static enum status run_phase(struct solver *s, struct effort effort, struct arena *a)
{
    struct phase x = {.s = s, .effort = effort, .arena = a};
    const struct stop *stop = s->options->stop;
    TRY(open_islands(&x));
    TRY(prover_init(&x.prover, &s->net, s->lower_length, s->out->makespan, effort.conflicts, a,
                    s->e));
    TRY(open_mode_prover(&x));
    for (; x.round < ROUNDS && !stop_wanted(stop) && !is_solved(s); x.round++) {
        team_run(s->options->threads, x.island_count + (x.prover.active || x.mode_prover.active), 1,
                 run_one, &x);
        exchange(&x);
        if (s->options->schedules > 0) tell(s, (double)(x.round + 1) / ROUNDS);
    }
    for (int i = 0; i < x.island_count; i++)
        s->out->schedules += x.islands[i].schedules;
    s->out->conflicts += x.prover.exact.conflicts + x.mode_prover.exact.conflicts;
    return STATUS_OK;
}

static enum status run_scratch_phase(struct solver *s, struct effort effort)
{
    struct arena scratch = ARENA_INIT(s->arena->limit);
    enum status status = run_phase(s, effort, &scratch);
    arena_clear(&scratch);
    return status;
}

enum { /* without a number of schedules */
    PROBE = 20000,
    PROBE_NEXT = 10,  /* so many times as many, when there is room for far more */
    GROWTH = 4,       /* of the phases without a gauge */
    SMALL = 60,       /* activities */
    PROOF_SMALL = 60, /* schedules for a conflict of the prover: few when a proof is likely */
    PROOF_LARGE = 300,
    PROOF_MODES = 1, /* with modes or stocks exact search finds more than the islands */
    WINDOWS = 20,    /* schedules for a conflict in a window */
    SCHEDULES_MOST = 1 << 30,
};

static struct effort effort_of(const struct solver *s, int64_t schedules)
{
    int dear = s->p->activity_count <= SMALL ? PROOF_SMALL : PROOF_LARGE;
    if (!s->net.single || s->p->stock_count > 0) dear = PROOF_MODES;
    return (struct effort){schedules, schedules / dear, schedules / WINDOWS};
}

/* How many schedules the next phase makes, after one that used up a share of what is granted. */
static int64_t next_phase(const struct sched_gauge *gauge, int64_t made, double before, int phase)
{
    double now = gauge ? gauge->used(gauge->context) : 0;
    if (now <= before) return made * GROWTH;
    double rest = (double)made * (1 - now) / (now - before);
    if (phase == 1 && rest > PROBE_NEXT * 2.0 * (double)made) return made * PROBE_NEXT;
    return rest < PROBE ? PROBE : rest > SCHEDULES_MOST ? SCHEDULES_MOST : (int64_t)rest;
}

static enum status run_until_stopped(struct solver *s)
{
    const struct sched_gauge *gauge = s->options->gauge;
    int64_t schedules = PROBE;
    for (int phase = 1; !is_solved(s) && !stop_wanted(s->options->stop); phase++) {
        double before = gauge ? gauge->used(gauge->context) : 0;
        TRY(run_scratch_phase(s, effort_of(s, schedules)));
        tell(s, gauge ? gauge->used(gauge->context) : -1);
        schedules = next_phase(gauge, schedules, before, phase);
    }
    return STATUS_OK;
}

enum status solver_search(struct solver *s)
{
    const struct sched_options *o = s->options;
    if (o->schedules == 0) return run_until_stopped(s);
    return run_scratch_phase(s, (struct effort){o->schedules, o->conflicts, o->conflicts});
}
