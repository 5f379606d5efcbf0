/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cost - what a schedule costs: the makespan, lateness, and deadlines that are missed.
 *
 * cost = makespan_weight * makespan + sum of weight * periods after `due`,
 *        plus COST_LATE and the periods after the deadlines when one is missed
 *
 * A schedule keeps all deadlines exactly when its cost is below COST_LATE.
 */
#ifndef SCHED_COST_H
#define SCHED_COST_H

#include "sched/network.h"

#define COST_LATE (INT64_C(1) << 44) /* what lateness costs is cut below it */

/* event: [2a + 1] is the finish of a; NULL when no activity is limited. */
static inline int64_t schedule_cost(const struct network *net, const int *event, int length)
{
    int64_t cost = (int64_t)net->problem->makespan_weight * length, late = 0;
    for (int i = 0; i < net->limited_count; i++) {
        const struct sched_activity *a = &net->problem->activities[net->limited[i]];
        int finish = event[2 * net->limited[i] + 1];
        if (finish > a->due) cost += (int64_t)a->weight * (finish - a->due);
        if (cost >= COST_LATE) cost = COST_LATE - 1;
        if (a->deadline != SCHED_NEVER && finish > a->deadline) late += finish - a->deadline;
    }
    return late > 0 ? COST_LATE + late : cost;
}

#endif
