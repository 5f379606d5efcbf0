/* SPDX-License-Identifier: Apache-2.0 */
#include "project/compare.h"

const char *compare_cause_text(enum compare_cause cause)
{
    static const char *const texts[CAUSE_COUNT] = {
        "it is inactive",
        "late dates count from another finish of the project",
        "its dates are typed in",
        "it starts before the project does, which only dates typed in can",
        "it is finished",
        "it has begun, and was interrupted or moved",
        "its resources have calendars or loads of their own",
        "it follows an activity that differs",
        "an activity that differs follows it",
        "not known",
    };
    return texts[cause];
}

/* Stored dates; scheduled ones where early ones are missing. */
static int64_t stored_start(const struct activity *v)
{
    return v->early_start_s != TIME_NONE ? v->early_start_s : v->start_s;
}

static int64_t stored_finish(const struct activity *v)
{
    return v->early_finish_s != TIME_NONE ? v->early_finish_s : v->finish_s;
}

struct comparing {
    const struct project *p;
    const struct project_cpm *c;
    const struct worktime **time; /* of each calendar + 1, built when asked for */
    int *which;                   /* of each activity */
    int *before, *after;          /* a neighbour of each that differs, or -1 */
    char *own_resources;          /* resources of a calendar or a load of their own */
    struct arena *arena;
};

static enum status time_of_activity(struct comparing *m, const struct activity *v,
                                    const struct worktime **out, struct err *e)
{
    int at = v->calendar + 1;
    if (!m->time[at]) {
        struct worktime *w = ARENA_NEW(m->arena, struct worktime);
        if (!w) return err_set(e, STATUS_NOMEM, "out of memory for a calendar");
        TRY(worktime_build(w, m->p, v->calendar, m->arena, e));
        m->time[at] = w;
    }
    *out = m->time[at];
    return STATUS_OK;
}

static int same(const struct worktime *w, int64_t stored_s, int64_t computed_s)
{
    if (stored_s == TIME_NONE || stored_s == computed_s) return 1;
    return computed_s != TIME_NONE && worktime_between(w, stored_s, computed_s) == 0;
}

static int compare_one(const struct worktime *w, const struct activity *v,
                       const struct project_dates *d)
{
    int which = 0;
    if (!same(w, stored_start(v), d->early_start_s)) which |= DIFFERS_EARLY_START;
    if (!same(w, stored_finish(v), d->early_finish_s)) which |= DIFFERS_EARLY_FINISH;
    if (!same(w, v->late_start_s, d->late_start_s)) which |= DIFFERS_LATE_START;
    if (!same(w, v->late_finish_s, d->late_finish_s)) which |= DIFFERS_LATE_FINISH;
    if (v->total_float_s != TIME_NONE && v->total_float_s != d->total_float_s)
        which |= DIFFERS_FLOAT;
    return which;
}

/* Neighbours that differ, and resources, of all activities at once. */
static void look_around(struct comparing *m)
{
    const struct project *p = m->p;
    for (int i = 0; i < p->activity_count; i++)
        m->before[i] = m->after[i] = -1;
    for (int l = p->link_count - 1; l >= 0; l--) {
        const struct link *k = &p->links[l];
        if (m->which[k->from] & DIFFERS_EARLY) m->before[k->to] = k->from;
        if (m->which[k->to] & DIFFERS_LATE) m->after[k->from] = k->to;
    }
    for (int k = 0; k < p->assignment_count; k++) {
        const struct assignment *s = &p->assignments[k];
        if (s->resource < 0) continue;
        if (s->contour || p->resources[s->resource].calendar >= 0)
            m->own_resources[s->activity] = 1;
    }
}

static int64_t stored_project_finish(const struct project *p)
{
    int64_t finish = p->must_finish_s != TIME_NONE ? p->must_finish_s : TIME_NONE;
    for (int i = 0; finish == TIME_NONE && i < p->activity_count; i++)
        if (p->activities[i].kind == ACTIVITY_PROJECT) finish = stored_finish(&p->activities[i]);
    return finish != TIME_NONE ? finish : p->finish_s;
}

static void find_cause(const struct comparing *m, struct difference *d)
{
    const struct activity *v = &m->p->activities[d->activity];
    int64_t finish = stored_project_finish(m->p);
    d->index = -1;
    d->cause = CAUSE_UNKNOWN;
    if (v->is_inactive)
        d->cause = CAUSE_INACTIVE;
    else if (!(d->which & DIFFERS_EARLY) && finish != TIME_NONE && finish != m->c->finish_s)
        d->cause = CAUSE_FINISH;
    else if (v->is_manual)
        d->cause = CAUSE_MANUAL;
    else if (v->actual_start_s == TIME_NONE && stored_start(v) < m->p->start_s)
        d->cause = CAUSE_BEFORE;
    else if (v->actual_finish_s != TIME_NONE)
        d->cause = CAUSE_FINISHED;
    else if (v->actual_start_s != TIME_NONE)
        d->cause = CAUSE_BEGUN;
    else if (d->which & DIFFERS_EARLY && m->own_resources[d->activity])
        d->cause = CAUSE_RESOURCES;
    else if (d->which & DIFFERS_EARLY && (d->index = m->before[d->activity]) >= 0)
        d->cause = CAUSE_PREDECESSOR;
    else if (d->which & DIFFERS_LATE && (d->index = m->after[d->activity]) >= 0)
        d->cause = CAUSE_SUCCESSOR;
}

enum status project_compare(struct project_compare *out, const struct project *p,
                            const struct project_cpm *c, struct arena *a, struct err *e)
{
    struct comparing m = {.p = p, .c = c, .arena = a};
    *out = (struct project_compare){0};
    m.time = ARENA_ARRAY(a, const struct worktime *, (size_t)p->calendar_count + 1);
    m.which = ARENA_ARRAY(a, int, (size_t)p->activity_count + 1);
    m.before = ARENA_ARRAY(a, int, (size_t)p->activity_count + 1);
    m.after = ARENA_ARRAY(a, int, (size_t)p->activity_count + 1);
    m.own_resources = ARENA_ARRAY(a, char, (size_t)p->activity_count + 1);
    out->differences = ARENA_ARRAY(a, struct difference, (size_t)p->activity_count + 1);
    if (!m.time || !m.which || !m.before || !m.after || !m.own_resources || !out->differences)
        return err_set(e, STATUS_NOMEM, "out of memory for comparing dates");
    for (int i = 0; i < p->activity_count; i++) {
        const struct activity *v = &p->activities[i];
        const struct worktime *w = NULL;
        if (activity_is_summary(v) || stored_start(v) == TIME_NONE || stored_finish(v) == TIME_NONE)
            continue;
        TRY(time_of_activity(&m, v, &w, e));
        m.which[i] = compare_one(w, v, &c->dates[i]);
        out->compared++;
        out->equal += m.which[i] == 0;
        out->early_equal += !(m.which[i] & DIFFERS_EARLY);
        if (m.which[i])
            out->differences[out->difference_count++] =
                (struct difference){.activity = i, .which = m.which[i]};
    }
    look_around(&m);
    for (int k = 0; k < out->difference_count; k++)
        find_cause(&m, &out->differences[k]);
    return STATUS_OK;
}
