/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "exchange/mspdi_parts.h"
#include "exchange/spans.h"

/* Calendars, both ways: days of the week, exceptions, working weeks. */

/* Type of <Exception>: how it recurs. */
static const struct mspdi_word recurrence_words[] = {
    {1, RECUR_NOT},
    {7, RECUR_DAILY},
    {6, RECUR_WEEKLY},
    {4, RECUR_MONTHLY_DAY},
    {5, RECUR_MONTHLY_POSITION},
    {2, RECUR_YEARLY_DAY},
    {3, RECUR_YEARLY_POSITION},
    {-1, 0},
};

static int clock_of(struct mspdi_reading *r, const struct xml_node *c, int *out_s)
{
    if (c && time_parse_of_day(trimmed(c->text), out_s)) return 1;
    if (c) mspdi_wrong(r, "WorkingTime", c);
    return 0;
}

static enum status read_spans(struct mspdi_reading *r, const struct xml_node *node,
                              struct work_span **out, int *count, struct err *e)
{
    struct spans spans;
    spans_init(&spans);
    for (const struct xml_node *c = node ? node->children : NULL; c; c = c->next) {
        int from, to;
        if (!c->children) continue; /* an unused row of the dialogue */
        if (!clock_of(r, xml_child(c, "FromTime"), &from) ||
            !clock_of(r, xml_child(c, "ToTime"), &to))
            continue;
        if (to == 0) to = DAY_SECONDS;
        if (!spans_add(&spans, from, to)) mspdi_wrong(r, "WorkingTimes", c);
    }
    if (!spans_keep(&spans, out, count, r->arena)) return mspdi_nomem(r, e);
    return STATUS_OK;
}

/* First and last day of a <TimePeriod>. */
static int read_period(struct mspdi_reading *r, const struct xml_node *node, int *from_day,
                       int *to_day)
{
    const struct xml_node *period = xml_child(node, "TimePeriod");
    const struct xml_node *from = period ? xml_child(period, "FromDate") : NULL;
    const struct xml_node *to = period ? xml_child(period, "ToDate") : NULL;
    int64_t first, last;
    if (from && to && time_parse(trimmed(from->text), &first) &&
        time_parse(trimmed(to->text), &last) && last >= first) {
        *from_day = time_day(first);
        *to_day = time_day(last);
        return 1;
    }
    notes_add_in(r->notes, NOTE_VALUE, "Calendar", slice_of("TimePeriod"), node->line, SLICE_NONE);
    return 0;
}

static int flag_of(struct mspdi_reading *r, const struct xml_node *node, const char *name)
{
    const struct xml_node *c = xml_child(node, name);
    return c && mspdi_int(r, "Calendar", c, 0) != 0;
}

/* --- exceptions --- */

struct calendar_marks {
    struct calendar calendar;
    int is_base;
    int exception_room, week_room;
    int has_exceptions; /* an element of them: days of type 0 only repeat it */
};

static enum status keep_exception(struct mspdi_reading *r, struct calendar_marks *m,
                                  const struct calendar_exception *x, struct err *e)
{
    struct calendar *c = &m->calendar;
    c->exceptions =
        rows_grow(c->exceptions, c->exception_count, &m->exception_room, sizeof *x, r->arena);
    if (!c->exceptions) return mspdi_nomem(r, e);
    c->exceptions[c->exception_count++] = *x;
    return STATUS_OK;
}

static enum status keep_name(struct mspdi_reading *r, struct slice *out, const struct xml_node *c,
                             struct err *e)
{
    if (!c->text.len) return STATUS_OK;
    char *copy = arena_strndup(r->arena, c->text.at, c->text.len);
    if (!copy) return mspdi_nomem(r, e);
    *out = (struct slice){copy, c->text.len};
    return STATUS_OK;
}

static enum status exception_element(struct mspdi_reading *r, struct calendar_exception *x,
                                     const struct xml_node *c, int *type, struct err *e)
{
    static const char *const elsewhere[] = {"EnteredByOccurrences", "TimePeriod", "DayWorking",
                                            "WorkingTimes"};
    for (size_t i = 0; i < sizeof elsewhere / sizeof elsewhere[0]; i++)
        if (slice_is(c->name, elsewhere[i])) return STATUS_OK;
    if (slice_is(c->name, "Name")) return keep_name(r, &x->name, c, e);
    int value = mspdi_int(r, "Exception", c, 0);
    if (slice_is(c->name, "Type"))
        *type = value;
    else if (slice_is(c->name, "Occurrences"))
        x->occurrences = value;
    else if (slice_is(c->name, "Period"))
        x->period = value;
    else if (slice_is(c->name, "DaysOfWeek"))
        x->weekdays = value & 0x7f;
    else if (slice_is(c->name, "Month"))
        x->month = value + 1;
    else if (slice_is(c->name, "MonthDay"))
        x->month_day = value;
    else if (slice_is(c->name, "MonthItem"))
        x->item = value;
    else if (slice_is(c->name, "MonthPosition"))
        x->position = value;
    else
        notes_add_in(r->notes, NOTE_UNKNOWN, "Exception", c->name, c->line, c->text);
    return STATUS_OK;
}

/* What does not belong to the kind of recurrence is put to its rest value. */
static int settle_exception(struct calendar_exception *x, int type)
{
    const struct mspdi_word *w = recurrence_words;
    while (w->file >= 0 && w->file != type)
        w++;
    if (w->file < 0) return 0;
    x->recurrence = (enum recurrence)w->ours;
    int monthly = x->recurrence == RECUR_MONTHLY_DAY || x->recurrence == RECUR_MONTHLY_POSITION;
    int yearly = x->recurrence == RECUR_YEARLY_DAY || x->recurrence == RECUR_YEARLY_POSITION;
    int by_day = x->recurrence == RECUR_MONTHLY_DAY || x->recurrence == RECUR_YEARLY_DAY;
    if (x->recurrence == RECUR_NOT) x->occurrences = 0;
    if (x->period < 1 || yearly || x->recurrence == RECUR_NOT) x->period = 1;
    if (x->recurrence != RECUR_WEEKLY) x->weekdays = 0;
    if (!yearly) x->month = 0;
    if (!by_day) x->month_day = 0;
    if (by_day || !(monthly || yearly)) x->item = x->position = 0;
    return x->item >= ITEM_DAY && x->item <= ITEM_SATURDAY && x->position >= 0 && x->position <= 4;
}

static enum status read_exception(struct mspdi_reading *r, struct calendar_marks *m,
                                  const struct xml_node *node, struct err *e)
{
    struct calendar_exception x = {.period = 1};
    int type = 1;
    if (!read_period(r, node, &x.from_day, &x.to_day)) return STATUS_OK;
    for (const struct xml_node *c = node->children; c; c = c->next)
        TRY(exception_element(r, &x, c, &type, e));
    if (!flag_of(r, node, "EnteredByOccurrences")) x.occurrences = 0;
    if (!settle_exception(&x, type)) {
        notes_add_in(r->notes, NOTE_VALUE, "Exception", slice_of("Type"), node->line, x.name);
        return STATUS_OK;
    }
    if (flag_of(r, node, "DayWorking"))
        TRY(read_spans(r, xml_child(node, "WorkingTimes"), &x.spans, &x.span_count, e));
    return keep_exception(r, m, &x, e);
}

/* --- days of the week --- */

static enum status read_day(struct mspdi_reading *r, struct work_day *d,
                            const struct xml_node *node, struct err *e)
{
    *d = (struct work_day){.kind = DAY_OFF};
    if (!flag_of(r, node, "DayWorking")) return STATUS_OK;
    d->kind = DAY_WORK;
    return read_spans(r, xml_child(node, "WorkingTimes"), &d->spans, &d->span_count, e);
}

/* Days 1..7 from Sunday; a day 0 is an exception as Project 2003 had them. */
static enum status read_week(struct mspdi_reading *r, struct work_day days[WEEK_DAYS],
                             struct calendar_marks *m, const struct xml_node *node, struct err *e)
{
    for (const struct xml_node *c = node->children; c; c = c->next) {
        const struct xml_node *type = xml_child(c, "DayType");
        int day = type ? mspdi_int(r, "WeekDay", type, -1) : -1;
        if (day >= 1 && day <= WEEK_DAYS) {
            TRY(read_day(r, &days[day - 1], c, e));
        } else if (day == 0 && m) {
            struct calendar_exception x = {.period = 1};
            if (m->has_exceptions || !read_period(r, c, &x.from_day, &x.to_day)) continue;
            if (flag_of(r, c, "DayWorking"))
                TRY(read_spans(r, xml_child(c, "WorkingTimes"), &x.spans, &x.span_count, e));
            TRY(keep_exception(r, m, &x, e));
        } else {
            notes_add_in(r->notes, NOTE_VALUE, "WeekDay", slice_of("DayType"), c->line,
                         type ? type->text : SLICE_NONE);
        }
    }
    return STATUS_OK;
}

static enum status read_work_week(struct mspdi_reading *r, struct calendar_marks *m,
                                  const struct xml_node *node, struct err *e)
{
    struct calendar *c = &m->calendar;
    struct work_week w = {.from_day = 0};
    const struct xml_node *days = xml_child(node, "WeekDays"), *name = xml_child(node, "Name");
    if (!read_period(r, node, &w.from_day, &w.to_day)) return STATUS_OK;
    if (name) TRY(keep_name(r, &w.name, name, e));
    if (days) TRY(read_week(r, w.days, NULL, days, e));
    c->weeks = rows_grow(c->weeks, c->week_count, &m->week_room, sizeof w, r->arena);
    if (!c->weeks) return mspdi_nomem(r, e);
    c->weeks[c->week_count++] = w;
    return STATUS_OK;
}

static enum status calendar_part(struct mspdi_reading *r, void *record, const struct xml_node *c,
                                 struct err *e)
{
    struct calendar_marks *m = record;
    if (slice_is(c->name, "WeekDays")) return read_week(r, m->calendar.days, m, c, e);
    if (slice_is(c->name, "Exceptions")) {
        for (const struct xml_node *x = c->children; x; x = x->next)
            TRY(read_exception(r, m, x, e));
        return STATUS_OK;
    }
    if (slice_is(c->name, "WorkWeeks")) {
        for (const struct xml_node *x = c->children; x; x = x->next)
            TRY(read_work_week(r, m, x, e));
        return STATUS_OK;
    }
    int value = mspdi_int(r, "Calendar", c, 0);
    if (slice_is(c->name, "IsBaseCalendar"))
        m->is_base = value;
    else
        m->calendar.base = value; /* a number until the end */
    return STATUS_OK;
}

enum status mspdi_read_calendar(struct mspdi_reading *r, const struct xml_node *node, struct err *e)
{
    struct project *p = r->p;
    struct calendar_marks m = {.is_base = 1};
    calendar_init(&m.calendar);
    const struct xml_node *exceptions = xml_child(node, "Exceptions");
    m.has_exceptions = exceptions && exceptions->children;
    TRY(mspdi_fill(r, &mspdi_calendar, &m, node, calendar_part, e));
    m.calendar.scope = m.is_base ? CALENDAR_SHARED : CALENDAR_OF_RESOURCE;
    if (m.is_base) m.calendar.base = -1;
    if (p->calendar_count == PROJECT_CALENDAR_MAX)
        return err_set(e, STATUS_LIMIT, "%s:%d: more than %d calendars", r->file, node->line,
                       PROJECT_CALENDAR_MAX);
    p->calendars = rows_grow(p->calendars, p->calendar_count, &r->calendar_room,
                             sizeof *p->calendars, r->arena);
    if (!p->calendars) return mspdi_nomem(r, e);
    p->calendars[p->calendar_count++] = m.calendar;
    return STATUS_OK;
}

/* --- writing --- */

static void write_spans(struct mspdi_writing *w, const struct work_span *spans, int count)
{
    mspdi_leaf_int(w, "DayWorking", count > 0);
    if (!count) return;
    mspdi_open(w, "WorkingTimes");
    for (int i = 0; i < count; i++) {
        char text[16];
        int to = spans[i].to_s % DAY_SECONDS; /* midnight is written 00:00:00 */
        mspdi_open(w, "WorkingTime");
        (void)snprintf(text, sizeof text, "%02d:%02d:%02d", spans[i].from_s / 3600 % 24,
                       spans[i].from_s / 60 % 60, spans[i].from_s % 60);
        mspdi_leaf(w, "FromTime", text);
        (void)snprintf(text, sizeof text, "%02d:%02d:%02d", to / 3600 % 24, to / 60 % 60, to % 60);
        mspdi_leaf(w, "ToTime", text);
        mspdi_close(w, "WorkingTime");
    }
    mspdi_close(w, "WorkingTimes");
}

static void write_week(struct mspdi_writing *w, const struct work_day days[WEEK_DAYS])
{
    mspdi_open(w, "WeekDays");
    for (int d = 0; d < WEEK_DAYS; d++) {
        if (days[d].kind == DAY_INHERIT) continue;
        mspdi_open(w, "WeekDay");
        mspdi_leaf_int(w, "DayType", d + 1);
        write_spans(w, days[d].spans, days[d].kind == DAY_WORK ? days[d].span_count : 0);
        mspdi_close(w, "WeekDay");
    }
    mspdi_close(w, "WeekDays");
}

static void write_period(struct mspdi_writing *w, int from_day, int to_day)
{
    mspdi_open(w, "TimePeriod");
    mspdi_leaf_time(w, "FromDate", time_of(from_day, 0));
    mspdi_leaf_time(w, "ToDate", time_of(to_day, DAY_SECONDS - 60));
    mspdi_close(w, "TimePeriod");
}

static void write_exception(struct mspdi_writing *w, const struct calendar_exception *x)
{
    const struct mspdi_word *word = recurrence_words;
    while (word->ours != (int)x->recurrence)
        word++;
    mspdi_open(w, "Exception");
    mspdi_leaf_int(w, "EnteredByOccurrences", x->occurrences > 0);
    write_period(w, x->from_day, x->to_day);
    mspdi_leaf_int(w, "Occurrences",
                   x->recurrence == RECUR_NOT ? x->to_day - x->from_day + 1 : x->occurrences);
    mspdi_leaf_text(w, "Name", x->name);
    mspdi_leaf_int(w, "Type", word->file);
    if (x->recurrence >= RECUR_DAILY && x->recurrence <= RECUR_MONTHLY_POSITION)
        mspdi_leaf_int(w, "Period", x->period);
    if (x->recurrence == RECUR_WEEKLY) mspdi_leaf_int(w, "DaysOfWeek", x->weekdays);
    if (x->recurrence == RECUR_MONTHLY_POSITION || x->recurrence == RECUR_YEARLY_POSITION) {
        mspdi_leaf_int(w, "MonthItem", x->item);
        mspdi_leaf_int(w, "MonthPosition", x->position);
    }
    if (x->month) mspdi_leaf_int(w, "Month", x->month - 1);
    if (x->month_day) mspdi_leaf_int(w, "MonthDay", x->month_day);
    write_spans(w, x->spans, x->span_count);
    mspdi_close(w, "Exception");
}

static void write_weeks(struct mspdi_writing *w, const struct calendar *c)
{
    mspdi_open(w, "WorkWeeks");
    for (int i = 0; i < c->week_count; i++) {
        mspdi_open(w, "WorkWeek");
        write_period(w, c->weeks[i].from_day, c->weeks[i].to_day);
        mspdi_leaf_text(w, "Name", c->weeks[i].name);
        write_week(w, c->weeks[i].days);
        mspdi_close(w, "WorkWeek");
    }
    mspdi_close(w, "WorkWeeks");
}

void mspdi_write_calendar(struct mspdi_writing *w, const struct calendar *c)
{
    mspdi_open(w, "Calendar");
    mspdi_leaf_int(w, "UID", c->uid);
    mspdi_leaf_text(w, "GUID", c->guid);
    mspdi_leaf_text(w, "Name", c->name);
    mspdi_leaf_int(w, "IsBaseCalendar", c->base < 0);
    mspdi_leaf_int(w, "IsBaselineCalendar", 0);
    mspdi_leaf_int(w, "BaseCalendarUID", c->base < 0 ? -1 : w->p->calendars[c->base].uid);
    write_week(w, c->days);
    if (c->exception_count) {
        mspdi_open(w, "Exceptions");
        for (int i = 0; i < c->exception_count; i++)
            write_exception(w, &c->exceptions[i]);
        mspdi_close(w, "Exceptions");
    }
    if (c->week_count) write_weeks(w, c);
    mspdi_close(w, "Calendar");
}
