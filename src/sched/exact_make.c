/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of an exact search, made from the network. */
#include "sched/exact.h"

enum {
    EXACT_ACTIVITY_MAX = 1000,
};

int exact_takes(const struct network *net, int length)
{
    return net->single && net->timeless && net->problem->stock_count == 0 &&
           net->activity_count <= EXACT_ACTIVITY_MAX &&
           ((int64_t)length + 1) * net->activity_count <= EXACT_STARTS_MAX;
}

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for an exact search");
}

/* A link as the least distance between two starts. */
static int lag_of(const struct network *net, const struct sched_link *l)
{
    int lag = l->lag;
    if (l->kind == LINK_FS || l->kind == LINK_FF) lag += net->works[l->from].duration;
    if (l->kind == LINK_FF || l->kind == LINK_SF) lag -= net->works[l->to].duration;
    return lag;
}

static void count_bonds(int *first, const struct exact_task *task, int backward)
{
    for (int i = 0; i < task->activity_count + 2; i++)
        first[i] = 0;
    for (int i = 0; i < task->distance_count; i++)
        first[(backward ? task->distances[i].to : task->distances[i].from) + 2]++;
    for (int k = 0; k < task->activity_count; k++)
        first[k + 2] += first[k + 1];
}

static void load_bonds(struct exact *x, int backward)
{
    const struct exact_task *task = &x->task;
    int *first = backward ? x->before_first : x->after_first; /* one ahead while counting */
    struct bond *bonds = backward ? x->befores : x->afters;
    count_bonds(first, task, backward);
    for (int i = 0; i < task->distance_count; i++) {
        const struct distance *d = &task->distances[i];
        int here = backward ? d->to : d->from, there = backward ? d->from : d->to;
        bonds[first[here + 1]++] = (struct bond){there, d->lag};
    }
}

/* By falling need. */
static void add_user(struct timetable *table, struct user u)
{
    int at = table->user_count++;
    for (; at > 0 && table->users[at - 1].need < u.need; at--)
        table->users[at] = table->users[at - 1];
    table->users[at] = u;
}

static void load_tables(struct exact *x, int length)
{
    const struct exact_task *task = &x->task;
    int n = task->activity_count;
    for (int r = 0; r < task->resource_count; r++) {
        struct timetable *table = &x->tables[r];
        table->user_count = 0;
        table->capacity = task->capacity[r];
        table->busy = task->busy ? task->busy + r * length : NULL;
        for (int k = 0; k < n; k++) {
            int need = task->need[r * n + k];
            if (need > 0 && task->duration[k] > 0)
                add_user(table, (struct user){k, need, task->duration[k]});
        }
    }
}

void exact_load(struct exact *x, const struct exact_task *task, int length)
{
    exact_forget(x);
    x->task = *task;
    x->periods = length + 1;
    x->trail.var_count = x->nogoods.var_count = 2 * task->activity_count;
    load_bonds(x, 0);
    load_bonds(x, 1);
    load_tables(x, length);
    exact_ask(x, length, 1, NULL);
}

static enum status make_tables(struct exact *x, const struct exact_size *size, struct arena *a,
                               struct err *e)
{
    size_t n = (size_t)size->activities + 1, resources = (size_t)size->resources + 1;
    x->tables = ARENA_ARRAY(a, struct timetable, resources);
    x->dirty = ARENA_ARRAY(a, int, resources);
    x->scratch.by_start = ARENA_ARRAY(a, int, n);
    x->scratch.by_end = ARENA_ARRAY(a, int, n);
    x->scratch.part = ARENA_ARRAY(a, int, n);
    x->scratch.height = ARENA_ARRAY(a, int, (size_t)size->length + 3);
    x->scratch.sum = ARENA_ARRAY(a, int64_t, (size_t)size->length + 3);
    if (!x->tables || !x->dirty || !x->scratch.by_start || !x->scratch.by_end || !x->scratch.part ||
        !x->scratch.height || !x->scratch.sum)
        return out_of_memory(e);
    for (int r = 0; r < size->resources; r++) {
        x->tables[r].users = ARENA_ARRAY(a, struct user, n);
        if (!x->tables[r].users) return out_of_memory(e);
    }
    return STATUS_OK;
}

enum status exact_make(struct exact *out, const struct exact_size *size, struct arena *a,
                       struct err *e)
{
    size_t n = (size_t)size->activities, distances = (size_t)size->distances + 1;
    size_t questions = n * ((size_t)size->length + 1);
    *out = (struct exact){.periods = 0};
    TRY(trail_init(&out->trail, 2 * size->activities, a, e));
    TRY(nogoods_init(&out->nogoods, 2 * size->activities, a, e));
    TRY(make_tables(out, size, a, e));
    out->after_first = ARENA_ARRAY(a, int, n + 2);
    out->before_first = ARENA_ARRAY(a, int, n + 2);
    out->afters = ARENA_ARRAY(a, struct bond, distances);
    out->befores = ARENA_ARRAY(a, struct bond, distances);
    out->score = ARENA_ARRAY(a, double, questions);
    out->heap = ARENA_ARRAY(a, int, questions);
    out->place = ARENA_ARRAY(a, int, questions);
    out->late = ARENA_ARRAY(a, unsigned char, questions);
    out->mark = ARENA_ARRAY(a, int, (size_t)out->trail.raise_max + 1);
    out->start = ARENA_ARRAY(a, int, n);
    if (!out->after_first || !out->before_first || !out->afters || !out->befores || !out->score ||
        !out->heap || !out->place || !out->late || !out->mark || !out->start)
        return out_of_memory(e);
    return STATUS_OK;
}

enum status exact_task_make(struct exact_task *out, const struct network *net, struct arena *a,
                            struct err *e)
{
    const struct sched_problem *p = net->problem;
    size_t n = (size_t)p->activity_count;
    *out = (struct exact_task){.activity_count = p->activity_count,
                               .resource_count = p->resource_count,
                               .distance_count = p->link_count};
    out->duration = ARENA_ARRAY(a, int, n);
    out->earliest = ARENA_ARRAY(a, int, n);
    out->latest = ARENA_ARRAY(a, int, n);
    out->need = ARENA_ARRAY(a, int, n *(size_t)p->resource_count + 1);
    out->capacity = ARENA_ARRAY(a, int, (size_t)p->resource_count + 1);
    out->distances = ARENA_ARRAY(a, struct distance, (size_t)p->link_count + 1);
    if (!out->duration || !out->earliest || !out->latest || !out->need || !out->capacity ||
        !out->distances)
        return out_of_memory(e);
    for (int r = 0; r < p->resource_count; r++)
        out->capacity[r] = p->resources[r].capacity;
    for (int k = 0; k < p->activity_count; k++) {
        const struct sched_mode *m = &p->modes[net->works[k].mode];
        out->duration[k] = m->duration;
        for (int i = m->need_first; i < m->need_first + m->need_count; i++)
            out->need[p->needs[i].resource * p->activity_count + k] += p->needs[i].quantity;
    }
    for (int i = 0; i < p->link_count; i++)
        out->distances[i] =
            (struct distance){p->links[i].from, p->links[i].to, lag_of(net, &p->links[i])};
    return STATUS_OK;
}

enum status exact_init(struct exact *out, const struct network *net, int length, struct arena *a,
                       struct err *e)
{
    const struct sched_problem *p = net->problem;
    struct exact_size size = {p->activity_count, p->resource_count, p->link_count, length};
    struct exact_task task;
    TRY(exact_make(out, &size, a, e));
    TRY(exact_task_make(&task, net, a, e));
    for (int k = 0; k < task.activity_count; k++)
        task.latest[k] = length - task.duration[k];
    exact_load(out, &task, length);
    return STATUS_OK;
}
