/* SPDX-License-Identifier: Apache-2.0 */
#include "app/columns.h"

#include <math.h>

#include "base/number.h"

enum {
    CELL_BYTES_MAX = 512,
};

void buf_signed(struct buf *b, double value, int decimals)
{
    double unit = pow(10, -decimals);
    if (value >= unit / 2) buf_char(b, '+');
    buf_grouped(b, fabs(value) < unit / 2 ? 0 : value, decimals);
}

/* Characters of UTF-8 text. */
static int width_of(struct slice text)
{
    int width = 0;
    for (size_t i = 0; i < text.len; i++)
        width += ((unsigned char)text.at[i] & 0xC0) != 0x80;
    return width;
}

void buf_left(struct buf *b, const char *text, int width)
{
    buf_text(b, text);
    for (int i = width_of(slice_of(text)); i < width; i++)
        buf_char(b, ' ');
}

static void add_right(struct buf *b, const struct buf *cell, int width)
{
    for (int i = width_of(buf_as_slice(cell)); i < width; i++)
        buf_char(b, ' ');
    buf_slice(b, buf_as_slice(cell));
    b->failed |= cell->failed;
}

void buf_right_signed(struct buf *b, double value, int decimals, int width)
{
    struct buf cell = BUF_INIT(CELL_BYTES_MAX);
    buf_signed(&cell, value, decimals);
    add_right(b, &cell, width);
    buf_clear(&cell);
}

void buf_right(struct buf *b, double value, int decimals, int width)
{
    struct buf cell = BUF_INIT(CELL_BYTES_MAX);
    buf_grouped(&cell, value, decimals);
    add_right(b, &cell, width);
    buf_clear(&cell);
}
