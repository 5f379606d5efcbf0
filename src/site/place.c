/* SPDX-License-Identifier: Apache-2.0 */
#include "site/place.h"

#include <math.h>

#define AXIS_M        6378137.0 /* WGS 84 */
#define FLATTENING    (1 / 298.257223563)
#define ECCENTRICITY2 (FLATTENING * (2 - FLATTENING))
#define RADIUS_M      6371008.8 /* mean radius of the same */
#define DEGREE        (3.14159265358979323846 / 180)

struct place place_of(double lon, double lat)
{
    double s = sin(lat * DEGREE), c = cos(lat * DEGREE);
    double n = AXIS_M / sqrt(1 - ECCENTRICITY2 * s * s);
    return (struct place){n * c * cos(lon * DEGREE), n * c * sin(lon * DEGREE),
                          n * (1 - ECCENTRICITY2) * s};
}

double place_arc_m(double chord_m)
{
    double half = chord_m / (2 * RADIUS_M);
    return 2 * RADIUS_M * asin(half < 1 ? half : 1);
}

double place_apart_m(struct place a, struct place b)
{
    return place_arc_m(sqrt(place_chord2(a, b)));
}

double place_chord_m(double arc_m)
{
    double half = arc_m / (2 * RADIUS_M);
    return half >= 90 * DEGREE ? INFINITY : 2 * RADIUS_M * sin(half);
}

double place_share(struct place p, struct place a, struct place b)
{
    double x = b.x - a.x, y = b.y - a.y, z = b.z - a.z;
    double length2 = x * x + y * y + z * z;
    if (!(length2 > 0)) return 0;
    double t = ((p.x - a.x) * x + (p.y - a.y) * y + (p.z - a.z) * z) / length2;
    return t < 0 ? 0 : t > 1 ? 1 : t;
}

double place_segment2(struct place p, struct place a, struct place b)
{
    double t = place_share(p, a, b);
    return place_chord2(
        p, (struct place){a.x + t * (b.x - a.x), a.y + t * (b.y - a.y), a.z + t * (b.z - a.z)});
}

void place_shift(double *lon, double *lat, double x_m, double y_m)
{
    double s = sin(*lat * DEGREE), w = 1 - ECCENTRICITY2 * s * s;
    double meridian = AXIS_M * (1 - ECCENTRICITY2) / (w * sqrt(w));
    double parallel = AXIS_M / sqrt(w) * cos(*lat * DEGREE);
    *lat += y_m / meridian / DEGREE;
    if (parallel > 1) *lon += x_m / parallel / DEGREE;
}
