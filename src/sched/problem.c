/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/problem.h"

static int within(int value, int low, int high)
{
    return value >= low && value <= high;
}

/* first..first + count - 1 lie in 0..limit - 1 */
static int range_is_valid(int first, int count, int limit)
{
    return count >= 0 && first >= 0 && first <= limit && count <= limit - first;
}

static enum status check_mode(const struct sched_problem *p, int m, struct err *e)
{
    const struct sched_mode *mode = &p->modes[m];
    if (!within(mode->duration, 0, SCHED_DURATION_MAX))
        return err_set(e, STATUS_INVALID, "mode %d: duration %d is not in 0..%d", m, mode->duration,
                       SCHED_DURATION_MAX);
    if (!range_is_valid(mode->need_first, mode->need_count, p->need_count) ||
        !range_is_valid(mode->use_first, mode->use_count, p->use_count))
        return err_set(e, STATUS_INVALID, "mode %d: its needs or uses are outside the list", m);
    for (int i = mode->need_first; i < mode->need_first + mode->need_count; i++) {
        const struct sched_need *need = &p->needs[i];
        if (!within(need->resource, 0, p->resource_count - 1))
            return err_set(e, STATUS_INVALID, "mode %d: there is no resource %d", m,
                           need->resource);
        if (!within(need->quantity, 0, SCHED_CAPACITY_MAX))
            return err_set(e, STATUS_INVALID, "mode %d: need %d of resource %d is not in 0..%d", m,
                           need->quantity, need->resource, SCHED_CAPACITY_MAX);
        for (int j = mode->need_first; j < i; j++)
            if (p->needs[j].resource == need->resource)
                return err_set(e, STATUS_INVALID, "mode %d: resource %d is named twice; add up", m,
                               need->resource);
    }
    for (int i = mode->use_first; i < mode->use_first + mode->use_count; i++) {
        const struct sched_use *use = &p->uses[i];
        if (!within(use->stock, 0, p->stock_count - 1))
            return err_set(e, STATUS_INVALID, "mode %d: there is no stock %d", m, use->stock);
        if (!within(use->taken, 0, SCHED_TIME_MAX) || !within(use->given, 0, SCHED_TIME_MAX))
            return err_set(e, STATUS_INVALID, "mode %d: stock %d: %d taken, %d given: not in 0..%d",
                           m, use->stock, use->taken, use->given, SCHED_TIME_MAX);
    }
    return STATUS_OK;
}

static enum status check_activity(const struct sched_problem *p, int a, struct err *e)
{
    const struct sched_activity *activity = &p->activities[a];
    if (activity->mode_count < 1 ||
        !range_is_valid(activity->mode_first, activity->mode_count, p->mode_count))
        return err_set(e, STATUS_INVALID, "activity %d: its modes are outside the list", a);
    if (!within(activity->release, 0, SCHED_TIME_MAX))
        return err_set(e, STATUS_INVALID, "activity %d: release %d is not in 0..%d", a,
                       activity->release, SCHED_TIME_MAX);
    if (activity->deadline != SCHED_NEVER && !within(activity->deadline, 0, SCHED_TIME_MAX))
        return err_set(e, STATUS_INVALID, "activity %d: deadline %d is not in 0..%d", a,
                       activity->deadline, SCHED_TIME_MAX);
    if (activity->weight < 0 || activity->weight > SCHED_CAPACITY_MAX || activity->due < 0)
        return err_set(e, STATUS_INVALID, "activity %d: due %d or weight %d is out of range", a,
                       activity->due, activity->weight);
    return STATUS_OK;
}

/* Changes come in order of time; quantities fit. */
static enum status check_changes(const struct sched_problem *p, int first, int count,
                                 int quantity_max, struct err *e)
{
    if (!range_is_valid(first, count, p->change_count))
        return err_set(e, STATUS_INVALID, "changes %d to %d are outside the list", first,
                       first + count);
    for (int i = first; i < first + count; i++) {
        const struct sched_change *c = &p->changes[i];
        if (!within(c->time, 0, SCHED_TIME_MAX) || (i > first && c->time <= c[-1].time))
            return err_set(e, STATUS_INVALID, "change %d: time %d is not after the one before", i,
                           c->time);
        if (!within(c->quantity, 0, quantity_max))
            return err_set(e, STATUS_INVALID, "change %d: quantity %d is not in 0..%d", i,
                           c->quantity, quantity_max);
    }
    return STATUS_OK;
}

static enum status check_supplies(const struct sched_problem *p, struct err *e)
{
    for (int r = 0; r < p->resource_count; r++) {
        const struct sched_resource *resource = &p->resources[r];
        if (!within(resource->capacity, 0, SCHED_CAPACITY_MAX))
            return err_set(e, STATUS_INVALID, "resource %d: capacity %d is not in 0..%d", r,
                           resource->capacity, SCHED_CAPACITY_MAX);
        TRY(check_changes(p, resource->change_first, resource->change_count, SCHED_CAPACITY_MAX,
                          e));
    }
    for (int s = 0; s < p->stock_count; s++) {
        const struct sched_stock *stock = &p->stocks[s];
        if (!within(stock->initial, 0, SCHED_TIME_MAX))
            return err_set(e, STATUS_INVALID, "stock %d: %d at first is not in 0..%d", s,
                           stock->initial, SCHED_TIME_MAX);
        TRY(check_changes(p, stock->change_first, stock->change_count, SCHED_TIME_MAX, e));
    }
    return STATUS_OK;
}

enum status sched_problem_check(const struct sched_problem *p, struct err *e)
{
    if (!within(p->activity_count, 1, SCHED_ACTIVITY_MAX))
        return err_set(e, STATUS_LIMIT, "%d activities: 1 to %d can be scheduled",
                       p->activity_count, SCHED_ACTIVITY_MAX);
    if (!within(p->link_count, 0, SCHED_LINK_MAX) ||
        !within(p->resource_count, 0, SCHED_RESOURCE_MAX) ||
        !within(p->stock_count, 0, SCHED_RESOURCE_MAX))
        return err_set(e, STATUS_LIMIT, "%d links, %d resources, %d stocks: more than %d, %d, %d",
                       p->link_count, p->resource_count, p->stock_count, SCHED_LINK_MAX,
                       SCHED_RESOURCE_MAX, SCHED_RESOURCE_MAX);
    if (!within(p->makespan_weight, 0, SCHED_CAPACITY_MAX))
        return err_set(e, STATUS_INVALID, "weight %d of the makespan is not in 0..%d",
                       p->makespan_weight, SCHED_CAPACITY_MAX);
    for (int a = 0; a < p->activity_count; a++)
        TRY(check_activity(p, a, e));
    for (int m = 0; m < p->mode_count; m++)
        TRY(check_mode(p, m, e));
    for (int i = 0; i < p->link_count; i++) {
        const struct sched_link *link = &p->links[i];
        if (!within(link->from, 0, p->activity_count - 1) ||
            !within(link->to, 0, p->activity_count - 1) || !within((int)link->kind, 0, LINK_SF))
            return err_set(e, STATUS_INVALID, "link %d: from %d to %d names no activity or kind", i,
                           link->from, link->to);
        if (!within(link->lag, -SCHED_TIME_MAX, SCHED_TIME_MAX))
            return err_set(e, STATUS_INVALID, "link %d: lag %d is not in -%d..%d", i, link->lag,
                           SCHED_TIME_MAX, SCHED_TIME_MAX);
    }
    return check_supplies(p, e);
}
