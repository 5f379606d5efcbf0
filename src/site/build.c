/* SPDX-License-Identifier: Apache-2.0 */
#include "site/build.h"

#include <assert.h>
#include <math.h>

#include "base/team.h"
#include "site/check.h"

struct builder {
    const struct ground *ground;
    struct siting *siting;
    struct site_view *views; /* [thread] */
    int *cost_slots;         /* [resource] place among the resources that connections take; -1 */
    int cost_slot_count;
    struct quantity *costs; /* [option * cost_slot_count] */
};

/* Load and way of one kind of connection; load 0: not connected. */
static void connection_use(const struct site_check *c, enum connection_kind kind, double *load,
                           double *km)
{
    const struct supply *s = kind == CONNECTION_POWER ? &c->power : &c->water;
    if (kind == CONNECTION_TRANSPORT) {
        *load = c->access.needed_t_year;
        *km = isnan(c->access.connect_km) ? 0 : c->access.connect_km;
    } else {
        *load = s->needed;
        *km = s->state == SUPPLY_CONNECTED ? s->used.m / 1000 : 0;
    }
}

static int option_costs(const struct builder *b, const struct site_check *c, struct quantity *costs)
{
    const struct programme *p = b->ground->programme;
    for (int i = 0; i < p->resource_count; i++)
        if (b->cost_slots[i] >= 0) costs[b->cost_slots[i]] = (struct quantity){i, 0};
    for (int i = 0; i < p->connection_count; i++) {
        const struct connection *n = &p->connections[i];
        double load, km;
        connection_use(c, n->kind, &load, &km);
        if (!(load > 0)) continue;
        costs[b->cost_slots[n->resource]].quantity +=
            n->fixed + n->per_km * km + n->per_unit * load;
    }
    int count = 0;
    for (int i = 0; i < b->cost_slot_count; i++)
        if (costs[i].quantity > 0) costs[count++] = costs[i];
    return count;
}

static void build_site(void *context, int site, int thread)
{
    struct builder *b = context;
    struct site_view *v = &b->views[thread];
    int size_count = b->ground->programme->size_count;
    site_view_move(v, site);
    for (int size = 0; size < size_count; size++) {
        size_t at = (size_t)site * (size_t)size_count + (size_t)size;
        struct quantity *costs = b->costs + at * (size_t)b->cost_slot_count;
        struct site_check c;
        site_check(v, size, &c);
        b->siting->options[at] = (struct site_option){
            .site = site,
            .size = size,
            .admissible = c.admissible,
            .score = c.overall,
            .costs = costs,
            .cost_count = c.admissible ? option_costs(b, &c, costs) : 0,
            .feed_point = c.power.state == SUPPLY_CONNECTED ? c.power.used.id : -1,
            .water_source = c.water.state == SUPPLY_CONNECTED ? c.water.used.id : -1,
        };
    }
}

void siting_capacities(struct siting *s, const struct programme *p)
{
    for (int site = 0; site < p->site_count; site++) {
        double power = 0, water = 0;
        for (int size = 0; size < p->size_count; size++) {
            const struct site_option *o = siting_option(s, p, site, size);
            if (!o->admissible) continue;
            if (o->feed_point >= 0) power = fmax(power, p->feed_points[o->feed_point].spare_kw);
            if (o->water_source >= 0)
                water = fmax(water, p->water_sources[o->water_source].dry_m3_day);
        }
        const struct site *at = &p->sites[site];
        s->power_kw[site] = isnan(at->power_kw) ? power : at->power_kw;
        s->water_m3_day[site] = isnan(at->water_m3_day) ? water : at->water_m3_day;
    }
}

/* Memory for everything, so that the sites can be worked on without any. */
static enum status prepare(struct builder *b, int threads, struct arena *a, struct err *e)
{
    const struct programme *p = b->ground->programme;
    size_t options = (size_t)p->site_count * (size_t)p->size_count;
    b->views = ARENA_ARRAY(a, struct site_view, (size_t)threads);
    b->cost_slots = ARENA_ARRAY(a, int, (size_t)p->resource_count);
    b->siting->options = ARENA_ARRAY(a, struct site_option, options);
    b->siting->power_kw = ARENA_ARRAY(a, double, (size_t)p->site_count);
    b->siting->water_m3_day = ARENA_ARRAY(a, double, (size_t)p->site_count);
    if (!b->views || !b->cost_slots || !b->siting->options || !b->siting->power_kw ||
        !b->siting->water_m3_day)
        return err_set(e, STATUS_NOMEM, "no memory for %zu options of plant and site", options);

    for (int i = 0; i < p->resource_count; i++)
        b->cost_slots[i] = -1;
    for (int i = 0; i < p->connection_count; i++)
        b->cost_slots[p->connections[i].resource] = 0;
    for (int i = 0; i < p->resource_count; i++)
        if (b->cost_slots[i] == 0) b->cost_slots[i] = b->cost_slot_count++;
    b->costs = ARENA_ARRAY(a, struct quantity, options * (size_t)b->cost_slot_count);
    if (!b->costs)
        return err_set(e, STATUS_NOMEM, "no memory for the costs of %zu options", options);
    for (int t = 0; t < threads; t++)
        TRY(site_view_init(&b->views[t], b->ground, a, e));
    return STATUS_OK;
}

enum status siting_build(struct siting *out, const struct ground *g, int threads, struct arena *a,
                         struct err *e)
{
    const struct programme *p = g->programme;
    struct builder b = {.ground = g, .siting = out};
    *out = (struct siting){0};
    if ((double)p->site_count * p->size_count > INT32_MAX)
        return err_set(e, STATUS_LIMIT, "%d sites times %d sizes are more options than 2^31",
                       p->site_count, p->size_count);
    out->option_count = p->site_count * p->size_count;
    TRY(prepare(&b, threads, a, e));
    team_run(threads, p->site_count, 4, build_site, &b);
    siting_capacities(out, p);
    return STATUS_OK;
}
