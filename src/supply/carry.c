/* SPDX-License-Identifier: Apache-2.0 */
#include "supply/carry.h"

#include <string.h>

struct move {
    const struct carried *from;
    const struct flow_programme *to;
    int *column, *row;
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the linear programme of supply");
}

enum status carried_keep(struct carried *out, const struct flow_programme *f, struct arena *a,
                         struct err *e)
{
    const struct net *n = f->net;
    struct target *targets = ARENA_ARRAY(a, struct target, (size_t)n->target_count + 1);
    int *column = ARENA_ARRAY(a, int, (size_t)f->column_count + 1);
    int *row = ARENA_ARRAY(a, int, (size_t)f->row_count + 1);
    if (!targets || !column || !row) return out_of_memory(e);
    memcpy(targets, n->targets, sizeof *targets * (size_t)n->target_count);
    *out = (struct carried){.net = *n, .f = *f, .column = column, .row = row};
    out->net.targets = targets;
    return lp_get_basis(f->lp, column, row, e);
}

/* Rows of one kind for every boundary, and the columns beside them; first < 0: there are none. */
static void move_rows(struct move *m, int from, int to, int column_from, int column_to)
{
    int old = m->from->net.period_count, count = m->to->net->period_count;
    for (int k = 0; to >= 0 && k < count; k++) {
        m->row[to + k] = k < old ? m->from->row[from + k] : column_to < 0 ? LP_BASIC : LP_AT_LOWER;
        if (column_to < 0) continue;
        m->column[column_to + k] = k < old ? m->from->column[column_from + k] : LP_BASIC;
    }
}

static void move_limits(struct move *m)
{
    const struct flow_programme *f = m->to, *old = &m->from->f;
    const struct logistics *l = f->net->c->logistics;
    int all = f->net->c->programme->resource_count;
    for (int i = 0; i < l->producer_count * all; i++)
        move_rows(m, old->made[i], f->made[i], -1, -1);
    for (int i = 0; i < l->depot_count * all; i++)
        move_rows(m, old->kept[i], f->kept[i], old->lying[i], f->lying[i]);
    for (int i = 0; i < l->depot_count; i++)
        move_rows(m, old->room[i], f->room[i], -1, -1);
    for (int i = 0; i < l->carrier_count; i++)
        move_rows(m, old->carried[i], f->carried[i], -1, -1);
    for (int i = 0; i < l->lane_count; i++)
        move_rows(m, old->lane[i], f->lane[i], -1, -1);
}

/* Flows stand in the same order in both; of one that is longer the rest is not used. */
static void move_flows(struct move *m)
{
    const struct net *n = m->to->net, *old = &m->from->net;
    int at = 0;
    for (int i = 0; i < n->flow_count; i++) {
        const struct flow *x = &n->flows[i], *y = &old->flows[at];
        int is_there = at < old->flow_count && y->way == x->way && y->resource == x->resource &&
                       y->target == x->target;
        for (int k = x->first; k <= x->last; k++)
            m->column[x->column + k - x->first] =
                is_there && k <= y->last ? m->from->column[y->column + k - y->first] : LP_AT_LOWER;
        at += is_there;
    }
}

/* What is short at the end is so on the days that are new. */
static void move_targets(struct move *m)
{
    for (int i = 0; i < m->to->net->target_count; i++) {
        const struct target *x = &m->to->net->targets[i], *y = &m->from->net.targets[i];
        for (int k = x->first; k <= x->last; k++)
            m->row[x->row + k - x->first] =
                k <= y->last ? m->from->row[y->row + k - x->first] : LP_AT_LOWER;
        for (int k = x->first; k < x->until && !x->is_free; k++)
            m->column[x->stock + k - x->first] = m->from->column[y->stock + k - x->first];
        for (int k = x->from; k <= x->last; k++)
            m->column[x->late + k - x->from] =
                k <= y->last ? m->from->column[y->late + k - x->from] : LP_BASIC;
    }
}

enum status carried_take(const struct carried *from, struct flow_programme *f, struct arena *a,
                         struct err *e)
{
    struct move m = {from, f, ARENA_ARRAY(a, int, (size_t)f->column_count + 1),
                     ARENA_ARRAY(a, int, (size_t)f->row_count + 1)};
    if (!m.column || !m.row) return out_of_memory(e);
    move_limits(&m);
    move_flows(&m);
    move_targets(&m);
    return lp_set_basis(f->lp, m.column, m.row, e);
}
