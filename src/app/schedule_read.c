/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/schedule.h"
#include "base/date.h"
#include "base/map.h"

struct reader {
    struct schedule_answer *x;
    const struct job_net *net;
    struct session *s;
    struct map jobs;  /* "area/size/phase" */
    struct map crews; /* code */
    int read_count;
};

static struct slice key_of(struct reader *r, struct slice area, struct slice size,
                           struct slice phase)
{
    size_t len = area.len + size.len + phase.len + 2;
    char *text = ARENA_ARRAY(r->s->arena, char, len + 1);
    if (!text) return SLICE_NONE;
    memcpy(text, area.at, area.len);
    text[area.len] = '/';
    memcpy(text + area.len + 1, size.at, size.len);
    text[area.len + 1 + size.len] = '/';
    memcpy(text + area.len + size.len + 2, phase.at, phase.len);
    return (struct slice){text, len};
}

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the schedule");
}

static enum status index_jobs(struct reader *r, struct err *e)
{
    const struct job_net *n = r->net;
    const struct programme *p = n->programme;
    struct buf phase = BUF_INIT(4096);
    enum status status = STATUS_OK;
    if (!map_init(&r->jobs, n->job_count + 1, r->s->arena) ||
        !map_init(&r->crews, n->works->crew_count + 1, r->s->arena))
        return out_of_memory(e);
    for (int k = 0; k < n->works->crew_count; k++)
        map_put(&r->crews, slice_of(n->works->crews[k].code), k);
    for (int j = 0; j < n->job_count && status == STATUS_OK; j++) {
        const struct job *job = &n->jobs[j];
        const struct facility *f = &n->plan->facilities[job->facility];
        buf_reset(&phase);
        buf_printf(&phase, "%s%s", n->works->phases[job->phase].code,
                   job->is_inspection ? ".inspection" : "");
        status = buf_ok(&phase, e);
        if (status != STATUS_OK) break;
        struct slice key =
            key_of(r, slice_of(p->areas[n->plan->visits[f->visit].area].code),
                   slice_of(p->sizes[f->size].code), (struct slice){phase.at, phase.len});
        if (key.at == NULL)
            status = out_of_memory(e);
        else
            map_put(&r->jobs, key, j);
    }
    buf_clear(&phase);
    return status;
}

static int day_of(const struct reader *r, const struct table *t, int row, const char *column)
{
    int64_t instant = 0;
    if (!time_parse(table_get_text(t, row, column), &instant)) return WORKS_NO_DAY;
    return time_day(instant) - r->net->works->first_day;
}

static enum wait_cause cause_of(struct slice word)
{
    static const char *const words[WAIT_CAUSE_COUNT] = {"visit", "phase",    "condition",
                                                        "crew",  "material", "calendar"};
    for (int c = 0; c < WAIT_CAUSE_COUNT; c++)
        if (slice_is(word, words[c])) return (enum wait_cause)c;
    return WAIT_VISIT;
}

static enum status refuse(const struct reader *r, int row, struct err *e)
{
    return err_set(e, STATUS_CONFLICT,
                   "schedule_activity row %d does not fit the programme of now; run 'groundwork "
                   "schedule %s' again",
                   row + 1, r->s->path);
}

static enum status read_row(struct reader *r, const struct table *t, int row, struct err *e)
{
    struct slice key =
        key_of(r, table_get_text(t, row, "area"), table_get_text(t, row, "facility_size"),
               table_get_text(t, row, "phase"));
    if (!key.at) return out_of_memory(e);
    int j = map_get(&r->jobs, key);
    int start = day_of(r, t, row, "start"), finish = day_of(r, t, row, "finish");
    if (j < 0 || start == WORKS_NO_DAY || finish < start || finish > r->net->day_count)
        return refuse(r, row, e);
    const struct job *job = &r->net->jobs[j];
    struct slice crew = table_get_text(t, row, "crew");
    r->x->schedule.activities[j] = (struct activity){
        .facility = job->facility,
        .phase = job->phase,
        .is_inspection = job->is_inspection,
        .crew = crew.len ? map_get(&r->crews, crew) : -1,
        .start = start,
        .finish = finish,
        .earliest = day_of(r, t, row, "earliest_start"),
        .cause = cause_of(table_get_text(t, row, "waits_for")),
        .blocker = -1,
        .material = -1,
    };
    r->x->rows[j] = row;
    if (r->x->schedule.activities[j].crew < 0 && crew.len) return refuse(r, row, e);
    r->read_count++;
    return STATUS_OK;
}

static enum status read_ready(struct schedule_answer *x, const struct job_net *net, struct arena *a,
                              struct err *e)
{
    size_t count = (size_t)net->plan->facility_count + 1;
    struct schedule *sc = &x->schedule;
    sc->ready = ARENA_ARRAY(a, int, count);
    sc->due = ARENA_ARRAY(a, int, count);
    if (!sc->ready || !sc->due) return out_of_memory(e);
    for (int f = 0; f < net->plan->facility_count; f++) {
        sc->ready[f] = -1;
        sc->due[f] = net->due[f];
    }
    for (int j = 0; j < sc->activity_count; j++) {
        int *ready = &sc->ready[sc->activities[j].facility];
        if (sc->activities[j].finish > *ready) *ready = sc->activities[j].finish;
    }
    for (int f = 0; f < net->plan->facility_count; f++) {
        if (sc->ready[f] <= sc->due[f]) continue;
        sc->late_count++;
        sc->late_days += sc->ready[f] - sc->due[f];
    }
    return STATUS_OK;
}

enum status schedule_read(struct schedule_answer *x, const struct job_net *net, struct session *s,
                          struct err *e)
{
    const struct table *t = &s->data.tables[TABLE_SCHEDULE_ACTIVITY];
    struct reader r = {.x = x, .net = net, .s = s};
    x->schedule = (struct schedule){.unplaced = -1, .activity_count = net->job_count};
    x->schedule.activities = ARENA_ARRAY(s->arena, struct activity, (size_t)net->job_count + 1);
    x->rows = ARENA_ARRAY(s->arena, int, (size_t)net->job_count + 1);
    if (!x->schedule.activities || !x->rows) return out_of_memory(e);
    TRY(index_jobs(&r, e));
    for (int row = 0; row < t->row_count; row++)
        if (slice_is(table_get_text(t, row, "plan"), x->plan)) TRY(read_row(&r, t, row, e));
    if (r.read_count == 0)
        return err_set(e, STATUS_NOTFOUND,
                       "plan '%s' has no schedule; run 'groundwork schedule %s' first", x->plan,
                       s->path);
    if (r.read_count != net->job_count)
        return err_set(e, STATUS_CONFLICT,
                       "the schedule of plan '%s' has %d activities, the programme of now %d; run "
                       "'groundwork schedule %s' again",
                       x->plan, r.read_count, net->job_count, s->path);
    return read_ready(x, net, s->arena, e);
}
