/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ensemble - plans that are nearly as good as the best one, and as unlike each other as may be.
 *
 * Problem  many plans are worth nearly the same.  Which visits are in all of them, and which are a
 *          matter of taste?
 * Method   column generation and the search for a plan once (plan/solve.h); then annealing again
 *          and again over the same visits, each time with a charge on what the plans so far have
 *          chosen: the year of an area, and less for the very package.  The charge grows after a
 *          plan that is good enough and shrinks after one that is not (diversity by penalties:
 *          compare Petit & Trapp 2015).  What is found is worked out anew without charges and
 *          checked against every row before it counts.
 * Limits   a sample, not all plans: what is in every plan found may still be left out of another
 *          one as good.  ENSEMBLE_PLANS_MAX plans.
 * Errors   that no plan exists, or none is good enough, is an answer.
 * Threads  the same plans on any number.
 */
#ifndef PLAN_ENSEMBLE_H
#define PLAN_ENSEMBLE_H

#include "plan/solve.h"

enum {
    ENSEMBLE_PLANS_MAX = 200,
};

struct ensemble_request {
    int plan_count; /* wanted, 1 .. ENSEMBLE_PLANS_MAX */
    double share;   /* a plan may be worth so much less than the bound, as a share of it */
};

struct ensemble {
    struct plan *plans; /* the first one without charges */
    int count;
    int tried;
    double bound, least; /* no plan is worth more; none here is worth less */
    enum plan_outcome outcome;
    const char *why_infeasible;
};

CHECKED enum status ensemble_solve(struct ensemble *out, const struct plan_input *in,
                                   const struct plan_options *options,
                                   const struct ensemble_request *request, struct arena *a,
                                   struct err *e);

#endif
