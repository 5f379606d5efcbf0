/* SPDX-License-Identifier: Apache-2.0 */
#include "base/wkb.h"
#include "model/load.h"

static enum status read_settlements(struct load *l, struct err *e)
{
    const struct table *t = load_table(l, TABLE_SETTLEMENT);
    struct programme *p = l->p;
    p->settlement_count = t->row_count;
    LOAD_ARRAY(l, p->settlements, t->row_count);
    for (int i = 0; i < t->row_count; i++) {
        struct settlement *s = &p->settlements[i];
        TRY(load_code_and_name(l, t, i, &s->code, &s->name, e));
        s->area = load_reference(l, t, i, "area");
        s->lon = table_get_real(t, i, "lon");
        s->lat = table_get_real(t, i, "lat");
        s->population = table_get_real(t, i, "population");
        s->radius_m = load_real(t, i, "radius_m", 0);
        s->seat = load_is(t, i, "seat", "yes");
    }
    return STATUS_OK;
}

static enum status read_feed_points(struct load *l, struct err *e)
{
    const struct table *t = load_table(l, TABLE_FEED_POINT);
    struct programme *p = l->p;
    p->feed_point_count = t->row_count;
    LOAD_ARRAY(l, p->feed_points, t->row_count);
    for (int i = 0; i < t->row_count; i++) {
        struct feed_point *f = &p->feed_points[i];
        TRY(load_code_and_name(l, t, i, &f->code, &f->name, e));
        TRY(load_text_into(l, t, i, "kind", &f->kind, e));
        f->lon = table_get_real(t, i, "lon");
        f->lat = table_get_real(t, i, "lat");
        f->spare_kw = table_get_real(t, i, "spare_kw");
    }
    return STATUS_OK;
}

static enum status read_water_sources(struct load *l, struct err *e)
{
    const struct table *t = load_table(l, TABLE_WATER_SOURCE);
    struct programme *p = l->p;
    p->water_source_count = t->row_count;
    LOAD_ARRAY(l, p->water_sources, t->row_count);
    for (int i = 0; i < t->row_count; i++) {
        struct water_source *w = &p->water_sources[i];
        TRY(load_code_and_name(l, t, i, &w->code, &w->name, e));
        TRY(load_text_into(l, t, i, "kind", &w->kind, e));
        w->lon = table_get_real(t, i, "lon");
        w->lat = table_get_real(t, i, "lat");
        w->dry_m3_day = table_get_real(t, i, "dry_m3_day");
        w->fit = !load_is(t, i, "quality", "unfit");
    }
    return STATUS_OK;
}

/* Ways lead over lines: a road drawn as anything else can be near, but hardly be used. */
static void check_course(struct load *l, const struct table *t, int row, const struct transport *w)
{
    enum wkb_kind kind = wkb_kind_of(w->wkb);
    int is_line = kind == WKB_LINESTRING || kind == WKB_MULTILINESTRING || kind == WKB_COLLECTION;
    int is_way = strcmp(w->kind, "road") == 0 || strcmp(w->kind, "rail") == 0;
    if (is_way && !is_line)
        findings_row(l->findings, 0, t, row, NULL,
                     "%s '%s' is a %s, but ways lead over lines; draw its course as a LineString",
                     w->kind, w->code, wkb_kind_name(kind));
}

static enum status read_transports(struct load *l, struct err *e)
{
    static const double SPEED_KM_H = 40;
    const struct table *t = load_table(l, TABLE_TRANSPORT);
    struct programme *p = l->p;
    p->transport_count = t->row_count;
    LOAD_ARRAY(l, p->transports, t->row_count);
    for (int i = 0; i < t->row_count; i++) {
        struct transport *w = &p->transports[i];
        TRY(load_code_and_name(l, t, i, &w->code, &w->name, e));
        TRY(load_text_into(l, t, i, "kind", &w->kind, e));
        w->speed_km_h = load_real(t, i, "speed_km_h", SPEED_KM_H);
        w->wkb = t->geometry[i];
        if (!w->wkb.at)
            findings_row(l->findings, 1, t, i, NULL,
                         "'%s' has no geometry; add it to transport.geojson", w->code);
        else
            check_course(l, t, i, w);
    }
    return STATUS_OK;
}

static enum status read_sites(struct load *l, struct err *e)
{
    const struct table *t = load_table(l, TABLE_SITE);
    struct programme *p = l->p;
    p->site_count = t->row_count;
    LOAD_ARRAY(l, p->sites, t->row_count);
    for (int i = 0; i < t->row_count; i++) {
        struct site *s = &p->sites[i];
        TRY(load_code_and_name(l, t, i, &s->code, &s->name, e));
        s->area = load_reference(l, t, i, "area");
        s->lon = table_get_real(t, i, "lon");
        s->lat = table_get_real(t, i, "lat");
        s->land_m2 = table_get_real(t, i, "land_m2");
        s->power_kw = table_get_real(t, i, "power_kw");
        s->water_m3_day = table_get_real(t, i, "water_m3_day");
        s->transport_t_year = load_real(t, i, "transport_t_year", INFINITY);
        s->displaced = load_real(t, i, "displaced", 0);
        s->proposed = load_is(t, i, "proposed", "yes");
        if (!p->areas[s->area].visitable)
            findings_row(l->findings, 0, t, i, "area",
                         "site '%s' lies in '%s', which is not visited; it will not be used",
                         s->code, p->areas[s->area].code);
    }
    return STATUS_OK;
}

enum status load_places(struct load *l, struct err *e)
{
    TRY(read_settlements(l, e));
    TRY(read_feed_points(l, e));
    TRY(read_water_sources(l, e));
    TRY(read_transports(l, e));
    return read_sites(l, e);
}
