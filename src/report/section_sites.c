/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "report/chart.h"
#include "report/html.h"
#include "report/page.h"
#include "report/text.h"

static struct slice test_text(const struct view *v, const struct view_option *o, int condition,
                              const char *column)
{
    int row = o->test[condition];
    return row < 0 ? SLICE_NONE : table_get_text(view_table(v, TABLE_SITE_TEST), row, column);
}

static void score_cells(struct buf *b, const struct view_option *o)
{
    for (int c = 0; c < CONDITION_COUNT; c++) {
        double score = o->scores[c];
        if (isnan(score)) {
            buf_text(b, "<td class=\"n none\">\u2013</td>");
            continue;
        }
        html_add(b, "<td class=\"n score\">%s", text_number(score, 2).at);
        chart_share(b, score, "good");
        buf_text(b, "</td>");
    }
}

static void sentences(struct buf *b, const struct view *v, const struct view_option *o,
                      int only_failed)
{
    buf_text(b, "<ul class=\"cells\">");
    for (int c = 0; c < CONDITION_COUNT; c++) {
        struct slice text = test_text(v, o, c, "sentence");
        if (!text.len || (only_failed && !tally_failed(v, o, c))) continue;
        html_add(b, "<li>%.*s</li>", HTML_SLICE(text));
    }
    buf_text(b, "</ul>");
}

static void site_cell(struct buf *b, const struct view_site *site)
{
    html_add(b, "<td>%.*s", HTML_SLICE(site->name));
    if (site->proposed) buf_text(b, " <span class=\"mark\">proposal</span>");
    buf_text(b, "</td>");
}

static void chosen_row(struct buf *b, const struct page *p, int facility)
{
    const struct view *v = p->view;
    const struct view_facility *f = &v->facilities[facility];
    const struct view_option *o = &v->options[f->option];
    buf_text(b, "<tr><th scope=\"row\">");
    page_area(b, p, v->visits[f->visit].area);
    buf_text(b, "</th>");
    site_cell(b, &v->sites[f->site]);
    html_add(b, "<td>%.*s</td>", HTML_SLICE(v->sizes[f->size].name));
    score_cells(b, o);
    buf_text(b, "<td><details class=\"inline\"><summary>in words</summary>");
    sentences(b, v, o, 0);
    buf_text(b, "</details></td></tr>\n");
}

static void chosen(struct buf *b, const struct page *p)
{
    static const char *const columns[] = {"Area",
                                          "Site",
                                          "Plant",
                                          "#Electricity | score",
                                          "#Water | score",
                                          "#Transport | score",
                                          "#Inhabitants | score",
                                          "#Land | score",
                                          "Findings"};
    const struct view *v = p->view;
    int all = 0, shown = 0;
    for (int i = 0; i < v->facility_count; i++)
        all += v->facilities[i].option >= 0;
    if (all == 0) return;
    buf_text(
        b,
        "<h3>Where the plan builds, and how good the places are</h3><p>Each condition must be met; "
        "the score from 0 to 1 says with how much to spare.</p>");
    page_cut(b, all < PAGE_SITE_ROWS ? all : PAGE_SITE_ROWS, all, "plants");
    page_table(b, "Sites the plan builds on", columns, 9);
    for (int i = 0; i < v->facility_count && shown < PAGE_SITE_ROWS; i++) {
        if (v->facilities[i].option < 0) continue;
        chosen_row(b, p, i);
        shown++;
    }
    page_table_end(b);
}

static void refusal_counts(struct buf *b, const struct tally *t)
{
    static const char *const columns[] = {"Condition", "#Pairings refused", "#Share of refusals",
                                          "#Sites concerned"};
    page_table(b, "Refusals by condition", columns, 4);
    for (int c = 0; c < CONDITION_COUNT; c++) {
        if (t->refused[c] == 0) continue;
        html_add(b, "<tr><th scope=\"row\">%s</th>", tally_condition_name(c));
        page_number(b, t->refused[c], 0);
        html_add(b, "<td class=\"n score\">%s",
                 text_share((double)t->refused[c] / t->refused_count).at);
        chart_share(b, (double)t->refused[c] / t->refused_count, "bad");
        buf_text(b, "</td>");
        page_number(b, t->refused_sites[c], 0);
        buf_text(b, "</tr>\n");
    }
    page_table_end(b);
}

static void refusal_row(struct buf *b, const struct page *p, const struct view_option *o)
{
    const struct view *v = p->view;
    const struct view_site *site = &v->sites[o->site];
    buf_text(b, "<tr><th scope=\"row\">");
    if (site->area >= 0) page_area(b, p, site->area);
    buf_text(b, "</th>");
    site_cell(b, site);
    html_add(b, "<td>%.*s</td><td class=\"words\">", HTML_SLICE(v->sizes[o->size].name));
    sentences(b, v, o, 1);
    buf_text(b, "</td></tr>\n");
}

static void refusals(struct buf *b, const struct page *p)
{
    static const char *const columns[] = {"Area", "Site", "Plant", "Why it is refused"};
    const struct view *v = p->view;
    const struct tally *t = p->tally;
    int shown = 0;
    buf_text(b, "<h3>What is refused, and why</h3>");
    if (t->refused_count == 0) {
        buf_text(b, "<p>Every plant can stand on every site.</p>");
        return;
    }
    buf_text(b, "<p>One pairing can fail several conditions.</p>");
    refusal_counts(b, t);
    html_add(b, "<details class=\"long\"><summary>All refusals with their reasons (%s)</summary>",
             text_number(t->refused_count, 0).at);
    page_cut(b, t->refused_count < PAGE_REFUSAL_ROWS ? t->refused_count : PAGE_REFUSAL_ROWS,
             t->refused_count, "refusals");
    page_table(b, "Refused plants and sites", columns, 4);
    for (int i = 0; i < v->option_count && shown < PAGE_REFUSAL_ROWS; i++) {
        if (v->options[i].admissible) continue;
        refusal_row(b, p, &v->options[i]);
        shown++;
    }
    page_table_end(b);
    buf_text(b, "</details>\n");
}

void section_sites(struct buf *b, const struct page *p)
{
    const struct view *v = p->view;
    page_section(b, "sites", "Sites");
    if (p->tally->proposed_sites)
        html_add(b,
                 "<p><span class=\"mark\">proposal</span> marks %s of %s: points of a grid around "
                 "settlements, worked out by the program. Nobody has surveyed them.</p>",
                 text_number(p->tally->proposed_sites, 0).at,
                 text_count(v->site_count, "site", NULL).at);
    if (v->option_count == 0) {
        page_missing(b, "The sites have not been tested yet; run 'groundwork site'.");
    } else {
        chosen(b, p);
        refusals(b, p);
    }
    page_section_end(b);
}
