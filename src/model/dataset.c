/* SPDX-License-Identifier: Apache-2.0 */
#include "model/dataset.h"

#include <assert.h>
#include <string.h>

enum {
    FIRST_ROWS = 16,
};

void dataset_init(struct dataset *d)
{
    memset(d, 0, sizeof *d);
    for (int i = 0; i < TABLE_COUNT; i++) {
        assert(table_defs[i]->column_count <= COLUMN_PER_TABLE_MAX);
        d->tables[i].def = table_defs[i];
    }
}

static int is_text(const struct column_def *def)
{
    return def->type == COLUMN_TEXT || def->type == COLUMN_CODE;
}

static int grow_array(void **array, int used, int size, size_t item, struct arena *a)
{
    void *grown = arena_alloc(a, (size_t)size, item);
    if (!grown) return 0;
    if (used) memcpy(grown, *array, (size_t)used * item);
    *array = grown;
    return 1;
}

static int grow(struct table *t, int size, struct arena *a)
{
    for (int c = 0; c < t->def->column_count; c++) {
        const struct column_def *def = &t->def->columns[c];
        void *array = t->columns[c].text;
        size_t item = is_text(def) ? sizeof(struct slice) : 8;
        if (!grow_array(&array, t->row_count, size, item, a)) return 0;
        if (is_text(def))
            t->columns[c].text = array;
        else if (def->type == COLUMN_INTEGER)
            t->columns[c].integer = array;
        else
            t->columns[c].real = array;
    }
    if (t->def->geometry != GEOMETRY_NONE) {
        void *array = t->geometry;
        if (!grow_array(&array, t->row_count, size, sizeof *t->geometry, a)) return 0;
        t->geometry = array;
    }
    void *lines = t->lines;
    if (!grow_array(&lines, t->lines ? t->row_count : 0, size, sizeof *t->lines, a)) return 0;
    t->lines = lines;
    t->row_size = size;
    return 1;
}

int table_reserve(struct table *t, int rows, struct arena *a)
{
    assert(t->def);
    return rows <= t->row_size || grow(t, rows, a);
}

int table_add(struct table *t, struct arena *a)
{
    assert(t->def);
    if (t->row_count == TABLE_ROW_MAX) return -1;
    int size = t->row_size ? t->row_size * 2 : FIRST_ROWS;
    if (t->row_count == t->row_size && !grow(t, size, a)) return -1;
    int row = t->row_count++;
    for (int c = 0; c < t->def->column_count; c++) {
        if (is_text(&t->def->columns[c]))
            t->columns[c].text[row] = SLICE_NONE;
        else if (t->def->columns[c].type == COLUMN_INTEGER)
            t->columns[c].integer[row] = INTEGER_NONE;
        else
            t->columns[c].real[row] = REAL_NONE;
    }
    if (t->geometry) t->geometry[row] = SLICE_NONE;
    t->lines[row] = 0;
    return row;
}

static const struct column_def *cell(const struct table *t, int row, int column)
{
    assert(row >= 0 && row < t->row_count && column >= 0 && column < t->def->column_count);
    return &t->def->columns[column];
}

void table_set_text(struct table *t, int row, int column, struct slice value)
{
    assert(is_text(cell(t, row, column)));
    t->columns[column].text[row] = value;
}

void table_set_integer(struct table *t, int row, int column, int64_t value)
{
    assert(cell(t, row, column)->type == COLUMN_INTEGER);
    t->columns[column].integer[row] = value;
}

void table_set_real(struct table *t, int row, int column, double value)
{
    assert(cell(t, row, column)->type == COLUMN_REAL);
    t->columns[column].real[row] = value == 0 ? 0 : value; /* no negative zero */
}

struct slice table_text(const struct table *t, int row, int column)
{
    assert(is_text(cell(t, row, column)));
    return t->columns[column].text[row];
}

int64_t table_integer(const struct table *t, int row, int column)
{
    assert(cell(t, row, column)->type == COLUMN_INTEGER);
    return t->columns[column].integer[row];
}

double table_real(const struct table *t, int row, int column)
{
    assert(cell(t, row, column)->type == COLUMN_REAL);
    return t->columns[column].real[row];
}

int table_column(const struct table *t, const char *name)
{
    int column = schema_column(t->def, slice_of(name));
    assert(column >= 0);
    return column;
}

void table_put_text(struct table *t, int row, const char *column, struct slice value)
{
    table_set_text(t, row, table_column(t, column), value);
}

void table_put_integer(struct table *t, int row, const char *column, int64_t value)
{
    table_set_integer(t, row, table_column(t, column), value);
}

void table_put_real(struct table *t, int row, const char *column, double value)
{
    table_set_real(t, row, table_column(t, column), value);
}

struct slice table_get_text(const struct table *t, int row, const char *column)
{
    return table_text(t, row, table_column(t, column));
}

int64_t table_get_integer(const struct table *t, int row, const char *column)
{
    return table_integer(t, row, table_column(t, column));
}

double table_get_real(const struct table *t, int row, const char *column)
{
    return table_real(t, row, table_column(t, column));
}

int table_is_none(const struct table *t, int row, int column)
{
    const struct column_def *def = cell(t, row, column);
    if (is_text(def)) return t->columns[column].text[row].at == NULL;
    if (def->type == COLUMN_INTEGER) return t->columns[column].integer[row] == INTEGER_NONE;
    return isnan(t->columns[column].real[row]);
}

void table_empty(struct table *t)
{
    const struct table_def *def = t->def;
    memset(t, 0, sizeof *t);
    t->def = def;
}

static void move_row(struct table *t, int to, int from)
{
    for (int c = 0; c < t->def->column_count; c++) {
        enum column_type type = t->def->columns[c].type;
        if (type == COLUMN_INTEGER)
            t->columns[c].integer[to] = t->columns[c].integer[from];
        else if (type == COLUMN_REAL)
            t->columns[c].real[to] = t->columns[c].real[from];
        else
            t->columns[c].text[to] = t->columns[c].text[from];
    }
    if (t->geometry) t->geometry[to] = t->geometry[from];
    if (t->lines) t->lines[to] = t->lines[from];
}

void table_drop(struct table *t, const char *column, struct slice value)
{
    int c = table_column(t, column), kept = 0;
    for (int row = 0; row < t->row_count; row++) {
        if (slice_equal(table_text(t, row, c), value)) continue;
        if (kept != row) move_row(t, kept, row);
        kept++;
    }
    t->row_count = kept;
}

static void digest_number(struct digest *d, uint64_t bits)
{
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(bits >> (8 * i));
    digest_add(d, bytes, sizeof bytes);
}

static int is_empty(const struct table *t, int row, int c)
{
    if (is_text(&t->def->columns[c])) return !t->columns[c].text[row].at;
    if (t->def->columns[c].type == COLUMN_INTEGER)
        return t->columns[c].integer[row] == INTEGER_NONE;
    return isnan(t->columns[c].real[row]);
}

static void digest_cell(struct digest *d, const struct table *t, int row, int c)
{
    uint64_t bits;
    digest_slice(d, slice_of(t->def->columns[c].name));
    if (is_text(&t->def->columns[c])) {
        digest_slice(d, t->columns[c].text[row]);
    } else if (t->def->columns[c].type == COLUMN_INTEGER) {
        digest_number(d, (uint64_t)t->columns[c].integer[row]);
    } else {
        memcpy(&bits, &t->columns[c].real[row], sizeof bits);
        digest_number(d, bits);
    }
}

/* Cells by name, and only those that hold something: a column that a later version adds, and
 * nobody has filled, changes no sum. */
static void digest_row(struct digest *d, const struct table *t, int row)
{
    for (int c = 0; c < t->def->column_count; c++)
        if (!is_empty(t, row, c)) digest_cell(d, t, row, c);
    int own_geometry = t->def->geometry == GEOMETRY_POLYGON || t->def->geometry == GEOMETRY_ANY;
    digest_slice(d, own_geometry ? t->geometry[row] : SLICE_NONE); /* and the end of the row */
}

void dataset_digest_of(const struct dataset *d, const enum table_id *ids, int count,
                       char text[DIGEST_TEXT_BYTES])
{
    struct digest digest;
    digest_init(&digest);
    for (int i = 0; i < count; i++) {
        const struct table *t = &d->tables[ids[i]];
        if (t->row_count == 0) continue;
        digest_slice(&digest, slice_of(t->def->name));
        digest_number(&digest, (uint64_t)t->row_count);
        for (int row = 0; row < t->row_count; row++)
            digest_row(&digest, t, row);
    }
    digest_text(&digest, text);
}

static void digest_inputs(const struct dataset *d, int with_works, char text[DIGEST_TEXT_BYTES])
{
    enum table_id ids[TABLE_COUNT];
    int count = 0;
    for (int i = 0; i < TABLE_COUNT; i++) {
        int is_works = i >= TABLE_CREW && i <= TABLE_PROGRESS;
        if (table_defs[i]->computed || (is_works && !with_works)) continue;
        ids[count++] = (enum table_id)i;
    }
    dataset_digest_of(d, ids, count, text);
}

void dataset_digest(const struct dataset *d, char text[DIGEST_TEXT_BYTES])
{
    digest_inputs(d, 1, text);
}

void dataset_digest_planning(const struct dataset *d, char text[DIGEST_TEXT_BYTES])
{
    digest_inputs(d, 0, text);
}
