/* SPDX-License-Identifier: Apache-2.0 */
#include "report/report.h"

#include <stdlib.h>

#include "kit/report_dataset.h"
#include "report/layer.h"
#include "report/tally.h"

static struct arena arena = ARENA_INIT((size_t)4 << 30);
static struct buf page = BUF_INIT((size_t)1 << 30);
static struct dataset data;

static const struct report_shape SMALL = {
    .areas = 12, .provinces = 3, .years = 4, .visits_per_year = 3, .sites_per_area = 2};

static void write_page(const char *plan, const char *stale)
{
    struct report r;
    struct err e = {0};
    struct report_request request = {.plan = plan, .stale = stale};
    buf_reset(&page);
    CHECK(report_open(&r, &data, &request, &arena, &e) == STATUS_OK);
    CHECK(report_html(&page, &r, &e) == STATUS_OK);
}

static void done(void)
{
    buf_clear(&page);
    arena_clear(&arena);
}

static int says(const char *text)
{
    if (strstr(page.at, text)) return 1;
    print_message("the page does not say: %s\n", text);
    return 0;
}

TEST(a_plan_is_said_in_sentences)
{
    report_dataset(&data, SMALL, &arena);
    write_page(NULL, NULL);
    CHECK(says("From 2024 to 2027 the plan makes 12 visits to 12 of 12 areas in 3 of 3 provinces; "
               "3 visits were decided before."));
    CHECK(says(
        "12 \u00d7 Foodstuffs plant, 8 \u00d7 Garment plant and 4 \u00d7 Daily necessities plant"));
    CHECK(says("no plan under these limits and clauses can be worth more than 0.42\u202f% above"));
    /* price 4.2 a tonne, limit 20 000 t: one hundredth is 200 t, worth 840 */
    CHECK(says("200 t more of Cement in 2024 would bring about 840 more weighted person-years"));
    CHECK(says("Condiments: the Gini index between areas falls from 0.290 to 0.180."));
    done();
}

TEST(refusals_are_counted_by_condition)
{
    report_dataset(&data, SMALL, &arena);
    write_page(NULL, NULL);
    /* 12 areas, the second site of each fails: 3 plants on water, one of them on inhabitants too */
    CHECK(says(
        "Of 72 pairings of a plant at a site, 36 (50\u202f%) are refused: for industrial water 36 "
        "and inhabitants 12."));
    CHECK(says("12 sites can take no plant at all."));
    CHECK(says("dry-month yield 610 m\u00b3/day &lt; 850 needed"));
    done();
}

TEST(the_policy_lets_nothing_else_in)
{
    report_dataset(&data, SMALL, &arena);
    write_page(NULL, NULL);
    CHECK(says("default-src 'none'; style-src 'sha256-"));
    CHECK(!strstr(page.at, "unsafe") && !strstr(page.at, " style=\"") &&
          !strstr(page.at, " onclick"));
    CHECK(!strstr(page.at, "http://") || strstr(page.at, "http://www.w3.org/2000/svg"));
    CHECK(!strstr(page.at, "https://") && !strstr(page.at, "url("));
    done();
}

TEST(what_is_missing_is_named_with_the_verb_to_run)
{
    struct report_shape bare = SMALL;
    bare.no_plan = bare.no_index = bare.no_polygons = 1;
    bare.sites_per_area = 0;
    report_dataset(&data, bare, &arena);
    write_page(NULL, NULL);
    CHECK(says("There is no plan in this file yet; run 'groundwork plan'"));
    CHECK(says("run 'groundwork diagnose'"));
    CHECK(says("The sites have not been tested yet; run 'groundwork site'"));
    CHECK(says("no polygons of the areas"));
    CHECK(!strstr(page.at, "nan") && !strstr(page.at, "inf "));
    done();
}

TEST(a_programme_of_one_row_makes_a_page)
{
    struct report_fill f = {&data, &arena, {.areas = 0, .provinces = 0, .years = 1}};
    dataset_init(&data);
    report_fill_programme(&f);
    write_page(NULL, NULL);
    CHECK(says("<h1>Twenty by ten</h1>") && says("The programme has no clauses."));
    done();
}

TEST(an_infeasible_plan_says_why)
{
    struct report_shape bare = SMALL;
    bare.no_plan = 1;
    int row;
    report_dataset(&data, bare, &arena);
    struct report_fill f = {&data, &arena, bare};
    struct table *t = report_row(&f, TABLE_PLAN, &row);
    REPORT_WORD("code", "hard");
    REPORT_WORD("outcome", "infeasible");
    REPORT_WORD("summary", "clause 2 asks for 20 visits in 2026, cement suffices for 11");
    write_page(NULL, NULL);
    CHECK(says("No plan can keep every limit and clause. clause 2 asks for 20 visits in 2026"));
    CHECK(says("It is proven that no plan keeps every limit and clause together."));
    done();
}

TEST(a_warning_stands_at_the_head)
{
    report_dataset(&data, SMALL, &arena);
    write_page("plan", "The figures have changed <since>.");
    CHECK(says("<p class=\"warning\">The figures have changed &lt;since&gt;.</p>"));
    done();
}

TEST(an_unknown_plan_is_refused_with_the_one_there_is)
{
    struct report r;
    struct err e = {0};
    struct report_request request = {.plan = "other"};
    report_dataset(&data, SMALL, &arena);
    CHECK(report_open(&r, &data, &request, &arena, &e) == STATUS_NOTFOUND);
    CHECK(strstr(e.text, "no plan 'other'") && strstr(e.text, "'plan'"));
    dataset_init(&data);
    CHECK(report_open(&r, &data, &request, &arena, &e) == STATUS_INVALID);
    CHECK(strstr(e.text, "programme"));
    done();
}

TEST(same_data_same_bytes)
{
    report_dataset(&data, SMALL, &arena);
    write_page(NULL, NULL);
    size_t len = page.len;
    char *first = arena_strndup(&arena, page.at, page.len);
    write_page(NULL, NULL);
    CHECK(page.len == len && memcmp(first, page.at, len) == 0);
    done();
}

TEST(codes_that_lead_nowhere_are_left_out_and_counted)
{
    int row;
    report_dataset(&data, SMALL, &arena);
    struct report_fill f = {&data, &arena, SMALL};
    struct table *t = report_row(&f, TABLE_PLAN_VISIT, &row);
    REPORT_WORD("plan", "plan");
    REPORT_WORD("area", "nowhere");
    REPORT_NUMBER("stage", 1);
    REPORT_NUMBER("year", 2025);
    t = report_row(&f, TABLE_PLAN_VISIT, &row);
    REPORT_WORD("plan", "plan");
    REPORT_WORD("area", "A00001");
    REPORT_NUMBER("stage", 2);
    REPORT_NUMBER("year", 2099); /* outside the programme */
    write_page(NULL, NULL);
    CHECK(says("2 rows refer to codes that are not in the file"));
    CHECK(says("the plan makes 12 visits"));
    done();
}

TEST(a_circle_in_the_area_tree_ends)
{
    report_dataset(&data, SMALL, &arena);
    struct table *t = &data.tables[TABLE_AREA];
    table_put_text(t, 0, "parent", slice_of("A00000")); /* country under its own county */
    write_page(NULL, NULL);
    CHECK(says("</html>"));
    done();
}

/* How often a text is on the page. */
static int times(const char *text)
{
    int count = 0;
    for (const char *at = page.at; (at = strstr(at, text)); at += strlen(text))
        count++;
    return count;
}

TEST(crews_move_on_maps_of_their_trade_year_by_year)
{
    report_dataset(&data, SMALL, &arena);
    write_page(NULL, NULL);
    CHECK(says("<h3>Where crews go</h3>"));
    CHECK(times("class=\"way t0\"") == 2 && times("class=\"way t1\"") == 0); /* 2026, 2027 */
    CHECK(says("<path class=\"way t0\" d=\"\"/>")); /* no home is known: no line, two dots */
    CHECK(says(">2027<small>2 moves, 241 km</small>"));
    const char *lines = strstr(strstr(page.at, "class=\"way t0\"") + 1, "class=\"way t0\" d=\"M");
    CHECK(lines && strchr(lines, 'L') < strchr(lines, '/'));
    CHECK(times("class=\"stop t0\"") == 2);
    done();
}

TEST(years_of_many_visits_are_built_by_province)
{
    struct report_shape large = SMALL;
    report_dataset(&data, SMALL, &arena);
    write_page(NULL, NULL);
    CHECK(times("<details class=\"part\">") == 0 && times("<details class=\"year\" open>") > 0);
    done();
    large.areas = 200, large.provinces = 4, large.years = 2, large.visits_per_year = 60;
    report_dataset(&data, large, &arena);
    write_page(NULL, NULL);
    CHECK(times("<details class=\"part\">") == 2 * 4);
    CHECK(says("<small>15 visits</small>"));
    CHECK(says("text-anchor=\"end\">15, <tspan class=\"late\">"));
    done();
}

TEST(long_tables_are_cut_and_say_so)
{
    struct report_shape large = {
        .areas = 3000, .provinces = 30, .years = 10, .visits_per_year = 300, .sites_per_area = 1};
    report_dataset(&data, large, &arena);
    write_page(NULL, NULL);
    CHECK(says("The first 400 of 3\u202f000 areas are shown"));
    CHECK(says("The first 150 of 300 visits are shown"));
    CHECK(page.len < 4 << 20);
    /* too many areas to point at: one path a colour instead of a reference an area */
    CHECK(says("class=\"atlas dense\"") && says("<use class=\"y3\" data-y=\"3\" href=\"#g3\"/>"));
    CHECK(!strstr(page.at, "href=\"#a"));
    done();
}

TEST(tallies_count_people_once)
{
    struct report r;
    struct tally t;
    struct err e = {0};
    struct report_request request = {0};
    double people = 0;
    report_dataset(&data, SMALL, &arena);
    CHECK(report_open(&r, &data, &request, &arena, &e) == STATUS_OK);
    tally_make(&t, &r.view);
    for (int i = 0; i < SMALL.areas; i++)
        people += 40000 + 1000 * (i % 90);
    CHECK_NEAR(t.all_people, people, 1e-6);
    CHECK_NEAR(t.visited_people, people, 1e-6);
    CHECK(t.visited_areas == 12 && t.unvisited_areas == 0 && t.visited_provinces == 3);
    CHECK(t.stage_count == 1 && t.decided_visits == 3 && t.closed_sites == 12);
    done();
}

TEST(layers_hold_every_area_and_site)
{
    struct report r;
    struct err e = {0};
    struct report_request request = {0};
    report_dataset(&data, SMALL, &arena);
    CHECK(report_open(&r, &data, &request, &arena, &e) == STATUS_OK);
    buf_reset(&page);
    struct table t;
    CHECK(layer_make(&t, LAYER_AREAS, &r, &e) == STATUS_OK && t.row_count == r.view.unit_count);
    CHECK(layer_geojson(&page, &t, &e) == STATUS_OK);
    CHECK(says("\"code\":\"A00000\"") && says("\"first_visit\":2024") &&
          says("\"type\":\"Polygon\""));
    buf_reset(&page);
    CHECK(layer_make(&t, LAYER_SITES, &r, &e) == STATUS_OK && t.row_count == r.view.site_count);
    CHECK(layer_geojson(&page, &t, &e) == STATUS_OK);
    CHECK(says("\"type\":\"Point\""));
    CHECK(
        says("\"state\":\"refused\",\"plants\":null,\"refused_because\":\"Foodstuffs plant, small: "
             "dry-month yield"));
    CHECK(says("\"state\":\"chosen\",\"plants\":\"Foodstuffs plant, small"));
    buf_reset(&page);
    CHECK(layer_style(&page, &r, 0, &e) == STATUS_OK);
    CHECK(says("value=\"2027\"") && !strstr(page.at, "value=\"2028\""));
    for (int i = 0; i < LAYER_STYLE_COUNT; i++) { /* a look of every layer, one of them its own */
        int defaults = 0;
        for (int k = 0; k < LAYER_STYLE_COUNT; k++)
            defaults +=
                layer_styles[k].layer == layer_styles[i].layer && layer_styles[k].is_default;
        CHECK(defaults == 1);
    }
    done();
}

SUITE(CASE(a_plan_is_said_in_sentences), CASE(refusals_are_counted_by_condition),
      CASE(the_policy_lets_nothing_else_in), CASE(what_is_missing_is_named_with_the_verb_to_run),
      CASE(a_programme_of_one_row_makes_a_page), CASE(an_infeasible_plan_says_why),
      CASE(a_warning_stands_at_the_head), CASE(an_unknown_plan_is_refused_with_the_one_there_is),
      CASE(same_data_same_bytes), CASE(codes_that_lead_nowhere_are_left_out_and_counted),
      CASE(a_circle_in_the_area_tree_ends), CASE(crews_move_on_maps_of_their_trade_year_by_year),
      CASE(years_of_many_visits_are_built_by_province), CASE(long_tables_are_cut_and_say_so),
      CASE(tallies_count_people_once), CASE(layers_hold_every_area_and_site))
