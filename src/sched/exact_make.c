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

static enum status make_bonds(struct exact *x, int backward, struct arena *a, struct err *e)
{
    const struct sched_problem *p = x->net->problem;
    int n = p->activity_count;
    int *first = ARENA_ARRAY(a, int, (size_t)n + 2); /* one ahead while counting */
    struct bond *bonds = ARENA_ARRAY(a, struct bond, (size_t)p->link_count + 1);
    if (!first || !bonds) return out_of_memory(e);
    for (int i = 0; i < p->link_count; i++)
        first[(backward ? p->links[i].to : p->links[i].from) + 2]++;
    for (int k = 0; k < n; k++)
        first[k + 2] += first[k + 1];
    for (int i = 0; i < p->link_count; i++) {
        const struct sched_link *l = &p->links[i];
        int here = backward ? l->to : l->from, there = backward ? l->from : l->to;
        bonds[first[here + 1]++] = (struct bond){there, lag_of(x->net, l)};
    }
    *(backward ? &x->before_first : &x->after_first) = first;
    *(backward ? &x->befores : &x->afters) = bonds;
    return STATUS_OK;
}

/* By falling need. */
static void add_user(struct timetable *table, struct user u)
{
    int at = table->user_count++;
    for (; at > 0 && table->users[at - 1].need < u.need; at--)
        table->users[at] = table->users[at - 1];
    table->users[at] = u;
}

static enum status make_tables(struct exact *x, struct arena *a, struct err *e)
{
    const struct sched_problem *p = x->net->problem;
    size_t n = (size_t)p->activity_count, most = 0;
    x->tables = ARENA_ARRAY(a, struct timetable, (size_t)p->resource_count + 1);
    x->dirty = ARENA_ARRAY(a, int, (size_t)p->resource_count + 1);
    int *need = ARENA_ARRAY(a, int, n);
    if (!x->tables || !x->dirty || !need) return out_of_memory(e);
    for (int r = 0; r < p->resource_count; r++) {
        struct timetable *table = &x->tables[r];
        size_t users = 0;
        table->capacity = p->resources[r].capacity;
        for (size_t k = 0; k < n; k++) {
            const struct sched_mode *m = &p->modes[x->net->works[k].mode];
            need[k] = 0;
            for (int i = m->need_first; i < m->need_first + m->need_count; i++)
                if (p->needs[i].resource == r && m->duration > 0) need[k] += p->needs[i].quantity;
            users += need[k] > 0;
        }
        table->users = ARENA_ARRAY(a, struct user, users + 1);
        if (!table->users) return out_of_memory(e);
        for (size_t k = 0; k < n; k++)
            if (need[k] > 0)
                add_user(table, (struct user){(int)k, need[k], x->net->works[k].duration});
        most = users > most ? users : most;
    }
    x->scratch.by_start = ARENA_ARRAY(a, int, most + 1);
    x->scratch.by_end = ARENA_ARRAY(a, int, most + 1);
    x->scratch.part = ARENA_ARRAY(a, int, most + 1);
    if (!x->scratch.by_start || !x->scratch.by_end || !x->scratch.part) return out_of_memory(e);
    return STATUS_OK;
}

enum status exact_init(struct exact *out, const struct network *net, int length, struct arena *a,
                       struct err *e)
{
    size_t n = (size_t)net->activity_count, periods = (size_t)length + 1, questions = n * periods;
    *out = (struct exact){.net = net, .periods = length + 1};
    TRY(trail_init(&out->trail, 2 * net->activity_count, a, e));
    TRY(nogoods_init(&out->nogoods, 2 * net->activity_count, a, e));
    TRY(make_bonds(out, 0, a, e));
    TRY(make_bonds(out, 1, a, e));
    TRY(make_tables(out, a, e));
    out->scratch.height = ARENA_ARRAY(a, int, periods + 2);
    out->scratch.sum = ARENA_ARRAY(a, int64_t, periods + 2);
    out->score = ARENA_ARRAY(a, double, questions);
    out->heap = ARENA_ARRAY(a, int, questions);
    out->place = ARENA_ARRAY(a, int, questions);
    out->late = ARENA_ARRAY(a, unsigned char, questions);
    out->mark = ARENA_ARRAY(a, int, (size_t)out->trail.raise_max + 1);
    out->start = ARENA_ARRAY(a, int, n);
    if (!out->scratch.height || !out->scratch.sum || !out->score || !out->heap || !out->place ||
        !out->late || !out->mark || !out->start)
        return out_of_memory(e);
    exact_ask(out, length, 1, NULL);
    return STATUS_OK;
}
