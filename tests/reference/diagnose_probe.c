/* SPDX-License-Identifier: Apache-2.0 */
/*
 * diagnose_probe - the engine on figures from stdin, every result to stdout with 17 digits,
 * so that diagnose_reference.py can work them out again in its own way.
 *
 * In    areas indicators provinces geometric trials seed
 *       per indicator: method less_is_better goal_low goal_high weight missing, then the values
 *       people of each area; province of each area; another value of each area (for inequality)
 * Out   lines "name number number ...".
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "diagnose/inequality.h"
#include "diagnose/lorenz.h"
#include "diagnose/missing.h"
#include "diagnose/normalise.h"
#include "diagnose/stability.h"

static struct arena arena = ARENA_INIT(1 << 28);

static void *must(void *memory)
{
    if (memory) return memory;
    fprintf(stderr, "diagnose_probe: out of memory\n");
    exit(1);
}

static void must_be_ok(enum status s, const struct err *e)
{
    if (s == STATUS_OK) return;
    fprintf(stderr, "diagnose_probe: %s\n", e->text);
    exit(1);
}

static double read_real(void)
{
    char word[64];
    if (scanf("%63s", word) == 1) return strtod(word, NULL);
    fprintf(stderr, "diagnose_probe: the input ends too early\n");
    exit(1);
}

static int read_int(void)
{
    return (int)read_real();
}

static double *read_reals(int count)
{
    double *value = must(ARENA_ARRAY(&arena, double, (size_t)count));
    for (int i = 0; i < count; i++)
        value[i] = read_real();
    return value;
}

static void print(const char *name, const double *value, int count)
{
    printf("%s", name);
    for (int i = 0; i < count; i++)
        printf(" %.17g", value[i]);
    printf("\n");
}

static void print_ints(const char *name, const int *value, int count)
{
    printf("%s", name);
    for (int i = 0; i < count; i++)
        printf(" %d", value[i]);
    printf("\n");
}

static void print_inequality(const char *variable, const char *measure, struct inequality x)
{
    printf("%s.%s %.17g %.17g %.17g %.17g\n", variable, measure, x.total, x.between, x.within,
           x.residual);
}

static void measure(const char *variable, const double *value, const double *people, int count,
                    struct grouping by)
{
    struct inequality_work w;
    struct lorenz curve;
    struct err e;
    must_be_ok(inequality_prepare(&w, count, by, &arena, &e), &e);
    struct inequality_set set = inequality_measure(&w, value, people);
    print_inequality(variable, "gini", set.gini);
    print_inequality(variable, "theil_t", set.theil_t);
    print_inequality(variable, "theil_l", set.theil_l);
    must_be_ok(lorenz_draw(&curve, value, people, count, &arena, &e), &e);
    char name[64];
    snprintf(name, sizeof name, "%s.lorenz_people", variable);
    print(name, curve.people_share, curve.count);
    snprintf(name, sizeof name, "%s.lorenz_value", variable);
    print(name, curve.value_share, curve.count);
}

struct input {
    int areas, indicators, provinces, geometric, trials;
    uint64_t seed;
    struct norm_rule *rules;
    enum missing *missing;
    double *weight, **raw, *people, *other;
    int *province;
};

static struct input read_input(void)
{
    struct input in = {.areas = read_int()};
    in.indicators = read_int();
    in.provinces = read_int();
    in.geometric = read_int();
    in.trials = read_int();
    in.seed = (uint64_t)read_int();
    size_t n = (size_t)in.areas, m = (size_t)in.indicators;
    in.rules = must(ARENA_ARRAY(&arena, struct norm_rule, m));
    in.missing = must(ARENA_ARRAY(&arena, enum missing, m));
    in.weight = must(ARENA_ARRAY(&arena, double, m));
    in.raw = must(ARENA_ARRAY(&arena, double *, m));
    in.province = must(ARENA_ARRAY(&arena, int, n));
    for (int j = 0; j < in.indicators; j++) {
        in.rules[j].method = (enum normalisation)read_int();
        in.rules[j].less_is_better = read_int();
        in.rules[j].goal_low = read_real();
        in.rules[j].goal_high = read_real();
        in.weight[j] = read_real();
        in.missing[j] = (enum missing)read_int();
        in.raw[j] = read_reals(in.areas);
    }
    in.people = read_reals(in.areas);
    for (int i = 0; i < in.areas; i++)
        in.province[i] = read_int();
    in.other = read_reals(in.areas);
    return in;
}

static void print_stability(const struct input *in, const struct composite *c)
{
    struct stability s;
    struct stability_request request = {.trial_count = in->trials, .seed = in->seed, .threads = 2};
    struct err e;
    must_be_ok(stability_measure(&s, c, &request, &arena, &e), &e);
    print_ints("rank_low", s.rank_low, in->areas);
    print_ints("rank_high", s.rank_high, in->areas);
    print("rank_mean", s.rank_mean, in->areas);
    print("worst_share", s.worst_share, in->areas);
}

int main(void)
{
    struct input in = read_input();
    struct grouping by = {in.province, in.provinces};
    size_t n = (size_t)in.areas;
    double *score = must(ARENA_ARRAY(&arena, double, n *(size_t)in.indicators));
    double *index_value = must(ARENA_ARRAY(&arena, double, n));
    double *scratch = must(ARENA_ARRAY(&arena, double, n));
    struct group_mean *means = must(ARENA_ARRAY(&arena, struct group_mean, (size_t)in.provinces));
    struct order_item *items = must(ARENA_ARRAY(&arena, struct order_item, 2 * n));
    unsigned char *filled = must(ARENA_ARRAY(&arena, unsigned char, n));
    int *rank = must(ARENA_ARRAY(&arena, int, n));
    struct composite c;
    struct err e;
    for (int j = 0; j < in.indicators; j++) {
        missing_fill(in.missing[j], by, in.raw[j], in.areas, filled, means);
        normalise(&in.rules[j], in.raw[j], in.areas, score + (size_t)j * n, items);
        print("raw", in.raw[j], in.areas);
        print("score", score + (size_t)j * n, in.areas);
    }
    must_be_ok(composite_build(&c, score, in.areas, in.indicators, in.geometric, &arena, &e), &e);
    composite_index(&c, in.weight, index_value, scratch);
    print("index", index_value, in.areas);
    for (int i = 0; i < in.areas; i++)
        items[i] = (struct order_item){index_value[i], i};
    order_sort(items, items + in.areas, in.areas);
    order_rank_low(items, in.areas, rank);
    print_ints("rank", rank, in.areas);
    print_stability(&in, &c);
    measure("index", index_value, in.people, in.areas, by);
    measure("other", in.other, in.people, in.areas, by);
    arena_clear(&arena);
    return 0;
}
