/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "report/chart.h"
#include "report/html.h"
#include "report/page.h"
#include "report/text.h"

static void scope_name(struct buf *b, const struct view *v, const struct view_use *use)
{
    const struct view_resource *r = &v->resources[use->resource];
    html_add(b, "%.*s", HTML_SLICE(r->name));
    if (use->area >= 0) html_add(b, " in %.*s", HTML_SLICE(v->areas[use->area].name));
    html_add(b, " <small>%.*s%s</small>", HTML_SLICE(r->unit), r->lasting ? ", held" : " a year");
}

static void chart(struct buf *b, const struct view *v, const struct view_use *use)
{
    buf_text(b, "<figure><figcaption>");
    scope_name(b, v, use);
    buf_text(b, "</figcaption>");
    chart_use(b, v, use);
    if (use->bound_years == 0)
        buf_text(b, "<p class=\"note\">Does not bind.</p>");
    else
        html_add(b, "<p class=\"note\">Binds in %s of %d.</p>",
                 text_count(use->bound_years, "year", NULL).at, use->limited_years);
    buf_text(b, "</figure>");
}

static void use_rows(struct buf *b, const struct view *v, const struct view_use *use)
{
    for (int y = 0; y < v->year_count; y++) {
        if (isnan(use->used[y]) && isnan(use->limit[y])) continue;
        buf_text(b, "<tr><th scope=\"row\">");
        scope_name(b, v, use);
        html_add(b, "</th><td class=\"n\">%d</td>", v->first_year + y);
        page_quantity(b, use->used[y]);
        page_quantity(b, use->limit[y]);
        page_share(b, use->used[y] / use->limit[y]);
        html_add(b, "<td>%s</td>", view_use_binds(use, y) ? "binds" : "");
        page_quantity(b, use->price[y]);
        buf_text(b, "<td>");
        (void)page_price_sentence(b, v, use, y);
        buf_text(b, "</td></tr>\n");
    }
}

static void figures(struct buf *b, const struct view *v)
{
    static const char *const columns[] = {"Resource | unit",
                                          "#Year",
                                          "#Used",
                                          "#Limit",
                                          "#Share of limit",
                                          "Binds",
                                          "#Price | worth per unit more",
                                          "In words"};
    int shown = v->use_count < PAGE_RULE_ROWS / v->year_count + 1
                    ? v->use_count
                    : PAGE_RULE_ROWS / v->year_count + 1;
    buf_text(b, "<details><summary>All figures</summary>");
    page_cut(b, shown, v->use_count, "limited resources");
    page_table(b, "Resources used, year by year", columns, 8);
    for (int i = 0; i < shown; i++)
        use_rows(b, v, &v->uses[i]);
    page_table_end(b);
    buf_text(b, "</details>\n");
}

void section_resources(struct buf *b, const struct page *p)
{
    const struct view *v = p->view;
    page_section(b, "resources", "Money and materials");
    if (v->use_count == 0) {
        page_missing(b, v->visit_count ? "The programme limits no resource."
                                       : "There is no plan in this file yet.");
        page_section_end(b);
        return;
    }
    buf_text(
        b,
        "<p>Bars: what the plan uses. Line: the limit. Dark bars: the limit binds, that is, it is "
        "used up, or more of it would let a better plan be made.</p>"
        "<ul class=\"legend row\"><li><i class=\"k-bar\"></i>used</li><li><i class=\"k-bound\"></i>"
        "used, binds</li><li><i class=\"k-limit\"></i>limit</li></ul><div class=\"charts\">");
    int shown = 0, all = v->use_count;
    for (int i = 0; i < all && shown < PAGE_USE_CHARTS; i++, shown++)
        chart(b, v, &v->uses[i]);
    buf_text(b, "</div>\n");
    page_cut(b, shown, all, "charts");
    figures(b, v);
    page_section_end(b);
}
