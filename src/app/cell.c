/* SPDX-License-Identifier: Apache-2.0 */
#include "app/cell.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "app/number_look.h"
#include "base/csv.h"
#include "base/number.h"

enum {
    SENTENCE_BYTES = 200,
};

static struct slice without_lead(struct slice s)
{
    while (s.len && (s.at[0] == ' ' || s.at[0] == '\t'))
        s = (struct slice){s.at + 1, s.len - 1};
    return s;
}

/* A number and then something: a unit, a percentage, a word. */
static void tell_suffix(const struct table *t, int row, const struct column_def *def,
                        struct slice text, size_t number_len, struct findings *f)
{
    struct slice number = {text.at, number_len};
    struct slice unit = without_lead((struct slice){text.at + number_len, text.len - number_len});
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
    int whole = def->type == COLUMN_INTEGER;
    const char *what = whole ? "a whole number" : "a number";
    struct number_look look = number_look(text, whole);
    char sentence[SENTENCE_BYTES];
    const char *fix = NULL;
    switch (look.kind) {
    case NUMBER_SUFFIXED:
        tell_suffix(t, row, def, look.inner, look.prefix, f);
        return;
    case NUMBER_BLANK:
        findings_row(f, 1, t, row, def->name,
                     "only blanks; write %s, or nothing where there is no value", what);
        return;
    case NUMBER_PADDED:
        fix = "has blanks around it; remove them";
        break;
    case NUMBER_INFINITE:
        fix = "is not a finite number; leave the cell empty for 'no limit'";
        break;
    case NUMBER_FRACTION:
        fix = "is not a whole number; write digits only, without point or exponent";
        break;
    case NUMBER_ABSENT:
        (void)snprintf(sentence, sizeof sentence,
                       "is not %s; leave the cell empty where there is no value", what);
        break;
    case NUMBER_DATE:
        (void)snprintf(sentence, sizeof sentence, "looks like a date; write %s",
                       strstr(def->name, "year") ? "the year alone" : what);
        break;
    case NUMBER_GROUPED:
        (void)snprintf(sentence, sizeof sentence,
                       "has grouped digits; write %s, with a point for decimals", look.plain);
        break;
    case NUMBER_COMMA:
        (void)snprintf(sentence, sizeof sentence, "has a decimal comma; write %s", look.plain);
        break;
    case NUMBER_BEYOND:
        (void)snprintf(sentence, sizeof sentence, "is too large to be kept as %s", what);
        break;
    case NUMBER_OTHER:
        (void)snprintf(sentence, sizeof sentence, "is not %s; write digits, such as %s", what,
                       whole ? "2024" : "12.5");
        break;
    }
    struct slice shown = look.kind == NUMBER_PADDED ? text : look.inner;
    findings_row(f, 1, t, row, def->name, "'%.*s' %s", SLICE_ARGS(shown), fix ? fix : sentence);
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
