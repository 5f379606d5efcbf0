/* SPDX-License-Identifier: Apache-2.0 */
/* The list of sources: each text once, with the tables and the number of rows it stands behind. */
#include "report/html.h"
#include "report/page.h"
#include "report/text.h"

static void tables_of(struct buf *b, const struct view *v, const struct view_source *s)
{
    int count = 0, said = 0;
    for (int i = 0; i < TABLE_RUN; i++)
        count += (int)(s->tables >> i & 1u);
    for (int i = 0; i < TABLE_RUN; i++)
        if (s->tables >> i & 1u)
            html_add(b, "%s%s", page_list_mark(said++, count), v->data->tables[i].def->title);
}

void page_sources(struct buf *b, const struct view *v)
{
    static const char *const columns[] = {"Source", "#Rows", "Tables"};
    int shown = v->source_count < PAGE_SOURCE_ROWS ? v->source_count : PAGE_SOURCE_ROWS;
    if (shown == 0) return;
    buf_text(b, "<h3>Sources</h3>");
    page_cut(b, shown, v->source_count, "sources");
    page_table(b, "Sources", columns, 3);
    for (int i = 0; i < shown; i++) {
        const struct view_source *s = &v->sources[i];
        html_add(b, "<tr><th scope=\"row\" class=\"words\">%.*s</th>", HTML_SLICE(s->text));
        page_number(b, s->row_count, 0);
        buf_text(b, "<td>");
        tables_of(b, v, s);
        buf_text(b, "</td></tr>\n");
    }
    page_table_end(b);
}
