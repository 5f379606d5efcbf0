/* SPDX-License-Identifier: Apache-2.0 */
#include "project/cpm_parts.h"

/* The earliest dates, in topological order. */

/* The latest of several lower bounds of a start, with who said it. */
struct bound {
    int64_t start_s;
    enum project_driver driver;
    int index;
    int64_t said_s;
    int64_t finish_s; /* lower bound of the finish, TIME_NONE: none */
};

static void not_before(struct bound *b, int64_t start_s, enum project_driver driver, int index)
{
    if (start_s == TIME_NONE || (b->start_s != TIME_NONE && start_s <= b->start_s)) return;
    b->start_s = start_s;
    b->driver = driver;
    b->index = index;
    b->said_s = start_s;
}

/* A lower bound of the finish is one of the start. */
static void not_finished_before(const struct net *n, int i, struct bound *b, int64_t finish_s,
                                const struct bound *by)
{
    if (finish_s == TIME_NONE) return;
    if (b->finish_s == TIME_NONE || finish_s > b->finish_s) b->finish_s = finish_s;
    int64_t start_s = net_start(n, i, finish_s);
    if (start_s == TIME_NONE || (b->start_s != TIME_NONE && start_s <= b->start_s)) return;
    *b = (struct bound){start_s, by->driver, by->index, finish_s, b->finish_s};
}

static void follow_links(const struct net *n, int i, struct bound *b)
{
    const struct project_dates *dates = n->out->dates;
    for (int k = n->in_at[i]; k < n->in_at[i + 1]; k++) {
        int l = n->in_link[k];
        const struct link *link = &n->p->links[l];
        const struct project_dates *from = &dates[link->from];
        int from_start = link->kind == LINK_SS || link->kind == LINK_SF;
        int64_t t = net_lag(n, link, from_start ? from->early_start_s : from->early_finish_s);
        struct bound by = {.driver = DRIVER_LINK, .index = l};
        if (link->kind == LINK_FS || link->kind == LINK_SS)
            not_before(b, t, DRIVER_LINK, l);
        else
            not_finished_before(n, i, b, t, &by);
    }
}

/* Does the constraint put the start, or the finish, on its date whatever the links say? */
static int pins_start(const struct net *n, const struct bound *b, int kind, int64_t date_s)
{
    if (constraint_pins_start(n->p, kind)) return 1;
    return n->p->constraints_hold && kind == CONSTRAINT_START_BY && date_s < b->start_s;
}

static int pins_finish(const struct net *n, int i, const struct bound *b, int kind, int64_t date_s)
{
    if (constraint_pins_finish(n->p, kind)) return 1;
    return n->p->constraints_hold && kind == CONSTRAINT_FINISH_BY &&
           net_finish(n, i, b->start_s) > date_s;
}

static void obey_one(const struct net *n, int i, struct bound *b, int kind, int64_t date_s)
{
    struct bound by = {.driver = DRIVER_CONSTRAINT, .index = i};
    if (date_s == TIME_NONE) return;
    if (pins_start(n, b, kind, date_s))
        *b = (struct bound){date_s, DRIVER_CONSTRAINT, i, date_s, TIME_NONE};
    else if (pins_finish(n, i, b, kind, date_s))
        *b = (struct bound){net_start(n, i, date_s), DRIVER_CONSTRAINT, i, date_s, date_s};
    else if (kind == CONSTRAINT_START_FROM || kind == CONSTRAINT_START_ON)
        not_before(b, date_s, DRIVER_CONSTRAINT, i);
    else if (kind == CONSTRAINT_FINISH_FROM || kind == CONSTRAINT_FINISH_ON)
        not_finished_before(n, i, b, date_s, &by);
}

static void obey_constraints(const struct net *n, int i, struct bound *b)
{
    const struct activity *v = &n->p->activities[i];
    obey_one(n, i, b, v->constraint2, v->constraint2_s);
    obey_one(n, i, b, v->constraint, v->constraint_s);
}

static struct bound first_bound(const struct net *n, int i, int64_t start_s)
{
    const struct activity *v = &n->p->activities[i];
    struct bound b = {start_s, DRIVER_PROJECT_START, -1, start_s, TIME_NONE};
    if (n->p->progress_rule != PROGRESS_AS_DATED && n->p->status_s != TIME_NONE)
        not_before(&b, n->p->status_s, DRIVER_STATUS_DATE, -1);
    if (v->parent >= 0) not_before(&b, n->gate_s[v->parent], DRIVER_SUMMARY, v->parent);
    return b;
}

static void record(const struct net *n, int i, const struct bound *b, int64_t start_s,
                   int64_t finish_s)
{
    struct project_dates *d = &n->out->dates[i];
    d->early_start_s = start_s;
    d->early_finish_s = finish_s;
    d->driver = start_s == TIME_NONE || finish_s == TIME_NONE ? DRIVER_NOTHING : b->driver;
    d->driver_index = b->index;
    d->driver_s = b->said_s;
}

/* The finish of what has begun and runs on from its own dates. */
static int64_t run_on(const struct net *n, int i)
{
    const struct activity *v = &n->p->activities[i];
    const struct run *first = &n->runs[n->run_at[i]];
    int interrupted =
        v->resumed_s != TIME_NONE && (v->suspended_s == TIME_NONE ||
                                      worktime_between(first->time, v->suspended_s, v->resumed_s));
    if (interrupted) return net_finish(n, i, net_may_start(n, i, v->resumed_s));
    int64_t done_s = v->actual_duration_s;
    if (done_s == TIME_NONE && v->remaining_s != TIME_NONE && v->duration_s != TIME_NONE)
        done_s = v->duration_s - v->remaining_s;
    int64_t from_s = net_may_start(n, i, v->actual_start_s);
    if (v->remaining_s != TIME_NONE && done_s > 0)
        from_s = worktime_add(first->time, from_s, done_s);
    return net_finish(n, i, from_s);
}

/* Dates that are known or typed in; 0 when they are to be computed. */
static int record_dated(const struct net *n, int i)
{
    const struct activity *v = &n->p->activities[i];
    struct bound b = {TIME_NONE, DRIVER_DATED, i, TIME_NONE, TIME_NONE};
    if (activity_is_finished(v)) {
        int64_t start_s = v->actual_start_s != TIME_NONE ? v->actual_start_s : v->actual_finish_s;
        record(n, i, &b, start_s, v->actual_finish_s);
        return 1;
    }
    if (v->is_manual && v->start_s != TIME_NONE) {
        int64_t finish_s = v->finish_s != TIME_NONE ? v->finish_s : net_finish(n, i, v->start_s);
        record(n, i, &b, v->start_s, finish_s);
        return 1;
    }
    if (activity_has_begun(v) && n->p->progress_rule == PROGRESS_AS_DATED) {
        record(n, i, &b, v->actual_start_s, run_on(n, i));
        return 1;
    }
    return 0;
}

/* Work that has stopped goes on no sooner than it resumes. */
static void resume(const struct net *n, int i, struct bound *b)
{
    const struct activity *v = &n->p->activities[i];
    if (activity_has_begun(v)) not_before(b, v->resumed_s, DRIVER_DATED, i);
}

static void forward_activity(const struct net *n, int i, int64_t project_start_s)
{
    const struct activity *v = &n->p->activities[i];
    if (v->kind == ACTIVITY_SUMMARY_MEASURED || record_dated(n, i)) return;
    struct bound b = first_bound(n, i, project_start_s);
    int begun = activity_has_begun(v);
    if (!begun || n->p->progress_rule == PROGRESS_RETAINED) follow_links(n, i, &b);
    if (!begun) obey_constraints(n, i, &b);
    resume(n, i, &b);
    int64_t start_s = net_may_start(n, i, b.start_s);
    if (v->leveling_delay_s != TIME_NONE && v->leveling_delay_s > 0 && !begun)
        start_s = net_may_start(n, i, worktime_add(n->always, start_s, v->leveling_delay_s));
    int64_t finish_s = net_finish(n, i, start_s);
    if (b.finish_s != TIME_NONE && finish_s != TIME_NONE && b.finish_s > finish_s &&
        (v->kind == ACTIVITY_HAMMOCK || worktime_between(n->time[i], finish_s, b.finish_s) == 0))
        finish_s = b.finish_s; /* the same moment of work, named as the link names it */
    if (v->kind == ACTIVITY_HAMMOCK && b.finish_s != TIME_NONE && b.finish_s > start_s)
        finish_s = b.finish_s;
    record(n, i, &b, start_s, finish_s);
}

/* The gate before a summary: no activity below starts earlier. */
static void forward_gate(const struct net *n, int i, int64_t project_start_s)
{
    const struct activity *v = &n->p->activities[i];
    struct bound b = first_bound(n, i, project_start_s);
    follow_links(n, i, &b);
    if (v->constraint == CONSTRAINT_START_FROM)
        not_before(&b, v->constraint_s, DRIVER_CONSTRAINT, i);
    n->gate_s[i] =
        b.driver == DRIVER_PROJECT_START || b.driver == DRIVER_STATUS_DATE ? TIME_NONE : b.start_s;
    struct bound none = {TIME_NONE, DRIVER_NOTHING, -1, TIME_NONE, TIME_NONE};
    record(n, i, &none, TIME_NONE, TIME_NONE);
}

/* An activity has its dates: they reach to the summary above. */
static void reach_up(const struct net *n, int i)
{
    int parent = n->p->activities[i].parent;
    const struct project_dates *d = &n->out->dates[i];
    if (parent < 0 || n->p->activities[i].is_inactive || d->driver == DRIVER_NOTHING) return;
    struct project_dates *up = &n->out->dates[parent];
    if (up->early_start_s == TIME_NONE || d->early_start_s < up->early_start_s) {
        up->early_start_s = d->early_start_s;
        up->driver = DRIVER_BELOW;
        up->driver_index = i;
        up->driver_s = d->early_start_s;
    }
    if (d->early_finish_s > up->early_finish_s) up->early_finish_s = d->early_finish_s;
}

/* Activities that span those beside them, when all others have dates. */
void net_span_measured(struct net *n)
{
    for (int i = 0; i < n->count; i++) {
        const struct activity *v = &n->p->activities[i];
        if (v->kind != ACTIVITY_SUMMARY_MEASURED) continue;
        struct bound b = {TIME_NONE, DRIVER_NOTHING, -1, TIME_NONE, TIME_NONE};
        if (v->parent < 0) {
            record(n, i, &b, n->out->start_s, n->out->finish_s);
            continue;
        }
        const struct project_dates *up = &n->out->dates[v->parent];
        b.driver = DRIVER_BELOW;
        b.index = up->driver_index;
        b.said_s = up->early_start_s;
        record(n, i, &b, up->early_start_s, up->early_finish_s);
    }
}

void net_forward_node(struct net *n, int node, int64_t start_s)
{
    int i = node % n->count;
    if (!activity_is_summary(&n->p->activities[i]))
        forward_activity(n, i, start_s);
    else if (node < n->count)
        forward_gate(n, i, start_s);
}

void net_reach_up(struct net *n, int node)
{
    struct project_cpm *out = n->out;
    int i = node % n->count, summary = activity_is_summary(&n->p->activities[i]);
    if (summary && node < n->count) return;
    reach_up(n, i);
    const struct project_dates *d = &out->dates[i];
    if (summary || n->p->activities[i].is_inactive || d->early_finish_s == TIME_NONE) return;
    if (out->start_s == TIME_NONE || d->early_start_s < out->start_s)
        out->start_s = d->early_start_s;
    if (d->early_finish_s > out->finish_s) out->finish_s = d->early_finish_s;
}

void net_forward(struct net *n, int64_t start_s)
{
    for (int k = 0; k < n->order_count; k++) {
        net_forward_node(n, n->order[k], start_s);
        net_reach_up(n, n->order[k]);
    }
    net_span_measured(n);
}
