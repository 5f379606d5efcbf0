/* SPDX-License-Identifier: Apache-2.0 */
#include "base/number.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t skip_digits(struct slice s, size_t i)
{
    while (i < s.len && is_digit(s.at[i]))
        i++;
    return i;
}

/* [+-]digits[.digits][e[+-]digits], at least one digit before or after the point. */
static int is_decimal(struct slice s)
{
    size_t i = s.len > 0 && (s.at[0] == '-' || s.at[0] == '+');
    size_t whole = skip_digits(s, i);
    size_t digits = whole - i;
    i = whole;
    if (i < s.len && s.at[i] == '.') {
        size_t end = skip_digits(s, i + 1);
        digits += end - i - 1;
        i = end;
    }
    if (digits == 0) return 0;
    if (i < s.len && (s.at[i] == 'e' || s.at[i] == 'E')) {
        i++;
        if (i < s.len && (s.at[i] == '-' || s.at[i] == '+')) i++;
        size_t end = skip_digits(s, i);
        if (end == i) return 0;
        i = end;
    }
    return i == s.len;
}

int number_parse_real(struct slice s, double *out)
{
    char text[128];
    if (s.len == 0 || s.len >= sizeof text || !is_decimal(s)) return 0;
    memcpy(text, s.at, s.len);
    text[s.len] = '\0';
    double value = strtod(text, NULL); /* the program never calls setlocale() */
    if (!isfinite(value)) return 0;
    *out = value == 0 ? 0 : value; /* no negative zero */
    return 1;
}

int number_parse_integer(struct slice s, int64_t *out)
{
    char text[32];
    size_t sign = s.len > 0 && (s.at[0] == '-' || s.at[0] == '+');
    if (s.len == sign || s.len >= sizeof text || skip_digits(s, sign) != s.len) return 0;
    memcpy(text, s.at, s.len);
    text[s.len] = '\0';
    errno = 0;
    long long value = strtoll(text, NULL, 10);
    if (errno == ERANGE) return 0;
    *out = value;
    return 1;
}

int number_write_real(char text[NUMBER_TEXT_MAX], double value)
{
    assert(isfinite(value));
    if (value == 0) value = 0; /* no negative zero */
    if (value == floor(value) && fabs(value) < 1e15)
        return snprintf(text, NUMBER_TEXT_MAX, "%.0f", value);
    int len = 0;
    for (int digits = 15; digits <= 17; digits++) {
        len = snprintf(text, NUMBER_TEXT_MAX, "%.*g", digits, value);
        if (strtod(text, NULL) == value) break;
    }
    return len;
}

void buf_real(struct buf *b, double value)
{
    char text[NUMBER_TEXT_MAX];
    int len = number_write_real(text, value);
    buf_add(b, text, (size_t)len);
}

void buf_integer(struct buf *b, int64_t value)
{
    buf_printf(b, "%" PRId64, value);
}

void buf_grouped(struct buf *b, double value, int decimals)
{
    char text[400];
    int len = snprintf(text, sizeof text, "%.*f", decimals, value);
    assert(len > 0 && (size_t)len < sizeof text);
    int whole = 0;
    while (whole < len && text[whole] != '.')
        whole++;
    int first = text[0] == '-';
    for (int i = 0; i < len; i++) {
        if (i > first && i < whole && (whole - i) % 3 == 0) buf_text(b, "\u202f");
        buf_char(b, text[i]);
    }
}

void buf_counted(struct buf *b, int64_t count, const char *one, const char *several)
{
    buf_grouped(b, (double)count, 0);
    buf_char(b, ' ');
    buf_text(b, count == 1 ? one : several);
}
