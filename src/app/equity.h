/* SPDX-License-Identifier: Apache-2.0 */
/*
 * equity - how much more a person in a worse-off area counts.
 *
 * Weight of an area = (reference / index)^eta, with the index of living standard
 * from table area_index, eta from the programme, and as reference the mean of
 * the index over the people of all areas that can be visited: an area at that
 * mean has weight 1.  eta 0: every weight is 1, and no index is needed.
 */
#ifndef APP_EQUITY_H
#define APP_EQUITY_H

#include "base/arena.h"
#include "base/err.h"
#include "model/dataset.h"
#include "model/programme.h"

/* Into *out, one for each area, all > 0.  NOTFOUND when an index is needed and there is none,
 * CONFLICT when it was made from other figures: the sentence says to run diagnose. */
CHECKED enum status equity_weights(double **out, const struct dataset *d, const struct programme *p,
                                   struct arena *a, struct err *e);

#endif
