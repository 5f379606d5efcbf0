/* SPDX-License-Identifier: Apache-2.0 */
/* Calendars of work as a project has them: a week and the days that differ from it. */
#include <limits.h>

#include "app/programme_project_parts.h"

static struct work_span working_spans[] = {{8 * 3600, 12 * 3600}, {13 * 3600, 17 * 3600}};

static void set_week(struct calendar *c, struct slice days_off)
{
    static const char *const names[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    for (int d = 0; d < WEEK_DAYS; d++) {
        int is_off = 0;
        for (size_t i = 0; i + 3 <= days_off.len; i++)
            is_off |= memcmp(days_off.at + i, names[d], 3) == 0;
        c->days[d] = is_off ? (struct work_day){.kind = DAY_OFF}
                            : (struct work_day){DAY_WORK, working_spans, 2};
    }
    c->day_s = WORK_DAY_S;
    c->week_s = 0;
    for (int d = 0; d < WEEK_DAYS; d++)
        c->week_s += c->days[d].kind == DAY_WORK ? WORK_DAY_S : 0;
    c->month_s = c->week_s * 4;
    c->year_s = c->week_s * 52;
}

/* A day such as 02-29 in a year: where there is none, the day after or before. */
static int day_in_year(struct slice month_day, int year, int is_last)
{
    int month = (month_day.at[0] - '0') * 10 + month_day.at[1] - '0';
    int day = (month_day.at[3] - '0') * 10 + month_day.at[4] - '0';
    int most = date_month_days(year, month);
    return day <= most ? date_day(year, month, day) : date_day(year, month, most) + !is_last;
}

static void add_exception(struct calendar *c, struct slice name, int from, int to)
{
    if (to < from) return;
    c->exceptions[c->exception_count++] =
        (struct calendar_exception){.name = name, .from_day = from, .to_day = to, .period = 1};
}

/* A pause of every year, written out; over New Year when its first day is the later one. */
static void add_yearly(struct calendar *c, struct slice reason, struct slice first,
                       struct slice last, const int years[2])
{
    int turns = slice_compare(first, last) > 0;
    for (int year = years[0] - turns; year <= years[1]; year++)
        add_exception(c, reason, day_in_year(first, year, 0), day_in_year(last, year + turns, 1));
}

static enum status add_pauses(struct making *m, struct calendar *c, struct slice code,
                              const int years[2], struct err *e)
{
    const struct table *t = source_table(m, TABLE_WORK_PAUSE);
    size_t room = 0;
    for (int i = 0; i < t->row_count; i++)
        if (slice_equal(table_get_text(t, i, "work_calendar"), code))
            room += (size_t)(years[1] - years[0]) + 2;
    c->exceptions = ARENA_ARRAY(m->a, struct calendar_exception, room + 1);
    if (!c->exceptions) return err_set(e, STATUS_NOMEM, "out of memory for calendars");
    for (int i = 0; i < t->row_count; i++) {
        struct slice first = table_get_text(t, i, "first"), last = table_get_text(t, i, "last");
        if (!slice_equal(table_get_text(t, i, "work_calendar"), code)) continue;
        if (first.len == 5)
            add_yearly(c, table_get_text(t, i, "reason"), first, last, years);
        else
            add_exception(c, table_get_text(t, i, "reason"), day_of(first), day_of(last));
    }
    return STATUS_OK;
}

enum status make_calendars(struct making *m, struct err *e)
{
    const struct table *t = source_table(m, TABLE_WORK_CALENDAR);
    struct project *p = m->p;
    int years[2] = {m->first_year, m->first_year};
    for (int i = 0; i < m->piece_count; i++) {
        int year = date_civil(m->pieces[i].end_day).year + 1;
        if (year > years[1]) years[1] = year;
    }
    p->calendars = ARENA_ARRAY(m->a, struct calendar, (size_t)t->row_count + 1);
    m->times = ARENA_ARRAY(m->a, struct worktime, (size_t)t->row_count + 1);
    if (!p->calendars || !m->times) return err_set(e, STATUS_NOMEM, "out of memory for calendars");
    for (int i = 0; i <= t->row_count; i++) {
        struct calendar *c = &p->calendars[p->calendar_count++];
        struct slice code = i == 0 ? SLICE_NONE : table_get_text(t, i - 1, "code");
        calendar_init(c);
        c->uid = i + 1;
        c->name = i == 0 ? slice_of("every day") : table_get_text(t, i - 1, "name");
        c->is_default = i == 0;
        c->scope = CALENDAR_SHARED;
        set_week(c, i == 0 ? SLICE_NONE : table_get_text(t, i - 1, "days_off"));
        if (i > 0) TRY(add_pauses(m, c, code, years, e));
    }
    p->calendar = 0;
    for (int i = 0; i < p->calendar_count; i++)
        TRY(worktime_build(&m->times[i], p, i, m->a, e));
    return STATUS_OK;
}
