/* SPDX-License-Identifier: Apache-2.0 */
#include "base/map.h"

#include <assert.h>

static uint32_t hash_of(struct slice key)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < key.len; i++)
        h = (h ^ (unsigned char)key.at[i]) * 16777619u;
    return h ^ (h >> 15);
}

int map_init(struct map *m, int capacity, struct arena *a)
{
    assert(capacity >= 0 && capacity < (1 << 29));
    uint32_t size = 16;
    while (size < (uint32_t)capacity * 2)
        size *= 2;
    m->entries = ARENA_ARRAY(a, struct map_entry, size);
    m->mask = size - 1;
    m->count = 0;
    return m->entries != NULL;
}

static struct map_entry *find(const struct map *m, struct slice key)
{
    uint32_t i = hash_of(key) & m->mask;
    while (m->entries[i].key.at && !slice_equal(m->entries[i].key, key))
        i = (i + 1) & m->mask;
    return &m->entries[i];
}

int map_get(const struct map *m, struct slice key)
{
    assert(m->entries);
    const struct map_entry *entry = find(m, key);
    return entry->key.at ? entry->value : -1;
}

int map_put(struct map *m, struct slice key, int value)
{
    assert(m->entries && key.at && value >= 0);
    struct map_entry *entry = find(m, key);
    if (entry->key.at) return entry->value;
    assert((uint32_t)m->count < m->mask); /* the caller sized it */
    *entry = (struct map_entry){key, value};
    m->count++;
    return value;
}
