/* SPDX-License-Identifier: Apache-2.0 */
#include "model/dataset_check.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/near.h"
#include "base/number.h"

enum {
    KEY_BYTES_MAX = 1 << 20,
    SUGGESTION_ROWS_MAX = 20000, /* do not compare a wrong code with more rows than this */
};

enum status code_index_build(struct code_index *index, const struct dataset *d, struct arena *a,
                             struct err *e)
{
    memset(index, 0, sizeof *index);
    for (int i = 0; i < TABLE_COUNT; i++) {
        const struct table *t = &d->tables[i];
        int column = schema_column(t->def, slice_of("code"));
        if (column < 0) continue;
        if (!map_init(&index->codes[i], t->row_count, a))
            return err_set(e, STATUS_NOMEM, "out of memory");
        for (int row = 0; row < t->row_count; row++) {
            struct slice code = table_text(t, row, column);
            if (code.at) map_put(&index->codes[i], code, row);
        }
    }
    return STATUS_OK;
}

/* The table a reference goes to, when its code is not there; else NULL. */
static const struct table *find_lost(const struct dataset *d, const struct code_index *index,
                                     const struct table *t, int row, int column)
{
    int id = schema_table(slice_of(t->def->columns[column].refers_to));
    assert(id >= 0 && index->codes[id].entries);
    int is_there = map_get(&index->codes[id], table_text(t, row, column)) >= 0;
    return is_there ? NULL : &d->tables[id];
}

static void check_reference(const struct dataset *d, const struct code_index *index,
                            const struct table *t, int row, int column, struct findings *f)
{
    const struct column_def *def = &t->def->columns[column];
    struct slice value = table_text(t, row, column);
    const struct table *target = find_lost(d, index, t, row, column);
    if (!target) return;
    struct near near = near_start(value);
    char words[2][CODE_BYTES_MAX + 1];
    int turn = 0;
    for (int i = 0; i < target->row_count && i < SUGGESTION_ROWS_MAX; i++) {
        struct slice code = table_get_text(target, i, "code");
        if (!code.at || code.len > CODE_BYTES_MAX) continue;
        memcpy(words[turn], code.at, code.len);
        words[turn][code.len] = '\0';
        near_offer(&near, words[turn]);
        if (near.best == words[turn]) turn = !turn; /* keep the best, write into the other */
    }
    if (near.best)
        findings_row(f, 1, t, row, def->name,
                     "'%.*s' is not the code of any row of %s; did you mean '%s'?",
                     SLICE_ARGS(value), def->refers_to, near.best);
    else
        findings_row(f, 1, t, row, def->name,
                     "'%.*s' is not the code of any row of %s; add it there or correct it",
                     SLICE_ARGS(value), def->refers_to);
}

static void check_text(const struct dataset *d, const struct code_index *index,
                       const struct table *t, int row, int column, struct findings *f)
{
    const struct column_def *def = &t->def->columns[column];
    struct slice value = table_text(t, row, column);
    if (def->type == COLUMN_CODE && !schema_is_code(value))
        findings_row(f, 1, t, row, def->name,
                     "'%.*s' is not a code; use 1 to %d letters A-Z a-z, digits and _ . : -",
                     SLICE_ARGS(value), CODE_BYTES_MAX);
    else if (def->choices && !schema_is_choice(def->choices, value))
        findings_row(f, 1, t, row, def->name, "'%.*s' is none of %s", SLICE_ARGS(value),
                     def->choices);
    else if (def->refers_to && !t->def->computed)
        check_reference(d, index, t, row, column, f);
}

/* Results may speak of what was there when they were made: a warning for each column of them. */
static void check_results(const struct dataset *d, const struct code_index *index,
                          const struct table *t, struct findings *f)
{
    for (int c = 0; c < t->def->column_count; c++) {
        int lost = 0, first = -1, is_lost = 0;
        struct slice before = SLICE_NONE; /* mostly the same again */
        if (!t->def->columns[c].refers_to) continue;
        for (int row = 0; row < t->row_count; row++) {
            struct slice code = table_text(t, row, c);
            if (code.at && (!before.at || !slice_equal(code, before)))
                is_lost = find_lost(d, index, t, row, c) != NULL;
            before = code;
            if (!code.at || !is_lost) continue;
            if (lost++ == 0) first = row;
        }
        if (lost > 0)
            findings_row(
                f, 0, t, first, t->def->columns[c].name,
                "'%.*s' is not in %s any more (%d row%s of this result name%s what is gone); "
                "'groundwork status' tells what to work out again",
                SLICE_ARGS(table_text(t, first, c)), t->def->columns[c].refers_to, lost,
                lost > 1 ? "s" : "", lost > 1 ? "" : "s");
    }
}

static void check_number(const struct table *t, int row, int column, struct findings *f)
{
    const struct column_def *def = &t->def->columns[column];
    if (def->min == 0 && def->max == 0) return;
    double value = def->type == COLUMN_INTEGER ? (double)table_integer(t, row, column)
                                               : table_real(t, row, column);
    if (value >= def->min && value <= def->max) return;
    char text[NUMBER_TEXT_MAX], low[NUMBER_TEXT_MAX], high[NUMBER_TEXT_MAX];
    number_write_real(text, value);
    number_write_real(low, def->min);
    number_write_real(high, def->max);
    const char *unit = def->unit ? def->unit : "";
    if (value < def->min && def->min == 0)
        findings_row(f, 1, t, row, def->name, "%s is negative; it must be 0 or more%s%s", text,
                     *unit ? " " : "", unit);
    else
        findings_row(f, 1, t, row, def->name, "%s is outside %s to %s%s%s", text, low, high,
                     *unit ? " " : "", unit);
}

static void check_row(const struct dataset *d, const struct code_index *index,
                      const struct table *t, int row, struct findings *f)
{
    for (int c = 0; c < t->def->column_count; c++) {
        const struct column_def *def = &t->def->columns[c];
        if (table_is_none(t, row, c)) {
            if (def->flags & COLUMN_REQUIRED)
                findings_row(f, 1, t, row, def->name, "no value; fill in %s", def->meaning);
        } else if (def->type == COLUMN_TEXT || def->type == COLUMN_CODE) {
            check_text(d, index, t, row, c, f);
        } else {
            check_number(t, row, c, f);
        }
    }
}

/* The key columns as one text: "KP01|food|local". */
static void write_key(struct buf *b, const struct table *t, int row)
{
    buf_reset(b);
    for (int c = 0; c < t->def->column_count; c++) {
        const struct column_def *def = &t->def->columns[c];
        if (!(def->flags & (COLUMN_KEY | COLUMN_OPTIONAL_KEY))) continue;
        if (b->len) buf_char(b, '|');
        if (table_is_none(t, row, c)) continue;
        if (def->type == COLUMN_INTEGER)
            buf_integer(b, table_integer(t, row, c));
        else if (def->type == COLUMN_REAL)
            buf_real(b, table_real(t, row, c));
        else
            buf_slice(b, table_text(t, row, c));
    }
}

/* Keys seen so far, by what they hash to: rows are looked up again rather than keys kept. */
struct seen {
    struct seen_key {
        uint32_t hash;
        int row; /* + 1; 0: free */
    } * keys;

    uint32_t mask;
    struct buf key, other;
};

/* Room for the keys of so many rows. */
static int seen_init(struct seen *s, int rows, struct arena *a)
{
    uint32_t size = 16;
    while (size < (uint32_t)rows * 2)
        size *= 2;
    *s = (struct seen){.mask = size - 1};
    s->key = s->other = (struct buf)BUF_INIT(KEY_BYTES_MAX);
    s->keys = ARENA_ARRAY(a, struct seen_key, size);
    return s->keys != NULL;
}

/* The first row with the key of this one: the row itself unless it is there twice. */
static int seen_first(struct seen *s, const struct table *t, int row)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < s->key.len; i++)
        hash = (hash ^ (unsigned char)s->key.at[i]) * 16777619u;
    uint32_t at = (hash ^ (hash >> 15)) & s->mask;
    for (; s->keys[at].row; at = (at + 1) & s->mask) {
        if (s->keys[at].hash != hash) continue;
        write_key(&s->other, t, s->keys[at].row - 1);
        if (slice_equal(buf_as_slice(&s->key), buf_as_slice(&s->other))) return s->keys[at].row - 1;
    }
    s->keys[at] = (struct seen_key){hash, row + 1};
    return row;
}

static void tell_twice(const struct table *t, int row, int first, struct slice key,
                       struct findings *f)
{
    int line = t->lines ? t->lines[first] : 0;
    findings_row(f, 1, t, row, NULL, "'%.*s' is there twice, first in %s %d; remove one",
                 SLICE_ARGS(key), line > 0 ? "line" : "row", line > 0 ? line : first + 1);
}

static enum status check_keys(const struct table *t, struct findings *f, struct arena *a,
                              struct err *e)
{
    struct arena scratch = ARENA_INIT(a->limit - a->used);
    struct seen seen;
    enum status s = seen_init(&seen, t->row_count, &scratch)
                        ? STATUS_OK
                        : err_set(e, STATUS_NOMEM, "out of memory");
    for (int row = 0; row < t->row_count && s == STATUS_OK; row++) {
        write_key(&seen.key, t, row);
        s = buf_ok(&seen.key, e);
        if (s != STATUS_OK || seen.key.len == 0) continue;
        int first = seen_first(&seen, t, row);
        s = buf_ok(&seen.other, e);
        if (s == STATUS_OK && first != row) tell_twice(t, row, first, buf_as_slice(&seen.key), f);
    }
    buf_clear(&seen.key);
    buf_clear(&seen.other);
    arena_clear(&scratch);
    return s;
}

enum status dataset_check(const struct dataset *d, const struct code_index *index,
                          struct findings *f, struct arena *a, struct err *e)
{
    for (int i = 0; i < TABLE_COUNT; i++) {
        const struct table *t = &d->tables[i];
        for (int row = 0; row < t->row_count; row++)
            check_row(d, index, t, row, f);
        if (t->def->computed) check_results(d, index, t, f);
        TRY(check_keys(t, f, a, e));
    }
    return STATUS_OK;
}
