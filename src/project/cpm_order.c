/* SPDX-License-Identifier: Apache-2.0 */
#include "project/cpm_parts.h"

/* Edges between nodes; two passes, count and place. */
struct edges {
    int node_count;
    int *at, *to; /* to[at[v]..at[v+1]) */
    int *waits;   /* edges into a node not yet ordered */
};

int net_follows(const struct net *n, const struct link *l)
{
    const struct activity *from = &n->p->activities[l->from], *to = &n->p->activities[l->to];
    if (from->is_inactive || to->is_inactive) return 0;
    if (from->kind == ACTIVITY_SUMMARY_MEASURED || to->kind == ACTIVITY_SUMMARY_MEASURED) return 0;
    return !(activity_is_summary(to) && (l->kind == LINK_FF || l->kind == LINK_SF));
}

static int out_node(const struct net *n, int activity)
{
    return activity_is_summary(&n->p->activities[activity]) ? n->count + activity : activity;
}

/* Call for each edge: once to count, once to place. */
static void each_edge(const struct net *n, struct edges *g,
                      void (*put)(struct edges *g, int from, int to))
{
    for (int i = 0; i < n->count; i++) {
        const struct activity *v = &n->p->activities[i];
        if (activity_is_summary(v)) put(g, i, n->count + i);
        if (v->parent < 0) continue;
        put(g, v->parent, i);
        put(g, out_node(n, i), n->count + v->parent);
    }
    for (int l = 0; l < n->p->link_count; l++)
        if (net_follows(n, &n->p->links[l]))
            put(g, out_node(n, n->p->links[l].from), n->p->links[l].to);
}

static void count_edge(struct edges *g, int from, int to)
{
    g->at[from + 2]++;
    g->waits[to]++;
}

static void place_edge(struct edges *g, int from, int to)
{
    g->to[g->at[from + 1]++] = to;
}

static enum status build_edges(struct edges *g, const struct net *n, struct arena *a, struct err *e)
{
    size_t nodes = 2 * (size_t)n->count;
    g->node_count = 2 * n->count;
    g->at = ARENA_ARRAY(a, int, nodes + 2);
    g->waits = ARENA_ARRAY(a, int, nodes + 1);
    g->to = ARENA_ARRAY(a, int, 3 * (size_t)n->count + (size_t)n->p->link_count + 1);
    if (!g->at || !g->waits || !g->to)
        return err_set(e, STATUS_NOMEM, "out of memory for a network of %d activities", n->count);
    each_edge(n, g, count_edge);
    for (size_t v = 2; v < nodes + 2; v++) /* at[v + 1] is where the edges of v begin … */
        g->at[v] += g->at[v - 1];
    each_edge(n, g, place_edge); /* … and now where they end */
    return STATUS_OK;
}

/* Lists of links by one of their ends. */
static enum status list_links(const struct net *n, int by_end, int **at_out, int **link_out,
                              struct arena *a, struct err *e)
{
    int *at = ARENA_ARRAY(a, int, (size_t)n->count + 2);
    int *list = ARENA_ARRAY(a, int, (size_t)n->p->link_count + 1);
    if (!at || !list)
        return err_set(e, STATUS_NOMEM, "out of memory for %d links", n->p->link_count);
    for (int l = 0; l < n->p->link_count; l++) {
        const struct link *link = &n->p->links[l];
        if (net_follows(n, link)) at[(by_end ? link->to : link->from) + 2]++;
    }
    for (int v = 2; v < n->count + 2; v++)
        at[v] += at[v - 1];
    for (int l = 0; l < n->p->link_count; l++) {
        const struct link *link = &n->p->links[l];
        if (net_follows(n, link)) list[at[(by_end ? link->to : link->from) + 1]++] = l;
    }
    *at_out = at;
    *link_out = list;
    return STATUS_OK;
}

/* Some cycle among the nodes that still wait, each before the next. */
static enum status find_cycle(struct net *n, const struct edges *g, struct arena *a, struct err *e)
{
    int *before = ARENA_ARRAY(a, int, (size_t)g->node_count + 1);
    int *cycle = ARENA_ARRAY(a, int, (size_t)g->node_count + 1);
    if (!before || !cycle) return err_set(e, STATUS_NOMEM, "out of memory for a cycle of links");
    int node = -1, count = 0;
    for (int v = 0; v < g->node_count; v++) {
        if (!g->waits[v]) continue;
        node = v;
        for (int i = g->at[v]; i < g->at[v + 1]; i++)
            before[g->to[i]] = v;
    }
    for (int step = 0; step < g->node_count; step++)
        node = before[node]; /* long enough to be on the cycle */
    int first = node;
    do {
        int activity = node % n->count;
        if (!count || cycle[count - 1] != activity) cycle[count++] = activity;
        node = before[node];
    } while (node != first);
    if (count > 1 && cycle[0] == cycle[count - 1]) count--;
    for (int i = 0; i < count / 2; i++) {
        int swapped = cycle[i];
        cycle[i] = cycle[count - 1 - i];
        cycle[count - 1 - i] = swapped;
    }
    n->out->outcome = CPM_CYCLE;
    n->out->cycle = cycle;
    n->out->cycle_count = count;
    return STATUS_OK;
}

enum status net_order(struct net *n, struct arena *a, struct err *e)
{
    struct edges g;
    TRY(list_links(n, 1, &n->in_at, &n->in_link, a, e));
    TRY(list_links(n, 0, &n->out_at, &n->out_link, a, e));
    TRY(build_edges(&g, n, a, e));
    n->order = ARENA_ARRAY(a, int, (size_t)g.node_count + 1);
    if (!n->order) return err_set(e, STATUS_NOMEM, "out of memory for the order of activities");
    for (int i = 0; i < n->count; i++) {
        if (!g.waits[i]) n->order[n->order_count++] = i;
        if (activity_is_summary(&n->p->activities[i])) continue;
        g.waits[n->count + i] = 0; /* no such node */
    }
    for (int done = 0; done < n->order_count; done++) {
        int v = n->order[done];
        for (int i = g.at[v]; i < g.at[v + 1]; i++)
            if (--g.waits[g.to[i]] == 0) n->order[n->order_count++] = g.to[i];
    }
    int waiting = 0;
    for (int v = 0; v < g.node_count; v++)
        waiting += g.waits[v] > 0;
    return waiting ? find_cycle(n, &g, a, e) : STATUS_OK;
}
