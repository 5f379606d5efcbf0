/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mode_decode - a list of activities and a first choice of works become a schedule.
 *
 * Method    the serial scheme, in which some activities, drawn at random, look at each of
 *           their works that the budgets allow and take the one that ends first (mode
 *           improvement of the extended scheme; Van Peteghem & Vanhoucke 2010).
 * Limits    no timed stocks: what a work takes from those is not looked at.
 */
#ifndef SCHED_MODE_DECODE_H
#define SCHED_MODE_DECODE_H

#include "base/rng.h"
#include "sched/decode.h"
#include "sched/mode_budget.h"

struct mode_decode {
    struct decoder *decoder;    /* whose works are changed */
    struct mode_budget *budget; /* that holds them, loaded */
    struct rng *rng;
    double share; /* of the activities that choose */
};

/* As decode(). */
int mode_decode(const struct mode_decode *m, const struct side *s, const int *list, int anchor);

#endif
