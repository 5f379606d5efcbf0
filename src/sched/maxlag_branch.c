/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/maxlag_branch.h"

#include <string.h>

#define NOISE       0.3 /* of a branch's length, as a share of the longest duration */
#define FAIL_GROWTH 1.4

enum {
    FAILS_FIRST = 40,
    LEVEL_BYTES = 1 << 27, /* of all levels together */
    LEVELS_FOR_EACH = 4,   /* of an activity, at most */
};

struct pair { /* `to` starts when `from` has finished, or later */
    uint16_t from, to;
    int length; /* of the schedule at least, with noise */
};

struct level {
    struct maxlag times;
    struct pair *pairs;
    int count, next;
};

struct brancher {
    struct maxlag_search *out;
    const struct network *net;
    struct level *levels;
    int level_count;
    struct pair *apart; /* activities that cannot overlap: from < to */
    int apart_count;
    int *active;  /* activities under way at a time */
    int *members; /* of the set that cannot overlap */
    int longest;  /* duration */
    struct rng rng;
    int noisy, cut; /* cut: something was left out in this run */
};

int maxlag_can_branch(const struct network *net)
{
    const struct sched_problem *p = net->problem;
    if (!net->single || p->stock_count > 0 || p->makespan_weight <= 0) return 0;
    for (int r = 0; r < p->resource_count; r++)
        if (p->resources[r].change_count > 0) return 0;
    for (int i = 0; i < net->limited_count; i++)
        if (p->activities[net->limited[i]].weight > 0) return 0;
    return 1;
}

static const struct sched_mode *mode_of(const struct network *net, int a)
{
    return &net->problem->modes[net->works[a].mode];
}

static int need_of(const struct network *net, int a, int resource)
{
    const struct sched_mode *m = mode_of(net, a);
    for (int i = m->need_first; i < m->need_first + m->need_count; i++)
        if (net->problem->needs[i].resource == resource) return net->problem->needs[i].quantity;
    return 0;
}

static int must_be_apart(const struct network *net, int x, int y)
{
    const struct sched_problem *p = net->problem;
    if (mode_of(net, x)->duration == 0 || mode_of(net, y)->duration == 0) return 0;
    for (int r = 0; r < p->resource_count; r++)
        if (need_of(net, x, r) + need_of(net, y, r) > p->resources[r].capacity) return 1;
    return 0;
}

static enum status brancher_init(struct brancher *b, const struct maxlag *root, struct arena *a,
                                 struct err *e)
{
    size_t n = (size_t)root->n, width = n + 2;
    size_t bytes = width * width * sizeof(int) + n * n * sizeof(struct pair);
    size_t count = LEVEL_BYTES / bytes + 2, most = LEVELS_FOR_EACH * n + 2;
    b->level_count = (int)(count < most ? count : most);
    b->levels = ARENA_ARRAY(a, struct level, (size_t)b->level_count);
    b->apart = ARENA_ARRAY(a, struct pair, n * n);
    b->active = ARENA_ARRAY(a, int, n);
    b->members = ARENA_ARRAY(a, int, n);
    int enough = b->levels && b->apart && b->active && b->members;
    for (int i = 0; i < b->level_count && enough; i++) {
        struct level *l = &b->levels[i];
        l->times = *root;
        l->times.distance = ARENA_ARRAY(a, int, width *width);
        l->pairs = ARENA_ARRAY(a, struct pair, n * n);
        enough = l->times.distance && l->pairs;
    }
    if (!enough) return err_set(e, STATUS_NOMEM, "out of memory for a search with maximal lags");
    for (int i = 0; i < root->n; i++) {
        if (root->duration[i] > b->longest) b->longest = root->duration[i];
        for (int j = i + 1; j < root->n; j++)
            if (must_be_apart(b->net, i, j))
                b->apart[b->apart_count++] = (struct pair){(uint16_t)i, (uint16_t)j, 0};
    }
    return STATUS_OK;
}

static int can_follow(const struct maxlag *m, int from, int to)
{
    return m->duration[from] + maxlag_get(m, to, from) <= 0;
}

/* Orders that are forced, until nothing changes; 0: a contradiction. */
static int propagate(const struct brancher *b, struct maxlag *m)
{
    if (b->out->best < MAXLAG_TIME_MAX &&
        !maxlag_add(m, maxlag_end(m), maxlag_origin(m), 1 - b->out->best))
        return 0;
    for (int again = 1; again;) {
        again = 0;
        for (int i = 0; i < b->apart_count; i++) {
            int x = b->apart[i].from, y = b->apart[i].to;
            if (maxlag_get(m, x, y) >= m->duration[x] || maxlag_get(m, y, x) >= m->duration[y])
                continue;
            int forth = can_follow(m, x, y), back = can_follow(m, y, x);
            if (forth && back) continue;
            if (!forth && !back) return 0;
            int from = forth ? x : y, to = forth ? y : x;
            if (!maxlag_add(m, from, to, m->duration[from])) return 0;
            again = 1;
        }
    }
    return 1;
}

/* Those under way at the time, and what they need of a resource. */
static int under_way(const struct brancher *b, const struct maxlag *m, int time, int resource,
                     int *count)
{
    const int *start = m->distance + (ptrdiff_t)maxlag_origin(m) * m->width;
    int use = 0;
    *count = 0;
    for (int i = 0; i < m->n; i++) {
        if (start[i] > time || start[i] + m->duration[i] <= time) continue;
        int need = need_of(b->net, i, resource), at = *count;
        if (need == 0) continue;
        use += need;
        for (; at > 0 && need_of(b->net, b->active[at - 1], resource) < need; at--)
            b->active[at] = b->active[at - 1];
        b->active[at] = i;
        ++*count;
    }
    return use;
}

/* The smallest set of those that overlap at the earliest time with too little; 0: none. */
static int find_conflict(const struct brancher *b, const struct maxlag *m)
{
    const int *start = m->distance + (ptrdiff_t)maxlag_origin(m) * m->width;
    const struct sched_problem *p = b->net->problem;
    int size = 0, earliest = INT32_MAX;
    for (int a = 0; a < m->n; a++) {
        if (start[a] > earliest) continue;
        for (int r = 0; r < p->resource_count; r++) {
            int count, use = 0, k = 0;
            if (need_of(b->net, a, r) == 0) continue;
            if (under_way(b, m, start[a], r, &count) <= p->resources[r].capacity) continue;
            while (use <= p->resources[r].capacity)
                use += need_of(b->net, b->active[k++], r);
            if (start[a] == earliest && k >= size) continue;
            earliest = start[a];
            size = k;
            memcpy(b->members, b->active, sizeof(int) * (size_t)k);
        }
    }
    return size;
}

/* The pairs of the set, the shortest first. */
static void list_pairs(struct brancher *b, struct level *l, int size)
{
    const struct maxlag *m = &l->times;
    l->count = l->next = 0;
    for (int x = 0; x < size; x++)
        for (int y = 0; y < size; y++) {
            int from = b->members[x], to = b->members[y];
            if (x == y || !can_follow(m, from, to)) continue;
            int start = maxlag_get(m, maxlag_origin(m), from) + m->duration[from];
            int length = start + maxlag_get(m, to, maxlag_end(m)), at = l->count++;
            /* small delays of starts decide between branches of equal length */
            length = 8 * length + start - maxlag_get(m, maxlag_origin(m), to);
            if (b->noisy) length += (int)(8 * NOISE * b->longest * rng_real(&b->rng));
            for (; at > 0 && l->pairs[at - 1].length > length; at--)
                l->pairs[at] = l->pairs[at - 1];
            l->pairs[at] = (struct pair){(uint16_t)from, (uint16_t)to, length};
        }
}

static void take_schedule(struct brancher *b, const struct maxlag *m)
{
    for (int a = 0; a < m->n; a++)
        b->out->start[a] = maxlag_get(m, maxlag_origin(m), a);
    b->out->best = maxlag_get(m, maxlag_origin(m), maxlag_end(m));
    b->out->found = 1;
}

/* Look at a level's distances; nonzero when it has branches. */
static int open_level(struct brancher *b, int depth)
{
    struct level *l = &b->levels[depth];
    b->out->nodes++;
    if (!propagate(b, &l->times)) return 0;
    int size = find_conflict(b, &l->times);
    if (size == 0) {
        take_schedule(b, &l->times);
        return 0;
    }
    if (depth + 1 == b->level_count) {
        b->cut = 1;
        return 0;
    }
    list_pairs(b, l, size);
    return 1;
}

/* The next branch of a level becomes the level below; pairs tried before may not hold again. */
static int descend(struct brancher *b, int depth)
{
    struct level *l = &b->levels[depth];
    while (l->next < l->count) {
        struct pair p = l->pairs[l->next++];
        struct maxlag *below = &b->levels[depth + 1].times;
        maxlag_copy(below, &l->times);
        int can = maxlag_add(below, p.from, p.to, l->times.duration[p.from]);
        if (!maxlag_add(&l->times, p.to, p.from, 1 - l->times.duration[p.from])) l->count = l->next;
        if (can) return 1;
    }
    return 0;
}

/* One run; returns when it is through, or after so many dead ends. */
static void run(struct brancher *b, const struct maxlag *root, int64_t fails, int64_t nodes,
                const struct stop *stop)
{
    maxlag_copy(&b->levels[0].times, root);
    int depth = open_level(b, 0) ? 0 : -1;
    while (depth >= 0) {
        if (fails <= 0 || b->out->nodes >= nodes || stop_wanted(stop)) {
            b->cut = 1;
            return;
        }
        if (!descend(b, depth))
            depth--;
        else if (open_level(b, depth + 1))
            depth++;
        else
            fails--;
    }
}

enum status maxlag_branch(struct maxlag_search *s, const struct maxlag *root, int64_t nodes,
                          const struct stop *stop, struct err *e)
{
    struct arena scratch = ARENA_INIT(SIZE_MAX);
    struct brancher b = {.out = s, .net = root->net, .rng = rng_new(1, 7)};
    enum status status = brancher_init(&b, root, &scratch, e);
    double fails = FAILS_FIRST;
    for (b.cut = 1; status == STATUS_OK && b.cut && s->nodes < nodes && !stop_wanted(stop);
         fails *= FAIL_GROWTH) {
        b.cut = 0;
        run(&b, root, (int64_t)fails, nodes, stop);
        b.noisy = 1;
    }
    s->complete = status == STATUS_OK && !b.cut;
    arena_clear(&scratch);
    return status;
}
