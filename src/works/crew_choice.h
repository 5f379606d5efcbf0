/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crew_choice - which crew does a job: the one that can start first, of several the nearest.
 *
 * Method   a glance at every crew of the trade says when it could start at the earliest: when it
 *          is next free, by the way from where it then is (stay_index.h).  The most promising is
 *          tried; then only those whose glance is better than what was found.  The result is that
 *          of trying all.
 */
#ifndef WORKS_CREW_CHOICE_H
#define WORKS_CREW_CHOICE_H

#include "works/crews.h"

struct crew_glance {
    int start;    /* it cannot start before */
    int later;    /* and in no later gap before */
    double chord; /* to where it is before (globe.h) */
};

/* Crew, its slot and the stock it waited for; -1: none can ever do it.  `preferred` before all. */
int crew_choose(const struct dispatch *d, int j, int from, int preferred, struct slot *out,
                int *stock);

int crew_can_do(const struct crew *crew, const struct job *job);

#endif
