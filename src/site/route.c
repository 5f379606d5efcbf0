/* SPDX-License-Identifier: Apache-2.0 */
#include "site/route.h"

#include <assert.h>
#include <limits.h>
#include <math.h>

enum {
    CHILDREN = 4,
};

enum status route_init(struct route_search *r, const struct roads *n, enum roads_measure measure,
                       struct arena *a, struct err *e)
{
    size_t count = (size_t)n->joint_count;
    *r = (struct route_search){.roads = n, .measure = measure};
    r->numbers = ARENA_ARRAY(a, unsigned, count);
    r->costs = ARENA_ARRAY(a, double, count);
    r->lines = ARENA_ARRAY(a, unsigned char, count);
    r->places = ARENA_ARRAY(a, int, count);
    r->heap = ARENA_ARRAY(a, int, count);
    if (!r->numbers || !r->costs || !r->lines || !r->places || !r->heap)
        return err_set(e, STATUS_NOMEM, "no memory to search ways over %zu joints of roads", count);
    return STATUS_OK;
}

static void put(struct route_search *r, int at, int joint)
{
    r->heap[at] = joint;
    r->places[joint] = at;
}

static void rise(struct route_search *r, int at, int joint)
{
    while (at > 0) {
        int parent = (at - 1) / CHILDREN;
        if (r->costs[r->heap[parent]] <= r->costs[joint]) break;
        put(r, at, r->heap[parent]);
        at = parent;
    }
    put(r, at, joint);
}

static void sink(struct route_search *r, int at, int joint)
{
    for (;;) {
        int best = -1, first = CHILDREN * at + 1;
        for (int i = first; i < first + CHILDREN && i < r->waiting_count; i++)
            if (best < 0 || r->costs[r->heap[i]] < r->costs[r->heap[best]]) best = i;
        if (best < 0 || r->costs[r->heap[best]] >= r->costs[joint]) break;
        put(r, at, r->heap[best]);
        at = best;
    }
    put(r, at, joint);
}

static int take_nearest(struct route_search *r)
{
    int nearest = r->heap[0], last = r->heap[--r->waiting_count];
    if (r->waiting_count > 0) sink(r, 0, last);
    r->places[nearest] = -1;
    return nearest;
}

static void offer(struct route_search *r, int joint, double cost, unsigned lines)
{
    int is_new = r->numbers[joint] != r->number;
    if (!is_new && cost >= r->costs[joint]) return;
    r->numbers[joint] = r->number;
    r->costs[joint] = cost;
    r->lines[joint] = (unsigned char)lines;
    rise(r, is_new ? r->waiting_count++ : r->places[joint], joint);
}

static unsigned line_bit(int is_rail)
{
    return is_rail ? ROUTE_RAIL : ROUTE_ROAD;
}

/* What so many metres of a chain cost. */
static double cost_of(const struct route_search *r, const struct roads_chain *c, double m)
{
    return r->measure == ROADS_METRES ? m : m * 3.6 / c->km_h;
}

void route_start(struct route_search *r, const struct approach *start)
{
    const struct roads *n = r->roads;
    assert(start->line >= 0);
    if (r->number == UINT_MAX) { /* labels of the first search would come back */
        for (int i = 0; i < n->joint_count; i++)
            r->numbers[i] = 0;
        r->number = 0;
    }
    r->number++;
    r->start = *start;
    r->waiting_count = 0;
    if (start->chain < 0) {
        offer(r, ~start->chain, 0, 0);
        return;
    }
    const struct roads_chain *c = &n->chains[start->chain];
    offer(r, c->from, cost_of(r, c, start->offset_m), line_bit(c->is_rail));
    offer(r, c->to, cost_of(r, c, c->m - start->offset_m), line_bit(c->is_rail));
}

/* Go on until the joint is settled, or nothing is left. */
static struct route settle(struct route_search *r, int joint)
{
    const struct roads *n = r->roads;
    while (r->waiting_count > 0 && !(r->numbers[joint] == r->number && r->places[joint] < 0)) {
        int at = take_nearest(r);
        for (int i = n->arc_starts[at]; i < n->arc_starts[at + 1]; i++) {
            const struct roads_arc *arc = &n->arcs[i];
            if (r->numbers[arc->to] == r->number && r->places[arc->to] < 0) continue;
            offer(r, arc->to, r->costs[at] + arc->cost[r->measure],
                  r->lines[at] | line_bit(arc->is_rail));
        }
    }
    if (r->numbers[joint] != r->number) return (struct route){INFINITY, 0};
    return (struct route){r->costs[joint], r->lines[joint]};
}

static struct route shorter(struct route a, struct route b)
{
    return b.cost < a.cost ? b : a;
}

struct route route_to(struct route_search *r, const struct approach *to)
{
    assert(r->number > 0 && to->line >= 0);
    if (to->chain < 0) return settle(r, ~to->chain);
    const struct roads_chain *c = &r->roads->chains[to->chain];
    struct route best = settle(r, c->from), other = settle(r, c->to);
    best.cost += cost_of(r, c, to->offset_m);
    other.cost += cost_of(r, c, c->m - to->offset_m);
    best = shorter(best, other);
    best.lines |= line_bit(c->is_rail);
    if (to->chain != r->start.chain) return best;
    double along_m = fabs(to->offset_m - r->start.offset_m);
    return shorter(best, (struct route){cost_of(r, c, along_m), line_bit(c->is_rail)});
}
