/* SPDX-License-Identifier: Apache-2.0 */
/* The verb without a file: tables written and read back, proposals, staleness. */
#include <math.h>

#include "app/report_findings.h"
#include "app/runs.h"
#include "app/site.h"
#include "app/site_tests.h"
#include "kit/site_world.h"

static void start(struct world *w)
{
    world_start(w);
    world_row(w, TABLE_RESOURCE, "code=money name=money unit=won kind=yearly");
    world_row(w, TABLE_CONNECTION, "kind=power resource=money fixed=1000 per_km=100");
    world_row(w, TABLE_CONNECTION, "kind=water resource=money fixed=10");
    world_row(w, TABLE_AREA, "code=C2 parent=P1 name=Ryongrim population=800");
    world_row(w, TABLE_AREA_ALIAS, "area=C2 alias=Yongnim");
    world_size(w, "food-s", "food", "power_kw=100 water_m3_day=20");
    world_size(w, "food-l", "food", "power_kw=900 water_m3_day=20");
    world_size(w, "soap-m", "soap", "land_m2=10000");
    world_place(w, TABLE_FEED_POINT, 2000, 0, "code=F1 name=a kind=line spare_kw=300");
    world_place(w, TABLE_WATER_SOURCE, 1000, 0, "code=W1 name=a kind=well dry_m3_day=80");
    world_place(w, TABLE_SETTLEMENT, 0, 900, "code=T1 name=Usi-up area=C1 population=900 seat=yes");
    world_place(w, TABLE_SETTLEMENT, 0, 30000, "code=T2 name=Ry area=C2 population=80 seat=yes");
}

static struct site_report run(struct world *w, int propose)
{
    struct site_request request = {.propose = propose, .threads = 2, .options = ""};
    struct site_report report;
    struct err e = {0};
    world_load(w);
    if (site_run(&report, &w->data, &w->programme, &request, &w->arena, &e) != STATUS_OK)
        fail_msg("%s", e.text);
    return report;
}

/* All rows of site_test: few enough to come at once. */
static const struct table *list_tests(struct world *w, const struct site_report *r)
{
    struct site_tests tests;
    struct table *rows = &w->data.tables[TABLE_SITE_TEST], rest = {.def = rows->def};
    table_empty(rows);
    CHECK(site_tests_init(&tests, r->ground, -1, 3, &w->arena, NULL) == STATUS_OK);
    CHECK(site_tests_next(&tests, rows, &w->arena, NULL) == STATUS_OK);
    for (int row = 0; row < rows->row_count; row++) { /* kept when the texts are gone */
        struct slice said = table_get_text(rows, row, "sentence");
        const char *copy = arena_strndup(&w->arena, said.at, said.len);
        CHECK(copy && slice_equal(table_get_text(rows, row, "site"),
                                  slice_of(w->programme.sites[site_tests_site(&tests, row)].code)));
        table_put_text(rows, row, "sentence", (struct slice){copy, said.len});
        table_put_text(rows, row, "distance_source", SLICE_NONE);
    }
    CHECK(site_tests_next(&tests, &rest, &w->arena, NULL) == STATUS_OK && rest.row_count == 0);
    site_tests_clear(&tests);
    return rows;
}

static int equal_siting(const struct siting *x, const struct siting *y, int site_count)
{
    int same = x->option_count == y->option_count;
    for (int i = 0; same && i < x->option_count; i++) {
        const struct site_option *a = &x->options[i], *b = &y->options[i];
        same = a->site == b->site && a->size == b->size && a->admissible == b->admissible &&
               a->score == b->score && a->cost_count == b->cost_count &&
               a->feed_point == b->feed_point && a->water_source == b->water_source;
        for (int k = 0; same && k < a->cost_count; k++)
            same = a->costs[k].what == b->costs[k].what &&
                   a->costs[k].quantity == b->costs[k].quantity;
    }
    for (int i = 0; same && i < site_count; i++)
        same = x->power_kw[i] == y->power_kw[i] && x->water_m3_day[i] == y->water_m3_day[i];
    return same;
}

TEST(what_is_written_is_read_back)
{
    struct world w;
    struct ground ground;
    struct siting built, read;
    start(&w);
    world_site(&w, "");
    struct site_report r = run(&w, 2);
    CHECK(r.proposed_count == 2); /* for the county without a site */
    CHECK(site_ground(&ground, &w.data, &w.programme, &w.arena, NULL) == STATUS_OK);
    CHECK(siting_build(&built, &ground, 1, &w.arena, NULL) == STATUS_OK);
    CHECK(siting_from_tables(&read, &w.data, &w.programme, &w.arena, NULL) == STATUS_OK);
    CHECK(built.option_count == 9 && built.options[0].cost_count == 1);
    CHECK(equal_siting(&built, &read, w.programme.site_count));
    CHECK(list_tests(&w, &r)->row_count == 9 * SITE_CONDITION_COUNT);
    world_end(&w);
}

TEST(what_is_met_is_said_when_asked)
{
    struct world w;
    struct site_tests tests;
    start(&w);
    world_site(&w, "");
    struct site_report r = run(&w, 2);
    struct table *kept = &w.data.tables[TABLE_SITE_TEST], all = {.def = kept->def};
    int refused = 0;
    for (int i = 0; i < r.area_count; i++)
        for (int k = 0; k < SITE_CONDITION_COUNT; k++)
            refused += r.areas[i].refused[k];
    CHECK(site_tests_init(&tests, r.ground, -1, 2, &w.arena, NULL) == STATUS_OK);
    tests.refused_only = 1;
    CHECK(site_tests_next(&tests, kept, &w.arena, NULL) == STATUS_OK);
    CHECK(refused > 0 && kept->row_count == refused);
    CHECK(site_tests_next(&tests, &all, &w.arena, NULL) == STATUS_OK && all.row_count == 0);
    for (int row = 0; row < kept->row_count; row++)
        CHECK(slice_is(table_get_text(kept, row, "passed"), "no") &&
              table_get_text(kept, row, "sentence").len > 0);
    site_tests_clear(&tests);

    /* the plan builds one of them */
    struct table *built = &w.data.tables[TABLE_PLAN_FACILITY];
    int row = table_add(&w.data.tables[TABLE_PLAN], &w.arena);
    table_put_text(&w.data.tables[TABLE_PLAN], row, "code", slice_of("plan"));
    row = table_add(built, &w.arena);
    table_put_text(built, row, "plan", slice_of("plan"));
    table_put_text(built, row, "site", slice_of(w.programme.sites[0].code));
    table_put_text(built, row, "facility_size", slice_of(w.programme.sizes[0].code));
    CHECK(report_findings_add(&w.data, &w.programme, NULL, &w.arena, NULL) == STATUS_OK);
    CHECK(kept->row_count == refused + SITE_CONDITION_COUNT);
    for (int i = refused; i < kept->row_count; i++)
        CHECK(table_get_text(kept, i, "sentence").len > 0);

    /* not from other figures than the options were judged by */
    table_put_real(&w.data.tables[TABLE_FEED_POINT], 0, "spare_kw", 5000);
    CHECK(report_findings_add(&w.data, &w.programme, NULL, &w.arena, NULL) == STATUS_OK);
    CHECK(kept->row_count == refused + SITE_CONDITION_COUNT);
    world_end(&w);
}

TEST(the_report_counts_by_area)
{
    struct world w;
    start(&w);
    world_site(&w, "");
    struct site_report r = run(&w, SITE_PROPOSE_AUTO);
    CHECK(r.area_count == 2 && r.proposed_count == 0 && r.blank_count == 1 && !r.sites_changed);
    CHECK(r.areas[0].site_count == 1 && r.areas[0].option_count == 3);
    CHECK(r.areas[0].admissible_count == 2 && r.areas[0].size_count == 2);
    CHECK(r.areas[0].refused[SITE_POWER] == 1 && r.areas[0].refused[SITE_WATER] == 0);
    CHECK(r.areas[1].site_count == 0);
    CHECK_TEXT(
        r.summary,
        "1 site in 2 areas: 2 of 3 options of plant and site meet every condition; areas with "
        "at least one: 1, without a site: 1");
    site_write(&r, &w.programme, &w.text);
    CHECK(strstr(w.text.at, "Ryongrim") && strstr(w.text.at, "no site"));
    CHECK(strstr(w.text.at, "areas without a site: 1; '--propose 3'"));

    buf_reset(&w.text);
    CHECK(site_write_sentences(&r, &w.data, r.areas[0].area, &w.text, &w.arena, NULL) == STATUS_OK);
    CHECK(strstr(w.text.at, "NO   power"));
    CHECK(strstr(w.text.at, "spare capacity 300 kW of line F1 at 2 km < 900 kW needed by food-l"));

    buf_reset(&w.text);
    CHECK(site_write_json(&r, &w.data, r.areas[0].area, &w.text, &w.arena, NULL) == STATUS_OK);
    CHECK(strstr(w.text.at, "\"refused\":{\"power\":1,") && strstr(w.text.at, "\"tests\":["));
    CHECK(!strstr(w.text.at, "Ryongrim"));
    world_end(&w);
}

TEST(the_report_says_what_ways_were_measured_by)
{
    struct world w;
    start(&w);
    world_site(&w, "");
    struct site_report r = run(&w, 0);
    CHECK(r.ways[WAY_NO_ROAD] == 1 && r.roads.network_count == 0);
    const struct table *options = &w.data.tables[TABLE_SITE_OPTION];
    CHECK(slice_is(table_get_text(options, 0, "seat_way"), "straight"));
    CHECK_NEAR(table_get_real(options, 0, "seat_km"), 0.9, 1e-3);
    CHECK(isnan(table_get_real(options, 0, "seat_minutes")));
    site_write(&r, &w.programme, &w.text);
    CHECK(strstr(w.text.at, "\nway to the county town: in a straight line: 1 site (no road is "
                            "loaded: 1)\n"));
    CHECK(!strstr(w.text.at, "roads loaded"));

    WORLD_LINE(&w, "code=R1 kind=road", {100, 0}, {100, 900});
    WORLD_LINE(&w, "code=R2 kind=road", {300, 0}, {300, 300});
    world_row(&w, TABLE_SITE, "code=S2 area=C1 lon=126.5 lat=39 land_m2=20000");
    r = run(&w, 0);
    CHECK(r.ways[WAY_BY_ROAD] == 1 && r.ways[WAY_OFF_SITE] == 1 && r.roads.network_count == 2);
    CHECK_NEAR(r.roads.m, 1200, 0.1);
    CHECK(slice_is(table_get_text(options, 0, "seat_way"), "road"));
    CHECK_NEAR(table_get_real(options, 0, "seat_km"), 1.1, 1e-3);
    CHECK_NEAR(table_get_real(options, 0, "seat_minutes"), 1.1 * 1.5, 1e-2);
    buf_reset(&w.text);
    site_write(&r, &w.programme, &w.text);
    CHECK(strstr(w.text.at, "\nway to the county town: by road: 1 site; in a straight line: 1 site "
                            "(no road within 10 km of the site: 1)\nroads loaded: 1 km in 2 "
                            "networks, the largest with 75 % of it"));
    buf_reset(&w.text);
    CHECK(site_write_json(&r, &w.data, 0, &w.text, &w.arena, NULL) == STATUS_OK);
    CHECK(strstr(w.text.at, "\"by_road\":1,") && strstr(w.text.at, "\"networks\":2}"));
    world_end(&w);
}

TEST(without_any_site_some_are_proposed)
{
    struct world w;
    start(&w);
    struct site_report r = run(&w, SITE_PROPOSE_AUTO);
    const struct table *t = &w.data.tables[TABLE_SITE];
    CHECK(r.proposed_count == 6 && r.sites_changed && t->row_count == 6);
    CHECK(w.programme.site_count == 6); /* made again */
    CHECK(slice_is(table_get_text(t, 0, "code"), "C1-P1"));
    CHECK(slice_is(table_get_text(t, 5, "code"), "C2-P3"));
    for (int row = 0; row < t->row_count; row++) {
        CHECK(slice_is(table_get_text(t, row, "proposed"), "yes"));
        CHECK(slice_is(table_get_text(t, row, "evidence"), "assumed"));
        CHECK(strncmp(table_get_text(t, row, "source").at, "proposal of the program", 23) == 0);
    }
    r = run(&w, SITE_PROPOSE_AUTO); /* now there are sites */
    CHECK(r.proposed_count == 0 && !r.sites_changed && t->row_count == 6);
    r = run(&w, 0);
    CHECK(r.proposed_count == 0);
    world_end(&w);
}

TEST(proposals_are_replaced_unless_somebody_names_them)
{
    struct world w;
    start(&w);
    (void)run(&w, 3);
    world_row(&w, TABLE_CLAUSE, "code=1 kind=forbid_site site=C1-P2 text=x");
    world_row(&w, TABLE_DECIDED,
              "area=C2 year=2024 facility_size=soap-m site=C2-P1 status=decided");
    struct site_report r = run(&w, 2);
    const struct table *t = &w.data.tables[TABLE_SITE];
    CHECK(r.proposed_count == 4 && t->row_count == 6);
    int kept = 0;
    for (int row = 0; row < t->row_count; row++) {
        struct slice code = table_get_text(t, row, "code");
        kept += slice_is(code, "C1-P2") + slice_is(code, "C2-P1");
        for (int other = 0; other < row; other++)
            CHECK(!slice_equal(code, table_get_text(t, other, "code")));
    }
    CHECK(kept == 2);
    world_end(&w);
}

TEST(the_same_input_gives_the_same_tables)
{
    static const enum table_id results[] = {TABLE_SITE, TABLE_SITE_TEST, TABLE_SITE_OPTION,
                                            TABLE_SITE_COST};

    char first[DIGEST_TEXT_BYTES], second[DIGEST_TEXT_BYTES];
    struct world w;
    start(&w);
    struct site_report r = run(&w, 3);
    (void)list_tests(&w, &r);
    dataset_digest_of(&w.data, results, 4, first);
    r = run(&w, 3); /* proposals made again at the same places */
    (void)list_tests(&w, &r);
    dataset_digest_of(&w.data, results, 4, second);
    CHECK_TEXT(first, second);
    world_end(&w);
}

TEST(old_findings_are_not_used)
{
    struct world w;
    struct siting s;
    char hash[DIGEST_TEXT_BYTES];
    start(&w);
    world_site(&w, "");
    (void)run(&w, 0);
    site_digest(&w.data, hash);
    CHECK(runs_state(&w.data, "site", hash) == RUN_CURRENT);

    /* current: what stands in the tables counts, even if it was tampered with */
    struct table *options = &w.data.tables[TABLE_SITE_OPTION];
    table_put_text(options, 0, "admissible", slice_of("no"));
    CHECK(siting_obtain(&s, &w.data, &w.programme, 1, &w.arena, NULL) == STATUS_OK);
    CHECK(!s.options[0].admissible);

    /* a figure changed: worked out again */
    table_put_real(&w.data.tables[TABLE_FEED_POINT], 0, "spare_kw", 5000);
    world_load(&w);
    site_digest(&w.data, hash);
    CHECK(runs_state(&w.data, "site", hash) == RUN_STALE);
    CHECK(siting_obtain(&s, &w.data, &w.programme, 1, &w.arena, NULL) == STATUS_OK);
    CHECK(s.options[0].admissible && s.options[1].admissible && s.power_kw[0] == 5000);

    /* a table that is not about sites: still current */
    table_put_real(&w.data.tables[TABLE_FEED_POINT], 0, "spare_kw", 300);
    table_put_real(&w.data.tables[TABLE_GOOD], 0, "weight", 7);
    site_digest(&w.data, hash);
    CHECK(runs_state(&w.data, "site", hash) == RUN_CURRENT);
    world_end(&w);
}

static void expect_refusal(struct world *w, enum status status, const char *words)
{
    struct siting s;
    struct err e = {0};
    CHECK(siting_from_tables(&s, &w->data, &w->programme, &w->arena, &e) == status);
    if (!strstr(e.text, words)) fail_msg("'%s' does not say '%s'", e.text, words);
}

TEST(damaged_findings_are_refused)
{
    struct world w;
    start(&w);
    world_site(&w, "");
    world_load(&w);
    expect_refusal(&w, STATUS_NOTFOUND, "run 'groundwork site'");
    (void)run(&w, 0);
    struct table *options = &w.data.tables[TABLE_SITE_OPTION];
    struct table *costs = &w.data.tables[TABLE_SITE_COST];

    table_put_text(options, 1, "facility_size", slice_of("food-x"));
    expect_refusal(&w, STATUS_INVALID, "site_option row 2, facility_size: there is no 'food-x'");
    table_put_text(options, 1, "facility_size", slice_of("food-s"));
    expect_refusal(&w, STATUS_INVALID, "site_option row 2 is there twice");
    table_put_text(options, 1, "facility_size", slice_of("food-l"));

    table_put_text(costs, 0, "resource", SLICE_NONE);
    expect_refusal(&w, STATUS_INVALID, "site_cost row 1");
    table_put_text(costs, 0, "resource", slice_of("money"));

    options->row_count--;
    expect_refusal(&w, STATUS_INVALID, "site_option has 2 rows, but 1 sites times 3 plants are 3");
    world_end(&w);
}

TEST(areas_are_found_by_code_name_or_alias)
{
    struct world w;
    struct err e = {0};
    int area;
    start(&w);
    world_load(&w);
    CHECK(site_find_area(&w.data, &w.programme, "C2", &area, &e) == STATUS_OK && area == 2);
    CHECK(site_find_area(&w.data, &w.programme, "Ryongrim", &area, &e) == STATUS_OK && area == 2);
    CHECK(site_find_area(&w.data, &w.programme, "Yongnim", &area, &e) == STATUS_OK && area == 2);
    CHECK(site_find_area(&w.data, &w.programme, "Ryongrin", &area, &e) == STATUS_NOTFOUND);
    CHECK_TEXT(e.text, "there is no area 'Ryongrin'; did you mean 'Ryongrim'?");
    world_end(&w);
}

SUITE(CASE(what_is_written_is_read_back), CASE(what_is_met_is_said_when_asked),
      CASE(the_report_counts_by_area), CASE(the_report_says_what_ways_were_measured_by),
      CASE(without_any_site_some_are_proposed),
      CASE(proposals_are_replaced_unless_somebody_names_them),
      CASE(the_same_input_gives_the_same_tables), CASE(old_findings_are_not_used),
      CASE(damaged_findings_are_refused), CASE(areas_are_found_by_code_name_or_alias))
