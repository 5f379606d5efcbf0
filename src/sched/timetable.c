/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "sched/timetable.h"

static inline int start_min(const struct trail *t, const struct user *u)
{
    return t->bound[2 * u->activity];
}

static inline int start_max(const struct trail *t, const struct user *u)
{
    return -t->bound[2 * u->activity + 1];
}

static void fill(const struct timetable *x, struct timetable_scratch *s, const struct trail *t)
{
    int *height = s->height;
    memset(height, 0, sizeof *height * ((size_t)s->length + 2));
    for (int i = 0; i < x->user_count; i++) {
        const struct user *u = &x->users[i];
        int from = start_max(t, u), to = start_min(t, u) + u->duration;
        if (from >= to) continue;
        height[from] += u->need;
        height[to] -= u->need;
    }
    for (int p = 1; p <= s->length; p++)
        height[p] += height[p - 1];
    for (int p = 0; x->busy && p < s->length; p++)
        height[p] += x->busy[p];
}

/* Why compulsory parts need more than `room` in the period, the user left out aside. */
static int because_of_period(const struct timetable *x, struct trail *t, int period, int room,
                             int left_out, int reason)
{
    if (x->busy) room -= x->busy[period];
    for (int i = 0; i < x->user_count && room >= 0; i++) {
        const struct user *u = &x->users[i];
        if (u->activity == left_out || start_max(t, u) > period ||
            start_min(t, u) + u->duration <= period)
            continue;
        room -= u->need;
        reason = trail_because(t, reason, 2 * u->activity, period - u->duration + 1);
        reason = trail_because(t, reason, 2 * u->activity + 1, -period);
    }
    return reason;
}

static int is_overfull(const struct timetable *x, const struct timetable_scratch *s,
                       struct trail *t)
{
    for (int p = 0; p < s->length; p++)
        if (s->height[p] > x->capacity) {
            (void)trail_fail(t, because_of_period(x, t, p, x->capacity, -1, 0));
            return 1;
        }
    return 0;
}

/* Starts so early that it would cover a full period. */
static int raise_start(const struct timetable *x, const struct timetable_scratch *s,
                       struct trail *t, const struct user *u)
{
    int room = x->capacity - u->need, variable = 2 * u->activity;
    for (int moved = 1; moved;) {
        int from = start_min(t, u), to = from + u->duration, latest = start_max(t, u);
        if (from >= latest) return 1;
        to = to < latest ? to : latest; /* from there on it is its own part */
        moved = 0;
        for (int p = to - 1; p >= from && !moved; p--) {
            if (s->height[p] <= room) continue;
            int reason = trail_because(t, 0, variable, p - u->duration + 1);
            reason = because_of_period(x, t, p, room, u->activity, reason);
            if (!trail_raise(t, (struct literal){variable, p + 1}, reason)) return 0;
            moved = 1;
        }
    }
    return 1;
}

/* Starts so late that it would cover a full period. */
static int lower_start(const struct timetable *x, const struct timetable_scratch *s,
                       struct trail *t, const struct user *u)
{
    int room = x->capacity - u->need, variable = 2 * u->activity + 1;
    for (int moved = 1; moved;) {
        int latest = start_max(t, u), to = latest + u->duration;
        int from = start_min(t, u) + u->duration;
        if (start_min(t, u) >= latest) return 1;
        from = from > latest ? from : latest;
        moved = 0;
        for (int p = from; p < to && !moved; p++) {
            if (s->height[p] <= room) continue;
            int reason = trail_because(t, 0, variable, -p);
            reason = because_of_period(x, t, p, room, u->activity, reason);
            if (!trail_raise(t, (struct literal){variable, u->duration - p}, reason)) return 0;
            moved = 1;
        }
    }
    return 1;
}

/* Least part of it in [from, to). */
static int part_in(const struct trail *t, const struct user *u, int from, int to)
{
    int left = start_min(t, u) + u->duration - from, right = to - start_max(t, u);
    int part = left < right ? left : right;
    part = part < u->duration ? part : u->duration;
    part = part < to - from ? part : to - from;
    return part > 0 ? part : 0;
}

/* The window has too little room: literals just strong enough to say so. */
static int fail_in_window(const struct timetable *x, struct timetable_scratch *s, struct trail *t,
                          int from, int to)
{
    int64_t spare = -(int64_t)x->capacity * (to - from) - 1;
    int reason = 0;
    for (int i = 0; i < x->user_count; i++) {
        s->part[i] = part_in(t, &x->users[i], from, to);
        spare += (int64_t)x->users[i].need * s->part[i];
    }
    for (int i = x->user_count - 1; i >= 0; i--) { /* the small ones are left out first */
        int64_t energy = (int64_t)x->users[i].need * s->part[i];
        if (energy > spare) continue;
        spare -= energy;
        s->part[i] = 0;
    }
    for (int i = 0; i < x->user_count; i++) {
        const struct user *u = &x->users[i];
        if (s->part[i] == 0) continue;
        int less = (int)(spare / u->need);
        less = less < s->part[i] - 1 ? less : s->part[i] - 1;
        spare -= (int64_t)less * u->need;
        s->part[i] -= less;
        reason = trail_because(t, reason, 2 * u->activity, from + s->part[i] - u->duration);
        reason = trail_because(t, reason, 2 * u->activity + 1, s->part[i] - to);
    }
    return trail_fail(t, reason);
}

/* Insertion: the orders change little from one time to the next. */
static void sort_users(const struct timetable *x, const struct trail *t, int *order, int by_end)
{
    for (int i = 0; i < x->user_count; i++) {
        const struct user *u = &x->users[i];
        int key = by_end ? start_max(t, u) + u->duration : start_min(t, u), at = i;
        for (; at > 0; at--) {
            const struct user *v = &x->users[order[at - 1]];
            if ((by_end ? start_max(t, v) + v->duration : start_min(t, v)) <= key) break;
            order[at] = order[at - 1];
        }
        order[at] = i;
    }
}

/* Energy of windows that end with a last finish, and begin with ever earlier first starts. */
static int windows_have_room(const struct timetable *x, struct timetable_scratch *s,
                             struct trail *t)
{
    sort_users(x, t, s->by_start, 0);
    sort_users(x, t, s->by_end, 1);
    s->sum[0] = 0;
    for (int p = 0; p < s->length; p++)
        s->sum[p + 1] = s->sum[p] + s->height[p];
    for (int j = x->user_count - 1, last = -1; j >= 0; j--) {
        const struct user *v = &x->users[s->by_end[j]];
        int to = start_max(t, v) + v->duration;
        int64_t inside = 0;
        if (to == last) continue;
        last = to;
        for (int i = x->user_count - 1; i >= 0; i--) {
            const struct user *u = &x->users[s->by_start[i]];
            int from = start_min(t, u), part = from + u->duration - start_max(t, u);
            if (from >= to || start_max(t, u) + u->duration > to) continue;
            inside += (int64_t)u->need * (part > 0 ? u->duration - part : u->duration);
            if (inside + s->sum[to] - s->sum[from] > (int64_t)x->capacity * (to - from))
                return fail_in_window(x, s, t, from, to);
        }
    }
    return 1;
}

int timetable_propagate(const struct timetable *x, struct timetable_scratch *s, struct trail *t)
{
    int top = 0, count = t->raise_count;
    fill(x, s, t);
    if (is_overfull(x, s, t)) return 0;
    for (int p = 0; p < s->length; p++)
        top = s->height[p] > top ? s->height[p] : top;
    for (int i = 0; i < x->user_count && top + x->users[i].need > x->capacity; i++) {
        if (!raise_start(x, s, t, &x->users[i])) return 0;
        if (!lower_start(x, s, t, &x->users[i])) return 0;
    }
    return t->raise_count > count || x->busy || windows_have_room(x, s, t);
}
