/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "report/chart.h"
#include "report/html.h"
#include "report/page.h"
#include "report/text.h"

static void worst_off(struct buf *b, const struct view *v)
{
    int safe = 0, shown = v->ranked_count < 5 ? v->ranked_count : 5;
    int fifth = (v->ranked_count + 4) / 5, has_interval = 0;
    for (int i = 0; i < v->ranked_count; i++) {
        const struct view_area *area = &v->areas[v->ranking[i]];
        has_interval |= area->rank_high > 0;
        safe += area->rank_high > 0 && area->rank_high <= fifth;
    }
    buf_text(b, "<p>Worst off by the index are ");
    for (int i = 0; i < shown; i++) {
        const struct view_area *area = &v->areas[v->ranking[i]];
        html_add(b, "%s%.*s", page_list_mark(i, shown), HTML_SLICE(area->name));
        struct slice province = view_province_name(v, v->ranking[i]);
        if (province.len) html_add(b, " (%.*s)", HTML_SLICE(province));
    }
    buf_text(b, ".");
    if (has_interval)
        html_add(
            b,
            " Under random weights of the indicators, %s among the worst-off fifth in at least "
            "19 of 20 weightings: of these the index is sure. The bars in the table show for "
            "every area the ranks between which it moves.",
            text_count(safe, "area stays", "areas stay").at);
    buf_text(b, "</p>\n");
}

static void ranking_row(struct buf *b, const struct page *p, int area)
{
    const struct view *v = p->view;
    const struct view_area *at = &v->areas[area];
    if (at->rank)
        html_add(b, "<tr><td class=\"n\">%d</td><th scope=\"row\">", at->rank);
    else
        buf_text(b, "<tr><td class=\"n none\">\u2013</td><th scope=\"row\">");
    page_area(b, p, area);
    html_add(b, "</th><td class=\"province\">%.*s</td>", HTML_SLICE(view_province_name(v, area)));
    page_number(b, at->population, 0);
    page_number(b, at->index, v->index_decimals);
    buf_text(b, "<td class=\"with-strip\">");
    if (at->rank) chart_rank(b, at, v->ranked_count);
    if (at->rank_high > 0) html_add(b, "<span>%d\u2013%d</span>", at->rank_low, at->rank_high);
    buf_text(b, "</td>");
    page_share(b, at->worst_share);
    page_share(b, at->supply_share);
    if (at->visit_count)
        html_add(b, "<td class=\"n\">%d</td></tr>\n",
                 v->first_year + v->visits[at->first_visit].year);
    else
        buf_text(b, "<td class=\"n none\">\u2013</td></tr>\n");
}

static void ranking(struct buf *b, const struct page *p)
{
    static const char *const columns[] = {"#Rank",
                                          "Area",
                                          "Province",
                                          "#People",
                                          "#Index",
                                          "Rank under other weights | 5th–95th percentile",
                                          "#Worst fifth | of weightings",
                                          "#Need met | today",
                                          "#First visit | year"};
    const struct view *v = p->view;
    int shown = v->unit_count < PAGE_RANKING_ROWS ? v->unit_count : PAGE_RANKING_ROWS;
    buf_text(b, "<h3 id=\"ranking\">Ranking, worst off first</h3>");
    page_cut(b, shown, v->unit_count, "areas");
    page_table(b, "Ranking of the areas", columns, 9);
    for (int i = 0; i < shown; i++)
        ranking_row(b, p, v->ranking[i]);
    page_table_end(b);
}

static void lorenz_curves(struct buf *b, const struct view *v)
{
    int drawn = 0;
    for (int i = 0; i < v->curve_count; i++) {
        if (v->curves[i].after) continue;
        if (drawn++ == 0)
            buf_text(
                b, "<h3>How unequally it is shared out</h3><p>If all had the same, the curve would "
                   "be the straight line; the deeper it sags, the more unequal.</p>"
                   "<ul class=\"legend row\"><li><i class=\"k-before\"></i>today</li>"
                   "<li><i class=\"k-after\"></i>with the plan, last year</li></ul>"
                   "<div class=\"charts narrow\">");
        html_add(b, "<figure><figcaption>%.*s</figcaption>",
                 HTML_SLICE(view_variable_name(v, v->curves[i].variable)));
        (void)chart_lorenz(b, v, v->curves[i].variable);
        buf_text(b, "</figure>");
    }
    if (drawn) buf_text(b, "</div>\n");
}

static void measure_rows(struct buf *b, const struct view *v, const struct view_measure *m)
{
    static const char *const names[3] = {"Gini", "Theil T", "Theil L"};
    for (int k = 0; k < 3; k++) {
        if (isnan(m->before[k]) && isnan(m->after[k])) continue;
        html_add(b, "<tr><th scope=\"row\">%.*s</th><td>%s</td>",
                 HTML_SLICE(view_variable_name(v, m->variable)), names[k]);
        page_number(b, m->before[k], 4);
        if (v->province_count) {
            page_number(b, m->between[k], 4);
            page_number(b, m->within[k], 4);
        }
        page_number(b, m->after[k], 4);
        if (v->province_count) {
            page_number(b, m->between_after[k], 4);
            page_number(b, m->within_after[k], 4);
        }
        buf_text(b, "</tr>\n");
    }
}

static void measures(struct buf *b, const struct view *v)
{
    static const char *const divided[] = {"Of",
                                          "Measure",
                                          "#Today | total",
                                          "#between provinces",
                                          "#within",
                                          "#With the plan | total",
                                          "#between provinces",
                                          "#within"};
    static const char *const whole[] = {"Of", "Measure", "#Today", "#With the plan"};
    if (v->measure_count == 0) return;
    buf_text(b, "<h3>Measures of inequality</h3><p>Each person counts with the value of their "
                "area. 0: all alike.");
    if (v->province_count)
        buf_text(b, " The parts between and within provinces add up to the total for Theil; for "
                    "Gini an overlap remains.");
    buf_text(b, "</p>");
    page_table(b, "Measures of inequality", v->province_count ? divided : whole,
               v->province_count ? 8 : 4);
    for (int i = 0; i < v->measure_count; i++)
        measure_rows(b, v, &v->measures[i]);
    page_table_end(b);
}

void section_unequal(struct buf *b, const struct page *p)
{
    const struct view *v = p->view;
    page_section(b, "unequal", "What is unequal");
    if (v->ranked_count == 0)
        page_missing(b, "The index of living standard has not been worked out yet; run 'groundwork "
                        "diagnose'.");
    else
        worst_off(b, v);
    if (p->atlas->shape_count == 0)
        page_missing(b, "The file holds no polygons of the areas, so no map is drawn; give "
                        "area.geojson to 'groundwork import'.");
    else if (v->ranked_count)
        page_index_map(b, p);
    if (v->unit_count) ranking(b, p);
    lorenz_curves(b, v);
    measures(b, v);
    page_section_end(b);
}
