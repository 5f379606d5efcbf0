/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/tree.h"

#include <math.h>
#include <string.h>

#include "plan/split.h"

/* Distance of bound and master at which a node is done. */
#define NODE_TOLERANCE 1e-7

struct node {
    int parent;
    struct split split; /* what it demands beyond its parent */
    double bound;       /* at first that of its parent */
    double *price;      /* [row] its best prices; at first its parent's */
    double *value;      /* [block] at these prices */
    double priced;      /* bound at these prices */
    int is_open;
};

struct base { /* the problem as it was */
    uint64_t *block_years, *musts, *option_years;
    int *must;
};

struct tree {
    struct problem *p;
    const struct tree_goal *goal;
    struct tree_result *out;
    struct base base;
    struct pool pool;
    struct master master;
    struct colgen cg;
    struct node *nodes;
    int node_count;
    double closed;  /* largest bound of the leaves that cannot be split */
    double penalty; /* of artificial columns, at first */
    int *must_now;  /* [block] as the master has it */
    struct arena *work, *result;
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the search tree");
}

/* --- what a node demands -------------------------------------------------------------------- */

static enum status save_base(struct tree *t)
{
    struct problem *p = t->p;
    struct base *base = &t->base;
    size_t blocks = (size_t)p->block_count + 1, years = (size_t)p->year_count;
    base->block_years = ARENA_ARRAY(t->work, uint64_t, blocks);
    base->musts = ARENA_ARRAY(t->work, uint64_t, blocks * years);
    base->option_years = ARENA_ARRAY(t->work, uint64_t, (size_t)p->option_count + 1);
    base->must = ARENA_ARRAY(t->work, int, blocks);
    t->must_now = ARENA_ARRAY(t->work, int, blocks);
    if (!t->must_now || !base->block_years || !base->musts || !base->option_years || !base->must)
        return STATUS_NOMEM;
    for (int b = 0; b < p->block_count; b++) {
        base->block_years[b] = p->blocks[b].years;
        base->must[b] = t->must_now[b] = p->blocks[b].must;
        memcpy(base->musts + (size_t)b * years, p->blocks[b].groups_must, sizeof(uint64_t) * years);
    }
    for (int i = 0; i < p->option_count; i++)
        base->option_years[i] = p->options[i].years;
    return STATUS_OK;
}

static void restore_base(struct tree *t)
{
    struct problem *p = t->p;
    const struct base *base = &t->base;
    size_t years = (size_t)p->year_count;
    for (int b = 0; b < p->block_count; b++) {
        p->blocks[b].years = base->block_years[b];
        p->blocks[b].must = base->must[b];
        memcpy(p->blocks[b].groups_must, base->musts + (size_t)b * years, sizeof(uint64_t) * years);
    }
    for (int i = 0; i < p->option_count; i++)
        p->options[i].years = base->option_years[i];
}

static void take_demands(struct tree *t, int node)
{
    restore_base(t);
    for (; node >= 0; node = t->nodes[node].parent)
        split_apply(t->p, &t->nodes[node].split);
}

/* Only what the node allows may be used in the master. */
static enum status narrow_master(struct tree *t, struct err *e)
{
    struct master *m = &t->master;
    for (int i = 0; i < m->column_count; i++)
        if (m->column_of[i] >= 0)
            TRY(master_shut(m, i, !split_allows(t->p, &t->pool.columns[m->column_of[i]]), e));
    for (int b = 0; b < t->p->block_count; b++) {
        if (t->p->blocks[b].must == t->must_now[b]) continue;
        t->must_now[b] = t->p->blocks[b].must;
        TRY(master_set_must(m, b, t->must_now[b], e));
    }
    return STATUS_OK;
}

/* --- nodes ------------------------------------------------------------------------------------ */

/* The parent's prices with what the node demands: only the block of its split is another. */
static void price_change(struct tree *t, struct node *n)
{
    struct colgen *cg = &t->cg;
    int block = n->split.block;
    prices_set(&cg->prices, t->p, n->price, 1);
    double value = colgen_price_block(cg, block, -INFINITY, 0);
    n->priced += value - n->value[block];
    n->value[block] = value;
    n->bound = fmin(n->bound, n->priced);
}

/* The bound of a node; *is_solved 1: its solution is in the master, and it is worth a split. */
static enum status bound_node(struct tree *t, struct node *n, int *is_solved, struct err *e)
{
    struct colgen *cg = &t->cg;
    enum colgen_outcome outcome = COLGEN_DONE;
    *is_solved = 0;
    cg->bound = INFINITY;
    cg->enough = fmax(t->goal->enough, t->out->has_plan ? t->out->worth : -INFINITY);
    if (n->parent >= 0) price_change(t, n);
    if (n->bound > cg->enough) {
        TRY(narrow_master(t, e));
        TRY(colgen_run(cg, NODE_TOLERANCE, &outcome, e));
        *is_solved = outcome == COLGEN_DONE && cg->bound > cg->enough;
    }
    if (t->master.phase == 1) {
        t->master.penalty = t->penalty / 100; /* entering phase 2 raises it */
        TRY(master_set_phase(&t->master, 2, e));
    }
    t->out->rounds += cg->round_count;
    cg->round_count = 0;
    if (outcome == COLGEN_INFEASIBLE) n->bound = -INFINITY;
    if (cg->bound >= n->priced) return STATUS_OK;
    n->bound = fmin(n->bound, cg->bound);
    n->priced = cg->bound;
    memcpy(n->price, cg->bound_price, sizeof(double) * (size_t)t->p->row_count);
    memcpy(n->value, cg->bound_value, sizeof(double) * (size_t)t->p->block_count);
    return STATUS_OK;
}

static enum status add_node(struct tree *t, int parent, const struct split *s, struct err *e)
{
    size_t rows = (size_t)t->p->row_count + 1, blocks = (size_t)t->p->block_count + 1;
    struct node *n = &t->nodes[t->node_count++];
    *n = (struct node){.parent = parent, .split = *s, .bound = INFINITY, .is_open = 1};
    n->priced = INFINITY;
    n->price = ARENA_ARRAY(t->work, double, rows);
    n->value = ARENA_ARRAY(t->work, double, blocks);
    if (!n->price || !n->value) return out_of_memory(e);
    if (parent < 0) return STATUS_OK;
    n->bound = t->nodes[parent].bound;
    n->priced = t->nodes[parent].priced;
    memcpy(n->price, t->nodes[parent].price, sizeof(double) * rows);
    memcpy(n->value, t->nodes[parent].value, sizeof(double) * blocks);
    return STATUS_OK;
}

/* A solution of whole visits is a plan. */
static enum status take_plan(struct tree *t, struct err *e)
{
    const struct master *m = &t->master;
    struct tree_result *out = t->out;
    double worth = t->p->fixed_worth + m->value;
    double known = fmax(t->goal->enough, out->has_plan ? out->worth : -INFINITY);
    if (m->artificial > 1e-9 || worth <= known) return STATUS_OK;
    out->visits = ARENA_ARRAY(t->result, struct visit_choice, (size_t)t->p->block_count + 1);
    if (!out->visits) return out_of_memory(e);
    out->visit_count = 0;
    for (int i = 0; i < m->column_count; i++) {
        if (m->column_of[i] < 0 || m->x[i] < 0.5) continue;
        const struct pattern *c = &t->pool.columns[m->column_of[i]];
        int *options = ARENA_ARRAY(t->result, int, (size_t)c->option_count + 1);
        if (!options) return out_of_memory(e);
        memcpy(options, c->options, sizeof(int) * (size_t)c->option_count);
        out->visits[out->visit_count++] =
            (struct visit_choice){c->block, c->year, options, c->option_count};
    }
    out->has_plan = 1;
    out->worth = worth;
    return STATUS_OK;
}

static enum status run_node(struct tree *t, int index, struct err *e)
{
    struct node *n = &t->nodes[index];
    int is_solved = 0, found = 0;
    struct split sides[2] = {{0}};
    n->is_open = 0;
    t->out->nodes++;
    take_demands(t, index);
    TRY(bound_node(t, n, &is_solved, e));
    if (!is_solved) {
        if (n->bound > t->cg.enough) t->closed = fmax(t->closed, n->bound);
        return STATUS_OK;
    }
    TRY(split_choose(&t->master, sides, &found, e));
    if (!found) {
        t->closed = fmax(t->closed, n->bound);
        return take_plan(t, e);
    }
    for (int i = 0; i < 2; i++)
        TRY(add_node(t, index, &sides[i], e));
    return STATUS_OK;
}

/* The open node with the largest bound, or -1. */
static int next_node(const struct tree *t)
{
    int best = -1;
    for (int i = 0; i < t->node_count; i++)
        if (t->nodes[i].is_open && (best < 0 || t->nodes[i].bound > t->nodes[best].bound)) best = i;
    return best;
}

static enum status grow(struct tree *t, struct err *e)
{
    double none = -INFINITY;
    TRY(add_node(t, -1, &(struct split){.kind = SPLIT_NONE}, e));
    for (;;) {
        int next = next_node(t);
        double known = fmax(t->goal->enough, t->out->has_plan ? t->out->worth : none);
        double open = next < 0 ? none : t->nodes[next].bound;
        t->out->bound = fmax(known, fmax(t->closed, open));
        if (next < 0 || open <= fmax(known, t->closed)) return STATUS_OK;
        if (t->out->nodes >= t->goal->nodes || stop_wanted(t->cg.options->stop)) return STATUS_OK;
        TRY(run_node(t, next, e));
    }
}

enum status tree_run(struct problem *p, const struct plan_options *o, const struct tree_goal *goal,
                     struct tree_result *out, struct arena *a, struct err *e)
{
    *out = (struct tree_result){.bound = INFINITY};
    struct arena work = ARENA_INIT((size_t)1 << 40);
    struct tree t = {
        .p = p, .goal = goal, .out = out, .closed = -INFINITY, .work = &work, .result = a};
    t.master = (struct master){.problem = p, .pool = &t.pool};
    t.nodes = ARENA_ARRAY(&work, struct node, 2 * (size_t)goal->nodes + 3);
    enum status status = t.nodes ? STATUS_OK : out_of_memory(e);
    if (status == STATUS_OK && save_base(&t) != STATUS_OK) status = out_of_memory(e);
    int is_saved = status == STATUS_OK;
    if (status == STATUS_OK) status = pool_init(&t.pool, p, &work, e);
    if (status == STATUS_OK) status = master_open(&t.master, p, &t.pool, o, &work, e);
    if (status == STATUS_OK) status = colgen_init(&t.cg, &t.master, o, &work, e);
    t.penalty = t.master.penalty;
    t.cg.is_lean = 1;
    if (status == STATUS_OK) status = grow(&t, e);
    if (is_saved) restore_base(&t);
    master_close(&t.master);
    arena_clear(&work);
    return status;
}
