/* SPDX-License-Identifier: Apache-2.0 */
/*
 * integer - from the linear bound to a plan of whole visits.
 *
 * Method   a first plan from the restricted master over visits of small reduced
 *          cost; large-neighbourhood search around it; when the distance to the
 *          bound lets every visit of a better plan be listed, the restricted
 *          master over that list, which is exact.
 * Effort   counted in nodes and moves, never in time.
 */
#ifndef PLAN_INTEGER_H
#define PLAN_INTEGER_H

#include "plan/choice.h"
#include "plan/colgen.h"

struct integer_result {
    int has_plan;
    int infeasible; /* proven: no plan of whole visits */
    int optimal;    /* proven: no better plan */
    double bound;   /* decided visits counted; at most the bound of column generation */
};

CHECKED enum status integer_solve(struct colgen *cg, struct choice_set *best,
                                  struct integer_result *out, struct err *e);

#endif
