/* SPDX-License-Identifier: Apache-2.0 */
#include "supply/supply.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "supply/carry.h"
#include "supply/programme.h"

enum {
    TRIES = 8, /* to find which sites wait long */
};

#define NOTHING   1e-9 /* a share; less is rounding of the solver */
#define PRICELESS 1e-8 /* the same of a price */

struct solver {
    const struct supply_case *c;
    const struct supply_options *options;
    struct net net;
    struct flow_programme f;
    struct carried before; /* with shorter windows */
    struct shipping *out;
    struct arena *arena; /* of the result */
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the shipments");
}

static enum status run(struct solver *s, double *objective, struct err *e)
{
    struct lp_result result;
    TRY(lp_solve(s->f.lp, &result, e));
    s->out->solve_count++;
    if (result.outcome == LP_LIMIT)
        return err_set(
            e, STATUS_LIMIT,
            "the time was over before shipments were found; give more with --time-limit");
    if (result.outcome != LP_OPTIMAL)
        return err_set(e, STATUS_EXTERNAL, "the solver found no shipments where there are some");
    *objective = result.objective;
    return STATUS_OK;
}

static enum status set_cost(struct flow_programme *f, int column, double cost, struct err *e)
{
    if (f->set[column] == cost) return STATUS_OK;
    f->set[column] = cost;
    return lp_set_cost(f->lp, column, cost, e);
}

/* --- first solve: is anything short? ------------------------------------------------------ */

static double late_sum(const struct solver *s, int class)
{
    double sum = 0;
    for (int i = 0; i < s->f.column_count; i++)
        if (s->f.class[i] > 0 && (class == 0 || s->f.class[i] == class))
            sum += s->f.waiting[i] * fmax(s->f.x[i], 0);
    return sum;
}

/* Targets that are short at the end of their time get more of it; after some tries all do. */
static int lengthen(struct solver *s)
{
    int longer = 0;
    for (int i = 0; i < s->net.target_count; i++) {
        struct target *t = &s->net.targets[i];
        double left = s->f.x[t->late + t->last - t->from];
        if (left <= 1e-6 * t->total || t->last >= s->net.period_max || !t->is_reached) continue;
        t->tail *= 2;
        longer = 1;
    }
    for (int i = 0; longer && s->out->solve_count > TRIES && i < s->net.target_count; i++)
        s->net.targets[i].tail *= 2;
    return longer;
}

/* --- one class after the other ------------------------------------------------------------ */

static int by_worth(const void *left, const void *right)
{
    const struct supply_limit *const *a = left, *const *b = right;
    if ((*a)->worth != (*b)->worth) return (*a)->worth > (*b)->worth ? -1 : 1;
    return *a < *b ? -1 : *a > *b;
}

/* Solve again with one unit more of the limits that are worth most. */
static enum status solve_again(struct solver *s, double optimum, struct arena *work, struct err *e)
{
    struct flow_programme *f = &s->f;
    struct supply_limit **best =
        ARENA_ARRAY(work, struct supply_limit *, (size_t)f->limit_count + 1);
    int count = 0;
    double more;
    if (!best) return out_of_memory(e);
    for (int i = 0; i < f->limit_count; i++)
        if (f->limits[i].worth > 0) best[count++] = &f->limits[i];
    qsort(best, (size_t)count, sizeof *best, by_worth);
    if (count > s->options->worth) count = s->options->worth;
    for (int i = 0; i < count; i++) {
        int row = f->limit_row[best[i] - f->limits];
        TRY(lp_set_row(f->lp, row, -INFINITY, best[i]->limit + 1, e));
        TRY(run(s, &more, e));
        best[i]->worth_solved = fmax(optimum - more, 0);
        TRY(lp_set_row(f->lp, row, -INFINITY, best[i]->limit, e));
    }
    return count > 0 ? run(s, &more, e) : STATUS_OK;
}

static enum status measure_worth(struct solver *s, double optimum, struct arena *work,
                                 struct err *e)
{
    struct flow_programme *f = &s->f;
    double *dual = ARENA_ARRAY(work, double, (size_t)lp_row_count(f->lp) + 1);
    if (!dual) return out_of_memory(e);
    TRY(lp_solution(f->lp, NULL, dual, NULL, e));
    for (int i = 0; i < f->limit_count; i++) {
        double worth = -dual[f->limit_row[i]];
        f->limits[i].worth = worth > NOTHING * (1 + optimum) ? worth : 0;
    }
    return solve_again(s, optimum, work, e);
}

/*
 * From now on the class waits no more than it has to: what costs something by the duals of an
 * optimum is fixed, and limits with a price are used up.  What is left are the optima.
 */
static enum status hold(struct solver *s, struct arena *work, struct err *e)
{
    struct flow_programme *f = &s->f;
    double *price = ARENA_ARRAY(work, double, (size_t)f->column_count + 1);
    double *dual = ARENA_ARRAY(work, double, (size_t)f->row_count + 1), most = 0;
    if (!price || !dual) return out_of_memory(e);
    TRY(lp_solution(f->lp, NULL, dual, price, e));
    for (int i = 0; i < f->column_count; i++)
        most = fmax(most, f->set[i]);
    for (int i = 0; i < f->column_count; i++) {
        if (f->is_held[i] || fabs(price[i]) <= PRICELESS * most) continue;
        double at = price[i] > 0 ? 0 : f->upper[i];
        f->is_held[i] = 1;
        TRY(lp_set_column(f->lp, i, at, at, e));
    }
    for (int i = 0; i < f->limit_count; i++)
        if (dual[f->limit_row[i]] < -PRICELESS * most)
            TRY(lp_set_row(f->lp, f->limit_row[i], f->limits[i].limit, f->limits[i].limit, e));
    return STATUS_OK;
}

static enum status solve_class(struct solver *s, int class, int *is_measured, struct arena *work,
                               struct err *e)
{
    struct flow_programme *f = &s->f;
    double optimum;
    int is_there = 0;
    for (int i = 0; i < f->column_count; i++) {
        is_there |= f->class[i] == class;
        TRY(set_cost(f, i, f->class[i] == class ? f->waiting[i] : 0, e));
    }
    if (!is_there) return STATUS_OK;
    TRY(run(s, &optimum, e));
    if (optimum < 0) optimum = 0;
    if (s->options->worth > 0 && !*is_measured && optimum > 1e-6) {
        TRY(measure_worth(s, optimum, work, e));
        *is_measured = 1;
    }
    return hold(s, work, e);
}

static enum status solve_classes(struct solver *s, struct arena *work, struct err *e)
{
    struct flow_programme *f = &s->f;
    int is_measured = 0;
    double cost;
    if (late_sum(s, 0) <= 1e-6) return STATUS_OK;
    for (int class = 1; class <= PRIORITY_CLASSES; class ++)
        TRY(solve_class(s, class, &is_measured, work, e));
    for (int i = 0; i < f->column_count; i++)
        TRY(set_cost(f, i, f->cost[i], e));
    TRY(run(s, &cost, e));
    return lp_solution(f->lp, f->x, NULL, NULL, e);
}

/* As often as sites turn out to wait longer than was thought. */
static enum status solve(struct solver *s, struct arena *work, struct err *e)
{
    for (;;) {
        double objective;
        TRY(net_flows(&s->net, work, e));
        TRY(flow_programme_open(&s->f, &s->net, s->options->stop, work, e));
        if (s->before.row) TRY(carried_take(&s->before, &s->f, work, e));
        TRY(run(s, &objective, e));
        TRY(lp_solution(s->f.lp, s->f.x, NULL, NULL, e));
        TRY(carried_keep(&s->before, &s->f, work, e));
        if (!lengthen(s)) {
            TRY(solve_classes(s, work, e));
            if (!lengthen(s)) return STATUS_OK;
        }
        flow_programme_close(&s->f);
    }
}

/* --- the answer --------------------------------------------------------------------------- */

static int by_leaving(const void *left, const void *right)
{
    const struct shipment *a = left, *b = right;
    if (a->leaves != b->leaves) return a->leaves - b->leaves;
    if (a->way != b->way) return a->way - b->way;
    return a->resource - b->resource;
}

/* Of targets that follow one another at a site, on one way on one day: one. */
static void join_shipments(struct shipping *x)
{
    int count = 0;
    for (int i = 0; i < x->shipment_count; i++) {
        if (count > 0 && by_leaving(&x->shipments[count - 1], &x->shipments[i]) == 0)
            x->shipments[count - 1].quantity += x->shipments[i].quantity;
        else
            x->shipments[count++] = x->shipments[i];
    }
    x->shipment_count = count;
}

static enum status take_shipments(struct solver *s, struct err *e)
{
    const struct net *n = &s->net;
    int count = 0;
    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1)
            s->out->shipments = ARENA_ARRAY(s->arena, struct shipment, (size_t)count + 1);
        if (pass == 1 && !s->out->shipments) return out_of_memory(e);
        count = 0;
        for (int i = 0; i < n->flow_count; i++) {
            const struct flow *f = &n->flows[i];
            for (int k = f->first; k <= f->last; k++) {
                double quantity = s->f.x[f->column + k - f->first];
                if (quantity <= 1e-7) continue;
                int leaves = k * s->c->period_days, at = count++;
                if (pass == 1)
                    s->out->shipments[at] = (struct shipment){
                        f->way, f->resource, leaves, leaves + n->ways[f->way].days, quantity};
            }
        }
    }
    s->out->shipment_count = count;
    qsort(s->out->shipments, (size_t)count, sizeof *s->out->shipments, by_leaving);
    join_shipments(s->out);
    return STATUS_OK;
}

static void add_up(struct solver *s)
{
    s->out->unreached = -1;
    for (int i = s->net.target_count - 1; i >= 0; i--)
        if (!s->net.targets[i].is_reached) s->out->unreached = s->net.targets[i].need_first;
    struct flow_programme *f = &s->f;
    for (int class = 0; class <= PRIORITY_CLASSES; class ++)
        s->out->shortage[class] = late_sum(s, class);
    for (int i = 0; i < f->column_count; i++)
        s->out->cost += f->cost[i] * f->x[i];
    double left = 0, total = 0;
    for (int i = 0; i < s->net.target_count; i++) {
        const struct target *t = &s->net.targets[i], *next = t + 1;
        left += f->x[t->late + t->last - t->from];
        total += t->total;
        int goes_on =
            i + 1 < s->net.target_count && next->site == t->site && next->resource == t->resource;
        if (goes_on) continue;
        if (left > 1e-6 * total) s->out->unmet = fmax(s->out->unmet, left / total);
        left = total = 0;
    }
    s->out->column_count = f->column_count;
    s->out->row_count = f->row_count;
}

/* Nothing can have come by the first day: what is needed before the second period waits for it. */
static void add_unavoidable(struct solver *s)
{
    const struct supply_case *c = s->c;
    for (int i = 0; i < s->net.target_count; i++) {
        const struct target *t = &s->net.targets[i];
        for (int k = t->need_first; k < t->need_first + t->need_count; k++) {
            if (c->needs[k].day >= c->period_days) continue;
            double waiting = c->period_days * c->needs[k].quantity / t->mean;
            s->out->shortage[0] += waiting;
            s->out->shortage[t->class] += waiting;
        }
    }
}

/* What of each limit the shipments take. */
static void measure_use(struct solver *s)
{
    const struct logistics *l = s->c->logistics;
    int days = s->c->period_days;
    for (int i = 0; i < s->f.limit_count; i++) {
        struct supply_limit *x = &s->f.limits[i];
        for (int k = 0; k < s->out->shipment_count; k++) {
            const struct shipment *h = &s->out->shipments[k];
            const struct way *w = &s->net.ways[h->way];
            double weight = h->quantity * l->materials[h->resource].weight_t;
            int period = h->leaves / days;
            if (x->kind == LIMIT_PRODUCTION && w->origin == x->what && h->resource == x->resource &&
                period == x->period + 1)
                x->used += h->quantity;
            if (x->kind == LIMIT_CARRIER && w->carrier == x->what && period == x->period)
                x->used += weight * w->km;
            if (x->kind == LIMIT_LANE && w->lane == x->what && period == x->period)
                x->used += weight;
            int depot = l->producer_count + x->what, in = boundary_after(s->c, h->arrives);
            if (x->kind == LIMIT_DEPOT && w->destination == depot && in <= x->period)
                x->used += weight;
            if (x->kind == LIMIT_DEPOT && w->origin == depot && period < x->period)
                x->used -= weight;
        }
        if (x->used < 0) x->used = 0;
    }
}

static enum status take(struct solver *s, struct err *e)
{
    struct shipping *out = s->out;
    TRY(take_shipments(s, e));
    add_up(s);
    add_unavoidable(s);
    out->way_count = s->net.way_count;
    out->ways = ARENA_ARRAY(s->arena, struct way, (size_t)out->way_count + 1);
    out->limits = ARENA_ARRAY(s->arena, struct supply_limit, (size_t)s->f.limit_count + 1);
    if (!out->ways || !out->limits) return out_of_memory(e);
    memcpy(out->ways, s->net.ways, sizeof *out->ways * (size_t)out->way_count);
    measure_use(s);
    for (int i = 0; i < s->f.limit_count; i++)
        if (s->f.limits[i].used > 0 || s->f.limits[i].worth > 0)
            out->limits[out->limit_count++] = s->f.limits[i];
    return STATUS_OK;
}

enum status supply_solve(const struct supply_case *c, const struct supply_options *options,
                         struct shipping *out, struct arena *a, struct err *e)
{
    struct arena work = ARENA_INIT((size_t)1 << 40);
    struct solver s = {.c = c, .options = options, .out = out, .arena = a};
    assert(c->period_days > 0 && c->day_count / c->period_days <= PERIODS_MAX);
    *out = (struct shipping){0};
    enum status status = net_build(&s.net, c, &work, e);
    if (status == STATUS_OK) status = solve(&s, &work, e);
    if (status == STATUS_OK) status = take(&s, e);
    flow_programme_close(&s.f);
    arena_clear(&work);
    return status;
}
