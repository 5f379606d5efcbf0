/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/regroup.h"

#include <math.h>
#include <string.h>

#include "base/rng.h"
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
};

struct regrouping {
    const struct colgen *cg;
    struct choice_set *best;
    struct choice_set trial;
    struct nearby nearby;
    char *is_free; /* [block] */
    int *order;    /* [block] shuffled */
    int *columns;  /* tried */
    int free_count;
    struct rng rng;
    struct arena *arena;
};

static enum status prepare(struct regrouping *g, struct err *e)
{
    const struct problem *p = g->cg->problem;
    size_t blocks = (size_t)p->block_count;
    g->is_free = ARENA_ARRAY(g->arena, char, blocks + 1);
    g->order = ARENA_ARRAY(g->arena, int, blocks + 1);
    TRY(choice_init(&g->trial, p, g->arena, e));
    TRY(nearby_list(&g->nearby, g->cg, VISITS_MAX, g->arena, e));
    g->columns = ARENA_ARRAY(g->arena, int, (size_t)g->nearby.first[p->block_count] + blocks + 1);
    if (!g->is_free || !g->order || !g->columns)
        return err_set(e, STATUS_NOMEM, "out of memory for a better plan");
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

static void choose_free(struct regrouping *g, int round)
{
    const struct problem *p = g->cg->problem;
    int left = g->free_count;
    shuffle(g);
    memset(g->is_free, 0, (size_t)p->block_count);
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < p->block_count && left > 0; i++) {
            int block = g->order[i];
            if (g->is_free[block]) continue;
            if (pass == 0 && !is_preferred(g, block, g->order[0], round % 3)) continue;
            g->is_free[block] = 1;
            left--;
        }
}

/* Nearby visits of the freed blocks, and the ones they have. */
static int list_columns(struct regrouping *g)
{
    int count = 0;
    for (int b = 0; b < g->cg->problem->block_count; b++) {
        if (!g->is_free[b]) continue;
        int own = g->best->column[b];
        for (int k = g->nearby.first[b]; k < g->nearby.first[b + 1]; k++) {
            g->columns[count++] = g->nearby.visits[k].column;
            if (g->nearby.visits[k].column == own) own = -1;
        }
        if (own >= 0) g->columns[count++] = own;
    }
    return count;
}

static enum status run_round(struct regrouping *g, int round, struct err *e)
{
    choose_free(g, round);
    struct restriction r = {.columns = g->columns,
                            .column_count = list_columns(g),
                            .is_free = g->is_free,
                            .held = g->best,
                            .start = g->best,
                            .gap = 1e-5,
                            .nodes = NODES,
                            .iterations = ITERATIONS,
                            .heuristics = 0};
    struct restricted done;
    TRY(restrict_solve(&r, g->cg->pool, g->cg->options, &g->trial, &done, e));
    g->free_count += done.exhausted ? FREE_MORE : -FREE_FEWER;
    if (g->free_count > FREE_MOST) g->free_count = FREE_MOST;
    if (g->free_count < FREE_LEAST) g->free_count = FREE_LEAST;
    if (done.found) choice_copy(g->best, &g->trial, g->cg->problem);
    return STATUS_OK;
}

enum status regroup(const struct colgen *cg, struct choice_set *best, int rounds, double enough,
                    struct err *e)
{
    struct arena arena = ARENA_INIT((size_t)1 << 40);
    struct regrouping g = {.cg = cg, .best = best, .free_count = FREE_FIRST, .arena = &arena};
    g.rng = rng_new(cg->options->seed, STREAM);
    enum status status = prepare(&g, e);
    for (int round = 0; round < rounds && status == STATUS_OK; round++) {
        if (best->worth >= enough || stop_wanted(cg->options->stop)) break;
        status = run_round(&g, round, e);
    }
    arena_clear(&arena);
    return status;
}
