/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/trail.h"

#include <limits.h>

enum {
    RAISES = 1 << 11, /* of all, and for each variable: */
    RAISES_EACH = 128,
    REASONS_EACH = 16, /* literals of a raise, on average */
    NONE = INT_MIN,
};

enum status trail_init(struct trail *out, int var_count, struct arena *a, struct err *e)
{
    size_t n = (size_t)var_count;
    size_t raises = RAISES + RAISES_EACH * n, reasons = raises * REASONS_EACH;
    *out = (struct trail){
        .var_count = var_count, .raise_max = (int)raises, .reason_max = (int)reasons};
    out->bound = ARENA_ARRAY(a, int, n);
    out->root = ARENA_ARRAY(a, int, n);
    out->last = ARENA_ARRAY(a, int, n);
    out->opened = ARENA_ARRAY(a, int, raises + 1);
    out->raises = ARENA_ARRAY(a, struct raise, raises);
    out->reasons = ARENA_ARRAY(a, struct literal, reasons);
    out->conflict = ARENA_ARRAY(a, struct literal, 4 * n + 4);
    out->need = ARENA_ARRAY(a, int, n);
    out->at = ARENA_ARRAY(a, int, n);
    out->learned = ARENA_ARRAY(a, struct literal, n + 1);
    if (!out->bound || !out->root || !out->last || !out->opened || !out->raises || !out->reasons ||
        !out->conflict || !out->need || !out->at || !out->learned)
        return err_set(e, STATUS_NOMEM, "out of memory for an exact search");
    for (size_t v = 0; v < n; v++) {
        out->last[v] = -1;
        out->need[v] = NONE;
    }
    return STATUS_OK;
}

int trail_fail(struct trail *t, int reason_count)
{
    t->conflict_count = reason_count;
    for (int i = 0; i < reason_count; i++)
        t->conflict[i] = t->reasons[t->reason_used + i];
    if (reason_count == 0) t->refuted = 1;
    return 0;
}

int trail_raise(struct trail *t, struct literal l, int reason_count)
{
    if (trail_holds(t, l)) return 1;
    struct literal no = literal_not(l);
    if (trail_holds(t, no)) return trail_fail(t, trail_because(t, reason_count, no.var, no.bound));
    if (t->level == 0) reason_count = 0;
    t->raises[t->raise_count] =
        (struct raise){l.var, l.bound, t->last[l.var], t->level, t->reason_used, reason_count};
    t->last[l.var] = t->raise_count++;
    t->bound[l.var] = l.bound;
    t->reason_used += reason_count;
    return 1;
}

void trail_decide(struct trail *t, struct literal l)
{
    t->opened[t->level++] = t->raise_count;
    (void)trail_raise(t, l, 0);
}

void trail_back(struct trail *t, int level, trail_undone *undone, void *context)
{
    if (level >= t->level) return;
    int count = t->opened[level];
    while (t->raise_count > count) {
        const struct raise *r = &t->raises[--t->raise_count];
        int old = r->before >= 0 ? t->raises[r->before].bound : t->root[r->var];
        t->bound[r->var] = old;
        t->last[r->var] = r->before;
        t->reason_used = r->reason_first;
        undone(context, r->var, r->bound, old);
    }
    t->level = level;
}

void trail_settle(struct trail *t)
{
    for (int i = 0; i < t->raise_count; i++) {
        int v = t->raises[i].var;
        t->root[v] = t->bound[v];
        t->last[v] = -1;
    }
    t->raise_count = t->reason_used = 0;
}

/* The first raise after which the literal holds, or -1: it holds at level 0. */
static int raise_of(const struct trail *t, struct literal l)
{
    int at = -1;
    for (int i = t->last[l.var]; i >= 0 && t->raises[i].bound >= l.bound; i = t->raises[i].before)
        at = i;
    if (at < 0 || t->raises[at].level == 0) return -1;
    int before = t->raises[at].before;
    int old = before >= 0 ? t->raises[before].bound : t->root[l.var];
    return old >= l.bound ? -1 : at;
}

/* One more literal of the conflict; returns by how many those of the level grew. */
static int need_too(struct trail *t, struct literal l, const struct trail_listener *listener)
{
    int open = t->opened[t->level - 1], had = t->need[l.var] != NONE;
    if (had && t->need[l.var] >= l.bound) return 0;
    int at = raise_of(t, l);
    if (at < 0) return 0;
    int before = had && t->at[l.var] >= open;
    t->need[l.var] = l.bound;
    t->at[l.var] = at;
    listener->met(listener->context, l);
    return (at >= open) - before;
}

static int conflict_level(const struct trail *t)
{
    int level = 0;
    for (int i = 0; i < t->conflict_count; i++) {
        int at = raise_of(t, t->conflict[i]);
        if (at >= 0 && t->raises[at].level > level) level = t->raises[at].level;
    }
    return level;
}

/* All that a raise follows from is needed anyway. */
static int is_implied(const struct trail *t, int var)
{
    const struct raise *r = &t->raises[t->at[var]];
    if (r->reason_count == 0) return 0;
    for (int i = r->reason_first; i < r->reason_first + r->reason_count; i++) {
        struct literal l = t->reasons[i];
        if (t->need[l.var] != NONE && t->need[l.var] >= l.bound && t->at[l.var] < t->at[var])
            continue;
        if (raise_of(t, l) >= 0) return 0;
    }
    return 1;
}

/* What is left of the conflict, without what follows from the rest. */
static int collect(struct trail *t, int uip)
{
    int back = 0;
    t->learned_count = 0;
    t->learned[t->learned_count++] = (struct literal){uip, t->need[uip]};
    for (int v = 0; v < t->var_count; v++) {
        if (t->need[v] == NONE || v == uip || is_implied(t, v)) continue;
        int level = t->raises[t->at[v]].level, k = t->learned_count++;
        t->learned[k] = (struct literal){v, t->need[v]};
        if (level <= back) continue;
        back = level;
        t->learned[k] = t->learned[1];
        t->learned[1] = (struct literal){v, t->need[v]};
    }
    for (int v = 0; v < t->var_count; v++)
        t->need[v] = NONE;
    return back;
}

int trail_learn(struct trail *t, const struct trail_listener *listener)
{
    int level = conflict_level(t), count = 0, p;
    if (level == 0) {
        t->refuted = 1;
        return -1;
    }
    trail_back(t, level, listener->undone, listener->context);
    for (int i = 0; i < t->conflict_count; i++)
        count += need_too(t, t->conflict[i], listener);
    for (p = t->raise_count - 1;; p--) {
        int v = t->raises[p].var;
        if (t->need[v] == NONE || t->at[v] != p) continue;
        if (count == 1) return collect(t, v);
        t->need[v] = NONE;
        count--;
        const struct raise *r = &t->raises[p];
        for (int i = r->reason_first; i < r->reason_first + r->reason_count; i++)
            count += need_too(t, t->reasons[i], listener);
    }
}

int trail_learned_levels(struct trail *t, int *mark, int stamp)
{
    int count = 0;
    for (int i = 0; i < t->learned_count; i++) {
        int at = raise_of(t, t->learned[i]);
        int level = at < 0 ? 0 : t->raises[at].level;
        count += mark[level] != stamp;
        mark[level] = stamp;
    }
    return count;
}
