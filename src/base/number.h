/* SPDX-License-Identifier: Apache-2.0 */
/*
 * number - numbers as text, the same in every locale, exact both ways.
 *
 * A double is written with the fewest digits that read back as the same
 * double, so that write o read is the identity on bytes and on values.
 */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stdint.h>

#include "base/buf.h"
#include "base/slice.h"

enum {
    NUMBER_TEXT_MAX = 32,
};

/* 0 unless all of s is one finite decimal number ("12", "-3.5", "6e7"). */
int number_parse_real(struct slice s, double *out);

/* 0 unless all of s is one decimal integer that fits in 64 bits. */
int number_parse_integer(struct slice s, int64_t *out);

/* Shortest exact text of a finite double; whole numbers below 1e15 without exponent. */
int number_write_real(char text[NUMBER_TEXT_MAX], double value);

void buf_real(struct buf *b, double value);
void buf_integer(struct buf *b, int64_t value);

/* For people: thousands separated by thin spaces, given decimals. */
void buf_grouped(struct buf *b, double value, int decimals);

/* For people: "1 visit", "0 visits", "12 345 visits". */
void buf_counted(struct buf *b, int64_t count, const char *one, const char *several);

#endif
