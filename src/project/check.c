/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "base/map.h"
#include "project/project.h"

/* Refuse two records of one kind with the same number. */
static enum status check_unique(struct map *seen, const char *what, int uid, struct arena *a,
                                struct err *e)
{
    char text[16];
    if (uid < 0) return err_set(e, STATUS_INVALID, "%s number %d is negative", what, uid);
    int len = snprintf(text, sizeof text, "%d", uid);
    char *key = arena_strndup(a, text, (size_t)len);
    if (!key) return err_set(e, STATUS_NOMEM, "out of memory while checking %s", what);
    int count = seen->count;
    (void)map_put(seen, (struct slice){key, (size_t)len}, 1);
    if (seen->count == count)
        return err_set(e, STATUS_INVALID, "%s number %d stands for two of them", what, uid);
    return STATUS_OK;
}

static int spans_are_sound(const struct work_span *spans, int count)
{
    int before = -1;
    for (int i = 0; i < count; i++) {
        if (spans[i].from_s <= before || spans[i].to_s <= spans[i].from_s) return 0;
        before = spans[i].to_s;
    }
    return before <= DAY_SECONDS;
}

static int week_is_sound(const struct work_day days[WEEK_DAYS])
{
    for (int d = 0; d < WEEK_DAYS; d++)
        if (!spans_are_sound(days[d].spans, days[d].span_count)) return 0;
    return 1;
}

static int times_are_sound(const struct calendar *c)
{
    if (!week_is_sound(c->days)) return 0;
    for (int i = 0; i < c->exception_count; i++)
        if (!spans_are_sound(c->exceptions[i].spans, c->exceptions[i].span_count)) return 0;
    for (int i = 0; i < c->week_count; i++)
        if (!week_is_sound(c->weeks[i].days)) return 0;
    return 1;
}

static enum status check_calendars(const struct project *p, struct arena *a, struct err *e)
{
    struct map seen;
    if (!map_init(&seen, p->calendar_count + 1, a))
        return err_set(e, STATUS_NOMEM, "out of memory while checking calendars");
    for (int i = 0; i < p->calendar_count; i++) {
        const struct calendar *c = &p->calendars[i];
        TRY(check_unique(&seen, "calendar", c->uid, a, e));
        if (!times_are_sound(c))
            return err_set(e, STATUS_INVALID, "calendar %d '%.*s': working times overlap", c->uid,
                           SLICE_ARGS(c->name));
        int depth = 0;
        for (int base = c->base; base >= 0; base = p->calendars[base].base)
            if (base >= p->calendar_count || ++depth > p->calendar_count)
                return err_set(e, STATUS_INVALID, "calendar %d is derived from itself", c->uid);
    }
    return STATUS_OK;
}

static enum status check_activities(const struct project *p, struct arena *a, struct err *e)
{
    struct map seen;
    if (!map_init(&seen, p->activity_count + 1, a))
        return err_set(e, STATUS_NOMEM, "out of memory while checking activities");
    for (int i = 0; i < p->activity_count; i++) {
        const struct activity *v = &p->activities[i];
        TRY(check_unique(&seen, "activity", v->uid, a, e));
        if (v->parent >= i || v->parent < -1 || v->calendar < -1 ||
            v->calendar >= p->calendar_count)
            return err_set(e, STATUS_INVALID, "activity %d: parent or calendar is not there",
                           v->uid);
        if (v->parent >= 0 && !activity_is_summary(&p->activities[v->parent]))
            return err_set(e, STATUS_INVALID, "activity %d lies below %d, which is no summary",
                           v->uid, p->activities[v->parent].uid);
    }
    return STATUS_OK;
}

static enum status check_links(const struct project *p, struct err *e)
{
    for (int i = 0; i < p->link_count; i++) {
        const struct link *l = &p->links[i];
        if (l->from < 0 || l->to < 0 || l->from >= p->activity_count || l->to >= p->activity_count)
            return err_set(e, STATUS_INVALID, "link %d: an activity is not there", i + 1);
        if (l->from == l->to)
            return err_set(e, STATUS_INVALID, "activity %d is linked with itself",
                           p->activities[l->from].uid);
    }
    return STATUS_OK;
}

static enum status check_resources(const struct project *p, struct arena *a, struct err *e)
{
    struct map seen, uses;
    if (!map_init(&seen, p->resource_count + 1, a) || !map_init(&uses, p->assignment_count + 1, a))
        return err_set(e, STATUS_NOMEM, "out of memory while checking resources");
    for (int i = 0; i < p->resource_count; i++) {
        const struct resource *r = &p->resources[i];
        TRY(check_unique(&seen, "resource", r->uid, a, e));
        if (r->calendar < -1 || r->calendar >= p->calendar_count || r->parent < -1 ||
            r->parent >= p->resource_count)
            return err_set(e, STATUS_INVALID, "resource %d: parent or calendar is not there",
                           r->uid);
    }
    for (int i = 0; i < p->assignment_count; i++) {
        const struct assignment *s = &p->assignments[i];
        TRY(check_unique(&uses, "assignment", s->uid, a, e));
        if (s->activity < 0 || s->activity >= p->activity_count || s->resource < -1 ||
            s->resource >= p->resource_count)
            return err_set(e, STATUS_INVALID, "assignment %d: activity or resource is not there",
                           s->uid);
    }
    return STATUS_OK;
}

enum status project_check(const struct project *p, struct arena *scratch, struct err *e)
{
    if (p->calendar < -1 || p->calendar >= p->calendar_count)
        return err_set(e, STATUS_INVALID, "the project's calendar is not there");
    TRY(check_calendars(p, scratch, e));
    TRY(check_activities(p, scratch, e));
    TRY(check_links(p, e));
    return check_resources(p, scratch, e);
}
