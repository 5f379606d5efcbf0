/* SPDX-License-Identifier: Apache-2.0 */
/* What areas send each other, within what people gain. */
#include "report/html.h"
#include "report/page.h"

static void flow_row(struct buf *b, const struct page *p, const struct table *t, int row)
{
    const struct view *v = p->view;
    int from = map_get(&v->area_of, table_get_text(t, row, "from_area"));
    int to = map_get(&v->area_of, table_get_text(t, row, "to_area"));
    int good = map_get(&v->good_of, table_get_text(t, row, "good"));
    if (from < 0 || to < 0 || good < 0) return;
    buf_text(b, "<tr><th scope=\"row\">");
    page_area(b, p, from);
    buf_text(b, "</th><td>");
    page_area(b, p, to);
    html_add(b, "</td><td>%.*s <small>%.*s</small></td><td class=\"n\">%lld</td>",
             HTML_SLICE(v->goods[good].name), HTML_SLICE(v->goods[good].unit),
             (long long)table_get_integer(t, row, "year"));
    page_number(b, table_get_real(t, row, "quantity"), 0);
    page_number(b, table_get_real(t, row, "hours"), 1);
    page_number(b, table_get_real(t, row, "benefit"), 0);
    buf_text(b, "</tr>\n");
}

void section_trade(struct buf *b, const struct page *p)
{
    static const char *const columns[] = {"From",
                                          "To",
                                          "Good",
                                          "#Year",
                                          "#Quantity | a year",
                                          "#Way | hours",
                                          "#Worth | weighted person-years"};
    const struct table *t = view_table(p->view, TABLE_PLAN_FLOW);
    int plan = table_column(t, "plan"), count = 0, shown = 0;
    for (int row = 0; row < t->row_count; row++)
        count += view_is_plan(p->view, t, plan, row);
    if (count == 0) return;
    buf_text(b, "<h3>Sent between areas</h3><p>What plants make beyond the need of their own area, "
                "and where it goes.</p>");
    page_table(b, "Goods sent between areas, year by year", columns, 7);
    for (int row = 0; row < t->row_count && shown < PAGE_RULE_ROWS; row++) {
        if (!view_is_plan(p->view, t, plan, row)) continue;
        flow_row(b, p, t, row);
        shown++;
    }
    page_table_end(b);
    page_cut(b, shown, count, "flows");
}
