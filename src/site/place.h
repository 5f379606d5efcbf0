/* SPDX-License-Identifier: Apache-2.0 */
/*
 * place - a point of the earth in metres, in the one frame where distances of
 * a whole country are right.
 *
 * Problem  a map plane is true near its centre only; sites, feed points and
 *          villages of a large country need one frame for one index.
 * Method   earth-centred coordinates on the WGS 84 ellipsoid.  The straight line
 *          through the earth (chord) orders places as the way over ground does;
 *          the way itself is the arc over it, 2 R asin(chord / 2R), within 0.1 m
 *          at 100 km of the geodesic, 0.02 % at 3,000 km, 3 % at the other side of the
 *          earth.
 * Limits   heights are not known and count as 0.
 */
#ifndef SITE_PLACE_H
#define SITE_PLACE_H

struct place {
    double x, y, z; /* metres from the centre of the earth */
};

/* Degrees, WGS 84. */
struct place place_of(double lon, double lat);

/* Chord, squared: cheap, for comparing. */
static inline double place_chord2(struct place a, struct place b)
{
    double x = a.x - b.x, y = a.y - b.y, z = a.z - b.z;
    return x * x + y * y + z * z;
}

/* Way over ground of a chord, and between two places, metres. */
double place_arc_m(double chord_m);
double place_apart_m(struct place a, struct place b);

/* The chord whose way over ground is arc_m; half around the earth and more: all of it. */
double place_chord_m(double arc_m);

/* The nearest point of the segment a b to p: which share of the way from a to b it lies at, and the
 * squared chord to it. */
double place_share(struct place p, struct place a, struct place b);
double place_segment2(struct place p, struct place a, struct place b);

/* Degrees of longitude and latitude that go x_m east and y_m north from lat. */
void place_shift(double *lon, double *lat, double x_m, double y_m);

#endif
