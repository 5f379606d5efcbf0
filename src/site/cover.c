/* SPDX-License-Identifier: Apache-2.0 */
#include "site/cover.h"

#include <assert.h>
#include <math.h>

enum {
    SIDE_MAX = 1000,
    LISTED_MAX = 16, /* cells an outline may be listed in, on average */
};

struct range {
    int first[2], last[2]; /* column, row */
};

static int cell_of(double at, double from, double size, int side)
{
    double cell = floor((at - from) / size);
    return cell < 0 ? 0 : cell >= side ? side - 1 : (int)cell;
}

static struct range range_of(const struct cover *c, const struct polygon *p)
{
    return (struct range){{cell_of(p->west, c->west, c->width, c->side),
                           cell_of(p->south, c->south, c->height, c->side)},
                          {cell_of(p->east, c->west, c->width, c->side),
                           cell_of(p->north, c->south, c->height, c->side)}};
}

static double count_listed(const struct cover *c, const struct polygon *outlines, int count)
{
    double sum = 0;
    for (int i = 0; i < count; i++) {
        if (outlines[i].edge_count == 0) continue;
        struct range r = range_of(c, &outlines[i]);
        sum += (double)(r.last[0] - r.first[0] + 1) * (r.last[1] - r.first[1] + 1);
    }
    return sum;
}

/* Returns how many outlines there are. */
static int lay_grid(struct cover *c, const struct polygon *outlines, int count)
{
    double east = -INFINITY, north = -INFINITY;
    int known = 0;
    *c = (struct cover){.west = INFINITY, .south = INFINITY};
    for (int i = 0; i < count; i++) {
        const struct polygon *p = &outlines[i];
        if (p->edge_count == 0) continue;
        known++;
        c->west = fmin(c->west, p->west);
        c->south = fmin(c->south, p->south);
        east = fmax(east, p->east);
        north = fmax(north, p->north);
    }
    if (known == 0) return 0;
    c->side = (int)fmin(SIDE_MAX, ceil(sqrt(known)));
    for (;; c->side = (c->side + 1) / 2) { /* coarser where boxes overlap much */
        c->width = fmax(1e-9, (east - c->west) / c->side);
        c->height = fmax(1e-9, (north - c->south) / c->side);
        if (c->side == 1 || count_listed(c, outlines, count) <= (double)LISTED_MAX * known)
            return known;
    }
}

enum status cover_build(struct cover *out, const struct polygon *outlines, int count,
                        struct arena *a, struct err *e)
{
    if (lay_grid(out, outlines, count) == 0) return STATUS_OK;
    size_t cells = (size_t)out->side * (size_t)out->side;
    out->starts = ARENA_ARRAY(a, int, cells + 1);
    out->outlines = ARENA_ARRAY(a, int, (size_t)count_listed(out, outlines, count));
    if (!out->starts || !out->outlines)
        return err_set(e, STATUS_NOMEM, "no memory for a grid over %d outlines", count);
    for (int pass = 0; pass < 2; pass++) {
        for (int i = count; i-- > 0;) { /* counted, then filled from behind */
            if (outlines[i].edge_count == 0) continue;
            struct range r = range_of(out, &outlines[i]);
            for (int row = r.first[1]; row <= r.last[1]; row++)
                for (int column = r.first[0]; column <= r.last[0]; column++) {
                    int *at = &out->starts[row * out->side + column];
                    if (pass)
                        out->outlines[--*at] = i;
                    else
                        ++*at;
                }
        }
        for (size_t i = 1; pass == 0 && i <= cells; i++)
            out->starts[i] += out->starts[i - 1];
    }
    return STATUS_OK;
}

int cover_at(const struct cover *c, double x, double y, const int **outlines)
{
    *outlines = NULL;
    if (c->side == 0) return 0;
    int cell =
        cell_of(y, c->south, c->height, c->side) * c->side + cell_of(x, c->west, c->width, c->side);
    *outlines = c->outlines + c->starts[cell];
    return c->starts[cell + 1] - c->starts[cell];
}
