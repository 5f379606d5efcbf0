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

/* Boundary of a need; what was made before day 0 is not known. */
static int need_boundary(const struct supply_case *c, int need)
{
    int at = c->needs[need].day / c->period_days;
    return at < 1 ? 1 : at;
}

static int can_leave(const struct net *n, int place, int resource)
{
    const struct logistics *l = n->c->logistics;
    if (place_kind(l, place) == 1) return 1;
    for (int i = 0; i < l->production_count; i++)
        if (l->productions[i].producer == place && l->productions[i].resource == resource) return 1;
    return 0;
}

/* Does the way take as much as there is, from a place where it could wait? */
static int is_unlimited(const struct net *n, const struct way *w)
{
    const struct logistics *l = n->c->logistics;
    return place_kind(l, w->origin) == 1 &&
           isinf(l->depots[w->origin - l->producer_count].capacity_t) &&
           (w->carrier < 0 || isinf(logistics_carried(l, w->carrier, 0, 1))) &&
           (w->lane < 0 || isinf(l->lanes[w->lane].t_month));
}

/* Site a way leads to; -1: it leads to a depot. */
static int site_at(const struct net *n, const struct way *w)
{
    const struct logistics *l = n->c->logistics;
    int area = w->destination - l->producer_count - l->depot_count;
    return area < 0 ? -1 : n->site_of[area];
}

/* A target has to be served at once from where it could wait, or on ways that are limited. */
static void mark_limited(struct net *n)
{
    for (int w = 0; w < n->way_count; w++) {
        int site = site_at(n, &n->ways[w]);
        if (site < 0 || is_unlimited(n, &n->ways[w])) continue;
        for (int t = n->first_of[site]; t < n->first_of[site + 1]; t++)
            if (can_leave(n, n->ways[w].origin, n->targets[t].resource)) n->targets[t].is_free = 0;
    }
}

static void set_window(struct net *n, struct target *t)
{
    const struct supply_case *c = n->c;
    int early = c->logistics->materials[t->resource].early_days / c->period_days;
    t->from = need_boundary(c, t->need_first);
    t->until = need_boundary(c, t->need_first + t->need_count - 1);
    t->first = t->is_free ? t->from : t->from > early + 1 ? t->from - early : 1;
    t->tail = boundary_after(c, TAIL_DAYS);
}

/* Of a material: made until the boundary before, and needed by a class until each boundary. */
struct backlog {
    double *made, *needed[PRIORITY_CLASSES + 1];
};

static void count_backlog(const struct net *n, int resource, struct backlog *b)
{
    const struct supply_case *c = n->c;
    const struct logistics *l = c->logistics;
    for (int k = 0; k <= n->period_max; k++) {
        b->made[k] = k > 0 ? b->made[k - 1] : 0;
        for (int i = 0; k > 0 && i < l->producer_count; i++)
            b->made[k] +=
                logistics_made(l, i, resource, (k - 1) * c->period_days, k * c->period_days);
        for (int x = 0; x <= PRIORITY_CLASSES; x++)
            b->needed[x][k] = 0;
    }
    for (int i = 0; i < n->target_count; i++) {
        const struct target *t = &n->targets[i];
        for (int k = t->need_first; t->resource == resource && k < t->need_first + t->need_count;
             k++)
            if (need_boundary(c, k) <= n->period_max)
                b->needed[t->class][need_boundary(c, k)] += c->needs[k].quantity;
    }
    for (int k = 1; k <= n->period_max; k++)
        for (int x = 0; x <= PRIORITY_CLASSES; x++)
            b->needed[x][k] += b->needed[x][k - 1];
}

/* Until all that comes before the target, and it, could be met by what is made. */
static void lengthen_by_backlog(struct net *n, const struct backlog *b, struct target *t)
{
    for (int k = t->until; k <= n->period_max; k++) {
        double due = b->needed[t->class][t->until];
        for (int x = 1; x < t->class; x++)
            due += b->needed[x][k];
        if (b->made[k] < due) continue;
        t->tail += k - t->until;
        return;
    }
}

static enum status set_tails(struct net *n, struct arena *a, struct err *e)
{
    struct backlog b;
    size_t periods = (size_t)n->period_max + 1;
    b.made = ARENA_ARRAY(a, double, periods);
    for (int x = 0; x <= PRIORITY_CLASSES; x++) {
        b.needed[x] = ARENA_ARRAY(a, double, periods);
        if (!b.made || !b.needed[x]) return out_of_memory(e);
    }
    for (int m = 0; m < n->c->programme->resource_count; m++) {
        if (!n->needed[m]) continue;
        count_backlog(n, m, &b);
        for (int i = 0; i < n->target_count; i++)
            if (n->targets[i].resource == m) lengthen_by_backlog(n, &b, &n->targets[i]);
    }
    return STATUS_OK;
}

/* Does a need belong to the target of the one before it? */
static int follows(const struct supply_case *c, int need)
{
    const struct supply_need *x = &c->needs[need], *before = x - 1;
    return need > 0 && x->site == before->site && x->resource == before->resource &&
           x->day - before->day <=
               c->logistics->materials[x->resource].early_days + TAIL_DAYS + 2 * c->period_days;
}

static void index_sites(struct net *n)
{
    const struct supply_case *c = n->c;
    for (int i = 0; i < c->programme->area_count; i++)
        n->site_of[i] = -1;
    for (int s = 0, t = 0; s <= c->site_count; s++) {
        while (t < n->target_count && n->targets[t].site < s)
            t++;
        n->first_of[s] = t;
        if (s < c->site_count) n->site_of[c->sites[s].area] = s;
    }
}

static enum status build_targets(struct net *n, struct arena *a, struct err *e)
{
    const struct supply_case *c = n->c;
    int resources = c->programme->resource_count;
    double *sum = ARENA_ARRAY(a, double, (size_t)resources + 1);
    int *count = ARENA_ARRAY(a, int, (size_t)resources + 1);
    n->needed = ARENA_ARRAY(a, int, (size_t)resources + 1);
    n->targets = ARENA_ARRAY(a, struct target, (size_t)c->need_count + 1);
    n->first_of = ARENA_ARRAY(a, int, (size_t)c->site_count + 1);
    n->site_of = ARENA_ARRAY(a, int, (size_t)c->programme->area_count + 1);
    if (!sum || !count || !n->needed || !n->targets || !n->first_of || !n->site_of)
        return out_of_memory(e);
    for (int i = 0; i < c->need_count; i++) {
        const struct supply_need *x = &c->needs[i];
        if (!follows(c, i))
            n->targets[n->target_count++] = (struct target){
                .site = x->site,
                .resource = x->resource,
                .class = logistics_class(c->logistics, c->programme, x->resource,
                                         c->sites[x->site].area),
                .need_first = i,
                .is_free = 1,
            };
        struct target *t = &n->targets[n->target_count - 1];
        t->need_count++;
        t->total += x->quantity;
        sum[x->resource] += x->quantity;
        count[x->resource]++;
        n->needed[x->resource] = 1;
    }
    index_sites(n);
    mark_limited(n);
    for (int i = 0; i < n->target_count; i++) {
        struct target *t = &n->targets[i];
        t->mean = sum[t->resource] / count[t->resource];
        set_window(n, t);
    }
    return set_tails(n, a, e);
}

enum status net_build(struct net *n, const struct supply_case *c, struct arena *a, struct err *e)
{
    *n = (struct net){.c = c, .period_max = c->day_count / c->period_days};
    TRY(build_ways(n, a, e));
    return build_targets(n, a, e);
}

/* --- flows -------------------------------------------------------------------------------- */

static void add_flow(struct net *n, int way, int resource, int target, int is_counted)
{
    int periods = way_periods(n, way), first = 1, last = n->period_count - periods;
    if (target >= 0) {
        struct target *t = &n->targets[target];
        t->is_reached = 1;
        if (t->first - periods > first) first = t->first - periods;
        last = t->last - periods;
    }
    if (last < first) return;
    if (is_counted) n->flows[n->flow_count] = (struct flow){way, resource, target, first, last, 0};
    n->flow_count++;
}

static void add_flows(struct net *n, int way, int is_counted)
{
    const struct way *w = &n->ways[way];
    int site = site_at(n, w);
    for (int m = 0; m < n->c->programme->resource_count && site < 0; m++)
        if (n->needed[m] && can_leave(n, w->origin, m)) add_flow(n, way, m, -1, is_counted);
    for (int t = n->first_of[site < 0 ? 0 : site]; site >= 0 && t < n->first_of[site + 1]; t++)
        if (can_leave(n, w->origin, n->targets[t].resource))
            add_flow(n, way, n->targets[t].resource, t, is_counted);
}

enum status net_flows(struct net *n, struct arena *a, struct err *e)
{
    n->period_count = 1;
    for (int i = 0; i < n->target_count; i++) {
        struct target *t = &n->targets[i];
        t->last = t->until + t->tail;
        if (t->last > n->period_max) t->last = n->period_max;
        if (t->last < t->until) t->last = t->until;
        if (t->last > n->period_count) n->period_count = t->last;
    }
    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1) n->flows = ARENA_ARRAY(a, struct flow, (size_t)n->flow_count + 1);
        if (pass == 1 && !n->flows) return out_of_memory(e);
        n->flow_count = 0;
        for (int w = 0; w < n->way_count; w++)
            add_flows(n, w, pass);
    }
    return STATUS_OK;
}
