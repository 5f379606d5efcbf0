/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/rows.h"

#include <stdlib.h>
#include <string.h>

void *rows_grow(void *rows, int count, int *room, size_t element_bytes, struct arena *a)
{
    if (count < *room) return rows;
    int wanted = *room ? 2 * *room : 16;
    void *grown = arena_alloc(a, (size_t)wanted, element_bytes);
    if (!grown) return NULL;
    if (count) memcpy(grown, rows, element_bytes * (size_t)count);
    *room = wanted;
    return grown;
}

static int by_uid(const void *a, const void *b)
{
    const struct uid_pair *x = a, *y = b;
    if (x->uid != y->uid) return x->uid < y->uid ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

int uid_index_build(struct uid_index *x, int count, int (*uid_of)(const void *records, int i),
                    const void *records, struct arena *a)
{
    x->count = count;
    x->pairs = ARENA_ARRAY(a, struct uid_pair, (size_t)count + 1);
    if (!x->pairs) return 0;
    for (int i = 0; i < count; i++)
        x->pairs[i] = (struct uid_pair){uid_of(records, i), i};
    qsort(x->pairs, (size_t)count, sizeof *x->pairs, by_uid);
    return 1;
}

int uid_index_find(const struct uid_index *x, int uid)
{
    int lo = 0, hi = x->count;
    while (lo < hi) {
        int mid = lo + (hi - lo) / 2;
        if (x->pairs[mid].uid < uid)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < x->count && x->pairs[lo].uid == uid ? x->pairs[lo].index : -1;
}
