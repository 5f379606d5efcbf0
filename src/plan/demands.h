/* SPDX-License-Identifier: Apache-2.0 */
/*
 * demands - what is demanded of a plan: which clauses and limits hold, and with which figures.
 *
 * A demand is a clause or a limit of the programme, numbered clauses first.  Sites, areas, people
 * and decided visits are facts, not demands.
 *
 * Owner  the arena given.
 */
#ifndef PLAN_DEMANDS_H
#define PLAN_DEMANDS_H

#include "plan/solve.h"

struct demands {
    const struct programme *programme;
    struct clause *clauses; /* with figures that may have been changed */
    struct resource_limit *limits;
    char *holds; /* [demand] */
    int count;
};

/* All that the programme demands. */
CHECKED enum status demands_init(struct demands *out, const struct programme *p, struct arena *a,
                                 struct err *e);

/* Leave soft clauses out: a plan may miss them, so they stand in nobody's way. */
void demands_drop_soft(struct demands *d);

CHECKED enum status demands_copy(struct demands *out, const struct demands *from, struct arena *a,
                                 struct err *e);

static inline int demand_is_limit(const struct demands *d, int demand)
{
    return demand >= d->programme->clause_count;
}

/* Index of the limit. */
static inline int demand_limit(const struct demands *d, int demand)
{
    return demand - d->programme->clause_count;
}

/* The programme with only what is demanded.  origin[i]: demand that its clause i is; after those,
 * its limits. */
CHECKED enum status demands_programme(struct programme *out, int **origin, const struct demands *d,
                                      struct arena *a, struct err *e);

#endif
