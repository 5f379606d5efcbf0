/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/regroup.h"

#include <math.h>
#include <string.h>

#include "base/rng.h"
#include "base/team.h"
#include "plan/core_improve.h"
#include "plan/nearby.h"
#include "plan/restrict.h"

enum {
    FREE_FIRST = 30, /* blocks given up at once, at first */
    FREE_LEAST = 8,
    FREE_MOST = 80,
    FREE_MORE = 4, /* more after a round solved to its end, fewer after one that was not */
    FREE_FEWER = 3,
    VISITS_MAX = 40, /* of each block, that are tried */
    NODES = 100,
    ITERATIONS = 3000,
    STREAM = 1 << 20, /* of random numbers, apart from those of annealing */
    SIDES = 2,        /* groups tried at once */
    SEARCH_VISITS = 100,
    SEARCH_LEAST = 20, /* blocks given up at once, when a core is searched */
    SEARCH_MOST = 60,
    SEARCH_MOVES = 20 * 1000,
};

/* First temperature of the search in a core, in typical losses. */
#define SEARCH_WARM 0.3

struct side { /* a group tried beside others */
    struct regrouping *of;
    struct choice_set trial;
    struct restricted done;
    char *is_free; /* [block] */
    int *columns;  /* tried */
    int column_count;
    uint64_t stream;
    enum status status;
    struct err err;
};

struct regrouping {
    const struct colgen *cg;
    struct choice_set *best;
    struct choice_set joined; /* scratch */
    struct nearby nearby;
    struct side sides[SIDES];
    int *order; /* [block] shuffled */
    int free_count;
    struct rng rng;
    struct arena *arena;
};

static enum status prepare(struct regrouping *g, int visits, struct err *e)
{
    const struct problem *p = g->cg->problem;
    size_t blocks = (size_t)p->block_count;
    g->order = ARENA_ARRAY(g->arena, int, blocks + 1);
    TRY(choice_init(&g->joined, p, g->arena, e));
    TRY(nearby_list(&g->nearby, g->cg, visits, g->arena, e));
    size_t columns = (size_t)g->nearby.first[p->block_count] + blocks + 1;
    for (int i = 0; i < SIDES; i++) {
        struct side *s = &g->sides[i];
        s->of = g;
        TRY(choice_init(&s->trial, p, g->arena, e));
        s->is_free = ARENA_ARRAY(g->arena, char, blocks + 1);
        s->columns = ARENA_ARRAY(g->arena, int, columns);
        if (!s->is_free || !s->columns || !g->order)
            return err_set(e, STATUS_NOMEM, "out of memory for a better plan");
    }
    for (int b = 0; b < p->block_count; b++)
        g->order[b] = b;
    return STATUS_OK;
}

static void shuffle(struct regrouping *g)
{
    for (int i = g->cg->problem->block_count - 1; i > 0; i--) {
        int k = rng_int(&g->rng, 0, i), swapped = g->order[i];
        g->order[i] = g->order[k];
        g->order[k] = swapped;
    }
}

static int year_of(const struct regrouping *g, int block)
{
    int column = g->best->column[block];
    return column < 0 ? -1 : g->cg->pool->columns[column].year;
}

/* Those that the kind of the round prefers come first: neighbours in time, or in space, or none. */
static int is_preferred(const struct regrouping *g, int block, int pivot, int kind)
{
    const struct problem *p = g->cg->problem;
    const struct area *areas = p->programme->areas;
    if (kind == 0) {
        int year = year_of(g, pivot), other = year_of(g, block);
        return year < 0 || other < 0 || other == year || other == (year + 1) % p->year_count;
    }
    if (kind == 1)
        return areas[p->blocks[block].area].province == areas[p->blocks[pivot].area].province;
    return 1;
}

static void choose_free(struct regrouping *g, struct side *s, int kind)
{
    const struct problem *p = g->cg->problem;
    int left = g->free_count;
    shuffle(g);
    memset(s->is_free, 0, (size_t)p->block_count);
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < p->block_count && left > 0; i++) {
            int block = g->order[i];
            if (s->is_free[block]) continue;
            if (pass == 0 && !is_preferred(g, block, g->order[0], kind)) continue;
            s->is_free[block] = 1;
            left--;
        }
}

/* Nearby visits of the freed blocks, and the ones they have. */
static void list_columns(const struct regrouping *g, struct side *s)
{
    s->column_count = 0;
    for (int b = 0; b < g->cg->problem->block_count; b++) {
        if (!s->is_free[b]) continue;
        int own = g->best->column[b];
        for (int k = g->nearby.first[b]; k < g->nearby.first[b + 1]; k++) {
            s->columns[s->column_count++] = g->nearby.visits[k].column;
            if (g->nearby.visits[k].column == own) own = -1;
        }
        if (own >= 0) s->columns[s->column_count++] = own;
    }
}

/* --- by a solver's tree ----------------------------------------------------------------------- */

static enum status solve_round(struct regrouping *g, int round, struct err *e)
{
    struct side *s = &g->sides[0];
    choose_free(g, s, round % 3);
    list_columns(g, s);
    struct restriction r = {.columns = s->columns,
                            .column_count = s->column_count,
                            .is_free = s->is_free,
                            .held = g->best,
                            .start = g->best,
                            .gap = 1e-5,
                            .nodes = NODES,
                            .iterations = ITERATIONS,
                            .heuristics = 0};
    struct restricted done;
    TRY(restrict_solve(&r, g->cg->pool, g->cg->options, &s->trial, &done, e));
    g->free_count += done.exhausted ? FREE_MORE : -FREE_FEWER;
    if (g->free_count > FREE_MOST) g->free_count = FREE_MOST;
    if (g->free_count < FREE_LEAST) g->free_count = FREE_LEAST;
    if (done.found) choice_copy(g->best, &s->trial, g->cg->problem);
    return STATUS_OK;
}

enum status regroup(const struct colgen *cg, struct choice_set *best, int rounds, double enough,
                    struct err *e)
{
    struct arena arena = ARENA_INIT((size_t)1 << 40);
    struct regrouping g = {.cg = cg, .best = best, .free_count = FREE_FIRST, .arena = &arena};
    g.rng = rng_new(cg->options->seed, STREAM);
    enum status status = prepare(&g, VISITS_MAX, e);
    for (int round = 0; round < rounds && status == STATUS_OK; round++) {
        if (best->worth >= enough || stop_wanted(cg->options->stop)) break;
        status = solve_round(&g, round, e);
    }
    arena_clear(&arena);
    return status;
}

/* --- by search in a core ---------------------------------------------------------------------- */

static void search_side(void *context, int index, int thread)
{
    (void)thread;
    struct side *s = (struct side *)context + index;
    const struct colgen *cg = s->of->cg;
    struct core_effort effort = {.moves = SEARCH_MOVES,
                                 .walks = 1,
                                 .threads = 1,
                                 .warm = SEARCH_WARM,
                                 .seed = cg->options->seed,
                                 .stream = s->stream,
                                 .stop = cg->options->stop};
    struct restriction r = {.columns = s->columns,
                            .column_count = s->column_count,
                            .is_free = s->is_free,
                            .held = s->of->best,
                            .start = s->of->best,
                            .price = cg->bound_price};
    s->status = core_improve(&r, cg->pool, &effort, &s->trial, &s->done, &s->err);
}

/* What the side chose for its blocks, beside what others have changed since. */
static void join_side(struct regrouping *g, const struct side *s)
{
    const struct problem *p = g->cg->problem;
    if (!s->done.found) return;
    choice_copy(&g->joined, g->best, p);
    for (int b = 0; b < p->block_count; b++)
        if (s->is_free[b]) g->joined.column[b] = s->trial.column[b];
    choice_update(&g->joined, g->cg->pool);
    if (g->joined.is_plan && g->joined.worth > g->best->worth) choice_copy(g->best, &g->joined, p);
}

static enum status search_round(struct regrouping *g, int round, struct err *e)
{
    int first = 0;
    for (int i = 0; i < SIDES; i++) {
        struct side *s = &g->sides[i];
        g->free_count = rng_int(&g->rng, SEARCH_LEAST, SEARCH_MOST);
        choose_free(g, s, (round * SIDES + i) % 3);
        list_columns(g, s);
        s->stream = STREAM + (uint64_t)(round * SIDES + i);
    }
    team_run(g->cg->threads, SIDES, 1, search_side, g->sides);
    for (int i = 0; i < SIDES; i++) {
        const struct side *s = &g->sides[i];
        if (s->status != STATUS_OK) return err_set(e, s->status, "%s", s->err.text);
        if (s->done.found && s->trial.worth > g->sides[first].trial.worth) first = i;
    }
    for (int i = 0; i < SIDES; i++) /* the better one at first */
        join_side(g, &g->sides[(first + i) % SIDES]);
    return STATUS_OK;
}

enum status regroup_search(const struct colgen *cg, struct choice_set *best, int from, int to,
                           double enough, struct err *e)
{
    struct arena arena = ARENA_INIT((size_t)1 << 40);
    struct regrouping g = {.cg = cg, .best = best, .arena = &arena};
    g.rng = rng_new(cg->options->seed, STREAM + (uint64_t)from);
    enum status status = prepare(&g, SEARCH_VISITS, e);
    for (int round = from; round < to && status == STATUS_OK; round++) {
        if (best->worth >= enough || stop_wanted(cg->options->stop)) break;
        status = search_round(&g, round, e);
    }
    arena_clear(&arena);
    return status;
}
