/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "report/chart.h"
#include "report/html.h"
#include "report/page.h"
#include "report/text.h"

static void gain_charts(struct buf *b, const struct view *v)
{
    buf_text(b,
             "<p>People fully supplied: where only a part of the need is met, that part of the "
             "people is counted.</p>"
             "<ul class=\"legend row\"><li><i class=\"k-without\"></i>without the plan</li><li>"
             "<i class=\"k-added\"></i>added by the plan</li><li><i class=\"k-all\"></i>all people"
             "</li></ul><div class=\"charts\">");
    for (int g = 0; g < v->good_count; g++) {
        const struct view_good *good = &v->goods[g];
        if (!good->after) continue;
        int last = v->year_count - 1;
        html_add(b, "<figure><figcaption>%.*s <small>people</small></figcaption>",
                 HTML_SLICE(good->name));
        chart_gain(b, v, good);
        html_add(b, "<p class=\"note\">%d: %s without the plan, %s with it, of %s.</p></figure>",
                 v->first_year + last, text_people(good->before[last]).at,
                 text_people(good->after[last]).at, text_people(good->people[last]).at);
    }
    buf_text(b, "</div>\n");
}

static void gain_table(struct buf *b, const struct view *v)
{
    static const char *const columns[] = {
        "Good",           "#Year",      "#Need | unit of good", "#People", "#Supplied without",
        "#Supplied with", "#Share with"};
    buf_text(b, "<details><summary>All figures</summary>");
    page_table(b, "People supplied, year by year", columns, 7);
    for (int g = 0; g < v->good_count; g++) {
        const struct view_good *good = &v->goods[g];
        for (int y = 0; good->after && y < v->year_count; y++) {
            html_add(b,
                     "<tr><th scope=\"row\">%.*s <small>%.*s</small></th><td class=\"n\">%d</td>",
                     HTML_SLICE(good->name), HTML_SLICE(good->unit), v->first_year + y);
            page_number(b, good->need[y], 0);
            page_number(b, good->people[y], 0);
            page_number(b, good->before[y], 0);
            page_number(b, good->after[y], 0);
            page_share(b, good->after[y] / good->people[y]);
            buf_text(b, "</tr>\n");
        }
    }
    page_table_end(b);
    buf_text(b, "</details>\n");
}

static int has_years(const struct view *v, const struct view_measure *m)
{
    for (int y = 0; y < v->year_count; y++)
        if (!isnan(m->by_year[y])) return 1;
    return 0;
}

static void inequality_charts(struct buf *b, const struct view *v)
{
    int drawn = 0;
    for (int i = 0; i < v->measure_count; i++) {
        if (!has_years(v, &v->measures[i])) continue;
        if (drawn++ == 0)
            buf_text(
                b,
                "<h3>Inequality over the years</h3><p>Gini index between areas; 0: all alike.</p>"
                "<ul class=\"legend row\"><li><i class=\"k-before\"></i>today</li><li>"
                "<i class=\"k-after\"></i>with the plan</li></ul><div class=\"charts\">");
        html_add(b, "<figure><figcaption>%.*s</figcaption>",
                 HTML_SLICE(view_variable_name(v, v->measures[i].variable)));
        chart_inequality(b, v, &v->measures[i]);
        buf_text(b, "</figure>");
    }
    if (drawn) buf_text(b, "</div>\n");
}

void section_gains(struct buf *b, const struct page *p)
{
    const struct view *v = p->view;
    int goods = 0;
    for (int g = 0; g < v->good_count; g++)
        goods += v->goods[g].after != NULL;
    page_section(b, "gains", "What people gain");
    if (goods == 0) {
        page_missing(b, "There is no plan in this file whose gains could be shown.");
    } else {
        gain_charts(b, v);
        gain_table(b, v);
    }
    inequality_charts(b, v);
    page_section_end(b);
}
