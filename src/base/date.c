/* SPDX-License-Identifier: Apache-2.0 */
#include "base/date.h"

#include <assert.h>
#include <stdio.h>

enum {
    ERA_DAYS = 146097,   /* of 400 years */
    EPOCH_DAYS = 719468, /* from 0000-03-01 to 1970-01-01 */
};

static int is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int date_month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    assert(month >= 1 && month <= 12);
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

int date_day(int year, int month, int day)
{
    assert(month >= 1 && month <= 12 && day >= 1 && day <= 31);
    int y = month <= 2 ? year - 1 : year; /* years begin in March */
    int era = (y >= 0 ? y : y - 399) / 400;
    int year_of_era = y - era * 400;
    int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * ERA_DAYS + day_of_era - EPOCH_DAYS;
}

struct civil date_civil(int day)
{
    int z = day + EPOCH_DAYS;
    int era = (z >= 0 ? z : z - (ERA_DAYS - 1)) / ERA_DAYS;
    int doe = z - era * ERA_DAYS;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    int month = mp < 10 ? mp + 3 : mp - 9;
    return (struct civil){
        .year = yoe + era * 400 + (month <= 2),
        .month = month,
        .day = doy - (153 * mp + 2) / 5 + 1,
    };
}

int date_weekday(int day)
{
    int r = (day + 4) % 7; /* 1970-01-01 was a Thursday */
    return r < 0 ? r + 7 : r;
}

int time_day(int64_t instant_s)
{
    int64_t day = instant_s / DAY_SECONDS;
    return (int)(day - (instant_s % DAY_SECONDS < 0));
}

int time_of_day_s(int64_t instant_s)
{
    int64_t rest = instant_s % DAY_SECONDS;
    return (int)(rest < 0 ? rest + DAY_SECONDS : rest);
}

struct civil time_civil(int64_t instant_s)
{
    struct civil c = date_civil(time_day(instant_s));
    int s = time_of_day_s(instant_s);
    c.hour = s / 3600;
    c.minute = s / 60 % 60;
    c.second = s % 60;
    return c;
}

/* Between min_digits and max_digits decimal digits at *at; -1 when there are none. */
static int take_number(struct slice s, size_t *at, size_t min_digits, size_t max_digits)
{
    int value = 0;
    size_t from = *at;
    while (*at < s.len && *at - from < max_digits && s.at[*at] >= '0' && s.at[*at] <= '9')
        value = value * 10 + (s.at[(*at)++] - '0');
    return *at - from >= min_digits ? value : -1;
}

static int take_char(struct slice s, size_t *at, char c)
{
    if (*at >= s.len || s.at[*at] != c) return 0;
    (*at)++;
    return 1;
}

int time_parse_of_day(struct slice s, int *out_s)
{
    size_t at = 0;
    int second = 0;
    int hour = take_number(s, &at, 1, 2);
    if (hour < 0 || !take_char(s, &at, ':')) return 0;
    int minute = take_number(s, &at, 2, 2);
    if (at < s.len && !(take_char(s, &at, ':') && (second = take_number(s, &at, 2, 2)) >= 0))
        return 0;
    if (at != s.len || minute < 0 || minute > 59 || second > 59) return 0;
    if (hour > 24 || (hour == 24 && (minute || second))) return 0;
    *out_s = hour * 3600 + minute * 60 + second;
    return 1;
}

int time_parse(struct slice s, int64_t *out)
{
    size_t at = 0;
    int second_of_day = 0;
    int year = take_number(s, &at, 4, 4);
    if (year < DATE_YEAR_MIN || !take_char(s, &at, '-')) return 0;
    int month = take_number(s, &at, 2, 2);
    if (month < 1 || month > 12 || !take_char(s, &at, '-')) return 0;
    int day = take_number(s, &at, 2, 2);
    if (day < 1 || day > date_month_days(year, month)) return 0;
    if (at < s.len) {
        if (!take_char(s, &at, 'T') && !take_char(s, &at, ' ')) return 0;
        struct slice rest = {s.at + at, s.len - at};
        if (!time_parse_of_day(rest, &second_of_day)) return 0;
    }
    *out = time_of(date_day(year, month, day), second_of_day);
    return 1;
}

void time_write(char text[DATE_TEXT_MAX], int64_t instant_s)
{
    struct civil c = time_civil(instant_s);
    assert(c.year >= 0 && c.year <= DATE_YEAR_MAX);
    (void)snprintf(text, DATE_TEXT_MAX, "%04u-%02u-%02uT%02u:%02u:%02u", (unsigned)c.year % 10000u,
                   (unsigned)c.month % 100u, (unsigned)c.day % 100u, (unsigned)c.hour % 100u,
                   (unsigned)c.minute % 100u, (unsigned)c.second % 100u);
}

void time_write_minute(char text[DATE_TEXT_MAX], int64_t instant_s)
{
    time_write(text, instant_s);
    text[10] = ' ';
    text[16] = '\0';
}
