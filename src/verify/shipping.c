/* SPDX-License-Identifier: Apache-2.0 */
#include "verify/shipping.h"

#include <math.h>
#include <string.h>

struct check {
    const struct supply_case *c;
    const struct logistics *l;
    const struct shipping *x;
    struct findings *findings;
    int sources, days;
    double *day; /* [days] scratch */
};

static void broken(struct check *k, int shipment, const char *what, double is, double must)
{
    findings_add(k->findings, 1, "shipping", NULL, "shipment %d: %s: %g, must be %g", shipment + 1,
                 what, is, must);
}

static int is_over(double used, double limit)
{
    return used > limit + 1e-6 * (1 + fabs(limit));
}

/* --- shipments one by one ----------------------------------------------------------------- */

static int site_of(const struct check *k, int place)
{
    for (int s = 0; s < k->c->site_count; s++)
        if (k->sources + k->c->sites[s].area == place) return s;
    return -1;
}

/* Straight line between two places, by the chord on a sphere; 0 when one is not known. */
static double line_km(const struct check *k, const struct way *w)
{
    double xyz[2][3], square = 0, turn = acos(-1) / 180;
    for (int i = 0; i < 2; i++) {
        int place = i ? w->destination : w->origin;
        const struct source *s = place < k->l->producer_count
                                     ? &k->l->producers[place]
                                     : &k->l->depots[place - k->l->producer_count];
        int is_site = place >= k->sources, site = is_site ? site_of(k, place) : 0;
        double lon = is_site ? k->c->sites[site].lon : s->lon;
        double lat = is_site ? k->c->sites[site].lat : s->lat;
        if (isnan(lon)) return 0;
        xyz[i][0] = cos(lat * turn) * cos(lon * turn);
        xyz[i][1] = cos(lat * turn) * sin(lon * turn);
        xyz[i][2] = sin(lat * turn);
    }
    for (int d = 0; d < 3; d++)
        square += (xyz[0][d] - xyz[1][d]) * (xyz[0][d] - xyz[1][d]);
    return 2 * 6371.0088 * asin(fmin(1, sqrt(square) / 2));
}

static const struct lane *lane_between(const struct check *k, int origin, int destination)
{
    for (int i = 0; i < k->l->lane_count; i++)
        if (k->l->lanes[i].origin == origin && k->l->lanes[i].destination == destination)
            return &k->l->lanes[i];
    return NULL;
}

static void check_way(struct check *k, int i, const struct way *w)
{
    const struct lane *lane = lane_between(k, w->origin, w->destination);
    if (w->origin >= k->sources || w->destination < k->l->producer_count ||
        (w->destination >= k->sources && site_of(k, w->destination) < 0)) {
        broken(k, i, "it goes between places that do not send and take", w->origin, w->destination);
        return;
    }
    if (lane) {
        if (w->days != lane->days) broken(k, i, "days of its lane", w->days, lane->days);
        if (fabs(w->km - lane->km) > 1e-6) broken(k, i, "km of its lane", w->km, lane->km);
        if (w->carrier != lane->carrier)
            broken(k, i, "carrier of its lane", w->carrier, lane->carrier);
        return;
    }
    if (w->carrier < 0) {
        broken(k, i, "carrier", w->carrier, 0);
        return;
    }
    const struct carrier *x = &k->l->carriers[w->carrier];
    double km = line_km(k, w) * x->detour;
    int days = (int)ceil(km / x->km_day - 1e-6) + x->load_days;
    if (fabs(km - w->km) > 1e-5 * (1 + km)) broken(k, i, "km", w->km, km);
    if (w->km > x->km_max * (1 + 1e-9))
        broken(k, i, "its carrier goes no further", w->km, x->km_max);
    if (w->days != days) broken(k, i, "days on the way", w->days, days);
    int loads = w->origin < k->l->producer_count ? x->from_producer : x->from_depot;
    int unloads = w->destination >= k->sources ? x->to_site : x->to_depot;
    if (!loads || !unloads) broken(k, i, "its carrier does not load or unload there", 0, 1);
}

static void check_shipment(struct check *k, int i)
{
    const struct shipment *h = &k->x->shipments[i];
    const struct way *w = &k->x->ways[h->way];
    check_way(k, i, w);
    if (h->arrives != h->leaves + w->days)
        broken(k, i, "it arrives on day", h->arrives, h->leaves + w->days);
    if (h->leaves < 0 || h->leaves % k->c->period_days)
        broken(k, i, "it leaves on the first day of a period, not on", h->leaves, 0);
    if (!(h->quantity > 0)) broken(k, i, "quantity", h->quantity, 1);
}

/* --- limits ------------------------------------------------------------------------------- */

/* What is in force on a day of rows (day, rate) that hold each until the next. */
static double made_on(const struct check *k, int producer, int resource, int day)
{
    double rate = 0;
    for (int i = 0; i < k->l->production_count; i++) {
        const struct production *x = &k->l->productions[i];
        if (x->producer == producer && x->resource == resource && x->day <= day)
            rate = x->per_month;
    }
    return rate * 12 / 365.25;
}

static double carried_on(const struct check *k, int carrier, int day, int *has)
{
    double rate = 0;
    for (int i = 0; i < k->l->capacity_count; i++) {
        const struct carrier_capacity *x = &k->l->capacities[i];
        if (x->carrier != carrier) continue;
        *has = 1;
        if (x->day <= day) rate = x->t_km_month;
    }
    return rate * 12 / 365.25;
}

static void over(struct check *k, const char *code, const char *what, int day, double used,
                 double limit)
{
    findings_add(k->findings, 1, code, NULL, "%s in the period from day %d: %g, at most %g", what,
                 day, used, limit);
}

static double weight_of(const struct check *k, const struct shipment *h)
{
    return h->quantity * k->l->materials[h->resource].weight_t;
}

static void check_made(struct check *k, int producer, int resource)
{
    int period = k->c->period_days;
    memset(k->day, 0, sizeof *k->day * (size_t)k->days);
    for (int i = 0; i < k->x->shipment_count; i++) {
        const struct shipment *h = &k->x->shipments[i];
        if (k->x->ways[h->way].origin == producer && h->resource == resource)
            k->day[h->leaves] += h->quantity;
    }
    for (int day = 0; day < k->days; day += period) {
        double limit = 0;
        if (k->day[day] <= 0) continue;
        for (int d = day - period; d < day; d++)
            limit += d < 0 ? 0 : made_on(k, producer, resource, d);
        if (is_over(k->day[day], limit))
            over(k, k->l->producers[producer].code, "it sends more than it made", day, k->day[day],
                 limit);
    }
}

static void check_carried(struct check *k, int carrier, int lane)
{
    int period = k->c->period_days, has = lane >= 0;
    memset(k->day, 0, sizeof *k->day * (size_t)k->days);
    for (int i = 0; i < k->x->shipment_count; i++) {
        const struct shipment *h = &k->x->shipments[i];
        const struct way *w = &k->x->ways[h->way];
        const struct lane *x = lane >= 0 ? &k->l->lanes[lane] : NULL;
        if (x && w->origin == x->origin && w->destination == x->destination)
            k->day[h->leaves] += weight_of(k, h);
        if (!x && w->carrier == carrier) k->day[h->leaves] += weight_of(k, h) * w->km;
    }
    for (int day = 0; day < k->days; day += period) {
        double limit = 0;
        if (k->day[day] <= 0) continue;
        for (int d = day; d < day + period; d++)
            limit += lane >= 0 ? k->l->lanes[lane].t_month * 12 / 365.25
                               : carried_on(k, carrier, d, &has);
        if (has && is_over(k->day[day], limit))
            over(k, lane >= 0 ? "lane" : k->l->carriers[carrier].code,
                 "it carries more than it can", day, k->day[day], limit);
    }
}

/* --- depots and sites --------------------------------------------------------------------- */

/* What the depot has of a material, day by day: never less than nothing. */
static void check_sent(struct check *k, int depot, int resource)
{
    int place = k->l->producer_count + depot;
    double size = 0, stock = 0;
    memset(k->day, 0, sizeof *k->day * (size_t)k->days);
    for (int i = 0; i < k->x->shipment_count; i++) {
        const struct shipment *h = &k->x->shipments[i];
        const struct way *w = &k->x->ways[h->way];
        if (h->resource != resource) continue;
        if (w->origin == place) k->day[h->leaves] -= h->quantity;
        if (w->destination != place || h->arrives >= k->days) continue;
        k->day[h->arrives] += h->quantity;
        size += h->quantity;
    }
    for (int day = 0; day < k->days; day++) {
        stock += k->day[day];
        if (stock >= -1e-5 * (1 + size)) continue;
        findings_add(k->findings, 1, k->l->depots[depot].code, NULL,
                     "by day %d it has sent %g more than has come", day, -stock);
        return;
    }
}

/* What lies there of all materials; what leaves is there on that day still. */
static void check_room(struct check *k, int depot)
{
    int place = k->l->producer_count + depot;
    double heaviest = 0, weight = 0;
    memset(k->day, 0, sizeof *k->day * (size_t)k->days);
    for (int i = 0; i < k->x->shipment_count; i++) {
        const struct shipment *h = &k->x->shipments[i];
        const struct way *w = &k->x->ways[h->way];
        if (w->destination == place && h->arrives < k->days) k->day[h->arrives] += weight_of(k, h);
        if (w->origin == place && h->leaves + 1 < k->days) k->day[h->leaves + 1] -= weight_of(k, h);
    }
    for (int day = 0; day < k->days; day++) {
        weight += k->day[day];
        heaviest = fmax(heaviest, weight);
    }
    if (is_over(heaviest, k->l->depots[depot].capacity_t))
        findings_add(k->findings, 1, k->l->depots[depot].code, NULL, "%g t lie there, room for %g",
                     heaviest, k->l->depots[depot].capacity_t);
}

/* A site and a material: needs first..last. */
static void check_site(struct check *k, int first, int last)
{
    const struct supply_need *need = &k->c->needs[first];
    int place = k->sources + k->c->sites[need->site].area;
    double size = 0, stock = 0;
    memset(k->day, 0, sizeof *k->day * (size_t)k->days);
    for (int i = 0; i < k->x->shipment_count; i++) {
        const struct shipment *h = &k->x->shipments[i];
        if (h->resource == need->resource && k->x->ways[h->way].destination == place &&
            h->arrives < k->days)
            k->day[h->arrives] += h->quantity;
    }
    for (int i = first; i < last; i++) {
        k->day[k->c->needs[i].day] -= k->c->needs[i].quantity;
        size += k->c->needs[i].quantity;
    }
    for (int day = 0; day < k->days; day++) {
        stock += k->day[day];
        if (stock >= -1e-5 * (1 + size)) continue;
        findings_add(k->findings, 1, k->c->programme->areas[k->c->sites[need->site].area].code,
                     NULL, "%g %s lack on day %d", -stock,
                     k->c->programme->resources[need->resource].code, day);
        return;
    }
}

static int is_same(const struct supply_need *a, const struct supply_need *b)
{
    return a->site == b->site && a->resource == b->resource;
}

enum status verify_shipping(const struct supply_case *c, const struct shipping *x, int all_met,
                            struct findings *findings, struct arena *a, struct err *e)
{
    const struct logistics *l = c->logistics;
    struct check k = {.c = c, .l = l, .x = x, .findings = findings};
    int before = findings->error_count;
    k.sources = l->producer_count + l->depot_count;
    k.days = c->day_count + c->period_days + 400;
    k.day = ARENA_ARRAY(a, double, (size_t)k.days + 1);
    if (!k.day) return err_set(e, STATUS_NOMEM, "out of memory for the check of shipments");
    for (int i = 0; i < x->shipment_count; i++)
        check_shipment(&k, i);
    if (findings->error_count > before) return STATUS_OK; /* the rest would only repeat it */
    for (int i = 0; i < l->producer_count; i++)
        for (int m = 0; m < c->programme->resource_count; m++)
            check_made(&k, i, m);
    for (int i = 0; i < l->carrier_count; i++)
        check_carried(&k, i, -1);
    for (int i = 0; i < l->lane_count; i++)
        check_carried(&k, -1, i);
    for (int i = 0; i < l->depot_count; i++) {
        for (int m = 0; m < c->programme->resource_count; m++)
            check_sent(&k, i, m);
        check_room(&k, i);
    }
    for (int first = 0, last; all_met && first < c->need_count; first = last) {
        for (last = first; last < c->need_count && is_same(&c->needs[first], &c->needs[last]);)
            last++;
        check_site(&k, first, last);
    }
    return STATUS_OK;
}
