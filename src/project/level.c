/* SPDX-License-Identifier: Apache-2.0 */
#include "project/level.h"

#include <stdlib.h>
#include <string.h>

#include "project/cpm_parts.h"
#include "project/overload.h"

enum {
    PRIORITY_FIXED = 1000, /* as MS Project has it: do not level */
};

struct profile { /* use[i] holds from time_s[i] to time_s[i + 1] */
    int64_t *time_s, *use;
    int count;
    int64_t limit;
};

struct demand {
    int resource;
    int64_t use;
};

struct leveller {
    struct net net;
    struct project_cpm cpm;
    struct activity *activities; /* the project's, with delays */
    struct profile *profiles;    /* [resource] */
    struct demand *demands;      /* of activity i: first[i]..first[i + 1] */
    int *first;
    int *order; /* nodes */
    struct project_level *out;
};

int project_level_is_fixed(const struct project *p, int activity)
{
    const struct activity *v = &p->activities[activity];
    if (activity_has_begun(v) || v->priority >= PRIORITY_FIXED) return 1;
    if (v->is_manual && v->start_s != TIME_NONE) return 1;
    return constraint_pins_start(p, v->constraint) || constraint_pins_finish(p, v->constraint) ||
           constraint_pins_start(p, v->constraint2) || constraint_pins_finish(p, v->constraint2);
}

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for levelling");
}

/* Several assignments of a resource to an activity are one demand. */
static void add_demand(struct leveller *l, int *used, int activity, int resource, int64_t use)
{
    struct demand *list = l->demands + l->first[activity];
    int i = 0;
    while (i < used[activity] && list[i].resource != resource)
        i++;
    if (i == used[activity]) list[used[activity]++] = (struct demand){resource, 0};
    list[i].use += use;
}

/* An activity that needs more than there is gets all there is. */
static void cap_demands(struct leveller *l, const struct project *p)
{
    l->out->too_much = -1;
    for (int i = 0; i < p->activity_count; i++) {
        int capped = 0;
        for (int k = l->first[i]; k < l->first[i + 1]; k++) {
            struct demand *d = &l->demands[k];
            if (d->use <= l->profiles[d->resource].limit) continue;
            d->use = l->profiles[d->resource].limit;
            capped = 1;
        }
        if (capped && l->out->too_much < 0) l->out->too_much = i;
        l->out->too_much_count += capped;
    }
}

static enum status read_demands(struct leveller *l, const struct project *p, struct arena *a,
                                struct err *e)
{
    size_t n = (size_t)p->activity_count, r = (size_t)p->resource_count;
    int *used = ARENA_ARRAY(a, int, n + 1), *users = ARENA_ARRAY(a, int, r + 1);
    l->first = ARENA_ARRAY(a, int, n + 2);
    l->demands = ARENA_ARRAY(a, struct demand, (size_t)p->assignment_count + 1);
    l->profiles = ARENA_ARRAY(a, struct profile, r + 1);
    if (!used || !users || !l->first || !l->demands || !l->profiles) return out_of_memory(e);
    for (int i = 0; i < p->resource_count; i++)
        l->profiles[i].limit = project_use_limit(p, i);
    for (int k = 0; k < p->assignment_count; k++)
        l->first[p->assignments[k].activity + 1]++;
    for (size_t i = 0; i < n; i++)
        l->first[i + 1] += l->first[i];
    for (int k = 0; k < p->assignment_count; k++) {
        const struct assignment *s = &p->assignments[k];
        int64_t use = project_use_units(p, s);
        if (use == 0 || l->profiles[s->resource].limit == 0) continue;
        users[s->resource]++;
        add_demand(l, used, s->activity, s->resource, use);
    }
    cap_demands(l, p);
    for (int i = 0; i < p->resource_count; i++) {
        size_t room = 2 * (size_t)users[i] + 2;
        l->profiles[i].time_s = ARENA_ARRAY(a, int64_t, room);
        l->profiles[i].use = ARENA_ARRAY(a, int64_t, room);
        if (!l->profiles[i].time_s || !l->profiles[i].use) return out_of_memory(e);
        l->profiles[i].time_s[0] = INT64_MIN;
        l->profiles[i].count = 1;
    }
    return STATUS_OK;
}

/* The step in which an instant lies. */
static int step_of(const struct profile *p, int64_t t_s)
{
    int low = 0, high = p->count;
    while (high - low > 1) {
        int middle = low + (high - low) / 2;
        if (p->time_s[middle] <= t_s)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* A step begins at the instant. */
static int split(struct profile *p, int64_t t_s)
{
    int i = step_of(p, t_s);
    if (p->time_s[i] == t_s) return i;
    size_t behind = (size_t)(p->count - i - 1);
    memmove(p->time_s + i + 2, p->time_s + i + 1, behind * sizeof *p->time_s);
    memmove(p->use + i + 2, p->use + i + 1, behind * sizeof *p->use);
    p->time_s[i + 1] = t_s;
    p->use[i + 1] = p->use[i];
    p->count++;
    return i + 1;
}

static void occupy(struct leveller *l, int activity, int64_t from_s, int64_t to_s)
{
    for (int k = l->first[activity]; k < l->first[activity + 1]; k++) {
        const struct demand *d = &l->demands[k];
        if (d->use == 0 || from_s >= to_s) continue;
        struct profile *p = &l->profiles[d->resource];
        int first = split(p, from_s), last = split(p, to_s);
        for (int i = first; i < last; i++)
            p->use[i] += d->use;
    }
}

/* The end of the last step in the span that has no room, or TIME_NONE. */
static int64_t blocked_until(const struct leveller *l, int activity, int64_t from_s, int64_t to_s)
{
    int64_t until_s = TIME_NONE;
    for (int k = l->first[activity]; k < l->first[activity + 1]; k++) {
        const struct demand *d = &l->demands[k];
        const struct profile *p = &l->profiles[d->resource];
        if (d->use == 0) continue;
        for (int i = step_of(p, from_s); i < p->count && p->time_s[i] < to_s; i++)
            if (p->use[i] + d->use > p->limit && p->time_s[i + 1] > until_s)
                until_s = p->time_s[i + 1];
    }
    return until_s;
}

/* Later until resources have room, and what that is as a delay of the date links allow. */
static void delay(struct leveller *l, int node, int64_t project_start_s)
{
    const struct project_dates *d = &l->cpm.dates[node];
    int64_t from_s = d->early_start_s, start_s = from_s, finish_s = d->early_finish_s, until_s;
    if (from_s == TIME_NONE || finish_s == TIME_NONE) return;
    while ((until_s = blocked_until(l, node, start_s, finish_s)) != TIME_NONE) {
        start_s = net_may_start(&l->net, node, until_s);
        finish_s = net_finish(&l->net, node, start_s);
        if (start_s == TIME_NONE || finish_s == TIME_NONE) return;
    }
    if (start_s > from_s) {
        l->activities[node].leveling_delay_s = l->out->delay_s[node] = start_s - from_s;
        l->out->delayed_count++;
        net_forward_node(&l->net, node, project_start_s);
    }
    occupy(l, node, d->early_start_s, d->early_finish_s);
}

/* An order of nodes: by key, behind what a node depends on.  Keys of nodes are raised to those of
 * what is before them, so that sorting by them and by the old order keeps the links. */
struct place {
    int64_t key;
    int old, node;
};

static int compare_places(const void *x, const void *y)
{
    const struct place *a = x, *b = y;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return (a->old > b->old) - (a->old < b->old);
}

static void raise_key(int64_t *key, int node, int64_t to)
{
    if (to > key[node]) key[node] = to;
}

static enum status make_order(struct leveller *l, const int64_t *key, struct arena *a,
                              struct err *e)
{
    const struct net *n = &l->net;
    size_t nodes = 2 * (size_t)n->count;
    int64_t *raised = ARENA_ARRAY(a, int64_t, nodes + 1);
    struct place *places = ARENA_ARRAY(a, struct place, nodes + 1);
    l->order = ARENA_ARRAY(a, int, nodes + 1);
    if (!raised || !places || !l->order) return out_of_memory(e);
    for (size_t v = 0; v < nodes; v++)
        raised[v] = INT64_MIN;
    for (int k = 0; k < n->order_count; k++) {
        int node = n->order[k], i = node % n->count;
        const struct activity *v = &n->p->activities[i];
        int summary = activity_is_summary(v), gate = summary && node < n->count;
        if (!summary) raise_key(raised, node, key[i]);
        if (v->parent >= 0 && node < n->count) raise_key(raised, node, raised[v->parent]);
        for (int j = n->in_at[i]; j < n->in_at[i + 1] && node < n->count; j++) {
            int from = n->p->links[n->in_link[j]].from;
            int behind = activity_is_summary(&n->p->activities[from]);
            raise_key(raised, node, raised[behind ? n->count + from : from]);
        }
        if (gate)
            raise_key(raised, n->count + i, raised[node]);
        else if (v->parent >= 0)
            raise_key(raised, n->count + v->parent, raised[node]);
        places[k] = (struct place){raised[node], k, node};
    }
    qsort(places, (size_t)n->order_count, sizeof *places, compare_places);
    for (int k = 0; k < n->order_count; k++)
        l->order[k] = places[k].node;
    return STATUS_OK;
}

/* What is not delayed has its resources before all others, where it is without delays. */
static enum status occupy_fixed(struct leveller *l, const struct project *p, struct arena *a,
                                struct err *e)
{
    struct project_cpm before;
    TRY(project_cpm_compute(&before, p, a, e));
    for (int i = 0; i < p->activity_count; i++) {
        int64_t from_s = before.dates[i].early_start_s, to_s = before.dates[i].early_finish_s;
        if (!project_level_is_fixed(p, i) || from_s == TIME_NONE || to_s == TIME_NONE) continue;
        if (activity_has_begun(&p->activities[i]) && p->status_s > from_s) from_s = p->status_s;
        occupy(l, i, from_s, to_s);
    }
    return STATUS_OK;
}

static void place_all(struct leveller *l, const struct project *p)
{
    int64_t start_s = net_project_start(p);
    for (int k = 0; k < l->net.order_count; k++) {
        int node = l->order[k];
        net_forward_node(&l->net, node, start_s);
        if (node < l->net.count && l->first[node] < l->first[node + 1] &&
            !project_level_is_fixed(p, node))
            delay(l, node, start_s);
        net_reach_up(&l->net, node);
    }
    l->out->finish_s = l->cpm.finish_s;
}

enum status project_level_place(struct project_level *out, const struct project *p,
                                const int64_t *key, struct arena *a, struct err *e)
{
    struct leveller l = {.out = out};
    struct project copy = *p;
    size_t n = (size_t)p->activity_count;
    *out = (struct project_level){.too_much = -1, .finish_s = TIME_NONE};
    out->delay_s = ARENA_ARRAY(a, int64_t, n + 1);
    l.activities = ARENA_ARRAY(a, struct activity, n + 1);
    if (!out->delay_s || !l.activities) return out_of_memory(e);
    for (size_t i = 0; i < n; i++) {
        l.activities[i] = p->activities[i];
        l.activities[i].leveling_delay_s = TIME_NONE;
    }
    copy.activities = l.activities;
    TRY(net_open(&l.net, &copy, &l.cpm, a, e));
    if (l.cpm.outcome != CPM_DONE || n == 0) return STATUS_OK;
    TRY(read_demands(&l, &copy, a, e));
    TRY(make_order(&l, key, a, e));
    TRY(occupy_fixed(&l, &copy, a, e));
    place_all(&l, &copy);
    return STATUS_OK;
}
