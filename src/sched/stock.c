/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/stock.h"

#include <string.h>

static void find_budgets(struct stock *s, const struct sched_problem *p)
{
    for (int k = 0; k < p->stock_count; k++)
        s->is_budget[k] = p->stocks[k].change_count == 0;
    for (int i = 0; i < p->use_count; i++)
        if (p->uses[i].given > 0) s->is_budget[p->uses[i].stock] = 0;
    for (int k = 0; k < p->stock_count; k++)
        if (!s->is_budget[k]) s->timed = 1;
}

enum status stock_init(struct stock *out, const struct network *net, int length, struct arena *a,
                       struct err *e)
{
    size_t stocks = (size_t)net->problem->stock_count;
    *out = (struct stock){.net = net, .length = length + 1};
    out->is_budget = ARENA_ARRAY(a, int, stocks + 1);
    out->sum = ARENA_ARRAY(a, int64_t, stocks + 1);
    if (!out->is_budget || !out->sum)
        return err_set(e, STATUS_NOMEM, "out of memory for %zu stocks", stocks);
    find_budgets(out, net->problem);
    if (!out->timed) return STATUS_OK;
    out->level = ARENA_ARRAY(a, int64_t, stocks * (size_t)out->length);
    if (!out->level)
        return err_set(e, STATUS_NOMEM, "out of memory for %zu stocks in %d periods", stocks,
                       length);
    return STATUS_OK;
}

/* What the works leave of each stock, apart from arrivals: sum[stock]. */
static void add_up(struct stock *s, const int *work)
{
    const struct sched_problem *p = s->net->problem;
    for (int k = 0; k < p->stock_count; k++)
        s->sum[k] = p->stocks[k].initial;
    for (int a = 0; a < s->net->activity_count; a++) {
        const struct sched_mode *m = &p->modes[s->net->works[work[a]].mode];
        for (int i = m->use_first; i < m->use_first + m->use_count; i++)
            s->sum[p->uses[i].stock] += (int64_t)p->uses[i].given - p->uses[i].taken;
    }
}

int stock_reset(struct stock *s, int mirrored, int anchor, const int *work)
{
    const struct sched_problem *p = s->net->problem;
    s->mirrored = mirrored;
    if (!s->timed) return 1;
    int enough = 1;
    if (mirrored) add_up(s, work);
    for (int k = 0; k < p->stock_count; k++) {
        const struct sched_stock *stock = &p->stocks[k];
        int64_t *level = s->level + (size_t)k * (size_t)s->length;
        int64_t base = mirrored ? s->sum[k] : stock->initial;
        for (int t = 0; t < s->length; t++)
            level[t] = base;
        for (int i = stock->change_first; i < stock->change_first + stock->change_count; i++) {
            const struct sched_change *c = &p->changes[i];
            /* there from c->time on; in the mirror in the periods up to anchor - 1 - c->time */
            int first = mirrored ? 0 : c->time, last = mirrored ? anchor - c->time : s->length;
            for (int t = first; t < last && t < s->length; t++)
                level[t] += c->quantity;
        }
        if (!s->is_budget[k] && level[0] < 0) enough = 0;
    }
    return enough;
}

/* The first start >= from that one use allows, or -1. */
static int find_one(const struct stock *s, const struct sched_use *use, int duration, int from)
{
    const int64_t *level = s->level + (size_t)use->stock * (size_t)s->length;
    int64_t taken = s->mirrored ? use->given : use->taken;
    int64_t given = s->mirrored ? use->taken : use->given;
    /* the last period in which there is too little even after giving back */
    int low = s->length - 1;
    while (low >= from && level[low] - taken + given >= 0)
        low--;
    int start = low + 1 > from ? low + 1 : from;
    if (low >= from && low == s->length - 1) return -1;
    /* before giving back, from the start to the end */
    for (int t = start; t < start + duration && t < s->length; t++)
        if (level[t] < taken) start = t + 1;
    return start < s->length ? start : -1;
}

int stock_find(const struct stock *s, const struct work *w, int from)
{
    const struct sched_problem *p = s->net->problem;
    const struct sched_mode *m = &p->modes[w->mode];
    for (int again = 1; again && from >= 0;) {
        again = 0;
        for (int i = m->use_first; i < m->use_first + m->use_count && from >= 0; i++) {
            if (s->is_budget[p->uses[i].stock]) continue;
            int start = find_one(s, &p->uses[i], w->duration, from);
            if (start != from) again = 1;
            from = start;
        }
    }
    return from;
}

void stock_place(struct stock *s, const struct work *w, int start)
{
    const struct sched_problem *p = s->net->problem;
    const struct sched_mode *m = &p->modes[w->mode];
    for (int i = m->use_first; i < m->use_first + m->use_count; i++) {
        const struct sched_use *use = &p->uses[i];
        if (s->is_budget[use->stock]) continue;
        int64_t *level = s->level + (size_t)use->stock * (size_t)s->length;
        int64_t taken = s->mirrored ? use->given : use->taken;
        int64_t given = s->mirrored ? use->taken : use->given;
        for (int t = start; t < s->length; t++)
            level[t] -= taken;
        for (int t = start + w->duration; t < s->length; t++)
            level[t] += given;
    }
}

int64_t stock_excess(struct stock *s, const int *work)
{
    int64_t excess = 0;
    if (s->net->problem->stock_count == 0) return 0;
    add_up(s, work);
    for (int k = 0; k < s->net->problem->stock_count; k++)
        if (s->is_budget[k] && s->sum[k] < 0) excess -= s->sum[k];
    return excess;
}
