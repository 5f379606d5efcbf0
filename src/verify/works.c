/* SPDX-License-Identifier: Apache-2.0 */
#include "verify/works.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"

enum {
    UNKNOWN = -3, /* a stock area not looked up yet */
};

struct check {
    const struct works_case *c;
    struct findings *findings;
    struct arena *arena;
    int *activity_of;              /* [facility * phase_max + phase of its size] or -1 */
    int *inspection_of;            /* the same */
    const struct work_done **done; /* [activity] what is reported of it; NULL: planned */
    int *stock_area; /* [resource * area_count + area] as stock_area() says, or UNKNOWN */
    int phase_max;
};

static void broken(struct check *k, int activity, const char *what, long is, long must)
{
    const struct activity *at = &k->c->schedule->activities[activity];
    char place[128];
    snprintf(place, sizeof place, "activity %d, %s%s of facility %d", activity + 1,
             at->is_inspection ? "inspection of " : "", k->c->works->phases[at->phase].code,
             at->facility + 1);
    findings_add(k->findings, 1, place, NULL, "%s: %ld, must be %ld", what, is, must);
}

static const struct visit *visit_of(const struct check *k, const struct activity *at)
{
    return &k->c->plan->visits[k->c->plan->facilities[at->facility].visit];
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
static int remaining_days(const struct check *k, int i, int days, int calendar)
{
    const struct work_done *x = k->done[i];
    if (x->remaining >= 0) return x->remaining;
    if (x->share >= 0) return (int)ceil(days * (1 - x->share) - 1e-9);
    for (int day = x->start < 0 ? 0 : x->start; day < k->c->status_day; day++)
        days -= is_working(k->c->works, calendar, day);
    return days > 1 ? days : 1;
}

/* What is done or running stands as it is reported. */
static void check_fact(struct check *k, int i)
{
    const struct activity *at = &k->c->schedule->activities[i];
    const struct phase *phase = &k->c->works->phases[at->phase];
    const struct work_done *x = k->done[i];
    int calendar = at->is_inspection ? -1 : phase->calendar, worked = 0;
    int days = at->is_inspection ? phase->inspection_days : phase->days;
    if (at->start != x->start) broken(k, i, "it began on another day", at->start, x->start);
    if (x->finish != WORKS_NO_DAY) {
        if (at->finish != x->finish)
            broken(k, i, "it was done on another day", at->finish, x->finish);
        return;
    }
    for (int day = k->c->status_day; day < at->finish; day++)
        worked += is_working(k->c->works, calendar, day);
    int must = remaining_days(k, i, days, calendar);
    if (worked != must) broken(k, i, "working days that remain", worked, must);
    if (must > 0 && !is_working(k->c->works, calendar, at->finish - 1))
        broken(k, i, "it ends after days without work", at->finish, at->finish - 1);
}

static void check_days(struct check *k, int i)
{
    const struct works *w = k->c->works;
    const struct activity *at = &k->c->schedule->activities[i];
    const struct phase *phase = &w->phases[at->phase];
    int calendar = at->is_inspection ? -1 : phase->calendar;
    int days = at->is_inspection ? phase->inspection_days : phase->days, worked = 0;
    for (int day = at->start; day < at->finish; day++)
        worked += is_working(w, calendar, day);
    if (worked != days) broken(k, i, "working days from start to finish", worked, days);
    if (days > 0 && !is_working(w, calendar, at->start))
        broken(k, i, "it starts on a day without work", at->start, at->start + 1);
    if (days > 0 && at->finish > at->start && !is_working(w, calendar, at->finish - 1))
        broken(k, i, "it ends after days without work", at->finish, at->finish - 1);
}

static void check_release(struct check *k, int i)
{
    const struct activity *at = &k->c->schedule->activities[i];
    const struct phase *phase = &k->c->works->phases[at->phase];
    const struct visit *visit = visit_of(k, at);
    int first = works_year_day(k->c->programme, visit->year);
    int type = k->c->programme->sizes[phase->size].type, ready = -1, own = -1;
    if (at->start < first) broken(k, i, "it starts before the year of the visit", at->start, first);
    if (k->c->is_again && at->start < k->c->status_day)
        broken(k, i, "it starts before the status date", at->start, k->c->status_day);
    if (at->is_inspection || phase->condition == NEEDS_NOTHING) return;
    for (int r = 0; r < k->c->works->readiness_count; r++) {
        const struct readiness *x = &k->c->works->readiness[r];
        if (x->area != visit->area || x->condition != phase->condition) continue;
        if (x->type == type) own = x->day;
        if (x->type < 0) ready = x->day;
    }
    if (own >= 0) ready = own;
    if (at->start < ready) broken(k, i, "it starts before its condition is met", at->start, ready);
}

static int *slot_of(struct check *k, int *table, int facility, int phase)
{
    int size = k->c->works->phases[phase].size;
    return &table[facility * k->phase_max + phase - k->c->works->phase_first[size]];
}

static void check_links(struct check *k, int i)
{
    const struct works *w = k->c->works;
    const struct activity *all = k->c->schedule->activities, *at = &all[i];
    const struct phase *phase = &w->phases[at->phase];
    if (at->is_inspection) {
        int of = *slot_of(k, k->activity_of, at->facility, at->phase);
        if (of >= 0 && at->start < all[of].finish)
            broken(k, i, "inspected before it was done", at->start, all[of].finish);
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
        if (is < from) broken(k, i, "it does not wait for what comes before", is, from);
    }
}

/* Every phase of every facility once, every inspection that is asked for. */
static enum status list_activities(struct check *k, struct err *e)
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
        if (*slot >= 0) broken(k, i, "it is there twice, first as activity", *slot + 1, i + 1);
        *slot = i;
    }
    return STATUS_OK;
}

/* What is reported of activities, for those begun. */
static enum status list_done(struct check *k, struct err *e)
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

static void check_whole(struct check *k)
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

/* --- crews -------------------------------------------------------------------------------- */

struct at_work { /* an activity of a crew */
    int crew, visit, start, finish;
    int is_fact;
    double people;
};

static int by_crew(const void *left, const void *right)
{
    const struct at_work *a = left, *b = right;
    if (a->crew != b->crew) return a->crew - b->crew;
    if (a->start != b->start) return a->start - b->start;
    return a->finish != b->finish ? a->finish - b->finish : a->visit - b->visit;
}

static void crew_broken(struct check *k, int crew, const char *what, double is, double must)
{
    findings_add(k->findings, 1, k->c->works->crews[crew].code, NULL, "%s: %g, must be %g", what,
                 is, must);
}

/* Place of a visit: its first site, else the area's chief town, any settlement or site. */
static void place_of(const struct check *k, int visit, double *lon, double *lat)
{
    const struct programme *p = k->c->programme;
    *lon = *lat = NAN;
    for (int f = 0; f < k->c->plan->facility_count; f++) {
        const struct facility *x = &k->c->plan->facilities[f];
        if (x->visit != visit || x->site < 0) continue;
        *lon = p->sites[x->site].lon;
        *lat = p->sites[x->site].lat;
        return;
    }
    int area = k->c->plan->visits[visit].area, has_seat = 0;
    for (int i = 0; i < p->settlement_count; i++) {
        const struct settlement *s = &p->settlements[i];
        if (s->area != area || has_seat || (!s->seat && !isnan(*lon))) continue;
        has_seat = s->seat;
        *lon = s->lon;
        *lat = s->lat;
    }
    for (int i = 0; i < p->site_count && isnan(*lon); i++)
        if (p->sites[i].area == area) {
            *lon = p->sites[i].lon;
            *lat = p->sites[i].lat;
        }
}

/* Days a crew needs from one visit to another, by the chord on a sphere. */
static int move_days(const struct check *k, const struct crew *crew, int from, int to)
{
    double lon[2], lat[2], xyz[2][3], turn = acos(-1) / 180, square = 0;
    if (from == to) return 0;
    place_of(k, from, &lon[0], &lat[0]);
    place_of(k, to, &lon[1], &lat[1]);
    if (isnan(lon[0]) || isnan(lon[1])) return 0;
    for (int i = 0; i < 2; i++) {
        xyz[i][0] = cos(lat[i] * turn) * cos(lon[i] * turn);
        xyz[i][1] = cos(lat[i] * turn) * sin(lon[i] * turn);
        xyz[i][2] = sin(lat[i] * turn);
    }
    for (int d = 0; d < 3; d++)
        square += (xyz[0][d] - xyz[1][d]) * (xyz[0][d] - xyz[1][d]);
    double km = 2 * 6371.0088 * asin(fmin(1, sqrt(square) / 2));
    if (!(km > 1e-6)) return 0;
    return (int)ceil(km / crew->travel_km_day - 1e-6) + crew->camp_days;
}

/* From each activity to the next ones of the crew: the same place and enough people, or time to
 * move. */
static void check_moves(struct check *k, const struct at_work *work, int first, int last)
{
    int crew = work[first].crew;
    const struct crew *c = &k->c->works->crews[crew];
    for (int i = first; i < last; i++) {
        double people = work[i].people;
        if (!work[i].is_fact && (work[i].start < c->day_from || work[i].finish > c->day_to))
            crew_broken(k, crew, "it works when it is not there, on day", work[i].start,
                        c->day_from);
        for (int j = first; j < last; j++) {
            if (j == i || work[j].finish == work[j].start || work[i].finish == work[i].start)
                continue;
            int overlap = work[j].start <= work[i].start && work[j].finish > work[i].start;
            if (overlap && work[j].visit == work[i].visit) people += work[j].people;
            if (work[j].visit == work[i].visit || work[j].start < work[i].start) continue;
            if (work[i].is_fact && work[j].is_fact) continue;
            int days = move_days(k, c, work[i].visit, work[j].visit);
            if (work[j].start < work[i].finish + days) {
                crew_broken(k, crew, "it cannot be at its next place before day", work[j].start,
                            work[i].finish + days);
                return;
            }
            break; /* later ones follow from the next activity */
        }
        if (!work[i].is_fact && people > c->strength * (1 + 1e-6))
            crew_broken(k, crew, "people at work at once", people, c->strength);
    }
}

/* [crew] the activity it finished last, of those reported; -1: it is at work, or was never. */
static void list_last(const struct check *k, int *last)
{
    const struct schedule *sc = k->c->schedule;
    for (int c = 0; c < k->c->works->crew_count; c++)
        last[c] = -1;
    for (int i = 0; i < sc->activity_count; i++) {
        int crew = sc->activities[i].crew;
        if (!k->done[i] || crew < 0) continue;
        if (k->done[i]->finish == WORKS_NO_DAY)
            last[crew] = -2;
        else if (last[crew] == -1 ||
                 (last[crew] >= 0 && sc->activities[i].finish > sc->activities[last[crew]].finish))
            last[crew] = i;
    }
}

static enum status check_crews(struct check *k, struct err *e)
{
    const struct works *w = k->c->works;
    const struct schedule *sc = k->c->schedule;
    struct at_work *work = ARENA_ARRAY(k->arena, struct at_work, (size_t)sc->activity_count + 1);
    if (!work) return err_set(e, STATUS_NOMEM, "out of memory for the check of a schedule");
    int *last = ARENA_ARRAY(k->arena, int, (size_t)w->crew_count + 1), count = 0;
    if (!last) return err_set(e, STATUS_NOMEM, "out of memory for the check of a schedule");
    list_last(k, last);
    for (int i = 0; i < sc->activity_count; i++) {
        const struct activity *at = &sc->activities[i];
        const struct phase *phase = &w->phases[at->phase];
        int is_fact = k->done[i] != NULL;
        if (at->crew < 0) {
            if (!is_fact) broken(k, i, "it has no crew", at->crew, 0);
            continue;
        }
        if (is_fact && k->done[i]->finish != WORKS_NO_DAY && last[at->crew] != i) continue;
        const struct crew *crew = &w->crews[at->crew];
        int trade = at->is_inspection ? w->inspection_trade : phase->trade;
        if (!is_fact && !(crew->trades >> trade & 1)) broken(k, i, "trade of its crew", -1, trade);
        double people = at->is_inspection ? 1 : phase->people < 0 ? crew->strength : phase->people;
        work[count++] = (struct at_work){at->crew,  k->c->plan->facilities[at->facility].visit,
                                         at->start, at->finish,
                                         is_fact,   people};
    }
    qsort(work, (size_t)count, sizeof *work, by_crew);
    for (int first = 0, end; first < count; first = end) {
        for (end = first; end < count && work[end].crew == work[first].crew;)
            end++;
        check_moves(k, work, first, end);
    }
    return STATUS_OK;
}

/* --- materials ---------------------------------------------------------------------------- */

/* The area whose arrivals a site of `area` draws on; -2: none limits the material there. */
static int stock_area(const struct check *k, int resource, int area)
{
    int at = area, everywhere = 0;
    for (int i = 0; i < k->c->works->arrival_count; i++)
        everywhere |=
            k->c->works->arrivals[i].resource == resource && k->c->works->arrivals[i].area < 0;
    for (; at >= 0; at = k->c->programme->areas[at].parent)
        for (int i = 0; i < k->c->works->arrival_count; i++)
            if (k->c->works->arrivals[i].resource == resource &&
                k->c->works->arrivals[i].area == at)
                return at;
    return everywhere ? -1 : -2;
}

static int known_stock_area(struct check *k, int resource, int area)
{
    int *known = &k->stock_area[resource * k->c->programme->area_count + area];
    if (*known == UNKNOWN) *known = stock_area(k, resource, area);
    return *known;
}

/* Arrived and used of one material for one area, on the days on which planned work takes some. */
static void check_stock(struct check *k, int resource, int area, double *left, char *is_used)
{
    const struct works *w = k->c->works;
    const struct schedule *sc = k->c->schedule;
    double size = 0;
    for (int day = 0; day <= w->day_count; day++)
        left[day] = is_used[day] = 0;
    for (int i = 0; i < w->arrival_count; i++) {
        if (w->arrivals[i].resource != resource || w->arrivals[i].area != area) continue;
        left[w->arrivals[i].day < 0 ? 0 : w->arrivals[i].day] += w->arrivals[i].quantity;
        size += w->arrivals[i].quantity;
    }
    for (int i = 0; i < sc->activity_count; i++) {
        const struct activity *at = &sc->activities[i];
        const struct phase *phase = &w->phases[at->phase];
        if (at->is_inspection) continue;
        for (int m = phase->material_first; m < phase->material_first + phase->material_count; m++)
            if (w->materials[m].resource == resource &&
                known_stock_area(k, resource, visit_of(k, at)->area) == area) {
                left[at->start < 0 ? 0 : at->start] -= w->materials[m].quantity;
                is_used[at->start < 0 ? 0 : at->start] |= !k->done[i];
            }
    }
    double sum = 0;
    for (int day = 0; day <= w->day_count; day++) {
        sum += left[day];
        if (sum >= -1e-6 * (1 + size) || !is_used[day]) continue;
        findings_add(k->findings, 1, k->c->programme->resources[resource].code, NULL,
                     "%g more is used by day %d than has arrived", -sum, day);
        return;
    }
}

static enum status check_materials(struct check *k, struct err *e)
{
    const struct works *w = k->c->works;
    double *left = ARENA_ARRAY(k->arena, double, (size_t)w->day_count + 2);
    char *is_used = ARENA_ARRAY(k->arena, char, (size_t)w->day_count + 2);
    size_t pairs = (size_t)k->c->programme->area_count * (size_t)k->c->programme->resource_count;
    k->stock_area = ARENA_ARRAY(k->arena, int, pairs + 1);
    if (!left || !is_used || !k->stock_area)
        return err_set(e, STATUS_NOMEM, "out of memory for the check of a schedule");
    for (size_t i = 0; i < pairs; i++)
        k->stock_area[i] = UNKNOWN;
    for (int i = 0; i < w->arrival_count; i++) {
        int is_first = 1;
        for (int j = 0; j < i; j++)
            is_first &= w->arrivals[j].resource != w->arrivals[i].resource ||
                        w->arrivals[j].area != w->arrivals[i].area;
        if (is_first) check_stock(k, w->arrivals[i].resource, w->arrivals[i].area, left, is_used);
    }
    return STATUS_OK;
}

/* --- what is said of it ------------------------------------------------------------------- */

static void check_figures(struct check *k)
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
    struct check k = {.c = c, .findings = findings, .arena = a, .phase_max = 1};
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
    TRY(check_crews(&k, e));
    TRY(check_materials(&k, e));
    check_figures(&k);
    return STATUS_OK;
}
