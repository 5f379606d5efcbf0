/* SPDX-License-Identifier: Apache-2.0 */
#include "site/check.h"

#include <assert.h>
#include <math.h>

#define PI        3.14159265358979323846
#define HALF_KM   10.0 /* where no distance is set as limit, ten kilometres halve the score */
#define HALF_MIN  15.0 /* the same for minutes, where they are known: 10 km at 40 km/h */
#define NOBODY    0.5  /* fewer people than this, of settlements spread evenly, are nobody */
#define KM(hit)   ((hit).m / 1000)
#define NO_HIT    ((struct hit){-1, INFINITY})
#define CAPPED(x) fmax(0, fmin(1, (x)))

/* x <= limit, with the tolerance of the whole program. */
static int fits(double x, double limit)
{
    return x <= limit + 1e-6 * fmax(1, fabs(limit));
}

/* Radius of a disc of so much land. */
static double land_radius_m(double land_m2)
{
    return sqrt(land_m2 / PI);
}

double people_within(const struct settlement *s, double apart_m, double reach_m)
{
    double r = s->radius_m, R = reach_m, d = apart_m;
    if (!(r > 0)) return d <= R ? s->population : 0;
    if (d >= R + r) return 0;
    if (d <= fabs(R - r)) return R >= r ? s->population : s->population * (R * R) / (r * r);
    double small = acos(fmax(-1, fmin(1, (d * d + r * r - R * R) / (2 * d * r))));
    double large = acos(fmax(-1, fmin(1, (d * d + R * R - r * r) / (2 * d * R))));
    double kite = (-d + r + R) * (d + r - R) * (d - r + R) * (d + r + R);
    double lens = r * r * small + R * R * large - sqrt(fmax(0, kite)) / 2;
    return s->population * CAPPED(lens / (PI * r * r));
}

static double setback_m(const struct programme *p, int size)
{
    int class = p->types[p->sizes[size].type].nuisance_class;
    return class < 0 ? 0 : p->nuisance_classes[class].setback_m;
}

enum status site_view_init(struct site_view *v, const struct ground *g, struct arena *a,
                           struct err *e)
{
    const struct programme *p = g->programme;
    *v = (struct site_view){.ground = g, .site = -1};
    v->people = ARENA_ARRAY(a, double, (size_t)p->size_count);
    v->reach_m = ARENA_ARRAY(a, double, (size_t)p->size_count);
    if (!v->people || !v->reach_m) return err_set(e, STATUS_NOMEM, "no memory to look at sites");
    for (int i = 0; i < p->size_count; i++) {
        double setback = setback_m(p, i), edge = land_radius_m(p->sizes[i].land_m2);
        v->reach_m[i] = setback > 0 ? setback + edge : 0;
        if (setback > 0) v->look_m = fmax(v->look_m, 2 * setback + edge);
    }
    if (v->look_m > 0) v->look_m += g->settlement_radius_max_m;
    for (int i = 0; i < p->connection_count; i++)
        if (p->connections[i].kind == CONNECTION_TRANSPORT)
            v->way_per_km += p->connections[i].per_km;
    return STATUS_OK;
}

static void meet_settlement(void *context, struct hit hit)
{
    struct site_view *v = context;
    const struct programme *p = v->ground->programme;
    const struct settlement *s = &p->settlements[hit.id];
    if (!(s->population > 0)) return;
    double inhabited = fmax(0, hit.m - s->radius_m);
    if (inhabited < v->nearest.m || (inhabited == v->nearest.m && hit.id < v->nearest.id))
        v->nearest = (struct hit){hit.id, inhabited};
    for (int i = 0; i < p->size_count; i++)
        if (v->reach_m[i] > inhabited || (v->reach_m[i] > 0 && v->reach_m[i] >= inhabited))
            v->people[i] += people_within(s, hit.m, v->reach_m[i]);
}

static void look_around(struct site_view *v, const struct site *at)
{
    const struct ground *g = v->ground;
    v->at = at;
    v->place = place_of(at->lon, at->lat);
    v->road = index_nearest(&g->roads.index, v->place, -INFINITY);
    if (v->road.id >= 0) v->road.id = g->roads.lines[v->road.id];
    v->seat = ground_seat(g, at->area, v->place);
    v->feed_point = index_nearest(&g->feed_points, v->place, -INFINITY);
    v->water_source = index_nearest(&g->water_sources, v->place, -INFINITY);
    v->nearest = NO_HIT;
    for (int i = 0; i < g->programme->size_count; i++)
        v->people[i] = 0;
    if (v->look_m > 0) index_within(&g->settlements, v->place, v->look_m, meet_settlement, v);
    for (int i = 0; i < g->programme->size_count; i++)
        if (v->people[i] < NOBODY) v->people[i] = 0;
}

enum status site_view_roam(struct site_view *v, struct arena *a, struct err *e)
{
    v->finder = ARENA_NEW(a, struct way_finder);
    if (!v->finder) return err_set(e, STATUS_NOMEM, "no memory to look at places");
    return way_finder_init(v->finder, &v->ground->roads, a, e);
}

void site_view_place(struct site_view *v, const struct site *at)
{
    assert(v->finder);
    look_around(v, at);
    v->site = -1;
    v->way = ground_way(v->ground, v->finder, v->place, v->seat);
}

void site_view_move(struct site_view *v, int site)
{
    assert(site >= 0 && site < v->ground->programme->site_count);
    look_around(v, &v->ground->programme->sites[site]);
    v->site = site;
    v->way = v->ground->ways[site];
}

/* 0 where just enough is there, 1 at twice of it. */
static double score_capacity(double there, double needed)
{
    return needed > 0 ? CAPPED(there / needed - 1) : 1;
}

/* 1 on the spot, 0 at the limit. */
static double score_distance(double km, double km_max)
{
    if (isinf(km_max)) return isinf(km) ? 0 : 1 / (1 + km / HALF_KM);
    return km_max > 0 ? CAPPED(1 - km / km_max) : fits(km, 0);
}

static double score_share(double value, double max)
{
    return max > 0 ? CAPPED(1 - value / max) : fits(value, 0);
}

static double score_supply(const struct supply *s)
{
    switch (s->state) {
    case SUPPLY_NOT_NEEDED:
        return 1;
    case SUPPLY_STATED:
        return (score_capacity(s->there, s->needed) + 1) / 2;
    case SUPPLY_CONNECTED:
        return (score_capacity(s->there, s->needed) + score_distance(KM(s->used), s->km_max)) / 2;
    default:
        return 0;
    }
}

static int supply_passes(const struct supply *s)
{
    return s->state <= SUPPLY_CONNECTED;
}

/* needed and km_max are filled in; stated: NAN when the site says nothing; nearest_gives: what the
 * nearest source has for industry. */
static void check_supply(struct supply *s, const struct index *sources, struct place place,
                         struct hit nearest, double nearest_gives, double stated)
{
    s->nearest = s->used = NO_HIT;
    s->there = NAN;
    if (!(s->needed > 0)) {
        s->state = SUPPLY_NOT_NEEDED;
    } else if (!isnan(stated)) {
        s->there = stated;
        s->state = fits(s->needed, stated) ? SUPPLY_STATED : SUPPLY_STATED_SHORT;
    } else if (sources->item_count == 0) {
        s->state = SUPPLY_UNKNOWN;
    } else {
        double enough = s->needed - 1e-6 * fmax(1, s->needed); /* as fits() */
        s->nearest = nearest;
        s->used = nearest_gives >= enough ? nearest : index_nearest(sources, place, enough);
        s->state = s->used.id < 0                 ? SUPPLY_SHORT
                   : fits(KM(s->used), s->km_max) ? SUPPLY_CONNECTED
                                                  : SUPPLY_FAR;
    }
}

static double power_of(const struct programme *p, int feed_point)
{
    return feed_point < 0 ? 0 : p->feed_points[feed_point].spare_kw;
}

static double water_of(const struct programme *p, int source)
{
    return source < 0 || !p->water_sources[source].fit ? 0 : p->water_sources[source].dry_m3_day;
}

static void check_power(const struct site_view *v, const struct facility_size *size,
                        struct supply *s)
{
    const struct programme *p = v->ground->programme;
    *s = (struct supply){.needed = size->power_kw, .km_max = size->power_km_max};
    check_supply(s, &v->ground->feed_points, v->place, v->feed_point, power_of(p, v->feed_point.id),
                 v->at->power_kw);
    int of = s->used.id >= 0 ? s->used.id : s->nearest.id;
    if (of >= 0) s->there = power_of(p, of);
}

static void check_water(const struct site_view *v, const struct facility_size *size,
                        struct supply *s)
{
    const struct programme *p = v->ground->programme;
    *s = (struct supply){.needed = size->water_m3_day, .km_max = size->water_km_max};
    check_supply(s, &v->ground->water_sources, v->place, v->water_source,
                 water_of(p, v->water_source.id), v->at->water_m3_day);
    int of = s->used.id >= 0 ? s->used.id : s->nearest.id;
    if (of >= 0) s->there = water_of(p, of);
}

/* No road is loaded: the county town, which has one, stands for it. */
static void check_without_network(const struct site_view *v, const struct facility_size *size,
                                  struct access *c)
{
    double limit = isfinite(size->seat_km_max) ? size->seat_km_max : size->transport_km_max;
    c->seat_for_road = 1;
    if (c->seat.id >= 0) {
        c->connect_km = KM(c->way);
        c->seat_km_max = limit;
        if (!fits(KM(c->way), limit)) c->faults |= ACCESS_SEAT_FAR;
    } else if (isfinite(limit) || (v->way_per_km > 0 && size->transport_t_year > 0)) {
        c->faults |= ACCESS_ROAD_UNKNOWN;
    }
}

static void check_access(const struct site_view *v, const struct facility_size *size,
                         struct access *c)
{
    *c = (struct access){.road = v->road,
                         .seat = v->seat,
                         .way = v->way,
                         .connect_km = NAN,
                         .road_km_max = INFINITY,
                         .seat_km_max = size->seat_km_max,
                         .needed_t_year = size->transport_t_year,
                         .there_t_year = v->at->transport_t_year};
    if (!fits(c->needed_t_year, c->there_t_year)) c->faults |= ACCESS_CAPACITY;
    if (v->road.id < 0) {
        check_without_network(v, size, c);
        return;
    }
    c->connect_km = KM(v->road);
    c->road_km_max = size->transport_km_max;
    if (!fits(KM(v->road), c->road_km_max)) c->faults |= ACCESS_ROAD_FAR;
    if (!isfinite(c->seat_km_max)) return;
    if (v->seat.id < 0)
        c->faults |= ACCESS_SEAT_UNKNOWN;
    else if (!fits(KM(v->way), c->seat_km_max))
        c->faults |= ACCESS_SEAT_FAR;
}

/* By the limit where there is one, else by time where that is known. */
static double score_way(const struct way *w, double km_max)
{
    if (isfinite(km_max) || isnan(w->minutes)) return score_distance(KM(*w), km_max);
    return 1 / (1 + w->minutes / HALF_MIN);
}

static double score_access(const struct access *c)
{
    double road = c->seat_for_road ? -1 : score_distance(KM(c->road), c->road_km_max);
    double seat = c->seat.id < 0 ? -1 : score_way(&c->way, c->seat_km_max);
    double capacity =
        isinf(c->there_t_year) ? 1 : score_capacity(c->there_t_year, c->needed_t_year);
    double sum = capacity + (road < 0 ? 0 : road) + (seat < 0 ? 0 : seat);
    return sum / (1 + (road >= 0) + (seat >= 0));
}

static void check_neighbours(const struct site_view *v, int size, struct neighbours *n)
{
    const struct programme *p = v->ground->programme;
    int class = p->types[p->sizes[size].type].nuisance_class;
    *n = (struct neighbours){.setback_m = setback_m(p, size),
                             .edge_m = land_radius_m(p->sizes[size].land_m2),
                             .displaced = v->at->displaced,
                             .nearest = v->nearest,
                             .listed_share = NAN};
    if (class >= 0) {
        n->people_max = p->nuisance_classes[class].people_max;
        n->displaced_max = p->nuisance_classes[class].displaced_max;
    }
    if (v->nearest.id >= 0) n->nearest.m = fmax(0, v->nearest.m - n->edge_m);
    n->people = v->people[size];
    double people = p->areas[v->at->area].population;
    if (people > 0) n->listed_share = v->ground->listed_people[v->at->area] / people;

    if (n->setback_m > 0 && p->settlement_count == 0) n->faults |= PEOPLE_UNKNOWN;
    if (!fits(n->people, n->people_max)) n->faults |= PEOPLE_TOO_MANY;
    if (!fits(n->displaced, n->displaced_max)) n->faults |= PEOPLE_DISPLACED;
}

static double score_neighbours(const struct neighbours *n)
{
    double displaced = score_share(n->displaced, n->displaced_max);
    if (!(n->setback_m > 0)) return displaced;
    double margin = n->nearest.id < 0 ? 1 : CAPPED(n->nearest.m / n->setback_m - 1);
    return (displaced + score_share(n->people, n->people_max) + margin) / 3;
}

void site_check(const struct site_view *v, int size, struct site_check *out)
{
    const struct programme *p = v->ground->programme;
    const struct facility_size *s = &p->sizes[size];
    assert(v->at && size >= 0 && size < p->size_count);
    *out = (struct site_check){
        .site = v->site, .size = size, .land_m2 = v->at->land_m2, .land_needed_m2 = s->land_m2};
    check_power(v, s, &out->power);
    check_water(v, s, &out->water);
    check_access(v, s, &out->access);
    check_neighbours(v, size, &out->neighbours);

    out->passed[SITE_POWER] = supply_passes(&out->power);
    out->passed[SITE_WATER] = supply_passes(&out->water);
    out->passed[SITE_TRANSPORT] = out->access.faults == 0;
    out->passed[SITE_INHABITANTS] = out->neighbours.faults == 0;
    out->passed[SITE_LAND] = fits(out->land_needed_m2, out->land_m2);

    out->score[SITE_POWER] = score_supply(&out->power);
    out->score[SITE_WATER] = score_supply(&out->water);
    out->score[SITE_TRANSPORT] = score_access(&out->access);
    out->score[SITE_INHABITANTS] = score_neighbours(&out->neighbours);
    out->score[SITE_LAND] = score_capacity(out->land_m2, out->land_needed_m2);

    out->admissible = 1;
    for (int i = 0; i < SITE_CONDITION_COUNT; i++) {
        if (!out->passed[i]) out->score[i] = 0;
        out->admissible &= out->passed[i];
        out->overall += out->score[i] / SITE_CONDITION_COUNT;
    }
}
