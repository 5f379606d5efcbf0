/* SPDX-License-Identifier: Apache-2.0 */
#include "report/atlas.h"

#include <math.h>
#include <string.h>

#include "base/wkb.h"
#include "report/simplify.h"

static const double TOLERANCE = 0.55; /* grid steps of the small grid */

struct bounds {
    double west, east, south, north, west_wrapped, east_wrapped;
};

static int is_drawn(const struct view *v, int area)
{
    struct slice wkb = view_table(v, TABLE_AREA)->geometry[area];
    int is_leaf = v->areas[area].is_unit || v->areas[area].child_count == 0;
    if (!is_leaf || !wkb.at || wkb_problem(wkb)) return 0;
    enum wkb_kind kind = wkb_kind_of(wkb);
    return (kind == WKB_POLYGON || kind == WKB_MULTIPOLYGON) && !wkb_degrees_problem(wkb);
}

static void widen(struct bounds *b, struct slice wkb, int *points, int *rings, int *longest)
{
    struct wkb_walk walk = wkb_walk_start(wkb);
    struct wkb_part part;
    while (wkb_walk_next(&walk, &part)) {
        for (int i = 0; i < part.count; i++) {
            double lon = wkb_x(&part, i), lat = wkb_y(&part, i);
            double wrapped = lon < 0 ? lon + 360 : lon;
            b->west = fmin(b->west, lon);
            b->east = fmax(b->east, lon);
            b->west_wrapped = fmin(b->west_wrapped, wrapped);
            b->east_wrapped = fmax(b->east_wrapped, wrapped);
            b->south = fmin(b->south, lat);
            b->north = fmax(b->north, lat);
        }
        *points += part.count + 4; /* a square, if it is too small */
        *rings += 1;
        if (part.count > *longest) *longest = part.count;
    }
}

static void fit(struct atlas *m, const struct bounds *b)
{
    m->wraps = b->east_wrapped - b->west_wrapped < b->east - b->west - 1e-9;
    double west = m->wraps ? b->west_wrapped : b->west, east = m->wraps ? b->east_wrapped : b->east;
    m->stretch = cos((b->south + b->north) / 2 * (3.14159265358979323846 / 180));
    if (m->stretch < 0.05) m->stretch = 0.05; /* a pole has no middle latitude */
    double width = (east - west) * m->stretch, height = b->north - b->south;
    double margin = 0.01 * fmax(fmax(width, height), 1e-6);
    m->scale = m->grid / (fmax(fmax(width, height), 1e-6) + 2 * margin);
    m->west = west - margin / m->stretch;
    m->north = b->north + margin;
    m->width = (int)ceil((width + 2 * margin) * m->scale);
    m->height = (int)ceil((height + 2 * margin) * m->scale);
}

void atlas_place(const struct atlas *m, double lon, double lat, double *x, double *y)
{
    double east = m->wraps && lon < 0 ? lon + 360 : lon;
    *x = (east - m->west) * m->stretch * m->scale;
    *y = (m->north - lat) * m->scale;
}

struct scratch {
    struct point *points;
    char *keep;
    struct range *stack;
};

static void add_point(struct atlas *m, double x, double y)
{
    m->x[m->point_count] = (int)lround(x);
    m->y[m->point_count++] = (int)lround(y);
}

/* A ring that survives simplifying and rounding. */
static void add_ring(struct atlas *m, struct atlas_shape *shape, const struct wkb_part *part,
                     const struct scratch *s)
{
    for (int i = 0; i < part->count; i++)
        atlas_place(m, wkb_x(part, i), wkb_y(part, i), &s->points[i].x, &s->points[i].y);
    int count = simplify_ring(s->points, part->count, TOLERANCE, s->keep, s->stack);
    int first = m->point_count;
    for (int i = 0; i + 1 < count; i++) {
        int x = (int)lround(s->points[i].x), y = (int)lround(s->points[i].y);
        int last = m->point_count - 1;
        if (last >= first && m->x[last] == x && m->y[last] == y) continue;
        add_point(m, s->points[i].x, s->points[i].y);
    }
    while (m->point_count - 1 > first && m->x[m->point_count - 1] == m->x[first] &&
           m->y[m->point_count - 1] == m->y[first])
        m->point_count--;
    if (m->point_count - first < 3) {
        m->point_count = first;
        return;
    }
    m->rings[m->ring_count++] = (struct atlas_ring){first, m->point_count - first};
    shape->ring_count++;
}

static void add_square(struct atlas *m, struct atlas_shape *shape, const struct wkb_part *part)
{
    double x, y, half = 1;
    atlas_place(m, wkb_x(part, 0), wkb_y(part, 0), &x, &y);
    int first = m->point_count;
    add_point(m, x - half, y - half);
    add_point(m, x + half, y - half);
    add_point(m, x + half, y + half);
    add_point(m, x - half, y + half);
    m->rings[m->ring_count++] = (struct atlas_ring){first, 4};
    shape->ring_count++;
}

static void add_shape(struct atlas *m, int area, struct slice wkb, const struct scratch *s)
{
    struct atlas_shape *shape = &m->shapes[area];
    shape->ring_first = m->ring_count;
    struct wkb_walk walk = wkb_walk_start(wkb);
    struct wkb_part part, outer = {0};
    while (wkb_walk_next(&walk, &part)) {
        if (outer.count == 0) outer = part;
        add_ring(m, shape, &part, s);
    }
    if (shape->ring_count == 0) add_square(m, shape, &outer);
    m->shape_count++;
}

enum status atlas_make(struct atlas *out, const struct view *v, struct arena *a, struct err *e)
{
    struct atlas *m = out;
    const struct table *t = view_table(v, TABLE_AREA);
    struct bounds b = {INFINITY, -INFINITY, INFINITY, -INFINITY, INFINITY, -INFINITY};
    int points = 0, rings = 0, longest = 0;
    memset(m, 0, sizeof *m);
    m->is_dense = v->unit_count > ATLAS_LARGE;
    m->grid = m->is_dense ? ATLAS_GRID_LARGE : ATLAS_GRID;
    m->shapes = ARENA_ARRAY(a, struct atlas_shape, (size_t)v->area_count + 1);
    char *drawn = ARENA_ARRAY(a, char, (size_t)v->area_count + 1);
    if (!m->shapes || !drawn) return view_no_memory(a, e);
    for (int i = 0; i < v->area_count; i++) {
        drawn[i] = (char)is_drawn(v, i);
        if (drawn[i]) widen(&b, t->geometry[i], &points, &rings, &longest);
        m->missing_count += v->areas[i].is_unit && !drawn[i];
    }
    if (rings == 0) return STATUS_OK;
    fit(m, &b);
    m->rings = ARENA_ARRAY(a, struct atlas_ring, (size_t)rings + 1);
    m->x = ARENA_ARRAY(a, int, (size_t)points);
    m->y = ARENA_ARRAY(a, int, (size_t)points);
    m->thumb =
        ARENA_ARRAY(a, unsigned char, (size_t)(ATLAS_THUMB_CELLS + 1) * (ATLAS_THUMB_CELLS + 1));
    struct scratch s = {ARENA_ARRAY(a, struct point, (size_t)longest),
                        ARENA_ARRAY(a, char, (size_t)longest),
                        ARENA_ARRAY(a, struct range, (size_t)longest)};
    if (!m->rings || !m->x || !m->y || !m->thumb || !s.points || !s.keep || !s.stack)
        return view_no_memory(a, e);
    for (int i = 0; i < v->area_count; i++)
        if (drawn[i]) add_shape(m, i, t->geometry[i], &s);
    return STATUS_OK;
}
