/* SPDX-License-Identifier: Apache-2.0 */
#include "report/text.h"

#include <math.h>

#include "kit/test.h"

#define S "\xE2\x80\xAF" /* narrow no-break space */

TEST(numbers_are_grouped)
{
    CHECK_TEXT(text_number(1234567, 0).at, "1" S "234" S "567");
    CHECK_TEXT(text_number(999, 0).at, "999");
    CHECK_TEXT(text_number(1234.5, 2).at, "1" S "234.50");
    CHECK_TEXT(text_number(-1234, 0).at, "\xE2\x88\x92"
                                         "1" S "234");
}

TEST(nothing_is_never_a_number)
{
    CHECK_TEXT(text_number(NAN, 0).at, "\xE2\x80\x93");
    CHECK_TEXT(text_share(NAN).at, "\xE2\x80\x93");
    CHECK_TEXT(text_number(-0.001, 2).at, "0.00"); /* no negative zero */
    CHECK_TEXT(text_number(1e30, 0).at, "1e+30");
}

TEST(quantities_keep_what_matters)
{
    CHECK_TEXT(text_quantity(12345.678).at, "12" S "346");
    CHECK_TEXT(text_quantity(123.456).at, "123.5");
    CHECK_TEXT(text_quantity(12.3456).at, "12.35");
    CHECK_TEXT(text_quantity(1.23456).at, "1.235");
    CHECK_TEXT(text_quantity(0.123456).at, "0.1235");
    CHECK_TEXT(text_quantity(7).at, "7");
    CHECK_TEXT(text_quantity(0.7).at, "0.7");
    CHECK_TEXT(text_quantity(20.004).at, "20");
    CHECK_TEXT(text_quantity(NAN).at, "\xE2\x80\x93");
}

TEST(people_are_said_in_words)
{
    CHECK_TEXT(text_people(1240000).at, "1.24\xC2\xA0million");
    CHECK_TEXT(text_people(23349859).at, "23.3\xC2\xA0million");
    CHECK_TEXT(text_people(8.1e9).at, "8.10\xC2\xA0"
                                      "billion");
    CHECK_TEXT(text_people(98765).at, "98" S "765");
    CHECK_TEXT(text_people(0.5).at, "0.5");
}

TEST(shares_never_lie_at_the_ends)
{
    CHECK_TEXT(text_share(0).at, "0" S "%");
    CHECK_TEXT(text_share(1).at, "100" S "%");
    CHECK_TEXT(text_share(0.412).at, "41" S "%");
    CHECK_TEXT(text_share(0.0412).at, "4.1" S "%");
    CHECK_TEXT(text_share(0.00419).at, "0.42" S "%");
    CHECK_TEXT(text_share(0.00000001).at, "less than 0.01" S "%");
    CHECK_TEXT(text_share(0.9999999).at, "99.99" S "%"); /* nearly all is not all */
    CHECK_TEXT(text_share(1.25).at, "125" S "%");
}

TEST(ticks_are_short)
{
    CHECK_TEXT(text_tick(0).at, "0");
    CHECK_TEXT(text_tick(2500).at, "2.5k");
    CHECK_TEXT(text_tick(1e6).at, "1M");
    CHECK_TEXT(text_tick(2.5e9).at, "2.5bn");
    CHECK_TEXT(text_tick(0.05).at, "0.05");
}

TEST(nouns_agree_with_their_number)
{
    CHECK_TEXT(text_count(1, "visit", NULL).at, "1 visit");
    CHECK_TEXT(text_count(0, "visit", NULL).at, "0 visits");
    CHECK_TEXT(text_count(2, "area gets", "areas get").at, "2 areas get");
}

TEST(round_amounts_lie_below)
{
    CHECK_NEAR(text_round_below(1234), 1000, 0);
    CHECK_NEAR(text_round_below(700), 500, 0);
    CHECK_NEAR(text_round_below(0.03), 0.02, 1e-15);
    CHECK_NEAR(text_round_below(0), 0, 0);
    CHECK_NEAR(text_round_below(-5), 0, 0);
    for (double x = 0.001; x < 1e6; x *= 1.37)
        CHECK(text_round_below(x) <= x * (1 + 1e-12) &&
              text_round_below(x) * 2.5 >= x * (1 - 1e-12));
}

SUITE(CASE(numbers_are_grouped), CASE(nothing_is_never_a_number),
      CASE(quantities_keep_what_matters), CASE(people_are_said_in_words),
      CASE(shares_never_lie_at_the_ends), CASE(ticks_are_short),
      CASE(nouns_agree_with_their_number), CASE(round_amounts_lie_below))
