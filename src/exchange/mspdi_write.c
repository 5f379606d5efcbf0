/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>

#include "base/number.h"
#include "exchange/mspdi_parts.h"

static void indent(struct mspdi_writing *w)
{
    for (int i = 0; i < w->depth; i++)
        buf_char(w->out, '\t');
}

void mspdi_open(struct mspdi_writing *w, const char *name)
{
    indent(w);
    buf_printf(w->out, "<%s>\n", name);
    w->depth++;
}

void mspdi_close(struct mspdi_writing *w, const char *name)
{
    w->depth--;
    indent(w);
    buf_printf(w->out, "</%s>\n", name);
}

void mspdi_leaf_text(struct mspdi_writing *w, const char *name, struct slice text)
{
    if (!text.len) return;
    indent(w);
    buf_printf(w->out, "<%s>", name);
    xml_text(w->out, text);
    buf_printf(w->out, "</%s>\n", name);
}

void mspdi_leaf(struct mspdi_writing *w, const char *name, const char *text)
{
    mspdi_leaf_text(w, name, slice_of(text));
}

void mspdi_leaf_int(struct mspdi_writing *w, const char *name, int64_t value)
{
    indent(w);
    buf_printf(w->out, "<%s>%lld</%s>\n", name, (long long)value, name);
}

void mspdi_leaf_time(struct mspdi_writing *w, const char *name, int64_t t_s)
{
    char text[DATE_TEXT_MAX];
    if (t_s == TIME_NONE) return;
    time_write(text, t_s);
    mspdi_leaf(w, name, text);
}

void mspdi_leaf_real(struct mspdi_writing *w, const char *name, double value)
{
    char text[NUMBER_TEXT_MAX];
    if (isnan(value)) return;
    number_write_real(text, value);
    mspdi_leaf(w, name, text);
}

/* One element of a record, from its field. */
static void write_field(struct mspdi_writing *w, const struct mspdi_record *r,
                        const struct mspdi_element *x, const void *record)
{
    struct buf value = BUF_INIT(XML_TEXT_MAX * (size_t)6);
    int put = mspdi_put(&value, r, x, record);
    if (put < 0) notes_add_in(w->notes, NOTE_LOST, r->name, slice_of(x->name), 0, SLICE_NONE);
    if (value.failed) w->out->failed = 1;
    if (put > 0 && !value.failed) {
        indent(w);
        buf_printf(w->out, "<%s>", x->name);
        buf_slice(w->out, buf_as_slice(&value));
        buf_printf(w->out, "</%s>\n", x->name);
    }
    buf_clear(&value);
}

/* All elements of a record in the order of the schema; parts by code of their own. */
static void write_record(struct mspdi_writing *w, const struct mspdi_record *r, const void *record,
                         void (*part)(struct mspdi_writing *w, const char *name, int index),
                         int index)
{
    for (int i = 0; i < r->element_count; i++) {
        const struct mspdi_element *x = &r->elements[i];
        if (x->code == AS_PART)
            part(w, x->name, index);
        else if (x->code != AS_LEFT)
            write_field(w, r, x, record);
    }
}

static void no_part(struct mspdi_writing *w, const char *name, int index)
{
    (void)w;
    (void)name;
    (void)index;
}

static void write_baselines(struct mspdi_writing *w, const struct baseline *b, int count)
{
    for (int i = 0; i < count; i++) {
        mspdi_open(w, "Baseline");
        write_record(w, &mspdi_baseline, &b[i], no_part, i);
        mspdi_close(w, "Baseline");
    }
}

static int calendar_uid(const struct mspdi_writing *w, int calendar)
{
    return calendar < 0 ? -1 : w->p->calendars[calendar].uid;
}

static int is(const char *name, const char *wanted)
{
    return strcmp(name, wanted) == 0;
}

/* --- tasks --- */

/* Links by the activity they end at. */
struct links_of {
    int *at, *link;
};

/* What a task needs beside its own record. */
struct task_writing {
    struct mspdi_writing w; /* first: parts get it */
    struct links_of links;
    int *level;
    int has_codes;
};

static void write_link(struct mspdi_writing *w, const struct link *l)
{
    static const int kinds[] = {1, 3, 0, 2};
    int elapsed = l->lag_kind == LAG_ELAPSED || l->lag_kind == LAG_PERCENT_ELAPSED;
    int percent = l->lag_kind >= LAG_PERCENT;
    int format = percent ? 19 + elapsed : mspdi_format_write(l->lag_unit, elapsed, 0);
    double lag = percent ? l->lag_percent : l->lag_s == TIME_NONE ? 0 : (double)l->lag_s / 6;
    mspdi_open(w, "PredecessorLink");
    mspdi_leaf_int(w, "PredecessorUID", w->p->activities[l->from].uid);
    mspdi_leaf_int(w, "Type", kinds[l->kind]);
    mspdi_leaf_int(w, "CrossProject", 0);
    mspdi_leaf_real(w, "LinkLag", round(lag * 1e4) / 1e4);
    mspdi_leaf_int(w, "LagFormat", format);
    mspdi_close(w, "PredecessorLink");
}

/* The code goes into text field 1. */
static void write_code(struct mspdi_writing *w, const struct activity *v)
{
    if (!v->code.len) return;
    mspdi_open(w, "ExtendedAttribute");
    mspdi_leaf(w, "FieldID", "188743731");
    mspdi_leaf_text(w, "Value", v->code);
    mspdi_close(w, "ExtendedAttribute");
}

static void task_part(struct mspdi_writing *w, const char *name, int i)
{
    const struct task_writing *t = (const struct task_writing *)(const void *)w;
    const struct activity *v = &w->p->activities[i];
    if (is(name, "IsNull")) mspdi_leaf_int(w, name, 0);
    if (is(name, "OutlineLevel")) mspdi_leaf_int(w, name, t->level[i]);
    if (is(name, "DurationFormat"))
        mspdi_leaf_int(
            w, name,
            mspdi_format_write(v->duration_unit, v->duration_is_elapsed, v->duration_is_estimated));
    if (is(name, "Milestone"))
        mspdi_leaf_int(w, name, activity_is_milestone(v) || v->is_marked_milestone);
    if (is(name, "Summary")) mspdi_leaf_int(w, name, activity_is_summary(v));
    if (is(name, "CalendarUID")) mspdi_leaf_int(w, name, calendar_uid(w, v->calendar));
    if (is(name, "LevelingDelayFormat") && v->leveling_delay_s != TIME_NONE)
        mspdi_leaf_int(w, name, 8);
    if (is(name, "PredecessorLink"))
        for (int k = t->links.at[i]; k < t->links.at[i + 1]; k++)
            write_link(w, &w->p->links[t->links.link[k]]);
    if (is(name, "ExtendedAttribute")) write_code(w, v);
    if (is(name, "Baseline")) write_baselines(w, v->baselines, v->baseline_count);
}

static void note_lost(struct mspdi_writing *w, const char *what, int is_lost, struct slice who)
{
    if (is_lost) notes_add(w->notes, NOTE_LOST, slice_of(what), 0, who);
}

static void note_lost_of_task(struct mspdi_writing *w, const struct activity *v)
{
    struct slice who = activity_label(v);
    note_lost(w, "activity.kind start milestone", v->kind == ACTIVITY_START_MILESTONE, who);
    note_lost(w, "activity.kind hammock", v->kind == ACTIVITY_HAMMOCK, who);
    note_lost(w, "activity.kind by resource", v->kind == ACTIVITY_BY_RESOURCE, who);
    note_lost(w, "activity.kind measured summary", v->kind == ACTIVITY_SUMMARY_MEASURED, who);
    note_lost(w, "activity.work_rule (written as fixed duration)",
              v->work_rule == RULE_FIXED_DURATION_UNITS, who);
    note_lost(w, "activity.constraint2", v->constraint2 != CONSTRAINT_NONE, who);
    note_lost(w, "activity.percent_kind", v->percent_kind != PERCENT_OF_DURATION, who);
    note_lost(w, "activity.planned_start_s", v->planned_start_s != TIME_NONE, who);
    note_lost(w, "activity.planned_finish_s", v->planned_finish_s != TIME_NONE, who);
    note_lost(w, "activity.expected_finish_s", v->expected_finish_s != TIME_NONE, who);
}

static void write_tasks(struct task_writing *t)
{
    struct mspdi_writing *w = &t->w;
    mspdi_open(w, "Tasks");
    for (int i = 0; i < w->p->activity_count; i++) {
        mspdi_open(w, "Task");
        write_record(w, &mspdi_task, &w->p->activities[i], task_part, i);
        mspdi_close(w, "Task");
        note_lost_of_task(w, &w->p->activities[i]);
    }
    mspdi_close(w, "Tasks");
}

/* --- resources, assignments, the project itself --- */

static void write_rates(struct mspdi_writing *w, const struct resource *r)
{
    if (!r->rate_count) return;
    mspdi_open(w, "Rates");
    for (int i = 0; i < r->rate_count; i++) {
        const struct rate *rate = &r->rates[i];
        mspdi_open(w, "Rate");
        mspdi_leaf_time(w, "RatesFrom", rate->from_s);
        mspdi_leaf_time(w, "RatesTo", rate->to_s);
        mspdi_leaf_int(w, "RateTable", rate->table);
        mspdi_leaf_real(w, "StandardRate", rate->standard);
        mspdi_leaf_real(w, "OvertimeRate", rate->overtime);
        if (!isnan(rate->per_use))
            mspdi_leaf_real(w, "CostPerUse", round(rate->per_use * 1e6) / 1e4);
        mspdi_close(w, "Rate");
    }
    mspdi_close(w, "Rates");
}

static void resource_part(struct mspdi_writing *w, const char *name, int i)
{
    const struct resource *r = &w->p->resources[i];
    if (is(name, "Type"))
        mspdi_leaf_int(w, name,
                       r->kind == RESOURCE_MATERIAL ? 0
                       : r->kind == RESOURCE_COST   ? 2
                                                    : 1);
    if (is(name, "IsNull")) mspdi_leaf_int(w, name, 0);
    if (is(name, "CalendarUID")) mspdi_leaf_int(w, name, calendar_uid(w, r->calendar));
    if (is(name, "IsCostResource")) mspdi_leaf_int(w, name, r->kind == RESOURCE_COST);
    if (is(name, "Baseline")) write_baselines(w, r->baselines, r->baseline_count);
    if (is(name, "Rates")) write_rates(w, r);
}

static void write_resources(struct mspdi_writing *w)
{
    mspdi_open(w, "Resources");
    for (int i = 0; i < w->p->resource_count; i++) {
        const struct resource *r = &w->p->resources[i];
        mspdi_open(w, "Resource");
        write_record(w, &mspdi_resource, r, resource_part, i);
        mspdi_close(w, "Resource");
        note_lost(w, "resource.kind equipment", r->kind == RESOURCE_EQUIPMENT, r->name);
        note_lost(w, "resource.parent", r->parent >= 0, r->name);
    }
    mspdi_close(w, "Resources");
}

static void assignment_part(struct mspdi_writing *w, const char *name, int i)
{
    const struct assignment *s = &w->p->assignments[i];
    if (is(name, "TaskUID")) mspdi_leaf_int(w, name, w->p->activities[s->activity].uid);
    if (is(name, "ResourceUID"))
        mspdi_leaf_int(w, name, s->resource < 0 ? -65535 : w->p->resources[s->resource].uid);
    if (is(name, "Baseline")) write_baselines(w, s->baselines, s->baseline_count);
}

static void write_assignments(struct mspdi_writing *w)
{
    mspdi_open(w, "Assignments");
    for (int i = 0; i < w->p->assignment_count; i++) {
        mspdi_open(w, "Assignment");
        write_record(w, &mspdi_assignment, &w->p->assignments[i], assignment_part, i);
        mspdi_close(w, "Assignment");
    }
    mspdi_close(w, "Assignments");
}

static void write_field_names(struct mspdi_writing *w)
{
    int has_codes = 0;
    for (int i = 0; i < w->p->activity_count; i++)
        has_codes |= w->p->activities[i].code.len > 0;
    if (!has_codes) return;
    mspdi_open(w, "ExtendedAttributes");
    mspdi_open(w, "ExtendedAttribute");
    mspdi_leaf(w, "FieldID", "188743731");
    mspdi_leaf(w, "FieldName", "Text1");
    mspdi_leaf(w, "Alias", "Activity ID");
    mspdi_close(w, "ExtendedAttribute");
    mspdi_close(w, "ExtendedAttributes");
}

static void project_part(struct mspdi_writing *w, const char *name, int index)
{
    (void)index;
    const struct project *p = w->p;
    int day_s = p->minutes_per_day > 0 ? p->minutes_per_day * 60 : 480 * 60;
    if (is(name, "CalendarUID") && p->calendar >= 0)
        mspdi_leaf_int(w, name, calendar_uid(w, p->calendar));
    if (is(name, "CriticalSlackLimit"))
        mspdi_leaf_real(w, name, (double)p->critical_float_s / day_s);
    if (is(name, "ExtendedAttributes")) write_field_names(w);
}

static void write_calendars(struct mspdi_writing *w)
{
    mspdi_open(w, "Calendars");
    for (int i = 0; i < w->p->calendar_count; i++)
        mspdi_write_calendar(w, &w->p->calendars[i]);
    mspdi_close(w, "Calendars");
}

/* Links in lists and outline levels, for the tasks. */
static enum status prepare(struct task_writing *t, struct arena *a, struct err *e)
{
    const struct project *p = t->w.p;
    int *at = ARENA_ARRAY(a, int, (size_t)p->activity_count + 2);
    int *link = ARENA_ARRAY(a, int, (size_t)p->link_count + 1);
    t->level = ARENA_ARRAY(a, int, (size_t)p->activity_count + 1);
    if (!at || !link || !t->level)
        return err_set(e, STATUS_NOMEM, "out of memory for writing %d tasks", p->activity_count);
    for (int l = 0; l < p->link_count; l++)
        at[p->links[l].to + 2]++;
    for (int i = 2; i < p->activity_count + 2; i++)
        at[i] += at[i - 1];
    for (int l = 0; l < p->link_count; l++)
        link[at[p->links[l].to + 1]++] = l;
    t->links = (struct links_of){at, link};
    for (int i = 0; i < p->activity_count; i++) {
        const struct activity *v = &p->activities[i];
        t->level[i] = v->parent >= 0                ? t->level[v->parent] + 1
                      : v->kind == ACTIVITY_PROJECT ? 0
                                                    : 1;
    }
    return STATUS_OK;
}

enum status mspdi_write(struct buf *out, const struct project *p, struct notes *notes,
                        struct arena *scratch, struct err *e)
{
    struct task_writing t = {.w = {.p = p, .out = out, .notes = notes}};
    struct mspdi_writing *w = &t.w;
    TRY(prepare(&t, scratch, e));
    buf_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                  "<Project xmlns=\"http://schemas.microsoft.com/project\">\n");
    w->depth = 1;
    write_record(w, &mspdi_project, p, project_part, 0);
    note_lost(w, "project.code", p->code.len > 0, p->code);
    note_lost(w, "project.must_finish_s", p->must_finish_s != TIME_NONE, SLICE_NONE);
    write_calendars(w);
    write_tasks(&t);
    write_resources(w);
    write_assignments(w);
    buf_text(out, "</Project>\n");
    TRY(notes_ok(notes, e));
    return buf_ok(out, e);
}
