/* SPDX-License-Identifier: Apache-2.0 */
/*
 * project_equal - are two projects the same in all that a format keeps?  Says
 * on stderr what the first difference is.
 */
#ifndef KIT_PROJECT_EQUAL_H
#define KIT_PROJECT_EQUAL_H

#include "kit/random_project.h"

static inline int differ(const char *what, int i, const char *field)
{
    fprintf(stderr, "%s %d: %s differs\n", what, i, field);
    return 0;
}

static inline int records_equal(char which, enum target to, int i, const void *a, const void *b)
{
    const struct kept *k = kept_of(which);
    for (int f = 0; f < k->count; f++)
        if (keeps(k, to, k->fields[f].name) && !field_equal(&k->fields[f], a, b)) {
            char kind[] = {which, '\0'};
            return differ(kind, i, k->fields[f].name);
        }
    return 1;
}

static inline int days_equal(const struct work_day *a, const struct work_day *b)
{
    if (a->kind != b->kind || a->span_count != b->span_count) return 0;
    return a->span_count == 0 ||
           memcmp(a->spans, b->spans, sizeof *a->spans * (size_t)a->span_count) == 0;
}

static inline int exceptions_equal(const struct calendar_exception *a,
                                   const struct calendar_exception *b)
{
    struct work_day x = {DAY_WORK, a->spans, a->span_count};
    struct work_day y = {DAY_WORK, b->spans, b->span_count};
    return slice_equal(a->name, b->name) && a->from_day == b->from_day && a->to_day == b->to_day &&
           a->recurrence == b->recurrence && a->period == b->period && a->weekdays == b->weekdays &&
           a->month == b->month && a->month_day == b->month_day && a->item == b->item &&
           a->position == b->position && a->occurrences == b->occurrences && days_equal(&x, &y);
}

static inline int calendars_equal(const struct calendar *a, const struct calendar *b,
                                  enum target to, int i)
{
    if (!records_equal('c', to, i, a, b)) return 0;
    if (a->base != b->base) return differ("calendar", i, "base");
    if (a->exception_count != b->exception_count || a->week_count != b->week_count)
        return differ("calendar", i, "exception_count");
    for (int d = 0; d < WEEK_DAYS; d++)
        if (!days_equal(&a->days[d], &b->days[d])) return differ("calendar", i, "day");
    for (int x = 0; x < a->exception_count; x++)
        if (!exceptions_equal(&a->exceptions[x], &b->exceptions[x]))
            return differ("calendar", i, "exception");
    for (int w = 0; w < a->week_count; w++) {
        const struct work_week *v = &a->weeks[w], *u = &b->weeks[w];
        int same =
            v->from_day == u->from_day && v->to_day == u->to_day && slice_equal(v->name, u->name);
        for (int d = 0; d < WEEK_DAYS; d++)
            same = same && days_equal(&v->days[d], &u->days[d]);
        if (!same) return differ("calendar", i, "working week");
    }
    return 1;
}

static inline int reals_equal(double a, double b)
{
    return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-9 * fmax(1, fabs(a));
}

static inline int baselines_equal(const struct baseline *a, int a_count, const struct baseline *b,
                                  int b_count)
{
    if (a_count != b_count) return 0;
    for (int i = 0; i < a_count; i++)
        if (a[i].number != b[i].number || a[i].start_s != b[i].start_s ||
            a[i].finish_s != b[i].finish_s || a[i].duration_s != b[i].duration_s ||
            a[i].work_s != b[i].work_s || !reals_equal(a[i].cost, b[i].cost))
            return 0;
    return 1;
}

static inline int rates_equal(const struct resource *a, const struct resource *b)
{
    if (a->rate_count != b->rate_count) return 0;
    for (int i = 0; i < a->rate_count; i++) {
        const struct rate *x = &a->rates[i], *y = &b->rates[i];
        if (x->table != y->table || x->from_s != y->from_s || x->to_s != y->to_s ||
            !reals_equal(x->standard, y->standard) || !reals_equal(x->overtime, y->overtime) ||
            !reals_equal(x->per_use, y->per_use))
            return 0;
    }
    return 1;
}

static inline int activities_equal(const struct project *p, const struct project *q, enum target to)
{
    if (p->activity_count != q->activity_count) return differ("project", 0, "activity_count");
    for (int i = 0; i < p->activity_count; i++) {
        const struct activity *a = &p->activities[i], *b = &q->activities[i];
        int part = activity_is_summary(a);
        if (!records_equal(part ? 's' : 't', to, i, a, b)) return 0;
        if (a->kind != b->kind) return differ("activity", i, "kind");
        if (a->parent != b->parent) return differ("activity", i, "parent");
        if (a->calendar != b->calendar) return differ("activity", i, "calendar");
        if (!baselines_equal(a->baselines, a->baseline_count, b->baselines, b->baseline_count))
            return differ("activity", i, "baselines");
    }
    return 1;
}

static inline int links_equal(const struct project *p, const struct project *q, enum target to)
{
    if (p->link_count != q->link_count) return differ("project", 0, "link_count");
    for (int i = 0; i < p->link_count; i++) {
        const struct link *a = &p->links[i], *b = &q->links[i];
        if (!records_equal('l', to, i, a, b)) return 0;
        if (a->from != b->from || a->to != b->to) return differ("link", i, "ends");
    }
    return 1;
}

static inline int resources_equal(const struct project *p, const struct project *q, enum target to)
{
    if (p->resource_count != q->resource_count) return differ("project", 0, "resource_count");
    if (p->assignment_count != q->assignment_count) return differ("project", 0, "assignments");
    for (int i = 0; i < p->resource_count; i++) {
        const struct resource *a = &p->resources[i], *b = &q->resources[i];
        if (!records_equal('r', to, i, a, b)) return 0;
        if (a->calendar != b->calendar || a->parent != b->parent)
            return differ("resource", i, "calendar or parent");
        if (!rates_equal(a, b)) return differ("resource", i, "rates");
        if (!baselines_equal(a->baselines, a->baseline_count, b->baselines, b->baseline_count))
            return differ("resource", i, "baselines");
    }
    for (int i = 0; i < p->assignment_count; i++) {
        const struct assignment *a = &p->assignments[i], *b = &q->assignments[i];
        if (!records_equal('u', to, i, a, b)) return 0;
        if (a->activity != b->activity || a->resource != b->resource)
            return differ("assignment", i, "ends");
        if (!baselines_equal(a->baselines, a->baseline_count, b->baselines, b->baseline_count))
            return differ("assignment", i, "baselines");
    }
    return 1;
}

static inline int projects_equal(const struct project *p, const struct project *q, enum target to)
{
    if (!records_equal('p', to, 0, p, q)) return 0;
    if (p->calendar != q->calendar) return differ("project", 0, "calendar");
    if (p->calendar_count != q->calendar_count) return differ("project", 0, "calendar_count");
    for (int i = 0; i < p->calendar_count; i++)
        if (!calendars_equal(&p->calendars[i], &q->calendars[i], to, i)) return 0;
    return activities_equal(p, q, to) && links_equal(p, q, to) && resources_equal(p, q, to);
}

#endif
