/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "exchange/clndr.h"
#include "exchange/codepage.h"
#include "exchange/xer_parts.h"

enum status xer_nomem(const struct xer_reading *r, struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for '%s'", r->file);
}

void xer_wrong(struct xer_reading *r, const struct xer_table *t, const struct xer_row *row,
               const char *column)
{
    char place[64];
    (void)snprintf(place, sizeof place, "%.*s", SLICE_ARGS(t->name));
    notes_add_in(r->notes, NOTE_VALUE, place, slice_of(column), row->line, xer_get(t, row, column));
}

enum status xer_fill(struct xer_reading *r, const struct xer_record *kind, void *record,
                     const struct xer_table *t, const struct xer_row *row, struct err *e)
{
    for (int i = 0; i < t->column_count; i++) {
        const struct xer_column *x = xer_column(kind, t->columns[i]);
        struct slice text = row->fields[i];
        if (!text.len || (x && (x->code == XER_PART || x->code == XER_MADE))) continue;
        if (!x || x->code == XER_LEFT) {
            notes_add_in(r->notes, x ? NOTE_LEFT : NOTE_UNKNOWN, kind->name, t->columns[i],
                         row->line, text);
            continue;
        }
        int set = xer_set(kind, x, record, text, r->arena);
        if (set < 0) return xer_nomem(r, e);
        if (!set) xer_wrong(r, t, row, x->name);
    }
    return STATUS_OK;
}

int xer_is_mine(struct xer_reading *r, const struct xer_table *t, const struct xer_row *row)
{
    int at = xer_at(t, "proj_id");
    if (at < 0 || !row->fields[at].len || slice_equal(row->fields[at], r->proj_id)) return 1;
    notes_add_in(r->notes, NOTE_LEFT, "rows of another project", t->name, row->line,
                 row->fields[at]);
    return 0;
}

/* --- the project and its options --- */

static const struct xer_row *choose_project(const struct xer_table *t)
{
    for (int i = 0; t && i < t->row_count; i++)
        if (slice_is(xer_get(t, &t->rows[i], "export_flag"), "Y")) return &t->rows[i];
    return t && t->row_count ? &t->rows[0] : NULL;
}

static void read_progress_rule(struct xer_reading *r, const struct xer_table *t,
                               const struct xer_row *row)
{
    int override = slice_is(xer_get(t, row, "sched_progress_override"), "Y");
    int retained = slice_is(xer_get(t, row, "sched_retained_logic"), "Y");
    if (override)
        r->p->progress_rule = PROGRESS_OVERRIDE;
    else if (!retained && xer_at(t, "sched_retained_logic") >= 0)
        notes_add(r->notes, NOTE_VALUE, slice_of("SCHEDOPTIONS/actual dates as logic"), row->line,
                  SLICE_NONE);
    if (slice_is(xer_get(t, row, "sched_use_project_end_date_for_float"), "N") &&
        r->p->must_finish_s != TIME_NONE)
        xer_wrong(r, t, row, "sched_use_project_end_date_for_float");
}

static enum status read_options(struct xer_reading *r, struct err *e)
{
    const struct xer_table *t = xer_find(r->f, "SCHEDOPTIONS");
    r->p->lag_calendar = LAG_ON_PREDECESSOR; /* what P6 does unless told otherwise */
    r->p->float_kind = FLOAT_FINISH;
    r->p->progress_rule = PROGRESS_RETAINED;
    for (int i = 0; t && i < t->row_count; i++) {
        if (!xer_is_mine(r, t, &t->rows[i])) continue;
        TRY(xer_fill(r, &xer_options, r->p, t, &t->rows[i], e));
        read_progress_rule(r, t, &t->rows[i]);
    }
    return STATUS_OK;
}

static enum status read_currency(struct xer_reading *r, struct err *e)
{
    const struct xer_table *t = xer_find(r->f, "CURRTYPE");
    for (int i = 0; t && i < t->row_count; i++) {
        const struct xer_row *row = &t->rows[i];
        int64_t digits;
        if (!slice_equal(xer_get(t, row, "curr_short_name"), r->f->currency)) {
            notes_add(r->notes, NOTE_LEFT, slice_of("CURRTYPE"), row->line,
                      xer_get(t, row, "curr_short_name"));
            continue;
        }
        struct slice symbol = xer_get(t, row, "curr_symbol");
        if (symbol.len && xer_text_set(symbol, &r->p->currency_symbol, r->arena) < 0)
            return xer_nomem(r, e);
        digits = xer_number(t, row, "decimal_digit_cnt");
        if (digits >= 0 && digits < 10) r->p->currency_digits = (int)digits;
    }
    if (r->f->currency.len && xer_text_set(r->f->currency, &r->p->currency_code, r->arena) < 0)
        return xer_nomem(r, e);
    return STATUS_OK;
}

static enum status read_project(struct xer_reading *r, struct err *e)
{
    const struct xer_table *t = xer_find(r->f, "PROJECT");
    const struct xer_row *row = choose_project(t);
    if (!row)
        return err_set(e, STATUS_INVALID, "%s: there is no project in it (table PROJECT)", r->file);
    r->proj_id = xer_get(t, row, "proj_id");
    for (int i = 0; i < t->row_count; i++)
        if (&t->rows[i] != row) (void)xer_is_mine(r, t, &t->rows[i]);
    TRY(xer_fill(r, &xer_project, r->p, t, row, e));
    TRY(read_currency(r, e));
    TRY(read_options(r, e));
    int calendar = xer_number(t, row, "clndr_id");
    r->p->calendar = calendar < 0 ? -1 : uid_index_find(&r->calendars, calendar);
    if (calendar >= 0 && r->p->calendar < 0) xer_wrong(r, t, row, "clndr_id");
    return STATUS_OK;
}

/* --- calendars --- */

static int calendar_uid(const void *records, int i)
{
    return ((const struct calendar *)records)[i].uid;
}

static enum status read_calendar(struct xer_reading *r, struct calendar *c,
                                 const struct xer_table *t, const struct xer_row *row,
                                 struct err *e)
{
    calendar_init(c);
    TRY(xer_fill(r, &xer_calendar, c, t, row, e));
    c->base = xer_number(t, row, "base_clndr_id"); /* a number until all are read */
    struct slice data = xer_get(t, row, "clndr_data");
    int read = data.len ? clndr_read(c, data, row->line, r->notes, r->arena) : 0;
    if (read < 0) return xer_nomem(r, e);
    if (read > 0 || c->base >= 0) return STATUS_OK;
    static struct work_span usual[] = {{8 * 3600, 12 * 3600}, {13 * 3600, 17 * 3600}};
    for (int d = 0; d < WEEK_DAYS; d++) {
        int works = d >= 1 && d <= 5;
        c->days[d] =
            (struct work_day){works ? DAY_WORK : DAY_OFF, works ? usual : NULL, works ? 2 : 0};
    }
    notes_add(r->notes, NOTE_VALUE, slice_of("CALENDAR/clndr_data (five days a week instead)"),
              row->line, c->name);
    return STATUS_OK;
}

enum status xer_read_calendars(struct xer_reading *r, struct err *e)
{
    const struct xer_table *t = xer_find(r->f, "CALENDAR");
    struct project *p = r->p;
    int count = t ? t->row_count : 0;
    if (count > PROJECT_CALENDAR_MAX)
        return err_set(e, STATUS_LIMIT, "%s: more than %d calendars", r->file,
                       PROJECT_CALENDAR_MAX);
    p->calendars = ARENA_ARRAY(r->arena, struct calendar, (size_t)count + 1);
    if (!p->calendars) return xer_nomem(r, e);
    p->calendar_count = count;
    for (int i = 0; i < count; i++)
        TRY(read_calendar(r, &p->calendars[i], t, &t->rows[i], e));
    if (!uid_index_build(&r->calendars, count, calendar_uid, p->calendars, r->arena))
        return xer_nomem(r, e);
    for (int i = 0; i < count; i++) {
        int base = p->calendars[i].base;
        p->calendars[i].base = base < 0 ? -1 : uid_index_find(&r->calendars, base);
        if (base >= 0 && p->calendars[i].base < 0) xer_wrong(r, t, &t->rows[i], "base_clndr_id");
    }
    return STATUS_OK;
}

/* Is it one of the tables that are read?  Of several of a name only the first is. */
static int is_read(const struct xer_file *f, const struct xer_table *t)
{
    static const char *const mine[] = {"CURRTYPE", "PROJECT", "SCHEDOPTIONS", "CALENDAR",
                                       "PROJWBS",  "TASK",    "TASKPRED",     "RSRC",
                                       "RSRCRATE", "TASKRSRC"};
    for (size_t k = 0; k < sizeof mine / sizeof mine[0]; k++)
        if (slice_is(t->name, mine[k])) return xer_find(f, mine[k]) == t;
    return 0;
}

static void note_tables(struct xer_reading *r)
{
    for (int i = 0; i < r->f->table_count; i++) {
        const struct xer_table *t = &r->f->tables[i];
        for (int row = 0; row < t->row_count && !is_read(r->f, t); row++)
            notes_add_in(r->notes, xer_table_is_left(t->name) ? NOTE_LEFT : NOTE_UNKNOWN, "table",
                         t->name, t->rows[row].line, SLICE_NONE);
    }
}

enum status xer_read(struct project *out, struct slice text, const char *file, struct notes *notes,
                     struct arena *a, struct err *e)
{
    struct xer_file f = {.tables = NULL};
    struct xer_reading r = {.p = out, .f = &f, .file = file, .notes = notes, .arena = a};
    struct err why;
    project_init(out);
    text = codepage_to_utf8(text, a);
    if (!text.at) return xer_nomem(&r, e);
    TRY(xer_split(&f, text, file, notes, a, e));
    TRY(xer_read_calendars(&r, e));
    TRY(read_project(&r, e));
    TRY(xer_read_activities(&r, e));
    TRY(xer_read_links(&r, e));
    TRY(xer_read_resources(&r, e));
    TRY(xer_read_uses(&r, e));
    note_tables(&r);
    enum status s = project_check(out, a, &why);
    if (s != STATUS_OK) return err_set(e, s, "%s: %s", file, why.text);
    return notes_ok(notes, e);
}
