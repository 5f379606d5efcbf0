/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sched_check - is this a schedule?  Period by period, from the problem alone.
 *
 * Shares no code with the scheduler: loops over everything, slow and plain.
 */
#ifndef KIT_SCHED_CHECK_H
#define KIT_SCHED_CHECK_H

#include <stdio.h>
#include <stdlib.h>

#include "sched/problem.h"

static inline int sched_check_complain(const char *what, int index, int at)
{
    fprintf(stderr, "schedule: %s %d, at %d\n", what, index, at);
    return 0;
}

static inline int sched_check_links(const struct sched_problem *p, const int *start,
                                    const int *finish)
{
    for (int i = 0; i < p->link_count; i++) {
        const struct sched_link *l = &p->links[i];
        int from = l->kind == LINK_FS || l->kind == LINK_FF ? finish[l->from] : start[l->from];
        int to = l->kind == LINK_FF || l->kind == LINK_SF ? finish[l->to] : start[l->to];
        if (to < from + l->lag) return sched_check_complain("link", i, to);
    }
    return 1;
}

static inline int sched_check_capacity(const struct sched_problem *p, int r, int t)
{
    int capacity = p->resources[r].capacity;
    for (int i = 0; i < p->resources[r].change_count; i++)
        if (p->changes[p->resources[r].change_first + i].time <= t)
            capacity = p->changes[p->resources[r].change_first + i].quantity;
    return capacity;
}

static inline int sched_check_resource(const struct sched_problem *p, const int *start,
                                       const int *mode, int r, int makespan)
{
    long *use = calloc((size_t)makespan + 1, sizeof *use);
    int good = use != NULL;
    for (int a = 0; a < p->activity_count && good; a++) {
        const struct sched_mode *m = &p->modes[mode[a]];
        for (int i = 0; i < m->need_count; i++)
            if (p->needs[m->need_first + i].resource == r)
                for (int t = start[a]; t < start[a] + m->duration; t++)
                    use[t] += p->needs[m->need_first + i].quantity;
    }
    for (int t = 0; t < makespan && good; t++)
        if (use[t] > sched_check_capacity(p, r, t)) good = sched_check_complain("resource", r, t);
    free(use);
    return good;
}

/* The first period in which a stock is below zero, or -1. */
static inline int sched_short_stock(const struct sched_problem *p, const int *start,
                                    const int *mode, int s, int makespan)
{
    const struct sched_stock *stock = &p->stocks[s];
    long long *change = calloc((size_t)makespan + 1, sizeof *change);
    int at = -1;
    if (!change) abort();
    for (int a = 0; a < p->activity_count; a++) {
        const struct sched_mode *m = &p->modes[mode[a]];
        for (int i = 0; i < m->use_count; i++) {
            const struct sched_use *u = &p->uses[m->use_first + i];
            if (u->stock != s) continue;
            change[start[a]] -= u->taken;
            change[start[a] + m->duration] += u->given;
        }
    }
    for (int i = 0; i < stock->change_count; i++)
        if (p->changes[stock->change_first + i].time <= makespan)
            change[p->changes[stock->change_first + i].time] +=
                p->changes[stock->change_first + i].quantity;
    long long level = stock->initial;
    for (int t = 0; t <= makespan && at < 0; t++) {
        level += change[t];
        if (level < 0) at = t;
    }
    free(change);
    return at;
}

/* Nonzero when start, finish and mode are a schedule of that makespan. */
static inline int sched_check(const struct sched_problem *p, const int *start, const int *finish,
                              const int *mode, int makespan)
{
    int end = 0;
    for (int a = 0; a < p->activity_count; a++) {
        const struct sched_activity *x = &p->activities[a];
        if (mode[a] < x->mode_first || mode[a] >= x->mode_first + x->mode_count)
            return sched_check_complain("mode of activity", a, mode[a]);
        if (start[a] < x->release) return sched_check_complain("release of activity", a, start[a]);
        if (finish[a] != start[a] + p->modes[mode[a]].duration)
            return sched_check_complain("finish of activity", a, finish[a]);
        if (x->deadline != SCHED_NEVER && finish[a] > x->deadline)
            return sched_check_complain("deadline of activity", a, finish[a]);
        if (finish[a] > end) end = finish[a];
    }
    if (end != makespan) return sched_check_complain("makespan", makespan, end);
    if (!sched_check_links(p, start, finish)) return 0;
    for (int r = 0; r < p->resource_count; r++)
        if (!sched_check_resource(p, start, mode, r, makespan)) return 0;
    for (int s = 0; s < p->stock_count; s++) {
        int at = sched_short_stock(p, start, mode, s, makespan);
        if (at >= 0) return sched_check_complain("stock", s, at);
    }
    return 1;
}

#endif
