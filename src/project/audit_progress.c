/* SPDX-License-Identifier: Apache-2.0 */
/* Checks of what was done against the status date and the baseline. */
#include "project/audit_parts.h"

static int64_t baseline_finish(const struct activity *v)
{
    const struct baseline *b = audit_baseline(v);
    return b ? b->finish_s : v->planned_finish_s;
}

static int has_invalid_dates(const struct activity *v, int is_incomplete, int64_t status_s)
{
    int64_t start_s = v->start_s != TIME_NONE ? v->start_s : v->early_start_s;
    int64_t finish_s = v->finish_s != TIME_NONE ? v->finish_s : v->early_finish_s;
    int begun = v->actual_start_s != TIME_NONE;
    if (v->actual_start_s != TIME_NONE && v->actual_start_s > status_s) return 1;
    if (v->actual_finish_s != TIME_NONE && v->actual_finish_s > status_s) return 1;
    if (!is_incomplete) return 0;
    if (!begun && start_s != TIME_NONE && start_s < status_s) return 1;
    return finish_s != TIME_NONE && finish_s < status_s;
}

static enum status check_dates(struct auditing *w, int64_t status_s, struct err *e)
{
    for (int i = 0; i < w->p->activity_count; i++)
        if ((w->marks[i] & MARK_TASK) &&
            has_invalid_dates(&w->p->activities[i], w->marks[i] & MARK_INCOMPLETE, status_s))
            w->rows[w->row_count++] = i;
    return audit_conclude(w, AUDIT_DATES, w->out->task_count, e);
}

static enum status check_missed(struct auditing *w, int64_t status_s, struct err *e)
{
    int due = 0;
    for (int i = 0; i < w->p->activity_count; i++) {
        const struct activity *v = &w->p->activities[i];
        int64_t planned_s = baseline_finish(v);
        if (!(w->marks[i] & MARK_TASK) || planned_s == TIME_NONE || planned_s > status_s) continue;
        due++;
        if ((w->marks[i] & MARK_INCOMPLETE) ||
            (v->actual_finish_s != TIME_NONE && v->actual_finish_s > planned_s))
            w->rows[w->row_count++] = i;
    }
    return audit_conclude(w, AUDIT_MISSED, due, e);
}

/* Offenders: due by the baseline and not finished. */
static enum status check_bei(struct auditing *w, int64_t status_s, struct err *e)
{
    int due = 0, without = 0, done = 0, with = 0;
    for (int i = 0; i < w->p->activity_count; i++) {
        const struct activity *v = &w->p->activities[i];
        int64_t planned_s = baseline_finish(v);
        if (!(w->marks[i] & MARK_TASK)) continue;
        int is_due = planned_s != TIME_NONE && planned_s <= status_s;
        int is_done = v->actual_finish_s != TIME_NONE && v->actual_finish_s <= status_s;
        with += planned_s != TIME_NONE;
        without += planned_s == TIME_NONE;
        due += is_due;
        done += is_done;
        if (is_due && !is_done) w->rows[w->row_count++] = i;
    }
    TRY(audit_conclude(w, AUDIT_BEI, due + without, e));
    w->out->checks[AUDIT_BEI].count = done;
    audit_judge(w, AUDIT_BEI, with && due + without ? (double)done / (due + without) : NAN);
    return STATUS_OK;
}

enum status audit_progress(struct auditing *w, struct err *e)
{
    if (w->out->status_s == TIME_NONE) {
        audit_judge(w, AUDIT_DATES, NAN);
        audit_judge(w, AUDIT_MISSED, NAN);
        audit_judge(w, AUDIT_BEI, NAN);
        return STATUS_OK;
    }
    TRY(check_dates(w, w->out->status_s, e));
    TRY(check_missed(w, w->out->status_s, e));
    return check_bei(w, w->out->status_s, e);
}
