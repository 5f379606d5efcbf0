/* SPDX-License-Identifier: Apache-2.0 */
#include "app/clause.h"

#include "base/json.h"
#include "model/clause_text.h"

static enum status no_memory(struct err *e)
{
    return err_set(e, STATUS_NOMEM, "out of memory for the clauses");
}

/* --- told --------------------------------------------------------------------------------- */

void clause_list(const struct session *s, struct buf *b)
{
    clause_text_write_all(b, &s->data);
}

static void add_value(struct json *j, const struct table *t, int row, int column)
{
    const struct column_def *def = &t->def->columns[column];
    if (table_is_none(t, row, column)) return;
    json_key(j, def->name);
    if (def->type == COLUMN_INTEGER)
        json_integer(j, table_integer(t, row, column));
    else if (def->type == COLUMN_REAL)
        json_real(j, table_real(t, row, column));
    else
        json_text(j, table_text(t, row, column));
}

void clause_list_json(const struct session *s, struct buf *b)
{
    const struct table *t = &s->data.tables[TABLE_CLAUSE];
    struct buf rule = BUF_INIT(1 << 16);
    struct json j = {b, 0};
    json_open(&j, '[');
    for (int row = 0; row < t->row_count; row++) {
        json_open(&j, '{');
        for (int c = 0; c < t->def->column_count; c++)
            add_value(&j, t, row, c);
        buf_reset(&rule);
        clause_text_write_rule(&rule, &s->data, row);
        json_key(&j, "rule");
        json_text(&j, buf_as_slice(&rule));
        json_shut(&j, '}');
    }
    json_shut(&j, ']');
    buf_char(b, '\n');
    b->failed |= rule.failed;
    buf_clear(&rule);
}

/* --- changed ------------------------------------------------------------------------------ */

static void copy_row(struct table *to, int to_row, const struct table *from, int from_row)
{
    for (int c = 0; c < to->def->column_count; c++) {
        enum column_type type = to->def->columns[c].type;
        if (type == COLUMN_INTEGER)
            table_set_integer(to, to_row, c, table_integer(from, from_row, c));
        else if (type == COLUMN_REAL)
            table_set_real(to, to_row, c, table_real(from, from_row, c));
        else
            table_set_text(to, to_row, c, table_text(from, from_row, c));
    }
    to->lines[to_row] = from->lines[from_row];
}

static int row_of(const struct table *t, struct slice code)
{
    for (int row = 0; row < t->row_count; row++)
        if (slice_equal(table_get_text(t, row, "code"), code)) return row;
    return -1;
}

/* Is the programme sound with the clauses as they now are?  Then they are kept. */
static enum status keep(struct clause_change *out, struct session *s, struct err *e)
{
    static const enum table_id changed[] = {TABLE_CLAUSE};
    struct programme programme;
    TRY(programme_load(&programme, &s->data, &out->findings, s->arena, e));
    s->programme = programme;
    return session_keep(s, changed, 1, e);
}

enum status clause_add(struct clause_change *out, struct session *s, const char *name,
                       struct slice text, struct err *e)
{
    struct table *t = &s->data.tables[TABLE_CLAUSE];
    struct table articles = {.def = t->def};
    *out = (struct clause_change){0};
    findings_init(&out->findings, s->arena);
    TRY(clause_text_read(&articles, &s->data, name, text, &out->findings, e));
    for (int row = 0; row < articles.row_count; row++) {
        struct slice code = table_get_text(&articles, row, "code");
        int first = row_of(&articles, code);
        if (first < row)
            findings_row(&out->findings, 1, &articles, row, "code",
                         "'%.*s' is in the text twice, first in line %d; remove one",
                         SLICE_ARGS(code), articles.lines[first]);
    }
    TRY(findings_status(&out->findings, e));
    t->origin = name;
    for (int row = 0; row < articles.row_count; row++) {
        int at = row_of(t, table_get_text(&articles, row, "code"));
        out->replaced += at >= 0;
        out->added += at < 0;
        if (at < 0) at = table_add(t, s->arena);
        if (at < 0) return no_memory(e);
        copy_row(t, at, &articles, row);
    }
    return keep(out, s, e);
}

enum status clause_remove(struct clause_change *out, struct session *s, const char *const *codes,
                          int count, struct err *e)
{
    struct table *t = &s->data.tables[TABLE_CLAUSE];
    *out = (struct clause_change){0};
    findings_init(&out->findings, s->arena);
    for (int i = 0; i < count; i++) {
        int row = row_of(t, slice_of(codes[i]));
        if (row < 0)
            return err_set(e, STATUS_NOTFOUND,
                           "there is no clause '%s'; 'groundwork clause list' shows them",
                           codes[i]);
        for (; row + 1 < t->row_count; row++)
            copy_row(t, row, t, row + 1);
        t->row_count--;
        out->removed++;
    }
    return keep(out, s, e);
}
