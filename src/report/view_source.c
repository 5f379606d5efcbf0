/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "report/view.h"

static int by_rows(const void *left, const void *right)
{
    const struct view_source *a = left, *b = right;
    if (a->row_count != b->row_count) return a->row_count > b->row_count ? -1 : 1;
    return slice_compare(a->text, b->text);
}

/* A map that grows: sources are few, rows many. */
static int grow(struct view *v, struct map *index, int *size, struct arena *a)
{
    int larger = *size ? *size * 4 : 256;
    struct view_source *list = ARENA_ARRAY(a, struct view_source, (size_t)larger);
    if (!list || !map_init(index, larger, a)) return 0;
    for (int i = 0; i < v->source_count; i++) {
        list[i] = v->sources[i];
        (void)map_put(index, list[i].text, i);
    }
    v->sources = list;
    *size = larger;
    return 1;
}

enum status view_load_sources(struct view *v, struct arena *a, struct err *e)
{
    struct map index = {0};
    int size = 0;
    for (int i = 0; i < TABLE_COUNT; i++) {
        const struct table *t = &v->data->tables[i];
        if (t->def->computed || t->row_count == 0) continue;
        int column = table_column(t, "source");
        for (int row = 0; row < t->row_count; row++) {
            struct slice text = table_text(t, row, column);
            if (!text.len) continue;
            if (v->source_count == size && !grow(v, &index, &size, a)) return view_no_memory(a, e);
            int at = map_put(&index, text, v->source_count);
            if (at == v->source_count)
                v->sources[v->source_count++] = (struct view_source){text, 0, 0};
            v->sources[at].row_count++;
            v->sources[at].tables |= (uint64_t)1 << i;
        }
    }
    if (v->source_count) qsort(v->sources, (size_t)v->source_count, sizeof *v->sources, by_rows);
    return STATUS_OK;
}
