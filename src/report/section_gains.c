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
        if (!isnan(m->with[0][y])) return 1;
    return 0;
}

static void inequality_figure(struct buf *b, const struct view *v, const struct view_measure *m)
{
    int last = v->year_count - 1;
    html_add(b, "<figure><figcaption>%.*s</figcaption>",
             HTML_SLICE(view_variable_name(v, m->variable)));
    chart_inequality(b, v, m);
    if (!isnan(m->without[0][last]) && !isnan(m->with[0][last]))
        html_add(b, "<p class=\"note\">%d: %s without the plan, %s with it.</p>",
                 v->first_year + last, text_number(m->without[0][last], 3).at,
                 text_number(m->with[0][last], 3).at);
    buf_text(b, "</figure>");
}

static void inequality_table(struct buf *b, const struct view *v)
{
    static const char *const columns[] = {
        "Of",      "#Year", "#Gini | without the plan", "#with it", "#Theil T | without the plan",
        "#with it"};
    buf_text(b, "<details><summary>All figures</summary>");
    page_table(b, "Inequality, year by year", columns, 6);
    for (int i = 0; i < v->measure_count; i++) {
        const struct view_measure *m = &v->measures[i];
        for (int y = 0; has_years(v, m) && y < v->year_count; y++) {
            html_add(b, "<tr><th scope=\"row\">%.*s</th><td class=\"n\">%d</td>",
                     HTML_SLICE(view_variable_name(v, m->variable)), v->first_year + y);
            for (int k = 0; k < 2; k++) {
                page_number(b, m->without[k][y], 4);
                page_number(b, m->with[k][y], 4);
            }
            buf_text(b, "</tr>\n");
        }
    }
    page_table_end(b);
    buf_text(b, "</details>\n");
}

static void inequality_charts(struct buf *b, const struct view *v)
{
    int drawn = 0;
    for (int i = 0; i < v->measure_count; i++) {
        if (!has_years(v, &v->measures[i])) continue;
        if (drawn++ == 0)
            buf_text(b, "<h3>Inequality, year by year</h3><p>Gini index of the share of need met "
                        "between areas, each person counting with the value of their area; 0: all "
                        "alike. Without the plan only the people grow.</p><ul class=\"legend row\">"
                        "<li><i class=\"k-before\"></i>without the plan</li><li>"
                        "<i class=\"k-after\"></i>with the plan</li></ul><div class=\"charts\">");
        inequality_figure(b, v, &v->measures[i]);
    }
    if (drawn == 0) return;
    buf_text(b, "</div>\n");
    inequality_table(b, v);
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
        section_trade(b, p);
    }
    inequality_charts(b, v);
    page_section_end(b);
}
