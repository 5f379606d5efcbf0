/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rng - counter-based random numbers: the n-th number of a stream is a pure
 * function of (seed, stream, n), so results do not depend on threads.
 *
 * Method   Philox4x32-10 (Salmon, Moraes, Dror & Shaw, SC 2011), Random123.
 */
#ifndef BASE_RNG_H
#define BASE_RNG_H

#include <stdint.h>

struct rng {
    uint64_t seed, stream, counter;
    uint32_t words[4]; /* of the current counter */
    int left;          /* words not yet used */
};

struct rng rng_new(uint64_t seed, uint64_t stream);
uint32_t rng_u32(struct rng *r);

/* Uniform in [0, 1), 53 bits. */
double rng_real(struct rng *r);

/* Uniform in lo..hi, both included, without bias. */
int rng_int(struct rng *r, int lo, int hi);

/* Standard normal (Box & Muller 1958). */
double rng_normal(struct rng *r);

/* Exponential with mean 1; n independent ones, normalised, are a flat Dirichlet. */
double rng_exponential(struct rng *r);

#endif
