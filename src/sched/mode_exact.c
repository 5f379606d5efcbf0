/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/mode_exact.h"

#include <limits.h>
#include <string.h>

#include "sched/mode_stock.h"
#include "sched/mode_table.h"

enum {
    RESTART_UNIT = 100,
    STOP_EVERY = 32, /* conflicts between looks at the stop flag */
};

void mode_exact_refresh(struct mode_exact *x, int a)
{
    const struct network *net = x->net;
    int *least = x->least + (size_t)a * (size_t)x->resource_count;
    x->stale[a] = x->left[a] = 0;
    for (int w = net->work_first[a]; w < net->work_first[a + 1]; w++) {
        const int *need = x->need + (size_t)w * (size_t)x->resource_count;
        if (!mode_is_left(x, w)) continue;
        int first = x->left[a]++ == 0;
        if (first || net->works[w].duration < x->shortest[a])
            x->shortest[a] = net->works[w].duration;
        for (int r = 0; r < x->resource_count; r++)
            if (first || need[r] < least[r]) least[r] = need[r];
    }
}

static int question_of(const struct mode_exact *x, struct literal l)
{
    int n = x->net->activity_count, time = l.var & 1 ? 1 - l.bound : l.bound;
    if (l.var >= 2 * n) return n * x->periods + l.var / 2 - n;
    return time < 0 || time >= x->periods ? -1 : l.var / 2 * x->periods + time;
}

static void raise_undone(void *context, int var, int bound, int old_bound)
{
    struct mode_exact *x = context;
    int n = x->net->activity_count, high = !(var & 1);
    if (var >= 2 * n) {
        int w = var / 2 - n, question = n * x->periods + w;
        x->high[question] = (unsigned char)high;
        x->stale[x->owner[w]] = 1;
        mode_score_insert(&x->score, question);
        return;
    }
    int from = high ? old_bound + 1 : 1 - bound, to = high ? bound : -old_bound;
    for (int t = from; t <= to; t++) {
        x->high[var / 2 * x->periods + t] = (unsigned char)high;
        mode_score_insert(&x->score, var / 2 * x->periods + t);
    }
}

static void literal_met(void *context, struct literal l)
{
    struct mode_exact *x = context;
    int question = question_of(x, l);
    if (question >= 0) mode_score_bump(&x->score, question);
}

/* Answer as in the best schedule. */
static void follow(struct mode_exact *x)
{
    int n = x->net->activity_count;
    for (int a = 0; a < n; a++)
        for (int t = 0; t < x->periods; t++)
            x->high[a * x->periods + t] = x->like_start[a] >= t;
    for (int w = 0; w < x->net->work_count; w++)
        x->high[n * x->periods + w] = x->like_work[x->owner[w]] == w;
}

void mode_exact_ask(struct mode_exact *x, int length, const int *start, const int *work)
{
    trail_back(&x->trail, 0, raise_undone, x);
    x->length = length;
    x->until_restart = x->read = x->swept = 0;
    x->rows_dirty = 1;
    for (int a = 0; a < x->net->activity_count; a++) {
        x->like_start[a] = start[a];
        x->like_work[a] = work[a];
    }
    follow(x);
    for (int r = 0; r < x->resource_count; r++)
        x->dirty[r] = 1;
    for (int s = 0; s < x->stock_count; s++)
        if (x->stock_dirty[s] >= 0) x->stock_dirty[s] = 1;
}

static void soil(struct mode_exact *x, int a)
{
    for (int r = 0; r < x->resource_count; r++)
        x->dirty[r] |= x->least[a * x->resource_count + r] > 0 || x->left[a] > 1;
    for (int s = 0; s < x->stock_count; s++)
        if (x->stock_dirty[s] == 0) x->stock_dirty[s] = 1;
}

/* A stock that may say something new; -1: none. */
static int next_stock(const struct mode_exact *x)
{
    for (int s = 0; s < x->stock_count; s++)
        if (x->stock_dirty[s] > 0) return s;
    return -1;
}

/* What the end and the works left say about the latest start, and the other way round. */
static int keep_length(struct mode_exact *x, int a)
{
    struct trail *t = &x->trail;
    const struct network *net = x->net;
    int reason = mode_because_duration(x, 0, a, x->shortest[a]);
    if (!trail_raise(t, (struct literal){2 * a + 1, x->shortest[a] - x->length}, reason)) return 0;
    for (int w = net->work_first[a]; w < net->work_first[a + 1]; w++) {
        int spare = x->length - net->works[w].duration;
        if (mode_start_min(x, a) <= spare || !mode_is_left(x, w)) continue;
        reason = trail_because(t, 0, 2 * a, spare + 1);
        if (!trail_raise(t, mode_excluded(x, w), reason)) return 0;
    }
    return 1;
}

/* Of a link: starts move, and a work that is too long goes. */
static int follow_bond(struct mode_exact *x, int from, int to, const struct mode_bond *b)
{
    struct trail *t = &x->trail;
    const struct network *net = x->net;
    if (x->stale[from]) mode_exact_refresh(x, from);
    int duration = b->after_finish ? x->shortest[from] : 0, lag = duration + b->lag;
    struct literal late = {2 * to, mode_start_min(x, from) + lag};
    if (!trail_holds(t, late)) {
        int reason = trail_because(t, 0, 2 * from, late.bound - lag);
        if (!trail_raise(t, late, mode_because_duration(x, reason, from, duration))) return 0;
    }
    struct literal early = {2 * from + 1, lag - mode_start_max(x, to)};
    if (!trail_holds(t, early)) {
        int reason = trail_because(t, 0, 2 * to + 1, -mode_start_max(x, to));
        if (!trail_raise(t, early, mode_because_duration(x, reason, from, duration))) return 0;
    }
    if (!b->after_finish || x->left[from] < 2) return 1;
    for (int w = net->work_first[from]; w < net->work_first[from + 1]; w++) {
        int from_min = mode_start_min(x, from), to_max = mode_start_max(x, to);
        int length = net->works[w].duration + b->lag;
        if (from_min + length <= to_max || !mode_is_left(x, w)) continue;
        int reason = trail_because(t, 0, 2 * from, from_min);
        reason = trail_because(t, reason, 2 * to + 1, 1 - from_min - length);
        if (!trail_raise(t, mode_excluded(x, w), reason)) return 0;
    }
    return 1;
}

static int follow_bonds(struct mode_exact *x, int a)
{
    for (int i = x->after_first[a]; i < x->after_first[a + 1]; i++)
        if (!follow_bond(x, a, x->afters[i].activity, &x->afters[i])) return 0;
    for (int i = x->before_first[a]; i < x->before_first[a + 1]; i++)
        if (!follow_bond(x, x->befores[i].activity, a, &x->befores[i])) return 0;
    return 1;
}

/* Exactly one work of an activity is chosen. */
static int follow_works(struct mode_exact *x, int a)
{
    struct trail *t = &x->trail;
    const struct network *net = x->net;
    int first = net->work_first[a], last = net->work_first[a + 1], only = -1, reason = 0;
    for (int w = first; w < last; w++) {
        struct literal chosen = {mode_choose_var(x, w), 1};
        if (!trail_holds(t, chosen)) continue;
        for (int v = first; v < last; v++)
            if (v != w &&
                !trail_raise(t, mode_excluded(x, v), trail_because(t, 0, chosen.var, chosen.bound)))
                return 0;
    }
    mode_exact_refresh(x, a);
    if (x->left[a] > 1) return 1;
    for (int w = first; w < last; w++) {
        struct literal l = mode_excluded(x, w);
        if (mode_is_left(x, w))
            only = w;
        else
            reason = trail_because(t, reason, l.var, l.bound);
    }
    if (only < 0) return trail_fail(t, reason);
    return trail_raise(t, (struct literal){mode_choose_var(x, only), 1}, reason);
}

static int follow_raise(struct mode_exact *x, int var)
{
    int n = x->net->activity_count, a = var < 2 * n ? var / 2 : x->owner[var / 2 - n];
    if (var >= 2 * n) {
        if (!follow_works(x, a)) return 0;
        x->rows_dirty = 1;
    } else if (x->stale[a]) {
        mode_exact_refresh(x, a);
    }
    soil(x, a);
    return keep_length(x, a) && follow_bonds(x, a) &&
           nogoods_propagate(&x->nogoods, &x->trail, var);
}

/* What follows from the bounds of level 0, which are no raises. */
static int sweep(struct mode_exact *x)
{
    x->swept = 1;
    for (int v = 0; v < x->trail.var_count; v++)
        if (!follow_raise(x, v)) return 0;
    return 1;
}

static void settle(struct mode_exact *x)
{
    trail_settle(&x->trail);
    x->read = 0;
}

/* Until nothing follows any more; returns 0 on a conflict. */
static int propagate(struct mode_exact *x)
{
    struct trail *t = &x->trail;
    if (!x->swept && !sweep(x)) return 0;
    for (;;) {
        int r = 0;
        while (x->read < t->raise_count) {
            if (!follow_raise(x, t->raises[x->read++].var)) return 0;
            if (!trail_is_full(t)) continue;
            if (t->level > 0) return 1;
            settle(x);
            if (!sweep(x)) return 0;
        }
        if (x->rows_dirty) {
            x->rows_dirty = 0;
            if (!mode_rows_propagate(x)) return 0;
            continue;
        }
        int stock = next_stock(x);
        if (stock >= 0) {
            x->stock_dirty[stock] = 0;
            if (!mode_stock_propagate(x, stock)) return 0;
            continue;
        }
        while (r < x->resource_count && !x->dirty[r])
            r++;
        if (r == x->resource_count) return 1;
        x->dirty[r] = 0;
        if (!mode_table_propagate(x, r)) return 0;
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

/* Learn from the conflict and go back; returns 0 when it refutes the length. */
static int learn(struct mode_exact *x)
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
    mode_score_age(&x->score);
    return 1;
}

static int is_open(const struct mode_exact *x, struct literal l)
{
    return !trail_holds(&x->trail, l) && !trail_holds(&x->trail, literal_not(l));
}

/* Near the best schedule: the works of it for all but a window of activities. */
static int decide_near(struct mode_exact *x)
{
    int n = x->net->activity_count;
    while (x->near_next < n) {
        int a = x->near_order[x->near_next++];
        struct literal l = {mode_choose_var(x, x->like_work[a]), 1};
        if (!is_open(x, l)) continue;
        trail_decide(&x->trail, l);
        return 1;
    }
    return 0;
}

static int decide(struct mode_exact *x)
{
    int n = x->net->activity_count, question;
    if (decide_near(x)) return 1;
    while ((question = mode_score_take(&x->score)) >= 0) {
        struct literal high = {question / x->periods * 2, question % x->periods};
        if (question >= n * x->periods)
            high = (struct literal){mode_choose_var(x, question - n * x->periods), 1};
        if (!is_open(x, high)) continue;
        trail_decide(&x->trail, x->high[question] ? high : literal_not(high));
        return 1;
    }
    return 0;
}

/* Activities in random order; the first of them are free, the others begin with like_work. */
static void choose_near(struct mode_exact *x)
{
    int n = x->net->activity_count;
    x->near_next = n;
    if (x->restarts % 2 == 0) return;
    follow(x);
    for (int a = 0; a < n; a++) {
        int at = rng_int(&x->rng, 0, a);
        x->near_order[a] = x->near_order[at];
        x->near_order[at] = a;
    }
    x->near_next = (int)(n * rng_real(&x->rng));
}

static void begin_again(struct mode_exact *x)
{
    trail_back(&x->trail, 0, raise_undone, x);
    settle(x);
    x->until_restart = RESTART_UNIT * luby(x->restarts++);
    if (nogoods_are_full(&x->nogoods, x->trail.var_count)) nogoods_reduce(&x->nogoods);
    choose_near(x);
}

static void take_found(struct mode_exact *x)
{
    const struct network *net = x->net;
    for (int a = 0; a < net->activity_count; a++) {
        x->start[a] = mode_start_min(x, a);
        for (int w = net->work_first[a]; w < net->work_first[a + 1]; w++)
            if (mode_is_left(x, w)) x->work[a] = w;
    }
}

enum exact_outcome mode_exact_run(struct mode_exact *x, int64_t conflicts, const struct stop *stop)
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
        if (t->level == 0) settle(x);
        if (decide(x)) continue;
        take_found(x);
        return EXACT_FOUND;
    }
    return EXACT_REFUTED;
}
