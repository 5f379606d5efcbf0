/* SPDX-License-Identifier: Apache-2.0 */
#include "supply/net.h"

#include <math.h>
#include <string.h>

#include "supply/supply.h"

#define PI              3.14159265358979323846
#define EARTH_RADIUS_KM 6371.0088 /* mean, IUGG */

enum {
    TAIL_DAYS = 91, /* after the last need, at first */
};

double supply_km(double lon, double lat, double to_lon, double to_lat)
{
    if (isnan(lon) || isnan(to_lon)) return 0;
    double turn = PI / 180;
    double up = sin((to_lat - lat) * turn / 2), east = sin((to_lon - lon) * turn / 2);
    double h = up * up + cos(lat * turn) * cos(to_lat * turn) * east * east;
    return 2 * EARTH_RADIUS_KM * asin(sqrt(fmin(1, h)));
}

int place_kind(const struct logistics *l, int place)
{
    return place < l->producer_count ? 0 : place < l->producer_count + l->depot_count ? 1 : 2;
}

int boundary_after(const struct supply_case *c, int day)
{
    return (day + c->period_days - 1) / c->period_days;
}

int way_periods(const struct net *n, int way)
{
    return boundary_after(n->c, n->ways[way].days);
}

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the network of supply");
}

/* --- ways --------------------------------------------------------------------------------- */

static void place_at(const struct supply_case *c, int place, int site, double *lon, double *lat)
{
    const struct logistics *l = c->logistics;
    const struct source *s =
        place < l->producer_count ? &l->producers[place] : &l->depots[place - l->producer_count];
    *lon = site >= 0 ? c->sites[site].lon : s->lon;
    *lat = site >= 0 ? c->sites[site].lat : s->lat;
}

static int find_lane(const struct logistics *l, int origin, int destination)
{
    for (int i = 0; i < l->lane_count; i++)
        if (l->lanes[i].origin == origin && l->lanes[i].destination == destination) return i;
    return -1;
}

static int serves(const struct carrier *x, int from, int to)
{
    return (from == 0 ? x->from_producer : x->from_depot) && (to == 1 ? x->to_depot : x->to_site);
}

/* A lane, else every carrier that goes from the one place to the other. */
static void add_ways(struct net *n, int origin, int destination, int site)
{
    const struct logistics *l = n->c->logistics;
    int from = place_kind(l, origin), to = site >= 0 ? 2 : 1,
        lane = find_lane(l, origin, destination);
    double lon, lat, to_lon, to_lat;
    if (lane >= 0) {
        const struct lane *x = &l->lanes[lane];
        n->ways[n->way_count++] =
            (struct way){origin, destination, x->carrier, lane, x->km, x->cost_t, x->days};
        return;
    }
    place_at(n->c, origin, -1, &lon, &lat);
    place_at(n->c, destination, site, &to_lon, &to_lat);
    double line = supply_km(lon, lat, to_lon, to_lat);
    for (int i = 0; i < l->carrier_count; i++) {
        const struct carrier *x = &l->carriers[i];
        double km = line * x->detour;
        if (!serves(x, from, to) || km > x->km_max) continue;
        int days = (int)ceil(km / x->km_day - 1e-9) + x->load_days;
        n->ways[n->way_count++] =
            (struct way){origin, destination, i, -1, km, km * x->cost_t_km, days};
    }
}

static enum status build_ways(struct net *n, struct arena *a, struct err *e)
{
    const struct supply_case *c = n->c;
    const struct logistics *l = c->logistics;
    int sources = l->producer_count + l->depot_count;
    size_t most =
        (size_t)sources * (size_t)(l->depot_count + c->site_count) * (size_t)(l->carrier_count + 1);
    n->ways = ARENA_ARRAY(a, struct way, most + 1);
    if (!n->ways) return out_of_memory(e);
    for (int origin = 0; origin < sources; origin++) {
        for (int d = l->producer_count; d < sources; d++)
            if (d != origin) add_ways(n, origin, d, -1);
        for (int s = 0; s < c->site_count; s++)
            add_ways(n, origin, sources + c->sites[s].area, s);
    }
    return STATUS_OK;
}

/* --- targets ------------------------------------------------------------------------------ */

static void set_window(struct net *n, struct target *t)
{
    const struct supply_case *c = n->c;
    int early = c->logistics->materials[t->resource].early_days / c->period_days;
    t->from = c->needs[t->need_first].day / c->period_days;
    t->until = c->needs[t->need_first + t->need_count - 1].day / c->period_days;
    if (t->from < 1) t->from = 1; /* what was made before day 0 is not known */
    if (t->until < 1) t->until = 1;
    t->first = t->from > early + 1 ? t->from - early : 1;
    t->tail = boundary_after(c, TAIL_DAYS);
}

static enum status build_targets(struct net *n, struct arena *a, struct err *e)
{
    const struct supply_case *c = n->c;
    int resources = c->programme->resource_count;
    double *sum = ARENA_ARRAY(a, double, (size_t)resources + 1);
    int *count = ARENA_ARRAY(a, int, (size_t)resources + 1);
    n->needed = ARENA_ARRAY(a, int, (size_t)resources + 1);
    n->targets = ARENA_ARRAY(a, struct target, (size_t)c->need_count + 1);
    if (!sum || !count || !n->needed || !n->targets) return out_of_memory(e);
    for (int i = 0; i < c->need_count; i++) {
        const struct supply_need *x = &c->needs[i];
        struct target *t = n->targets + (i > 0 ? n->target_count - 1 : 0);
        if (i == 0 || t->site != x->site || t->resource != x->resource) {
            t = &n->targets[n->target_count++];
            *t = (struct target){.site = x->site, .resource = x->resource, .need_first = i};
            t->class =
                logistics_class(c->logistics, c->programme, x->resource, c->sites[x->site].area);
        }
        t->need_count++;
        t->total += x->quantity;
        sum[x->resource] += x->quantity;
        count[x->resource]++;
        n->needed[x->resource] = 1;
    }
    for (int i = 0; i < n->target_count; i++) {
        struct target *t = &n->targets[i];
        t->mean = sum[t->resource] / count[t->resource];
        set_window(n, t);
    }
    return STATUS_OK;
}

enum status net_build(struct net *n, const struct supply_case *c, struct arena *a, struct err *e)
{
    *n = (struct net){.c = c, .period_max = c->day_count / c->period_days};
    TRY(build_ways(n, a, e));
    return build_targets(n, a, e);
}

/* --- flows -------------------------------------------------------------------------------- */

static void add_flow(struct net *n, int way, int resource, int target)
{
    int periods = way_periods(n, way), first = 1, last = n->period_count - periods;
    if (target >= 0) {
        struct target *t = &n->targets[target];
        t->is_reached = 1;
        if (t->first - periods > first) first = t->first - periods;
        last = t->last - periods;
    }
    if (last >= first)
        n->flows[n->flow_count++] = (struct flow){way, resource, target, first, last, 0};
}

static int can_leave(const struct net *n, int place, int resource)
{
    const struct logistics *l = n->c->logistics;
    if (place_kind(l, place) == 1) return 1;
    for (int i = 0; i < l->production_count; i++)
        if (l->productions[i].producer == place && l->productions[i].resource == resource) return 1;
    return 0;
}

enum status net_flows(struct net *n, struct arena *a, struct err *e)
{
    const struct supply_case *c = n->c;
    int sources = c->logistics->producer_count + c->logistics->depot_count;
    n->period_count = 1;
    for (int i = 0; i < n->target_count; i++) {
        struct target *t = &n->targets[i];
        t->last = t->until + t->tail;
        if (t->last > n->period_max) t->last = n->period_max;
        if (t->last < t->until) t->last = t->until;
        if (t->last > n->period_count) n->period_count = t->last;
    }
    size_t most = (size_t)n->way_count * (size_t)(c->programme->resource_count);
    n->flows = ARENA_ARRAY(a, struct flow, most + 1);
    if (!n->flows) return out_of_memory(e);
    n->flow_count = 0;
    for (int w = 0; w < n->way_count; w++) {
        const struct way *way = &n->ways[w];
        int is_site = place_kind(c->logistics, way->destination) == 2;
        for (int m = 0; m < c->programme->resource_count && !is_site; m++)
            if (n->needed[m] && can_leave(n, way->origin, m)) add_flow(n, w, m, -1);
        for (int t = 0; t < n->target_count && is_site; t++)
            if (c->sites[n->targets[t].site].area == way->destination - sources &&
                can_leave(n, way->origin, n->targets[t].resource))
                add_flow(n, w, n->targets[t].resource, t);
    }
    return STATUS_OK;
}
