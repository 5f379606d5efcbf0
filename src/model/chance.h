/* SPDX-License-Identifier: Apache-2.0 */
/*
 * chance - how long building takes when nobody can know.
 *
 * Problem  The time of building is told by three numbers: the shortest, the likeliest, the
 *          longest.  A plan counts on a plant from the first year in which it is ready with a
 *          stated chance.
 * Method   The triangular distribution of the three (Clark 1962 and everyone since; it asks for
 *          no more than people can say): its density rises in a line from low to likely and
 *          falls in a line to high.
 * Units    years from the start of the visit; chances from 0 to 1.
 */
#ifndef MODEL_CHANCE_H
#define MODEL_CHANCE_H

struct build_time {
    double low, likely, high; /* low <= likely <= high; all equal: known for certain */
};

/* The chance that it is ready within so many years. */
double build_time_chance(const struct build_time *t, double years);

/* The fewest whole years within which it is ready with at least this chance. */
int build_time_years(const struct build_time *t, double chance);

/* The chance of being ready within the years a plan counts on; NAN where the time is certain. */
double build_time_on_time(const struct build_time *t, int years);

#endif
