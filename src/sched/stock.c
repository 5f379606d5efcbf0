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
    out->tail = ARENA_ARRAY(a, int64_t, stocks);
    out->end = ARENA_ARRAY(a, int, stocks);
    if (!out->level || !out->tail || !out->end)
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

/* Periods up to `last` have levels of their own. */
static void extend(const struct stock *s, int k, int last)
{
    int64_t *level = s->level + (size_t)k * (size_t)s->length;
    if (last > s->length) last = s->length;
    for (; s->end[k] < last; s->end[k]++)
        level[s->end[k]] = s->tail[k];
}

/* Arrivals are there from their time on; in the mirror in the periods up to anchor - 1 - time. */
static void add_arrivals(struct stock *s, int k, int anchor)
{
    const struct sched_stock *stock = &s->net->problem->stocks[k];
    int64_t *level = s->level + (size_t)k * (size_t)s->length;
    for (int i = stock->change_first; i < stock->change_first + stock->change_count; i++) {
        const struct sched_change *c = &s->net->problem->changes[i];
        extend(s, k, s->mirrored ? anchor - c->time : c->time);
        int first = s->mirrored ? 0 : c->time;
        int last = s->mirrored && anchor - c->time < s->end[k] ? anchor - c->time : s->end[k];
        for (int t = first; t < last; t++)
            level[t] += c->quantity;
        if (!s->mirrored) s->tail[k] += c->quantity;
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
        s->tail[k] = mirrored ? s->sum[k] : p->stocks[k].initial;
        s->end[k] = 0;
        extend(s, k, 1);
        add_arrivals(s, k, anchor);
        if (!s->is_budget[k] && s->level[(size_t)k * (size_t)s->length] < 0) enough = 0;
    }
    return enough;
}

/* The first start >= from that one use allows, or -1. */
static int find_one(const struct stock *s, const struct sched_use *use, int duration, int from)
{
    const int64_t *level = s->level + (size_t)use->stock * (size_t)s->length;
    int64_t taken = s->mirrored ? use->given : use->taken;
    int64_t given = s->mirrored ? use->taken : use->given;
    int64_t tail = s->tail[use->stock];
    int end = s->end[use->stock], low = end - 1;
    /* the last period in which there is too little even after giving back */
    if (tail - taken + given < 0) return -1;
    while (low >= from && level[low] - taken + given >= 0)
        low--;
    int start = low + 1 > from ? low + 1 : from;
    /* before giving back, from the start to the end */
    for (int t = start; t < start + duration && t < end; t++)
        if (level[t] < taken) start = t + 1;
    if (start + duration > end && duration > 0 && tail < taken) return -1;
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
        int finish = start + w->duration;
        extend(s, use->stock, finish + 1);
        for (int t = start; t < finish && t < s->length; t++)
            level[t] -= taken;
        for (int t = finish; t < s->end[use->stock]; t++)
            level[t] += given - taken;
        s->tail[use->stock] += given - taken;
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
