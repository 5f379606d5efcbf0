/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/mode_row.h"

#include "sched/mode_exact.h"

enum status mode_rows_init(struct mode_rows *out, const struct mode_budget *b, struct arena *a,
                           struct err *e)
{
    size_t works = (size_t)b->net->work_count, max = (size_t)b->count + MODE_ROWS_MORE;
    *out = (struct mode_rows){.count = b->count};
    out->cost = ARENA_ARRAY(a, int64_t, works * max);
    out->room = ARENA_ARRAY(a, int64_t, max);
    out->each = ARENA_ARRAY(a, int64_t, max);
    out->least = ARENA_ARRAY(a, int64_t, (size_t)b->net->activity_count);
    if (!out->cost || !out->room || !out->each || !out->least)
        return err_set(e, STATUS_NOMEM, "out of memory for limits on modes");
    for (int k = 0; k < b->count; k++) {
        out->room[k] = b->room[k];
        for (size_t w = 0; w < works; w++)
            out->cost[(size_t)k * works + w] = b->need[w * (size_t)b->count + (size_t)k];
    }
    return STATUS_OK;
}

int mode_rows_bound(const struct mode_rows *rows, const struct network *net)
{
    int64_t bound = 0;
    for (int k = 0; k < rows->count; k++) {
        const int64_t *cost = rows->cost + (size_t)k * (size_t)net->work_count;
        int64_t over = -rows->room[k], each = rows->each[k];
        for (int a = 0; a < net->activity_count; a++) {
            int64_t least = cost[net->work_first[a]];
            for (int w = net->work_first[a] + 1; w < net->work_first[a + 1]; w++)
                least = cost[w] < least ? cost[w] : least;
            over += least;
        }
        if (each > 0 && over > each * bound) bound = (over + each - 1) / each;
    }
    return (int)(bound < SCHED_NEVER ? bound : SCHED_NEVER);
}

static int64_t least_sum(struct mode_exact *x, const int64_t *cost)
{
    const struct network *net = x->net;
    int64_t sum = 0;
    for (int a = 0; a < net->activity_count; a++) {
        int64_t least = INT64_MAX;
        for (int w = net->work_first[a]; w < net->work_first[a + 1]; w++)
            if (cost[w] < least && mode_is_left(x, w)) least = cost[w];
        x->rows.least[a] = least;
        sum += least;
    }
    return sum;
}

/* That the others cost at least what they do, less `spare` in all. */
static int because_least(struct mode_exact *x, const int64_t *cost, int left_out, int64_t spare)
{
    const struct network *net = x->net;
    struct trail *t = &x->trail;
    int reason = 0;
    for (int a = 0; a < net->activity_count; a++) {
        int64_t least = x->rows.least[a], low = least;
        for (int w = net->work_first[a]; w < net->work_first[a + 1] && a != left_out; w++) {
            struct literal l = mode_excluded(x, w);
            if (cost[w] >= least || t->root[l.var] >= l.bound) continue;
            if (least - cost[w] > spare)
                reason = trail_because(t, reason, l.var, l.bound);
            else if (cost[w] < low)
                low = cost[w];
        }
        spare -= least - low;
    }
    return reason;
}

static int propagate(struct mode_exact *x, const int64_t *cost, int64_t room)
{
    const struct network *net = x->net;
    int64_t rest = room - least_sum(x, cost);
    if (rest < 0) return trail_fail(&x->trail, because_least(x, cost, -1, -1 - rest));
    for (int a = 0; a < net->activity_count; a++) {
        if (x->stale[a]) mode_exact_refresh(x, a);
        if (x->left[a] < 2) continue;
        for (int w = net->work_first[a]; w < net->work_first[a + 1]; w++) {
            int64_t more = cost[w] - x->rows.least[a];
            if (more <= rest || !mode_is_left(x, w)) continue;
            int reason = because_least(x, cost, a, more - rest - 1);
            if (!trail_raise(&x->trail, mode_excluded(x, w), reason)) return 0;
        }
    }
    return 1;
}

int mode_rows_propagate(struct mode_exact *x)
{
    for (int k = 0; k < x->rows.count; k++)
        if (!propagate(x, x->rows.cost + (size_t)k * (size_t)x->net->work_count,
                       x->rows.room[k] + x->rows.each[k] * x->length))
            return 0;
    return 1;
}
