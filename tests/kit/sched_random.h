/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sched_random - scheduling problems of every shape, and the best makespan by trying all.
 */
#ifndef KIT_SCHED_RANDOM_H
#define KIT_SCHED_RANDOM_H

#include "base/arena.h"
#include "kit/property.h"
#include "sched/problem.h"

struct sched_shape {
    int activities, modes, resources, stocks;
    int kinds; /* SS, FF, SF and lags besides plain FS */
    int dates; /* releases and capacities that change */
    int duration_max;
    int budgets; /* stocks are never filled */
};

static inline void sched_random_modes(struct sched_problem *p, const struct sched_shape *s,
                                      struct gen *g, struct arena *a)
{
    size_t n = (size_t)s->activities, m = n * (size_t)s->modes;
    struct sched_activity *activities = ARENA_ARRAY(a, struct sched_activity, n);
    struct sched_mode *modes = ARENA_ARRAY(a, struct sched_mode, m);
    struct sched_need *needs = ARENA_ARRAY(a, struct sched_need, m * (size_t)s->resources + 1);
    struct sched_use *uses = ARENA_ARRAY(a, struct sched_use, m * (size_t)s->stocks + 1);
    CHECK(activities && modes && needs && uses);
    for (int i = 0; i < s->activities; i++) {
        int release = s->dates && gen_int(g, 0, 3) == 0 ? gen_int(g, 0, 5) : 0;
        activities[i] = (struct sched_activity){
            p->mode_count, gen_int(g, 1, s->modes), release, SCHED_NEVER, SCHED_NEVER, 0};
        for (int k = 0; k < activities[i].mode_count; k++) {
            struct sched_mode *mode = &modes[p->mode_count++];
            *mode = (struct sched_mode){gen_int(g, 0, s->duration_max), p->need_count, 0,
                                        p->use_count, 0};
            for (int r = 0; r < s->resources; r++) {
                if (gen_int(g, 0, 2) == 0) continue;
                needs[p->need_count++] = (struct sched_need){r, gen_int(g, 0, 4)};
                mode->need_count++;
            }
            for (int r = 0; r < s->stocks; r++) {
                int given = s->budgets ? 0 : gen_int(g, 0, 3);
                uses[p->use_count++] = (struct sched_use){r, gen_int(g, 0, 3), given};
                mode->use_count++;
            }
        }
    }
    p->activity_count = s->activities;
    p->activities = activities;
    p->modes = modes;
    p->needs = needs;
    p->uses = uses;
}

static inline void sched_random_supplies(struct sched_problem *p, const struct sched_shape *s,
                                         struct gen *g, struct arena *a)
{
    struct sched_resource *resources =
        ARENA_ARRAY(a, struct sched_resource, (size_t)s->resources + 1);
    struct sched_stock *stocks = ARENA_ARRAY(a, struct sched_stock, (size_t)s->stocks + 1);
    struct sched_change *changes =
        ARENA_ARRAY(a, struct sched_change, 2 * (size_t)(s->resources + s->stocks) + 1);
    CHECK(resources && stocks && changes);
    for (int r = 0; r < s->resources; r++) {
        resources[r] = (struct sched_resource){gen_int(g, 4, 7), p->change_count, 0};
        if (!s->dates || gen_int(g, 0, 1)) continue;
        int at = gen_int(g, 1, 6);
        changes[p->change_count++] = (struct sched_change){at, gen_int(g, 0, 4)};
        changes[p->change_count++] = (struct sched_change){at + gen_int(g, 1, 4), gen_int(g, 4, 7)};
        resources[r].change_count = 2;
    }
    for (int r = 0; r < s->stocks; r++) {
        stocks[r] = (struct sched_stock){gen_int(g, 3, 8), p->change_count, 0};
        if (!s->dates || s->budgets || gen_int(g, 0, 1)) continue;
        changes[p->change_count++] = (struct sched_change){gen_int(g, 0, 8), gen_int(g, 0, 9)};
        stocks[r].change_count = 1;
    }
    p->resource_count = s->resources;
    p->stock_count = s->stocks;
    p->resources = resources;
    p->stocks = stocks;
    p->changes = changes;
}

static inline void sched_random(struct sched_problem *p, const struct sched_shape *s, struct gen *g,
                                struct arena *a)
{
    *p = (struct sched_problem){.makespan_weight = 1};
    sched_random_modes(p, s, g, a);
    sched_random_supplies(p, s, g, a);
    size_t pairs = (size_t)s->activities * (size_t)s->activities;
    struct sched_link *links = ARENA_ARRAY(a, struct sched_link, pairs);
    CHECK(links);
    for (int i = 0; i < s->activities; i++)
        for (int j = i + 1; j < s->activities; j++) {
            if (gen_int(g, 0, s->activities) > 1) continue;
            enum link_kind kind = s->kinds ? (enum link_kind)gen_int(g, LINK_FS, LINK_SF) : LINK_FS;
            links[p->link_count++] =
                (struct sched_link){i, j, kind, s->kinds ? gen_int(g, -2, 3) : 0};
        }
    p->links = links;
}

#endif
