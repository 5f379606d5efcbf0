/* SPDX-License-Identifier: Apache-2.0 */
#include "model/logistics.h"

#include <math.h>

#include "base/buf.h"
#include "kit/spoil.h"
#include "kit/test.h"

/* A supply that is right in every table; tests spoil one thing each. */
static void fill_sound(struct dataset *d, struct arena *a)
{
    dataset_init(d);
    fill(d, a, TABLE_PROGRAMME, "code=p first_year=2024 year_count=3");
    fill(d, a, TABLE_AREA, "code=A1 name=Usi population=40000");
    fill(d, a, TABLE_AREA, "code=A2 name=Sinchon population=30000");
    fill(d, a, TABLE_GOOD, "code=food name=Food unit=kg need_per_head=50");
    fill(d, a, TABLE_RESOURCE, "code=cement name=Cement unit=t kind=yearly");
    fill(d, a, TABLE_RESOURCE, "code=steel name=Steel unit=t kind=yearly");
    fill(d, a, TABLE_FACILITY_TYPE, "code=food name=Food stage=1");
    fill(d, a, TABLE_FACILITY_SIZE, "code=food-s facility_type=food name=Small build_years=1");
    fill(d, a, TABLE_MATERIAL, "resource=steel weight_t=1.5 stock_cost=2 early_days=30");
    fill(d, a, TABLE_PRODUCER, "code=P1 name=Mill lon=126 lat=39");
    fill(d, a, TABLE_PRODUCER, "code=P2 name=Kiln lon=127 lat=38");
    fill(d, a, TABLE_DEPOT, "code=D1 name=Yard lon=126.5 lat=38.5 capacity_t=400");
    fill(d, a, TABLE_PRODUCTION, "producer=P2 resource=cement first=2025-01-01 per_month=200");
    fill(d, a, TABLE_PRODUCTION,
         "producer=P2 resource=cement first=2024-01-01 per_month=100 price=7");
    fill(d, a, TABLE_CARRIER,
         "code=rail name=Rail origin=producer destination=depot km_day=300 load_days=2 "
         "cost_t_km=0.1 detour=1.2");
    fill(d, a, TABLE_CARRIER, "code=lorry name=Lorry km_max=150");
    fill(d, a, TABLE_CARRIER_CAPACITY, "carrier=rail first=2025-01-01 t_km_month=900");
    fill(d, a, TABLE_CARRIER_CAPACITY, "carrier=rail first=2024-01-01 t_km_month=500");
    fill(d, a, TABLE_LANE, "origin=P1 destination=D1 carrier=rail km=80 days=3 t_month=60");
    fill(d, a, TABLE_LANE, "origin=D1 destination=A2 km=40 days=1 cost_t=5");
    fill(d, a, TABLE_MATERIAL_PRIORITY, "resource=cement area=A2 class=2");
    fill(d, a, TABLE_MATERIAL_PRIORITY, "class=4");
}

struct setting {
    struct arena arena;
    struct dataset data;
    struct findings findings;
    struct programme programme;
    struct works works;
    struct logistics logistics;
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
    TRY(works_load(&s->works, &s->programme, &s->data, &s->findings, &s->arena, NULL));
    return logistics_load(&s->logistics, &s->programme, &s->works, &s->data, &s->findings,
                          &s->arena, NULL);
}

TEST(the_supply_is_read)
{
    struct setting s;
    begin(&s);
    CHECK(load(&s) == STATUS_OK);
    const struct logistics *l = &s.logistics;
    CHECK(l->materials[0].is_shipped && l->materials[0].weight_t == 1);
    CHECK(l->materials[0].early_days == 182 && l->materials[0].stock_cost == 0);
    CHECK(!l->materials[1].is_shipped && l->materials[1].weight_t == 1.5);
    CHECK(l->materials[1].early_days == 30 && l->materials[1].stock_cost == 2);
    CHECK(l->producer_count == 2 && l->depot_count == 1 && isinf(l->producers[0].capacity_t));
    CHECK(l->depots[0].capacity_t == 400 && l->depots[0].lon == 126.5);
    CHECK(l->carriers[0].from_producer && !l->carriers[0].from_depot);
    CHECK(l->carriers[0].to_depot && !l->carriers[0].to_site && l->carriers[0].load_days == 2);
    CHECK(isinf(l->carriers[0].km_max) && l->carriers[0].detour == 1.2);
    CHECK(l->carriers[1].from_producer && l->carriers[1].from_depot && l->carriers[1].to_site);
    CHECK(l->carriers[1].km_max == 150 && isinf(l->carriers[1].km_day));
    CHECK(l->lanes[0].origin == 0 && l->lanes[0].destination == 2 && l->lanes[0].carrier == 0);
    CHECK(l->lanes[0].t_month == 60 && l->lanes[0].days == 3);
    CHECK(l->lanes[1].origin == 2 && l->lanes[1].carrier == -1 && isinf(l->lanes[1].t_month));
    CHECK_TEXT(logistics_code(l, &s.programme, l->lanes[0].origin), "P1");
    CHECK_TEXT(logistics_code(l, &s.programme, l->lanes[1].origin), "D1");
    CHECK_TEXT(logistics_code(l, &s.programme, l->lanes[1].destination), "A2");
    arena_clear(&s.arena);
}

TEST(what_is_made_and_carried_follows_the_days)
{
    struct setting s;
    begin(&s);
    CHECK(load(&s) == STATUS_OK);
    const struct logistics *l = &s.logistics;
    CHECK(l->productions[0].day == 0 && l->productions[1].day == 366); /* by day, not by row */
    CHECK(fabs(logistics_made(l, 1, 0, 356, 376) - 3000 / MONTH_DAYS) < 1e-9);
    CHECK(logistics_made(l, 0, 0, 0, 1000) == 0 && logistics_made(l, 1, 1, 0, 1000) == 0);
    CHECK(logistics_price(l, 1, 0, 10) == 7 && logistics_price(l, 1, 0, 400) == 0);
    CHECK(fabs(logistics_carried(l, 0, 356, 376) - 14000 / MONTH_DAYS) < 1e-9);
    CHECK(isinf(logistics_carried(l, 1, 0, 10)));
    arena_clear(&s.arena);
}

TEST(the_smallest_class_that_fits_counts)
{
    struct setting s;
    begin(&s);
    CHECK(load(&s) == STATUS_OK);
    CHECK(logistics_class(&s.logistics, &s.programme, 0, 1) == 2);
    CHECK(logistics_class(&s.logistics, &s.programme, 0, 0) == 4);
    CHECK(logistics_class(&s.logistics, &s.programme, 1, 1) == 4);
    s.logistics.priority_count = 0;
    CHECK(logistics_class(&s.logistics, &s.programme, 0, 1) == PRIORITY_DEFAULT);
    arena_clear(&s.arena);
}

static const struct spoil_case fault_cases[] = {
    {TABLE_PRODUCER, 0, "code=A1",
     "producer row 1: code: 'A1' is the code of another place too; give each its own"},
    {TABLE_DEPOT, 0, "code=P2",
     "depot row 1: code: 'P2' is the code of another place too; give each its own"},
    {TABLE_LANE, 0, "origin=A1", "lane row 1: origin: 'A1' is no producer or depot; name one"},
    {TABLE_LANE, 0, "destination=P2",
     "lane row 1: destination: 'P2' is no depot or area; name one"},
    {TABLE_LANE, 1, "destination=A9",
     "lane row 2: destination: 'A9' is no depot or area; name one"},
    {TABLE_LANE, 0, "carrier=ship", "lane row 1: carrier: 'ship' is not the code of any row"},
    {TABLE_PRODUCTION, 0, "first=soon", "production row 1: first: 'soon' is not a date"},
    {TABLE_PRODUCTION, 0, "producer=P9", "production row 1: producer: 'P9' is not the code"},
    {TABLE_CARRIER_CAPACITY, 1, "first=2024-13-01", "carrier_capacity row 2: first: '2024-13-01'"},
    {TABLE_MATERIAL, 0, "weight_t=0", "material row 1: weight_t: 0 is outside"},
    {TABLE_MATERIAL_PRIORITY, 1, "class=10", "material_priority row 2: class: 10 is outside"},
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

SUITE(CASE(the_supply_is_read), CASE(what_is_made_and_carried_follows_the_days),
      CASE(the_smallest_class_that_fits_counts), CASE(every_mistake_is_named_with_its_place))
