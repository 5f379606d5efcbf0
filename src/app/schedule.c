/* SPDX-License-Identifier: Apache-2.0 */
#include "app/schedule.h"

#include "app/check.h"
#include "app/runs.h"
#include "base/number.h"
#include "verify/works.h"
#include "works/schedule.h"

const enum table_id schedule_tables[SCHEDULE_TABLE_COUNT] = {
    TABLE_SCHEDULE, TABLE_SCHEDULE_ACTIVITY, TABLE_SCHEDULE_STAY,  TABLE_SHIPPING,
    TABLE_SHIPMENT, TABLE_SHIPPING_STOCK,    TABLE_SHIPPING_LIMIT, TABLE_RUN};

static enum status find_plan(const struct session *s, const char *name, int *row, struct err *e)
{
    const struct table *t = &s->data.tables[TABLE_PLAN];
    for (*row = t->row_count - 1; *row >= 0; --*row)
        if (!name || slice_is(table_get_text(t, *row, "code"), name)) return STATUS_OK;
    if (name) return err_set(e, STATUS_NOTFOUND, "'%s' has no plan '%s'", s->path, name);
    return err_set(e, STATUS_NOTFOUND, "'%s' has no plan to build; run 'groundwork plan %s' first",
                   s->path, s->path);
}

/* The plan of a row of table plan, whole and in order. */
static enum status read_plan(struct schedule_answer *x, struct session *s, int row, struct err *e)
{
    struct stored_plan stored;
    struct findings findings;
    findings_init(&findings, s->arena);
    TRY(plan_from_tables(&stored, &s->data, &s->programme, row, &findings, e));
    x->built = stored.plan;
    int is_whole = stored.is_whole;
    for (int f = 1; f < x->built.facility_count; f++)
        is_whole &= x->built.facilities[f - 1].visit <= x->built.facilities[f].visit;
    if (is_whole && x->built.facility_count > 0) return STATUS_OK;
    if (is_whole)
        return err_set(e, STATUS_NOTFOUND, "plan '%s' builds nothing: there is nothing to schedule",
                       x->plan);
    return err_set(e, STATUS_INVALID,
                   "plan '%s' is not whole; 'groundwork check %s' says what is wrong, "
                   "'groundwork plan %s' makes it anew",
                   x->plan, s->path, s->path);
}

static enum status read_works(struct schedule_answer *x, struct session *s, struct err *e)
{
    struct findings findings;
    findings_init(&findings, s->arena);
    TRY(works_load(&x->works, &s->programme, &s->data, &findings, s->arena, e));
    if (x->works.phase_count > 0) return STATUS_OK;
    return err_set(e, STATUS_INVALID,
                   "'%s' does not say how plants are built; add rows to table phase (and "
                   "phase_link, crew …), see docs/tables.md",
                   s->path);
}

/* Nothing is kept that the verifier does not find sound. */
enum status schedule_verify(const struct schedule_answer *x, struct session *s, struct err *e)
{
    struct findings findings;
    struct works_case c = {&s->programme, &x->works,        &x->built,
                           &x->schedule,  x->again != NULL, x->again ? x->again->status_day : 0};
    findings_init(&findings, s->arena);
    if (x->schedule.unplaced >= 0) return STATUS_OK;
    TRY(verify_works(&c, &findings, s->arena, e));
    if (findings.error_count == 0) return STATUS_OK;
    return err_set(e, STATUS_CONFLICT,
                   "the schedule is not sound, which is a fault of the program, and is not kept: "
                   "%s: %s",
                   findings.list[0].place, findings.list[0].sentence);
}

static void summarise_days(struct buf *b, const struct schedule_answer *x, const char *finish)
{
    const struct schedule *sc = &x->schedule;
    buf_counted(b, sc->activity_count, "activity", "activities");
    buf_text(b, " by ");
    buf_counted(b, x->works.crew_count, "crew", "crews");
    buf_printf(b, ", the last plant ready on %s; ", finish);
    if (sc->late_count == 0) {
        buf_text(b, "every plant in time");
        return;
    }
    buf_counted(b, sc->late_count, "plant", "plants");
    buf_text(b, " late, by ");
    buf_counted(b, (int64_t)sc->late_days, "day", "days");
    buf_printf(b, " in all; no schedule has fewer than %.0f", sc->late_days_bound);
}

enum status schedule_summarise(struct schedule_answer *x, struct arena *a, struct err *e)
{
    const struct schedule *sc = &x->schedule;
    struct buf b = BUF_INIT(8192);
    char date[WORKS_DATE_BYTES];
    works_date(&x->works, sc->finish, date);
    if (sc->unplaced >= 0)
        buf_text(&b, "no schedule: a phase can never be done");
    else
        summarise_days(&b, x, date);
    enum status status = buf_ok(&b, e);
    if (status == STATUS_OK) {
        x->summary = arena_strndup(a, b.at, b.len);
        if (!x->summary) status = err_set(e, STATUS_NOMEM, "out of memory");
    }
    buf_clear(&b);
    return status;
}

static void count_without_phases(struct schedule_answer *x)
{
    for (int f = 0; f < x->built.facility_count; f++) {
        int size = x->built.facilities[f].size;
        x->without_phases += x->works.phase_first[size] == x->works.phase_first[size + 1];
    }
}

enum status schedule_open_plan(struct schedule_answer *out, struct session *s, const char *plan,
                               struct err *e)
{
    const struct table *plans = &s->data.tables[TABLE_PLAN];
    int row = -1;
    *out = (struct schedule_answer){0};
    TRY(find_plan(s, plan, &row, e));
    struct slice code = table_get_text(plans, row, "code");
    out->plan = arena_strndup(s->arena, code.at, code.len);
    if (!out->plan) return err_set(e, STATUS_NOMEM, "out of memory");
    out->is_plan_stale = !slice_is(table_get_text(plans, row, "input_hash"), s->input_hash);
    TRY(read_plan(out, s, row, e));
    return read_works(out, s, e);
}

enum status schedule_open(struct schedule_answer *out, struct job_net *net, struct session *s,
                          const char *plan, struct err *e)
{
    TRY(schedule_open_plan(out, s, plan, e));
    TRY(shipments_take(&out->shipments, &out->works, out->plan, &out->built, s, e));
    return job_net_build(net, &s->programme, &out->works, &out->built, s->arena, e);
}

enum status schedule_build(struct schedule_answer *x, struct session *s,
                           const struct schedule_request *request, struct err *e)
{
    struct job_net net;
    TRY(job_net_build(&net, &s->programme, &x->works, &x->built, s->arena, e));
    net.idle_days = request->idle_days;
    net.pause_days = request->pause_days;
    struct schedule_options options = {.effort = request->effort,
                                       .threads = request->threads,
                                       .seed = request->seed,
                                       .first = request->first,
                                       .stop = request->stop,
                                       .progress = request->progress};
    TRY(schedule_solve(&net, &options, &x->schedule, s->arena, e));
    TRY(schedule_verify(x, s, e));
    return schedule_summarise(x, s->arena, e);
}

enum status schedule_make(struct schedule_answer *out, struct session *s,
                          const struct schedule_request *request, struct err *e)
{
    struct job_net net;
    if (request->no_shipments)
        TRY(schedule_open_plan(out, s, request->plan, e));
    else
        TRY(schedule_open(out, &net, s, request->plan, e));
    TRY(schedule_build(out, s, request, e));
    count_without_phases(out);
    if (request->no_shipments) shipments_drop(&s->data, out->plan);
    return schedule_tables_write(s, out, request, e);
}
