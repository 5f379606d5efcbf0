/* SPDX-License-Identifier: Apache-2.0 */
#include "project/level_grid.h"

#include <math.h>

#include "project/cpm_parts.h"
#include "project/level.h"
#include "project/overload.h"

enum {
    PERIODS_MAX = 100000,  /* of all durations together; then periods get longer */
    CAPACITY_MAX = 10000,  /* of a resource on the grid */
    QUANTITY_UNIT = 10000, /* millionths in one hundredth of a unit */
};

struct gridder {
    struct net net;
    struct project_cpm cpm;
    const struct project *p;
    int *task_of;     /* [node] or -1 */
    int64_t *work_s;  /* [task] duration, release and lag in working time of the project */
    int64_t *free_s;  /* [task] */
    int64_t *lag_s;   /* [tie] */
    int *resource_of; /* [resource of the project] of the grid, or -1 */
    double *scale;    /* [resource of the grid] quantities in one millionth */
    struct level_grid *out;
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for a grid of activities");
}

static int is_left_to_do(const struct project *p, int i)
{
    const struct activity *v = &p->activities[i];
    return !activity_is_finished(v) && !v->is_inactive && v->kind != ACTIVITY_SUMMARY_MEASURED;
}

/* Do all runs of an activity go on the project's calendar, so that periods are exact for it? */
static int is_uniform(const struct net *n, int i)
{
    const struct activity *v = &n->p->activities[i];
    if (project_level_is_fixed(n->p, i) || v->kind == ACTIVITY_HAMMOCK) return 0;
    for (int r = n->run_at[i]; r < n->run_at[i + 1]; r++)
        if (n->runs[r].time != n->project_time) return 0;
    return n->time[i] == n->project_time;
}

/* Dates that no link gives are releases. */
static int is_released(const struct project_dates *d)
{
    return d->driver != DRIVER_LINK && d->driver != DRIVER_PROJECT_START;
}

static void add_task(struct gridder *g, int node)
{
    const struct net *n = &g->net;
    int i = node % n->count, t = g->out->task_count++;
    const struct project_dates *d = &g->cpm.dates[i];
    g->task_of[node] = t;
    g->out->tasks[t] = (struct level_task){.activity = -1};
    if (activity_is_summary(&g->p->activities[i])) return;
    g->out->tasks[t].activity = i;
    if (!is_uniform(n, i)) g->out->is_exact = 0;
    if (d->early_start_s == TIME_NONE || d->early_finish_s == TIME_NONE) return;
    int64_t from_s = d->early_start_s, to_s = d->early_finish_s;
    int begun = activity_has_begun(&g->p->activities[i]);
    if (begun && g->out->origin_s > from_s) from_s = g->out->origin_s;
    if (from_s > to_s) return;
    g->work_s[t] = worktime_between(n->project_time, from_s, to_s);
    if (g->work_s[t] == 0 && to_s > from_s) {
        g->work_s[t] = 1; /* outside the project's hours */
        g->out->is_exact = 0;
    }
    if (!begun && is_released(d))
        g->free_s[t] = worktime_between(n->project_time, g->out->origin_s, from_s);
}

static void add_tie(struct gridder *g, int from, int to, int kind, int64_t lag_s)
{
    int x = g->task_of[from], y = g->task_of[to];
    if (x < 0 || y < 0) return;
    g->lag_s[g->out->tie_count] = lag_s;
    g->out->ties[g->out->tie_count++] = (struct level_tie){x, y, kind, 0};
}

/* A lag as working time of the project. */
static int64_t lag_of(struct gridder *g, const struct link *l)
{
    const struct net *n = &g->net;
    const struct project_dates *d = &g->cpm.dates[l->from];
    int from_start = l->kind == LINK_SS || l->kind == LINK_SF;
    int64_t t_s = from_start ? d->early_start_s : d->early_finish_s, to_s = net_lag(n, l, t_s);
    int elapsed = l->lag_kind == LAG_ELAPSED || l->lag_kind == LAG_PERCENT_ELAPSED;
    if (t_s == TIME_NONE || to_s == TIME_NONE || to_s == t_s) return 0;
    if (elapsed || n->p->lag_calendar == LAG_ALWAYS) g->out->is_exact = 0;
    return worktime_between(n->project_time, t_s, to_s);
}

static void add_ties(struct gridder *g)
{
    const struct net *n = &g->net;
    const struct project *p = g->p;
    for (int i = 0; i < n->count; i++) {
        int summary = activity_is_summary(&p->activities[i]), up = p->activities[i].parent;
        if (summary) add_tie(g, i, n->count + i, LINK_FS, 0);
        if (up < 0) continue;
        add_tie(g, up, i, LINK_SS, 0);
        add_tie(g, summary ? n->count + i : i, n->count + up, LINK_FS, 0);
    }
    for (int k = 0; k < p->link_count; k++) {
        const struct link *l = &p->links[k];
        int from_start = l->kind == LINK_SS || l->kind == LINK_SF;
        int behind = activity_is_summary(&p->activities[l->from]) && !from_start;
        if (!net_follows(n, l) || activity_has_begun(&p->activities[l->to])) continue;
        add_tie(g, behind ? n->count + l->from : l->from, l->to, l->kind, lag_of(g, l));
    }
}

static int64_t gcd(int64_t a, int64_t b)
{
    if (b < 0) b = -b;
    while (b) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* The longest period in which all is whole; longer ones when that makes too many. */
static void choose_unit(struct gridder *g)
{
    struct level_grid *out = g->out;
    int64_t unit = 0, sum = 0;
    for (int t = 0; t < out->task_count; t++) {
        unit = gcd(gcd(unit, g->work_s[t]), g->free_s[t]);
        sum += g->work_s[t];
        sum = g->free_s[t] > sum ? g->free_s[t] : sum;
    }
    for (int k = 0; k < out->tie_count; k++) {
        unit = gcd(unit, g->lag_s[k]);
        sum += g->lag_s[k] > 0 ? g->lag_s[k] : 0;
    }
    if (unit == 0) unit = 1;
    for (; sum / unit > PERIODS_MAX; unit *= 2)
        out->is_exact = 0;
    out->unit_s = unit;
    for (int t = 0; t < out->task_count; t++) {
        out->tasks[t].duration = (int)((g->work_s[t] + unit - 1) / unit);
        out->tasks[t].release = (int)(g->free_s[t] / unit);
    }
    for (int k = 0; k < out->tie_count; k++)
        out->ties[k].lag = (int)(g->lag_s[k] / unit);
}

static void add_capacities(struct gridder *g)
{
    for (int r = 0; r < g->p->resource_count; r++) {
        int64_t limit = project_use_limit(g->p, r);
        g->resource_of[r] = -1;
        if (limit == 0) continue;
        int64_t quantity = limit / QUANTITY_UNIT;
        int whole = limit % QUANTITY_UNIT == 0 && quantity <= CAPACITY_MAX;
        int k = g->resource_of[r] = g->out->resource_count++;
        g->out->capacity[k] = whole ? (int)quantity : CAPACITY_MAX;
        g->scale[k] = (double)g->out->capacity[k] / (double)limit;
    }
}

/* Needs of a task; several of one resource become one, no more than there is. */
static void add_need(struct gridder *g, struct level_task *t, int resource, int64_t use)
{
    double quantity = (double)use * g->scale[resource];
    int first = t->need_first, k = first, most = g->out->capacity[resource];
    if (quantity != floor(quantity)) g->out->is_exact = 0;
    while (k < first + t->need_count && g->out->needs[k].resource != resource)
        k++;
    if (k == first + t->need_count) {
        g->out->needs[k] = (struct level_need){resource, 0};
        t->need_count++;
    }
    int64_t sum = g->out->needs[k].quantity + (int64_t)ceil(quantity);
    g->out->needs[k].quantity = sum < most ? (int)sum : most;
}

static enum status add_needs(struct gridder *g, struct arena *a, struct err *e)
{
    const struct project *p = g->p;
    struct level_grid *out = g->out;
    int *count = ARENA_ARRAY(a, int, (size_t)p->activity_count + 1);
    if (!count) return out_of_memory(e);
    for (int k = 0; k < p->assignment_count; k++)
        count[p->assignments[k].activity]++;
    for (int t = 0; t < out->task_count; t++) {
        out->tasks[t].need_first = out->need_count;
        if (out->tasks[t].activity >= 0) out->need_count += count[out->tasks[t].activity];
    }
    for (int k = 0; k < p->assignment_count; k++) {
        const struct assignment *s = &p->assignments[k];
        int64_t use = project_use_units(p, s);
        int t = g->task_of[s->activity];
        if (use > 0 && t >= 0 && g->resource_of[s->resource] >= 0)
            add_need(g, &out->tasks[t], g->resource_of[s->resource], use);
    }
    return STATUS_OK;
}

static enum status make_room(struct gridder *g, struct arena *a, struct err *e)
{
    const struct project *p = g->p;
    size_t nodes = 2 * (size_t)p->activity_count + 1, r = (size_t)p->resource_count + 1;
    size_t ties = 3 * (size_t)p->activity_count + (size_t)p->link_count + 1;
    struct level_grid *out = g->out;
    g->task_of = ARENA_ARRAY(a, int, nodes);
    g->work_s = ARENA_ARRAY(a, int64_t, nodes);
    g->free_s = ARENA_ARRAY(a, int64_t, nodes);
    g->lag_s = ARENA_ARRAY(a, int64_t, ties);
    g->resource_of = ARENA_ARRAY(a, int, r);
    g->scale = ARENA_ARRAY(a, double, r);
    out->tasks = ARENA_ARRAY(a, struct level_task, nodes);
    out->needs = ARENA_ARRAY(a, struct level_need, (size_t)p->assignment_count + 1);
    out->ties = ARENA_ARRAY(a, struct level_tie, ties);
    out->capacity = ARENA_ARRAY(a, int, r);
    if (!g->task_of || !g->work_s || !g->free_s || !g->lag_s || !g->resource_of || !g->scale ||
        !out->tasks || !out->needs || !out->ties || !out->capacity)
        return out_of_memory(e);
    return STATUS_OK;
}

/* Where what is left to do begins. */
static int64_t origin_of(const struct gridder *g)
{
    int64_t origin_s = TIME_NONE;
    if (g->p->status_s != TIME_NONE && g->p->progress_rule != PROGRESS_AS_DATED)
        return g->p->status_s;
    for (int i = 0; i < g->net.count; i++) {
        int64_t t = g->cpm.dates[i].early_start_s;
        if (t == TIME_NONE || !is_left_to_do(g->p, i) || activity_has_begun(&g->p->activities[i]))
            continue;
        if (origin_s == TIME_NONE || t < origin_s) origin_s = t;
    }
    return origin_s == TIME_NONE ? g->cpm.start_s : origin_s;
}

enum status project_level_grid(struct level_grid *out, const struct project *p, struct arena *a,
                               struct err *e)
{
    struct gridder g = {.p = p, .out = out};
    *out = (struct level_grid){.unit_s = 1, .is_exact = 1};
    TRY(net_open(&g.net, p, &g.cpm, a, e));
    TRY(make_room(&g, a, e));
    if (g.cpm.outcome != CPM_DONE || g.net.count == 0) return STATUS_OK;
    net_forward(&g.net, net_project_start(p));
    out->origin_s = origin_of(&g);
    if (out->origin_s == TIME_NONE) return STATUS_OK;
    for (int v = 0; v < 2 * g.net.count; v++) {
        g.task_of[v] = -1;
        int i = v % g.net.count;
        if (is_left_to_do(p, i) && (v < g.net.count || activity_is_summary(&p->activities[i])))
            add_task(&g, v);
    }
    add_ties(&g);
    choose_unit(&g);
    add_capacities(&g);
    return add_needs(&g, a, e);
}

enum status project_level_bound(int64_t *finish_s, const struct project *p,
                                const struct level_grid *g, int periods, struct arena *a,
                                struct err *e)
{
    struct worktime time;
    TRY(worktime_build(&time, p, p->calendar, a, e));
    *finish_s = worktime_add(&time, g->origin_s, periods * g->unit_s);
    return STATUS_OK;
}
