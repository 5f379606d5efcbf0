/* SPDX-License-Identifier: Apache-2.0 */
/* What was planned again, for people and for programs. */
#include <stdlib.h>

#include "app/reschedule.h"
#include "base/json.h"
#include "base/number.h"

enum {
    MOVES_SHOWN = 12,
};

static int moved_days(const struct reschedule_answer *x, int i)
{
    return x->now.schedule.activities[i].start - x->earlier.activities[i].start;
}

/* The farthest move that is less far than `below`, or as far and further on than `after`. */
static int next_move(const struct reschedule_answer *x, int below, int after)
{
    int best = -1, most = -1;
    for (int i = 0; i < x->earlier.activity_count; i++) {
        int far = abs(moved_days(x, i));
        if (!x->again.moved_reason[i].at || far <= most || far > below ||
            (far == below && i <= after))
            continue;
        most = far;
        best = i;
    }
    return best;
}

static void write_moves(const struct reschedule_answer *x, const struct programme *p, struct buf *b)
{
    char was[WORKS_DATE_BYTES], is[WORKS_DATE_BYTES];
    int below = x->now.works.day_count, i = -1;
    for (int shown = 0; shown < MOVES_SHOWN; shown++) {
        i = next_move(x, below, i);
        if (i < 0) return;
        below = abs(moved_days(x, i));
        if (shown == 0) buf_text(b, "moved farthest:\n  days  from        to          what: why\n");
        works_date(&x->now.works, x->earlier.activities[i].start, was);
        works_date(&x->now.works, x->now.schedule.activities[i].start, is);
        buf_printf(b, "%+6d  %s  %s  ", moved_days(x, i), was, is);
        schedule_name(b, &x->now, p, i);
        buf_printf(b, ": %.*s\n", SLICE_ARGS(x->again.moved_reason[i]));
    }
    if (x->again.moved_count > MOVES_SHOWN)
        buf_printf(b, "  ... and %d more, in table schedule_activity\n",
                   x->again.moved_count - MOVES_SHOWN);
}

void reschedule_write(const struct reschedule_answer *x, const struct programme *p, struct buf *b)
{
    char date[WORKS_DATE_BYTES];
    works_date(&x->now.works, x->again.status_day, date);
    if (x->now.schedule.unplaced >= 0) {
        buf_printf(b, "plan %s cannot be finished from %s on: ", x->now.plan, date);
        schedule_name(b, &x->now, p, x->now.schedule.unplaced);
        buf_text(b, "\n  no crew of its trade is there long enough, or its materials never arrive "
                    "in full; the schedule before is kept\n");
        return;
    }
    buf_printf(
        b, "plan %s again from %s: %d activities done, %d running, %d planned, of which %d moved\n",
        x->now.plan, date, x->done_count, x->running_count, x->planned_count, x->again.moved_count);
    buf_printf(b, "  late days: %.0f at first, %.0f before, %.0f now\n",
               x->again.baseline_late_days, x->earlier.late_days, x->now.schedule.late_days);
    buf_text(b, "   moves  late days\n");
    for (int i = 0; i < x->result.step_count; i++)
        buf_printf(b, "%8d  %9.0f%s\n", x->result.steps[i].moves, x->result.steps[i].late_days,
                   i == x->result.kept ? "  <- kept" : "");
    write_moves(x, p, b);
}

static void write_steps_json(struct json *j, const struct reschedule_answer *x)
{
    json_key(j, "steps");
    json_open(j, '[');
    for (int i = 0; i < x->result.step_count; i++) {
        json_open(j, '{');
        json_key(j, "moves");
        json_integer(j, x->result.steps[i].moves);
        json_key(j, "late_days");
        json_real(j, x->result.steps[i].late_days);
        json_shut(j, '}');
    }
    json_shut(j, ']');
}

static void write_moves_json(struct json *j, const struct reschedule_answer *x,
                             const struct programme *p)
{
    json_key(j, "moved");
    json_open(j, '[');
    for (int i = 0; i < x->earlier.activity_count; i++) {
        const struct activity *at = &x->now.schedule.activities[i];
        const struct facility *f = &x->now.built.facilities[at->facility];
        if (!x->again.moved_reason || !x->again.moved_reason[i].at) continue;
        json_open(j, '{');
        json_key(j, "area");
        json_text(j, slice_of(p->areas[x->now.built.visits[f->visit].area].code));
        json_key(j, "facility_size");
        json_text(j, slice_of(p->sizes[f->size].code));
        json_key(j, "phase");
        json_text(j, slice_of(x->now.works.phases[at->phase].code));
        json_key(j, "is_inspection");
        json_flag(j, at->is_inspection);
        json_key(j, "days");
        json_integer(j, moved_days(x, i));
        json_key(j, "why");
        json_text(j, x->again.moved_reason[i]);
        json_shut(j, '}');
    }
    json_shut(j, ']');
}

void reschedule_write_json(const struct reschedule_answer *x, const struct programme *p,
                           struct buf *b)
{
    struct json j = {.out = b};
    char date[WORKS_DATE_BYTES];
    int found = x->now.schedule.unplaced < 0;
    works_date(&x->now.works, x->again.status_day, date);
    json_open(&j, '{');
    json_key(&j, "plan");
    json_text(&j, slice_of(x->now.plan));
    json_key(&j, "status_date");
    json_text(&j, slice_of(date));
    json_key(&j, "found");
    json_flag(&j, found);
    if (found) {
        json_key(&j, "done");
        json_integer(&j, x->done_count);
        json_key(&j, "running");
        json_integer(&j, x->running_count);
        json_key(&j, "planned");
        json_integer(&j, x->planned_count);
        json_key(&j, "late_days_baseline");
        json_real(&j, x->again.baseline_late_days);
        json_key(&j, "late_days_before");
        json_real(&j, x->earlier.late_days);
        json_key(&j, "late_days");
        json_real(&j, x->now.schedule.late_days);
        write_steps_json(&j, x);
        write_moves_json(&j, x, p);
    }
    json_shut(&j, '}');
    buf_char(b, '\n');
}
