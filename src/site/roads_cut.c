/* SPDX-License-Identifier: Apache-2.0 */
/* Pieces cut where something is linked to their middle: sections, and edges between nodes. */
#include <assert.h>

#include "site/roads_parts.h"

/* Two places on a piece so near are one. */
#define SAME_M 0.01

struct cutter {
    struct roads_maker *maker;
    int piece, node; /* where the section being cut starts */
    double share, m; /* m: length of the piece */
};

static void end_section(struct cutter *c, int node, double share)
{
    struct roads_maker *m = c->maker;
    int section = m->out->section_count++;
    m->out->sections[section] = (struct roads_section){.share = c->share, .chain = -1};
    m->edges[m->link_count + section] = (struct roads_edge){.from = c->node,
                                                            .to = node,
                                                            .line = m->out->lines[c->piece],
                                                            .chain = -1,
                                                            .m = (share - c->share) * c->m};
    c->node = node;
    c->share = share;
}

/* The node where a link meets the piece, cut there if need be. */
static int meet_link(struct cutter *c, const struct roads_link *link)
{
    if ((link->share - c->share) * c->m < SAME_M) return c->node;
    if ((1 - link->share) * c->m < SAME_M) return c->maker->to[c->piece];
    end_section(c, c->maker->node_count++, link->share);
    return c->node;
}

/* Its links begin at `link`; returns where those of the next piece begin. */
static int cut_piece(struct roads_maker *m, int piece, int link)
{
    const struct index_item *item = &m->items[m->out->items[piece]];
    struct cutter c = {.maker = m,
                       .piece = piece,
                       .node = m->from[piece],
                       .m = place_apart_m(item->from, item->to)};
    for (; link < m->link_count && m->links[link].piece == piece; link++) {
        const struct roads_link *l = &m->links[link];
        m->edges[link] = (struct roads_edge){.from = l->node,
                                             .to = meet_link(&c, l),
                                             .line = m->out->lines[piece],
                                             .chain = -1,
                                             .m = l->gap_m};
        if (m->edges[link].from == m->edges[link].to) m->edges[link].from = -1;
    }
    end_section(&c, m->to[piece], 1);
    return link;
}

static void put_station(struct roads_maker *m, int piece)
{
    int section = m->out->section_count++;
    m->out->sections[section] = (struct roads_section){.chain = ~m->from[piece]};
    m->edges[m->link_count + section].from = -1;
}

enum status roads_cut(struct roads_maker *m, struct err *e)
{
    struct roads *n = m->out;
    size_t most = (size_t)m->piece_count + (size_t)m->link_count;
    n->section_starts = ARENA_ARRAY(m->arena, int, (size_t)m->piece_count + 1);
    n->sections = ARENA_ARRAY(m->arena, struct roads_section, most);
    m->edges = ARENA_ARRAY(m->scratch, struct roads_edge, most + (size_t)m->link_count);
    if (!n->section_starts || !n->sections || !m->edges) return roads_nomem(e);
    int link = 0;
    for (int i = 0; i < m->piece_count; i++) {
        n->section_starts[i] = n->section_count;
        if (m->from[i] < 0) continue; /* a port, a road that is a point */
        if (m->from[i] == m->to[i])
            put_station(m, i);
        else
            link = cut_piece(m, i, link);
    }
    assert(link == m->link_count);
    n->section_starts[m->piece_count] = n->section_count;
    m->edge_count = m->link_count + n->section_count;
    return STATUS_OK;
}
