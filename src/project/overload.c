/* SPDX-License-Identifier: Apache-2.0 */
#include "project/overload.h"

#include <math.h>
#include <stdlib.h>

#define UNITS_MAX 1e9

struct use_event {
    int64_t time_s, change;
    int activity, resource;
};

int64_t project_use_limit(const struct project *p, int resource)
{
    double units = p->resources[resource].max_units;
    if (isnan(units) || units <= 0 || units > UNITS_MAX) return 0;
    return llround(units * USE_ONE);
}

int64_t project_use_units(const struct project *p, const struct assignment *s)
{
    const struct activity *v = &p->activities[s->activity];
    double units = s->units;
    if (s->resource < 0 || v->is_inactive || v->actual_finish_s != TIME_NONE) return 0;
    if (v->kind != ACTIVITY_TASK && v->kind != ACTIVITY_BY_RESOURCE) return 0;
    int kind = p->resources[s->resource].kind;
    if (kind != RESOURCE_WORK && kind != RESOURCE_EQUIPMENT) return 0;
    if ((isnan(units) || units <= 0) && s->work_s > 0 && v->duration_s > 0)
        units = (double)s->work_s / (double)v->duration_s;
    if (isnan(units) || units <= 0 || units > UNITS_MAX) return 0;
    return llround(units * USE_ONE);
}

static int compare_events(const void *x, const void *y)
{
    const struct use_event *a = x, *b = y;
    if (a->resource != b->resource) return a->resource < b->resource ? -1 : 1;
    if (a->time_s != b->time_s) return a->time_s < b->time_s ? -1 : 1;
    if ((a->change > 0) != (b->change > 0)) return a->change > 0 ? 1 : -1; /* ends first */
    return (a->activity > b->activity) - (a->activity < b->activity);
}

static int list_events(struct use_event *events, const struct project *p,
                       const struct project_dates *dates)
{
    int count = 0;
    for (int k = 0; k < p->assignment_count; k++) {
        const struct assignment *s = &p->assignments[k];
        int64_t use = project_use_units(p, s);
        const struct project_dates *d = &dates[s->activity];
        int64_t from = d->early_start_s, to = d->early_finish_s;
        if (use == 0 || project_use_limit(p, s->resource) == 0) continue;
        if (from == TIME_NONE || to == TIME_NONE) continue;
        if (p->activities[s->activity].actual_start_s != TIME_NONE && p->status_s > from)
            from = p->status_s;
        if (from >= to) continue;
        events[count++] = (struct use_event){from, use, s->activity, s->resource};
        events[count++] = (struct use_event){to, -use, s->activity, s->resource};
    }
    return count;
}

/* The events of one resource, by time. */
static struct overload add_up(const struct use_event *events, int count, int64_t limit)
{
    struct overload o = {events[0].resource, 0, limit, TIME_NONE, -1, 0};
    int64_t use = 0;
    for (int i = 0; i < count; i++) {
        use += events[i].change;
        o.peak = use > o.peak ? use : o.peak;
        if (use > limit && o.first_activity < 0) {
            o.first_s = events[i].time_s;
            o.first_activity = events[i].activity;
        }
        if (use > limit && i + 1 < count) o.over_s += events[i + 1].time_s - events[i].time_s;
    }
    return o;
}

enum status project_overload_find(struct project_overload *out, const struct project *p,
                                  const struct project_dates *dates, struct arena *a, struct err *e)
{
    *out = (struct project_overload){0};
    struct use_event *events =
        ARENA_ARRAY(a, struct use_event, 2 * (size_t)p->assignment_count + 1);
    out->list = ARENA_ARRAY(a, struct overload, (size_t)p->resource_count + 1);
    if (!events || !out->list)
        return err_set(e, STATUS_NOMEM, "out of memory for %d assignments", p->assignment_count);
    int count = list_events(events, p, dates), last;
    if (count > 0) qsort(events, (size_t)count, sizeof *events, compare_events);
    for (int i = 0; i < count; i = last) {
        for (last = i; last < count && events[last].resource == events[i].resource;)
            last++;
        struct overload o = add_up(events + i, last - i, project_use_limit(p, events[i].resource));
        out->limited_count++;
        if (o.over_s > 0) out->list[out->count++] = o;
    }
    return STATUS_OK;
}
