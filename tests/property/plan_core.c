/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The search in a core on random multiple-choice knapsacks with limits on both sides, soft rows,
 * musts and blocks that are held, against every choice there is and against the solver's tree:
 * what is found keeps all rows, is worth what it says, leaves held blocks alone and is the same on
 * two threads; with the tree it is the best, or a proof that there is none; the search alone finds
 * the best nearly always.
 */
#include <math.h>
#include <string.h>

#include "kit/property.h"
#include "plan/core_improve.h"

enum {
    BLOCKS = 6,
    ITEMS = 4,
    ROWS = 4,
};

static struct {
    long cores, with_plan, alone, best, proven, solver_found;
} tally;

struct world {
    struct problem problem;
    struct pool pool;
    struct block blocks[BLOCKS];
    struct row rows[ROWS];
    struct pattern columns[BLOCKS * ITEMS];
    int entry_rows[BLOCKS * ITEMS][ROWS];
    double entry_values[BLOCKS * ITEMS][ROWS];
    int listed[BLOCKS * ITEMS];
    char is_free[BLOCKS];
    double price[ROWS];
    struct restriction restriction;
    struct choice_set held, best, trial;
    int has_best;
};

static void make_rows(struct world *w, struct gen *g, int size)
{
    for (int r = 0; r < w->problem.row_count; r++) {
        double use = 5.0 * size, slack = gen_int(g, 0, 3 * size);
        struct row *row = &w->rows[r];
        *row = (struct row){.kind = ROW_LIMIT, .scope = -1, .lower = -INFINITY, .upper = INFINITY};
        int sides = gen_int(g, 1, 4);
        if (sides != 2) row->upper = use / 2 + slack;
        if (sides == 2 || sides == 3) row->lower = use / 2 - slack;
        row->penalty = gen_int(g, 0, 4) == 0 ? gen_int(g, 1, 9) : 0;
        if (row->penalty <= 0) row->tolerance = PLAN_TOLERANCE * fmax(1, use);
        w->price[r] = isfinite(row->upper) ? gen_int(g, 0, 30) * 0.1 : -gen_int(g, 0, 30) * 0.1;
    }
}

static void make_columns(struct world *w, struct gen *g)
{
    for (int b = 0; b < w->problem.block_count; b++) {
        w->blocks[b].must = gen_int(g, 0, 1);
        for (int n = gen_int(g, 1, ITEMS); n > 0; n--) {
            int k = w->pool.count++, count = 0;
            for (int r = 0; r < w->problem.row_count; r++) {
                if (gen_int(g, 0, 3) == 0) continue;
                w->entry_rows[k][count] = r;
                w->entry_values[k][count++] = gen_int(g, 1, 9);
            }
            w->columns[k] = (struct pattern){.block = b,
                                             .entry_count = count,
                                             .rows = w->entry_rows[k],
                                             .values = w->entry_values[k],
                                             .worth = gen_int(g, 1, 99)};
        }
    }
}

static void make(struct world *w, struct gen *g, int size, struct arena *a)
{
    struct err e = {0};
    memset(w, 0, sizeof *w);
    w->problem = (struct problem){.blocks = w->blocks, .rows = w->rows, .year_count = 1};
    w->problem.block_count = size;
    w->problem.row_count = w->problem.coupling_count = gen_int(g, 1, ROWS);
    w->pool = (struct pool){.problem = &w->problem, .columns = w->columns};
    make_rows(w, g, size);
    make_columns(w, g);
    CHECK(choice_init(&w->held, &w->problem, a, &e) == STATUS_OK);
    CHECK(choice_init(&w->best, &w->problem, a, &e) == STATUS_OK);
    CHECK(choice_init(&w->trial, &w->problem, a, &e) == STATUS_OK);
    for (int b = 0; b < size; b++) {
        w->is_free[b] = gen_int(g, 0, 4) > 0;
        for (int k = 0; k < w->pool.count; k++)
            if (w->columns[k].block == b && gen_int(g, 0, 2) == 0) w->held.column[b] = k;
    }
    choice_update(&w->held, &w->pool);
    w->restriction = (struct restriction){.columns = w->listed,
                                          .is_free = w->is_free,
                                          .held = &w->held,
                                          .price = w->price,
                                          .nodes = 1000 * 1000,
                                          .iterations = 1000 * 1000};
    for (int k = 0; k < w->pool.count; k++)
        if (w->is_free[w->columns[k].block]) w->listed[w->restriction.column_count++] = k;
}

/* Every choice. */
static void try_all(struct world *w, int block)
{
    if (block == w->problem.block_count) {
        choice_update(&w->trial, &w->pool);
        if (!w->trial.is_plan || (w->has_best && w->trial.worth <= w->best.worth)) return;
        w->has_best = 1;
        choice_copy(&w->best, &w->trial, &w->problem);
        return;
    }
    w->trial.column[block] = w->held.column[block];
    if (!w->is_free[block]) {
        try_all(w, block + 1);
        return;
    }
    for (int k = -1; k < w->pool.count; k++) {
        if (k >= 0 && w->columns[k].block != block) continue;
        w->trial.column[block] = k;
        try_all(w, block + 1);
    }
}

static int search_is_right(struct world *w, struct arena *a)
{
    struct err e = {0};
    struct choice_set out, again, solved;
    struct restricted done, mine, same;
    struct plan_options o = plan_options_default();
    struct core_effort effort = {.moves = 2000, .walks = 2, .threads = 1, .warm = 0.1};
    double size = 1e-6 * fmax(1, fabs(w->best.worth));
    CHECK(choice_init(&out, &w->problem, a, &e) == STATUS_OK);
    CHECK(choice_init(&again, &w->problem, a, &e) == STATUS_OK);
    CHECK(choice_init(&solved, &w->problem, a, &e) == STATUS_OK);
    CHECK(core_improve(&w->restriction, &w->pool, &effort, &out, &mine, &e) == STATUS_OK);
    tally.alone += mine.found && out.worth >= w->best.worth - size;
    effort.nodes = 100 * 1000;
    CHECK(core_improve(&w->restriction, &w->pool, &effort, &out, &mine, &e) == STATUS_OK);
    effort.threads = 2;
    CHECK(core_improve(&w->restriction, &w->pool, &effort, &again, &same, &e) == STATUS_OK);
    CHECK(restrict_solve(&w->restriction, &w->pool, &o, &solved, &done, &e) == STATUS_OK);
    tally.cores++;
    tally.with_plan += w->has_best;
    tally.best += mine.found && out.worth >= w->best.worth - size;
    tally.solver_found += done.found && solved.worth >= w->best.worth - size;
    if (mine.found != same.found ||
        memcmp(out.column, again.column, sizeof(int) * (size_t)w->problem.block_count) != 0)
        return 0;
    tally.proven += mine.exhausted;
    if (mine.exhausted && mine.infeasible == w->has_best) return 0;
    if (!mine.found) return 1;
    for (int b = 0; b < w->problem.block_count; b++)
        if (!w->is_free[b] && out.column[b] != w->held.column[b]) return 0;
    double worth = out.worth;
    choice_update(&out, &w->pool);
    if (mine.exhausted && worth < w->best.worth - size) return 0;
    return w->has_best && out.is_plan && out.worth == worth && worth <= w->best.worth + size;
}

static int cores_are_searched(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct world w;
    make(&w, g, size, &a);
    try_all(&w, 0);
    int holds = search_is_right(&w, &a);
    arena_clear(&a);
    return holds;
}

TEST(a_core_is_searched_well)
{
    property_check("cores", cores_are_searched, BLOCKS, 300);
    print_message("%ld cores, %ld with a plan: the best found by search alone %ld, with the tree "
                  "%ld (%ld to its end), by the solver %ld\n",
                  tally.cores, tally.with_plan, tally.alone, tally.best, tally.proven,
                  tally.solver_found);
    CHECK(tally.with_plan >= 100 && tally.solver_found == tally.with_plan);
    CHECK(tally.proven == tally.cores && tally.best == tally.with_plan);
    CHECK(100 * tally.alone >= 95 * tally.with_plan);
}

SUITE(CASE(a_core_is_searched_well))
