/* SPDX-License-Identifier: Apache-2.0 */
/*
 * replan - plan again when figures have changed, and move as little as can be.
 *
 * Change   a visit of the adopted plan that starts in another year, or never, or one nobody
 *          adopted; what a visit brings, and where, is free.  Visits decided already, and those of
 *          the adopted plan before a year that may be given, stay.
 * Method   the adopted plan is mended where it breaks a rule of now, giving up few visits
 *          (plan/whatif.h); then for one number of changes after the other it is improved within a
 *          row that allows no more (the clause limit_changes).  The steps between give the
 *          frontier: changes against worth.  Where no few visits given up mend it, plans are made
 *          afresh with a price on every change (replan_priced.h).
 * Limits   the plans are found, not proven to be the best with so few changes; the bound is that
 *          on any plan.
 */
#ifndef APP_REPLAN_H
#define APP_REPLAN_H

#include "app/difference.h"
#include "app/plan.h"
#include "app/stored.h"

enum {
    REPLAN_POINTS_MAX = 16,
};

struct replan_request {
    const struct session *from; /* the file of the adopted plan; NULL: the same */
    const char *plan;           /* adopted; NULL: the last one */
    const char *name;           /* of the new one */
    int changes;                /* allowed; -1: as few as the loss asks for */
    double loss;                /* allowed, a share of the best plan found; NaN: not stated */
    double known;               /* worth of a plan made afresh, for the loss; 0: none is known */
    int year_from;              /* adopted visits before it stay; 0: the first year */
    int rounds;                 /* of improvement */
    int threads;
    const char *options;
    const struct stop *stop;
    const struct progress *progress;
};

struct replan_point {
    int allowed; /* changes; -1: any number */
    int made;
    struct plan plan;
};

struct replan {
    struct stored adopted;
    const char *broken; /* by the adopted plan, of the rules of now; NULL: none */
    double adopted_worth;
    double bound;                                  /* no plan is worth more */
    struct replan_point points[REPLAN_POINTS_MAX]; /* fewest changes first; the last: any number */
    int point_count;
    int chosen; /* of the points; -1: none can be had */
    struct difference difference;
    struct plan_answer kept;
};

/* The points alone, for a programme of now that may not be that of any file; nothing is kept. */
CHECKED enum status replan_search(struct replan *out, const struct stored *adopted,
                                  const struct programme *p, const struct replan_request *request,
                                  struct arena *a, struct err *e);

/* Keeps the chosen plan in the tables of the session, when there is one. */
CHECKED enum status replan(struct replan *out, struct session *s,
                           const struct replan_request *request, struct err *e);

void replan_write(const struct replan *x, struct buf *b);
void replan_write_json(const struct replan *x, struct buf *b);

#endif
