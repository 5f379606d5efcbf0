/* SPDX-License-Identifier: Apache-2.0 */
/*
 * text - numbers as people read them: grouped, rounded to what matters, never "-0" or "nan".
 *
 * The result is a value, so it can stand in an argument list:
 *
 *     html_add(b, "<td>%s</td>", text_number(people, 0).at);
 */
#ifndef REPORT_TEXT_H
#define REPORT_TEXT_H

#include "base/slice.h"

struct text {
    char at[64];
};

/* Thousands separated by narrow no-break spaces; "–" when there is no value. */
struct text text_number(double value, int decimals);

/* As many decimals as leave about four significant digits: 12 345, 123.4, 12.35, 0.1235. */
struct text text_quantity(double value);

/* For sentences: "1.24 million", "23.3 thousand million" is "23.3 billion"; below 100 000 whole. */
struct text text_people(double value);

/* For axes: 350, 12k, 1.5M, 2bn. */
struct text text_tick(double value);

/* Share as per cent: 41 %, 4.1 %, 0.41 %; a tiny share never shows as 0 %. */
struct text text_share(double share);

/* "1 visit", "20 visits": the noun in the number that fits; plural NULL: singular + s. */
struct text text_count(double count, const char *singular, const char *plural);

/* A round amount (1, 2 or 5 times a power of ten) not above the value. */
double text_round_below(double value);

#endif
