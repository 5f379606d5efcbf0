/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/anneal.h"

#include <math.h>
#include <string.h>

#include "base/rng.h"
#include "base/team.h"
#include "plan/anneal_field.h"

enum {
    CHAINS = 2,
    LEGS = 32, /* after each, rows that have come near are watched, and the stop flag asked */
    AT_ONE_HEAT = 256, /* moves; or as many as there are blocks, so that each has its turn */
    REPAIR_MAX = 200,
    POLISH_MAX = 20,
};

/* Found by trial on 40 and 200 areas. */
#define WARM       0.2  /* first temperature, as a share of the mean worth of a visit */
#define COOL       2e-3 /* last temperature, as a share of the first */
#define LEAST_COST 2.0  /* factors of the price of what exceeds a row */
#define MOST_COST  20.0
#define DEARER     1.1   /* while it is exceeded */
#define CHEAPER    0.95  /* while it is not */
#define LAST_COST  100.0 /* times that, in the last part */
#define LAST_PART  0.1
#define NO_EXCESS  1e-7 /* of the first temperature: rounding */
#define EXCHANGES  0.5  /* of the moves to another year, in exchange for another block */

struct chain {
    const struct field *field;
    struct field_row *rows; /* [row] with weights of its own */
    struct rng rng;
    int64_t from, to, moves; /* this leg, and all legs together */
    int *visit;              /* [block], -1: none */
    int *members;            /* [(year + 1) * block_count + ...] blocks visited then; -1: not */
    int *member_count;       /* [year + 1] */
    int *place;              /* [block] among the members of its year */
    double *sum;             /* [row] of the watched rows */
    double *change;          /* [row] scratch, zero */
    double worth, excess;
    double missed; /* what soft rows take off */
    int *best;
    double best_worth;
};

struct move { /* one block, or two that change together */
    int count;
    int block[2], old[2], new[2];
};

struct effect { /* of a move */
    double excess, missed;
    double gain; /* of worth, less what is missed */
};

static double warmth(const struct field *f)
{
    return (f->cg->warmth > 0 ? f->cg->warmth : WARM) * f->mean_worth;
}

static double worth_of(const struct chain *c, int visit)
{
    return visit < 0 ? 0 : c->field->worth[visit];
}

static int year_of(const struct chain *c, int visit)
{
    return visit < 0 ? -1 : c->field->year[visit];
}

static int exceeds(const struct chain *c)
{
    return c->excess > NO_EXCESS * warmth(c->field);
}

/* Uniform in [0, 1), 32 bits. */
static double chance(struct chain *c)
{
    return rng_u32(&c->rng) * 0x1p-32;
}

static int chance_of(struct chain *c, int count)
{
    return (int)(chance(c) * count);
}

/* --- the members of years ------------------------------------------------------------------- */

static void join(struct chain *c, int block)
{
    int year = year_of(c, c->visit[block]) + 1;
    c->place[block] = c->member_count[year]++;
    c->members[year * c->field->problem->block_count + c->place[block]] = block;
}

static void leave(struct chain *c, int block)
{
    int year = year_of(c, c->visit[block]) + 1;
    int *members = c->members + year * c->field->problem->block_count;
    int last = members[--c->member_count[year]];
    members[c->place[block]] = last;
    c->place[last] = c->place[block];
}

/* Sums and members anew: every change of a sum leaves a little rounding behind. */
static void recount(struct chain *c)
{
    const struct field *f = c->field;
    const struct problem *p = f->problem;
    field_sums(f, c->visit, c->sum);
    memset(c->member_count, 0, sizeof(int) * ((size_t)p->year_count + 1));
    c->worth = c->excess = c->missed = 0;
    for (int b = 0; b < p->block_count; b++) {
        join(c, b);
        c->worth += worth_of(c, c->visit[b]);
    }
    for (int r = 0; r < p->row_count; r++) {
        c->excess += field_excess(&c->rows[r], c->sum[r]);
        c->missed += row_penalty(&p->rows[r], c->sum[r]);
    }
}

/* Rows in excess cost more from now on, the others less. */
static void reweigh(struct chain *c)
{
    const struct field *f = c->field;
    c->excess = 0;
    for (int r = 0; r < f->problem->row_count; r++) {
        if (!f->is_active[r]) continue;
        struct field_row *row = &c->rows[r];
        double most = MOST_COST * f->rows[r].weight, least = LEAST_COST * f->rows[r].weight;
        if (field_excess(row, c->sum[r]) > 0)
            row->weight = fmin(most, row->weight * DEARER);
        else
            row->weight = fmax(least, row->weight * CHEAPER);
        c->excess += field_excess(row, c->sum[r]);
    }
}

/* --- moves ------------------------------------------------------------------------------------ */

static void add_change(struct chain *c, int visit, double sign)
{
    const struct field *f = c->field;
    if (visit < 0) return;
    for (int i = f->entry_first[visit]; i < f->entry_first[visit + 1]; i++)
        c->change[f->entry_rows[i]] += sign * f->entry_values[i];
}

/* What add_change() noted in the rows of a visit, which is forgotten. */
static void take_change(struct chain *c, int visit, struct effect *out)
{
    const struct field *f = c->field;
    if (visit < 0) return;
    for (int i = f->entry_first[visit]; i < f->entry_first[visit + 1]; i++) {
        int r = f->entry_rows[i];
        double change = c->change[r], sum = c->sum[r];
        if (change == 0) continue;
        c->change[r] = 0;
        out->excess += field_excess(&c->rows[r], sum + change) - field_excess(&c->rows[r], sum);
        if (!f->has_soft) continue;
        const struct row *row = &f->problem->rows[r];
        out->missed += row_penalty(row, sum + change) - row_penalty(row, sum);
    }
}

static double worth_change(const struct chain *c, const struct move *m)
{
    double worth = 0;
    for (int i = 0; i < m->count; i++)
        worth += worth_of(c, m->new[i]) - worth_of(c, m->old[i]);
    return worth;
}

/* What the move would do. */
static struct effect probe(struct chain *c, const struct move *m)
{
    struct effect effect = {0};
    for (int i = 0; i < m->count; i++) {
        add_change(c, m->old[i], -1);
        add_change(c, m->new[i], 1);
    }
    for (int i = 0; i < m->count; i++) {
        take_change(c, m->old[i], &effect);
        take_change(c, m->new[i], &effect);
    }
    effect.gain = worth_change(c, m) - effect.missed;
    return effect;
}

static void apply(struct chain *c, int visit, double sign)
{
    const struct field *f = c->field;
    if (visit < 0) return;
    for (int i = f->entry_first[visit]; i < f->entry_first[visit + 1]; i++)
        c->sum[f->entry_rows[i]] += sign * f->entry_values[i];
}

static void make(struct chain *c, const struct move *m, const struct effect *effect)
{
    c->worth += worth_change(c, m);
    c->excess += effect->excess;
    c->missed += effect->missed;
    for (int i = 0; i < m->count; i++) {
        apply(c, m->old[i], -1);
        apply(c, m->new[i], 1);
        leave(c, m->block[i]);
        c->visit[m->block[i]] = m->new[i];
        join(c, m->block[i]);
    }
}

/* Another visit for the block: small reduced cost more often; -1: none. */
static int choose_visit(struct chain *c, int block)
{
    const struct field *f = c->field;
    int first = f->first[block], n = f->first[block + 1] - first;
    int may_be_none = !f->problem->blocks[block].must;
    double u = chance(c);
    int at = (int)((double)(n + may_be_none) * u * u * u);
    return at >= n ? -1 : first + at;
}

/* A visit of the block in the year (-1: none at all), or `otherwise` when none is nearby. */
static int choose_in_year(struct chain *c, int block, int year, int otherwise)
{
    const struct field *f = c->field;
    if (year < 0) return f->problem->blocks[block].must ? otherwise : -1;
    const int *first = f->year_first + block * f->problem->year_count + year;
    double u = chance(c);
    int n = first[1] - first[0];
    return n > 0 ? f->by_year[first[0] + (int)(n * u * u)] : otherwise;
}

/* One block gets another visit; where that is in another year, every other time a block visited
 * then takes its place, as the number of visits a year is often given.  0: nothing to do. */
static int choose_move(struct chain *c, struct move *m)
{
    int blocks = c->field->problem->block_count;
    m->block[0] = chance_of(c, blocks);
    m->old[0] = c->visit[m->block[0]];
    m->new[0] = choose_visit(c, m->block[0]);
    m->count = 1;
    if (m->new[0] == m->old[0]) return 0;
    int from = year_of(c, m->old[0]), to = year_of(c, m->new[0]);
    if (to < 0 || from == to || chance(c) >= EXCHANGES) return 1;
    if (c->member_count[to + 1] == 0) return 1;
    m->block[1] = c->members[(to + 1) * blocks + chance_of(c, c->member_count[to + 1])];
    m->old[1] = c->visit[m->block[1]];
    m->new[1] = choose_in_year(c, m->block[1], from, m->old[1]);
    m->count = 2;
    return m->new[1] != m->old[1];
}

static void keep_if_best(struct chain *c)
{
    if (c->worth - c->missed <= c->best_worth || exceeds(c)) return;
    c->best_worth = c->worth - c->missed;
    memcpy(c->best, c->visit, sizeof(int) * (size_t)c->field->problem->block_count);
}

static void try_move(struct chain *c, double temperature, double factor)
{
    struct move m;
    if (!choose_move(c, &m)) return;
    double least = temperature * log(chance(c) + 0x1p-33); /* of gain less cost, to be made */
    double most = worth_change(c, &m) + c->missed + factor * c->excess;
    if (most < least) return; /* even if it mended everything */
    struct effect effect = probe(c, &m);
    if (effect.gain - factor * effect.excess < least) return;
    make(c, &m, &effect);
    keep_if_best(c);
}

/* --- the end of a chain ----------------------------------------------------------------------- */

/* The visit tried at place k of a block; behind the last one comes none, where it may be. */
static int tried_visit(const struct field *f, int block, int k)
{
    int n = f->first[block + 1] - f->first[block];
    return k < n ? f->first[block] + k : -1;
}

static int tried_count(const struct field *f, int block)
{
    return f->first[block + 1] - f->first[block] + !f->problem->blocks[block].must;
}

/* Bring all rows within their limits, each time by the change that loses least for what it mends. */
static void repair(struct chain *c)
{
    const struct field *f = c->field;
    for (int step = 0; step < REPAIR_MAX && exceeds(c); step++) {
        double least = INFINITY;
        struct effect mended = {0};
        struct move best = {0};
        for (int b = 0; b < f->problem->block_count; b++)
            for (int k = 0; k < tried_count(f, b); k++) {
                struct move m = {1, {b}, {c->visit[b]}, {tried_visit(f, b, k)}};
                if (m.new[0] == m.old[0]) continue;
                struct effect effect = probe(c, &m);
                if (effect.excess >= -NO_EXCESS * warmth(f)) continue;
                double lost = effect.gain / effect.excess;
                if (lost >= least) continue;
                least = lost;
                mended = effect;
                best = m;
            }
        if (best.count == 0) return;
        make(c, &best, &mended);
        recount(c);
    }
}

/* Where rows are soft a visit worth less may still gain. */
static int may_gain(const struct chain *c, const struct move *m)
{
    return c->field->has_soft ? m->new[0] != m->old[0] : worth_change(c, m) > 0;
}

/* Take every change of one block that gains and exceeds nothing, until there is none. */
static void polish(struct chain *c)
{
    const struct field *f = c->field;
    for (int pass = 0, changed = 1; pass < POLISH_MAX && changed; pass++) {
        changed = 0;
        for (int b = 0; b < f->problem->block_count; b++)
            for (int k = 0; k < tried_count(f, b); k++) {
                struct move m = {1, {b}, {c->visit[b]}, {tried_visit(f, b, k)}};
                if (!may_gain(c, &m)) continue;
                struct effect effect = probe(c, &m);
                if (effect.excess > NO_EXCESS * warmth(f) || effect.gain <= 0) continue;
                make(c, &m, &effect);
                changed = 1;
            }
    }
}

/* The last state, and the best one on the way, made as good as single changes make them. */
static void finish_chain(void *context, int index, int thread)
{
    (void)thread;
    struct chain *c = (struct chain *)context + index;
    recount(c);
    repair(c);
    if (!exceeds(c)) polish(c);
    recount(c);
    keep_if_best(c);
    if (!isfinite(c->best_worth)) return;
    memcpy(c->visit, c->best, sizeof(int) * (size_t)c->field->problem->block_count);
    recount(c);
    polish(c);
    recount(c);
    keep_if_best(c);
}

/* --- legs --------------------------------------------------------------------------------------- */

/* Only at the end do excesses become dear for good. */
static double factor_at(double done)
{
    if (done < 1 - LAST_PART) return 1;
    return pow(LAST_COST, (done - (1 - LAST_PART)) / LAST_PART);
}

static void run_leg(void *context, int index, int thread)
{
    (void)thread;
    struct chain *c = (struct chain *)context + index;
    int at_once = c->field->problem->block_count;
    if (at_once < AT_ONE_HEAT) at_once = AT_ONE_HEAT;
    recount(c);
    keep_if_best(c);
    for (int64_t m = c->from; m < c->to;) {
        double done = (double)m / (double)c->moves;
        double temperature = warmth(c->field) * pow(COOL, done), factor = factor_at(done);
        if (done < 1 - LAST_PART) reweigh(c);
        for (int i = 0; i < at_once && m < c->to; i++, m++)
            try_move(c, temperature, factor);
    }
}

/* A best state that exceeds a row nobody watched is none. */
static void check_best(struct chain *c)
{
    const struct field *f = c->field;
    if (!isfinite(c->best_worth)) return;
    double excess = 0;
    field_sums(f, c->best, c->sum);
    for (int r = 0; r < f->problem->row_count; r++)
        excess += field_excess(&c->rows[r], c->sum[r]);
    if (excess > NO_EXCESS * warmth(f)) c->best_worth = -INFINITY;
}

static enum status open_chain(struct chain *c, const struct field *f, const struct choice_set *from,
                              struct rng rng, struct arena *a)
{
    const struct problem *p = f->problem;
    size_t blocks = (size_t)p->block_count, years = (size_t)p->year_count + 1;
    *c = (struct chain){.field = f, .rng = rng, .best_worth = -INFINITY};
    c->visit = ARENA_ARRAY(a, int, blocks + 1);
    c->best = ARENA_ARRAY(a, int, blocks + 1);
    c->place = ARENA_ARRAY(a, int, blocks + 1);
    c->members = ARENA_ARRAY(a, int, blocks *years + 1);
    c->member_count = ARENA_ARRAY(a, int, years);
    c->rows = ARENA_ARRAY(a, struct field_row, (size_t)p->row_count + 1);
    if (!c->rows) return STATUS_NOMEM;
    memcpy(c->rows, f->rows, sizeof(*c->rows) * (size_t)p->row_count);
    c->sum = ARENA_ARRAY(a, double, (size_t)p->row_count + 1);
    c->change = ARENA_ARRAY(a, double, (size_t)p->row_count + 1);
    if (!c->visit || !c->best || !c->place || !c->members || !c->member_count || !c->sum ||
        !c->change)
        return STATUS_NOMEM;
    for (int b = 0; b < p->block_count; b++)
        c->visit[b] = field_visit(f, b, from->column[b]);
    return STATUS_OK;
}

static void run_legs(struct field *f, struct chain *chains, int64_t moves)
{
    for (int leg = 0; leg < LEGS; leg++) {
        for (int i = 0; i < CHAINS; i++) {
            chains[i].from = moves * leg / LEGS;
            chains[i].to = moves * (leg + 1) / LEGS;
            chains[i].moves = moves;
            field_sums(f, chains[i].visit, chains[i].sum);
            field_watch(f, chains[i].sum);
        }
        team_run(f->cg->threads, CHAINS, 1, run_leg, chains);
        for (int i = 0; i < CHAINS; i++)
            check_best(&chains[i]);
        if (stop_wanted(f->cg->options->stop)) break;
    }
    field_watch_all(f);
    team_run(f->cg->threads, CHAINS, 1, finish_chain, chains);
}

static enum status run(const struct colgen *cg, struct choice_set *best,
                       const struct annealing *with, struct arena *a, struct err *e)
{
    const struct problem *p = cg->problem;
    struct field field;
    struct chain chains[CHAINS];
    struct choice_set trial;
    TRY(field_open(&field, cg, with->near_max, with->trade, a, e));
    TRY(choice_init(&trial, p, a, e));
    for (int i = 0; i < CHAINS; i++) {
        struct rng rng = rng_new(cg->options->seed, with->stream * CHAINS + (uint64_t)i);
        if (open_chain(&chains[i], &field, best, rng, a) != STATUS_OK)
            return err_set(e, STATUS_NOMEM, "out of memory for annealing");
    }
    run_legs(&field, chains, with->moves);
    for (int i = 0; i < CHAINS; i++) {
        if (!isfinite(chains[i].best_worth)) continue;
        for (int b = 0; b < p->block_count; b++)
            trial.column[b] = field_column(&field, chains[i].best[b]);
        choice_update(&trial, cg->pool);
        if (trial.is_plan && (!best->is_plan || trial.worth > best->worth))
            choice_copy(best, &trial, p);
    }
    return STATUS_OK;
}

enum status anneal(const struct colgen *cg, struct choice_set *best, const struct annealing *with,
                   struct err *e)
{
    if (cg->problem->block_count == 0) return STATUS_OK;
    struct arena arena = ARENA_INIT((size_t)1 << 40);
    enum status status = run(cg, best, with, &arena, e);
    arena_clear(&arena);
    return status;
}
