/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A plan that keeps every rule, and the same with one rule broken: the verifier
 * must accept the one and refuse the other, naming that rule and no other.
 *
 * Every plant is a function that brings a scene to the edge (broken = 0: a limit
 * of exactly what the plan uses) or just beyond it (broken = 1).
 */
#include "base/arena.h"
#include "kit/property.h"
#include "kit/random_programme.h"
#include "verify/verify.h"

enum {
    VISIT_ROOM = 64,
    FACILITY_ROOM = 256,
};

struct scene {
    struct arena arena;
    struct programme *p;
    struct siting *siting;
    const double *weights;
    struct plan plan;
    struct verifier *verifier;
    struct verdict verdict;
};

static void check(struct scene *s)
{
    struct err e = {0};
    CHECK(verifier_new(&s->verifier, s->p, s->siting, s->weights, &s->arena, &e) == STATUS_OK);
    verifier_check(s->verifier, &s->plan, &s->verdict);
}

/* The stated worth and bound are those of the plan as it now is. */
static void state_worth(struct scene *s)
{
    check(s);
    s->plan.objective = s->verdict.objective;
    s->plan.bound = s->verdict.objective;
    check(s);
}

static void add_facility(struct scene *s, int visit, int size, int site)
{
    CHECK(s->plan.facility_count < FACILITY_ROOM);
    s->plan.facilities[s->plan.facility_count++] = (struct facility){visit, size, site};
}

static int add_visit(struct scene *s, int area, int stage, int year, int decided)
{
    CHECK(s->plan.visit_count < VISIT_ROOM);
    s->plan.visits[s->plan.visit_count] = (struct visit){area, stage, year, decided};
    return s->plan.visit_count++;
}

static int find_visit(const struct scene *s, int area, int stage)
{
    for (int i = 0; i < s->plan.visit_count; i++)
        if (s->plan.visits[i].area == area && s->plan.visits[i].stage == stage) return i;
    return -1;
}

static void add_decided(struct scene *s)
{
    for (int i = 0; i < s->p->decided_count; i++) {
        const struct decided *row = &s->p->decided[i];
        int stage = s->p->types[s->p->sizes[row->size].type].stage;
        int visit = find_visit(s, row->area, stage);
        if (visit < 0) visit = add_visit(s, row->area, stage, row->year, 1);
        add_facility(s, visit, row->size, row->site);
    }
}

static int site_in(const struct programme *p, int area, int index)
{
    for (int i = 0; i < p->site_count; i++)
        if (p->sites[i].area == area && index-- == 0) return i;
    fail_msg("no such site");
    return -1;
}

static int size_of(const struct programme *p, int type, int index)
{
    for (int i = 0; i < p->size_count; i++)
        if (p->sizes[i].type == type && index-- == 0) return i;
    fail_msg("no such size");
    return -1;
}

static void visit_at_random(struct scene *s, int area, int stage, struct gen *g)
{
    const struct programme *p = s->p;
    int visit = add_visit(s, area, stage, gen_int(g, 0, p->year_count - 2), 0);
    int before = s->plan.facility_count;
    while (s->plan.facility_count == before)
        for (int type = 0; type < p->type_count; type++)
            if (p->types[type].stage == stage && gen_int(g, 0, 2))
                add_facility(s, visit, size_of(p, type, gen_int(g, 0, 1)),
                             site_in(p, area, gen_int(g, 0, 1)));
}

static void loosen(struct scene *s)
{
    struct programme *p = s->p;
    for (int i = 0; i < p->site_count; i++) {
        s->siting->power_kw[i] = s->siting->water_m3_day[i] = 1e9;
        p->sites[i].land_m2 = p->sites[i].transport_t_year = 1e9;
    }
    for (int i = 0; i < s->siting->option_count; i++)
        s->siting->options[i].admissible = 1;
    for (int i = 0; i < p->area_count; i++)
        p->areas[i].labour = INFINITY;
    for (int i = 0; i < p->area_count * p->raw_material_count; i++)
        p->raw_supply[i] = 1e9;
    for (int i = 0; i < p->limit_count; i++)
        p->limits[i].quantity = 1e9;
}

/* Four areas of two provinces, two stages, one visit decided; the last area has none of stage 2. */
static struct scene scene_new(struct gen *g)
{
    struct scene s = {.arena = ARENA_INIT((size_t)64 << 20)};
    struct random_shape shape = {.provinces = 2,
                                 .areas = 4,
                                 .years = 5,
                                 .stages = 2,
                                 .types_per_stage = 3,
                                 .sizes_per_type = 2,
                                 .sites_per_area = 3,
                                 .goods_shared = 1,
                                 .resources = 3,
                                 .raw_materials = 2,
                                 .decided = 1,
                                 .percent = 100};
    struct random_programme *rp = random_programme(&shape, g, &s.arena);
    s.p = &rp->programme, s.siting = &rp->siting, s.weights = rp->equity_weight;
    s.plan.outcome = PLAN_FEASIBLE;
    s.plan.visits = random_array(&s.arena, VISIT_ROOM, sizeof *s.plan.visits);
    s.plan.facilities = random_array(&s.arena, FACILITY_ROOM, sizeof *s.plan.facilities);
    loosen(&s);
    add_decided(&s);
    int first = 1 + shape.provinces;
    for (int i = 0; i < shape.areas; i++)
        for (int stage = 1; stage <= shape.stages; stage++)
            if (find_visit(&s, first + i, stage) < 0 && !(i == 3 && stage == 2))
                visit_at_random(&s, first + i, stage, g);
    state_worth(&s);
    return s;
}

static struct facility *planned_facility(struct scene *s, struct gen *g)
{
    for (;;) {
        int i = gen_int(g, 0, s->plan.facility_count - 1);
        struct facility *f = &s->plan.facilities[i];
        if (!s->plan.visits[f->visit].decided) return f;
    }
}

static struct visit *planned_visit(struct scene *s, struct gen *g)
{
    return &s->plan.visits[planned_facility(s, g)->visit];
}

static const struct facility_size *size_at(const struct scene *s, const struct facility *f)
{
    return &s->p->sizes[f->size];
}

static struct clause *new_clause(struct scene *s, enum clause_kind kind)
{
    struct clause *c = random_array(&s->arena, 1, sizeof *c);
    *c = (struct clause){.code = "art-1",
                         .text = "so it is ordered",
                         .kind = kind,
                         .area = -1,
                         .after = -1,
                         .year_last = s->p->year_count - 1,
                         .type = -1,
                         .site = -1,
                         .at_least = -INFINITY,
                         .at_most = INFINITY};
    s->p->clauses = c;
    s->p->clause_count = 1;
    return c;
}

static void plant_form(struct scene *s, struct gen *g, int broken)
{
    struct facility *f = planned_facility(s, g);
    struct visit *visit = planned_visit(s, g);
    if (!broken) return;
    switch (gen_int(g, 0, 6)) {
    case 0:
        visit->area = gen_int(g, 0, 1) ? -1 : s->p->area_count;
        break;
    case 1:
        visit->stage = gen_int(g, 0, 1) ? 0 : STAGE_MAX + 1;
        break;
    case 2:
        visit->year = gen_int(g, 0, 1) ? -1 : s->p->year_count;
        break;
    case 3:
        f->visit = gen_int(g, 0, 1) ? -1 : s->plan.visit_count;
        break;
    case 4:
        f->size = gen_int(g, 0, 1) ? -1 : s->p->size_count;
        break;
    case 5:
        f->site = gen_int(g, 0, 1) ? -2 : s->p->site_count;
        break;
    default:
        s->plan.visit_count = 1000 * 1000;
    }
}

static void plant_nothing(struct scene *s, struct gen *g, int broken)
{
    if (broken) s->plan.outcome = gen_int(g, 0, 1) ? PLAN_INFEASIBLE : PLAN_STOPPED;
}

static void plant_visitable(struct scene *s, struct gen *g, int broken)
{
    s->p->areas[planned_visit(s, g)->area].visitable = !broken;
}

static void plant_twice(struct scene *s, struct gen *g, int broken)
{
    if (!broken) return;
    struct facility *f = planned_facility(s, g);
    const struct visit visit = s->plan.visits[f->visit];
    int copy = add_visit(s, visit.area, visit.stage, gen_int(g, 0, s->p->year_count - 1), 0);
    add_facility(s, copy, f->size, f->site);
    state_worth(s);
}

static void plant_empty(struct scene *s, struct gen *g, int broken)
{
    if (broken) add_visit(s, s->p->area_count - 1, 2, gen_int(g, 0, s->p->year_count - 1), 0);
}

static void plant_decided(struct scene *s, struct gen *g, int broken)
{
    if (!broken) return;
    struct decided *rows = random_array(&s->arena, s->p->decided_count + 1, sizeof *rows);
    memcpy(rows, s->p->decided, sizeof *rows * (size_t)s->p->decided_count);
    s->p->decided = rows;
    switch (s->p->decided_count ? gen_int(g, 0, 3) : 0) {
    case 0:
        planned_visit(s, g)->decided = 1;
        break;
    case 1:
        rows[0].year = (rows[0].year + 1) % s->p->year_count;
        break;
    case 2:
        rows[0].site = rows[0].site < 0 ? site_in(s->p, rows[0].area, 1) : -1;
        break;
    default: { /* one more is decided than the plan has */
        const struct facility *f = planned_facility(s, g);
        const struct visit *visit = &s->plan.visits[f->visit];
        rows[s->p->decided_count++] = (struct decided){visit->area, visit->year, f->size, f->site};
    }
    }
}

static void plant_stage(struct scene *s, struct gen *g, int broken)
{
    if (broken) planned_visit(s, g)->stage = 7;
}

static void plant_one_size(struct scene *s, struct gen *g, int broken)
{
    const struct facility f = *planned_facility(s, g);
    if (!broken) return;
    int other = size_of(s->p, size_at(s, &f)->type, 0);
    if (other == f.size) other = size_of(s->p, size_at(s, &f)->type, 1);
    add_facility(s, f.visit, gen_int(g, 0, 1) ? other : f.size, f.site);
    state_worth(s);
}

static void plant_site_given(struct scene *s, struct gen *g, int broken)
{
    if (broken) planned_facility(s, g)->site = -1;
}

static void plant_site_area(struct scene *s, struct gen *g, int broken)
{
    struct facility *f = planned_facility(s, g);
    int area = s->plan.visits[f->visit].area;
    int other = area == s->p->area_count - 1 ? area - 1 : area + 1;
    f->site = site_in(s->p, broken ? other : area, 2);
}

static void plant_admissible(struct scene *s, struct gen *g, int broken)
{
    const struct facility *f = planned_facility(s, g);
    s->siting->options[f->site * s->p->size_count + f->size].admissible = !broken;
}

/* Leave exactly what is used, or a thousandth less; nothing to plant where nothing is used. */
static double edge(double used, int broken)
{
    return broken ? used * 0.999 - 1e-3 : used;
}

static double site_sum(const struct scene *s, int site,
                       double (*need)(const struct facility_size *))
{
    double sum = 0;
    for (int i = 0; i < s->plan.facility_count; i++)
        if (s->plan.facilities[i].site == site) sum += need(size_at(s, &s->plan.facilities[i]));
    return sum;
}

static double need_power(const struct facility_size *z)
{
    return z->power_kw;
}

static double need_water(const struct facility_size *z)
{
    return z->water_m3_day;
}

static double need_land(const struct facility_size *z)
{
    return z->land_m2;
}

static double need_transport(const struct facility_size *z)
{
    return z->transport_t_year;
}

/* A site where what is planned needs some of it, so that the decided do not excuse it. */
static int site_with(struct scene *s, struct gen *g, double (*need)(const struct facility_size *))
{
    for (int tries = 0; tries < 1000; tries++) {
        const struct facility *f = planned_facility(s, g);
        if (need(size_at(s, f)) > 1) return f->site;
    }
    fail_msg("no facility needs any");
    return -1;
}

static void plant_site_power(struct scene *s, struct gen *g, int broken)
{
    int site = site_with(s, g, need_power);
    s->siting->power_kw[site] = edge(site_sum(s, site, need_power), broken);
}

static void plant_site_water(struct scene *s, struct gen *g, int broken)
{
    int site = site_with(s, g, need_water);
    s->siting->water_m3_day[site] = edge(site_sum(s, site, need_water), broken);
}

static void plant_site_land(struct scene *s, struct gen *g, int broken)
{
    int site = site_with(s, g, need_land);
    s->p->sites[site].land_m2 = edge(site_sum(s, site, need_land), broken);
}

static void plant_site_transport(struct scene *s, struct gen *g, int broken)
{
    int site = site_with(s, g, need_transport);
    s->p->sites[site].transport_t_year = edge(site_sum(s, site, need_transport), broken);
}

static void plant_labour(struct scene *s, struct gen *g, int broken)
{
    int area = planned_visit(s, g)->area;
    double staff = 0;
    for (int i = 0; i < s->plan.facility_count; i++)
        if (s->plan.visits[s->plan.facilities[i].visit].area == area)
            staff += size_at(s, &s->plan.facilities[i])->staff;
    s->p->areas[area].labour = edge(staff, broken);
}

static void plant_raw_material(struct scene *s, struct gen *g, int broken)
{
    struct facility *f = planned_facility(s, g);
    struct quantity *in = random_array(&s->arena, 1, sizeof *in);
    *in = (struct quantity){gen_int(g, 0, s->p->raw_material_count - 1), 50};
    s->p->sizes[f->size].inputs = in;
    s->p->sizes[f->size].input_count = 1;
    int area = s->plan.visits[f->visit].area;
    double used = 0;
    for (int i = 0; i < s->plan.facility_count; i++) {
        const struct facility *other = &s->plan.facilities[i];
        if (s->plan.visits[other->visit].area != area || !size_at(s, other)->input_count) continue;
        if (size_at(s, other)->inputs[0].what == in->what)
            used += size_at(s, other)->inputs[0].quantity;
    }
    s->p->raw_supply[area * s->p->raw_material_count + in->what] = edge(used, broken);
}

/* Use of a resource in a scope and year, counted the long way round. */
static double resource_use(const struct scene *s, int resource, int scope, int year)
{
    const struct programme *p = s->p;
    int lasting = p->resources[resource].kind == RESOURCE_LASTING;
    double sum = 0;
    for (int i = 0; i < s->plan.facility_count; i++) {
        const struct facility *f = &s->plan.facilities[i];
        const struct visit *visit = &s->plan.visits[f->visit];
        if (!area_is_within(p, visit->area, scope)) continue;
        const struct facility_size *z = size_at(s, f);
        for (int k = 0; k < z->construction_count; k++) {
            int from = visit->year + z->constructions[k].year_offset;
            if (z->constructions[k].resource != resource) continue;
            if (lasting ? year >= from : year == from) sum += z->constructions[k].quantity;
        }
        if (f->site < 0) continue;
        const struct site_option *o = siting_option(s->siting, p, f->site, f->size);
        for (int k = 0; k < o->cost_count; k++)
            if (o->costs[k].what == resource &&
                (lasting ? year >= visit->year : year == visit->year))
                sum += o->costs[k].quantity;
    }
    return sum;
}

static void plant_limit(struct scene *s, struct gen *g, int broken)
{
    struct resource_limit *limits = random_array(&s->arena, s->p->limit_count + 1, sizeof *limits);
    memcpy(limits, s->p->limits, sizeof *limits * (size_t)s->p->limit_count);
    for (int tries = 0; tries < 1000; tries++) {
        struct resource_limit l = {gen_int(g, 0, s->p->resource_count - 1),
                                   gen_int(g, -1, s->p->area_count - 1),
                                   gen_int(g, 0, s->p->year_count - 1), 0};
        double used = resource_use(s, l.resource, l.area, l.year);
        if (used < 1) continue;
        l.quantity = edge(used, broken);
        limits[s->p->limit_count++] = l;
        s->p->limits = limits;
        return;
    }
    fail_msg("no resource is used");
}

/* Visits in the scope, stage and period of a clause. */
static int count_visits(const struct scene *s, const struct clause *c, int first, int last)
{
    int count = 0;
    for (int i = 0; i < s->plan.visit_count; i++) {
        const struct visit *x = &s->plan.visits[i];
        count += area_is_within(s->p, x->area, c->area) && (!c->stage || c->stage == x->stage) &&
                 x->year >= first && x->year <= last;
    }
    return count;
}

static void scope_at_random(struct scene *s, struct clause *c, const struct visit *visit,
                            struct gen *g)
{
    int scopes[3] = {-1, s->p->areas[visit->area].parent, visit->area};
    c->area = scopes[gen_int(g, 0, 2)];
    c->stage = gen_int(g, 0, 1) ? 0 : visit->stage;
}

static void plant_visits_per_year(struct scene *s, struct gen *g, int broken)
{
    const struct visit *visit = planned_visit(s, g);
    struct clause *c = new_clause(s, CLAUSE_VISITS_PER_YEAR);
    scope_at_random(s, c, visit, g);
    int least = 1000, most = 0;
    for (int y = 0; y < s->p->year_count; y++) {
        int count = count_visits(s, c, y, y);
        least = count < least ? count : least;
        most = count > most ? count : most;
    }
    if (gen_int(g, 0, 1))
        c->at_most = most - broken;
    else
        c->at_least = least + broken;
}

static void plant_visits_in_period(struct scene *s, struct gen *g, int broken)
{
    const struct visit *visit = planned_visit(s, g);
    struct clause *c = new_clause(s, CLAUSE_VISITS_IN_PERIOD);
    scope_at_random(s, c, visit, g);
    c->year_first = gen_int(g, 0, visit->year);
    c->year_last = gen_int(g, visit->year, s->p->year_count - 1);
    int count = count_visits(s, c, c->year_first, c->year_last);
    if (gen_int(g, 0, 1))
        c->at_most = count - broken;
    else
        c->at_least = count + broken;
}

static void plant_visit_within(struct scene *s, struct gen *g, int broken)
{
    const struct visit *visit = planned_visit(s, g);
    struct clause *c = new_clause(s, CLAUSE_VISIT_WITHIN);
    c->area = visit->area, c->stage = visit->stage;
    if (broken && gen_int(g, 0, 1)) { /* an area without a visit of the stage */
        c->area = gen_int(g, 0, 1) ? -1 : s->p->areas[s->p->area_count - 1].parent;
        c->stage = gen_int(g, 0, 1) ? 0 : 2;
    } else if (gen_int(g, 0, 1) || visit->year == 0) {
        c->year_first = visit->year + broken;
    } else {
        c->year_last = visit->year - broken;
    }
}

static void plant_no_visit(struct scene *s, struct gen *g, int broken)
{
    const struct visit *visit = planned_visit(s, g);
    struct clause *c = new_clause(s, CLAUSE_NO_VISIT);
    c->area = broken && gen_int(g, 0, 1) ? s->p->areas[visit->area].parent : visit->area;
    c->stage = visit->stage;
    if (broken)
        c->year_first = c->year_last = visit->year;
    else
        c->year_first = visit->year + 1;
}

static int visit_has_type(const struct scene *s, int visit, int type)
{
    for (int i = 0; i < s->plan.facility_count; i++)
        if (s->plan.facilities[i].visit == visit &&
            size_at(s, &s->plan.facilities[i])->type == type)
            return 1;
    return 0;
}

static void plant_require_facility(struct scene *s, struct gen *g, int broken)
{
    const struct facility *f = planned_facility(s, g);
    const struct visit *visit = &s->plan.visits[f->visit];
    struct clause *c = new_clause(s, CLAUSE_REQUIRE_FACILITY);
    c->area = visit->area;
    c->type = size_at(s, f)->type;
    if (!broken) return;
    while (visit_has_type(s, f->visit, c->type)) { /* else make the visit lack a type */
        for (int type = 0; type < s->p->type_count; type++)
            if (s->p->types[type].stage == visit->stage && !visit_has_type(s, f->visit, type))
                c->type = type;
        if (!visit_has_type(s, f->visit, c->type)) return;
        s->plan.facilities[f - s->plan.facilities] = s->plan.facilities[--s->plan.facility_count];
        state_worth(s);
        return;
    }
}

static void plant_forbid_facility(struct scene *s, struct gen *g, int broken)
{
    const struct facility *f = planned_facility(s, g);
    const struct visit *visit = &s->plan.visits[f->visit];
    struct clause *c = new_clause(s, CLAUSE_FORBID_FACILITY);
    c->area = visit->area;
    c->type = size_at(s, f)->type;
    if (broken)
        c->year_last = visit->year;
    else
        c->year_first = visit->year + 1;
}

static void plant_require_site(struct scene *s, struct gen *g, int broken)
{
    const struct facility *f = planned_facility(s, g);
    const struct visit *visit = &s->plan.visits[f->visit];
    struct clause *c = new_clause(s, CLAUSE_REQUIRE_SITE);
    c->stage = visit->stage;
    c->year_first = c->year_last = visit->year;
    c->site = broken ? site_in(s->p, visit->area, 2) : f->site; /* nothing is planned on site 2 */
}

static void plant_forbid_site(struct scene *s, struct gen *g, int broken)
{
    const struct facility *f = planned_facility(s, g);
    struct clause *c = new_clause(s, CLAUSE_FORBID_SITE);
    c->site = broken ? f->site : site_in(s->p, s->plan.visits[f->visit].area, 2);
}

static void plant_limit_subsidy(struct scene *s, struct gen *g, int broken)
{
    struct facility *f = planned_facility(s, g);
    const struct visit *visit = &s->plan.visits[f->visit];
    struct facility_size *z = &s->p->sizes[f->size];
    z->build_years = 1; /* visits of the scene leave a year for it */
    z->running_cost = z->revenue + 10;
    state_worth(s);
    struct clause *c = new_clause(s, CLAUSE_LIMIT_SUBSIDY);
    scope_at_random(s, c, visit, g);
    double most = 0;
    for (int y = 0; y < s->p->year_count; y++) {
        double sum = 0;
        for (int i = 0; i < s->plan.facility_count; i++) {
            const struct visit *x = &s->plan.visits[s->plan.facilities[i].visit];
            const struct facility_size *other = size_at(s, &s->plan.facilities[i]);
            if (!area_is_within(s->p, x->area, c->area) || (c->stage && c->stage != x->stage))
                continue;
            if (y >= x->year + other->build_years)
                sum += fmax(0, other->running_cost - other->revenue);
        }
        most = fmax(most, sum);
    }
    c->at_most = edge(most, broken);
}

/* In each province, or in one scope; counts are per cent of what there could be. */
static void plant_share_in_period(struct scene *s, struct gen *g, int broken)
{
    const struct visit *visit = planned_visit(s, g);
    struct clause *c = new_clause(s, CLAUSE_SHARE_IN_PERIOD);
    c->stage = visit->stage;
    c->year_last = visit->year;
    if (gen_int(g, 0, 1)) {
        c->area = s->p->areas[visit->area].parent;
    } else {
        c->each = "province";
    }
    double least = 1000, most = 0;
    for (int scope = 1; scope <= 2; scope++) {
        if (!c->each && scope != c->area) continue;
        struct clause one = *c;
        one.area = scope;
        double count = count_visits(s, &one, 0, visit->year);
        double share = 100 * count / s->p->areas[scope].visitable_count;
        least = fmin(least, share);
        most = fmax(most, share);
    }
    if (gen_int(g, 0, 1))
        c->at_most = broken ? most - 10 : most;
    else
        c->at_least = broken ? least + 10 : least;
}

/* One area waits for another, exactly as long as it does, or a year longer. */
static void plant_visit_after(struct scene *s, struct gen *g, int broken)
{
    struct clause *c = new_clause(s, CLAUSE_VISIT_AFTER);
    const struct visit *first = NULL, *second = NULL;
    for (int tries = 0; !second || second->decided || second->stage != first->stage ||
                        second->area == first->area || second->year < first->year;
         tries++) {
        CHECK(tries < 10000);
        first = &s->plan.visits[gen_int(g, 0, s->plan.visit_count - 1)];
        second = &s->plan.visits[gen_int(g, 0, s->plan.visit_count - 1)];
    }
    c->stage = first->stage;
    c->area = second->area;
    c->after = first->area;
    c->at_least = second->year - first->year + broken;
    if (!broken && gen_int(g, 0, 1)) { /* longer, but for others' years */
        c->at_least++;
        c->year_first = second->year + 1;
    }
    int last = s->p->area_count - 1; /* which has no visit of stage 2 */
    if (broken && gen_int(g, 0, 1) && second->stage == 2 && second->area != last) {
        c->at_least = -INFINITY;
        c->after = last;
    }
}

static void plant_self_financing(struct scene *s, struct gen *g, int broken)
{
    const struct facility *f = planned_facility(s, g);
    struct clause *c = new_clause(s, CLAUSE_SELF_FINANCING);
    for (int i = 0; i < s->p->size_count; i++)
        s->p->sizes[i].running_cost = s->p->sizes[i].revenue;
    if (gen_int(g, 0, 1)) c->type = size_at(s, f)->type;
    s->p->sizes[f->size].running_cost += broken;
}

/* The adopted plan is this one but for what differs. */
static int adopt(struct scene *s, struct gen *g)
{
    struct adopted *rows = random_array(&s->arena, s->plan.visit_count + 1, sizeof *rows);
    int changes = 0, count = 0;
    for (int i = 0; i < s->plan.visit_count; i++) {
        const struct visit *visit = &s->plan.visits[i];
        int how = gen_int(g, 0, 3), year = visit->year;
        if (how == 0) year = (year + 1) % s->p->year_count;
        changes += how <= 1;
        if (how == 1) continue; /* visited now, and not then */
        rows[count++] = (struct adopted){visit->area, visit->stage, year};
    }
    if (gen_int(g, 0, 1)) { /* and the other way round */
        rows[count++] = (struct adopted){s->p->area_count - 1, 2, 0};
        changes++;
    }
    s->p->adopted = rows;
    s->p->adopted_count = count;
    return changes;
}

static void plant_limit_changes(struct scene *s, struct gen *g, int broken)
{
    struct clause *c = new_clause(s, CLAUSE_LIMIT_CHANGES);
    int changes = adopt(s, g);
    while (changes == 0)
        changes = adopt(s, g);
    c->at_most = changes - broken;
}

static void plant_keep_adopted(struct scene *s, struct gen *g, int broken)
{
    const struct visit *visit = planned_visit(s, g);
    struct clause *c = new_clause(s, CLAUSE_KEEP_ADOPTED);
    struct adopted *rows = random_array(&s->arena, 2, sizeof *rows);
    rows[0] = (struct adopted){visit->area, visit->stage, visit->year};
    rows[1] = (struct adopted){s->p->area_count - 1, 2, 0};
    s->p->adopted = rows;
    s->p->adopted_count = 1;
    if (!broken) return;
    if (gen_int(g, 0, 1))
        rows[0].year = (visit->year + 1) % s->p->year_count;
    else
        s->p->adopted_count = 2;
    c->year_last = gen_int(g, rows[0].year, s->p->year_count - 1);
}

static void plant_objective(struct scene *s, struct gen *g, int broken)
{
    double error = broken ? 1e-4 : 1e-9;
    s->plan.objective *= gen_int(g, 0, 1) ? 1 + error : 1 - error;
    if (broken && s->plan.objective == 0) s->plan.objective = 1;
}

static void plant_bound(struct scene *s, struct gen *g, int broken)
{
    (void)g;
    s->plan.bound = edge(s->plan.bound, broken);
}

struct sending { /* of a good by an area that makes more than it needs, to one that lacks it */
    struct flow flow;
    struct trade_way way;
    double surplus;
};

static double made(const struct scene *s, int area, int good, int year)
{
    double sum = 0;
    for (int f = 0; f < s->plan.facility_count; f++) {
        const struct visit *v = &s->plan.visits[s->plan.facilities[f].visit];
        const struct facility_size *z = size_at(s, &s->plan.facilities[f]);
        for (int i = 0; i < z->output_count; i++)
            if (v->area == area && z->outputs[i].what == good && v->year + z->build_years <= year)
                sum += z->outputs[i].quantity;
    }
    return sum;
}

/* What the area lacks of the good in the year is `lacking`. */
static void set_lack(struct scene *s, int area, const struct flow *flow, double lacking)
{
    int cell = area * s->p->good_count + flow->good;
    double own = s->p->supply[cell] + made(s, area, flow->good, flow->year);
    s->p->need_per_head[cell] = (own + lacking) / area_people(&s->p->areas[area], flow->year);
}

static struct sending *plan_sending(struct scene *s, struct gen *g)
{
    struct sending *x = random_array(&s->arena, 1, sizeof *x);
    const struct facility *f = planned_facility(s, g);
    int from = s->plan.visits[f->visit].area, to = from;
    while (to == from || !s->p->areas[to].visitable)
        to = gen_int(g, 0, s->p->area_count - 1);
    s->p->sizes[f->size].build_years = 0;
    x->flow = (struct flow){from, to, size_at(s, f)->outputs[0].what, s->p->year_count - 1, 0};
    double all = made(s, from, x->flow.good, x->flow.year);
    s->p->supply[from * s->p->good_count + x->flow.good] = 0;
    x->surplus = all * gen_real(g, 0.1, 0.9);
    set_lack(s, from, &x->flow, -x->surplus);
    set_lack(s, to, &x->flow, 10 * all);
    x->way = (struct trade_way){from, to, 3};
    s->p->goods[x->flow.good].trade_hours_max = 3;
    s->p->goods[x->flow.good].trade_cost_hour = 0.1;
    s->p->trade_ways = &x->way;
    s->p->trade_way_count = 1;
    s->plan.flows = &x->flow;
    s->plan.flow_count = 1;
    return x;
}

static void plant_trade_way(struct scene *s, struct gen *g, int broken)
{
    struct sending *x = plan_sending(s, g);
    struct good *good = &s->p->goods[x->flow.good];
    x->flow.quantity = x->surplus / 2;
    int how = gen_int(g, 0, 2);
    if (broken && how == 0) x->way.hours = 3.01;
    if (broken && how == 1) x->way = (struct trade_way){x->way.to, x->way.from, 3};
    if (broken && how == 2) good->trade_hours_max = -1;
    state_worth(s);
}

static void plant_trade_surplus(struct scene *s, struct gen *g, int broken)
{
    struct sending *x = plan_sending(s, g);
    x->flow.quantity = x->surplus * (broken ? 1.0001 : 1);
    state_worth(s);
}

static void plant_trade_room(struct scene *s, struct gen *g, int broken)
{
    struct sending *x = plan_sending(s, g);
    set_lack(s, x->flow.to, &x->flow, x->surplus / 2);
    x->flow.quantity = x->surplus / 2 * (broken ? 1.0001 : 1);
    state_worth(s);
}

static void (*const plants[RULE_COUNT])(struct scene *, struct gen *, int) = {
    [RULE_FORM] = plant_form,
    [RULE_NOTHING] = plant_nothing,
    [RULE_VISITABLE] = plant_visitable,
    [RULE_TWICE] = plant_twice,
    [RULE_EMPTY] = plant_empty,
    [RULE_DECIDED] = plant_decided,
    [RULE_STAGE] = plant_stage,
    [RULE_ONE_SIZE] = plant_one_size,
    [RULE_SITE_GIVEN] = plant_site_given,
    [RULE_SITE_AREA] = plant_site_area,
    [RULE_ADMISSIBLE] = plant_admissible,
    [RULE_SITE_POWER] = plant_site_power,
    [RULE_SITE_WATER] = plant_site_water,
    [RULE_SITE_LAND] = plant_site_land,
    [RULE_SITE_TRANSPORT] = plant_site_transport,
    [RULE_LABOUR] = plant_labour,
    [RULE_RAW_MATERIAL] = plant_raw_material,
    [RULE_LIMIT] = plant_limit,
    [RULE_VISITS_PER_YEAR] = plant_visits_per_year,
    [RULE_VISITS_IN_PERIOD] = plant_visits_in_period,
    [RULE_VISIT_WITHIN] = plant_visit_within,
    [RULE_NO_VISIT] = plant_no_visit,
    [RULE_REQUIRE_FACILITY] = plant_require_facility,
    [RULE_FORBID_FACILITY] = plant_forbid_facility,
    [RULE_REQUIRE_SITE] = plant_require_site,
    [RULE_FORBID_SITE] = plant_forbid_site,
    [RULE_LIMIT_SUBSIDY] = plant_limit_subsidy,
    [RULE_SHARE_IN_PERIOD] = plant_share_in_period,
    [RULE_VISIT_AFTER] = plant_visit_after,
    [RULE_SELF_FINANCING] = plant_self_financing,
    [RULE_LIMIT_CHANGES] = plant_limit_changes,
    [RULE_KEEP_ADOPTED] = plant_keep_adopted,
    [RULE_TRADE_WAY] = plant_trade_way,
    [RULE_TRADE_SURPLUS] = plant_trade_surplus,
    [RULE_TRADE_ROOM] = plant_trade_room,
    [RULE_OBJECTIVE] = plant_objective,
    [RULE_BOUND] = plant_bound,
};

static enum rule planted; /* which rule the law below is about */

static int names_only(const struct scene *s, enum rule rule)
{
    for (int i = 0; i < s->verdict.kept; i++)
        if (s->verdict.list[i].rule != rule) {
            fprintf(stderr, "planted %s, found %s\n", rule_name(rule),
                    rule_name(s->verdict.list[i].rule));
            return 0;
        }
    return 1;
}

/* Every sentence is there, names its rule and shows no placeholder. */
static int tells(struct scene *s)
{
    struct findings findings;
    findings_init(&findings, &s->arena);
    verdict_tell(s->verifier, &s->plan, &s->verdict, &findings);
    for (int i = 0; i < findings.count; i++) {
        const struct finding *x = &findings.list[i];
        if (!x->is_error || strcmp(x->place, rule_name(planted)) != 0) return 0;
        if (strlen(x->sentence) < 20 || strstr(x->sentence, "(null)")) return 0;
    }
    return findings.error_count == s->verdict.count && !findings.failed;
}

/* The same clause with a penalty: nothing is broken, and the worth is less by what it costs. */
static int is_soft_too(struct scene *s)
{
    const double worth = s->verdict.objective;
    const int broken = s->verdict.count;
    double missed = 0;
    for (int i = 0; i < s->verdict.kept; i++)
        missed += s->verdict.list[i].missed;
    s->p->clauses[0].penalty = 3;
    state_worth(s);
    double size = 1e-9 * fmax(1, fabs(worth));
    int holds = s->verdict.count == 0 && s->verdict.soft_count == broken;
    holds = holds && fabs(s->verdict.missed[0] - missed) <= size;
    holds = holds && fabs(s->verdict.objective + 3 * missed - worth) <= size;
    holds = holds && fabs(s->verdict.penalty - 3 * missed) <= size;
    return holds && (missed > 0) == (broken > 0);
}

static int is_told_apart(struct gen *g, int size)
{
    (void)size;
    struct gen same = *g;
    struct scene kept = scene_new(g), broken = scene_new(&same);
    struct gen again = *g;
    int holds = kept.verdict.count == 0;
    plants[planted](&kept, g, 0);
    check(&kept);
    holds = holds && kept.verdict.count == 0;
    plants[planted](&broken, &again, 1);
    check(&broken);
    holds = holds && broken.verdict.count > 0 && names_only(&broken, planted) && tells(&broken);
    if (planted >= RULE_VISITS_PER_YEAR && planted <= RULE_KEEP_ADOPTED)
        holds = holds && is_soft_too(&kept) && is_soft_too(&broken);
    arena_clear(&kept.arena);
    arena_clear(&broken.arena);
    return holds;
}

TEST(verify_accepts_the_edge_and_names_the_rule_broken)
{
    for (int rule = 0; rule < RULE_COUNT; rule++) {
        CHECK(plants[rule] != NULL);
        planted = (enum rule)rule;
        property_check(rule_name(planted), is_told_apart, 1, 20);
    }
}

SUITE(CASE(verify_accepts_the_edge_and_names_the_rule_broken))
