/* SPDX-License-Identifier: Apache-2.0 */
/* The verifier of schedules finds every planted fault. */
#include <string.h>

#include "kit/random_works.h"
#include "verify/works.h"
#include "works/schedule.h"

struct world {
    struct random_works *r;
    struct schedule schedule;
    struct arena arena;
    struct gen *g;
};

static int faults(struct world *w)
{
    struct findings findings;
    struct works_case c = {w->r->programme, &w->r->works, &w->r->plan, &w->schedule, 0, 0};
    findings_init(&findings, &w->arena);
    CHECK(verify_works(&c, &findings, &w->arena, NULL) == STATUS_OK);
    return findings.error_count;
}

static struct activity *any(struct world *w)
{
    return &w->schedule.activities[gen_int(w->g, 0, w->schedule.activity_count - 1)];
}

static const struct phase *phase_of(const struct world *w, const struct activity *at)
{
    return &w->r->works.phases[at->phase];
}

/* Each plants its fault and returns 1, or 0 when there is no occasion. */

static int takes_longer(struct world *w)
{
    any(w)->finish++;
    return 1;
}

static int takes_no_time(struct world *w)
{
    struct activity *at = any(w);
    if (at->finish == at->start) return 0;
    at->finish = at->start;
    return 1;
}

static int before_its_visit(struct world *w)
{
    struct activity *at = any(w);
    int days = at->finish - at->start;
    at->start = -1;
    at->finish = at->start + days;
    return 1;
}

static int before_its_condition(struct world *w)
{
    struct activity *at = any(w);
    const struct phase *phase = phase_of(w, at);
    struct works *works = &w->r->works;
    if (at->is_inspection || phase->condition == NEEDS_NOTHING) return 0;
    struct readiness *all = random_array(&w->arena, works->readiness_count + 1, sizeof *all);
    const struct visit *visit = &w->r->plan.visits[w->r->plan.facilities[at->facility].visit];
    int kept = 0, type = w->r->programme->sizes[phase->size].type;
    for (int i = 0; i < works->readiness_count; i++)
        if (works->readiness[i].area != visit->area) all[kept++] = works->readiness[i];
    all[kept++] = (struct readiness){visit->area, type, phase->condition, at->start + 1};
    works->readiness = all;
    works->readiness_count = kept;
    return 1;
}

static int not_after_its_predecessor(struct world *w)
{
    struct works *works = &w->r->works;
    if (works->link_count == 0) return 0;
    struct phase_link *link = &works->links[gen_int(w->g, 0, works->link_count - 1)];
    for (int i = 0; i < w->schedule.activity_count; i++)
        if (w->schedule.activities[i].phase == link->successor) {
            link->lag_days += 10 * works->day_count;
            return 1;
        }
    return 0;
}

static int done_by_a_stranger(struct world *w)
{
    struct activity *at = any(w);
    const struct works *works = &w->r->works;
    int trade = at->is_inspection ? works->inspection_trade : phase_of(w, at)->trade;
    for (int k = 0; k < works->crew_count; k++)
        if (!(works->crews[k].trades >> trade & 1)) {
            at->crew = k;
            return 1;
        }
    return 0;
}

static int too_many_people(struct world *w)
{
    struct activity *at = any(w);
    if (at->finish == at->start || at->is_inspection || phase_of(w, at)->people < 1) return 0;
    w->r->works.crews[at->crew].strength = 0.5;
    return 1;
}

static int at_two_places(struct world *w)
{
    const struct facility *facilities = w->r->plan.facilities;
    struct activity *at = any(w);
    if (at->finish == at->start) return 0;
    for (int i = 0; i < w->schedule.activity_count; i++) {
        struct activity *other = &w->schedule.activities[i];
        int overlap = other->start < at->finish && at->start < other->finish;
        if (!overlap || facilities[other->facility].visit == facilities[at->facility].visit)
            continue;
        other->crew = at->crew;
        return 1;
    }
    return 0;
}

static int too_fast_a_move(struct world *w)
{
    for (int i = 1; i < w->schedule.stay_count; i++) {
        const struct stay *before = &w->schedule.stays[i - 1], *stay = &w->schedule.stays[i];
        struct crew *crew = &w->r->works.crews[stay->crew];
        if (before->crew != stay->crew || before->visit == stay->visit || stay->km < 1) continue;
        if (before->first == before->last || stay->first == stay->last) continue;
        crew->camp_days += stay->first - before->last + 1;
        return 1;
    }
    return 0;
}

static int more_than_arrived(struct world *w)
{
    struct works *works = &w->r->works;
    for (int i = 0; i < w->schedule.activity_count; i++) {
        const struct activity *at = &w->schedule.activities[i];
        const struct phase *phase = phase_of(w, at);
        if (at->is_inspection || phase->material_count == 0) continue;
        int resource = works->materials[phase->material_first].resource;
        struct arrival *all = random_array(&w->arena, works->arrival_count + 1, sizeof *all);
        int kept = 0;
        for (int k = 0; k < works->arrival_count; k++)
            if (works->arrivals[k].resource != resource) all[kept++] = works->arrivals[k];
        all[kept++] = (struct arrival){resource, -1, 0, 0.001};
        works->arrivals = all;
        works->arrival_count = kept;
        return 1;
    }
    return 0;
}

static int missing(struct world *w)
{
    if (w->schedule.activity_count < 2) return 0;
    w->schedule.activities[0] = w->schedule.activities[w->schedule.activity_count - 1];
    return 1;
}

static int ready_too_early(struct world *w)
{
    w->schedule.ready[any(w)->facility]--;
    return 1;
}

static int less_late(struct world *w)
{
    w->schedule.late_days += 1;
    return 1;
}

static int bound_too_high(struct world *w)
{
    w->schedule.late_days_bound = w->schedule.late_days + 1;
    return 1;
}

static int (*const plants[])(struct world *) = {takes_longer,
                                                takes_no_time,
                                                before_its_visit,
                                                before_its_condition,
                                                not_after_its_predecessor,
                                                done_by_a_stranger,
                                                too_many_people,
                                                at_two_places,
                                                too_fast_a_move,
                                                more_than_arrived,
                                                missing,
                                                ready_too_early,
                                                less_late,
                                                bound_too_high};

enum {
    PLANTS = sizeof plants / sizeof plants[0],
};

static int planted[PLANTS];

static int every_fault_is_found(struct gen *g, int size)
{
    struct world w = {.arena = ARENA_INIT((size_t)1 << 32), .g = g};
    struct random_shape s = random_shape_small(g, size);
    struct job_net net;
    struct schedule_options options = {.effort = 0, .threads = 1, .seed = 1};
    int holds = 1, kind = gen_int(g, 0, PLANTS - 1);
    s.areas = 2 + size / 3;
    s.clauses = s.decided = 0;
    w.r = random_works(&s, g, &w.arena);
    CHECK(job_net_build(&net, w.r->programme, &w.r->works, &w.r->plan, &w.arena, NULL) == 0);
    CHECK(schedule_solve(&net, &options, &w.schedule, &w.arena, NULL) == STATUS_OK);
    if (w.schedule.unplaced < 0 && w.schedule.activity_count > 0) {
        CHECK(faults(&w) == 0);
        if (plants[kind](&w)) {
            planted[kind]++;
            holds = faults(&w) > 0;
            if (!holds) fprintf(stderr, "fault of kind %d is not found\n", kind);
        }
    }
    arena_clear(&w.arena);
    return holds;
}

static void test_planted(void **state)
{
    (void)state;
    property_check("every planted fault is found", every_fault_is_found, 24, 600);
    for (int i = 0; i < PLANTS; i++)
        CHECK(planted[i] >= 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_planted)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
