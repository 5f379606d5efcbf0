/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The calendar's index against a walk minute by minute that decides each day
 * anew, and against another calendar reckoning of recurring days.
 */
#include "kit/random_calendar.h"
#include "project/calendar.h"

enum {
    ARENA_BYTES = 64 << 20,
    CALENDARS = 3,
    STEP_S = 60,
};

/* --- a day decided the slow way --- */

static int position_of(int day, int item)
{
    struct civil c = date_civil(day);
    int position = -1;
    for (int d = day - c.day + 1; d <= day; d++) {
        int w = date_weekday(d), weekend = w == 0 || w == 6;
        position += item == ITEM_DAY || (item == ITEM_WEEKDAY && !weekend) ||
                    (item == ITEM_WEEKEND_DAY && weekend) || item - ITEM_SUNDAY == w;
    }
    return position;
}

static int is_item(int day, int item)
{
    int w = date_weekday(day), weekend = w == 0 || w == 6;
    return item == ITEM_DAY || (item == ITEM_WEEKDAY && !weekend) ||
           (item == ITEM_WEEKEND_DAY && weekend) || item - ITEM_SUNDAY == w;
}

static int is_last_item(int day, int item)
{
    struct civil c = date_civil(day);
    for (int d = day + 1; date_civil(d).month == c.month; d++)
        if (is_item(d, item)) return 0;
    return 1;
}

static int is_at_position(const struct calendar_exception *x, int day)
{
    if (!is_item(day, x->item)) return 0;
    return x->position == 4 ? is_last_item(day, x->item) : position_of(day, x->item) == x->position;
}

/* Months from that of the exception's first day. */
static int months_after(const struct calendar_exception *x, int day)
{
    struct civil a = date_civil(x->from_day), b = date_civil(day);
    return (b.year - a.year) * 12 + b.month - a.month;
}

static int falls_on(const struct calendar_exception *x, int day)
{
    struct civil c = date_civil(day);
    int sunday = x->from_day - date_weekday(x->from_day);
    switch (x->recurrence) {
    case RECUR_NOT:
        return 1;
    case RECUR_DAILY:
        return (day - x->from_day) % x->period == 0;
    case RECUR_WEEKLY:
        return (day - sunday) / 7 % x->period == 0 && (x->weekdays >> date_weekday(day) & 1);
    case RECUR_MONTHLY_DAY:
        return months_after(x, day) % x->period == 0 && c.day == x->month_day;
    case RECUR_MONTHLY_POSITION:
        return months_after(x, day) % x->period == 0 && is_at_position(x, day);
    case RECUR_YEARLY_DAY:
        return c.month == x->month && c.day == x->month_day;
    case RECUR_YEARLY_POSITION:
        return c.month == x->month && is_at_position(x, day);
    }
    return 0;
}

static int covers(const struct calendar_exception *x, int day)
{
    int count = 0;
    if (day < x->from_day || day > x->to_day || !falls_on(x, day)) return 0;
    for (int d = x->from_day; d <= day; d++)
        count += falls_on(x, d);
    return x->occurrences == 0 || count <= x->occurrences;
}

static struct day_pattern slow_day(const struct project *p, int calendar, int day)
{
    for (int c = calendar; c >= 0; c = p->calendars[c].base)
        for (int i = 0; i < p->calendars[c].exception_count; i++)
            if (covers(&p->calendars[c].exceptions[i], day)) {
                const struct calendar_exception *x = &p->calendars[c].exceptions[i];
                return (struct day_pattern){x->spans, x->span_count, 0};
            }
    for (int c = calendar; c >= 0; c = p->calendars[c].base) {
        const struct work_day *own = &p->calendars[c].days[date_weekday(day)];
        for (int i = 0; i < p->calendars[c].week_count; i++) {
            const struct work_week *w = &p->calendars[c].weeks[i];
            const struct work_day *d = &w->days[date_weekday(day)];
            if (day >= w->from_day && day <= w->to_day && d->kind != DAY_INHERIT)
                return (struct day_pattern){d->spans, d->span_count, 0};
        }
        if (own->kind != DAY_INHERIT) return (struct day_pattern){own->spans, own->span_count, 0};
    }
    return (struct day_pattern){NULL, 0, 0};
}

/* --- the laws --- */

static void make_project(struct gen *g, struct project *p, int size, struct arena *a)
{
    project_init(p);
    p->calendars = ARENA_ARRAY(a, struct calendar, CALENDARS);
    p->calendar_count = CALENDARS;
    for (int i = 0; i < CALENDARS; i++) {
        calendar_init(&p->calendars[i]);
        p->calendars[i].uid = i + 1;
        p->calendars[i].base = gen_int(g, -1, i - 1);
        random_calendar(g, &p->calendars[i], size, STEP_S, a);
    }
}

static int spans_equal(struct day_pattern a, struct day_pattern b)
{
    if (a.span_count != b.span_count) return 0;
    for (int i = 0; i < a.span_count; i++)
        if (a.spans[i].from_s != b.spans[i].from_s || a.spans[i].to_s != b.spans[i].to_s) return 0;
    return 1;
}

static int each_day_is_decided_alike(struct gen *g, int size)
{
    struct arena a = ARENA_INIT(ARENA_BYTES);
    struct project p;
    struct worktime w;
    make_project(g, &p, size, &a);
    int sound = worktime_build(&w, &p, CALENDARS - 1, &a, NULL) == STATUS_OK;
    for (int day = date_day(2025, 12, 1); sound && day < date_day(2029, 6, 1); day++)
        sound = spans_equal(worktime_day(&w, day), slow_day(&p, CALENDARS - 1, day));
    arena_clear(&a);
    return sound;
}

/* Is the minute from t on a working one? */
static int works(const struct project *p, int64_t t_s)
{
    struct day_pattern d = slow_day(p, CALENDARS - 1, time_day(t_s));
    int s = time_of_day_s(t_s);
    for (int i = 0; i < d.span_count; i++)
        if (d.spans[i].from_s <= s && s < d.spans[i].to_s) return 1;
    return 0;
}

enum {
    WALK_MINUTES = 60 * 24 * 40,
};

/* From t forward: the end of work after `left` minutes; TIME_NONE when not within the walk. */
static int64_t walk_forward(const struct project *p, int64_t t_s, int left)
{
    for (int i = 0; i < WALK_MINUTES && left; i++, t_s += STEP_S)
        left -= works(p, t_s);
    return left ? TIME_NONE : t_s;
}

static int64_t walk_back(const struct project *p, int64_t t_s, int left)
{
    for (int i = 0; i < WALK_MINUTES && left; i++, t_s -= STEP_S)
        left -= works(p, t_s - STEP_S);
    return left ? TIME_NONE : t_s;
}

static int agrees(const struct project *p, const struct worktime *w, int64_t t_s, int minutes)
{
    int64_t ahead = walk_forward(p, t_s, minutes), back = walk_back(p, t_s, minutes);
    if (ahead != TIME_NONE) {
        if (worktime_add(w, t_s, (int64_t)minutes * STEP_S) != ahead) return 0;
        if (worktime_between(w, t_s, ahead) != (int64_t)minutes * STEP_S) return 0;
        if (worktime_between(w, ahead, t_s) != -(int64_t)minutes * STEP_S) return 0;
        if (worktime_previous(w, ahead) != ahead || !worktime_touches(w, ahead)) return 0;
    }
    if (back != TIME_NONE) {
        if (worktime_add(w, t_s, -(int64_t)minutes * STEP_S) != back) return 0;
        if (worktime_next(w, back) != back || !worktime_touches(w, back)) return 0;
    }
    int64_t next = t_s, last = t_s;
    for (int i = 0; i < WALK_MINUTES && !works(p, next); i++)
        next += STEP_S;
    for (int i = 0; i < WALK_MINUTES && !works(p, last - STEP_S); i++)
        last -= STEP_S;
    if (works(p, next) && worktime_next(w, t_s) != next) return 0;
    if (works(p, last - STEP_S) && worktime_previous(w, t_s) != last) return 0;
    return worktime_touches(w, t_s) == (works(p, t_s) || works(p, t_s - STEP_S));
}

static int arithmetic_is_that_of_a_walk(struct gen *g, int size)
{
    struct arena a = ARENA_INIT(ARENA_BYTES);
    struct project p;
    struct worktime w;
    make_project(g, &p, size, &a);
    int sound = worktime_build(&w, &p, CALENDARS - 1, &a, NULL) == STATUS_OK;
    for (int i = 0; sound && i < 2; i++) {
        int64_t t = time_of(date_day(2025, 12, 20) + gen_int(g, 0, 500), 0);
        t += (int64_t)STEP_S * gen_int(g, 0, 1439);
        if (gen_int(g, 0, 9) == 0) t += (int64_t)DAY_SECONDS * 365 * gen_int(g, -40, 40);
        sound = agrees(&p, &w, t, gen_int(g, 1, 900 * size / 20 + 1));
    }
    arena_clear(&a);
    return sound;
}

TEST(days)
{
    property_check("each day is decided alike", each_day_is_decided_alike, 40, 40);
}

TEST(arithmetic)
{
    property_check("arithmetic is that of a walk", arithmetic_is_that_of_a_walk, 40, 30);
}

SUITE(CASE(days), CASE(arithmetic))
