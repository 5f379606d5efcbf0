/* SPDX-License-Identifier: Apache-2.0 */
/* Laws of the site conditions on random programmes. */
#include <math.h>

#include "base/wkb.h"
#include "kit/property.h"
#include "site/build.h"
#include "site/check.h"
#include "site/propose.h"

enum {
    SETTLEMENT_MAX = 60,
    SOURCE_MAX = 20,
    SITE_MAX = 12,
    LINE_MAX = 8,
    CROSSING_MAX = 6, /* places that lines run over */
    PLANT_MAX = 6,
    AREA_COUNT = 4, /* a root and three counties */
    CLASS_COUNT = 3,
};

struct region {
    struct arena arena;
    struct programme programme;
    struct area areas[AREA_COUNT];
    struct nuisance_class classes[CLASS_COUNT];
    struct facility_type types[CLASS_COUNT + 1];
    struct facility_size sizes[PLANT_MAX];
    struct settlement settlements[SETTLEMENT_MAX];
    struct feed_point feed_points[SOURCE_MAX];
    struct water_source water_sources[SOURCE_MAX];
    struct site sites[SITE_MAX];
    struct transport transports[LINE_MAX];
    struct resource resources[2];
    struct connection connections[3];
    struct ground ground;
};

static double some(struct gen *g, int lo, int hi, double unit)
{
    return gen_int(g, lo, hi) * unit;
}

/* Within about 6 km of (30, -2). */
static void random_spot(struct gen *g, double *lon, double *lat)
{
    *lon = 30 + some(g, -1000, 1000, 0.00005);
    *lat = -2 + some(g, -1000, 1000, 0.00005);
}

static void random_places(struct region *r, struct gen *g, int size)
{
    struct programme *p = &r->programme;
    p->settlement_count = gen_int(g, 0, size < SETTLEMENT_MAX ? size : SETTLEMENT_MAX);
    for (int i = 0; i < p->settlement_count; i++) {
        struct settlement *s = &r->settlements[i];
        *s = (struct settlement){.code = "s", .name = "s", .area = gen_int(g, 0, AREA_COUNT - 1)};
        s->population = some(g, 0, 50, 20);
        s->radius_m = gen_int(g, 0, 1) ? some(g, 0, 10, 60) : 0;
        s->seat = gen_int(g, 0, 5) == 0;
        random_spot(g, &s->lon, &s->lat);
    }
    p->feed_point_count = gen_int(g, 0, SOURCE_MAX);
    p->water_source_count = gen_int(g, 0, SOURCE_MAX);
    for (int i = 0; i < SOURCE_MAX; i++) {
        r->feed_points[i] = (struct feed_point){"f", "f", "line", 0, 0, some(g, 0, 20, 50)};
        r->water_sources[i] =
            (struct water_source){"w", "w", "well", 0, 0, some(g, 0, 20, 10), gen_int(g, 0, 3) > 0};
        random_spot(g, &r->feed_points[i].lon, &r->feed_points[i].lat);
        random_spot(g, &r->water_sources[i].lon, &r->water_sources[i].lat);
    }
    p->site_count = gen_int(g, 1, SITE_MAX);
    for (int i = 0; i < p->site_count; i++) {
        struct site *s = &r->sites[i];
        *s = (struct site){.code = "j", .name = "j", .area = gen_int(g, 1, AREA_COUNT - 1)};
        random_spot(g, &s->lon, &s->lat);
        s->land_m2 = some(g, 0, 10, 3000);
        s->power_kw = gen_int(g, 0, 2) ? NAN : some(g, 0, 20, 50);
        s->water_m3_day = gen_int(g, 0, 2) ? NAN : some(g, 0, 20, 10);
        s->transport_t_year = gen_int(g, 0, 2) ? INFINITY : some(g, 0, 20, 100);
        s->displaced = gen_int(g, 0, 3) ? 0 : gen_int(g, 0, 30);
    }
}

/* Roads and railways over a few places, a station or two; often none at all. */
static void random_lines(struct region *r, struct gen *g)
{
    static const char *const kinds[] = {"road", "road", "road", "rail", "station"};
    double at[CROSSING_MAX][2];
    struct buf bytes = BUF_INIT(1000);
    for (int i = 0; i < CROSSING_MAX; i++)
        random_spot(g, &at[i][0], &at[i][1]);
    r->programme.transport_count = gen_int(g, 0, 2) ? gen_int(g, 1, LINE_MAX) : 0;
    for (int i = 0; i < r->programme.transport_count; i++) {
        const char *kind = kinds[gen_int(g, 0, 4)];
        int count = strcmp(kind, "station") == 0 ? 1 : gen_int(g, 2, 4), spot = 0;
        buf_reset(&bytes);
        wkb_add_header(&bytes, count == 1 ? WKB_POINT : WKB_LINESTRING);
        if (count > 1) wkb_add_count(&bytes, (uint32_t)count);
        for (int k = 0; k < count; k++) {
            spot = (spot + gen_int(g, 1, CROSSING_MAX - 1)) % CROSSING_MAX;
            wkb_add_position(&bytes, at[spot][0], at[spot][1]);
        }
        char *copy = arena_strndup(&r->arena, bytes.at, bytes.len);
        CHECK(copy != NULL);
        r->transports[i] = (struct transport){"t", "t", kind, some(g, 1, 8, 10), {copy, bytes.len}};
    }
    buf_clear(&bytes);
}

static double limit_km(struct gen *g)
{
    return gen_int(g, 0, 2) ? some(g, 0, 20, 0.5) : INFINITY;
}

static void random_plants(struct region *r, struct gen *g)
{
    for (int i = 0; i < CLASS_COUNT; i++) {
        r->classes[i] = (struct nuisance_class){"n", "n", some(g, 0, 10, 60), some(g, 0, 10, 30),
                                                some(g, 0, 3, 10)};
        r->types[i] = (struct facility_type){"t", "t", "", 1, i};
    }
    r->types[CLASS_COUNT] = (struct facility_type){"t", "t", "", 1, -1};
    r->programme.size_count = gen_int(g, 1, PLANT_MAX);
    for (int i = 0; i < r->programme.size_count; i++)
        r->sizes[i] = (struct facility_size){.code = "z",
                                             .name = "z",
                                             .type = gen_int(g, 0, CLASS_COUNT),
                                             .power_kw = some(g, 0, 10, 50),
                                             .water_m3_day = some(g, 0, 10, 10),
                                             .land_m2 = some(g, 0, 10, 2000),
                                             .transport_t_year = some(g, 0, 10, 100),
                                             .power_km_max = limit_km(g),
                                             .water_km_max = limit_km(g),
                                             .transport_km_max = limit_km(g),
                                             .seat_km_max = limit_km(g)};
    for (int i = 0; i < 3; i++)
        r->connections[i] = (struct connection){i, gen_int(g, 0, 1), some(g, 0, 3, 10),
                                                some(g, 0, 3, 5), some(g, 0, 3, 0.5)};
}

static void region_link(struct region *r)
{
    struct programme *p = &r->programme;
    p->areas = r->areas;
    p->area_count = AREA_COUNT;
    p->nuisance_classes = r->classes;
    p->nuisance_class_count = CLASS_COUNT;
    p->types = r->types;
    p->type_count = CLASS_COUNT + 1;
    p->sizes = r->sizes;
    p->settlements = r->settlements;
    p->feed_points = r->feed_points;
    p->water_sources = r->water_sources;
    p->sites = r->sites;
    p->transports = r->transports;
    p->resources = r->resources;
    p->resource_count = 2;
    p->connections = r->connections;
    p->connection_count = 3;
    CHECK(ground_build(&r->ground, p, NULL, &r->arena, NULL) == STATUS_OK);
}

static void make_region(struct region *r, struct gen *g, int size)
{
    memset(r, 0, sizeof *r);
    r->arena = (struct arena)ARENA_INIT((size_t)1 << 26);
    for (int i = 0; i < AREA_COUNT; i++)
        r->areas[i] = (struct area){.code = "a", .name = "a", .parent = i ? 0 : -1, .depth = i > 0};
    random_places(r, g, size);
    random_plants(r, g);
    random_lines(r, g);
    region_link(r);
}

static struct site_check check(struct region *r, int site, int size)
{
    struct site_view v;
    struct site_check c;
    CHECK(site_view_init(&v, &r->ground, &r->arena, NULL) == STATUS_OK);
    site_view_move(&v, site);
    site_check(&v, size, &c);
    return c;
}

static int people_equal_brute_force(struct gen *g, int size)
{
    static struct region r;
    int holds = 1;
    make_region(&r, g, size);
    const struct programme *p = &r.programme;
    for (int site = 0; site < p->site_count; site++)
        for (int k = 0; k < p->size_count; k++) {
            struct site_check c = check(&r, site, k);
            double people = 0, setback = c.neighbours.setback_m;
            for (int i = 0; i < p->settlement_count && setback > 0; i++)
                people += people_within(
                    &p->settlements[i],
                    place_apart_m(place_of(p->sites[site].lon, p->sites[site].lat),
                                  place_of(p->settlements[i].lon, p->settlements[i].lat)),
                    setback + sqrt(p->sizes[k].land_m2 / 3.14159265358979323846));
            if (people < 0.5) people = 0;
            holds &= fabs(people - c.neighbours.people) <= 1e-6 * (1 + people);
        }
    arena_clear(&r.arena);
    return holds;
}

/* The share of a disc within another, by a grid of points. */
static int overlap_equals_sampling(struct gen *g, int size)
{
    struct settlement s = {.population = 1, .radius_m = 10 + gen_int(g, 0, size)};
    double reach = 10 + gen_int(g, 0, size), apart = gen_int(g, 0, 2 * size + 20);
    int inside = 0, total = 0;
    for (int i = -100; i <= 100; i++)
        for (int k = -100; k <= 100; k++) {
            double x = i * s.radius_m / 100, y = k * s.radius_m / 100;
            if (x * x + y * y > s.radius_m * s.radius_m) continue;
            total++;
            inside += hypot(x - apart, y) <= reach;
        }
    return fabs(people_within(&s, apart, reach) - (double)inside / total) < 0.01;
}

/* Raise what is there to what is needed and the refusal goes; lower it and it comes back. */
static int capacity_flips_the_refusal(struct gen *g, int size)
{
    static struct region r;
    int holds = 1;
    make_region(&r, g, size);
    struct facility_size *z = &r.sizes[0];
    r.sites[0].power_kw = z->power_kw;
    r.sites[0].water_m3_day = z->water_m3_day;
    r.sites[0].land_m2 = z->land_m2;
    struct site_check c = check(&r, 0, 0);
    holds &= c.passed[SITE_POWER] && c.passed[SITE_WATER] && c.passed[SITE_LAND];
    r.sites[0].power_kw -= 1;
    r.sites[0].water_m3_day -= 1;
    if (z->land_m2 > 0) r.sites[0].land_m2 -= 1;
    c = check(&r, 0, 0);
    holds &= c.passed[SITE_POWER] == !(z->power_kw > 0);
    holds &= c.passed[SITE_WATER] == !(z->water_m3_day > 0);
    holds &= c.passed[SITE_LAND] == !(z->land_m2 > 0);
    arena_clear(&r.arena);
    return holds;
}

static int distance_flips_the_refusal(struct gen *g, int size)
{
    static struct region r;
    int holds = 1;
    make_region(&r, g, size);
    r.sites[0].power_kw = NAN;
    struct facility_size *z = &r.sizes[0];
    z->power_km_max = INFINITY;
    struct site_check c = check(&r, 0, 0);
    if (c.power.state == SUPPLY_CONNECTED && c.power.used.m > 100) {
        z->power_km_max = c.power.used.m / 1000 + 0.001;
        holds &= check(&r, 0, 0).power.state == SUPPLY_CONNECTED;
        z->power_km_max = c.power.used.m / 1000 - 0.001;
        holds &= check(&r, 0, 0).power.state == SUPPLY_FAR;
    }
    if (c.access.seat.id >= 0 && c.access.way.m > 100) {
        z->seat_km_max = c.access.way.m / 1000 + 0.001;
        holds &= !(check(&r, 0, 0).access.faults & ACCESS_SEAT_FAR);
        z->seat_km_max = c.access.way.m / 1000 - 0.001;
        holds &= (check(&r, 0, 0).access.faults & ACCESS_SEAT_FAR) != 0;
    }
    arena_clear(&r.arena);
    return holds;
}

/* A place looked at for a proposal is measured as a site of the programme is. */
static int a_place_is_measured_as_a_site(struct gen *g, int size)
{
    static struct region r;
    struct site_view v;
    int holds = 1;
    make_region(&r, g, size);
    CHECK(site_view_init(&v, &r.ground, &r.arena, NULL) == STATUS_OK);
    CHECK(site_view_roam(&v, &r.arena, NULL) == STATUS_OK);
    for (int i = r.programme.site_count; i-- > 0;) {
        struct site_check site, place;
        site_view_move(&v, i);
        site_check(&v, 0, &site);
        site_view_place(&v, &r.sites[i]);
        site_check(&v, 0, &place);
        holds &= site.overall == place.overall && site.access.way.m == place.access.way.m &&
                 site.access.way.basis == place.access.way.basis;
        holds &= site.access.way.m >= site.access.seat.m * (1 - 1e-9);
    }
    arena_clear(&r.arena);
    return holds;
}

/* More of everything good, less of everything bad: no score falls, no test fails anew. */
static int scores_are_monotone(struct gen *g, int size)
{
    static struct region r;
    int holds = 1;
    make_region(&r, g, size);
    struct site_check before = check(&r, 0, 0);
    for (int i = 0; i < r.programme.settlement_count; i++)
        r.settlements[i].population *= 0.5;
    for (int i = 0; i < r.programme.feed_point_count; i++)
        r.feed_points[i].spare_kw += 50;
    for (int i = 0; i < r.programme.water_source_count; i++)
        r.water_sources[i].dry_m3_day += 10;
    r.sites[0].land_m2 += 1000;
    r.sites[0].transport_t_year += 100;
    r.sites[0].displaced *= 0.5;
    CHECK(ground_build(&r.ground, &r.programme, NULL, &r.arena, NULL) == STATUS_OK);
    struct site_check after = check(&r, 0, 0);
    for (int k = 0; k < SITE_CONDITION_COUNT; k++) {
        holds &= after.passed[k] >= before.passed[k];
        /* a nearer source that now just suffices may be used: power and water can score less */
        if (k == SITE_POWER || k == SITE_WATER) continue;
        holds &= after.score[k] >= before.score[k] - 1e-12;
        holds &= after.score[k] >= 0 && after.score[k] <= 1;
    }
    arena_clear(&r.arena);
    return holds;
}

static int same_option(const struct site_option *x, const struct site_option *y)
{
    int same = x->site == y->site && x->size == y->size && x->admissible == y->admissible &&
               x->score == y->score && x->cost_count == y->cost_count &&
               x->feed_point == y->feed_point && x->water_source == y->water_source;
    for (int i = 0; same && i < x->cost_count; i++)
        same = x->costs[i].what == y->costs[i].what && x->costs[i].quantity == y->costs[i].quantity;
    return same;
}

static int threads_do_not_matter(struct gen *g, int size)
{
    static struct region r;
    struct siting one, many;
    int holds = 1;
    make_region(&r, g, size);
    CHECK(siting_build(&one, &r.ground, 1, &r.arena, NULL) == STATUS_OK);
    CHECK(siting_build(&many, &r.ground, 4, &r.arena, NULL) == STATUS_OK);
    holds &= one.option_count == r.programme.site_count * r.programme.size_count;
    for (int i = 0; i < one.option_count; i++)
        holds &= same_option(&one.options[i], &many.options[i]);
    for (int i = 0; i < r.programme.site_count; i++)
        holds &= one.power_kw[i] == many.power_kw[i] && one.water_m3_day[i] == many.water_m3_day[i];

    static const int areas[] = {1, 2, 3};
    struct proposal_request ask = proposal_defaults;
    struct proposal_list a, b;
    ask.areas = areas;
    ask.area_count = 3;
    ask.step_m = 1000;
    CHECK(sites_propose(&a, &r.ground, &ask, &r.arena, NULL) == STATUS_OK);
    ask.threads = 3;
    CHECK(sites_propose(&b, &r.ground, &ask, &r.arena, NULL) == STATUS_OK);
    holds &= a.count == b.count;
    for (int i = 0; holds && i < a.count; i++)
        holds &= a.items[i].area == b.items[i].area && a.items[i].lon == b.items[i].lon &&
                 a.items[i].lat == b.items[i].lat;
    arena_clear(&r.arena);
    return holds;
}

/* An admissible option alone never exceeds the capacity of its site. */
static int admissible_fits_the_capacity(struct gen *g, int size)
{
    static struct region r;
    struct siting s;
    int holds = 1;
    make_region(&r, g, size);
    CHECK(siting_build(&s, &r.ground, 1, &r.arena, NULL) == STATUS_OK);
    for (int i = 0; i < s.option_count; i++) {
        const struct site_option *o = &s.options[i];
        if (!o->admissible) continue;
        holds &= r.sizes[o->size].power_kw <= s.power_kw[o->site] + 1e-3;
        holds &= r.sizes[o->size].water_m3_day <= s.water_m3_day[o->site] + 1e-3;
    }
    arena_clear(&r.arena);
    return holds;
}

#define LAW(name)                             \
    TEST(law_##name)                          \
    {                                         \
        property_check(#name, name, 60, 250); \
    }

LAW(people_equal_brute_force)
LAW(overlap_equals_sampling)
LAW(capacity_flips_the_refusal)
LAW(distance_flips_the_refusal)
LAW(a_place_is_measured_as_a_site)
LAW(scores_are_monotone)
LAW(threads_do_not_matter)
LAW(admissible_fits_the_capacity)

SUITE(CASE(law_people_equal_brute_force), CASE(law_overlap_equals_sampling),
      CASE(law_capacity_flips_the_refusal), CASE(law_distance_flips_the_refusal),
      CASE(law_a_place_is_measured_as_a_site), CASE(law_scores_are_monotone),
      CASE(law_threads_do_not_matter), CASE(law_admissible_fits_the_capacity))
