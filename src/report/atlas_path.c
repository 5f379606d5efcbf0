/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "report/atlas.h"

/* A number with the least separation SVG needs: a minus sign separates by itself. */
static void add_step(struct buf *b, int value, int is_first)
{
    buf_printf(b, is_first || value < 0 ? "%d" : " %d", value);
}

void atlas_path(struct buf *b, const struct atlas *m, int area)
{
    const struct atlas_shape *shape = &m->shapes[area];
    for (int r = 0; r < shape->ring_count; r++) {
        const struct atlas_ring *ring = &m->rings[shape->ring_first + r];
        const int *x = m->x + ring->first, *y = m->y + ring->first;
        buf_char(b, 'M');
        add_step(b, x[0], 1);
        add_step(b, y[0], 0);
        buf_char(b, 'l');
        for (int i = 1; i < ring->count; i++) {
            add_step(b, x[i] - x[i - 1], i == 1);
            add_step(b, y[i] - y[i - 1], 0);
        }
        buf_char(b, 'z');
    }
}

/* Rounding to cells is a function of the point alone, so neighbours keep a common border. */
static int cell_of(const struct atlas *m, int grid)
{
    int cell = (grid * ATLAS_THUMB_CELLS + m->grid / 2) / m->grid;
    return cell < 0 ? 0 : cell > ATLAS_THUMB_CELLS ? ATLAS_THUMB_CELLS : cell;
}

/* Cells of a ring, repeats left out, as a path; 0 when nothing of it is left. */
static int outline_ring(struct buf *b, const struct atlas *m, const struct atlas_ring *ring)
{
    const int *x = m->x + ring->first, *y = m->y + ring->first;
    size_t start = b->len;
    int steps = 0, last_x = cell_of(m, x[0]), last_y = cell_of(m, y[0]);
    int twice_area = 0, first_x = last_x, first_y = last_y;
    buf_printf(b, "M%d %dl", first_x, first_y);
    for (int i = 1; i < ring->count; i++) {
        int cx = cell_of(m, x[i]), cy = cell_of(m, y[i]);
        if (cx == last_x && cy == last_y) continue;
        add_step(b, cx - last_x, steps == 0);
        add_step(b, cy - last_y, 0);
        twice_area += (last_x - first_x) * (cy - first_y) - (cx - first_x) * (last_y - first_y);
        last_x = cx;
        last_y = cy;
        steps++;
    }
    buf_char(b, 'z');
    if (steps >= 2 && twice_area != 0) return 1;
    if (!b->failed) {
        b->len = start;
        b->at[start] = '\0';
    }
    return 0;
}

/* Cells of vanished rings, joined along rows. */
static void outline_cells(struct buf *b, const struct atlas *m)
{
    int side = ATLAS_THUMB_CELLS + 1;
    for (int cy = 0; cy < side; cy++) {
        for (int cx = 0; cx < side; cx++) {
            int first = cx;
            while (cx < side && m->thumb[cy * side + cx])
                cx++;
            if (cx > first) buf_printf(b, "M%d %dh%dv1h-%dz", first, cy, cx - first, cx - first);
        }
    }
}

void atlas_outline(struct buf *b, const struct atlas *m)
{
    int side = ATLAS_THUMB_CELLS + 1;
    memset(m->thumb, 0, (size_t)side * (size_t)side);
    for (int r = 0; r < m->ring_count; r++) {
        if (outline_ring(b, m, &m->rings[r])) continue;
        int cx = cell_of(m, m->x[m->rings[r].first]), cy = cell_of(m, m->y[m->rings[r].first]);
        m->thumb[cy * side + cx] = 1;
    }
    outline_cells(b, m);
}
