/* SPDX-License-Identifier: Apache-2.0 */
#include "geo/crs.h"

#include <assert.h>
#include <math.h>
#include <proj.h>
#include <stdio.h>
#include <string.h>

#include "base/fault.h"

static enum status fail(const struct crs_plane *plane, const char *doing, struct err *e)
{
    int number = plane->context ? proj_context_errno(plane->context) : 0;
    const char *why =
        number ? proj_context_errno_string(plane->context, number) : "no memory or no definition";
    return err_set(e, STATUS_EXTERNAL, "the projection library failed while %s: %s", doing, why);
}

enum status crs_open(struct crs_plane *plane, double lon, double lat, struct err *e)
{
    *plane = (struct crs_plane){NULL, NULL};
    if (!(fabs(lon) <= 180) || !(fabs(lat) <= 90))
        return err_set(e, STATUS_INVALID, "%g, %g is no longitude and latitude", lon, lat);
    char definition[160];
    (void)snprintf(definition, sizeof definition,
                   "+proj=laea +lon_0=%.17g +lat_0=%.17g +ellps=WGS84 +units=m", lon, lat);
    if (!fault()) plane->context = proj_context_create();
    if (!plane->context) return fail(plane, "starting", e);
    proj_log_level(plane->context, PJ_LOG_NONE);
    if (!fault()) plane->projection = proj_create(plane->context, definition);
    if (!plane->projection) {
        enum status s = fail(plane, "making a plane", e);
        crs_close(plane);
        return s;
    }
    return STATUS_OK;
}

void crs_close(struct crs_plane *plane)
{
    proj_destroy(plane->projection);
    if (plane->context) proj_context_destroy(plane->context);
    *plane = (struct crs_plane){NULL, NULL};
}

static PJ_COORD to_plane(struct crs_plane *plane, double lon, double lat)
{
    PJ_COORD from = proj_coord(proj_torad(lon), proj_torad(lat), 0, 0);
    return proj_trans(plane->projection, PJ_FWD, from);
}

/* PROJ's series for the authalic latitude is off by 1.6 mm on the way back: go there again and
 * take the difference off. */
static PJ_COORD to_degrees(struct crs_plane *plane, double x, double y)
{
    PJ_COORD wanted = proj_coord(x, y, 0, 0);
    PJ_COORD near = proj_trans(plane->projection, PJ_INV, wanted);
    if (!isfinite(near.lp.lam)) return near;
    PJ_COORD reached = proj_trans(plane->projection, PJ_FWD, near);
    wanted.xy.x += x - reached.xy.x;
    wanted.xy.y += y - reached.xy.y;
    PJ_COORD to = proj_trans(plane->projection, PJ_INV, wanted);
    if (!isfinite(to.lp.lam)) to = near;
    return proj_coord(proj_todeg(to.lp.lam), proj_todeg(to.lp.phi), 0, 0);
}

static PJ_COORD image_of(struct crs_plane *plane, PJ_DIRECTION direction, double x, double y)
{
    return direction == PJ_FWD ? to_plane(plane, x, y) : to_degrees(plane, x, y);
}

static enum status refuse(double x, double y, struct err *e)
{
    return err_set(e, STATUS_INVALID, "the position %g, %g has no image on the plane", x, y);
}

static enum status transform(struct crs_plane *plane, PJ_DIRECTION direction, double *x, double *y,
                             int count, struct err *e)
{
    assert(plane->projection && count >= 0);
    if (fault()) return fail(plane, "projecting", e);
    for (int i = 0; i < count; i++) {
        PJ_COORD to = image_of(plane, direction, x[i], y[i]);
        if (!isfinite(to.xy.x) || !isfinite(to.xy.y)) return refuse(x[i], y[i], e);
        x[i] = to.xy.x;
        y[i] = to.xy.y;
    }
    return STATUS_OK;
}

enum status crs_to_plane(struct crs_plane *plane, double *x, double *y, int count, struct err *e)
{
    return transform(plane, PJ_FWD, x, y, count, e);
}

enum status crs_to_degrees(struct crs_plane *plane, double *x, double *y, int count, struct err *e)
{
    return transform(plane, PJ_INV, x, y, count, e);
}

enum status crs_wkb_to_plane(struct crs_plane *plane, struct slice wkb, struct slice *out,
                             struct arena *a, struct err *e)
{
    if (fault()) return fail(plane, "projecting", e);
    char *copy = arena_strndup(a, wkb.at, wkb.len);
    if (!copy) return err_set(e, STATUS_NOMEM, "out of memory");
    struct wkb_walk walk = wkb_walk_start(wkb);
    struct wkb_part part;
    while (wkb_walk_next(&walk, &part)) {
        char *at = copy + (part.positions - wkb.at);
        for (int i = 0; i < part.count; i++) {
            PJ_COORD to = image_of(plane, PJ_FWD, wkb_x(&part, i), wkb_y(&part, i));
            if (!isfinite(to.xy.x) || !isfinite(to.xy.y))
                return refuse(wkb_x(&part, i), wkb_y(&part, i), e);
            wkb_set_position(at + (size_t)i * WKB_POSITION_BYTES, to.xy.x, to.xy.y);
        }
    }
    *out = (struct slice){copy, wkb.len};
    return STATUS_OK;
}

/* Twice the signed area by the trapezoid formula, relative to the first position so that
 * digits are not lost far from the centre. */
static int ring_area_m2(struct crs_plane *plane, const struct wkb_part *ring, double *out)
{
    PJ_COORD origin = image_of(plane, PJ_FWD, wkb_x(ring, 0), wkb_y(ring, 0));
    double twice = 0, x0 = 0, y0 = 0;
    for (int i = 1; i < ring->count; i++) {
        PJ_COORD to = image_of(plane, PJ_FWD, wkb_x(ring, i), wkb_y(ring, i));
        double x = to.xy.x - origin.xy.x, y = to.xy.y - origin.xy.y;
        twice += x0 * y - x * y0;
        x0 = x;
        y0 = y;
    }
    *out = fabs(twice) / 2;
    return isfinite(*out);
}

enum status crs_area_m2(struct crs_plane *plane, struct slice wkb, double *out, struct err *e)
{
    *out = 0;
    if (fault()) return fail(plane, "measuring", e);
    struct wkb_walk walk = wkb_walk_start(wkb);
    struct wkb_part part;
    while (wkb_walk_next(&walk, &part)) {
        double area_m2;
        if (part.kind != WKB_POLYGON) continue;
        if (!ring_area_m2(plane, &part, &area_m2))
            return refuse(wkb_x(&part, 0), wkb_y(&part, 0), e);
        *out += part.ring == 0 ? area_m2 : -area_m2;
    }
    return STATUS_OK;
}

double crs_distance_km(struct crs_plane *plane, const double from[2], const double to[2])
{
    assert(plane->projection);
    PJ_COORD a = proj_coord(proj_torad(from[0]), proj_torad(from[1]), 0, 0);
    PJ_COORD b = proj_coord(proj_torad(to[0]), proj_torad(to[1]), 0, 0);
    return proj_geod(plane->projection, a, b).lp.lam / 1000;
}
