/* SPDX-License-Identifier: Apache-2.0 */
#include "model/works.h"

#include <string.h>

#include "base/buf.h"
#include "kit/spoil.h"
#include "kit/test.h"

/* Means to build that are right in every table; tests spoil one thing each. */
static void fill_sound(struct dataset *d, struct arena *a)
{
    dataset_init(d);
    fill(d, a, TABLE_PROGRAMME, "code=p first_year=2024 year_count=3");
    fill(d, a, TABLE_AREA, "code=A1 name=Usi population=40000");
    fill(d, a, TABLE_GOOD, "code=food name=Food unit=kg need_per_head=50");
    fill(d, a, TABLE_RESOURCE, "code=cement name=Cement unit=t kind=yearly");
    fill(d, a, TABLE_FACILITY_TYPE, "code=food name=Food stage=1");
    fill(d, a, TABLE_FACILITY_SIZE, "code=food-s facility_type=food name=Small build_years=1");
    fill(d, a, TABLE_FACILITY_SIZE, "code=food-l facility_type=food name=Large build_years=1");
    fill(d, a, TABLE_CREW, "code=r1 name=One strength=100 trades=building;roofing home=A1");
    fill(d, a, TABLE_CREW,
         "code=r2 name=Two strength=5 trades=inspection year_from=2025 year_to=2025 "
         "travel_km_day=90 camp_days=2");
    fill(d, a, TABLE_WORK_CALENDAR, "code=out name=Out days_off=Sat;Sun");
    fill(d, a, TABLE_WORK_PAUSE, "work_calendar=out first=12-10 last=02-20 reason=frost");
    fill(d, a, TABLE_WORK_PAUSE, "work_calendar=out first=2025-04-15 last=2025-04-16");
    fill(d, a, TABLE_PHASE,
         "facility_size=food-l phase=roof name=Roof days=9 trade=roofing people=50");
    fill(d, a, TABLE_PHASE,
         "facility_size=food-s phase=roof name=Roof days=7 trade=roofing people=50 "
         "condition=power inspection_days=2");
    fill(d, a, TABLE_PHASE,
         "facility_size=food-s phase=frame name=Frame days=20 trade=building work_calendar=out");
    fill(d, a, TABLE_PHASE_LINK,
         "facility_size=food-s predecessor=frame successor=roof lag_days=3");
    fill(d, a, TABLE_PHASE_MATERIAL,
         "facility_size=food-s phase=frame resource=cement quantity=12");
    fill(d, a, TABLE_ARRIVAL, "resource=cement date=2025-03-01 quantity=30");
    fill(d, a, TABLE_ARRIVAL, "resource=cement date=2024-03-01 quantity=20");
    fill(d, a, TABLE_READINESS, "area=A1 condition=power date=2024-06-01");
    fill(
        d, a, TABLE_PROGRESS,
        "area=A1 facility_size=food-s phase=frame actual_start=2024-03-05 done_percent=40 crew=r1");
    fill(d, a, TABLE_PROGRESS,
         "area=A1 facility_size=food-s phase=roof.inspection actual_start=2024-04-05 "
         "actual_finish=2024-04-07");
}

struct setting {
    struct arena arena;
    struct dataset data;
    struct findings findings;
    struct programme programme;
    struct works works;
};

static void begin(struct setting *s)
{
    *s = (struct setting){.arena = ARENA_INIT((size_t)1 << 30)};
    findings_init(&s->findings, &s->arena);
    fill_sound(&s->data, &s->arena);
}

static enum status load(struct setting *s)
{
    TRY(programme_load(&s->programme, &s->data, &s->findings, &s->arena, NULL));
    return works_load(&s->works, &s->programme, &s->data, &s->findings, &s->arena, NULL);
}

TEST(the_means_to_build_are_read)
{
    struct setting s;
    char date[WORKS_DATE_BYTES];
    begin(&s);
    CHECK(load(&s) == STATUS_OK);
    const struct works *w = &s.works;
    CHECK(w->day_count == 366 + 365 + 365 + WORKS_DAYS_AFTER);
    CHECK(w->trade_count == 3 && w->inspection_trade == 2);
    CHECK(w->crews[0].trades == 3 && w->crews[0].home == 0 && isinf(w->crews[0].travel_km_day));
    CHECK(w->crews[1].day_from == 366 && w->crews[1].day_to == 366 + 365);
    CHECK(w->calendars[0].days_off == (1u | 1u << 6) && w->calendars[0].pause_count == 2);
    CHECK(w->pauses[0].yearly && w->pauses[0].first == 1210 && w->pauses[0].last == 220);
    CHECK(!w->pauses[1].yearly && w->pauses[1].first == 366 + 31 + 28 + 31 + 14);
    CHECK(w->phase_first[0] == 0 && w->phase_first[1] == 2 && w->phase_first[2] == 3);
    CHECK_TEXT(w->phases[0].code, "roof");
    CHECK(w->phases[0].condition == NEEDS_POWER && w->phases[0].link_count == 1);
    CHECK(w->links[w->phases[0].link_first].predecessor == 1);
    CHECK(w->phases[1].people < 0 && w->phases[1].calendar == 0);
    CHECK(w->phases[1].material_count == 1 && w->phases[2].size == 1);
    CHECK(w->arrivals[0].quantity == 20 && w->arrivals[0].day == 31 + 29);
    CHECK(w->readiness[0].condition == NEEDS_POWER && w->readiness[0].type == -1);
    CHECK(w->done_count == 2 && w->done[0].phase == 1 && w->done[0].crew == 0);
    CHECK(w->done[0].start == 31 + 29 + 4 && w->done[0].finish == WORKS_NO_DAY);
    CHECK(w->done[0].share == 0.4 && w->done[0].remaining == -1 && !w->done[0].is_inspection);
    CHECK(w->done[1].is_inspection && w->done[1].finish - w->done[1].start == 2);
    works_date(w, w->arrivals[1].day, date);
    CHECK_TEXT(date, "2025-03-01");
    arena_clear(&s.arena);
}

static const struct spoil_case fault_cases[] = {
    {TABLE_WORK_CALENDAR, 0, "days_off=Sat,Sun",
     "work_calendar row 1: days_off: 'Sat,Sun' is not a week day; write Mon, Tue, Wed, Thu, Fri, "
     "Sat or Sun, separated by ;"},
    {TABLE_WORK_CALENDAR, 0, "days_off=Mon;Tue;Wed;Thu;Fri;Sat;Sun",
     "work_calendar row 1: days_off: all seven days are off; leave one to work"},
    {TABLE_WORK_PAUSE, 0, "first=13-10", "work_pause row 1: first: '13-10' is not a day"},
    {TABLE_WORK_PAUSE, 0, "first=2024-12-10",
     "work_pause row 1: last: first is a day of one year, last a day of every year"},
    {TABLE_WORK_PAUSE, 1, "last=2025-04-14", "work_pause row 2: last: it is before first"},
    {TABLE_CREW, 1, "year_to=2024", "crew row 2: year_to: 2024 is before year_from 2025"},
    {TABLE_CREW, 0, "trades=building",
     "phase row 1: trade: no crew has the trade 'roofing'; name it in the trades of a crew"},
    {TABLE_CREW, 1, "trades=looking",
     "phase row 2: inspection_days: no crew has the trade 'inspection'"},
    {TABLE_PHASE, 0, "people=101",
     "phase row 1: people: it needs 101 people; the strongest crew of trade 'roofing' has 100"},
    {TABLE_PHASE_LINK, 0, "successor=rof",
     "phase_link row 1: successor: 'food-s' has no phase 'rof'; name one of its phases"},
    {TABLE_PHASE_LINK, -1, "facility_size=food-s predecessor=roof successor=frame",
     "'roof' waits for itself through the links of 'food-s'; take one of them away"},
    {TABLE_PHASE_MATERIAL, 0, "phase=roofs",
     "phase_material row 1: phase: 'food-s' has no phase 'roofs'"},
    {TABLE_ARRIVAL, 0, "date=01.03.2025",
     "arrival row 1: date: '01.03.2025' is not a date; write it as 2026-03-14"},
    {TABLE_ARRIVAL, 0, "date=2099-01-01",
     "arrival row 1: date: it is more than 3660 days after the programme"},
    {TABLE_READINESS, 0, "condition=sun",
     "readiness row 1: condition: 'sun' is none of power|water|raw_materials|staff"},
    {TABLE_READINESS, 0, "date=soon", "readiness row 1: date: 'soon' is not a date"},
    {TABLE_PROGRESS, 0, "phase=frame.inspection",
     "progress row 1: phase: 'food-s' has no phase 'frame' with an inspection"},
    {TABLE_PROGRESS, 0, "phase=frames", "progress row 1: phase: 'food-s' has no phase 'frames'"},
    {TABLE_PROGRESS, 0,
     "actual_start=", "progress row 1: actual_start: work is done but not begun"},
    {TABLE_PROGRESS, 1, "actual_finish=2024-04-01",
     "progress row 2: actual_finish: it is before actual_start"},
    {TABLE_PHASE, -1, "facility_size=food-s phase=roof name=Again days=1 trade=building",
     "phase row 4"},
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

TEST(places_not_known_are_told)
{
    struct setting s;
    begin(&s);
    CHECK(load(&s) == STATUS_OK);
    int crews = 0, areas = 0;
    for (int i = 0; i < s.findings.count; i++) {
        crews += !!strstr(s.findings.list[i].sentence, "1 crew has no home");
        areas += !!strstr(s.findings.list[i].sentence, "no settlement and no site");
    }
    CHECK(crews == 1 && areas == 1 && s.findings.error_count == 0);
    arena_clear(&s.arena);
}

TEST(plans_do_not_depend_on_the_means_to_build)
{
    struct setting s;
    char planning[DIGEST_TEXT_BYTES], all[DIGEST_TEXT_BYTES], after[DIGEST_TEXT_BYTES];
    begin(&s);
    dataset_digest_planning(&s.data, planning);
    dataset_digest(&s.data, all);
    fill(&s.data, &s.arena, TABLE_ARRIVAL, "resource=cement date=2025-05-01 quantity=3");
    dataset_digest_planning(&s.data, after);
    CHECK_TEXT(planning, after);
    dataset_digest(&s.data, after);
    CHECK(strcmp(all, after) != 0);
    arena_clear(&s.arena);
}

TEST(rows_of_one_name_are_dropped)
{
    struct setting s;
    begin(&s);
    struct table *t = &s.data.tables[TABLE_PHASE];
    table_drop(t, "facility_size", slice_of("food-l"));
    CHECK(t->row_count == 2 && table_get_integer(t, 0, "days") == 7);
    table_drop(t, "facility_size", slice_of("food-s"));
    CHECK(t->row_count == 0);
    arena_clear(&s.arena);
}

SUITE(CASE(the_means_to_build_are_read), CASE(every_mistake_is_named_with_its_place),
      CASE(places_not_known_are_told), CASE(plans_do_not_depend_on_the_means_to_build),
      CASE(rows_of_one_name_are_dropped))
