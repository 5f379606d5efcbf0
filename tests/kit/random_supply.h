/* SPDX-License-Identifier: Apache-2.0 */
/*
 * random_supply - a small case of supply: producers, depots, carriers, lanes, priorities and
 * needs, with short capacities often enough that somebody has to wait.
 */
#ifndef KIT_RANDOM_SUPPLY_H
#define KIT_RANDOM_SUPPLY_H

#include <math.h>

#include "kit/property.h"
#include "model/shipping.h"

enum {
    SUPPLY_AREAS = 4,
    SUPPLY_RESOURCES = 2,
    SUPPLY_SOURCES = 3,
    SUPPLY_NEEDS = 12,
};

struct random_supply {
    struct programme programme;
    struct area areas[SUPPLY_AREAS];
    struct resource resources[SUPPLY_RESOURCES];
    struct logistics logistics;
    struct material materials[SUPPLY_RESOURCES];
    struct source producers[SUPPLY_SOURCES], depots[SUPPLY_SOURCES];
    struct production productions[2 * SUPPLY_SOURCES * SUPPLY_RESOURCES];
    struct carrier carriers[2];
    struct carrier_capacity capacities[2];
    struct lane lanes[SUPPLY_SOURCES];
    struct material_priority priorities[2];
    struct supply_site sites[SUPPLY_AREAS];
    struct supply_need needs[SUPPLY_AREAS * SUPPLY_RESOURCES * SUPPLY_NEEDS];
    struct supply_case c;
};

static inline double random_degree(struct gen *g, double from)
{
    return from + gen_int(g, 0, 300) / 100.0;
}

static inline void random_sources(struct random_supply *r, struct gen *g)
{
    struct logistics *l = &r->logistics;
    l->producer_count = gen_int(g, 1, SUPPLY_SOURCES);
    l->depot_count = gen_int(g, 0, SUPPLY_SOURCES);
    for (int i = 0; i < SUPPLY_SOURCES; i++) {
        r->producers[i] = (struct source){"producer", "producer", random_degree(g, 125),
                                          random_degree(g, 38), INFINITY};
        r->depots[i] =
            (struct source){"depot", "depot", random_degree(g, 125), random_degree(g, 38),
                            gen_int(g, 0, 1) ? (double)INFINITY : gen_int(g, 5, 60)};
    }
    for (int i = 0; i < l->producer_count; i++)
        for (int m = 0; m < SUPPLY_RESOURCES; m++)
            for (int k = gen_int(g, 0, 2); k < 2; k++)
                r->productions[l->production_count++] = (struct production){
                    i, m, k ? gen_int(g, 20, 120) : 0, gen_int(g, 0, 60), gen_int(g, 0, 5)};
    for (int m = 0; m < SUPPLY_RESOURCES; m++)
        r->materials[m] =
            (struct material){1, gen_int(g, 1, 3), gen_int(g, 0, 2) / 10.0, gen_int(g, 10, 200)};
}

static inline void random_carriers(struct random_supply *r, struct gen *g)
{
    struct logistics *l = &r->logistics;
    l->carrier_count = gen_int(g, 1, 2);
    for (int i = 0; i < l->carrier_count; i++) {
        r->carriers[i] =
            (struct carrier){.code = "carrier",
                             .name = "carrier",
                             .from_producer = 1,
                             .from_depot = gen_int(g, 0, 1),
                             .to_depot = 1,
                             .to_site = i == 0 || gen_int(g, 0, 1),
                             .km_max = gen_int(g, 0, 3) ? (double)INFINITY : 150,
                             .detour = 1 + gen_int(g, 0, 5) / 10.0,
                             .km_day = gen_int(g, 0, 3) ? gen_int(g, 20, 200) : (double)INFINITY,
                             .cost_t_km = gen_int(g, 0, 3) / 100.0,
                             .load_days = gen_int(g, 0, 4)};
        if (gen_int(g, 0, 1))
            r->capacities[l->capacity_count++] =
                (struct carrier_capacity){i, gen_int(g, 0, 40), gen_int(g, 0, 20000)};
    }
    for (int i = gen_int(g, 1, SUPPLY_SOURCES); i < SUPPLY_SOURCES && i < l->producer_count; i++)
        r->lanes[l->lane_count++] =
            (struct lane){i,
                          l->producer_count + l->depot_count + gen_int(g, 0, SUPPLY_AREAS - 1),
                          gen_int(g, -1, 0),
                          gen_int(g, 1, 200),
                          gen_int(g, 0, 4),
                          gen_int(g, 0, 1) ? (double)INFINITY : gen_int(g, 1, 40),
                          gen_int(g, 0, 30)};
}

static inline void random_needs(struct random_supply *r, struct gen *g, int size)
{
    r->c.site_count = gen_int(g, 1, SUPPLY_AREAS);
    for (int s = 0; s < r->c.site_count; s++) {
        r->sites[s] = (struct supply_site){s, random_degree(g, 125), random_degree(g, 38)};
        if (gen_int(g, 0, 9) == 0) r->sites[s].lon = r->sites[s].lat = NAN;
        for (int m = 0; m < SUPPLY_RESOURCES; m++)
            for (int day = gen_int(g, 0, 100), k = gen_int(g, 0, size); k > 0;
                 k--, day += gen_int(g, 0, 30))
                r->needs[r->c.need_count++] = (struct supply_need){s, m, day, gen_int(g, 1, 30)};
    }
}

/* size: needs of a material at a site, at most; up to SUPPLY_NEEDS. */
static inline void random_supply(struct random_supply *r, struct gen *g, int size)
{
    struct logistics *l = &r->logistics;
    *r = (struct random_supply){0};
    r->programme.areas = r->areas;
    r->programme.area_count = SUPPLY_AREAS;
    r->programme.resources = r->resources;
    r->programme.resource_count = SUPPLY_RESOURCES;
    for (int i = 0; i < SUPPLY_AREAS; i++)
        r->areas[i] = (struct area){.code = "area", .name = "area", .parent = -1};
    for (int i = 0; i < SUPPLY_RESOURCES; i++)
        r->resources[i] = (struct resource){"resource", "resource", "t", RESOURCE_YEARLY};
    random_sources(r, g);
    random_carriers(r, g);
    l->priority_count = gen_int(g, 0, 2);
    for (int i = 0; i < 2; i++)
        r->priorities[i] =
            (struct material_priority){gen_int(g, -1, 1), gen_int(g, -1, 3), gen_int(g, 1, 9)};
    l->materials = r->materials;
    l->producers = r->producers;
    l->depots = r->depots;
    l->productions = r->productions;
    l->carriers = r->carriers;
    l->capacities = r->capacities;
    l->lanes = r->lanes;
    l->priorities = r->priorities;
    random_needs(r, g, size);
    r->c.programme = &r->programme;
    r->c.logistics = l;
    r->c.sites = r->sites;
    r->c.needs = r->needs;
    r->c.period_days = gen_int(g, 3, 31);
    r->c.day_count = 900;
}

#endif
