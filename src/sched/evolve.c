/* SPDX-License-Identifier: Apache-2.0 */
#include "sched/evolve.h"

#include <string.h>

#include "sched/cost.h"
#include "sched/cross.h"
#include "sched/first.h"

/* Found by trial on 120 instances of 120 activities. */
#define NOISE       0.5  /* of the first lists, as a share of the critical path */
#define SWAP        0.02 /* of neighbours in the list, when the parents are alike */
#define MODE_SWAP   0.1  /* instead, with modes to choose */
#define MODE_CHANGE 0.01
#define MODE_CHOOSE 0.1 /* of the activities look for a better mode while they are placed */

#define KEPT 0.3 /* of the members, when all schedules are made */

enum {
    POPULATION_LEAST = 4,
};

static enum status out_of_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for a search of schedules");
}

static int rate_of(const struct sched_problem *p, const struct sched_mode *m)
{
    double use = 0;
    for (int i = m->need_first; i < m->need_first + m->need_count; i++) {
        int capacity = p->resources[p->needs[i].resource].capacity;
        use += (double)p->needs[i].quantity / (capacity > 0 ? capacity : 1);
    }
    return (int)(1000 * (use < 1000 ? use : 1000));
}

/* Where children are the same whether they are made side by side or not. */
static enum status init_brood(struct island *d, int length, struct arena *a, struct err *e)
{
    struct brood *b = &d->brood;
    b->most = d->net->single && decoder_is_packed(&d->decoder) ? PACKED_LISTS : 1;
    if (b->most == 1) return STATUS_OK;
    TRY(decoder_init_many(b->decoders, b->most, d->net, length, a, e));
    for (int i = 0; i < b->most; i++) {
        b->lists[i] = ARENA_ARRAY(a, int, (size_t)d->net->activity_count);
        if (!b->lists[i]) return out_of_memory(e);
    }
    return STATUS_OK;
}

enum status island_init(struct island *out, const struct network *net, const struct cpm *cpm,
                        const struct island_plan *plan, struct arena *a, struct err *e)
{
    size_t n = (size_t)net->activity_count, members = (size_t)plan->population;
    *out = (struct island){.net = net,
                           .cpm = cpm,
                           .population = plan->population,
                           .population_first = plan->population,
                           .planned = plan->schedules,
                           .rng = rng_new(plan->seed, plan->stream),
                           .lower = plan->lower,
                           .best_cost = INT64_MAX};
    TRY(decoder_init(&out->decoder, net, plan->length, a, e));
    TRY(init_brood(out, plan->length, a, e));
    TRY(parallel_init(&out->parallel, net, a, e));
    TRY(mode_budget_copy(&out->budget, plan->budget, a, e));
    out->weight = ARENA_ARRAY(a, int, (size_t)net->work_count);
    out->mark = ARENA_ARRAY(a, int, n);
    out->spare = ARENA_ARRAY(a, int, n);
    out->list = ARENA_ARRAY(a, int, n);
    out->best_event = ARENA_ARRAY(a, int, 2 * n);
    out->best_work = ARENA_ARRAY(a, int, n);
    int noisy = cpm->length + (int)(NOISE * cpm->length) + 4;
    out->key = ARENA_ARRAY(a, int, (size_t)noisy);
    if (!out->weight || !out->mark || !out->spare || !out->list || !out->best_event ||
        !out->best_work || !out->key)
        return out_of_memory(e);
    for (int side = 0; side < 2; side++) {
        out->members[side] = ARENA_ARRAY(a, struct member, members);
        if (!out->members[side]) return out_of_memory(e);
        for (size_t i = 0; i < members; i++)
            TRY(member_init(&out->members[side][i], net, plan->length, a, e));
    }
    TRY(member_init(&out->child, net, plan->length, a, e));
    for (int w = 0; w < net->work_count; w++)
        out->weight[w] = rate_of(net->problem, &net->problem->modes[net->works[w].mode]);
    return STATUS_OK;
}

static int pick(struct island *d, int count)
{
    return (int)(((uint64_t)rng_u32(&d->rng) * (uint64_t)count) >> 32);
}

static int chance(struct island *d, double share)
{
    return rng_u32(&d->rng) < (uint32_t)(share * 4294967295.0);
}

static void keep_if_best(struct island *d, const struct decoder *made, const struct side *s,
                         int64_t cost)
{
    if (cost >= d->best_cost) return;
    int n = d->net->activity_count, length = made->length;
    const int *event = made->event;
    d->best_cost = cost;
    d->best_length = length;
    memcpy(d->best_work, made->work, sizeof(int) * (size_t)n);
    for (int a = 0; a < n; a++) {
        d->best_event[2 * a] = s->mirrored ? length - event[2 * a + 1] : event[2 * a];
        d->best_event[2 * a + 1] = s->mirrored ? length - event[2 * a] : event[2 * a + 1];
    }
}

/* What a decoder made becomes a member, if it is a schedule. */
static void note(struct island *d, struct decoder *made, const struct side *s, struct member *m)
{
    d->schedules++;
    m->fit = MEMBER_NONE;
    if (made->length < 0) return;
    m->length = made->length;
    member_note(m, made, s, d->weight);
    int64_t excess = stock_excess(&made->stock, made->work);
    if (excess > 0) m->fit = MEMBER_EXCEEDS + (excess < MEMBER_EXCEEDS ? excess : MEMBER_EXCEEDS);
    if (excess > 0 || (s->mirrored && !d->net->timeless)) return;
    int64_t cost = schedule_cost(d->net, s->mirrored ? NULL : made->event, made->length);
    /* the fit of a makespan is that of the member; other costs take its place */
    if (!d->net->timeless) m->fit = cost;
    keep_if_best(d, made, s, cost);
}

static void change_works(struct island *d, double share)
{
    const struct network *net = d->net;
    if (net->single) return;
    for (int a = 0; a < net->activity_count; a++) {
        int count = net->work_first[a + 1] - net->work_first[a];
        if (count > 1 && chance(d, share)) d->decoder.work[a] = net->work_first[a] + pick(d, count);
    }
    (void)mode_budget_repair(&d->budget, d->decoder.work, &d->rng);
}

/* With modes to choose, some activities look for better ones on the way. */
static int make(struct island *d, const struct side *s, const int *list, int anchor)
{
    if (d->net->single || d->decoder.stock.timed) return decode(&d->decoder, s, list, anchor);
    struct mode_decode m = {&d->decoder, &d->budget, &d->rng, MODE_CHOOSE};
    (void)mode_budget_load(&d->budget, d->decoder.work);
    return d->decoder.length = mode_decode(&m, s, list, anchor);
}

static void make_first(struct island *d, struct member *m)
{
    const struct side *s = &d->net->forward;
    struct first_list f = {d->net, d->cpm, d->mark, d->key};
    /* the very first follows the rule alone */
    int spread = d->first_made == 0 ? 0 : 1 + (int)(NOISE * d->cpm->length);
    first_list_make(&f, spread, &d->rng, d->list);
    change_works(d, 1);
    int serial = d->decoder.stock.timed || d->first_made == 0;
    if (serial)
        (void)make(d, s, d->list, -1);
    else
        (void)decode_parallel(&d->decoder, &d->parallel, s, d->list);
    note(d, &d->decoder, s, m);
}

/* Neighbours change places where no link forbids it. */
static void swap_some(struct island *d, const struct side *s, int *list)
{
    double share = d->net->single ? SWAP : MODE_SWAP;
    for (int i = 0; i + 1 < d->net->activity_count; i++) {
        if (!chance(d, share)) continue;
        int a = list[i], b = list[i + 1], linked = 0;
        for (int k = s->arc_first[b]; k < s->arc_first[b + 1]; k++)
            if (s->arcs[k].event / 2 == a) linked = 1;
        for (int k = s->tail_first[b]; k < s->tail_first[b + 1]; k++)
            if (s->tails[k].event / 2 == a) linked = 1;
        if (linked) continue;
        list[i] = b;
        list[i + 1] = a;
    }
}

static void draw_losers(struct island *d, int first, int *losers)
{
    losers[0] = first;
    for (int i = 1; i < ISLAND_LOSERS; i++)
        losers[i] = pick(d, d->population);
}

static struct member *worst_of(struct member *members, const int *losers)
{
    struct member *worst = &members[losers[0]];
    for (int i = 1; i < ISLAND_LOSERS; i++)
        if (members[losers[i]].fit > worst->fit) worst = &members[losers[i]];
    return worst;
}

static struct member *loser(struct island *d, struct member *members, int first)
{
    int losers[ISLAND_LOSERS];
    draw_losers(d, first, losers);
    return worst_of(members, losers);
}

/* One that is as long and lies as early is, as a rule, the same. */
static int is_known(const struct member *members, int count, int64_t fit)
{
    for (int i = 0; i < count; i++)
        if (members[i].fit == fit) return 1;
    return 0;
}

/* The list of a child, for the side its parents are not of; its works are the decoder's.  Returns 0
 * when a parent is no schedule. */
static int breed(struct island *d, int *list, int *anchor)
{
    struct crossing c = {d->net, &d->rng, d->members[d->from], d->population, d->mark, d->spare};
    const struct member *mother = cross_parent(&c);
    if (mother->fit == MEMBER_NONE) return 0;
    if (cross(&c, mother, list, d->decoder.work))
        swap_some(d, d->from ? &d->net->forward : &d->net->mirror, list);
    change_works(d, MODE_CHANGE);
    *anchor = d->from ? -1 : mother->length;
    return 1;
}

/* The child takes the place of a member that is no better. */
static void settle(struct island *d, struct member *worst)
{
    if (d->child.fit > worst->fit || d->child.fit == MEMBER_NONE) return;
    int is_one_cost = !d->net->timeless; /* of many schedules, where costs are the fit */
    if (!is_one_cost && is_known(d->members[!d->from], d->population, d->child.fit)) return;
    struct member z = *worst;
    *worst = d->child;
    d->child = z;
}

static void make_child(struct island *d, int i)
{
    const struct side *s = d->from ? &d->net->forward : &d->net->mirror;
    int anchor;
    if (!breed(d, d->list, &anchor)) {
        make_first(d, loser(d, d->members[0], i));
        return;
    }
    (void)make(d, s, d->list, anchor);
    note(d, &d->decoder, s, &d->child);
    settle(d, loser(d, d->members[!d->from], i));
}

/* As if they had been made one after the other. */
static void make_brood(struct island *d)
{
    const struct side *s = d->from ? &d->net->forward : &d->net->mirror;
    struct brood *b = &d->brood;
    decode_many(b->decoders, b->count, s, (const int *const *)b->lists);
    for (int k = 0; k < b->count && d->best_cost > d->lower; k++) {
        note(d, &b->decoders[k], s, &d->child);
        settle(d, worst_of(d->members[!d->from], b->losers[k]));
    }
    b->count = 0;
}

/* So many, from the i-th of a generation on. */
static void make_children(struct island *d, int i, int count)
{
    struct brood *b = &d->brood;
    for (int last = i + count; i < last; i++) {
        int anchor; /* of no matter where schedules are packed */
        if (breed(d, b->lists[b->count], &anchor)) {
            draw_losers(d, i, b->losers[b->count++]);
            continue;
        }
        make_brood(d);
        make_first(d, loser(d, d->members[0], i));
    }
    make_brood(d);
}

static int go_on(const struct island *d, int64_t schedules, const struct stop *stop)
{
    return d->schedules < schedules && d->best_cost > d->lower && !stop_wanted(stop);
}

static int brood_size(const struct island *d, int rest, int64_t schedules)
{
    int size = rest < d->brood.most ? rest : d->brood.most;
    return schedules < size ? (int)schedules : size;
}

/* The worst leave as the search goes on. */
static void shrink(struct island *d)
{
    double done = (double)d->schedules / (double)d->planned;
    int want = (int)(d->population_first * (1 - (1 - KEPT) * (done < 1 ? done : 1)));
    for (; d->population > want && d->population > POPULATION_LEAST; d->population--)
        for (int side = 0; side < 2; side++) {
            struct member *m = d->members[side], *last = &m[d->population - 1], *worst = m;
            for (int i = 1; i < d->population; i++)
                if (m[i].fit > worst->fit) worst = &m[i];
            struct member z = *worst;
            *worst = *last;
            *last = z;
        }
}

void island_run(struct island *d, int64_t schedules, const struct stop *stop)
{
    int p = d->population;
    for (; d->first_made < p && go_on(d, schedules, stop); d->first_made++)
        make_first(d, &d->members[0][d->first_made]);
    for (; d->first_made < 2 * p && go_on(d, schedules, stop); d->first_made++) {
        const struct member *m = &d->members[0][d->first_made - p];
        if (m->fit == MEMBER_NONE) continue;
        if (m->work) memcpy(d->decoder.work, m->work, sizeof(int) * (size_t)d->net->activity_count);
        (void)make(d, &d->net->mirror, m->list, m->length);
        note(d, &d->decoder, &d->net->mirror, &d->members[1][d->first_made - p]);
        d->from = 1;
    }
    while (go_on(d, schedules, stop)) {
        shrink(d);
        p = d->population;
        for (int i = 0, count; i < p && go_on(d, schedules, stop); i += count) {
            count = brood_size(d, p - i, schedules - d->schedules);
            if (count > 1)
                make_children(d, i, count);
            else
                make_child(d, i);
        }
        d->from = !d->from;
    }
}

int island_add(struct island *d, const int *list)
{
    int length = make(d, &d->net->forward, list, -1);
    note(d, &d->decoder, &d->net->forward, &d->child);
    if (d->child.fit == MEMBER_NONE) return -1;
    struct member *worst = loser(d, d->members[0], 0), z = *worst;
    *worst = d->child;
    d->child = z;
    return length;
}

void island_receive(struct island *d, const struct island *from)
{
    const struct member *best = &from->members[0][0];
    for (int i = 1; i < from->population; i++)
        if (from->members[0][i].fit < best->fit) best = &from->members[0][i];
    if (best->fit == MEMBER_NONE) return;
    member_copy(loser(d, d->members[0], 0), best, d->net);
}

void island_take(struct island *d, const int *start, const int *work)
{
    const struct side *s = &d->net->forward;
    for (int i = 0; i < d->net->activity_count; i++) { /* stable: an order of links stays one */
        int a = s->order[i], at = i;
        for (; at > 0 && start[d->list[at - 1]] > start[a]; at--)
            d->list[at] = d->list[at - 1];
        d->list[at] = a;
        d->decoder.work[a] = work[a];
    }
    (void)make(d, s, d->list, -1);
    note(d, &d->decoder, s, &d->child);
    if (d->child.fit == MEMBER_NONE) return;
    struct member *worst = loser(d, d->members[0], 0), z = *worst;
    *worst = d->child;
    d->child = z;
}
