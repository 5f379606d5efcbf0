/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/enumerate.h"

#include <math.h>
#include <string.h>

struct listing {
    struct colgen *cg;
    struct enumeration *out;
    int count_max;
    int block, year;
    enum status status;
    struct err *err;
};

static enum status append(struct listing *l, int column)
{
    struct enumeration *out = l->out;
    if (out->count == out->size) {
        int size = out->size ? 2 * out->size : 1024;
        int *columns = ARENA_ARRAY(l->cg->arena, int, (size_t)size);
        if (!columns) return err_set(l->err, STATUS_NOMEM, "out of memory for visits");
        if (out->count > 0) memcpy(columns, out->columns, sizeof(int) * (size_t)out->count);
        out->columns = columns;
        out->size = size;
    }
    out->columns[out->count++] = column;
    return STATUS_OK;
}

static int found(void *context, const int *options, int count, double value)
{
    (void)value;
    struct listing *l = context;
    if (l->out->count >= l->count_max) {
        l->out->complete = 0;
        return 0;
    }
    struct visit_choice v = {l->block, l->year, options, count};
    int column = 0;
    l->status = pool_add(l->cg->pool, &v, &column, l->err);
    if (l->status == STATUS_OK) l->status = append(l, column);
    return l->status == STATUS_OK;
}

enum status enumerate_visits(struct colgen *cg, double worth, int count_max,
                             struct enumeration *out, struct err *e)
{
    const struct problem *p = cg->problem;
    *out = (struct enumeration){.complete = 1};
    struct listing l = {cg, out, count_max, 0, 0, STATUS_OK, e};
    /* A little more than the distance, for the rounding of the values compared. */
    double slack = isfinite(worth) ? (cg->bound - worth) + 1e-9 * fabs(cg->bound) : INFINITY;
    prices_set(&cg->prices, p, cg->bound_price, 1);
    for (l.block = 0; l.block < p->block_count && out->complete; l.block++)
        for (l.year = 0; l.year < p->year_count && out->complete; l.year++) {
            double at_least = cg->bound_value[l.block] - slack;
            int whole =
                price_all(p, &cg->prices, l.block, l.year, at_least, cg->scratch[0], found, &l);
            if (l.status != STATUS_OK) return l.status;
            if (!whole) out->complete = 0;
        }
    return STATUS_OK;
}

/* One block within a slack; *whole 0: more than count_max. */
static enum status list_block(struct listing *l, double slack, int *whole)
{
    struct colgen *cg = l->cg;
    l->out->count = 0;
    l->out->complete = 1;
    *whole = 1;
    for (l->year = 0; l->year < cg->problem->year_count && *whole; l->year++) {
        double at_least = cg->bound_value[l->block] - slack;
        *whole = price_all(cg->problem, &cg->prices, l->block, l->year, at_least, cg->scratch[0],
                           found, l);
        if (l->status != STATUS_OK) return l->status;
    }
    return STATUS_OK;
}

enum status enumerate_near(struct colgen *cg, double slack, int block_max, struct err *e)
{
    struct enumeration list = {0};
    struct listing l = {cg, &list, block_max, 0, 0, STATUS_OK, e};
    prices_set(&cg->prices, cg->problem, cg->bound_price, 1);
    for (l.block = 0; l.block < cg->problem->block_count; l.block++) {
        int whole = 0;
        for (int tries = 0; tries < 6 && !whole; tries++)
            TRY(list_block(&l, slack / (1 << tries), &whole));
        if (stop_wanted(cg->options->stop)) return STATUS_OK;
    }
    return STATUS_OK;
}
