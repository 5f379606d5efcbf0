/* SPDX-License-Identifier: Apache-2.0 */
/* Edges joined to chains where nothing branches and no speed changes; what is connected. */
#include <assert.h>

#include "site/roads_parts.h"

struct chainer {
    struct roads_maker *maker;
    int *starts, *edges; /* [node + 1]; edges at each node */
    int *joints;         /* [node] number of the joint, or -1 */
};

static const struct transport *line_of(const struct roads_maker *m, const struct roads_edge *x)
{
    return &m->programme->transports[x->line];
}

static enum status list_edges(struct chainer *c, struct err *e)
{
    struct roads_maker *m = c->maker;
    size_t nodes = (size_t)m->node_count;
    c->starts = ARENA_ARRAY(m->scratch, int, nodes + 1);
    c->edges = ARENA_ARRAY(m->scratch, int, 2 * (size_t)m->edge_count);
    c->joints = ARENA_ARRAY(m->scratch, int, nodes);
    if (!c->starts || !c->edges || !c->joints) return roads_nomem(e);
    for (int i = 0; i < m->edge_count; i++)
        if (m->edges[i].from >= 0) c->starts[m->edges[i].from]++, c->starts[m->edges[i].to]++;
    int sum = 0;
    for (size_t i = 0; i <= nodes; i++) { /* where each list ends; filling brings it to its start */
        sum += c->starts[i];
        c->starts[i] = sum;
    }
    for (int i = m->edge_count; i-- > 0;) {
        if (m->edges[i].from < 0) continue;
        c->edges[--c->starts[m->edges[i].to]] = i;
        c->edges[--c->starts[m->edges[i].from]] = i;
    }
    return STATUS_OK;
}

static int branches(const struct chainer *c, int node)
{
    const struct roads_maker *m = c->maker;
    const int *at = &c->edges[c->starts[node]];
    if (c->starts[node + 1] - c->starts[node] != 2) return 1;
    const struct transport *a = line_of(m, &m->edges[at[0]]), *b = line_of(m, &m->edges[at[1]]);
    return a->speed_km_h != b->speed_km_h || roads_kind(a) != roads_kind(b);
}

static void find_joints(struct chainer *c)
{
    struct roads_maker *m = c->maker;
    for (int i = 0; i < m->node_count; i++)
        c->joints[i] = -1;
    for (int i = 0; i < m->out->section_count; i++) { /* stations, whatever leads there */
        struct roads_section *s = &m->out->sections[i];
        if (m->edges[m->link_count + i].from >= 0) continue;
        int node = ~s->chain;
        if (c->joints[node] < 0) c->joints[node] = m->out->joint_count++;
        s->chain = ~c->joints[node];
    }
    for (int i = 0; i < m->node_count; i++)
        if (c->joints[i] < 0 && c->starts[i] < c->starts[i + 1] && branches(c, i))
            c->joints[i] = m->out->joint_count++;
}

/* Along from a joint to the next. */
static void follow(struct chainer *c, int node, int edge)
{
    struct roads_maker *m = c->maker;
    int number = m->out->chain_count++;
    const struct transport *line = line_of(m, &m->edges[edge]);
    struct roads_chain chain = {.from = c->joints[node],
                                .is_rail = roads_kind(line) == LINE_RAIL,
                                .km_h = line->speed_km_h};
    do {
        struct roads_edge *x = &m->edges[edge];
        x->chain = number;
        x->backward = x->from != node;
        x->offset_m = x->backward ? chain.m + x->m : chain.m;
        chain.m += x->m;
        node = x->backward ? x->from : x->to;
        const int *at = &c->edges[c->starts[node]];
        if (c->joints[node] < 0) edge = at[0] == edge ? at[1] : at[0];
    } while (c->joints[node] < 0);
    chain.to = c->joints[node];
    m->out->chains[number] = chain;
}

static enum status make_chains(struct chainer *c, struct err *e)
{
    struct roads_maker *m = c->maker;
    m->out->chains = ARENA_ARRAY(m->arena, struct roads_chain, (size_t)m->edge_count);
    if (!m->out->chains) return roads_nomem(e);
    for (int node = 0; node < m->node_count; node++)
        for (int i = c->starts[node]; c->joints[node] >= 0 && i < c->starts[node + 1]; i++)
            if (m->edges[c->edges[i]].chain < 0) follow(c, node, c->edges[i]);
    for (int i = 0; i < m->edge_count; i++) { /* rings that nothing touches */
        if (m->edges[i].from < 0 || m->edges[i].chain >= 0) continue;
        c->joints[m->edges[i].from] = m->out->joint_count++;
        follow(c, m->edges[i].from, i);
    }
    for (int i = 0; i < m->out->section_count; i++) {
        const struct roads_edge *x = &m->edges[m->link_count + i];
        struct roads_section *s = &m->out->sections[i];
        if (x->from < 0) continue;
        s->chain = x->chain;
        s->backward = x->backward;
        s->offset_m = x->offset_m;
    }
    return STATUS_OK;
}

static void put_arc(struct roads *n, int from, int to, const struct roads_chain *chain)
{
    n->arcs[--n->arc_starts[from]] =
        (struct roads_arc){to, chain->is_rail, {chain->m, chain->m * 3.6 / chain->km_h}};
}

/* A loop leads nowhere: no arcs. */
static enum status make_arcs(struct roads_maker *m, struct err *e)
{
    struct roads *n = m->out;
    n->arc_starts = ARENA_ARRAY(m->arena, int, (size_t)n->joint_count + 1);
    n->arcs = ARENA_ARRAY(m->arena, struct roads_arc, 2 * (size_t)n->chain_count);
    if (!n->arc_starts || !n->arcs) return roads_nomem(e);
    for (int i = 0; i < n->chain_count; i++)
        if (n->chains[i].from != n->chains[i].to)
            n->arc_starts[n->chains[i].from]++, n->arc_starts[n->chains[i].to]++;
    for (int i = 0, sum = 0; i <= n->joint_count; i++)
        n->arc_starts[i] = sum += n->arc_starts[i];
    for (int i = n->chain_count; i-- > 0;) {
        const struct roads_chain *chain = &n->chains[i];
        if (chain->from == chain->to) continue;
        put_arc(n, chain->from, chain->to, chain);
        put_arc(n, chain->to, chain->from, chain);
    }
    return STATUS_OK;
}

static enum status find_components(struct roads_maker *m, struct err *e)
{
    struct roads *n = m->out;
    int *waiting = ARENA_ARRAY(m->scratch, int, (size_t)n->joint_count);
    n->components = ARENA_ARRAY(m->arena, int, (size_t)n->joint_count);
    if (!waiting || !n->components) return roads_nomem(e);
    for (int i = 0; i < n->joint_count; i++)
        n->components[i] = -1;
    for (int start = 0; start < n->joint_count; start++) {
        if (n->components[start] >= 0) continue;
        int count = 0, number = n->component_count++;
        waiting[count++] = start;
        n->components[start] = number;
        while (count > 0) {
            int at = waiting[--count];
            for (int i = n->arc_starts[at]; i < n->arc_starts[at + 1]; i++) {
                int to = n->arcs[i].to;
                if (n->components[to] >= 0) continue;
                n->components[to] = number;
                waiting[count++] = to;
            }
        }
    }
    return STATUS_OK;
}

enum status roads_chain(struct roads_maker *m, struct err *e)
{
    struct chainer c = {.maker = m};
    TRY(list_edges(&c, e));
    find_joints(&c);
    TRY(make_chains(&c, e));
    TRY(make_arcs(m, e));
    return find_components(m, e);
}
