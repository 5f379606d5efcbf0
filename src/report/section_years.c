/* SPDX-License-Identifier: Apache-2.0 */
#include "report/html.h"
#include "report/page.h"
#include "report/text.h"

static void plants_of(struct buf *b, const struct page *p, const struct view_visit *visit)
{
    const struct view *v = p->view;
    if (visit->facility_count == 0)
        buf_text(b, "<td class=\"none\">no plants</td><td></td><td></td>");
    if (visit->facility_count == 0) return;
    buf_text(b, "<td><ul class=\"cells\">");
    for (int i = 0; i < visit->facility_count; i++)
        html_add(b, "<li>%.*s</li>",
                 HTML_SLICE(v->sizes[v->facilities[visit->facility_first + i].size].name));
    buf_text(b, "</ul></td><td><ul class=\"cells\">");
    for (int i = 0; i < visit->facility_count; i++) {
        int site = v->facilities[visit->facility_first + i].site;
        if (site < 0)
            buf_text(b, "<li class=\"none\">place not known</li>");
        else
            html_add(b, "<li>%.*s</li>", HTML_SLICE(v->sites[site].name));
    }
    buf_text(b, "</ul></td><td><ul class=\"cells n\">");
    for (int i = 0; i < visit->facility_count; i++) {
        int year = v->facilities[visit->facility_first + i].operating_year;
        html_add(b, year ? "<li>%d</li>" : "<li>\u2013</li>", year);
    }
    buf_text(b, "</ul></td>");
}

static void visit_row(struct buf *b, const struct page *p, const struct view_visit *visit)
{
    const struct view *v = p->view;
    buf_text(b, "<tr><th scope=\"row\">");
    page_area(b, p, visit->area);
    if (visit->decided) buf_text(b, " <span class=\"mark\">decided</span>");
    html_add(b, "</th><td class=\"province\">%.*s</td>",
             HTML_SLICE(view_province_name(v, visit->area)));
    if (p->tally->stage_count > 1) html_add(b, "<td class=\"n\">%d</td>", visit->stage);
    plants_of(b, p, visit);
    page_number(b, visit->benefit, 0);
    buf_text(b, "</tr>\n");
}

static void year(struct buf *b, const struct page *p, int y, int rows)
{
    static const char *const staged[] = {"Area",
                                         "Province",
                                         "#Stage",
                                         "Plants",
                                         "Site",
                                         "#Supplies from | year",
                                         "#Worth | weighted person-years"};
    static const char *const plain[] = {"Area",
                                        "Province",
                                        "Plants",
                                        "Site",
                                        "#Supplies from | year",
                                        "#Worth | weighted person-years"};
    const struct view *v = p->view;
    int first = v->year_first_visit[y], count = v->year_first_visit[y + 1] - first, plants = 0;
    for (int i = first; i < first + count; i++)
        plants += v->visits[i].facility_count;
    html_add(b,
             "<details class=\"year\" open id=\"year-%d\"><summary><i "
             "class=\"y%d\"></i><h4>%d</h4> %s, %s</summary>",
             v->first_year + y, y, v->first_year + y, text_count(count, "visit", NULL).at,
             text_count(plants, "plant", NULL).at);
    int shown = count < rows ? count : rows;
    page_cut(b, shown, count, "visits");
    if (count) {
        char name[32] = "Visits of a year";
        if (p->tally->stage_count > 1)
            page_table(b, name, staged, 7);
        else
            page_table(b, name, plain, 6);
        for (int i = first; i < first + shown; i++)
            visit_row(b, p, &v->visits[i]);
        page_table_end(b);
    }
    buf_text(b, "</details>\n");
}

void section_years(struct buf *b, const struct page *p)
{
    const struct view *v = p->view;
    page_section(b, "years", "The plan, year by year");
    if (v->visit_count == 0) {
        page_missing(b,
                     v->plan.at ? "The plan has no visits." : "There is no plan in this file yet.");
        page_section_end(b);
        return;
    }
    if (p->atlas->shape_count) {
        page_year_map(b, p);
        buf_text(
            b,
            "<p class=\"note\">Strong: visits of the year; pale: visits of the years before.</p>");
        page_small_maps(b, p);
    }
    int rows = PAGE_VISIT_ROWS / v->year_count;
    buf_text(b, "<h3>Areas, plants and sites</h3>");
    if (p->tally->decided_visits)
        buf_text(b,
                 "<p><span class=\"mark\">decided</span> marks visits that were decided before the "
                 "plan; the planner keeps them as they are.</p>");
    for (int y = 0; y < v->year_count; y++)
        year(b, p, y, rows);
    page_section_end(b);
}
