/* SPDX-License-Identifier: Apache-2.0 */
/*
 * land - the cells of a country, its provinces, and who lives there how well.
 *
 * The cells are those of a hexagonal grid whose centres lie in an ellipse, so
 * that no set of cells made here has a hole: provinces are Voronoi cells, which
 * are convex.  Column and row are offset coordinates; odd rows stand half a cell
 * to the east.
 */
#include <math.h>
#include <stdlib.h>

#include "synth/parts.h"

enum {
    ROUNDS_OF_SPREADING = 2,
};

static const double SPACING_KM = 35, COUNTRY_KM = 4000, ELLIPSE = 1.3;
static const double LONGITUDE = 25, LATITUDE = 8, KM_PER_DEGREE = 111.195,
                    DEGREE = 0.017453292519943295;

void plane_to_degrees(double x_km, double y_km, double out[2])
{
    double lat = LATITUDE + y_km / KM_PER_DEGREE;
    double lon = LONGITUDE + x_km / (KM_PER_DEGREE * cos(lat * DEGREE));
    out[0] = round(lon * 1e5) / 1e5;
    out[1] = round(lat * 1e5) / 1e5;
}

static void place_cell(const struct synth *s, struct synth_cell *c)
{
    c->x_km = (c->column + 0.5 * (c->row & 1)) * s->spacing_km;
    c->y_km = c->row * s->spacing_km * sqrt(0.75);
}

static double distance_to_middle(const struct synth_cell *c)
{
    return c->x_km * c->x_km / ELLIPSE + c->y_km * c->y_km * ELLIPSE;
}

static int by_place(const struct synth_cell *x, const struct synth_cell *y)
{
    if (x->row != y->row) return y->row - x->row; /* north first */
    return x->column - y->column;
}

static int by_distance(const void *left, const void *right)
{
    const struct synth_cell *x = left, *y = right;
    double a = distance_to_middle(x), b = distance_to_middle(y);
    return a != b ? (a > b) - (a < b) : by_place(x, y);
}

static int by_east(const void *left, const void *right)
{
    const struct synth_cell *x = left, *y = right;
    return x->x_km != y->x_km ? (x->x_km > y->x_km) - (x->x_km < y->x_km) : by_place(x, y);
}

static int by_north(const void *left, const void *right)
{
    return by_place(left, right);
}

static int by_province(const void *left, const void *right)
{
    const struct synth_cell *x = left, *y = right;
    return x->province != y->province ? x->province - y->province : by_place(x, y);
}

/* The cells nearest to the middle. */
static void choose_cells(struct synth *s)
{
    int columns = (int)(0.6 * sqrt(s->o->areas)) + 3, rows = (int)(0.54 * sqrt(s->o->areas)) + 3;
    size_t count = 0, width = 2 * (size_t)columns + 1, height = 2 * (size_t)rows + 1;
    struct synth_cell *found = ARENA_ARRAY(s->a, struct synth_cell, width * height);
    if (!found) {
        s->failed = 1;
        return;
    }
    for (int row = -rows; row <= rows; row++)
        for (int column = -columns; column <= columns; column++) {
            found[count] = (struct synth_cell){.column = column, .row = row};
            place_cell(s, &found[count++]);
        }
    qsort(found, count, sizeof *found, by_distance);
    s->cells = found;
}

/* Even pieces: strips from west to east, each cut from north to south. */
static void cut_strips(struct synth *s)
{
    int k = s->province_count, strips = (int)round(sqrt(k));
    long n = s->o->areas;
    qsort(s->cells, (size_t)n, sizeof *s->cells, by_east);
    for (int j = 0; j < strips; j++) {
        int first = (int)((long)j * k / strips), end = (int)((j + 1L) * k / strips);
        long from = n * first / k, to = n * end / k;
        qsort(s->cells + from, (size_t)(to - from), sizeof *s->cells, by_north);
        for (int p = first; p < end; p++)
            for (long i = n * p / k; i < n * (p + 1) / k; i++)
                s->cells[i].province = p;
    }
}

static void move_seeds(struct synth *s)
{
    for (int p = 0; p < s->province_count; p++)
        s->provinces[p] = (struct synth_province){.cell_count = 0};
    for (int i = 0; i < s->o->areas; i++) {
        struct synth_province *p = &s->provinces[s->cells[i].province];
        p->x_km += s->cells[i].x_km;
        p->y_km += s->cells[i].y_km;
        p->cell_count++;
    }
    for (int p = 0; p < s->province_count; p++) {
        s->provinces[p].x_km /= s->provinces[p].cell_count;
        s->provinces[p].y_km /= s->provinces[p].cell_count;
    }
}

static int nearest_seed(const struct synth *s, const struct synth_cell *c)
{
    int best = 0;
    double best_distance = INFINITY;
    for (int p = 0; p < s->province_count; p++) {
        double dx = s->provinces[p].x_km - c->x_km, dy = s->provinces[p].y_km - c->y_km;
        double distance = dx * dx + dy * dy;
        if (distance >= best_distance) continue;
        best = p, best_distance = distance;
    }
    return best;
}

/* Give every cell to the nearest seed; 0 when a province would be left without. */
static int assign_nearest(struct synth *s)
{
    for (int p = 0; p < s->province_count; p++)
        s->provinces[p].cell_count = 0;
    for (int i = 0; i < s->o->areas; i++) {
        s->cells[i].province = nearest_seed(s, &s->cells[i]);
        s->provinces[s->cells[i].province].cell_count++;
    }
    for (int p = 0; p < s->province_count; p++)
        if (s->provinces[p].cell_count == 0) return 0;
    return 1;
}

static void make_provinces(struct synth *s)
{
    s->provinces = ARENA_ARRAY(s->a, struct synth_province, (size_t)s->province_count);
    if (!s->provinces) {
        s->failed = 1;
        return;
    }
    cut_strips(s);
    move_seeds(s);
    for (int p = 0; p < s->province_count; p++) {
        struct rng r = synth_rng(s, STREAM_SEED, p);
        s->provinces[p].x_km += s->spacing_km * (rng_real(&r) - 0.5);
        s->provinces[p].y_km += s->spacing_km * (rng_real(&r) - 0.5);
    }
    for (int round = 0; round < ROUNDS_OF_SPREADING; round++) {
        if (!assign_nearest(s)) {
            cut_strips(s); /* seldom: very few cells to a province */
            break;
        }
        if (round + 1 < ROUNDS_OF_SPREADING) move_seeds(s);
    }
    move_seeds(s);
    qsort(s->cells, (size_t)s->o->areas, sizeof *s->cells, by_province);
    for (int i = s->o->areas; i-- > 0;)
        s->provinces[s->cells[i].province].first_cell = i;
}

static void index_cells(struct synth *s)
{
    s->column_min = s->row_min = 1 << 30, s->column_max = s->row_max = -(1 << 30);
    for (int i = 0; i < s->o->areas; i++) {
        const struct synth_cell *c = &s->cells[i];
        if (c->column < s->column_min) s->column_min = c->column;
        if (c->column > s->column_max) s->column_max = c->column;
        if (c->row < s->row_min) s->row_min = c->row;
        if (c->row > s->row_max) s->row_max = c->row;
    }
    int width = s->column_max - s->column_min + 1, height = s->row_max - s->row_min + 1;
    s->cell_at = ARENA_ARRAY(s->a, int, (size_t)width *(size_t)height);
    if (!s->cell_at) {
        s->failed = 1;
        return;
    }
    for (int i = 0; i < width * height; i++)
        s->cell_at[i] = -1;
    for (int i = 0; i < s->o->areas; i++)
        s->cell_at[(s->cells[i].row - s->row_min) * width + s->cells[i].column - s->column_min] = i;
}

int cell_neighbour(const struct synth *s, int cell, int side)
{
    static const int half_columns[6] = {2, 1, -1, -2, -1, 1}, rows[6] = {0, 1, 1, 0, -1, -1};
    const struct synth_cell *c = &s->cells[cell];
    int row = c->row + rows[side];
    int column = (2 * c->column + (c->row & 1) + half_columns[side] - (row & 1)) / 2;
    if (row < s->row_min || row > s->row_max) return -1;
    if (column < s->column_min || column > s->column_max) return -1;
    int width = s->column_max - s->column_min + 1;
    return s->cell_at[(row - s->row_min) * width + column - s->column_min];
}

/* One normal variable an area: part its province's, part its own. */
static void make_lives(struct synth *s)
{
    double shared = sqrt(s->o->correlation), own = sqrt(1 - s->o->correlation);
    for (int p = 0; p < s->province_count; p++) {
        struct rng r = synth_rng(s, STREAM_PROVINCE, p);
        s->provinces[p].deprivation = rng_normal(&r);
        s->provinces[p].code = text_new(s, "P%02d", p + 1);
    }
    double people = 0;
    for (int i = 0; i < s->o->areas; i++) {
        struct synth_cell *c = &s->cells[i];
        struct rng r = synth_rng(s, STREAM_AREA, i);
        c->deprivation = shared * s->provinces[c->province].deprivation + own * rng_normal(&r);
        c->population = figures(60000 * exp(0.5 * rng_normal(&r)), 4);
        c->seat_x = c->x_km + 0.2 * s->spacing_km * (rng_real(&r) - 0.5);
        c->seat_y = c->y_km + 0.2 * s->spacing_km * (rng_real(&r) - 0.5);
        c->code = text_new(s, "%s-%03d", s->provinces[c->province].code,
                           i - s->provinces[c->province].first_cell + 1);
        people += c->population;
    }
    s->mean_population = people / s->o->areas;
}

void make_land(struct synth *s)
{
    s->spacing_km = fmin(SPACING_KM, COUNTRY_KM / (1.2 * sqrt(s->o->areas)));
    choose_cells(s);
    if (!s->failed) make_provinces(s);
    if (!s->failed) index_cells(s);
    if (!s->failed) make_corners(s);
    if (!s->failed) make_lives(s);
}
