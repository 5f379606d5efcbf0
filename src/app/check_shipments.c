/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "app/check_building.h"
#include "base/date.h"
#include "base/map.h"
#include "supply/supply.h"
#include "verify/shipping.h"

struct reading {
    const struct check_building *c;
    const struct job_net *net;
    struct session *s;
    struct findings *findings;
    struct logistics logistics;
    struct supply_case x;
    struct shipping shipping;
    struct map places, resources, carriers;
    int *site_of; /* [area], or -1 */
    int head;     /* row of table shipping */
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the check of shipments");
}

static int sources_of(const struct reading *r)
{
    return r->logistics.producer_count + r->logistics.depot_count;
}

/* --- what is needed: what activities use on their first day ------------------------------- */

static enum status list_sites(struct reading *r, struct err *e)
{
    int areas = r->s->programme.area_count;
    struct supply_site *sites =
        ARENA_ARRAY(r->s->arena, struct supply_site, (size_t)r->net->camp_count + 1);
    r->site_of = ARENA_ARRAY(r->s->arena, int, (size_t)areas + 1);
    if (!sites || !r->site_of) return out_of_memory(e);
    for (int i = 0; i < areas; i++)
        r->site_of[i] = -1;
    for (int i = 0; i < r->net->camp_count; i++) {
        const struct camp *camp = &r->net->camps[i];
        int area = r->c->read.built.visits[camp->visit].area;
        if (r->site_of[area] >= 0) continue;
        r->site_of[area] = r->x.site_count;
        sites[r->x.site_count++] = (struct supply_site){area, camp->place.lon, camp->place.lat};
    }
    r->x.sites = sites;
    return STATUS_OK;
}

static int by_site(const void *left, const void *right)
{
    const struct supply_need *a = left, *b = right;
    if (a->site != b->site) return a->site - b->site;
    return a->resource != b->resource ? a->resource - b->resource : a->day - b->day;
}

static enum status list_needs(struct reading *r, struct err *e)
{
    const struct schedule *sc = &r->c->read.schedule;
    const struct works *w = &r->c->read.works;
    size_t most = 0;
    for (int i = 0; i < sc->activity_count; i++)
        most += (size_t)w->phases[sc->activities[i].phase].material_count;
    struct supply_need *needs = ARENA_ARRAY(r->s->arena, struct supply_need, most + 1);
    if (!needs) return out_of_memory(e);
    for (int i = 0; i < sc->activity_count; i++) {
        const struct activity *at = &sc->activities[i];
        const struct phase *phase = &w->phases[at->phase];
        int area = r->c->read.built.visits[r->c->read.built.facilities[at->facility].visit].area;
        for (int k = 0; k < phase->material_count && !at->is_inspection; k++) {
            const struct phase_material *m = &w->materials[phase->material_first + k];
            if (r->logistics.materials[m->resource].is_shipped && m->quantity > 0)
                needs[r->x.need_count++] =
                    (struct supply_need){r->site_of[area], m->resource, at->start, m->quantity};
        }
    }
    qsort(needs, (size_t)r->x.need_count, sizeof *needs, by_site);
    r->x.needs = needs;
    return STATUS_OK;
}

/* --- what was sent ------------------------------------------------------------------------ */

static enum status index_codes(struct reading *r, struct err *e)
{
    const struct programme *p = &r->s->programme;
    const struct logistics *l = &r->logistics;
    int places = sources_of(r) + p->area_count;
    if (!map_init(&r->places, places + 1, r->s->arena) ||
        !map_init(&r->resources, p->resource_count + 1, r->s->arena) ||
        !map_init(&r->carriers, l->carrier_count + 1, r->s->arena))
        return out_of_memory(e);
    for (int i = 0; i < places; i++)
        (void)map_put(&r->places, slice_of(logistics_code(l, p, i)), i);
    for (int m = 0; m < p->resource_count; m++)
        (void)map_put(&r->resources, slice_of(p->resources[m].code), m);
    for (int i = 0; i < l->carrier_count; i++)
        (void)map_put(&r->carriers, slice_of(l->carriers[i].code), i);
    return STATUS_OK;
}

/* Where a place lies; NaN: not known. */
static void position_of(const struct reading *r, int place, double *lon, double *lat)
{
    const struct logistics *l = &r->logistics;
    *lon = *lat = NAN;
    if (place >= sources_of(r)) {
        int site = r->site_of[place - sources_of(r)];
        if (site < 0) return;
        *lon = r->x.sites[site].lon;
        *lat = r->x.sites[site].lat;
        return;
    }
    const struct source *from =
        place < l->producer_count ? &l->producers[place] : &l->depots[place - l->producer_count];
    *lon = from->lon;
    *lat = from->lat;
}

/* The way of a row as the tables of now have it, with the days it took. */
static struct way way_of(const struct reading *r, int origin, int destination, int carrier,
                         int days)
{
    const struct logistics *l = &r->logistics;
    struct way way = {origin, destination, carrier, -1, 0, 0, days};
    for (int i = 0; i < l->lane_count; i++)
        if (l->lanes[i].origin == origin && l->lanes[i].destination == destination) way.lane = i;
    if (way.lane >= 0) {
        way.km = l->lanes[way.lane].km;
        way.cost_t = l->lanes[way.lane].cost_t;
    } else if (carrier >= 0) {
        double lon, lat, to_lon, to_lat;
        position_of(r, origin, &lon, &lat);
        position_of(r, destination, &to_lon, &to_lat);
        way.km = supply_km(lon, lat, to_lon, to_lat) * l->carriers[carrier].detour;
        way.cost_t = way.km * l->carriers[carrier].cost_t_km;
    }
    return way;
}

static int day_of(const struct reading *r, const struct table *t, int row, const char *column)
{
    int64_t instant = 0;
    if (!time_parse(table_get_text(t, row, column), &instant)) return -1;
    return time_day(instant) - r->c->read.works.first_day;
}

static void read_shipment(struct reading *r, const struct table *t, int row)
{
    struct shipping *x = &r->shipping;
    int origin = map_get(&r->places, table_get_text(t, row, "origin"));
    int destination = map_get(&r->places, table_get_text(t, row, "destination"));
    int resource = map_get(&r->resources, table_get_text(t, row, "resource"));
    struct slice code = table_get_text(t, row, "carrier");
    int carrier = code.len ? map_get(&r->carriers, code) : -1;
    int leaves = day_of(r, t, row, "leaves"), arrives = day_of(r, t, row, "arrives");
    double quantity = table_get_real(t, row, "quantity"), cost = table_get_real(t, row, "cost");
    if (origin < 0 || destination < 0 || resource < 0 || (code.len && carrier < 0) || leaves < 0 ||
        arrives < leaves) {
        findings_row(r->findings, 1, t, row, NULL,
                     "it names what is not in the tables of now; run 'groundwork supply %s' again",
                     r->s->path);
        return;
    }
    struct way way = way_of(r, origin, destination, carrier, arrives - leaves);
    double counted = quantity * r->logistics.materials[resource].weight_t * way.cost_t;
    if (!isnan(cost) && fabs(cost - counted) > 1e-5 * fmax(1, counted))
        findings_row(r->findings, 1, t, row, "cost", "the file has %.10g; by its way it is %.10g",
                     cost, counted);
    x->ways[x->way_count] = way;
    x->shipments[x->shipment_count++] =
        (struct shipment){x->way_count++, resource, leaves, arrives, quantity};
}

static enum status read_shipments(struct reading *r, struct err *e)
{
    const struct table *t = &r->s->data.tables[TABLE_SHIPMENT];
    size_t rows = (size_t)t->row_count + 1;
    r->shipping.ways = ARENA_ARRAY(r->s->arena, struct way, rows);
    r->shipping.shipments = ARENA_ARRAY(r->s->arena, struct shipment, rows);
    if (!r->shipping.ways || !r->shipping.shipments) return out_of_memory(e);
    for (int row = 0; row < t->row_count; row++)
        if (slice_is(table_get_text(t, row, "plan"), r->c->read.plan)) read_shipment(r, t, row);
    return STATUS_OK;
}

/* --- all of it ---------------------------------------------------------------------------- */

static int find_head(const struct reading *r)
{
    const struct table *t = &r->s->data.tables[TABLE_SHIPPING];
    for (int row = 0; row < t->row_count; row++)
        if (slice_is(table_get_text(t, row, "plan"), r->c->read.plan)) return row;
    return -1;
}

static enum status judge(struct reading *r, struct err *e)
{
    const struct table *heads = &r->s->data.tables[TABLE_SHIPPING];
    int64_t period = table_get_integer(heads, r->head, "period_days");
    int all_met = !slice_is(table_get_text(heads, r->head, "agreement"), "unmet");
    if (period < 1 || period > 3660) {
        findings_row(r->findings, 1, heads, r->head, "period_days",
                     "it is no number of days; run 'groundwork supply %s' again", r->s->path);
        return STATUS_OK;
    }
    r->x.period_days = (int)period;
    r->x.day_count = r->c->read.works.day_count;
    TRY(list_sites(r, e));
    TRY(list_needs(r, e));
    TRY(index_codes(r, e));
    TRY(read_shipments(r, e));
    return verify_shipping(&r->x, &r->shipping, all_met, r->findings, r->s->arena, e);
}

enum status check_shipments(struct check_building *out, const struct job_net *net,
                            struct session *s, struct findings *findings, struct err *e)
{
    struct reading r = {.c = out, .net = net, .s = s, .findings = findings};
    struct findings mistakes;
    int before = findings->error_count;
    findings_init(&mistakes, s->arena);
    TRY(logistics_load(&r.logistics, &s->programme, &out->read.works, &s->data, &mistakes, s->arena,
                       e));
    r.x.programme = &s->programme;
    r.x.logistics = &r.logistics;
    r.head = find_head(&r);
    TRY(judge(&r, e));
    out->shipment_count = r.shipping.shipment_count;
    out->shipments_wrong = findings->error_count - before;
    return STATUS_OK;
}
