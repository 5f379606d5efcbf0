/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/nearby.h"

#include <stdlib.h>
#include <string.h>

static int compare(const void *left, const void *right)
{
    const struct nearby_visit *a = left, *b = right;
    if (a->lost != b->lost) return a->lost < b->lost ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

enum status nearby_list(struct nearby *out, const struct colgen *cg, int block_max, struct arena *a,
                        struct err *e)
{
    const struct pool *pool = cg->pool;
    int blocks = cg->problem->block_count;
    int *count = ARENA_ARRAY(a, int, (size_t)blocks + 1);
    out->visits = ARENA_ARRAY(a, struct nearby_visit, (size_t)pool->count + 1);
    out->first = ARENA_ARRAY(a, int, (size_t)blocks + 2);
    if (!count || !out->visits || !out->first)
        return err_set(e, STATUS_NOMEM, "out of memory for visits");
    for (int i = 0; i < pool->count; i++)
        count[pool->columns[i].block]++;
    for (int b = 0; b < blocks; b++)
        out->first[b + 1] = out->first[b] + count[b];
    for (int i = pool->count - 1; i >= 0; i--) {
        const struct pattern *c = &pool->columns[i];
        double lost = cg->bound_value[c->block] - pattern_value(c, cg->bound_price);
        out->visits[out->first[c->block] + --count[c->block]] = (struct nearby_visit){i, lost};
    }
    int kept = 0;
    for (int b = 0; b < blocks; b++) {
        int first = out->first[b], n = out->first[b + 1] - first;
        qsort(out->visits + first, (size_t)n, sizeof *out->visits, compare);
        if (n > block_max) n = block_max;
        memmove(out->visits + kept, out->visits + first, sizeof *out->visits * (size_t)n);
        out->first[b] = kept;
        kept += n;
    }
    out->first[blocks] = kept;
    return STATUS_OK;
}
