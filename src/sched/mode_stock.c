/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/mode_stock.h"

#include <string.h>

#include "sched/mode_exact.h"
#include "sched/mode_table.h"

/* Least taken and most given by the works left, of all. */
static void look(struct mode_exact *x, int stock)
{
    const struct network *net = x->net;
    for (int a = 0; a < net->activity_count; a++) {
        if (x->stale[a]) mode_exact_refresh(x, a);
        x->taken[a] = x->given[a] = -1;
        for (int w = net->work_first[a]; w < net->work_first[a + 1]; w++) {
            struct sched_use u = x->uses[w * x->stock_count + stock];
            if (!mode_is_left(x, w)) continue;
            if (x->taken[a] < 0 || u.taken < x->taken[a]) x->taken[a] = u.taken;
            if (u.given > x->given[a]) x->given[a] = u.given;
        }
        if (x->taken[a] < 0) x->taken[a] = x->given[a] = 0;
    }
}

/* The most there can be at the end of each period up to the length. */
static void fill(struct mode_exact *x, int stock)
{
    const struct sched_stock *s = &x->net->problem->stocks[stock];
    memset(x->most, 0, sizeof *x->most * ((size_t)x->length + 2));
    x->most[0] = s->initial;
    for (int a = 0; a < x->net->activity_count; a++) {
        int finish = mode_start_min(x, a) + x->shortest[a], start = mode_start_max(x, a);
        if (finish <= x->length) x->most[finish] += x->given[a];
        if (start <= x->length) x->most[start] -= x->taken[a];
    }
    for (int t = 1; t <= x->length; t++)
        x->most[t] += x->most[t - 1];
}

/* That the works left take no less, and give no more. */
static int because_uses(struct mode_exact *x, int reason, int a, int stock, int taking)
{
    const struct network *net = x->net;
    for (int w = net->work_first[a]; w < net->work_first[a + 1]; w++) {
        struct literal l = mode_excluded(x, w);
        struct sched_use u = x->uses[w * x->stock_count + stock];
        if (taking ? u.taken < x->taken[a] : u.given > x->given[a])
            reason = trail_because(&x->trail, reason, l.var, l.bound);
    }
    return reason;
}

/* Why there is so little in the period; `spare` of it may be forgotten.  One activity's taking or
 * giving is left out. */
static int because_of_period(struct mode_exact *x, int stock, int t, int64_t spare, int left_out)
{
    struct trail *trail = &x->trail;
    int reason = 0;
    for (int a = 0; a < x->net->activity_count; a++) {
        int finish = mode_start_min(x, a) + x->shortest[a];
        if (x->taken[a] > 0 && a != left_out && mode_start_max(x, a) <= t) {
            if (x->taken[a] <= spare) {
                spare -= x->taken[a];
            } else {
                reason = trail_because(trail, reason, 2 * a + 1, -t);
                reason = because_uses(x, reason, a, stock, 1);
            }
        }
        if (a == left_out) continue;
        if (finish <= t) {
            reason = because_uses(x, reason, a, stock, 0);
        } else if (x->given[a] > 0 && x->given[a] <= spare) {
            spare -= x->given[a];
            reason = because_uses(x, reason, a, stock, 0);
        } else if (x->given[a] > 0) {
            reason = trail_because(trail, reason, 2 * a, t - x->shortest[a] + 1);
            reason = mode_because_duration(x, reason, a, x->shortest[a]);
        }
    }
    return reason;
}

/* Takes too much for the period: starts after it. */
static int start_later(struct mode_exact *x, int stock, int a)
{
    int from = mode_start_min(x, a), to = mode_start_max(x, a);
    for (int t = to - 1 < x->length ? to - 1 : x->length; t >= from; t--) {
        if (x->most[t] >= x->taken[a]) continue;
        int reason = because_of_period(x, stock, t, x->taken[a] - 1 - x->most[t], a);
        reason = because_uses(x, reason, a, stock, 1);
        if (from + x->shortest[a] <= t) {
            reason = because_uses(x, reason, a, stock, 0);
        } else if (x->given[a] > 0) { /* it does not give by then what it takes */
            reason = trail_because(&x->trail, reason, 2 * a, t - x->shortest[a] + 1);
            reason = mode_because_duration(x, reason, a, x->shortest[a]);
        }
        return trail_raise(&x->trail, (struct literal){2 * a, t + 1}, reason);
    }
    return 1;
}

/* Without it there would be too little in the period: it is done by then. */
static int finish_sooner(struct mode_exact *x, int stock, int a)
{
    int from = mode_start_min(x, a) + x->shortest[a];
    for (int t = from; t <= x->length && t < mode_start_max(x, a) + x->shortest[a]; t++) {
        if (x->most[t] >= x->given[a]) continue;
        int own = mode_start_max(x, a) <= t ? x->taken[a] : 0;
        int reason = because_of_period(x, stock, t, x->given[a] - 1 - x->most[t] - own, a);
        if (x->most[t] + own >= x->given[a]) { /* its own taking is needed for the reason */
            reason = because_of_period(x, stock, t, x->given[a] - 1 - x->most[t], a);
            reason = trail_because(&x->trail, reason, 2 * a + 1, -t);
            reason = because_uses(x, reason, a, stock, 1);
        }
        reason = mode_because_duration(x, reason, a, x->shortest[a]);
        return trail_raise(&x->trail, (struct literal){2 * a + 1, x->shortest[a] - t}, reason);
    }
    return 1;
}

int mode_stock_propagate(struct mode_exact *x, int stock)
{
    look(x, stock);
    fill(x, stock);
    int64_t low = x->most[0];
    for (int t = 0; t <= x->length; t++) {
        if (x->most[t] < 0)
            return trail_fail(&x->trail, because_of_period(x, stock, t, -1 - x->most[t], -1));
        low = x->most[t] < low ? x->most[t] : low;
    }
    for (int a = 0; a < x->net->activity_count; a++) {
        if (x->taken[a] > low && !start_later(x, stock, a)) return 0;
        if (x->given[a] > low && !finish_sooner(x, stock, a)) return 0;
    }
    return 1;
}
