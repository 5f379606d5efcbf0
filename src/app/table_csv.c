/* SPDX-License-Identifier: Apache-2.0 */
#include "app/table_csv.h"

#include <stdio.h>
#include <string.h>

#include "app/cell.h"
#include "base/csv.h"

enum {
    PLACE_MAX = 300,
    COLUMN_UNKNOWN = -1,
};

struct header {
    int columns[CSV_FIELD_MAX]; /* schema column of each field, or COLUMN_UNKNOWN */
    int count;
};

void finding_of_error(struct findings *f, const char *name, const struct err *e)
{
    size_t len = strlen(name);
    char place[PLACE_MAX];
    (void)snprintf(place, sizeof place, "%s", name);
    const char *sentence = e->text;
    const char *end = strstr(e->text, ": ");
    if (strncmp(e->text, name, len) == 0 && e->text[len] == ':' && end) {
        (void)snprintf(place, sizeof place, "%.*s", (int)(end - e->text), e->text);
        sentence = end + 2;
    }
    findings_add(f, 1, place, NULL, "%s", sentence);
}

/* The columns a wrong name might be confused with: all of them, as one text. */
static void tell_unknown(const struct table *t, const char *place, struct slice name,
                         struct findings *f)
{
    const char *meant = schema_suggest_column(t->def, name);
    char columns[400] = "";
    for (int c = 0; c < t->def->column_count && !meant; c++) {
        size_t used = strlen(columns);
        (void)snprintf(columns + used, sizeof columns - used, "%s%s", c ? ", " : "",
                       t->def->columns[c].name);
    }
    if (name.len == 0)
        findings_add(f, 1, place, NULL, "a column has no name; name or remove it");
    else if (meant)
        findings_add(f, 1, place, NULL, "unknown column '%.*s'; did you mean '%s'?",
                     SLICE_ARGS(name), meant);
    else
        findings_add(f, 1, place, NULL,
                     "unknown column '%.*s'; remove it, or rename it to one of %s",
                     SLICE_ARGS(name), columns);
}

/* 0 when the header cannot serve. */
static int read_header(struct header *h, const struct table *t, const struct csv *csv,
                       struct findings *f)
{
    char place[PLACE_MAX];
    int seen[COLUMN_PER_TABLE_MAX] = {0}, sound = 1;
    (void)snprintf(place, sizeof place, "%s:%d", csv->name, csv->line);
    h->count = csv->field_count;
    for (int i = 0; i < h->count; i++) {
        int column = schema_column(t->def, csv->fields[i]);
        h->columns[i] = column;
        if (column < 0) {
            tell_unknown(t, place, csv->fields[i], f);
            sound = 0;
        } else if (seen[column]++) {
            findings_add(f, 1, place, t->def->columns[column].name,
                         "the column is there twice; remove one");
            sound = 0;
        }
    }
    for (int c = 0; c < t->def->column_count; c++) {
        const struct column_def *def = &t->def->columns[c];
        if (seen[c] || !(def->flags & COLUMN_REQUIRED)) continue;
        findings_add(f, 1, place, def->name, "the column is missing; add it: %s", def->meaning);
        sound = 0;
    }
    return sound;
}

static void tell_ragged(const struct header *h, const struct csv *csv, struct findings *f)
{
    char place[PLACE_MAX];
    (void)snprintf(place, sizeof place, "%s:%d", csv->name, csv->line);
    const char *hint = csv->field_count > h->count ? "quote values that hold a comma"
                                                   : "an empty value needs its comma too";
    findings_add(f, 1, place, NULL, "%d fields, but the header has %d; the line begins '%.*s'; %s",
                 csv->field_count, h->count, SLICE_ARGS(csv->fields[0]), hint);
}

static enum status read_rows(struct table *t, struct csv *csv, const struct header *h,
                             enum table_read *how, struct findings *f, struct err *e)
{
    for (;;) {
        int more;
        TRY(csv_next(csv, &more, e));
        if (!more) return STATUS_OK;
        if (csv->field_count != h->count) {
            tell_ragged(h, csv, f);
            *how = TABLE_READ_BROKEN;
            continue;
        }
        int row = table_add(t, csv->arena);
        if (row < 0)
            return err_set(e, STATUS_NOMEM, "%s:%d: out of memory or more than %d rows", csv->name,
                           csv->line, TABLE_ROW_MAX);
        t->lines[row] = csv->line;
        for (int i = 0; i < h->count; i++)
            cell_read(t, row, h->columns[i], csv->fields[i], f);
    }
}

static enum status read_table(struct table *t, const char *name, struct slice text,
                              enum table_read *how, struct findings *f, struct arena *a,
                              struct err *e)
{
    struct csv csv;
    struct header *header = ARENA_NEW(a, struct header);
    int more;
    if (!header) return err_set(e, STATUS_NOMEM, "out of memory");
    TRY(csv_open(&csv, name, text, a, e));
    TRY(csv_next(&csv, &more, e));
    if (!more)
        return err_set(e, STATUS_INVALID,
                       "%s: is empty; write a header line with the names of the columns, or remove "
                       "the file",
                       name);
    if (!read_header(header, t, &csv, f)) {
        *how = TABLE_READ_BROKEN;
        return STATUS_OK;
    }
    return read_rows(t, &csv, header, how, f, e);
}

enum status table_csv_read(struct table *t, const char *name, struct slice text,
                           enum table_read *how, struct findings *f, struct arena *a, struct err *e)
{
    struct err problem = {0};
    *how = TABLE_READ_WHOLE;
    t->origin = name;
    enum status s = read_table(t, name, text, how, f, a, &problem);
    if (s == STATUS_INVALID) {
        finding_of_error(f, name, &problem);
        *how = TABLE_READ_BROKEN;
        return STATUS_OK;
    }
    return s == STATUS_OK ? s : err_set(e, s, "%s", problem.text);
}

void table_csv_write(struct buf *b, const struct table *t)
{
    for (int c = 0; c < t->def->column_count; c++) {
        if (c) buf_char(b, ',');
        buf_text(b, t->def->columns[c].name);
    }
    buf_char(b, '\n');
    for (int row = 0; row < t->row_count; row++) {
        for (int c = 0; c < t->def->column_count; c++) {
            if (c) buf_char(b, ',');
            cell_write(b, t, row, c);
        }
        buf_char(b, '\n');
    }
}
