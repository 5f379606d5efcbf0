/* SPDX-License-Identifier: Apache-2.0 */
/*
 * property - check a law on many random inputs, from small to large.
 *
 * The law gets a generator and a size.  Sizes grow, so the first counterexample
 * is a small one; no shrinking is needed.  A failure prints the seed and size
 * that reproduce it:  GROUNDWORK_SEED=7 GROUNDWORK_SIZE=3 ./test
 */
#ifndef KIT_PROPERTY_H
#define KIT_PROPERTY_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "kit/test.h"

struct gen {
    uint64_t state;
};

/* splitmix64 (Steele, Lea & Flood 2014) */
static inline uint64_t gen_u64(struct gen *g)
{
    uint64_t z = (g->state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* Uniform enough in lo..hi for tests. */
static inline int gen_int(struct gen *g, int lo, int hi)
{
    return lo + (int)(gen_u64(g) % ((uint64_t)hi - (uint64_t)lo + 1));
}

typedef int property_fn(struct gen *g, int size); /* nonzero when the law holds */

/* The environment variable as a number, or the given value when it is unset. */
static inline uint64_t property_setting(const char *variable, uint64_t otherwise)
{
    const char *text = getenv(variable);
    return text ? (uint64_t)strtoull(text, NULL, 10) : otherwise;
}

static inline void property_check(const char *name, property_fn *law, int size_max, int runs)
{
    for (int run = 0; run < runs; run++) {
        int grown = 1 + (int)((long)run * size_max / runs);
        uint64_t seed = property_setting("GROUNDWORK_SEED", (uint64_t)run);
        int size = (int)property_setting("GROUNDWORK_SIZE", (uint64_t)grown);
        struct gen g = {seed};
        if (law(&g, size)) continue;
        fprintf(stderr, "property %s fails: GROUNDWORK_SEED=%llu GROUNDWORK_SIZE=%d\n", name,
                (unsigned long long)seed, size);
        fail_msg("property %s fails", name);
    }
}

#endif
