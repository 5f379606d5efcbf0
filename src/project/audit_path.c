/* SPDX-License-Identifier: Apache-2.0 */
/* Checks of the critical path: does a delay reach the finish, and is there room before it? */
#include "project/audit_parts.h"

/* The first critical task still to do: the least float, then the earliest. */
static int choose_task(const struct auditing *w, const struct project_dates *d)
{
    int best = -1;
    for (int i = 0; i < w->p->activity_count; i++) {
        const struct activity *v = &w->p->activities[i];
        if (!(w->marks[i] & MARK_INCOMPLETE) || !(v->duration_s > 0)) continue;
        if (d[i].early_start_s == TIME_NONE || d[i].total_float_s == TIME_NONE) continue;
        if (best < 0 || d[i].total_float_s < d[best].total_float_s ||
            (d[i].total_float_s == d[best].total_float_s &&
             d[i].early_start_s < d[best].early_start_s))
            best = i;
    }
    return best;
}

/* The activity that finishes last, milestones too: of several the one with the least float. */
static int last_activity(const struct auditing *w, const struct project_cpm *cpm)
{
    int last = -1;
    const struct project_dates *d = cpm->dates;
    for (int i = 0; i < w->p->activity_count; i++) {
        const struct activity *v = &w->p->activities[i];
        int64_t finish_s = d[i].early_finish_s;
        if (activity_is_summary(v) || v->is_inactive || v->actual_finish_s != TIME_NONE) continue;
        if (finish_s == TIME_NONE) continue;
        if (last < 0 || finish_s > d[last].early_finish_s ||
            (finish_s == d[last].early_finish_s && d[i].total_float_s < d[last].total_float_s))
            last = i;
    }
    return last;
}

static void lengthen(struct activity *v, int64_t more_s)
{
    v->duration_s += more_s;
    if (v->remaining_s != TIME_NONE) v->remaining_s += more_s;
}

/* A copy without dates to keep by, so that float is counted from the project's finish. */
static enum status copy_without_deadlines(const struct auditing *w, struct project *out,
                                          struct err *e)
{
    *out = *w->p;
    out->must_finish_s = TIME_NONE;
    out->activities = ARENA_ARRAY(w->a, struct activity, (size_t)out->activity_count + 1);
    if (!out->activities) return err_set(e, STATUS_NOMEM, "out of memory for the audit");
    for (int i = 0; i < out->activity_count; i++) {
        out->activities[i] = w->p->activities[i];
        out->activities[i].deadline_s = TIME_NONE;
    }
    return STATUS_OK;
}

static enum status test_path(struct auditing *w, struct err *e)
{
    struct project copy;
    struct project_cpm before, after;
    TRY(copy_without_deadlines(w, &copy, e));
    TRY(project_cpm_compute(&before, &copy, w->a, e));
    if (before.outcome != CPM_DONE || before.finish_s == TIME_NONE) return STATUS_OK;
    int at = choose_task(w, before.dates), last = last_activity(w, &before);
    if (at < 0 || last < 0) return STATUS_OK;
    struct activity *v = &copy.activities[at];
    double day_s = v->duration_is_elapsed ? DAY_SECONDS : audit_day_s(w, v);
    lengthen(v, (int64_t)(w->o->delay_days * day_s));
    TRY(project_cpm_compute(&after, &copy, w->a, e));
    int64_t finish_s = after.dates[at].early_finish_s, end_s = after.dates[last].early_finish_s;
    if (finish_s == TIME_NONE || end_s == TIME_NONE) return STATUS_OK;
    w->out->delayed = at;
    w->out->delay_days = (double)(finish_s - before.dates[at].early_finish_s) / DAY_SECONDS;
    w->out->slip_days = (double)(end_s - before.dates[last].early_finish_s) / DAY_SECONDS;
    return STATUS_OK;
}

static enum status measure_path(struct auditing *w, double *out, struct err *e)
{
    struct worktime time;
    int last = last_activity(w, w->cpm);
    *out = NAN;
    if (last < 0) return STATUS_OK;
    TRY(worktime_build(&time, w->p, w->p->calendar, w->a, e));
    int64_t from_s = w->out->status_s != TIME_NONE ? w->out->status_s : w->cpm->start_s;
    double day_s = audit_day_s(w, &(struct activity){.calendar = -1});
    double path =
        (double)worktime_between(&time, from_s, w->cpm->dates[last].early_finish_s) / day_s;
    double float_days = audit_float_days(w, last);
    if (!(path > 0) || isnan(float_days)) return STATUS_OK;
    w->out->path_days = path;
    w->out->finish_float_days = float_days;
    *out = (path + float_days) / path;
    return STATUS_OK;
}

enum status audit_path(struct auditing *w, struct err *e)
{
    double index = NAN;
    if (w->cpm->outcome == CPM_DONE) {
        TRY(test_path(w, e));
        TRY(measure_path(w, &index, e));
    }
    double share = w->out->delayed >= 0 && w->out->delay_days > 0
                       ? w->out->slip_days / w->out->delay_days
                       : NAN;
    audit_judge(w, AUDIT_CRITICAL_PATH, share);
    audit_judge(w, AUDIT_CPLI, index);
    return STATUS_OK;
}
