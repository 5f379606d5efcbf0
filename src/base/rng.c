/* SPDX-License-Identifier: Apache-2.0 */
#include "base/rng.h"

#include <Random123/philox.h>
#include <assert.h>
#include <math.h>

struct rng rng_new(uint64_t seed, uint64_t stream)
{
    return (struct rng){.seed = seed, .stream = stream};
}

static void refill(struct rng *r)
{
    philox4x32_ctr_t counter = {{(uint32_t)r->counter, (uint32_t)(r->counter >> 32),
                                 (uint32_t)r->stream, (uint32_t)(r->stream >> 32)}};
    philox4x32_key_t key = {{(uint32_t)r->seed, (uint32_t)(r->seed >> 32)}};
    philox4x32_ctr_t words = philox4x32(counter, key);
    for (int i = 0; i < 4; i++)
        r->words[i] = words.v[i];
    r->counter++;
    r->left = 4;
}

uint32_t rng_u32(struct rng *r)
{
    if (r->left == 0) refill(r);
    return r->words[4 - r->left--];
}

double rng_real(struct rng *r)
{
    uint64_t high = rng_u32(r);
    uint64_t bits = (high << 32 | rng_u32(r)) >> 11;
    return (double)bits * 0x1p-53;
}

int rng_int(struct rng *r, int lo, int hi)
{
    assert(lo <= hi);
    uint32_t span = (uint32_t)hi - (uint32_t)lo + 1;
    if (span == 0) return (int)rng_u32(r); /* the whole range of int */
    uint32_t tail = (uint32_t)(-span) % span;
    uint32_t word = rng_u32(r);
    while (word < tail)
        word = rng_u32(r);
    return (int)((int64_t)lo + word % span);
}

double rng_normal(struct rng *r)
{
    double radius = sqrt(-2 * log(1 - rng_real(r)));
    return radius * cos(6.283185307179586 * rng_real(r));
}

double rng_exponential(struct rng *r)
{
    return -log(1 - rng_real(r));
}
