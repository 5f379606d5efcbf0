/* SPDX-License-Identifier: Apache-2.0 */
/* What is crossed of a population: an order of links, works of parents, nothing new of one parent alone. */
#include <string.h>

#include "kit/sched_random.h"
#include "sched/cpm.h"
#include "sched/cross.h"
#include "sched/first.h"

enum {
    MANY = 64,
    LENGTH = 2000,
    MEMBERS = 9,
};

struct world {
    struct arena a;
    struct sched_problem p;
    struct network net;
    struct cpm cpm;
    struct decoder d;
    struct rng rng;
    struct member members[MEMBERS];
    struct crossing crossing;
    int mark[MANY], spare[MANY];
};

/* Forward schedules of noisy lists. */
static void make_members(struct world *x, struct gen *g)
{
    int n = x->net.activity_count, list[MANY], weight[4 * MANY], key[LENGTH];
    struct first_list f = {&x->net, &x->cpm, x->mark, key};
    CHECK(x->net.work_count <= 4 * MANY);
    for (int w = 0; w < x->net.work_count; w++)
        weight[w] = gen_int(g, 0, 1000);
    for (int i = 0; i < MEMBERS; i++) {
        struct member *m = &x->members[i];
        CHECK(member_init(m, &x->net, LENGTH, &x->a, NULL) == STATUS_OK);
        for (int a = 0; a < n; a++)
            x->d.work[a] = gen_int(g, x->net.work_first[a], x->net.work_first[a + 1] - 1);
        first_list_make(&f, 20, &x->rng, list);
        m->length = decode(&x->d, &x->net.forward, list, -1);
        CHECK(m->length >= 0);
        member_note(m, &x->d, &x->net.forward, weight);
    }
}

static int make_world(struct world *x, struct gen *g, int activities, int resources)
{
    struct sched_shape shape = {.activities = activities,
                                .modes = gen_int(g, 1, 3),
                                .resources = gen_int(g, resources, 5),
                                .kinds = gen_int(g, 0, 1),
                                .duration_max = 6};
    *x = (struct world){.a = ARENA_INIT((size_t)1 << 28), .rng = rng_new(gen_u64(g), 1)};
    sched_random(&x->p, &shape, g, &x->a);
    CHECK(network_build(&x->net, &x->p, &x->a, NULL) == STATUS_OK);
    if (x->net.never >= 0) return 0;
    CHECK(cpm_compute(&x->cpm, &x->net, NULL, &x->a, NULL) == STATUS_OK);
    CHECK(decoder_init(&x->d, &x->net, LENGTH, &x->a, NULL) == STATUS_OK);
    make_members(x, g);
    x->crossing = (struct crossing){&x->net, &x->rng, x->members, MEMBERS, x->mark, x->spare};
    return 1;
}

static int is_order(const struct side *s, const int *list, int n)
{
    int position[MANY];
    memset(position, -1, sizeof position);
    for (int i = 0; i < n; i++) {
        if (list[i] < 0 || list[i] >= n || position[list[i]] >= 0) return 0;
        position[list[i]] = i;
    }
    for (int a = 0; a < n; a++) {
        for (int i = s->arc_first[a]; i < s->arc_first[a + 1]; i++)
            if (position[s->arcs[i].event / 2] > position[a]) return 0;
        for (int i = s->tail_first[a]; i < s->tail_first[a + 1]; i++)
            if (position[s->tails[i].event / 2] > position[a]) return 0;
    }
    return 1;
}

static int works_are_of_parents(const struct world *x, const int *work)
{
    for (int a = 0; a < x->net.activity_count && !x->net.single; a++) {
        int found = 0;
        for (int i = 0; i < MEMBERS; i++)
            found |= x->members[i].work[a] == work[a];
        if (!found) return 0;
    }
    return 1;
}

static int children_are_lists(struct gen *g, int size)
{
    struct world x;
    int list[MANY], work[MANY], holds = 1;
    if (make_world(&x, g, 1 + size, 0)) {
        int n = x.net.activity_count;
        for (int i = 0; i < 20 && holds; i++) {
            const struct member *mother = cross_parent(&x.crossing);
            (void)cross(&x.crossing, mother, list, work);
            holds = is_order(&x.net.mirror, list, n) && works_are_of_parents(&x, work);
        }
        x.crossing.population = 1; /* no father left */
        holds = holds && cross(&x.crossing, x.members, list, work) == 1 &&
                memcmp(list, x.members->list, sizeof *list * (size_t)n) == 0;
    }
    arena_clear(&x.a);
    return holds;
}

/* Of two members the child has stretches of both, somewhere among many. */
static int fathers_are_heard(struct gen *g, int size)
{
    struct world x;
    int list[MANY], work[MANY], changed = 0, differ = 0;
    if (make_world(&x, g, 40 + size, 2)) {
        size_t bytes = sizeof *list * (size_t)x.net.activity_count;
        x.crossing.population = 2;
        differ = memcmp(x.members[0].list, x.members[1].list, bytes) != 0;
        for (int i = 0; i < 20; i++) {
            (void)cross(&x.crossing, x.members, list, work);
            changed |= memcmp(list, x.members[0].list, bytes) != 0;
        }
    }
    arena_clear(&x.a);
    return changed || !differ;
}

TEST(a_child_is_an_order_of_links)
{
    property_check("cross", children_are_lists, 40, 400);
}

TEST(a_child_has_stretches_of_fathers)
{
    property_check("fathers", fathers_are_heard, 20, 100);
}

SUITE(CASE(a_child_is_an_order_of_links), CASE(a_child_has_stretches_of_fathers))
