/* SPDX-License-Identifier: Apache-2.0 */
/*
 * random_works - a plan to build and the means to build it, made from a
 * generator on top of a random programme.
 *
 * Everything the scheduler knows is in them: links of every kind, pauses,
 * several trades, crews that come and go and move, materials for all and for
 * one area, conditions, inspections, phases that take the whole crew.
 */
#ifndef KIT_RANDOM_WORKS_H
#define KIT_RANDOM_WORKS_H

#include "base/date.h"
#include "kit/random_programme.h"
#include "model/plan.h"
#include "model/works.h"

enum {
    RANDOM_TRADES = 3, /* two of builders, one of inspectors */
    RANDOM_PHASES = 5, /* of a size, at most */
};

struct random_works {
    struct programme *programme;
    struct works works;
    struct plan plan;
};

static inline void random_calendars(struct works *w, struct gen *g, struct arena *a)
{
    w->calendar_count = gen_int(g, 0, 2);
    w->calendars = random_array(a, 2, sizeof *w->calendars);
    w->pauses = random_array(a, 6, sizeof *w->pauses);
    for (int c = 0; c < w->calendar_count; c++) {
        struct work_calendar *calendar = &w->calendars[c];
        *calendar =
            (struct work_calendar){random_code(a, "calendar", c), "calendar",
                                   (unsigned)gen_int(g, 0, 63), w->pause_count, gen_int(g, 0, 3)};
        for (int i = 0; i < calendar->pause_count; i++) {
            struct work_pause *x = &w->pauses[w->pause_count++];
            x->yearly = gen_int(g, 0, 1);
            x->reason = "pause";
            x->first = x->yearly ? gen_int(g, 1, 12) * 100 + gen_int(g, 1, 28) : gen_int(g, 0, 900);
            x->last = x->yearly ? gen_int(g, 1, 12) * 100 + gen_int(g, 1, 28)
                                : x->first + gen_int(g, 0, 60);
            if (x->yearly && x->first <= x->last && x->last - x->first > 300) x->last = x->first;
            if (x->yearly && x->first > x->last) x->first = 1200 + gen_int(g, 1, 28);
            if (x->yearly && x->first > x->last) x->last = 100 + gen_int(g, 1, 28);
        }
    }
}

static inline void random_crews(struct random_works *r, struct gen *g, struct arena *a)
{
    struct works *w = &r->works;
    w->crew_count = RANDOM_TRADES + gen_int(g, 0, 4);
    w->crews = random_array(a, w->crew_count, sizeof *w->crews);
    for (int k = 0; k < w->crew_count; k++) {
        int is_first = k < RANDOM_TRADES; /* one of each trade is always there */
        w->crews[k] = (struct crew){
            .code = random_code(a, "crew", k),
            .name = "crew",
            .home = gen_int(g, 0, 2) ? gen_int(g, 0, r->programme->area_count - 1) : -1,
            .strength = is_first ? 100 : gen_int(g, 10, 100),
            .trades = is_first ? UINT64_C(1) << k : (uint64_t)gen_int(g, 1, 7),
            .day_from = is_first ? 0 : gen_int(g, 0, 500),
            .day_to = is_first ? w->day_count : gen_int(g, 600, 3000),
            .travel_km_day = gen_int(g, 0, 2) ? gen_real(g, 20, 300) : (double)INFINITY,
            .camp_days = gen_int(g, 0, 4),
        };
    }
}

static inline void random_phase(struct random_works *r, struct gen *g, int size, int number,
                                struct arena *a)
{
    struct works *w = &r->works;
    int first = w->phase_first[size], index = w->phase_count++;
    struct phase *x = &w->phases[index];
    *x = (struct phase){
        .size = size,
        .code = random_code(a, "phase", number),
        .name = "phase",
        .days = gen_int(g, 0, 6) ? gen_int(g, 1, 60) : 0,
        .trade = gen_int(g, 0, 1),
        .people = gen_int(g, 0, 4) ? gen_int(g, 1, 100) : -1,
        .calendar = gen_int(g, -1, w->calendar_count - 1),
        .condition = (enum phase_condition)(gen_int(g, 0, 3) ? 0 : gen_int(g, 1, 4)),
        .inspection_days = gen_int(g, 0, 3) ? 0 : gen_int(g, 1, 5),
        .link_first = w->link_count,
        .material_first = w->material_count,
    };
    for (int before = first; before < index; before++) {
        if (gen_int(g, 0, 1)) continue;
        w->links[w->link_count++] = (struct phase_link){
            before, index, (enum link_kind)gen_int(g, 0, 3), gen_int(g, -10, 20)};
        x->link_count++;
    }
    for (int m = 0; m < r->programme->resource_count; m++) {
        if (gen_int(g, 0, 2)) continue;
        w->materials[w->material_count++] = (struct phase_material){index, m, gen_int(g, 1, 50)};
        x->material_count++;
    }
}

static inline void random_phases(struct random_works *r, struct gen *g, struct arena *a)
{
    struct works *w = &r->works;
    int sizes = r->programme->size_count, most = sizes * RANDOM_PHASES;
    w->phase_first = random_array(a, sizes + 1, sizeof *w->phase_first);
    w->phases = random_array(a, most, sizeof *w->phases);
    w->links = random_array(a, most * RANDOM_PHASES, sizeof *w->links);
    w->materials = random_array(a, most * r->programme->resource_count, sizeof *w->materials);
    for (int s = 0; s < sizes; s++) {
        w->phase_first[s] = w->phase_count;
        for (int i = gen_int(g, 0, RANDOM_PHASES); i > 0; i--)
            random_phase(r, g, s, i, a);
    }
    w->phase_first[sizes] = w->phase_count;
}

static inline void random_supplies(struct random_works *r, struct gen *g, struct arena *a)
{
    struct works *w = &r->works;
    int areas = r->programme->area_count, day = 0;
    w->arrivals = random_array(a, 24, sizeof *w->arrivals);
    w->readiness = random_array(a, 8, sizeof *w->readiness);
    for (int i = gen_int(g, 0, 24); i > 0; i--) {
        day += gen_int(g, 0, 60);
        w->arrivals[w->arrival_count++] = (struct arrival){
            gen_int(g, 0, r->programme->resource_count - 1),
            gen_int(g, 0, 3) ? -1 : gen_int(g, 0, areas - 1), day - 20, gen_int(g, 200, 3000)};
    }
    for (int i = gen_int(g, 0, 8); i > 0; i--) {
        int area = gen_int(g, 0, areas - 1), is_new = 1;
        enum phase_condition condition = (enum phase_condition)gen_int(g, 1, 4);
        int type = gen_int(g, -1, r->programme->type_count - 1);
        for (int k = 0; k < w->readiness_count; k++)
            is_new &= w->readiness[k].area != area || w->readiness[k].type != type ||
                      w->readiness[k].condition != condition;
        if (is_new)
            w->readiness[w->readiness_count++] =
                (struct readiness){area, type, condition, gen_int(g, 0, 900)};
    }
}

/* A visit of stage 1 to most areas, with some of the types. */
static inline void random_plan(struct random_works *r, struct gen *g, struct arena *a)
{
    const struct programme *p = r->programme;
    struct plan *plan = &r->plan;
    plan->visits = random_array(a, p->area_count, sizeof *plan->visits);
    plan->facilities = random_array(a, p->area_count * p->size_count, sizeof *plan->facilities);
    for (int area = 0; area < p->area_count; area++) {
        if (!p->areas[area].visitable || !gen_int(g, 0, 4)) continue;
        int visit = plan->visit_count++;
        plan->visits[visit] = (struct visit){area, 1, gen_int(g, 0, p->year_count - 1), 0};
        for (int s = 0; s < p->size_count; s++) {
            if (gen_int(g, 0, 1)) continue;
            int site = gen_int(g, -1, p->site_count - 1);
            plan->facilities[plan->facility_count++] = (struct facility){visit, s, site};
        }
    }
}

static inline struct random_works *random_works(const struct random_shape *s, struct gen *g,
                                                struct arena *a)
{
    struct random_works *r = random_array(a, 1, sizeof *r);
    r->programme = &random_programme(s, g, a)->programme;
    for (int i = 0; i < r->programme->site_count; i++) {
        r->programme->sites[i].lon = gen_real(g, 125, 128);
        r->programme->sites[i].lat = gen_real(g, 38, 41);
    }
    struct works *w = &r->works;
    r->programme->first_year = 2026;
    w->first_day = date_day(2026, 1, 1);
    w->day_count = works_year_day(r->programme, r->programme->year_count) + WORKS_DAYS_AFTER;
    w->trade_count = RANDOM_TRADES;
    w->inspection_trade = RANDOM_TRADES - 1;
    random_calendars(w, g, a);
    random_crews(r, g, a);
    random_phases(r, g, a);
    random_supplies(r, g, a);
    random_plan(r, g, a);
    return r;
}

#endif
