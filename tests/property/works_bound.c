/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bound on late days in worlds whose best schedule is known: plants alike, with a material that comes a plant's worth at a time.  Never above the best, and
 * well above what the critical path alone gives; and where crews are few.  (That it is below every schedule of any world the verifier tests in
 * works_schedule.)
 */
#include <math.h>

#include "kit/random_works.h"
#include "works/schedule.h"

struct world {
    struct random_works *r;
    struct arena arena;
    int plants, days, due;
};

/* One plant of the first size in each of the areas, in the first year, of one phase. */
static void begin(struct world *w, struct gen *g, int size)
{
    struct random_shape s = random_shape_small(g, size);
    *w = (struct world){.arena = ARENA_INIT((size_t)1 << 32), .days = gen_int(g, 60, 300)};
    s.areas = 2 + size / 2;
    s.clauses = s.decided = 0;
    w->r = random_works(&s, g, &w->arena);
    struct programme *p = w->r->programme;
    struct works *works = &w->r->works;
    struct plan *plan = &w->r->plan;
    plan->visit_count = plan->facility_count = 0;
    plan->visits = random_array(&w->arena, p->area_count + 1, sizeof *plan->visits);
    plan->facilities = random_array(&w->arena, p->area_count + 1, sizeof *plan->facilities);
    for (int area = 0; area < p->area_count; area++) {
        if (!p->areas[area].visitable) continue;
        plan->facilities[plan->facility_count++] = (struct facility){plan->visit_count, 0, -1};
        plan->visits[plan->visit_count++] = (struct visit){area, 1, 0, 0};
    }
    w->plants = plan->visit_count;
    w->due = works_year_day(p, p->sizes[0].build_years > 0 ? p->sizes[0].build_years : 1);
    works->calendar_count = works->arrival_count = works->readiness_count = 0;
    works->link_count = works->material_count = 0;
    works->phase_count = 1;
    works->phases[0] =
        (struct phase){.code = "all", .name = "all", .days = w->days, .people = 1, .calendar = -1};
    for (int i = 1; i <= p->size_count; i++)
        works->phase_first[i] = 1;
}

static void add_crews(struct world *w, int count)
{
    struct works *works = &w->r->works;
    works->crew_count = count;
    works->crews = random_array(&w->arena, count, sizeof *works->crews);
    for (int k = 0; k < count; k++)
        works->crews[k] = (struct crew){.code = "c",
                                        .name = "c",
                                        .home = -1,
                                        .strength = 1,
                                        .trades = 1,
                                        .day_to = works->day_count,
                                        .travel_km_day = (double)INFINITY};
}

/* Ready on first + i x apart for i = 1 ..: the late days of all of them. */
static double known_late_days(const struct world *w, int first, int apart)
{
    double sum = 0;
    for (int i = 1; i <= w->plants; i++)
        sum += fmax(0, first + i * apart - w->due);
    return sum;
}

static double bound_share, worst = 1;
static int late_worlds;

static int is_close(struct world *w, double best)
{
    struct job_net net;
    struct schedule schedule;
    struct schedule_options options = {.effort = 0.25, .threads = 1, .seed = 1};
    CHECK(job_net_build(&net, w->r->programme, &w->r->works, &w->r->plan, &w->arena, NULL) == 0);
    CHECK(schedule_solve(&net, &options, &schedule, &w->arena, NULL) == STATUS_OK);
    CHECK(schedule.unplaced < 0 && schedule.late_days >= best);
    int holds = schedule.late_days_bound <= best;
    if (!holds) fprintf(stderr, "bound %g, best %g\n", schedule.late_days_bound, best);
    if (best > 100) {
        double share = schedule.late_days_bound / best;
        bound_share += share;
        worst = fmin(worst, share);
        late_worlds++;
    }
    return holds;
}

static int one_load_for_each(struct gen *g, int size)
{
    struct world w;
    begin(&w, g, size);
    struct works *works = &w.r->works;
    int apart = gen_int(g, 20, 150);
    add_crews(&w, w.plants + 1);
    works->materials = random_array(&w.arena, 1, sizeof *works->materials);
    works->materials[0] = (struct phase_material){0, 0, 10};
    works->material_count = works->phases[0].material_count = 1;
    works->arrivals = random_array(&w.arena, w.plants + 1, sizeof *works->arrivals);
    for (int i = 1; i <= w.plants; i++)
        works->arrivals[works->arrival_count++] = (struct arrival){0, -1, i * apart, 10};
    int holds = is_close(&w, known_late_days(&w, w.days, apart));
    arena_clear(&w.arena);
    return holds;
}

/* Nobody is short of anything but crews: as many plants are ready at a time as there are crews. */
static int few_crews(struct gen *g, int size)
{
    struct world w;
    begin(&w, g, size);
    int crews = gen_int(g, 1, 2);
    w.r->works.phases[0].days = w.days = gen_int(g, 100, 200);
    add_crews(&w, crews);
    double best = 0;
    for (int i = 0; i < w.plants; i++)
        best += fmax(0, (i / crews + 1) * w.days - w.due);
    int holds = is_close(&w, best);
    arena_clear(&w.arena);
    return holds;
}

static void check_share(const char *what)
{
    fprintf(stderr, "%s: %d late worlds, bound %.3f of the best, %.3f at worst\n", what,
            late_worlds, bound_share / late_worlds, worst);
    CHECK(late_worlds >= 20 && bound_share > 0.8 * late_worlds);
    bound_share = late_worlds = 0;
    worst = 1;
}

static void test_materials(void **state)
{
    (void)state;
    property_check("bound by materials", one_load_for_each, 20, 60);
    check_share("one load each");
}

static void test_crews(void **state)
{
    (void)state;
    property_check("bound by crews", few_crews, 20, 60);
    check_share("few crews");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_materials),
                                       cmocka_unit_test(test_crews)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
