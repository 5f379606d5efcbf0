/* SPDX-License-Identifier: Apache-2.0 */
#include "report/html.h"
#include "report/page.h"
#include "report/palette.h"
#include "report/text.h"

enum {
    SITES_ON_MAP = 3000,
};

static int is_on_map(const struct page *p, int area)
{
    return p->atlas->shapes[area].ring_count > 0;
}

/* An area by reference to its shape; of a dense map its shape itself, as a part of one path. */
static void add_area(struct buf *b, const struct page *p, int area)
{
    if (!is_on_map(p, area)) return;
    if (p->atlas->is_dense)
        atlas_path(b, p->atlas, area);
    else
        buf_printf(b, "<use href=\"#a%d\"/>", area);
}

/* What add_area() is put into: a group, or one path. */
static void open_areas(struct buf *b, const struct page *p, const char *attribute, int number)
{
    const char *element = p->atlas->is_dense ? "path" : "g";
    buf_printf(b, "<%s %s%d\"%s", element, attribute, number, p->atlas->is_dense ? " d=\"" : ">");
}

static void shut_areas(struct buf *b, const struct page *p)
{
    buf_text(b, p->atlas->is_dense ? "\"/>\n" : "</g>\n");
}

/* Areas with a visit in a year. */
static void add_year(struct buf *b, const struct page *p, int year)
{
    const struct view *v = p->view;
    for (int i = v->year_first_visit[year]; i < v->year_first_visit[year + 1]; i++)
        add_area(b, p, v->visits[i].area);
}

/* Every shape once, to be referred to by the maps. */
void page_shapes(struct buf *b, const struct page *p)
{
    const struct view *v = p->view;
    const struct atlas *m = p->atlas;
    if (m->shape_count == 0) return;
    buf_text(b, "<svg class=\"defs\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>\n");
    for (int i = 0; i < v->area_count; i++) {
        if (!is_on_map(p, i) || m->is_dense) continue;
        buf_printf(b, "<path id=\"a%d\" d=\"", i);
        atlas_path(b, m, i);
        buf_text(b, "\"/>\n");
    }
    buf_printf(b, "<path id=\"outline\" transform=\"scale(%.6g)\" d=\"",
               m->grid / (double)ATLAS_THUMB_CELLS);
    atlas_outline(b, m);
    buf_text(b, "\"/>\n");
    for (int y = 0; y < v->year_count && v->visit_count; y++) {
        open_areas(b, p, "id=\"g", y);
        add_year(b, p, y);
        shut_areas(b, p);
    }
    buf_text(b, "</defs></svg>\n");
}

static void open_map(struct buf *b, const struct atlas *m, const char *css_class, const char *name)
{
    html_add(b, "<svg class=\"%s\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
             css_class, m->width, m->height, name);
}

static int index_class(const struct view *v, int area)
{
    return (int)((long)(v->areas[area].rank - 1) * PALETTE_INDEX_CLASSES / v->ranked_count);
}

/* Areas of the class from first in the ranking on; returns where the next class begins. */
static int add_index_class(struct buf *b, const struct page *p, int first)
{
    const struct view *v = p->view;
    int c = index_class(v, v->ranking[first]), i = first;
    open_areas(b, p, "class=\"q", c);
    for (; i < v->ranked_count && index_class(v, v->ranking[i]) == c; i++)
        add_area(b, p, v->ranking[i]);
    shut_areas(b, p);
    return i;
}

static void index_legend(struct buf *b, const struct view *v)
{
    buf_text(b, "<ul class=\"legend\"><li class=\"head\">Index (worst off first)</li>");
    for (int i = 0; i < v->ranked_count;) {
        int c = index_class(v, v->ranking[i]), last = i;
        while (last + 1 < v->ranked_count && index_class(v, v->ranking[last + 1]) == c)
            last++;
        html_add(b, "<li><i class=\"q%d\"></i>%s\u2013%s</li>", c,
                 text_number(v->areas[v->ranking[i]].index, v->index_decimals).at,
                 text_number(v->areas[v->ranking[last]].index, v->index_decimals).at);
        i = last + 1;
    }
    if (v->ranked_count < v->unit_count) buf_text(b, "<li><i class=\"land\"></i>no index</li>");
    buf_text(b, "</ul>");
}

static void detail_box(struct buf *b)
{
    buf_text(b, "<div class=\"detail\" aria-live=\"polite\"></div>");
}

void page_index_map(struct buf *b, const struct page *p)
{
    const struct view *v = p->view;
    buf_text(b, "<figure class=\"map\" id=\"map-index\"><div class=\"stage\">");
    open_map(b, p->atlas, p->atlas->is_dense ? "atlas dense" : "atlas",
             "Map of the areas by index of living standard");
    buf_text(b, "<use class=\"land\" href=\"#outline\"/>");
    for (int i = 0; i < v->ranked_count;)
        i = add_index_class(b, p, i);
    buf_text(b, "</svg></div><figcaption>");
    index_legend(b, v);
    html_add(b, "<p class=\"note\">Each colour holds one of %d equal groups of areas%s.</p>",
             PALETTE_INDEX_CLASSES,
             p->atlas->missing_count ? "; areas without a polygon are not drawn" : "");
    detail_box(b);
    buf_text(b, "</figcaption></figure>\n");
}

static void site_marks(struct buf *b, const struct page *p)
{
    const struct view *v = p->view;
    int count = 0;
    buf_text(b, "<g class=\"sites\">");
    for (int i = 0; i < v->site_count && count < SITES_ON_MAP; i++) {
        double x, y;
        if (v->sites[i].facility_count == 0) continue;
        if (!(v->sites[i].lon >= -180) || !(v->sites[i].lat >= -90)) continue;
        atlas_place(p->atlas, v->sites[i].lon, v->sites[i].lat, &x, &y);
        html_add(b, "<circle cx=\"%.0f\" cy=\"%.0f\" r=\"%.1f\"/>", x, y, p->atlas->grid / 250.0);
        count++;
    }
    buf_text(b, "</g>");
}

static void add_unvisited(struct buf *b, const struct page *p)
{
    const struct view *v = p->view;
    buf_text(b, "<g class=\"land\">");
    for (int i = 0; i < v->unit_count; i++)
        if (v->areas[v->ranking[i]].visit_count == 0) add_area(b, p, v->ranking[i]);
    buf_text(b, "</g>");
}

void page_year_map(struct buf *b, const struct page *p)
{
    const struct view *v = p->view;
    buf_text(b, "<figure class=\"map years\" id=\"map-years\"><div class=\"stage\">");
    open_map(b, p->atlas, p->atlas->is_dense ? "atlas dense" : "atlas",
             "Map of the areas by the year of their visit");
    buf_text(b, "<use class=\"land\" href=\"#outline\"/>");
    if (!p->atlas->is_dense) add_unvisited(b, p);
    for (int y = 0; y < v->year_count; y++) {
        if (p->atlas->is_dense) {
            buf_printf(b, "<use class=\"y%d\" data-y=\"%d\" href=\"#g%d\"/>", y, y, y);
            continue;
        }
        buf_printf(b, "<g class=\"y%d\" data-y=\"%d\">", y, y);
        add_year(b, p, y);
        buf_text(b, "</g>");
    }
    site_marks(b, p);
    buf_text(
        b,
        "</svg></div><figcaption><ul class=\"legend\"><li class=\"head\">Year of the visit</li>");
    for (int y = 0; y < v->year_count; y++)
        html_add(b, "<li><i class=\"y%d\"></i>%d</li>", y, v->first_year + y);
    buf_text(b, "<li><i class=\"land\"></i>no visit</li><li><i class=\"ring\"></i>site of a "
                "plant</li></ul>");
    buf_text(b, "<div class=\"slider\"></div>");
    detail_box(b);
    buf_text(b, "</figcaption></figure>\n");
}

void page_small_maps(struct buf *b, const struct page *p)
{
    const struct view *v = p->view;
    buf_text(b, "<div class=\"small-maps\">");
    for (int y = 0; y < v->year_count; y++) {
        int visits = v->year_first_visit[y + 1] - v->year_first_visit[y];
        buf_text(b, "<figure>");
        html_add(b,
                 "<svg class=\"atlas\" viewBox=\"0 0 %d %d\" aria-hidden=\"true\">"
                 "<use class=\"land\" href=\"#outline\"/>",
                 p->atlas->width, p->atlas->height);
        for (int past = 0; past < y; past++)
            buf_printf(b, "<use class=\"past\" href=\"#g%d\"/>", past);
        html_add(b,
                 "<use class=\"now\" "
                 "href=\"#g%d\"/></svg><figcaption>%d<small>%s</small></figcaption></figure>",
                 y, v->first_year + y, text_count(visits, "visit", NULL).at);
    }
    buf_text(b, "</div>\n");
}
