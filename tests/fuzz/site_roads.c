/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as roads, railways and stations: refused, or a sound graph over which no way is shorter
 * than the straight line.  The first byte says of what kind three lines are, the second where the
 * bytes are parted. */
#include <assert.h>
#include <math.h>
#include <stdint.h>

#include "base/wkb.h"
#include "site/way.h"

enum {
    LINES = 3,
    PIECES_MAX = 20000, /* so that an input takes no time */
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_graph(const struct roads *n)
{
    for (int i = 0; i < n->section_count; i++) {
        const struct roads_section *s = &n->sections[i];
        assert(s->share >= 0 && s->share < 1 && s->chain < n->chain_count);
        if (s->chain < 0)
            assert(~s->chain < n->joint_count);
        else
            assert(s->offset_m >= 0 && s->offset_m <= n->chains[s->chain].m * (1 + 1e-9));
    }
    for (int i = 0; i < n->joint_count; i++) {
        assert(n->components[i] >= 0 && n->components[i] < n->component_count);
        for (int k = n->arc_starts[i]; k < n->arc_starts[i + 1]; k++) {
            assert(n->arcs[k].to != i && n->components[n->arcs[k].to] == n->components[i]);
            assert(n->arcs[k].cost[ROADS_METRES] >= 0 && isfinite(n->arcs[k].cost[ROADS_SECONDS]));
        }
    }
}

static struct place first_place(struct slice wkb)
{
    struct wkb_walk walk = wkb_walk_start(wkb);
    struct wkb_part part;
    while (wkb_walk_next(&walk, &part))
        if (part.count > 0) return place_of(wkb_x(&part, 0), wkb_y(&part, 0));
    return place_of(0, 0);
}

static void check_ways(const struct roads *n, const struct programme *p, struct arena *a)
{
    struct way_finder f;
    const struct place sites[] = {first_place(p->transports[0].wkb), place_of(0.01, 0.01),
                                  place_of(10, 10.02)};
    if (way_finder_init(&f, n, a, NULL) != STATUS_OK) return;
    for (int town = 0; town < LINES; town++)
        for (size_t i = 0; i < sizeof sites / sizeof sites[0]; i++) {
            struct place at = first_place(p->transports[town].wkb);
            double straight_m = place_apart_m(sites[i], at);
            struct way w = way_find(&f, sites[i], town, at, straight_m);
            assert(isfinite(w.m));
            assert(straight_m > 3e6 || w.m >= straight_m * (1 - 1e-4) - 1);
            assert(way_is_by_road(&w) == isfinite(w.minutes));
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const kinds[] = {"road", "rail", "station", "port"};
    struct transport transports[LINES];
    struct programme p = {.transports = transports, .transport_count = LINES};
    struct arena arena = ARENA_INIT((size_t)1 << 26);
    struct roads roads;
    if (size < 2) return 0;
    size_t parted = 2 + (size - 2) * data[1] / 256;
    for (int i = 0; i < LINES; i++) {
        struct slice whole = {(const char *)data + 2, parted - 2};
        if (i == 1) whole = (struct slice){(const char *)data + parted, size - parted};
        transports[i] = (struct transport){"t", "t", kinds[data[0] >> (2 * i) & 3], 40, whole};
    }
    enum status status = roads_build(&roads, &p, &arena, NULL);
    if (status == STATUS_OK && roads.piece_count <= PIECES_MAX) {
        check_graph(&roads);
        check_ways(&roads, &p, &arena);
    }
    arena_clear(&arena);
    return 0;
}
