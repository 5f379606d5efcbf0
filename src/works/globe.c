/* SPDX-License-Identifier: Apache-2.0 */
#include "works/globe.h"

#include <math.h>

#define PI              3.14159265358979323846
#define EARTH_RADIUS_KM 6371.0088 /* mean, IUGG */

struct globe_point globe_point(double lon, double lat)
{
    double radian = PI / 180;
    return (struct globe_point){lon,
                                lat,
                                {cos(lat * radian) * cos(lon * radian),
                                 cos(lat * radian) * sin(lon * radian), sin(lat * radian)}};
}

double globe_chord(const struct globe_point *from, const struct globe_point *to)
{
    double x = from->at[0] - to->at[0], y = from->at[1] - to->at[1], z = from->at[2] - to->at[2];
    double chord = x * x + y * y + z * z;
    return chord > 0 ? chord : 0; /* not of NaN */
}

double globe_km_of_chord(double chord)
{
    return 2 * EARTH_RADIUS_KM * asin(sqrt(fmin(4, chord)) / 2);
}

double globe_km(const struct globe_point *from, const struct globe_point *to)
{
    return globe_km_of_chord(globe_chord(from, to));
}
