/* SPDX-License-Identifier: Apache-2.0 */
/* The schedule for people and for programs. */
#include <math.h>

#include "app/schedule.h"
#include "base/json.h"
#include "base/number.h"

enum {
    LATE_SHOWN = 10,
};

/* The activity by which a plant is ready, -1: none. */
static int last_activity(const struct schedule *sc, int facility)
{
    int last = -1;
    for (int i = 0; i < sc->activity_count; i++)
        if (sc->activities[i].facility == facility &&
            (last < 0 || sc->activities[i].finish > sc->activities[last].finish))
            last = i;
    return last;
}

/* Back from an activity through what it waited for, to what held all of it up. */
static int root_of(const struct schedule *sc, int activity)
{
    for (;;) {
        const struct activity *at = &sc->activities[activity];
        if ((at->cause != WAIT_PHASE && at->cause != WAIT_CALENDAR) || at->blocker < 0)
            return activity;
        activity = at->blocker;
    }
}

/* The latest plant that is less late than `below`, or as late and further on than `after`. */
static int next_late(const struct schedule_answer *x, int below, int after)
{
    int best = -1, most = 0;
    for (int f = 0; f < x->built.facility_count; f++) {
        int late = x->schedule.ready[f] - x->schedule.due[f];
        if (late <= most || late > below || (late == below && f <= after)) continue;
        most = late;
        best = f;
    }
    return best;
}

static void write_late(const struct schedule_answer *x, const struct programme *p, struct buf *b)
{
    const struct schedule *sc = &x->schedule;
    char ready[WORKS_DATE_BYTES], due[WORKS_DATE_BYTES];
    int below = x->works.day_count, facility = -1;
    for (int shown = 0; shown < LATE_SHOWN; shown++) {
        facility = next_late(x, below, facility);
        if (facility < 0) break;
        below = sc->ready[facility] - sc->due[facility];
        if (shown == 0) buf_text(b, "latest plants:\n days late  ready       due         plant\n");
        works_date(&x->works, sc->ready[facility], ready);
        works_date(&x->works, sc->due[facility], due);
        const struct facility *at = &x->built.facilities[facility];
        int root = root_of(sc, last_activity(sc, facility));
        buf_printf(b, "%10d  %s  %s  %s, %s\n%36s", below, ready, due,
                   p->areas[x->built.visits[at->visit].area].name, p->sizes[at->size].name, "");
        buf_printf(b, "%s: ", x->works.phases[sc->activities[root].phase].name);
        schedule_reason(b, x, p, root);
        buf_char(b, '\n');
    }
    if (sc->late_count > LATE_SHOWN)
        buf_printf(b, "  ... and %d more\n", sc->late_count - LATE_SHOWN);
}

/* Late days by what held the plants up. */
static void write_causes(const struct schedule_answer *x, struct buf *b)
{
    static const char *const words[WAIT_CAUSE_COUNT] = {
        "too little time from the year of the visit on",
        "an earlier phase",
        "power, water, raw materials or staff not ready",
        "crews at work elsewhere",
        "materials not there",
        "frost, rains and other pauses"};
    double days[WAIT_CAUSE_COUNT] = {0};
    int plants[WAIT_CAUSE_COUNT] = {0};
    for (int f = 0; f < x->built.facility_count; f++) {
        int late = x->schedule.ready[f] - x->schedule.due[f];
        if (late <= 0) continue;
        int root = root_of(&x->schedule, last_activity(&x->schedule, f));
        days[x->schedule.activities[root].cause] += late;
        plants[x->schedule.activities[root].cause]++;
    }
    int said = 0;
    for (int c = 0; c < WAIT_CAUSE_COUNT; c++) {
        if (plants[c] == 0) continue;
        if (said++ == 0) buf_text(b, "what held them up first:\n");
        buf_printf(b, "  %-48s %5d plants %8.0f days\n", words[c], plants[c], days[c]);
    }
}

void schedule_answer_write(const struct schedule_answer *x, const struct programme *p,
                           struct buf *b)
{
    const struct schedule *sc = &x->schedule;
    buf_printf(b, "schedule of plan %s: %s\n", x->plan, x->summary);
    if (sc->unplaced >= 0) {
        schedule_name(b, x, p, sc->unplaced);
        buf_text(b, "\n  no crew of its trade is there long enough, or its materials never "
                    "arrive in full; add crews or arrivals\n");
        return;
    }
    buf_text(b, "  crews move ");
    buf_counted(b, sc->stay_count, "time", "times");
    buf_text(b, ", ");
    buf_grouped(b, sc->travel_km, 0);
    buf_text(b, " km in all\n");
    if (x->without_phases)
        buf_printf(b, "  plants of sizes without phases, which are not in the schedule: %d\n",
                   x->without_phases);
    write_causes(x, b);
    write_late(x, p, b);
}

/* Are materials there as 'supply' sent them? */
static const char *shipments_word(const struct shipments *x)
{
    if (x->state == SHIPMENTS_NONE) return "none";
    if (x->state == SHIPMENTS_UNMET) return "unmet";
    return x->is_stale ? "stale" : "used";
}

void schedule_answer_write_json(const struct schedule_answer *x, const struct programme *p,
                                struct buf *b)
{
    const struct schedule *sc = &x->schedule;
    struct json j = {.out = b};
    char date[WORKS_DATE_BYTES];
    int found = sc->unplaced < 0;
    json_open(&j, '{');
    json_key(&j, "plan");
    json_text(&j, slice_of(x->plan));
    json_key(&j, "activities");
    json_integer(&j, sc->activity_count);
    json_key(&j, "late_days");
    json_real(&j, found ? sc->late_days : NAN);
    json_key(&j, "late_days_bound");
    json_real(&j, sc->late_days_bound);
    json_key(&j, "travel_km");
    json_real(&j, found ? sc->travel_km : NAN);
    json_key(&j, "shipments");
    json_text(&j, slice_of(shipments_word(&x->shipments)));
    json_key(&j, "plants");
    json_open(&j, '[');
    for (int f = 0; found && f < x->built.facility_count; f++) {
        if (sc->ready[f] < 0) continue;
        const struct facility *at = &x->built.facilities[f];
        json_open(&j, '{');
        json_key(&j, "area");
        json_text(&j, slice_of(p->areas[x->built.visits[at->visit].area].code));
        json_key(&j, "facility_size");
        json_text(&j, slice_of(p->sizes[at->size].code));
        works_date(&x->works, sc->ready[f], date);
        json_key(&j, "ready");
        json_text(&j, slice_of(date));
        works_date(&x->works, sc->due[f], date);
        json_key(&j, "due");
        json_text(&j, slice_of(date));
        json_shut(&j, '}');
    }
    json_shut(&j, ']');
    json_key(&j, "summary");
    json_text(&j, slice_of(x->summary));
    json_shut(&j, '}');
    buf_char(b, '\n');
}
