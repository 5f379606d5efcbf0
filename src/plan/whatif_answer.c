/* SPDX-License-Identifier: Apache-2.0 */
/* Answers: a bound from the prices, and a plan by choosing anew near the known one. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plan/core_improve.h"
#include "plan/result.h"
#include "plan/whatif.h"

enum {
    FREE_FIRST = 8, /* blocks given up at first, so that few move; if that is no plan, FREE_MORE */
    FREE_MORE = 2,  /* times as many, and so on */
    FREE_MOST = 64,
    FREE_AROUND = 40, /* around a plan that may stay */
    FREE_LESS = 40,   /* at first when a limit is less: many have to move */
    FREE_LESS_AROUND = 80,
    REFININGS = 4,      /* of a plan found, with others given up each time, */
    REFINE_STEP = 20,   /* so many further down the list; */
    REFININGS_LESS = 1, /* when a limit is less */
    MOVES = 24 * 1000,
    WALKS = 2,
    POLISH_SHARE = 4, /* polishing, done often, takes so much less of both */
    TREE = 10 * 1000, /* nodes of the core's own tree */
    NODES = 10,
    ITERATIONS = 1000,
    HEURISTICS = 5,
};

/* More than any move costs; a clause comes before a limit. */
#define MENDS       1e15
#define MENDS_LIMIT 1e13

/* Relative distance at which a restricted master is solved well enough. */
#define RESTRICTED_GAP 2e-5

/* First temperature of the search, in typical losses; every other time the larger one. */
#define WARM   0.1
#define WARMER 0.5

/* What may change: one block held to some years, the years it concerns, or a plan to start from. */
struct asking {
    struct whatif *w;
    int block;                      /* held, or -1 */
    uint64_t held;                  /* the years it is held to; 0: it is not visited */
    uint64_t years;                 /* concerned */
    const struct choice_set *start; /* keeps all, or NULL */
    int first, around, most;        /* blocks given up: at first, around a plan found, at most */
    double warm;                    /* of the search */
    int is_polish;
    int refinings; /* better is wanted, though more moves */
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for an answer");
}

/* --- which visits to give up -------------------------------------------------------------- */

struct candidate {
    int block;
    double cost; /* of its cheapest move into or within the years concerned */
};

static int compare(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;
    if (a->cost != b->cost) return a->cost < b->cost ? -1 : 1;
    return (a->block > b->block) - (a->block < b->block);
}

static double cost_of_move(const struct asking *q, int block)
{
    const struct whatif *w = q->w;
    const struct problem *p = &w->problem;
    const double *price = w->colgen.bound_price;
    int own = w->known.column[block], year = own < 0 ? -1 : w->pool.columns[own].year;
    double now = own < 0 ? 0 : pattern_value(&w->pool.columns[own], price);
    double best = p->blocks[block].must || own < 0 ? -INFINITY : 0;
    int leaves = year >= 0 && (q->years >> year & 1);
    for (int y = 0; y < p->year_count; y++) {
        int column = w->best[block * p->year_count + y];
        if (column < 0 || y == year || (!leaves && !(q->years >> y & 1))) continue;
        best = fmax(best, pattern_value(&w->pool.columns[column], price));
    }
    return now - best;
}

/* Does the block use the row now, or could it in its best years? */
static int may_use(const struct whatif *w, int block, int row)
{
    int years = w->problem.year_count;
    for (int y = -1; y < years; y++) {
        int column = y < 0 ? w->known.column[block] : w->best[block * years + y];
        if (column < 0) continue;
        const struct pattern *c = &w->pool.columns[column];
        for (int i = 0; i < c->entry_count; i++)
            if (c->rows[i] == row) return 1;
    }
    return 0;
}

static double use_of(const struct whatif *w, int column, int row)
{
    if (column < 0) return 0;
    const struct pattern *c = &w->pool.columns[column];
    for (int i = 0; i < c->entry_count; i++)
        if (c->rows[i] == row) return c->values[i];
    return 0;
}

/* Would the block's change alone break the row, whichever year it takes? */
static int is_broken(const struct asking *q, int row)
{
    const struct whatif *w = q->w;
    const struct problem *p = &w->problem;
    int own = q->block < 0 ? -1 : w->known.column[q->block];
    double others = w->known.sum[row] - use_of(w, own, row);
    int broken = 0, kept = 0;
    if (q->block < 0) return !row_is_kept(&p->rows[row], w->known.sum[row]);
    if (!q->held) return !row_is_kept(&p->rows[row], others);
    for (int y = 0; y < p->year_count; y++) {
        int column = w->best[q->block * p->year_count + y];
        if (column < 0 || !(q->held >> y & 1)) continue;
        if (row_is_kept(&p->rows[row], others + use_of(w, column, row)))
            kept++;
        else
            broken++;
    }
    return broken > 0 && kept == 0;
}

/* The area itself, then whoever can mend what the change breaks, then who moves cheaply. */
static void rank(const struct asking *q, struct candidate *out)
{
    const struct whatif *w = q->w;
    const struct problem *p = &w->problem;
    for (int b = 0; b < p->block_count; b++)
        out[b] = (struct candidate){b, cost_of_move(q, b)};
    for (int r = 0; (q->block >= 0 || !q->start) && r < p->coupling_count; r++) {
        if (!is_broken(q, r)) continue;
        int is_limit = p->rows[r].kind == ROW_LIMIT; /* nearly all could use it: who does? */
        for (int b = 0; b < p->block_count; b++) {
            if (is_limit ? use_of(w, w->known.column[b], r) <= 0 : !may_use(w, b, r)) continue;
            out[b].cost -= is_limit ? MENDS_LIMIT : MENDS;
        }
    }
    for (int b = 0; b < p->block_count; b++) {
        int is_same = q->block >= 0 && p->blocks[b].area == p->blocks[q->block].area;
        if (is_same || (p->blocks[b].must && w->known.column[b] < 0)) out[b].cost = -INFINITY;
    }
    qsort(out, (size_t)p->block_count, sizeof *out, compare);
}

/* --- choosing anew ------------------------------------------------------------------------ */

static int is_allowed(const struct problem *p, const struct pattern *c)
{
    return p->blocks[c->block].years >> c->year & 1;
}

static void list_column(struct whatif *w, int column, int *count, int from)
{
    if (column < 0 || !is_allowed(&w->problem, &w->pool.columns[column])) return;
    for (int i = from; i < *count; i++)
        if (w->columns[i] == column) return;
    w->columns[(*count)++] = column;
}

/* Nearby visits of the free blocks, the best of every year, and the ones they have. */
static int list_columns(struct whatif *w)
{
    int count = 0, years = w->problem.year_count;
    for (int b = 0; b < w->problem.block_count; b++) {
        int from = count;
        if (!w->is_free[b]) continue;
        list_column(w, w->known.column[b], &count, from);
        for (int y = 0; y < years; y++)
            list_column(w, w->best[b * years + y], &count, from);
        for (int k = w->near_first[b]; k < w->near_first[b + 1]; k++)
            list_column(w, w->near[k], &count, from);
        for (int y = 0; w->also && y < years; y++)
            list_column(w, w->also[b * years + y], &count, from);
    }
    return count;
}

/* By search; where that finds no plan at all, or flows are to be found too, by a solver's tree. */
static enum status choose(const struct asking *q, int *found, struct err *e)
{
    struct whatif *w = q->w;
    struct core_effort effort = {
        .moves = MOVES, .walks = WALKS, .warm = q->warm > 0 ? q->warm : WARM, .nodes = TREE};
    struct restriction r = {.columns = w->columns,
                            .column_count = list_columns(w),
                            .is_free = w->is_free,
                            .held = &w->known,
                            .start = q->start,
                            .price = w->colgen.bound_price,
                            .gap = RESTRICTED_GAP,
                            .nodes = NODES,
                            .iterations = ITERATIONS,
                            .heuristics = HEURISTICS};
    struct restricted done;
    *found = 0;
    if (r.column_count == 0) return STATUS_OK;
    effort.moves /= q->is_polish ? POLISH_SHARE : 1;
    effort.nodes /= q->is_polish ? POLISH_SHARE : 1;
    effort.threads = w->options.threads;
    effort.seed = w->options.seed;
    effort.stop = w->options.stop;
    if (w->problem.trade.lane_count == 0) {
        TRY(core_improve(&r, &w->pool, &effort, &w->trial, &done, e));
        *found = done.found;
        if (done.found || done.exhausted || q->start) return STATUS_OK;
    }
    TRY(restrict_solve(&r, &w->pool, &w->options, &w->trial, &done, e));
    *found = done.found;
    return STATUS_OK;
}

static enum status keep_plan(struct whatif *w, const struct choice_set *choice,
                             struct whatif_answer *out, struct arena *a, struct err *e)
{
    if (out->found && choice->worth + w->problem.fixed_worth <= out->plan.objective)
        return STATUS_OK;
    out->found = 1;
    TRY(result_fill(&out->plan, &w->problem, &w->pool, choice, a, e));
    out->plan.outcome = PLAN_FEASIBLE;
    out->plan.bound = out->bound = fmax(out->bound, out->plan.objective);
    return STATUS_OK;
}

static void give_up(struct whatif *w, const struct candidate *order, int count)
{
    for (int i = 0; i < w->problem.block_count; i++)
        w->is_free[order[i].block] = i < count;
}

/* The plan found with few visits given up is often a poor one: improve it, giving up others with
 * them in turn. */
static enum status refine(const struct asking *q, const struct candidate *order, int count,
                          struct whatif_answer *out, struct arena *a, struct err *e)
{
    struct whatif *w = q->w;
    struct asking around = *q;
    int blocks = w->problem.block_count;
    around.start = &w->found;
    choice_copy(&w->found, &w->trial, &w->problem);
    for (int round = 0; round < q->refinings && !stop_wanted(w->options.stop); round++) {
        int found = 0, first = count + round * REFINE_STEP;
        around.warm = round % 2 == 0 ? WARMER : WARM;
        if (round > 0 && first >= blocks) return STATUS_OK;
        for (int i = 0; i < blocks; i++)
            w->is_free[order[i].block] = i < count || (i >= first && i < first + q->around);
        TRY(choose(&around, &found, e));
        if (!found) continue;
        choice_copy(&w->found, &w->trial, &w->problem);
        TRY(keep_plan(w, &w->trial, out, a, e));
    }
    return STATUS_OK;
}

/* With few visits given up, then with more. */
static enum status search(const struct asking *q, struct whatif_answer *out, struct arena *a,
                          struct err *e)
{
    struct whatif *w = q->w;
    int blocks = w->problem.block_count;
    struct candidate *order = ARENA_ARRAY(&w->arena, struct candidate, (size_t)blocks + 1);
    if (!order) return out_of_memory(e);
    rank(q, order);
    if (q->start) TRY(keep_plan(w, q->start, out, a, e));
    for (int count = q->start ? FREE_AROUND : q->first; count <= q->most; count *= FREE_MORE) {
        int found = 0;
        give_up(w, order, count);
        TRY(choose(q, &found, e));
        if (found) TRY(keep_plan(w, &w->trial, out, a, e));
        if (found && !q->start && q->refinings > 0) TRY(refine(q, order, count, out, a, e));
        if (stop_wanted(w->options.stop) || out->found || count >= blocks) return STATUS_OK;
    }
    return STATUS_OK;
}

/* --- questions ---------------------------------------------------------------------------- */

void whatif_year_bounds(struct whatif *w, int block, double *out)
{
    struct colgen *cg = &w->colgen;
    const struct problem *p = &w->problem;
    double others = w->value - cg->bound_value[block];
    int options[GROUP_MAX];
    prices_set(&cg->prices, p, cg->bound_price, 1);
    for (int y = 0; y < p->year_count; y++) {
        struct package package = {.options = options};
        price_visit(p, &cg->prices, block, y, -INFINITY, cg->scratch[0], &package);
        out[y] = others + package.bound;
    }
    out[p->year_count] = p->blocks[block].must ? -INFINITY : others;
}

/* The row that leaves no room for any visit of the block in the year, whatever others do; or -1. */
static int find_blocking_row(const struct whatif *w, int block, int year)
{
    int column = w->best[block * w->problem.year_count + year];
    if (column < 0) return -1;
    const struct pattern *c = &w->pool.columns[column];
    for (int i = 0; i < c->entry_count; i++) {
        const struct row *row = &w->problem.rows[c->rows[i]];
        if (row->kind == ROW_VISITS && row->penalty <= 0 &&
            c->values[i] > row->upper + row->tolerance)
            return c->rows[i];
    }
    return -1;
}

/* Is no year left?  Names a clause that leaves none. */
static int is_blocked(const struct whatif *w, int block, uint64_t years, int *clause)
{
    const struct problem *p = &w->problem;
    int left = 0;
    for (int y = 0; y < p->year_count; y++) {
        if (!(years & p->blocks[block].years & UINT64_C(1) << y)) continue;
        int row = find_blocking_row(w, block, y);
        if (row < 0)
            left++;
        else
            *clause = p->rows[row].origin;
    }
    return left == 0;
}

/* Bring the best visit of the block in each of the years into the pool. */
static enum status add_best(struct whatif *w, int block, uint64_t years, struct err *e)
{
    struct colgen *cg = &w->colgen;
    const struct problem *p = &w->problem;
    int options[GROUP_MAX];
    for (int y = 0; y < p->year_count; y++) {
        struct package at = {.options = options};
        int *best = &w->best[block * p->year_count + y];
        if (!(years >> y & 1) || *best >= 0) continue;
        price_visit(p, &cg->prices, block, y, -INFINITY, cg->scratch[0], &at);
        struct visit_choice v = {block, y, options, at.count};
        if (at.count > 0) TRY(pool_add(&w->pool, &v, best, e));
    }
    return STATUS_OK;
}

enum status whatif_force(struct whatif *w, int block, uint64_t years, struct whatif_answer *out,
                         struct arena *a, struct err *e)
{
    const int year_count = w->problem.year_count;
    struct block *b = &w->problem.blocks[block];
    const struct block was = *b;
    int own = w->known.column[block];
    double bounds[YEAR_MAX + 1];
    *out = (struct whatif_answer){.bound = -INFINITY, .clause = -1};
    whatif_year_bounds(w, block, bounds);
    for (int y = 0; y < year_count; y++)
        if (years >> y & 1) out->bound = fmax(out->bound, bounds[y]);
    if (years == 0) out->bound = bounds[year_count];
    out->bound = fmin(out->bound, w->bound);
    out->is_impossible = !isfinite(out->bound);
    if (out->is_impossible) return STATUS_OK;
    TRY(add_best(w, block, years, e));
    out->is_impossible = years != 0 && is_blocked(w, block, years, &out->clause);
    if (out->is_impossible) return STATUS_OK;

    struct asking q = {.w = w,
                       .block = block,
                       .held = years,
                       .years = years,
                       .first = FREE_FIRST,
                       .around = FREE_AROUND,
                       .most = FREE_MOST,
                       .refinings = REFININGS};
    if (own >= 0) q.years |= UINT64_C(1) << w->pool.columns[own].year;
    b->years &= years;
    b->must = years != 0;
    enum status status = search(&q, out, a, e);
    *b = was;
    return status;
}

static int find_limit(const struct whatif *w, int limit)
{
    for (int r = 0; r < w->problem.coupling_count; r++)
        if (w->problem.rows[r].kind == ROW_LIMIT && w->problem.rows[r].origin == limit) return r;
    return -1;
}

/* With more of it, who would come if it cost nothing comes first; of what has no price, more brings
 * nothing. */
static enum status loosen(struct asking *q, int row, struct whatif_answer *out, struct arena *a,
                          struct err *e)
{
    double *paid = &q->w->colgen.bound_price[row], price = *paid;
    if (price == 0) return keep_plan(q->w, q->start, out, a, e);
    if (out->moves > 0) *paid = 0;
    enum status status = search(q, out, a, e);
    *paid = price;
    return status;
}

/* With less of it other prices hold, and other visits are worth their price. */
static enum status tighten(struct asking *q, int row, struct whatif_answer *out,
                           struct whatif_prices *kept, struct arena *a, struct err *e)
{
    struct whatif *w = q->w;
    TRY(whatif_price_anew(w, row, kept, e));
    out->moves = fmin(out->moves, w->value - kept->value);
    out->bound = fmin(w->bound, kept->value + out->moves);
    return search(q, out, a, e);
}

enum status whatif_limit(struct whatif *w, int limit, double more, struct whatif_answer *out,
                         struct arena *a, struct err *e)
{
    int r = find_limit(w, limit);
    double price = r < 0 ? 0 : w->colgen.bound_price[r];
    *out = (struct whatif_answer){.bound = w->value + price * more, .moves = price * more};
    if (more < 0) out->bound = fmin(out->bound, w->bound);
    if (r < 0) return STATUS_OK;
    struct row *row = &w->problem.rows[r];
    const struct row was = *row;
    struct whatif_prices kept = {0};
    struct asking q = {.w = w,
                       .block = -1,
                       .years = UINT64_C(1) << row->year,
                       .first = FREE_LESS,
                       .around = FREE_LESS_AROUND,
                       .most = FREE_LESS_AROUND,
                       .refinings = REFININGS_LESS};
    row->size = row_scale(row); /* as in the master */
    row->upper += more;
    out->is_impossible = row->upper < -row->tolerance;
    if (row_is_kept(row, w->known.sum[r])) q.start = &w->known;
    enum status status = STATUS_OK;
    if (!out->is_impossible)
        status = q.start ? loosen(&q, r, out, a, e) : tighten(&q, r, out, &kept, a, e);
    *row = was;
    if (status == STATUS_OK && kept.best) status = whatif_price_back(w, r, &kept, e);
    return status;
}

enum status whatif_improve(struct whatif *w, uint64_t years, struct whatif_answer *out,
                           struct arena *a, struct err *e)
{
    struct asking q = {.w = w, .block = -1, .years = years, .start = &w->known, .most = FREE_MOST};
    *out = (struct whatif_answer){.bound = w->bound, .clause = -1};
    return search(&q, out, a, e);
}

static enum status settle(const struct asking *q, struct whatif_answer *out, struct arena *a,
                          struct err *e)
{
    struct whatif *w = q->w;
    double worth = w->known.worth;
    *out = (struct whatif_answer){.bound = w->bound, .clause = -1};
    TRY(search(q, out, a, e));
    if (w->trial.is_plan && w->trial.worth > worth) choice_copy(&w->known, &w->trial, &w->problem);
    return STATUS_OK;
}

enum status whatif_settle(struct whatif *w, uint64_t years, struct whatif_answer *out,
                          struct arena *a, struct err *e)
{
    struct asking q = {.w = w, .block = -1, .years = years, .start = &w->known, .most = FREE_MOST};
    return settle(&q, out, a, e);
}

/* --- planning again ----------------------------------------------------------------------- */

enum status whatif_mend(struct whatif *w, int most, int *found, struct arena *a, struct err *e)
{
    struct asking q = {
        .w = w, .block = -1, .years = ~UINT64_C(0), .first = FREE_FIRST, .most = most};
    struct whatif_answer answer = {.bound = w->bound, .clause = -1};
    choice_update(&w->known, &w->pool);
    *found = w->known.is_plan;
    if (*found) return STATUS_OK;
    TRY(search(&q, &answer, a, e));
    *found = answer.found;
    if (*found) choice_copy(&w->known, &w->trial, &w->problem);
    return STATUS_OK;
}

enum status whatif_polish(struct whatif *w, int rounds, struct whatif_answer *out, struct arena *a,
                          struct err *e)
{
    struct asking q = {.w = w, .block = -1, .start = &w->known, .most = FREE_MOST, .is_polish = 1};
    for (int i = 0; i < rounds && !(i > 0 && stop_wanted(w->options.stop)); i++) {
        q.years = UINT64_C(3) << w->turn++ % w->problem.year_count;
        TRY(settle(&q, out, a, e));
    }
    return STATUS_OK;
}
