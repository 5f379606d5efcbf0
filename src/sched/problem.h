/* SPDX-License-Identifier: Apache-2.0 */
/*
 * problem - what has to be built, after what, with what: the input of the scheduler.
 *
 * activity  a piece of work with one or more modes; takes place without interruption
 * mode      one way to do it: a duration, needs of resources while it lasts, stock taken
 *           at its start and stock given at its end
 * link      FS: `to` starts at least `lag` after `from` finishes; SS, FF, SF likewise for
 *           the other ends; a lag may be negative
 * maximal   a link back with a negative lag: SS from `b` to `a` with lag -x means that b starts
 * lag       at most x after a.  Such links may form cycles, as long as no cycle's lags and
 *           durations add up to more than 0
 * resource  units that are free again when an activity ends (crews, machines); the
 *           capacity may change at given times
 * stock     what is used up (materials, money): filled by dated arrivals and by what
 *           activities give, never below zero
 * programme of several projects: one problem; the makespan is that of the last one
 *
 * Units     times and durations are whole periods (days, shifts, hours: the caller's
 *           choice) from 0; a period t is the time from t to t + 1.
 * Limits    SCHED_*_MAX; a capacity that is larger is to be counted in larger units.
 * Owner     the caller; the scheduler only reads.
 */
#ifndef SCHED_PROBLEM_H
#define SCHED_PROBLEM_H

#include <stdint.h>

#include "base/err.h"

enum {
    SCHED_ACTIVITY_MAX = 4000000,
    SCHED_LINK_MAX = 40000000,
    SCHED_RESOURCE_MAX = 100000,
    SCHED_CAPACITY_MAX = 32767,
    SCHED_DURATION_MAX = 1 << 20,
    SCHED_TIME_MAX = 1 << 28, /* of release dates, deadlines, changes, lags */
    SCHED_NEVER = 1 << 30,    /* no deadline, not due */
};

enum link_kind {
    LINK_FS,
    LINK_SS,
    LINK_FF,
    LINK_SF,
};

struct sched_need { /* of a mode, while it lasts */
    int resource, quantity;
};

struct sched_use { /* of a mode */
    int stock;
    int taken; /* at the start */
    int given; /* at the end */
};

struct sched_mode {
    int duration;
    int need_first, need_count; /* into needs */
    int use_first, use_count;   /* into uses */
};

struct sched_activity {
    int mode_first, mode_count; /* into modes; at least one */
    int release;                /* starts no earlier */
    int deadline;               /* ends no later, or SCHED_NEVER */
    int due, weight;            /* each period of finish after `due` costs `weight` */
};

struct sched_link {
    int from, to;
    enum link_kind kind;
    int lag;
};

struct sched_change { /* from a time on */
    int time, quantity;
};

struct sched_resource {
    int capacity;                   /* from time 0 */
    int change_first, change_count; /* into changes: new capacities, by time */
};

struct sched_stock {
    int initial;
    int change_first, change_count; /* into changes: arrivals, by time */
};

struct sched_problem {
    const struct sched_activity *activities;
    const struct sched_mode *modes;
    const struct sched_need *needs;
    const struct sched_use *uses;
    const struct sched_link *links;
    const struct sched_resource *resources;
    const struct sched_stock *stocks;
    const struct sched_change *changes;
    int activity_count, mode_count, need_count, use_count;
    int link_count, resource_count, stock_count, change_count;
    int makespan_weight; /* cost of a period of the whole: usually 1 */
};

/* Every index, sign and limit; names the first mistake by its place. */
CHECKED enum status sched_problem_check(const struct sched_problem *p, struct err *e);

#endif
