/* SPDX-License-Identifier: Apache-2.0 */
#include "project/calendar.h"

/* Days of an exception that recurs: the rules of MS Project's calendars. */
struct walk {
    const struct calendar_exception *x;
    void (*each)(void *context, int day);
    void *context;
    int left; /* occurrences */
};

/* 0 when that was the last one. */
static int offer(struct walk *w, int day)
{
    if (day > w->x->to_day || w->left == 0) return 0;
    if (day < w->x->from_day) return 1;
    w->each(w->context, day);
    w->left--;
    return w->left > 0;
}

static void walk_days(struct walk *w, int step)
{
    int day = w->x->from_day;
    while (offer(w, day))
        day += step;
}

static void walk_weeks(struct walk *w, int period, int week_start)
{
    int back = (date_weekday(w->x->from_day) - week_start + WEEK_DAYS) % WEEK_DAYS;
    if (!(w->x->weekdays & 0x7f)) return;
    for (int week = w->x->from_day - back; week <= w->x->to_day; week += WEEK_DAYS * period)
        for (int d = 0; d < WEEK_DAYS; d++)
            if (w->x->weekdays >> ((week_start + d) % WEEK_DAYS) & 1)
                if (!offer(w, week + d)) return;
}

static int is_item(int item, int weekday)
{
    if (item == ITEM_DAY) return 1;
    if (item == ITEM_WEEKDAY) return weekday >= 1 && weekday <= 5;
    if (item == ITEM_WEEKEND_DAY) return weekday == 0 || weekday == 6;
    return weekday == item - ITEM_SUNDAY;
}

/* The position-th item of a month, or -1 day when it has not so many. */
static int positioned_day(const struct calendar_exception *x, int year, int month)
{
    int first = date_day(year, month, 1), count = date_month_days(year, month);
    int found = 0, last = first - 1;
    for (int day = first; day < first + count; day++) {
        if (!is_item(x->item, date_weekday(day))) continue;
        last = day;
        if (found++ == x->position && x->position < 4) return day;
    }
    return x->position >= 4 ? last : first - 1;
}

static int day_in_month(const struct calendar_exception *x, int year, int month)
{
    if (x->recurrence == RECUR_MONTHLY_POSITION || x->recurrence == RECUR_YEARLY_POSITION)
        return positioned_day(x, year, month);
    int last = date_month_days(year, month);
    int day = x->month_day < 1 ? 1 : x->month_day;
    return date_day(year, month, day < last ? day : last);
}

static void walk_months(struct walk *w, int period, int month0)
{
    for (;; month0 += period) {
        int year = month0 / 12, month = month0 % 12 + 1;
        if (year > DATE_YEAR_MAX || date_day(year, month, 1) > w->x->to_day) return;
        int day = day_in_month(w->x, year, month);
        if (day >= date_day(year, month, 1) && !offer(w, day)) return;
    }
}

void exception_days(const struct calendar_exception *x, int week_start,
                    void (*each)(void *context, int day), void *context)
{
    struct walk w = {x, each, context, WORKTIME_DAYS_MAX};
    if (x->to_day < x->from_day) return;
    if (x->occurrences > 0 && x->occurrences < w.left) w.left = x->occurrences;
    int period = x->period < 1 ? 1 : x->period > 9999 ? 9999 : x->period;
    struct civil from = date_civil(x->from_day);
    int month0 = from.year * 12 + from.month - 1;
    switch (x->recurrence) {
    case RECUR_NOT:
        walk_days(&w, 1);
        break;
    case RECUR_DAILY:
        walk_days(&w, period);
        break;
    case RECUR_WEEKLY:
        walk_weeks(&w, period, week_start);
        break;
    case RECUR_MONTHLY_DAY:
    case RECUR_MONTHLY_POSITION:
        walk_months(&w, period, month0);
        break;
    case RECUR_YEARLY_DAY:
    case RECUR_YEARLY_POSITION: {
        int month = x->month < 1 ? 1 : x->month > 12 ? 12 : x->month;
        walk_months(&w, 12, from.year * 12 + month - 1);
        break;
    }
    }
}
