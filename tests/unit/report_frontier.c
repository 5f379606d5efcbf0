/* SPDX-License-Identifier: Apache-2.0 */
/* The frontier and the inequality of every year, in the page. */
#include <math.h>
#include <stdlib.h>

#include "kit/report_dataset.h"
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
    report_dataset(&data, SMALL, &arena);
    buf_reset(&text);
    CHECK(view_load(&view, &data, NULL, &arena, &e) == STATUS_OK);
}

static void write_page(void)
{
    struct report r;
    struct err e = {0};
    struct report_request request = {0};
    buf_reset(&text);
    CHECK(report_open(&r, &data, &request, &arena, &e) == STATUS_OK);
    CHECK(report_html(&text, &r, &e) == STATUS_OK);
}

static void done(void)
{
    buf_clear(&text);
    arena_clear(&arena);
}

static int count_of(const char *what)
{
    int count = 0;
    for (const char *at = text.at; (at = strstr(at, what)); at++)
        count++;
    return count;
}

TEST(every_plan_is_a_dot_with_its_name)
{
    begin();
    chart_frontier(&text, &view, CHART_WORST_FIFTH);
    CHECK(count_of("<circle class=\"point\"") == 2);
    CHECK(count_of("<circle class=\"point-dominated\"") == 1);
    CHECK(count_of("class=\"name") == 3 && strstr(text.at, ">\u03b7 0.5</text>"));
    CHECK(strstr(text.at, "need met, worst-off fifth"));
    buf_reset(&text);
    chart_frontier(&text, &view, CHART_WORST_AREA);
    CHECK(count_of("<circle") == 3 && strstr(text.at, "need met, worst area"));
    done();
}

struct place {
    double x, y;
};

static struct place place_of(const char *tag)
{
    struct place p;
    CHECK(sscanf(strstr(tag, "cx=\""), "cx=\"%lf\" cy=\"%lf\"", &p.x, &p.y) == 2);
    return p;
}

/* More of the total is further right, more for the worst-off further up; all within the picture. */
TEST(the_axes_point_the_right_way)
{
    begin();
    chart_frontier(&text, &view, CHART_WORST_FIFTH);
    struct place p[3];
    const char *at = text.at;
    for (int i = 0; i < 3; i++) { /* by total, smallest first */
        at = strstr(at + 1, "<circle");
        p[i] = place_of(at);
        CHECK(p[i].x > 46 && p[i].x < 360 && p[i].y > 10 && p[i].y < 220);
    }
    CHECK(p[0].x < p[1].x && p[1].x < p[2].x);
    CHECK(p[1].y < p[0].y && p[0].y < p[2].y); /* 0.6 above 0.55 above 0.5 */
    /* the edge runs from the largest total to the best served worst-off fifth, and no further */
    const char *edge = strstr(text.at, "class=\"edge\" points=\"");
    double x[4];
    CHECK(edge && sscanf(edge, "class=\"edge\" points=\"%lf %lf %lf %lf \"/>", &x[0], &x[1], &x[2],
                         &x[3]) == 4);
    CHECK_NEAR(x[0], p[2].x, 0.06);
    CHECK_NEAR(x[2], p[1].x, 0.06);
    done();
}

TEST(names_keep_clear_of_each_other)
{
    begin();
    for (int i = 0; i < 3; i++) { /* nearly the same place */
        view.points[i].total = 1e6 - 100 * i;
        view.points[i].worst_fifth = 0.5 + 1e-5 * i;
    }
    chart_frontier(&text, &view, CHART_WORST_FIFTH);
    struct place name[3];
    const char *at = text.at;
    for (int i = 0; i < 3; i++) {
        at = strstr(at + 1, "<text class=\"name");
        CHECK(sscanf(strstr(at, "x=\""), "x=\"%lf\" y=\"%lf\"", &name[i].x, &name[i].y) == 2);
        for (int k = 0; k < i; k++)
            CHECK(fabs(name[i].x - name[k].x) > 15 || fabs(name[i].y - name[k].y) >= 12);
    }
    done();
}

TEST(odd_frontiers_are_drawn_without_odd_numbers)
{
    begin();
    view.point_count = 1;
    chart_frontier(&text, &view, CHART_WORST_AREA);
    CHECK(count_of("<circle") == 1 && !strstr(text.at, "nan") && !strstr(text.at, "inf"));
    buf_reset(&text);
    view.points[0].worst_area = 0;
    chart_frontier(&text, &view, CHART_WORST_AREA);
    CHECK(count_of("<circle") == 1 && !strstr(text.at, "nan") && !strstr(text.at, "=\"-"));
    buf_reset(&text);
    view.points[0].total = 0;
    chart_frontier(&text, &view, CHART_WORST_AREA);
    CHECK(text.len == 0);
    view.points[0].has_plan = 0;
    chart_frontier(&text, &view, CHART_WORST_FIFTH);
    CHECK(text.len == 0);
    done();
}

TEST(the_section_says_what_it_costs)
{
    begin();
    write_page();
    CHECK(strstr(text.at,
                 "<p>Going from \u03b7 = 0 to \u03b7 = 0.5 gives up 2.00\u202f% of the total."));
    CHECK(strstr(text.at, "The plan in this report rests on \u03b7 = 1."));
    CHECK(strstr(text.at, "\u03b7 = 2 <small>dominated</small></th>"));
    CHECK(strstr(text.at, "<td class=\"n\">98.00</td>"));
    table_empty(&data.tables[TABLE_FRONTIER]);
    write_page();
    CHECK(strstr(text.at, "<code>groundwork frontier</code>"));
    done();
}

TEST(inequality_is_shown_year_by_year_with_and_without)
{
    begin();
    write_page();
    CHECK(strstr(text.at, "Inequality, year by year"));
    CHECK(strstr(text.at, "2027: 0.293 without the plan, 0.260 with it."));
    CHECK(strstr(text.at, "<tr><th scope=\"row\">Condiments</th><td class=\"n\">2025</td><td "
                          "class=\"n\">0.2910</td><td class=\"n\">0.2800</td><td "
                          "class=\"n\">0.1455</td><td class=\"n\">0.1400</td></tr>"));
    done();
}

SUITE(CASE(every_plan_is_a_dot_with_its_name), CASE(the_axes_point_the_right_way),
      CASE(names_keep_clear_of_each_other), CASE(odd_frontiers_are_drawn_without_odd_numbers),
      CASE(the_section_says_what_it_costs), CASE(inequality_is_shown_year_by_year_with_and_without))
