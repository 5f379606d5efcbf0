/* SPDX-License-Identifier: Apache-2.0 */
/*
 * evolve - one island of a genetic search for good schedules.
 *
 * Method    two populations, one of schedules pushed to the left and one of schedules
 *           pushed to the right; the children of one are members of the other, so that
 *           every schedule made is also a step of forward-backward improvement (Debels &
 *           Vanhoucke 2005, 2007).  Children are crossed of several parents (cross.h); one that
 *           the population has already is dropped.
 *           The worst leave bit by bit, so that the search ends with three tenths of its members.
 *           The first schedules are made by the parallel scheme with latest finish times and
 *           noise.  Fitness is length, then how early the work lies, which tells long plateaus
 *           apart.  Where profiles are packed.h's, children are made eight at a time, with the
 *           random numbers of one at a time: their parents are of the other population.
 * Modes     children inherit works; some change at random; stocks that nothing fills are
 *           brought within their limit by changing works before the schedule is made.
 * Dates     with release dates, deadlines, changing capacities or costs of lateness only
 *           forward schedules count; those of the mirror give lists.
 */
#ifndef SCHED_EVOLVE_H
#define SCHED_EVOLVE_H

#include "base/rng.h"
#include "base/stop.h"
#include "sched/cpm.h"
#include "sched/member.h"
#include "sched/mode_decode.h"
#include "sched/parallel.h"

enum {
    ISLAND_LOSERS = 4, /* of so many members the worst makes room */
};

/* Children whose schedules are made side by side. */
struct brood {
    struct decoder decoders[PACKED_LISTS];
    int *lists[PACKED_LISTS];
    int losers[PACKED_LISTS][ISLAND_LOSERS];
    int count, most; /* most 1: one after the other, by the island's decoder */
};

struct island {
    const struct network *net;
    const struct cpm *cpm;
    struct decoder decoder;
    struct brood brood;
    struct parallel parallel;
    struct mode_budget budget;
    struct rng rng;
    int population, population_first;
    int64_t planned;           /* schedules, at whose end the population is smallest */
    struct member *members[2]; /* made forwards, made in the mirror */
    struct member child;
    int *weight; /* [work] use of all resources in a period, in thousandths */
    int *mark, *spare, *list, *key;
    int from;       /* whose children are next */
    int first_made; /* of the first members */
    int best_length;
    int64_t best_cost; /* INT64_MAX: none yet */
    int *best_event, *best_work;
    int64_t lower; /* no schedule costs less */
    int64_t schedules;
};

struct island_plan {
    int population; /* to begin with */
    int64_t schedules;
    int length; /* of the longest schedule that is looked at */
    int64_t lower;
    uint64_t seed, stream;
    const struct mode_budget *budget; /* read and chosen */
};

CHECKED enum status island_init(struct island *out, const struct network *net,
                                const struct cpm *cpm, const struct island_plan *plan,
                                struct arena *a, struct err *e);

/* Search until so many schedules were made since island_init(), the lower bound is reached, or
 * the stop flag says so. */
void island_run(struct island *d, int64_t schedules, const struct stop *stop);

/* Make the schedule of a forward list, and let it take the place of a loser.  d->decoder keeps it;
 * returns its length, or -1. */
int island_add(struct island *d, const int *list);

/* Take in a schedule found elsewhere, when the island has its first members. */
void island_take(struct island *d, const int *start, const int *work);

/* Take in the best schedule of another island. */
void island_receive(struct island *d, const struct island *from);

#endif
