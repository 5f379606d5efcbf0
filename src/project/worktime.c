/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "project/calendar.h"

/* The arithmetic over a finished index; calendar.c builds it. */

enum {
    DAY_MIN = -719162, /* 0001-01-01 */
    DAY_MAX = 2932896, /* 9999-12-31 */
};

static const struct day_pattern *pattern_of(const struct worktime *w, int day)
{
    int64_t i = (int64_t)day - w->first_day;
    if (i >= 0 && i < w->day_count) return &w->patterns[w->pattern_of[i]];
    return &w->patterns[date_weekday(day)];
}

struct day_pattern worktime_day(const struct worktime *w, int day)
{
    return *pattern_of(w, day);
}

/* Working time of `days` ordinary days from `day` on. */
static int64_t week_work_s(const struct worktime *w, int day, int64_t days)
{
    int64_t sum = days / WEEK_DAYS * w->week_s;
    int weekday = date_weekday(day);
    for (int64_t i = 0; i < days % WEEK_DAYS; i++)
        sum += w->patterns[(weekday + i) % WEEK_DAYS].total_s;
    return sum;
}

/* W at a midnight; 0 at that of the first tabulated day. */
static int64_t work_before_day_s(const struct worktime *w, int day)
{
    int64_t i = (int64_t)day - w->first_day;
    if (i < 0) return -week_work_s(w, day, -i);
    if (i <= w->day_count) return w->before_s[i];
    return w->before_s[w->day_count] +
           week_work_s(w, w->first_day + w->day_count, i - w->day_count);
}

static int64_t work_before_s(const struct worktime *w, int64_t t_s)
{
    int day = time_day(t_s), second = time_of_day_s(t_s);
    const struct day_pattern *p = pattern_of(w, day);
    int64_t sum = work_before_day_s(w, day);
    for (int i = 0; i < p->span_count && p->spans[i].from_s < second; i++)
        sum += (second < p->spans[i].to_s ? second : p->spans[i].to_s) - p->spans[i].from_s;
    return sum;
}

/* Last tabulated day that begins with less work before it than given. */
static int search_table(const struct worktime *w, int64_t work_s)
{
    int lo = 0, hi = w->day_count - 1;
    while (lo < hi) {
        int mid = lo + (hi - lo + 1) / 2;
        if (w->before_s[mid] < work_s)
            lo = mid;
        else
            hi = mid - 1;
    }
    return w->first_day + lo;
}

/* The last day that begins with less work before it than given; 0 when there is none. */
static int find_day(const struct worktime *w, int64_t work_s, int *out)
{
    int64_t end_s = w->before_s[w->day_count], weeks;
    int64_t day;
    if (work_s > 0 && work_s <= end_s) {
        *out = search_table(w, work_s);
        return 1;
    }
    if (w->week_s == 0) return 0;
    if (work_s > end_s) {
        weeks = (work_s - end_s - 1) / w->week_s;
        day = (int64_t)w->first_day + w->day_count + weeks * WEEK_DAYS;
    } else {
        weeks = -work_s / w->week_s + 1;
        day = (int64_t)w->first_day - weeks * WEEK_DAYS;
    }
    if (weeks > DAY_MAX || day < DAY_MIN || day > DAY_MAX - WEEK_DAYS) return 0;
    *out = (int)day;
    while (work_before_day_s(w, *out + 1) < work_s)
        (*out)++;
    return 1;
}

/* The earliest instant with so much work before it. */
static int64_t earliest_s(const struct worktime *w, int64_t work_s)
{
    int day;
    if (!find_day(w, work_s, &day)) return TIME_NONE;
    const struct day_pattern *p = pattern_of(w, day);
    int64_t left = work_s - work_before_day_s(w, day);
    for (int i = 0; i < p->span_count; i++) {
        int span = p->spans[i].to_s - p->spans[i].from_s;
        if (left <= span) return time_of(day, p->spans[i].from_s + (int)left);
        left -= span;
    }
    return TIME_NONE; /* not reached: the day has that much work */
}

/* The latest instant with no more work before it. */
static int64_t latest_s(const struct worktime *w, int64_t work_s)
{
    int day;
    if (!find_day(w, work_s + 1, &day)) return TIME_NONE;
    const struct day_pattern *p = pattern_of(w, day);
    int64_t left = work_s - work_before_day_s(w, day);
    for (int i = 0; i < p->span_count; i++) {
        int span = p->spans[i].to_s - p->spans[i].from_s;
        if (left < span) return time_of(day, p->spans[i].from_s + (int)left);
        left -= span;
    }
    return TIME_NONE;
}

int64_t worktime_between(const struct worktime *w, int64_t a_s, int64_t b_s)
{
    if (a_s == TIME_NONE || b_s == TIME_NONE) return TIME_NONE;
    return work_before_s(w, b_s) - work_before_s(w, a_s);
}

int64_t worktime_add(const struct worktime *w, int64_t t_s, int64_t work_s)
{
    if (t_s == TIME_NONE || work_s == TIME_NONE) return TIME_NONE;
    if (work_s > 0) return earliest_s(w, work_before_s(w, t_s) + work_s);
    if (work_s < 0) return latest_s(w, work_before_s(w, t_s) + work_s);
    return t_s;
}

int64_t worktime_next(const struct worktime *w, int64_t t_s)
{
    return t_s == TIME_NONE ? TIME_NONE : latest_s(w, work_before_s(w, t_s));
}

int64_t worktime_previous(const struct worktime *w, int64_t t_s)
{
    return t_s == TIME_NONE ? TIME_NONE : earliest_s(w, work_before_s(w, t_s));
}

int worktime_touches(const struct worktime *w, int64_t t_s)
{
    if (t_s == TIME_NONE) return 0;
    int day = time_day(t_s), second = time_of_day_s(t_s);
    const struct day_pattern *p = pattern_of(w, day);
    for (int i = 0; i < p->span_count; i++)
        if (p->spans[i].from_s <= second && second <= p->spans[i].to_s) return 1;
    if (second > 0) return 0;
    const struct day_pattern *q = pattern_of(w, day - 1); /* work until midnight */
    return q->span_count && q->spans[q->span_count - 1].to_s == DAY_SECONDS;
}
