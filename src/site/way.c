/* SPDX-License-Identifier: Apache-2.0 */
#include "site/way.h"

#include <assert.h>
#include <math.h>

enum status way_finder_init(struct way_finder *f, const struct roads *n, struct arena *a,
                            struct err *e)
{
    *f = (struct way_finder){.roads = n, .town = -1, .other_component = -1};
    for (enum roads_measure k = 0; k < ROADS_MEASURE_COUNT; k++)
        TRY(route_init(&f->searches[k], n, k, a, e));
    return STATUS_OK;
}

static void turn_to(struct way_finder *f, int town, struct place place)
{
    if (f->town == town) return;
    f->town = town;
    f->near = roads_approach(f->roads, place, -1, WAY_JOIN_M);
    f->other_component = -1;
}

struct accesses {
    struct approach site, town;
};

/* Onto roads that are connected; town.line -1: there are none. */
static struct accesses connect(struct way_finder *f, struct place site, struct approach near,
                               struct place town)
{
    if (near.component == f->near.component) return (struct accesses){near, f->near};
    if (f->other_component != near.component) {
        f->other = roads_approach(f->roads, town, near.component, WAY_JOIN_M);
        f->other_component = near.component;
    }
    double sum_m = near.access_m + f->other.access_m;
    double most_m = fmin(WAY_JOIN_M, sum_m - f->near.access_m);
    struct approach far = {.line = -1};
    if (most_m >= 0) far = roads_approach(f->roads, site, f->near.component, most_m);
    if (far.line >= 0 && far.access_m + f->near.access_m < sum_m)
        return (struct accesses){far, f->near};
    return (struct accesses){near, f->other};
}

static int is_same(const struct approach *a, const struct approach *b)
{
    return a->chain == b->chain && a->offset_m == b->offset_m;
}

static struct route route_between(struct route_search *r, const struct accesses *c)
{
    if (r->number == 0 || !is_same(&r->start, &c->town)) route_start(r, &c->town);
    return route_to(r, &c->site);
}

static double seconds_of(const struct approach *a)
{
    return a->access_m * 3.6 / a->km_h;
}

static struct way straight(enum way_basis why, double m)
{
    return (struct way){.basis = why, .m = m, .minutes = NAN};
}

static enum way_basis basis_of(unsigned lines)
{
    if (!(lines & ROUTE_RAIL)) return WAY_BY_ROAD;
    return lines & ROUTE_ROAD ? WAY_BY_ROAD_AND_RAIL : WAY_BY_RAIL;
}

struct way way_find(struct way_finder *f, struct place site, int town, struct place town_place,
                    double straight_m)
{
    if (f->roads->joinable_count == 0) return straight(WAY_NO_ROAD, straight_m);
    struct approach near = roads_approach(f->roads, site, -1, WAY_JOIN_M);
    if (near.line < 0) return straight(WAY_OFF_SITE, straight_m);
    if (near.access_m >= straight_m) return straight(WAY_TOWN_NEAR, straight_m);
    turn_to(f, town, town_place);
    if (f->near.line < 0) return straight(WAY_OFF_TOWN, straight_m);
    struct accesses c = connect(f, site, near, town_place);
    if (c.town.line < 0) return straight(WAY_APART, straight_m);
    if (c.site.access_m >= straight_m) return straight(WAY_TOWN_NEAR, straight_m);

    struct route shortest = route_between(&f->searches[ROADS_METRES], &c);
    struct route quickest = route_between(&f->searches[ROADS_SECONDS], &c);
    double seconds = seconds_of(&c.site) + quickest.cost + seconds_of(&c.town);
    return (struct way){.basis = basis_of(shortest.lines),
                        .m = c.site.access_m + shortest.cost + c.town.access_m,
                        .minutes = seconds / 60,
                        .site_access_m = c.site.access_m,
                        .town_access_m = c.town.access_m};
}
