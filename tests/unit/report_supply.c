/* SPDX-License-Identifier: Apache-2.0 */
/* Shipments, near-best plans and the audit of the network: their sums and what the page says. */
#include <math.h>
#include <stdlib.h>

#include "kit/project_network.h"
#include "kit/report_supply.h"
#include "project/audit.h"
#include "report/chart.h"
#include "report/report.h"

static struct arena arena = ARENA_INIT((size_t)1 << 30);
static struct buf text = BUF_INIT((size_t)1 << 26);
static struct dataset data;
static struct view view;

static const struct report_shape SMALL = {
    .areas = 6, .provinces = 2, .years = 4, .visits_per_year = 1, .sites_per_area = 1};

static void begin(void)
{
    struct err e = {0};
    report_dataset_with_supply(&data, SMALL, &arena);
    buf_reset(&text);
    CHECK(view_load(&view, &data, NULL, &arena, &e) == STATUS_OK);
    CHECK(view.lost_count == 0);
}

static void write_page(const struct report_network *network)
{
    struct report r;
    struct err e = {0};
    struct report_request request = {.network = network};
    buf_reset(&text);
    CHECK(report_open(&r, &data, &request, &arena, &e) == STATUS_OK);
    CHECK(report_html(&text, &r, &e) == STATUS_OK);
}

static void done(void)
{
    buf_clear(&text);
    arena_clear(&arena);
}

static int has(const char *what)
{
    return strstr(text.at, what) != NULL;
}

TEST(materials_are_summed_over_places_and_time)
{
    begin();
    const struct view_shipping *x = &view.shipping;
    CHECK(x->material_count == 1 && x->period_count == 4 && x->period_days == 28);
    const struct view_material *m = &x->materials[0];
    static const double wanted[] = {0, 250, 250, 250}, arrived[] = {0, 210, 210, 250},
                        used[] = {0, 200, 200, 250}, sites[] = {0, 10, 10, 0},
                        depots[] = {90, 90, 0, 0}, missing[] = {0, 40, 40, 0};
    for (int k = 0; k < 4; k++) {
        CHECK(fabs(m->wanted[k] - wanted[k]) < 1e-9 && fabs(m->arrived[k] - arrived[k]) < 1e-9);
        CHECK(fabs(m->used[k] - used[k]) < 1e-9 && fabs(m->at_sites[k] - sites[k]) < 1e-9);
        CHECK(fabs(m->at_depots[k] - depots[k]) < 1e-9);
        CHECK(fabs(m->missing[k] - missing[k]) < 1e-9);
    }
    CHECK(m->worst_period == 1);
    done();
}

TEST(a_shortage_lasts_until_the_material_has_come)
{
    begin();
    const struct view_shipping *x = &view.shipping;
    CHECK(x->shortage_count == 1);
    CHECK(x->shortages[0].days == 56 && fabs(x->shortages[0].most - 40) < 1e-9);
    CHECK(fabs(x->shortages[0].unit_days - 40 * 56) < 1e-9);
    CHECK_TEXT(view.areas[x->shortages[0].area].code.at, "A00000");
    done();
}

TEST(sites_of_a_province_count_together_and_limits_by_what_they_are_worth)
{
    begin();
    const struct view_shipping *x = &view.shipping;
    CHECK(x->shipment_count == 4 && x->flow_count == 2);
    CHECK(fabs(x->flows[0].quantity - 250) < 1e-9 && x->flows[0].shipment_count == 1);
    CHECK(fabs(x->flows[1].quantity - 250) < 1e-9 && x->flows[1].shipment_count == 3);
    CHECK(fabs(x->flows[1].cost - 25) < 1e-9);
    CHECK(x->limit_count == 2);
    CHECK(slice_is(x->limits[0].place, "W1") && x->limits[0].period_count == 2);
    CHECK(x->limits[0].full_count == 1 && fabs(x->limits[0].worth - 2) < 1e-9);
    CHECK(fabs(x->limits[0].used - 250) < 1e-9 && fabs(x->limits[0].limit - 500) < 1e-9);
    CHECK(slice_is(x->limits[1].place, "D1") && x->limits[1].full_count == 0);
    done();
}

TEST(visits_on_which_plans_differ_come_first)
{
    begin();
    const struct view_ensemble *x = &view.ensemble;
    CHECK(x->plan_count == 4 && x->often_count == 3 && x->moved_most == 3);
    CHECK(x->always_count == 2 && x->core_count == 1);
    CHECK(fabs(x->often[0].sameness - 0.625) < 1e-12 && x->often[0].plan_count == 4);
    CHECK(x->often[0].most_year == 1 && x->often[0].most_plans == 3 && x->often[0].year_count == 2);
    CHECK(fabs(x->often[1].sameness - 0.625) < 1e-12 && x->often[1].plan_count == 1);
    CHECK(fabs(x->often[2].sameness - 1) < 1e-12 && x->often[2].plan_count == 4);
    done();
}

TEST(the_page_says_it_in_words)
{
    begin();
    write_page(NULL);
    CHECK(has("4 shipments bring what the schedule builds with, for 25 won."));
    CHECK(has("were materials never short, it would be 64."));
    CHECK(has("Most is missing on 2024-02-25: 40."));
    CHECK(has("Cement works <small>production</small>"));
    CHECK(has("Of 3 visits that occur in any of them, <b>2 are in all of them</b>, 1 of these"));
    CHECK(has("There is no schedule, so there is no network of activities to audit."));
    done();
}

TEST(without_shipments_and_near_best_plans_the_page_names_the_verbs)
{
    begin();
    for (int id = 0; id < TABLE_COUNT; id++)
        if (id == TABLE_SHIPPING || id == TABLE_ENSEMBLE) table_empty(&data.tables[id]);
    write_page(NULL);
    CHECK(has("<code>groundwork supply</code>"));
    CHECK(has("<code>groundwork ensemble</code>"));
    done();
}

TEST(rows_that_lead_nowhere_are_left_out)
{
    struct err e = {0};
    begin();
    table_put_text(&data.tables[TABLE_SHIPPING_STOCK], 2, "place", slice_of("nowhere"));
    table_put_text(&data.tables[TABLE_SHIPPING_STOCK], 3, "first", slice_of("some day"));
    table_put_text(&data.tables[TABLE_SHIPMENT], 0, "origin", slice_of("nowhere"));
    table_put_integer(&data.tables[TABLE_ENSEMBLE_VISIT], 0, "year", 1900);
    CHECK(view_load(&view, &data, NULL, &arena, &e) == STATUS_OK);
    CHECK(view.shipping.flow_count == 1 && view.shipping.shortage_count == 0);
    CHECK(view.ensemble.often_count == 2);
    write_page(NULL);
    done();
}

TEST(the_audit_of_the_network_is_shown_with_its_offenders)
{
    struct network n = {0};
    struct audit audit;
    struct audit_options options = audit_default();
    struct err e = {0};
    network_init(&n);
    int a = network_task(&n, "A", 16), b = network_task(&n, "B & <sons>", 800);
    network_link(&n, a, b, LINK_FS, 8);
    CHECK(project_cpm_compute(&n.cpm, &n.project, &n.arena, &e) == STATUS_OK);
    CHECK(project_audit(&audit, &n.project, &n.cpm, &options, &n.arena, &e) == STATUS_OK);
    struct report_network network = {&n.project, &audit, &options};
    begin();
    write_page(&network);
    CHECK(has("Critical path length index"));
    CHECK(has("High duration: 1 activity"));
    CHECK(has("B &amp; &lt;sons&gt;"));
    CHECK(has("Lags: 1 link"));
    done();
    arena_clear(&n.arena);
}

TEST(no_activity_is_lost_however_many_phases_there_are)
{
    struct err e = {0};
    struct report_shape many = SMALL;
    many.areas = 40;
    many.visits_per_year = 10;
    report_dataset(&data, many, &arena);
    struct report_fill f = {&data, &arena, many};
    struct table *t = &data.tables[TABLE_SCHEDULE_ACTIVITY];
    CHECK(t->row_count > 2 * VIEW_PHASE_MAX);
    for (int row = 0; row < t->row_count; row++)
        table_put_text(t, row, "phase", report_text(&f, "phase%d", row));
    CHECK(view_load(&view, &data, NULL, &arena, &e) == STATUS_OK);
    CHECK(view.work_count == t->row_count && view.lost_count == 0);
    CHECK(view.phase_count == VIEW_PHASE_MAX);
    CHECK(slice_is(view.phases[VIEW_PHASE_MAX - 1].name, "Further phases"));
    write_page(NULL);
    CHECK(has("Further phases"));
    done();
}

SUITE(CASE(materials_are_summed_over_places_and_time),
      CASE(a_shortage_lasts_until_the_material_has_come),
      CASE(sites_of_a_province_count_together_and_limits_by_what_they_are_worth),
      CASE(visits_on_which_plans_differ_come_first), CASE(the_page_says_it_in_words),
      CASE(without_shipments_and_near_best_plans_the_page_names_the_verbs),
      CASE(rows_that_lead_nowhere_are_left_out),
      CASE(the_audit_of_the_network_is_shown_with_its_offenders),
      CASE(no_activity_is_lost_however_many_phases_there_are))
