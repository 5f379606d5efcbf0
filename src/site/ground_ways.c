/* SPDX-License-Identifier: Apache-2.0 */
/* The way of every site to its county town: one search from each town, not from each site. */
#include <stdlib.h>

#include "site/ground_parts.h"

struct trip {
    int town, site;
    double straight_m;
    struct place place;
};

static int by_town(const void *left, const void *right)
{
    const struct trip *a = left, *b = right;
    if (a->town != b->town) return a->town < b->town ? -1 : 1;
    return (a->site > b->site) - (a->site < b->site);
}

static enum status find_ways(struct ground *g, struct arena *scratch, struct err *e)
{
    const struct programme *p = g->programme;
    struct way_finder finder;
    struct trip *trips = ARENA_ARRAY(scratch, struct trip, (size_t)p->site_count);
    if (!trips) return ground_nomem(e);
    TRY(way_finder_init(&finder, &g->roads, scratch, e));
    for (int i = 0; i < p->site_count; i++) {
        struct place place = place_of(p->sites[i].lon, p->sites[i].lat);
        struct hit seat = ground_seat(g, p->sites[i].area, place);
        trips[i] = (struct trip){seat.id, i, seat.m, place};
    }
    if (p->site_count) qsort(trips, (size_t)p->site_count, sizeof *trips, by_town);
    for (int i = 0; i < p->site_count; i++) {
        const struct trip *t = &trips[i];
        g->ways[t->site] = ground_way(g, &finder, t->place, (struct hit){t->town, t->straight_m});
    }
    return STATUS_OK;
}

struct way ground_way(const struct ground *g, struct way_finder *finder, struct place place,
                      struct hit seat)
{
    if (seat.id < 0) return (struct way){.basis = WAY_NONE, .m = INFINITY, .minutes = NAN};
    return way_find(finder, place, seat.id, g->settlement_places[seat.id], seat.m);
}

enum status ground_ways(struct ground *g, struct arena *a, struct err *e)
{
    struct arena scratch = ARENA_INIT(a->limit - a->used);
    g->ways = ARENA_ARRAY(a, struct way, (size_t)g->programme->site_count);
    if (!g->ways) return ground_nomem(e);
    enum status status = find_ways(g, &scratch, e);
    arena_clear(&scratch);
    return status;
}
