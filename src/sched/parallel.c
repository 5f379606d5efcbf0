/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/parallel.h"

#include <string.h>

enum status parallel_init(struct parallel *out, const struct network *net, struct arena *a,
                          struct err *e)
{
    size_t n = (size_t)net->activity_count, changes = (size_t)net->problem->change_count;
    out->left = ARENA_ARRAY(a, int, n);
    out->earliest = ARENA_ARRAY(a, int, n);
    out->open = ARENA_ARRAY(a, int, n + 1);
    out->rank = ARENA_ARRAY(a, int, n);
    out->ends = ARENA_ARRAY(a, int, 2 * n + changes + 1);
    if (!out->left || !out->earliest || !out->open || !out->rank || !out->ends)
        return err_set(e, STATUS_NOMEM, "out of memory for the parallel scheme");
    return STATUS_OK;
}

static void push_end(struct parallel *x, int time)
{
    int at = x->end_count++;
    for (; at > 0 && x->ends[(at - 1) / 2] > time; at = (at - 1) / 2)
        x->ends[at] = x->ends[(at - 1) / 2];
    x->ends[at] = time;
}

static void pop_end(struct parallel *x)
{
    int last = x->ends[--x->end_count], at = 0;
    for (int child; (child = 2 * at + 1) < x->end_count; at = child) {
        if (child + 1 < x->end_count && x->ends[child + 1] < x->ends[child]) child++;
        if (x->ends[child] >= last) break;
        x->ends[at] = x->ends[child];
    }
    x->ends[at] = last;
}

/* Later ends than `time`; -1 when nothing will change any more. */
static int next_end(struct parallel *x, int time)
{
    while (x->end_count > 0 && x->ends[0] <= time)
        pop_end(x);
    return x->end_count > 0 ? x->ends[0] : -1;
}

static int open_one(const struct decoder *d, struct parallel *x, const struct side *s, int activity,
                    int open_count)
{
    int rank = x->rank[activity], at = open_count;
    int duration = d->net->works[d->work[activity]].duration;
    x->earliest[activity] = side_earliest(s, d->event, activity, duration);
    push_end(x, x->earliest[activity]);
    for (; at > 0 && x->open[at - 1] > rank; at--)
        x->open[at] = x->open[at - 1];
    x->open[at] = rank;
    return open_count + 1;
}

/* The arcs that leave an activity are those that come to it on the other side. */
static int open_after(const struct decoder *d, struct parallel *x, const struct side *s,
                      int activity, int open_count)
{
    const struct side *o = s->mirrored ? &d->net->forward : &d->net->mirror;
    for (int i = o->arc_first[activity]; i < o->arc_first[activity + 1]; i++)
        if (--x->left[o->arcs[i].event / 2] == 0)
            open_count = open_one(d, x, s, o->arcs[i].event / 2, open_count);
    for (int i = o->tail_first[activity]; i < o->tail_first[activity + 1]; i++)
        if (--x->left[o->tails[i].event / 2] == 0)
            open_count = open_one(d, x, s, o->tails[i].event / 2, open_count);
    return open_count;
}

static int begin(const struct decoder *d, struct parallel *x, const struct side *s, const int *list)
{
    int open_count = 0;
    x->end_count = 0;
    push_end(x, 0);
    for (int i = 0; i < d->net->activity_count; i++) {
        int a = list[i];
        x->rank[a] = i;
        x->left[a] =
            s->arc_first[a + 1] - s->arc_first[a] + s->tail_first[a + 1] - s->tail_first[a];
    }
    for (int i = 0; i < d->net->activity_count; i++)
        if (x->left[list[i]] == 0) open_count = open_one(d, x, s, list[i], open_count);
    for (int i = 0; i < d->net->problem->change_count && !s->mirrored; i++)
        push_end(x, d->net->problem->changes[i].time);
    return open_count;
}

int decode_parallel(struct decoder *d, struct parallel *x, const struct side *s, const int *list)
{
    const struct network *net = d->net;
    int length = 0, placed = 0, open_count;
    profile_reset(&d->profile, -1);
    d->placed = d->order;
    open_count = begin(d, x, s, list);
    for (int now = next_end(x, -1); now >= 0; now = next_end(x, now)) {
        for (int i = 0; i < open_count;) {
            int a = list[x->open[i]];
            const struct work *w = &net->works[d->work[a]];
            if (x->earliest[a] > now || profile_find(&d->profile, net, w, now) != now) {
                i++;
                continue;
            }
            profile_take(&d->profile, net, w, now);
            d->event[2 * a] = now;
            d->event[2 * a + 1] = now + w->duration;
            d->order[placed++] = a;
            push_end(x, now + w->duration);
            if (now + w->duration > length) length = now + w->duration;
            open_count--;
            memmove(x->open + i, x->open + i + 1, sizeof *x->open * (size_t)(open_count - i));
            open_count = open_after(d, x, s, a, open_count);
            if (w->duration == 0) i = 0; /* what it opened may come earlier in the list */
        }
    }
    return d->length = placed == net->activity_count ? length : -1;
}
