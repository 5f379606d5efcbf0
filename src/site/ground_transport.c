/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/wkb.h"
#include "site/ground.h"
#include "site/ground_parts.h"

/* A chord of PIECE_M runs at most 2 m under the ground. */
#define PIECE_M 10000.0

struct segments {
    struct index_item *items; /* NULL: only count */
    size_t count;
};

static void add_segment(struct segments *s, int id, const double from[2], const double to[2])
{
    struct place a = place_of(from[0], from[1]), b = place_of(to[0], to[1]);
    double pieces = ceil(sqrt(place_chord2(a, b)) / PIECE_M);
    int count = pieces < 1 ? 1 : pieces > 10000 ? 10000 : (int)pieces;
    for (int i = 1; i <= count; i++) {
        double t = (double)i / count;
        struct place end =
            place_of(from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1]));
        if (s->items) s->items[s->count] = (struct index_item){a, end, 0, id};
        s->count++;
        a = end;
    }
}

static void add_part(struct segments *s, int id, const struct wkb_part *part)
{
    double from[2], to[2];
    if (part->count == 0) return;
    from[0] = wkb_x(part, 0);
    from[1] = wkb_y(part, 0);
    if (part->count == 1) add_segment(s, id, from, from);
    for (int i = 1; i < part->count; i++) {
        to[0] = wkb_x(part, i);
        to[1] = wkb_y(part, i);
        add_segment(s, id, from, to);
        from[0] = to[0];
        from[1] = to[1];
    }
}

static enum status walk_transports(const struct programme *p, struct segments *s, struct err *e)
{
    s->count = 0;
    for (int i = 0; i < p->transport_count; i++) {
        struct wkb_walk walk = wkb_walk_start(p->transports[i].wkb);
        struct wkb_part part;
        if (!p->transports[i].wkb.at) continue;
        while (wkb_walk_next(&walk, &part))
            add_part(s, i, &part);
        if (walk.problem)
            return err_set(e, STATUS_INVALID,
                           "transport '%s': its course %s; import the table transport again",
                           p->transports[i].code, walk.problem);
    }
    return s->count > INT32_MAX ? err_set(e, STATUS_LIMIT, "more than 2^31 pieces of road")
                                : STATUS_OK;
}

enum status ground_transports(struct ground *g, struct arena *a, struct err *e)
{
    struct segments s = {0};
    TRY(walk_transports(g->programme, &s, e));
    s.items = ARENA_ARRAY(a, struct index_item, s.count);
    if (!s.items) return ground_nomem(e);
    TRY(walk_transports(g->programme, &s, e));
    return index_build(&g->transports, s.items, (int)s.count, a, e);
}
