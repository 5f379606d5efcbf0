/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/mode_decode.h"

#include <limits.h>

/* The start of the activity by its work, or by another that ends earlier. */
static int choose_work(const struct mode_decode *m, const struct side *s, int a)
{
    struct decoder *d = m->decoder;
    const struct network *net = d->net;
    int old = d->work[a], best = old, best_start = -1, best_end = INT_MAX;
    for (int i = net->work_first[a] - 1; i < net->work_first[a + 1]; i++) {
        int w = i < net->work_first[a] ? old : i; /* the old one first: it wins ties */
        const struct work *work = &net->works[w];
        if (i == old || (w != old && !mode_budget_allows(m->budget, old, w))) continue;
        int start = side_earliest(s, d->event, a, work->duration);
        if (start + work->duration >= best_end) continue;
        start = profile_find(&d->profile, net, work, start);
        if (start < 0 || start + work->duration >= best_end) continue;
        best = w;
        best_start = start;
        best_end = start + work->duration;
    }
    if (best != old) {
        mode_budget_change(m->budget, old, best);
        d->work[a] = best;
    }
    return best_start;
}

int mode_decode(const struct mode_decode *m, const struct side *s, const int *list, int anchor)
{
    struct decoder *d = m->decoder;
    const struct network *net = d->net;
    uint32_t limit = (uint32_t)(m->share * 4294967295.0);
    int length = 0;
    profile_reset(&d->profile, anchor);
    d->placed = list;
    for (int i = 0; i < net->activity_count; i++) {
        int a = list[i], start;
        const struct work *w = &net->works[d->work[a]];
        if (net->work_first[a + 1] - net->work_first[a] > 1 && rng_u32(m->rng) < limit) {
            start = choose_work(m, s, a);
            w = &net->works[d->work[a]];
        } else {
            start = profile_find(&d->profile, net, w, side_earliest(s, d->event, a, w->duration));
        }
        if (start < 0) return -1;
        profile_take(&d->profile, net, w, start);
        d->event[2 * a] = start;
        d->event[2 * a + 1] = start + w->duration;
        if (start + w->duration > length) length = start + w->duration;
    }
    return d->length = length;
}
