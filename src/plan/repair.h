/* SPDX-License-Identifier: Apache-2.0 */
/*
 * repair - why no plan keeps everything, and the smallest changes after which one does.
 *
 * Problem  demands that no plan keeps.  Find conflicts (plan/conflict_set.h) that share no demand,
 *          and for each the ways out: a limit raised, a number or a year of a clause moved, or a
 *          clause dropped, each by as little as does it.
 * Method   a proof by prices tells by how much a figure must change at least (what is missing over
 *          the price); changing it so and asking again ends at the least change for parts of
 *          visits, and from there upward at one that has a plan.  Counts and years are searched by
 *          doubling and halving.  Where the change leaves other conflicts, their cheapest ways out
 *          are added.
 * Answer   every repair has been asked with the whole programme and has a plan.  They are ranked by
 *          how many figures they change and then by how much, in shares of the figures.
 */
#ifndef PLAN_REPAIR_H
#define PLAN_REPAIR_H

#include "plan/conflict_set.h"

enum {
    CONFLICTS_MAX = 8,
    REPAIRS_MAX = 24,
    REPAIR_STEPS_MAX = CONFLICTS_MAX + 2,
};

enum repair_kind {
    REPAIR_LIMIT,    /* the quantity of a limit, up */
    REPAIR_AT_MOST,  /* of a clause, up */
    REPAIR_AT_LEAST, /* of a clause, down */
    REPAIR_LATER,    /* the last year of a clause */
    REPAIR_EARLIER,  /* the first year of a clause */
    REPAIR_DROP,     /* the whole clause */
};

struct repair_step {
    enum repair_kind kind;
    int demand;
    double from, to;
};

struct repair {
    struct repair_step steps[REPAIR_STEPS_MAX];
    int step_count;
    double size; /* sum of the changes, in shares of the figures; a whole clause counts 1 */
};

struct repair_answer {
    int is_feasible; /* nothing is to be explained */
    int is_unknown;  /* neither a plan nor a proof was found */
    struct conflict_set conflicts[CONFLICTS_MAX];
    int conflict_count;
    int has_more_conflicts;
    struct repair repairs[REPAIRS_MAX]; /* cheapest first */
    int repair_count;
    long asked, solved;
};

CHECKED enum status repair_find(struct repair_answer *out, const struct plan_input *in,
                                const struct plan_options *options, struct arena *a, struct err *e);

/* Change the demands so. */
void repair_apply(struct demands *d, const struct repair *r);

#endif
