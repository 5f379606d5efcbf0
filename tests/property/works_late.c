/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Causes of lateness, planted and found: in a world where a plant is in time, one thing is made
 * scarce or late so that it is not; the reason told must be that thing, and the whole schedule
 * made again without it must have the plant ready earlier.
 */
#include <stdio.h>
#include <string.h>

#include "kit/random_works.h"
#include "works/relax.h"
#include "works/schedule.h"

enum {
    CASES = 200,
};

struct world {
    struct random_works *r;
    struct arena arena;
    struct gen *g;
    int facility; /* the plant it is about */
};

static struct schedule solve(struct world *w, struct job_net *net)
{
    struct schedule schedule;
    struct schedule_options options = {.effort = 0.05, .threads = 1, .seed = 1};
    CHECK(job_net_build(net, w->r->programme, &w->r->works, &w->r->plan, &w->arena, NULL) == 0);
    CHECK(schedule_solve(net, &options, &schedule, &w->arena, NULL) == STATUS_OK);
    return schedule;
}

/* Nothing is scarce: no material runs out, no condition is waited for, no pause, crews enough. */
static void make_easy(struct world *w)
{
    struct works *works = &w->r->works;
    works->arrival_count = works->readiness_count = 0;
    for (int c = 0; c < works->calendar_count; c++)
        works->calendars[c].pause_count = 0;
    works->crew_count = 12;
    works->crews = random_array(&w->arena, works->crew_count, sizeof *works->crews);
    for (int k = 0; k < works->crew_count; k++)
        works->crews[k] = (struct crew){.code = random_code(&w->arena, "crew", k),
                                        .name = "crew",
                                        .home = -1,
                                        .strength = 1000,
                                        .trades = UINT64_C(1) << k % RANDOM_TRADES,
                                        .day_to = works->day_count,
                                        .travel_km_day = (double)INFINITY};
}

static struct phase *any_phase(struct world *w)
{
    struct works *works = &w->r->works;
    int size = w->r->plan.facilities[w->facility].size, first = works->phase_first[size];
    if (first == works->phase_first[size + 1]) return NULL;
    for (int tries = 0; tries < 20; tries++) {
        struct phase *x = &works->phases[gen_int(w->g, first, works->phase_first[size + 1] - 1)];
        if (x->days > 0) return x;
    }
    return NULL;
}

/* Each plants a cause at the plant and says what the answer must be; 0: no occasion. */

static int plant_material(struct world *w, struct phase *x, struct relax_cause *out)
{
    struct works *works = &w->r->works;
    if (x->material_count == 0) return 0;
    int resource = works->materials[x->material_first].resource;
    works->arrivals = random_array(&w->arena, 1, sizeof *works->arrivals);
    works->arrivals[works->arrival_count++] =
        (struct arrival){resource, -1, gen_int(w->g, 1500, 2500), 1e9};
    *out = (struct relax_cause){.kind = RELAX_MATERIAL, .what = resource};
    return 1;
}

static int plant_gate(struct world *w, struct phase *x, struct relax_cause *out)
{
    struct works *works = &w->r->works;
    int area = w->r->plan.visits[w->r->plan.facilities[w->facility].visit].area;
    x->condition = (enum phase_condition)gen_int(w->g, 1, 4);
    works->readiness = random_array(&w->arena, 1, sizeof *works->readiness);
    works->readiness[works->readiness_count++] =
        (struct readiness){area, -1, x->condition, gen_int(w->g, 1500, 2500)};
    *out = (struct relax_cause){.kind = RELAX_CONDITION, .what = (int)x->condition};
    return 1;
}

static int plant_frost(struct world *w, struct phase *x, struct relax_cause *out)
{
    struct works *works = &w->r->works;
    if (works->calendar_count == 0) return 0;
    struct work_calendar *c = &works->calendars[0];
    works->pauses = random_array(&w->arena, 1, sizeof *works->pauses);
    works->pauses[0] = (struct work_pause){"frost", 0, 0, gen_int(w->g, 1500, 2500)};
    c->pause_first = 0;
    c->pause_count = 1;
    x->calendar = 0;
    *out = (struct relax_cause){.kind = RELAX_PAUSES, .what = 0};
    return 1;
}

/* The crews of one trade come late. */
static int plant_crew(struct world *w, struct phase *x, struct relax_cause *out)
{
    struct works *works = &w->r->works;
    int day = gen_int(w->g, 1500, 2500);
    for (int k = 0; k < works->crew_count; k++)
        if (works->crews[k].trades >> x->trade & 1) works->crews[k].day_from = day;
    *out = (struct relax_cause){.kind = RELAX_CREW, .what = x->trade};
    return 1;
}

/* So much work that the time from the visit on does not do. */
static int plant_visit(struct world *w, struct phase *x, struct relax_cause *out)
{
    struct visit *visit = &w->r->plan.visits[w->r->plan.facilities[w->facility].visit];
    if (w->r->programme->year_count < 2) return 0;
    visit->year = gen_int(w->g, 1, w->r->programme->year_count - 1);
    x->days = gen_int(w->g, 1500, 2000);
    *out = (struct relax_cause){.kind = RELAX_VISIT};
    return 1;
}

static int (*const plants[])(struct world *, struct phase *, struct relax_cause *) = {
    plant_material, plant_gate, plant_frost, plant_crew, plant_visit};

enum {
    KINDS = sizeof plants / sizeof plants[0],
};

/* The thing out of the way, in the tables themselves. */
static void remove_cause(struct world *w, const struct relax_cause *c)
{
    struct works *works = &w->r->works;
    struct visit *visit = &w->r->plan.visits[w->r->plan.facilities[w->facility].visit];
    switch (c->kind) {
    case RELAX_MATERIAL:
        for (int i = 0; i < works->arrival_count; i++)
            if (works->arrivals[i].resource == c->what) works->arrivals[i].day = 0;
        break;
    case RELAX_CONDITION:
        works->readiness_count = 0;
        break;
    case RELAX_PAUSES:
        works->calendars[c->what].pause_count = 0;
        break;
    case RELAX_CREW:
        for (int k = 0; k < works->crew_count; k++)
            if (works->crews[k].trades >> c->what & 1) works->crews[k].day_from = 0;
        break;
    case RELAX_VISIT:
        if (visit->year > 0) visit->year--;
        break;
    }
}

static int case_count, told[KINDS], made[KINDS], verified, days_right;

static int the_reason_is_the_planted_one(struct gen *g, int size)
{
    struct world w = {.arena = ARENA_INIT((size_t)1 << 32), .g = g};
    struct random_shape s = random_shape_small(g, size);
    struct job_net net;
    struct relax relax;
    struct relax_answer answer;
    struct relax_cause planted;
    int kind = gen_int(g, 0, KINDS - 1);
    s.areas = 2 + size / 4;
    s.clauses = s.decided = 0;
    w.r = random_works(&s, g, &w.arena);
    if (case_count == CASES || w.r->plan.facility_count == 0) goto done;
    w.facility = gen_int(g, 0, w.r->plan.facility_count - 1);
    make_easy(&w);
    struct phase *x = any_phase(&w);
    if (!x || !plants[kind](&w, x, &planted)) goto done;
    struct schedule schedule = solve(&w, &net);
    if (schedule.unplaced >= 0 || schedule.ready[w.facility] <= schedule.due[w.facility]) goto done;
    CHECK(relax_open(&relax, &net, &schedule, &w.arena, NULL) == STATUS_OK);
    relax_ask(&answer, &relax, w.facility, -1);
    case_count++;
    made[kind]++;
    const struct relax_cause *first = &answer.causes[0];
    int is_told =
        answer.chain_count > 0 && first->kind == planted.kind && first->what == planted.what;
    told[kind] += is_told;
    if (answer.chain_count > 0) {
        remove_cause(&w, first);
        struct schedule without = solve(&w, &net);
        int gained = schedule.ready[w.facility] - without.ready[w.facility];
        verified += without.unplaced < 0 && gained > 0;
        days_right += gained == first->alone_days;
    }
done:
    arena_clear(&w.arena);
    return 1;
}

static void test_late(void **state)
{
    int right = 0;
    (void)state;
    property_check("the reason is the planted one", the_reason_is_the_planted_one, 30, 900);
    for (int k = 0; k < KINDS; k++) {
        fprintf(stderr, "kind %d: %d of %d\n", k, told[k], made[k]);
        CHECK(made[k] >= 15);
        right += told[k];
    }
    fprintf(stderr,
            "%d cases, reason told in %d, verified by solving again in %d, the same days %d\n",
            case_count, right, verified, days_right);
    CHECK(case_count == CASES);
    CHECK(right >= CASES * 95 / 100 && verified >= CASES * 95 / 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_late)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
