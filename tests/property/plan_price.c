/* SPDX-License-Identifier: Apache-2.0 */
/* Pricing against trying every package. */
#include <math.h>

#include "kit/random_programme.h"
#include "plan/price.h"

struct trial {
    const struct problem *p;
    const struct prices *prices;
    int block, year;
    int taken[GROUP_MAX], count;
    double best;
    int packages;    /* that are possible */
    double at_least; /* packages worth that much are counted */
    int listed;
    double *dense;
    int *touched;
};

static int is_possible(const struct trial *t)
{
    const struct block *b = &t->p->blocks[t->block];
    if (t->count == 0 || !(b->years >> t->year & 1)) return 0;
    uint64_t groups = 0;
    double need[256] = {0};
    int first = t->p->capacity_first[b->area];
    for (int i = 0; i < t->count; i++) {
        const struct option *o = &t->p->options[t->taken[i]];
        if (!(o->years >> t->year & 1)) return 0;
        groups |= UINT64_C(1) << o->group;
        for (int n = 0; n < o->need_count; n++)
            need[o->needs[n].capacity - first] += o->needs[n].quantity;
    }
    for (int c = first; c < t->p->capacity_first[b->area + 1]; c++) {
        const struct capacity *capacity = &t->p->capacities[c];
        if (need[c - first] > capacity->left + capacity->tolerance) return 0;
    }
    if (b->groups_must && (b->groups_must[t->year] & ~groups)) return 0;
    for (int s = 0; s < b->site_must_count; s++) {
        int found = 0;
        for (int i = 0; i < t->count; i++)
            found |= t->p->options[t->taken[i]].site == b->sites_must[s].site;
        if (b->sites_must[s].penalty > 0) continue;
        if ((b->sites_must[s].years >> t->year & 1) && !found) return 0;
    }
    return 1;
}

/* worth and rows by the functions the columns are made with, not by those of pricing */
static double value_of(struct trial *t)
{
    const struct block *b = &t->p->blocks[t->block];
    double value = t->prices->worth * package_worth(t->p, b, t->taken, t->count, t->year);
    int rows = package_rows(t->p, b, t->taken, t->count, t->year, t->dense, t->touched);
    for (int i = 0; i < rows; i++) {
        value -= t->prices->row[t->touched[i]] * t->dense[t->touched[i]];
        t->dense[t->touched[i]] = 0;
    }
    return value;
}

static void try_all(struct trial *t, int group)
{
    const struct block *b = &t->p->blocks[t->block];
    if (group == b->group_count) {
        if (!is_possible(t)) return;
        double value = value_of(t);
        t->packages++;
        t->listed += value >= t->at_least;
        t->best = fmax(t->best, value);
        return;
    }
    try_all(t, group + 1);
    for (int i = b->group_first[group]; i < b->group_first[group + 1]; i++) {
        t->taken[t->count++] = i;
        try_all(t, group + 1);
        t->count--;
    }
}

static int count_found(void *context, const int *options, int count, double value)
{
    (void)options, (void)count, (void)value;
    ++*(int *)context;
    return 1;
}

static int agrees(struct trial *t, struct price_scratch *s, struct package *package)
{
    t->best = -INFINITY;
    t->at_least = -INFINITY;
    t->packages = t->listed = t->count = 0;
    try_all(t, 0);
    price_visit(t->p, t->prices, t->block, t->year, -INFINITY, s, package);
    double size = 1e-9 * fmax(1e3, fabs(t->best));
    int right = t->packages == 0 ? package->count == 0 && !isfinite(package->bound)
                                 : fabs(package->value - t->best) <= size &&
                                       fabs(package->bound - t->best) <= size;
    if (!right) {
        print_message("block %d year %d: %.12g, by trying all %.12g\n", t->block, t->year,
                      package->value, t->best);
        return 0;
    }
    if (t->packages == 0) return 1;
    /* a floor above the best: nothing is found, and the bound is the floor */
    price_visit(t->p, t->prices, t->block, t->year, t->best + 1, s, package);
    if (package->count != 0 || package->bound > t->best + 1 + size) return 0;
    /* all above a floor between values are listed, once each */
    t->at_least = t->best - 0.3 * fabs(t->best) - 0.123456789;
    t->listed = t->count = 0;
    try_all(t, 0);
    int found = 0;
    int whole = price_all(t->p, t->prices, t->block, t->year, t->at_least, s, count_found, &found);
    if (found != t->listed) print_message("%d listed, %d there are\n", found, t->listed);
    return whole && found == t->listed;
}

static int price_random(const struct random_shape *shape, struct gen *g, struct arena *a)
{
    struct random_programme *rp = random_programme(shape, g, a);
    struct plan_input in = {&rp->programme, &rp->siting, rp->equity_weight};
    struct problem p;
    struct prices prices;
    struct price_scratch *scratch = NULL;
    struct package package;
    CHECK(problem_build(&p, &in, a, NULL) == STATUS_OK);
    if (p.why_infeasible) return 1;
    double *row = random_array(a, p.row_count, sizeof(double));
    struct trial t = {.p = &p, .prices = &prices};
    t.dense = random_array(a, p.row_count, sizeof(double));
    t.touched = random_array(a, p.row_count, sizeof(int));
    package.options = random_array(a, GROUP_MAX, sizeof(int));
    CHECK(prices_init(&prices, &p, a, NULL) == STATUS_OK);
    CHECK(price_scratch_new(&scratch, &p, a, NULL) == STATUS_OK);
    for (int trial = 0; trial < 3; trial++) {
        for (int r = 0; r < p.row_count; r++)
            row[r] = gen_int(g, 0, 1) ? gen_real(g, -100, 900) : 0;
        prices_set(&prices, &p, row, trial == 2 ? 0 : 1);
        for (t.block = 0; t.block < p.block_count; t.block++)
            for (t.year = 0; t.year < p.year_count; t.year++)
                if (!agrees(&t, scratch, &package)) return 0;
    }
    return 1;
}

static int prices_of_small(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct random_shape s = random_shape_small(g, size);
    int holds = price_random(&s, g, &a);
    arena_clear(&a);
    return holds;
}

static int prices_of_rich(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct random_shape s = random_shape_small(g, size);
    s.areas = 2;
    s.types_per_stage = 2 + size % 3;
    s.sizes_per_type = 2;
    s.sites_per_area = 2;
    s.clauses = 3;
    s.soft = size % 2;
    int holds = price_random(&s, g, &a);
    arena_clear(&a);
    return holds;
}

TEST(the_best_package_is_that_of_trying_all)
{
    property_check("small blocks", prices_of_small, 20, 400);
}

TEST(also_with_several_types_sizes_and_sites)
{
    property_check("rich blocks", prices_of_rich, 9, 120);
}

SUITE(CASE(the_best_package_is_that_of_trying_all), CASE(also_with_several_types_sizes_and_sites))
