/* SPDX-License-Identifier: Apache-2.0 */
/*
 * globe - where a camp or a crew's home is, and ways between places.
 *
 * A place is a point of the unit sphere, so that two are compared by the square of their
 * chord without a sine; the way along the great circle follows from it.
 */
#ifndef WORKS_GLOBE_H
#define WORKS_GLOBE_H

struct globe_point {
    double lon, lat; /* NaN: not known; it is nowhere far from */
    double at[3];
};

struct globe_point globe_point(double lon, double lat);

/* Square of the chord, 0 to 4; 0 when one is not known. */
double globe_chord(const struct globe_point *from, const struct globe_point *to);

double globe_km(const struct globe_point *from, const struct globe_point *to);
double globe_km_of_chord(double chord);

#endif
