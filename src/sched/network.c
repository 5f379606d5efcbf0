/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/network.h"

#include <string.h>

#include "sched/maxlag.h"
#include "sched/mode_reduce.h"

struct builder {
    const struct sched_problem *p;
    struct network *net;
    struct arena *arena;
    struct err *e;
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for a network of activities");
}

/* An arc as a side sees it: from an event to an activity's start or finish. */
struct seen {
    int event, to, at_finish, lag;
};

static struct seen see(const struct sched_link *l, int mirrored)
{
    int from_finish = l->kind == LINK_FS || l->kind == LINK_FF;
    int to_finish = l->kind == LINK_FF || l->kind == LINK_SF;
    if (!mirrored) return (struct seen){2 * l->from + from_finish, l->to, to_finish, l->lag};
    return (struct seen){2 * l->to + !to_finish, l->from, !from_finish, l->lag};
}

/* Counting sort of the arcs by the activity they bound. */
static enum status build_arcs(const struct builder *b, struct side *s, int at_finish)
{
    const struct sched_problem *p = b->p;
    size_t n = (size_t)p->activity_count;
    int *first = ARENA_ARRAY(b->arena, int, n + 2);
    if (!first) return out_of_memory(b->e);
    int count = 0;
    for (int i = 0; i < p->link_count; i++) {
        struct seen seen = see(&p->links[i], s->mirrored);
        if (seen.at_finish != at_finish) continue;
        first[seen.to + 2]++;
        count++;
    }
    for (size_t a = 0; a < n; a++)
        first[a + 2] += first[a + 1];
    struct arc *arcs = ARENA_ARRAY(b->arena, struct arc, (size_t)count + 1);
    if (!arcs) return out_of_memory(b->e);
    for (int i = 0; i < p->link_count; i++) {
        struct seen seen = see(&p->links[i], s->mirrored);
        if (seen.at_finish == at_finish)
            arcs[first[seen.to + 1]++] = (struct arc){seen.event, seen.lag};
    }
    *(at_finish ? &s->tail_first : &s->arc_first) = first;
    *(at_finish ? &s->tails : &s->arcs) = arcs;
    return STATUS_OK;
}

/* A release is an arc from event 2n, which is at 0. */
static enum status build_nodes(const struct builder *b, struct side *s)
{
    int n = b->p->activity_count;
    struct node *nodes = ARENA_ARRAY(b->arena, struct node, (size_t)n);
    if (!nodes) return out_of_memory(b->e);
    for (int a = 0; a < n; a++) {
        struct node *node = &nodes[a];
        int used = 0, next = s->arc_first[a], last = s->arc_first[a + 1];
        int release = s->mirrored ? 0 : b->p->activities[a].release;
        if (release > 0) node->arcs[used++] = (struct arc){2 * n, release};
        while (used < NODE_ARCS && next < last)
            node->arcs[used++] = s->arcs[next++];
        while (used < NODE_ARCS)
            node->arcs[used++] = (struct arc){2 * n, 0};
        node->more_first = next;
        node->more_last = last;
        node->has_tails = s->tail_first[a] < s->tail_first[a + 1];
    }
    s->nodes = nodes;
    return STATUS_OK;
}

/* Count the arcs that come to an activity's start or finish. */
static void release_one(int to, int *left, int *order, int *known)
{
    if (--left[to] == 0) order[(*known)++] = to;
}

static enum status build_order(const struct builder *b)
{
    const struct side *f = &b->net->forward, *m = &b->net->mirror;
    int n = b->p->activity_count, known = 0;
    int *order = ARENA_ARRAY(b->arena, int, (size_t)n);
    int *reverse = ARENA_ARRAY(b->arena, int, (size_t)n);
    int *left = ARENA_ARRAY(b->arena, int, (size_t)n);
    if (!order || !reverse || !left) return out_of_memory(b->e);
    for (int a = 0; a < n; a++) {
        left[a] = f->arc_first[a + 1] - f->arc_first[a] + f->tail_first[a + 1] - f->tail_first[a];
        if (left[a] == 0) order[known++] = a;
    }
    for (int next = 0; next < known; next++) {
        int a = order[next];
        for (int i = m->arc_first[a]; i < m->arc_first[a + 1]; i++)
            release_one(m->arcs[i].event / 2, left, order, &known);
        for (int i = m->tail_first[a]; i < m->tail_first[a + 1]; i++)
            release_one(m->tails[i].event / 2, left, order, &known);
    }
    if (known < n && n <= MAXLAG_ACTIVITY_MAX) {
        b->net->cyclic = 1; /* maximal lags, if the works can keep them */
        return STATUS_OK;
    }
    if (known < n) {
        int a = 0;
        while (left[a] == 0)
            a++;
        return err_set(b->e, STATUS_INVALID,
                       "activity %d is on a cycle of links; with more than %d activities there is "
                       "none allowed: remove one of them",
                       a, MAXLAG_ACTIVITY_MAX);
    }
    for (int i = 0; i < n; i++)
        reverse[i] = order[n - 1 - i];
    b->net->forward.order = order;
    b->net->mirror.order = reverse;
    return STATUS_OK;
}

static int capacity_max(const struct sched_problem *p, int resource)
{
    const struct sched_resource *r = &p->resources[resource];
    int most = r->capacity;
    for (int i = r->change_first; i < r->change_first + r->change_count; i++)
        if (p->changes[i].quantity > most) most = p->changes[i].quantity;
    return most;
}

static int mode_fits(const struct sched_problem *p, const struct sched_mode *m, const int *most)
{
    for (int i = m->need_first; i < m->need_first + m->need_count; i++)
        if (m->duration > 0 && p->needs[i].quantity > most[p->needs[i].resource]) return 0;
    return 1;
}

/* Needs of the mode, collected by bank; returns how many demands were written. */
static int collect_demands(const struct sched_problem *p, const struct sched_mode *m,
                           struct demand *out)
{
    int count = 0;
    for (int i = m->need_first; i < m->need_first + m->need_count; i++) {
        const struct sched_need *need = &p->needs[i];
        if (need->quantity == 0 || m->duration == 0) continue;
        int bank = need->resource / LANES, k = 0;
        while (k < count && out[k].bank != bank)
            k++;
        if (k == count) out[count++] = (struct demand){0, bank};
        out[k].need |= (uint64_t)need->quantity << (need->resource % LANES * LANE_BITS);
    }
    return count;
}

static enum status build_works(const struct builder *b)
{
    const struct sched_problem *p = b->p;
    struct network *net = b->net;
    size_t n = (size_t)p->activity_count;
    net->work_first = ARENA_ARRAY(b->arena, int, n + 1);
    net->works = ARENA_ARRAY(b->arena, struct work, (size_t)p->mode_count + 1);
    net->demands = ARENA_ARRAY(b->arena, struct demand, (size_t)p->need_count + 1);
    int *most = ARENA_ARRAY(b->arena, int, (size_t)p->resource_count + 1);
    if (!net->work_first || !net->works || !net->demands || !most) return out_of_memory(b->e);
    for (int r = 0; r < p->resource_count; r++)
        most[r] = capacity_max(p, r);
    int demand_count = 0;
    net->never = -1;
    net->single = 1;
    for (int a = 0; a < p->activity_count; a++) {
        const struct sched_activity *activity = &p->activities[a];
        net->work_first[a] = net->work_count;
        for (int m = activity->mode_first; m < activity->mode_first + activity->mode_count; m++) {
            if (!mode_fits(p, &p->modes[m], most)) continue;
            struct work *w = &net->works[net->work_count++];
            struct demand *d = &net->demands[demand_count];
            int count = collect_demands(p, &p->modes[m], d);
            *w = (struct work){.duration = p->modes[m].duration, .mode = m};
            if (count > 0)
                *w = (struct work){d->need, d->bank, w->duration, demand_count + 1, count - 1, m};
            demand_count += count;
        }
        int count = net->work_count - net->work_first[a];
        if (count == 0 && net->never < 0) net->never = a;
        if (count != 1) net->single = 0;
    }
    net->work_first[n] = net->work_count;
    return STATUS_OK;
}

static enum status note_times(const struct builder *b)
{
    const struct sched_problem *p = b->p;
    struct network *net = b->net;
    size_t n = (size_t)p->activity_count;
    int released = 0;
    net->limited = ARENA_ARRAY(b->arena, int, n);
    if (!net->limited) return out_of_memory(b->e);
    int64_t latest = 0, total = 0;
    for (int a = 0; a < p->activity_count; a++) {
        const struct sched_activity *activity = &p->activities[a];
        int longest = 0;
        if (activity->release > 0) released = 1;
        if (activity->release > latest) latest = activity->release;
        if (activity->deadline != SCHED_NEVER || activity->weight > 0)
            net->limited[net->limited_count++] = a;
        for (int w = net->work_first[a]; w < net->work_first[a + 1]; w++)
            if (net->works[w].duration > longest) longest = net->works[w].duration;
        total += longest;
    }
    net->plain = 1;
    for (int i = 0; i < p->link_count; i++) {
        if (p->links[i].lag > 0) total += p->links[i].lag;
        if (p->links[i].lag < 0 || p->links[i].kind != LINK_FS) net->plain = 0;
    }
    for (int i = 0; i < p->change_count; i++)
        if (p->changes[i].time > latest) latest = p->changes[i].time;
    net->time_bound = latest + total;
    net->timeless = !released && net->limited_count == 0 && p->change_count == 0;
    return STATUS_OK;
}

/* No choice of works keeps a cycle whose lags add up to more than 0. */
static enum status check_cycles(const struct builder *b)
{
    struct maxlag m;
    TRY(note_times(b));
    TRY(maxlag_init(&m, b->net, b->arena, b->e));
    int a = maxlag_find_cycle(&m);
    if (a < 0) return STATUS_OK;
    return err_set(b->e, STATUS_INVALID,
                   "activity %d waits for itself through its links; remove one of them", a);
}

enum status network_build(struct network *out, const struct sched_problem *p, struct arena *a,
                          struct err *e)
{
    TRY(sched_problem_check(p, e));
    memset(out, 0, sizeof *out);
    out->problem = p;
    out->activity_count = p->activity_count;
    out->bank_count = p->resource_count == 0 ? 1 : (p->resource_count + LANES - 1) / LANES;
    out->mirror.mirrored = 1;
    struct builder b = {p, out, a, e};
    for (int at_finish = 0; at_finish < 2; at_finish++) {
        TRY(build_arcs(&b, &out->forward, at_finish));
        TRY(build_arcs(&b, &out->mirror, at_finish));
    }
    TRY(build_nodes(&b, &out->forward));
    TRY(build_nodes(&b, &out->mirror));
    TRY(build_order(&b));
    TRY(build_works(&b));
    if (out->cyclic && out->never < 0) TRY(check_cycles(&b));
    TRY(mode_reduce(out, a, e));
    return note_times(&b);
}
