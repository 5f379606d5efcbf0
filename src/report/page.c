/* SPDX-License-Identifier: Apache-2.0 */
#include "report/page.h"

#include <math.h>
#include <string.h>

#include "report/html.h"
#include "report/text.h"

void page_section(struct buf *b, const char *id, const char *heading)
{
    html_add(b, "<section id=\"%s\" aria-labelledby=\"h-%s\"><h2 id=\"h-%s\">%s</h2>", id, id, id,
             heading);
}

void page_section_end(struct buf *b)
{
    buf_text(b, "</section>\n");
}

void page_missing(struct buf *b, const char *sentence)
{
    buf_text(b, "<p class=\"missing\">");
    buf_text(b, sentence);
    buf_text(b, "</p>");
}

void page_table(struct buf *b, const char *name, const char *const *columns, int count)
{
    html_add(b,
             "<div class=\"scroll\" role=\"region\" aria-label=\"%s\" tabindex=\"0\">"
             "<table><thead><tr>",
             name);
    for (int i = 0; i < count; i++) {
        int is_number = columns[i][0] == '#';
        const char *title = columns[i] + is_number, *unit = strstr(title, " | ");
        struct slice words = {title, unit ? (size_t)(unit - title) : strlen(title)};
        int is_province = slice_is(words, "Province");
        buf_text(b, is_number     ? "<th scope=\"col\" class=\"n\">"
                    : is_province ? "<th scope=\"col\" class=\"province\">"
                                  : "<th scope=\"col\">");
        html_add(b, "%.*s", HTML_SLICE(words));
        if (unit) html_add(b, " <small>%s</small>", unit + 3);
        buf_text(b, "</th>");
    }
    buf_text(b, "</tr></thead><tbody>\n");
}

void page_table_end(struct buf *b)
{
    buf_text(b, "</tbody></table></div>\n");
}

void page_cut(struct buf *b, int shown, int all, const char *what)
{
    if (shown >= all) return;
    html_add(b,
             "<p class=\"cut\">The first %s of %s %s are shown; the workbook "
             "(<code>--xlsx</code>) has all.</p>",
             text_number(shown, 0).at, text_number(all, 0).at, what);
}

static void number_cell(struct buf *b, double value, struct text shown)
{
    if (isfinite(value))
        html_add(b, "<td class=\"n\">%s</td>", shown.at);
    else
        buf_text(b, "<td class=\"n none\">\u2013</td>");
}

void page_number(struct buf *b, double value, int decimals)
{
    number_cell(b, value, text_number(value, decimals));
}

void page_quantity(struct buf *b, double value)
{
    number_cell(b, value, text_quantity(value));
}

void page_share(struct buf *b, double share)
{
    number_cell(b, share, text_share(share));
}

void page_name(struct buf *b, struct slice name, struct slice name_native)
{
    html_add(b, "%.*s", HTML_SLICE(name));
    if (name_native.len)
        html_add(b, " <span class=\"native\">%.*s</span>", HTML_SLICE(name_native));
}

void page_area(struct buf *b, const struct page *p, int area)
{
    const struct view_area *at = &p->view->areas[area];
    if (p->atlas->shapes[area].ring_count > 0 && !p->atlas->is_dense)
        html_add(b, "<a href=\"#%s\" data-a=\"%d\">%.*s</a>",
                 at->visit_count ? "map-years" : "map-index", area, HTML_SLICE(at->name));
    else
        html_add(b, "%.*s", HTML_SLICE(at->name));
    if (at->name_native.len)
        html_add(b, " <span class=\"native\">%.*s</span>", HTML_SLICE(at->name_native));
}

const char *page_list_mark(int i, int count)
{
    if (i == 0) return "";
    return i == count - 1 ? " and " : ", ";
}

int page_price_sentence(struct buf *b, const struct view *v, const struct view_use *use, int year)
{
    const struct view_resource *r = &v->resources[use->resource];
    double price = use->price[year];
    if (!(price > 1e-9)) return 0;
    double amount = text_round_below(use->limit[year] * 0.01);
    if (!(amount > 0)) amount = 1;
    html_add(b, "%s %.*s more of %.*s in %d", text_quantity(amount).at, HTML_SLICE(r->unit),
             HTML_SLICE(r->name), v->first_year + year);
    if (use->area >= 0) html_add(b, " in %.*s", HTML_SLICE(v->areas[use->area].name));
    html_add(b, " would bring about %s more weighted person-years of supply",
             text_people(price * amount).at);
    return 1;
}
