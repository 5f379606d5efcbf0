/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "project/cpm_parts.h"

/* On which calendars activities and lags run, and moving along them. */

static int64_t duration_of(const struct activity *v)
{
    int64_t d = v->duration_s;
    if (v->actual_start_s != TIME_NONE && v->remaining_s != TIME_NONE) d = v->remaining_s;
    if (v->kind == ACTIVITY_START_MILESTONE || v->kind == ACTIVITY_FINISH_MILESTONE) d = 0;
    return d == TIME_NONE || d < 0 ? 0 : d;
}

/* How long an assignment keeps its activity; the activity's own duration when it cannot be told. */
static int64_t assigned_s(const struct activity *v, const struct assignment *s)
{
    int64_t work = v->actual_start_s != TIME_NONE ? s->remaining_work_s : s->work_s;
    if (v->work_rule == RULE_FIXED_DURATION || s->contour || work == TIME_NONE || work <= 0)
        return duration_of(v);
    if (isnan(s->units) || s->units <= 0) return duration_of(v);
    double d = (double)work / s->units;
    return d > 0 && d < 1e15 ? (int64_t)llround(d) : duration_of(v);
}

/* Does the assignment decide when its activity can go on? */
static int drives(const struct net *n, const struct assignment *s)
{
    const struct activity *v = &n->p->activities[s->activity];
    if (s->resource < 0 || v->duration_is_elapsed || activity_is_summary(v)) return 0;
    if (v->kind != ACTIVITY_BY_RESOURCE &&
        (!n->p->follows_resources || v->calendar >= 0 || v->ignores_resource_calendar))
        return 0;
    int kind = n->p->resources[s->resource].kind;
    return kind == RESOURCE_WORK || kind == RESOURCE_EQUIPMENT;
}

/* Indices of calendars, built when first asked for. */
struct shelf {
    const struct worktime **of; /* of[calendar + 1] */
    struct arena *arena;
};

/* A derived calendar that changes nothing is the one it is derived from. */
static int same_calendar(const struct project *p, int calendar)
{
    for (int steps = 0; calendar >= 0 && steps < p->calendar_count; steps++) {
        const struct calendar *c = &p->calendars[calendar];
        int differs = c->base < 0 || c->exception_count || c->week_count;
        for (int d = 0; d < WEEK_DAYS; d++)
            differs |= c->days[d].kind != DAY_INHERIT;
        if (differs) break;
        calendar = c->base;
    }
    return calendar;
}

static enum status take(struct net *n, struct shelf *shelf, int calendar,
                        const struct worktime **out, struct err *e)
{
    calendar = same_calendar(n->p, calendar);
    if (calendar == same_calendar(n->p, n->p->calendar)) calendar = -1;
    if (!shelf->of[calendar + 1]) {
        struct worktime *w = ARENA_NEW(shelf->arena, struct worktime);
        if (!w) return err_set(e, STATUS_NOMEM, "out of memory for a calendar");
        TRY(worktime_build(w, n->p, calendar, shelf->arena, e));
        shelf->of[calendar + 1] = w;
    }
    *out = shelf->of[calendar + 1];
    return STATUS_OK;
}

/* Runs of activities with driving assignments; the same calendar for the same time only once. */
static enum status add_runs(struct net *n, struct shelf *shelf, struct err *e)
{
    int *used = ARENA_ARRAY(shelf->arena, int, (size_t)n->count + 1);
    if (!used) return err_set(e, STATUS_NOMEM, "out of memory for assignments");
    for (int k = 0; k < n->p->assignment_count; k++) {
        const struct assignment *s = &n->p->assignments[k];
        int i = s->activity;
        if (!drives(n, s)) continue;
        struct run run = {NULL, assigned_s(&n->p->activities[i], s)};
        TRY(take(n, shelf, n->p->resources[s->resource].calendar, &run.time, e));
        struct run *runs = &n->runs[n->run_at[i]];
        int j = 0;
        while (j < used[i] && runs[j].time != run.time)
            j++;
        if (j == used[i])
            runs[used[i]++] = run;
        else if (run.duration_s > runs[j].duration_s)
            runs[j].duration_s = run.duration_s;
    }
    for (int i = 0; i < n->count; i++) {
        struct run *runs = &n->runs[n->run_at[i]];
        const struct activity *v = &n->p->activities[i];
        if (used[i] == 0) runs[used[i]++] = (struct run){n->time[i], duration_of(v)};
        if (used[i] == 1) runs[0].duration_s = duration_of(v);
        for (int j = used[i]; j < n->run_at[i + 1] - n->run_at[i]; j++)
            runs[j] = runs[0]; /* room for assignments that share a calendar */
    }
    return STATUS_OK;
}

enum status net_calendars(struct net *n, struct arena *a, struct err *e)
{
    struct shelf shelf = {ARENA_ARRAY(a, const struct worktime *, (size_t)n->p->calendar_count + 1),
                          a};
    struct worktime *always = ARENA_NEW(a, struct worktime);
    n->time = ARENA_ARRAY(a, const struct worktime *, (size_t)n->count + 1);
    n->run_at = ARENA_ARRAY(a, int, (size_t)n->count + 2);
    if (!shelf.of || !always || !n->time || !n->run_at)
        return err_set(e, STATUS_NOMEM, "out of memory for the calendars of %d activities",
                       n->count);
    TRY(worktime_build_always(always, a, e));
    n->always = always;
    TRY(take(n, &shelf, -1, &n->project_time, e));
    for (int i = 0; i < n->count; i++) {
        const struct activity *v = &n->p->activities[i];
        n->time[i] = always;
        if (!v->duration_is_elapsed) TRY(take(n, &shelf, v->calendar, &n->time[i], e));
    }
    for (int k = 0; k < n->p->assignment_count; k++)
        if (drives(n, &n->p->assignments[k])) n->run_at[n->p->assignments[k].activity + 1]++;
    for (int i = 0; i < n->count; i++) {
        if (n->run_at[i + 1] == 0) n->run_at[i + 1] = 1;
        n->run_at[i + 1] += n->run_at[i];
    }
    n->runs = ARENA_ARRAY(a, struct run, (size_t)n->run_at[n->count] + 1);
    if (!n->runs) return err_set(e, STATUS_NOMEM, "out of memory for assignments");
    return add_runs(n, &shelf, e);
}

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b; /* TIME_NONE is the smallest */
}

static int64_t sooner(int64_t a, int64_t b)
{
    if (a == TIME_NONE || b == TIME_NONE) return a == TIME_NONE ? b : a;
    return a < b ? a : b;
}

int64_t net_finish(const struct net *n, int activity, int64_t start_s)
{
    int64_t finish_s = TIME_NONE;
    if (start_s == TIME_NONE) return TIME_NONE;
    for (int r = n->run_at[activity]; r < n->run_at[activity + 1]; r++)
        finish_s = later(finish_s, worktime_add(n->runs[r].time, start_s, n->runs[r].duration_s));
    return finish_s;
}

int64_t net_start(const struct net *n, int activity, int64_t finish_s)
{
    int64_t start_s = TIME_NONE;
    if (finish_s == TIME_NONE) return TIME_NONE;
    for (int r = n->run_at[activity]; r < n->run_at[activity + 1]; r++)
        start_s = sooner(start_s, worktime_add(n->runs[r].time, finish_s, -n->runs[r].duration_s));
    return start_s;
}

int64_t net_may_start(const struct net *n, int activity, int64_t t_s)
{
    int64_t start_s = TIME_NONE;
    for (int r = n->run_at[activity]; r < n->run_at[activity + 1]; r++) {
        const struct worktime *w = n->runs[r].time;
        int ends = n->p->activities[activity].kind == ACTIVITY_FINISH_MILESTONE;
        start_s = sooner(start_s, ends && worktime_touches(w, t_s) ? t_s : worktime_next(w, t_s));
    }
    return start_s;
}

int64_t net_may_finish(const struct net *n, int activity, int64_t t_s)
{
    int64_t finish_s = TIME_NONE;
    for (int r = n->run_at[activity]; r < n->run_at[activity + 1]; r++) {
        const struct worktime *w = n->runs[r].time;
        int kind = n->p->activities[activity].kind;
        int64_t f = worktime_previous(w, t_s);
        if (kind == ACTIVITY_FINISH_MILESTONE && worktime_touches(w, t_s)) f = t_s;
        if (kind == ACTIVITY_START_MILESTONE)
            f = worktime_next(w, f) > t_s ? f : worktime_next(w, f);
        finish_s = later(finish_s, f);
    }
    return finish_s;
}

static const struct worktime *lag_time(const struct net *n, const struct link *l)
{
    switch (n->p->lag_calendar) {
    case LAG_ON_PREDECESSOR:
        return n->time[l->from];
    case LAG_ON_PROJECT:
        return n->project_time;
    case LAG_ALWAYS:
        return n->always;
    default:
        return n->time[l->to];
    }
}

static int64_t lag_length_s(const struct net *n, const struct link *l)
{
    if (l->lag_kind < LAG_PERCENT) return l->lag_s == TIME_NONE ? 0 : l->lag_s;
    const struct activity *v = &n->p->activities[l->from];
    double d = isnan(l->lag_percent) || v->duration_s == TIME_NONE
                   ? 0
                   : (double)v->duration_s * l->lag_percent / 100;
    return d > -1e15 && d < 1e15 ? (int64_t)llround(d) : 0;
}

static int64_t move(const struct net *n, const struct link *l, int64_t t_s, int64_t by_s)
{
    if (t_s == TIME_NONE) return TIME_NONE;
    int elapsed = l->lag_kind == LAG_ELAPSED || l->lag_kind == LAG_PERCENT_ELAPSED;
    return worktime_add(elapsed ? n->always : lag_time(n, l), t_s, by_s);
}

int64_t net_lag(const struct net *n, const struct link *l, int64_t t_s)
{
    return move(n, l, t_s, lag_length_s(n, l));
}

int64_t net_lag_back(const struct net *n, const struct link *l, int64_t t_s)
{
    return move(n, l, t_s, -lag_length_s(n, l));
}
