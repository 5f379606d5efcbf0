/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dual - the bound of a very large programme, without a linear programme.
 *
 * Problem  as colgen_run(): prices with the least Lagrangian bound, and the visits that are best
 *          near them.  With thousands of blocks the master of column generation takes minutes a
 *          round, while the dual is all but smooth.
 * Method   rounds of two steps: visits found so far give prices (plan/smooth.h), and pricing every
 *          block with these gives a valid bound and new visits.  Prices start from every 64th
 *          block, counted 64 times, then every 16th, every 4th, then all.  The width of the
 *          smoothing falls while the visits found suffice.
 * Answer   bound, prices and visits in the column generation, as colgen_run() leaves them; or
 *          proof that nothing keeps all rows.
 */
#ifndef PLAN_DUAL_H
#define PLAN_DUAL_H

#include "plan/colgen.h"

/* Are there so many blocks that this is faster? */
int dual_is_faster(const struct problem *p);

/* Fills start too: visits drawn by their shares in the plan of parts of visits. */
CHECKED enum status dual_run(struct colgen *cg, enum colgen_outcome *out, struct err *e);

#endif
