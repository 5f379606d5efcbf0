/* SPDX-License-Identifier: Apache-2.0 */
#include "works/workdays.h"
#include "base/date.h"

static void rest_week_days(const struct works *w, unsigned off, char *works_on, int day_count)
{
    for (int day = 0; day < day_count; day++)
        works_on[day] = !(off >> date_weekday(w->first_day + day) & 1);
}

static void rest_pause(const struct works *w, const struct work_pause *x, char *works_on,
                       int day_count)
{
    if (!x->yearly) {
        for (int day = x->first < 0 ? 0 : x->first; day <= x->last && day < day_count; day++)
            works_on[day] = 0;
        return;
    }
    for (int day = 0; day < day_count; day++) {
        struct civil c = date_civil(w->first_day + day);
        int at = c.month * 100 + c.day;
        int is_in =
            x->first <= x->last ? at >= x->first && at <= x->last : at >= x->first || at <= x->last;
        if (is_in) works_on[day] = 0;
    }
}

static enum status number_days(struct workdays *out, const char *works_on, int day_count,
                               struct arena *a, struct err *e)
{
    out->number = ARENA_ARRAY(a, int, (size_t)day_count + 2);
    out->day = ARENA_ARRAY(a, int, (size_t)day_count + 1);
    if (!out->number || !out->day) return err_set(e, STATUS_NOMEM, "out of memory for calendars");
    for (int day = 0; day < day_count; day++) {
        out->number[day] = out->count;
        if (works_on[day]) out->day[out->count++] = day;
    }
    out->number[day_count] = out->count;
    return STATUS_OK;
}

enum status workdays_build(struct job_net *n, struct arena *a, struct err *e)
{
    const struct works *w = n->works;
    char *works_on = ARENA_ARRAY(a, char, (size_t)n->day_count + 1);
    n->calendars = ARENA_ARRAY(a, struct workdays, 2 * (size_t)w->calendar_count + 1);
    if (!works_on || !n->calendars) return err_set(e, STATUS_NOMEM, "out of memory for calendars");
    for (int c = 0; c < w->calendar_count; c++) {
        const struct work_calendar *calendar = &w->calendars[c];
        rest_week_days(w, calendar->days_off, works_on, n->day_count);
        for (int i = 0; i < calendar->pause_count; i++)
            rest_pause(w, &w->pauses[calendar->pause_first + i], works_on, n->day_count);
        TRY(number_days(&n->calendars[c], works_on, n->day_count, a, e));
    }
    for (int c = 0; c <= w->calendar_count; c++) {
        rest_week_days(w, c < w->calendar_count ? w->calendars[c].days_off : 0, works_on,
                       n->day_count);
        int at = c < w->calendar_count ? workdays_without_pauses(w, c) : c;
        TRY(number_days(&n->calendars[at], works_on, n->day_count, a, e));
    }
    return STATUS_OK;
}

int workdays_start(const struct job_net *n, int calendar, int day)
{
    const struct workdays *c = &n->calendars[calendar];
    if (day < 0) day = 0;
    if (day >= n->day_count || c->number[day] >= c->count) return n->day_count;
    return c->day[c->number[day]];
}

int workdays_finish(const struct job_net *n, int calendar, int start, int days)
{
    const struct workdays *c = &n->calendars[calendar];
    if (days == 0 || start >= n->day_count) return start;
    int last = c->number[start] + days - 1;
    return last < c->count ? c->day[last] + 1 : n->day_count;
}

int workdays_latest_start(const struct job_net *n, int calendar, int finish, int days)
{
    const struct workdays *c = &n->calendars[calendar];
    if (finish > n->day_count) finish = n->day_count;
    if (days == 0 || finish < 0) return finish - days;
    int first = c->number[finish] - days;
    return first < 0 ? first : c->day[first];
}

int workdays_start_to_finish(const struct job_net *n, int calendar, int finish, int days)
{
    const struct workdays *c = &n->calendars[calendar];
    if (days == 0 || finish <= 0) return finish < 0 ? 0 : finish;
    if (finish > n->day_count) return n->day_count;
    /* the last working day must be finish - 1 or later */
    int first = c->number[finish - 1] - days + 1;
    if (first < 0) first = 0;
    return first < c->count ? c->day[first] : n->day_count;
}
