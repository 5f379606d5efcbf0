/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/choice.h"

#include <string.h>

enum status choice_init(struct choice_set *out, const struct problem *p, struct arena *a,
                        struct err *e)
{
    *out = (struct choice_set){0};
    out->column = ARENA_ARRAY(a, int, (size_t)p->block_count + 1);
    out->sum = ARENA_ARRAY(a, double, (size_t)p->row_count + 1);
    if (!out->column || !out->sum) return err_set(e, STATUS_NOMEM, "out of memory for a plan");
    for (int b = 0; b < p->block_count; b++)
        out->column[b] = -1;
    return STATUS_OK;
}

int row_is_kept(const struct row *r, double sum)
{
    return r->penalty > 0 || (sum <= r->upper + r->tolerance && sum >= r->lower - r->tolerance);
}

void choice_update(struct choice_set *s, const struct pool *pool)
{
    const struct problem *p = pool->problem;
    memset(s->sum, 0, sizeof(double) * (size_t)p->row_count);
    s->worth = 0;
    s->is_plan = 1;
    for (int b = 0; b < p->block_count; b++) {
        if (s->column[b] < 0) {
            if (p->blocks[b].must) s->is_plan = 0;
            continue;
        }
        const struct pattern *c = &pool->columns[s->column[b]];
        s->worth += c->worth;
        for (int i = 0; i < c->entry_count; i++)
            s->sum[c->rows[i]] += c->values[i];
    }
    for (int r = 0; r < p->row_count; r++) {
        s->worth -= row_penalty(&p->rows[r], s->sum[r]);
        if (!row_is_kept(&p->rows[r], s->sum[r])) s->is_plan = 0;
    }
    s->worth += trade_send(pool->sender, p, s->sum);
}

void choice_copy(struct choice_set *to, const struct choice_set *from, const struct problem *p)
{
    memcpy(to->column, from->column, sizeof(int) * (size_t)p->block_count);
    memcpy(to->sum, from->sum, sizeof(double) * (size_t)p->row_count);
    to->worth = from->worth;
    to->is_plan = from->is_plan;
}
