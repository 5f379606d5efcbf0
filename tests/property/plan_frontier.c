/* SPDX-License-Identifier: Apache-2.0 */
/* The frontier of a block against every visit: none is better than all that are listed. */
#include <math.h>

#include "kit/random_programme.h"
#include "plan/frontier.h"
#include "plan/part.h"

struct trial {
    struct frontier f;
    const double *price; /* [row] */
    double *use;         /* [row] scratch, zero */
    int *touched;
    int block, year;
    double least;
    int visits, beaten;
};

static long lists, left_out; /* complete lists, and the visits that are not in them */

/* Is the listed visit worth as much, and does it use no more? */
static int beats(struct trial *t, const struct pattern *c, double worth)
{
    double size = 1 + fabs(worth);
    int holds = c->block == t->block && c->year == t->year && c->worth >= worth - 1e-9 * size;
    for (int i = 0; i < c->entry_count; i++)
        holds = holds && c->values[i] <= t->use[c->rows[i]] * (1 + 1e-8) + 1e-9;
    return holds;
}

static int found(void *context, const int *options, int count, double value)
{
    struct trial *t = context;
    const struct problem *p = t->f.problem;
    const struct block *b = &p->blocks[t->block];
    double worth = package_worth(p, b, options, count, t->year);
    int n = package_rows(p, b, options, count, t->year, t->use, t->touched), is_beaten = 0;
    CHECK(value >= t->least);
    for (int i = 0; i < t->f.count && !is_beaten; i++)
        is_beaten = beats(t, &t->f.pool->columns[t->f.columns[i]], worth);
    for (int i = 0; i < n; i++)
        t->use[t->touched[i]] = 0;
    t->visits++;
    t->beaten += is_beaten;
    return 1;
}

static void try_block(struct trial *t, struct problem *p, double slack, struct arena *a)
{
    struct prices prices;
    struct price_scratch *scratch;
    int before = t->f.count;
    CHECK(prices_init(&prices, p, a, NULL) == STATUS_OK);
    CHECK(price_scratch_new(&scratch, p, a, NULL) == STATUS_OK);
    prices_set(&prices, p, t->price, 1);
    t->f.is_complete = 1;
    t->visits = t->beaten = 0;
    t->least = -slack;
    CHECK(frontier_list(&t->f, t->block, t->least, t->price, NULL) == STATUS_OK);
    if (!t->f.is_complete) return;
    for (t->year = 0; t->year < p->year_count; t->year++)
        CHECK(price_all(p, &prices, t->block, t->year, t->least, scratch, found, t));
    if (t->beaten < t->visits)
        print_message("block %d: %d of %d visits are beaten by %d\n", t->block, t->beaten,
                      t->visits, t->f.count - before);
    CHECK(t->beaten == t->visits);
    lists++;
    left_out += t->visits - (t->f.count - before);
}

static int holds_on(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct random_shape s = random_shape_small(g, size);
    s.sizes_per_type = 2;
    s.resources = 1;
    s.clauses = size % 3 == 0;
    struct random_programme *rp = random_programme(&s, g, &a);
    struct plan_input in = {&rp->programme, &rp->siting, rp->equity_weight};
    struct problem p, part;
    struct parts parts;
    struct prices prices;
    struct pool pool;
    CHECK(problem_build(&p, &in, &a, NULL) == STATUS_OK);
    CHECK(prices_init(&prices, &p, &a, NULL) == STATUS_OK);
    double *price = ARENA_ARRAY(&a, double, (size_t)p.row_count + 1);
    CHECK(parts_find(&parts, &p, p.block_count, &a, NULL) == STATUS_OK);
    if (p.why_infeasible || p.block_count == 0) {
        arena_clear(&a);
        return 1;
    }
    CHECK(part_problem(&part, &p, &parts, 0, &prices, price, &a, NULL) == STATUS_OK);
    for (int r = 0; r < p.row_count; r++)
        if (isfinite(p.rows[r].upper)) price[r] = gen_real(g, 0, 2);
    struct trial t = {.price = price};
    CHECK(frontier_open(&t.f, &part, &pool, 10000, &a, NULL) == STATUS_OK);
    t.use = ARENA_ARRAY(&a, double, (size_t)p.row_count + 1);
    t.touched = ARENA_ARRAY(&a, int, (size_t)p.row_count + 1);
    for (t.block = 0; t.block < part.block_count; t.block++)
        try_block(&t, &part, gen_real(g, -1000, 1e5), &a);
    arena_clear(&a);
    return 1;
}

TEST(no_visit_is_better_than_all_that_are_listed)
{
    lists = left_out = 0;
    property_check("frontier", holds_on, 20, 200);
    print_message("%ld lists without %ld visits\n", lists, left_out);
    CHECK(lists > 40 && left_out > 100);
}

SUITE(CASE(no_visit_is_better_than_all_that_are_listed))
