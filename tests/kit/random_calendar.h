/* SPDX-License-Identifier: Apache-2.0 */
/*
 * random_calendar - calendars of every shape: derived, with exceptions that
 * recur, working weeks, nights until midnight, days without work.
 */
#ifndef KIT_RANDOM_CALENDAR_H
#define KIT_RANDOM_CALENDAR_H

#include "base/date.h"
#include "kit/property.h"
#include "project/project.h"

static inline struct work_span *random_spans(struct gen *g, int *count, int step_s, struct arena *a)
{
    int at = gen_int(g, 0, 8 * 3600 / step_s);
    struct work_span *spans = ARENA_ARRAY(a, struct work_span, 4);
    for (*count = 0; *count < 3 && at < DAY_SECONDS / step_s - 1; (*count)++) {
        int to = at + gen_int(g, 1, 6 * 3600 / step_s);
        if (gen_int(g, 0, 20) == 0 || to > DAY_SECONDS / step_s) to = DAY_SECONDS / step_s;
        spans[*count] = (struct work_span){at * step_s, to * step_s};
        at = to + gen_int(g, 1, 3 * 3600 / step_s);
        if (gen_int(g, 0, 1)) {
            (*count)++;
            break;
        }
    }
    return spans;
}

static inline void random_day(struct gen *g, struct work_day *d, int step_s, struct arena *a)
{
    d->kind = (enum day_kind)gen_int(g, DAY_INHERIT, DAY_WORK);
    if (d->kind == DAY_WORK) d->spans = random_spans(g, &d->span_count, step_s, a);
}

static inline void random_exception(struct gen *g, struct calendar_exception *x, int day,
                                    int step_s, struct arena *a)
{
    *x = (struct calendar_exception){.name = slice_of("off")};
    x->from_day = day + gen_int(g, 0, 60);
    x->recurrence = (enum recurrence)gen_int(g, RECUR_NOT, RECUR_YEARLY_POSITION);
    x->to_day = x->from_day + (x->recurrence == RECUR_NOT ? gen_int(g, 0, 3) : gen_int(g, 5, 700));
    x->period = 1;
    if (x->recurrence >= RECUR_DAILY && x->recurrence <= RECUR_MONTHLY_POSITION)
        x->period = gen_int(g, 1, 5);
    if (x->recurrence == RECUR_WEEKLY) x->weekdays = gen_int(g, 1, 127);
    if (x->recurrence == RECUR_YEARLY_DAY || x->recurrence == RECUR_YEARLY_POSITION)
        x->month = gen_int(g, 1, 12);
    if (x->recurrence == RECUR_MONTHLY_DAY || x->recurrence == RECUR_YEARLY_DAY)
        x->month_day = gen_int(g, 1, 28);
    if (x->recurrence == RECUR_MONTHLY_POSITION || x->recurrence == RECUR_YEARLY_POSITION) {
        x->item = gen_int(g, ITEM_DAY, ITEM_SATURDAY);
        x->position = gen_int(g, 0, 4);
    }
    if (x->recurrence != RECUR_NOT && gen_int(g, 0, 1)) x->occurrences = gen_int(g, 1, 9);
    if (gen_int(g, 0, 1)) x->spans = random_spans(g, &x->span_count, step_s, a);
}

static inline void random_calendar(struct gen *g, struct calendar *c, int size, int step_s,
                                   struct arena *a)
{
    int day = date_day(2026, 1, 1) + gen_int(g, 0, 300);
    for (int d = 0; d < WEEK_DAYS; d++) {
        random_day(g, &c->days[d], step_s, a);
        if (c->base < 0 && c->days[d].kind == DAY_INHERIT) c->days[d].kind = DAY_OFF;
    }
    c->exception_count = gen_int(g, 0, size / 4);
    c->exceptions = ARENA_ARRAY(a, struct calendar_exception, (size_t)c->exception_count + 1);
    for (int i = 0; i < c->exception_count; i++)
        random_exception(g, &c->exceptions[i], day, step_s, a);
    c->week_count = gen_int(g, 0, size / 16);
    c->weeks = ARENA_ARRAY(a, struct work_week, (size_t)c->week_count + 1);
    for (int i = 0; i < c->week_count; i++) {
        c->weeks[i].name = slice_of("season");
        c->weeks[i].from_day = day + gen_int(g, 0, 100);
        c->weeks[i].to_day = c->weeks[i].from_day + gen_int(g, 0, 60);
        for (int d = 0; d < WEEK_DAYS; d++)
            random_day(g, &c->weeks[i].days[d], step_s, a);
    }
}

#endif
