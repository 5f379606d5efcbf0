/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Shipments are sound by the independent verifier on random networks; on one way, where the
 * answer is known in closed form, the shortage of each class is that; what a limit is said to
 * be worth is what solving with one unit more brings.
 */
#include <stdio.h>

#include "kit/random_supply.h"
#include "supply/supply.h"
#include "verify/shipping.h"

static int is_sound(const struct supply_case *c, const struct shipping *x, int all_met,
                    struct arena *a)
{
    struct findings findings;
    findings_init(&findings, a);
    CHECK(verify_shipping(c, x, all_met, &findings, a, NULL) == STATUS_OK);
    for (int i = 0; i < findings.count; i++)
        fprintf(stderr, "%s: %s\n", findings.list[i].place, findings.list[i].sentence);
    return findings.error_count == 0;
}

static int law_sound(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct random_supply r;
    struct shipping x;
    struct supply_options options = {2, NULL};
    struct err e = {0};
    random_supply(&r, g, size);
    if (supply_solve(&r.c, &options, &x, &a, &e) != STATUS_OK) fail_msg("%s", e.text);
    double sum = 0;
    for (int class = 1; class <= PRIORITY_CLASSES; class ++)
        sum += x.shortage[class];
    int holds = is_sound(&r.c, &x, x.shortage[0] <= 1e-6, &a);
    holds &= fabs(sum - x.shortage[0]) <= 1e-6 * (1 + sum);
    arena_clear(&a);
    return holds;
}

/* --- one way ------------------------------------------------------------------------------ */

/* One producer, one lane of the same days to each of two sites, the second of a later class. */
static void one_way(struct random_supply *r, struct gen *g, int size)
{
    struct logistics *l = &r->logistics;
    random_supply(r, g, size);
    l->producer_count = 1;
    l->depot_count = l->lane_count = l->capacity_count = 0;
    l->carrier_count = l->priority_count = 1;
    l->production_count = 2;
    r->productions[0] = (struct production){0, 0, 0, gen_int(g, 1, 60), 1};
    r->productions[1] = (struct production){0, 0, gen_int(g, 1, 200), gen_int(g, 30, 90), 2};
    r->carriers[0] = (struct carrier){.code = "carrier",
                                      .name = "carrier",
                                      .from_producer = 1,
                                      .to_site = 1,
                                      .km_max = INFINITY,
                                      .detour = 1,
                                      .km_day = INFINITY,
                                      .load_days = gen_int(g, 0, 20)};
    r->priorities[0] = (struct material_priority){-1, 0, 1};
    r->materials[0].early_days = 3000;
    r->c.site_count = 2;
    r->c.day_count = 3000;
    r->c.need_count = 0;
    for (int s = 0; s < 2; s++)
        r->sites[s] = (struct supply_site){s, 126, 39};
    for (int s = 0; s < 2; s++)
        for (int day = r->c.period_days + gen_int(g, 0, 60), k = gen_int(g, 1, size); k > 0;
             k--, day += gen_int(g, 0, 40))
            r->needs[r->c.need_count++] = (struct supply_need){s, 0, day, gen_int(g, 1, 30)};
}

enum {
    BOUNDARIES = 1001,
};

/* Needed of a site and made in all, until each boundary. */
static void until(const struct random_supply *r, int site, double *needed, double *made)
{
    const struct supply_case *c = &r->c;
    int period = c->period_days, way = (r->carriers[0].load_days + period - 1) / period;
    made[0] = needed[0] = 0;
    for (int k = 1; k < BOUNDARIES; k++) {
        made[k] = made[k - 1];
        needed[k] = 0;
        for (int i = 0; i < c->need_count; i++)
            if (c->needs[i].site == site && c->needs[i].day / period <= k)
                needed[k] += c->needs[i].quantity;
        for (int day = (k - way - 1) * period; day < (k - way) * period; day++)
            if (day >= 0)
                made[k] += r->productions[day >= r->productions[1].day].per_month * 12 / 365.25;
    }
}

/* Shortage in phase-days of the first site, which gets all it can use, and of the second, which
 * gets what the first does not need then or later: at k, least of made - due to the first, over
 * all boundaries from k on. */
static void known_shortage(const struct random_supply *r, double *first, double *second)
{
    static double needed[2][BOUNDARIES], made[BOUNDARIES];
    const struct supply_case *c = &r->c;
    double mean = 0, spare = INFINITY;
    for (int i = 0; i < c->need_count; i++)
        mean += c->needs[i].quantity / c->need_count;
    until(r, 0, needed[0], made);
    until(r, 1, needed[1], made);
    *first = *second = 0;
    for (int k = c->day_count / c->period_days; k >= 1; k--) {
        spare = fmin(spare, made[k] - fmin(needed[0][k], made[k]));
        *first += fmax(needed[0][k] - made[k], 0) * c->period_days / mean;
        *second += fmax(needed[1][k] - spare, 0) * c->period_days / mean;
    }
}

static int law_one_way(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct random_supply r;
    struct shipping x;
    struct supply_options options = {3, NULL};
    struct err e = {0};
    one_way(&r, g, size);
    if (supply_solve(&r.c, &options, &x, &a, &e) != STATUS_OK) fail_msg("%s", e.text);
    double first, second;
    known_shortage(&r, &first, &second);
    int holds = is_sound(&r.c, &x, x.shortage[0] <= 1e-6, &a) && x.unmet <= 0;
    holds &= fabs(x.shortage[1] - first) <= 1e-5 * (1 + first);
    holds &= fabs(x.shortage[PRIORITY_DEFAULT] - second) <= 1e-5 * (1 + second);
    if (!holds)
        fprintf(stderr, "%g %g, known %g %g\n", x.shortage[1], x.shortage[PRIORITY_DEFAULT], first,
                second);
    for (int i = 0; i < x.limit_count; i++) { /* waiting is convex in what there is */
        const struct supply_limit *l = &x.limits[i];
        if (isnan(l->worth_solved)) continue;
        holds &= l->worth_solved <= l->worth * (1 + 1e-6) + 1e-6;
    }
    arena_clear(&a);
    return holds;
}

/* --- waiting in depots -------------------------------------------------------------------- */

/* Room that is never filled, said as a number, changes neither who waits nor what it costs. */
static int law_room(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct random_supply r;
    struct shipping free, limited;
    struct supply_options options = {0, NULL};
    random_supply(&r, g, size);
    for (int i = 0; i < SUPPLY_SOURCES; i++)
        r.depots[i].capacity_t = INFINITY;
    CHECK(supply_solve(&r.c, &options, &free, &a, NULL) == STATUS_OK);
    for (int i = 0; i < SUPPLY_SOURCES; i++)
        r.depots[i].capacity_t = 1e6;
    CHECK(supply_solve(&r.c, &options, &limited, &a, NULL) == STATUS_OK);
    int holds = 1;
    for (int class = 0; class <= PRIORITY_CLASSES; class ++)
        holds &= fabs(free.shortage[class] - limited.shortage[class]) <=
                 1e-5 * (1 + limited.shortage[class]);
    holds &= fabs(free.cost - limited.cost) <= 1e-4 * (1 + limited.cost);
    holds &= free.column_count <= limited.column_count;
    if (!holds)
        fprintf(stderr, "shortage %g %g, cost %g %g\n", free.shortage[0], limited.shortage[0],
                free.cost, limited.cost);
    arena_clear(&a);
    return holds;
}

/* --- one unit more ------------------------------------------------------------------------ */

/* Make one unit more in a period and solve the whole case anew. */
static int law_worth(struct gen *g, int size)
{
    struct arena a = ARENA_INIT((size_t)1 << 30);
    struct random_supply r;
    struct shipping x, more;
    struct supply_options options = {3, NULL};
    struct err e = {0};
    int holds = 1;
    one_way(&r, g, size);
    r.productions[1].day = r.c.period_days * gen_int(g, 1, 3);
    if (supply_solve(&r.c, &options, &x, &a, &e) != STATUS_OK) fail_msg("%s", e.text);
    int class = x.shortage[1] > 1e-6 ? 1 : PRIORITY_DEFAULT;
    for (int i = 0; i < x.limit_count; i++) {
        const struct supply_limit *l = &x.limits[i];
        struct production kept[2] = {r.productions[0], r.productions[1]};
        if (isnan(l->worth_solved)) continue;
        int from = l->period * r.c.period_days, days = r.c.period_days;
        int step = from >= kept[1].day;
        struct production rows[4] = {kept[0], kept[step], kept[step], kept[1]};
        int count = step ? 4 : 3;
        rows[1].day = from;
        rows[1].per_month += MONTH_DAYS / days;
        rows[2].day = from + days;
        if (step) { /* before, one period more, as it was */
            rows[3] = rows[2];
            rows[2] = rows[1];
            rows[1] = kept[1];
        } else {
            rows[3] = kept[1];
            count = 4;
        }
        r.logistics.productions = rows;
        r.logistics.production_count = count;
        if (supply_solve(&r.c, &options, &more, &a, &e) != STATUS_OK) fail_msg("%s", e.text);
        double gain = x.shortage[class] - more.shortage[class];
        holds &= fabs(gain - l->worth_solved) <= 1e-4 * (1 + x.shortage[class]);
        if (!holds) fprintf(stderr, "%g, said to be %g\n", gain, l->worth_solved);
        r.logistics.productions = r.productions;
        r.logistics.production_count = 2;
    }
    arena_clear(&a);
    return holds;
}

TEST(shipments_are_sound)
{
    property_check("shipments are sound", law_sound, SUPPLY_NEEDS, 200);
}

TEST(the_shortage_of_one_way_is_known)
{
    property_check("one way", law_one_way, SUPPLY_NEEDS, 60);
}

TEST(a_unit_more_brings_what_is_said)
{
    property_check("one unit more", law_worth, SUPPLY_NEEDS, 30);
}

TEST(room_that_is_never_filled_changes_nothing)
{
    property_check("room", law_room, SUPPLY_NEEDS, 100);
}

int main(void)
{
    const struct CMUnitTest cases[] = {
        CASE(shipments_are_sound),
        CASE(the_shortage_of_one_way_is_known),
        CASE(a_unit_more_brings_what_is_said),
        CASE(room_that_is_never_filled_changes_nothing),
    };
    return cmocka_run_group_tests(cases, NULL, NULL);
}
