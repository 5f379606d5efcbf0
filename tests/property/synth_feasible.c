/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every synthetic programme has a plan: the one its limits and clauses were made
 * around.  It is read off the same programme with every visit decided, put on
 * the first site of each area, and must pass the verifier with sites tested by
 * the site engine.  It can also be built: by a schedule the verifier finds sound.
 */
#include "kit/property.h"
#include "model/programme.h"
#include "model/works.h"
#include "site/build.h"
#include "synth/synth.h"
#include "verify/verify.h"
#include "verify/works.h"
#include "works/schedule.h"

struct made {
    struct dataset dataset;
    struct programme programme;
};

static void make(struct made *m, const struct synth_options *o, struct arena *a)
{
    struct err e = {0};
    struct findings findings;
    dataset_init(&m->dataset);
    findings_init(&findings, a);
    if (synth_make(o, &m->dataset, a, &e) != STATUS_OK) fail_msg("%s", e.text);
    if (programme_load(&m->programme, &m->dataset, &findings, a, &e) != STATUS_OK)
        fail_msg("%s", e.text);
}

static int first_site(const struct programme *p, int area)
{
    for (int i = 0; i < p->site_count; i++)
        if (p->sites[i].area == area) return i;
    fail_msg("an area has no site");
    return -1;
}

static struct plan known_plan(const struct programme *all, int decided, struct arena *a)
{
    int n = all->decided_count;
    struct plan plan = {.outcome = PLAN_FEASIBLE, .bound = INFINITY, .objective = NAN};
    plan.visits = ARENA_ARRAY(a, struct visit, (size_t)n);
    plan.facilities = ARENA_ARRAY(a, struct facility, (size_t)n);
    CHECK(plan.visits && plan.facilities);
    for (int i = 0; i < n; i++) {
        const struct decided *row = &all->decided[i];
        int is_decided = i < decided;
        int site = is_decided ? row->site : first_site(all, row->area);
        plan.visits[plan.visit_count++] = (struct visit){row->area, 1, row->year, is_decided};
        plan.facilities[plan.facility_count++] = (struct facility){i, row->size, site};
    }
    return plan;
}

static void tell(const struct findings *findings)
{
    for (int i = 0; i < findings->count; i++)
        fprintf(stderr, "%s: %s\n", findings->list[i].place, findings->list[i].sentence);
}

static int passes(const struct programme *p, const struct siting *siting, struct plan *plan,
                  struct arena *a)
{
    struct err e = {0};
    struct verifier *v;
    struct verdict verdict;
    struct findings findings;
    double *weights = ARENA_ARRAY(a, double, (size_t)p->area_count);
    CHECK(weights != NULL);
    for (int i = 0; i < p->area_count; i++)
        weights[i] = 1;
    CHECK(verifier_new(&v, p, siting, weights, a, &e) == STATUS_OK);
    verifier_check(v, plan, &verdict);
    plan->objective = verdict.objective;
    CHECK(plan->objective >= 0); /* 0 when nothing is ready within the years */
    verifier_check(v, plan, &verdict);
    findings_init(&findings, a);
    verdict_tell(v, plan, &verdict, &findings);
    tell(&findings);
    return verdict.count == 0;
}

/* Every plant of the plan is built, soundly, or nothing is said about building. */
static int can_be_built(const struct made *m, const struct plan *plan, struct arena *a)
{
    struct err e = {0};
    struct works works;
    struct job_net net;
    struct schedule schedule;
    struct findings findings;
    struct schedule_options options = {.effort = 0, .threads = 1};
    findings_init(&findings, a);
    if (works_load(&works, &m->programme, &m->dataset, &findings, a, &e) != STATUS_OK) {
        tell(&findings);
        return 0;
    }
    if (works.phase_count == 0) return 1;
    CHECK(job_net_build(&net, &m->programme, &works, plan, a, &e) == STATUS_OK);
    CHECK(schedule_solve(&net, &options, &schedule, a, &e) == STATUS_OK);
    struct works_case c = {&m->programme, &works, plan, &schedule, 0, 0};
    if (schedule.unplaced < 0) CHECK(verify_works(&c, &findings, a, &e) == STATUS_OK);
    tell(&findings);
    return schedule.unplaced < 0 && findings.count == 0 && schedule.activity_count > 0;
}

static int has_a_plan(struct gen *g, int size)
{
    static const int vertices[] = {0, 2, 3, 10};
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct err e = {0};
    struct synth_options o = synth_default(), all;
    synth_set_family(&o, gen_int(g, 0, 3) ? SYNTH_COUNTRY : SYNTH_PACKAGES);
    o.seed = gen_u64(g);
    o.areas = gen_int(g, 1, 4 * size);
    o.years = gen_int(g, 1, 12);
    o.provinces = gen_int(g, 0, o.areas);
    o.tightness = 0.1 * gen_int(g, 0, 9);
    o.stated = 0.25 * gen_int(g, 0, 4);
    o.road_vertices = vertices[gen_int(g, 0, 3)];
    o.stations = gen_int(g, 0, 1);
    if (o.family == SYNTH_COUNTRY) {
        o.stages = gen_int(g, 1, 3);
        o.types = gen_int(g, o.stages, 9);
        o.sizes = gen_int(g, 1, 5);
        o.sites = gen_int(g, 1, 4);
        o.goods = gen_int(g, o.stages, 12);
        o.raw_materials = gen_int(g, 0, 7);
        o.decree = (enum synth_decree)gen_int(g, 0, 2);
    }
    o.phases = gen_int(g, 0, 4) ? gen_int(g, 2, 15) : 0;
    o.crews = 0.1 * gen_int(g, 1, 15);
    o.arrivals = gen_int(g, 0, 6);
    o.decided = gen_int(g, 0, 2) ? 0 : gen_int(g, 0, o.areas);
    all = o;
    all.decided = o.areas;

    static struct made with, without;
    struct ground ground;
    struct siting siting;
    make(&without, &o, &a);
    make(&with, &all, &a);
    const struct table *areas = &without.dataset.tables[TABLE_AREA];
    CHECK(ground_build(&ground, &without.programme, areas->geometry, &a, &e) == STATUS_OK);
    CHECK(siting_build(&siting, &ground, 1, &a, &e) == STATUS_OK);
    struct plan plan = known_plan(&with.programme, o.decided, &a);
    int holds = plan.visit_count == o.areas && passes(&without.programme, &siting, &plan, &a);
    holds = holds && can_be_built(&without, &plan, &a);
    arena_clear(&a);
    return holds;
}

TEST(synth_has_a_plan)
{
    property_check("a synthetic programme has a plan", has_a_plan, 12, 150);
}

SUITE(CASE(synth_has_a_plan))
