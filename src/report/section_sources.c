/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "base/version.h"
#include "report/chart.h"
#include "report/html.h"
#include "report/page.h"
#include "report/text.h"

enum {
    EVIDENCE_KINDS = 4,
};

static const char *const evidence_names[EVIDENCE_KINDS] = {"measured", "reported", "estimated",
                                                           "assumed"};

static void count_evidence(const struct table *t, int counts[EVIDENCE_KINDS])
{
    int column = table_column(t, "evidence");
    for (int row = 0; row < t->row_count; row++)
        for (int k = 0; k < EVIDENCE_KINDS; k++)
            counts[k] += slice_is(table_text(t, row, column), evidence_names[k]);
}

static void evidence_strip(struct buf *b, const int counts[EVIDENCE_KINDS], int all)
{
    double x = 0;
    buf_text(b, "<svg class=\"strip share\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" "
                "aria-hidden=\"true\">");
    for (int k = 0; k < EVIDENCE_KINDS; k++) {
        double width = 100.0 * counts[k] / all;
        if (counts[k])
            html_add(b, "<path class=\"e%d\" d=\"M%.1f 0h%.1fv8h-%.1fz\"/>", k, x, width, width);
        x += width;
    }
    buf_text(b, "</svg>");
}

static void evidence_table(struct buf *b, const struct view *v)
{
    static const char *const columns[] = {"Table",      "#Rows",    "#Measured", "#Reported",
                                          "#Estimated", "#Assumed", "Shares"};
    page_table(b, "Evidence of the figures, table by table", columns, 7);
    for (int i = 0; i < TABLE_COUNT; i++) {
        const struct table *t = &v->data->tables[i];
        int counts[EVIDENCE_KINDS] = {0};
        if (t->def->computed || t->row_count == 0) continue;
        count_evidence(t, counts);
        html_add(b, "<tr><th scope=\"row\">%s</th>", t->def->title);
        page_number(b, t->row_count, 0);
        for (int k = 0; k < EVIDENCE_KINDS; k++)
            page_number(b, counts[k], 0);
        buf_text(b, "<td>");
        evidence_strip(b, counts, t->row_count);
        buf_text(b, "</td></tr>\n");
    }
    page_table_end(b);
}

static void runs(struct buf *b, const struct view *v)
{
    static const char *const columns[] = {"Step",  "Result",  "Options",
                                          "#Seed", "Program", "Input | SHA-256"};
    const struct table *t = view_table(v, TABLE_RUN);
    if (t->row_count == 0) return;
    buf_text(b,
             "<h3>How it was worked out</h3><p>Same input, program, options and seed give the same "
             "bytes again.</p>");
    page_table(b, "Steps of the calculation", columns, 6);
    for (int i = 0; i < t->row_count; i++) {
        int64_t seed = table_get_integer(t, i, "seed");
        html_add(b, "<tr><th scope=\"row\">%.*s</th><td class=\"words\">%.*s</td><td>%.*s</td>",
                 HTML_SLICE(table_get_text(t, i, "verb")),
                 HTML_SLICE(table_get_text(t, i, "summary")),
                 HTML_SLICE(table_get_text(t, i, "options")));
        if (seed == INTEGER_NONE)
            buf_text(b, "<td class=\"n none\">\u2013</td>");
        else
            html_add(b, "<td class=\"n\">%lld</td>", (long long)seed);
        html_add(b, "<td>%.*s</td><td class=\"hash\">%.*s</td></tr>\n",
                 HTML_SLICE(table_get_text(t, i, "program_version")),
                 HTML_SLICE(table_get_text(t, i, "input_hash")));
    }
    page_table_end(b);
}

static void plan_origin(struct buf *b, const struct view *v)
{
    char hash[DIGEST_TEXT_BYTES];
    dataset_digest(v->data, hash);
    html_add(
        b,
        "<dl class=\"figures\"><dt>All input tables, as they are in the file now (SHA-256)</dt>"
        "<dd class=\"hash\">%s</dd>",
        hash);
    if (v->plan.at) {
        const struct table *t = view_table(v, TABLE_PLAN);
        int64_t seed = table_get_integer(t, v->plan_row, "seed");
        html_add(b, "<dt>Tables the plan was made from (SHA-256)</dt><dd class=\"hash\">%.*s</dd>",
                 HTML_SLICE(table_get_text(t, v->plan_row, "input_hash")));
        html_add(b, "<dt>Plan made by</dt><dd>groundwork %.*s, options: %.*s, seed ",
                 HTML_SLICE(table_get_text(t, v->plan_row, "program_version")),
                 HTML_SLICE(table_get_text(t, v->plan_row, "options").len
                                ? table_get_text(t, v->plan_row, "options")
                                : slice_of("defaults")));
        if (seed == INTEGER_NONE)
            buf_text(b, "\u2013</dd>");
        else
            html_add(b, "%lld</dd>", (long long)seed);
    }
    html_add(b, "<dt>Report made by</dt><dd>groundwork %s</dd></dl>\n", GROUNDWORK_VERSION);
}

void section_sources(struct buf *b, const struct page *p)
{
    const struct view *v = p->view;
    page_section(b, "sources", "Where every figure comes from");
    buf_text(
        b, "<p>Every row of the input says how its figures are known: <b>measured</b> by "
           "instrument or "
           "count, <b>reported</b> by somebody, <b>estimated</b> from other figures, or "
           "<b>assumed</b>. What is assumed is a decision of the planner, not a fact.</p>"
           "<ul class=\"legend row\"><li><i class=\"e0\"></i>measured</li><li><i class=\"e1\"></i>"
           "reported</li><li><i class=\"e2\"></i>estimated</li><li><i "
           "class=\"e3\"></i>assumed</li></ul>");
    evidence_table(b, v);
    page_sources(b, v);
    runs(b, v);
    plan_origin(b, v);
    if (v->lost_count)
        html_add(b,
                 "<p class=\"warning\">%s to codes that are not in the file and left out; run "
                 "'groundwork validate'.</p>\n",
                 text_count(v->lost_count, "row refers", "rows refer").at);
    page_section_end(b);
}
