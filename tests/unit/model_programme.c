/* SPDX-License-Identifier: Apache-2.0 */
#include "model/programme.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "kit/spoil.h"
#include "kit/test.h"

/* A small programme that is right in every table; tests spoil one thing each. */
static void fill_sound(struct dataset *d, struct arena *a)
{
    dataset_init(d);
    fill(d, a, TABLE_PROGRAMME, "code=p first_year=2024 year_count=10");
    fill(d, a, TABLE_AREA, "code=C name=Country");
    fill(d, a, TABLE_AREA, "code=P1 parent=C name=North");
    fill(d, a, TABLE_AREA, "code=P2 parent=C name=South");
    fill(d, a, TABLE_AREA, "code=A1 parent=P1 name=Usi population=40000 population_growth=0.01");
    fill(d, a, TABLE_AREA, "code=A2 parent=P2 name=Unsan population=100000 labour=500");
    fill(d, a, TABLE_GOOD, "code=food name=Food unit=kg need_per_head=50");
    fill(d, a, TABLE_GOOD, "code=care name=Care unit=day need_per_head=2 weight=0.5");
    fill(d, a, TABLE_SATISFACTION, "good=food share=0 value=0");
    fill(d, a, TABLE_SATISFACTION, "good=food share=0.5 value=0.8");
    fill(d, a, TABLE_SATISFACTION, "good=food share=1 value=1");
    fill(d, a, TABLE_NEED, "area=A1 good=food need_per_head=60");
    fill(d, a, TABLE_SUPPLY, "area=A1 good=food origin=local quantity=1000");
    fill(d, a, TABLE_SUPPLY, "area=A1 good=food origin=imported quantity=500");
    fill(d, a, TABLE_RAW_MATERIAL, "code=maize name=Maize unit=t");
    fill(d, a, TABLE_RAW_SUPPLY, "area=A2 raw_material=maize quantity=900");
    fill(d, a, TABLE_RESOURCE, "code=money name=Money unit=won kind=yearly");
    fill(d, a, TABLE_RESOURCE, "code=grid name=Grid unit=kW kind=lasting");
    fill(d, a, TABLE_RESOURCE_LIMIT, "resource=money quantity=100");
    fill(d, a, TABLE_RESOURCE_LIMIT, "resource=money year=2026 quantity=50");
    fill(d, a, TABLE_RESOURCE_LIMIT, "resource=grid area=P1 year=2030 quantity=7");
    fill(d, a, TABLE_NUISANCE_CLASS, "code=n1 name=Quiet setback_m=100");
    fill(d, a, TABLE_FACILITY_TYPE, "code=food name=Food stage=1 nuisance_class=n1");
    fill(d, a, TABLE_FACILITY_TYPE, "code=hospital name=Hospital stage=2");
    fill(d, a, TABLE_FACILITY_SIZE,
         "code=food-s facility_type=food name=Small build_years=1 power_kw=50");
    fill(d, a, TABLE_FACILITY_SIZE, "code=hosp-s facility_type=hospital name=Small build_years=1");
    fill(d, a, TABLE_OUTPUT, "facility_size=hosp-s good=care quantity=100");
    fill(d, a, TABLE_OUTPUT, "facility_size=food-s good=food quantity=2000");
    fill(d, a, TABLE_INPUT, "facility_size=food-s raw_material=maize quantity=10");
    fill(d, a, TABLE_CONSTRUCTION, "facility_size=food-s resource=money year_offset=0 quantity=5");
    fill(d, a, TABLE_CONSTRUCTION, "facility_size=food-s resource=money year_offset=1 quantity=6");
    fill(d, a, TABLE_CONNECTION, "kind=power resource=money per_km=2");
    fill(d, a, TABLE_SETTLEMENT,
         "code=s1 name=Town lon=125 lat=40 population=9000 seat=yes area=A1");
    fill(d, a, TABLE_SITE, "code=site1 area=A1 lon=125 lat=40 land_m2=20000");
    fill(d, a, TABLE_CLAUSE, "code=c1 kind=visits_per_year at_most=20 text=twenty");
    fill(d, a, TABLE_CLAUSE, "code=c2 kind=visit_within area=P1 year_last=2030 text=north");
    fill(d, a, TABLE_DECIDED, "area=A1 year=2024 facility_size=food-s site=site1 status=started");
}

struct setting {
    struct arena arena;
    struct dataset data;
    struct findings findings;
    struct programme programme;
    struct err e;
};

static enum status load(struct setting *s)
{
    findings_init(&s->findings, &s->arena);
    return programme_load(&s->programme, &s->data, &s->findings, &s->arena, &s->e);
}

static void begin(struct setting *s)
{
    memset(s, 0, sizeof *s);
    s->arena.limit = 64 << 20;
    fill_sound(&s->data, &s->arena);
}

TEST(a_sound_programme_is_read)
{
    struct setting s;
    begin(&s);
    CHECK(load(&s) == STATUS_OK);
    const struct programme *p = &s.programme;
    CHECK(p->first_year == 2024 && p->year_count == 10 && p->area_count == 5);
    CHECK(!p->areas[0].visitable && !p->areas[1].visitable && p->areas[3].visitable);
    CHECK(p->areas[3].province == 1 && p->areas[4].province == 2 && p->areas[3].depth == 2);
    CHECK(p->areas[4].labour == 500 && isinf(p->areas[3].labour));
    CHECK(p->need_per_head[3 * 2] == 60 && p->need_per_head[4 * 2] == 50);
    CHECK(p->supply[3 * 2] == 1500 && p->supply[4 * 2] == 0);
    CHECK(p->raw_supply[4] == 900);
    CHECK(p->limit_count == 11);
    for (int i = 0; i < p->limit_count; i++)
        if (p->limits[i].resource == 0)
            CHECK(p->limits[i].quantity == (p->limits[i].year == 2 ? 50 : 100));
    CHECK(p->sizes[0].construction_count == 2 && p->sizes[0].constructions[1].quantity == 6);
    CHECK(p->sizes[0].output_count == 1 && p->sizes[0].outputs[0].quantity == 2000);
    CHECK(p->sizes[1].outputs[0].what == 1 && isinf(p->sizes[1].power_km_max));
    CHECK(isnan(p->sites[0].power_kw) && isinf(p->sites[0].transport_t_year));
    CHECK(p->clauses[0].at_most == 20 && p->clauses[1].area == 1 && p->clauses[1].year_last == 6);
    CHECK_NEAR(area_people(&p->areas[3], 2), 40804, 1e-9);
    CHECK_NEAR(good_satisfaction(&p->goods[0], 0.25), 0.4, 1e-12);
    CHECK_NEAR(good_satisfaction(&p->goods[0], 3), 1, 0);
    CHECK_NEAR(good_satisfaction(&p->goods[1], 0.25), 0.25, 0);
    CHECK(area_is_within(p, 3, 1) && area_is_within(p, 3, 0) && !area_is_within(p, 3, 2));
    arena_clear(&s.arena);
}

TEST(plants_are_counted_on_when_they_are_likely_to_be_ready)
{
    static const struct {
        double chance;
        int years;
    } cases[] = {{NAN, 1}, {0.2, 1}, {0.5, 2}, {0.9, 3}, {1, 3}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct setting s;
        begin(&s);
        table_put_real(&s.data.tables[TABLE_FACILITY_SIZE], 0, "build_years_low", 0.5);
        table_put_real(&s.data.tables[TABLE_FACILITY_SIZE], 0, "build_years_high", 3);
        table_put_real(&s.data.tables[TABLE_PROGRAMME], 0, "build_chance", cases[i].chance);
        CHECK(load(&s) == STATUS_OK);
        CHECK(s.programme.sizes[0].build_years == cases[i].years);
        CHECK(s.programme.sizes[1].build_years == 1);
        arena_clear(&s.arena);
    }
}

/* One thing is spoilt: by a further row, or by a new value in a row. */
static const struct spoil_case fault_cases[] = {
    {TABLE_AREA, -1, "code=A3 parent=PX name=X population=1",
     "area row 6: parent: 'PX' is not the code of any row of area; add it there or correct it"},
    {TABLE_AREA, -1, "code=A3 parent=P11 name=X population=1",
     "area row 6: parent: 'P11' is not the code of any row of area; did you mean 'P1'?"},
    {TABLE_AREA, -1, "code=A1 parent=P1 name=X population=1",
     "area row 6: 'A1' is there twice, first in row 4; remove one"},
    {TABLE_AREA, -1, "code=A3 parent=P1 name=X",
     "area row 6: population: area 'A3' can be visited but has no inhabitants; give its "
     "population, or visitable = no"},
    {TABLE_AREA, -1, "code=A/3 parent=P1 name=X population=1",
     "area row 6: code: 'A/3' is not a code; use 1 to 64 letters A-Z a-z, digits and _ . : -"},
    {TABLE_AREA, 3, "population=-4",
     "area row 4: population: -4 is negative; it must be 0 or more people"},
    {TABLE_AREA, 0, "parent=P1",
     "area row 1: parent: area 'C' is its own ancestor, by way of 'P1'; correct one parent in the "
     "circle"},
    {TABLE_GOOD, 0, "need_per_head=-1",
     "good row 1: need_per_head: -1 is outside 1e-09 to 1e+18 unit per person and year"},
    {TABLE_SATISFACTION, 1, "value=0.3",
     "satisfaction row 3: value: satisfaction with 'food' rises faster after share 0.5 than "
     "before; each further share must bring no more than the one before it"},
    {TABLE_SATISFACTION, 2, "value=0.9",
     "satisfaction row 3: share: satisfaction with 'food' must start with share 0, value 0 and end "
     "with share 1, value 1"},
    {TABLE_SUPPLY, 0, "origin=stolen", "supply row 1: origin: 'stolen' is none of local|imported"},
    {TABLE_SITE, 0, "lat=400", "site row 1: lat: 400 is outside -90 to 90 degrees"},
    {TABLE_FACILITY_TYPE, 1, "stage=10", "facility_type row 2: stage: 10 is outside 1 to 9"},
    {TABLE_FACILITY_SIZE, 0, "build_years_low=1.5",
     "facility_size row 1: build_years_low: 1.5 years at the shortest, but 1 are likeliest"},
    {TABLE_FACILITY_SIZE, 1, "build_years_high=0.5",
     "facility_size row 2: build_years_high: 0.5 years at the longest, but 1 are likeliest"},
    {TABLE_PROGRAMME, 0, "build_chance=1.2",
     "programme row 1: build_chance: 1.2 is outside 0.01 to 1"},
    {TABLE_OUTPUT, 0, "good=food",
     "facility_size row 2: facility_type: 'hosp-s' of stage 2 makes 'food', which stage 1 makes "
     "too; facilities that make the same good must be of one stage"},
    {TABLE_CLAUSE, 0, "site=site1",
     "clause row 1: site: a clause of kind visits_per_year does not read this column; empty it or "
     "choose another kind"},
    {TABLE_CLAUSE, -1, "code=c3 kind=visits_per_year text=x",
     "clause row 3: at_least: a clause of kind visits_per_year needs at_least or at_most"},
    {TABLE_CLAUSE, -1, "code=c3 kind=require_facility text=x",
     "clause row 3: facility_type: a clause of kind require_facility needs a value here"},
    {TABLE_CLAUSE, -1, "code=c3 kind=no_visit year_first=2030 year_last=2029 text=x",
     "clause row 3: year_first: 2030 is later than year_last 2029"},
    {TABLE_CLAUSE, -1, "code=c3 kind=no_visit year_last=2034 text=x",
     "clause row 3: year_last: 2034 is outside the programme years 2024 to 2033"},
    {TABLE_CLAUSE, 0, "at_least=21", "clause row 1: at_least: 21 is more than at_most 20"},
    {TABLE_CLAUSE, 0, "after=P2",
     "clause row 1: after: a clause of kind visits_per_year does not read this column"},
    {TABLE_CLAUSE, 0, "each=canton", "clause row 1: each: no area of kind 'canton' there"},
    {TABLE_CLAUSE, -1, "code=c3 kind=visit_after area=A1 after=P1 text=x",
     "clause row 3: after: 'P1' and 'A1' overlap: an area cannot wait for itself"},
    {TABLE_CLAUSE, -1, "code=c3 kind=visit_after area=P1 after=P2 at_least=1.5 text=x",
     "clause row 3: at_least: 1.5 is not a whole number of years"},
    {TABLE_CLAUSE, -1, "code=c3 kind=share_in_period at_least=120 text=x",
     "clause row 3: at_least: 120 is more than 100 per cent"},
    {TABLE_CLAUSE, -1, "code=c3 kind=limit_changes at_most=3 text=x",
     "clause row 3: kind: table adopted is empty: there is no plan to compare with"},
    {TABLE_CLAUSE, -1, "code=c3 kind=limit_changes at_most=3 year_last=2030 text=x",
     "clause row 3: year_last: a clause of kind limit_changes does not read this column"},
    {TABLE_ADOPTED, -1, "area=P1 stage=1 year=2025",
     "adopted row 1: area: 'P1' cannot be visited; set visitable = yes in area, or remove the row"},
    {TABLE_ADOPTED, -1, "area=A1 stage=7 year=2025",
     "adopted row 1: stage: no facility type is of stage 7"},
    {TABLE_ADOPTED, -1, "area=A1 stage=1 year=2050",
     "adopted row 1: year: 2050 is outside the programme years 2024 to 2033"},
    {TABLE_DECIDED, -1, "area=A1 year=2025 facility_size=food-s status=decided",
     "decided row 2: year: 'A1' has a visit of stage 1 in 2024 already; an area is visited once "
     "for each stage"},
    {TABLE_DECIDED, -1, "area=P1 year=2025 facility_size=food-s status=decided",
     "decided row 2: area: 'P1' cannot be visited; set visitable = yes in area"},
    {TABLE_DECIDED, 0, "year=2040",
     "decided row 1: year: 2040 is outside the programme years 2024 to 2033"},
    {TABLE_DECIDED, 0, "area=A2", "decided row 1: site: 'site1' lies in 'A1', not in 'A2'"},
    {TABLE_PROGRAMME, -1, "code=q first_year=2024 year_count=10",
     "programme row 2: a second programme; a file holds one, remove this row"},
    {TABLE_PROGRAMME, 0, "year_count=0", "programme row 1: year_count: 0 is outside 1 to 50 years"},
};

TEST(every_mistake_is_named_with_its_place)
{
    for (size_t i = 0; i < sizeof fault_cases / sizeof fault_cases[0]; i++) {
        struct setting s;
        begin(&s);
        spoil(&s.data, &s.arena, &fault_cases[i]);
        CHECK(load(&s) == STATUS_INVALID);
        spoil_is_found(&s.findings, &fault_cases[i]);
        arena_clear(&s.arena);
    }
}

TEST(results_may_name_what_is_gone)
{
    struct setting s;
    begin(&s);
    fill(&s.data, &s.arena, TABLE_PLAN, "code=p outcome=feasible");
    fill(&s.data, &s.arena, TABLE_PLAN_FACILITY,
         "plan=p area=A1 stage=1 facility_size=food-s site=gone year=2024 operating_year=2025");
    CHECK(load(&s) == STATUS_OK);
    CHECK(s.findings.error_count == 0 && s.findings.warning_count == 1);
    CHECK(strstr(s.findings.list[0].sentence, "'gone' is not in site any more (1 row of"));
    arena_clear(&s.arena);
}

TEST(all_mistakes_are_found_at_once)
{
    struct setting s;
    begin(&s);
    for (int i = 0; i < 1500; i++)
        fill(&s.data, &s.arena, TABLE_SUPPLY, "area=ZZ good=food origin=local quantity=-1");
    CHECK(load(&s) == STATUS_INVALID);
    CHECK(s.findings.count == FINDINGS_MAX);
    CHECK(s.findings.error_count ==
          1500 * 3 - 1); /* reference, number, and twice from the second on */
    arena_clear(&s.arena);
}

TEST(the_digest_follows_the_input_only)
{
    struct setting s;
    char before[DIGEST_TEXT_BYTES], after[DIGEST_TEXT_BYTES];
    begin(&s);
    dataset_digest(&s.data, before);
    fill(&s.data, &s.arena, TABLE_RUN, "verb=site");
    dataset_digest(&s.data, after);
    CHECK_TEXT(before, after);
    table_put_real(&s.data.tables[TABLE_AREA], 3, "population", 40001);
    dataset_digest(&s.data, after);
    CHECK(strcmp(before, after) != 0);
    arena_clear(&s.arena);
}

SUITE(CASE(a_sound_programme_is_read), CASE(plants_are_counted_on_when_they_are_likely_to_be_ready),
      CASE(every_mistake_is_named_with_its_place), CASE(results_may_name_what_is_gone),
      CASE(all_mistakes_are_found_at_once), CASE(the_digest_follows_the_input_only))
