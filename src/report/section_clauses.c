/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "report/html.h"
#include "report/page.h"
#include "report/text.h"

static void scope(struct buf *b, const struct view *v, const struct view_clause *c)
{
    html_add(b, "%d\u2013%d", c->year_first, c->year_last);
    if (c->area >= 0) html_add(b, ", %.*s", HTML_SLICE(v->areas[c->area].name));
    if (c->stage) html_add(b, ", stage %d", c->stage);
    if (!isnan(c->penalty))
        html_add(b, "<br>may be missed, at %s each", text_number(c->penalty, 0).at);
}

static void verdict(struct buf *b, const struct view_clause *c)
{
    if (c->rule_count == 0)
        buf_text(b, "<span class=\"mark\">not checked</span>");
    else if (c->missed > 1e-9)
        html_add(b, "<span class=\"mark\">missed by %s</span> at a cost of %s",
                 text_number(c->missed, 1).at, text_number(c->cost, 0).at);
    else if (c->broken_count)
        html_add(b, "<span class=\"mark bad\">broken in %d of %d</span>", c->broken_count,
                 c->rule_count);
    else
        buf_text(b, "<span class=\"mark good\">kept</span>");
}

/* How far the rule is from its nearer limit: 0 means nothing to spare. */
static double slack_of(const struct view_rule *r)
{
    return fmin(isnan(r->at_most) ? INFINITY : r->at_most - r->value,
                isnan(r->at_least) ? INFINITY : r->value - r->at_least);
}

static double smallest_slack(const struct view *v, const struct view_clause *c)
{
    double least = INFINITY;
    for (int i = c->rule_first; i < c->rule_first + c->rule_count; i++)
        least = fmin(least, slack_of(&v->rules[i]));
    return least;
}

static double largest_price(const struct view *v, const struct view_clause *c)
{
    double most = REAL_NONE;
    for (int i = c->rule_first; i < c->rule_first + c->rule_count; i++)
        most = fmax(most, v->rules[i].price);
    return most;
}

static void clause_row(struct buf *b, const struct view *v, const struct view_clause *c)
{
    html_add(b, "<tr><td>%.*s</td><th scope=\"row\" class=\"words\">%.*s</th><td>",
             HTML_SLICE(c->code), HTML_SLICE(c->text));
    scope(b, v, c);
    buf_text(b, "</td><td>");
    verdict(b, c);
    buf_text(b, "</td>");
    page_quantity(b, smallest_slack(v, c));
    page_quantity(b, largest_price(v, c));
    buf_text(b, "</tr>\n");
}

static void rule_rows(struct buf *b, const struct view *v)
{
    static const char *const columns[] = {
        "Clause",    "Area",     "#Year", "#What the plan does",
        "#At least", "#At most", "Kept",  "#Price | worth per 1 looser"};
    int shown = v->rule_count < PAGE_RULE_ROWS ? v->rule_count : PAGE_RULE_ROWS;
    buf_text(b, "<details><summary>Every check</summary>");
    page_cut(b, shown, v->rule_count, "checks");
    page_table(b, "Checks of the clauses", columns, 8);
    for (int i = 0; i < shown; i++) {
        const struct view_rule *r = &v->rules[i];
        html_add(b, "<tr><th scope=\"row\">%.*s</th>", HTML_SLICE(v->clauses[r->clause].code));
        html_add(b, "<td>%.*s</td>", HTML_SLICE(r->area < 0 ? SLICE_NONE : v->areas[r->area].name));
        if (r->year >= 0)
            html_add(b, "<td class=\"n\">%d</td>", v->first_year + r->year);
        else
            buf_text(b, "<td class=\"n none\">all</td>");
        page_quantity(b, r->value);
        page_quantity(b, r->at_least);
        page_quantity(b, r->at_most);
        html_add(b, "<td>%s</td>", r->kept ? "kept" : isnan(r->missed) ? "broken" : "missed");
        page_quantity(b, r->price);
        buf_text(b, "</tr>\n");
    }
    page_table_end(b);
    buf_text(b, "</details>\n");
}

void section_clauses(struct buf *b, const struct page *p)
{
    static const char *const columns[] = {"No.",
                                          "Clause",
                                          "Where and when",
                                          "Under this plan",
                                          "#To spare | visits or currency",
                                          "#Price | worth per 1 looser"};
    const struct view *v = p->view;
    page_section(b, "clauses", "Clauses of the decree");
    if (v->clause_count == 0) {
        page_missing(b, "The programme has no clauses.");
        page_section_end(b);
        return;
    }
    if (v->rule_count)
        html_add(b, "<p>%s</p>",
                 p->tally->broken_rules ? "Not every clause is kept; see below."
                                        : "Every clause that must be kept is.");
    if (v->rule_count)
        buf_text(b,
                 "<p>The price says how much more the best plan would be worth if the clause were "
                 "loosened by one visit (or one unit of currency).</p>");
    int shown = v->clause_count < PAGE_RULE_ROWS ? v->clause_count : PAGE_RULE_ROWS;
    page_cut(b, shown, v->clause_count, "clauses");
    page_table(b, "Clauses", columns, 6);
    for (int i = 0; i < shown; i++)
        clause_row(b, v, &v->clauses[i]);
    page_table_end(b);
    if (v->rule_count) rule_rows(b, v);
    page_section_end(b);
}
