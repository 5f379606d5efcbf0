/* SPDX-License-Identifier: Apache-2.0 */
#include "model/chance.h"

#include <math.h>

/* A chance that misses by no more than this is met: 0.8 of a sum need not be 0.8. */
#define CHANCE_TOLERANCE 1e-9

double build_time_chance(const struct build_time *t, double years)
{
    double span = t->high - t->low;
    if (years >= t->high) return 1;
    if (years < t->low) return 0;
    if (years < t->likely)
        return (years - t->low) * (years - t->low) / (span * (t->likely - t->low));
    return 1 - (t->high - years) * (t->high - years) / (span * (t->high - t->likely));
}

int build_time_years(const struct build_time *t, double chance)
{
    int years = (int)floor(t->low);
    while (build_time_chance(t, years) < chance - CHANCE_TOLERANCE)
        years++;
    return years;
}

double build_time_on_time(const struct build_time *t, int years)
{
    return t->high > t->low ? build_time_chance(t, years) : NAN;
}
