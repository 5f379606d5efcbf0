/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/lns_window.h"

#include <string.h>

enum {
    BEFORE = -1,
    AFTER = -2,
};

enum status lns_window_init(struct lns_window *out, const struct network *net, int length,
                            struct arena *a, struct err *e)
{
    const struct sched_problem *p = net->problem;
    struct exact_size size = {LNS_WINDOW_MAX, p->resource_count, p->link_count, length};
    size_t n = (size_t)p->activity_count, most = LNS_WINDOW_MAX;
    size_t resources = (size_t)p->resource_count, busy = resources * ((size_t)length + 1) + 1;
    *out = (struct lns_window){.length = length};
    TRY(exact_task_make(&out->all, net, a, e));
    TRY(exact_make(&out->exact, &size, a, e));
    out->part.resource_count = p->resource_count;
    out->part.capacity = out->all.capacity;
    out->part.duration = ARENA_ARRAY(a, int, most);
    out->part.need = ARENA_ARRAY(a, int, most *resources + 1);
    out->part.busy = ARENA_ARRAY(a, int, busy);
    out->part.earliest = ARENA_ARRAY(a, int, most);
    out->part.latest = ARENA_ARRAY(a, int, most);
    out->part.distances = ARENA_ARRAY(a, struct distance, (size_t)p->link_count + 1);
    out->index = ARENA_ARRAY(a, int, n);
    out->member = ARENA_ARRAY(a, int, most);
    out->busy = ARENA_ARRAY(a, int, busy);
    out->start = ARENA_ARRAY(a, int, n);
    if (!out->part.duration || !out->part.need || !out->part.busy || !out->part.earliest ||
        !out->part.latest || !out->part.distances || !out->index || !out->member || !out->busy ||
        !out->start)
        return err_set(e, STATUS_NOMEM, "out of memory for parts of a schedule");
    return STATUS_OK;
}

/* Who is free, and where the others are; returns 0 when these end too late. */
static int divide(struct lns_window *w, const struct lns_question *q)
{
    const struct exact_task *all = &w->all;
    struct exact_task *part = &w->part;
    int move = q->length - q->target;
    for (int i = 0; i < all->activity_count; i++) {
        int a = q->order[i], k = i - q->first;
        w->index[a] = k < 0 ? BEFORE : k < q->count ? k : AFTER;
        w->start[a] = k < 0 ? q->left[a] : q->right[a] - move;
        if (w->index[a] < 0) {
            if (w->start[a] < 0 || w->start[a] + all->duration[a] > q->target) return 0;
            continue;
        }
        w->member[k] = a;
        part->duration[k] = all->duration[a];
        part->earliest[k] = 0;
        part->latest[k] = q->target - all->duration[a];
        for (int r = 0; r < all->resource_count; r++)
            part->need[r * q->count + k] = all->need[r * all->activity_count + a];
    }
    part->activity_count = q->count;
    return 1;
}

/* What the others leave of the starts; returns 0 when they are in each other's way. */
static int link_part(struct lns_window *w)
{
    struct exact_task *part = &w->part;
    part->distance_count = 0;
    for (int i = 0; i < w->all.distance_count; i++) {
        const struct distance *d = &w->all.distances[i];
        int x = w->index[d->from], y = w->index[d->to];
        int from = w->start[d->from] + d->lag, to = w->start[d->to] - d->lag;
        if (x < 0 && y < 0) {
            if (from > w->start[d->to]) return 0;
        } else if (x < 0) {
            if (from > part->earliest[y]) part->earliest[y] = from;
        } else if (y < 0) {
            if (to < part->latest[x]) part->latest[x] = to;
        } else {
            part->distances[part->distance_count++] = (struct distance){x, y, d->lag};
        }
    }
    for (int k = 0; k < part->activity_count; k++)
        if (part->earliest[k] > part->latest[k]) return 0;
    return 1;
}

/* What the others hold in each period; returns 0 when they hold too much. */
static int fill_busy(struct lns_window *w, int target)
{
    const struct exact_task *all = &w->all;
    int n = all->activity_count;
    memset(w->busy, 0, sizeof(int) * (size_t)all->resource_count * (size_t)target);
    for (int i = 0; i < all->resource_count * n; i++) {
        int a = i % n, *busy = w->busy + i / n * target;
        if (all->need[i] == 0 || w->index[a] >= 0) continue;
        for (int t = w->start[a]; t < w->start[a] + all->duration[a]; t++)
            if ((busy[t] += all->need[i]) > all->capacity[i / n]) return 0;
    }
    return 1;
}

/* The part's time begins with its first start; returns how long it is. */
static int cut_time(struct lns_window *w, int target, int *from)
{
    struct exact_task *part = &w->part;
    int to = 0;
    *from = target;
    for (int k = 0; k < part->activity_count; k++) {
        int end = part->latest[k] + part->duration[k];
        *from = part->earliest[k] < *from ? part->earliest[k] : *from;
        to = end > to ? end : to;
    }
    for (int k = 0; k < part->activity_count; k++) {
        part->earliest[k] -= *from;
        part->latest[k] -= *from;
    }
    for (int r = 0; r < part->resource_count; r++)
        memcpy(part->busy + r * (to - *from), w->busy + r * target + *from,
               sizeof(int) * (size_t)(to - *from));
    return to - *from;
}

enum exact_outcome lns_window_ask(struct lns_window *w, const struct lns_question *q,
                                  int64_t conflicts, const struct stop *stop)
{
    int from;
    if (!divide(w, q) || !link_part(w) || !fill_busy(w, q->target)) return EXACT_REFUTED;
    int length = cut_time(w, q->target, &from);
    exact_load(&w->exact, &w->part, length);
    enum exact_outcome outcome = exact_run(&w->exact, w->exact.conflicts + conflicts, stop);
    for (int k = 0; k < q->count && outcome == EXACT_FOUND; k++)
        w->start[w->member[k]] = w->exact.start[k] + from;
    return outcome;
}
