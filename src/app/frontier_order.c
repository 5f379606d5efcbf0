/* SPDX-License-Identifier: Apache-2.0 */
/* Which points of a frontier are worth choosing from. */
#include <math.h>

#include "app/frontier.h"

/* Differences below these are rounding, not choice. */
#define SAME_TOTAL 1e-9
#define SAME_SHARE 1e-9

static int is_more(double a, double b, double margin)
{
    return a > b + margin;
}

/* Is x at least as good as y in everything, and better in something? */
static int dominates(const struct frontier_point *x, const struct frontier_point *y)
{
    double margin = SAME_TOTAL * fmax(fabs(x->total), fabs(y->total));
    if (is_more(y->total, x->total, margin) ||
        is_more(y->fairness.worst_fifth, x->fairness.worst_fifth, SAME_SHARE) ||
        is_more(y->fairness.worst_area, x->fairness.worst_area, SAME_SHARE))
        return 0;
    return is_more(x->total, y->total, margin) ||
           is_more(x->fairness.worst_fifth, y->fairness.worst_fifth, SAME_SHARE) ||
           is_more(x->fairness.worst_area, y->fairness.worst_area, SAME_SHARE);
}

void frontier_mark_dominated(struct frontier_answer *x)
{
    for (int i = 0; i < x->count; i++) {
        x->points[i].is_dominated = 0;
        for (int k = 0; k < x->count && x->points[i].has_plan; k++)
            x->points[i].is_dominated |=
                x->points[k].has_plan && dominates(&x->points[k], &x->points[i]);
    }
}

int frontier_largest(const struct frontier_answer *x)
{
    int best = -1;
    for (int i = 0; i < x->count; i++)
        if (x->points[i].has_plan && (best < 0 || x->points[i].total > x->points[best].total))
            best = i;
    return best;
}

int frontier_fairest(const struct frontier_answer *x)
{
    int best = -1;
    for (int i = 0; i < x->count; i++) {
        const struct frontier_point *p = &x->points[i];
        if (!p->has_plan || p->is_dominated) continue;
        if (best < 0 || p->fairness.worst_fifth > x->points[best].fairness.worst_fifth) best = i;
    }
    return best;
}
