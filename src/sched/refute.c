/* SPDX-License-Identifier: Apache-2.0 */
/* Destructive lower bounds: is a length impossible? */
#include <string.h>

#include "sched/bound.h"

enum {
    ROUNDS_MAX = 50,
};

struct refuter {
    const struct network *net;

    int *head, *tail; /* [activity] start and latest finish, narrowed by propagation */
    int *profile;     /* [period] compulsory use of a resource */
    int *need;        /* [resource * n + activity] */
    int length;
};

static int duration_of(const struct refuter *r, int activity)
{
    return r->net->works[activity].duration;
}

static enum status refuter_init(struct refuter *r, const struct network *net, int length_max,
                                struct arena *a, struct err *e)
{
    const struct sched_problem *p = net->problem;
    size_t n = (size_t)net->activity_count;
    r->net = net;
    r->head = ARENA_ARRAY(a, int, n);
    r->tail = ARENA_ARRAY(a, int, n);
    r->profile = ARENA_ARRAY(a, int, (size_t)length_max + 2);
    r->need = ARENA_ARRAY(a, int, n *(size_t)p->resource_count + 1);
    if (!r->head || !r->tail || !r->profile || !r->need)
        return err_set(e, STATUS_NOMEM, "out of memory for a bound");
    for (int k = 0; k < net->activity_count; k++) {
        const struct sched_mode *m = &p->modes[net->works[k].mode];
        for (int i = m->need_first; i < m->need_first + m->need_count; i++)
            r->need[(size_t)p->needs[i].resource * n + (size_t)k] = p->needs[i].quantity;
    }
    return STATUS_OK;
}

/* Links narrow the windows; returns 0 when one is too short. */
static int propagate_links(struct refuter *r, int *changed)
{
    const struct side *f = &r->net->forward, *m = &r->net->mirror;
    int n = r->net->activity_count;
    for (int i = 0; i < n; i++) {
        int k = f->order[i];
        for (int j = f->arc_first[k]; j < f->arc_first[k + 1]; j++) {
            int before = f->arcs[j].event / 2;
            int start = r->head[before] + f->arcs[j].lag +
                        (f->arcs[j].event % 2 ? duration_of(r, before) : 0);
            if (start > r->head[k]) {
                r->head[k] = start;
                *changed = 1;
            }
        }
    }
    for (int i = 0; i < n; i++) {
        int k = m->order[i];
        for (int j = m->arc_first[k]; j < m->arc_first[k + 1]; j++) {
            int after = m->arcs[j].event / 2;
            int finish = r->tail[after] - m->arcs[j].lag -
                         (m->arcs[j].event % 2 ? duration_of(r, after) : 0);
            if (finish < r->tail[k]) {
                r->tail[k] = finish;
                *changed = 1;
            }
        }
        if (r->head[k] + duration_of(r, k) > r->tail[k]) return 0;
    }
    return 1;
}

/* Compulsory parts of the resource into the profile; returns 0 on overload. */
static int fill_profile(struct refuter *r, const int *need, int capacity)
{
    memset(r->profile, 0, sizeof(int) * ((size_t)r->length + 2));
    for (int k = 0; k < r->net->activity_count; k++) {
        int from = r->tail[k] - duration_of(r, k), to = r->head[k] + duration_of(r, k);
        for (int t = from; need[k] > 0 && t < to; t++)
            if ((r->profile[t] += need[k]) > capacity) return 0;
    }
    return 1;
}

/* An activity cannot cover a period that compulsory parts of others fill. */
static int narrow_by_profile(struct refuter *r, const int *need, int capacity, int *changed)
{
    for (int k = 0; k < r->net->activity_count; k++) {
        int d = duration_of(r, k);
        if (need[k] == 0 || d == 0) continue;
        int from = r->tail[k] - d, to = r->head[k] + d; /* its own compulsory part */
        int head = r->head[k], tail = r->tail[k];
        for (int t = head; t < head + d && head + d <= tail; t++) {
            int own = t >= from && t < to ? need[k] : 0;
            if (r->profile[t] - own + need[k] > capacity) head = t + 1;
        }
        for (int t = tail - 1; t >= tail - d && head + d <= tail; t--) {
            int own = t >= from && t < to ? need[k] : 0;
            if (r->profile[t] - own + need[k] > capacity) tail = t;
        }
        if (head + d > tail) return 0;
        if (head > r->head[k] || tail < r->tail[k]) *changed = 1;
        r->head[k] = head;
        r->tail[k] = tail;
    }
    return 1;
}

/* Least part of activity k in [from, to): pushed to the left or to the right as far as it goes. */
static int overlap(const struct refuter *r, int k, int from, int to)
{
    int d = duration_of(r, k);
    int left = r->head[k] + d - from, right = to - (r->tail[k] - d);
    int least = left < right ? left : right;
    least = least < d ? least : d;
    least = least < to - from ? least : to - from;
    return least > 0 ? least : 0;
}

/* Does an interval need more work than it has room for? */
static int energy_fits(const struct refuter *r, const int *need, int capacity)
{
    int n = r->net->activity_count;
    for (int i = 0; i < n; i++) {
        if (need[i] == 0) continue;
        int from = r->head[i];
        for (int j = 0; j < n; j++) {
            int to = r->tail[j];
            if (need[j] == 0 || to <= from) continue;
            int64_t room = (int64_t)capacity * (to - from);
            for (int k = 0; k < n && room >= 0; k++)
                if (need[k] > 0) room -= (int64_t)need[k] * overlap(r, k, from, to);
            if (room < 0) return 0;
        }
    }
    return 1;
}

/* 1: nothing speaks against a schedule of this length; 0: there is none. */
static int length_is_possible(struct refuter *r, int length)
{
    const struct sched_problem *p = r->net->problem;
    int n = r->net->activity_count, changed = 1;
    r->length = length;
    for (int k = 0; k < n; k++) {
        r->head[k] = 0;
        r->tail[k] = length;
    }
    for (int round = 0; changed && round < ROUNDS_MAX; round++) {
        changed = 0;
        if (!propagate_links(r, &changed)) return 0;
        for (int k = 0; k < p->resource_count; k++) {
            const int *need = r->need + (size_t)k * (size_t)n;
            if (!fill_profile(r, need, p->resources[k].capacity)) return 0;
            if (!narrow_by_profile(r, need, p->resources[k].capacity, &changed)) return 0;
        }
    }
    for (int k = 0; k < p->resource_count; k++)
        if (!energy_fits(r, r->need + (size_t)k * (size_t)n, p->resources[k].capacity)) return 0;
    return 1;
}

enum status bound_by_refuting(int *lower, int upper, const struct network *net, struct arena *a,
                              struct err *e)
{
    if (!net->plain || !net->single || !net->timeless || *lower >= upper ||
        net->activity_count > BOUND_ACTIVITY_MAX)
        return STATUS_OK;
    struct refuter r = {0};
    TRY(refuter_init(&r, net, upper, a, e));
    while (*lower < upper && !length_is_possible(&r, *lower))
        (*lower)++;
    return STATUS_OK;
}
