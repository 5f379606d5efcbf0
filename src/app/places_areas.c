/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Points are said to be inside polygons, so unsound polygons are errors; missing and
 * overlapping ones are warnings.
 */
#include <math.h>

#include "app/places.h"

static const double OVERLAP_SHARE_MAX = 0.01; /* of the smaller of two areas */

static void add_bounds(struct places *p, struct slice wkb)
{
    struct wkb_bounds b;
    if (!wkb_bounds_of(wkb, &b)) return;
    if (p->polygon_count++ == 0) p->bounds = b;
    p->bounds.west = fmin(p->bounds.west, b.west);
    p->bounds.south = fmin(p->bounds.south, b.south);
    p->bounds.east = fmax(p->bounds.east, b.east);
    p->bounds.north = fmax(p->bounds.north, b.north);
}

/* Structure, degrees and, of polygons, soundness; *sound tells whether all is well. */
static enum status check_geometry(struct places *p, const struct table *t, int row, int *sound,
                                  struct err *e)
{
    struct slice wkb = t->geometry[row];
    const char *problem = wkb_problem(wkb);
    if (!problem) problem = wkb_degrees_problem(wkb);
    *sound = !problem;
    if (problem) {
        findings_row(p->findings, 1, t, row, NULL, "the geometry of '%.*s' %s",
                     SLICE_ARGS(places_code(t, row)), problem);
        return STATUS_OK;
    }
    char reason[OVERLAY_REASON_MAX];
    if (t->def->geometry != GEOMETRY_POLYGON) return STATUS_OK;
    TRY(overlay_check(&p->overlay, wkb, reason, e));
    *sound = !reason[0];
    if (reason[0])
        findings_row(p->findings, 1, t, row, NULL,
                     "the polygon of '%.*s' is not sound: %s (longitude latitude); mend it, in "
                     "QGIS with 'Fix geometries'",
                     SLICE_ARGS(places_code(t, row)), reason);
    return STATUS_OK;
}

static void tell_missing(struct places *p, int first, int count)
{
    if (count == 1)
        findings_row(p->findings, 0, p->area, first, NULL,
                     "'%.*s' has no polygon; maps leave it out and places cannot be checked there",
                     SLICE_ARGS(places_code(p->area, first)));
    else
        findings_row(p->findings, 0, p->area, first, NULL,
                     "%d areas, '%.*s' the first, have no polygon; maps leave them out and places "
                     "cannot be checked there",
                     count, SLICE_ARGS(places_code(p->area, first)));
}

enum status places_check_areas(struct places *p, struct err *e)
{
    int missing = 0, first_missing = -1, sound;
    for (int row = 0; row < p->area->row_count; row++) {
        if (p->area->geometry[row].at) {
            TRY(check_geometry(p, p->area, row, &sound, e));
            if (!sound) continue;
            p->sound[row] = p->area->geometry[row];
            add_bounds(p, p->sound[row]);
        } else if (!p->has_parts[row] && missing++ == 0) {
            first_missing = row;
        }
    }
    if (missing > 0) tell_missing(p, first_missing, missing);

    const struct table *lines = &p->data->tables[TABLE_TRANSPORT];
    for (int row = 0; row < lines->row_count; row++)
        if (lines->geometry[row].at) TRY(check_geometry(p, lines, row, &sound, e));
    return STATUS_OK;
}

/* Polygons on the plane and their areas, made when first asked for. */
struct flat {
    struct slice *wkb;
    double *area_m2;
};

static enum status flatten(struct places *p, struct flat *flat, int row, struct err *e)
{
    if (flat->wkb[row].at) return STATUS_OK;
    TRY(crs_area_m2(&p->plane, p->sound[row], &flat->area_m2[row], e));
    return crs_wkb_to_plane(&p->plane, p->sound[row], &flat->wkb[row], p->arena, e);
}

static enum status check_pair(struct places *p, struct flat *flat, int first, int second,
                              struct err *e)
{
    double shared_m2;
    struct err rounding; /* on the plane can upset the overlay of what was sound in degrees */
    if (p->parents[first] != p->parents[second]) return STATUS_OK;
    TRY(flatten(p, flat, first, e));
    TRY(flatten(p, flat, second, e));
    struct slice a = flat->wkb[first], b = flat->wkb[second];
    if (overlay_shared_area(&p->overlay, a, b, &shared_m2, &rounding) != STATUS_OK)
        return STATUS_OK;
    double smaller_m2 = fmin(flat->area_m2[first], flat->area_m2[second]);
    if (!(smaller_m2 > 0) || shared_m2 <= OVERLAP_SHARE_MAX * smaller_m2) return STATUS_OK;
    findings_row(p->findings, 0, p->area, second, NULL,
                 "the polygons of '%.*s' and '%.*s' overlap by %.1f km², %.0f %% of the smaller",
                 SLICE_ARGS(places_code(p->area, first)), SLICE_ARGS(places_code(p->area, second)),
                 shared_m2 / 1e6, 100 * shared_m2 / smaller_m2);
    return STATUS_OK;
}

enum status places_check_overlaps(struct places *p, struct err *e)
{
    size_t count = (size_t)p->area->row_count;
    struct flat flat = {ARENA_ARRAY(p->arena, struct slice, count),
                        ARENA_ARRAY(p->arena, double, count)};
    if (!flat.wkb || !flat.area_m2) return err_set(e, STATUS_NOMEM, "out of memory");
    for (int row = 0; row < p->area->row_count; row++) {
        int *others, other_count;
        TRY(overlay_index_neighbours(&p->all, row, &others, &other_count, p->arena, e));
        for (int i = 0; i < other_count; i++)
            TRY(check_pair(p, &flat, row, others[i], e));
    }
    return STATUS_OK;
}
