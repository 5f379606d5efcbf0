/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "kit/property.h"
#include "site/cover.h"
#include "site/index.h"

enum {
    ITEM_MAX = 400,
};

struct cloud {
    struct arena arena;
    struct index index;
    struct index_item items[ITEM_MAX]; /* as given; the index has a copy */
    int count;
};

static struct place random_place(struct gen *g, int spread)
{
    /* coarse, so that there are equal distances and equal places */
    return (struct place){gen_int(g, -spread, spread) * 50.0, gen_int(g, -spread, spread) * 50.0,
                          gen_int(g, -spread, spread) * 50.0};
}

static void make_cloud(struct cloud *c, struct gen *g, int size)
{
    *c = (struct cloud){.arena = ARENA_INIT((size_t)1 << 24), .count = gen_int(g, 0, size)};
    struct index_item *copy = ARENA_ARRAY(&c->arena, struct index_item, ITEM_MAX);
    CHECK(copy != NULL);
    for (int i = 0; i < c->count; i++) {
        struct place from = random_place(g, 1 + size / 8);
        struct place to = gen_int(g, 0, 1) ? from : random_place(g, 1 + size / 8);
        double weight = gen_int(g, 0, 9) == 0 ? -(double)INFINITY : (double)gen_int(g, 0, 20);
        c->items[i] = copy[i] = (struct index_item){from, to, weight, i};
    }
    for (int i = c->count - 1; i > 0; i--) { /* the index must not depend on the order */
        int k = gen_int(g, 0, i);
        struct index_item keep = copy[i];
        copy[i] = copy[k];
        copy[k] = keep;
    }
    CHECK(index_build(&c->index, copy, c->count, &c->arena, NULL) == STATUS_OK);
}

static int nearest_equals_brute_force(struct gen *g, int size)
{
    struct cloud c;
    int holds = 1;
    make_cloud(&c, g, size);
    for (int q = 0; q < 20; q++) {
        struct place p = random_place(g, 2 + size / 8);
        double weight = gen_int(g, 0, 3) ? (double)gen_int(g, -1, 21) : -(double)INFINITY,
               best = INFINITY;
        int id = -1;
        for (int i = 0; i < c.count; i++) {
            double d2 = place_segment2(p, c.items[i].from, c.items[i].to);
            if (c.items[i].weight >= weight && d2 < best) {
                best = d2;
                id = i;
            }
        }
        struct hit hit = index_nearest(&c.index, p, weight);
        holds &= hit.id == id;
        holds &= id < 0 ? isinf(hit.m) : hit.m == place_arc_m(sqrt(best));
    }
    arena_clear(&c.arena);
    return holds;
}

struct collected {
    int seen[ITEM_MAX];
    int order[ITEM_MAX];
    int count;
};

static void collect(void *context, struct hit hit)
{
    struct collected *c = context;
    c->seen[hit.id]++;
    c->order[c->count++] = hit.id;
}

static int within_equals_brute_force(struct gen *g, int size)
{
    struct cloud c;
    int holds = 1;
    make_cloud(&c, g, size);
    for (int q = 0; q < 10; q++) {
        struct place p = random_place(g, 2 + size / 8);
        double radius = gen_int(g, 0, 40) * 25.0;
        struct collected found = {0};
        index_within(&c.index, p, radius, collect, &found);
        for (int i = 0; i < c.count; i++) {
            double m = place_arc_m(sqrt(place_segment2(p, c.items[i].from, c.items[i].to)));
            if (fabs(m - radius) < 1e-6) continue; /* on the edge: rounding decides */
            holds &= found.seen[i] == (m < radius);
        }
    }
    arena_clear(&c.arena);
    return holds;
}

static int order_does_not_depend_on_the_order_given(struct gen *g, int size)
{
    struct cloud c, d;
    make_cloud(&c, g, size);
    d = (struct cloud){.arena = ARENA_INIT((size_t)1 << 24), .count = c.count};
    struct index_item *copy = ARENA_ARRAY(&d.arena, struct index_item, ITEM_MAX);
    CHECK(copy != NULL);
    memcpy(copy, c.items, sizeof c.items);
    CHECK(index_build(&d.index, copy, d.count, &d.arena, NULL) == STATUS_OK);
    struct collected a = {0}, b = {0};
    struct place p = random_place(g, 2 + size / 8);
    index_within(&c.index, p, 1e6, collect, &a);
    index_within(&d.index, p, 1e6, collect, &b);
    int holds =
        a.count == c.count && a.count == b.count && memcmp(a.order, b.order, sizeof a.order) == 0;
    arena_clear(&c.arena);
    arena_clear(&d.arena);
    return holds;
}

/* Boxes of many sizes, some without an outline: what holds a place is listed, in order. */
static int cover_lists_what_can_hold_a_place(struct gen *g, int size)
{
    static struct polygon boxes[ITEM_MAX];
    struct arena arena = ARENA_INIT((size_t)1 << 24);
    struct cover cover;
    int count = gen_int(g, 0, size), holds = 1, asked = 0;
    for (int i = 0; i < count; i++) {
        double x = gen_int(g, -1000, 1000) / 50.0, y = gen_int(g, -1000, 1000) / 50.0;
        double wide = gen_int(g, 0, 4) ? 1 : 40, width = wide * gen_int(g, 0, 10) / 10.0;
        boxes[i] = (struct polygon){.edge_count = gen_int(g, 0, 5) > 0};
        boxes[i].west = x;
        boxes[i].east = x + width;
        boxes[i].south = y;
        boxes[i].north = y + wide * gen_int(g, 0, 10) / 10.0;
    }
    CHECK(cover_build(&cover, boxes, count, &arena, NULL) == STATUS_OK);
    for (int k = 0; k < 50; k++) {
        double x = gen_int(g, -1100, 1100) / 50.0, y = gen_int(g, -1100, 1100) / 50.0;
        const int *near;
        int near_count = cover_at(&cover, x, y, &near);
        asked += near_count;
        for (int i = 1; i < near_count; i++)
            holds &= near[i - 1] < near[i];
        for (int i = 0, at = 0; i < count; i++) {
            const struct polygon *p = &boxes[i];
            while (at < near_count && near[at] < i)
                at++;
            int can =
                p->edge_count && x >= p->west && x <= p->east && y >= p->south && y <= p->north;
            holds &= !can || (at < near_count && near[at] == i);
        }
    }
    holds &= count < 300 || asked < 50 * count / 4; /* far fewer than all */
    arena_clear(&arena);
    return holds;
}

TEST(cover)
{
    property_check("cover lists what can hold a place", cover_lists_what_can_hold_a_place, ITEM_MAX,
                   200);
}

TEST(nearest)
{
    property_check("nearest equals brute force", nearest_equals_brute_force, ITEM_MAX, 300);
}

TEST(within)
{
    property_check("within equals brute force", within_equals_brute_force, ITEM_MAX, 300);
}

TEST(order)
{
    property_check("order does not depend on the order given",
                   order_does_not_depend_on_the_order_given, ITEM_MAX, 200);
}

SUITE(CASE(nearest), CASE(within), CASE(order), CASE(cover))
