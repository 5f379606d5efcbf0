/* SPDX-License-Identifier: Apache-2.0 */
/*
 * trail - bounds on the starts of activities, why each holds, and what two of them say together.
 *
 * variable  2a is the start of activity a, 2a + 1 its negative, so that every bound is a
 *           lower one
 * literal   a variable is at least a bound; its negation is one of the other variable of the pair
 * level     decisions so far; what holds at level 0 holds always
 *
 * Method    lazy explanation (Ohrimenko, Stuckey & Codish 2009): each raised bound keeps the
 *           literals it follows from.  A conflict is resolved to the first literal of its
 *           level that implies it (1-UIP; Marques-Silva & Sakallah 1999).
 * Reasons   are written at trail_scratch() and handed over by their number; what holds at
 *           level 0 is left out by trail_because().
 */
#ifndef SCHED_TRAIL_H
#define SCHED_TRAIL_H

#include "base/arena.h"
#include "base/err.h"

struct literal {
    int var, bound;
};

struct raise {
    int var, bound;
    int before; /* the raise of the variable before it, or -1 */
    int level;
    int reason_first, reason_count;
};

struct trail {
    int var_count, level, raise_count, reason_used;
    int raise_max, reason_max;
    int *bound;  /* [var] */
    int *root;   /* [var] bound at level 0 */
    int *last;   /* [var] its latest raise, or -1 */
    int *opened; /* [level] raises before it */
    struct raise *raises;
    struct literal *reasons;
    struct literal *conflict; /* literals that cannot all hold, and do */
    int conflict_count;       /* 0: none */
    int refuted;              /* a conflict of level 0 */
    int *need, *at;           /* [var] of the conflict under analysis */
    struct literal *learned;  /* the first is to be denied; the next is of the highest level */
    int learned_count;
};

CHECKED enum status trail_init(struct trail *out, int var_count, struct arena *a, struct err *e);

static inline struct literal literal_not(struct literal l)
{
    return (struct literal){l.var ^ 1, 1 - l.bound};
}

static inline int trail_holds(const struct trail *t, struct literal l)
{
    return t->bound[l.var] >= l.bound;
}

/* Nothing more can be noted: the search has to go back to level 0. */
static inline int trail_is_full(const struct trail *t)
{
    return t->raise_count + 2 >= t->raise_max || t->reason_used + 4 * t->var_count >= t->reason_max;
}

/* Add a literal to the reason that is being written. */
static inline int trail_because(struct trail *t, int count, int var, int bound)
{
    if (t->root[var] >= bound) return count;
    t->reasons[t->reason_used + count] = (struct literal){var, bound};
    return count + 1;
}

/* The literal follows from the reason just written; returns 0 on a conflict. */
int trail_raise(struct trail *t, struct literal l, int reason_count);

/* The reason just written cannot be; returns 0. */
int trail_fail(struct trail *t, int reason_count);

void trail_decide(struct trail *t, struct literal l);

/* Undo all levels above; told of each raise that is undone, the latest first. */
typedef void trail_undone(void *context, int var, int bound, int old_bound);
void trail_back(struct trail *t, int level, trail_undone *undone, void *context);

/* At level 0: what was raised is raised for good. */
void trail_settle(struct trail *t);

/* The conflict becomes t->learned; t->level is that of the conflict when `undone` is done.
 * Every literal met is told to `met`.  Returns the level to go back to, or -1: refuted. */
typedef void trail_met(void *context, struct literal l);

struct trail_listener {
    trail_undone *undone;
    trail_met *met;
    void *context;
};

int trail_learn(struct trail *t, const struct trail_listener *listener);

/* How many levels the learned literals are of. */
int trail_learned_levels(struct trail *t, int *mark, int stamp);

#endif
