/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/bound.h"

#include <string.h>

/* Least work of the resource in any mode of the activity. */
static int64_t least_work(const struct network *net, int activity, int resource)
{
    const struct sched_problem *p = net->problem;
    int64_t least = INT64_MAX;
    for (int w = net->work_first[activity]; w < net->work_first[activity + 1]; w++) {
        const struct sched_mode *m = &p->modes[net->works[w].mode];
        int64_t work = 0;
        for (int i = m->need_first; i < m->need_first + m->need_count; i++)
            if (p->needs[i].resource == resource)
                work = (int64_t)p->needs[i].quantity * m->duration;
        if (work < least) least = work;
    }
    return least;
}

/* Who needs each resource: activities by resource, so that all of it is one pass. */
struct needers {
    int *first; /* [resource + 1] */
    int *activity;
};

static int needs_in_all_modes(const struct network *net, int activity, int resource)
{
    return least_work(net, activity, resource) > 0;
}

static enum status list_needers(struct needers *out, const struct network *net, struct arena *a,
                                struct err *e)
{
    const struct sched_problem *p = net->problem;
    out->first = ARENA_ARRAY(a, int, (size_t)p->resource_count + 2);
    out->activity = ARENA_ARRAY(a, int, (size_t)p->need_count + 1);
    if (!out->first || !out->activity) return err_set(e, STATUS_NOMEM, "out of memory for a bound");
    for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < net->activity_count; k++) {
            const struct sched_mode *m = &p->modes[net->works[net->work_first[k]].mode];
            for (int i = m->need_first; i < m->need_first + m->need_count; i++) {
                int r = p->needs[i].resource;
                if (!needs_in_all_modes(net, k, r)) continue;
                if (pass == 0)
                    out->first[r + 2]++;
                else
                    out->activity[out->first[r + 1]++] = k;
            }
        }
        for (int r = 0; r < p->resource_count && pass == 0; r++)
            out->first[r + 2] += out->first[r + 1];
    }
    return STATUS_OK;
}

static int largest_capacity(const struct sched_problem *p, int resource)
{
    const struct sched_resource *r = &p->resources[resource];
    int most = r->capacity;
    for (int i = r->change_first; i < r->change_first + r->change_count; i++)
        if (p->changes[i].quantity > most) most = p->changes[i].quantity;
    return most;
}

enum status bound_by_work(int *out, const struct network *net, const struct cpm *cpm,
                          struct arena *a, struct err *e)
{
    const struct sched_problem *p = net->problem;
    struct needers needers;
    int64_t bound = cpm->length;
    TRY(list_needers(&needers, net, a, e));
    for (int r = 0; r < p->resource_count; r++) {
        int64_t work = 0, head = SCHED_NEVER, tail = SCHED_NEVER;
        for (int i = needers.first[r]; i < needers.first[r + 1]; i++) {
            int k = needers.activity[i];
            work += least_work(net, k, r);
            if (cpm->earliest[2 * k] < head) head = cpm->earliest[2 * k];
            /* deadlines may pull the latest finish below what links leave: then no tail */
            int64_t after = cpm->length - cpm->latest[2 * k + 1];
            if (net->limited_count > 0) after = 0;
            if (after < tail) tail = after;
        }
        int capacity = largest_capacity(p, r);
        if (work == 0 || capacity == 0) continue;
        int64_t length = head + (work + capacity - 1) / capacity + tail;
        if (length > bound) bound = length;
    }
    *out = (int)(bound < SCHED_NEVER ? bound : SCHED_NEVER);
    return STATUS_OK;
}
