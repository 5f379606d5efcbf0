/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "kit/test.h"
#include "report/chart.h"
#include "report/palette.h"
#include "report/svg.h"

TEST(steps_are_round_and_few)
{
    CHECK_NEAR(svg_nice_step(10), 2, 1e-12);
    CHECK_NEAR(svg_nice_step(100), 20, 1e-12);
    CHECK_NEAR(svg_nice_step(0.29), 0.1, 1e-12);
    for (double max = 1e-6; max < 1e12; max *= 1.21) {
        struct svg_frame f = svg_frame_for(max, 10);
        double steps = f.value_max / f.value_step;
        CHECK(f.value_max >= max * (1 - 1e-8));
        CHECK(f.value_max < max + f.value_step * (1 + 1e-8));
        CHECK_NEAR(steps, round(steps), 1e-6);
        CHECK(steps >= 2 && steps <= 6.0001);
    }
}

TEST(a_frame_of_nothing_is_still_a_frame)
{
    const double maxima[] = {0, -1, NAN, INFINITY};
    for (int i = 0; i < 4; i++) {
        struct svg_frame f = svg_frame_for(maxima[i], 1);
        CHECK(f.value_max > 0 && f.value_step > 0);
        CHECK(svg_y(&f, 0) == f.bottom && svg_y(&f, f.value_max) == f.top);
    }
}

TEST(places_stay_within_the_frame)
{
    struct svg_frame f = svg_frame_for(50, 7);
    CHECK(svg_x(&f, 0) > f.left && svg_x(&f, 6) < f.right);
    CHECK_NEAR(svg_y(&f, 1e9), f.top, 0); /* beyond is drawn at the edge */
    CHECK_NEAR(svg_y(&f, -1e9), f.bottom, 0);
}

TEST(years_are_thinned_when_there_is_no_room)
{
    struct buf b = BUF_INIT(1 << 16);
    struct svg_frame f = svg_frame_for(1, 50);
    svg_year_axis(&b, &f, 2000);
    CHECK(strstr(b.at, ">2000<") && strstr(b.at, ">2010<") && !strstr(b.at, ">2003<"));
    buf_reset(&b);
    f = svg_frame_for(1, 4);
    svg_year_axis(&b, &f, 2000);
    CHECK(strstr(b.at, ">2001<") && strstr(b.at, ">2003<"));
    buf_clear(&b);
}

TEST(lines_skip_what_is_not_there)
{
    struct buf b = BUF_INIT(1 << 16);
    struct svg_frame f = {0, 30, 0, 10, 10, 5, 3};
    const double values[3] = {0, NAN, 10};
    svg_line(&b, &f, values, "k");
    CHECK_TEXT(b.at, "<polyline class=\"k\" points=\"5 10 25 0 \"/>");
    buf_reset(&b);
    svg_band(&b, &f, NULL, values, "k");
    CHECK_TEXT(b.at, "<polygon class=\"k\" points=\"5 10 25 0 25.0 10.0 5.0 10.0\"/>");
    buf_clear(&b);
}

/* The value of a bar: bar top from the axis, by hand. */
TEST(bars_stand_for_what_is_used)
{
    struct buf b = BUF_INIT(1 << 16);
    double values[6] = {50, 100, /* limit */ 100, 100, /* price */ 0, 7};
    struct view_resource resource = {slice_of("c"), slice_of("Cement"), slice_of("t"), 0};
    struct view v = {.first_year = 2024, .year_count = 2, .resources = &resource};
    struct view_use use = {.area = -1, .used = values, .limit = values + 2, .price = values + 4};
    chart_use(&b, &v, &use);
    /* the plot is 176 high (10 to 186): 50 of 100 is 88, 100 of 100 is 176 and binds */
    CHECK(strstr(b.at, "class=\"bar\"") && strstr(b.at, "height=\"88.0\""));
    CHECK(strstr(b.at, "class=\"bar bound\"") && strstr(b.at, "height=\"176.0\""));
    CHECK(strstr(b.at, "Cement used each year against its limit, in t"));
    buf_clear(&b);
}

TEST(binding_is_full_or_priced)
{
    double values[3] = {99.95, 100, 0};
    struct view_use use = {.used = values, .limit = values + 1, .price = values + 2};
    CHECK(view_use_binds(&use, 0));
    values[0] = 50;
    CHECK(!view_use_binds(&use, 0));
    values[2] = 0.1;
    CHECK(view_use_binds(&use, 0));
    values[1] = values[2] = NAN;
    CHECK(!view_use_binds(&use, 0));
}

static double luminance(const char *hex)
{
    long rgb = strtol(hex + 1, NULL, 16);
    double sum = 0;
    const double weights[3] = {0.2126, 0.7152, 0.0722};
    for (int i = 0; i < 3; i++) {
        double c = (double)(rgb >> (16 - 8 * i) & 255) / 255;
        sum += weights[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

/* Lightness alone must tell the order: monotonic, and neighbours of ten apart enough. */
TEST(scales_can_be_read_without_colour)
{
    for (int scale = PALETTE_INDEX; scale <= PALETTE_YEAR; scale++)
        for (int dark = 0; dark < 2; dark++) {
            double last = NAN;
            for (int i = 0; i < 10; i++) {
                char hex[PALETTE_COLOUR_BYTES];
                palette_colour((enum palette_scale)scale, dark, i / 9.0, hex);
                double now = luminance(hex);
                if (i) CHECK(dark ? now < last - 0.004 : now > last + 0.004);
                last = now;
            }
        }
}

SUITE(CASE(steps_are_round_and_few), CASE(a_frame_of_nothing_is_still_a_frame),
      CASE(places_stay_within_the_frame), CASE(years_are_thinned_when_there_is_no_room),
      CASE(lines_skip_what_is_not_there), CASE(bars_stand_for_what_is_used),
      CASE(binding_is_full_or_priced), CASE(scales_can_be_read_without_colour))
