/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sweep - does more or less of a resource reshuffle the plan, and what does holding still cost?
 *
 * For each of some shares by which every limit of the resource is raised or lowered: the plan made
 * afresh, and the plan that moves as little as a stated loss allows (app/replan.h); of both, how many
 * visits of the stored plan start in another year or never, or are new.  Nothing is written to the
 * file.
 */
#ifndef APP_SWEEP_H
#define APP_SWEEP_H

#include "app/session.h"
#include "base/buf.h"
#include "base/stop.h"

enum {
    SWEEP_STEPS_MAX = 21,
};

struct sweep_request {
    const char *plan; /* NULL: the last one */
    int resource;
    double from, to; /* shares, such as -0.1 and 0.1 */
    int step_count;  /* 2 .. SWEEP_STEPS_MAX */
    double loss;     /* share, for holding still */
    double effort;   /* of planning afresh */
    int threads;
    const struct stop *stop;
    const struct progress *progress;
};

struct sweep_step {
    double share;
    int has_fresh, has_still;
    int fresh_moves, still_moves; /* visits that differ from the stored plan */
    int fresh_areas, still_areas; /* areas they are in */
    double fresh_worth, still_worth, bound;
};

struct sweep {
    const char *plan;
    int visit_count; /* of the stored plan, decided ones not counted */
    struct sweep_step steps[SWEEP_STEPS_MAX];
    int step_count;
};

CHECKED enum status sweep(struct sweep *out, struct session *s, const struct sweep_request *request,
                          struct err *e);

void sweep_write(const struct sweep *x, const struct sweep_request *request,
                 const struct programme *p, struct buf *b);
void sweep_write_json(const struct sweep *x, const struct sweep_request *request,
                      const struct programme *p, struct buf *b);

#endif
