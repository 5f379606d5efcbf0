/* SPDX-License-Identifier: Apache-2.0 */
#include "report/chart.h"
#include "report/html.h"
#include "report/page.h"
#include "report/text.h"

static void in_short(struct buf *b, const struct view *v)
{
    const struct view_ensemble *x = &v->ensemble;
    html_add(b,
             "<p class=\"lead\">%s were made that are nearly as good as the best can be: worth %s "
             "to %s, where none can be worth more than %s. They differ from the first in up to "
             "%s.</p>\n",
             text_count(x->plan_count, "plan", NULL).at, text_number(x->least, 0).at,
             text_number(x->most, 0).at, text_number(x->bound, 0).at,
             text_count(x->moved_most, "visit", NULL).at);
    html_add(
        b,
        "<p>Of %s that occur in any of them, <b>%s in all of them</b>, %s of these in the same "
        "year: the safe core. When the others start is a matter of taste, not of arithmetic: "
        "other reasons may decide it at almost no loss.</p>\n",
        text_count(x->often_count, "visit", NULL).at, text_count(x->always_count, "is", "are").at,
        text_number(x->core_count, 0).at);
}

/* Plans that visit in each year, as columns of a strip. */
static void strip(struct buf *b, const struct view *v, const struct view_often *o)
{
    const double width = 12, height = 14;
    html_add(b,
             "<td><svg class=\"chart years\" width=\"%.0f\" height=\"14\" viewBox=\"0 0 %.0f 14\" "
             "role=\"img\" aria-label=\"Plans by year\">",
             width * v->year_count, width * v->year_count);
    for (int y = 0; y < v->year_count; y++) {
        double share = (double)v->ensemble.plans_in[o->first + y] / v->ensemble.plan_count;
        html_add(b, "<path class=\"trough\" d=\"M%.0f 0h%.0fv14h-%.0fz\"/>", y * width, width - 1,
                 width - 1);
        if (share > 0)
            html_add(b, "<path class=\"good\" d=\"M%.0f 14h%.0fv-%.1fh-%.0fz\"/>", y * width,
                     width - 1, share * height, width - 1);
    }
    buf_text(b, "</svg></td>");
}

static void often_row(struct buf *b, const struct page *p, const struct view_often *o)
{
    const struct view *v = p->view;
    buf_text(b, "<tr><th scope=\"row\">");
    page_area(b, p, o->area);
    html_add(b, "</th><td class=\"province\">%.*s</td><td class=\"n\">%d</td>",
             HTML_SLICE(view_province_name(v, o->area)), o->stage);
    strip(b, v, o);
    html_add(b, "<td class=\"n\">%d</td>", v->first_year + o->most_year);
    page_number(b, o->most_plans, 0);
    page_number(b, o->year_count, 0);
    page_number(b, v->ensemble.plan_count - o->plan_count, 0);
    buf_text(b, "</tr>\n");
}

static void often_table(struct buf *b, const struct page *p)
{
    static const char *const columns[] = {"Area",
                                          "Province",
                                          "#Stage",
                                          "Plans by year",
                                          "#Year most choose",
                                          "#Plans that do",
                                          "#Different years",
                                          "#Plans without it"};
    const struct view_ensemble *x = &p->view->ensemble;
    int shown = x->often_count < PAGE_RANKING_ROWS ? x->often_count : PAGE_RANKING_ROWS;
    html_add(b,
             "<h3>How often, and when</h3><p>Where plans differ most first. Columns: years %d to "
             "%d; as high as the share of plans that visit in that year.</p>",
             p->view->first_year, p->view->first_year + p->view->year_count - 1);
    page_cut(b, shown, x->often_count, "visits");
    page_table(b, "How often near-best plans visit an area", columns, 8);
    for (int i = 0; i < shown; i++)
        often_row(b, p, &x->often[i]);
    page_table_end(b);
}

void section_ensemble(struct buf *b, const struct page *p)
{
    page_section(b, "ensemble", "What all good plans share");
    if (p->view->ensemble.plan_count == 0) {
        page_missing(b, "How much of the plan is a matter of taste has not been worked out; "
                        "<code>groundwork ensemble</code> makes plans that are nearly as good and "
                        "compares them.");
    } else {
        in_short(b, p->view);
        often_table(b, p);
    }
    page_section_end(b);
}
