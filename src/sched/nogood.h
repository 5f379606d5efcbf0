/* SPDX-License-Identifier: Apache-2.0 */
/*
 * nogood - what a search has learned: sets of literals that never hold together.
 *
 * Method    two literals of each that do not hold yet are watched (Moskewicz et al. 2001);
 *           when all but one hold, the last is denied.  At level 0 the half that joins
 *           more levels, and is older, may be forgotten (Audemard & Simon 2009).
 * Limits    NOGOOD_MAX nogoods; nogoods_are_full() asks for nogoods_reduce().
 */
#ifndef SCHED_NOGOOD_H
#define SCHED_NOGOOD_H

#include "sched/trail.h"

enum {
    NOGOOD_MAX = 1 << 14,
    NOGOOD_LITERALS = 1 << 12, /* for each variable */
};

struct nogood {
    int first, count; /* into literals; the first two are watched */
    int levels;       /* joined when it was learned */
};

struct nogoods {
    struct nogood *list;
    struct literal *literals;
    int *head; /* [var] first watch, or -1; watch 2i + k is that of the literal k of nogood i */
    int *next; /* [watch] */
    int count, limit, var_count;
    int literal_count, literal_max;
};

CHECKED enum status nogoods_init(struct nogoods *out, int var_count, struct arena *a,
                                 struct err *e);

void nogoods_forget(struct nogoods *g);

static inline int nogoods_are_full(const struct nogoods *g, int longest)
{
    return g->count >= g->limit || g->literal_count + longest > g->literal_max;
}

/* At level 0. */
void nogoods_reduce(struct nogoods *g);

/* Keep t->learned after going back; denies its first literal. Returns 0 on a conflict. */
int nogoods_add(struct nogoods *g, struct trail *t, int levels);

/* A variable was raised to its bound; returns 0 on a conflict. */
int nogoods_propagate(struct nogoods *g, struct trail *t, int var);

#endif
