/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/maxlag.h"

#include <string.h>

enum status maxlag_init(struct maxlag *out, const struct network *net, struct arena *a,
                        struct err *e)
{
    size_t n = (size_t)net->activity_count;
    if (n > MAXLAG_ACTIVITY_MAX)
        return err_set(e, STATUS_LIMIT, "%zu activities with maximal lags: at most %d", n,
                       MAXLAG_ACTIVITY_MAX);
    if (net->time_bound > MAXLAG_TIME_MAX)
        return err_set(e, STATUS_LIMIT,
                       "schedules with maximal lags end by period %d; use larger periods",
                       MAXLAG_TIME_MAX);
    *out = (struct maxlag){.net = net, .n = (int)n, .width = (int)n + 2};
    out->distance = ARENA_ARRAY(a, int, (n + 2) * (n + 2));
    out->duration = ARENA_ARRAY(a, int, n);
    if (!out->distance || !out->duration)
        return err_set(e, STATUS_NOMEM, "out of memory for the distances of %zu activities", n);
    return STATUS_OK;
}

/* The shortest or longest duration of the works, or that of the chosen one. */
static int duration_of(const struct network *net, const int *work, int a, int longest)
{
    if (work) return net->works[work[a]].duration;
    int best = net->works[net->work_first[a]].duration;
    for (int w = net->work_first[a] + 1; w < net->work_first[a + 1]; w++) {
        int d = net->works[w].duration;
        if (longest ? d > best : d < best) best = d;
    }
    return best;
}

static void raise(struct maxlag *m, int from, int to, int lag)
{
    int *d = &m->distance[from * m->width + to];
    if (lag > *d && lag > MAXLAG_FREE) *d = lag;
}

static int lag_of(const struct maxlag *m, const int *work, const struct sched_link *l)
{
    int lag = l->lag;
    if (l->kind == LINK_FS || l->kind == LINK_FF) lag += duration_of(m->net, work, l->from, 0);
    if (l->kind == LINK_FF || l->kind == LINK_SF) lag -= duration_of(m->net, work, l->to, 1);
    return lag;
}

int maxlag_find_cycle(struct maxlag *m)
{
    const struct sched_problem *p = m->net->problem;
    int *start = m->duration, *cause = m->distance; /* both are filled later */
    int moved = -1;
    for (int a = 0; a < m->n; a++)
        start[a] = 0;
    for (int round = 0; round <= m->n; round++) {
        moved = -1;
        for (int i = 0; i < p->link_count; i++) {
            const struct sched_link *l = &p->links[i];
            int at = start[l->from] + lag_of(m, NULL, l);
            if (at <= start[l->to]) continue;
            start[l->to] = at < MAXLAG_TIME_MAX ? at : MAXLAG_TIME_MAX;
            cause[l->to] = l->from;
            moved = l->to;
        }
        if (moved < 0) return -1;
    }
    for (int i = 0; i < m->n; i++) /* back along the causes: then it is on the cycle */
        moved = cause[moved];
    return moved;
}

static void set_arcs(struct maxlag *m, const int *work)
{
    const struct sched_problem *p = m->net->problem;
    for (int i = 0; i < m->width * m->width; i++)
        m->distance[i] = MAXLAG_FREE;
    for (int i = 0; i < m->width; i++)
        m->distance[i * m->width + i] = 0;
    for (int a = 0; a < m->n; a++) {
        int deadline = p->activities[a].deadline;
        m->duration[a] = duration_of(m->net, work, a, 0);
        raise(m, m->n, a, p->activities[a].release);
        raise(m, a, m->n + 1, m->duration[a]);
        if (deadline < MAXLAG_TIME_MAX) raise(m, a, m->n, m->duration[a] - deadline);
    }
    raise(m, m->n, m->n + 1, 0);
    for (int i = 0; i < p->link_count; i++) {
        const struct sched_link *l = &p->links[i];
        raise(m, l->from, l->to, lag_of(m, work, l));
    }
}

int maxlag_close(struct maxlag *m, const int *work)
{
    int width = m->width;
    set_arcs(m, work);
    for (int k = 0; k < width; k++) {
        const int *via = m->distance + (ptrdiff_t)k * width;
        for (int i = 0; i < width; i++) {
            int *row = m->distance + (ptrdiff_t)i * width, first = row[k];
            if (first == MAXLAG_FREE || i == k) continue;
            for (int j = 0; j < width; j++)
                row[j] = first + via[j] > row[j] ? first + via[j] : row[j];
            if (row[i] > 0) return i < m->n ? i : k < m->n ? k : m->n;
        }
    }
    return -1;
}

int maxlag_add(struct maxlag *m, int from, int to, int lag)
{
    int width = m->width;
    if (maxlag_get(m, from, to) >= lag) return 1;
    if (lag + maxlag_get(m, to, from) > 0) return 0;
    const int *after = m->distance + (ptrdiff_t)to * width;
    for (int i = 0; i < width; i++) {
        int *row = m->distance + (ptrdiff_t)i * width, first = row[from];
        if (first == MAXLAG_FREE || first + lag <= row[to]) continue;
        first += lag;
        for (int j = 0; j < width; j++)
            row[j] = first + after[j] > row[j] ? first + after[j] : row[j];
    }
    return 1;
}

void maxlag_copy(struct maxlag *to, const struct maxlag *from)
{
    memcpy(to->distance, from->distance,
           sizeof *from->distance * (size_t)from->width * (size_t)from->width);
}
