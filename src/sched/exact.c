/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/exact.h"

#include <string.h>

#include "sched/exact_score.h"

enum {
    RESTART_UNIT = 100,
    STOP_EVERY = 32, /* conflicts between looks at the stop flag */
};

static void raise_undone(void *context, int var, int bound, int old_bound)
{
    exact_score_restore(context, var, bound, old_bound);
}

static void literal_met(void *context, struct literal l)
{
    exact_score_bump(context, l);
}

void exact_forget(struct exact *x)
{
    struct trail *t = &x->trail;
    trail_back(t, 0, raise_undone, x);
    t->raise_count = t->reason_used = t->conflict_count = t->refuted = 0;
    nogoods_forget(&x->nogoods);
}

/* Room for all and nothing else, again from the first bounds. */
static void restart_anew(struct exact *x)
{
    struct trail *t = &x->trail;
    exact_forget(x);
    for (int a = 0; a < x->task.activity_count; a++) {
        t->bound[2 * a] = t->root[2 * a] = x->task.earliest[a];
        t->bound[2 * a + 1] = t->root[2 * a + 1] = -x->task.latest[a];
        t->last[2 * a] = t->last[2 * a + 1] = -1;
    }
    x->read = x->swept = 0;
    exact_score_reset(x);
}

void exact_ask(struct exact *x, int length, int anew, const int *like)
{
    if (anew) restart_anew(x);
    trail_back(&x->trail, 0, raise_undone, x);
    x->length = length;
    x->scratch.length = length;
    x->until_restart = x->read = 0;
    if (like) exact_score_follow(x, like);
    for (int a = 0; a < x->task.activity_count && !x->trail.refuted; a++)
        if (!trail_raise(&x->trail, (struct literal){2 * a + 1, x->task.duration[a] - length}, 0))
            x->trail.refuted = 1;
    for (int r = 0; r < x->task.resource_count; r++)
        x->dirty[r] = 1;
}

static int follow_bonds(struct exact *x, int var)
{
    struct trail *t = &x->trail;
    int a = var / 2, upper = var & 1, bound = t->bound[var];
    const int *first = upper ? x->before_first : x->after_first;
    const struct bond *bonds = upper ? x->befores : x->afters;
    for (int i = first[a]; i < first[a + 1]; i++) {
        struct literal l = {2 * bonds[i].activity + upper, bound + bonds[i].lag};
        if (trail_holds(t, l)) continue;
        if (!trail_raise(t, l, trail_because(t, 0, var, bound))) return 0;
    }
    return 1;
}

static void soil(struct exact *x, int activity)
{
    const struct exact_task *task = &x->task;
    for (int r = 0; r < task->resource_count; r++)
        x->dirty[r] |= task->need[r * task->activity_count + activity] > 0;
}

/* What follows from the bounds of level 0, which are no raises. */
static int sweep(struct exact *x)
{
    x->swept = 1;
    for (int v = 0; v < x->trail.var_count; v++)
        if (!follow_bonds(x, v) || !nogoods_propagate(&x->nogoods, &x->trail, v)) return 0;
    return 1;
}

/* At level 0 there is always room: what was noted is no longer needed. */
static int settle_and_sweep(struct exact *x)
{
    trail_settle(&x->trail);
    x->read = 0;
    return sweep(x);
}

/* Until nothing follows any more; returns 0 on a conflict. */
static int propagate(struct exact *x)
{
    struct trail *t = &x->trail;
    int resources = x->task.resource_count;
    if (!x->swept && !sweep(x)) return 0;
    for (;;) {
        int r = 0;
        while (x->read < t->raise_count) {
            int var = t->raises[x->read++].var;
            soil(x, var / 2);
            if (!follow_bonds(x, var) || !nogoods_propagate(&x->nogoods, t, var)) return 0;
            if (trail_is_full(t) && (t->level > 0 || !settle_and_sweep(x))) return t->level > 0;
        }
        while (r < resources && !x->dirty[r])
            r++;
        if (r == resources) return 1;
        if (!timetable_propagate(&x->tables[r], &x->scratch, t)) return 0;
        x->dirty[r] = 0;
    }
}

/* Luby's sequence: 1 1 2 1 1 2 4 ... */
static int luby(int i)
{
    int size = 1, power = 1;
    while (size < i + 1) {
        size = 2 * size + 1;
        power *= 2;
    }
    while (size - 1 != i) {
        size = (size - 1) / 2;
        power /= 2;
        i %= size;
    }
    return power;
}

static void begin_again(struct exact *x)
{
    trail_back(&x->trail, 0, raise_undone, x);
    x->read = 0;
    x->until_restart = RESTART_UNIT * luby(x->restarts++);
}

/* At level 0, when nothing follows any more. */
static void tidy(struct exact *x)
{
    trail_settle(&x->trail);
    x->read = 0;
    if (nogoods_are_full(&x->nogoods, x->trail.var_count)) nogoods_reduce(&x->nogoods);
}

/* Learn from the conflict and go back; returns 0 when it refutes the length. */
static int learn(struct exact *x)
{
    struct trail *t = &x->trail;
    struct trail_listener listener = {raise_undone, literal_met, x};
    x->conflicts++;
    x->until_restart--;
    for (int again = 1; again;) {
        int back = trail_learn(t, &listener);
        if (back < 0) return 0;
        int levels = trail_learned_levels(t, x->mark, ++x->stamp);
        trail_back(t, back, raise_undone, x);
        x->read = t->raise_count;
        again = !nogoods_add(&x->nogoods, t, levels);
        if (t->refuted) return 0;
    }
    exact_score_age(x);
    for (int r = 0; r < x->task.resource_count; r++)
        x->dirty[r] = 0; /* nothing followed at that level any more */
    return 1;
}

static int decide(struct exact *x)
{
    struct literal l;
    if (!exact_score_choose(x, &l)) return 0;
    trail_decide(&x->trail, l);
    return 1;
}

enum exact_outcome exact_run(struct exact *x, int64_t conflicts, const struct stop *stop)
{
    struct trail *t = &x->trail;
    while (!t->refuted) {
        if (!propagate(x)) {
            if (!learn(x)) return EXACT_REFUTED;
            if (x->conflicts >= conflicts) return EXACT_OPEN;
            if (x->conflicts % STOP_EVERY == 0 && stop_wanted(stop)) return EXACT_OPEN;
            continue;
        }
        if (t->level > 0 && (x->until_restart <= 0 || trail_is_full(t) ||
                             nogoods_are_full(&x->nogoods, t->var_count))) {
            x->conflicts += trail_is_full(t); /* so that it ends */
            begin_again(x);
            continue;
        }
        if (t->level == 0) tidy(x);
        if (decide(x)) continue;
        for (int a = 0; a < x->task.activity_count; a++)
            x->start[a] = t->bound[2 * a];
        return EXACT_FOUND;
    }
    return EXACT_REFUTED;
}
