/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A point a little outside the area it names is usually the boundary's fault, which
 * may be simplified; farther out it is a warning, far out an error.
 */
#include <math.h>
#include <stdio.h>

#include "app/places.h"
#include "base/buf.h"
#include "base/number.h"

static const double LET_PASS_KM = 2;
static const double ERROR_KM = 25;
static const double PEOPLE_SHARE_MAX = 0.2; /* settlements against the area's population */
static const double MARGIN_DEGREES = 1;     /* around all polygons */

struct point {
    const struct table *table;
    int row;
    double lon, lat;
};

static int is_in_bounds(const struct wkb_bounds *b, double lon, double lat)
{
    return lon >= b->west - MARGIN_DEGREES && lon <= b->east + MARGIN_DEGREES &&
           lat >= b->south - MARGIN_DEGREES && lat <= b->north + MARGIN_DEGREES;
}

static void tell_swapped(struct places *p, const struct point *at)
{
    findings_row(p->findings, 1, at->table, at->row, "lon",
                 "%.6g, %.6g of '%.*s' is far from every area, and %.6g, %.6g is not: longitude "
                 "and latitude are swapped",
                 at->lon, at->lat, SLICE_ARGS(places_code(at->table, at->row)), at->lat, at->lon);
}

/* *told is set when the point cannot be anywhere near. */
static void check_bounds(struct places *p, const struct point *at, int *told)
{
    *told = !is_in_bounds(&p->bounds, at->lon, at->lat);
    if (!*told) return;
    if (is_in_bounds(&p->bounds, at->lat, at->lon))
        tell_swapped(p, at);
    else
        findings_row(p->findings, 0, at->table, at->row, "lon",
                     "%.6g, %.6g of '%.*s' is more than 100 km from every area; correct it or "
                     "leave it if it is meant",
                     at->lon, at->lat, SLICE_ARGS(places_code(at->table, at->row)));
}

/* Straight line to the edge of an area, on the plane. */
static enum status distance_km(struct places *p, const struct point *at, int area, double *out,
                               struct err *e)
{
    struct overlay_index flat = {0};
    struct slice wkb;
    double x = at->lon, y = at->lat, distance_m = 0;
    TRY(crs_wkb_to_plane(&p->plane, p->sound[area], &wkb, p->arena, e));
    TRY(crs_to_plane(&p->plane, &x, &y, 1, e));
    enum status s = overlay_index_open(&flat, &p->overlay, &wkb, 1, p->arena, e);
    if (s == STATUS_OK) s = overlay_index_distance(&flat, 0, x, y, &distance_m, e);
    overlay_index_close(&flat);
    *out = distance_m / 1000;
    return s;
}

static enum status tell_outside(struct places *p, const struct point *at, int area, double far_km,
                                struct err *e)
{
    int swapped, found;
    struct slice code = places_code(at->table, at->row), named = places_code(p->area, area);
    TRY(overlay_index_covers(&p->all, area, at->lat, at->lon, &swapped, e));
    if (swapped) {
        findings_row(p->findings, 1, at->table, at->row, "lon",
                     "%.6g, %.6g of '%.*s' is outside '%.*s', and %.6g, %.6g is inside: longitude "
                     "and latitude are swapped",
                     at->lon, at->lat, SLICE_ARGS(code), SLICE_ARGS(named), at->lat, at->lon);
        return STATUS_OK;
    }
    int is_error = far_km > ERROR_KM;
    TRY(overlay_index_find(&p->leaves, at->lon, at->lat, &found, e));
    if (found >= 0)
        findings_row(p->findings, is_error, at->table, at->row, "area",
                     "'%.*s' lies in '%.*s', %.0f km outside '%.*s' which it names; correct the "
                     "area or the coordinates",
                     SLICE_ARGS(code), SLICE_ARGS(places_code(p->area, found)), far_km,
                     SLICE_ARGS(named));
    else
        findings_row(p->findings, is_error, at->table, at->row, "area",
                     "'%.*s' lies %.0f km outside '%.*s' which it names, in no area; correct the "
                     "area or the coordinates",
                     SLICE_ARGS(code), far_km, SLICE_ARGS(named));
    return STATUS_OK;
}

static enum status check_area(struct places *p, const struct point *at, int area, struct err *e)
{
    int inside;
    double far_km;
    TRY(overlay_index_covers(&p->all, area, at->lon, at->lat, &inside, e));
    if (inside) return STATUS_OK;
    TRY(distance_km(p, at, area, &far_km, e));
    return far_km > LET_PASS_KM ? tell_outside(p, at, area, far_km, e) : STATUS_OK;
}

static enum status check_table(struct places *p, enum table_id id, struct err *e)
{
    const struct table *t = &p->data->tables[id];
    int lon = table_column(t, "lon"), lat = table_column(t, "lat");
    int has_area = schema_column(t->def, slice_of("area")) >= 0;
    for (int row = 0; row < t->row_count; row++) {
        struct point at = {t, row, table_real(t, row, lon), table_real(t, row, lat)};
        int told = !(fabs(at.lon) <= 180) || !(fabs(at.lat) <= 90); /* absent or out of range */
        int area = has_area ? places_area(p, t, row, "area") : -1;
        if (!told) check_bounds(p, &at, &told);
        if (!told && area >= 0 && p->sound[area].at) TRY(check_area(p, &at, area, e));
    }
    return STATUS_OK;
}

/* Area a settlement belongs to: named, or found by its place. */
static enum status area_of_settlement(struct places *p, const struct table *t, int row, int *out,
                                      struct err *e)
{
    *out = places_area(p, t, row, "area");
    double lon = table_get_real(t, row, "lon"), lat = table_get_real(t, row, "lat");
    if (*out >= 0 || table_get_text(t, row, "area").at) return STATUS_OK;
    if (!(fabs(lon) <= 180) || !(fabs(lat) <= 90)) return STATUS_OK;
    return overlay_index_find(&p->leaves, lon, lat, out, e);
}

static enum status sum_people(struct places *p, double *people, struct err *e)
{
    const struct table *t = &p->data->tables[TABLE_SETTLEMENT];
    for (int row = 0; row < t->row_count; row++) {
        int area;
        double count = table_get_real(t, row, "population");
        TRY(area_of_settlement(p, t, row, &area, e));
        for (; area >= 0 && count > 0; area = p->parents[area])
            people[area] += count;
    }
    return STATUS_OK;
}

static enum status check_people(struct places *p, struct err *e)
{
    double *people = ARENA_ARRAY(p->arena, double, (size_t)p->area->row_count);
    if (!people) return err_set(e, STATUS_NOMEM, "out of memory");
    TRY(sum_people(p, people, e));
    for (int row = 0; row < p->area->row_count; row++) {
        double stated = table_get_real(p->area, row, "population");
        if (!(stated > 0) || people[row] <= 0) continue;
        if (fabs(people[row] - stated) <= PEOPLE_SHARE_MAX * stated) continue;
        findings_row(p->findings, 0, p->area, row, "population",
                     "'%.*s' has %.0f people, but its settlements have %.0f together (%+.0f %%)",
                     SLICE_ARGS(places_code(p->area, row)), stated, people[row],
                     100 * (people[row] - stated) / stated);
    }
    return STATUS_OK;
}

enum status places_check_points(struct places *p, struct err *e)
{
    for (int id = 0; id < TABLE_COUNT; id++)
        if (table_defs[id]->geometry == GEOMETRY_POINT) TRY(check_table(p, (enum table_id)id, e));
    return check_people(p, e);
}
