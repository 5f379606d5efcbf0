/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lorenz - what share of the whole the worst-off share of people has.
 *
 * Method   areas by ascending value; point k is (people, value) of the first k, as
 *          shares (Lorenz 1905).  Point 0 is (0, 0), the last (1, 1).
 * Limits   at most LORENZ_POINT_MAX points: of more areas, evenly chosen
 *          vertices, which lie exactly on the curve.
 */
#ifndef DIAGNOSE_LORENZ_H
#define DIAGNOSE_LORENZ_H

#include "base/arena.h"
#include "base/err.h"

enum {
    LORENZ_POINT_MAX = 1001,
};

struct lorenz {
    int count; /* of points; 0: every value is 0, there is no curve */
    double *people_share, *value_share;
};

/* value >= 0, people > 0; the curve lives in the arena. */
CHECKED enum status lorenz_draw(struct lorenz *out, const double *value, const double *people,
                                int count, struct arena *a, struct err *e);

#endif
