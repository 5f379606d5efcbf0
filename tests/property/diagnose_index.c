/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "diagnose/normalise.h"
#include "diagnose/stability.h"
#include "kit/property.h"

enum {
    AREA_MAX = 60,
    INDICATOR_MAX = 6,
    CELL_MAX = AREA_MAX * INDICATOR_MAX,
};

static struct arena arena = ARENA_INIT(1 << 26);

static double draw(struct gen *g)
{
    return (double)(gen_u64(g) >> 11) * 0x1p-53;
}

static struct norm_rule rule_of(struct gen *g)
{
    struct norm_rule rule = {(enum normalisation)gen_int(g, 0, 2), gen_int(g, 0, 1), NAN, NAN};
    if (gen_int(g, 0, 3) == 0) rule.goal_low = -20 - 80 * draw(g);
    if (gen_int(g, 0, 3) == 0) rule.goal_high = 20 + 80 * draw(g);
    return rule;
}

static int fill_values(struct gen *g, int size, double *value)
{
    int count = gen_int(g, 1, size), coarse = gen_int(g, 0, 1);
    for (int i = 0; i < count; i++)
        value[i] = gen_int(g, 0, 9) == 0 ? NAN : coarse ? gen_int(g, -3, 3) : 200 * draw(g) - 100;
    return count;
}

static int scores_keep_the_order_and_the_scale(struct gen *g, int size)
{
    double value[AREA_MAX], score[AREA_MAX];
    struct order_item scratch[2 * AREA_MAX];
    int count = fill_values(g, size, value);
    struct norm_rule rule = rule_of(g);
    normalise(&rule, value, count, score, scratch);
    for (int i = 0; i < count; i++) {
        if (isnan(value[i]) != isnan(score[i])) return 0;
        if (isnan(value[i])) continue;
        if (score[i] < SCORE_MIN || score[i] > SCORE_MAX) return 0;
        for (int j = 0; j < count; j++) {
            double gain = rule.less_is_better ? value[j] - value[i] : value[i] - value[j];
            if (gain > 0 && score[i] < score[j]) return 0;
            if (gain == 0 && score[i] != score[j]) return 0;
        }
    }
    return 1;
}

/* Kilometres or miles, Celsius or Fahrenheit: the unit of an indicator does not matter. */
static int units_do_not_matter(struct gen *g, int size)
{
    double value[AREA_MAX], other[AREA_MAX], a[AREA_MAX], b[AREA_MAX];
    struct order_item scratch[2 * AREA_MAX];
    int count = fill_values(g, size, value);
    struct norm_rule rule = rule_of(g), rule_of_other = rule;
    for (int i = 0; i < count; i++)
        other[i] = 32 + 1.5 * value[i];
    rule_of_other.goal_low = 32 + 1.5 * rule.goal_low;
    rule_of_other.goal_high = 32 + 1.5 * rule.goal_high;
    normalise(&rule, value, count, a, scratch);
    normalise(&rule_of_other, other, count, b, scratch);
    for (int i = 0; i < count; i++)
        if (!isnan(a[i]) && fabs(a[i] - b[i]) > 1e-9) return 0;
    return 1;
}

static int direction_mirrors_the_scale(struct gen *g, int size)
{
    double value[AREA_MAX], minus[AREA_MAX], a[AREA_MAX], b[AREA_MAX];
    struct order_item scratch[2 * AREA_MAX];
    int count = fill_values(g, size, value);
    struct norm_rule rule = rule_of(g), mirror = rule;
    for (int i = 0; i < count; i++)
        minus[i] = -value[i];
    mirror.less_is_better = !rule.less_is_better;
    mirror.goal_low = -rule.goal_high;
    mirror.goal_high = -rule.goal_low;
    normalise(&rule, value, count, a, scratch);
    normalise(&mirror, minus, count, b, scratch);
    for (int i = 0; i < count; i++)
        if (!isnan(a[i]) && fabs(a[i] - b[i]) > 1e-9) return 0;
    return 1;
}

struct table_of_scores {
    int areas, indicators, geometric;
    double score[CELL_MAX], weight[INDICATOR_MAX];
};

static struct table_of_scores make(struct gen *g, int size)
{
    struct table_of_scores t = {.areas = gen_int(g, 1, size),
                                .indicators = gen_int(g, 1, INDICATOR_MAX),
                                .geometric = gen_int(g, 0, 1)};
    int gaps = gen_int(g, 0, 1);
    for (int k = 0; k < t.areas * t.indicators; k++) {
        int is_gap = gaps && k >= t.areas && gen_int(g, 0, 4) == 0; /* indicator 0 is complete */
        t.score[k] = is_gap ? NAN : 1 + 99 * draw(g);
    }
    for (int j = 0; j < t.indicators; j++)
        t.weight[j] = 0.05 + draw(g);
    return t;
}

static void index_of(const struct table_of_scores *t, double *index_value)
{
    struct composite c;
    struct err e;
    double scratch[AREA_MAX];
    CHECK(composite_build(&c, t->score, t->areas, t->indicators, t->geometric, &arena, &e) ==
          STATUS_OK);
    composite_index(&c, t->weight, index_value, scratch);
    arena_clear(&arena);
}

static int the_index_lies_between_its_scores(struct gen *g, int size)
{
    struct table_of_scores t = make(g, size);
    double index_value[AREA_MAX];
    index_of(&t, index_value);
    for (int i = 0; i < t.areas; i++) {
        double low = INFINITY, high = 0;
        for (int j = 0; j < t.indicators; j++) {
            low = fmin(low, t.score[j * t.areas + i]); /* fmin() passes over NaN */
            high = fmax(high, t.score[j * t.areas + i]);
        }
        if (!(index_value[i] >= low - 1e-12 && index_value[i] <= high + 1e-12)) return 0;
    }
    return 1;
}

static int only_ratios_of_weights_matter(struct gen *g, int size)
{
    struct table_of_scores t = make(g, size), u = t;
    double a[AREA_MAX], b[AREA_MAX];
    for (int j = 0; j < t.indicators; j++)
        u.weight[j] *= 1000;
    index_of(&t, a);
    index_of(&u, b);
    for (int i = 0; i < t.areas; i++)
        if (fabs(a[i] - b[i]) > 1e-10) return 0;
    return 1;
}

static int a_geometric_mean_is_at_most_the_arithmetic(struct gen *g, int size)
{
    struct table_of_scores t = make(g, size);
    double arithmetic[AREA_MAX], geometric[AREA_MAX];
    t.geometric = 0;
    index_of(&t, arithmetic);
    t.geometric = 1;
    index_of(&t, geometric);
    for (int i = 0; i < t.areas; i++)
        if (geometric[i] > arithmetic[i] + 1e-10) return 0;
    return 1;
}

static int a_better_score_never_lowers_the_index(struct gen *g, int size)
{
    struct table_of_scores t = make(g, size), u = t;
    double a[AREA_MAX], b[AREA_MAX];
    int k = gen_int(g, 0, t.areas * t.indicators - 1);
    u.score[k] = isnan(t.score[k]) ? NAN : t.score[k] + draw(g) * (100 - t.score[k]);
    index_of(&t, a);
    index_of(&u, b);
    for (int i = 0; i < t.areas; i++)
        if (b[i] < a[i] - 1e-10) return 0;
    return 1;
}

static struct stability tried(const struct table_of_scores *t, uint64_t seed, int threads)
{
    struct composite c;
    struct stability s;
    struct err e;
    struct stability_request request = {.trial_count = 700, .seed = seed, .threads = threads};
    CHECK(composite_build(&c, t->score, t->areas, t->indicators, t->geometric, &arena, &e) ==
          STATUS_OK);
    CHECK(stability_measure(&s, &c, &request, &arena, &e) == STATUS_OK);
    return s;
}

static int same_bytes(const struct stability *a, const struct stability *b, int areas)
{
    size_t n = (size_t)areas;
    return a->trial_count == b->trial_count &&
           memcmp(a->rank_low, b->rank_low, n * sizeof *a->rank_low) == 0 &&
           memcmp(a->rank_high, b->rank_high, n * sizeof *a->rank_high) == 0 &&
           memcmp(a->rank_mean, b->rank_mean, n * sizeof *a->rank_mean) == 0 &&
           memcmp(a->worst_share, b->worst_share, n * sizeof *a->worst_share) == 0;
}

static int threads_do_not_matter_but_the_seed_does(struct gen *g, int size)
{
    struct table_of_scores t = make(g, size);
    struct stability one = tried(&t, 5, 1), two = tried(&t, 5, 2), four = tried(&t, 5, 4);
    int same = same_bytes(&one, &two, t.areas) && same_bytes(&one, &four, t.areas);
    if (t.areas > 20 && t.indicators > 2) {
        struct stability other = tried(&t, 6, 2);
        same &= !same_bytes(&one, &other, t.areas);
    }
    arena_clear(&arena);
    return same;
}

static int ranks_of_a_trial_are_shared_out(struct gen *g, int size)
{
    struct table_of_scores t = make(g, size);
    struct stability s = tried(&t, 1, 2);
    double ranks = 0, worst = 0;
    int sane = 1;
    for (int i = 0; i < t.areas; i++) {
        ranks += s.rank_mean[i];
        worst += s.worst_share[i];
        sane &= 1 <= s.rank_low[i] && s.rank_low[i] <= s.rank_high[i] && s.rank_high[i] <= t.areas;
        sane &= s.rank_mean[i] >= 1 && s.rank_mean[i] <= t.areas;
        sane &= !stability_surely_worst(&s, i) || s.worst_share[i] >= 0.95;
        sane &= !stability_surely_not(&s, i) || s.worst_share[i] < 0.05;
    }
    arena_clear(&arena);
    /* continuous scores: no ties, so ranks are 1..n in every trial */
    return sane && fabs(ranks - t.areas * (t.areas + 1) / 2.0) < 1e-6 &&
           fabs(worst - s.worst_count) < 1e-6;
}

TEST(law_scores_keep_the_order_and_the_scale)
{
    property_check("order", scores_keep_the_order_and_the_scale, AREA_MAX, 600);
}

TEST(law_units_do_not_matter)
{
    property_check("units", units_do_not_matter, AREA_MAX, 600);
}

TEST(law_direction_mirrors_the_scale)
{
    property_check("direction", direction_mirrors_the_scale, AREA_MAX, 600);
}

TEST(law_the_index_lies_between_its_scores)
{
    property_check("between", the_index_lies_between_its_scores, AREA_MAX, 400);
}

TEST(law_only_ratios_of_weights_matter)
{
    property_check("ratios", only_ratios_of_weights_matter, AREA_MAX, 400);
}

TEST(law_a_geometric_mean_is_at_most_the_arithmetic)
{
    property_check("means", a_geometric_mean_is_at_most_the_arithmetic, AREA_MAX, 400);
}

TEST(law_a_better_score_never_lowers_the_index)
{
    property_check("monotone", a_better_score_never_lowers_the_index, AREA_MAX, 400);
}

TEST(law_threads_do_not_matter_but_the_seed_does)
{
    property_check("threads", threads_do_not_matter_but_the_seed_does, AREA_MAX, 40);
}

TEST(law_ranks_of_a_trial_are_shared_out)
{
    property_check("ranks", ranks_of_a_trial_are_shared_out, AREA_MAX, 60);
}

SUITE(CASE(law_scores_keep_the_order_and_the_scale), CASE(law_units_do_not_matter),
      CASE(law_direction_mirrors_the_scale), CASE(law_the_index_lies_between_its_scores),
      CASE(law_only_ratios_of_weights_matter), CASE(law_a_geometric_mean_is_at_most_the_arithmetic),
      CASE(law_a_better_score_never_lowers_the_index),
      CASE(law_threads_do_not_matter_but_the_seed_does), CASE(law_ranks_of_a_trial_are_shared_out))
