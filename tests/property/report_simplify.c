/* SPDX-License-Identifier: Apache-2.0 */
#include "report/simplify.h"

#include <math.h>
#include <string.h>

#include "kit/property.h"

enum {
    POINT_MAX = 400,
};

static double distance(struct point p, struct point a, struct point b)
{
    double dx = b.x - a.x, dy = b.y - a.y, len = dx * dx + dy * dy;
    double t = len > 0 ? fmin(fmax(((p.x - a.x) * dx + (p.y - a.y) * dy) / len, 0), 1) : 0;
    return hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

static int fill(struct gen *g, struct point *points, int count)
{
    double x = 0, y = 0;
    for (int i = 0; i < count; i++) { /* a walk, with repeats, as borders have them */
        if (gen_int(g, 0, 9)) x += gen_int(g, -100, 100) / 10.0;
        if (gen_int(g, 0, 9)) y += gen_int(g, -100, 100) / 10.0;
        points[i] = (struct point){x, y};
    }
    return count;
}

/* Kept points are some of the old ones in order, ends included, and no old point is farther from the
 * segment that replaced it than the tolerance. */
static int stays_close(const struct point *old, int count, const struct point *now, int kept,
                       double tol)
{
    int at = 0;
    if (kept < 2 || memcmp(&old[0], &now[0], sizeof *now) != 0) return 0;
    for (int k = 1; k < kept; k++) {
        int next = at + 1;
        double worst = INFINITY;
        /* repeats leave a choice of where the kept point was: some choice must do */
        for (int i = next; i < count && worst > tol; i++) {
            if (memcmp(&old[i], &now[k], sizeof *now) != 0) continue;
            worst = 0;
            for (int m = at; m <= i; m++)
                worst = fmax(worst, distance(old[m], now[k - 1], now[k]));
            next = i;
        }
        if (worst > tol * (1 + 1e-9)) return 0;
        at = next;
    }
    return memcmp(&now[kept - 1], &old[count - 1], sizeof *now) == 0;
}

static int line_stays_within_tolerance(struct gen *g, int size)
{
    struct point old[POINT_MAX], now[POINT_MAX];
    char keep[POINT_MAX];
    struct range stack[POINT_MAX];
    int count = fill(g, old, 2 + size % (POINT_MAX - 2));
    double tol = gen_int(g, 0, 200) / 10.0;
    memcpy(now, old, sizeof old);
    int kept = simplify_line(now, count, tol, keep, stack);
    return kept <= count && stays_close(old, count, now, kept, tol + 1e-9);
}

static int ring_stays_within_tolerance(struct gen *g, int size)
{
    struct point old[POINT_MAX], now[POINT_MAX];
    char keep[POINT_MAX];
    struct range stack[POINT_MAX];
    int count = fill(g, old, 4 + size % (POINT_MAX - 5));
    old[count - 1] = old[0];
    double tol = gen_int(g, 0, 100) / 10.0;
    memcpy(now, old, sizeof old);
    int kept = simplify_ring(now, count, tol, keep, stack);
    if (kept == 0) return 1; /* flat */
    return kept >= 4 && stays_close(old, count, now, kept, tol + 1e-9);
}

TEST(a_simpler_line_is_near_the_old_one)
{
    property_check("line_stays_within_tolerance", line_stays_within_tolerance, 390, 600);
}

TEST(a_simpler_ring_is_near_the_old_one)
{
    property_check("ring_stays_within_tolerance", ring_stays_within_tolerance, 390, 600);
}

SUITE(CASE(a_simpler_line_is_near_the_old_one), CASE(a_simpler_ring_is_near_the_old_one))
