/* SPDX-License-Identifier: Apache-2.0 */
/* The serial scheme by every kernel, against period by period without any. */
#include <string.h>

#include "kit/sched_random.h"
#include "sched/decode.h"

enum {
    LENGTH = SKIP_FROM,
    LISTS = PACKED_LISTS,
};

/* Problems that profiles of bytes can and cannot hold, at their limits. */
static void make_edgy(struct sched_problem *p, struct gen *g, int size, struct arena *a)
{
    static const int units[] = {4, 126, 127, 128, 1000, SCHED_CAPACITY_MAX};
    static const int periods[] = {0, 1, 7, 16, 17, 31, 32, 33, 60};
    struct sched_shape shape = {.activities = 1 + 2 * size,
                                .modes = gen_int(g, 1, 2),
                                .resources = gen_int(g, 0, 5),
                                .kinds = gen_int(g, 0, 9) == 0,
                                .dates = gen_int(g, 0, 9) == 0,
                                .duration_max = periods[gen_int(g, 0, 8)]};
    sched_random(p, &shape, g, a);
    int most = units[gen_int(g, 0, gen_int(g, 0, 5))];
    struct sched_resource *r = ARENA_ARRAY(a, struct sched_resource, (size_t)shape.resources + 1);
    struct sched_need *needs = ARENA_ARRAY(a, struct sched_need, (size_t)p->need_count + 1);
    CHECK(r && needs);
    for (int i = 0; i < shape.resources; i++) {
        r[i] = p->resources[i];
        r[i].capacity = gen_int(g, 0, 3) ? most : gen_int(g, 4, most);
    }
    for (int i = 0; i < p->need_count; i++) {
        int capacity = r[p->needs[i].resource].capacity, few = gen_int(g, 0, 4);
        needs[i] = p->needs[i];
        needs[i].quantity = gen_int(g, 0, 2) ? few : gen_int(g, capacity / 2, capacity);
    }
    p->resources = r;
    p->needs = needs;
}

/* One activity after another, period by period: returns the length, or -1. */
static int decode_simply(const struct decoder *d, const struct side *s, const int *list, int limit,
                         int *event)
{
    const struct network *net = d->net;
    const struct sched_problem *p = net->problem;
    static int use[LENGTH][8];
    int length = 0;
    int latest = (int)net->time_bound < limit ? (int)net->time_bound : limit;
    memset(use, 0, sizeof use[0] * (size_t)latest);
    event[2 * net->activity_count] = 0;
    for (int i = 0; i < net->activity_count; i++) {
        const struct work *w = &net->works[d->work[list[i]]];
        const struct sched_mode *m = &p->modes[w->mode];
        int start = side_earliest(s, event, list[i], m->duration);
        for (int t = start; t < start + m->duration && start + m->duration <= limit; t++)
            for (int k = m->need_first; k < m->need_first + m->need_count; k++) {
                int r = p->needs[k].resource;
                if (use[t][r] + p->needs[k].quantity > p->resources[r].capacity) start = t + 1;
            }
        if (start + m->duration > limit) return -1;
        for (int t = start; t < start + m->duration; t++)
            for (int k = m->need_first; k < m->need_first + m->need_count; k++)
                use[t][p->needs[k].resource] += p->needs[k].quantity;
        event[2 * list[i]] = start;
        event[2 * list[i] + 1] = start + m->duration;
        length = start + m->duration > length ? start + m->duration : length;
    }
    return length;
}

struct kernels {
    struct network net;
    struct decoder d[LISTS];
    int *list[LISTS], *event[LISTS];
    int length[LISTS]; /* by the simple way */
    int count;         /* of the lists */
};

/* The order of the side, after many neighbours that no link keeps apart changed places. */
static void shuffle(const struct side *s, struct gen *g, int n, int *list)
{
    memcpy(list, s->order, sizeof *list * (size_t)n);
    for (int i = 0; i < 4 * n && n > 1; i++) {
        int at = gen_int(g, 0, n - 2), a = list[at], b = list[at + 1], linked = 0;
        for (int k = s->arc_first[b]; k < s->arc_first[b + 1]; k++)
            if (s->arcs[k].event / 2 == a) linked = 1;
        for (int k = s->tail_first[b]; k < s->tail_first[b + 1]; k++)
            if (s->tails[k].event / 2 == a) linked = 1;
        list[at] = linked ? a : b;
        list[at + 1] = linked ? b : a;
    }
}

/* Are the lists made side by side, or one after the other? */
static void make_all(struct kernels *k, const struct side *s, int side_by_side)
{
    if (side_by_side && decoder_is_packed(k->d)) {
        decode_many(k->d, k->count, s, (const int *const *)k->list);
        return;
    }
    for (int i = 0; i < k->count; i++)
        (void)decode(&k->d[i], s, k->list[i], -1);
}

/* All ways of making the lists on a side: each as by the simple way. */
static int kernels_agree(struct kernels *k, const struct side *s)
{
    size_t bytes = 2 * sizeof(int) * (size_t)k->net.activity_count;
    int is_wide = k->d->profile.wide, agree = 1;
    uint32_t *packed[LISTS];
    for (int i = 0; i < k->count; i++)
        packed[i] = k->d[i].packed.load;
    for (int way = 0; way < 8 && agree; way++) {
        for (int i = 0; i < k->count; i++) {
            k->d[i].profile.wide = is_wide && (way & 1);
            k->d[i].packed.load = way & 2 ? packed[i] : NULL;
        }
        make_all(k, s, way & 4);
        for (int i = 0; i < k->count; i++) {
            const struct decoder *d = &k->d[i];
            agree = agree && d->length == k->length[i] &&
                    (d->length < 0 || memcmp(d->event, k->event[i], bytes) == 0);
        }
    }
    return agree;
}

/* Bytes or words, by blocks or not, with wide registers or without, one list or many: the same. */
static int kernels_are_no_different(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 28);
    struct sched_problem p;
    struct kernels k;
    make_edgy(&p, g, size, &a);
    size_t n = (size_t)p.activity_count;
    CHECK(network_build(&k.net, &p, &a, NULL) == STATUS_OK);
    int holds = 1, timeless = p.change_count == 0;
    int length = k.net.time_bound < LENGTH ? (int)k.net.time_bound : LENGTH;
    if (gen_int(g, 0, 3) == 0) length = length / 2 + 1; /* perhaps too short */
    if (gen_int(g, 0, 3) == 0) length = LENGTH;         /* long */
    k.count = gen_int(g, 1, gen_int(g, 1, LISTS));
    for (int i = 0; i < k.count; i++) {
        k.list[i] = ARENA_ARRAY(&a, int, n);
        k.event[i] = ARENA_ARRAY(&a, int, 2 * n + 1);
        CHECK(k.list[i] && k.event[i]);
    }
    CHECK(decoder_init_many(k.d, k.count, &k.net, length, &a, NULL) == STATUS_OK);
    for (int again = 0; again < 3 && k.net.never < 0 && timeless; again++) {
        const struct side *s = gen_int(g, 0, 1) ? &k.net.forward : &k.net.mirror;
        for (int i = 0; i < k.count; i++) {
            shuffle(s, g, (int)n, k.list[i]);
            for (size_t j = 0; j < n; j++)
                k.d[i].work[j] = gen_int(g, k.net.work_first[j], k.net.work_first[j + 1] - 1);
            k.length[i] = decode_simply(&k.d[i], s, k.list[i], length, k.event[i]);
        }
        holds = holds && kernels_agree(&k, s);
    }
    arena_clear(&a);
    return holds;
}

TEST(kernels_make_the_same_schedules)
{
    property_check("kernels", kernels_are_no_different, 40, 1500);
}

SUITE(CASE(kernels_make_the_same_schedules))
