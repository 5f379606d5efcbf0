/* SPDX-License-Identifier: Apache-2.0 */
#include "app/reschedule.h"

#include <math.h>

#include "base/date.h"
#include "works/facts.h"

static enum status find_date(struct reschedule_answer *x, const struct session *s, const char *date,
                             struct err *e)
{
    const struct works *w = &x->now.works;
    int64_t instant = 0;
    int day = WORKS_NO_DAY;
    if (date && !time_parse(slice_of(date), &instant))
        return err_set(e, STATUS_USAGE, "--date '%s' is not a date; write it as 2026-03-14", date);
    if (date) day = time_day(instant) - w->first_day;
    for (int i = 0; i < w->done_count && !date; i++) {
        if (w->done[i].start > day) day = w->done[i].start;
        if (w->done[i].finish > day) day = w->done[i].finish;
    }
    if (day == WORKS_NO_DAY)
        return err_set(e, STATUS_USAGE,
                       "table progress of '%s' names no day; give the status date as --date "
                       "2026-03-14",
                       s->path);
    if (day < 0 || day >= w->day_count)
        return err_set(e, STATUS_USAGE, "the status date lies outside of the programme");
    x->again.status_day = day;
    return STATUS_OK;
}

/* What the tables of the earlier schedule say and the new ones keep. */
static enum status keep_texts(struct reschedule_answer *x, struct session *s, struct err *e)
{
    const struct table *t = &s->data.tables[TABLE_SCHEDULE_ACTIVITY];
    const struct table *heads = &s->data.tables[TABLE_SCHEDULE];
    struct schedule_again *again = &x->again;
    size_t count = (size_t)x->earlier.activity_count + 1;
    again->baseline_start = ARENA_ARRAY(s->arena, struct slice, count);
    again->baseline_finish = ARENA_ARRAY(s->arena, struct slice, count);
    again->reason = ARENA_ARRAY(s->arena, struct slice, count);
    again->moved_reason = ARENA_ARRAY(s->arena, struct slice, count);
    if (!again->baseline_start || !again->baseline_finish || !again->reason || !again->moved_reason)
        return err_set(e, STATUS_NOMEM, "out of memory for the schedule");
    for (int i = 0; i < x->earlier.activity_count; i++) {
        int row = x->now.rows[i];
        int has_baseline = table_get_text(t, row, "baseline_start").len > 0;
        again->baseline_start[i] =
            table_get_text(t, row, has_baseline ? "baseline_start" : "start");
        again->baseline_finish[i] =
            table_get_text(t, row, has_baseline ? "baseline_finish" : "finish");
        again->reason[i] = table_get_text(t, row, "reason");
    }
    again->baseline_late_days = x->earlier.late_days;
    for (int row = 0; row < heads->row_count; row++) {
        if (!slice_is(table_get_text(heads, row, "plan"), x->now.plan)) continue;
        double late = table_get_real(heads, row, "baseline_late_days");
        if (!isnan(late)) again->baseline_late_days = late;
    }
    return STATUS_OK;
}

static void say_move(const struct reschedule_answer *x, const struct programme *p, int i,
                     struct buf *b)
{
    const struct activity *at = &x->now.schedule.activities[i];
    const struct activity *was = &x->earlier.activities[i];
    char date[WORKS_DATE_BYTES];
    works_date(&x->now.works, x->again.status_day, date);
    if (was->start < x->again.status_day)
        buf_printf(b, "not begun by %s", date);
    else if (at->start == was->start)
        buf_printf(b, "by crew %s, not %s", x->now.works.crews[at->crew].name,
                   was->crew >= 0 ? x->now.works.crews[was->crew].name : "one");
    else if (at->start < was->start)
        buf_text(b, "earlier, so that plants are less late");
    else
        schedule_reason(b, &x->now, p, i);
}

/* Count what moved and say why; what stayed keeps the reason it had. */
static enum status explain(struct reschedule_answer *x, struct session *s, struct err *e)
{
    struct schedule_again *again = &x->again;
    struct buf b = BUF_INIT(65536);
    enum status status = STATUS_OK;
    for (int i = 0; i < x->earlier.activity_count && status == STATUS_OK; i++) {
        struct activity *at = &x->now.schedule.activities[i];
        const struct activity *was = &x->earlier.activities[i];
        enum job_state state = again->facts[i].state;
        x->done_count += state == JOB_DONE;
        x->running_count += state == JOB_RUNNING;
        x->planned_count += state == JOB_PLANNED;
        if (state != JOB_PLANNED || (at->start == was->start && at->crew == was->crew)) {
            at->cause = was->cause;
            continue;
        }
        again->moved_count++;
        buf_reset(&b);
        say_move(x, &s->programme, i, &b);
        again->reason[i] = SLICE_NONE;
        status = buf_ok(&b, e);
        const char *text = status == STATUS_OK ? arena_strndup(s->arena, b.at, b.len) : NULL;
        if (status == STATUS_OK && !text) status = err_set(e, STATUS_NOMEM, "out of memory");
        if (status == STATUS_OK) again->moved_reason[i] = (struct slice){text, b.len};
    }
    buf_clear(&b);
    return status;
}

enum status reschedule_make(struct reschedule_answer *out, struct session *s,
                            const struct reschedule_request *request, struct err *e)
{
    struct job_net net;
    const struct schedule_request *r = &request->schedule;
    *out = (struct reschedule_answer){0};
    TRY(schedule_open(&out->now, &net, s, r->plan, e));
    TRY(schedule_read(&out->now, &net, s, e));
    TRY(find_date(out, s, request->date, e));
    out->earlier = out->now.schedule;
    net.idle_days = r->idle_days;
    net.pause_days = r->pause_days;
    TRY(facts_take(&net, &out->earlier, out->again.status_day, s->arena, e));
    struct reschedule_options options = {
        .search = {.effort = r->effort,
                   .threads = r->threads,
                   .seed = r->seed,
                   .stop = r->stop,
                   .progress = r->progress},
        .moves_max = request->moves,
        .late_days = request->late_days,
    };
    TRY(reschedule_solve(&net, &out->earlier, &options, &out->result, s->arena, e));
    out->now.schedule = out->result.schedule;
    out->again.earlier = &out->earlier;
    out->again.facts = net.facts;
    out->now.again = &out->again;
    TRY(schedule_verify(&out->now, s, e));
    TRY(schedule_summarise(&out->now, s->arena, e));
    if (out->now.schedule.unplaced >= 0) return STATUS_OK;
    TRY(keep_texts(out, s, e));
    TRY(explain(out, s, e));
    return schedule_tables_write(s, &out->now, r, e);
}
