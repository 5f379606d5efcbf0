/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rows - arrays that grow in an arena, and numbers of records to their index.
 */
#ifndef EXCHANGE_ROWS_H
#define EXCHANGE_ROWS_H

#include "base/arena.h"

/*
 * Room for one more element behind count of them: the array, moved when it was
 * full (the old place stays with the arena), or NULL when memory is out.
 */
void *rows_grow(void *rows, int count, int *room, size_t element_bytes, struct arena *a);

/* Sorted pairs. */
struct uid_index {
    struct uid_pair *pairs;
    int count;
};

struct uid_pair {
    int uid, index;
};

/* uid_of(records, i) gives the number of the i-th of count records; 0 when memory is out. */
int uid_index_build(struct uid_index *x, int count, int (*uid_of)(const void *records, int i),
                    const void *records, struct arena *a);

/* Index of the record with this number, the first of several, or -1. */
int uid_index_find(const struct uid_index *x, int uid);

#endif
