/* SPDX-License-Identifier: Apache-2.0 */
#include "model/chance.h"

#include <math.h>

#include "base/rng.h"
#include "kit/test.h"

enum {
    CASES = 300,
    STEPS = 20000,
};

static struct build_time any_time(struct rng *rng)
{
    double at[3];
    for (int i = 0; i < 3; i++)
        at[i] = 8 * rng_real(rng);
    double low = fmin(fmin(at[0], at[1]), at[2]), high = fmax(fmax(at[0], at[1]), at[2]);
    double likely = round(at[0] + at[1] + at[2] - low - high);
    return (struct build_time){fmin(low, likely), likely, fmax(high, likely)};
}

/* Density of the triangular distribution, height 2 / (high - low) at its likeliest. */
static double density(const struct build_time *t, double x)
{
    double top = 2 / (t->high - t->low);
    if (x < t->low || x > t->high) return 0;
    if (x < t->likely) return top * (x - t->low) / (t->likely - t->low);
    return t->high > t->likely ? top * (t->high - x) / (t->high - t->likely) : top;
}

TEST(the_chance_is_the_sum_of_the_density)
{
    struct rng rng = rng_new(7, 1);
    for (int k = 0; k < CASES; k++) {
        struct build_time t = any_time(&rng);
        if (t.high - t.low < 0.01) continue;
        double until = t.low + (t.high - t.low) * rng_real(&rng), width = (until - t.low) / STEPS;
        double sum = 0;
        for (int i = 0; i < STEPS; i++)
            sum += width * density(&t, t.low + (i + 0.5) * width);
        CHECK(fabs(sum - build_time_chance(&t, until)) < 1e-3);
    }
}

TEST(the_years_are_the_fewest_that_reach_the_chance)
{
    struct rng rng = rng_new(7, 2);
    for (int k = 0; k < CASES; k++) {
        struct build_time t = any_time(&rng);
        double chance = 0.01 + 0.99 * rng_real(&rng);
        int years = build_time_years(&t, chance);
        CHECK(build_time_chance(&t, years) >= chance - 1e-9);
        CHECK(build_time_chance(&t, years - 1) < chance - 1e-9);
        CHECK(build_time_years(&t, 1) == (int)ceil(t.high));
        CHECK(build_time_years(&t, 0.3 * chance) <= years);
    }
}

TEST(what_is_certain_takes_its_years)
{
    for (int years = 0; years <= 20; years++) {
        struct build_time t = {years, years, years};
        CHECK(build_time_years(&t, 0.01) == years);
        CHECK(build_time_years(&t, 1) == years);
        CHECK(isnan(build_time_on_time(&t, years)));
    }
    struct build_time half = {1, 1, 3}, rising = {1, 3, 3};
    CHECK_NEAR(build_time_on_time(&half, 2), 0.75, 1e-12);
    CHECK_NEAR(build_time_on_time(&rising, 2), 0.25, 1e-12);
    CHECK(build_time_years(&half, 0.75) == 2); /* what is just reached is reached */
}

SUITE(CASE(the_chance_is_the_sum_of_the_density),
      CASE(the_years_are_the_fewest_that_reach_the_chance), CASE(what_is_certain_takes_its_years))
