/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>

#include "report/chart.h"
#include "report/html.h"
#include "report/page.h"
#include "report/text.h"

static void explain(struct buf *b, const struct view *v)
{
    const struct table *t = view_table(v, TABLE_RUN);
    for (int row = 0; row < t->row_count; row++)
        if (slice_is(table_get_text(t, row, "verb"), "frontier"))
            html_add(b, "<p>%.*s</p>\n", HTML_SLICE(table_get_text(t, row, "summary")));
    html_add(
        b,
        "<p>The exponent \u03b7 says how much more a person in a worse-off area counts: "
        "(reference index / index) to the power \u03b7; with \u03b7 = 0 all count alike. Each "
        "point is a plan of its own, made with that weight and then measured by the same "
        "yardsticks, into which \u03b7 does not enter. Which of them is right is not a question "
        "of arithmetic. The plan in this report rests on \u03b7 = %g.</p>\n",
        v->equity_eta);
}

static void charts(struct buf *b, const struct view *v)
{
    int hollow = 0;
    for (int i = 0; i < v->point_count; i++)
        hollow |= v->points[i].dominated;
    if (hollow)
        buf_text(b, "<ul class=\"legend row\"><li><i class=\"k-point\"></i>to choose from</li><li>"
                    "<i class=\"k-dominated\"></i>dominated: another plan has no less of the "
                    "total, the worst-off fifth and the worst area</li></ul>");
    buf_text(b,
             "<div class=\"charts\"><figure><figcaption>The worst-off fifth of areas</figcaption>");
    chart_frontier(b, v, CHART_WORST_FIFTH);
    buf_text(b, "</figure><figure><figcaption>The worst area</figcaption>");
    chart_frontier(b, v, CHART_WORST_AREA);
    buf_text(b, "</figure></div>\n");
}

static void point_row(struct buf *b, const struct view_point *p, double most)
{
    if (isnan(p->eta))
        html_add(b, "<tr><th scope=\"row\">%.*s", HTML_SLICE(p->code));
    else
        html_add(b, "<tr><th scope=\"row\">\u03b7 = %g", p->eta);
    buf_text(b, p->dominated ? " <small>dominated</small></th>" : "</th>");
    if (!p->has_plan) {
        buf_text(b, "<td class=\"none\" colspan=\"9\">no plan was found</td></tr>\n");
        return;
    }
    page_number(b, p->total, 0);
    page_number(b, 100 * p->total / most, 2);
    page_number(b, p->people_supplied, 0);
    page_number(b, 100 * p->worst_fifth, 1);
    page_number(b, 100 * p->worst_area, 1);
    page_number(b, p->gini, 4);
    page_number(b, p->gini_mean, 4);
    page_number(b, p->theil_t, 4);
    page_number(b, p->moved == INTEGER_NONE ? REAL_NONE : (double)p->moved, 0);
    buf_text(b, "</tr>\n");
}

static void points(struct buf *b, const struct view *v)
{
    char supplied[80], fifth[80], area[80], gini[80], theil[80];
    int last = v->first_year + v->year_count - 1;
    (void)snprintf(supplied, sizeof supplied, "#People supplied | %d", last);
    (void)snprintf(fifth, sizeof fifth, "#Worst-off fifth | %% of need, %d", last);
    (void)snprintf(area, sizeof area, "#Worst area | %% of need, %d", last);
    (void)snprintf(gini, sizeof gini, "#Gini | %d", last);
    (void)snprintf(theil, sizeof theil, "#Theil T | %d", last);
    const char *const columns[] = {"Weight",
                                   "#Total | person-years",
                                   "#Total | % of the largest",
                                   supplied,
                                   fifth,
                                   area,
                                   gini,
                                   "#Gini | mean of years",
                                   theil,
                                   "#Areas moved"};
    double most = 0;
    for (int i = 0; i < v->point_count; i++)
        if (v->points[i].has_plan) most = fmax(most, v->points[i].total);
    page_table(b, "Plans for several weights", columns, 10);
    for (int i = 0; i < v->point_count; i++)
        point_row(b, &v->points[i], most);
    page_table_end(b);
}

void section_frontier(struct buf *b, const struct page *p)
{
    const struct view *v = p->view;
    page_section(b, "fairness", "Total and fairness");
    if (v->point_count == 0) {
        page_missing(b, "What it costs to care more for worse-off areas has not been worked out; "
                        "<code>groundwork frontier</code> does it.");
    } else {
        explain(b, v);
        charts(b, v);
        points(b, v);
    }
    page_section_end(b);
}
