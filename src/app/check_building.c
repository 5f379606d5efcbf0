/* SPDX-License-Identifier: Apache-2.0 */
#include "app/check_building.h"

#include <math.h>

#include "base/date.h"
#include "base/map.h"
#include "verify/works.h"

static int row_of(const struct dataset *d, enum table_id id, const char *plan)
{
    const struct table *t = &d->tables[id];
    for (int row = 0; row < t->row_count; row++)
        if (slice_is(table_get_text(t, row, "plan"), plan)) return row;
    return -1;
}

/* The day of a cell; WORKS_NO_DAY: none. */
static int day_of(const struct check_building *c, const struct table *t, int row,
                  const char *column)
{
    int64_t instant = 0;
    if (!time_parse(table_get_text(t, row, column), &instant)) return WORKS_NO_DAY;
    return time_day(instant) - c->read.works.first_day;
}

static enum status check_rules(const struct check_building *c, int row, struct session *s,
                               struct findings *findings, struct err *e)
{
    int status_day = day_of(c, &s->data.tables[TABLE_SCHEDULE], row, "status_date");
    struct works_case x = {.programme = &s->programme,
                           .works = &c->read.works,
                           .plan = &c->read.built,
                           .schedule = &c->read.schedule,
                           .is_again = status_day != WORKS_NO_DAY,
                           .status_day = status_day != WORKS_NO_DAY ? status_day : 0};
    return verify_works(&x, findings, s->arena, e);
}

/* --- stored figures ----------------------------------------------------------------------- */

static void compare(struct findings *findings, const struct table *t, int row, const char *column,
                    double stated, double counted)
{
    if (fabs(stated - counted) > 1e-6 * fmax(1, fabs(counted)))
        findings_row(findings, 1, t, row, column, "the file has %.10g; counted anew it is %.10g",
                     stated, counted);
}

static void check_sums(const struct check_building *c, int row, const struct session *s,
                       struct findings *findings)
{
    const struct table *t = &s->data.tables[TABLE_SCHEDULE];
    const struct schedule *sc = &c->read.schedule;
    int finish = 0;
    for (int i = 0; i < sc->activity_count; i++)
        if (sc->activities[i].finish > finish) finish = sc->activities[i].finish;
    compare(findings, t, row, "late_days", table_get_real(t, row, "late_days"), sc->late_days);
    compare(findings, t, row, "late_count", (double)table_get_integer(t, row, "late_count"),
            sc->late_count);
    compare(findings, t, row, "activity_count", (double)table_get_integer(t, row, "activity_count"),
            sc->activity_count);
    if (day_of(c, t, row, "finish") != finish)
        findings_row(findings, 1, t, row, "finish", "the last activity ends on another day");
    double bound = table_get_real(t, row, "late_days_bound");
    if (bound > sc->late_days + 1e-6)
        findings_row(findings, 1, t, row, "late_days_bound",
                     "no schedule is said to have fewer late days than %g; this one has %g", bound,
                     sc->late_days);
}

struct by_crew { /* the activities of each crew, one after the other */
    struct map crews, areas;
    int *first, *next; /* [crew], [activity]; -1: none */
};

static enum status index_activities(struct by_crew *x, const struct check_building *c,
                                    const struct session *s, struct err *e)
{
    const struct works *w = &c->read.works;
    const struct schedule *sc = &c->read.schedule;
    x->first = ARENA_ARRAY(s->arena, int, (size_t)w->crew_count + 1);
    x->next = ARENA_ARRAY(s->arena, int, (size_t)sc->activity_count + 1);
    if (!x->first || !x->next || !map_init(&x->crews, w->crew_count + 1, s->arena) ||
        !map_init(&x->areas, s->programme.area_count + 1, s->arena))
        return err_set(e, STATUS_NOMEM, "out of memory for the check of the schedule");
    for (int k = 0; k < w->crew_count; k++) {
        (void)map_put(&x->crews, slice_of(w->crews[k].code), k);
        x->first[k] = -1;
    }
    for (int i = 0; i < s->programme.area_count; i++)
        (void)map_put(&x->areas, slice_of(s->programme.areas[i].code), i);
    for (int i = sc->activity_count - 1; i >= 0; i--) {
        int crew = sc->activities[i].crew;
        if (crew < 0) continue;
        x->next[i] = x->first[crew];
        x->first[crew] = i;
    }
    return STATUS_OK;
}

/* Does the crew of a stay work there in its days?  Sets `told` of what it does. */
static int is_used(const struct check_building *c, const struct by_crew *x, const struct table *t,
                   int row, char *told)
{
    const struct schedule *sc = &c->read.schedule;
    int crew = map_get(&x->crews, table_get_text(t, row, "crew"));
    int area = map_get(&x->areas, table_get_text(t, row, "area")), used = 0;
    int first = day_of(c, t, row, "first"), last = day_of(c, t, row, "last");
    for (int i = crew < 0 ? -1 : x->first[crew]; i >= 0; i = x->next[i]) {
        const struct activity *at = &sc->activities[i];
        int visit = c->read.built.facilities[at->facility].visit;
        if (at->start < first || at->finish > last || c->read.built.visits[visit].area != area)
            continue;
        used = told[i] = 1;
    }
    return used;
}

/* Crews are, by table schedule_stay, where and when they work; the ways add up. */
static enum status check_stays(const struct check_building *c, int head, struct session *s,
                               struct findings *findings, struct err *e)
{
    const struct table *t = &s->data.tables[TABLE_SCHEDULE_STAY];
    const struct table *heads = &s->data.tables[TABLE_SCHEDULE];
    const struct schedule *sc = &c->read.schedule;
    struct by_crew x;
    double way_km = 0;
    char *told = ARENA_ARRAY(s->arena, char, (size_t)sc->activity_count + 1);
    if (!told) return err_set(e, STATUS_NOMEM, "out of memory for the check of the schedule");
    TRY(index_activities(&x, c, s, e));
    for (int row = 0; row < t->row_count; row++) {
        if (!slice_is(table_get_text(t, row, "plan"), c->read.plan)) continue;
        double km = table_get_real(t, row, "km");
        way_km += isnan(km) ? 0 : km;
        if (!is_used(c, &x, t, row, told))
            findings_row(findings, 1, t, row, "crew", "the crew has no work there in these days");
    }
    for (int i = 0; i < sc->activity_count; i++)
        if (sc->activities[i].crew >= 0 && !told[i])
            findings_row(findings, 1, &s->data.tables[TABLE_SCHEDULE_ACTIVITY], c->read.rows[i],
                         "crew", "table schedule_stay does not have the crew there in these days");
    compare(findings, heads, head, "travel_km", table_get_real(heads, head, "travel_km"), way_km);
    return STATUS_OK;
}

/* --- all of it ---------------------------------------------------------------------------- */

/* What does not fit is a finding; what the computer cannot do stays an error. */
static enum status open_schedule(struct check_building *c, struct job_net *net, struct session *s,
                                 const char *plan, struct findings *findings, struct err *e)
{
    struct err misfit = {0};
    enum status status = schedule_open(&c->read, net, s, plan, &misfit);
    if (status == STATUS_OK) status = schedule_read(&c->read, net, s, &misfit);
    c->is_read = status == STATUS_OK;
    if (status == STATUS_OK) return STATUS_OK;
    if (status == STATUS_NOMEM || status == STATUS_IO) return err_set(e, status, "%s", misfit.text);
    findings_add(findings, 1, "schedule", NULL, "%s", misfit.text);
    return STATUS_OK;
}

enum status check_building(struct check_building *out, struct session *s, const char *plan,
                           struct findings *findings, struct err *e)
{
    struct job_net net = {0};
    int before = findings->error_count;
    *out = (struct check_building){0};
    int row = row_of(&s->data, TABLE_SCHEDULE, plan);
    if (row < 0 || isnan(table_get_real(&s->data.tables[TABLE_SCHEDULE], row, "late_days")))
        return STATUS_OK;
    out->has_schedule = 1;
    TRY(open_schedule(out, &net, s, plan, findings, e));
    if (out->is_read) {
        out->activity_count = out->read.schedule.activity_count;
        out->crew_count = out->read.works.crew_count;
        TRY(check_rules(out, row, s, findings, e));
        check_sums(out, row, s, findings);
        TRY(check_stays(out, row, s, findings, e));
    }
    out->schedule_wrong = findings->error_count - before;
    out->has_shipments = row_of(&s->data, TABLE_SHIPPING, plan) >= 0;
    if (out->is_read && out->has_shipments) TRY(check_shipments(out, &net, s, findings, e));
    return findings->failed ? err_set(e, STATUS_NOMEM, "out of memory") : STATUS_OK;
}
