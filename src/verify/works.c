/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "verify/works_parts.h"

void works_broken(struct works_check *k, int activity, const char *what, long is, long must)
{
    const struct activity *at = &k->c->schedule->activities[activity];
    char place[128];
    snprintf(place, sizeof place, "activity %d, %s%s of facility %d", activity + 1,
             at->is_inspection ? "inspection of " : "", k->c->works->phases[at->phase].code,
             at->facility + 1);
    findings_add(k->findings, 1, place, NULL, "%s: %ld, must be %ld", what, is, must);
}

/* Is there work on the day? */
static int is_working(const struct works *w, int calendar, int day)
{
    if (calendar < 0) return 1;
    const struct work_calendar *c = &w->calendars[calendar];
    if (c->days_off >> date_weekday(w->first_day + day) & 1) return 0;
    struct civil civil = date_civil(w->first_day + day);
    int in_year = civil.month * 100 + civil.day;
    for (int i = 0; i < c->pause_count; i++) {
        const struct work_pause *p = &w->pauses[c->pause_first + i];
        int at = p->yearly ? in_year : day;
        int over_new_year = p->yearly && p->first > p->last;
        if (over_new_year ? at >= p->first || at <= p->last : at >= p->first && at <= p->last)
            return 0;
    }
    return 1;
}

/* Working days that must remain of a running activity on the status date. */
static int remaining_days(const struct works_check *k, int i, int days, int calendar)
{
    const struct work_done *x = k->done[i];
    if (x->remaining >= 0) return x->remaining;
    if (x->share >= 0) return (int)ceil(days * (1 - x->share) - 1e-9);
    for (int day = x->start < 0 ? 0 : x->start; day < k->c->status_day; day++)
        days -= is_working(k->c->works, calendar, day);
    return days > 1 ? days : 1;
}

/* What is done or running stands as it is reported. */
static void check_fact(struct works_check *k, int i)
{
    const struct activity *at = &k->c->schedule->activities[i];
    const struct phase *phase = &k->c->works->phases[at->phase];
    const struct work_done *x = k->done[i];
    int calendar = at->is_inspection ? -1 : phase->calendar, worked = 0;
    int days = at->is_inspection ? phase->inspection_days : phase->days;
    if (at->start != x->start) works_broken(k, i, "it began on another day", at->start, x->start);
    if (x->finish != WORKS_NO_DAY) {
        if (at->finish != x->finish)
            works_broken(k, i, "it was done on another day", at->finish, x->finish);
        return;
    }
    for (int day = k->c->status_day; day < at->finish; day++)
        worked += is_working(k->c->works, calendar, day);
    int must = remaining_days(k, i, days, calendar);
    if (worked != must) works_broken(k, i, "working days that remain", worked, must);
    if (must > 0 && !is_working(k->c->works, calendar, at->finish - 1))
        works_broken(k, i, "it ends after days without work", at->finish, at->finish - 1);
}

static void check_days(struct works_check *k, int i)
{
    const struct works *w = k->c->works;
    const struct activity *at = &k->c->schedule->activities[i];
    const struct phase *phase = &w->phases[at->phase];
    int calendar = at->is_inspection ? -1 : phase->calendar;
    int days = at->is_inspection ? phase->inspection_days : phase->days, worked = 0;
    for (int day = at->start; day < at->finish; day++)
        worked += is_working(w, calendar, day);
    if (worked != days) works_broken(k, i, "working days from start to finish", worked, days);
    if (days > 0 && !is_working(w, calendar, at->start))
        works_broken(k, i, "it starts on a day without work", at->start, at->start + 1);
    if (days > 0 && at->finish > at->start && !is_working(w, calendar, at->finish - 1))
        works_broken(k, i, "it ends after days without work", at->finish, at->finish - 1);
}

static void check_release(struct works_check *k, int i)
{
    const struct activity *at = &k->c->schedule->activities[i];
    const struct phase *phase = &k->c->works->phases[at->phase];
    const struct visit *visit = visit_of(k, at);
    int first = works_year_day(k->c->programme, visit->year);
    int type = k->c->programme->sizes[phase->size].type, ready = -1, own = -1;
    if (at->start < first)
        works_broken(k, i, "it starts before the year of the visit", at->start, first);
    if (k->c->is_again && at->start < k->c->status_day)
        works_broken(k, i, "it starts before the status date", at->start, k->c->status_day);
    if (at->is_inspection || phase->condition == NEEDS_NOTHING) return;
    for (int r = 0; r < k->c->works->readiness_count; r++) {
        const struct readiness *x = &k->c->works->readiness[r];
        if (x->area != visit->area || x->condition != phase->condition) continue;
        if (x->type == type) own = x->day;
        if (x->type < 0) ready = x->day;
    }
    if (own >= 0) ready = own;
    if (at->start < ready)
        works_broken(k, i, "it starts before its condition is met", at->start, ready);
}

static int *slot_of(struct works_check *k, int *table, int facility, int phase)
{
    int size = k->c->works->phases[phase].size;
    return &table[facility * k->phase_max + phase - k->c->works->phase_first[size]];
}

static void check_links(struct works_check *k, int i)
{
    const struct works *w = k->c->works;
    const struct activity *all = k->c->schedule->activities, *at = &all[i];
    const struct phase *phase = &w->phases[at->phase];
    if (at->is_inspection) {
        int of = *slot_of(k, k->activity_of, at->facility, at->phase);
        if (of >= 0 && at->start < all[of].finish)
            works_broken(k, i, "inspected before it was done", at->start, all[of].finish);
        return;
    }
    for (int l = phase->link_first; l < phase->link_first + phase->link_count; l++) {
        const struct phase_link *link = &w->links[l];
        int before = *slot_of(k, k->activity_of, at->facility, link->predecessor);
        int inspected = *slot_of(k, k->inspection_of, at->facility, link->predecessor);
        if (before < 0) continue;
        int finish = inspected >= 0 ? all[inspected].finish : all[before].finish;
        int start = all[before].start;
        int from =
            (link->kind == LINK_FINISH_START || link->kind == LINK_FINISH_FINISH ? finish : start) +
            link->lag_days;
        int is = link->kind == LINK_FINISH_START || link->kind == LINK_START_START ? at->start
                                                                                   : at->finish;
        if (is < from) works_broken(k, i, "it does not wait for what comes before", is, from);
    }
}

/* Every phase of every facility once, every inspection that is asked for. */
static enum status list_activities(struct works_check *k, struct err *e)
{
    const struct works *w = k->c->works;
    const struct plan *plan = k->c->plan;
    const struct programme *p = k->c->programme;
    for (int s = 0; s < p->size_count; s++)
        if (w->phase_first[s + 1] - w->phase_first[s] > k->phase_max)
            k->phase_max = w->phase_first[s + 1] - w->phase_first[s];
    size_t slots = (size_t)plan->facility_count * (size_t)k->phase_max + 1;
    k->activity_of = ARENA_ARRAY(k->arena, int, slots);
    k->inspection_of = ARENA_ARRAY(k->arena, int, slots);
    if (!k->activity_of || !k->inspection_of)
        return err_set(e, STATUS_NOMEM, "out of memory for the check of a schedule");
    for (size_t i = 0; i < slots; i++)
        k->activity_of[i] = k->inspection_of[i] = -1;
    for (int i = 0; i < k->c->schedule->activity_count; i++) {
        const struct activity *at = &k->c->schedule->activities[i];
        int *slot = slot_of(k, at->is_inspection ? k->inspection_of : k->activity_of, at->facility,
                            at->phase);
        if (*slot >= 0)
            works_broken(k, i, "it is there twice, first as activity", *slot + 1, i + 1);
        *slot = i;
    }
    return STATUS_OK;
}

/* What is reported of activities, for those begun. */
static enum status list_done(struct works_check *k, struct err *e)
{
    const struct plan *plan = k->c->plan;
    const struct works *w = k->c->works;
    k->done =
        ARENA_ARRAY(k->arena, const struct work_done *, (size_t)k->c->schedule->activity_count + 1);
    if (!k->done) return err_set(e, STATUS_NOMEM, "out of memory for the check of a schedule");
    for (int d = 0; d < w->done_count && k->c->is_again; d++) {
        const struct work_done *x = &w->done[d];
        for (int f = 0; f < plan->facility_count && x->start != WORKS_NO_DAY; f++) {
            if (plan->facilities[f].size != w->phases[x->phase].size ||
                plan->visits[plan->facilities[f].visit].area != x->area)
                continue;
            int i = *slot_of(k, x->is_inspection ? k->inspection_of : k->activity_of, f, x->phase);
            if (i >= 0) k->done[i] = x;
        }
    }
    return STATUS_OK;
}

static void check_whole(struct works_check *k)
{
    const struct works *w = k->c->works;
    for (int f = 0; f < k->c->plan->facility_count; f++) {
        int size = k->c->plan->facilities[f].size;
        for (int ph = w->phase_first[size]; ph < w->phase_first[size + 1]; ph++) {
            int there = *slot_of(k, k->activity_of, f, ph) >= 0;
            int inspected = *slot_of(k, k->inspection_of, f, ph) >= 0;
            if (there && inspected == (w->phases[ph].inspection_days > 0)) continue;
            findings_add(k->findings, 1, "schedule", NULL,
                         "facility %d: phase '%s' or its inspection is missing or too much", f + 1,
                         w->phases[ph].code);
        }
    }
}

static void check_figures(struct works_check *k)
{
    const struct schedule *sc = k->c->schedule;
    double late_days = 0;
    int late_count = 0;
    for (int f = 0; f < k->c->plan->facility_count; f++) {
        const struct facility *x = &k->c->plan->facilities[f];
        int years = k->c->programme->sizes[x->size].build_years, ready = -1;
        int due = works_year_day(k->c->programme,
                                 k->c->plan->visits[x->visit].year + (years > 0 ? years : 1));
        for (int i = 0; i < k->phase_max; i++) {
            int activity = k->activity_of[f * k->phase_max + i];
            int inspection = k->inspection_of[f * k->phase_max + i];
            if (activity >= 0 && sc->activities[activity].finish > ready)
                ready = sc->activities[activity].finish;
            if (inspection >= 0 && sc->activities[inspection].finish > ready)
                ready = sc->activities[inspection].finish;
        }
        if (ready != sc->ready[f])
            findings_add(k->findings, 1, "schedule", NULL, "facility %d is ready on day %d, not %d",
                         f + 1, ready, sc->ready[f]);
        late_count += ready > due;
        if (ready > due) late_days += ready - due;
    }
    if (late_days != sc->late_days || late_count != sc->late_count)
        findings_add(k->findings, 1, "schedule", NULL,
                     "%d plants are late by %g days, not %d by %g", late_count, late_days,
                     sc->late_count, sc->late_days);
    if (sc->late_days_bound > late_days)
        findings_add(k->findings, 1, "schedule", NULL, "the bound %g is above the late days %g",
                     sc->late_days_bound, late_days);
}

enum status verify_works(const struct works_case *c, struct findings *findings, struct arena *a,
                         struct err *e)
{
    struct works_check k = {.c = c, .findings = findings, .arena = a, .phase_max = 1};
    TRY(list_activities(&k, e));
    TRY(list_done(&k, e));
    check_whole(&k);
    for (int i = 0; i < c->schedule->activity_count; i++) {
        if (k.done[i]) {
            check_fact(&k, i);
            continue;
        }
        check_days(&k, i);
        check_release(&k, i);
        check_links(&k, i);
    }
    TRY(works_check_crews(&k, e));
    TRY(works_check_stocks(&k, e));
    check_figures(&k);
    return STATUS_OK;
}
