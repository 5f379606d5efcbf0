/* SPDX-License-Identifier: Apache-2.0 */
#include "project/cpm_parts.h"

/* The latest dates, against the topological order, and the floats. */

static int64_t sooner(int64_t a, int64_t b)
{
    if (a == TIME_NONE || b == TIME_NONE) return a == TIME_NONE ? b : a;
    return a < b ? a : b;
}

/* What a link still lets its beginning be, given the late dates of its end. */
static int64_t late_bound(const struct net *n, const struct link *l)
{
    int to_start = l->kind == LINK_FS || l->kind == LINK_SS;
    int64_t t = to_start && activity_is_summary(&n->p->activities[l->to]) ? n->late_s[l->to]
                : to_start ? n->out->dates[l->to].late_start_s
                           : n->out->dates[l->to].late_finish_s;
    return net_lag_back(n, l, t);
}

static void follow_links(const struct net *n, int i, int64_t *start_s, int64_t *finish_s)
{
    for (int k = n->out_at[i]; k < n->out_at[i + 1]; k++) {
        const struct link *l = &n->p->links[n->out_link[k]];
        int64_t t = late_bound(n, l);
        if (l->kind == LINK_FS || l->kind == LINK_FF)
            *finish_s = sooner(*finish_s, t);
        else
            *start_s = sooner(*start_s, t);
    }
}

static void obey(const struct net *n, int kind, int64_t date_s, int64_t *start_s, int64_t *finish_s)
{
    if (date_s == TIME_NONE) return;
    if (constraint_pins_start(n->p, kind))
        *start_s = date_s;
    else if (constraint_pins_finish(n->p, kind))
        *finish_s = date_s;
    else if (kind == CONSTRAINT_START_BY || kind == CONSTRAINT_START_ON)
        *start_s = sooner(*start_s, date_s);
    else if (kind == CONSTRAINT_FINISH_BY || kind == CONSTRAINT_FINISH_ON)
        *finish_s = sooner(*finish_s, date_s);
}

/* Known dates are their own latest ones. */
static int record_dated(const struct net *n, int i)
{
    const struct activity *v = &n->p->activities[i];
    struct project_dates *d = &n->out->dates[i];
    if (d->driver == DRIVER_NOTHING) {
        d->late_start_s = d->late_finish_s = TIME_NONE;
        return 1;
    }
    if (!activity_is_finished(v)) return 0;
    d->late_start_s = d->early_start_s;
    d->late_finish_s = d->early_finish_s;
    return 1;
}

static void backward_activity(const struct net *n, int i, int64_t project_finish_s)
{
    const struct activity *v = &n->p->activities[i];
    struct project_dates *d = &n->out->dates[i];
    if (record_dated(n, i)) return;
    int64_t finish_s = project_finish_s, start_s = TIME_NONE;
    if (v->parent >= 0) finish_s = sooner(finish_s, n->out->dates[v->parent].late_finish_s);
    follow_links(n, i, &start_s, &finish_s);
    obey(n, v->constraint2, v->constraint2_s, &start_s, &finish_s);
    obey(n, v->constraint, v->constraint_s, &start_s, &finish_s);
    finish_s = sooner(finish_s, v->deadline_s);
    finish_s = net_may_finish(n, i, finish_s);
    d->late_finish_s = finish_s;
    d->late_start_s = net_start(n, i, finish_s);
    if (start_s != TIME_NONE && start_s < d->late_start_s) {
        d->late_start_s = net_may_start(n, i, start_s);
        if (d->late_start_s > start_s) d->late_start_s = worktime_previous(n->time[i], start_s);
        d->late_finish_s = net_finish(n, i, d->late_start_s);
    }
    if (v->kind == ACTIVITY_HAMMOCK) {
        d->late_start_s = sooner(d->late_start_s, d->early_start_s);
    }
    if (n->p->progress_rule == PROGRESS_AS_DATED && v->actual_start_s != TIME_NONE)
        d->late_start_s = v->actual_start_s;
}

/* The gate behind a summary: what comes after bounds all below. */
static void backward_gate(const struct net *n, int i, int64_t project_finish_s)
{
    const struct activity *v = &n->p->activities[i];
    int64_t finish_s = project_finish_s, start_s = TIME_NONE;
    if (v->parent >= 0) finish_s = sooner(finish_s, n->out->dates[v->parent].late_finish_s);
    follow_links(n, i, &start_s, &finish_s);
    if (v->constraint == CONSTRAINT_FINISH_BY) finish_s = sooner(finish_s, v->constraint_s);
    finish_s = sooner(finish_s, v->deadline_s);
    n->out->dates[i].late_finish_s = finish_s;
    n->late_s[i] = TIME_NONE;
}

/* The latest start below a summary, for the links that end at it. */
static void reach_up(const struct net *n, int i, int64_t late_start_s)
{
    int parent = n->p->activities[i].parent;
    if (parent < 0 || n->p->activities[i].is_inactive || late_start_s == TIME_NONE) return;
    n->late_s[parent] = sooner(n->late_s[parent], late_start_s);
}

/* A summary's own late dates span those below it. */
static void span_summaries(const struct net *n)
{
    for (int i = 0; i < n->count; i++)
        if (activity_is_summary(&n->p->activities[i]))
            n->out->dates[i].late_start_s = n->out->dates[i].late_finish_s = TIME_NONE;
    for (int i = n->count - 1; i >= 0; i--) {
        int parent = n->p->activities[i].parent;
        const struct project_dates *d = &n->out->dates[i];
        if (parent < 0 || n->p->activities[i].is_inactive || d->late_start_s == TIME_NONE) continue;
        struct project_dates *up = &n->out->dates[parent];
        up->late_start_s = sooner(up->late_start_s, d->late_start_s);
        if (d->late_finish_s > up->late_finish_s) up->late_finish_s = d->late_finish_s;
    }
}

void net_backward(struct net *n, int64_t finish_s)
{
    for (int k = n->order_count - 1; k >= 0; k--) {
        int node = n->order[k], i = node % n->count;
        const struct activity *v = &n->p->activities[i];
        int summary = activity_is_summary(v);
        if (summary && node >= n->count) {
            backward_gate(n, i, finish_s);
            continue;
        }
        if (v->kind == ACTIVITY_SUMMARY_MEASURED) {
            n->out->dates[i].late_start_s = n->out->dates[i].early_start_s;
            n->out->dates[i].late_finish_s = n->out->dates[i].early_finish_s;
            continue;
        }
        if (!summary) backward_activity(n, i, finish_s);
        reach_up(n, i, summary ? n->late_s[i] : n->out->dates[i].late_start_s);
    }
    span_summaries(n);
}

/* How far the beginning of a link may slip without its end noticing. */
static int64_t gap_s(const struct net *n, int i, const struct link *l)
{
    const struct project_dates *from = &n->out->dates[i], *to = &n->out->dates[l->to];
    int to_start = l->kind == LINK_FS || l->kind == LINK_SS;
    int from_start = l->kind == LINK_SS || l->kind == LINK_SF;
    int64_t t = net_lag_back(n, l, to_start ? to->early_start_s : to->early_finish_s);
    return worktime_between(n->time[i], from_start ? from->early_start_s : from->early_finish_s, t);
}

static int64_t free_float_s(const struct net *n, int i, int64_t otherwise_s)
{
    int64_t least = TIME_NONE;
    for (int k = n->out_at[i]; k < n->out_at[i + 1]; k++)
        least = sooner(least, gap_s(n, i, &n->p->links[n->out_link[k]]));
    if (least == TIME_NONE) return otherwise_s;
    if (least < 0) least = 0;
    return otherwise_s != TIME_NONE && otherwise_s >= 0 && least > otherwise_s ? otherwise_s
                                                                               : least;
}

static int64_t total_float_s(const struct net *n, const struct project_dates *d, int i)
{
    const struct activity *v = &n->p->activities[i];
    const struct worktime *w = n->time[i];
    int64_t at_start = worktime_between(w, d->early_start_s, d->late_start_s);
    int64_t at_finish = worktime_between(w, d->early_finish_s, d->late_finish_s);
    int begun = n->p->progress_rule == PROGRESS_AS_DATED && activity_has_begun(v);
    if (begun || n->p->float_kind == FLOAT_FINISH) return at_finish;
    return n->p->float_kind == FLOAT_START ? at_start : sooner(at_start, at_finish);
}

void net_float_of(const struct net *n, int activity)
{
    const struct activity *v = &n->p->activities[activity];
    struct project_dates *d = &n->out->dates[activity];
    d->total_float_s = d->free_float_s = TIME_NONE;
    d->is_critical = 0;
    if (d->early_start_s == TIME_NONE || d->early_finish_s == TIME_NONE) return;
    d->total_float_s = total_float_s(n, d, activity);
    d->free_float_s = free_float_s(n, activity, d->total_float_s);
    int open = n->out_at[activity] == n->out_at[activity + 1] && n->p->open_is_critical;
    d->is_critical = !activity_is_finished(v) && d->total_float_s != TIME_NONE &&
                     (open || d->total_float_s <= n->p->critical_float_s);
}
