/* SPDX-License-Identifier: Apache-2.0 */
/*
 * random_dataset - datasets that a folder can hold: any texts and numbers, sound
 * geometries, and codes that are unique where features are keyed by them.
 */
#ifndef KIT_RANDOM_DATASET_H
#define KIT_RANDOM_DATASET_H

#include "kit/shapes.h"
#include "kit/store_data.h"

static inline void random_text(struct gen *g, struct table *t, int row, struct arena *a)
{
    static const char *const hard[] = {
        "\r\n", " lead and trail ", "\"", "\"\"", ",", "\n", "'", "a\rb", "#", "=1+1", "1,5",
        "null", "\xEF\xBB\xBF"};
    for (int c = 0; c < t->def->column_count; c++) {
        int is_text = t->def->columns[c].type == COLUMN_TEXT;
        if (is_text && gen_int(g, 0, 9) == 0)
            table_set_text(
                t, row, c,
                data_keep(a, hard[gen_int(g, 0, (int)(sizeof hard / sizeof *hard) - 1)]));
    }
}

static inline void random_shape_of(struct gen *g, struct table *t, int row, struct arena *a)
{
    char code[32];
    t->geometry[row] = SLICE_NONE;
    if (t->def->geometry == GEOMETRY_POINT) return;
    (void)snprintf(code, sizeof code, "%s-%d", t->def->name, row);
    table_put_text(t, row, "code", data_keep(a, code));
    if (gen_int(g, 0, 3) == 0) return;
    int kind = t->def->geometry == GEOMETRY_POLYGON ? WKB_MULTIPOLYGON
                                                    : gen_int(g, WKB_POINT, WKB_COLLECTION);
    t->geometry[row] = shape_random(g, (enum wkb_kind)kind, a);
}

/* Up to `size` rows in every table. */
static inline void random_dataset(struct gen *g, struct dataset *d, int size, struct arena *a)
{
    data_fill(g, d, size, a);
    for (int id = 0; id < TABLE_COUNT; id++) {
        struct table *t = &d->tables[id];
        for (int row = 0; row < t->row_count; row++) {
            random_text(g, t, row, a);
            if (t->geometry) random_shape_of(g, t, row, a);
        }
    }
}

#endif
