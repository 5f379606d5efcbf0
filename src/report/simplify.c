/* SPDX-License-Identifier: Apache-2.0 */
#include "report/simplify.h"

#include <assert.h>
#include <string.h>

/* Squared distance of p from the segment a-b. */
static double distance_squared(struct point p, struct point a, struct point b)
{
    double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
    double t = length > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / length : 0;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    double ex = p.x - (a.x + t * dx), ey = p.y - (a.y + t * dy);
    return ex * ex + ey * ey;
}

/* Mark the points of a stretch that must stay, besides its ends. */
static void mark(const struct point *points, struct range whole, double tolerance, char *keep,
                 struct range *stack)
{
    int depth = 0;
    stack[depth++] = whole;
    while (depth > 0) {
        struct range r = stack[--depth];
        int farthest = -1;
        double most = tolerance * tolerance;
        for (int i = r.first + 1; i < r.last; i++) {
            double d = distance_squared(points[i], points[r.first], points[r.last]);
            if (d <= most) continue;
            most = d;
            farthest = i;
        }
        if (farthest < 0) continue;
        keep[farthest] = 1;
        stack[depth++] = (struct range){r.first, farthest};
        stack[depth++] = (struct range){farthest, r.last};
    }
}

static int compact(struct point *points, int count, const char *keep)
{
    int kept = 0;
    for (int i = 0; i < count; i++)
        if (keep[i]) points[kept++] = points[i];
    return kept;
}

int simplify_line(struct point *points, int count, double tolerance, char *keep,
                  struct range *stack)
{
    if (count <= 2) return count;
    memset(keep, 0, (size_t)count);
    keep[0] = keep[count - 1] = 1;
    mark(points, (struct range){0, count - 1}, tolerance, keep, stack);
    return compact(points, count, keep);
}

int simplify_ring(struct point *points, int count, double tolerance, char *keep,
                  struct range *stack)
{
    if (count < 4) return 0;
    int farthest = 0;
    double most = -1;
    for (int i = 1; i < count - 1; i++) {
        double d = distance_squared(points[i], points[0], points[0]);
        if (d <= most) continue;
        most = d;
        farthest = i;
    }
    assert(farthest > 0);
    memset(keep, 0, (size_t)count);
    keep[0] = keep[farthest] = keep[count - 1] = 1;
    mark(points, (struct range){0, farthest}, tolerance, keep, stack);
    mark(points, (struct range){farthest, count - 1}, tolerance, keep, stack);
    int kept = compact(points, count, keep);
    return kept < 4 ? 0 : kept;
}
