/* SPDX-License-Identifier: Apache-2.0 */
#include "report/layer.h"

#include "base/json.h"
#include "base/wkb.h"
#include "geo/geojson.h"
#include "report/html.h"
#include "report/tally.h"

/* Text is cleaned first: GeoJSON must be UTF-8. */
static void put_text(struct json *j, const char *name, struct slice value, struct buf *scratch)
{
    json_key(j, name);
    buf_reset(scratch);
    html_plain(scratch, value);
    json_text(j, value.at ? buf_as_slice(scratch) : SLICE_NONE);
}

static void put_real(struct json *j, const char *name, double value)
{
    json_key(j, name);
    json_real(j, value);
}

static void put_integer(struct json *j, const char *name, int is_there, int64_t value)
{
    json_key(j, name);
    if (is_there)
        json_integer(j, value);
    else
        json_real(j, REAL_NONE);
}

/* Names of the plants of all visits of an area. */
static void list_plants(struct buf *b, const struct view *v, int area)
{
    int said = 0;
    for (int i = v->areas[area].first_visit; i >= 0; i = v->visits[i].next)
        for (int k = 0; k < v->visits[i].facility_count; k++) {
            int size = v->facilities[v->visits[i].facility_first + k].size;
            if (said++) buf_text(b, "; ");
            html_plain(b, v->sizes[size].name);
        }
}

static void area_properties(struct json *j, const struct view *v, int area, struct buf *scratch)
{
    const struct view_area *a = &v->areas[area];
    put_text(j, "code", a->code, scratch);
    put_text(j, "name", a->name, scratch);
    put_text(j, "name_native", a->name_native, scratch);
    put_text(j, "province", view_province_name(v, area), scratch);
    put_real(j, "population", a->population);
    put_real(j, "index", a->index);
    put_integer(j, "rank", a->rank > 0, a->rank);
    put_integer(j, "rank_low", a->rank_low > 0, a->rank_low);
    put_integer(j, "rank_high", a->rank_high > 0, a->rank_high);
    put_real(j, "need_met_today", a->supply_share);
    int visited = a->visit_count > 0;
    put_integer(j, "first_visit", visited,
                visited ? v->first_year + v->visits[a->first_visit].year : 0);
    put_integer(j, "visits", 1, a->visit_count);
    json_key(j, "plants");
    buf_reset(scratch);
    list_plants(scratch, v, area);
    json_text(j, scratch->len ? buf_as_slice(scratch) : SLICE_NONE);
}

static void open_feature(struct json *j, struct buf *b, int place)
{
    buf_text(b, place ? ",\n" : "\n");
    j->need_comma = 0;
    json_open(j, '{');
    json_key(j, "type");
    json_text(j, slice_of("Feature"));
    json_key(j, "properties");
    json_open(j, '{');
}

static void shut_feature(struct json *j, struct buf *b, struct slice wkb)
{
    json_shut(j, '}');
    json_key(j, "geometry");
    if (wkb.at && !wkb_problem(wkb))
        geojson_add_geometry(b, wkb);
    else
        buf_text(b, "null");
    json_shut(j, '}');
}

static const char HEAD[] = "{\"type\":\"FeatureCollection\",\"features\":[";
static const char TAIL[] = "\n]}\n";

static enum status finish(struct buf *b, struct buf *scratch, struct err *e)
{
    buf_text(b, TAIL);
    enum status s = buf_ok(scratch, e);
    if (s == STATUS_OK) s = buf_ok(b, e);
    buf_clear(scratch);
    return s;
}

enum status layer_areas(struct buf *b, const struct report *r, struct err *e)
{
    const struct view *v = &r->view;
    struct buf scratch = BUF_INIT(b->limit);
    struct json j = {b, 0};
    buf_text(b, HEAD);
    for (int i = 0; i < v->unit_count; i++) {
        const struct table *t = view_table(v, TABLE_AREA);
        open_feature(&j, b, i);
        area_properties(&j, v, v->ranking[i], &scratch);
        shut_feature(&j, b, t->geometry ? t->geometry[v->ranking[i]] : SLICE_NONE);
    }
    return finish(b, &scratch, e);
}

static const char *site_state(const struct view_site *site)
{
    if (site->facility_count) return "chosen";
    if (site->option_count == 0) return "not tested";
    return site->admissible_count ? "free" : "refused";
}

/* Options are sorted by site: those of one site lie together from *next on. */
static void list_reasons(struct buf *b, const struct view *v, int site, int *next)
{
    const struct table *t = view_table(v, TABLE_SITE_TEST);
    while (*next < v->option_count && v->options[*next].site < site)
        (*next)++;
    for (; *next < v->option_count && v->options[*next].site == site; (*next)++) {
        const struct view_option *o = &v->options[*next];
        for (int c = 0; !o->admissible && c < CONDITION_COUNT; c++) {
            if (!tally_failed(v, o, c)) continue;
            if (b->len) buf_text(b, "; ");
            html_plain(b, v->sizes[o->size].name);
            buf_text(b, ": ");
            html_plain(b, table_get_text(t, o->test[c], "sentence"));
        }
    }
}

static void list_site_plants(struct buf *b, const struct view *v, int site)
{
    if (v->sites[site].facility_count == 0) return;
    for (int i = 0; i < v->facility_count; i++) {
        if (v->facilities[i].site != site) continue;
        if (b->len) buf_text(b, "; ");
        html_plain(b, v->sizes[v->facilities[i].size].name);
    }
}

static void site_feature(struct json *j, const struct view *v, int site, int *next,
                         struct buf *scratch)
{
    const struct view_site *s = &v->sites[site];
    put_text(j, "code", s->code, scratch);
    put_text(j, "name", s->name, scratch);
    put_text(j, "area", s->area < 0 ? SLICE_NONE : v->areas[s->area].name, scratch);
    put_text(j, "proposed", slice_of(s->proposed ? "yes" : "no"), scratch);
    put_text(j, "state", slice_of(site_state(s)), scratch);
    json_key(j, "plants");
    buf_reset(scratch);
    list_site_plants(scratch, v, site);
    json_text(j, scratch->len ? buf_as_slice(scratch) : SLICE_NONE);
    json_key(j, "refused_because");
    buf_reset(scratch);
    list_reasons(scratch, v, site, next);
    json_text(j, scratch->len ? buf_as_slice(scratch) : SLICE_NONE);
}

enum status layer_sites(struct buf *b, const struct report *r, struct err *e)
{
    const struct view *v = &r->view;
    struct buf scratch = BUF_INIT(b->limit), wkb = BUF_INIT(1024);
    struct json j = {b, 0};
    int next = 0;
    buf_text(b, HEAD);
    for (int i = 0; i < v->site_count; i++) {
        open_feature(&j, b, i);
        site_feature(&j, v, i, &next, &scratch);
        buf_reset(&wkb);
        wkb_add_header(&wkb, WKB_POINT);
        wkb_add_position(&wkb, v->sites[i].lon, v->sites[i].lat);
        shut_feature(&j, b, wkb.failed ? SLICE_NONE : buf_as_slice(&wkb));
    }
    enum status s = buf_ok(&wkb, e);
    enum status rest = finish(b, &scratch, s == STATUS_OK ? e : NULL);
    buf_clear(&wkb);
    return s != STATUS_OK ? s : rest;
}
