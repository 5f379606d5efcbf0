/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The planner's engine on multiple-choice multidimensional knapsacks, whose best known values are public.
 *
 *   bench_mmkp FILE [limit=10] [threads=2] [effort=1] [seed=1] [mps=FILE]
 *
 * FILE is in the format of Khan (1998): classes, items, resources; capacities; for each class its
 * number and a line for every item, value and weights.  A class becomes a block that must be
 * visited in the only year, an item an option with one use of each resource, a capacity a row:
 * the same master, bound and searches as for a programme.  The choice is counted anew from the
 * file.  limit= is in seconds of the clock.  Prints one JSON line; bench/mmkp.py compares.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/number.h"
#include "plan/dual.h"
#include "plan/integer.h"

struct knapsack {
    int classes, items, resources;
    double *capacity; /* [resource] */
    double *value;    /* [class * items + item] */
    double *weight;   /* [(class * items + item) * resources + resource] */
};

struct run {
    const char *path, *mps;
    struct knapsack k;
    struct programme programme;
    struct plan_input input;
    struct problem problem;
    struct plan_options options;
    double limit_seconds, start;
    struct arena arena;
};

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void fail(const char *what, const char *why)
{
    (void)fprintf(stderr, "bench_mmkp: %s: %s\n", what, why);
    exit(1);
}

static void *room(struct run *r, int count, size_t size)
{
    void *at = arena_alloc(&r->arena, (size_t)count + 1, size);
    if (!at) fail(r->path, "out of memory");
    return at;
}

/* --- the file ------------------------------------------------------------------------------ */

static double number(const struct run *r, FILE *f)
{
    double value;
    if (fscanf(f, "%lf", &value) != 1) fail(r->path, "a number is missing");
    return value;
}

static void read_knapsack(struct run *r)
{
    FILE *f = fopen(r->path, "r");
    if (!f) fail(r->path, "cannot be opened");
    struct knapsack *k = &r->k;
    k->classes = (int)number(r, f);
    k->items = (int)number(r, f);
    k->resources = (int)number(r, f);
    if (k->classes < 1 || k->items < 1 || k->resources < 1 || k->classes > 10000 ||
        k->items > 1000 || k->resources > 1000)
        fail(r->path, "no sizes of a knapsack");
    int all = k->classes * k->items;
    k->capacity = room(r, k->resources, sizeof(double));
    k->value = room(r, all, sizeof(double));
    k->weight = room(r, all * k->resources, sizeof(double));
    for (int i = 0; i < k->resources; i++)
        k->capacity[i] = number(r, f);
    for (int at = 0; at < all; at++) {
        if (at % k->items == 0 && (int)number(r, f) != at / k->items + 1)
            fail(r->path, "classes are not numbered in order");
        k->value[at] = number(r, f);
        for (int i = 0; i < k->resources; i++)
            k->weight[at * k->resources + i] = number(r, f);
    }
    (void)fclose(f);
}

/* --- the problem ---------------------------------------------------------------------------- */

static void make_rows(struct run *r)
{
    struct problem *p = &r->problem;
    p->row_count = p->coupling_count = r->k.resources;
    p->rows = room(r, p->row_count, sizeof *p->rows);
    struct reach *reach = p->reaches = room(r, 1, sizeof *reach);
    p->reach_count = 1;
    reach->cell_start = room(r, p->cell_count + 1, sizeof(int));
    reach->cell_rows = room(r, p->row_count, sizeof(int));
    reach->cell_values = room(r, p->row_count, sizeof(double));
    for (int i = 0; i < p->row_count; i++) {
        double limit = r->k.capacity[i];
        p->rows[i] = (struct row){.kind = ROW_LIMIT, .origin = i, .scope = -1, .lower = -INFINITY};
        p->rows[i].upper = limit;
        p->rows[i].tolerance = PLAN_TOLERANCE * fmax(1, limit);
        reach->cell_rows[i] = i;
        reach->cell_values[i] = 1;
    }
    for (int cell = 0; cell <= p->cell_count; cell++)
        reach->cell_start[cell] = cell < p->row_count ? cell : p->row_count;
}

static void make_option(struct run *r, int at)
{
    const struct knapsack *k = &r->k;
    struct use *uses = room(r, k->resources, sizeof *uses);
    struct option *o = &r->problem.options[at];
    *o = (struct option){.size = at, .years = 1, .gain = &k->value[at], .uses = uses};
    for (int i = 0; i < k->resources; i++) {
        double weight = k->weight[at * k->resources + i];
        if (weight != 0) uses[o->use_count++] = (struct use){i, 0, 0, weight};
    }
}

static void make_problem(struct run *r)
{
    const struct knapsack *k = &r->k;
    struct problem *p = &r->problem;
    r->programme = (struct programme){.year_count = 1, .resource_count = k->resources};
    r->programme.area_count = k->classes;
    r->programme.areas = room(r, k->classes, sizeof *r->programme.areas);
    r->input.programme = &r->programme;
    *p = (struct problem){.in = &r->input, .programme = &r->programme, .year_count = 1};
    p->cell_count = k->resources + 2 * (STAGE_MAX + 1);
    p->block_count = k->classes;
    p->option_count = k->classes * k->items;
    p->blocks = room(r, p->block_count, sizeof *p->blocks);
    p->options = room(r, p->option_count, sizeof *p->options);
    make_rows(r);
    for (int i = 0; i < p->option_count; i++)
        make_option(r, i);
    for (int b = 0; b < p->block_count; b++) {
        int *group_first = room(r, 2, sizeof *group_first);
        group_first[0] = b * k->items;
        group_first[1] = (b + 1) * k->items;
        p->blocks[b] = (struct block){.area = b,
                                      .stage = 1,
                                      .option_first = b * k->items,
                                      .option_count = k->items,
                                      .group_count = 1,
                                      .group_first = group_first,
                                      .must = 1,
                                      .years = 1};
    }
}

/* --- the run --------------------------------------------------------------------------------- */

static int is_time_up(void *context)
{
    const struct run *r = context;
    return seconds() - r->start > r->limit_seconds;
}

/* Value of the choice by the file alone; NAN when it breaks a rule. */
static double recount(struct run *r, const struct choice_set *choice, const struct pool *pool)
{
    const struct knapsack *k = &r->k;
    double value = 0, *used = room(r, k->resources, sizeof *used);
    for (int b = 0; b < k->classes; b++) {
        if (choice->column[b] < 0) return NAN;
        const struct pattern *c = &pool->columns[choice->column[b]];
        if (c->option_count != 1 || c->options[0] / k->items != b) return NAN;
        value += k->value[c->options[0]];
        for (int i = 0; i < k->resources; i++)
            used[i] += k->weight[c->options[0] * k->resources + i];
    }
    for (int i = 0; i < k->resources; i++)
        if (used[i] > k->capacity[i]) return NAN;
    return value;
}

static enum status solve(struct run *r, struct err *e)
{
    struct pool pool;
    struct master master;
    struct colgen cg;
    struct choice_set best;
    struct integer_result result;
    enum colgen_outcome outcome;
    struct arena *a = &r->arena;
    TRY(pool_init(&pool, &r->problem, a, e));
    TRY(master_open(&master, &r->problem, &pool, &r->options, a, e));
    TRY(colgen_init(&cg, &master, &r->options, a, e));
    if (r->options.method == PLAN_DUAL)
        TRY(dual_run(&cg, &outcome, e));
    else
        TRY(colgen_run(&cg, 1e-7, &outcome, e));
    double linear = cg.bound;
    TRY(choice_init(&best, &r->problem, a, e));
    TRY(integer_solve(&cg, &best, &result, e));
    double took = seconds() - r->start;
    double value = result.has_plan ? recount(r, &best, &pool) : NAN;
    if (result.has_plan && isnan(value)) fail(r->path, "the choice breaks a rule");
    master_close(&master);
    const char *name = strrchr(r->path, '/');
    printf("{\"instance\":\"%s\",\"method\":\"ours\",\"value\":", name ? name + 1 : r->path);
    if (isnan(value))
        printf("null,");
    else
        printf("%.0f,", value);
    printf("\"linear\":%.1f,\"bound\":%.1f,\"optimal\":%d,\"seconds\":%.2f}\n", linear,
           result.bound, result.optimal, took);
    return STATUS_OK;
}

static void write_mps(const struct run *r)
{
    const struct knapsack *k = &r->k;
    FILE *f = fopen(r->mps, "w");
    if (!f) fail(r->mps, "cannot be written");
    (void)fprintf(f, "NAME mmkp\nROWS\n N worth\n");
    for (int i = 0; i < k->resources; i++)
        (void)fprintf(f, " L r%d\n", i);
    for (int c = 0; c < k->classes; c++)
        (void)fprintf(f, " E c%d\n", c);
    (void)fprintf(f, "COLUMNS\n MARK0 'MARKER' 'INTORG'\n");
    for (int at = 0; at < k->classes * k->items; at++) {
        (void)fprintf(f, " x%d worth %.17g\n x%d c%d 1\n", at, -k->value[at], at, at / k->items);
        for (int i = 0; i < k->resources; i++)
            (void)fprintf(f, " x%d r%d %.17g\n", at, i, k->weight[at * k->resources + i]);
    }
    (void)fprintf(f, " MARK1 'MARKER' 'INTEND'\nRHS\n");
    for (int i = 0; i < k->resources; i++)
        (void)fprintf(f, " RHS r%d %.17g\n", i, k->capacity[i]);
    for (int c = 0; c < k->classes; c++)
        (void)fprintf(f, " RHS c%d 1\n", c);
    (void)fprintf(f, "BOUNDS\n");
    for (int at = 0; at < k->classes * k->items; at++)
        (void)fprintf(f, " BV BND x%d\n", at);
    (void)fprintf(f, "ENDATA\n");
    if (fclose(f) != 0) fail(r->mps, "cannot be written");
}

static void read_word(struct run *r, const char *word)
{
    const char *figure = strchr(word, '=');
    double value = 0;
    if (strncmp(word, "mps=", 4) == 0) {
        r->mps = word + 4;
        return;
    }
    if (!figure || !number_parse_real(slice_of(figure + 1), &value)) fail(word, "what is this?");
    if (strncmp(word, "limit=", 6) == 0)
        r->limit_seconds = value;
    else if (strncmp(word, "threads=", 8) == 0)
        r->options.threads = (int)value;
    else if (strncmp(word, "effort=", 7) == 0)
        r->options.effort = value;
    else if (strncmp(word, "method=", 7) == 0)
        r->options.method = (enum plan_method)value;
    else if (strncmp(word, "seed=", 5) == 0)
        r->options.seed = (uint64_t)value;
    else
        fail(word, "what is this?");
}

int main(int argc, char **argv)
{
    static struct run r;
    struct err e = {0};
    if (argc < 2) fail("usage", "bench_mmkp FILE [limit=|threads=|effort=|seed=|mps=]...");
    r.path = argv[1];
    r.limit_seconds = 10;
    r.options = plan_options_default();
    r.options.gap = 0;
    r.options.threads = 2;
    for (int i = 2; i < argc; i++)
        read_word(&r, argv[i]);
    r.arena = (struct arena)ARENA_INIT((size_t)8 << 30);
    read_knapsack(&r);
    struct stop stop = {is_time_up, &r};
    r.options.stop = &stop;
    r.start = seconds();
    make_problem(&r);
    if (r.mps)
        write_mps(&r);
    else if (solve(&r, &e))
        fail(r.path, e.text);
    arena_clear(&r.arena);
    return 0;
}
