/* SPDX-License-Identifier: Apache-2.0 */
#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "exchange/xer_parts.h"

/* Reading the outline, activities and links. */

/* --- one activity --- */

static int64_t hours_of(const struct xer_table *t, const struct xer_row *row, const char *column)
{
    int64_t s;
    struct slice text = xer_get(t, row, column);
    return text.len && xer_hours_parse(text, &s) ? s : TIME_NONE;
}

/* Labour and equipment together. */
static int64_t both(const struct xer_table *t, const struct xer_row *row, const char *work,
                    const char *equipment)
{
    int64_t a = hours_of(t, row, work), b = hours_of(t, row, equipment);
    if (a == TIME_NONE || b == TIME_NONE) return a == TIME_NONE ? b : a;
    return a + b;
}

static double percent_done(const struct activity *v)
{
    if (v->actual_finish_s != TIME_NONE) return 100;
    if (v->percent_kind == PERCENT_PHYSICAL) return v->percent_physical;
    if (v->actual_start_s == TIME_NONE) return 0;
    double part = 0, whole = 0;
    if (v->percent_kind == PERCENT_OF_UNITS && v->remaining_work_s != TIME_NONE &&
        v->actual_work_s != TIME_NONE) {
        part = (double)v->actual_work_s;
        whole = part + (double)v->remaining_work_s;
    } else if (v->remaining_s != TIME_NONE && v->duration_s != TIME_NONE) {
        whole = (double)v->duration_s;
        part = whole - (double)v->remaining_s;
    }
    return whole > 0 ? 100 * part / whole : 0;
}

static int64_t first_of(int64_t a, int64_t b, int64_t c, int64_t d)
{
    return a != TIME_NONE ? a : b != TIME_NONE ? b : c != TIME_NONE ? c : d;
}

static int priority_of(struct slice word)
{
    static const char *const words[] = {"PT_Lowest", "PT_Low", "PT_Normal", "PT_High", "PT_Top"};
    for (int i = 0; i < 5; i++)
        if (slice_is(word, words[i])) return 100 + 200 * i;
    return -1;
}

/* Dates of one column, TIME_NONE when there are none. */
static int64_t date_of(const struct xer_table *t, const struct xer_row *row, const char *column)
{
    int64_t date_s;
    return time_parse(xer_get(t, row, column), &date_s) ? date_s : TIME_NONE;
}

static enum status read_task(struct xer_reading *r, struct activity *v, const struct xer_table *t,
                             const struct xer_row *row, struct err *e)
{
    activity_init(v);
    TRY(xer_fill(r, &xer_task, v, t, row, e));
    const struct xer_column *code = xer_column(&xer_wbs, slice_of("wbs_short_name"));
    if (xer_set(&xer_wbs, code, v, xer_get(t, row, "task_code"), r->arena) < 0)
        return xer_nomem(r, e);
    v->work_s = both(t, row, "target_work_qty", "target_equip_qty");
    v->actual_work_s = both(t, row, "act_work_qty", "act_equip_qty");
    v->remaining_work_s = both(t, row, "remain_work_qty", "remain_equip_qty");
    v->percent = percent_done(v);
    v->start_s = first_of(v->actual_start_s, v->early_start_s, date_of(t, row, "restart_date"),
                          v->planned_start_s);
    v->finish_s = first_of(v->actual_finish_s, v->early_finish_s, date_of(t, row, "reend_date"),
                           v->planned_finish_s);
    v->is_critical = v->total_float_s != TIME_NONE && v->actual_finish_s == TIME_NONE &&
                     v->total_float_s <= r->p->critical_float_s;
    struct slice priority = xer_get(t, row, "priority_type");
    if (priority.len && priority_of(priority) >= 0)
        v->priority = priority_of(priority);
    else if (priority.len)
        xer_wrong(r, t, row, "priority_type");
    int calendar = xer_number(t, row, "clndr_id");
    v->calendar = calendar < 0 ? -1 : uid_index_find(&r->calendars, calendar);
    if (calendar >= 0 && v->calendar < 0) xer_wrong(r, t, row, "clndr_id");
    return STATUS_OK;
}

/* --- the outline --- */

enum {
    OUTLINE_DEPTH_MAX = 200,
};

/* A part of the outline or an activity, to be put in order below its parent. */
struct place {
    int parent; /* row of PROJWBS, or -1 */
    int is_task;
    int64_t rank; /* seq_num */
    int row;
};

static int by_place(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    if (x->parent != y->parent) return x->parent < y->parent ? -1 : 1;
    if (x->is_task != y->is_task) return x->is_task ? -1 : 1;
    if (x->rank != y->rank) return x->rank < y->rank ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

struct outline {
    const struct xer_table *wbs, *task;
    struct place *places;
    int count;
    int *parent; /* of each row of PROJWBS */
    int *first;  /* places below each row of PROJWBS + 1: places[first[p]..first[p + 1]) */
    struct uid_index wbs_rows;
};

static int wbs_number(const void *records, int i)
{
    const struct xer_table *t = records;
    return xer_number(t, &t->rows[i], "wbs_id");
}

static int find_wbs(const struct outline *o, int number)
{
    return number < 0 ? -1 : uid_index_find(&o->wbs_rows, number);
}

/* Rows of PROJWBS that hang in a circle are cut loose: they would never be reached. */
static void cut_circles(struct xer_reading *r, struct outline *o, int wbs_count)
{
    for (int i = 0; i < wbs_count; i++) {
        int steps = 0, at = o->parent[i];
        while (at >= 0 && at != i && steps++ < OUTLINE_DEPTH_MAX)
            at = o->parent[at];
        if (at < 0) continue;
        xer_wrong(r, o->wbs, &o->wbs->rows[i], "parent_wbs_id");
        o->parent[i] = -1;
    }
}

static void list_wbs(struct xer_reading *r, struct outline *o, int wbs_count)
{
    for (int i = 0; i < wbs_count; i++)
        o->parent[i] = find_wbs(o, xer_number(o->wbs, &o->wbs->rows[i], "parent_wbs_id"));
    cut_circles(r, o, wbs_count);
    for (int i = 0; i < wbs_count; i++) {
        const struct xer_row *row = &o->wbs->rows[i];
        if (!xer_is_mine(r, o->wbs, row)) continue;
        int rank = xer_number(o->wbs, row, "seq_num");
        o->places[o->count++] = (struct place){o->parent[i], 0, rank, i};
    }
}

static void list_tasks(struct xer_reading *r, struct outline *o, int wbs_count)
{
    for (int i = 0; o->task && i < o->task->row_count; i++) {
        const struct xer_row *row = &o->task->rows[i];
        int parent = find_wbs(o, xer_number(o->task, row, "wbs_id"));
        if (!xer_is_mine(r, o->task, row)) continue;
        if (parent < 0 && wbs_count) xer_wrong(r, o->task, row, "wbs_id");
        o->places[o->count++] = (struct place){parent, 1, 0, i};
    }
}

static enum status list_places(struct xer_reading *r, struct outline *o, struct err *e)
{
    int wbs_count = o->wbs ? o->wbs->row_count : 0, tasks = o->task ? o->task->row_count : 0;
    o->places = ARENA_ARRAY(r->arena, struct place, (size_t)wbs_count + (size_t)tasks + 1);
    o->first = ARENA_ARRAY(r->arena, int, (size_t)wbs_count + 3);
    o->parent = ARENA_ARRAY(r->arena, int, (size_t)wbs_count + 1);
    if (!o->places || !o->first || !o->parent ||
        !uid_index_build(&o->wbs_rows, wbs_count, wbs_number, o->wbs, r->arena))
        return xer_nomem(r, e);
    list_wbs(r, o, wbs_count);
    list_tasks(r, o, wbs_count);
    qsort(o->places, (size_t)o->count, sizeof *o->places, by_place);
    for (int i = 0; i < o->count; i++)
        o->first[o->places[i].parent + 2]++;
    for (int p = 0; p < wbs_count + 1; p++)
        o->first[p + 1] += o->first[p];
    return STATUS_OK;
}

static enum status add_wbs(struct xer_reading *r, struct outline *o, struct activity *v, int row,
                           struct err *e)
{
    const struct xer_row *x = &o->wbs->rows[row];
    activity_init(v);
    TRY(xer_fill(r, &xer_wbs, v, o->wbs, x, e));
    v->kind =
        slice_is(xer_get(o->wbs, x, "proj_node_flag"), "Y") ? ACTIVITY_PROJECT : ACTIVITY_SUMMARY;
    if (v->kind == ACTIVITY_PROJECT) r->p->name = v->name;
    return STATUS_OK;
}

/* Depth first, with a stack of the places still to come. */
static enum status walk_outline(struct xer_reading *r, struct outline *o, struct err *e)
{
    struct {
        int next, end, activity;
    } stack[OUTLINE_DEPTH_MAX];
    struct project *p = r->p;
    int depth = 1;
    stack[0].next = o->first[0];
    stack[0].end = o->first[1];
    stack[0].activity = -1;
    while (depth) {
        if (stack[depth - 1].next == stack[depth - 1].end) {
            depth--;
            continue;
        }
        struct place at = o->places[stack[depth - 1].next++];
        int i = p->activity_count++;
        struct activity *v = &p->activities[i];
        if (at.is_task)
            TRY(read_task(r, v, o->task, &o->task->rows[at.row], e));
        else
            TRY(add_wbs(r, o, v, at.row, e));
        v->parent = stack[depth - 1].activity;
        if (at.is_task) continue;
        if (depth == OUTLINE_DEPTH_MAX)
            return err_set(e, STATUS_LIMIT, "%s:%d: the outline is deeper than %d", r->file,
                           o->wbs->rows[at.row].line, OUTLINE_DEPTH_MAX);
        stack[depth].next = o->first[at.row + 1];
        stack[depth].end = o->first[at.row + 2];
        stack[depth++].activity = i;
    }
    return STATUS_OK;
}

/* --- numbers of parts and activities share one series here --- */

static int task_uid(const void *records, int i)
{
    const struct activity *v = &((const struct activity *)records)[i];
    return activity_is_summary(v) ? -1 : v->uid;
}

/* A part whose number an activity has as well gets one that is free. */
static void settle_uids(struct xer_reading *r)
{
    struct project *p = r->p;
    int most = 0;
    for (int i = 0; i < p->activity_count; i++)
        if (p->activities[i].uid > most) most = p->activities[i].uid;
    for (int i = 0; i < p->activity_count; i++) {
        struct activity *v = &p->activities[i];
        if (activity_is_summary(v) && uid_index_find(&r->tasks, v->uid) >= 0 && most < INT_MAX)
            v->uid = ++most;
    }
}

enum status xer_read_activities(struct xer_reading *r, struct err *e)
{
    struct outline o = {.wbs = xer_find(r->f, "PROJWBS"), .task = xer_find(r->f, "TASK")};
    TRY(list_places(r, &o, e));
    if (o.count > PROJECT_ACTIVITY_MAX)
        return err_set(e, STATUS_LIMIT, "%s: more than %d activities", r->file,
                       PROJECT_ACTIVITY_MAX);
    r->p->activities = ARENA_ARRAY(r->arena, struct activity, (size_t)o.count + 1);
    if (!r->p->activities) return xer_nomem(r, e);
    TRY(walk_outline(r, &o, e));
    if (!uid_index_build(&r->tasks, r->p->activity_count, task_uid, r->p->activities, r->arena))
        return xer_nomem(r, e);
    settle_uids(r);
    return STATUS_OK;
}

enum status xer_read_links(struct xer_reading *r, struct err *e)
{
    const struct xer_table *t = xer_find(r->f, "TASKPRED");
    struct project *p = r->p;
    int count = t ? t->row_count : 0;
    if (count > PROJECT_LINK_MAX)
        return err_set(e, STATUS_LIMIT, "%s: more than %d links", r->file, PROJECT_LINK_MAX);
    p->links = ARENA_ARRAY(r->arena, struct link, (size_t)count + 1);
    if (!p->links) return xer_nomem(r, e);
    for (int i = 0; i < count; i++) {
        const struct xer_row *row = &t->rows[i];
        struct link *l = &p->links[p->link_count];
        int from = xer_number(t, row, "pred_task_id"), to = xer_number(t, row, "task_id");
        if (!xer_is_mine(r, t, row)) continue;
        link_init(l);
        TRY(xer_fill(r, &xer_pred, l, t, row, e));
        if (l->lag_s == TIME_NONE) l->lag_s = 0;
        l->from = from < 0 ? -1 : uid_index_find(&r->tasks, from);
        l->to = to < 0 ? -1 : uid_index_find(&r->tasks, to);
        if (l->from >= 0 && l->to >= 0 && l->from != l->to)
            p->link_count++;
        else
            xer_wrong(r, t, row, "pred_task_id");
    }
    return STATUS_OK;
}
