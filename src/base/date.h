/* SPDX-License-Identifier: Apache-2.0 */
/*
 * date - civil days and times of day without time zones, as whole numbers.
 *
 * A day is a count from 1970-01-01; an instant is a count of seconds from
 * 1970-01-01T00:00:00 on the clock of the place meant.  The calendar is the
 * Gregorian one, also before 1582 (ISO 8601).
 *
 * Method   days from civil and back by eras of 400 years (Howard Hinnant,
 *          "chrono-compatible low-level date algorithms", 2013).
 * Limits   years 1..9999.
 * Units    days, seconds.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdint.h>

#include "base/slice.h"

#define TIME_NONE INT64_MIN /* no instant, no duration */

enum {
    DAY_SECONDS = 86400,
    DATE_YEAR_MIN = 1,
    DATE_YEAR_MAX = 9999,
    DATE_TEXT_MAX = 24,
};

struct civil {
    int year, month, day; /* month and day from 1 */
    int hour, minute, second;
};

/* The day of a date; month and day must be within their limits. */
int date_day(int year, int month, int day);

/* Date of a day; the time is 00:00:00. */
struct civil date_civil(int day);

/* 28..31 */
int date_month_days(int year, int month);

/* 0 = Sunday … 6 = Saturday. */
int date_weekday(int day);

/* Whole days before an instant, rounded down, and the seconds since that midnight. */
int time_day(int64_t instant_s);
int time_of_day_s(int64_t instant_s);

static inline int64_t time_of(int day, int second_of_day)
{
    return (int64_t)day * DAY_SECONDS + second_of_day;
}

struct civil time_civil(int64_t instant_s);

/* "2026-11-24", "2026-11-24T08:30", "2026-11-24 08:30:15"; 0 unless all of s is one. */
int time_parse(struct slice s, int64_t *out);

/* "08:30", "8:30:15", "24:00" as seconds of a day; 0 unless all of s is one. */
int time_parse_of_day(struct slice s, int *out_s);

/* "2026-11-24T08:30:00", or with another separator and without seconds "2026-11-24 08:30". */
void time_write(char text[DATE_TEXT_MAX], int64_t instant_s);
void time_write_minute(char text[DATE_TEXT_MAX], int64_t instant_s);

#endif
