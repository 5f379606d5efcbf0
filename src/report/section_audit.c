/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "project/audit.h"
#include "report/html.h"
#include "report/page.h"
#include "report/text.h"

static int is_index(enum audit_name check)
{
    return check == AUDIT_CPLI || check == AUDIT_BEI;
}

static void value_cell(struct buf *b, enum audit_name check, double value)
{
    if (is_index(check))
        page_number(b, value, 3);
    else
        page_share(b, value);
}

static void check_row(struct buf *b, const struct report_network *n, enum audit_name check)
{
    static const char *const marks[] = {[AUDIT_MET] = "<span class=\"mark good\">met</span>",
                                        [AUDIT_NOT_MET] = "<span class=\"mark bad\">not met</span>",
                                        [AUDIT_NOT_APPLIED] =
                                            "<span class=\"mark\">does not apply</span>"};
    const struct audit_check *c = &n->audit->checks[check];
    html_add(b, "<tr><td class=\"n\">%d</td><th scope=\"row\">%s</th>", (int)check + 1,
             audit_title(check));
    page_number(b, c->of || c->count ? c->count : REAL_NONE, 0);
    page_number(b, c->of || c->count ? c->of : REAL_NONE, 0);
    value_cell(b, check, c->value);
    html_add(b, "<td>%s</td>", audit_is_least(check) ? "at least" : "at most");
    value_cell(b, check, n->options->limits[check]);
    buf_text(b, "<td>");
    buf_text(b, marks[c->verdict]);
    buf_text(b, "</td></tr>\n");
}

/* --- offenders ---------------------------------------------------------------------------- */

static struct slice name_of(const struct activity *v)
{
    return v->name.len ? v->name : activity_label(v);
}

/* The activity with what it is part of: "area, plant: phase". */
static void activity(struct buf *b, const struct project *p, int i)
{
    const struct activity *v = &p->activities[i];
    int of = v->parent, in = of >= 0 ? p->activities[of].parent : -1;
    if (in >= 0) html_add(b, "%.*s, ", HTML_SLICE(name_of(&p->activities[in])));
    if (of >= 0) html_add(b, "%.*s: ", HTML_SLICE(name_of(&p->activities[of])));
    html_add(b, "%.*s", HTML_SLICE(name_of(v)));
}

static void offender(struct buf *b, const struct project *p, enum audit_name check, int row)
{
    buf_text(b, "<li>");
    if (audit_rows_are_links(check)) {
        const struct link *l = &p->links[row];
        activity(b, p, l->from);
        html_add(b, " <b>%s</b> ", link_kind_text(l->kind));
        if (l->lag_s != TIME_NONE && l->lag_s != 0)
            html_add(b, "<b>%s%s days</b> ", l->lag_s > 0 ? "+" : "\u2212",
                     text_quantity(fabs((double)l->lag_s) / 86400).at);
        activity(b, p, l->to);
    } else {
        activity(b, p, row);
    }
    buf_text(b, "</li>");
}

static void offenders(struct buf *b, const struct report_network *n, enum audit_name check)
{
    const struct audit_check *c = &n->audit->checks[check];
    int shown = c->row_count < PAGE_AUDIT_ROWS ? c->row_count : PAGE_AUDIT_ROWS;
    if (c->verdict != AUDIT_NOT_MET || shown == 0) return;
    html_add(b, "<details><summary>%s: %s</summary>", audit_title(check),
             text_count(c->row_count, audit_rows_are_links(check) ? "link" : "activity",
                        audit_rows_are_links(check) ? "links" : "activities")
                 .at);
    if (shown < c->row_count)
        html_add(b,
                 "<p class=\"cut\">The first %d are shown; <code>groundwork audit --rows</code> "
                 "lists as many as asked for.</p>",
                 shown);
    buf_text(b, "<ul class=\"plain\">");
    for (int i = 0; i < shown; i++)
        offender(b, n->project, check, c->rows[i]);
    buf_text(b, "</ul></details>\n");
}

/* --- in short ----------------------------------------------------------------------------- */

static void in_short(struct buf *b, const struct report_network *n)
{
    int counts[3] = {0};
    for (int i = 0; i < AUDIT_COUNT; i++)
        counts[n->audit->checks[i].verdict]++;
    html_add(b,
             "<p class=\"lead\">Of the fourteen checks by which the Defense Contract Management "
             "Agency judges a network of activities, the schedule meets %d; it does not meet %d, "
             "and %d do not apply.</p>",
             counts[AUDIT_MET], counts[AUDIT_NOT_MET], counts[AUDIT_NOT_APPLIED]);
    html_add(b, "<p>They were counted over %s, %s of them to do, and the %s that lead to these.",
             text_count(n->audit->task_count, "task", NULL).at,
             text_number(n->audit->incomplete_count, 0).at,
             text_count(n->audit->link_count, "link", NULL).at);
    if (n->audit->delayed >= 0) {
        buf_text(b, " Were \u201c");
        activity(b, n->project, n->audit->delayed);
        html_add(b, "\u201d %s days longer, the last plant would be ready %s days later.",
                 text_number(n->audit->delay_days, 0).at, text_number(n->audit->slip_days, 0).at);
    }
    buf_text(b, " Limits are the pamphlet's; <code>groundwork audit --limits</code> sets "
                "others.</p>\n");
}

void section_audit(struct buf *b, const struct page *p)
{
    static const char *const columns[] = {"#No.",   "Check",   "#Count", "#Of",
                                          "#Value", "Must be", "#Limit", "Verdict"};
    const struct report_network *n = p->request->network;
    page_section(b, "network", "The network under audit");
    if (!n) {
        page_missing(b, "There is no schedule, so there is no network of activities to audit.");
    } else {
        in_short(b, n);
        page_table(b, "Checks of the network", columns, 8);
        for (int i = 0; i < AUDIT_COUNT; i++)
            check_row(b, n, (enum audit_name)i);
        page_table_end(b);
        for (int i = 0; i < AUDIT_COUNT; i++)
            offenders(b, n, (enum audit_name)i);
    }
    page_section_end(b);
}
