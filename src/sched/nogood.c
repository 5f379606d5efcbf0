/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/nogood.h"

enum {
    LIMIT_FIRST = 4000,
    LIMIT_STEP = 500,
    LEVELS_KEPT = 2, /* of those that join so few levels none is forgotten */
};

enum status nogoods_init(struct nogoods *out, int var_count, struct arena *a, struct err *e)
{
    *out = (struct nogoods){.var_count = var_count, .literal_max = NOGOOD_LITERALS * var_count};
    out->list = ARENA_ARRAY(a, struct nogood, NOGOOD_MAX);
    out->literals = ARENA_ARRAY(a, struct literal, (size_t)out->literal_max);
    out->head = ARENA_ARRAY(a, int, (size_t)var_count);
    out->next = ARENA_ARRAY(a, int, 2 * NOGOOD_MAX);
    if (!out->list || !out->literals || !out->head || !out->next)
        return err_set(e, STATUS_NOMEM, "out of memory for an exact search");
    nogoods_forget(out);
    return STATUS_OK;
}

void nogoods_forget(struct nogoods *g)
{
    g->count = g->literal_count = 0;
    g->limit = LIMIT_FIRST;
    for (int v = 0; v < g->var_count; v++)
        g->head[v] = -1;
}

static void watch(struct nogoods *g, int nogood, int k)
{
    int var = g->literals[g->list[nogood].first + k].var;
    g->next[2 * nogood + k] = g->head[var];
    g->head[var] = 2 * nogood + k;
}

/* The middle of how many levels are joined. */
static int middle_levels(const struct nogoods *g)
{
    int count[64] = {0}, seen = 0, levels = 0;
    for (int i = 0; i < g->count; i++)
        count[g->list[i].levels < 63 ? g->list[i].levels : 63]++;
    while (levels < 63 && (seen += count[levels]) < g->count / 2)
        levels++;
    return levels;
}

void nogoods_reduce(struct nogoods *g)
{
    int middle = middle_levels(g), kept = 0, used = 0, count = g->count;
    if (middle < LEVELS_KEPT) middle = LEVELS_KEPT;
    for (int v = 0; v < g->var_count; v++)
        g->head[v] = -1;
    for (int i = 0; i < count; i++) {
        struct nogood n = g->list[i];
        int old = i < count - count / 8; /* the newest stay */
        if (old && (n.levels > middle || (n.levels == middle && i < count / 2))) continue;
        if (used + n.count > g->literal_max / 2) break;
        for (int k = 0; k < n.count; k++)
            g->literals[used + k] = g->literals[n.first + k];
        g->list[kept] = (struct nogood){used, n.count, n.levels};
        used += n.count;
        kept++;
    }
    g->count = kept;
    g->literal_count = used;
    for (int i = 0; i < kept; i++)
        for (int k = 0; k < 2; k++)
            watch(g, i, k);
    if (g->limit + LIMIT_STEP < NOGOOD_MAX) g->limit += LIMIT_STEP;
    if (g->limit < kept + LIMIT_STEP) g->limit = kept + LIMIT_STEP;
    if (g->limit > NOGOOD_MAX - LIMIT_STEP) g->limit = NOGOOD_MAX - LIMIT_STEP;
}

/* All literals but number k hold. */
static int deny(struct trail *t, const struct literal *literals, int count, int k)
{
    int reason = 0;
    for (int i = 0; i < count; i++)
        if (i != k) reason = trail_because(t, reason, literals[i].var, literals[i].bound);
    return trail_raise(t, literal_not(literals[k]), reason);
}

int nogoods_add(struct nogoods *g, struct trail *t, int levels)
{
    int i = g->count, n = t->learned_count;
    if (n > 1 && i < NOGOOD_MAX && g->literal_count + n <= g->literal_max) {
        g->list[g->count++] = (struct nogood){g->literal_count, n, levels};
        for (int k = 0; k < n; k++)
            g->literals[g->literal_count++] = t->learned[k];
        watch(g, i, 0);
        watch(g, i, 1);
    }
    return deny(t, t->learned, n, 0);
}

/* Another literal that does not hold takes the place of the watched one. */
static int move_watch(struct nogoods *g, const struct trail *t, const struct nogood *n, int k)
{
    struct literal *literals = g->literals + n->first;
    for (int i = 2; i < n->count; i++) {
        if (trail_holds(t, literals[i])) continue;
        struct literal l = literals[k];
        literals[k] = literals[i];
        literals[i] = l;
        return 1;
    }
    return 0;
}

int nogoods_propagate(struct nogoods *g, struct trail *t, int var)
{
    int bound = t->bound[var];
    for (int *link = &g->head[var]; *link >= 0;) {
        int at = *link, k = at & 1;
        const struct nogood *n = &g->list[at / 2];
        struct literal *literals = g->literals + n->first;
        if (literals[k].bound > bound || trail_holds(t, literal_not(literals[!k]))) {
            link = &g->next[at];
            continue;
        }
        if (move_watch(g, t, n, k)) {
            int next = g->next[at], now = literals[k].var;
            if (now == var) {
                link = &g->next[at];
                continue;
            }
            *link = next;
            g->next[at] = g->head[now];
            g->head[now] = at;
            continue;
        }
        if (!deny(t, literals, n->count, !k)) return 0;
        link = &g->next[at];
    }
    return 1;
}
