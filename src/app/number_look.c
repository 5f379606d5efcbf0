/* SPDX-License-Identifier: Apache-2.0 */
#include "app/number_look.h"

#include <string.h>

#include "base/number.h"

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static struct slice trimmed(struct slice s)
{
    while (s.len && (s.at[0] == ' ' || s.at[0] == '\t'))
        s = (struct slice){s.at + 1, s.len - 1};
    while (s.len && (s.at[s.len - 1] == ' ' || s.at[s.len - 1] == '\t'))
        s.len--;
    return s;
}

/* Length of the grouping mark at p: space, no-break space, narrow no-break space, ' or _. */
static size_t group_mark(struct slice s, size_t i)
{
    static const char *const marks[] = {" ", "'", "_", "\u00a0", "\u202f", "\u2019"};
    for (size_t k = 0; k < sizeof marks / sizeof marks[0]; k++) {
        size_t len = strlen(marks[k]);
        if (s.len - i >= len && memcmp(s.at + i, marks[k], len) == 0) return len;
    }
    return 0;
}

/* The text as a number whose digits are grouped by marks or by commas ("1,234,567.5"), written
 * plainly into out; 0 when it is none. */
static int ungroup(struct slice s, char out[NUMBER_LOOK_BYTES])
{
    size_t len = 0;
    int groups = 0;
    for (size_t i = 0; i < s.len;) {
        size_t mark = s.at[i] == ',' ? 1 : group_mark(s, i);
        int between =
            i > 0 && is_digit(s.at[i - 1]) && i + mark < s.len && is_digit(s.at[i + mark]);
        if (mark && between) {
            size_t digits = 0;
            while (i + mark + digits < s.len && is_digit(s.at[i + mark + digits]))
                digits++;
            if (digits != 3) return 0;
            groups++;
            i += mark;
        } else {
            out[len++] = s.at[i++];
        }
    }
    double value;
    out[len] = '\0';
    return groups > 0 && number_parse_real((struct slice){out, len}, &value);
}

/* "12,5": one comma that stands for the point. */
static int is_decimal_comma(struct slice s, char out[NUMBER_LOOK_BYTES])
{
    int commas = 0;
    for (size_t i = 0; i < s.len; i++) {
        char ch = s.at[i];
        out[i] = (char)(ch == ',' ? '.' : ch);
        commas += s.at[i] == ',';
    }
    double value;
    out[s.len] = '\0';
    return commas == 1 && number_parse_real((struct slice){out, s.len}, &value);
}

/* Bytes of the longest number at the front. */
static size_t number_prefix(struct slice s)
{
    double value;
    for (size_t len = s.len; len > 0; len--)
        if (number_parse_real((struct slice){s.at, len}, &value)) return len;
    return 0;
}

/* Written as a number, but too large to keep. */
static int is_beyond(struct slice s)
{
    if (s.len == 0 || !(is_digit(s.at[0]) || s.at[0] == '-' || s.at[0] == '+')) return 0;
    for (size_t i = 1; i < s.len; i++)
        if (!is_digit(s.at[i]) && !strchr(".eE+-", s.at[i])) return 0;
    return is_digit(s.at[s.len - 1]);
}

static int only_digits(struct slice s)
{
    for (size_t i = s.len && s.at[0] == '-'; i < s.len; i++)
        if (!is_digit(s.at[i])) return 0;
    return 1;
}

static int is_date(struct slice s)
{
    int digits = 0, marks = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (is_digit(s.at[i]))
            digits++;
        else if (i > 0 && (s.at[i] == '-' || s.at[i] == '/' || s.at[i] == '.'))
            marks++;
        else
            return 0;
    }
    return marks == 2 && digits >= 4 && digits <= 8;
}

static int is_word_for_nothing(struct slice s)
{
    static const char *const words[] = {"-",    "--",   "?",    ".",      "NA",     "N/A",   "n/a",
                                        "na",   "nan",  "NaN",  "NAN",    "nil",    "NULL",  "null",
                                        "none", "None", "#N/A", "\u2013", "\u2014", "\u2026"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (slice_is(s, words[i])) return 1;
    return 0;
}

static int is_infinite(struct slice s)
{
    if (s.len && (s.at[0] == '-' || s.at[0] == '+')) s = (struct slice){s.at + 1, s.len - 1};
    return slice_is(s, "inf") || slice_is(s, "Inf") || slice_is(s, "INF") ||
           slice_is(s, "infinity") || slice_is(s, "Infinity") || slice_is(s, "\u221e");
}

struct number_look number_look(struct slice text, int whole)
{
    struct number_look look = {.inner = trimmed(text)};
    struct slice inner = look.inner;
    look.kind = inner.len == 0 ? NUMBER_BLANK : NUMBER_OTHER;
    if (inner.len == 0 || inner.len >= NUMBER_LOOK_BYTES) return look;

    look.prefix = number_prefix(inner);
    int is_number = look.prefix == inner.len;
    if (is_word_for_nothing(inner))
        look.kind = NUMBER_ABSENT;
    else if (is_infinite(inner))
        look.kind = NUMBER_INFINITE;
    else if (is_date(inner))
        look.kind = NUMBER_DATE;
    else if (ungroup(inner, look.plain))
        look.kind = NUMBER_GROUPED;
    else if (is_decimal_comma(inner, look.plain))
        look.kind = NUMBER_COMMA;
    else if (is_number && inner.len < text.len)
        look.kind = NUMBER_PADDED;
    else if (is_number ? only_digits(inner) : is_beyond(inner))
        look.kind = NUMBER_BEYOND;
    else if (is_number && whole)
        look.kind = NUMBER_FRACTION;
    else if (look.prefix > 0)
        look.kind = NUMBER_SUFFIXED;
    return look;
}
