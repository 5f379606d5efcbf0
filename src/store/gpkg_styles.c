/* SPDX-License-Identifier: Apache-2.0 */
#include "store/gpkg_styles.h"

#include <string.h>

#include "store/gpkg_schema.h"

enum {
    QML_BYTES_MAX = 256 * 1024,
};

enum shape { /* as QGIS numbers the geometry types of a layer */
    SHAPE_POINT,
    SHAPE_LINE,
    SHAPE_FILL,
};

/* One look: colours as "r,g,b,a", sizes in millimetres. */
struct symbol {
    const char *marker; /* form of a point, or dashes of a line ("solid", "dash") */
    const char *fill;
    const char *outline;
    double size;          /* of a point; width of a line */
    double outline_width; /* of points and areas */
};

struct category {
    const char *value; /* NULL: every other */
    const char *label;
    struct symbol symbol;
};

struct label {
    const char *field; /* NULL: no labels */
    double size_pt;
    const char *colour;
    long scale; /* shown from 1:scale on */
};

struct style {
    const char *layer, *name, *description;
    const char *field; /* whose values choose the symbol; NULL: the first symbol for all */
    const struct category *categories;
    int category_count;
    enum shape shape;
    struct label label;
};

#define COUNT(a) (int)(sizeof(a) / sizeof((a)[0]))
#define HIDDEN   "0,0,0,0"
#define WHITE    "255,255,255,255"
#define INK      "45,48,54,255"

static const struct category area_look[] = {
    {NULL, "area", {NULL, "246,243,236,255", "140,133,119,255", 0, 0.26}},
};
static const struct category settlement_look[] = {
    {"yes", "chief town", {"square", INK, WHITE, 2.6, 0.3}},
    {NULL, "settlement", {"circle", "120,124,130,255", WHITE, 1.5, 0.2}},
};
static const struct category feed_look[] = {
    {"substation", "substation", {"diamond", "242,183,5,255", "110,80,0,255", 3.2, 0.3}},
    {"plant", "power plant", {"star", "242,183,5,255", "110,80,0,255", 4.2, 0.3}},
    {NULL, "line or local supply", {"diamond", "250,222,130,255", "110,80,0,255", 2.2, 0.2}},
};
static const struct category water_look[] = {
    {"unfit", "unfit for industry", {"circle", WHITE, "43,123,186,255", 2.4, 0.4}},
    {NULL, "water source", {"circle", "43,123,186,255", WHITE, 2.6, 0.2}},
};
static const struct category transport_look[] = {
    {"rail", "railway", {"dash", INK, NULL, 0.5, 0}},
    {NULL, "road", {"solid", "176,141,87,255", NULL, 0.5, 0}},
};
static const struct category producer_look[] = {
    {NULL, "producer of materials", {"square", "178,84,50,255", WHITE, 3.4, 0.3}},
};
static const struct category depot_look[] = {
    {NULL, "depot", {"triangle", "178,84,50,255", WHITE, 3.2, 0.3}},
};
static const struct category site_look[] = {
    {"yes", "proposed by the program", {"pentagon", WHITE, "46,125,50,255", 3.0, 0.5}},
    {NULL, "surveyed site", {"pentagon", "46,125,50,255", WHITE, 3.4, 0.3}},
};

/* Ten years from dark to light, told apart in grey and by the colour-blind (viridis). */
#define YEARS(name, marker, size, outline, width)                           \
    static const struct category name[] = {                                 \
        {"0", "year 1", {marker, "68,1,84,255", outline, size, width}},     \
        {"1", "year 2", {marker, "72,40,120,255", outline, size, width}},   \
        {"2", "year 3", {marker, "62,74,137,255", outline, size, width}},   \
        {"3", "year 4", {marker, "49,104,142,255", outline, size, width}},  \
        {"4", "year 5", {marker, "38,130,142,255", outline, size, width}},  \
        {"5", "year 6", {marker, "31,158,137,255", outline, size, width}},  \
        {"6", "year 7", {marker, "53,183,121,255", outline, size, width}},  \
        {"7", "year 8", {marker, "110,206,88,255", outline, size, width}},  \
        {"8", "year 9", {marker, "181,222,43,255", outline, size, width}},  \
        {"9", "year 10", {marker, "253,231,37,255", outline, size, width}}, \
        {NULL, "later", {marker, "255,246,190,255", outline, size, width}}, \
    };
YEARS(visit_look, NULL, 0, WHITE, 0.3)
YEARS(facility_look, "circle", 3.2, INK, 0.3)
#define SINCE_FIRST "\"year\" - minimum(\"year\")"

static const struct style styles[] = {
    {"area",
     "Areas",
     "outline with name",
     NULL,
     area_look,
     COUNT(area_look),
     SHAPE_FILL,
     {"name", 8, "90,84,72,255", 3000000}},
    {"settlement",
     "Settlements",
     "chief towns stand out",
     "seat",
     settlement_look,
     COUNT(settlement_look),
     SHAPE_POINT,
     {"name", 7, INK, 400000}},
    {"feed_point",
     "Feed points",
     "by what stands there",
     "kind",
     feed_look,
     COUNT(feed_look),
     SHAPE_POINT,
     {"name", 7, "110,80,0,255", 400000}},
    {"water_source",
     "Water sources",
     "by fitness for industry",
     "quality",
     water_look,
     COUNT(water_look),
     SHAPE_POINT,
     {"name", 7, "43,123,186,255", 400000}},
    {"transport",
     "Roads and railways",
     "by kind",
     "kind",
     transport_look,
     COUNT(transport_look),
     SHAPE_LINE,
     {NULL, 0, NULL, 0}},
    {"site",
     "Sites",
     "surveyed and proposed",
     "proposed",
     site_look,
     COUNT(site_look),
     SHAPE_POINT,
     {"code", 7, "46,125,50,255", 400000}},
    {"producer",
     "Producers of materials",
     "works that ship to depots and sites",
     NULL,
     producer_look,
     COUNT(producer_look),
     SHAPE_POINT,
     {"name", 7, "120,50,25,255", 3000000}},
    {"depot",
     "Depots",
     "where materials lie and change carrier",
     NULL,
     depot_look,
     COUNT(depot_look),
     SHAPE_POINT,
     {"name", 7, "120,50,25,255", 1500000}},
    {"plan_visit_map",
     "Visits by year",
     "ten years from dark to light",
     SINCE_FIRST,
     visit_look,
     COUNT(visit_look),
     SHAPE_FILL,
     {"year", 8, INK, 3000000}},
    {"plan_facility_map",
     "Facilities by year",
     "ten years from dark to light",
     SINCE_FIRST,
     facility_look,
     COUNT(facility_look),
     SHAPE_POINT,
     {"facility_size", 7, INK, 400000}},
};

static void xml_text(struct buf *out, const char *text)
{
    for (const char *p = text; *p; p++) {
        if (*p == '"')
            buf_text(out, "&quot;");
        else if (*p == '<')
            buf_text(out, "&lt;");
        else if (*p == '&')
            buf_text(out, "&amp;");
        else
            buf_char(out, *p);
    }
}

static void property_text(struct buf *out, const char *key, const char *value)
{
    buf_printf(out, "<prop k=\"%s\" v=\"%s\"/>", key, value);
}

static void property_size(struct buf *out, const char *key, double value)
{
    buf_printf(out, "<prop k=\"%s\" v=\"%.2f\"/>", key, value);
}

static void write_symbol(struct buf *out, enum shape shape, int number, const struct symbol *s)
{
    static const char *const types[] = {"marker", "line", "fill"};
    static const char *const classes[] = {"SimpleMarker", "SimpleLine", "SimpleFill"};
    buf_printf(out,
               "<symbol name=\"%d\" type=\"%s\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">"
               "<layer class=\"%s\" enabled=\"1\" locked=\"0\" pass=\"0\">",
               number, types[shape], classes[shape]);
    if (shape == SHAPE_LINE) {
        property_text(out, "line_color", s->fill);
        property_text(out, "line_style", s->marker);
        property_size(out, "line_width", s->size);
        property_text(out, "capstyle", "flat");
        property_text(out, "joinstyle", "round");
    } else {
        property_text(out, "color", s->fill);
        property_text(out, "outline_color", s->outline);
        property_text(out, "outline_style", "solid");
        property_size(out, "outline_width", s->outline_width);
        property_text(out, "joinstyle", "round");
    }
    if (shape == SHAPE_POINT) {
        property_text(out, "name", s->marker);
        property_size(out, "size", s->size);
    }
    if (shape == SHAPE_FILL) property_text(out, "style", "solid");
    buf_text(out, "</layer></symbol>");
}

static void write_renderer(struct buf *out, const struct style *s)
{
    buf_printf(out, "<renderer-v2 type=\"%s\" symbollevels=\"0\" forceraster=\"0\"",
               s->field ? "categorizedSymbol" : "singleSymbol");
    if (s->field) {
        buf_text(out, " attr=\"");
        xml_text(out, s->field);
        buf_text(out, "\"><categories>");
        for (int i = 0; i < s->category_count; i++) {
            const char *value = s->categories[i].value;
            buf_printf(out, "<category symbol=\"%d\" value=\"%s\" label=\"%s\" render=\"true\"/>",
                       i, value ? value : "", s->categories[i].label);
        }
        buf_text(out, "</categories>");
    } else {
        buf_char(out, '>');
    }
    buf_text(out, "<symbols>");
    for (int i = 0; i < s->category_count; i++)
        write_symbol(out, s->shape, i, &s->categories[i].symbol);
    buf_text(out, "</symbols></renderer-v2>");
}

static void write_labels(struct buf *out, const struct style *s)
{
    if (!s->label.field) return;
    buf_printf(out,
               "<labeling type=\"simple\"><settings><text-style fieldName=\"%s\" isExpression=\"0\""
               " fontFamily=\"Sans Serif\" fontSize=\"%g\" fontSizeUnit=\"Point\" textColor=\"%s\""
               " textOpacity=\"1\"><text-buffer bufferDraw=\"1\" bufferSize=\"0.7\""
               " bufferSizeUnits=\"MM\" bufferColor=\"" WHITE "\" bufferOpacity=\"0.8\"/>"
               "</text-style><placement placement=\"%d\" dist=\"1\" distUnits=\"MM\"/>"
               "<rendering drawLabels=\"1\" scaleVisibility=\"1\" scaleMin=\"%ld\" scaleMax=\"0\""
               " obstacle=\"1\"/></settings></labeling>",
               s->label.field, s->label.size_pt, s->label.colour, s->shape == SHAPE_POINT ? 6 : 0,
               s->label.scale);
}

static void write_qml(struct buf *out, const struct style *s)
{
    buf_printf(out,
               "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
               "<qgis version=\"3.22.0\" styleCategories=\"Symbology|Labeling\""
               " labelsEnabled=\"%d\">",
               s->label.field != NULL);
    write_renderer(out, s);
    write_labels(out, s);
    buf_printf(out, "<layerGeometryType>%d</layerGeometryType></qgis>", (int)s->shape);
}

static const char table[] =
    "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,"
    " f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),"
    " f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,"
    " useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),"
    " update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));\n"
    "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)"
    " VALUES ('layer_styles','attributes','layer_styles','','" GPKG_LAST_CHANGE "');\n";

void gpkg_styles_table(struct buf *sql)
{
    buf_text(sql, table);
}

void gpkg_styles_add(struct buf *sql, const struct store_style *s)
{
    buf_text(sql, "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name,"
                  " f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description,"
                  " owner, ui, update_time) VALUES ('','',");
    sql_text(sql, slice_of(s->layer));
    buf_text(sql, ",'" GPKG_GEOMETRY "',");
    sql_text(sql, slice_of(s->name));
    buf_char(sql, ',');
    sql_text(sql, s->qml);
    buf_printf(sql, ",'',%d,", s->is_default);
    sql_text(sql, slice_of(s->description));
    buf_text(sql, ",'','','" GPKG_LAST_CHANGE "');\n");
}

void gpkg_styles_of_programme(struct buf *sql, const char *layer)
{
    for (int i = 0; i < COUNT(styles); i++) {
        if (layer && strcmp(layer, styles[i].layer) != 0) continue;
        struct buf qml = BUF_INIT(QML_BYTES_MAX);
        write_qml(&qml, &styles[i]);
        gpkg_styles_add(sql, &(struct store_style){styles[i].layer, styles[i].name,
                                                   styles[i].description, buf_as_slice(&qml), 1});
        if (qml.failed) sql->failed = 1;
        buf_clear(&qml);
    }
}
