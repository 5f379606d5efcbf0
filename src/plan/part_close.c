/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/part_close.h"

#include <math.h>

#include "plan/frontier.h"
#include "plan/restrict.h"

enum {
    VISITS_MAX = 8000,
    NODES = 100 * 1000, /* the iterations end the tree */
    HEURISTICS = 0,     /* bounds are wanted */
};

/* How near the tree has to come, as a share of what could be gained. */
#define NEAR 0.02

/* Relative margins: of the solver's bound, and for the rounding of values compared. */
#define BELIEF 1e-7
#define MARGIN 1e-9

/* Limits as wide as the verifier takes them, of which the solver is given half, and wider by the
 * steps of the frontier. */
static void widen(struct problem *p)
{
    for (int r = 0; r < p->row_count; r++) {
        struct row *row = &p->rows[r];
        double step = isfinite(row->upper) ? FRONTIER_STEP * fabs(row->upper) : 0;
        row->tolerance = 2 * (row->tolerance + step);
    }
}

enum status part_close(struct problem *p, const struct part_prices *at, int iterations,
                       const struct plan_options *o, struct part_bound *out, struct arena *a,
                       struct err *e)
{
    struct pool pool;
    struct frontier f;
    struct choice_set trial;
    struct restricted done;
    double slack = at->counted - at->enough, size = fabs(at->counted);
    *out = (struct part_bound){.bound = at->counted};
    TRY(frontier_open(&f, p, &pool, VISITS_MAX, a, e));
    for (int b = 0; b < p->block_count && f.is_complete; b++)
        TRY(frontier_list(&f, b, at->value[b] - slack - MARGIN * size, at->row, e));
    out->visits = f.count;
    if (!f.is_complete) return STATUS_OK;
    widen(p);
    TRY(choice_init(&trial, p, a, e));
    struct restriction r = {.columns = f.columns,
                            .column_count = f.count,
                            .gap = NEAR * slack / size,
                            .nodes = NODES,
                            .iterations = iterations,
                            .heuristics = HEURISTICS};
    TRY(restrict_solve(&r, &pool, o, &trial, &done, e));
    double bound = done.infeasible ? -INFINITY : done.bound + BELIEF * size;
    out->bound = fmax(at->enough, bound);
    out->is_better = out->bound < at->counted;
    return STATUS_OK;
}
