/* SPDX-License-Identifier: Apache-2.0 */
#include "lp/mps.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

enum {
    PIECE_BYTES = 64 * 1024,
};

struct mps_row {
    const char *name;
    double lower, upper;
};

static void hand_over(struct mps *m)
{
    if (m->text.len > 0 && !m->failed && !m->flush(m->context, buf_as_slice(&m->text)))
        m->failed = 1;
    buf_reset(&m->text);
}

static void line_done(struct mps *m, struct buf *b)
{
    buf_char(b, '\n');
    if (b == &m->text && b->len >= PIECE_BYTES) hand_over(m);
}

/* " first second value" */
static void write_triple(struct mps *m, const char *first, const char *second, double value)
{
    buf_char(&m->text, ' ');
    buf_text(&m->text, first);
    buf_char(&m->text, ' ');
    buf_text(&m->text, second);
    buf_char(&m->text, ' ');
    buf_real(&m->text, value);
    line_done(m, &m->text);
}

static void write_line(struct mps *m, const char *line)
{
    buf_text(&m->text, line);
    line_done(m, &m->text);
}

enum status mps_begin(struct mps *m, const char *name, const char *objective, int maximise,
                      struct err *e)
{
    m->text = m->bounds = (struct buf)BUF_INIT((size_t)1 << 32);
    m->row_count = m->row_size = m->in_integers = m->failed = 0;
    buf_printf(&m->text, "NAME %s", name);
    line_done(m, &m->text);
    write_line(m, maximise ? "OBJSENSE\n    MAX" : "OBJSENSE\n    MIN");
    write_line(m, "ROWS");
    return mps_row(m, objective, -INFINITY, INFINITY, e);
}

static enum status keep_row(struct mps *m, struct mps_row row, struct err *e)
{
    if (m->row_count == m->row_size) {
        int size = m->row_size ? 2 * m->row_size : 256;
        struct mps_row *rows = ARENA_ARRAY(m->arena, struct mps_row, (size_t)size);
        if (!rows) return err_set(e, STATUS_NOMEM, "out of memory for the rows of an MPS file");
        if (m->row_count > 0) memcpy(rows, m->rows, sizeof *rows * (size_t)m->row_count);
        m->rows = rows;
        m->row_size = size;
    }
    m->rows[m->row_count++] = row;
    return STATUS_OK;
}

enum status mps_row(struct mps *m, const char *name, double lower, double upper, struct err *e)
{
    char kind = 'L';
    if (isinf(lower) && isinf(upper))
        kind = 'N';
    else if (lower == upper)
        kind = 'E';
    else if (isinf(upper))
        kind = 'G';
    buf_char(&m->text, ' ');
    buf_char(&m->text, kind);
    buf_char(&m->text, ' ');
    buf_text(&m->text, name);
    line_done(m, &m->text);
    return keep_row(m, (struct mps_row){name, lower, upper}, e);
}

static void mark_integers(struct mps *m, int begin)
{
    if (m->in_integers == begin) return;
    m->in_integers = begin;
    write_line(m, begin ? " MARKER 'MARKER' 'INTORG'" : " MARKER 'MARKER' 'INTEND'");
}

void mps_column(struct mps *m, const char *name, enum mps_kind kind, double upper)
{
    if (m->bounds.len == 0) { /* the first column */
        write_line(m, "COLUMNS");
        buf_text(&m->bounds, "BOUNDS");
        line_done(m, &m->bounds);
    }
    mark_integers(m, kind == MPS_BINARY);
    if (kind == MPS_BINARY) {
        buf_printf(&m->bounds, " UP bound %s 1", name);
        line_done(m, &m->bounds);
    } else if (isfinite(upper)) {
        buf_printf(&m->bounds, " UP bound %s ", name);
        buf_real(&m->bounds, upper);
        line_done(m, &m->bounds);
    }
}

void mps_entry(struct mps *m, const char *name, int row, double value)
{
    write_triple(m, name, m->rows[row + 1].name, value);
}

static void write_ranges(struct mps *m)
{
    write_line(m, "RANGES");
    for (int i = 0; i < m->row_count; i++) {
        const struct mps_row *r = &m->rows[i];
        if (isfinite(r->lower) && isfinite(r->upper) && r->lower < r->upper)
            write_triple(m, "range", r->name, r->upper - r->lower);
    }
}

enum status mps_end(struct mps *m, double constant, struct err *e)
{
    mark_integers(m, 0);
    write_line(m, "RHS");
    /* The right side of the objective is minus its constant. */
    if (constant != 0) write_triple(m, "rhs", m->rows[0].name, -constant);
    for (int i = 1; i < m->row_count; i++) {
        const struct mps_row *r = &m->rows[i];
        double side = isfinite(r->upper) ? r->upper : r->lower;
        if (isfinite(side) && side != 0) write_triple(m, "rhs", r->name, side);
    }
    write_ranges(m);
    hand_over(m);
    TRY(buf_ok(&m->text, e));
    TRY(buf_ok(&m->bounds, e));
    if (!m->failed && m->bounds.len > 0 && !m->flush(m->context, buf_as_slice(&m->bounds)))
        m->failed = 1;
    write_line(m, "ENDATA");
    hand_over(m);
    TRY(buf_ok(&m->text, e));
    if (m->failed) return err_set(e, STATUS_IO, "the MPS file cannot be written");
    return STATUS_OK;
}

void mps_clear(struct mps *m)
{
    buf_clear(&m->text);
    buf_clear(&m->bounds);
}
