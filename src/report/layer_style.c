/* SPDX-License-Identifier: Apache-2.0 */
/* QGIS styles (QML): the colours of the page, so that map and page look alike. */
#include <stdio.h>
#include <stdlib.h>

#include "report/layer.h"
#include "report/palette.h"

static void open_style(struct buf *b, const char *kind, const char *field)
{
    buf_printf(b,
               "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
               "<qgis version=\"3.22.0\" styleCategories=\"Symbology\">\n"
               "<renderer-v2 type=\"%s\" attr=\"%s\" symbollevels=\"0\" forceraster=\"0\"",
               kind, field);
}

/* "31,158,137,255" of "#1f9e89" */
static void add_colour(struct buf *b, const char *hex)
{
    long rgb = strtol(hex + 1, NULL, 16);
    buf_printf(b, "%ld,%ld,%ld,255", rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255);
}

static void add_fill(struct buf *b, int number, const char *hex)
{
    buf_printf(
        b,
        "<symbol name=\"%d\" type=\"fill\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">"
        "<layer class=\"SimpleFill\" enabled=\"1\" locked=\"0\" pass=\"0\"><prop k=\"color\" v=\"",
        number);
    add_colour(b, hex);
    buf_text(b,
             "\"/><prop k=\"style\" v=\"solid\"/><prop k=\"outline_color\" v=\"255,255,255,255\"/>"
             "<prop k=\"outline_style\" v=\"solid\"/><prop k=\"outline_width\" v=\"0.2\"/></layer>"
             "</symbol>\n");
}

static void add_marker(struct buf *b, int number, const char *hex, const char *size)
{
    buf_printf(
        b,
        "<symbol name=\"%d\" type=\"marker\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">"
        "<layer class=\"SimpleMarker\" enabled=\"1\" locked=\"0\" pass=\"0\"><prop k=\"name\" "
        "v=\"circle\"/><prop k=\"color\" v=\"",
        number);
    add_colour(b, hex);
    buf_printf(b,
               "\"/><prop k=\"outline_color\" v=\"45,48,54,255\"/><prop k=\"outline_width\" "
               "v=\"0.2\"/><prop k=\"size\" v=\"%s\"/></layer></symbol>\n",
               size);
}

static void shut_style(struct buf *b, int geometry)
{
    buf_printf(b, "</symbols></renderer-v2>\n<layerGeometryType>%d</layerGeometryType>\n</qgis>\n",
               geometry);
}

static void year_colour(const struct view *v, int y, char hex[PALETTE_COLOUR_BYTES])
{
    palette_colour(PALETTE_YEAR, 0, v->year_count > 1 ? y / (double)(v->year_count - 1) : 0, hex);
}

static void style_years(struct buf *b, const struct report *r)
{
    const struct view *v = &r->view;
    char hex[PALETTE_COLOUR_BYTES];
    open_style(b, "categorizedSymbol", "first_visit");
    buf_text(b, "><categories>\n");
    for (int y = 0; y < v->year_count; y++)
        buf_printf(b, "<category symbol=\"%d\" value=\"%d\" label=\"%d\" render=\"true\"/>\n", y,
                   v->first_year + y, v->first_year + y);
    buf_printf(b,
               "<category symbol=\"%d\" value=\"\" label=\"no visit\" render=\"true\"/>\n"
               "</categories><symbols>\n",
               v->year_count);
    for (int y = 0; y < v->year_count; y++) {
        year_colour(v, y, hex);
        add_fill(b, y, hex);
    }
    add_fill(b, v->year_count, "#e3dfd4");
    shut_style(b, 2);
}

static void style_index(struct buf *b, const struct report *r)
{
    const int classes = PALETTE_INDEX_CLASSES, ranked = r->view.ranked_count;
    char hex[PALETTE_COLOUR_BYTES];
    open_style(b, "graduatedSymbol", "rank");
    buf_text(b, " graduatedMethod=\"GraduatedColor\"><ranges>\n");
    for (int c = 0; c < classes; c++) {
        double lower = (double)c * ranked / classes, upper = (double)(c + 1) * ranked / classes;
        buf_printf(b,
                   "<range symbol=\"%d\" lower=\"%.3f\" upper=\"%.3f\" label=\"rank %.0f to %.0f\" "
                   "render=\"true\"/>\n",
                   c, lower + 0.5, upper + 0.5, lower + 1, upper);
    }
    buf_text(b, "</ranges><symbols>\n");
    for (int c = 0; c < classes; c++) {
        palette_colour(PALETTE_INDEX, 0, c / (double)(classes - 1), hex);
        add_fill(b, c, hex);
    }
    shut_style(b, 2);
}

static void style_sites(struct buf *b, const struct report *r)
{
    static const struct {
        const char *state, *colour, *size;
    } states[] = {{"chosen", "#2a8f86", "3.2"},
                  {"free", "#ffffff", "2"},
                  {"refused", "#b4462c", "1.6"},
                  {"not tested", "#b9b4a6", "1.6"}};

    const int count = (int)(sizeof states / sizeof states[0]);
    (void)r; /* the states are the same for every programme */
    open_style(b, "categorizedSymbol", "state");
    buf_text(b, "><categories>\n");
    for (int i = 0; i < count; i++)
        buf_printf(b, "<category symbol=\"%d\" value=\"%s\" label=\"%s\" render=\"true\"/>\n", i,
                   states[i].state, states[i].state);
    buf_text(b, "</categories><symbols>\n");
    for (int i = 0; i < count; i++)
        add_marker(b, i, states[i].colour, states[i].size);
    shut_style(b, 0);
}

const struct layer_style layer_styles[LAYER_STYLE_COUNT] = {
    {LAYER_AREAS, 1, "plan_by_area.qml", "First visit", "areas by the year of the first visit"},
    {LAYER_AREAS, 0, "plan_by_area_index.qml", "Index", "areas by rank of the index"},
    {LAYER_SITES, 1, "sites.qml", "State", "sites chosen, free and refused"},
};

enum status layer_style(struct buf *b, const struct report *r, int style, struct err *e)
{
    static void (*const write[LAYER_STYLE_COUNT])(struct buf *, const struct report *) = {
        style_years, style_index, style_sites};
    write[style](b, r);
    return buf_ok(b, e);
}
