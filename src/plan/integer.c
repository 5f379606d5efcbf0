/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/integer.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plan/anneal.h"
#include "plan/enumerate.h"
#include "plan/nearby.h"
#include "plan/regroup.h"
#include "plan/restrict.h"
#include "plan/whole.h"

enum {
    SMALL_BLOCKS = 6, /* so few blocks are listed whole at once */
    REGROUPINGS = 5,
    GROUPS_FIRST = 50, /* rounds of two groups each, before the bound of parts, */
    GROUPS_ALL = 200,  /* and all of them */
    ROUNDS = 1,        /* of annealing, for the first and normal effort */
    MOVES_PER_BLOCK = 40 * 1000,
    MOVES_MIN = 400 * 1000,
    SHORT_FIRST = 4, /* so much shorter is the first round, which is often enough */
    NEAR_ALL = 8000, /* visits nearby, in all, but for each block */
    NEAR_LEAST = 100,
    NEAR_MOST = 1000,
    FIRST_LISTED = 6000,
    FIRST_PER_BLOCK = 5,
    LISTED_FEW = 2000, /* visits whose programme is solved to its end */
    LISTED_MAX = 8000,
    NODES_SMALL = 1000 * 1000,
    NODES_FEW = 500,
    NODES_MANY = 20,
    FIRST_ITERATIONS = 100 * 1000,
    CLOSING_ITERATIONS = 50 * 1000,
    PART_BLOCKS = 32,  /* of a part of the programme whose limits are kept whole, */
    WHOLE_BLOCKS = 64, /* or of all of it, */
    PART_NODES = 20,   /* of its tree, */
    MANY_NODES = 40,   /* or, with very many blocks, */
    WHOLE_NODES = 400,
    PART_ITERATIONS = 2000, /* of the solver's, behind it, */
    PARTS = 32,             /* and of parts */
};

/* Reduced cost up to which visits are listed for annealing: share of the mean worth of a block. */
#define NEAR_CLOSE 0.05
#define NEAR_WIDE  0.2
#define NEAR_TOTAL 8.0

/* The least effort at which larger problems are listed and solved to their end. */
#define CLOSING_EFFORT 0.1

/* Relative margin given to a bound that the solver's tree proves. */
#define TREE_MARGIN 1e-6

/* Share of the moves of a round at the least effort. */
#define LEAST_MOVES 0.01

struct search {
    struct colgen *cg;
    struct choice_set *best;
    struct choice_set trial;
    struct integer_result *result;
    struct arena *arena;
};

static double gap_of(const struct search *s)
{
    if (!s->result->has_plan) return INFINITY;
    double worth = s->cg->problem->fixed_worth + s->best->worth;
    double gap = s->result->bound - worth;
    return gap <= 0 ? 0 : gap / fmax(fabs(worth), 1e-9);
}

static int is_enough(const struct search *s)
{
    return s->result->has_plan && (s->result->optimal || gap_of(s) <= s->cg->options->gap);
}

static void keep(struct search *s)
{
    if (!s->trial.is_plan || (s->result->has_plan && s->trial.worth <= s->best->worth)) return;
    choice_copy(s->best, &s->trial, s->cg->problem);
    s->result->has_plan = 1;
}

static void report(const struct search *s)
{
    char text[96];
    if (!s->result->has_plan) return;
    snprintf(text, sizeof text, "plan worth %.6g, gap %.2f %%",
             s->cg->problem->fixed_worth + s->best->worth, 100 * gap_of(s));
    progress_report(s->cg->options->progress, -1, text);
}

/* Annealing found none: let the tree look for any, among the visits nearest to the bound. */
static enum status first_plan(struct search *s, struct err *e)
{
    const struct problem *p = s->cg->problem;
    int per_block = FIRST_LISTED / (p->block_count + 1);
    if (per_block < FIRST_PER_BLOCK) per_block = FIRST_PER_BLOCK;
    struct nearby nearby;
    TRY(nearby_list(&nearby, s->cg, per_block, s->arena, e));
    int count = nearby.first[p->block_count];
    int *columns = ARENA_ARRAY(s->arena, int, (size_t)count + 1);
    if (!columns) return err_set(e, STATUS_NOMEM, "out of memory for visits");
    for (int i = 0; i < count; i++)
        columns[i] = nearby.visits[i].column;
    struct restriction r = {.columns = columns,
                            .column_count = count,
                            .gap = fmax(s->cg->options->gap / 2, 1e-3),
                            .nodes = 200,
                            .iterations = FIRST_ITERATIONS,
                            .heuristics = 20};
    struct restricted done;
    TRY(restrict_solve(&r, s->cg->pool, s->cg->options, &s->trial, &done, e));
    if (done.found) keep(s);
    return STATUS_OK;
}

/* Small problems are solved to their end, whatever the effort. */
static int64_t node_limit(const struct search *s, int listed)
{
    if (s->cg->problem->block_count <= SMALL_BLOCKS) return NODES_SMALL;
    int nodes = listed <= LISTED_FEW ? NODES_FEW : NODES_MANY;
    return 1 + (int64_t)(nodes * s->cg->options->effort);
}

static int64_t iteration_limit(const struct search *s)
{
    if (s->cg->problem->block_count <= SMALL_BLOCKS) return 0;
    return 1 + (int64_t)(CLOSING_ITERATIONS * s->cg->options->effort);
}

/* No listed plan is worth more than the bound of the solver's tree, which is believed up to a
 * margin; no other plan is worth more than the one that is known. */
static void take_tree_bound(struct search *s, double bound)
{
    if (!s->result->has_plan || !isfinite(bound)) return;
    double all = s->cg->problem->fixed_worth + bound + TREE_MARGIN * fabs(bound);
    all = fmax(all, s->cg->problem->fixed_worth + s->best->worth);
    s->result->bound = fmin(s->result->bound, all);
}

/* The exact end: every visit that a better plan can contain. */
static enum status close_gap(struct search *s, struct err *e)
{
    double worth = s->result->has_plan ? s->cg->problem->fixed_worth + s->best->worth : -INFINITY;
    struct enumeration all;
    TRY(enumerate_visits(s->cg, worth, LISTED_MAX, &all, e));
    if (!all.complete) return STATUS_OK;
    /* The plan to start from need not be listed itself: it is not better than itself. */
    struct restriction r = {.columns = all.columns,
                            .column_count = all.count,
                            .gap = fmin(1e-9, s->cg->options->gap),
                            .nodes = node_limit(s, all.count),
                            .iterations = iteration_limit(s),
                            .heuristics = 5};
    struct restricted done;
    TRY(restrict_solve(&r, s->cg->pool, s->cg->options, &s->trial, &done, e));
    if (done.found) keep(s);
    take_tree_bound(s, done.bound);
    if (!done.exhausted) return STATUS_OK;
    s->result->infeasible = done.infeasible && !s->result->has_plan;
    s->result->optimal = s->result->has_plan;
    return STATUS_OK;
}

/* From the best plan so far, or else from the rounded start. */
static void take_start(struct search *s)
{
    size_t blocks = (size_t)s->cg->problem->block_count;
    memcpy(s->trial.column, s->result->has_plan ? s->best->column : s->cg->start,
           sizeof(int) * blocks);
    choice_update(&s->trial, s->cg->pool);
}

/* For every block the visit with the largest share in the master. */
static void round_master(struct search *s)
{
    const struct master *m = s->cg->master;
    const struct problem *p = s->cg->problem;
    double *share = ARENA_ARRAY(s->arena, double, (size_t)p->block_count + 1);
    for (int i = 0; share && i < m->column_count; i++) {
        if (m->column_of[i] < 0) continue;
        int block = s->cg->pool->columns[m->column_of[i]].block;
        if (m->x[i] <= share[block]) continue;
        share[block] = m->x[i];
        s->trial.column[block] = m->column_of[i];
    }
    choice_update(&s->trial, s->cg->pool);
}

/* The fewer blocks, the further the best plan is from the bound, and the more each may lose. */
static double near_slack(const struct search *s, double share)
{
    int blocks = s->cg->problem->block_count;
    if (share <= 0) share = fmin(NEAR_WIDE, fmax(NEAR_CLOSE, NEAR_TOTAL / (blocks + 1)));
    return share * fabs(s->cg->bound) / (blocks + 1);
}

static int near_per_block(const struct search *s)
{
    int share = NEAR_ALL / (s->cg->problem->block_count + 1);
    return share < NEAR_LEAST ? NEAR_LEAST : share > NEAR_MOST ? NEAR_MOST : share;
}

/* Prices of trade are those of parts of visits: whole visits may make more of a surplus than others
 * lack.  So they count in full, not at all, and by half, in turn. */
static double trade_share(int stream)
{
    static const double shares[] = {1, 0, 0.5};
    return shares[stream % 3];
}

static enum status anneal_once(struct search *s, int64_t moves, int stream, struct err *e)
{
    if (s->cg->start)
        take_start(s);
    else
        round_master(s);
    struct annealing with = {moves, (uint64_t)stream, near_per_block(s), trade_share(stream)};
    TRY(anneal(s->cg, &s->trial, &with, e));
    keep(s);
    report(s);
    return STATUS_OK;
}

/* How annealing goes about it. */
struct pace {
    int per_block; /* moves */
    int least;     /* of them, with few blocks */
    double first;  /* share of them before nearby visits are listed */
    int near;      /* visits of a block, */
    double slack;  /* and their reduced cost, in shares of the mean worth of a block; 0: by size */
    double warmth[2]; /* at first and later; 0: as usual */
};

static const struct pace usual_pace = {MOVES_PER_BLOCK, MOVES_MIN, LEAST_MOVES, 0, 0, {0}};

/* With very many blocks a rounded start is near the best: keep to it. */
static const struct pace near_pace = {1000, 5 * 1000 * 1000, 0.3, 20, 0.01, {0.004, 0.002}};

/* What the plan must be worth, decided visits not counted, to be good enough. */
static double enough_worth(const struct search *s)
{
    double gap = s->cg->options->gap, fixed = s->cg->problem->fixed_worth;
    double bound = s->result->bound;
    return (bound > 0 ? bound / (1 + gap) : bound / (1 - fmin(gap, 0.5))) - fixed;
}

/* What the bound may be for the plan to be good enough. */
static double enough_bound(const struct search *s)
{
    double worth = s->cg->problem->fixed_worth + s->best->worth;
    return worth + s->cg->options->gap * fabs(worth);
}

/* A smaller bound: limits of few blocks kept by whole visits. */
static enum status tighten(struct search *s, struct err *e)
{
    double lost = 0, most = s->cg->options->effort;
    if (is_enough(s) || !s->result->has_plan) return STATUS_OK;
    int is_few = s->cg->problem->block_count <= WHOLE_BLOCKS, is_many = s->cg->start != NULL;
    int nodes = is_few ? WHOLE_NODES : is_many ? MANY_NODES : PART_NODES;
    int iterations = is_few || is_many ? 0 : 1 + (int)(most * PART_ITERATIONS);
    struct whole_effort effort = {.block_max = is_few ? WHOLE_BLOCKS : PART_BLOCKS,
                                  .nodes = 1 + (int)(most * nodes),
                                  .iterations = iterations,
                                  .parts = 1 + (int)(most * PARTS)};
    TRY(whole_parts(s->cg, s->best, &effort, s->cg->bound - enough_bound(s), &lost, e));
    s->result->bound = fmin(s->result->bound, s->cg->bound - lost);
    report(s);
    return STATUS_OK;
}

/* The search in a core knows no flows, and with few blocks, or very many, annealing finds more in
 * the same time. */
static int can_search(const struct search *s)
{
    const struct problem *p = s->cg->problem;
    return p->trade.lane_count == 0 && p->block_count > WHOLE_BLOCKS && !s->cg->start;
}

/* Groups of blocks chosen anew, rounds from..to at normal effort. */
static enum status search_groups(struct search *s, int from, int to, struct err *e)
{
    double effort = s->cg->options->effort;
    if (!s->result->has_plan || is_enough(s) || !can_search(s)) return STATUS_OK;
    TRY(regroup_search(s->cg, s->best, (int)(from * effort), (int)(to * effort), enough_worth(s),
                       e));
    report(s);
    return STATUS_OK;
}

/* A plan at once, then annealing with fresh streams until it is good enough or the effort spent. */
static enum status search_rounds(struct search *s, struct err *e)
{
    struct colgen *cg = s->cg;
    const struct pace *pace = cg->start ? &near_pace : &usual_pace;
    int rounds = 1 + (int)(ROUNDS * cg->options->effort);
    int64_t moves = (int64_t)pace->per_block * cg->problem->block_count;
    if (moves < pace->least) moves = pace->least;
    cg->warmth = pace->warmth[0];
    double first = fmax(LEAST_MOVES, pace->first * fmin(1, cg->options->effort));
    TRY(anneal_once(s, (int64_t)((double)moves * first), rounds + 1, e));
    if (stop_wanted(cg->options->stop) || (cg->start && is_enough(s))) return STATUS_OK;
    moves = (int64_t)((double)moves * fmin(1, fmax(LEAST_MOVES, cg->options->effort)));
    cg->warmth = s->result->has_plan ? pace->warmth[1] : 0;
    int near = pace->near > 0 ? pace->near : near_per_block(s);
    TRY(enumerate_near(cg, near_slack(s, pace->slack), near, e));
    for (int round = 0; round <= rounds && (round == 0 || !is_enough(s)); round++) {
        TRY(anneal_once(s, round == 0 ? moves / SHORT_FIRST : moves, round, e));
        if (stop_wanted(cg->options->stop)) return STATUS_OK;
        if (round == 0) TRY(search_groups(s, 0, GROUPS_FIRST, e));
        if (round == 0) TRY(tighten(s, e));
    }
    return STATUS_OK;
}

static enum status improve(struct search *s, struct err *e)
{
    int rounds = (int)(REGROUPINGS * s->cg->options->effort);
    if (can_search(s)) return search_groups(s, GROUPS_FIRST, GROUPS_ALL, e);
    TRY(regroup(s->cg, s->best, rounds, enough_worth(s), e));
    report(s);
    return STATUS_OK;
}

static enum status run(struct search *s, struct err *e)
{
    if (s->cg->problem->block_count <= SMALL_BLOCKS) TRY(close_gap(s, e));
    if (is_enough(s) || s->result->infeasible) return STATUS_OK;
    TRY(search_rounds(s, e));
    if (stop_wanted(s->cg->options->stop) && s->result->has_plan) return STATUS_OK;
    if (!s->result->has_plan) TRY(first_plan(s, e));
    if (!is_enough(s) && s->result->has_plan) TRY(improve(s, e));
    if (is_enough(s) || s->cg->options->effort < CLOSING_EFFORT) return STATUS_OK;
    return close_gap(s, e);
}

enum status integer_solve(struct colgen *cg, struct choice_set *best, struct integer_result *out,
                          struct err *e)
{
    *out = (struct integer_result){.bound = cg->bound};
    struct arena arena = ARENA_INIT((size_t)1 << 40);
    struct search s = {.cg = cg, .best = best, .result = out, .arena = &arena};
    enum status status = choice_init(&s.trial, cg->problem, &arena, e);
    if (status == STATUS_OK) {
        choice_update(best, cg->pool);
        out->has_plan = best->is_plan; /* nothing new: often a plan, the empty one */
        status = run(&s, e);
    }
    if (out->optimal) out->bound = fmin(out->bound, cg->problem->fixed_worth + best->worth);
    arena_clear(&arena);
    return status;
}
