/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/anneal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/rng.h"
#include "base/team.h"

enum {
    CHAINS = 2,
    NEAR_MAX = 100, /* visits of a block that are tried */
    STOP_EVERY = 1 << 14,
};

/* Found by trial on 40 and 200 areas. */
#define WARM       0.2  /* first temperature, as a share of the mean worth of a visit */
#define COOL       2e-3 /* last temperature, as a share of the first */
#define FIRST_COST 2.0  /* factor of the price of what exceeds a row: at first, */
#define LATER_COST 10.0 /* when all but a tenth is done, */
#define LAST_COST  100.0
#define LAST_PART  0.1

struct near_visit {
    int column;
    double lost; /* against the best of its block, at the prices of the bound */
};

struct field { /* what all chains share */
    const struct colgen *cg;
    const struct problem *problem;
    const struct pattern *patterns;
    struct near_visit *near; /* by block, best first */
    int *near_first;         /* [block + 1] */
    double *weight;          /* [row] cost of a unit in excess */
    double *upper, *lower;   /* [row] */
    double warm;             /* first temperature */
    int64_t moves;
    const struct stop *stop;
};

struct chain {
    const struct field *field;
    struct rng rng;
    int *column; /* [block] */
    double *sum; /* [row] */
    double worth, excess;
    int *best;
    double best_worth;
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for annealing");
}

static int compare_near(const void *left, const void *right)
{
    const struct near_visit *a = left, *b = right;
    if (a->lost != b->lost) return a->lost < b->lost ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

/* The visits of each block with the smallest reduced cost. */
static enum status list_near(struct field *f, struct arena *a, struct err *e)
{
    const struct pool *pool = f->cg->pool;
    const struct problem *p = f->problem;
    int *count = ARENA_ARRAY(a, int, (size_t)p->block_count + 1);
    f->near = ARENA_ARRAY(a, struct near_visit, (size_t)pool->count + 1);
    f->near_first = ARENA_ARRAY(a, int, (size_t)p->block_count + 2);
    if (!count || !f->near || !f->near_first) return out_of_memory(e);
    for (int i = 0; i < pool->count; i++)
        count[pool->columns[i].block]++;
    for (int b = 0; b < p->block_count; b++)
        f->near_first[b + 1] = f->near_first[b] + count[b];
    for (int i = pool->count - 1; i >= 0; i--) {
        const struct pattern *c = &pool->columns[i];
        double lost = f->cg->bound_value[c->block] - pattern_value(c, f->cg->bound_price);
        f->near[f->near_first[c->block] + --count[c->block]] = (struct near_visit){i, lost};
    }
    int kept = 0;
    for (int b = 0; b < p->block_count; b++) {
        int first = f->near_first[b], n = f->near_first[b + 1] - first;
        qsort(f->near + first, (size_t)n, sizeof *f->near, compare_near);
        if (n > NEAR_MAX) n = NEAR_MAX;
        memmove(f->near + kept, f->near + first, sizeof *f->near * (size_t)n);
        f->near_first[b] = kept;
        kept += n;
    }
    f->near_first[p->block_count] = kept;
    return STATUS_OK;
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
    int near_count = f->near_first[p->block_count];
    for (int i = 0; i < near_count; i++) {
        const struct pattern *c = &f->patterns[f->near[i].column];
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
    }
    f->warm = WARM * fabs(worth);
    return STATUS_OK;
}

static double row_excess(const struct field *f, int row, double sum)
{
    if (sum > f->upper[row]) return f->weight[row] * (sum - f->upper[row]);
    if (sum < f->lower[row]) return f->weight[row] * (f->lower[row] - sum);
    return 0;
}

/* Put a visit in (sign 1) or take it out (-1); returns the change of excess. */
static double apply(struct chain *c, int column, double sign)
{
    if (column < 0) return 0;
    const struct field *f = c->field;
    const struct pattern *at = &f->patterns[column];
    double change = 0;
    for (int i = 0; i < at->entry_count; i++) {
        int row = at->rows[i];
        change -= row_excess(f, row, c->sum[row]);
        c->sum[row] += sign * at->values[i];
        change += row_excess(f, row, c->sum[row]);
    }
    return change;
}

static double worth_of(const struct chain *c, int column)
{
    return column < 0 ? 0 : c->field->patterns[column].worth;
}

/* Sums anew, against the drift of many small changes. */
static void recount(struct chain *c)
{
    const struct problem *p = c->field->problem;
    memset(c->sum, 0, sizeof(double) * (size_t)p->row_count);
    c->worth = c->excess = 0;
    for (int r = 0; r < p->row_count; r++)
        c->excess += row_excess(c->field, r, 0);
    for (int b = 0; b < p->block_count; b++) {
        c->worth += worth_of(c, c->column[b]);
        c->excess += apply(c, c->column[b], 1);
    }
}

/* Another visit for the block: small reduced cost more often; -1: none. */
static int choose_visit(struct chain *c, int block)
{
    const struct field *f = c->field;
    int first = f->near_first[block], n = f->near_first[block + 1] - first;
    int may_be_none = !f->problem->blocks[block].must;
    double u = rng_real(&c->rng);
    int at = (int)((double)(n + may_be_none) * u * u * u);
    return at >= n ? -1 : f->near[first + at].column;
}

static void keep_if_best(struct chain *c)
{
    if (c->excess > 1e-9 * c->field->warm || c->worth <= c->best_worth) return;
    c->best_worth = c->worth;
    memcpy(c->best, c->column, sizeof(int) * (size_t)c->field->problem->block_count);
}

static void try_move(struct chain *c, double temperature, double factor)
{
    int block = rng_int(&c->rng, 0, c->field->problem->block_count - 1);
    int old = c->column[block], new = choose_visit(c, block);
    if (new == old) return;
    double excess = apply(c, old, -1);
    excess += apply(c, new, 1);
    double worth = worth_of(c, new) - worth_of(c, old);
    double gain = worth - factor * excess;
    if (gain < 0 && rng_real(&c->rng) >= exp(gain / temperature)) {
        (void)apply(c, new, -1);
        (void)apply(c, old, 1);
        return;
    }
    c->column[block] = new;
    c->worth += worth;
    c->excess += excess;
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
            if (stop_wanted(f->stop)) return;
        }
    }
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
        int first = f->near_first[b], n = f->near_first[b + 1] - first;
        int needs = c->column[b] < 0 && f->problem->blocks[b].must;
        if (needs && n > 0) c->column[b] = f->near[first].column;
    }
    return STATUS_OK;
}

static enum status run(struct field *f, struct choice_set *best, uint64_t stream, struct arena *a,
                       struct err *e)
{
    struct chain chains[CHAINS];
    struct choice_set trial;
    TRY(list_near(f, a, e));
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
