/* SPDX-License-Identifier: Apache-2.0 */
/*
 * feasible - can a plan keep these demands?
 *
 * Method   the first phase of column generation: visits that lower what is missing, until nothing
 *          is (then whole visits are looked for), or prices prove that something always will be:
 *          the Lagrangian bound without worth is negative (Farkas).  A proof is kept and tried on
 *          the next question, and so are the visits.
 * Answer   NO is proven.  YES has a plan.  UNKNOWN: parts of visits would do, and the search for
 *          whole ones neither found a plan nor proved that there is none.
 * Owner    the arena given to feasible_init().
 */
#ifndef PLAN_FEASIBLE_H
#define PLAN_FEASIBLE_H

#include "plan/demands.h"
#include "plan/pool.h"

enum feasible {
    FEASIBLE_YES,
    FEASIBLE_NO,
    FEASIBLE_UNKNOWN,
};

struct proof_price {     /* of a row in the proof */
    int demand, ordinal; /* of the rows of the demand */
    double price;        /* > 0: the ceiling weighs, < 0: the floor */
};

struct feasibility {
    const struct plan_input *in;
    const struct plan_options *options;
    struct facility_size *sizes; /* of the programme, that bring nothing: worth does not matter */
    struct proof_price *proof;
    int proof_count, proof_size;
    int has_proof;      /* of the last NO: */
    double missing;     /* what it lacks, in the unit of the prices; > 0 */
    const char *reason; /* of the last NO, when the demands refuse by themselves; else NULL */
    struct visit_choice *visits; /* known, each once */
    int visit_count, visit_size;
    long asked, solved; /* questions; those that took a linear programme */
    struct arena *arena;
};

CHECKED enum status feasible_init(struct feasibility *out, const struct plan_input *in,
                                  const struct plan_options *options, struct arena *a,
                                  struct err *e);

CHECKED enum status feasible_ask(struct feasibility *f, const struct demands *d,
                                 enum feasible *answer, struct err *e);

/* As feasible_ask(), for parts of visits: never UNKNOWN, and YES is no promise of a plan. */
CHECKED enum status feasible_ask_parts(struct feasibility *f, const struct demands *d,
                                       enum feasible *answer, struct err *e);

/* Does the last proof still hold for these demands?  Cheap. */
CHECKED enum status feasible_is_refuted(struct feasibility *f, const struct demands *d,
                                        int *refuted, struct err *e);

/* Does the demand weigh in the last proof as a row?  Sum of the prices of its ceilings and of its
 * floors, both >= 0. */
void feasible_weight(const struct feasibility *f, int demand, double *ceiling, double *floor);

#endif
