/* SPDX-License-Identifier: Apache-2.0 */
#include "kit/project_network.h"
#include "project/calendar.h"

static struct worktime usual(struct arena *a)
{
    struct project p;
    struct worktime w;
    project_init(&p);
    CHECK(worktime_build(&w, &p, -1, a, NULL) == STATUS_OK);
    return w;
}

TEST(work_ends_at_the_end_of_a_day_and_begins_at_the_start)
{
    struct arena a = ARENA_INIT(1 << 20);
    struct worktime w = usual(&a);
    int64_t friday = at("2026-06-05T08:00");
    CHECK_TEXT(shown(worktime_add(&w, friday, 8 * 3600)), "2026-06-05 17:00");
    CHECK_TEXT(shown(worktime_add(&w, friday, 4 * 3600)), "2026-06-05 12:00");
    CHECK_TEXT(shown(worktime_add(&w, friday, 8 * 3600 + 1)), "2026-06-08 08:00");
    CHECK_TEXT(shown(worktime_add(&w, at("2026-06-05T17:00"), -8 * 3600)), "2026-06-05 08:00");
    CHECK_TEXT(shown(worktime_add(&w, at("2026-06-08T08:00"), -4 * 3600)), "2026-06-05 13:00");
    CHECK_TEXT(shown(worktime_next(&w, at("2026-06-05T17:00"))), "2026-06-08 08:00");
    CHECK_TEXT(shown(worktime_previous(&w, at("2026-06-08T08:00"))), "2026-06-05 17:00");
    CHECK_TEXT(shown(worktime_next(&w, at("2026-06-05T12:30"))), "2026-06-05 13:00");
    CHECK(worktime_between(&w, at("2026-06-01"), at("2026-06-08")) == 40 * 3600);
    arena_clear(&a);
}

TEST(a_thousand_years_ahead)
{
    struct arena a = ARENA_INIT(1 << 20);
    struct worktime w = usual(&a);
    int64_t t = worktime_add(&w, at("2026-06-01T08:00"), (int64_t)52178 * 40 * 3600);
    CHECK(worktime_between(&w, at("2026-06-01T08:00"), t) == (int64_t)52178 * 40 * 3600);
    CHECK(worktime_add(&w, t, -(int64_t)52178 * 40 * 3600) == at("2026-06-01T08:00"));
    CHECK(worktime_add(&w, t, INT64_MAX / 4) == TIME_NONE); /* beyond the year 9999 */
    CHECK(worktime_add(&w, t, -INT64_MAX / 4) == TIME_NONE);
    arena_clear(&a);
}

TEST(round_the_clock)
{
    struct arena a = ARENA_INIT(1 << 20);
    struct worktime w;
    CHECK(worktime_build_always(&w, &a, NULL) == STATUS_OK);
    int64_t t = at("2026-02-28T13:37:11");
    for (int64_t d = -1000003; d < 1000003; d += 71993) {
        CHECK(worktime_add(&w, t, d) == t + d);
        CHECK(worktime_between(&w, t, t + d) == d);
        CHECK(worktime_next(&w, t + d) == t + d && worktime_previous(&w, t + d) == t + d);
    }
    CHECK(worktime_touches(&w, at("2026-03-01")));
    arena_clear(&a);
}

TEST(no_working_time_at_all)
{
    struct arena a = ARENA_INIT(1 << 20);
    struct calendar c;
    struct project p;
    struct worktime w;
    calendar_init(&c);
    project_init(&p);
    p.calendars = &c;
    p.calendar_count = 1;
    CHECK(worktime_build(&w, &p, 0, &a, NULL) == STATUS_OK);
    CHECK(worktime_next(&w, at("2026-06-01")) == TIME_NONE);
    CHECK(worktime_previous(&w, at("2026-06-01")) == TIME_NONE);
    CHECK(worktime_add(&w, at("2026-06-01"), 1) == TIME_NONE);
    CHECK(worktime_between(&w, at("2026-06-01"), at("2027-06-01")) == 0);
    arena_clear(&a);
}

/* One Saturday of work and nothing else: work lies in the table only. */
TEST(only_an_exception_works)
{
    struct arena a = ARENA_INIT(1 << 20);
    struct work_span span = {9 * 3600, 11 * 3600};
    struct calendar_exception x = {.from_day = date_day(2026, 6, 6),
                                   .to_day = date_day(2026, 6, 6),
                                   .spans = &span,
                                   .span_count = 1};
    struct calendar c;
    struct project p;
    struct worktime w;
    calendar_init(&c);
    c.exceptions = &x;
    c.exception_count = 1;
    project_init(&p);
    p.calendars = &c;
    p.calendar_count = 1;
    CHECK(worktime_build(&w, &p, 0, &a, NULL) == STATUS_OK);
    CHECK_TEXT(shown(worktime_next(&w, at("2020-01-01"))), "2026-06-06 09:00");
    CHECK_TEXT(shown(worktime_add(&w, at("2020-01-01"), 7200)), "2026-06-06 11:00");
    CHECK(worktime_add(&w, at("2020-01-01"), 7201) == TIME_NONE);
    CHECK_TEXT(shown(worktime_previous(&w, at("2030-01-01"))), "2026-06-06 11:00");
    CHECK(worktime_next(&w, at("2026-06-06T11:00")) == TIME_NONE);
    arena_clear(&a);
}

TEST(the_thirty_first_of_short_months_is_their_last_day)
{
    struct arena a = ARENA_INIT(1 << 20);
    struct calendar_exception x = {.from_day = date_day(2026, 1, 31),
                                   .to_day = date_day(2026, 12, 31),
                                   .recurrence = RECUR_MONTHLY_DAY,
                                   .period = 1,
                                   .month_day = 31};
    struct calendar c;
    struct project p;
    struct worktime w;
    calendar_init(&c);
    for (int d = 0; d < WEEK_DAYS; d++)
        c.days[d].kind = DAY_OFF;
    struct work_span span = {0, 3600};
    x.spans = &span;
    x.span_count = 1;
    c.exceptions = &x;
    c.exception_count = 1;
    project_init(&p);
    p.calendars = &c;
    p.calendar_count = 1;
    CHECK(worktime_build(&w, &p, 0, &a, NULL) == STATUS_OK);
    CHECK(worktime_between(&w, at("2026-01-01"), at("2027-01-01")) == 12 * 3600);
    CHECK_TEXT(shown(worktime_next(&w, at("2026-02-01"))), "2026-02-28 00:00");
    CHECK_TEXT(shown(worktime_next(&w, at("2026-04-01"))), "2026-04-30 00:00");
    arena_clear(&a);
}

TEST(exceptions_too_far_apart_are_refused)
{
    struct arena a = ARENA_INIT(1 << 20);
    struct calendar_exception x[2] = {
        {.from_day = date_day(2, 1, 1), .to_day = date_day(2, 1, 1)},
        {.from_day = date_day(9000, 1, 1), .to_day = date_day(9000, 1, 1)}};
    struct calendar c;
    struct project p;
    struct worktime w;
    struct err e;
    calendar_init(&c);
    c.name = slice_of("long");
    c.exceptions = x;
    c.exception_count = 2;
    project_init(&p);
    p.calendars = &c;
    p.calendar_count = 1;
    CHECK(worktime_build(&w, &p, 0, &a, &e) == STATUS_LIMIT);
    CHECK(strstr(e.text, "'long'"));
    arena_clear(&a);
}

SUITE(CASE(work_ends_at_the_end_of_a_day_and_begins_at_the_start), CASE(a_thousand_years_ahead),
      CASE(round_the_clock), CASE(no_working_time_at_all), CASE(only_an_exception_works),
      CASE(the_thirty_first_of_short_months_is_their_last_day),
      CASE(exceptions_too_far_apart_are_refused))
