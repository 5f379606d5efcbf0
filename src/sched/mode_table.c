/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/mode_table.h"

#include <string.h>

#include "sched/mode_exact.h"

enum {
    BLOCKS_MAX = 4, /* periods in the reason why a work goes */
};

int mode_because_duration(struct mode_exact *x, int reason, int activity, int duration)
{
    const struct network *net = x->net;
    for (int w = net->work_first[activity]; w < net->work_first[activity + 1]; w++) {
        struct literal l = mode_excluded(x, w);
        if (net->works[w].duration < duration)
            reason = trail_because(&x->trail, reason, l.var, l.bound);
    }
    return reason;
}

/* That no work is left that is shorter or needs less. */
static int because_works(struct mode_exact *x, int reason, int a, int r)
{
    const struct network *net = x->net;
    int least = x->least[a * x->resource_count + r];
    for (int w = net->work_first[a]; w < net->work_first[a + 1]; w++) {
        struct literal l = mode_excluded(x, w);
        if (net->works[w].duration < x->shortest[a] || x->need[w * x->resource_count + r] < least)
            reason = trail_because(&x->trail, reason, l.var, l.bound);
    }
    return reason;
}

static void fill(struct mode_exact *x, int r)
{
    int *height = x->height;
    memset(height, 0, sizeof *height * ((size_t)x->length + 2));
    for (int a = 0; a < x->net->activity_count; a++) {
        if (x->stale[a]) mode_exact_refresh(x, a);
        int need = x->least[a * x->resource_count + r];
        int from = mode_start_max(x, a), to = mode_start_min(x, a) + x->shortest[a];
        if (need == 0 || from >= to) continue;
        height[from] += need;
        height[to] -= need;
    }
    for (int p = 1; p <= x->length; p++)
        height[p] += height[p - 1];
}

/* Why compulsory parts need more than `room` in the period, the activity left out aside. */
static int because_of_period(struct mode_exact *x, int r, int period, int left_out, int room,
                             int reason)
{
    for (int a = 0; a < x->net->activity_count && room >= 0; a++) {
        int need = x->least[a * x->resource_count + r];
        if (need == 0 || a == left_out || mode_start_max(x, a) > period ||
            mode_start_min(x, a) + x->shortest[a] <= period)
            continue;
        room -= need;
        reason = trail_because(&x->trail, reason, 2 * a, period - x->shortest[a] + 1);
        reason = trail_because(&x->trail, reason, 2 * a + 1, -period);
        reason = because_works(x, reason, a, r);
    }
    return reason;
}

/* Starts so early, or so late, that it would cover a full period. */
static int raise_start(struct mode_exact *x, int r, int a)
{
    int need = x->least[a * x->resource_count + r], duration = x->shortest[a];
    int room = x->net->problem->resources[r].capacity - need;
    for (int moved = 1; moved;) {
        int from = mode_start_min(x, a), to = from + duration, latest = mode_start_max(x, a);
        if (from >= latest) return 1;
        to = to < latest ? to : latest; /* from there on it is its own part */
        moved = 0;
        for (int p = to - 1; p >= from && !moved; p--) {
            if (x->height[p] <= room) continue;
            int reason = trail_because(&x->trail, 0, 2 * a, p - duration + 1);
            reason = because_works(x, reason, a, r);
            reason = because_of_period(x, r, p, a, room, reason);
            if (!trail_raise(&x->trail, (struct literal){2 * a, p + 1}, reason)) return 0;
            moved = 1;
        }
    }
    return 1;
}

static int lower_start(struct mode_exact *x, int r, int a)
{
    int need = x->least[a * x->resource_count + r], duration = x->shortest[a];
    int room = x->net->problem->resources[r].capacity - need;
    for (int moved = 1; moved;) {
        int latest = mode_start_max(x, a), to = latest + duration;
        int from = mode_start_min(x, a) + duration;
        if (mode_start_min(x, a) >= latest) return 1;
        from = from > latest ? from : latest;
        moved = 0;
        for (int p = from; p < to && !moved; p++) {
            if (x->height[p] <= room) continue;
            int reason = trail_because(&x->trail, 0, 2 * a + 1, -p);
            reason = because_works(x, reason, a, r);
            reason = because_of_period(x, r, p, a, room, reason);
            if (!trail_raise(&x->trail, (struct literal){2 * a + 1, duration - p}, reason))
                return 0;
            moved = 1;
        }
    }
    return 1;
}

/* The last period of [from, to) in which there is no room for the work, or -1. */
static int last_block(const struct mode_exact *x, int r, int a, int need, int from, int to)
{
    int own_from = mode_start_max(x, a), own_to = mode_start_min(x, a) + x->shortest[a];
    int own = x->least[a * x->resource_count + r];
    int room = x->net->problem->resources[r].capacity - need;
    for (int p = to - 1; p >= from; p--)
        if (x->height[p] - (p >= own_from && p < own_to ? own : 0) > room) return p;
    return -1;
}

/* Does the profile leave a start to the work? */
static int check_work(struct mode_exact *x, int r, int w)
{
    int a = x->owner[w], need = x->need[w * x->resource_count + r];
    int duration = x->net->works[w].duration, count = 0, block[BLOCKS_MAX];
    int at = mode_start_min(x, a), latest = mode_start_max(x, a);
    if (latest > x->length - duration) latest = x->length - duration;
    while (at <= latest) {
        int p = last_block(x, r, a, need, at, at + duration);
        if (p < 0 || count == BLOCKS_MAX) return 1;
        block[count++] = p;
        at = p + 1;
    }
    if (count == 0) return 1; /* it is too long: links say so */
    int reason = trail_because(&x->trail, 0, 2 * a, block[0] - duration + 1);
    int end = block[count - 1] >= x->length - duration ? x->length : block[count - 1];
    if (end != x->length) reason = trail_because(&x->trail, reason, 2 * a + 1, -end);
    int room = x->net->problem->resources[r].capacity - need;
    for (int i = 0; i < count; i++)
        reason = because_of_period(x, r, block[i], a, room, reason);
    return trail_raise(&x->trail, mode_excluded(x, w), reason);
}

static int check_works(struct mode_exact *x, int r, int a)
{
    const struct network *net = x->net;
    int least = x->least[a * x->resource_count + r];
    if (x->left[a] < 2) return 1;
    for (int w = net->work_first[a]; w < net->work_first[a + 1]; w++) {
        int need = x->need[w * x->resource_count + r];
        if (need == 0 || !mode_is_left(x, w)) continue;
        if (need == least && net->works[w].duration == x->shortest[a]) continue;
        if (!check_work(x, r, w)) return 0;
    }
    return 1;
}

int mode_table_propagate(struct mode_exact *x, int r)
{
    int capacity = x->net->problem->resources[r].capacity, top = 0;
    fill(x, r);
    for (int p = 0; p < x->length; p++) {
        if (x->height[p] > capacity)
            return trail_fail(&x->trail, because_of_period(x, r, p, -1, capacity, 0));
        top = x->height[p] > top ? x->height[p] : top;
    }
    for (int a = 0; a < x->net->activity_count; a++) {
        int need = x->least[a * x->resource_count + r];
        if (need > 0 && top + need > capacity)
            if (!raise_start(x, r, a) || !lower_start(x, r, a)) return 0;
        if (!check_works(x, r, a)) return 0;
    }
    return 1;
}
