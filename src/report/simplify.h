/* SPDX-License-Identifier: Apache-2.0 */
/*
 * simplify - a line with fewer points that strays from the first by at most a tolerance.
 *
 * Method   Douglas & Peucker 1973, with a stack of our own; a closed ring is cut
 *          at its first point and the point farthest from it, so that it cannot
 *          fold onto one chord.  O(n log n) on real borders, O(n^2) at worst.
 * Units    those of the points.
 */
#ifndef REPORT_SIMPLIFY_H
#define REPORT_SIMPLIFY_H

struct point {
    double x, y;
};

struct range { /* scratch: a stretch of points whose ends stay */
    int first, last;
};

/* Keep the points that matter, in order, at the front of `points`; returns how
 * many.  keep and stack have room for `count` each.  First and last always stay. */
int simplify_line(struct point *points, int count, double tolerance, char *keep,
                  struct range *stack);

/* The same for a ring whose last point repeats the first; it stays closed.
 * Returns 0 when less than a triangle is left. */
int simplify_ring(struct point *points, int count, double tolerance, char *keep,
                  struct range *stack);

#endif
