/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sum - add many numbers with an error that does not grow with their count.
 *
 * Method   compensated summation (Neumaier 1974): the rounding error of every
 *          addition is kept and added at the end.
 */
#ifndef DIAGNOSE_SUM_H
#define DIAGNOSE_SUM_H

#include <math.h>

struct sum {
    double total, lost;
};

static inline void sum_add(struct sum *s, double value)
{
    double next = s->total + value;
    if (fabs(s->total) >= fabs(value))
        s->lost += s->total - next + value;
    else
        s->lost += value - next + s->total;
    s->total = next;
}

static inline double sum_value(struct sum s)
{
    return s.total + s.lost;
}

#endif
