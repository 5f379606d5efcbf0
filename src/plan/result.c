/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/result.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plan/worth.h"

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the plan");
}

/* A facility with its visit, to be sorted. */
struct placed {
    struct visit visit;
    int size, site;
};

static int compare_integers(int a, int b)
{
    return (a > b) - (a < b);
}

static int compare_visits(const struct visit *a, const struct visit *b)
{
    int order = compare_integers(a->year, b->year);
    if (order == 0) order = compare_integers(a->area, b->area);
    return order ? order : compare_integers(a->stage, b->stage);
}

static int compare_placed(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;
    int order = compare_visits(&a->visit, &b->visit);
    if (order == 0) order = compare_integers(a->size, b->size);
    return order ? order : compare_integers(a->site, b->site);
}

static int list_placed(const struct problem *p, const struct pool *pool,
                       const struct choice_set *choice, struct placed *out)
{
    const struct programme *pr = p->programme;
    int count = 0;
    for (int i = 0; i < pr->decided_count; i++) {
        const struct decided *d = &pr->decided[i];
        int stage = pr->types[pr->sizes[d->size].type].stage;
        out[count++] = (struct placed){{d->area, stage, d->year, 1}, d->size, d->site};
    }
    for (int b = 0; choice && b < p->block_count; b++) {
        if (choice->column[b] < 0) continue;
        const struct pattern *c = &pool->columns[choice->column[b]];
        for (int i = 0; i < c->option_count; i++) {
            const struct option *o = &p->options[c->options[i]];
            struct visit v = {p->blocks[b].area, p->blocks[b].stage, c->year, 0};
            out[count++] = (struct placed){v, o->size, o->site};
        }
    }
    return count;
}

/* The definition, visit by visit. */
static double benefit_of(const struct plan *plan, const struct problem *p, int *sizes)
{
    double sum = 0;
    for (int v = 0, f = 0; v < plan->visit_count; v++) {
        int count = 0;
        for (; f < plan->facility_count && plan->facilities[f].visit == v; f++)
            sizes[count++] = plan->facilities[f].size;
        sum += visit_worth(p->in, plan->visits[v].area, plan->visits[v].year, sizes, count);
    }
    return sum;
}

/* What soft clauses miss: whatever is chosen, by rows, and by each visit. */
static double penalty_of(const struct problem *p, const struct pool *pool,
                         const struct choice_set *choice)
{
    double sum = p->fixed_penalty;
    for (int r = 0; r < p->coupling_count; r++)
        sum += row_penalty(&p->rows[r], choice ? choice->sum[r] : 0);
    for (int b = 0; choice && b < p->block_count; b++) {
        if (choice->column[b] < 0) continue;
        const struct pattern *c = &pool->columns[choice->column[b]];
        sum -= package_bonus(p, &p->blocks[b], c->options, c->option_count, c->year);
    }
    return sum;
}

/* Pieces of one need are one flow. */
static int continues(const struct flow *f, const struct trade_way *way, const struct trade_lane *l)
{
    return f->from == way->from && f->to == way->to && f->good == l->good && f->year == l->year;
}

/* The best flows of the visits chosen, or of decided ones alone. */
static enum status list_flows(struct plan *out, const struct problem *p, const struct pool *pool,
                              const struct choice_set *choice, struct arena *a, struct err *e)
{
    const struct trade *t = &p->trade;
    if (t->lane_count == 0 || !choice) return STATUS_OK;
    out->flows = ARENA_ARRAY(a, struct flow, (size_t)t->lane_count);
    if (!out->flows) return out_of_memory(e);
    out->trade = trade_send(pool->sender, p, choice->sum);
    for (int i = 0; i < t->lane_count; i++) {
        const struct trade_lane *lane = &t->lanes[i];
        const struct trade_way *way = &p->programme->trade_ways[lane->way];
        double sent = pool->sender->flow[i];
        if (sent <= 0) continue;
        struct flow *last = out->flow_count > 0 ? &out->flows[out->flow_count - 1] : NULL;
        if (last && continues(last, way, lane))
            last->quantity += sent;
        else
            out->flows[out->flow_count++] =
                (struct flow){way->from, way->to, lane->good, lane->year, sent};
    }
    return STATUS_OK;
}

enum status result_fill(struct plan *out, const struct problem *p, const struct pool *pool,
                        const struct choice_set *choice, struct arena *a, struct err *e)
{
    size_t room = (size_t)p->programme->decided_count + 1;
    for (int b = 0; choice && b < p->block_count; b++)
        if (choice->column[b] >= 0) room += (size_t)pool->columns[choice->column[b]].option_count;
    struct placed *placed = ARENA_ARRAY(a, struct placed, room);
    int *sizes = ARENA_ARRAY(a, int, room);
    out->visits = ARENA_ARRAY(a, struct visit, room);
    out->facilities = ARENA_ARRAY(a, struct facility, room);
    if (!placed || !sizes || !out->visits || !out->facilities) return out_of_memory(e);
    int count = list_placed(p, pool, choice, placed);
    qsort(placed, (size_t)count, sizeof *placed, compare_placed);
    out->visit_count = out->facility_count = 0;
    for (int i = 0; i < count; i++) {
        if (i == 0 || compare_visits(&placed[i].visit, &placed[i - 1].visit) != 0)
            out->visits[out->visit_count++] = placed[i].visit;
        out->facilities[out->facility_count++] =
            (struct facility){out->visit_count - 1, placed[i].size, placed[i].site};
    }
    out->penalty = penalty_of(p, pool, choice);
    TRY(list_flows(out, p, pool, choice, a, e));
    out->objective = benefit_of(out, p, sizes) + out->trade - out->penalty;
    return STATUS_OK;
}

enum status result_prices(struct plan *out, const struct problem *p, const double *row_price,
                          struct arena *a, struct err *e)
{
    const struct programme *pr = p->programme;
    out->limit_price = ARENA_ARRAY(a, double, (size_t)pr->limit_count + 1);
    out->clause_price = ARENA_ARRAY(a, double, (size_t)pr->clause_count *(size_t)p->year_count + 1);
    if (!out->limit_price || !out->clause_price) return out_of_memory(e);
    for (int r = 0; row_price && r < p->coupling_count; r++) {
        const struct row *row = &p->rows[r];
        if (row->kind == ROW_FLOOR) continue;
        if (row->kind == ROW_LIMIT)
            out->limit_price[row->origin] = fmax(0, row_price[r]);
        else
            out->clause_price[row->origin * p->year_count + row->year] += fabs(row_price[r]);
    }
    return STATUS_OK;
}
