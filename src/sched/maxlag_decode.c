/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/maxlag_decode.h"

enum status maxlag_decoder_init(struct maxlag_decoder *out, const struct maxlag *times,
                                struct arena *a, struct err *e)
{
    size_t n = (size_t)times->n;
    *out = (struct maxlag_decoder){.times = times};
    TRY(profile_init(&out->profile, times->net, (int)times->net->time_bound + 1, a, e));
    out->start = ARENA_ARRAY(a, int, n);
    out->floor = ARENA_ARRAY(a, int, n);
    out->before = ARENA_ARRAY(a, int, n);
    out->before_all = ARENA_ARRAY(a, int, n);
    out->to = ARENA_ARRAY(a, int, n *n);
    out->after = ARENA_ARRAY(a, int, n *n);
    out->after_first = ARENA_ARRAY(a, int, n + 1);
    if (!out->start || !out->floor || !out->before || !out->before_all || !out->to || !out->after ||
        !out->after_first)
        return err_set(e, STATUS_NOMEM, "out of memory for a schedule with maximal lags");
    return STATUS_OK;
}

/* Does `to` come after `from` in every schedule, in a way that is an order? */
static int is_before(const struct maxlag *m, int from, int to)
{
    int lag = maxlag_get(m, from, to);
    return from != to && (lag > 0 || (lag == 0 && maxlag_get(m, to, from) < 0));
}

void maxlag_decoder_load(struct maxlag_decoder *d)
{
    const struct maxlag *m = d->times;
    int count = 0;
    for (int a = 0; a < m->n; a++)
        d->before_all[a] = 0;
    for (int i = 0; i < m->n; i++) {
        d->after_first[i] = count;
        for (int k = 0; k < m->n; k++) {
            d->to[k * m->n + i] = maxlag_get(m, i, k);
            if (!is_before(m, i, k)) continue;
            d->after[count++] = k;
            d->before_all[k]++;
        }
    }
    d->after_first[m->n] = count;
}

/* An activity got a place, or lost it. */
static void count_after(struct maxlag_decoder *d, int a, int change)
{
    d->placed -= change;
    for (int i = d->after_first[a]; i < d->after_first[a + 1]; i++)
        d->before[d->after[i]] += change;
}

struct window { /* of starts that the placed activities leave */
    int low, high;
};

static struct window window_of(const struct maxlag_decoder *d, int a)
{
    const struct maxlag *m = d->times;
    const int *to = d->to + (ptrdiff_t)a * m->n, *from = m->distance + (ptrdiff_t)a * m->width;
    struct window w = {d->floor[a], -from[m->n]};
    for (int i = 0; i < m->n; i++) {
        if (d->start[i] < 0) continue;
        int low = d->start[i] + to[i], high = d->start[i] - from[i];
        w.low = low > w.low ? low : w.low;
        w.high = high < w.high ? high : w.high;
    }
    return w;
}

static void raise_floor(struct maxlag_decoder *d, int a, int floor)
{
    const struct maxlag *m = d->times;
    for (int k = 0; k < m->n; k++)
        if (floor + maxlag_get(m, a, k) > d->floor[k]) d->floor[k] = floor + maxlag_get(m, a, k);
}

/* Activity a cannot start before `start`: who holds it back has to start later, and loses its
 * place with all that start after it.  Returns 0 when it is a deadline that holds it back. */
static int unschedule(struct maxlag_decoder *d, int a, int start)
{
    const struct maxlag *m = d->times;
    int first = INT32_MAX;
    for (int i = 0; i < m->n; i++) {
        if (d->start[i] < 0 || d->start[i] - maxlag_get(m, a, i) >= start) continue;
        if (d->start[i] < first) first = d->start[i];
        raise_floor(d, i, start + maxlag_get(m, a, i));
    }
    if (first == INT32_MAX) return 0;
    for (int i = 0; i < m->n; i++) {
        if (d->start[i] < 0 || (d->start[i] <= first && d->start[i] >= d->floor[i])) continue;
        profile_give(&d->profile, m->net, &m->net->works[d->work[i]], d->start[i]);
        d->start[i] = -1;
        count_after(d, i, 1);
    }
    return 1;
}

static void begin(struct maxlag_decoder *d, const int *work)
{
    const struct maxlag *m = d->times;
    profile_reset(&d->profile, -1);
    d->work = work;
    d->placed = d->most_placed = 0;
    for (int a = 0; a < m->n; a++) {
        d->start[a] = -1;
        d->before[a] = d->before_all[a];
        d->floor[a] = maxlag_get(m, maxlag_origin(m), a);
    }
}

int maxlag_decode(struct maxlag_decoder *d, const int *work, const int *list, int patience)
{
    const struct maxlag *m = d->times;
    int length = 0;
    begin(d, work);
    while (d->placed < m->n) {
        int i = 0;
        while (d->start[list[i]] >= 0 || d->before[list[i]] > 0)
            i++;
        int a = list[i];
        const struct work *w = &m->net->works[work[a]];
        struct window window = window_of(d, a);
        int start = profile_find(&d->profile, m->net, w, window.low);
        if (start < 0) return -1;
        if (start > window.high) {
            if (patience-- <= 0 || !unschedule(d, a, start)) return -1;
            continue;
        }
        d->start[a] = start;
        profile_take(&d->profile, m->net, w, start);
        count_after(d, a, -1);
        if (d->placed > d->most_placed) d->most_placed = d->placed;
    }
    for (int a = 0; a < m->n; a++)
        if (d->start[a] + m->duration[a] > length) length = d->start[a] + m->duration[a];
    return length;
}
