/* SPDX-License-Identifier: Apache-2.0 */
#include "base/csv.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"

static enum status refuse(const struct csv *c, int line, const char *what, struct err *e)
{
    return err_set(e, STATUS_INVALID, "%s:%d: %s", c->name, line, what);
}

enum status csv_open(struct csv *c, const char *name, struct slice text, struct arena *a,
                     struct err *e)
{
    assert(c && name && a);
    *c = (struct csv){.rest = text, .name = name, .next_line = 1, .arena = a};
    if (text.len >= 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0) {
        c->rest.at += 3;
        c->rest.len -= 3;
    }
    int line = 0;
    if (!utf8_valid(c->rest, &line))
        return refuse(c, line, "the text is not UTF-8; save the file as 'CSV UTF-8'", e);
    if (c->rest.len > 0) {
        const char *zero = memchr(c->rest.at, '\0', c->rest.len);
        if (zero)
            return refuse(c, utf8_line_of(c->rest, zero), "holds a zero byte; is this a text file?",
                          e);
    }
    return STATUS_OK;
}

static enum status push(struct csv *c, struct slice field, struct err *e)
{
    if (c->field_count == CSV_FIELD_MAX)
        return refuse(c, c->line, "more than 4096 fields; is the separator a comma?", e);
    if (c->field_count == c->field_size) {
        int size = c->field_size ? c->field_size * 2 : 32;
        struct slice *grown = ARENA_ARRAY(c->arena, struct slice, (size_t)size);
        if (!grown) return err_set(e, STATUS_NOMEM, "out of memory");
        if (c->field_count) memcpy(grown, c->fields, sizeof *grown * (size_t)c->field_count);
        c->fields = grown;
        c->field_size = size;
    }
    c->fields[c->field_count++] = field;
    return STATUS_OK;
}

/* The text between quotes, doubled quotes made single; at points behind the opening quote. */
static enum status take_quoted(struct csv *c, struct slice *out, struct err *e)
{
    const char *start = c->rest.at + 1, *end = c->rest.at + c->rest.len, *p = start;
    size_t doubled = 0;
    for (;; p++) {
        p = p < end ? memchr(p, '"', (size_t)(end - p)) : NULL;
        if (!p) return refuse(c, c->line, "a quote is opened and never closed", e);
        if (p + 1 < end && p[1] == '"') {
            doubled++;
            p++;
            continue;
        }
        break;
    }
    *out = (struct slice){start, (size_t)(p - start)};
    c->next_line += utf8_count_newlines(*out);
    if (doubled) {
        char *copy = arena_alloc(c->arena, out->len + 1, 1);
        if (!copy) return err_set(e, STATUS_NOMEM, "out of memory");
        size_t len = 0;
        for (size_t i = 0; i < out->len; i++) {
            copy[len++] = out->at[i];
            if (out->at[i] == '"') i++;
        }
        *out = (struct slice){copy, len};
    }
    c->rest.len -= (size_t)(p + 1 - c->rest.at);
    c->rest.at = p + 1;
    return STATUS_OK;
}

static struct slice take_plain(struct csv *c)
{
    struct slice field = {c->rest.at, 0};
    while (field.len < c->rest.len) {
        char ch = field.at[field.len];
        if (ch == ',' || ch == '\n' || ch == '"') break;
        field.len++;
    }
    c->rest.at += field.len;
    c->rest.len -= field.len;
    int at_line_end = c->rest.len == 0 || *c->rest.at == '\n';
    if (at_line_end && field.len > 0 && field.at[field.len - 1] == '\r') field.len--;
    return field;
}

/* Consume the separator behind a field; *last tells that the record ends here. */
static enum status take_separator(struct csv *c, int *last, struct err *e)
{
    *last = 1;
    if (c->rest.len >= 2 && c->rest.at[0] == '\r' && c->rest.at[1] == '\n') {
        c->rest.at++;
        c->rest.len--;
    }
    if (c->rest.len == 0) return STATUS_OK;
    char ch = *c->rest.at;
    if (ch != ',' && ch != '\n')
        return refuse(c, c->next_line,
                      "a quote stands inside a field; quote the whole field and double the quote",
                      e);
    c->rest.at++;
    c->rest.len--;
    *last = ch == '\n';
    c->next_line += *last;
    return STATUS_OK;
}

static enum status read_record(struct csv *c, struct err *e)
{
    c->field_count = 0;
    c->line = c->next_line;
    for (int last = 0; !last;) {
        struct slice field;
        if (c->rest.len > 0 && *c->rest.at == '"')
            TRY(take_quoted(c, &field, e));
        else
            field = take_plain(c);
        TRY(push(c, field, e));
        TRY(take_separator(c, &last, e));
    }
    return STATUS_OK;
}

enum status csv_next(struct csv *c, int *more, struct err *e)
{
    *more = 0;
    while (c->rest.len > 0) {
        int quoted = *c->rest.at == '"';
        TRY(read_record(c, e));
        if (c->field_count == 1 && c->fields[0].len == 0 && !quoted) continue; /* blank line */
        *more = 1;
        break;
    }
    return STATUS_OK;
}

void csv_write_field(struct buf *b, struct slice field)
{
    int plain = field.len < 3 || memcmp(field.at, "\xEF\xBB\xBF", 3) != 0; /* no mark of a file */
    for (size_t i = 0; i < field.len && plain; i++) {
        char ch = field.at[i];
        plain = ch != ',' && ch != '"' && ch != '\n' && ch != '\r';
    }
    if (plain) {
        buf_slice(b, field);
        return;
    }
    buf_char(b, '"');
    for (size_t i = 0; i < field.len; i++) {
        if (field.at[i] == '"') buf_char(b, '"');
        buf_char(b, field.at[i]);
    }
    buf_char(b, '"');
}
