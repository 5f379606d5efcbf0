/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "report/html.h"
#include "report/page.h"
#include "report/text.h"

static const char *outcome_words(struct slice outcome)
{
    if (slice_is(outcome, "optimal"))
        return "It is proven that no plan which keeps every limit and clause is worth more than "
               "this one.";
    if (slice_is(outcome, "feasible"))
        return "This plan keeps every limit and clause. A better one may exist, but it is proven "
               "that it can be worth no more than the bound below; a longer search may bring the "
               "two closer together.";
    if (slice_is(outcome, "infeasible"))
        return "It is proven that no plan keeps every limit and clause together.";
    return "The planner was stopped before it found a plan.";
}

static void value(struct buf *b, const char *name, struct text figure, const char *unit)
{
    html_add(b, "<dt>%s</dt><dd>%s <small>%s</small></dd>", name, figure.at, unit);
}

static void figures(struct buf *b, const struct view *v)
{
    const struct table *t = view_table(v, TABLE_PLAN);
    buf_text(b, "<dl class=\"figures\">");
    value(b, "Worth of this plan", text_number(v->objective, 0), "weighted person-years supplied");
    double penalty = table_get_real(t, v->plan_row, "penalty");
    if (!isnan(penalty))
        value(b, "In it, taken off for clauses that are missed", text_number(penalty, 0), "");
    value(b, "No plan can be worth more than", text_number(v->bound, 0),
          "weighted person-years supplied");
    value(b, "Gap: (bound \u2212 worth) / worth", text_share(v->gap), "");
    int64_t rounds = table_get_integer(t, v->plan_row, "round_count");
    int64_t patterns = table_get_integer(t, v->plan_row, "column_count");
    if (rounds >= 0) value(b, "Rounds of column generation", text_number((double)rounds, 0), "");
    if (patterns >= 0) value(b, "Visit patterns considered", text_number((double)patterns, 0), "");
    buf_text(b, "</dl>\n");
}

void section_proof(struct buf *b, const struct page *p)
{
    const struct view *v = p->view;
    page_section(b, "proof", "How sure");
    if (!v->plan.at) {
        page_missing(b, "There is no plan in this file yet.");
        page_section_end(b);
        return;
    }
    html_add(b, "<p class=\"lead\">%s</p>", outcome_words(v->outcome));
    if (isfinite(v->objective)) figures(b, v);
    struct slice summary = table_get_text(view_table(v, TABLE_PLAN), v->plan_row, "summary");
    if (summary.len) html_add(b, "<p>%.*s</p>", HTML_SLICE(summary));
    buf_text(
        b,
        "<p>The worth counts, for every year, area and good, the people whose need is met through "
        "the plan");
    if (v->equity_eta > 0)
        html_add(b, "; people of worse-off areas count more (equity exponent %s)",
                 text_quantity(v->equity_eta).at);
    if (v->discount > 0)
        html_add(b, "; later years count less, by %s a year", text_share(v->discount).at);
    buf_text(
        b,
        ". The bound is proven by the prices of the limits (Lagrangian duality) and does not "
        "depend on how the plan was found. <code>groundwork check</code> verifies plan and worth "
        "with code of its own.</p>\n");
    if (p->tally->decided_visits)
        html_add(
            b,
            "<p>%s decided before the plan and taken as given; the proof is about the rest.</p>\n",
            text_count(p->tally->decided_visits, "visit was", "visits were").at);
    page_section_end(b);
}
