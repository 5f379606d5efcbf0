/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "verify/works_parts.h"

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

static void crew_broken(struct works_check *k, int crew, const char *what, double is, double must)
{
    findings_add(k->findings, 1, k->c->works->crews[crew].code, NULL, "%s: %g, must be %g", what,
                 is, must);
}

/* Place of a visit: its first site, else the area's chief town, any settlement or site. */
static void place_of(const struct works_check *k, int visit, double *lon, double *lat)
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
static int move_days(const struct works_check *k, const struct crew *crew, int from, int to)
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
static void check_moves(struct works_check *k, const struct at_work *work, int first, int last)
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
static void list_last(const struct works_check *k, int *last)
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

enum status works_check_crews(struct works_check *k, struct err *e)
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
            if (!is_fact) works_broken(k, i, "it has no crew", at->crew, 0);
            continue;
        }
        if (is_fact && k->done[i]->finish != WORKS_NO_DAY && last[at->crew] != i) continue;
        const struct crew *crew = &w->crews[at->crew];
        int trade = at->is_inspection ? w->inspection_trade : phase->trade;
        if (!is_fact && !(crew->trades >> trade & 1))
            works_broken(k, i, "trade of its crew", -1, trade);
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
