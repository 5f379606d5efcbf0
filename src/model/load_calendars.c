/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "model/load_works.h"

static const char *const week_days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

/* Bits of "Sat;Sun". */
static unsigned read_days_off(struct works_load *l, const struct table *t, int row)
{
    struct slice rest = table_get_text(t, row, "days_off"), word;
    unsigned off = 0;
    while (works_word(&rest, &word)) {
        int day = 0;
        while (day < 7 && !slice_is(word, week_days[day]))
            day++;
        if (day == 7)
            findings_row(l->load.findings, 1, t, row, "days_off",
                         "'%.*s' is not a week day; write Mon, Tue, Wed, Thu, Fri, Sat or Sun, "
                         "separated by ;",
                         SLICE_ARGS(word));
        else
            off |= 1u << day;
    }
    if (off == 0x7f)
        findings_row(l->load.findings, 1, t, row, "days_off",
                     "all seven days are off; leave one to work");
    return off;
}

/* "12-15" as 1215, "2026-12-15" as a day; 0: neither. */
static int read_pause_end(struct works_load *l, const struct table *t, int row, const char *column,
                          int *yearly, int *out)
{
    struct slice text = table_get_text(t, row, column);
    *yearly = text.len == 5;
    if (*yearly && text.at[2] == '-') {
        char whole[] = "2000-00-00"; /* a leap year, for 02-29 */
        memcpy(whole + 5, text.at, 5);
        int64_t instant = 0;
        if (time_parse(slice_of(whole), &instant)) {
            struct civil c = time_civil(instant);
            *out = c.month * 100 + c.day;
            return 1;
        }
    } else if (!*yearly) {
        *out = works_day(l, t, row, column);
        return 1;
    }
    findings_row(l->load.findings, 1, t, row, column,
                 "'%.*s' is not a day; write 12-15 for every year, 2026-12-15 for one",
                 SLICE_ARGS(text));
    return 0;
}

static void read_pause(struct works_load *l, const struct table *t, int row, struct work_pause *out)
{
    int first_yearly = 0, last_yearly = 0;
    if (!read_pause_end(l, t, row, "first", &first_yearly, &out->first) ||
        !read_pause_end(l, t, row, "last", &last_yearly, &out->last))
        return;
    out->yearly = first_yearly;
    if (first_yearly != last_yearly)
        findings_row(l->load.findings, 1, t, row, "last",
                     "first is a day of %s, last a day of %s; write both in one form",
                     first_yearly ? "every year" : "one year",
                     last_yearly ? "every year" : "one year");
    else if (!first_yearly && out->last < out->first)
        findings_row(l->load.findings, 1, t, row, "last", "it is before first");
}

/* Pauses by calendar, each calendar's together. */
static enum status read_pauses(struct works_load *l, struct err *e)
{
    const struct table *t = load_table(&l->load, TABLE_WORK_PAUSE);
    struct works *w = l->w;
    w->pause_count = t->row_count;
    LOAD_ARRAY(&l->load, w->pauses, t->row_count);
    int *fill = NULL;
    LOAD_ARRAY(&l->load, fill, w->calendar_count + 1);
    for (int i = 0; i < t->row_count; i++)
        w->calendars[load_reference(&l->load, t, i, "work_calendar")].pause_count++;
    for (int c = 0, at = 0; c < w->calendar_count; c++) {
        w->calendars[c].pause_first = fill[c] = at;
        at += w->calendars[c].pause_count;
    }
    for (int i = 0; i < t->row_count; i++) {
        struct work_pause *pause =
            &w->pauses[fill[load_reference(&l->load, t, i, "work_calendar")]++];
        read_pause(l, t, i, pause);
        TRY(load_text_into(&l->load, t, i, "reason", &pause->reason, e));
    }
    return STATUS_OK;
}

enum status load_calendars(struct works_load *l, struct err *e)
{
    const struct table *t = load_table(&l->load, TABLE_WORK_CALENDAR);
    struct works *w = l->w;
    w->calendar_count = t->row_count;
    LOAD_ARRAY(&l->load, w->calendars, t->row_count);
    for (int i = 0; i < t->row_count; i++) {
        struct work_calendar *c = &w->calendars[i];
        TRY(load_code_and_name(&l->load, t, i, &c->code, &c->name, e));
        c->days_off = read_days_off(l, t, i);
    }
    return read_pauses(l, e);
}
