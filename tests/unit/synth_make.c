/* SPDX-License-Identifier: Apache-2.0 */
#include "synth/synth.h"

#include <math.h>

#include "base/wkb.h"
#include "kit/test.h"
#include "model/programme.h"
#include "model/works.h"

struct made {
    struct arena arena;
    struct dataset dataset;
    struct programme programme;
};

static void make(struct made *m, const struct synth_options *o)
{
    struct err e = {0};
    m->arena = (struct arena)ARENA_INIT((size_t)2 << 30);
    dataset_init(&m->dataset);
    CHECK(synth_make(o, &m->dataset, &m->arena, &e) == STATUS_OK);
}

static void make_and_load(struct made *m, const struct synth_options *o)
{
    struct err e = {0};
    struct findings findings;
    make(m, o);
    findings_init(&findings, &m->arena);
    if (programme_load(&m->programme, &m->dataset, &findings, &m->arena, &e) != STATUS_OK)
        fail_msg("%s", e.text);
    CHECK(findings.error_count == 0);
    CHECK(findings.warning_count == 0);
}

static int rows(const struct made *m, enum table_id id)
{
    return m->dataset.tables[id].row_count;
}

TEST(synth_is_a_valid_programme_of_the_size_asked_for)
{
    static struct made m;
    struct synth_options o = synth_default();
    o.areas = 57, o.provinces = 5, o.stages = 2, o.types = 5, o.goods = 7, o.sizes = 4;
    o.sites = 3, o.raw_materials = 4, o.decided = 6, o.years = 8;
    make_and_load(&m, &o);
    const struct programme *p = &m.programme;
    CHECK(p->area_count == 57 + 5 + 1);
    CHECK(p->year_count == 8);
    CHECK(p->type_count == 5);
    CHECK(p->size_count == 20);
    CHECK(p->good_count == 7);
    CHECK(p->site_count == 57 * 3);
    CHECK(p->raw_material_count == 4);
    CHECK(p->decided_count == 6);
    int visitable = 0, stages[10] = {0};
    for (int i = 0; i < p->area_count; i++)
        visitable += p->areas[i].visitable;
    for (int i = 0; i < p->type_count; i++)
        stages[p->types[i].stage]++;
    CHECK(visitable == 57);
    CHECK(stages[1] > 0 && stages[2] > 0 && stages[1] + stages[2] == 5);
    CHECK(rows(&m, TABLE_SETTLEMENT) == 57 * 5);
    CHECK(rows(&m, TABLE_FEED_POINT) == 57);
    CHECK(rows(&m, TABLE_WATER_SOURCE) == 57);
    arena_clear(&m.arena);
}

TEST(synth_of_every_shape_is_valid)
{
    static const int areas[] = {1, 2, 3, 7, 20, 100};
    static struct made m;
    for (int i = 0; i < 6; i++)
        for (int family = 0; family < 2; family++)
            for (int decree = 0; decree < 3; decree++) {
                struct synth_options o = synth_default();
                synth_set_family(&o, (enum synth_family)family);
                o.seed = 10 * (uint64_t)i + (uint64_t)decree;
                o.areas = areas[i];
                o.years = 1 + 3 * i;
                o.provinces = areas[i] / 3;
                o.decree = (enum synth_decree)decree;
                o.decided = areas[i] / 4;
                make_and_load(&m, &o);
                CHECK(decree ? rows(&m, TABLE_CLAUSE) > 0 : rows(&m, TABLE_CLAUSE) == 0);
                arena_clear(&m.arena);
            }
}

/* Kinds that came later are left out: the programmes of published benchmarks stay the same. */
TEST(synth_has_clauses_of_the_first_kinds)
{
    static struct made m;
    struct synth_options o = synth_default();
    int seen[CLAUSE_KIND_COUNT] = {0};
    make_and_load(&m, &o);
    for (int i = 0; i < m.programme.clause_count; i++)
        seen[m.programme.clauses[i].kind]++;
    for (int i = 0; i <= CLAUSE_LIMIT_SUBSIDY; i++)
        CHECK(seen[i] > 0);
    arena_clear(&m.arena);
}

TEST(synth_repeats_itself_and_heeds_the_seed)
{
    static struct made m;
    char digests[3][DIGEST_TEXT_BYTES];
    for (int i = 0; i < 3; i++) {
        struct synth_options o = synth_default();
        o.areas = 40;
        o.seed = i < 2 ? 5 : 6;
        make(&m, &o);
        dataset_digest(&m.dataset, digests[i]);
        arena_clear(&m.arena);
    }
    CHECK_TEXT(digests[0], digests[1]);
    CHECK(strcmp(digests[0], digests[2]) != 0);
}

TEST(synth_more_sites_do_not_change_the_people)
{
    static struct made m[2];
    for (int i = 0; i < 2; i++) {
        struct synth_options o = synth_default();
        o.areas = 30;
        o.sites = 2 + 3 * i;
        make(&m[i], &o);
    }

    const enum table_id same[] = {TABLE_AREA, TABLE_SUPPLY, TABLE_SETTLEMENT, TABLE_FACILITY_SIZE};

    char digests[2][DIGEST_TEXT_BYTES];
    for (int i = 0; i < 2; i++)
        dataset_digest_of(&m[i].dataset, same, 4, digests[i]);
    CHECK_TEXT(digests[0], digests[1]);
    for (int i = 0; i < 2; i++)
        arena_clear(&m[i].arena);
}

/* Share of the variance of supply between provinces. */
static double between_share(const struct programme *p)
{
    double sums[64] = {0}, counts[64] = {0}, mean = 0, total = 0, between = 0, n = 0;
    for (int i = 0; i < p->area_count; i++) {
        if (!p->areas[i].visitable) continue;
        size_t cell = (size_t)i * (size_t)p->good_count; /* the first good */
        double share = p->supply[cell] / (p->areas[i].population * p->need_per_head[cell]);
        sums[p->areas[i].province] += share;
        counts[p->areas[i].province]++;
        mean += share, total += share * share, n++;
    }
    for (int i = 0; i < 64; i++)
        if (counts[i] > 0) between += counts[i] * pow(sums[i] / counts[i] - mean / n, 2);
    return between / (total - mean * mean / n);
}

TEST(synth_correlation_makes_provinces_differ)
{
    static struct made m;
    double shares[2];
    for (int i = 0; i < 2; i++) {
        struct synth_options o = synth_default();
        o.areas = 2000, o.provinces = 40, o.sites = 1, o.correlation = 0.9 * i;
        make_and_load(&m, &o);
        shares[i] = between_share(&m.programme);
        arena_clear(&m.arena);
    }
    CHECK(shares[0] < 0.05);
    CHECK(shares[1] > 0.25);
}

static double read_real(const char *at)
{
    uint64_t bits = 0;
    double value;
    for (int i = 0; i < 8; i++)
        bits |= (uint64_t)(unsigned char)at[i] << (8 * i);
    memcpy(&value, &bits, sizeof value);
    return value;
}

static int read_count(const char *at)
{
    return (unsigned char)at[0] | (unsigned char)at[1] << 8 | (unsigned char)at[2] << 16;
}

/* Signed area of a MULTIPOLYGON of polygons with one ring each, in square degrees. */
static double polygon_area(struct slice wkb)
{
    const char *at = wkb.at;
    CHECK(at[0] == 1 && read_count(at + 1) == 6);
    size_t polygons = (size_t)read_count(at + 5);
    double sum = 0;
    at += 9;
    for (size_t i = 0; i < polygons; i++) {
        CHECK(at[0] == 1 && read_count(at + 1) == 3 && read_count(at + 5) == 1);
        size_t points = (size_t)read_count(at + 9);
        at += 13;
        CHECK(memcmp(at, at + 16 * (points - 1), 16) == 0); /* closed */
        double area = 0;
        for (size_t k = 0; k + 1 < points; k++) {
            const char *a = at + 16 * k, *b = a + 16;
            area += read_real(a) * read_real(b + 8) - read_real(b) * read_real(a + 8);
        }
        CHECK(area > 0); /* against the clock: an outer ring */
        sum += area / 2;
        at += 16 * points;
    }
    CHECK(at == wkb.at + wkb.len);
    return sum;
}

TEST(synth_cells_fill_their_provinces_without_gaps)
{
    static struct made m;
    static const int sizes[] = {1, 5, 60, 500};
    for (int i = 0; i < 4; i++) {
        struct synth_options o = synth_default();
        o.areas = sizes[i], o.sites = 1, o.provinces = sizes[i] / 5 + 1;
        make_and_load(&m, &o);
        const struct slice *wkb = m.dataset.tables[TABLE_AREA].geometry;
        double *cells = ARENA_ARRAY(&m.arena, double, (size_t)m.programme.area_count), all = 0;
        if (!cells) fail_msg("no memory");
        for (int a = 0; a < m.programme.area_count; a++)
            if (m.programme.areas[a].depth == 2)
                cells[m.programme.areas[a].parent] += polygon_area(wkb[a]);
        for (int a = 0; a < m.programme.area_count; a++) {
            if (m.programme.areas[a].depth != 1) continue;
            CHECK_NEAR(polygon_area(wkb[a]), cells[a], 1e-9 * cells[a]);
            all += cells[a];
        }
        CHECK_NEAR(polygon_area(wkb[0]), all, 1e-9 * all);
        arena_clear(&m.arena);
    }
}

TEST(synth_refuses_what_cannot_be_made_and_says_which)
{
    struct err e;
    struct synth_options o = synth_default();
    o.areas = 0;
    CHECK(synth_check(&o, &e) == STATUS_USAGE && strstr(e.text, "areas is 0"));
    o = synth_default();
    o.stages = 3, o.types = 2;
    CHECK(synth_check(&o, &e) == STATUS_USAGE && strstr(e.text, "types is 2"));
    o = synth_default();
    o.tightness = NAN;
    CHECK(synth_check(&o, &e) == STATUS_USAGE && strstr(e.text, "tightness"));
    o = synth_default();
    o.decided = 201;
    CHECK(synth_check(&o, &e) == STATUS_USAGE && strstr(e.text, "decided is 201"));
    o = synth_default();
    o.provinces = 201;
    CHECK(synth_check(&o, &e) == STATUS_USAGE && strstr(e.text, "provinces is 201"));
    o = synth_default();
    o.road_vertices = 1;
    CHECK(synth_check(&o, &e) == STATUS_USAGE && strstr(e.text, "road_vertices is 1"));
    o = synth_default();
    o.phases = 1;
    CHECK(synth_check(&o, &e) == STATUS_USAGE && strstr(e.text, "phases is 1"));
    o = synth_default();
    o.crews = 0;
    CHECK(synth_check(&o, &e) == STATUS_USAGE && strstr(e.text, "crews is 0"));
    o = synth_default();
    CHECK(synth_check(&o, &e) == STATUS_OK);
}

static int count_kind(const struct programme *p, const char *kind)
{
    int count = 0;
    for (int i = 0; i < p->transport_count; i++)
        count += strcmp(p->transports[i].kind, kind) == 0;
    return count;
}

TEST(synth_roads_are_as_fine_as_asked)
{
    static struct made m;
    struct synth_options o = synth_default();
    o.areas = 30, o.provinces = 4, o.road_vertices = 9, o.stations = 1;
    make_and_load(&m, &o);
    int roads = count_kind(&m.programme, "road");
    CHECK(roads > 30 && count_kind(&m.programme, "rail") == 3);
    CHECK(count_kind(&m.programme, "station") == 4);
    for (int i = 0; i < roads; i++)
        CHECK(wkb_position_count(m.programme.transports[i].wkb) == 9);
    arena_clear(&m.arena);

    o.road_vertices = 2, o.stations = 0;
    make_and_load(&m, &o);
    CHECK(count_kind(&m.programme, "road") == roads && count_kind(&m.programme, "station") == 0);
    CHECK(wkb_position_count(m.programme.transports[0].wkb) == 2);
    arena_clear(&m.arena);

    o.road_vertices = 0, o.stations = 1;
    make_and_load(&m, &o);
    CHECK(m.programme.transport_count == 0 && m.programme.site_count == 120);
    arena_clear(&m.arena);
}

/* Are a phase's sections one after the other, and is every size built to the end? */
TEST(synth_says_how_plants_are_built)
{
    static const int phases[] = {2, 3, 7, 10, 11, 37, 60};
    static struct made m;
    for (int i = 0; i < 7; i++) {
        struct err e = {0};
        struct works w;
        struct findings findings;
        struct synth_options o = synth_default();
        o.areas = 20, o.phases = phases[i], o.arrivals = i;
        make_and_load(&m, &o);
        findings_init(&findings, &m.arena);
        CHECK(works_load(&w, &m.programme, &m.dataset, &findings, &m.arena, &e) == STATUS_OK);
        CHECK(findings.count == 0);
        CHECK(w.phase_count == phases[i] * m.programme.size_count);
        CHECK(w.crew_count >= 2 && w.inspection_trade >= 0);
        CHECK(w.calendar_count == 2 && w.pause_count == 10);
        CHECK(w.arrival_count == 2 * (10 + 1) * i); /* cement and steel, and a year to end in */
        for (int p = 0; p < w.phase_count; p++) {
            int is_first = p == w.phase_first[w.phases[p].size];
            CHECK(is_first == (w.phases[p].link_count == 0));
        }
        arena_clear(&m.arena);
    }
}

TEST(synth_without_phases_says_nothing_about_building)
{
    static struct made m;
    struct synth_options o = synth_default();
    o.areas = 20, o.phases = 0;
    make_and_load(&m, &o);
    CHECK(rows(&m, TABLE_PHASE) == 0 && rows(&m, TABLE_PHASE_LINK) == 0);
    CHECK(rows(&m, TABLE_ARRIVAL) == 0 && rows(&m, TABLE_READINESS) == 0);
    CHECK(rows(&m, TABLE_CREW) > 0);
    arena_clear(&m.arena);
}

/* Phases need what the plant takes by the tables of the plan, no more. */
TEST(synth_materials_of_phases_are_those_of_the_plant)
{
    static struct made m;
    struct err e = {0};
    struct works w;
    struct findings findings;
    struct synth_options o = synth_default();
    o.areas = 20;
    make_and_load(&m, &o);
    const struct programme *p = &m.programme;
    findings_init(&findings, &m.arena);
    CHECK(works_load(&w, p, &m.dataset, &findings, &m.arena, &e) == STATUS_OK);
    for (int z = 0; z < p->size_count; z++)
        for (int r = 0; r < p->resource_count; r++) {
            double built = 0, planned = 0;
            for (int i = 0; i < w.material_count; i++)
                if (w.phases[w.materials[i].phase].size == z && w.materials[i].resource == r)
                    built += w.materials[i].quantity;
            const struct table *t = &m.dataset.tables[TABLE_CONSTRUCTION];
            for (int i = 0; i < t->row_count; i++)
                if (slice_is(table_get_text(t, i, "facility_size"), p->sizes[z].code) &&
                    slice_is(table_get_text(t, i, "resource"), p->resources[r].code))
                    planned += table_get_real(t, i, "quantity");
            int is_material =
                !strcmp(p->resources[r].code, "cement") || !strcmp(p->resources[r].code, "steel");
            CHECK(built <= planned + 1e-9);
            CHECK(!is_material || built > 0.999 * planned);
        }
    arena_clear(&m.arena);
}

SUITE(CASE(synth_is_a_valid_programme_of_the_size_asked_for), CASE(synth_of_every_shape_is_valid),
      CASE(synth_has_clauses_of_the_first_kinds), CASE(synth_repeats_itself_and_heeds_the_seed),
      CASE(synth_more_sites_do_not_change_the_people), CASE(synth_says_how_plants_are_built),
      CASE(synth_without_phases_says_nothing_about_building),
      CASE(synth_materials_of_phases_are_those_of_the_plant),
      CASE(synth_correlation_makes_provinces_differ),
      CASE(synth_cells_fill_their_provinces_without_gaps), CASE(synth_roads_are_as_fine_as_asked),
      CASE(synth_refuses_what_cannot_be_made_and_says_which))
