/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of an exact search with works to choose, made from the network. */
#include <string.h>

#include "sched/mode_exact.h"
#include "sched/mode_relax.h"

enum {
    MODE_EXACT_ACTIVITY_MAX = 500,
};

int mode_exact_takes(const struct network *net, int length)
{
    const struct sched_problem *p = net->problem;
    int64_t starts = ((int64_t)length + 1) * net->activity_count;
    int filled = 0;
    for (int i = 0; i < p->use_count; i++)
        filled |= p->uses[i].given > 0;
    if ((net->single && !filled) || net->cyclic || !net->timeless) return 0;
    if (net->activity_count > MODE_EXACT_ACTIVITY_MAX || starts > EXACT_STARTS_MAX) return 0;
    for (int i = 0; i < p->link_count; i++)
        if (p->links[i].kind == LINK_FF || p->links[i].kind == LINK_SF) return 0;
    for (int i = 0; i < p->stock_count; i++)
        if (p->stocks[i].change_count > 0) return 0;
    return 1;
}

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for an exact search");
}

static enum status make_bonds(struct mode_exact *x, int backward, struct arena *a, struct err *e)
{
    const struct sched_problem *p = x->net->problem;
    int n = p->activity_count;
    int *first = ARENA_ARRAY(a, int, (size_t)n + 2); /* one ahead while counting */
    struct mode_bond *bonds = ARENA_ARRAY(a, struct mode_bond, (size_t)p->link_count + 1);
    if (!first || !bonds) return out_of_memory(e);
    for (int i = 0; i < p->link_count; i++)
        first[(backward ? p->links[i].to : p->links[i].from) + 2]++;
    for (int k = 0; k < n; k++)
        first[k + 2] += first[k + 1];
    for (int i = 0; i < p->link_count; i++) {
        const struct sched_link *l = &p->links[i];
        int here = backward ? l->to : l->from, there = backward ? l->from : l->to;
        bonds[first[here + 1]++] = (struct mode_bond){there, l->lag, l->kind == LINK_FS};
    }
    *(backward ? &x->before_first : &x->after_first) = first;
    *(backward ? &x->befores : &x->afters) = bonds;
    return STATUS_OK;
}

static enum status make_needs(struct mode_exact *x, struct arena *a, struct err *e)
{
    const struct network *net = x->net;
    const struct sched_problem *p = net->problem;
    size_t n = (size_t)net->activity_count, r = (size_t)x->resource_count;
    x->need = ARENA_ARRAY(a, int, (size_t)net->work_count *r + 1);
    x->owner = ARENA_ARRAY(a, int, (size_t)net->work_count);
    x->stale = ARENA_ARRAY(a, int, n);
    x->shortest = ARENA_ARRAY(a, int, n);
    x->left = ARENA_ARRAY(a, int, n);
    x->least = ARENA_ARRAY(a, int, n *r + 1);
    x->dirty = ARENA_ARRAY(a, int, r + 1);
    x->like_start = ARENA_ARRAY(a, int, n);
    x->like_work = ARENA_ARRAY(a, int, n);
    x->near_order = ARENA_ARRAY(a, int, n);
    x->start = ARENA_ARRAY(a, int, n);
    x->work = ARENA_ARRAY(a, int, n);
    if (!x->need || !x->owner || !x->stale || !x->shortest || !x->left || !x->least || !x->dirty ||
        !x->like_start || !x->like_work || !x->near_order || !x->start || !x->work)
        return out_of_memory(e);
    for (int i = 0; i < net->activity_count; i++)
        for (int w = net->work_first[i]; w < net->work_first[i + 1]; w++) {
            const struct sched_mode *m = &p->modes[net->works[w].mode];
            x->owner[w] = i;
            for (int k = m->need_first; k < m->need_first + m->need_count; k++)
                x->need[w * x->resource_count + p->needs[k].resource] += p->needs[k].quantity;
        }
    return STATUS_OK;
}

static enum status make_stocks(struct mode_exact *x, struct arena *a, struct err *e)
{
    const struct network *net = x->net;
    const struct sched_problem *p = net->problem;
    size_t n = (size_t)net->activity_count, k = (size_t)x->stock_count;
    x->uses = ARENA_ARRAY(a, struct sched_use, (size_t)net->work_count * k + 1);
    x->stock_dirty = ARENA_ARRAY(a, int, k + 1);
    x->taken = ARENA_ARRAY(a, int, n);
    x->given = ARENA_ARRAY(a, int, n);
    x->most = ARENA_ARRAY(a, int64_t, (size_t)x->length + 3);
    if (!x->uses || !x->stock_dirty || !x->taken || !x->given || !x->most) return out_of_memory(e);
    for (int s = 0; s < x->stock_count; s++)
        x->stock_dirty[s] = -1;
    for (int w = 0; w < net->work_count; w++) {
        const struct sched_mode *m = &p->modes[net->works[w].mode];
        for (int i = m->use_first; i < m->use_first + m->use_count; i++) {
            const struct sched_use *u = &p->uses[i];
            struct sched_use *sum = &x->uses[w * x->stock_count + u->stock];
            sum->taken += u->taken;
            sum->given += u->given;
            if (u->given > 0) x->stock_dirty[u->stock] = 1;
        }
    }
    return STATUS_OK;
}

/* Nothing placed, every work possible. */
static void set_roots(struct mode_exact *x)
{
    struct trail *t = &x->trail;
    const struct network *net = x->net;
    for (int a = 0; a < net->activity_count; a++) {
        int only = net->work_first[a + 1] - net->work_first[a] == 1;
        x->stale[a] = 1;
        mode_exact_refresh(x, a);
        t->bound[2 * a] = t->root[2 * a] = 0;
        t->bound[2 * a + 1] = t->root[2 * a + 1] = x->shortest[a] - (x->periods - 1);
        for (int w = net->work_first[a]; w < net->work_first[a + 1]; w++) {
            int v = mode_choose_var(x, w);
            t->bound[v] = t->root[v] = only;
            t->bound[v + 1] = t->root[v + 1] = -1;
        }
    }
}

/* Works first, then starts from early to late. */
static enum status make_score(struct mode_exact *x, struct arena *a, struct err *e)
{
    int n = x->net->activity_count;
    TRY(mode_score_init(&x->score, n * x->periods + x->net->work_count, a, e));
    for (int i = 0; i < x->score.count; i++)
        x->score.score[i] =
            i >= n * x->periods ? 2e-6 : 1e-6 * (x->periods - i % x->periods) / x->periods;
    mode_score_fill(&x->score);
    return STATUS_OK;
}

enum status mode_exact_init(struct mode_exact *out, const struct network *net,
                            const struct mode_budget *budget, int length, struct arena *a,
                            struct err *e)
{
    int vars = 2 * (net->activity_count + net->work_count);
    *out = (struct mode_exact){.net = net,
                               .rng = rng_new(1, 0),
                               .periods = length + 1,
                               .length = length,
                               .resource_count = net->problem->resource_count,
                               .stock_count = net->problem->stock_count};
    size_t questions = (size_t)net->activity_count * (size_t)out->periods + (size_t)net->work_count;
    TRY(trail_init(&out->trail, vars, a, e));
    TRY(nogoods_init(&out->nogoods, vars, a, e));
    TRY(mode_rows_init(&out->rows, budget, a, e));
    if (!net->single) TRY(mode_relax_add(&out->rows, budget, e));
    TRY(make_bonds(out, 0, a, e));
    TRY(make_bonds(out, 1, a, e));
    TRY(make_needs(out, a, e));
    TRY(make_stocks(out, a, e));
    TRY(make_score(out, a, e));
    out->height = ARENA_ARRAY(a, int, (size_t)length + 3);
    out->high = ARENA_ARRAY(a, unsigned char, questions);
    out->mark = ARENA_ARRAY(a, int, (size_t)out->trail.raise_max + 1);
    if (!out->height || !out->high || !out->mark) return out_of_memory(e);
    set_roots(out);
    out->near_next = net->activity_count;
    return STATUS_OK;
}
