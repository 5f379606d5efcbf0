/* SPDX-License-Identifier: Apache-2.0 */
/*
 * every_plan - all plans of a small programme, one after the other, judged by the verifier.
 *
 * A plan is: for each (area, stage) without a decided visit, no visit, or a year and for each
 * facility type nothing, or a size on a site of the area.  What the verdict says of each goes to
 * `judge`, which returns 0 to end the listing.
 */
#ifndef KIT_EVERY_PLAN_H
#define KIT_EVERY_PLAN_H

#include "kit/random_programme.h"
#include "verify/verify.h"

enum {
    EVERY_SLOT_MAX = 8,
    EVERY_FACILITY_MAX = 64,
};

typedef int every_plan_judge(void *context, const struct plan *plan, const struct verdict *v);

struct every_plan {
    const struct programme *p;
    struct verifier *verifier;
    every_plan_judge *judge;
    void *context;
    int slot_area[EVERY_SLOT_MAX], slot_stage[EVERY_SLOT_MAX], slot_count;
    struct visit visits[2 * EVERY_SLOT_MAX];
    struct facility facilities[EVERY_FACILITY_MAX];
    struct plan plan;
    int ended;
};

static inline int every_find(const struct plan *plan, int area, int stage)
{
    for (int i = 0; i < plan->visit_count; i++)
        if (plan->visits[i].area == area && plan->visits[i].stage == stage) return i;
    return -1;
}

static inline void every_decided(struct every_plan *x)
{
    for (int i = 0; i < x->p->decided_count; i++) {
        const struct decided *d = &x->p->decided[i];
        int stage = x->p->types[x->p->sizes[d->size].type].stage;
        int visit = every_find(&x->plan, d->area, stage);
        if (visit < 0) {
            visit = x->plan.visit_count++;
            x->visits[visit] = (struct visit){d->area, stage, d->year, 1};
        }
        x->facilities[x->plan.facility_count++] = (struct facility){visit, d->size, d->site};
    }
}

static inline void every_slots(struct every_plan *x)
{
    int has_types[STAGE_MAX + 1] = {0};
    for (int i = 0; i < x->p->type_count; i++)
        has_types[x->p->types[i].stage] = 1;
    for (int area = 0; area < x->p->area_count; area++)
        for (int stage = 1; stage <= STAGE_MAX && x->p->areas[area].visitable; stage++) {
            if (!has_types[stage] || every_find(&x->plan, area, stage) >= 0) continue;
            CHECK(x->slot_count < EVERY_SLOT_MAX);
            x->slot_area[x->slot_count] = area;
            x->slot_stage[x->slot_count++] = stage;
        }
}

static inline void every_slot(struct every_plan *x, int slot);

/* NOLINTBEGIN(misc-no-recursion): as deep as there are slots and types, and they are few */

static inline void every_type(struct every_plan *x, int slot, int type)
{
    const struct programme *p = x->p;
    int visit = x->plan.visit_count - 1;
    while (type < p->type_count && p->types[type].stage != x->slot_stage[slot])
        type++;
    if (type == p->type_count) {
        int count = x->plan.facility_count;
        if (count > 0 && x->facilities[count - 1].visit == visit) every_slot(x, slot + 1);
        return;
    }
    every_type(x, slot, type + 1);
    for (int size = 0; size < p->size_count && !x->ended; size++) {
        if (p->sizes[size].type != type) continue;
        for (int site = 0; site < p->site_count; site++) {
            if (p->sites[site].area != x->slot_area[slot]) continue;
            CHECK(x->plan.facility_count < EVERY_FACILITY_MAX);
            x->facilities[x->plan.facility_count++] = (struct facility){visit, size, site};
            every_type(x, slot, type + 1);
            x->plan.facility_count--;
        }
    }
}

static inline void every_slot(struct every_plan *x, int slot)
{
    if (x->ended) return;
    if (slot == x->slot_count) {
        struct verdict verdict;
        verifier_check(x->verifier, &x->plan, &verdict);
        x->ended = !x->judge(x->context, &x->plan, &verdict);
        return;
    }
    every_slot(x, slot + 1);
    int visit = x->plan.visit_count++;
    for (int year = 0; year < x->p->year_count && !x->ended; year++) {
        x->visits[visit] = (struct visit){x->slot_area[slot], x->slot_stage[slot], year, 0};
        every_type(x, slot, 0);
    }
    x->plan.visit_count--;
}

/* NOLINTEND(misc-no-recursion) */

static inline void every_plan(const struct programme *p, const struct siting *siting,
                              const double *weights, every_plan_judge *judge, void *context)
{
    struct arena a = ARENA_INIT((size_t)64 << 20);
    struct err e = {0};
    struct every_plan x = {.p = p, .judge = judge, .context = context};
    CHECK(verifier_new(&x.verifier, p, siting, weights, &a, &e) == STATUS_OK);
    x.plan = (struct plan){.outcome = PLAN_FEASIBLE,
                           .visits = x.visits,
                           .facilities = x.facilities,
                           .objective = NAN,
                           .bound = INFINITY};
    every_decided(&x);
    every_slots(&x);
    every_slot(&x, 0);
    arena_clear(&a);
}

#endif
