/* SPDX-License-Identifier: Apache-2.0 */
#include "base/date.h"
#include "kit/test.h"

TEST(known_days)
{
    CHECK(date_day(1970, 1, 1) == 0);
    CHECK(date_day(2000, 3, 1) == 11017);
    CHECK(date_day(1899, 12, 30) == -25569); /* day 0 of spreadsheets */
    CHECK(date_weekday(date_day(2026, 11, 24)) == 2);
    CHECK(date_weekday(date_day(1969, 12, 31)) == 3);
}

/* A calendar counted day by day, over more than one era. */
TEST(every_day_of_a_thousand_years)
{
    int year = 1600, month = 1, day = 1, weekday = 6; /* a Saturday */
    for (int d = date_day(1600, 1, 1); year < 2600; d++) {
        struct civil c = date_civil(d);
        CHECK(c.year == year && c.month == month && c.day == day);
        CHECK(date_day(year, month, day) == d);
        CHECK(date_weekday(d) == weekday);
        weekday = (weekday + 1) % 7;
        if (++day > date_month_days(year, month)) {
            day = 1;
            if (++month > 12) {
                month = 1;
                year++;
            }
        }
    }
}

TEST(centuries_leap_only_by_400)
{
    CHECK(date_month_days(1900, 2) == 28);
    CHECK(date_month_days(2000, 2) == 29);
    CHECK(date_month_days(2024, 2) == 29);
    CHECK(date_month_days(2026, 2) == 28);
}

static int64_t parsed(const char *text)
{
    int64_t t;
    return time_parse(slice_of(text), &t) ? t : TIME_NONE;
}

TEST(instants_are_read)
{
    CHECK(parsed("1970-01-02") == DAY_SECONDS);
    CHECK(parsed("1970-01-01T08:30:15") == 8 * 3600 + 30 * 60 + 15);
    CHECK(parsed("1970-01-01 08:30") == 8 * 3600 + 30 * 60);
    CHECK(parsed("1969-12-31T23:59:59") == -1);
    CHECK(parsed("1970-01-01T24:00:00") == DAY_SECONDS);
}

TEST(what_is_no_instant_is_refused)
{
    static const char *const wrong[] = {
        "",
        "1970",
        "1970-1-1",
        "1970-13-01",
        "1970-02-29",
        "1970-01-32",
        "0000-01-01",
        "1970-01-01T",
        "1970-01-01T25:00",
        "1970-01-01T08:60",
        "1970-01-01x",
        "1970-01-01T08:00:61",
        "1970-01-01T08:00Z",
        "70-01-01",
        "1970/01/01",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        CHECK(parsed(wrong[i]) == TIME_NONE);
}

TEST(times_of_day)
{
    int s;
    CHECK(time_parse_of_day(slice_of("8:05"), &s) && s == 8 * 3600 + 300);
    CHECK(time_parse_of_day(slice_of("23:59:59"), &s) && s == 86399);
    CHECK(time_parse_of_day(slice_of("24:00"), &s) && s == DAY_SECONDS);
    CHECK(!time_parse_of_day(slice_of("24:01"), &s));
    CHECK(!time_parse_of_day(slice_of("8"), &s));
    CHECK(!time_parse_of_day(slice_of("8:5"), &s));
    CHECK(!time_parse_of_day(slice_of("08:00:"), &s));
}

TEST(written_is_read_again)
{
    char text[DATE_TEXT_MAX];
    for (int64_t t = -5000000007; t < 20000000000; t += 123456789) {
        time_write(text, t);
        CHECK(parsed(text) == t);
    }
    time_write_minute(text, 8 * 3600 + 59);
    CHECK_TEXT(text, "1970-01-01 08:00");
}

SUITE(CASE(known_days), CASE(every_day_of_a_thousand_years), CASE(centuries_leap_only_by_400),
      CASE(instants_are_read), CASE(what_is_no_instant_is_refused), CASE(times_of_day),
      CASE(written_is_read_again))
