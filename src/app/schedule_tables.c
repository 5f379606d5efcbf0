/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/runs.h"
#include "app/schedule.h"
#include "base/version.h"

static const char *const cause_words[WAIT_CAUSE_COUNT] = {"visit", "phase",    "condition",
                                                          "crew",  "material", "calendar"};

struct writer {
    struct session *s;
    const struct schedule_answer *x;
    int failed; /* memory is out */
};

/* A copy in the session's arena; SLICE_NONE and failed when memory is out. */
static struct slice keep(struct writer *w, const char *at, size_t len)
{
    const char *copy = arena_strndup(w->s->arena, at, len);
    w->failed |= !copy;
    return copy ? (struct slice){copy, len} : SLICE_NONE;
}

static struct slice date_of(struct writer *w, int day)
{
    char date[WORKS_DATE_BYTES];
    works_date(&w->x->works, day, date);
    return keep(w, date, strlen(date));
}

static void put_place(struct writer *w, struct table *t, int row, int visit, int site)
{
    const struct programme *p = &w->s->programme;
    table_put_text(t, row, "plan", slice_of(w->x->plan));
    table_put_text(t, row, "area", slice_of(p->areas[w->x->built.visits[visit].area].code));
    if (site >= 0) table_put_text(t, row, "site", slice_of(p->sites[site].code));
}

static struct slice phase_code(struct writer *w, const struct activity *at)
{
    const char *code = w->x->works.phases[at->phase].code;
    if (!at->is_inspection) return slice_of(code);
    struct buf b = BUF_INIT(4096);
    buf_printf(&b, "%s.inspection", code);
    struct slice text = keep(w, b.at ? b.at : "", b.len);
    buf_clear(&b);
    return text;
}

/* What the schedule before said, and what has become of it. */
static void write_again(struct writer *w, struct table *t, int row, int i)
{
    static const char *const states[] = {"planned", "running", "done"};
    const struct schedule_again *again = w->x->again;
    const struct activity *at = &w->x->schedule.activities[i];
    table_put_text(t, row, "state", slice_of(states[again->facts[i].state]));
    table_put_text(t, row, "baseline_start", again->baseline_start[i]);
    table_put_text(t, row, "baseline_finish", again->baseline_finish[i]);
    table_put_integer(t, row, "moved_days", at->start - again->earlier->activities[i].start);
    if (again->moved_reason[i].at) table_put_text(t, row, "moved_reason", again->moved_reason[i]);
}

static void write_activity(struct writer *w, struct table *t, int i, struct buf *words)
{
    const struct schedule_answer *x = w->x;
    const struct activity *at = &x->schedule.activities[i];
    const struct facility *facility = &x->built.facilities[at->facility];
    int row = table_add(t, w->s->arena);
    if (row < 0) {
        w->failed = 1;
        return;
    }
    put_place(w, t, row, facility->visit, facility->site);
    table_put_text(t, row, "facility_size", slice_of(w->s->programme.sizes[facility->size].code));
    table_put_text(t, row, "phase", phase_code(w, at));
    if (at->crew >= 0) table_put_text(t, row, "crew", slice_of(x->works.crews[at->crew].code));
    table_put_text(t, row, "start", date_of(w, at->start));
    table_put_text(t, row, "finish", date_of(w, at->finish));
    table_put_text(t, row, "earliest_start", date_of(w, at->earliest));
    table_put_integer(t, row, "float_days", at->slack);
    table_put_text(t, row, "waits_for", slice_of(cause_words[at->cause]));
    if (x->again) write_again(w, t, row, i);
    if (x->again && x->again->reason[i].at) {
        table_put_text(t, row, "reason", x->again->reason[i]);
        return;
    }
    buf_reset(words);
    schedule_reason(words, x, &w->s->programme, i);
    table_put_text(t, row, "reason", keep(w, words->at, words->len));
}

static void write_stays(struct writer *w, struct table *t)
{
    const struct schedule_answer *x = w->x;
    for (int i = 0, number = 0; i < x->schedule.stay_count; i++) {
        const struct stay *stay = &x->schedule.stays[i];
        number = i > 0 && x->schedule.stays[i - 1].crew == stay->crew ? number + 1 : 1;
        int row = table_add(t, w->s->arena), site = -1;
        if (row < 0) {
            w->failed = 1;
            return;
        }
        for (int f = 0; f < x->built.facility_count && site < 0; f++)
            if (x->built.facilities[f].visit == stay->visit) site = x->built.facilities[f].site;
        put_place(w, t, row, stay->visit, site);
        table_put_text(t, row, "crew", slice_of(x->works.crews[stay->crew].code));
        table_put_integer(t, row, "number", number);
        table_put_text(t, row, "first", date_of(w, stay->first));
        table_put_text(t, row, "last", date_of(w, stay->last));
        table_put_real(t, row, "km", stay->km);
        table_put_integer(t, row, "travel_days", stay->travel_days);
    }
}

static void write_head(struct writer *w, struct table *t, const struct schedule_request *request)
{
    char hash[DIGEST_TEXT_BYTES];
    const struct schedule *sc = &w->x->schedule;
    int row = table_add(t, w->s->arena);
    if (row < 0) {
        w->failed = 1;
        return;
    }
    dataset_digest(&w->s->data, hash);
    table_put_text(t, row, "plan", slice_of(w->x->plan));
    if (sc->unplaced < 0) {
        table_put_real(t, row, "late_days", sc->late_days);
        table_put_real(t, row, "late_days_bound", sc->late_days_bound);
        table_put_integer(t, row, "late_count", sc->late_count);
        table_put_text(t, row, "finish", date_of(w, sc->finish));
        table_put_real(t, row, "travel_km", sc->travel_km);
    }
    table_put_integer(t, row, "activity_count", sc->activity_count);
    if (w->x->again) {
        table_put_text(t, row, "status_date", date_of(w, w->x->again->status_day));
        table_put_integer(t, row, "moved_count", w->x->again->moved_count);
        table_put_real(t, row, "baseline_late_days", w->x->again->baseline_late_days);
    }
    table_put_text(t, row, "input_hash", keep(w, hash, strlen(hash)));
    table_put_text(t, row, "program_version", slice_of(GROUNDWORK_VERSION));
    if (*request->options) table_put_text(t, row, "options", slice_of(request->options));
    table_put_integer(t, row, "seed", (int64_t)request->seed);
    table_put_text(t, row, "summary", slice_of(w->x->summary));
}

enum status schedule_tables_write(struct session *s, const struct schedule_answer *x,
                                  const struct schedule_request *request, struct err *e)
{
    struct writer w = {s, x, 0};
    struct buf words = BUF_INIT(65536);
    for (int id = TABLE_SCHEDULE; id <= TABLE_SCHEDULE_STAY; id++)
        table_drop(&s->data.tables[id], "plan", slice_of(x->plan));
    shipments_mark_rescheduled(&s->data, x->plan);
    write_head(&w, &s->data.tables[TABLE_SCHEDULE], request);
    if (x->schedule.unplaced < 0) {
        for (int i = 0; i < x->schedule.activity_count && !w.failed; i++)
            write_activity(&w, &s->data.tables[TABLE_SCHEDULE_ACTIVITY], i, &words);
        write_stays(&w, &s->data.tables[TABLE_SCHEDULE_STAY]);
    }
    enum status status = buf_ok(&words, e);
    buf_clear(&words);
    if (status == STATUS_OK && w.failed)
        status = err_set(e, STATUS_NOMEM, "out of memory for the tables of the schedule");
    if (status != STATUS_OK) return status;
    struct run_note note = {x->again ? "reschedule" : "schedule", s->input_hash, request->options,
                            (int64_t)request->seed, x->summary};
    return runs_note(&s->data, &note, s->arena, e);
}
