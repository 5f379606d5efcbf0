/* SPDX-License-Identifier: Apache-2.0 */
/* Loose ends to the lines beside them, stations to road and railway. */
#include <stdlib.h>

#include "site/roads_parts.h"

struct place roads_end_place(const struct roads_maker *m, struct roads_end end)
{
    const struct index_item *item = &m->items[m->out->items[end.piece]];
    return end.is_last ? item->to : item->from;
}

static enum line_kind kind_of(const struct roads_maker *m, int piece)
{
    return roads_kind(&m->programme->transports[m->out->lines[piece]]);
}

/* The gap is at most so wide, so the links of one end are few. */
static enum status add_link(struct roads_maker *m, struct roads_link link, struct err *e)
{
    if (m->link_count == m->link_size) {
        int size = m->link_size ? 2 * m->link_size : 64;
        struct roads_link *grown = ARENA_ARRAY(m->scratch, struct roads_link, (size_t)size);
        if (!grown) return roads_nomem(e);
        for (int i = 0; i < m->link_count; i++)
            grown[i] = m->links[i];
        m->links = grown;
        m->link_size = size;
    }
    m->links[m->link_count++] = link;
    return STATUS_OK;
}

static struct roads_link link_to(const struct roads_maker *m, struct place place, int node,
                                 struct hit hit)
{
    const struct index_item *item = &m->items[m->out->items[hit.id]];
    return (struct roads_link){hit.id, node, place_share(place, item->from, item->to), hit.m};
}

struct loose {
    struct roads_maker *maker;
    struct roads_end end;
    struct place place;
    int node;
    enum line_kind kind;
    enum status status;
    struct err *e;
};

/* Every other line of the kind so near is linked, not only the nearest: where several ends
 * meet they must not pair off. */
static void meet_piece(void *context, struct hit hit)
{
    struct loose *l = context;
    struct roads_maker *m = l->maker;
    if (l->status != STATUS_OK || m->from[hit.id] == m->to[hit.id]) return; /* no way */
    if (m->parts[hit.id] == m->parts[l->end.piece] || kind_of(m, hit.id) != l->kind) return;
    l->status = add_link(m, link_to(m, l->place, l->node, hit), l->e);
}

static enum status link_ends(struct roads_maker *m, struct err *e)
{
    int *degrees = ARENA_ARRAY(m->scratch, int, (size_t)m->node_count);
    if (!degrees) return roads_nomem(e);
    for (int i = 0; i < m->piece_count; i++)
        if (m->from[i] != m->to[i]) degrees[m->from[i]]++, degrees[m->to[i]]++;
    for (int i = 0; i < m->end_count; i++) {
        struct roads_end end = m->ends[i];
        struct loose l = {.maker = m, .end = end, .status = STATUS_OK, .e = e};
        l.node = end.is_last ? m->to[end.piece] : m->from[end.piece];
        if (degrees[l.node] > 1) continue;
        l.place = roads_end_place(m, end);
        l.kind = kind_of(m, end.piece);
        index_within(&m->out->index, l.place, ROADS_SNAP_M, meet_piece, &l);
        TRY(l.status);
    }
    return STATUS_OK;
}

struct wanted {
    const struct roads_maker *maker;
    enum line_kind kind;
};

static int is_wanted(const void *context, int piece)
{
    const struct wanted *w = context;
    return w->maker->from[piece] != w->maker->to[piece] && kind_of(w->maker, piece) == w->kind;
}

static enum status link_station(struct roads_maker *m, int piece, struct err *e)
{
    static const enum line_kind kinds[] = {LINE_RAIL, LINE_ROAD};
    struct place place = m->items[m->out->items[piece]].from;
    for (int i = 0; i < 2; i++) {
        struct wanted wanted = {m, kinds[i]};
        struct hit hit =
            index_ask(&m->out->index, &(struct index_question){.place = place,
                                                               .weight_min = -INFINITY,
                                                               .radius_m = ROADS_STATION_M,
                                                               .accept = is_wanted,
                                                               .context = &wanted});
        if (hit.id >= 0) TRY(add_link(m, link_to(m, place, m->from[piece], hit), e));
    }
    return STATUS_OK;
}

static int by_place(const void *left, const void *right)
{
    const struct roads_link *a = left, *b = right;
    if (a->piece != b->piece) return a->piece < b->piece ? -1 : 1;
    if (a->share != b->share) return a->share < b->share ? -1 : 1;
    return (a->node > b->node) - (a->node < b->node);
}

enum status roads_link(struct roads_maker *m, struct err *e)
{
    TRY(link_ends(m, e));
    for (int i = 0; i < m->piece_count; i++)
        if (m->from[i] >= 0 && m->from[i] == m->to[i]) TRY(link_station(m, i, e));
    if (m->link_count) qsort(m->links, (size_t)m->link_count, sizeof *m->links, by_place);
    m->out->link_count = m->link_count;
    return STATUS_OK;
}
