/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/cpm.h"

static int shortest(const struct network *net, int activity)
{
    int least = SCHED_DURATION_MAX;
    for (int w = net->work_first[activity]; w < net->work_first[activity + 1]; w++)
        if (net->works[w].duration < least) least = net->works[w].duration;
    return least;
}

static int duration_of(const struct network *net, const int *work, int activity)
{
    if (work) return net->works[work[activity]].duration;
    if (net->single) return net->works[activity].duration;
    return shortest(net, activity);
}

static int pass(const struct network *net, const struct side *s, const int *work, int *event)
{
    int length = 0;
    for (int i = 0; i < net->activity_count; i++) {
        int a = s->order[i], duration = duration_of(net, work, a);
        int start = side_earliest(s, event, a, duration);
        event[2 * a] = start;
        event[2 * a + 1] = start + duration;
        if (start + duration > length) length = start + duration;
    }
    return length;
}

/* In the mirror, an event at time t is one at length - t; deadlines are releases there. */
static void mirrored_pass(const struct network *net, const int *work, int *event, int length)
{
    const struct side *s = &net->mirror;
    for (int i = 0; i < net->activity_count; i++) {
        int a = s->order[i], duration = duration_of(net, work, a);
        int start = side_earliest(s, event, a, duration);
        int deadline = net->problem->activities[a].deadline;
        if (deadline != SCHED_NEVER && length - deadline > start) start = length - deadline;
        event[2 * a] = start;
        event[2 * a + 1] = start + duration;
    }
    for (int a = 0; a < net->activity_count; a++) {
        int start = length - event[2 * a + 1], finish = length - event[2 * a];
        event[2 * a] = start;
        event[2 * a + 1] = finish;
    }
}

void cpm_update(struct cpm *c, const struct network *net, const int *work)
{
    c->length = pass(net, &net->forward, work, c->earliest);
    mirrored_pass(net, work, c->latest, c->length);
}

enum status cpm_compute(struct cpm *out, const struct network *net, const int *work,
                        struct arena *a, struct err *e)
{
    size_t events = 2 * (size_t)net->activity_count + 1;
    out->earliest = ARENA_ARRAY(a, int, events);
    out->latest = ARENA_ARRAY(a, int, events);
    if (!out->earliest || !out->latest)
        return err_set(e, STATUS_NOMEM, "out of memory for the critical path");
    cpm_update(out, net, work);
    return STATUS_OK;
}

int cpm_driver(const struct cpm *c, const struct network *net, int activity)
{
    const struct side *s = &net->forward;
    int start = c->earliest[2 * activity], finish = c->earliest[2 * activity + 1];
    for (int i = s->arc_first[activity]; i < s->arc_first[activity + 1]; i++)
        if (c->earliest[s->arcs[i].event] + s->arcs[i].lag == start) return s->arcs[i].event / 2;
    for (int i = s->tail_first[activity]; i < s->tail_first[activity + 1]; i++)
        if (c->earliest[s->tails[i].event] + s->tails[i].lag == finish)
            return s->tails[i].event / 2;
    return -1;
}
