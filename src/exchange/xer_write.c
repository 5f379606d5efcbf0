/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "exchange/clndr.h"
#include "exchange/codepage.h"
#include "exchange/xer.h"
#include "exchange/xer_text.h"

enum {
    PROJECT_ID = 1,
    TEXT_BYTES_MAX = 1 << 30,
};

struct writing {
    const struct project *p;
    struct buf text; /* UTF-8; the code page at the end */
    struct notes *notes;
    struct arena *arena;
    int root;        /* activity that is the project, or -1 */
    int root_uid;    /* number of the top of PROJWBS */
    int lags_always; /* lags run all day and night */
    struct err *e;
    enum status status;
};

static void start_table(struct writing *w, const struct xer_record *r)
{
    buf_printf(&w->text, "%%T\t%s\r\n%%F", r->name);
    for (int i = 0; i < r->column_count; i++)
        if (r->columns[i].code != XER_LEFT) buf_printf(&w->text, "\t%s", r->columns[i].name);
    buf_text(&w->text, "\r\n");
}

static void note_lost(struct writing *w, const char *what, int is_lost, struct slice who)
{
    if (is_lost) notes_add(w->notes, NOTE_LOST, slice_of(what), 0, who);
}

/* One row; parts and made columns by code of their own, which gets the index of the record. */
static void write_row(struct writing *w, const struct xer_record *r, const void *record,
                      void (*part)(struct writing *w, const char *column, int index), int index)
{
    buf_text(&w->text, "%R");
    for (int i = 0; i < r->column_count; i++) {
        const struct xer_column *x = &r->columns[i];
        if (x->code == XER_LEFT) continue;
        buf_char(&w->text, '\t');
        if (x->code == XER_PART || x->code == XER_MADE)
            part(w, x->name, index);
        else if (!xer_put(&w->text, r, x, record) &&
                 *(const int *)field_in(&r->fields[x->field], record))
            notes_add_in(w->notes, NOTE_LOST, r->name, slice_of(x->name), 0, SLICE_NONE);
    }
    buf_text(&w->text, "\r\n");
}

static int is(const char *column, const char *wanted)
{
    return strcmp(column, wanted) == 0;
}

static void put_calendar(struct writing *w, int calendar)
{
    if (calendar >= 0) buf_integer(&w->text, w->p->calendars[calendar].uid);
}

static void put_hours(struct writing *w, int64_t s)
{
    if (s != TIME_NONE) xer_hours_write(&w->text, s);
}

static void put_time(struct writing *w, int64_t t_s)
{
    if (t_s != TIME_NONE) xer_time_write(&w->text, t_s);
}

/* What P6 wants in every row, whatever the project. */
static int put_fixed(struct writing *w, const char *column, int index)
{
    static const struct {
        const char *column, *value;
    } fixed[] = {
        {"proj_id", "1"},
        {"pred_proj_id", "1"},
        {"export_flag", "Y"},
        {"project_flag", "Y"},
        {"critical_path_type", "CT_TotFloat"},
        {"def_complete_pct_type", "CP_Drtn"},
        {"def_duration_type", "DT_FixedDUR2"},
        {"def_task_type", "TT_Task"},
        {"rsrc_private", "N"},
        {"status_code", "WS_Open"},
        {"sched_use_project_end_date_for_float", "Y"},
    };

    static const char *const numbered[] = {"schedoptions_id", "task_pred_id", "rsrc_seq_num",
                                           "seq_num"};
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
        if (is(column, fixed[i].column)) {
            buf_text(&w->text, fixed[i].value);
            return 1;
        }
    for (size_t i = 0; i < sizeof numbered / sizeof numbered[0]; i++)
        if (is(column, numbered[i])) {
            buf_integer(&w->text, index + 1);
            return 1;
        }
    return 0;
}

/* --- project, options, currency, calendars --- */

static void project_part(struct writing *w, const char *column, int index)
{
    const struct project *p = w->p;
    if (is(column, "clndr_id"))
        put_calendar(w, p->calendar);
    else if (is(column, "sched_retained_logic"))
        buf_text(&w->text, p->progress_rule == PROGRESS_OVERRIDE ? "N" : "Y");
    else if (is(column, "sched_progress_override"))
        buf_text(&w->text, p->progress_rule == PROGRESS_OVERRIDE ? "Y" : "N");
    else
        (void)put_fixed(w, column, index);
}

static void write_currency(struct writing *w)
{
    const struct project *p = w->p;
    buf_text(&w->text, "%T\tCURRTYPE\r\n%F\tcurr_id\tdecimal_digit_cnt\tcurr_symbol\tdecimal_symbol"
                       "\tdigit_group_symbol\tpos_curr_fmt_type\tneg_curr_fmt_type\tcurr_type"
                       "\tcurr_short_name\tgroup_digit_cnt\tbase_exch_rate\r\n");
    buf_printf(&w->text, "%%R\t1\t%d\t", p->currency_digits);
    xer_text_write(&w->text, p->currency_symbol);
    buf_text(&w->text, "\t.\t,\t#1.1\t(#1.1)\t");
    xer_text_write(&w->text, w->p->currency_code);
    buf_char(&w->text, '\t');
    xer_text_write(&w->text, w->p->currency_code);
    buf_text(&w->text, "\t3\t1\r\n");
}

static void calendar_part(struct writing *w, const char *column, int index)
{
    const struct calendar *c = &w->p->calendars[index];
    if (is(column, "base_clndr_id")) {
        put_calendar(w, c->base);
    } else if (is(column, "clndr_data")) {
        enum status s = clndr_write(&w->text, w->p, index, w->arena, w->e);
        if (s != STATUS_OK && w->status == STATUS_OK) w->status = s;
    } else if (is(column, "proj_id")) {
        if (c->scope == CALENDAR_OF_PROJECT) buf_integer(&w->text, PROJECT_ID);
    } else {
        (void)put_fixed(w, column, index);
    }
}

static void write_calendars(struct writing *w)
{
    start_table(w, &xer_calendar);
    for (int i = 0; i < w->p->calendar_count; i++) {
        const struct calendar *c = &w->p->calendars[i];
        write_row(w, &xer_calendar, c, calendar_part, i);
        note_lost(w, "calendar.guid", c->guid.len > 0, c->name);
        for (int x = 0; x < c->exception_count; x++)
            note_lost(w, "calendar exceptions' names and rules (days are written)",
                      c->exceptions[x].name.len > 0 || c->exceptions[x].recurrence != RECUR_NOT,
                      c->name);
        note_lost(w, "calendar working weeks (days are written)", c->week_count > 0, c->name);
    }
}

/* --- the outline --- */

static void wbs_part(struct writing *w, const char *column, int index)
{
    const struct activity *v = index < 0 ? NULL : &w->p->activities[index];
    int is_root = index == w->root;
    if (is(column, "parent_wbs_id")) {
        if (v && !is_root)
            buf_integer(&w->text, v->parent < 0 || v->parent == w->root
                                      ? w->root_uid
                                      : w->p->activities[v->parent].uid);
    } else if (is(column, "proj_node_flag")) {
        buf_char(&w->text, is_root ? 'Y' : 'N');
    } else {
        (void)put_fixed(w, column, index < 0 ? 0 : index);
    }
}

static void write_wbs(struct writing *w)
{
    struct activity root;
    activity_init(&root);
    if (w->root >= 0) root = w->p->activities[w->root];
    root.uid = w->root_uid;
    if (!root.name.len) root.name = w->p->name;
    if (!root.code.len) root.code = w->p->code.len ? w->p->code : slice_of("P1");
    start_table(w, &xer_wbs);
    write_row(w, &xer_wbs, &root, wbs_part, w->root);
    for (int i = 0; i < w->p->activity_count; i++) {
        const struct activity *v = &w->p->activities[i];
        if (!activity_is_summary(v) || i == w->root) continue;
        write_row(w, &xer_wbs, v, wbs_part, i);
        note_lost(w, "activity.notes", v->notes.len > 0, activity_label(v));
        note_lost(w, "activity.baselines", v->baseline_count > 0, activity_label(v));
    }
}

/* --- activities --- */

static void put_status(struct writing *w, const struct activity *v)
{
    buf_text(&w->text, v->actual_finish_s != TIME_NONE  ? "TK_Complete"
                       : v->actual_start_s != TIME_NONE ? "TK_Active"
                                                        : "TK_NotStart");
}

static void put_priority(struct writing *w, const struct activity *v)
{
    static const char *const words[] = {"PT_Lowest", "PT_Low", "PT_Normal", "PT_High", "PT_Top"};
    int step = (v->priority - 100 + 100) / 200;
    if (step < 0) step = 0;
    if (step > 4) step = 4;
    buf_text(&w->text, words[step]);
    note_lost(w, "activity.priority (rounded to one of five)", v->priority != 100 + 200 * step,
              activity_label(v));
}

static void put_quantity(struct writing *w, const char *column, const struct activity *v)
{
    if (is(column, "target_work_qty")) put_hours(w, v->work_s);
    if (is(column, "act_work_qty")) put_hours(w, v->actual_work_s);
    if (is(column, "remain_work_qty")) put_hours(w, v->remaining_work_s);
}

static void task_part(struct writing *w, const char *column, int index)
{
    const struct activity *v = &w->p->activities[index];
    int parent = v->parent;
    if (is(column, "wbs_id"))
        buf_integer(&w->text,
                    parent < 0 || parent == w->root ? w->root_uid : w->p->activities[parent].uid);
    else if (is(column, "clndr_id"))
        put_calendar(w, v->calendar);
    else if (is(column, "status_code"))
        put_status(w, v);
    else if (is(column, "task_code") && v->code.len)
        xer_text_write(&w->text, v->code);
    else if (is(column, "task_code"))
        buf_printf(&w->text, "A%d", v->uid);
    else if (is(column, "restart_date"))
        put_time(w, v->actual_finish_s == TIME_NONE ? v->early_start_s : TIME_NONE);
    else if (is(column, "reend_date"))
        put_time(w, v->actual_finish_s == TIME_NONE ? v->early_finish_s : TIME_NONE);
    else if (is(column, "priority_type"))
        put_priority(w, v);
    else if (is(column, "driving_path_flag"))
        buf_char(&w->text, v->is_critical ? 'Y' : 'N');
    else if (!put_fixed(w, column, index))
        put_quantity(w, column, v);
}

static void note_lost_of_task(struct writing *w, const struct activity *v)
{
    struct slice who = activity_label(v);
    note_lost(w, "activity.wbs", v->wbs.len > 0, who);
    note_lost(w, "activity.notes", v->notes.len > 0, who);
    note_lost(w, "activity.deadline_s", v->deadline_s != TIME_NONE, who);
    note_lost(w, "activity.duration_is_elapsed", v->duration_is_elapsed, who);
    note_lost(w, "activity.is_manual", v->is_manual, who);
    note_lost(w, "activity.is_inactive", v->is_inactive, who);
    note_lost(w, "activity.is_marked_milestone", v->is_marked_milestone, who);
    note_lost(w, "activity.ignores_resource_calendar", v->ignores_resource_calendar, who);
    note_lost(w, "activity.leveling_delay_s",
              v->leveling_delay_s != TIME_NONE && v->leveling_delay_s != 0, who);
    note_lost(w, "activity.fixed_cost", !isnan(v->fixed_cost) && v->fixed_cost != 0, who);
    note_lost(w, "activity.baselines", v->baseline_count > 0, who);
}

static void write_tasks(struct writing *w)
{
    start_table(w, &xer_task);
    for (int i = 0; i < w->p->activity_count; i++) {
        const struct activity *v = &w->p->activities[i];
        if (activity_is_summary(v)) continue;
        write_row(w, &xer_task, v, task_part, i);
        note_lost_of_task(w, v);
    }
}

static void pred_part(struct writing *w, const char *column, int index)
{
    const struct link *l = &w->p->links[index];
    if (is(column, "task_id"))
        buf_integer(&w->text, w->p->activities[l->to].uid);
    else if (is(column, "pred_task_id"))
        buf_integer(&w->text, w->p->activities[l->from].uid);
    else
        (void)put_fixed(w, column, index);
}

static void write_links(struct writing *w)
{
    start_table(w, &xer_pred);
    for (int i = 0; i < w->p->link_count; i++) {
        struct link l = w->p->links[i];
        const struct activity *from = &w->p->activities[l.from], *to = &w->p->activities[l.to];
        int to_summary = activity_is_summary(from) || activity_is_summary(to);
        note_lost(w, "links of summaries", to_summary, activity_label(from));
        if (to_summary) continue;
        note_lost(w, "link.lag_kind (written as working time)",
                  l.lag_kind != LAG_WORKING && !(l.lag_kind == LAG_ELAPSED && w->lags_always),
                  activity_label(from));
        if (l.lag_kind >= LAG_PERCENT)
            l.lag_s = from->duration_s == TIME_NONE || isnan(l.lag_percent)
                          ? 0
                          : (int64_t)llround((double)from->duration_s * l.lag_percent / 100);
        write_row(w, &xer_pred, &l, pred_part, i);
    }
}

/* --- resources --- */

static void resource_part(struct writing *w, const char *column, int index)
{
    const struct resource *r = &w->p->resources[index];
    if (is(column, "clndr_id"))
        put_calendar(w, r->calendar >= 0 ? r->calendar : w->p->calendar);
    else if (is(column, "parent_rsrc_id") && r->parent >= 0)
        buf_integer(&w->text, w->p->resources[r->parent].uid);
    else
        (void)put_fixed(w, column, index);
}

static void put_real(struct writing *w, double value)
{
    buf_char(&w->text, '\t');
    if (!isnan(value)) buf_real(&w->text, value);
}

/* Rates of one date are one row, a column for each table. */
static void write_rates_of(struct writing *w, const struct resource *r, int *number)
{
    for (int i = 0; i < r->rate_count || i == 0; i++) {
        double costs[5] = {NAN, NAN, NAN, NAN, NAN};
        int64_t from_s = r->rate_count ? r->rates[i].from_s : TIME_NONE;
        int before = 0;
        for (int k = 0; k < i; k++)
            before |= r->rates[k].from_s == from_s;
        if (before) continue;
        if (!r->rate_count) costs[0] = r->standard_rate;
        for (int k = i; k < r->rate_count; k++)
            if (r->rates[k].from_s == from_s) costs[r->rates[k].table] = r->rates[k].standard;
        buf_printf(&w->text, "%%R\t%d\t%d", ++*number, r->uid);
        put_real(w, r->max_units);
        put_real(w, costs[0]);
        buf_char(&w->text, '\t');
        put_time(w, from_s);
        buf_char(&w->text, '\t');
        for (int k = 1; k < 5; k++)
            put_real(w, costs[k]);
        buf_text(&w->text, "\r\n");
    }
}

static void write_resources(struct writing *w)
{
    int number = 0;
    start_table(w, &xer_resource);
    for (int i = 0; i < w->p->resource_count; i++) {
        const struct resource *r = &w->p->resources[i];
        write_row(w, &xer_resource, r, resource_part, i);
        note_lost(w, "resource.overtime_rate", !isnan(r->overtime_rate) && r->overtime_rate != 0,
                  r->name);
        note_lost(w, "resource.cost_per_use", !isnan(r->cost_per_use) && r->cost_per_use != 0,
                  r->name);
        note_lost(w, "resource.unit_label", r->unit_label.len > 0, r->name);
        note_lost(w, "resource.is_generic", r->is_generic, r->name);
        note_lost(w, "resource.baselines", r->baseline_count > 0, r->name);
    }
    buf_text(&w->text, "%T\tRSRCRATE\r\n%F\trsrc_rate_id\trsrc_id\tmax_qty_per_hr\tcost_per_qty"
                       "\tstart_date\tshift_period_id\tcost_per_qty2\tcost_per_qty3"
                       "\tcost_per_qty4\tcost_per_qty5\r\n");
    for (int i = 0; i < w->p->resource_count; i++)
        write_rates_of(w, &w->p->resources[i], &number);
}

static void use_part(struct writing *w, const char *column, int index)
{
    const struct assignment *s = &w->p->assignments[index];
    const struct resource *r = s->resource < 0 ? NULL : &w->p->resources[s->resource];
    if (is(column, "task_id"))
        buf_integer(&w->text, w->p->activities[s->activity].uid);
    else if (is(column, "rsrc_id") && r)
        buf_integer(&w->text, r->uid);
    else if (is(column, "rsrc_type") && r)
        buf_text(&w->text, r->kind == RESOURCE_WORK        ? "RT_Labor"
                           : r->kind == RESOURCE_EQUIPMENT ? "RT_Equip"
                                                           : "RT_Mat");
    else
        (void)put_fixed(w, column, index);
}

static void write_uses(struct writing *w)
{
    start_table(w, &xer_use);
    for (int i = 0; i < w->p->assignment_count; i++) {
        const struct assignment *s = &w->p->assignments[i];
        int of_summary = activity_is_summary(&w->p->activities[s->activity]);
        struct slice who = activity_label(&w->p->activities[s->activity]);
        note_lost(w, "assignments of summaries", of_summary, who);
        if (of_summary) continue;
        write_row(w, &xer_use, s, use_part, i);
        note_lost(w, "assignment.notes", s->notes.len > 0, who);
        note_lost(w, "assignment.contour", s->contour != 0, who);
        note_lost(w, "assignment.baselines", s->baseline_count > 0, who);
    }
}

/* --- the file --- */

static void find_root(struct writing *w)
{
    int most = 0;
    w->root = -1;
    for (int i = 0; i < w->p->activity_count; i++) {
        const struct activity *v = &w->p->activities[i];
        if (v->uid > most) most = v->uid;
        if (v->kind == ACTIVITY_PROJECT && w->root < 0) w->root = i;
    }
    w->root_uid = w->root >= 0 && w->p->activities[w->root].uid > 0 ? w->p->activities[w->root].uid
                                                                    : most + 1;
}

static void write_head(struct writing *w)
{
    char date[DATE_TEXT_MAX];
    int64_t today = w->p->saved_s != TIME_NONE ? w->p->saved_s : w->p->created_s;
    time_write_minute(date, today == TIME_NONE ? 0 : today);
    date[10] = '\0';
    buf_printf(&w->text,
               "ERMHDR\t8.2\t%s\tProject\tgroundwork\tgroundwork\tgroundwork\tgroundwork\t", date);
    xer_text_write(&w->text, w->p->currency_code);
    buf_text(&w->text, "\r\n");
}

/* P6 has one calendar for all lags: when all are elapsed time it is the one of 24 hours. */
static int lags_are_elapsed(const struct project *p)
{
    int count = 0;
    for (const struct link *l = p->links; l < p->links + p->link_count; l++) {
        if (l->lag_kind >= LAG_PERCENT ? !(fabs(l->lag_percent) > 0) : l->lag_s == 0) continue;
        if (l->lag_kind != LAG_ELAPSED) return 0;
        count++;
    }
    return count > 0;
}

static void write_all(struct writing *w)
{
    struct project head = *w->p;
    if (lags_are_elapsed(w->p)) head.lag_calendar = LAG_ALWAYS;
    w->lags_always = head.lag_calendar == LAG_ALWAYS;
    if (!head.code.len) head.code = head.name.len ? head.name : slice_of("P1");
    write_head(w);
    write_currency(w);
    start_table(w, &xer_project);
    write_row(w, &xer_project, &head, project_part, 0);
    start_table(w, &xer_options);
    write_row(w, &xer_options, &head, project_part, 0);
    write_calendars(w);
    write_wbs(w);
    write_resources(w);
    write_tasks(w);
    write_links(w);
    write_uses(w);
    buf_text(&w->text, "%E\r\n");
}

enum status xer_write(struct buf *out, const struct project *p, struct notes *notes,
                      struct arena *scratch, struct err *e)
{
    struct writing w = {
        .p = p, .text = BUF_INIT(TEXT_BYTES_MAX), .notes = notes, .arena = scratch, .e = e};
    find_root(&w);
    write_all(&w);
    enum status s = w.status;
    if (s == STATUS_OK) s = buf_ok(&w.text, e);
    if (s == STATUS_OK && !codepage_from_utf8(out, buf_as_slice(&w.text))) {
        notes_add(notes, NOTE_LOST,
                  slice_of("Windows-1252 (a character is not in it: written as UTF-8)"), 0,
                  SLICE_NONE);
        buf_slice(out, buf_as_slice(&w.text));
    }
    buf_clear(&w.text);
    if (s == STATUS_OK) s = notes_ok(notes, e);
    return s == STATUS_OK ? buf_ok(out, e) : s;
}
