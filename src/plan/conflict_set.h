/* SPDX-License-Identifier: Apache-2.0 */
/*
 * conflict_set - demands that cannot hold together, none of which can be spared.
 *
 * Problem  demands that no plan keeps.  Find a set of them that no plan keeps, while without any
 *          one of the set there is a plan that keeps the others of it (an irreducible infeasible
 *          set; Chinneck 2008).
 * Method   deletion.  A proof by prices spares at once all that has no weight in it; what more can
 *          be spared under the same proof is tried in halves (Junker 2004), without a linear
 *          programme; each demand left is spared in a question of its own, first of parts of
 *          visits, at the end of whole ones.
 * Limits   where the search for whole visits neither finds a plan nor proves that there is none,
 *          the demand stays in the set and the set is not known to be minimal.
 */
#ifndef PLAN_CONFLICT_SET_H
#define PLAN_CONFLICT_SET_H

#include "plan/feasible.h"

struct conflict_set {
    int *demands; /* ascending */
    int count;
    int is_minimal;      /* proven */
    int is_with_decided; /* without the visits decided already they could hold together */
    const char *reason;  /* of a demand that cannot be kept alone: a sentence; or NULL */
};

/* `d` has been found to be infeasible.  It is left as it was. */
CHECKED enum status conflict_set_find(struct conflict_set *out, struct feasibility *f,
                                      const struct demands *d, struct arena *a, struct err *e);

#endif
