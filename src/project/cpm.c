/* SPDX-License-Identifier: Apache-2.0 */
#include "project/cpm.h"

#include "project/cpm_parts.h"

static void clear_dates(struct project_dates *d, int count)
{
    for (int i = 0; i < count; i++)
        d[i] = (struct project_dates){
            .early_start_s = TIME_NONE,
            .early_finish_s = TIME_NONE,
            .late_start_s = TIME_NONE,
            .late_finish_s = TIME_NONE,
            .total_float_s = TIME_NONE,
            .free_float_s = TIME_NONE,
            .driver = DRIVER_NOTHING,
            .driver_index = -1,
            .driver_s = TIME_NONE,
        };
}

int64_t net_project_start(const struct project *p)
{
    int64_t start_s = p->start_s;
    if (start_s != TIME_NONE) return start_s;
    if (p->status_s != TIME_NONE) return p->status_s;
    for (int i = 0; i < p->activity_count; i++) {
        int64_t t = p->activities[i].start_s;
        if (t != TIME_NONE && (start_s == TIME_NONE || t < start_s)) start_s = t;
    }
    return start_s;
}

/* As late as no successor notices: activities that shall be late move within their free float. */
static void be_late(struct net *n)
{
    for (int k = n->order_count - 1; k >= 0; k--) {
        int i = n->order[k];
        if (i >= n->count) continue;
        const struct activity *v = &n->p->activities[i];
        struct project_dates *d = &n->out->dates[i];
        if (v->constraint != CONSTRAINT_LATE || activity_is_summary(v) || activity_has_begun(v) ||
            v->is_manual || d->driver == DRIVER_NOTHING)
            continue;
        net_float_of(n, i);
        if (d->free_float_s <= 0) continue;
        d->early_finish_s =
            net_may_finish(n, i, worktime_add(n->time[i], d->early_finish_s, d->free_float_s));
        d->early_start_s = net_start(n, i, d->early_finish_s);
        d->driver = DRIVER_CONSTRAINT;
        d->driver_index = i;
        d->driver_s = d->early_start_s;
    }
}

static void run_passes(struct net *n)
{
    struct project_cpm *out = n->out;
    const struct project *p = n->p;
    int64_t start_s = net_project_start(p);
    if (p->from_finish && p->finish_s != TIME_NONE) {
        net_forward(n, start_s);
        net_backward(n, p->finish_s);
        start_s = TIME_NONE;
        for (int i = 0; i < n->count; i++) {
            int64_t t = out->dates[i].late_start_s;
            if (t != TIME_NONE && (start_s == TIME_NONE || t < start_s)) start_s = t;
        }
        clear_dates(out->dates, n->count);
        out->start_s = out->finish_s = TIME_NONE;
    }
    net_forward(n, start_s);
    int64_t finish_s = p->must_finish_s != TIME_NONE ? p->must_finish_s : out->finish_s;
    if (p->from_finish && p->finish_s != TIME_NONE) finish_s = p->finish_s;
    net_backward(n, finish_s);
    be_late(n);
    for (int i = 0; i < n->count; i++) {
        net_float_of(n, i);
        out->undated_count +=
            out->dates[i].early_finish_s == TIME_NONE && !activity_is_summary(&p->activities[i]);
    }
}

enum status net_open(struct net *n, const struct project *p, struct project_cpm *out,
                     struct arena *a, struct err *e)
{
    *n = (struct net){.p = p, .count = p->activity_count, .out = out};
    *out = (struct project_cpm){.start_s = TIME_NONE, .finish_s = TIME_NONE};
    out->dates = ARENA_ARRAY(a, struct project_dates, (size_t)n->count + 1);
    n->gate_s = ARENA_ARRAY(a, int64_t, (size_t)n->count + 1);
    n->late_s = ARENA_ARRAY(a, int64_t, (size_t)n->count + 1);
    if (!out->dates || !n->gate_s || !n->late_s)
        return err_set(e, STATUS_NOMEM, "out of memory for the dates of %d activities", n->count);
    clear_dates(out->dates, n->count);
    for (int l = 0; l < p->link_count; l++)
        out->unfollowed_links += !net_follows(n, &p->links[l]);
    TRY(net_order(n, a, e));
    return out->outcome == CPM_DONE && n->count > 0 ? net_calendars(n, a, e) : STATUS_OK;
}

enum status project_cpm_compute(struct project_cpm *out, const struct project *p, struct arena *a,
                                struct err *e)
{
    struct net n;
    TRY(net_open(&n, p, out, a, e));
    if (out->outcome == CPM_DONE && n.count > 0) run_passes(&n);
    return STATUS_OK;
}
