/* SPDX-License-Identifier: Apache-2.0 */
/*
 * map - from a text key to a number: the index that codes are looked up in.
 *
 * Method   open addressing, linear probing, FNV-1a; O(1) expected.
 * Owner    memory comes from the arena; keys are borrowed and must outlive it.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stdint.h>

#include "base/arena.h"
#include "base/slice.h"

struct map_entry {
    struct slice key; /* at == NULL: free */
    int value;
};

struct map {
    struct map_entry *entries;
    uint32_t mask;
    int count;
};

/* Room for `capacity` keys; 0 when memory is out. */
int map_init(struct map *m, int capacity, struct arena *a);

/* The value, or -1. */
int map_get(const struct map *m, struct slice key);

/* Add unless present; returns the value that is there afterwards. */
int map_put(struct map *m, struct slice key, int value);

#endif
