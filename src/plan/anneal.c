/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/anneal.h"

#include <math.h>
#include <string.h>

#include "base/rng.h"
#include "base/team.h"
#include "plan/nearby.h"

enum {
    CHAINS = 2,
    NEAR_MAX = 100, /* visits of a block that are tried */
    STOP_EVERY = 1 << 14,
    REPAIR_MAX = 200,
    POLISH_MAX = 20,
    PARTNER_TRIES = 32,
};

/* Found by trial on 40 and 200 areas. */
#define WARM       0.2  /* first temperature, as a share of the mean worth of a visit */
#define COOL       2e-3 /* last temperature, as a share of the first */
#define FIRST_COST 2.0  /* factor of the price of what exceeds a row: at first, */
#define LATER_COST 10.0 /* when all but a tenth is done, */
#define LAST_COST  100.0
#define LAST_PART  0.1
#define NO_EXCESS  1e-7 /* of the first temperature: rounding */
#define EXCHANGES  0.5  /* of the moves to another year, in exchange for another block */

struct field { /* what all chains share */
    const struct colgen *cg;
    const struct problem *problem;
    const struct pattern *patterns;
    struct nearby nearby;
    int *by_year;          /* columns of the nearby visits, by block and year, best first */
    int *year_first;       /* [block * year_count + year, + 1] */
    double *weight;        /* [row] cost of a unit in excess */
    double *upper, *lower; /* [row] */
    double warm;           /* first temperature */
    int has_soft;          /* some row may be missed */
    int64_t moves;
    const struct stop *stop;
};

struct chain {
    const struct field *field;
    struct rng rng;
    int *column; /* [block] */
    double *sum; /* [row] */
    double worth, excess;
    double missed; /* what soft rows take off */
    int *best;
    double best_worth;
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for annealing");
}

/* Excess of a row costs its price, and at least what visits typically gain a unit of it. */
static enum status weigh_rows(struct field *f, struct arena *a, struct err *e)
{
    const struct problem *p = f->problem;
    size_t rows = (size_t)p->row_count + 1;
    double *use = ARENA_ARRAY(a, double, rows);
    f->weight = ARENA_ARRAY(a, double, rows);
    f->upper = ARENA_ARRAY(a, double, rows);
    f->lower = ARENA_ARRAY(a, double, rows);
    if (!use || !f->weight || !f->upper || !f->lower) return out_of_memory(e);
    int *users = ARENA_ARRAY(a, int, rows);
    if (!users) return out_of_memory(e);
    double worth = 0;
    int near_count = f->nearby.first[p->block_count];
    for (int i = 0; i < near_count; i++) {
        const struct pattern *c = &f->patterns[f->nearby.visits[i].column];
        worth += c->worth / near_count;
        for (int k = 0; k < c->entry_count; k++) {
            use[c->rows[k]] += fabs(c->values[k]);
            users[c->rows[k]]++;
        }
    }
    for (int r = 0; r < p->row_count; r++) {
        const struct row *row = &p->rows[r];
        double mean = users[r] > 0 ? use[r] / users[r] : 1;
        f->weight[r] = fmax(fabs(f->cg->bound_price[r]), 0.1 * worth / mean);
        f->upper[r] = row->upper + row->tolerance / 2;
        f->lower[r] = row->lower - row->tolerance / 2;
        f->has_soft |= row->penalty > 0;
    }
    f->warm = (f->cg->warmth > 0 ? f->cg->warmth : WARM) * fabs(worth);
    return STATUS_OK;
}

/* Of a row that must be kept. */
static double row_excess(const struct field *f, int row, double sum)
{
    if (f->problem->rows[row].penalty > 0) return 0;
    if (sum > f->upper[row]) return f->weight[row] * (sum - f->upper[row]);
    if (sum < f->lower[row]) return f->weight[row] * (f->lower[row] - sum);
    return 0;
}

/* Put a visit in (sign 1) or take it out (-1); returns the change of excess and keeps count of
 * what is missed. */
static double apply(struct chain *c, int column, double sign)
{
    if (column < 0) return 0;
    const struct field *f = c->field;
    const struct pattern *at = &f->patterns[column];
    double change = 0;
    for (int i = 0; i < at->entry_count; i++) {
        int row = at->rows[i];
        const struct row *r = &f->problem->rows[row];
        c->missed -= row_penalty(r, c->sum[row]);
        change -= row_excess(f, row, c->sum[row]);
        c->sum[row] += sign * at->values[i];
        change += row_excess(f, row, c->sum[row]);
        c->missed += row_penalty(r, c->sum[row]);
    }
    return change;
}

static double worth_of(const struct chain *c, int column)
{
    return column < 0 ? 0 : c->field->patterns[column].worth;
}

/* Sums anew, against the drift of many small changes: an excess of many rows that has gone by and
 * by leaves the rounding of its size behind. */
static void recount(struct chain *c)
{
    const struct problem *p = c->field->problem;
    memset(c->sum, 0, sizeof(double) * (size_t)p->row_count);
    c->worth = c->excess = 0;
    for (int b = 0; b < p->block_count; b++) {
        c->worth += worth_of(c, c->column[b]);
        (void)apply(c, c->column[b], 1);
    }
    c->missed = 0;
    for (int r = 0; r < p->row_count; r++) {
        c->excess += row_excess(c->field, r, c->sum[r]);
        c->missed += row_penalty(&p->rows[r], c->sum[r]);
    }
}

static int exceeds(const struct chain *c)
{
    return c->excess > NO_EXCESS * c->field->warm;
}

/* Another visit for the block: small reduced cost more often; -1: none. */
static int choose_visit(struct chain *c, int block)
{
    const struct field *f = c->field;
    int first = f->nearby.first[block], n = f->nearby.first[block + 1] - first;
    int may_be_none = !f->problem->blocks[block].must;
    double u = rng_real(&c->rng);
    int at = (int)((double)(n + may_be_none) * u * u * u);
    return at >= n ? -1 : f->nearby.visits[first + at].column;
}

static int year_of(const struct chain *c, int column)
{
    return column < 0 ? -1 : c->field->patterns[column].year;
}

/* A block that is visited in the year, or -1 when chance finds none. */
static int choose_partner(struct chain *c, int year)
{
    for (int tries = 0; tries < PARTNER_TRIES; tries++) {
        int block = rng_int(&c->rng, 0, c->field->problem->block_count - 1);
        if (year_of(c, c->column[block]) == year) return block;
    }
    return -1;
}

/* A visit of the block in the year (-1: none at all), or `otherwise` when none is nearby. */
static int choose_in_year(struct chain *c, int block, int year, int otherwise)
{
    const struct field *f = c->field;
    if (year < 0) return f->problem->blocks[block].must ? otherwise : -1;
    const int *first = f->year_first + block * f->problem->year_count + year;
    double u = rng_real(&c->rng);
    int n = first[1] - first[0];
    return n > 0 ? f->by_year[first[0] + (int)(n * u * u)] : otherwise;
}

static void keep_if_best(struct chain *c)
{
    if (c->worth - c->missed <= c->best_worth || exceeds(c)) return;
    c->best_worth = c->worth - c->missed;
    memcpy(c->best, c->column, sizeof(int) * (size_t)c->field->problem->block_count);
}

/* One block gets another visit; where that is in another year, every other time a block visited
 * then takes its place, as the number of visits a year is often given. */
static void try_move(struct chain *c, double temperature, double factor)
{
    int blocks[2] = {rng_int(&c->rng, 0, c->field->problem->block_count - 1), -1};
    int old[2] = {c->column[blocks[0]], -1}, new[2] = {choose_visit(c, blocks[0]), -1};
    if (new[0] == old[0]) return;
    int from = year_of(c, old[0]), to = year_of(c, new[0]), count = 1;
    if (to >= 0 && from != to && rng_real(&c->rng) < EXCHANGES) {
        blocks[1] = choose_partner(c, to);
        if (blocks[1] < 0 || blocks[1] == blocks[0]) return;
        old[1] = c->column[blocks[1]];
        new[1] = choose_in_year(c, blocks[1], from, old[1]);
        if (new[1] == old[1]) return;
        count = 2;
    }
    double excess = 0, worth = 0, missed = c->missed;
    for (int i = 0; i < count; i++) {
        excess += apply(c, old[i], -1);
        excess += apply(c, new[i], 1);
        worth += worth_of(c, new[i]) - worth_of(c, old[i]);
    }
    double gain = worth - (c->missed - missed) - factor * excess;
    if (gain < 0 && rng_real(&c->rng) >= exp(gain / temperature)) {
        for (int i = 0; i < count; i++) {
            (void)apply(c, new[i], -1);
            (void)apply(c, old[i], 1);
        }
        return;
    }
    for (int i = 0; i < count; i++)
        c->column[blocks[i]] = new[i];
    c->worth += worth;
    c->excess += excess;
    keep_if_best(c);
}

static void replace(struct chain *c, int block, int new, double excess)
{
    c->worth += worth_of(c, new) - worth_of(c, c->column[block]);
    c->excess += excess;
    c->column[block] = new;
}

/* Change of excess, and of worth, if the block had another visit. */
static double probe(struct chain *c, int block, int new, double *gain)
{
    double missed = c->missed, excess = apply(c, c->column[block], -1);
    excess += apply(c, new, 1);
    *gain = worth_of(c, new) - worth_of(c, c->column[block]) - (c->missed - missed);
    (void)apply(c, new, -1);
    (void)apply(c, c->column[block], 1);
    return excess;
}

/* The visit tried at place k of a block; behind the last one comes none, where it may be. */
static int tried_visit(const struct field *f, int block, int k)
{
    int first = f->nearby.first[block], n = f->nearby.first[block + 1] - first;
    return k < n ? f->nearby.visits[first + k].column : -1;
}

static int tried_count(const struct field *f, int block)
{
    return f->nearby.first[block + 1] - f->nearby.first[block] + !f->problem->blocks[block].must;
}

/* Bring all rows within their limits, each time by the change that loses least for what it mends. */
static void repair(struct chain *c)
{
    const struct field *f = c->field;
    for (int step = 0; step < REPAIR_MAX && exceeds(c); step++) {
        double least = INFINITY, mended = 0;
        int block = -1, new = -1;
        for (int b = 0; b < f->problem->block_count; b++)
            for (int k = 0; k < tried_count(f, b); k++) {
                int visit = tried_visit(f, b, k);
                if (visit == c->column[b]) continue;
                double gain = 0, excess = probe(c, b, visit, &gain), lost = gain / excess;
                if (excess >= -NO_EXCESS * f->warm) continue;
                if (lost >= least) continue;
                least = lost;
                mended = excess;
                block = b;
                new = visit;
            }
        if (block < 0) return;
        (void)apply(c, c->column[block], -1);
        (void)apply(c, new, 1);
        replace(c, block, new, mended);
        recount(c);
    }
}

/* Where rows are soft a visit worth less may still gain. */
static int may_gain(const struct chain *c, int old, int new)
{
    return c->field->has_soft ? new != old : worth_of(c, new) > worth_of(c, old);
}

/* Take every change of one block that gains and exceeds nothing, until there is none. */
static void polish(struct chain *c)
{
    const struct field *f = c->field;
    for (int pass = 0, changed = 1; pass < POLISH_MAX && changed; pass++) {
        changed = 0;
        for (int b = 0; b < f->problem->block_count; b++)
            for (int k = 0; k < tried_count(f, b); k++) {
                int visit = tried_visit(f, b, k);
                double gain = 0;
                if (!may_gain(c, c->column[b], visit)) continue;
                if (probe(c, b, visit, &gain) > NO_EXCESS * f->warm || gain <= 0) continue;
                (void)apply(c, c->column[b], -1);
                (void)apply(c, visit, 1);
                replace(c, b, visit, 0);
                changed = 1;
            }
    }
}

/* The last state, and the best one on the way, made as good as single changes make them. */
static void finish_chain(struct chain *c)
{
    recount(c);
    repair(c);
    if (!exceeds(c)) polish(c);
    recount(c);
    keep_if_best(c);
    if (!isfinite(c->best_worth)) return;
    memcpy(c->column, c->best, sizeof(int) * (size_t)c->field->problem->block_count);
    recount(c);
    polish(c);
    recount(c);
    keep_if_best(c);
}

static double factor_at(double done)
{
    double part = done / (1 - LAST_PART);
    if (part < 1) return FIRST_COST + (LATER_COST - FIRST_COST) * part;
    return LATER_COST * pow(LAST_COST / LATER_COST, (done - (1 - LAST_PART)) / LAST_PART);
}

static void run_chain(void *context, int index, int thread)
{
    (void)thread;
    struct chain *c = (struct chain *)context + index;
    const struct field *f = c->field;
    recount(c);
    keep_if_best(c);
    for (int64_t m = 0; m < f->moves; m++) {
        double done = (double)m / (double)f->moves;
        double temperature = f->warm * pow(COOL, done), factor = factor_at(done);
        int64_t last = m + 256 < f->moves ? m + 256 : f->moves;
        for (; m < last; m++)
            try_move(c, temperature, factor);
        m--;
        if (m % STOP_EVERY < 256) {
            recount(c);
            if (stop_wanted(f->stop)) break;
        }
    }
    finish_chain(c);
}

static enum status open_chain(struct chain *c, const struct field *f, const struct choice_set *from,
                              struct rng rng, struct arena *a)
{
    size_t blocks = (size_t)f->problem->block_count;
    *c = (struct chain){.field = f, .rng = rng, .best_worth = -INFINITY};
    c->column = ARENA_ARRAY(a, int, blocks + 1);
    c->best = ARENA_ARRAY(a, int, blocks + 1);
    c->sum = ARENA_ARRAY(a, double, (size_t)f->problem->row_count + 1);
    if (!c->column || !c->best || !c->sum) return STATUS_NOMEM;
    memcpy(c->column, from->column, sizeof(int) * blocks);
    for (size_t b = 0; b < blocks; b++) {
        int first = f->nearby.first[b], n = f->nearby.first[b + 1] - first;
        int needs = c->column[b] < 0 && f->problem->blocks[b].must;
        if (needs && n > 0) c->column[b] = f->nearby.visits[first].column;
    }
    return STATUS_OK;
}

/* The nearby visits once more, by year. */
static enum status sort_by_year(struct field *f, struct arena *a, struct err *e)
{
    const struct problem *p = f->problem;
    int years = p->year_count, count = 0;
    f->by_year = ARENA_ARRAY(a, int, (size_t)f->nearby.first[p->block_count] + 1);
    f->year_first = ARENA_ARRAY(a, int, (size_t)p->block_count *(size_t)years + 1);
    if (!f->by_year || !f->year_first) return out_of_memory(e);
    for (int b = 0; b < p->block_count; b++)
        for (int y = 0; y < years; y++) {
            f->year_first[b * years + y] = count;
            for (int k = f->nearby.first[b]; k < f->nearby.first[b + 1]; k++)
                if (f->patterns[f->nearby.visits[k].column].year == y)
                    f->by_year[count++] = f->nearby.visits[k].column;
        }
    f->year_first[p->block_count * years] = count;
    return STATUS_OK;
}

static enum status run(struct field *f, struct choice_set *best, uint64_t stream, struct arena *a,
                       struct err *e)
{
    struct chain chains[CHAINS];
    struct choice_set trial;
    TRY(nearby_list(&f->nearby, f->cg, NEAR_MAX, a, e));
    TRY(sort_by_year(f, a, e));
    TRY(weigh_rows(f, a, e));
    TRY(choice_init(&trial, f->problem, a, e));
    for (int i = 0; i < CHAINS; i++) {
        struct rng rng = rng_new(f->cg->options->seed, stream * CHAINS + (uint64_t)i);
        if (open_chain(&chains[i], f, best, rng, a) != STATUS_OK) return out_of_memory(e);
    }
    team_run(f->cg->threads, CHAINS, 1, run_chain, chains);
    for (int i = 0; i < CHAINS; i++) {
        if (!isfinite(chains[i].best_worth)) continue;
        memcpy(trial.column, chains[i].best, sizeof(int) * (size_t)f->problem->block_count);
        choice_update(&trial, f->cg->pool);
        if (trial.is_plan && (!best->is_plan || trial.worth > best->worth))
            choice_copy(best, &trial, f->problem);
    }
    return STATUS_OK;
}

enum status anneal(const struct colgen *cg, struct choice_set *best, int64_t moves, uint64_t stream,
                   struct err *e)
{
    if (cg->problem->block_count == 0) return STATUS_OK;
    struct arena arena = ARENA_INIT((size_t)1 << 40);
    struct field field = {.cg = cg,
                          .problem = cg->problem,
                          .patterns = cg->pool->columns,
                          .moves = moves,
                          .stop = cg->options->stop};
    enum status status = run(&field, best, stream, &arena, e);
    arena_clear(&arena);
    return status;
}
