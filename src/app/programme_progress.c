/* SPDX-License-Identifier: Apache-2.0 */
/* Work done by table progress, and the dates it is measured by. */
#include <limits.h>
#include <math.h>

#include "app/programme_project_parts.h"

/* The dates to measure by later; P6 calls them planned. */
enum status set_baseline(struct making *m, struct activity *v, int64_t start_s, int64_t finish_s,
                         struct err *e)
{
    if (m->from->is_for_p6) {
        v->planned_start_s = start_s;
        v->planned_finish_s = finish_s;
        return STATUS_OK;
    }
    v->baselines = ARENA_ARRAY(m->a, struct baseline, 1);
    if (!v->baselines) return err_set(e, STATUS_NOMEM, "out of memory for baselines");
    v->baseline_count = 1;
    baseline_init(&v->baselines[0]);
    v->baselines[0].start_s = start_s;
    v->baselines[0].finish_s = finish_s;
    v->baselines[0].duration_s = worktime_between(&m->times[v->calendar], start_s, finish_s);
    return STATUS_OK;
}

/* Of the schedule made afresh when this one was made from a status date, else of this one. */
static enum status set_piece_baseline(struct making *m, const struct piece *x, struct activity *v,
                                      struct err *e)
{
    const struct table *t = source_table(m, TABLE_SCHEDULE_ACTIVITY);
    int first = day_of(table_get_text(t, x->row, "baseline_start"));
    int end = day_of(table_get_text(t, x->row, "baseline_finish"));
    if (first == INT_MIN || end == INT_MIN) return set_baseline(m, v, v->start_s, v->finish_s, e);
    int64_t start_s = time_of(first, MORNING_S);
    return set_baseline(m, v, start_s, end > first ? time_of(end - 1, EVENING_S) : start_s, e);
}

/* The evening before the day after; of a milestone the morning. */
static int64_t finish_of(int first, int end)
{
    return end > first ? time_of(end - 1, EVENING_S) : time_of(end, MORNING_S);
}

enum status set_progress(struct making *m, const struct piece *x, struct activity *v, struct err *e)
{
    const struct table *t = source_table(m, TABLE_PROGRESS);
    int row = map_get(&m->done, v->code), first = INT_MIN, end = INT_MIN;
    TRY(set_piece_baseline(m, x, v, e));
    if (row >= 0) {
        first = day_of(table_get_text(t, row, "actual_start"));
        end = day_of(table_get_text(t, row, "actual_finish"));
    }
    v->remaining_s = v->duration_s;
    v->percent = 0;
    if (first == INT_MIN) return STATUS_OK;
    const struct worktime *time = &m->times[v->calendar];
    int64_t now_s = m->p->status_s;
    v->actual_start_s = v->start_s = time_of(first, MORNING_S);
    if (end != INT_MIN) {
        v->actual_finish_s = v->finish_s = finish_of(first, end);
        v->remaining_s = 0;
    } else if (now_s != TIME_NONE && now_s < v->finish_s) {
        v->remaining_s =
            worktime_between(time, now_s > v->start_s ? now_s : v->start_s, v->finish_s);
    }
    v->duration_s = worktime_between(time, v->start_s, v->finish_s);
    v->actual_duration_s = v->duration_s - v->remaining_s;
    double said = table_get_real(t, row, "done_percent");
    v->percent = end != INT_MIN      ? 100
                 : !isnan(said)      ? said
                 : v->duration_s > 0 ? 100.0 * (double)v->actual_duration_s / (double)v->duration_s
                                     : 0;
    return STATUS_OK;
}
