/* SPDX-License-Identifier: Apache-2.0 */
/*
 * roads_parts - roads while the graph is made: pieces between nodes, links, edges.
 */
#ifndef SITE_ROADS_PARTS_H
#define SITE_ROADS_PARTS_H

#include <stdint.h>

#include "site/roads.h"

enum line_kind {
    LINE_ROAD,
    LINE_RAIL,
    LINE_STATION,
    LINE_PORT,
};

struct roads_vertex { /* of a hash table: a place shared by lines of one kind */
    uint64_t key;
    int node; /* + 1; 0: free */
};

struct roads_end { /* first or last vertex of an open line */
    int piece, is_last;
};

struct roads_link { /* from a node to a point of a piece */
    int piece, node;
    double share, gap_m;
};

struct roads_edge {
    int from, to; /* nodes; from -1: there is none */
    int line;
    int chain, backward;
    double m, offset_m; /* offset: of `from` along the chain, or of `to` when backward */
};

struct roads_maker {
    struct roads *out;
    const struct programme *programme;
    struct arena *arena, *scratch; /* what stays, what does not */
    struct index_item *items;      /* [piece]; NULL: only count */
    int *from, *to;                /* [piece] nodes; -1: not a way; equal: a station */
    int *parts;                    /* [piece] running number of its line string */
    struct roads_end *ends;
    struct roads_vertex *vertices;
    uint32_t vertex_mask;
    int piece_count, part_count, vertex_count, end_count, node_count;

    struct roads_link *links; /* by piece and share */
    int link_count, link_size;
    struct roads_edge *edges; /* links, then one for each section */
    int edge_count;
};

enum line_kind roads_kind(const struct transport *t);
struct place roads_end_place(const struct roads_maker *m, struct roads_end end);

/* In this order. */
CHECKED enum status roads_read(struct roads_maker *m, struct err *e);  /* pieces */
CHECKED enum status roads_link(struct roads_maker *m, struct err *e);  /* links */
CHECKED enum status roads_cut(struct roads_maker *m, struct err *e);   /* edges, sections */
CHECKED enum status roads_chain(struct roads_maker *m, struct err *e); /* chains, arcs */
CHECKED enum status roads_nomem(struct err *e);

#endif
