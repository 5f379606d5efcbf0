/* SPDX-License-Identifier: Apache-2.0 */
#include "model/works.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "model/load_works.h"

void works_date(const struct works *w, int day, char text[WORKS_DATE_BYTES])
{
    struct civil c = date_civil(w->first_day + day);
    snprintf(text, WORKS_DATE_BYTES, "%04d-%02d-%02d", c.year, c.month, c.day);
}

int works_year_day(const struct programme *p, int year)
{
    return date_day(p->first_year + year, 1, 1) - date_day(p->first_year, 1, 1);
}

int works_word(struct slice *rest, struct slice *word)
{
    if (rest->len == 0) return 0;
    *word = *rest;
    const char *end = memchr(rest->at, ';', rest->len);
    if (end) word->len = (size_t)(end - rest->at);
    rest->at += word->len + (end != NULL);
    rest->len -= word->len + (end != NULL);
    return 1;
}

int works_trade(struct works_load *l, const struct table *t, int row, struct slice name)
{
    int known = map_get(&l->trades, name);
    if (known >= 0) return known;
    if (l->w->trade_count == TRADE_MAX) {
        findings_row(l->load.findings, 1, t, row, NULL,
                     "'%.*s' is one trade too many; there may be %d", SLICE_ARGS(name), TRADE_MAX);
        return -1;
    }
    const char *copy = arena_strndup(l->load.arena, name.at, name.len);
    if (!copy) {
        l->load.findings->failed = 1;
        return -1;
    }
    l->w->trades[l->w->trade_count] = copy;
    return map_put(&l->trades, slice_of(copy), l->w->trade_count++);
}

int works_day(struct works_load *l, const struct table *t, int row, const char *column)
{
    struct slice text = table_get_text(t, row, column);
    int64_t instant = 0;
    if (!time_parse(text, &instant) || text.len != strlen("2026-03-14")) {
        findings_row(l->load.findings, 1, t, row, column,
                     "'%.*s' is not a date; write it as 2026-03-14", SLICE_ARGS(text));
        return 0;
    }
    return time_day(instant) - l->w->first_day;
}

enum phase_condition works_condition(const struct table *t, int row, const char *column)
{
    static const char *const names[NEEDS_COUNT] = {"", "power", "water", "raw_materials", "staff"};
    for (int i = 1; i < NEEDS_COUNT; i++)
        if (load_is(t, row, column, names[i])) return (enum phase_condition)i;
    return NEEDS_NOTHING;
}

enum status works_load(struct works *out, const struct programme *p, const struct dataset *d,
                       struct findings *findings, struct arena *a, struct err *e)
{
    struct code_index index;
    struct programme read = *p;
    memset(out, 0, sizeof *out);
    TRY(code_index_build(&index, d, a, e));
    struct works_load l = {.load = {&read, d, &index, findings, a}, .w = out};
    out->first_day = date_day(p->first_year, 1, 1);
    out->day_count = works_year_day(p, p->year_count) + WORKS_DAYS_AFTER;
    LOAD_ARRAY(&l.load, out->trades, TRADE_MAX);
    if (!map_init(&l.trades, TRADE_MAX, a)) return err_set(e, STATUS_NOMEM, "out of memory");
    TRY(load_crews(&l, e));
    TRY(load_calendars(&l, e));
    TRY(load_phases(&l, e));
    TRY(load_supplies(&l, e));
    TRY(load_progress(&l, e));
    out->inspection_trade = map_get(&l.trades, slice_of("inspection"));
    return findings_status(findings, e);
}
