/* SPDX-License-Identifier: Apache-2.0 */
#include "app/cell.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/csv.h"
#include "base/number.h"

enum {
    NUMBER_BYTES_MAX = 64, /* longer texts are not examined for what number they might be */
};

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
static int ungroup(struct slice s, char out[NUMBER_BYTES_MAX])
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
static int is_decimal_comma(struct slice s, char out[NUMBER_BYTES_MAX])
{
    int commas = 0;
    for (size_t i = 0; i < s.len; i++) {
        out[i] = s.at[i] == ',' ? '.' : s.at[i];
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

/* A number and then something: a unit, a percentage, a word. */
static void tell_suffix(const struct table *t, int row, const struct column_def *def,
                        struct slice text, size_t number_len, struct findings *f)
{
    struct slice number = {text.at, number_len};
    struct slice unit = trimmed((struct slice){text.at + number_len, text.len - number_len});
    double value = 0;
    (void)number_parse_real(number, &value);
    char share[NUMBER_TEXT_MAX];
    number_write_real(share, value / 100);
    if (slice_is(unit, "%") && def->min == 0 && def->max == 1)
        findings_row(f, 1, t, row, def->name, "'%.*s' is a percentage; write the share: %s",
                     SLICE_ARGS(text), share);
    else if (def->unit && slice_is(unit, def->unit))
        findings_row(f, 1, t, row, def->name,
                     "'%.*s' has its unit in it; the column is in %s, so write %.*s alone",
                     SLICE_ARGS(text), def->unit, SLICE_ARGS(number));
    else if (def->unit)
        findings_row(f, 1, t, row, def->name,
                     "'%.*s' has the unit '%.*s', but the column is in %s; convert it and write "
                     "the number alone",
                     SLICE_ARGS(text), SLICE_ARGS(unit), def->unit);
    else
        findings_row(f, 1, t, row, def->name,
                     "'%.*s' has '%.*s' behind the number; write the number alone",
                     SLICE_ARGS(text), SLICE_ARGS(unit));
}

static void tell_number(const struct table *t, int row, const struct column_def *def,
                        struct slice text, struct findings *f)
{
    char plain[NUMBER_BYTES_MAX];
    struct slice inner = trimmed(text);
    const char *what = def->type == COLUMN_INTEGER ? "a whole number" : "a number";
    size_t prefix = inner.len < NUMBER_BYTES_MAX ? number_prefix(inner) : 0;
    if (inner.len == 0)
        findings_row(f, 1, t, row, def->name,
                     "only blanks; write %s, or nothing where there is no value", what);
    else if (inner.len >= NUMBER_BYTES_MAX)
        findings_row(f, 1, t, row, def->name, "'%.*s' is not %s", SLICE_ARGS(inner), what);
    else if (is_word_for_nothing(inner))
        findings_row(f, 1, t, row, def->name,
                     "'%.*s' is not %s; leave the cell empty where there is no value",
                     SLICE_ARGS(inner), what);
    else if (is_infinite(inner))
        findings_row(f, 1, t, row, def->name,
                     "'%.*s' is not a finite number; leave the cell empty for 'no limit'",
                     SLICE_ARGS(inner));
    else if (is_date(inner))
        findings_row(f, 1, t, row, def->name, "'%.*s' looks like a date; write %s",
                     SLICE_ARGS(inner), strstr(def->name, "year") ? "the year alone" : what);
    else if (ungroup(inner, plain))
        findings_row(f, 1, t, row, def->name,
                     "'%.*s' has grouped digits; write %s, with a point for decimals",
                     SLICE_ARGS(inner), plain);
    else if (is_decimal_comma(inner, plain))
        findings_row(f, 1, t, row, def->name, "'%.*s' has a decimal comma; write %s",
                     SLICE_ARGS(inner), plain);
    else if (prefix == inner.len && prefix < text.len)
        findings_row(f, 1, t, row, def->name, "'%.*s' has blanks around it; remove them",
                     SLICE_ARGS(text));
    else if (prefix == inner.len ? only_digits(inner) : is_beyond(inner))
        findings_row(f, 1, t, row, def->name, "'%.*s' is too large to be kept as %s",
                     SLICE_ARGS(inner), what);
    else if (prefix == inner.len)
        findings_row(f, 1, t, row, def->name,
                     "'%.*s' is not a whole number; write digits only, without point or exponent",
                     SLICE_ARGS(inner));
    else if (prefix > 0)
        tell_suffix(t, row, def, inner, prefix, f);
    else
        findings_row(f, 1, t, row, def->name, "'%.*s' is not %s; write digits, such as %s",
                     SLICE_ARGS(inner), what, def->type == COLUMN_INTEGER ? "2024" : "12.5");
}

void cell_read(struct table *t, int row, int column, struct slice text, struct findings *f)
{
    const struct column_def *def = &t->def->columns[column];
    if (text.len == 0) return;
    if (def->type == COLUMN_TEXT || def->type == COLUMN_CODE) {
        if (text.len > TEXT_BYTES_MAX)
            findings_row(f, 1, t, row, def->name,
                         "a text of %zu bytes that begins '%.20s'; at most %d fit, shorten it",
                         text.len, text.at, TEXT_BYTES_MAX);
        else
            table_set_text(t, row, column, text);
    } else if (def->type == COLUMN_INTEGER) {
        int64_t value;
        if (number_parse_integer(text, &value) && value != INTEGER_NONE)
            table_set_integer(t, row, column, value);
        else
            tell_number(t, row, def, text, f);
    } else {
        double value;
        if (number_parse_real(text, &value))
            table_set_real(t, row, column, value);
        else
            tell_number(t, row, def, text, f);
    }
}

void cell_write(struct buf *b, const struct table *t, int row, int column)
{
    if (table_is_none(t, row, column)) return;
    switch (t->def->columns[column].type) {
    case COLUMN_TEXT:
    case COLUMN_CODE:
        csv_write_field(b, table_text(t, row, column));
        return;
    case COLUMN_INTEGER:
        buf_integer(b, table_integer(t, row, column));
        return;
    case COLUMN_REAL:
        buf_real(b, table_real(t, row, column));
        return;
    }
    assert(0 && "a column type");
}
