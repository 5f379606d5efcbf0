/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/xer_text.h"

#include <limits.h>
#include <math.h>

#include "base/number.h"
#include "exchange/rows.h"
#include "exchange/xer.h"

static struct slice next_line(struct slice *rest)
{
    const char *end = memchr(rest->at, '\n', rest->len);
    size_t len = end ? (size_t)(end - rest->at) : rest->len;
    struct slice line = {rest->at, len};
    rest->at += len + (end != NULL);
    rest->len -= len + (end != NULL);
    if (line.len && line.at[line.len - 1] == '\r') line.len--;
    return line;
}

static struct slice next_field(struct slice *rest)
{
    const char *end = memchr(rest->at, '\t', rest->len);
    size_t len = end ? (size_t)(end - rest->at) : rest->len;
    struct slice field = {rest->at, len};
    rest->at += len + (end != NULL);
    rest->len -= len + (end != NULL);
    return field;
}

struct splitting {
    struct xer_file *out;
    const char *file;
    int line;
    struct notes *notes;
    struct arena *arena;
};

static enum status nomem(const struct splitting *s, struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for '%s'", s->file);
}

static enum status start_table(struct splitting *s, struct slice rest, struct err *e)
{
    struct xer_file *f = s->out;
    f->tables = rows_grow(f->tables, f->table_count, &f->table_room, sizeof *f->tables, s->arena);
    if (!f->tables) return nomem(s, e);
    f->tables[f->table_count++] = (struct xer_table){.name = next_field(&rest), .line = s->line};
    return STATUS_OK;
}

static enum status read_columns(struct splitting *s, struct xer_table *t, struct slice rest,
                                struct err *e)
{
    struct slice names[XER_COLUMNS_MAX];
    int count = 0;
    if (t->columns)
        return err_set(e, STATUS_INVALID, "%s:%d: table %.*s names its columns twice", s->file,
                       s->line, SLICE_ARGS(t->name));
    while (rest.len && count < XER_COLUMNS_MAX)
        names[count++] = next_field(&rest);
    if (rest.len)
        return err_set(e, STATUS_LIMIT, "%s:%d: more than %d columns", s->file, s->line,
                       XER_COLUMNS_MAX);
    t->columns = ARENA_ARRAY(s->arena, struct slice, (size_t)count + 1);
    if (!t->columns) return nomem(s, e);
    memcpy(t->columns, names, sizeof names[0] * (size_t)count);
    t->column_count = count;
    return STATUS_OK;
}

static enum status read_row(struct splitting *s, struct xer_table *t, struct slice rest,
                            struct err *e)
{
    if (!t->columns)
        return err_set(e, STATUS_INVALID, "%s:%d: a row before the columns of table %.*s (%%F)",
                       s->file, s->line, SLICE_ARGS(t->name));
    t->rows = rows_grow(t->rows, t->row_count, &t->row_room, sizeof *t->rows, s->arena);
    if (!t->rows) return nomem(s, e);
    struct xer_row row = {ARENA_ARRAY(s->arena, struct slice, (size_t)t->column_count + 1),
                          s->line};
    if (!row.fields) return nomem(s, e);
    for (int i = 0; i < t->column_count; i++)
        row.fields[i] = next_field(&rest);
    if (rest.len)
        notes_add_in(s->notes, NOTE_VALUE, "more fields than columns", t->name, s->line, rest);
    t->rows[t->row_count++] = row;
    return STATUS_OK;
}

static enum status read_line(struct splitting *s, struct slice line, struct err *e)
{
    struct slice kind = next_field(&line);
    struct xer_table *t = s->out->table_count ? &s->out->tables[s->out->table_count - 1] : NULL;
    if (slice_is(kind, "%T")) return start_table(s, line, e);
    if (slice_is(kind, "%E") || (!kind.len && !line.len)) return STATUS_OK;
    if (!t && (slice_is(kind, "%F") || slice_is(kind, "%R")))
        return err_set(e, STATUS_INVALID, "%s:%d: %.*s before the first table (%%T)", s->file,
                       s->line, SLICE_ARGS(kind));
    if (slice_is(kind, "%F")) return read_columns(s, t, line, e);
    if (slice_is(kind, "%R")) return read_row(s, t, line, e);
    notes_add(s->notes, NOTE_UNKNOWN, slice_of("a line of no kind"), s->line, kind);
    return STATUS_OK;
}

enum status xer_split(struct xer_file *out, struct slice text, const char *file,
                      struct notes *notes, struct arena *a, struct err *e)
{
    struct splitting s = {out, file, 1, notes, a};
    *out = (struct xer_file){.currency = SLICE_NONE};
    struct slice head = next_line(&text);
    if (!slice_is(next_field(&head), "ERMHDR"))
        return err_set(e, STATUS_INVALID,
                       "%s:1: this is no XER file: it does not begin with ERMHDR", file);
    for (int i = 1; head.len; i++) {
        struct slice word = next_field(&head);
        if (i == 8) out->currency = word;
    }
    while (text.len) {
        s.line++;
        TRY(read_line(&s, next_line(&text), e));
    }
    return STATUS_OK;
}

const struct xer_table *xer_find(const struct xer_file *f, const char *name)
{
    for (int i = 0; i < f->table_count; i++)
        if (slice_is(f->tables[i].name, name)) return &f->tables[i];
    return NULL;
}

int xer_at(const struct xer_table *t, const char *column)
{
    for (int i = 0; t && i < t->column_count; i++)
        if (slice_is(t->columns[i], column)) return i;
    return -1;
}

struct slice xer_get(const struct xer_table *t, const struct xer_row *row, const char *column)
{
    int at = xer_at(t, column);
    return at < 0 ? (struct slice){"", 0} : row->fields[at];
}

int xer_number(const struct xer_table *t, const struct xer_row *row, const char *column)
{
    int64_t value;
    struct slice text = xer_get(t, row, column);
    if (!number_parse_integer(text, &value) || value < 0 || value > INT_MAX) return -1;
    return (int)value;
}

/* --- values --- */

int xer_hours_parse(struct slice text, int64_t *out_s)
{
    double hours;
    if (!number_parse_real(text, &hours) || fabs(hours) > 1e9) return 0;
    *out_s = (int64_t)llround(hours * 3600);
    return 1;
}

void xer_hours_write(struct buf *out, int64_t s)
{
    buf_real(out, round((double)s / 3600 * 1e6) / 1e6);
}

void xer_time_write(struct buf *out, int64_t t_s)
{
    char text[DATE_TEXT_MAX];
    time_write_minute(text, t_s);
    buf_text(out, text);
}

void xer_text_write(struct buf *out, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '\n')
            buf_text(out, "\x7f\x7f");
        else if (c == '\t')
            buf_char(out, ' ');
        else if (c != '\r' && c != '\0')
            buf_char(out, c);
    }
}

int xer_text_set(struct slice text, struct slice *out, struct arena *a)
{
    char *copy = arena_strndup(a, text.at, text.len);
    size_t len = 0;
    if (!copy) return -1;
    for (size_t i = 0; i < text.len; i++) {
        int breaks = text.at[i] == 0x7f && i + 1 < text.len && text.at[i + 1] == 0x7f;
        copy[len++] = (char)(breaks ? '\n' : text.at[i]);
        i += (size_t)breaks;
    }
    *out = (struct slice){copy, len};
    return 1;
}

static int set_word(const struct xer_word *w, struct slice text, int *out)
{
    for (; w->file; w++) {
        if (!slice_is(text, w->file)) continue;
        *out = w->ours;
        return 1;
    }
    return 0;
}

int xer_set(const struct xer_record *r, const struct xer_column *x, void *record, struct slice text,
            struct arena *a)
{
    void *at = field_at(&r->fields[x->field], record);
    int64_t value;
    if (!text.len) return 1;
    switch (x->code) {
    case XER_TEXT:
        return xer_text_set(text, at, a);
    case XER_INTEGER:
        if (!number_parse_integer(text, &value) || value < INT_MIN || value > INT_MAX) return 0;
        *(int *)at = (int)value;
        return 1;
    case XER_FLAG:
    case XER_NOT:
        if (!slice_is(text, "Y") && !slice_is(text, "N")) return 0;
        *(int *)at = slice_is(text, "Y") == (x->code == XER_FLAG);
        return 1;
    case XER_WORD:
        return set_word(x->words, text, at);
    case XER_INSTANT:
        return time_parse(text, at);
    case XER_HOURS:
        return xer_hours_parse(text, at);
    case XER_REAL:
        return number_parse_real(text, at);
    default:
        return 0;
    }
}

static int put_word(struct buf *out, const struct xer_word *w, int value)
{
    for (; w->file; w++) {
        if (w->ours != value) continue;
        buf_text(out, w->file);
        return 1;
    }
    return 0;
}

int xer_put(struct buf *out, const struct xer_record *r, const struct xer_column *x,
            const void *record)
{
    const void *at = field_in(&r->fields[x->field], record);
    int64_t time = x->code == XER_INSTANT || x->code == XER_HOURS ? *(const int64_t *)at : 0;
    switch (x->code) {
    case XER_TEXT:
        xer_text_write(out, *(const struct slice *)at);
        return 1;
    case XER_INTEGER:
        buf_integer(out, *(const int *)at);
        return 1;
    case XER_FLAG:
        buf_char(out, *(const int *)at ? 'Y' : 'N');
        return 1;
    case XER_NOT:
        buf_char(out, *(const int *)at ? 'N' : 'Y');
        return 1;
    case XER_WORD:
        return put_word(out, x->words, *(const int *)at);
    case XER_INSTANT:
        if (time != TIME_NONE) xer_time_write(out, time);
        return 1;
    case XER_HOURS:
        if (time != TIME_NONE) xer_hours_write(out, time);
        return 1;
    case XER_REAL:
        if (!isnan(*(const double *)at)) buf_real(out, *(const double *)at);
        return 1;
    default:
        return 1;
    }
}
