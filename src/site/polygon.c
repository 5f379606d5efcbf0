/* SPDX-License-Identifier: Apache-2.0 */
#include "site/polygon.h"

#include "base/wkb.h"

static enum status count_edges(struct slice bytes, int *out, struct err *e)
{
    struct wkb_walk walk = wkb_walk_start(bytes);
    struct wkb_part part;
    *out = 0;
    while (wkb_walk_next(&walk, &part))
        if (part.kind == WKB_POLYGON) *out += part.count;
    return walk.problem ? err_set(e, STATUS_INVALID, "the geometry %s", walk.problem) : STATUS_OK;
}

static void widen(struct polygon *p, double x, double y)
{
    p->west = fmin(p->west, x);
    p->east = fmax(p->east, x);
    p->south = fmin(p->south, y);
    p->north = fmax(p->north, y);
}

enum status polygon_read(struct polygon *out, struct slice bytes, struct arena *a, struct err *e)
{
    *out = (struct polygon){0};
    int count = 0;
    if (!bytes.at) return STATUS_OK;
    TRY(count_edges(bytes, &count, e));
    if (count == 0) return STATUS_OK;
    double *at = ARENA_ARRAY(a, double, 4 * (size_t)count);
    if (!at) return err_set(e, STATUS_NOMEM, "no memory for an outline of %d edges", count);
    double *x0 = at, *y0 = at + count, *x1 = at + 2 * (size_t)count, *y1 = at + 3 * (size_t)count;
    *out = (struct polygon){count, x0, y0, x1, y1, INFINITY, INFINITY, -INFINITY, -INFINITY};

    struct wkb_walk walk = wkb_walk_start(bytes);
    struct wkb_part part;
    int edge = 0;
    while (wkb_walk_next(&walk, &part)) {
        for (int i = 0; part.kind == WKB_POLYGON && i < part.count; i++, edge++) {
            int next = (i + 1) % part.count;
            x0[edge] = wkb_x(&part, i);
            y0[edge] = wkb_y(&part, i);
            x1[edge] = wkb_x(&part, next);
            y1[edge] = wkb_y(&part, next);
            widen(out, x0[edge], y0[edge]);
        }
    }
    return STATUS_OK;
}

/* Where an edge crosses the parallel y, if it does. */
static int crosses(const struct polygon *p, int i, double y, double *x)
{
    if ((p->y0[i] > y) == (p->y1[i] > y)) return 0;
    *x = p->x0[i] + (y - p->y0[i]) / (p->y1[i] - p->y0[i]) * (p->x1[i] - p->x0[i]);
    return 1;
}

int polygon_has(const struct polygon *p, double x, double y)
{
    if (p->edge_count == 0 || x < p->west || x > p->east || y < p->south || y > p->north) return 0;
    int inside = 0;
    for (int i = 0; i < p->edge_count; i++) {
        double at;
        if (crosses(p, i, y, &at) && x < at) inside = !inside;
    }
    return inside;
}

/* First crossing of the parallel y strictly east of x; INFINITY: none. */
static double next_crossing(const struct polygon *p, double x, double y)
{
    double best = INFINITY;
    for (int i = 0; i < p->edge_count; i++) {
        double at;
        if (crosses(p, i, y, &at) && at > x && at < best) best = at;
    }
    return best;
}

int polygon_point(const struct polygon *p, double *x, double *y)
{
    if (p->edge_count == 0) return 0;
    double middle = p->south + (p->north - p->south) / 2, widest = 0;
    double from = next_crossing(p, -INFINITY, middle);
    while (isfinite(from)) {
        double to = next_crossing(p, from, middle), half = from + (to - from) / 2;
        if (isfinite(to) && to - from > widest && polygon_has(p, half, middle)) {
            widest = to - from;
            *x = half;
            *y = middle;
        }
        from = to;
    }
    return widest > 0;
}
