/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json.h"
#include "report/html.h"
#include "report/page.h"

/* "2026: Foodstuffs plant, small; Garments plant, small" for each visit. */
static void add_visit(struct buf *b, const struct view *v, int visit)
{
    const struct view_visit *at = &v->visits[visit];
    buf_printf(b, "%d: ", v->first_year + at->year);
    for (int i = 0; i < at->facility_count; i++) {
        const struct view_size *size = &v->sizes[v->facilities[at->facility_first + i].size];
        if (i) buf_text(b, "; ");
        buf_slice(b, size->name);
    }
    if (at->facility_count == 0) buf_text(b, "no plants");
}

static void add_area(struct json *j, struct buf *scratch, const struct view *v, int area)
{
    const struct view_area *at = &v->areas[area];
    json_open(j, '[');
    json_integer(j, area);
    json_text(j, at->name);
    json_text(j, at->name_native);
    json_text(j, view_province_name(v, area));
    json_real(j, at->population);
    json_real(j, at->index);
    json_integer(j, at->rank);
    json_integer(j, at->rank_low);
    json_integer(j, at->rank_high);
    json_open(j, '[');
    for (int i = at->first_visit; i >= 0; i = v->visits[i].next) {
        buf_reset(scratch);
        add_visit(scratch, v, i);
        json_text(j, buf_as_slice(scratch));
    }
    json_shut(j, ']');
    json_shut(j, ']');
}

enum status page_details(struct buf *b, const struct page *p, struct err *e)
{
    const struct view *v = p->view;
    struct buf text = BUF_INIT(b->limit), scratch = BUF_INIT(b->limit);
    struct json j = {&text, 0};
    json_open(&j, '{');
    json_key(&j, "firstYear");
    json_integer(&j, v->first_year);
    json_key(&j, "yearCount");
    json_integer(&j, v->year_count);
    json_key(&j, "indexDecimals");
    json_integer(&j, v->index_decimals);
    json_key(&j, "ranked");
    json_integer(&j, v->ranked_count);
    json_key(&j, "areas");
    json_open(&j, '[');
    for (int i = 0, added = 0; i < v->unit_count && added < PAGE_DETAIL_AREAS; i++, added++)
        add_area(&j, &scratch, v, v->ranking[i]);
    json_shut(&j, ']');
    json_shut(&j, '}');
    buf_text(b, "<script type=\"application/json\" id=\"areas\">");
    html_json(b, buf_as_slice(&text));
    buf_text(b, "</script>\n");
    enum status s = buf_ok(&text, e);
    if (s == STATUS_OK) s = buf_ok(&scratch, e);
    buf_clear(&scratch);
    buf_clear(&text);
    return s;
}
