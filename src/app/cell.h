/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cell - one value of a table as text, read by the type of its column.
 *
 * Empty text is no value.  A text that is not of the type becomes a finding that
 * says what it looks like (decimal comma, grouped digits, a unit, a percentage,
 * a date …) and what to write instead; the cell stays empty.
 */
#ifndef APP_CELL_H
#define APP_CELL_H

#include "base/buf.h"
#include "base/slice.h"
#include "model/dataset.h"
#include "model/findings.h"

enum {
    TEXT_BYTES_MAX = 100 * 1000, /* of one value */
};

void cell_read(struct table *t, int row, int column, struct slice text, struct findings *f);

/* As text; nothing when there is no value. */
void cell_write(struct buf *b, const struct table *t, int row, int column);

#endif
